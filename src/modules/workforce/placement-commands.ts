/** Placement: one person proposes, another approves, and the checks are asked both times. */
import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal, refuseRaised } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { verdictOn } from './eligibility.ts';
import { placementById } from './queries.ts';
import { whyNot, type Verdict } from './suitability.ts';
import { consumeWaiting, returnToWaiting } from './waiting-step-commands.ts';
import { newPlacement } from './worker.ts';

/** Proposes; it counts from another person's approval. A failed check that may be overridden wants a reason, kept with the placement. */
export async function placeWorker(tx: Tx, input: z.input<typeof newPlacement>): Promise<{ id: string; verdict: Verdict }> {
  permit(tx.actor, 'placement.propose');
  const p = newPlacement.parse(input);
  if (p.to && p.to <= p.from) throw new Refusal('placement.empty', { id: 'Hari berakhir harus sesudah hari mulai.', en: 'The last day must come after the first.' }, { field: 'to', status: 422 });
  const verdict = await verdictOn(tx, { ...p, day: p.from });
  refuseUnsuitable(verdict, p.override_reason);
  const made = await tx.one<{ id: string }>(sql`
    insert into workforce.placement (facility_id, worker_id, workshop_id, job, paid, regime, contract_ref, valid, decree, proposed_by, proposed_person, proposed_at, override_reason)
    values (${p.facility_id}, ${p.worker_id}, ${p.workshop_id}, ${p.job}, ${p.paid}, ${p.regime}, ${p.contract_ref ?? ''}, daterange(${p.from}::date, ${p.to ?? null}::date), ${p.decree}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${p.override_reason ?? null}) returning id`);
  tx.emit({ verb: 'placement.proposed', facility_id: p.facility_id, subject_kind: 'worker', subject_id: p.worker_id, particulars: { placement_id: made.id, workshop_id: p.workshop_id, ...(p.override_reason ? { override_reason: p.override_reason } : {}) } });
  return { id: made.id, verdict };
}

/**
 * Another person's yes; with `decree`, by that letter. How many the workshop takes is held by the database over the placement's whole
 * time: two approvals for the last place wait for each other there. Who waited for this place waits no longer.
 */
export async function approvePlacement(tx: Tx, { facility_id, placement_id, decree }: { facility_id: string; placement_id: string; decree?: string }): Promise<void> {
  permit(tx.actor, 'placement.approve');
  await lockOpen(tx, facility_id, placement_id);
  const placement = await placementById(tx, facility_id, placement_id);
  refuseUnsuitable(await verdictOn(tx, { ...placement, facility_id, day: placement.from, decree: decree ?? placement.decree }), placement.override_reason);
  await tx.run(sql`update workforce.placement set approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now}, decree = ${decree ?? placement.decree} where facility_id = ${facility_id} and id = ${placement_id}`);
  await consumeWaiting(tx, { ...placement, facility_id, placement_id });
  tx.emit({ verb: 'placement.approved', facility_id, subject_kind: 'worker', subject_id: placement.worker_id, particulars: { placement_id } });
}

refuseRaised('placement.workshop_full', ({ places = 0 }) => ({ id: `Bengkel sudah penuh pada masa itu (${places} tempat). Akhiri penempatan lain atau pilih bengkel lain.`, en: `The workshop is full in that time (${places} places). End another placement or choose another workshop.` }));

export async function refusePlacement(tx: Tx, { facility_id, placement_id, reason }: { facility_id: string; placement_id: string; reason: string }): Promise<void> {
  permit(tx.actor, 'placement.approve');
  const { worker_id } = await lockOpen(tx, facility_id, placement_id);
  await tx.run(sql`update workforce.placement set refused_by = ${tx.actor.account_id}, refused_at = ${tx.now}, refused_reason = ${reason} where facility_id = ${facility_id} and id = ${placement_id}`);
  await returnToWaiting(tx, facility_id, placement_id);
  tx.emit({ verb: 'placement.refused', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { placement_id, reason } });
}

/** `on_day` is the first day without the placement. */
export async function endPlacement(tx: Tx, { facility_id, placement_id, on_day, reason }: { facility_id: string; placement_id: string; on_day: string; reason: string }): Promise<void> {
  permit(tx.actor, 'placement.end');
  const row = await tx.maybe<{ worker_id: string }>(sql`
    update workforce.placement set valid = daterange(lower(valid), ${on_day}::date), ended_reason = ${reason}
    where facility_id = ${facility_id} and id = ${placement_id} and approved_at is not null and lower(valid) < ${on_day}::date and (upper(valid) is null or upper(valid) > ${on_day}::date) returning worker_id`);
  if (!row) throw new Refusal('placement.not_running', { id: 'Penempatan ini tidak berjalan pada hari itu. Periksa tanggalnya.', en: 'This placement does not run on that day. Check the date.' }, { field: 'on_day' });
  tx.emit({ verb: 'placement.ended', facility_id, subject_kind: 'worker', subject_id: row.worker_id, particulars: { placement_id, on_day, reason } });
}

async function lockOpen(tx: Tx, facility_id: string, placement_id: string): Promise<{ worker_id: string }> {
  const row = await tx.one<{ worker_id: string; approved_at: Date | null; refused_at: Date | null }>(sql`
    select worker_id, approved_at, refused_at from workforce.placement where facility_id = ${facility_id} and id = ${placement_id} for update`);
  if (row.approved_at) throw new Refusal('placement.approved_already', { id: 'Penempatan ini sudah disetujui. Muat ulang halaman untuk melihat keadaannya.', en: 'This placement is already approved. Reload the page to see how it stands.' });
  if (row.refused_at) throw new Refusal('placement.refused_already', { id: 'Usulan ini sudah ditolak. Ajukan usulan baru.', en: 'This proposal was refused. Make a new one.' });
  return row;
}

function refuseUnsuitable(verdict: Verdict, override_reason: string | null | undefined): void {
  if (!verdict.allowed) {
    const why = whyNot(verdict);
    throw new Refusal('placement.not_suitable', { id: `Peserta belum boleh ditempatkan: ${why.id}. Lengkapi syarat itu dahulu, atau pilih bengkel lain.`, en: `This person may not be placed yet: ${why.en}. Complete that first, or choose another workshop.` });
  }
  if (verdict.needs_reason && !override_reason) {
    const why = whyNot(verdict, 'override_with_reason');
    throw new Refusal('placement.reason_needed', { id: `Perlu alasan untuk menempatkan walaupun: ${why.id}. Tulis alasannya.`, en: `A reason is needed to place in spite of: ${why.en}. Write it down.` }, { field: 'override_reason', status: 422 });
  }
}

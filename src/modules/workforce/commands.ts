import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { newPlacement, newWorker, type Regime } from './worker.ts';

/** Roster codes run A1, A2 … A99, B1 …: short enough to call across a workshop. */
export async function registerWorker(tx: Tx, input: z.input<typeof newWorker>): Promise<{ id: string; roster_code: string }> {
  permit(tx.actor, 'worker.register');
  const worker = newWorker.parse(input);
  const { n } = await tx.one<{ n: number }>(sql`select kernel.next_number('roster', ${worker.facility_id}, 0) as n`);
  const roster_code = `${String.fromCharCode(65 + Math.floor((n - 1) / 99) % 26)}${((n - 1) % 99) + 1}`;
  const made = await tx.one<{ id: string }>(sql`
    insert into workforce.worker (facility_id, roster_code, register_number, name, kind, sex, born_on, custody_from, sentence_from, release_on, risk, fit_until, tool_clearance, skill_level, is_sample)
    values (${worker.facility_id}, ${roster_code}, ${worker.register_number}, ${worker.name}, ${worker.kind}, ${worker.sex}, ${worker.born_on ?? null}, ${worker.custody_from}, ${worker.sentence_from ?? null}, ${worker.release_on ?? null},
      ${worker.risk}, ${worker.fit_until ?? null}, ${worker.tool_clearance}, ${worker.skill_level}, ${worker.is_sample}) returning id`);
  tx.emit({ verb: 'worker.registered', facility_id: worker.facility_id, subject_kind: 'worker', subject_id: made.id });
  return { id: made.id, roster_code };
}

export async function recordConsent(tx: Tx, { facility_id, worker_id, regime, given_on, evidence }: { facility_id: string; worker_id: string; regime: Regime; given_on: string; evidence: string }): Promise<{ id: string }> {
  permit(tx.actor, 'consent.record');
  const made = await tx.one<{ id: string }>(sql`
    insert into workforce.consent (facility_id, worker_id, regime, given_on, evidence, recorded_by) values (${facility_id}, ${worker_id}, ${regime}, ${given_on}, ${evidence}, ${tx.actor.account_id}) returning id`);
  tx.emit({ verb: 'consent.given', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { regime } });
  return made;
}

/** Withdrawn without any loss of privilege: nothing else changes. */
export async function withdrawConsent(tx: Tx, { facility_id, worker_id, regime, on_day }: { facility_id: string; worker_id: string; regime: Regime; on_day: string }): Promise<void> {
  permit(tx.actor, 'consent.record');
  const n = await tx.run(sql`update workforce.consent set withdrawn_on = ${on_day} where facility_id = ${facility_id} and worker_id = ${worker_id} and regime = ${regime} and withdrawn_on is null`);
  if (n === 0) throw new Refusal('consent.none', { id: 'Tidak ada persetujuan yang berlaku untuk ditarik.', en: 'There is no consent in force to withdraw.' });
  tx.emit({ verb: 'consent.withdrawn', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { regime } });
}

/** Proposes; it counts from another person's approval. */
export async function placeWorker(tx: Tx, input: z.input<typeof newPlacement>): Promise<{ id: string }> {
  permit(tx.actor, 'placement.propose');
  const p = newPlacement.parse(input);
  const made = await tx.one<{ id: string }>(sql`
    insert into workforce.placement (facility_id, worker_id, workshop_id, job, paid, valid, decree, proposed_by, override_reason)
    values (${p.facility_id}, ${p.worker_id}, ${p.workshop_id}, ${p.job}, ${p.paid}, daterange(${p.from}, ${p.to ?? null}), ${p.decree}, ${tx.actor.account_id}, ${p.override_reason ?? null}) returning id`);
  tx.emit({ verb: 'placement.proposed', facility_id: p.facility_id, subject_kind: 'worker', subject_id: p.worker_id, particulars: { placement_id: made.id, workshop_id: p.workshop_id } });
  return made;
}

export async function approvePlacement(tx: Tx, { facility_id, placement_id }: { facility_id: string; placement_id: string }): Promise<void> {
  permit(tx.actor, 'placement.approve');
  const row = await tx.one<{ worker_id: string; approved_by: string | null }>(sql`select worker_id, approved_by from workforce.placement where facility_id = ${facility_id} and id = ${placement_id} for update`);
  if (row.approved_by) throw new Refusal('placement.approved_already', { id: 'Penempatan ini sudah disetujui.', en: 'This placement is already approved.' });
  await tx.run(sql`update workforce.placement set approved_by = ${tx.actor.account_id} where facility_id = ${facility_id} and id = ${placement_id}`);
  tx.emit({ verb: 'placement.approved', facility_id, subject_kind: 'worker', subject_id: row.worker_id, particulars: { placement_id } });
}

export async function endPlacement(tx: Tx, { facility_id, placement_id, on_day, reason }: { facility_id: string; placement_id: string; on_day: string; reason: string }): Promise<void> {
  permit(tx.actor, 'placement.end');
  const row = await tx.one<{ worker_id: string }>(sql`
    update workforce.placement set valid = daterange(lower(valid), ${on_day}), ended_reason = ${reason} where facility_id = ${facility_id} and id = ${placement_id} and valid @> ${on_day}::date and lower(valid) < ${on_day}::date returning worker_id`);
  tx.emit({ verb: 'placement.ended', facility_id, subject_kind: 'worker', subject_id: row.worker_id, particulars: { placement_id, reason } });
}

/** Plans for a placement. Each bears on the roster from its day; the night turns it into state for people to see. */
import { dayAt } from '#organisation';
import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { newEnding, newExclusion, newRelease, newSuspension, releaseMoves, releaseStates, suspensionMoves, suspensionStates, type ReleaseState, type SuspensionState } from './placement-plan.ts';

type Which = { facility_id: string; placement_id: string };

export async function planSuspension(tx: Tx, { facility_id, placement_id, ...input }: Which & z.input<typeof newSuspension>): Promise<{ id: string }> {
  permit(tx.actor, 'placement.plan');
  const plan = newSuspension.parse(input);
  const { placement, today } = await lockRunning(tx, { facility_id, placement_id }, plan.from, plan.to);
  if (plan.from < today) throw past;
  if (plan.paid && !placement.paid) throw new Refusal('suspension.unpaid_placement', { id: 'Penempatan ini tanpa premi, jadi penangguhannya juga tanpa premi. Hapus tanda dengan premi.', en: 'This placement is without pay, so its suspension is too. Take away the mark for pay.' }, { field: 'paid', status: 422 });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into workforce.placement_suspension (facility_id, placement_id, worker_id, valid, paid, reason_code, note, state, planned_by, planned_person, planned_at)
    values (${facility_id}, ${placement_id}, ${placement.worker_id}, daterange(${plan.from}::date, ${plan.to ?? null}::date), ${plan.paid}, ${plan.reason_code}, ${plan.note}, ${plan.from === today ? 'running' : 'planned'}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'suspension.planned', facility_id, subject_kind: 'worker', subject_id: placement.worker_id, particulars: { placement_id, suspension_id: id, reason: plan.reason_code, paid: plan.paid } });
  return { id };
}

/** Lifted before or while it runs: from today the person is back on the roster, what ran stays on record. */
export async function liftSuspension(tx: Tx, { facility_id, suspension_id, reason }: { facility_id: string; suspension_id: string; reason: string }): Promise<void> {
  permit(tx.actor, 'placement.plan');
  const row = await tx.one<{ worker_id: string; placement_id: string; state: SuspensionState }>(sql`select worker_id, placement_id, state from workforce.placement_suspension where facility_id = ${facility_id} and id = ${suspension_id} for update`);
  if (!suspensionMoves[row.state].includes('lifted')) throw new Refusal('suspension.not_open', { id: `Penangguhan ini sudah “${suspensionStates[row.state].id}”. Muat ulang halaman untuk melihat keadaannya.`, en: `This suspension is already “${suspensionStates[row.state].en}”. Reload the page to see how it stands.` });
  const today = await dayAt(tx, facility_id);
  await tx.run(sql`
    update workforce.placement_suspension set state = 'lifted', lifted_by = ${tx.actor.account_id}, lifted_at = ${tx.now}, lifted_reason = ${reason}, valid = case when lower(valid) < ${today}::date then daterange(lower(valid), ${today}::date) else valid end
    where facility_id = ${facility_id} and id = ${suspension_id}`);
  tx.emit({ verb: 'suspension.lifted', facility_id, subject_kind: 'worker', subject_id: row.worker_id, particulars: { placement_id: row.placement_id, suspension_id, reason } });
}

export async function planEnd(tx: Tx, { facility_id, placement_id, ...input }: Which & z.input<typeof newEnding>): Promise<{ id: string }> {
  permit(tx.actor, 'placement.plan');
  const plan = newEnding.parse(input);
  const { placement, today } = await lockRunning(tx, { facility_id, placement_id }, plan.on_day);
  if (plan.on_day <= today) throw new Refusal('ending.not_ahead', { id: 'Rencana akhir mulai besok. Untuk hari ini, akhiri penempatan langsung.', en: 'A planned end begins tomorrow. For today, end the placement directly.' }, { field: 'on_day', status: 422 });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into workforce.placement_ending (facility_id, placement_id, worker_id, on_day, reason_code, note, planned_by, planned_person, planned_at)
    values (${facility_id}, ${placement_id}, ${placement.worker_id}, ${plan.on_day}, ${plan.reason_code}, ${plan.note}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'ending.planned', facility_id, subject_kind: 'worker', subject_id: placement.worker_id, particulars: { placement_id, on_day: plan.on_day, reason: plan.reason_code } });
  return { id };
}

export async function cancelEnd(tx: Tx, { facility_id, placement_id }: Which): Promise<void> {
  permit(tx.actor, 'placement.plan');
  const row = await tx.maybe<{ worker_id: string }>(sql`update workforce.placement_ending set state = 'cancelled' where facility_id = ${facility_id} and placement_id = ${placement_id} and state = 'planned' returning worker_id`);
  if (!row) throw new Refusal('ending.none', { id: 'Tidak ada rencana akhir untuk dibatalkan. Muat ulang halaman untuk melihat keadaannya.', en: 'There is no planned end to cancel. Reload the page to see how it stands.' });
  tx.emit({ verb: 'ending.cancelled', facility_id, subject_kind: 'worker', subject_id: row.worker_id, particulars: { placement_id } });
}

export async function excludeFrom(tx: Tx, { facility_id, placement_id, ...input }: Which & z.input<typeof newExclusion>): Promise<{ id: string }> {
  permit(tx.actor, 'placement.plan');
  const plan = newExclusion.parse(input);
  const { placement, today } = await lockRunning(tx, { facility_id, placement_id }, plan.from, plan.to);
  if (plan.from < today) throw past;
  const same = await tx.maybe(sql`
    select 1 from workforce.placement_exclusion where facility_id = ${facility_id} and placement_id = ${placement_id} and valid && daterange(${plan.from}::date, ${plan.to ?? null}::date) and weekdays && ${plan.weekdays}::int[] and (slot is null or ${plan.slot ?? null}::text is null or slot = ${plan.slot ?? null})`);
  if (same) throw new Refusal('exclusion.overlap', { id: 'Sudah ada pengecualian untuk hari dan jam itu. Akhiri yang lama dahulu.', en: 'These days and slots are already left free. End the earlier one first.' }, { field: 'weekdays' });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into workforce.placement_exclusion (facility_id, placement_id, worker_id, weekdays, slot, valid, reason, recorded_by, recorded_at)
    values (${facility_id}, ${placement_id}, ${placement.worker_id}, ${plan.weekdays}, ${plan.slot ?? null}, daterange(${plan.from}::date, ${plan.to ?? null}::date), ${plan.reason}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'exclusion.recorded', facility_id, subject_kind: 'worker', subject_id: placement.worker_id, particulars: { placement_id, exclusion_id: id } });
  return { id };
}

/** Ended, never deleted: `on_day` is the first day on which the slot is worked again. */
export async function endExclusion(tx: Tx, { facility_id, exclusion_id, on_day }: { facility_id: string; exclusion_id: string; on_day: string }): Promise<void> {
  permit(tx.actor, 'placement.plan');
  const row = await tx.maybe<{ worker_id: string; placement_id: string }>(sql`
    update workforce.placement_exclusion set valid = daterange(lower(valid), greatest(${on_day}::date, lower(valid) + 1)) where facility_id = ${facility_id} and id = ${exclusion_id} and (upper(valid) is null or upper(valid) > ${on_day}::date) returning worker_id, placement_id`);
  if (!row) throw new Refusal('exclusion.not_open', { id: 'Pengecualian ini sudah berakhir. Muat ulang halaman untuk melihat keadaannya.', en: 'This exclusion has ended already. Reload the page to see how it stands.' });
  tx.emit({ verb: 'exclusion.ended', facility_id, subject_kind: 'worker', subject_id: row.worker_id, particulars: { placement_id: row.placement_id, exclusion_id, on_day } });
}

export async function requestRelease(tx: Tx, { facility_id, placement_id, ...input }: Which & z.input<typeof newRelease>): Promise<{ id: string }> {
  permit(tx.actor, 'day_release.request');
  const asked = newRelease.parse(input);
  if (asked.returns <= asked.leaves) throw new Refusal('day_release.hours', { id: 'Jam kembali harus sesudah jam keluar.', en: 'The time of return must come after the time of leaving.' }, { field: 'returns', status: 422 });
  const { placement } = await lockRunning(tx, { facility_id, placement_id }, asked.from, asked.to);
  if (placement.regime !== 'outside') throw new Refusal('day_release.not_outside', { id: 'Penempatan ini bukan kerja luar. Usulkan penempatan kerja luar dahulu.', en: 'This placement is not outside work. Propose an outside placement first.' });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into workforce.day_release (facility_id, placement_id, worker_id, permit_number, place, escort, valid, weekdays, leaves, returns, requested_by, requested_person, requested_at)
    values (${facility_id}, ${placement_id}, ${placement.worker_id}, ${asked.permit_number}, ${asked.place}, ${asked.escort}, daterange(${asked.from}::date, ${asked.to}::date), ${asked.weekdays}, ${asked.leaves}::time, ${asked.returns}::time, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'day_release.requested', facility_id, subject_kind: 'worker', subject_id: placement.worker_id, particulars: { placement_id, release_id: id, permit: asked.permit_number } });
  return { id };
}

/** The head permits, refuses or takes back. Taking back needs no second person: it must be possible at once. */
export async function decideRelease(tx: Tx, { facility_id, release_id, to, reason }: { facility_id: string; release_id: string; to: 'permitted' | 'refused' | 'revoked'; reason?: string | undefined }): Promise<void> {
  permit(tx.actor, 'day_release.decide');
  const row = await tx.one<{ worker_id: string; state: ReleaseState }>(sql`select worker_id, state from workforce.day_release where facility_id = ${facility_id} and id = ${release_id} for update`);
  if (!releaseMoves[row.state].includes(to)) throw new Refusal('day_release.no_way', { id: `Izin ini “${releaseStates[row.state].id}” dan tidak dapat diubah begitu. Muat ulang halaman untuk melihat keadaannya.`, en: `This permit is “${releaseStates[row.state].en}” and cannot be changed so. Reload the page to see how it stands.` });
  if (to !== 'permitted' && !reason) throw new Refusal('day_release.reason_needed', { id: 'Tulis alasannya.', en: 'Write the reason.' }, { field: 'reason', status: 422 });
  await tx.run(sql`update workforce.day_release set state = ${to}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now}, decided_reason = ${reason ?? null} where facility_id = ${facility_id} and id = ${release_id}`);
  tx.emit({ verb: `day_release.${to}`, facility_id, subject_kind: 'worker', subject_id: row.worker_id, particulars: { release_id, ...(reason ? { reason } : {}) } });
}

/** The placement, held, and covering the time of the plan. */
async function lockRunning(tx: Tx, { facility_id, placement_id }: Which, from: string, to?: string | null): Promise<{ placement: { worker_id: string; paid: boolean; regime: string }; today: string }> {
  if (to && to <= from) throw new Refusal('placement.empty', { id: 'Hari berakhir harus sesudah hari mulai.', en: 'The last day must come after the first.' }, { field: 'to', status: 422 });
  const placement = await tx.one<{ worker_id: string; paid: boolean; regime: string; approved_at: Date | null; covers: boolean }>(sql`
    select worker_id, paid, regime, approved_at, valid @> ${from}::date and (${to ?? null}::date is null or upper(valid) is null or upper(valid) >= ${to ?? null}::date) as covers from workforce.placement where facility_id = ${facility_id} and id = ${placement_id} for update`);
  if (!placement.approved_at || !placement.covers) throw new Refusal('plan.outside_placement', { id: 'Penempatan tidak berjalan pada masa itu. Periksa tanggalnya.', en: 'The placement does not run in that time. Check the dates.' }, { field: 'from' });
  return { placement, today: await dayAt(tx, facility_id) };
}

const past = new Refusal('plan.past', { id: 'Rencana mulai hari ini atau sesudahnya.', en: 'A plan begins today or later.' }, { field: 'from', status: 422 });

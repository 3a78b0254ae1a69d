import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { markOf, type Given, type Reason } from '../attendance.ts';
import { ended } from '../session.ts';

export type Marking = Given & { facility_id: string; session_id: string; worker_id: string; reason_code: string; occurred_at?: Date; capture_id?: string };
export type Earlier = { id: string; reason_code: string; minutes: number; paid: boolean; recorded_by: string | null; capture_id: string | null };

/** One mark; a later one replaces it in effect, never in the record. `changed` says that it contradicts the mark before. */
export async function markAttendance(tx: Tx, marking: Marking): Promise<{ id: string; minutes: number; paid: boolean; changed: boolean; earlier: Earlier | undefined }> {
  permit(tx.actor, 'attendance.mark');
  const { facility_id, session_id, worker_id } = marking;
  const { slot_minutes } = await lockOpenSession(tx, facility_id, session_id);
  const reason = await tx.maybe<Reason>(sql`select code, name_id, name_en, attended, pay_effect, needs_note, incentive_warning, evidence from workshop.attendance_reason where code = ${marking.reason_code}`);
  if (!reason) throw unknownReason;
  const listed = await tx.maybe<{ paid: boolean }>(sql`
    select p.paid from workshop.roster r join workforce.placement_published p on p.facility_id = r.facility_id and p.id = r.placement_id
    where r.facility_id = ${facility_id} and r.session_id = ${session_id} and r.worker_id = ${worker_id}`);
  if (!listed) throw notOnRoster;
  const mark = markOf(reason, marking, { slot_minutes, placement_paid: listed.paid });
  const earlier = await tx.maybe<Earlier>(sql`
    select id, reason_code, minutes, paid, recorded_by, capture_id from workshop.attendance_current where facility_id = ${facility_id} and session_id = ${session_id} and worker_id = ${worker_id}`);
  const { id } = await tx.one<{ id: string }>(sql`
    insert into workshop.attendance (facility_id, session_id, worker_id, reason_code, minutes, paid, note, recorded_by, occurred_at, recorded_at, capture_id)
    values (${facility_id}, ${session_id}, ${worker_id}, ${reason.code}, ${mark.minutes}, ${mark.paid}, ${marking.note?.trim() ?? ''}, ${tx.actor.account_id}, ${marking.occurred_at ?? tx.now}, clock_timestamp(), ${marking.capture_id ?? null}) returning id`);
  const changed = earlier !== undefined && (earlier.reason_code !== reason.code || earlier.minutes !== mark.minutes || earlier.paid !== mark.paid);
  tx.emit({ verb: changed ? 'attendance.changed' : 'attendance.marked', facility_id, subject_kind: 'session', subject_id: session_id, particulars: { attendance_id: id, reason: reason.code, paid: mark.paid } });
  return { id, ...mark, changed, earlier };
}

/** Held while something is written into the session, so that nobody closes it meanwhile. */
export async function lockOpenSession(tx: Tx, facility_id: string, session_id: string): Promise<{ workshop_id: string; slot_minutes: number }> {
  const row = await tx.one<{ state: string; workshop_id: string; slot_minutes: number }>(sql`
    select state, workshop_id, (extract(epoch from upper(during) - lower(during)) / 60)::int as slot_minutes from workshop.session where facility_id = ${facility_id} and id = ${session_id} for share`);
  if (row.state !== 'open') throw ended;
  return row;
}

const unknownReason = new Refusal('attendance.unknown_reason', { id: 'Alasan tidak dikenal. Pilih dari daftar.', en: 'Unknown reason. Choose from the list.' }, { field: 'reason_code', status: 422 });
const notOnRoster = new Refusal('attendance.not_on_roster', { id: 'Peserta ini tidak ada di daftar sesi. Periksa penempatannya.', en: 'This person is not on the roster. Check the placement.' });

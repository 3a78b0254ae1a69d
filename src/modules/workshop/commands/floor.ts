import type { Tx } from '#kernel/db.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { NotFound, Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { markOf, type Reason } from '../attendance.ts';
import { ended } from './session.ts';

type Open = { state: string; minutes: number };
async function openSessionRow(tx: Tx, facility_id: string, session_id: string): Promise<Open> {
  const row = await tx.one<Open>(sql`select state, (extract(epoch from upper(during) - lower(during)) / 60)::int as minutes from workshop.session where facility_id = ${facility_id} and id = ${session_id} for share`);
  if (row.state !== 'open') throw ended;
  return row;
}

export type Marking = { facility_id: string; session_id: string; worker_id: string; reason_code: string; minutes?: number; paid?: boolean; note?: string; occurred_at?: Date };
/** One mark; a later one replaces it in effect, never in the record. */
export async function markAttendance(tx: Tx, marking: Marking): Promise<{ id: string; paid: boolean; changed: boolean }> {
  permit(tx.actor, 'attendance.mark');
  const { facility_id, session_id, worker_id } = marking;
  const session = await openSessionRow(tx, facility_id, session_id);
  const reason = await tx.maybe<Reason>(sql`select code, name_id, name_en, attended, pay_effect, needs_note, incentive_warning from workshop.attendance_reason where code = ${marking.reason_code}`);
  if (!reason) throw new Refusal('attendance.unknown_reason', { id: 'Alasan tidak dikenal. Pilih dari daftar.', en: 'Unknown reason. Choose from the list.' }, { field: 'reason_code', status: 422 });
  const listed = await tx.maybe(sql`select 1 from workshop.roster where facility_id = ${facility_id} and session_id = ${session_id} and worker_id = ${worker_id}`);
  if (!listed) throw new Refusal('attendance.not_on_roster', { id: 'Orang ini tidak ada di daftar sesi. Periksa penempatannya.', en: 'This person is not on the roster. Check the placement.' });
  const mark = markOf(reason, marking, session.minutes);
  const earlier = await tx.maybe<{ reason_code: string }>(sql`select reason_code from workshop.attendance_current where facility_id = ${facility_id} and session_id = ${session_id} and worker_id = ${worker_id}`);
  const { id } = await tx.one<{ id: string }>(sql`
    insert into workshop.attendance (facility_id, session_id, worker_id, reason_code, minutes, paid, note, recorded_by, occurred_at, recorded_at)
    values (${facility_id}, ${session_id}, ${worker_id}, ${reason.code}, ${mark.minutes}, ${mark.paid}, ${marking.note ?? ''}, ${tx.actor.account_id}, ${marking.occurred_at ?? tx.now}, clock_timestamp()) returning id`);
  const changed = earlier !== undefined && earlier.reason_code !== reason.code;
  tx.emit({ verb: changed ? 'attendance.changed' : 'attendance.marked', facility_id, subject_kind: 'session', subject_id: session_id, particulars: { attendance_id: id, reason: reason.code, paid: mark.paid } });
  return { id, paid: mark.paid, changed };
}

export async function defineTool(tx: Tx, t: { facility_id: string; workshop_id: string; code: string; name: string; class: string; is_sample?: boolean }): Promise<{ id: string }> {
  permit(tx.actor, 'workshop.define');
  return tx.one(sql`insert into workshop.tool (facility_id, code, name, class, workshop_id, is_sample) values (${t.facility_id}, ${t.code}, ${t.name}, ${t.class}, ${t.workshop_id}, ${t.is_sample ?? false}) returning id`);
}

/** A tool goes out once at a time; classes that want two officers are refused to one alone. */
export async function giveTool(tx: Tx, { facility_id, session_id, tool_id, worker_id, second_officer }: { facility_id: string; session_id: string; tool_id: string; worker_id?: string; second_officer?: string }): Promise<void> {
  permit(tx.actor, 'tool.lend');
  await openSessionRow(tx, facility_id, session_id);
  const tool = await tx.one<{ state: string; officers_required: number; code: string }>(sql`
    select t.state, c.officers_required, t.code from workshop.tool t join workshop.tool_class c on c.code = t.class where t.facility_id = ${facility_id} and t.id = ${tool_id} for update of t`);
  if (tool.state !== 'kept') throw new Refusal('tool.not_kept', { id: `Alat ${tool.code} tidak ada di papan. Selesaikan catatan sebelumnya dahulu.`, en: `Tool ${tool.code} is not on its board. Settle its earlier record first.` });
  if (tool.officers_required > 1 && (!second_officer || second_officer === tx.actor.account_id)) throw new Refusal('tool.two_officers', { id: `Alat ${tool.code} perlu dua petugas. Isi petugas kedua.`, en: `Tool ${tool.code} wants two officers. Name the second.` }, { field: 'second_officer', status: 422 });
  await tx.run(sql`insert into workshop.tool_loan (facility_id, tool_id, session_id, worker_id, out_at, out_by) values (${facility_id}, ${tool_id}, ${session_id}, ${worker_id ?? null}, ${tx.now}, ${tx.actor.account_id})`);
  await tx.run(sql`update workshop.tool set state = 'out' where facility_id = ${facility_id} and id = ${tool_id}`);
  tx.emit({ verb: 'tool.out', facility_id, subject_kind: 'tool', subject_id: tool_id, particulars: { session_id } });
}

export async function takeTool(tx: Tx, { facility_id, tool_id, condition = 'baik' }: { facility_id: string; tool_id: string; session_id?: string; condition?: string }): Promise<void> {
  permit(tx.actor, 'tool.lend');
  const loan = await tx.maybe<{ id: string; session_id: string }>(sql`
    update workshop.tool_loan set in_at = greatest(out_at, ${tx.now}::timestamptz), in_by = ${tx.actor.account_id}, condition = ${condition} where facility_id = ${facility_id} and tool_id = ${tool_id} and in_at is null returning id, session_id`);
  if (!loan) throw new Refusal('tool.not_out', { id: 'Alat ini tidak tercatat keluar. Periksa kode alatnya.', en: 'This tool is not recorded as out. Check its code.' });
  await tx.run(sql`update workshop.tool set state = ${condition === 'rusak' ? 'broken' : 'kept'} where facility_id = ${facility_id} and id = ${tool_id}`);
  tx.emit({ verb: 'tool.in', facility_id, subject_kind: 'tool', subject_id: tool_id, particulars: { session_id: loan.session_id, condition } });
}

export type NewIncident = { facility_id: string; kind: 'tool_missing' | 'accident' | 'near_miss' | 'other'; what: string; session_id?: string; tool_id?: string; occurred_at?: Date };
export async function reportIncident(tx: Tx, incident: NewIncident): Promise<{ id: string; number: string }> {
  permit(tx.actor, 'incident.report');
  const year = tx.now.getUTCFullYear();
  const number = `IN-${year}-${String(await nextNumber(tx, 'incident', incident.facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into workshop.incident (facility_id, number, kind, session_id, tool_id, what, occurred_at, reported_by) values (${incident.facility_id}, ${number}, ${incident.kind}, ${incident.session_id ?? null}, ${incident.tool_id ?? null}, ${incident.what}, ${incident.occurred_at ?? tx.now}, ${tx.actor.account_id}) returning id`);
  if (incident.kind === 'tool_missing' && incident.tool_id) await tx.run(sql`update workshop.tool set state = 'missing' where facility_id = ${incident.facility_id} and id = ${incident.tool_id}`);
  tx.emit({ verb: 'incident.reported', facility_id: incident.facility_id, subject_kind: 'incident', subject_id: id, particulars: { number, kind: incident.kind } });
  return { id, number };
}

export async function closeIncident(tx: Tx, { id, outcome }: { id: string; outcome: string }): Promise<void> {
  permit(tx.actor, 'incident.close');
  const row = await tx.maybe<{ facility_id: string; tool_id: string | null; kind: string }>(sql`update workshop.incident set state = 'closed', outcome = ${outcome}, closed_by = ${tx.actor.account_id}, closed_at = ${tx.now} where id = ${id} and state = 'open' returning facility_id, tool_id, kind`);
  if (!row) throw new NotFound();
  tx.emit({ verb: 'incident.closed', facility_id: row.facility_id, subject_kind: 'incident', subject_id: id });
}
refuseConstraint('incident_two_persons', 'incident.same_person', { id: 'Pelapor tidak menutup laporannya sendiri. Mintalah kepala seksi atau kepala UPT.', en: 'Who reports does not close. Ask the section head or the head of facility.' });
refuseConstraint('tool_out_once', 'tool.not_kept', { id: 'Alat ini sedang keluar.', en: 'This tool is out.' });

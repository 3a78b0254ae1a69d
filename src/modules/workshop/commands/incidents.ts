import type { Tx } from '#kernel/db.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';

export type IncidentKind = 'tool_missing' | 'accident' | 'near_miss' | 'other';
export type NewIncident = { facility_id: string; kind: IncidentKind; what: string; session_id?: string; tool_id?: string; occurred_at?: Date };

/** A missing tool is reported against the session that had it: only then may that session close. */
export async function reportIncident(tx: Tx, incident: NewIncident): Promise<{ id: string; number: string }> {
  permit(tx.actor, 'incident.report');
  const { facility_id, kind, what } = incident;
  const session_id = kind === 'tool_missing' ? await losing(tx, incident) : (incident.session_id ?? null);
  const year = Number((await dayAt(tx, facility_id)).slice(0, 4));
  const number = `IN-${year}-${String(await nextNumber(tx, 'incident', facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into workshop.incident (facility_id, number, kind, session_id, tool_id, workshop_id, what, occurred_at, reported_by, reported_person)
    values (${facility_id}, ${number}, ${kind}, ${session_id}, ${incident.tool_id ?? null}, (select workshop_id from workshop.session where facility_id = ${facility_id} and id = ${session_id}), ${what}, ${incident.occurred_at ?? tx.now}, ${tx.actor.account_id}, ${tx.actor.person_id}) returning id`);
  tx.emit({ verb: 'incident.reported', facility_id, subject_kind: 'incident', subject_id: id, particulars: { number, kind } });
  return { id, number };
}

async function losing(tx: Tx, { facility_id, tool_id }: NewIncident): Promise<string> {
  if (!tool_id) throw new Refusal('incident.which_tool', { id: 'Sebutkan alat yang hilang.', en: 'Name the missing tool.' }, { field: 'tool', status: 422 });
  const loan = await tx.maybe<{ session_id: string }>(sql`select session_id from workshop.tool_loan where facility_id = ${facility_id} and tool_id = ${tool_id} and in_at is null for update`);
  if (!loan) throw new Refusal('incident.tool_not_out', { id: 'Alat ini tidak tercatat keluar. Periksa papan alat.', en: 'This tool is not recorded as out. Look at the tool board.' }, { field: 'tool' });
  const open = await tx.maybe<{ number: string }>(sql`select number from workshop.incident where facility_id = ${facility_id} and tool_id = ${tool_id} and kind = 'tool_missing' and state = 'open'`);
  if (open) throw new Refusal('incident.reported_already', { id: `Alat ini sudah dilaporkan hilang: ${open.number}. Lengkapi laporan itu.`, en: `This tool is already reported missing: ${open.number}. Add to that report.` });
  await tx.run(sql`update workshop.tool set state = 'missing' where facility_id = ${facility_id} and id = ${tool_id}`);
  return loan.session_id;
}

/** Another person than the reporter closes, saying what came of it. A tool still missing is struck off the board. */
export async function closeIncident(tx: Tx, { id, outcome }: { id: string; outcome: string }): Promise<void> {
  permit(tx.actor, 'incident.close');
  const incident = await tx.one<{ facility_id: string; tool_id: string | null; state: string; number: string }>(sql`select facility_id, tool_id, state, number from workshop.incident where id = ${id} for update`);
  if (incident.state !== 'open') throw new Refusal('incident.closed_already', { id: 'Laporan ini sudah ditutup. Buat laporan baru bila terjadi lagi.', en: 'This report is already closed. Make a new report if it happens again.' });
  const { facility_id, tool_id } = incident;
  await tx.run(sql`update workshop.incident set state = 'closed', outcome = ${outcome}, closed_by = ${tx.actor.account_id}, closed_person = ${tx.actor.person_id}, closed_at = ${tx.now} where facility_id = ${facility_id} and id = ${id}`);
  const lost = tool_id ? await tx.run(sql`update workshop.tool set state = 'retired' where facility_id = ${facility_id} and id = ${tool_id} and state = 'missing'`) : 0;
  if (lost > 0) await tx.run(sql`update workshop.tool_loan set in_at = greatest(out_at, ${tx.now}::timestamptz), in_by = ${tx.actor.account_id}, condition = 'hilang' where facility_id = ${facility_id} and tool_id = ${tool_id} and in_at is null`);
  tx.emit({ verb: 'incident.closed', facility_id, subject_kind: 'incident', subject_id: id, particulars: { number: incident.number, tool_lost: lost > 0 } });
}

refuseConstraint('incident_two_persons', 'incident.same_person', { id: 'Pelapor tidak menutup laporannya sendiri. Mintalah kepala seksi atau kepala UPT.', en: 'Who reports does not close. Ask the section head or the head of facility.' });

import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { AdvanceState } from './advance.ts';

export type AdvanceRow = { id: string; facility_id: string; number: string; worker_id: string; roster_code: string; amount_idr: number; agreement: string; purpose: string; share_bp: number; first_month: string; state: AdvanceState; on_day: string; prepared_person: string | null; refused_reason: string | null; repaid_idr: number; left_idr: number };
const advanceRows = sql`
  select a.id, a.facility_id, a.number, a.worker_id, w.roster_code, a.amount_idr, a.agreement, a.purpose, a.share_bp, to_char(a.first_month, 'YYYY-MM') as first_month, a.state, a.on_day, a.prepared_person, a.refused_reason, coalesce(d.taken_idr, 0)::bigint as repaid_idr, (case a.state when 'approved' then a.amount_idr - d.taken_idr else 0 end)::bigint as left_idr
  from pay.advance a join workforce.worker_published w on w.facility_id = a.facility_id and w.id = a.worker_id left join pay.deduction d on d.facility_id = a.facility_id and d.id = a.deduction_id`;
export function advances(reader: Reader, facility_id: string): Promise<AdvanceRow[]> {
  return reader.all(sql`${advanceRows} where a.facility_id = ${facility_id} order by a.state = 'prepared' desc, a.number desc limit 300`);
}
export function advanceById(reader: Reader, id: string): Promise<AdvanceRow> {
  return reader.one(sql`${advanceRows} where a.id = ${id}::uuid`);
}
export function openAdvancesOf(reader: Reader, { facility_id, worker_id }: { facility_id: string; worker_id: string }): Promise<AdvanceRow[]> {
  return reader.all(sql`${advanceRows} where a.facility_id = ${facility_id} and a.worker_id = ${worker_id} and (a.state = 'prepared' or (a.state = 'approved' and d.taken_idr < a.amount_idr)) order by a.number`);
}
/** A report of damage or loss that was closed with an outcome: the decision a claim may rest on. */
export function decidedIncident(reader: Reader, facility_id: string, number: string): Promise<{ id: string } | undefined> {
  return reader.maybe(sql`select id from workshop.incident_published where facility_id = ${facility_id} and number = ${number} and state = 'closed'`);
}

import type { Reader } from '#kernel/db.ts';
import { sql, type Sql } from '#kernel/sql.ts';
import type { AllowanceState, CorrectionState } from './allowance.ts';

/** Approved bonus and allowances of a month that stand in no living run: what its next run pays. */
export const allowancesDue = ({ facility_id, month }: { facility_id: string; month: string }): Sql => sql`
  select d.id, d.worker_id, d.amount_idr from pay.allowance d where d.facility_id = ${facility_id} and d.month = ${`${month}-01`}::date and d.state = 'approved'
    and not exists (select 1 from pay.run_allowance x join pay.run r on r.facility_id = x.facility_id and r.id = x.run_id and r.state <> 'refused' where x.facility_id = d.facility_id and x.allowance_id = d.id)`;

export type KindRow = { id: string; code: string; name_id: string; name_en: string; meaning: string; kind: 'bonus' | 'allowance' | 'correction'; max_idr: number; from: string; to: string | null; legal_basis: string };
const kindRows = sql`select id, code, name_id, name_en, meaning, kind, max_idr, lower(valid) as "from", upper(valid) as "to", legal_basis from pay.allowance_kind`;
export function allowanceKinds(reader: Reader): Promise<KindRow[]> {
  return reader.all(sql`${kindRows} order by code, lower(valid) desc`);
}
export function kindOn(reader: Reader, code: string, day: string): Promise<KindRow | undefined> {
  return reader.maybe(sql`${kindRows} where code = ${code} and valid @> ${day}::date`);
}

export type AllowanceRow = { id: string; facility_id: string; number: string; worker_id: string; roster_code: string; code: string; name_id: string; name_en: string; month: string; amount_idr: number; reason: string; legal_basis: string; state: AllowanceState; prepared_person: string | null; run: string | null; refused_reason: string | null };
const allowanceRows = sql`
  select a.id, a.facility_id, a.number, a.worker_id, w.roster_code, k.code, k.name_id, k.name_en, to_char(a.month, 'YYYY-MM') as month, a.amount_idr, a.reason, k.legal_basis, a.state, a.prepared_person, a.refused_reason,
    (select r.number from pay.run_allowance x join pay.run r on r.facility_id = x.facility_id and r.id = x.run_id and r.state = 'approved' where x.facility_id = a.facility_id and x.allowance_id = a.id) as run
  from pay.allowance a join pay.allowance_kind k on k.id = a.kind_id join workforce.worker_published w on w.facility_id = a.facility_id and w.id = a.worker_id`;
export function allowances(reader: Reader, { facility_id, month = '', before = '', limit = 100 }: { facility_id: string; month?: string; before?: string; limit?: number }): Promise<AllowanceRow[]> {
  return reader.all(sql`${allowanceRows} where a.facility_id = ${facility_id} and (${month} = '' or a.month = (nullif(${month}, '') || '-01')::date) and (${before} = '' or a.number < ${before}) order by a.number desc limit ${limit}`);
}
export function allowanceById(reader: Reader, id: string): Promise<AllowanceRow> {
  return reader.one(sql`${allowanceRows} where a.id = ${id}::uuid`);
}

export type GradeRow = { id: string; worker_id: string; roster_code: string; grade: string; name_id: string; name_en: string; from: string; to: string | null; decree: string; recorded_person: string | null; approved_at: Date | null };
export function grades(reader: Reader, facility_id: string): Promise<GradeRow[]> {
  return reader.all(sql`
    select g.id, g.worker_id, w.roster_code, g.grade, k.name_id, k.name_en, lower(g.valid) as "from", upper(g.valid) as "to", g.decree, g.recorded_person, g.approved_at from pay.worker_grade g join pay.wage_grade k on k.code = g.grade
      join workforce.worker_published w on w.facility_id = g.facility_id and w.id = g.worker_id where g.facility_id = ${facility_id} order by g.approved_at is not null, w.roster_code, lower(g.valid) desc limit 500`);
}

export type CorrectionRow = { id: string; facility_id: string; objection: string; worker_id: string; roster_code: string; about: 'pay' | 'hours'; month: string; outcome: 'upheld' | 'partly'; state: CorrectionState; amount_idr: number | null; run: string | null; reason: string | null; answered_person: string | null; proposed: string | null };
const correctionRows = sql`
  select c.id, c.facility_id, c.objection, c.worker_id, w.roster_code, c.about, to_char(c.month, 'YYYY-MM') as month, c.outcome, c.state, c.amount_idr, r.number as run, c.reason, c.answered_person,
    (select a.number from pay.allowance a where a.facility_id = c.facility_id and a.correction_id = c.id and a.state <> 'refused') as proposed
  from pay.correction c join workforce.worker_published w on w.facility_id = c.facility_id and w.id = c.worker_id left join pay.run r on r.facility_id = c.facility_id and r.id = c.run_id`;
export function corrections(reader: Reader, facility_id: string): Promise<CorrectionRow[]> {
  return reader.all(sql`${correctionRows} where c.facility_id = ${facility_id} order by c.state = 'open' desc, c.opened_at desc limit 200`);
}
export function correctionsOf(reader: Reader, { facility_id, worker_id }: { facility_id: string; worker_id: string }): Promise<CorrectionRow[]> {
  return reader.all(sql`${correctionRows} where c.facility_id = ${facility_id} and c.worker_id = ${worker_id} order by c.opened_at desc limit 50`);
}

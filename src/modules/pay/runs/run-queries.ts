import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Claim, RunState } from './run.ts';

export type RunRow = { id: string; facility_id: string; number: string; month: string; sequence: number; state: RunState; people: number; sessions: number; minutes: number; gross_idr: number; deducted_idr: number; overpaid_idr: number; prepared_person: string | null; prepared_at: Date; decided_at: Date | null; refused_reason: string | null };
const runRows = sql`select id, facility_id, number, to_char(month, 'YYYY-MM') as month, sequence, state, people, sessions, minutes, gross_idr, deducted_idr, overpaid_idr, prepared_person, prepared_at, decided_at, refused_reason from pay.run`;
export function runs(reader: Reader, { facility_id, before = '', limit = 24 }: { facility_id: string; before?: string; limit?: number }): Promise<RunRow[]> {
  return reader.all(sql`${runRows} where facility_id = ${facility_id} and (${before} = '' or number < ${before}) order by number desc limit ${limit}`);
}
export function runById(reader: Reader, id: string): Promise<RunRow> {
  return reader.one(sql`${runRows} where id = ${id}::uuid`);
}

export type RunLine = { worker_id: string; roster_code: string; name: string; sessions: number; minutes: number; earned_idr: number; earlier_idr: number; allowance_idr: number; gross_idr: number; deducted_idr: number; net_idr: number };
export function runLines(reader: Reader, run: Pick<RunRow, 'facility_id' | 'id'>, { after = '', limit = 100 }: { after?: string; limit?: number } = {}): Promise<RunLine[]> {
  return reader.all(sql`
    select l.worker_id, w.roster_code, w.name, l.sessions, l.minutes, l.earned_idr, l.earlier_idr, l.allowance_idr, l.gross_idr, l.deducted_idr, l.net_idr from pay.run_line l join workforce.worker_published w on w.facility_id = l.facility_id and w.id = l.worker_id
    where l.facility_id = ${run.facility_id} and l.run_id = ${run.id} and w.roster_code > ${after} order by w.roster_code limit ${limit}`);
}

export type WagePart = { run: string; day: string; month: string; reason_id: string; reason_en: string; sessions: number; minutes: number; skill_level: number; rate_idr: number; per_minutes: number; amount_idr: number };
export type WageDifference = { run: string; day: string; month: string; earned_idr: number; earlier_idr: number; amount_idr: number };
export type WageBeside = { run: string; day: string; month: string; name_id: string; name_en: string; reason: string; legal_basis: string; amount_idr: number };
export type WageTaken = { run: string; day: string; kind_id: string; kind_en: string; decision: string; amount_idr: number; cut_short: boolean };
export type Wages = { parts: WagePart[]; differences: WageDifference[]; beside: WageBeside[]; taken: WageTaken[]; gross_idr: number; net_idr: number };
/** What a person's wages credited in a month are made of, and what was kept back: every rupiah of the slip. */
export async function wagesOf(reader: Reader, { worker_id, month }: { worker_id: string; month: string }): Promise<Wages> {
  const of = sql`join pay.run r on r.facility_id = x.facility_id and r.id = x.run_id where x.worker_id = ${worker_id} and r.state = 'approved' and date_trunc('month', r.on_day)::date = ${`${month}-01`}::date`;
  const worked = sql`r.number as run, r.on_day as day, to_char(r.month, 'YYYY-MM') as month`;
  const parts = await reader.all<WagePart>(sql`
    select ${worked}, a.name_id as reason_id, a.name_en as reason_en, x.sessions, x.minutes, x.skill_level, x.rate_idr, x.per_minutes, x.amount_idr from pay.run_part x join workshop.attendance_reason a on a.code = x.reason_code ${of} and r.sequence = 1 order by r.number, a.attended desc, a.code`);
  const differences = await reader.all<WageDifference>(sql`select ${worked}, x.earned_idr, x.earlier_idr, x.gross_idr - x.allowance_idr as amount_idr from pay.run_line x ${of} and r.sequence > 1 and x.gross_idr > x.allowance_idr order by r.number`);
  const beside = await reader.all<WageBeside>(sql`
    select ${worked}, k.name_id, k.name_en, a.reason, k.legal_basis, x.amount_idr from pay.run_allowance x join pay.allowance a on a.facility_id = x.facility_id and a.id = x.allowance_id join pay.allowance_kind k on k.id = a.kind_id ${of} order by r.number, a.number`);
  const taken = await reader.all<WageTaken>(sql`
    select r.number as run, r.on_day as day, k.name_id as kind_id, k.name_en as kind_en, d.decision, x.amount_idr, x.cut_short, x.position from pay.run_deduction x join pay.deduction d on d.facility_id = x.facility_id and d.id = x.deduction_id join pay.deduction_kind k on k.code = d.kind ${of}
    union all select t.run, t.day, k.name_id, k.name_en, d.decision, t.amount_idr, t.cut_short, t.position from (
      select s.number as run, s.on_day as day, x.facility_id, x.deduction_id, x.amount_idr, x.cut_short, x.position from pay.settlement_deduction x join pay.settlement s on s.facility_id = x.facility_id and s.id = x.settlement_id and s.state in ('approved', 'reversed') where x.worker_id = ${worker_id}
      union all select r.number, r.on_day, x.facility_id, x.deduction_id, -x.amount_idr, false, x.position from pay.settlement_deduction x join pay.reversal r on r.facility_id = x.facility_id and r.settlement_id = x.settlement_id and r.state = 'approved' where x.worker_id = ${worker_id}) t
      join pay.deduction d on d.facility_id = t.facility_id and d.id = t.deduction_id join pay.deduction_kind k on k.code = d.kind where date_trunc('month', t.day)::date = ${`${month}-01`}::date order by 1, 8`);
  const gross_idr = [...parts, ...differences, ...beside].reduce((sum, { amount_idr }) => sum + amount_idr, 0);
  return { parts, differences, beside, taken, gross_idr, net_idr: gross_idr - taken.reduce((sum, { amount_idr }) => sum + amount_idr, 0) };
}

export type ClaimRow = { worker_id: string; gross_idr: number } & Claim;
/** Approved claims in force in a month on people who earn in it. */
export function claimsOn(reader: Reader, { facility_id, month, earned }: { facility_id: string; month: string; earned: { worker_id: string; gross_idr: number }[] }): Promise<ClaimRow[]> {
  return reader.all(sql`
    select d.worker_id, e.gross_idr, d.id, d.kind, d.share_bp, d.monthly_idr, d.total_idr - d.taken_idr as left_idr from json_to_recordset(${JSON.stringify(earned)}::json) as e(worker_id uuid, gross_idr bigint)
    join pay.deduction d on d.facility_id = ${facility_id} and d.worker_id = e.worker_id and d.approved_at is not null and d.valid && daterange(${`${month}-01`}::date, (${`${month}-01`}::date + interval '1 month')::date) and (d.total_idr is null or d.taken_idr < d.total_idr) order by d.worker_id for update of d`);
}

/** What each claim took already of credits of a month: by runs and by shares of sales. */
export function takenInMonth(reader: Reader, facility_id: string, month: string): Promise<{ deduction_id: string; amount_idr: number }[]> {
  const first = `${month}-01`;
  return reader.all(sql`
    select deduction_id, sum(amount_idr)::bigint as amount_idr from (
      select x.deduction_id, x.amount_idr from pay.settlement_deduction x join pay.settlement s on s.facility_id = x.facility_id and s.id = x.settlement_id and s.state = 'approved' where x.facility_id = ${facility_id} and date_trunc('month', s.on_day)::date = ${first}::date
      union all select x.deduction_id, x.amount_idr from pay.run_deduction x join pay.run r on r.facility_id = x.facility_id and r.id = x.run_id and r.state = 'approved' where x.facility_id = ${facility_id} and r.month = ${first}::date) t group by 1`);
}

export type DeductionRow = { id: string; worker_id: string; roster_code: string; kind: string; kind_id: string; kind_en: string; decision: string; share_bp: number | null; monthly_idr: number | null; total_idr: number | null; taken_idr: number; from: string; to: string | null; recorded_person: string | null; approved_at: Date | null };
export function deductionsOf(reader: Reader, facility_id: string): Promise<DeductionRow[]> {
  return reader.all(sql`
    select d.id, d.worker_id, w.roster_code, d.kind, k.name_id as kind_id, k.name_en as kind_en, d.decision, d.share_bp, d.monthly_idr, d.total_idr, d.taken_idr, lower(d.valid) as "from", upper(d.valid) as "to", d.recorded_person, d.approved_at
    from pay.deduction d join pay.deduction_kind k on k.code = d.kind join workforce.worker_published w on w.facility_id = d.facility_id and w.id = d.worker_id where d.facility_id = ${facility_id} order by d.approved_at is not null, w.roster_code limit 500`);
}
export function decidedKinds(reader: Reader): Promise<{ code: string; name_id: string; name_en: string }[]> {
  return reader.all(sql`select code, name_id, name_en from pay.deduction_kind where authority in ('court_order', 'incident_decision', 'disciplinary_decision', 'agreement') or code = 'VICTIM_FUND' order by code`);
}

export type UnitWages = { facility_id: string; facility_code: string; facility_name: string; by_sales: boolean; state: RunState | null; number: string | null; people: number; minutes: number; gross_idr: number; per_hour_idr: number | null; floor_per_hour_idr: number | null; late_days: number };
/** Every unit's month: its run or the lack of one, and the hourly wage beside the region's minimum (a month's minimum over 173 hours, Kepmenakertrans 102/2004). */
export function unitWages(reader: Reader, month: string, today: string): Promise<UnitWages[]> {
  const first = `${month}-01`;
  return reader.all(sql`
    select f.id as facility_id, f.code as facility_code, f.name as facility_name, exists (select 1 from pay.settlement s where s.facility_id = f.id and s.state = 'approved' and date_trunc('month', s.on_day) = ${first}::date) as by_sales,
      r.state, r.number, coalesce(r.people, 0) as people, coalesce(r.minutes, 0)::bigint as minutes, coalesce(r.gross_idr, 0)::bigint as gross_idr, case when r.minutes > 0 then round(r.gross_idr * 60.0 / r.minutes)::bigint end as per_hour_idr,
      round(case when extract(year from ${first}::date) >= 2026 then p.min_wage_2026_idr else p.min_wage_2025_idr end / 173.0)::bigint as floor_per_hour_idr,
      case when r.state is distinct from 'approved' then greatest(0, ${today}::date - (${first}::date + interval '1 month')::date) else 0 end::int as late_days
    from organisation.facility f join organisation.province p on p.code = f.province_code left join lateral (select * from pay.run r where r.facility_id = f.id and r.month = ${first}::date and r.state <> 'refused' order by r.sequence limit 1) r on true
    where (${reader.actor.facility_ids === 'all'} or f.id = any (${reader.actor.facility_ids === 'all' ? [] : [...reader.actor.facility_ids]}::uuid[])) and exists (select 1 from workshop.session_published s where s.facility_id = f.id and s.day >= ${first}::date and s.day < ${first}::date + interval '1 month')
    order by late_days desc, f.name`);
}

export function peopleOf(reader: Reader, facility_id: string): Promise<{ id: string; roster_code: string }[]> {
  return reader.all(sql`select id, roster_code from workforce.worker_published where facility_id = ${facility_id} and state = 'present' order by roster_code limit 5000`);
}

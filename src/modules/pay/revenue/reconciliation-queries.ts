import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { compare, type Compared, type Finding, type Side } from './reconciliation.ts';

export type AnswerRow = { id: string; facility_id: string; month: string; ntpn: string; finding: Finding; reason: string; state: 'proposed' | 'agreed' | 'refused'; proposed_person: string | null; proposer: string | null; decider: string | null };
export type StatementRow = { id: string; source: string; lines: number; importer: string | null; imported_at: Date };
export type Reconciliation = { statements: StatementRow[]; rows: (Compared & { answer: AnswerRow | undefined })[]; open: number };

const answerRows = sql`select a.id, a.facility_id, to_char(a.month, 'YYYY-MM') as month, a.ntpn, a.finding, a.reason, a.state, a.proposed_person, p.name as proposer, d.name as decider from pay.finding_answer a left join identity.account_published p on p.id = a.proposed_by left join identity.account_published d on d.id = a.decided_by`;
export function answerById(reader: Reader, id: string): Promise<AnswerRow> {
  return reader.one(sql`${answerRows} where a.id = ${id}::uuid`);
}

/** A month on both sides: deposits by the day they were paid, statement lines by their month. Differences agreed by a second person are not open. */
export async function reconciliationOf(reader: Reader, { facility_id, month }: { facility_id: string; month: string }): Promise<Reconciliation> {
  const first = `${month}-01`;
  const statements = await reader.all<StatementRow>(sql`select s.id, s.source, s.lines, a.name as importer, s.imported_at from pay.statement s left join identity.account_published a on a.id = s.imported_by where s.facility_id = ${facility_id} and s.month = ${first}::date order by s.imported_at`);
  const theirs = await reader.all<Side>(sql`select l.ntpn, l.paid_on, l.amount_idr, l.account_code from pay.statement_line l join pay.statement s on s.facility_id = l.facility_id and s.id = l.statement_id where l.facility_id = ${facility_id} and s.month = ${first}::date`);
  const ours = await reader.all<Side>(sql`
    select d.ntpn, (d.paid_at at time zone f.timezone)::date as paid_on, d.amount_idr, d.account_code, d.number from pay.deposit d join organisation.facility f on f.id = d.facility_id
    where d.facility_id = ${facility_id} and d.state = 'paid' and date_trunc('month', d.paid_at at time zone f.timezone)::date = ${first}::date`);
  const answers = await reader.all<AnswerRow>(sql`${answerRows} where a.facility_id = ${facility_id} and a.month = ${first}::date and a.state <> 'refused'`);
  // Without a statement there is nothing to differ from.
  const rows = (statements.length === 0 ? [] : compare(ours, theirs)).map((row) => ({ ...row, answer: answers.find((each) => each.ntpn === row.ntpn && each.finding === row.finding) }));
  return { statements, rows, open: rows.filter((row) => row.finding && row.answer?.state !== 'agreed').length };
}

export type TargetRow = { account_code: string; amount_idr: number; revision: number; decree: string };
export function targetsOf(reader: Reader, { facility_id, year }: { facility_id: string; year: number }): Promise<TargetRow[]> {
  return reader.all(sql`select distinct on (account_code) account_code, amount_idr, revision, decree from pay.revenue_target where facility_id = ${facility_id} and year = ${year} order by account_code, revision desc`);
}
export type YearRow = { account_code: string; target_idr: number; paid_idr: number };
/** A year's target beside what was paid in, by account; an account without a target is shown with zero. */
export function yearOf(reader: Reader, { facility_id, year }: { facility_id: string; year: number }): Promise<YearRow[]> {
  return reader.all(sql`
    select account_code, coalesce(t.amount_idr, 0) as target_idr, coalesce(p.paid_idr, 0)::bigint as paid_idr
    from (select distinct on (account_code) account_code, amount_idr from pay.revenue_target where facility_id = ${facility_id} and year = ${year} order by account_code, revision desc) t
    full join (select d.account_code, sum(d.amount_idr) as paid_idr from pay.deposit d join organisation.facility f on f.id = d.facility_id where d.facility_id = ${facility_id} and d.state = 'paid' and extract(year from d.paid_at at time zone f.timezone) = ${year} group by 1) p using (account_code) order by 1`);
}

export type UnitRevenue = { facility_id: string; facility_code: string; facility_name: string; target_idr: number; paid_idr: number; owed_idr: number; oldest_on: string | null; billed_idr: number; months_checked: number; months_paid: number };
/** Every facility's year: target, paid in, still owed since when, and of how many months the treasury's statement was laid beside ours. */
export function unitsRevenue(reader: Reader, { year }: { year: number }): Promise<UnitRevenue[]> {
  const all = reader.actor.facility_ids === 'all';
  return reader.all(sql`
    with owed as (
      select s.facility_id, sum(s.due_idr) as owed_idr, min(s.on_day) as oldest_on from pay.state_due_published s
      where not exists (select 1 from pay.deposit_line l join pay.deposit d on d.facility_id = l.facility_id and d.id = l.deposit_id where l.facility_id = s.facility_id and l.settlement_id = s.settlement_id and l.difference_id is not distinct from s.difference_id and d.state <> 'expired') group by 1),
    targets as (select facility_id, sum(amount_idr) as target_idr from (select distinct on (facility_id, account_code) facility_id, account_code, amount_idr from pay.revenue_target where year = ${year} order by facility_id, account_code, revision desc) t group by 1),
    paid as (select d.facility_id, sum(d.amount_idr) as paid_idr, count(distinct date_trunc('month', d.paid_at at time zone f.timezone)) as months from pay.deposit d join organisation.facility f on f.id = d.facility_id where d.state = 'paid' and extract(year from d.paid_at at time zone f.timezone) = ${year} group by 1),
    billed as (select facility_id, sum(amount_idr) as billed_idr from pay.deposit where state = 'billed' group by 1),
    checked as (select facility_id, count(distinct month) as months from pay.statement where extract(year from month) = ${year} group by 1)
    select f.id as facility_id, f.code as facility_code, f.name as facility_name, coalesce(t.target_idr, 0)::bigint as target_idr, coalesce(p.paid_idr, 0)::bigint as paid_idr, coalesce(o.owed_idr, 0)::bigint as owed_idr, o.oldest_on, coalesce(b.billed_idr, 0)::bigint as billed_idr, coalesce(c.months, 0)::int as months_checked, coalesce(p.months, 0)::int as months_paid
    from organisation.facility f left join owed o on o.facility_id = f.id left join targets t on t.facility_id = f.id left join paid p on p.facility_id = f.id left join billed b on b.facility_id = f.id left join checked c on c.facility_id = f.id
    where (${all} or f.id = any (${all ? [] : [...reader.actor.facility_ids]}::uuid[])) and coalesce(t.target_idr, p.paid_idr, o.owed_idr, b.billed_idr) is not null order by o.oldest_on nulls last, f.name`);
}

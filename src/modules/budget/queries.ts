import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Ceiling, Fund, PlanState } from './plan.ts';

export type AccountRow = { code: string; name_id: string; name_en: string };
export function spendingAccounts(reader: Reader): Promise<AccountRow[]> {
  return reader.all(sql`select code, name_id, name_en from budget.account where kind = 'spending' order by code`);
}

export function ceilings(reader: Reader, facility_id: string, year: number): Promise<Ceiling[]> {
  return reader.all(sql`
    select c.year, c.output_code, c.output_name, c.account, a.name_id as account_id, a.name_en as account_en, c.fund, c.planned_idr, c.committed_idr, c.realised_idr
    from budget.ceiling c join budget.account a on a.code = c.account where c.facility_id = ${facility_id} and c.year = ${year} order by c.output_code, c.account, c.fund`);
}

export type PlanRow = { id: string; facility_id: string; year: number; revision: number; state: PlanState; letter: string | null; reason: string; prepared_person: string | null; prepared_at: Date; submitted_at: Date | null; decided_at: Date | null; refused_reason: string | null; total_idr: number };
const planRows = sql`
  select p.id, p.facility_id, p.year, p.revision, p.state, p.letter, p.reason, p.prepared_person, p.prepared_at, p.submitted_at, p.decided_at, p.refused_reason,
    (select coalesce(sum(l.amount_idr), 0)::bigint from budget.plan_line l where l.facility_id = p.facility_id and l.plan_id = p.id) as total_idr from budget.plan p`;
export function plans(reader: Reader, facility_id: string, year: number): Promise<PlanRow[]> {
  return reader.all(sql`${planRows} where p.facility_id = ${facility_id} and p.year = ${year} order by p.revision desc`);
}
export function planById(reader: Reader, id: string): Promise<PlanRow> {
  return reader.one(sql`${planRows} where p.id = ${id}::uuid`);
}

/** A revision's lines beside those of the plan in force: what is new, more, less or gone. */
export type ComparedLine = { output_code: string; output_name: string; account: string; account_id: string; account_en: string; fund: Fund; was_idr: number; amount_idr: number; used_idr: number; note: string };
export function comparedLines(reader: Reader, plan: Pick<PlanRow, 'id' | 'facility_id' | 'year'>): Promise<ComparedLine[]> {
  return reader.all(sql`
    select coalesce(l.output_code, c.output_code) as output_code, coalesce(l.output_name, c.output_name) as output_name, a.code as account, a.name_id as account_id, a.name_en as account_en, coalesce(l.fund, c.fund) as fund,
      coalesce(c.planned_idr, 0) as was_idr, coalesce(l.amount_idr, 0) as amount_idr, coalesce(c.committed_idr + c.realised_idr, 0) as used_idr, coalesce(l.note, '') as note
    from (select * from budget.plan_line where facility_id = ${plan.facility_id} and plan_id = ${plan.id}) l
      full join (select * from budget.ceiling where facility_id = ${plan.facility_id} and year = ${plan.year}) c on c.output_code = l.output_code and c.account = l.account and c.fund = l.fund
      join budget.account a on a.code = coalesce(l.account, c.account) order by 1, 3, 6`);
}

export type CommitmentRow = { id: string; facility_id: string; number: string; year: number; output_code: string; account: string; fund: Fund; what: string; supplier: string; amount_idr: number; realised_idr: number; state: 'open' | 'done' | 'cancelled'; made_on: string; made_person: string | null; ended_reason: string | null };
const commitmentRows = sql`select id, facility_id, number, year, output_code, account, fund, what, supplier, amount_idr, realised_idr, state, made_on, made_person, ended_reason from budget.commitment`;
export function commitments(reader: Reader, { facility_id, year, state, after = '', limit = 50 }: { facility_id: string; year: number; state?: string | undefined; after?: string; limit?: number }): Promise<CommitmentRow[]> {
  return reader.all(sql`${commitmentRows} where facility_id = ${facility_id} and year = ${year} and (${state ?? null}::text is null or state = ${state ?? null}) and (${after} = '' or number < ${after}) order by number desc limit ${limit}`);
}
export function commitmentById(reader: Reader, id: string): Promise<CommitmentRow> {
  return reader.one(sql`${commitmentRows} where id = ${id}::uuid`);
}
export type PaymentRow = { on_day: string; amount_idr: number; sp2d: string };
export function paymentsOf(reader: Reader, commitment: Pick<CommitmentRow, 'id' | 'facility_id'>): Promise<PaymentRow[]> {
  return reader.all(sql`select on_day, amount_idr, sp2d from budget.realisation where facility_id = ${commitment.facility_id} and commitment_id = ${commitment.id} order by on_day, recorded_at`);
}

export type UnitBudget = { facility_code: string; facility_name: string; planned_idr: number; committed_idr: number; realised_idr: number; waiting: number };
/** Every unit in reach with its year: also those that have no plan, which is the first thing to see. */
export function unitBudgets(reader: Reader, year: number): Promise<UnitBudget[]> {
  return reader.all(sql`
    select f.code as facility_code, f.name as facility_name, coalesce(c.planned_idr, 0)::bigint as planned_idr, coalesce(c.committed_idr, 0)::bigint as committed_idr, coalesce(c.realised_idr, 0)::bigint as realised_idr,
      (select count(*)::int from budget.plan p where p.facility_id = f.id and p.year = ${year} and p.state = 'submitted') as waiting
    from organisation.facility f left join (select facility_id, sum(planned_idr) as planned_idr, sum(committed_idr) as committed_idr, sum(realised_idr) as realised_idr from budget.ceiling where year = ${year} group by facility_id) c on c.facility_id = f.id
    where (${reader.actor.facility_ids === 'all'} or f.id = any (${reader.actor.facility_ids === 'all' ? [] : [...reader.actor.facility_ids]}::uuid[])) and exists (select 1 from workshop.workshop_published w where w.facility_id = f.id)
    order by f.name`);
}
export type AccountTotal = AccountRow & { planned_idr: number; committed_idr: number; realised_idr: number };
export function accountTotals(reader: Reader, year: number): Promise<AccountTotal[]> {
  return reader.all(sql`
    select a.code, a.name_id, a.name_en, sum(c.planned_idr)::bigint as planned_idr, sum(c.committed_idr)::bigint as committed_idr, sum(c.realised_idr)::bigint as realised_idr
    from budget.ceiling c join budget.account a on a.code = c.account where c.year = ${year} group by a.code, a.name_id, a.name_en order by a.code`);
}

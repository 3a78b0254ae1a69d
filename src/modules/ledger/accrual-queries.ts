import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { accrualOf, type Accrual, type Mapped, type Posted } from './accrual.ts';

/** One facility, one office, or every one in reach: the year until the month's end. */
export type Scope = { facility_id?: string | null; office?: string | null; month: string };
const within = ({ facility_id = null, office = null }: Scope) => sql`(${facility_id}::uuid is null or j.facility_id = ${facility_id}::uuid) and (${office}::text is null or exists (select 1 from organisation.facility f where f.id = j.facility_id and f.regional_office_code = ${office}))`;

export async function accrualStatements(reader: Reader, scope: Scope): Promise<Accrual> {
  const first = `${scope.month.slice(0, 4)}-01-01`;
  const next = sql`(${`${scope.month}-01`}::date + interval '1 month')::date`;
  const mapping = await reader.all<Mapped>(sql`select statement, account, journal_kind, part, position, line_id, line_en, bas_code, verified, legal_basis from ledger.accrual_line where valid @> (${next} - 1) order by position`);
  const posted = await reader.all<Posted>(sql`
    select left(a.code, 4) as account, coalesce(o.kind, j.kind) as kind, coalesce(sum(p.amount_idr) filter (where j.on_day < ${first}::date), 0)::bigint as before_idr, coalesce(sum(p.amount_idr) filter (where j.on_day >= ${first}::date), 0)::bigint as within_idr
    from ledger.journal j join ledger.posting p on p.facility_id = j.facility_id and p.journal_id = j.id join ledger.account a on a.facility_id = p.facility_id and a.id = p.account_id left join ledger.journal o on o.facility_id = j.facility_id and o.id = j.reverses
    where ${within(scope)} and j.on_day < ${next} group by 1, 2`);
  return accrualOf(mapping, posted);
}

export type ConsolidatedRow = { code: string; name_id: string; name_en: string; kind: string; facilities: number; debit_idr: number; credit_idr: number; balance_idr: number };
/** The trial balance of many facilities as one, until a month's end; savings books are one line. */
export function consolidatedTrial(reader: Reader, scope: Scope): Promise<ConsolidatedRow[]> {
  return reader.all(sql`
    select left(a.code, 4) as code, min(case when a.worker_id is null then a.name_id else 'Tabungan peserta kerja' end) as name_id, min(case when a.worker_id is null then a.name_en else 'Workers’ savings' end) as name_en, min(a.kind) as kind, count(distinct j.facility_id)::int as facilities,
      coalesce(sum(p.amount_idr) filter (where p.amount_idr > 0), 0)::bigint as debit_idr, coalesce(-sum(p.amount_idr) filter (where p.amount_idr < 0), 0)::bigint as credit_idr, sum(p.amount_idr)::bigint as balance_idr
    from ledger.journal j join ledger.posting p on p.facility_id = j.facility_id and p.journal_id = j.id join ledger.account a on a.facility_id = p.facility_id and a.id = p.account_id
    where ${within(scope)} and j.on_day < (${`${scope.month}-01`}::date + interval '1 month')::date group by 1 order by 1`);
}

import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';

export type StatementRow = { code: string; name_id: string; name_en: string; kind: 'asset' | 'liability' | 'equity' | 'income' | 'expense'; before_idr: number; after_idr: number; moved: { kind: string; amount_idr: number }[] };
/** Every account before and after a month, out of the postings, with the kinds of journals that moved it; savings books are one line. */
export function statementOf(reader: Reader, { facility_id, month }: { facility_id: string; month: string }): Promise<StatementRow[]> {
  const first = `${month}-01`;
  return reader.all(sql`
    with posted as materialized (
      select left(a.code, 4) as code, j.kind, j.on_day >= ${first}::date as within, sum(p.amount_idr)::bigint as amount_idr from ledger.journal j join ledger.posting p on p.facility_id = j.facility_id and p.journal_id = j.id join ledger.account a on a.facility_id = p.facility_id and a.id = p.account_id
      where j.facility_id = ${facility_id} and j.on_day < (${first}::date + interval '1 month')::date group by 1, 2, 3)
    select a.*, coalesce((select sum(amount_idr) from posted p where p.code = a.code and not p.within), 0)::bigint as before_idr, coalesce((select sum(amount_idr) from posted p where p.code = a.code), 0)::bigint as after_idr,
      coalesce((select json_agg(json_build_object('kind', p.kind, 'amount_idr', p.amount_idr) order by p.kind) from posted p where p.code = a.code and p.within), '[]') as moved
    from (select left(code, 4) as code, min(case when worker_id is null then name_id else 'Tabungan peserta kerja' end) as name_id, min(case when worker_id is null then name_en else 'Workers’ savings' end) as name_en, min(kind) as kind from ledger.account where facility_id = ${facility_id} group by 1) a order by a.code`);
}

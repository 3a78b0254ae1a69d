import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';

export async function balanceOf(reader: Reader, { facility_id, account }: { facility_id: string; account: string }): Promise<number> {
  const row = await reader.maybe<{ balance_idr: number }>(sql`
    select b.balance_idr from ledger.balance b join ledger.account a on a.facility_id = b.facility_id and a.id = b.account_id where a.facility_id = ${facility_id} and a.code = ${account}`);
  return row?.balance_idr ?? 0;
}

export type SavingsMovement = { on_day: string; number: string; kind: string; memo: string; amount_idr: number; after_idr: number };
export type Savings = { balance_idr: number; movements: SavingsMovement[] };

/** A savings book, newest first. A worker's money is a liability of the facility: what the book shows is its opposite sign. */
export async function savingsOf(reader: Reader, { facility_id, worker_id, limit = 200 }: { facility_id: string; worker_id: string; limit?: number }): Promise<Savings> {
  const movements = await reader.all<SavingsMovement>(sql`
    select j.on_day, j.number, j.kind, j.memo, -p.amount_idr as amount_idr, (-sum(p.amount_idr) over (order by j.on_day, j.number))::bigint as after_idr
    from ledger.account a join ledger.posting p on p.facility_id = a.facility_id and p.account_id = a.id join ledger.journal j on j.facility_id = p.facility_id and j.id = p.journal_id
    where a.facility_id = ${facility_id} and a.worker_id = ${worker_id} order by j.on_day desc, j.number desc limit ${limit}`);
  const row = await reader.maybe<{ balance_idr: number }>(sql`
    select -b.balance_idr as balance_idr from ledger.balance b join ledger.account a on a.facility_id = b.facility_id and a.id = b.account_id where a.facility_id = ${facility_id} and a.worker_id = ${worker_id}`);
  return { balance_idr: row?.balance_idr ?? 0, movements };
}

export type TrialRow = { facility_code: string; code: string; name_id: string; name_en: string; kind: string; debit_idr: number; credit_idr: number; balance_idr: number };

/** Debits, credits and balance per account from the postings themselves; savings books are summed as one line. */
export function trialBalance(reader: Reader, facility_id: string | null): Promise<TrialRow[]> {
  return reader.all(sql`
    select f.code as facility_code, left(a.code, 4) as code, min(case when a.worker_id is null then a.name_id else 'Tabungan peserta kerja' end) as name_id, min(case when a.worker_id is null then a.name_en else 'Workers’ savings' end) as name_en, min(a.kind) as kind,
      coalesce(sum(p.amount_idr) filter (where p.amount_idr > 0), 0)::bigint as debit_idr, coalesce(-sum(p.amount_idr) filter (where p.amount_idr < 0), 0)::bigint as credit_idr, coalesce(sum(p.amount_idr), 0)::bigint as balance_idr
    from ledger.account a join organisation.facility f on f.id = a.facility_id left join ledger.posting p on p.facility_id = a.facility_id and p.account_id = a.id
    where ${facility_id}::uuid is null or a.facility_id = ${facility_id}::uuid group by f.code, left(a.code, 4) order by 1, 2`);
}

export type JournalRow = { id: string; number: string; on_day: string; kind: string; memo: string; ref_type: string; ref_id: string; amount_idr: number; reverses: string | null };
export function journals(reader: Reader, { facility_id, before = '', limit }: { facility_id: string; before?: string; limit: number }): Promise<JournalRow[]> {
  return reader.all(sql`
    select j.id, j.number, j.on_day, j.kind, j.memo, j.ref_type, j.ref_id, j.reverses, (select sum(p.amount_idr) filter (where p.amount_idr > 0) from ledger.posting p where p.facility_id = j.facility_id and p.journal_id = j.id)::bigint as amount_idr
    from ledger.journal j where j.facility_id = ${facility_id} and (${before} = '' or j.number < ${before}) order by j.number desc limit ${limit}`);
}

export type PostingRow = { number: string; on_day: string; kind: string; memo: string; facility_code: string; line: number; code: string; amount_idr: number };
/** Every posting in order, for the journal export. Savings books appear by roster code, never by name. */
export function postings(reader: Reader, facility_id: string | null): Promise<PostingRow[]> {
  return reader.all(sql`
    select j.number, j.on_day, j.kind, j.memo, f.code as facility_code, p.line, a.code, p.amount_idr
    from ledger.journal j join organisation.facility f on f.id = j.facility_id join ledger.posting p on p.facility_id = j.facility_id and p.journal_id = j.id join ledger.account a on a.facility_id = p.facility_id and a.id = p.account_id
    where ${facility_id}::uuid is null or j.facility_id = ${facility_id}::uuid order by f.code, j.number, p.line`);
}

import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';

/** The unit whose books are asked for: the actor's own, or the one named; what is not in reach is not there. */
export async function unitOf(reader: Reader, code?: string): Promise<{ id: string; code: string; name: string }> {
  const { facility_id: own, facility_ids } = reader.actor;
  const unit = await reader.one<{ id: string; code: string; name: string }>(sql`select id, code, name from organisation.facility where case when ${code ?? null}::text is null then id = ${own}::uuid else code = ${code ?? null} end`);
  if ((own && own !== unit.id) || (facility_ids !== 'all' && !facility_ids.includes(unit.id))) throw new NotFound();
  return unit;
}
export function unitsInReach(reader: Reader): Promise<{ code: string; name: string }[]> {
  return reader.all(sql`select f.code, f.name from organisation.facility f where exists (select 1 from ledger.account a where a.facility_id = f.id) order by f.name`);
}
export function timezoneOf(reader: Reader, facility_id: string): Promise<{ timezone: string }> {
  return reader.one(sql`select timezone from organisation.facility where id = ${facility_id}`);
}

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

export type JournalFile = JournalRow & { posted_at: Date; reversed_by: string | null; reverses_number: string | null; lines: { line: number; code: string; name_id: string; name_en: string; amount_idr: number; note: string | null }[] };
export function journalByNumber(reader: Reader, facility_id: string, number: string): Promise<JournalFile> {
  return reader.one(sql`
    select j.id, j.number, j.on_day, j.kind, j.memo, j.ref_type, j.ref_id, j.reverses, j.posted_at, r.number as reversed_by, o.number as reverses_number,
      (select sum(p.amount_idr) filter (where p.amount_idr > 0) from ledger.posting p where p.facility_id = j.facility_id and p.journal_id = j.id)::bigint as amount_idr,
      (select json_agg(json_build_object('line', p.line, 'code', a.code, 'name_id', a.name_id, 'name_en', a.name_en, 'amount_idr', p.amount_idr, 'note', p.note) order by p.line) from ledger.posting p join ledger.account a on a.facility_id = p.facility_id and a.id = p.account_id where p.facility_id = j.facility_id and p.journal_id = j.id) as lines
    from ledger.journal j left join ledger.journal r on r.facility_id = j.facility_id and r.reverses = j.id left join ledger.journal o on o.facility_id = j.facility_id and o.id = j.reverses
    where j.facility_id = ${facility_id} and j.number = ${number}`);
}

export type PeriodRow = { month: string; closed_at: Date | null; reopen_reason: string | null; reopen_person: string | null; journals: number };
export function periods(reader: Reader, facility_id: string): Promise<PeriodRow[]> {
  return reader.all(sql`
    select to_char(p.month, 'YYYY-MM') as month, p.closed_at, case when p.closed_at is not null then p.reopen_reason end as reopen_reason, p.reopen_person, (select count(*) from ledger.journal j where j.facility_id = p.facility_id and j.month = p.month) as journals
    from ledger.period p where p.facility_id = ${facility_id} order by p.month desc limit 24`);
}

export type PostingRow = { number: string; on_day: string; kind: string; memo: string; facility_code: string; line: number; code: string; amount_idr: number };
/** Every posting in order, for the journal export. Savings books appear by roster code, never by name. */
export function postings(reader: Reader, facility_id: string | null): Promise<PostingRow[]> {
  return reader.all(sql`
    select j.number, j.on_day, j.kind, j.memo, f.code as facility_code, p.line, a.code, p.amount_idr
    from ledger.journal j join organisation.facility f on f.id = j.facility_id join ledger.posting p on p.facility_id = j.facility_id and p.journal_id = j.id join ledger.account a on a.facility_id = p.facility_id and a.id = p.account_id
    where ${facility_id}::uuid is null or j.facility_id = ${facility_id}::uuid order by f.code, j.number, p.line`);
}

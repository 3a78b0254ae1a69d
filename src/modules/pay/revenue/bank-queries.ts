import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { BankFileState, BankLine } from './bank-file.ts';

export type Sendable = { withdrawal_id: string; number: string; roster_code: string; kind: string; amount_idr: number; payee_id: string | null };
/** Approved withdrawals in no living file, each with the approved account it would go to: the family's for what is sent home, the person's own for the rest. What is used inside is no transfer. */
export function sendable(reader: Reader, facility_id: string): Promise<Sendable[]> {
  return reader.all(sql`
    select w.id as withdrawal_id, w.number, k.roster_code, w.kind, w.amount_idr, p.id as payee_id from pay.withdrawal w join workforce.worker_published k on k.facility_id = w.facility_id and k.id = w.worker_id
      left join pay.payee p on p.facility_id = w.facility_id and p.worker_id = w.worker_id and p.ended_at is null and p.approved_at is not null and p.relation = case w.kind when 'SEND_FAMILY' then 'family' else 'own' end
    where w.facility_id = ${facility_id} and w.state = 'approved' and w.kind <> 'BASIC_NEEDS' and not exists (select 1 from pay.bank_line l join pay.bank_file b on b.facility_id = l.facility_id and b.id = l.file_id and b.state <> 'refused' where l.facility_id = w.facility_id and l.withdrawal_id = w.id)
    order by w.number limit 2000`);
}

export type BankFileRow = { id: string; facility_id: string; number: string; state: BankFileState; lines: number; total_idr: number; sha256: string; on_day: string; prepared_person: string | null; preparer: string | null; prepared_at: Date; releaser: string | null; released_at: Date | null; refusal_reason: string | null; failed: number; failed_idr: number };
const fileRows = sql`select b.id, b.facility_id, b.number, b.state, b.lines, b.total_idr, b.sha256, b.on_day, b.prepared_person, p.name as preparer, b.prepared_at, r.name as releaser, b.released_at, b.refusal_reason, coalesce(f.n, 0)::int as failed, coalesce(f.idr, 0)::bigint as failed_idr
  from pay.bank_file b left join identity.account_published p on p.id = b.prepared_by left join identity.account_published r on r.id = b.released_by
  left join lateral (select count(*) as n, sum(l.amount_idr) as idr from pay.bank_answer a join pay.bank_line l on l.facility_id = a.facility_id and l.file_id = a.file_id and l.line = a.line where a.facility_id = b.facility_id and a.file_id = b.id and a.result = 'failed') f on true`;
export function bankFiles(reader: Reader, { facility_id, before = '', limit = 50 }: { facility_id: string; before?: string; limit?: number }): Promise<BankFileRow[]> {
  return reader.all(sql`${fileRows} where b.facility_id = ${facility_id} and (${before} = '' or b.number < ${before}) order by b.number desc limit ${limit}`);
}
export function bankFileById(reader: Reader, id: string): Promise<BankFileRow> {
  return reader.one(sql`${fileRows} where b.id = ${id}::uuid`);
}

export type FileLine = BankLine & { withdrawal_id: string; roster_code: string; result: 'paid' | 'failed' | null; reason: string | null; reference: string | null };
export function fileLines(reader: Reader, file_id: string): Promise<FileLine[]> {
  return reader.all(sql`
    select l.line, p.bank_code, p.account_number, p.holder, l.amount_idr, w.number as withdrawal, w.id as withdrawal_id, k.roster_code, a.result, a.reason, a.reference from pay.bank_line l join pay.payee p on p.facility_id = l.facility_id and p.id = l.payee_id
      join pay.withdrawal w on w.facility_id = l.facility_id and w.id = l.withdrawal_id join workforce.worker_published k on k.facility_id = w.facility_id and k.id = w.worker_id left join pay.bank_answer a on a.facility_id = l.facility_id and a.file_id = l.file_id and a.line = l.line
    where l.file_id = ${file_id}::uuid order by l.line`);
}

export type PayeeRow = { id: string; facility_id: string; roster_code: string; relation: 'own' | 'family'; holder: string; bank_code: string; account_number: string; evidence: string; recorded_person: string | null; approved_at: Date | null };
export function payees(reader: Reader, facility_id: string): Promise<PayeeRow[]> {
  return reader.all(sql`select p.id, p.facility_id, k.roster_code, p.relation, p.holder, p.bank_code, p.account_number, p.evidence, p.recorded_person, p.approved_at from pay.payee p join workforce.worker_published k on k.facility_id = p.facility_id and k.id = p.worker_id where p.facility_id = ${facility_id} and p.ended_at is null order by p.approved_at is not null, k.roster_code limit 2000`);
}

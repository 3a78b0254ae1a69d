import type { Reader, Tx } from '#kernel/db.ts';
import { sql, type Sql } from '#kernel/sql.ts';
import type { NewOrder } from '../order-input.ts';
import type { QuoteLine, QuoteState, Version } from './quote.ts';

export type QuoteRow = { facility_id: string; id: string; number: string; agency_id: string; agency_name: string; agency_unit: string; rup_code: string | null; subject: string; state: QuoteState; answer_by: string; asked_by: string | null; asked_person: string | null; asked_at: Date; ended_at: Date | null; end_reason: string | null; order_number: string | null; is_sample: boolean; facility_name: string; timezone: string };
export type VersionRow = Version & { id: string; lines: QuoteLine[]; deliver_to: NewOrder['deliver_to']; prepared_by: string | null; prepared_person: string | null; prepared_at: Date; sent_by: string | null; sent_at: Date | null; returned_at: Date | null; return_reason: string | null };
const columns: Sql = sql`q.facility_id, q.id, q.number, q.agency_id, a.name as agency_name, q.agency_unit, q.rup_code, q.subject, q.state, q.answer_by, q.asked_by, q.asked_person, q.asked_at, q.ended_at, q.end_reason, q.order_number, q.is_sample, f.name as facility_name, f.timezone`;
const tables: Sql = sql`orders.quote q join organisation.facility f on f.id = q.facility_id join organisation.agency a on a.id = q.agency_id`;

export function quoteByNumber(reader: Reader, number: string): Promise<QuoteRow> {
  return reader.one(sql`select ${columns} from ${tables} where q.number = ${number}`);
}

export function quoteList(reader: Reader, { open = false, q = '', after = '', limit = 40 }: { open?: boolean; q?: string; after?: string; limit?: number }): Promise<QuoteRow[]> {
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return reader.all(sql`
    select ${columns} from ${tables} where (not ${open}::boolean or q.state in ('asked', 'drafted', 'offered', 'countered')) and (${q} = '' or q.number ilike ${pattern} or q.subject ilike ${pattern} or q.agency_unit ilike ${pattern} or a.name ilike ${pattern} or f.name ilike ${pattern})
      and (${after} = '' or q.id::text < ${after}) order by q.id desc limit ${limit}`);
}

/** Oldest first; the agency sees the maker's words once they are signed. */
export function versionsOf(reader: Reader, quote_id: string): Promise<VersionRow[]> {
  return reader.all(sql`
    select id, version, side, lines, deliver_to, day, delivery_idr, valid_until, note, prepared_by, prepared_person, prepared_at, sent_by, sent_at, returned_at, return_reason from orders.quote_version where quote_id = ${quote_id} order by version`);
}

/** Nobody answered by the day: locked, passing by what another act holds. */
export function quotesPast(tx: Tx, now: Date): Promise<QuoteRow[]> {
  return tx.all(sql`
    select ${columns} from ${tables} where q.state in ('asked', 'drafted', 'offered', 'countered') and q.answer_by < (${now}::timestamptz at time zone f.timezone)::date order by q.answer_by limit 200 for update of q skip locked`);
}

export type QuoteFile = QuoteRow & { versions: VersionRow[] };
export async function quoteFile(reader: Reader, number: string): Promise<QuoteFile> {
  const quote = await quoteByNumber(reader, number);
  return { ...quote, versions: await versionsOf(reader, quote.id) };
}

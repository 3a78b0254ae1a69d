import type { Reader } from '#kernel/db.ts';
import { sql, type Sql } from '#kernel/sql.ts';
import type { PaperBody, SwakelolaState } from './swakelola.ts';

export type SwakelolaRow = { facility_id: string; id: string; number: string; agency_id: string; agency_name: string; agency_unit: string; subject: string; rup_code: string | null; value_idr: number; starts_on: string; ends_on: string; state: SwakelolaState; end_reason: string | null; is_sample: boolean; facility_name: string; timezone: string; done: number };
export type SwakelolaPaper = { id: string; step: number; draft: number; side: 'buyer' | 'maker'; body: PaperBody; prepared_person: string | null; prepared_at: Date; buyer_at: Date | null; maker_at: Date | null; returned_at: Date | null; return_reason: string | null; document: string | null };
const columns: Sql = sql`s.facility_id, s.id, s.number, s.agency_id, a.name as agency_name, s.agency_unit, s.subject, s.rup_code, s.value_idr, s.starts_on, s.ends_on, s.state, s.end_reason, s.is_sample, f.name as facility_name, f.timezone,
  (select count(*) from orders.swakelola_paper p where p.facility_id = s.facility_id and p.swakelola_id = s.id and p.document is not null)::int as done`;
const tables: Sql = sql`orders.swakelola s join organisation.facility f on f.id = s.facility_id join organisation.agency a on a.id = s.agency_id`;

export function swakelolaByNumber(reader: Reader, number: string): Promise<SwakelolaRow> {
  return reader.one(sql`select ${columns} from ${tables} where s.number = ${number}`);
}
export function swakelolaList(reader: Reader): Promise<SwakelolaRow[]> {
  return reader.all(sql`select ${columns} from ${tables} order by s.state = 'open' desc, s.id desc limit 200`);
}
export function swakelolaPapers(reader: Reader, swakelola_id: string): Promise<SwakelolaPaper[]> {
  return reader.all(sql`select id, step, draft, side, body, prepared_person, prepared_at, buyer_at, maker_at, returned_at, return_reason, document from orders.swakelola_paper where swakelola_id = ${swakelola_id} order by step, draft`);
}
export type SwakelolaFile = SwakelolaRow & { papers: SwakelolaPaper[] };
export async function swakelolaFile(reader: Reader, number: string): Promise<SwakelolaFile> {
  const row = await swakelolaByNumber(reader, number);
  return { ...row, papers: await swakelolaPapers(reader, row.id) };
}

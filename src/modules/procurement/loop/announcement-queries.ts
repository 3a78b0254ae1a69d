import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { AnnouncementState } from './loop.ts';

export type AnnouncementRow = { id: string; survey_id: string; year: number; number: string | null; state: AnnouncementState; prepared_person: string | null; prepared_at: Date; announced_on: string | null; lead_days: number | null; legal_basis: string | null; document_code: string | null; is_sample: boolean };
const columns = sql`a.id, a.survey_id, a.year, a.number, a.state, a.prepared_person, a.prepared_at, a.announced_on, a.lead_days, a.legal_basis, a.document_code, a.is_sample from procurement.announcement a`;
export const announcementById = (reader: Reader, id: string): Promise<AnnouncementRow> => reader.one(sql`select ${columns} where a.id = ${id}::uuid`);
/** The one of a year: in preparation or announced. */
export const announcementOf = (reader: Reader, year: number): Promise<AnnouncementRow | undefined> => reader.maybe(sql`select ${columns} where a.year = ${year} and a.state <> 'discarded'`);

export type AnnouncedLine = { kind_id: string; code: string; name_id: string; name_en: string; unit: string; category: string; demanded: number; planned: number; quantity: number; reserved: number; low_idr: number; high_idr: number; makers: number };
export function announcedLines(reader: Reader, id: string): Promise<AnnouncedLine[]> {
  return reader.all(sql`
    select l.kind_id, k.code, k.name_id, k.name_en, k.unit, k.category, l.demanded, l.planned, l.quantity, l.reserved, l.low_idr, l.high_idr,
      (select count(*)::int from procurement.supply_line s join procurement.supply_plan p on p.facility_id = s.facility_id and p.id = s.plan_id where s.kind_id = l.kind_id and p.state = 'approved') as makers
    from procurement.announcement_line l join procurement.survey_kind k on k.id = l.kind_id where l.announcement_id = ${id} order by k.code`);
}

export type PublicLine = { year: number; number: string; announced_on: string; document_code: string; is_sample: boolean; code: string; name_id: string; name_en: string; unit: string; category: string; unspsc: string | null; kbki: string | null; quantity: number; reserved: number; low_idr: number; high_idr: number };
/** What is announced, for anybody: of one year, or of the newest. */
export function announcedToAll(reader: Reader, year?: number): Promise<PublicLine[]> {
  return reader.all(sql`
    select year, number, announced_on, document_code, is_sample, code, name_id, name_en, unit, category, unspsc, kbki, quantity, reserved, low_idr, high_idr from procurement.announced_published
    where year = coalesce(${year ?? null}::int, (select max(year) from procurement.announced_published)) order by code`);
}

import { dayIn, zoneOf, type Zone } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Reason, WaiverState, WaiverVerb } from './machine.ts';

/** How the nearest thing made here stands, from the maker's own facts. */
export type Ours = { name_id: string; name_en: string; facility: string; price_idr: number; lead_time_days: number; daily_capacity: number; available: number; by_day: number; ready_on: string; lines: number; on_time: number; accepted: number; rejected: number };
export type WaiverLine = {
  line: number; need_id: string | null; item_text: string; unspsc: string | null; category: string | null; quantity: number; unit: string; value_idr: number; needed_by: string | null; regency_code: string | null; regency: string | null;
  facility_id: string | null; facility_name: string | null; product_id: string | null; sku: string | null; ours: Ours | null; market_price_idr: number | null; market_days: number | null; market_quality: string;
};
export type StepRow = { seq: number; verb: WaiverVerb; to: WaiverState; words: string; side: 'agency' | 'headquarters' | 'system'; by: string | null; at: Date };
export type OfferRow = { id: string; line: number; facility_id: string; facility_name: string; kind: 'match_price' | 'split_delivery' | 'substitute' | 'earlier_day' | 'cannot'; price_idr: number | null; sku: string | null; day: string | null; deliveries: { day: string; quantity: number }[]; words: string; offered_at: Date };
export type WaiverRow = {
  id: string; number: string; agency_id: string; agency: string; unit: string; zone: Zone; kind: 'single' | 'blanket'; reason_code: string | null; reason_id: string | null; reason_en: string | null; reason_text: string; evidence: string; valid_from: string | null; valid_to: string | null; approver: string;
  state: WaiverState; steps: number; prepared_person: string | null; approved_person: string | null; approved_at: Date | null; due_on: string | null; silent_on: string | null; silence: 'grant' | 'escalate' | null; decided_at: Date | null; decided_how: string | null; appeal_due_on: string | null;
  lines: number; first_item: string | null; value_idr: number; permit_code: string | null; permit_number: string | null; created_at: Date; is_sample: boolean;
};
const listed = sql`
  select w.id, w.number, w.agency_id, a.name as agency, w.unit, w.zone, w.kind, w.reason_code, r.name_id as reason_id, r.name_en as reason_en, w.reason_text, w.evidence, w.valid_from, w.valid_to, w.approver, w.state, w.steps, w.prepared_person, w.approved_person, w.approved_at,
    w.due_on, w.silent_on, w.silence, w.decided_at, w.decided_how, w.appeal_due_on, coalesce(l.lines, 0)::int as lines, l.first_item, coalesce(l.value_idr, 0)::bigint as value_idr, p.code as permit_code, p.number as permit_number, w.created_at, w.is_sample
  from procurement.waiver w join organisation.agency a on a.id = w.agency_id left join lateral (select name_id, name_en from procurement.waiver_reason x where x.code = w.reason_code order by lower(x.valid) desc limit 1) r on true
    left join lateral (select count(*) as lines, (array_agg(item_text order by line))[1] as first_item, sum(value_idr) as value_idr from procurement.waiver_line x where x.waiver_id = w.id) l on true left join procurement.permit p on p.waiver_id = w.id`;

export type WaiverFilter = { state?: string | undefined; open?: boolean; q?: string | undefined; after?: string | undefined; limit: number };
/** Requests in reach, the ones whose day is nearest first where a decision is due. */
export function waiversOf(reader: Reader, { state, open, q, after, limit }: WaiverFilter): Promise<WaiverRow[]> {
  const pattern = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
  return reader.all(sql`
    ${listed} where (${state ?? null}::text is null or w.state = ${state ?? null}) and (not ${open ?? false} or w.state in ('sent', 'escalated', 'appealed'))
      and (${pattern}::text is null or w.number ilike ${pattern} or a.name ilike ${pattern} or l.first_item ilike ${pattern}) and (${after ?? null}::text is null or w.number < ${after ?? null})
    order by case when ${open ?? false} then coalesce(w.appeal_due_on, w.due_on) end nulls last, w.number desc limit ${limit}`);
}
export const waiverByNumber = (reader: Reader, number: string): Promise<WaiverRow> => reader.one(sql`${listed} where w.number = ${number}`);

const lineColumns = sql`
  select l.line, l.need_id, l.item_text, l.unspsc, l.category, l.quantity, l.unit, l.value_idr, l.needed_by, l.regency_code, r.name as regency, l.facility_id, f.name as facility_name, l.product_id, l.sku, l.ours, l.market_price_idr, l.market_days, l.market_quality
  from procurement.waiver_line l left join organisation.facility f on f.id = l.facility_id left join organisation.regency r on r.code = l.regency_code`;
export const linesOf = (reader: Reader, waiver_id: string): Promise<WaiverLine[]> => reader.all(sql`${lineColumns} where l.waiver_id = ${waiver_id} order by l.line`);
const stepsOf = (reader: Reader, waiver_id: string): Promise<StepRow[]> => reader.all(sql`
  select s.seq, s.verb, s."to", s.words, s.side, a.name as by, s.at from procurement.waiver_step s left join identity.account_published a on a.id = s.by_account where s.waiver_id = ${waiver_id} order by s.seq`);
/** The newest offer of each facility for each line. */
export const offersOf = (reader: Reader, waiver_id: string): Promise<OfferRow[]> => reader.all(sql`
  select distinct on (o.line, o.facility_id) o.id, o.line, o.facility_id, f.name as facility_name, o.kind, o.price_idr, o.sku, o.day, o.deliveries, o.words, o.offered_at
  from procurement.waiver_offer o join organisation.facility f on f.id = o.facility_id where o.waiver_id = ${waiver_id} order by o.line, o.facility_id, o.offered_at desc, o.id desc`);

export type WaiverFile = WaiverRow & { line_rows: WaiverLine[]; step_rows: StepRow[]; offers: OfferRow[] };
export async function waiverFile(reader: Reader, number: string): Promise<WaiverFile> {
  const waiver = await waiverByNumber(reader, number);
  return { ...waiver, line_rows: await linesOf(reader, waiver.id), step_rows: await stepsOf(reader, waiver.id), offers: await offersOf(reader, waiver.id) };
}

export const reasonsOn = (reader: Reader, on: string): Promise<Reason[]> => reader.all(sql`
  select code, name_id, name_en, evidence_id, evidence_en, default_outcome, sla_working_days, deemed_working_days, legal_basis from procurement.waiver_reason where valid @> ${on}::date order by name_id`);

/** The clock of an agency runs where the agency sits; a national one sits in Jakarta. */
export async function zoneOfAgency(reader: Reader, agency_id: string): Promise<Zone> {
  const { timezone } = await reader.one<{ timezone: string | null }>(sql`select p.timezone from organisation.agency a left join organisation.province p on p.code = a.province_code where a.id = ${agency_id}`);
  return zoneOf(({ WIB: 'Asia/Jakarta', WITA: 'Asia/Makassar', WIT: 'Asia/Jayapura' } as Record<string, string>)[timezone ?? 'WIB'] ?? 'Asia/Jakarta');
}
export const todayIn = (reader: Pick<Reader, 'now'>, zone: Zone): string => dayIn(zone, reader.now);

export type GapRow = { unspsc: string | null; code_title: string | null; category: string | null; example: string; reason_code: string; reason_id: string; reason_en: string; requests: number; agencies: number; quantity: number; value_idr: number; granted: number };
/** Why agencies ask to buy elsewhere, by kind of goods: what is missing here. */
export const gaps = (reader: Reader, { since, reason }: { since: string; reason?: string | undefined }): Promise<GapRow[]> => reader.all(sql`
  select l.unspsc, c.title_en as code_title, coalesce(c.category, l.category) as category, min(l.item_text) as example, w.reason_code, min(r.name_id) as reason_id, min(r.name_en) as reason_en, count(distinct w.id)::int as requests, count(distinct w.agency_id)::int as agencies,
    sum(l.quantity)::bigint as quantity, sum(l.value_idr)::bigint as value_idr, count(distinct w.id) filter (where w.state = 'granted')::int as granted
  from procurement.waiver w join procurement.waiver_line l on l.waiver_id = w.id left join procurement.code c on c.unspsc = l.unspsc left join lateral (select name_id, name_en from procurement.waiver_reason x where x.code = w.reason_code order by lower(x.valid) desc limit 1) r on true
  where w.approved_at is not null and w.state not in ('draft', 'prepared', 'withdrawn') and w.approved_at >= ${since}::date and (${reason ?? null}::text is null or w.reason_code = ${reason ?? null})
  group by l.unspsc, c.title_en, coalesce(c.category, l.category), case when l.unspsc is null then lower(l.item_text) end, w.reason_code order by sum(l.value_idr) desc limit 200`);

/** Needs that nobody here can serve, by kind: the other half of what is missing. */
export type UnservedRow = { unspsc: string | null; code_title: string | null; category: string | null; example: string; needs: number; agencies: number; quantity: number; value_idr: number };
export const unserved = (reader: Reader, year: number): Promise<UnservedRow[]> => reader.all(sql`
  select n.unspsc, c.title_en as code_title, coalesce(c.category, n.category) as category, min(n.item_text) as example, count(*)::int as needs, count(distinct n.agency_id)::int as agencies, sum(n.quantity)::bigint as quantity, sum(n.value_idr)::bigint as value_idr
  from procurement.need n left join procurement.code c on c.unspsc = n.unspsc
  where n.state <> 'withdrawn' and n.year = ${year} and not exists (select 1 from catalogue.listing_published l where case when n.unspsc is null then l.category = n.category else l.unspsc = n.unspsc or right(l.unspsc, 2) = '00' and n.unspsc like rtrim(l.unspsc, '0') || '%' or right(n.unspsc, 2) = '00' and l.unspsc like rtrim(n.unspsc, '0') || '%' end)
  group by n.unspsc, c.title_en, coalesce(c.category, n.category), case when n.unspsc is null then lower(n.item_text) end order by sum(n.value_idr) desc limit 200`);

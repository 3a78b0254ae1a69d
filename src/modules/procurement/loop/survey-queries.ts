import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { SurveyState } from './loop.ts';

export type SurveyRow = { id: string; year: number; opens_on: string; closes_on: string; legal_basis: string; state: SurveyState; is_sample: boolean };
const surveyColumns = sql`s.id, s.year, s.opens_on, s.closes_on, s.legal_basis, s.state, s.is_sample from procurement.survey s`;
export const surveyOf = (reader: Reader, year: number): Promise<SurveyRow> => reader.one(sql`select ${surveyColumns} where s.year = ${year}`);
export const surveyById = (reader: Reader, id: string): Promise<SurveyRow> => reader.one(sql`select ${surveyColumns} where s.id = ${id}::uuid`);

export type LoopYear = SurveyRow & { lines: number; quantity: number; agencies: number; plans: number; approved: number; announced: string | null; number: string | null; reserved: number; announced_quantity: number; adopted: number | null };
/** Every year that was asked about, newest first, with how far its loop has come. */
export function loopYears(reader: Reader): Promise<LoopYear[]> {
  return reader.all(sql`
    select s.id, s.year, s.opens_on, s.closes_on, s.legal_basis, s.state, s.is_sample, d.lines, d.quantity, d.agencies, p.plans, p.approved, a.announced_on as announced, a.number, coalesce(l.reserved, 0)::int as reserved, coalesce(l.quantity, 0)::int as announced_quantity, v.version as adopted
    from procurement.survey s
      cross join lateral (select count(*)::int as lines, coalesce(sum(quantity), 0)::int as quantity, count(distinct agency_id)::int as agencies from procurement.demand_line where survey_id = s.id and state = 'stated') d
      cross join lateral (select count(*)::int as plans, count(*) filter (where state = 'approved')::int as approved from procurement.supply_plan where survey_id = s.id) p
      left join procurement.announcement a on a.survey_id = s.id and a.state = 'announced'
      left join lateral (select sum(reserved) as reserved, sum(quantity) as quantity from procurement.announcement_line where announcement_id = a.id) l on true
      left join procurement.allocation v on v.announcement_id = a.id and v.state = 'adopted'
    order by s.year desc limit 50`);
}

export type KindRow = { id: string; code: string; name_id: string; name_en: string; unit: string; category: string; unspsc: string | null; kbki: string | null; weight_gram: number };
export function kindsOf(reader: Reader, survey_id: string): Promise<KindRow[]> {
  return reader.all(sql`select id, code, name_id, name_en, unit, category, unspsc, kbki, weight_gram from procurement.survey_kind where survey_id = ${survey_id} order by code`);
}

export type AskedKind = KindRow & { lines: number; quantity: number; agencies: number; planned: number; makers: number; low_idr: number | null; high_idr: number | null };
/** What is asked for and what is planned, kind by kind: approved plans only. */
export function askedByKind(reader: Reader, survey_id: string): Promise<AskedKind[]> {
  return reader.all(sql`
    select k.id, k.code, k.name_id, k.name_en, k.unit, k.category, k.unspsc, k.kbki, k.weight_gram, coalesce(d.lines, 0)::int as lines, coalesce(d.quantity, 0)::int as quantity, coalesce(d.agencies, 0)::int as agencies, coalesce(p.planned, 0)::int as planned, coalesce(p.makers, 0)::int as makers, p.low_idr, p.high_idr
    from procurement.survey_kind k
      left join lateral (select count(*) as lines, sum(quantity) as quantity, count(distinct agency_id) as agencies from procurement.demand_line where survey_id = k.survey_id and kind_id = k.id and state = 'stated') d on true
      left join lateral (select sum(l.quantity) as planned, count(*) as makers, min(l.price_idr) as low_idr, max(l.price_idr) as high_idr from procurement.supply_line l join procurement.supply_plan p on p.facility_id = l.facility_id and p.id = l.plan_id where l.kind_id = k.id and p.survey_id = k.survey_id and p.state = 'approved') p on true
    where k.survey_id = ${survey_id} order by k.code`);
}

export type DemandRow = { id: string; agency_id: string; agency: string; kind: string | null; kind_name_id: string | null; kind_name_en: string | null; item_text: string; quantity: number; unit: string; value_idr: number | null; regency: string; needed_by: string; state: 'stated' | 'withdrawn' };
/** The lines in reach: an agency's own, everybody's for headquarters. By id, newest first. */
export function demandLines(reader: Reader, survey_id: string, { unclassified = false, q, after, limit = 200 }: { unclassified?: boolean; q?: string | undefined; after?: string | undefined; limit?: number } = {}): Promise<DemandRow[]> {
  const pattern = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
  return reader.all(sql`
    select d.id, d.agency_id, a.name as agency, k.code as kind, k.name_id as kind_name_id, k.name_en as kind_name_en, d.item_text, d.quantity, d.unit, d.value_idr, r.name as regency, d.needed_by, d.state
    from procurement.demand_line d join organisation.agency a on a.id = d.agency_id join organisation.regency r on r.code = d.regency_code left join procurement.survey_kind k on k.id = d.kind_id
    where d.survey_id = ${survey_id} and d.state = 'stated' and (not ${unclassified} or d.kind_id is null) and (${after ?? null}::uuid is null or d.id < ${after ?? null}::uuid)
      and (${pattern}::text is null or d.item_text ilike ${pattern} or a.name ilike ${pattern} or k.code ilike ${pattern} or r.name ilike ${pattern}) order by d.id desc limit ${limit}`);
}

/** What is asked for without who asks: for a facility that plans. */
export function demandForMakers(reader: Reader, survey_id: string): Promise<{ kind_id: string; month: number; island_group: string; lines: number; quantity: number }[]> {
  return reader.all(sql`select kind_id, month, island_group, lines, quantity from procurement.demand_by_kind(${survey_id}) order by kind_id, month`);
}

/** Regencies and cities by their full names, as people write them. */
export async function regenciesNamed(reader: Reader, names: string[]): Promise<Map<string, string>> {
  const rows = await reader.all<{ name: string; code: string }>(sql`select distinct on (lower(name)) lower(name) as name, code from organisation.regency where lower(name) = any (${names.map((name) => name.toLowerCase())}::text[]) order by lower(name), code`);
  return new Map(rows.map(({ name, code }) => [name, code]));
}

/** Every survey, for whoever answers or plans. */
export const surveys = (reader: Reader): Promise<SurveyRow[]> => reader.all(sql`select ${surveyColumns} order by s.year desc limit 50`);

import { dayIn } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { holidays } from '#organisation';
import { matchOf, type Match, type Method, type Source, type Supply } from './need.ts';

export type NeedRow = {
  id: string; agency_id: string; year: number; rup_code: string; item_text: string; unspsc: string | null; kbki: string | null; category: string | null; code_title: string | null; quantity: number; unit: string; value_idr: number; regency_code: string; regency: string; timezone: string;
  needed_by: string; method: Method; state: 'recorded' | 'confirmed' | 'withdrawn'; confirmed_product_id: string | null; score: number | null; confirmed_at: Date | null; confirmed_by: string | null; withdrawn_reason: string | null; is_sample: boolean;
};
const listed = sql`
  select n.id, n.agency_id, n.year, n.rup_code, n.item_text, n.unspsc, n.kbki, n.category, c.title_en as code_title, n.quantity, n.unit, n.value_idr, n.regency_code, r.name as regency, r.timezone, n.needed_by, n.method, n.state, n.confirmed_product_id, n.score,
    n.confirmed_at, a.name as confirmed_by, n.withdrawn_reason, n.is_sample
  from procurement.need n join organisation.regency r on r.code = n.regency_code left join procurement.code c on c.unspsc = n.unspsc left join identity.account_published a on a.id = n.confirmed_by`;

export type NeedFilter = { year?: number | undefined; state?: string | undefined; q?: string | undefined; after?: string | undefined; limit: number };
export function needsOf(reader: Reader, { year, state, q, after, limit }: NeedFilter): Promise<NeedRow[]> {
  const pattern = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
  return reader.all(sql`
    ${listed} where (${year ?? null}::int is null or n.year = ${year ?? null}) and (${state ?? null}::text is null and n.state <> 'withdrawn' or n.state = ${state ?? null})
      and (${pattern}::text is null or n.item_text ilike ${pattern} or n.rup_code ilike ${pattern}) and (${after ?? null}::uuid is null or n.id < ${after ?? null}) order by n.id desc limit ${limit}`);
}
export const needById = (reader: Reader, id: string): Promise<NeedRow> => reader.one(sql`${listed} where n.id = ${id}::uuid`);
export const needsByIds = (reader: Reader, ids: readonly string[]): Promise<NeedRow[]> => reader.all(sql`${listed} where n.id = any (${[...ids]}::uuid[]) and n.state <> 'withdrawn' order by n.id`);

export type NeedTotals = { lines: number; value_idr: number; recorded: number; confirmed: number };
export const needTotals = (reader: Reader, year: number | undefined): Promise<NeedTotals> => reader.one(sql`
  select count(*)::int as lines, coalesce(sum(value_idr), 0)::bigint as value_idr, count(*) filter (where state = 'recorded')::int as recorded, count(*) filter (where state = 'confirmed')::int as confirmed
  from procurement.need where state <> 'withdrawn' and (${year ?? null}::int is null or year = ${year ?? null})`);
export const needYears = async (reader: Reader): Promise<number[]> => (await reader.all<{ year: number }>(sql`select distinct year from procurement.need where state <> 'withdrawn' order by 1 desc`)).map((row) => row.year);

export type Suggestion = { n: number; unspsc: string; title_en: string; category: string; score: number };
/** Likely codes of texts, best first; what nothing is known about has none. */
export const suggestionsFor = (reader: Reader, texts: readonly string[]): Promise<Suggestion[]> => reader.all(sql`select n, unspsc, title_en, category, score from procurement.classify(${[...texts]}::text[])`);

export type Kind = { unspsc?: string | null | undefined; category?: string | null | undefined; product_id?: string | null | undefined };
/**
 * Listings that may serve a kind of goods: the product that was named, those of the same code (or, where one of the two codes only names a
 * class, of that class), and as mere neighbours those of the same class. Where no code is known, those of the category.
 */
export async function sourcesOf(reader: Reader, kinds: readonly Kind[]): Promise<Map<number, Source[]>> {
  // Thousands of lines speak of few kinds: each is looked up once.
  const keys = kinds.map(({ unspsc, category, product_id }) => JSON.stringify([product_id ?? null, unspsc || null, unspsc ? null : category ?? null]));
  const firsts = new Map<string, number>();
  for (const [n, key] of keys.entries()) if (!firsts.has(key)) firsts.set(key, n);
  const found = await sourcesOfEach(reader, [...firsts.values()].map((n) => kinds[n] ?? {}));
  const places = new Map([...firsts.keys()].map((key, n) => [key, n]));
  return new Map(keys.map((key, n) => [n, found.get(places.get(key) ?? -1) ?? []]));
}

async function sourcesOfEach(reader: Reader, kinds: readonly Kind[]): Promise<Map<number, Source[]>> {
  const rows = await reader.all<Source & { n: number }>(sql`
    with said as (select ord::int - 1 as n, nullif(k->>'unspsc', '') as unspsc, k->>'category' as category, (k->>'product_id')::uuid as product_id from jsonb_array_elements(${JSON.stringify(kinds)}::jsonb) with ordinality t(k, ord)),
      kind as (select s.n, coalesce(p.unspsc, s.unspsc) as unspsc, coalesce(p.category, s.category) as category, s.product_id from said s left join catalogue.listing_published p on p.product_id = s.product_id),
      near as (select k.n, l.product_id, case when l.product_id = k.product_id then 2 when k.unspsc is null and l.category = k.category or l.unspsc like rtrim(k.unspsc, '0') || '%' and (l.unspsc = k.unspsc or right(k.unspsc, 2) = '00') or right(l.unspsc, 2) = '00' and k.unspsc like rtrim(l.unspsc, '0') || '%' then 1 else 0 end as closeness
        from kind k join catalogue.listing_published l on l.product_id = k.product_id or case when k.unspsc is null then l.category = k.category else left(l.unspsc, 6) = left(k.unspsc, 6) or right(l.unspsc, 2) = '00' and k.unspsc like rtrim(l.unspsc, '0') || '%' or right(k.unspsc, 2) = '00' and l.unspsc like rtrim(k.unspsc, '0') || '%' end)
    select near.n, near.closeness, l.product_id, l.facility_id, l.facility_code, l.facility_name, l.regency, l.province, l.sku, l.slug, l.name_id, l.name_en, l.unit, l.category, l.unspsc, l.price_idr, l.lead_time_days, l.daily_capacity, coalesce(a.available, 0)::int as available
    from near join catalogue.listing_published l using (product_id) left join inventory.availability a on a.facility_id = l.facility_id and a.product_id = l.product_id
    order by near.n, near.closeness desc, l.price_idr`);
  const found = new Map<number, Source[]>();
  for (const { n, ...source } of rows) {
    const sources = found.get(n) ?? [];
    sources.push(source);
    found.set(n, sources);
  }
  return found;
}

/** How each of many needs is met, as of today in the place where it is needed. */
export async function matchesOf(reader: Reader, needs: readonly Pick<NeedRow, 'unspsc' | 'category' | 'confirmed_product_id' | 'quantity' | 'needed_by'>[]): Promise<Match[]> {
  if (needs.length === 0) return [];
  const [free, sources] = [await holidays(reader), await sourcesOf(reader, needs.map((need) => ({ unspsc: need.unspsc, category: need.category, product_id: need.confirmed_product_id })))];
  const today = dayIn('Asia/Jakarta', reader.now);
  return needs.map((need, n) => matchOf(need, sources.get(n) ?? [], today, free));
}

export const countBySupply = (matches: readonly Match[]): Record<Supply, number> => matches.reduce((sum, { supply }) => ({ ...sum, [supply]: sum[supply] + 1 }), { now: 0, by_day: 0, partly: 0, none: 0 });

export async function regenciesByWord(reader: Reader): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.all<{ code: string; name: string }>(sql`select code, name from organisation.regency`);
  return new Map(rows.flatMap(({ code, name }) => [[code, code], [name.toLowerCase(), code]]));
}

export type ImportRow = { id: string; state: 'checked' | 'applied' | 'put_aside'; year: number; rows: number; new_rows: number; changed_rows: number; faulty_rows: number; checked_at: Date; by: string | null };
const kept = sql`select i.id, i.state, i.year, i.rows, i.new_rows, i.changed_rows, i.faulty_rows, i.checked_at, a.name as by from procurement.need_import i left join identity.account_published a on a.id = coalesce(i.applied_by, i.checked_by)`;
export const needImports = (reader: Reader): Promise<ImportRow[]> => reader.all(sql`${kept} order by i.checked_at desc limit 50`);
export const needImportById = (reader: Reader, id: string): Promise<ImportRow> => reader.one(sql`${kept} where i.id = ${id}::uuid`);
export type KeptRow = { row: number; cells: Record<string, string>; problems: { field: string; message: string }[] };
export const keptRows = (reader: Reader, import_id: string): Promise<KeptRow[]> => reader.all(sql`select "row", cells, problems from procurement.need_import_row where import_id = ${import_id}::uuid order by "row"`);
export const faultyRows = (reader: Reader, import_id: string): Promise<KeptRow[]> => reader.all(sql`select "row", cells, problems from procurement.need_import_row where import_id = ${import_id}::uuid and problems <> '[]' order by "row" limit 10`);

/** Whose rows the actor writes: needs belong to an agency. */
export function ownAgency({ actor }: Pick<Reader, 'actor'>): string {
  if (!actor.agency_id) throw new NotFound();
  return actor.agency_id;
}

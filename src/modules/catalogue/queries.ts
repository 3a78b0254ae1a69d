import type { Reader } from '#kernel/db.ts';
import { empty, join, sql, type Sql } from '#kernel/sql.ts';
import type { Filter } from './filter.ts';
import type { CardRow, ListingRow } from './listing.ts';

export const perPage = 24;
/** Counting stops here; beyond it the page says '1000+'. */
export const countedTo = 1000;

export const card = sql`l.product_id, l.sku, l.slug, l.name_id, l.name_en, l.category, l.unit, l.price_idr, l.supply, l.lead_time_days, l.shape, l.picture_kind, l.facility_code, l.facility_name, l.regency, l.province, l.is_sample, coalesce(a.available, 0)::int as available`;
export const stock = sql`left join inventory.availability a on a.facility_id = l.facility_id and a.product_id = l.product_id`;

export const orders: Record<Filter['sort'], Sql> = {
  relevance: sql`l.published_at desc, l.product_id desc`,
  newest: sql`l.published_at desc, l.product_id desc`,
  cheapest: sql`l.price_idr, l.product_id`,
  dearest: sql`l.price_idr desc, l.product_id desc`,
};

export type WindowPage = { rows: CardRow[]; /** How many answer the filter, up to 1001. */ total: number };

/** One page of the window, 24 cards and one more that tells of a next page, with the count of all: one statement. The page is cut first and only then joined with stock. */
export async function listingsOn(reader: Reader, filter: Filter, size = perPage): Promise<WindowPage> {
  const found = await reader.all<CardRow & { total: number }>(filter.q === undefined ? browsed(filter, size) : searched(filter, filter.q, size));
  const total = found[0]?.total ?? 0;
  return { rows: found.flatMap(({ total: _, ...row }) => (row.sku === null ? [] : [row])), total };
}

export const columns = sql`l.product_id, l.facility_id, l.sku, l.slug, l.name_id, l.name_en, l.category, l.unit, l.price_idr, l.supply, l.lead_time_days, l.shape, l.picture_kind, l.facility_code, l.facility_name, l.regency, l.province, l.is_sample, l.published_at`;

/** Both statements answer one row more than nothing: the total stands even where the page is empty. */
export const browsed = (filter: Filter, size = perPage): Sql => sql`
  with l as (select ${columns} from catalogue.listing l ${filter.supply ? stock : empty} where ${matching(filter)} order by ${orders[filter.sort]} limit ${size + 1} offset ${(filter.page - 1) * size}),
    counted as (select count(*)::int as total from (select 1 from catalogue.listing l ${filter.supply ? stock : empty} where ${matching(filter)} limit ${countedTo + 1}) found)
  select counted.total, ${card} from counted left join l on true ${stock} order by ${orders[filter.sort]}`;

/** A search looks once: what it found is counted, ranked and cut. */
const searched = (filter: Filter, q: string, size: number): Sql => sql`
  with asked as materialized (select catalogue.query_of(${q}) as words),
    found as materialized (select l.product_id, l.price_idr, l.published_at, ${filter.sort === 'relevance' ? sql`ts_rank(l.search, (select words from asked))` : sql`0::real`} as rank from catalogue.listing l ${filter.supply ? stock : empty} where l.search @@ (select words from asked) and ${matching(filter)}),
    page as (select l.product_id, l.rank from found l order by l.rank desc, ${orders[filter.sort]} limit ${size + 1} offset ${(filter.page - 1) * size}),
    counted as (select least(count(*), ${countedTo + 1})::int as total from found)
  select counted.total, ${card} from counted left join (page join catalogue.listing l using (product_id)) on true ${stock} order by page.rank desc, ${orders[filter.sort]}`;

export function matching({ category, province, facility, min_idr, max_idr, supply }: Filter): Sql {
  const conditions = [sql`l.withdrawn_at is null`];
  if (category) conditions.push(sql`l.category = ${category}`);
  if (province) conditions.push(sql`l.province_code = ${province}`);
  if (facility) conditions.push(sql`l.facility_code = ${facility}`);
  if (min_idr !== undefined) conditions.push(sql`l.price_idr >= ${min_idr}`);
  if (max_idr !== undefined) conditions.push(sql`l.price_idr <= ${max_idr}`);
  if (supply === 'ready') conditions.push(sql`a.available > 0`);
  if (supply === 'preorder') conditions.push(sql`coalesce(a.available, 0) <= 0`);
  return join(conditions, ' and ');
}

/** What was probably meant: each word the window does not know, exchanged for its nearest known one. Undefined when nothing is near. */
export async function meantBy(reader: Reader, q: string): Promise<string | undefined> {
  const row = await reader.one<{ meant: string | null }>(sql`
    select string_agg(coalesce(case when exists (select 1 from (select catalogue.query_of(w) as asked offset 0) one join catalogue.listing l on l.search @@ one.asked where l.withdrawn_at is null) then w end, catalogue.nearest(w), w), ' ' order by n) as meant
    from (select w, n from regexp_split_to_table(lower(${q}), '[^[:alnum:]]+') with ordinality t(w, n) where length(w) between 3 and 40 limit 6) words`);
  return row.meant !== null && row.meant !== q.toLowerCase().trim() ? row.meant : undefined;
}

const whole = sql`${card}, l.facility_id, l.description_id, l.description_en, l.specification, l.price_reason, l.daily_capacity, l.warranty_days, l.weight_gram, l.unspsc, l.kbli, l.tkdn_bp, l.label, l.money_split, l.split_basis, l.province_code, l.published_at,
  c.slug as category_slug, c.name_id as category_name_id, c.name_en as category_name_en`;
const shown = sql`from catalogue.listing l join catalogue.category c on c.code = l.category ${stock} where l.withdrawn_at is null`;

export function listingBySlug(reader: Reader, slug: string): Promise<ListingRow> {
  return reader.one(sql`select ${whole} ${shown} and l.slug = ${slug}`);
}
/** A product as it stands in the window now; NotFound when it does not. */
export function listingBySku(reader: Reader, sku: string): Promise<ListingRow> {
  return reader.one(sql`select ${whole} ${shown} and l.sku = ${sku}`);
}
/** Those of the wanted that stand in the window, for carts. */
export function listingsBySkus(reader: Reader, skus: readonly string[]): Promise<ListingRow[]> {
  return reader.all(sql`select ${whole} ${shown} and l.sku = any (${[...skus]}::text[]) order by l.facility_name, l.name_id`);
}

export type Category = { code: string; slug: string; name_id: string; name_en: string; intro_id: string; intro_en: string; listings: number };
export function categories(reader: Reader): Promise<Category[]> {
  return reader.all(sql`
    select c.code, c.slug, c.name_id, c.name_en, c.intro_id, c.intro_en, coalesce(n.listings, 0)::int as listings from catalogue.category c
    left join (select category, count(*) as listings from catalogue.listing where withdrawn_at is null group by category) n on n.category = c.code order by c.position`);
}

/** Provinces and units that have something in the window, for the filters. */
export function places(reader: Reader): Promise<{ province_code: string; province: string; facility_code: string; facility_name: string }[]> {
  return reader.all(sql`select distinct province_code, province, facility_code, facility_name from catalogue.listing where withdrawn_at is null order by province, facility_name`);
}

/** Eight for the front page: the newest of each category, what can be had now first. */
export function picks(reader: Reader, n = 8): Promise<CardRow[]> {
  return reader.all(sql`
    with l as (select distinct on (c.code) l.*, c.position from catalogue.category c cross join lateral (select l.* from catalogue.listing l where l.category = c.code and l.withdrawn_at is null order by l.published_at desc, l.product_id limit 1) l order by c.code)
    select ${card} from l ${stock} order by coalesce(a.available, 0) > 0 desc, l.position limit ${n}`);
}

export function priceHistory(reader: Reader, product_id: string): Promise<{ at: Date; price_idr: number; reason: string }[]> {
  return reader.all(sql`select at, price_idr, reason from catalogue.price_history where product_id = ${product_id} order by at desc limit 20`);
}

export type Contact = { whatsapp: string | null; phone: string | null };
export function contactOf(reader: Reader, facility_id: string): Promise<Contact> {
  return reader.one(sql`select whatsapp, phone from organisation.facility where id = ${facility_id}::uuid`);
}

export type Rating = { ratings: number; quality: number; punctuality: number; service: number };
/** What agencies say of a product, once enough of them have. */
export function ratingOf(reader: Reader, { facility_id, product_id }: { facility_id: string; product_id: string }): Promise<Rating | undefined> {
  return reader.maybe(sql`select ratings, quality, punctuality, service from orders.product_rating_published where facility_id = ${facility_id}::uuid and product_id = ${product_id}::uuid`);
}

/** Every listing for the site map, the feed and open data, newest first; `after` is the last one seen. */
export function allListings(reader: Reader, { limit, after }: { limit: number; after?: { published_at: Date; product_id: string } }): Promise<(CardRow & { published_at: Date; description_id: string; description_en: string; unspsc: string | null; kbli: string | null; tkdn_bp: number | null })[]> {
  return reader.all(sql`
    select ${card}, l.published_at, l.description_id, l.description_en, l.unspsc, l.kbli, l.tkdn_bp from catalogue.listing l ${stock} where l.withdrawn_at is null
      ${after ? sql`and (l.published_at, l.product_id) < (${after.published_at}, ${after.product_id}::uuid)` : empty} order by l.published_at desc, l.product_id desc limit ${limit}`);
}

export type CheckedLot = { quantity: number; made_on: string; best_before: string | null; inspected: boolean; name_id: string | null; name_en: string | null; sku: string | null; slug: string | null; facility_name: string; regency: string; is_sample: boolean };
/** What a label's code says to anyone: product, unit, days, inspection. */
export function checkLot(reader: Reader, code: string): Promise<CheckedLot | undefined> {
  return reader.maybe(sql`
    select c.quantity, c.made_on, c.best_before, c.inspected, l.name_id, l.name_en, l.sku, case when l.withdrawn_at is null then l.slug end as slug, f.name as facility_name, r.name as regency, f.is_sample
    from inventory.check_lot(${code}) c join organisation.facility f on f.id = c.facility_id join organisation.regency r on r.code = f.regency_code left join catalogue.listing l on l.product_id = c.product_id`);
}

export type CheckedDocument = { kind: string; number: string; issued_on: string; parties: string[]; sha256: string; replaced_by: string | null };
export function checkDocument(reader: Reader, code: string): Promise<CheckedDocument | undefined> {
  return reader.maybe(sql`select kind, number, issued_on, parties, sha256, replaced_by from kernel.check_document(${code})`);
}

/** Whether a code is that of a permit to buy elsewhere: its own page says how it stands. */
export async function isPermit(reader: Reader, code: string): Promise<boolean> {
  return (await reader.maybe(sql`select 1 from procurement.check_permit(${code})`)) !== undefined;
}

export type LotToLabel = { code: string; facility_id: string; product_id: string; made_on: string; best_before: string | null; inspected: boolean };
/** A lot in the actor's reach, for its label. */
export function lotToLabel(reader: Reader, code: string): Promise<LotToLabel> {
  return reader.one(sql`
    select l.code, l.facility_id, c.product_id, l.made_on, c.best_before, c.inspected from inventory.lot_published l cross join lateral inventory.check_lot(l.code) c where l.code = ${code}`);
}

export type Window = { published_at: Date; withdrawn_at: Date | null; slug: string; price_idr: number };
export function windowOf(reader: Reader, product_id: string): Promise<Window | undefined> {
  return reader.maybe(sql`select published_at, withdrawn_at, slug, price_idr from catalogue.listing where product_id = ${product_id}`);
}

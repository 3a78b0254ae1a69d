import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { dayIn } from '#kernel/calendar.ts';
import { facilityById } from '#organisation';
import { methodOf, productById } from '#products';
import { checkPublishable, checkSplit, moneySplit, type MoneySplit, type Publishable } from './listing.ts';

type Which = { facility_id: string; product_id: string };

/** Puts a product into the window, or renews what stands there. Says in one refusal everything that is missing. */
export async function publishListing(tx: Tx, which: Which): Promise<{ sku: string; slug: string }> {
  permit(tx.actor, 'listing.publish');
  const { product, publishable } = await readiness(tx, which);
  checkPublishable(publishable);
  return display(tx, which, product, 'listing.published');
}

/** What is there and what is missing before a product may be published. */
export async function readiness(tx: Pick<Tx, 'one' | 'maybe' | 'all' | 'now' | 'actor'>, { facility_id, product_id }: Which): Promise<{ product: Awaited<ReturnType<typeof productById>>; publishable: Publishable }> {
  const [product, { timezone }] = [await productById(tx, facility_id, product_id), await facilityById(tx, facility_id)];
  const method = await methodOf(tx, { facility_id, product_id, day: dayIn(timezone, tx.now) });
  const category = await tx.maybe(sql`select 1 from catalogue.category where code = ${product.category}`);
  return { product, publishable: { ...product, steps: method.routing.length, materials: method.bill.length, category_known: category !== undefined } };
}

async function display(tx: Tx, { facility_id, product_id }: Which, product: Awaited<ReturnType<typeof productById>>, verb: 'listing.published' | 'listing.repriced'): Promise<{ sku: string; slug: string }> {
  const row = await tx.one<{ price_changed: boolean }>(sql`
    with old as (select price_idr from catalogue.listing where product_id = ${product_id}),
    written as (
      insert into catalogue.listing as l (product_id, facility_id, sku, slug, name_id, name_en, description_id, description_en, specification, category, unit, price_idr, price_reason, supply, lead_time_days, daily_capacity, warranty_days, weight_gram,
        shape, picture_kind, unspsc, kbli, tkdn_bp, label, facility_code, facility_name, regency, province_code, province, is_sample, published_at, search)
      select ${product_id}, f.id, ${product.sku}, ${product.slug}, ${product.name_id}, ${product.name_en}, ${product.description_id}, ${product.description_en}, ${JSON.stringify(product.specification)}::jsonb, ${product.category}, ${product.unit},
        ${product.price_idr}, ${product.price_reason ?? ''}, ${product.supply}, ${product.lead_time_days}, ${product.daily_capacity}, ${product.warranty_days}, ${product.weight_gram}, ${product.shape}, ${product.picture_kind}, ${product.unspsc}, ${product.kbli}, ${product.tkdn_bp},
        ${JSON.stringify(product.label)}::jsonb, f.code, f.name, r.name, p.code, p.name_id, ${product.is_sample} or f.is_sample, ${tx.now},
        catalogue.search_of(${product.name_id}, ${product.name_en}, ${product.category}, ${product.description_id}, ${product.description_en}, f.name || ' ' || r.name)
      from organisation.facility f join organisation.regency r on r.code = f.regency_code join organisation.province p on p.code = f.province_code where f.id = ${facility_id}
      on conflict (product_id) do update set name_id = excluded.name_id, name_en = excluded.name_en, description_id = excluded.description_id, description_en = excluded.description_en, specification = excluded.specification, category = excluded.category,
        unit = excluded.unit, price_idr = excluded.price_idr, price_reason = excluded.price_reason, supply = excluded.supply, lead_time_days = excluded.lead_time_days, daily_capacity = excluded.daily_capacity, warranty_days = excluded.warranty_days, weight_gram = excluded.weight_gram,
        shape = excluded.shape, picture_kind = excluded.picture_kind, unspsc = excluded.unspsc, kbli = excluded.kbli, tkdn_bp = excluded.tkdn_bp, label = excluded.label, facility_name = excluded.facility_name, regency = excluded.regency, province_code = excluded.province_code,
        province = excluded.province, is_sample = excluded.is_sample, search = excluded.search, version = l.version + 1, published_at = case when l.withdrawn_at is null then l.published_at else excluded.published_at end,
        withdrawn_at = null, money_split = case when l.price_idr = excluded.price_idr then l.money_split else '[]' end
      returning price_idr)
    select coalesce((select price_idr from old) <> written.price_idr, true) as price_changed from written`);
  if (row.price_changed) {
    await tx.run(sql`insert into catalogue.price_history (product_id, at, price_idr, reason) values (${product_id}, ${tx.now}, ${product.price_idr}, ${product.price_reason ?? ''}) on conflict do nothing`);
  }
  await tx.run(sql`insert into catalogue.word (word) select w from regexp_split_to_table(lower(${`${product.name_id} ${product.name_en}`}), '[^[:alnum:]]+') w where w ~ '^[[:alpha:]]{3,40}$' on conflict do nothing`);
  await showAnew(tx);
  tx.emit({ verb: 'listing.published', facility_id, subject_kind: 'product', subject_id: product_id, particulars: { sku: product.sku, price_idr: product.price_idr, ...(verb === 'listing.repriced' ? { repriced: true } : {}) } });
  return { sku: product.sku, slug: product.slug };
}

/** Takes a product out of the window. Orders already placed are kept; the listing can be published again. */
export async function withdrawListing(tx: Tx, { facility_id, product_id }: Which): Promise<void> {
  permit(tx.actor, 'listing.withdraw');
  const { sku } = await tx.one<{ sku: string }>(sql`
    update catalogue.listing l set withdrawn_at = ${tx.now}, version = version + 1 from products.product_published p
    where l.product_id = ${product_id} and l.facility_id = ${facility_id} and l.withdrawn_at is null and p.facility_id = l.facility_id and p.id = l.product_id returning l.sku`);
  await showAnew(tx);
  tx.emit({ verb: 'listing.withdrawn', facility_id, subject_kind: 'product', subject_id: product_id, particulars: { sku } });
}

/** Where a buyer's rupiah goes, computed by pay from cost sheet and split rule. Refuses a split that is not the price to the rupiah. */
export async function explainMoney(tx: Tx, { product_id, money_split, split_basis }: { product_id: string; money_split: MoneySplit; split_basis: string }): Promise<void> {
  permit(tx.actor, 'listing.explain_money');
  const split = moneySplit.parse(money_split);
  const { price_idr } = await tx.one<{ price_idr: number }>(sql`select price_idr from catalogue.listing where product_id = ${product_id} for update`);
  checkSplit(split, price_idr);
  await tx.run(sql`update catalogue.listing set money_split = ${JSON.stringify(split)}::jsonb, split_basis = ${split_basis} where product_id = ${product_id}`);
  await showAnew(tx);
}

/** A new price that holds today is shown at once, if the product stands in the window. Idempotent. */
export async function repriceListing(tx: Tx, which: Which): Promise<void> {
  const shown = await tx.maybe<{ price_idr: number }>(sql`select price_idr from catalogue.listing where product_id = ${which.product_id} and facility_id = ${which.facility_id} and withdrawn_at is null`);
  if (!shown) return;
  const product = await productById(tx, which.facility_id, which.product_id);
  if (product.price_idr !== null && product.price_idr !== shown.price_idr) await display(tx, which, product, 'listing.repriced');
}

/** Local content that two persons declared is shown at once, if the product stands in the window. Idempotent. */
export async function restateLocalContent(tx: Tx, { facility_id, product_id }: Which): Promise<void> {
  const { tkdn_bp } = await productById(tx, facility_id, product_id);
  const changed = await tx.run(sql`update catalogue.listing set tkdn_bp = ${tkdn_bp}, version = version + 1 where facility_id = ${facility_id} and product_id = ${product_id} and withdrawn_at is null and tkdn_bp is distinct from ${tkdn_bp}::int`);
  if (changed > 0) await showAnew(tx);
}

/** Prices approved for a later day come into force on it: run daily. Returns how many changed. */
export async function repriceDue(tx: Tx): Promise<number> {
  permit(tx.actor, 'listing.explain_money');
  const due = await tx.all<Which>(sql`
    select l.facility_id, l.product_id from catalogue.listing l join products.price_published p on p.facility_id = l.facility_id and p.product_id = l.product_id and p.valid @> (${tx.now}::timestamptz at time zone 'Asia/Jakarta')::date
    where l.withdrawn_at is null and p.amount_idr <> l.price_idr`);
  for (const which of due) await repriceListing(tx, which);
  return due.length;
}

async function showAnew(tx: Tx): Promise<void> {
  await tx.all(sql`select nextval('kernel.shop_version')`);
}

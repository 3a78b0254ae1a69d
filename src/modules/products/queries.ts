import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { facilityByCode, facilityById, type FacilityRow } from '#organisation';
import type { Basis } from './price-policy.ts';
import { method, type Method } from './product.ts';

export type ProductRow = { facility_id: string; id: string; sku: string; slug: string; name_id: string; name_en: string; category: string; unit: string; description_id: string; description_en: string; specification: { label_id: string; label_en: string; value: string }[]; shape: string; picture_kind: string; unspsc: string | null; kbli: string | null; tkdn_bp: number | null; warranty_days: number; weight_gram: number; lead_time_days: number; daily_capacity: number; supply: string; label: Record<string, unknown>; state: string; is_sample: boolean; price_idr: number | null; price_reason: string | null; cash_cost_idr: number | null; /** the day it is at the facility */ today: string };

const columns = sql`to_char(current_day.day, 'YYYY-MM-DD') as today, p.facility_id, p.id, p.sku, p.slug, p.name_id, p.name_en, p.category, p.unit, p.description_id, p.description_en, p.specification, p.shape, p.picture_kind, p.unspsc, p.kbli, p.tkdn_bp, p.warranty_days, p.weight_gram, p.lead_time_days, p.daily_capacity, p.supply, p.label, p.state, p.is_sample,
  (select amount_idr from products.price c where c.facility_id = p.facility_id and c.product_id = p.id and c.state = 'approved' and c.valid @> current_day.day order by lower(c.valid) desc limit 1) as price_idr,
  (select reason from products.price c where c.facility_id = p.facility_id and c.product_id = p.id and c.state = 'approved' and c.valid @> current_day.day order by lower(c.valid) desc limit 1) as price_reason,
  (select cash_cost_idr from products.cost_sheet c where c.facility_id = p.facility_id and c.product_id = p.id and c.valid_from <= current_day.day order by c.valid_from desc limit 1) as cash_cost_idr`;
// Today is the day it is at the facility.
const from = (reader: Reader) => sql`products.product p join organisation.facility f on f.id = p.facility_id cross join lateral (select (${reader.now}::timestamptz at time zone f.timezone)::date as day) current_day`;

export function productBySku(reader: Reader, sku: string): Promise<ProductRow> {
  return reader.one(sql`select ${columns} from ${from(reader)} where p.sku = ${sku}`);
}
export function productById(reader: Reader, facility_id: string, id: string): Promise<ProductRow> {
  return reader.one(sql`select ${columns} from ${from(reader)} where p.facility_id = ${facility_id} and p.id = ${id}`);
}
export function productsOf(reader: Reader, { facility_id, q = '', after = '', limit = 200 }: { facility_id: string; q?: string; after?: string; limit?: number }): Promise<ProductRow[]> {
  return reader.all(sql`
    select ${columns} from ${from(reader)} where p.facility_id = ${facility_id} and (${q} = '' or p.name_id ilike '%' || ${q} || '%' or p.name_en ilike '%' || ${q} || '%' or p.sku ilike ${q} || '%') and (${after} = '' or p.sku > ${after}) order by p.sku limit ${limit}`);
}

export type PriceRow = { id: string; amount_idr: number; reason: string; below_cost_reason: string | null; from: string; to: string | null; state: 'proposed' | 'approved' | 'refused'; prepared_person: string | null; prepared_at: Date; approved_at: Date | null; basis: Basis | null; basis_cost_idr: number | null; basis_labour_idr: number | null; margin_idr: number | null; margin_bp: number | null; market_idr: number | null; market_observations: number | null; outside_reason: string | null; policy: { of: 'cost' | 'market'; low_bp: number; high_bp: number; measured_bp: number | null; outside: boolean; legal_basis: string; since: string } | null };
export function pricesOf(reader: Reader, facility_id: string, product_id: string): Promise<PriceRow[]> {
  return reader.all(sql`
    select id, amount_idr, reason, below_cost_reason, lower(valid) as from, upper(valid) as to, state, prepared_person, prepared_at, approved_at, basis, basis_cost_idr, basis_labour_idr, margin_idr, margin_bp, market_idr, market_observations, outside_reason, policy
    from products.price where facility_id = ${facility_id} and product_id = ${product_id} order by lower(valid) desc, id desc limit 30`);
}

export type CostSheetRow = { valid_from: string; material_idr: number; auxiliary_idr: number; packaging_idr: number; energy_idr: number; depreciation_idr: number; labour_idr: number; selling_idr: number; cash_cost_idr: number; note: string };
export function costSheetsOf(reader: Reader, facility_id: string, product_id: string): Promise<CostSheetRow[]> {
  return reader.all(sql`select valid_from, material_idr, auxiliary_idr, packaging_idr, energy_idr, depreciation_idr, labour_idr, selling_idr, cash_cost_idr, note from products.cost_sheet where facility_id = ${facility_id} and product_id = ${product_id} order by valid_from desc limit 30`);
}

/** How many price proposals wait, by product. */
export async function proposalsIn(reader: Reader, facility_id: string): Promise<Map<string, number>> {
  const rows = await reader.all<{ product_id: string; n: number }>(sql`select product_id, count(*)::int as n from products.price where facility_id = ${facility_id} and state = 'proposed' group by product_id`);
  return new Map(rows.map(({ product_id, n }) => [product_id, n]));
}

export type MaterialRow = { id: string; code: string; name: string; unit: string; kind: 'raw' | 'auxiliary' | 'packaging'; unit_cost_idr: number };
export function materialsOf(reader: Reader, facility_id: string): Promise<MaterialRow[]> {
  return reader.all(sql`select id, code, name, unit, kind, unit_cost_idr from products.material where facility_id = ${facility_id} order by name limit 500`);
}

/** Workshops a step may stand in. */
export function workshopChoices(reader: Reader, facility_id: string): Promise<{ id: string; code: string; name_id: string; name_en: string }[]> {
  return reader.all(sql`select id, code, name_id, name_en from workshop.workshop_published where facility_id = ${facility_id} order by name_id`);
}

/** The facility an act or a page is about: the one named, else the actor's own. One out of reach is not there. */
export async function facilityNamed(reader: Reader, code: string | undefined): Promise<FacilityRow> {
  const { facility_ids, facility_id } = reader.actor;
  const facility = code ? await facilityByCode(reader, code) : facility_id ? await facilityById(reader, facility_id) : undefined;
  if (!facility || (facility_ids !== 'all' && !facility_ids.includes(facility.id))) throw new NotFound();
  return facility;
}

/** The method as it stands on a day: product, bill, routing, cost. */
export async function methodOf(reader: Reader, { facility_id, product_id, day }: { facility_id: string; product_id: string; day: string }): Promise<Method> {
  const row = await reader.one<{ method: unknown }>(sql`
    select json_build_object(
      'product', json_build_object('id', p.id, 'sku', p.sku, 'name_id', p.name_id, 'name_en', p.name_en, 'unit', p.unit),
      'bill', coalesce((select json_agg(json_build_object('material_id', m.id, 'code', m.code, 'name', m.name, 'unit', m.unit, 'kind', m.kind, 'quantity', b.quantity, 'waste_bp', b.waste_bp, 'unit_cost_idr', m.unit_cost_idr) order by m.code) from products.bill_line b join products.material m on m.facility_id = b.facility_id and m.id = b.material_id where b.facility_id = p.facility_id and b.product_id = p.id), '[]'),
      'routing', coalesce((select json_agg(json_build_object('step', s.step, 'name_id', s.name_id, 'name_en', s.name_en, 'workshop_id', s.workshop_id, 'standard_minutes', s.standard_minutes, 'skill_level', s.skill_level, 'inspection', s.inspection) order by s.step) from products.routing_step s where s.facility_id = p.facility_id and s.product_id = p.id), '[]'),
      'cost', (select json_build_object('material_idr', c.material_idr, 'auxiliary_idr', c.auxiliary_idr, 'packaging_idr', c.packaging_idr, 'energy_idr', c.energy_idr, 'depreciation_idr', c.depreciation_idr, 'labour_idr', c.labour_idr, 'selling_idr', c.selling_idr, 'cash_cost_idr', c.cash_cost_idr)
        from products.cost_sheet c where c.facility_id = p.facility_id and c.product_id = p.id order by (c.valid_from <= ${day}::date) desc, c.valid_from desc limit 1)) as method
    from products.product p where p.facility_id = ${facility_id} and p.id = ${product_id}`);
  return method.parse(row.method);
}

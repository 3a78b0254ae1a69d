import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { PlanState } from './loop.ts';

export type PlanRow = { id: string; facility_id: string; facility_code: string; facility_name: string; survey_id: string; year: number; state: PlanState; note: string; returned_reason: string | null; prepared_person: string | null; quantity: number; value_idr: number; kinds: number; is_sample: boolean };
const planRows = sql`
  select p.id, p.facility_id, f.code as facility_code, f.name as facility_name, p.survey_id, s.year, p.state, p.note, p.returned_reason, p.prepared_person, coalesce(l.quantity, 0)::int as quantity, coalesce(l.value_idr, 0)::bigint as value_idr, coalesce(l.kinds, 0)::int as kinds, p.is_sample
  from procurement.supply_plan p join procurement.survey s on s.id = p.survey_id join organisation.facility f on f.id = p.facility_id
    left join lateral (select sum(quantity) as quantity, sum(quantity * price_idr) as value_idr, count(*) as kinds from procurement.supply_line where facility_id = p.facility_id and plan_id = p.id) l on true`;
export const planById = (reader: Reader, id: string): Promise<PlanRow> => reader.one(sql`${planRows} where p.id = ${id}::uuid`);
export const planOf = (reader: Reader, { facility_id, survey_id }: { facility_id: string; survey_id: string }): Promise<PlanRow | undefined> => reader.maybe(sql`${planRows} where p.facility_id = ${facility_id} and p.survey_id = ${survey_id}`);
/** The plans of a year in reach, by facility. */
export const plansOf = (reader: Reader, survey_id: string): Promise<PlanRow[]> => reader.all(sql`${planRows} where p.survey_id = ${survey_id} order by f.name limit 2000`);

export type SupplyLine = { line: number; kind_id: string; kind: string; name_id: string; name_en: string; unit: string; sku: string | null; product: string | null; price_idr: number; minutes: number; machine_minutes: number; monthly: number[]; quantity: number };
export function supplyLines(reader: Reader, { facility_id, id }: Pick<PlanRow, 'facility_id' | 'id'>): Promise<SupplyLine[]> {
  return reader.all(sql`
    select l.line, l.kind_id, k.code as kind, k.name_id, k.name_en, k.unit, p.sku, p.name_id as product, l.price_idr, l.minutes, l.machine_minutes, l.monthly, l.quantity
    from procurement.supply_line l join procurement.survey_kind k on k.id = l.kind_id left join products.product_published p on p.facility_id = l.facility_id and p.id = l.product_id
    where l.facility_id = ${facility_id} and l.plan_id = ${id} order by l.line`);
}

export type MakeableProduct = { id: string; sku: string; name_id: string; name_en: string; unit: string; daily_capacity: number; price_idr: number | null };
/** What a facility can make, with the price of today where there is one. */
export function makeableProducts(reader: Reader, facility_id: string): Promise<MakeableProduct[]> {
  return reader.all(sql`
    select p.id, p.sku, p.name_id, p.name_en, p.unit, p.daily_capacity, c.amount_idr as price_idr from products.product_published p
      left join products.price_published c on c.facility_id = p.facility_id and c.product_id = p.id and c.valid @> current_date
    where p.facility_id = ${facility_id} and p.state <> 'withdrawn' order by p.name_id`);
}

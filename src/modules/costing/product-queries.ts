import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';

export type ProductCostRow = {
  sku: string; name_id: string; name_en: string; price_idr: number | null; basis: 'cost_plus' | 'market' | 'negotiated' | 'minimum' | null; margin_idr: number | null; margin_bp: number | null; cash_cost_idr: number | null; labour_idr: number | null;
  market_idr: number | null; observations: number | null; lots: number; pieces: number; actual_idr: number | null; borne_idr: number | null;
};
/** Every product of a facility: its price and what that rests on, its standard, and what a piece of a year's complete lots really cost. */
export function productCosts(reader: Reader, facility_id: string, { day, after = '', limit = 200 }: { day: string; after?: string | undefined; limit?: number | undefined }): Promise<ProductCostRow[]> {
  return reader.all(sql`
    with made as (
      select product_id, count(*)::int as lots, sum(quantity)::int as pieces, round(sum(material_idr + auxiliary_idr + packaging_idr + energy_idr + depreciation_idr)::numeric / sum(quantity))::bigint as actual_idr,
        case when bool_and(power_idr is not null and officers_idr is not null and rent_idr is not null) then round(sum(power_idr + officers_idr + rent_idr)::numeric / sum(quantity))::bigint end as borne_idr
      from costing.lot_sheet_published where facility_id = ${facility_id} and made_on > ${day}::date - 365 and final and energy_idr is not null and depreciation_idr is not null and not missing && array['no_draw', 'beyond_bill'] group by product_id)
    select p.sku, p.name_id, p.name_en, c.amount_idr as price_idr, c.basis, c.margin_idr, c.margin_bp, h.cash_cost_idr, h.labour_idr, m.market_idr, m.observations, coalesce(n.lots, 0) as lots, coalesce(n.pieces, 0) as pieces, n.actual_idr, n.borne_idr
    from products.product_published p left join products.price_basis_published c on c.facility_id = p.facility_id and c.product_id = p.id and c.state = 'approved' and c.valid @> ${day}::date
      left join lateral (select cash_cost_idr, labour_idr from products.cost_published x where x.facility_id = p.facility_id and x.product_id = p.id and x.valid_from <= ${day}::date order by x.valid_from desc limit 1) h on true
      left join products.market_on(${facility_id}::uuid, ${day}::date) m on m.product_id = p.id left join made n on n.product_id = p.id
    where p.facility_id = ${facility_id} and (${after} = '' or p.sku > ${after}) order by p.sku limit ${limit}`);
}

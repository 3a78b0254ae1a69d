import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';

export type ItemRow = { id: string; code: string; name: string; unit: string; kind: 'material' | 'product'; product_id: string | null; on_hand: number; reserved: number; minimum: number; value_idr: number };
export function items(reader: Reader, { facility_id, kind = '', q = '' }: { facility_id: string; kind?: string; q?: string }): Promise<ItemRow[]> {
  return reader.all(sql`select id, code, name, unit, kind, product_id, on_hand, reserved, minimum, value_idr from inventory.item where facility_id = ${facility_id} and (${kind} = '' or kind = ${kind}) and (${q} = '' or name ilike '%' || ${q} || '%' or code ilike ${q} || '%') order by kind desc, name limit 300`);
}
export function itemByCode(reader: Reader, facility_id: string, code: string): Promise<ItemRow> {
  return reader.one(sql`select id, code, name, unit, kind, product_id, on_hand, reserved, minimum, value_idr from inventory.item where facility_id = ${facility_id} and code = ${code}`);
}

export type CardRow = { on_day: string; ref_type: string; ref_id: string; reason: string; note: string; quantity: number; unit_cost_idr: number; left: number; left_value_idr: number };
/** The ten customary columns of a stock card, oldest first. */
export function stockCard(reader: Reader, facility_id: string, item_id: string): Promise<CardRow[]> {
  return reader.all(sql`
    select on_day, ref_type, ref_id, reason, note, quantity, unit_cost_idr, sum(quantity) over w as left, (sum(quantity::bigint * unit_cost_idr) over w)::bigint as left_value_idr
    from inventory.move where facility_id = ${facility_id} and item_id = ${item_id} window w as (order by moved_at, id) order by moved_at, id limit 1000`);
}

export type LotRow = { id: string; code: string; item_id: string; name: string; quantity: number; left_quantity: number; made_on: string; best_before: string | null; work_order_id: string | null };
export function lots(reader: Reader, facility_id: string, limit = 100): Promise<LotRow[]> {
  return reader.all(sql`select l.id, l.code, l.item_id, i.name, l.quantity, l.left_quantity, l.made_on, l.best_before, l.work_order_id from inventory.lot l join inventory.item i on i.facility_id = l.facility_id and i.id = l.item_id where l.facility_id = ${facility_id} order by l.made_on desc, l.code limit ${limit}`);
}

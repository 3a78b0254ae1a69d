import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { MoveReason } from './stock.ts';

export type ItemRow = { id: string; code: string; name: string; unit: string; kind: 'material' | 'product'; product_id: string | null; on_hand: number; reserved: number; minimum: number; value_idr: number };
const itemColumns = sql`id, code, name, unit, kind, product_id, on_hand, reserved, minimum, value_idr`;
export function items(reader: Reader, { facility_id, kind = '', q = '', after = '', limit = 300 }: { facility_id: string; kind?: string; q?: string; after?: string; limit?: number }): Promise<ItemRow[]> {
  return reader.all(sql`
    select ${itemColumns} from inventory.item where facility_id = ${facility_id} and (${kind} = '' or kind = ${kind}) and (${q} = '' or name ilike '%' || ${q} || '%' or code ilike ${q} || '%') and (${after} = '' or code > ${after}) order by code limit ${limit}`);
}
export function itemByCode(reader: Reader, facility_id: string, code: string): Promise<ItemRow> {
  return reader.one(sql`select ${itemColumns} from inventory.item where facility_id = ${facility_id} and code = ${code}`);
}
/** Where stock is below nothing or below its minimum. */
export function shortItems(reader: Reader, facility_id: string): Promise<ItemRow[]> {
  return reader.all(sql`select ${itemColumns} from inventory.item where facility_id = ${facility_id} and kind = 'material' and (on_hand < 0 or on_hand < minimum) order by on_hand - minimum, name limit 50`);
}
export function materialByCode(reader: Reader, facility_id: string, code: string): Promise<{ id: string; code: string; name: string; unit: string }> {
  return reader.one(sql`select id, code, name, unit from products.material_published where facility_id = ${facility_id} and code = ${code}`);
}
/** Registered materials that have no item in store yet. */
export function unopenedMaterials(reader: Reader, facility_id: string): Promise<{ code: string; name: string; unit: string }[]> {
  return reader.all(sql`
    select m.code, m.name, m.unit from products.material_published m where m.facility_id = ${facility_id} and not exists (select 1 from inventory.item i where i.facility_id = m.facility_id and i.material_id = m.id) order by m.name limit 500`);
}

export type MoveRow = { id: string; item_code: string; name: string; lot_code: string | null; quantity: number; reason: string; unit_cost_idr: number; ref_type: string; ref_id: string; note: string; on_day: string; moved_at: Date };
export function moves(reader: Reader, { facility_id, item_id = '', before = '', limit = 50 }: { facility_id: string; item_id?: string; before?: string; limit?: number }): Promise<MoveRow[]> {
  return reader.all(sql`
    select m.id, i.code as item_code, i.name, l.code as lot_code, m.quantity, m.reason, m.unit_cost_idr, m.ref_type, m.ref_id, m.note, m.on_day, m.moved_at
    from inventory.move m join inventory.item i on i.facility_id = m.facility_id and i.id = m.item_id left join inventory.lot l on l.facility_id = m.facility_id and l.id = m.lot_id
    where m.facility_id = ${facility_id} and (${item_id} = '' or m.item_id::text = ${item_id}) and (${before} = '' or m.id::text < ${before}) order by m.id desc limit ${limit}`);
}

export type CardRow = { on_day: string; basis: string; reason: MoveReason; note: string; quantity: number; unit_cost_idr: number; left: number; left_value_idr: number };
/**
 * A stock card's rows, oldest first; running sums over everything, shown for the newest thousand moves. The basis is the
 * paper or order a move stands on; a move for an order line shows its lot, because the line itself has no number.
 */
export function stockCard(reader: Reader, facility_id: string, item_id: string): Promise<CardRow[]> {
  return reader.all(sql`
    select on_day, basis, reason, note, quantity, unit_cost_idr, "left", left_value_idr from (
      select m.on_day, case when m.ref_type = 'order_line' or m.reason = 'output' and l.code is not null then coalesce(l.code, '') else m.ref_id end as basis, m.reason, m.note, m.quantity, m.unit_cost_idr, m.moved_at, m.id,
        sum(m.quantity) over w as "left", (sum(m.quantity::bigint * m.unit_cost_idr) over w)::bigint as left_value_idr
      from inventory.move m left join inventory.lot l on l.facility_id = m.facility_id and l.id = m.lot_id where m.facility_id = ${facility_id} and m.item_id = ${item_id} window w as (order by m.moved_at, m.id)
    ) card order by moved_at desc, id desc limit 1000`).then((rows) => (rows as CardRow[]).reverse());
}

export type LotRow = { id: string; code: string; item_id: string; name: string; quantity: number; left_quantity: number; made_on: string; best_before: string | null; work_order_id: string | null };
export function lots(reader: Reader, facility_id: string, { before = '', limit = 100 }: { before?: string; limit?: number } = {}): Promise<LotRow[]> {
  return reader.all(sql`
    select l.id, l.code, l.item_id, i.name, l.quantity, l.left_quantity, l.made_on, l.best_before, l.work_order_id from inventory.lot l join inventory.item i on i.facility_id = l.facility_id and i.id = l.item_id
    where l.facility_id = ${facility_id} and (${before} = '' or l.id::text < ${before}) order by l.id desc limit ${limit}`);
}
export function lotsOfItem(reader: Reader, facility_id: string, item_id: string): Promise<LotRow[]> {
  return reader.all(sql`
    select l.id, l.code, l.item_id, i.name, l.quantity, l.left_quantity, l.made_on, l.best_before, l.work_order_id from inventory.lot l join inventory.item i on i.facility_id = l.facility_id and i.id = l.item_id
    where l.facility_id = ${facility_id} and l.item_id = ${item_id} and l.left_quantity > 0 order by l.made_on, l.code limit 100`);
}

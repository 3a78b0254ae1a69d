import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';
import { averageCost, goodsCountedByLot, lotCode, merged, short, unknownMaterial, type Wanted } from './stock.ts';

export async function openItem(tx: Tx, item: { facility_id: string; product_id?: string; material_id?: string; code: string; name: string; unit: string; minimum?: number }): Promise<{ id: string }> {
  permit(tx.actor, 'item.open');
  return tx.one(sql`
    insert into inventory.item (facility_id, code, name, unit, kind, product_id, material_id, minimum)
    values (${item.facility_id}, ${item.code}, ${item.name}, ${item.unit}, ${item.product_id ? 'product' : 'material'}, ${item.product_id ?? null}, ${item.material_id ?? null}, ${item.minimum ?? 0}) returning id`);
}

type Move = { facility_id: string; item_id: string; quantity: number; reason: string; ref_type: string; ref_id: string; lot_id?: string; unit_cost_idr?: number; note?: string };
async function move(tx: Tx, { facility_id, item_id, quantity, reason, ref_type, ref_id, lot_id, unit_cost_idr = 0, note = '' }: Move): Promise<{ move_id: string }> {
  return tx.one(sql`
    insert into inventory.move (facility_id, item_id, lot_id, quantity, reason, unit_cost_idr, ref_type, ref_id, note, on_day, moved_by, moved_at)
    values (${facility_id}, ${item_id}, ${lot_id ?? null}, ${quantity}, ${reason}, ${unit_cost_idr}, ${ref_type}, ${ref_id}, ${note}, ${await dayAt(tx, facility_id)}, ${tx.actor.account_id}, ${tx.now}) returning id as move_id`);
}

export async function receiveMaterial(tx: Tx, input: { facility_id: string; item_id: string; quantity: number; unit_cost_idr: number; reason?: 'opening' | 'receipt'; ref_id: string; note?: string }): Promise<{ move_id: string }> {
  permit(tx.actor, 'stock.receive');
  const made = await move(tx, { ...input, reason: input.reason ?? 'receipt', ref_type: 'receipt' });
  tx.emit({ verb: 'stock.received', facility_id: input.facility_id, subject_kind: 'item', subject_id: input.item_id, particulars: { quantity: input.quantity, ref: input.ref_id } });
  return made;
}

/** Receives by the code on the label; a registered material gets its place in store with its first receipt. */
export async function receiveByCode(tx: Tx, { facility_id, code, ...receipt }: { facility_id: string; code: string; quantity: number; unit_cost_idr: number; ref_id: string; note?: string }): Promise<{ move_id: string }> {
  permit(tx.actor, 'stock.receive');
  await tx.run(sql`
    insert into inventory.item (facility_id, code, name, unit, kind, material_id) select facility_id, code, name, unit, 'material', id from products.material_published where facility_id = ${facility_id} and code = ${code} on conflict do nothing`);
  const item = await tx.maybe<{ id: string }>(sql`select id from inventory.item where facility_id = ${facility_id} and code = ${code} and kind = 'material'`);
  if (!item) throw unknownMaterial;
  return receiveMaterial(tx, { ...receipt, facility_id, item_id: item.id });
}

/**
 * A draw that happened is recorded, even below zero: the shortage becomes a task, not a lie. It leaves at the average
 * cost of what lies there, or at the material's list cost where nothing does.
 */
export async function drawMaterial(tx: Tx, input: { facility_id: string; item_id: string; quantity: number; ref_type: string; ref_id: string; note?: string }): Promise<{ move_id: string; left: number }> {
  permit(tx.actor, 'stock.draw');
  const item = await tx.one<{ on_hand: number; value_idr: number; list_cost_idr: number }>(sql`
    select i.on_hand, i.value_idr, coalesce(m.unit_cost_idr, 0) as list_cost_idr from inventory.item i left join products.material_published m on m.facility_id = i.facility_id and m.id = i.material_id
    where i.facility_id = ${input.facility_id} and i.id = ${input.item_id} and i.kind = 'material' for no key update of i`);
  const made = await move(tx, { ...input, quantity: -input.quantity, reason: 'draw', unit_cost_idr: averageCost(item) });
  const left = item.on_hand - input.quantity;
  if (left < 0) tx.emit({ verb: 'stock.negative', facility_id: input.facility_id, subject_kind: 'item', subject_id: input.item_id, particulars: { left } });
  return { ...made, left };
}

/** What was counted becomes what is there, by a move for the difference; the reason is kept. Products cannot be counted below what is promised. */
export async function countStock(tx: Tx, { facility_id, item_id, counted, note }: { facility_id: string; item_id: string; counted: number; note: string }): Promise<{ difference: number }> {
  permit(tx.actor, 'stock.count');
  const item = await tx.one<{ on_hand: number; value_idr: number; list_cost_idr: number; kind: string }>(sql`
    select i.on_hand, i.value_idr, coalesce(m.unit_cost_idr, 0) as list_cost_idr, i.kind from inventory.item i left join products.material_published m on m.facility_id = i.facility_id and m.id = i.material_id
    where i.facility_id = ${facility_id} and i.id = ${item_id} for no key update of i`);
  // Finished goods lie in lots: a count of them is made lot by lot, by scrapping or stocking.
  if (item.kind === 'product') throw goodsCountedByLot;
  const difference = counted - item.on_hand;
  if (difference !== 0) await move(tx, { facility_id, item_id, quantity: difference, reason: 'count', unit_cost_idr: averageCost(item), ref_type: 'count', ref_id: 'opname', note });
  tx.emit({ verb: 'stock.counted', facility_id, subject_kind: 'item', subject_id: item_id, particulars: { counted, difference } });
  return { difference };
}

/** A lot that passed inspection enters stock under a code that leads to product and day, never to a person. */
export async function stockLot(tx: Tx, lot: { facility_id: string; product_id: string; quantity: number; made_on: string; best_before?: string; workshop_id?: string; work_order_id?: string; inspection_id?: string; unit_cost_idr: number; for_line?: string }): Promise<{ lot_id: string; code: string }> {
  permit(tx.actor, 'lot.stock');
  const item = await productItem(tx, lot.facility_id, lot.product_id);
  const code = lotCode(lot.made_on);
  const { id } = await tx.one<{ id: string }>(sql`
    insert into inventory.lot (facility_id, code, item_id, quantity, left_quantity, made_on, best_before, workshop_id, work_order_id, inspection_id, unit_cost_idr)
    values (${lot.facility_id}, ${code}, ${item.id}, ${lot.quantity}, ${lot.quantity}, ${lot.made_on}, ${lot.best_before ?? null}, ${lot.workshop_id ?? null}, ${lot.work_order_id ?? null}, ${lot.inspection_id ?? null}, ${lot.unit_cost_idr}) returning id`);
  await move(tx, { facility_id: lot.facility_id, item_id: item.id, lot_id: id, quantity: lot.quantity, reason: 'output', ref_type: 'work_order', ref_id: lot.work_order_id ?? code, unit_cost_idr: lot.unit_cost_idr });
  if (lot.for_line) await tx.run(sql`insert into inventory.lot_for_line values (${lot.facility_id}, ${id}, ${lot.for_line})`);
  tx.emit({ verb: 'lot.stocked', facility_id: lot.facility_id, subject_kind: 'lot', subject_id: id, particulars: { code, quantity: lot.quantity } });
  return { lot_id: id, code };
}

/** Goods for sale get their item with the first lot or the first order. */
async function productItem(tx: Tx, facility_id: string, product_id: string): Promise<{ id: string }> {
  await tx.run(sql`
    insert into inventory.item (facility_id, code, name, unit, kind, product_id) select facility_id, sku, name_id, unit, 'product', id from products.product_published where facility_id = ${facility_id} and id = ${product_id} on conflict do nothing`);
  return tx.one(sql`select id from inventory.item where facility_id = ${facility_id} and product_id = ${product_id}`);
}

/** Holds pieces for an order. The check and the taking are one statement; the database has the last word (stock_not_oversold). */
export async function reserve(tx: Tx, wanted: readonly Wanted[]): Promise<void> {
  for (const asked of merged(wanted)) {
    // A second hold for the same line adds to the first: made and released as one, never changed.
    const held = await tx.maybe<{ quantity: number }>(sql`
      delete from inventory.reservation r using inventory.item i where i.facility_id = r.facility_id and i.id = r.item_id and i.product_id = ${asked.product_id} and r.facility_id = ${asked.facility_id} and r.ref_type = ${asked.ref_type} and r.ref_id = ${asked.ref_id} returning r.quantity`);
    const line = { ...asked, quantity: asked.quantity + (held?.quantity ?? 0) };
    const n = await tx.run(sql`
      insert into inventory.reservation (facility_id, item_id, ref_type, ref_id, quantity, expires_at)
      select i.facility_id, i.id, ${line.ref_type}, ${line.ref_id}, ${line.quantity}, ${line.expires_at ?? null}
      from (select facility_id, id, on_hand, reserved from inventory.item where facility_id = ${line.facility_id} and product_id = ${line.product_id} for no key update) i where i.on_hand - i.reserved >= ${line.quantity}`);
    if (n === 0) {
      const left = await tx.maybe<{ left: number }>(sql`select on_hand - reserved as left from inventory.item where facility_id = ${line.facility_id} and product_id = ${line.product_id}`);
      throw short(Math.max(0, left?.left ?? 0));
    }
  }
}

/** Lets go of a hold, whole or in part. Nothing held is nothing to let go. */
export async function release(tx: Tx, { facility_id, ref_type, ref_id, quantity }: { facility_id: string; ref_type: string; ref_id: string; quantity?: number }): Promise<void> {
  const held = await tx.all<{ item_id: string; quantity: number; expires_at: Date | null }>(sql`
    delete from inventory.reservation where facility_id = ${facility_id} and ref_type = ${ref_type} and ref_id = ${ref_id} returning item_id, quantity, expires_at`);
  if (quantity === undefined) return;
  for (const hold of held) {
    if (hold.quantity > quantity) await tx.run(sql`insert into inventory.reservation (facility_id, item_id, ref_type, ref_id, quantity, expires_at) values (${facility_id}, ${hold.item_id}, ${ref_type}, ${ref_id}, ${hold.quantity - quantity}, ${hold.expires_at})`);
  }
}

/** Holds that were for a time become holds until the goods leave. */
export async function keepHeld(tx: Tx, { facility_id, ref_type, ref_ids }: { facility_id: string; ref_type: string; ref_ids: readonly string[] }): Promise<void> {
  const held = await tx.all<{ item_id: string; ref_id: string; quantity: number }>(sql`
    delete from inventory.reservation where facility_id = ${facility_id} and ref_type = ${ref_type} and ref_id = any (${[...ref_ids]}::text[]) and expires_at is not null returning item_id, ref_id, quantity`);
  for (const { item_id, ref_id, quantity } of held) {
    await tx.run(sql`insert into inventory.reservation (facility_id, item_id, ref_type, ref_id, quantity) values (${facility_id}, ${item_id}, ${ref_type}, ${ref_id}, ${quantity})`);
  }
}

/** Unpaid holds run out; what was held can be sold again. Returns how many were released. */
export async function releaseExpired(tx: Tx): Promise<number> {
  const gone = await tx.all<{ facility_id: string; ref_id: string }>(sql`delete from inventory.reservation where expires_at < ${tx.now} returning facility_id, ref_id`);
  for (const { facility_id, ref_id } of gone) tx.emit({ verb: 'reservation.expired', facility_id, subject_kind: 'order_line', subject_id: ref_id });
  return gone.length;
}

export type Shipped = { lot_id: string; quantity: number; move_id: string };
/** Takes goods out for an order: its own work order's lots first, then the oldest. The hold ends with the goods. */
export async function shipGoods(tx: Tx, { facility_id, product_id, quantity, ref_type, ref_id }: { facility_id: string; product_id: string; quantity: number; ref_type: string; ref_id: string }): Promise<Shipped[]> {
  const item = await tx.maybe<{ id: string; on_hand: number; reserved: number }>(sql`select id, on_hand, reserved from inventory.item where facility_id = ${facility_id} and product_id = ${product_id} for no key update`);
  if (!item) throw short(0);
  const held = await tx.maybe<{ quantity: number; expires_at: Date | null }>(sql`delete from inventory.reservation where facility_id = ${facility_id} and item_id = ${item.id} and ref_type = ${ref_type} and ref_id = ${ref_id} returning quantity, expires_at`);
  const free = item.on_hand - item.reserved + (held?.quantity ?? 0);
  if (free < quantity) throw short(Math.max(0, free));
  const lots = await tx.all<{ id: string; left_quantity: number; unit_cost_idr: number }>(sql`
    select l.id, l.left_quantity, l.unit_cost_idr from inventory.lot l where l.facility_id = ${facility_id} and l.item_id = ${item.id} and l.left_quantity > 0
    order by exists (select 1 from inventory.lot_for_line f where f.facility_id = l.facility_id and f.lot_id = l.id and f.ref_id = ${ref_id}) desc, l.made_on, l.code for no key update of l`);
  const shipped: Shipped[] = [];
  let left = quantity;
  for (const lot of lots) {
    const taken = Math.min(left, lot.left_quantity);
    if (taken === 0) break;
    const { move_id } = await move(tx, { facility_id, item_id: item.id, lot_id: lot.id, quantity: -taken, reason: 'shipment', ref_type, ref_id, unit_cost_idr: lot.unit_cost_idr });
    shipped.push({ lot_id: lot.id, quantity: taken, move_id });
    left -= taken;
  }
  if (left > 0) throw short(quantity - left);
  // Part shipped: the rest stays held.
  if (held && held.quantity > quantity) await reserve(tx, [{ facility_id, product_id, quantity: held.quantity - quantity, ref_type, ref_id, ...(held.expires_at ? { expires_at: held.expires_at } : {}) }]);
  return shipped;
}

/** Rejected goods come back into their lot's item as a return, under quarantine's note. */
export async function takeBack(tx: Tx, { facility_id, product_id, quantity, ref_type, ref_id, note }: { facility_id: string; product_id: string; quantity: number; ref_type: string; ref_id: string; note: string }): Promise<void> {
  const item = await productItem(tx, facility_id, product_id);
  await move(tx, { facility_id, item_id: item.id, quantity, reason: 'return', ref_type, ref_id, note });
  // Returned goods are not sold again before somebody looked at them: they leave as scrap or come back by count.
  await move(tx, { facility_id, item_id: item.id, quantity: -quantity, reason: 'scrap', ref_type, ref_id, note: 'karantina' });
}

import { addDays, addWorkingDays, dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { unguessable } from '#kernel/numbers.ts';
import { Forbidden, Refusal } from '#kernel/refusal.ts';
import { permit } from '#kernel/policy.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { listingsBySkus, type Listing } from '#catalogue';
import { keepHeld, reserve } from '#inventory';
import { agencyById, facilityById, holidays } from '#organisation';
import type { z } from 'zod';
import { checkMove, newOrder, type Acceptance, type NewOrder, type State } from '../order.ts';
import { linesOf, orderByNumber, type OrderRow } from '../queries.ts';

export type Placed = { purchase_number: string; number: string; orders: { number: string; facility: string; total_idr: number; lines: { sku: string; quantity: number; unit_price_idr: number; supply: 'stock' | 'make' }[] }[] };

/** One order per selling facility under one purchase number. Prices are the window's own; stock is held, or the line is made to order. */
export async function placeOrder(tx: Tx, input: z.input<typeof newOrder>): Promise<Placed> {
  permit(tx.actor, 'order.place');
  const order = newOrder.parse(input);
  if (order.channel === 'agency') permit(tx.actor, 'order.prepare');
  const wanted = new Map<string, number>();
  for (const { sku, quantity } of order.lines) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
  const listings = await listingsBySkus(tx, [...wanted.keys()]);
  const missing = order.lines.findIndex(({ sku }) => !listings.some((listing) => listing.sku === sku));
  if (missing >= 0) throw new Refusal('order.unknown_sku', { id: `Produk ${order.lines[missing]?.sku} tidak ada di toko. Hapus baris itu atau pilih produk lain.`, en: `Product ${order.lines[missing]?.sku} is not in the shop. Remove the line or choose another.` }, { field: `lines.${missing}.sku`, status: 422 });
  const purchase_number = `BL${String(tx.now.getUTCFullYear()).slice(2)}-${unguessable(7)}`;
  const sellers = [...new Set(listings.map((listing) => listing.facility_id))].sort();
  const orders: Placed['orders'] = [];
  for (const facility_id of sellers) orders.push(await placeWithOne(tx, order, purchase_number, listings.filter((listing) => listing.facility_id === facility_id), wanted));
  return { purchase_number, number: orders[0]?.number ?? '', orders };
}

async function placeWithOne(tx: Tx, order: NewOrder, purchase_number: string, listings: Listing[], wanted: Map<string, number>): Promise<Placed['orders'][number]> {
  const [first] = listings;
  if (!first) throw new RangeError('no listing');
  const { facility_id } = first;
  const agency = order.channel === 'agency' ? await agencyOf(tx) : undefined;
  const number = `KB${String(tx.now.getUTCFullYear()).slice(2)}-${unguessable(7)}`;
  const lines = listings.map((listing, n) => ({ listing, line: n + 1, quantity: wanted.get(listing.sku) ?? 0 }));
  const goods_idr = lines.reduce((sum, { listing, quantity }) => sum + listing.price_idr * quantity, 0);
  const { id } = await tx.one<{ id: string }>(sql`
    insert into orders.sales_order (facility_id, number, purchase_number, channel, buyer_name, buyer_phone, buyer_email, agency_id, agency_unit, rup_code, budget_account, deliver_to, requested_on, goods_idr, placed_at, placed_by, placed_person, is_sample)
    values (${facility_id}, ${number}, ${purchase_number}, ${order.channel}, ${order.buyer.name}, ${order.buyer.phone ?? null}, ${order.buyer.email ?? null}, ${agency?.id ?? null}, ${order.buyer.unit ?? null}, ${order.buyer.rup_code ?? null}, ${order.buyer.budget_account ?? null},
      ${JSON.stringify(order.deliver_to)}::jsonb, ${order.requested_on ?? null}, ${goods_idr}, ${tx.now}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${first.is_sample}) returning id`);
  const hold = order.channel === 'public' ? new Date(tx.now.getTime() + (await ruleOn<number>(tx, 'orders.hold_hours', dayIn('Asia/Jakarta', tx.now), facility_id)).value * 3_600_000) : undefined;
  const placed: Placed['orders'][number]['lines'] = [];
  for (const { listing, line, quantity } of lines) {
    // What lies there is held; beyond that the whole line is made to order, where the maker makes to order at all.
    const supply = listing.supply === 'make' || listing.available < quantity ? 'make' : 'stock';
    if (supply === 'make' && listing.supply === 'stock' && listing.lead_time_days === 0) throw new Refusal('stock.short', { id: `Stok ${listing.name_id} tinggal ${Math.max(0, listing.available)}. Kurangi jumlahnya.`, en: `Only ${Math.max(0, listing.available)} of ${listing.name_en} left. Lower the quantity.` }, { field: 'quantity' });
    const { id: line_id } = await tx.one<{ id: string }>(sql`
      insert into orders.order_line (facility_id, order_id, line, product_id, sku, name, unit, quantity, unit_price_idr, supply) values (${facility_id}, ${id}, ${line}, ${listing.product_id}, ${listing.sku}, ${listing.name_id}, ${listing.unit}, ${quantity}, ${listing.price_idr}, ${supply}) returning id`);
    if (supply === 'stock') await reserve(tx, [{ facility_id, product_id: listing.product_id, quantity, ref_type: 'order_line', ref_id: line_id, ...(hold ? { expires_at: hold } : {}) }]);
    if (order.requested_on) await promise(tx, { facility_id, line_id, kind: 'requested', day: order.requested_on, by_side: 'buyer' });
    placed.push({ sku: listing.sku, quantity, unit_price_idr: listing.price_idr, supply });
  }
  tx.emit({ verb: 'order.placed', facility_id, subject_kind: 'order', subject_id: id, particulars: { number, channel: order.channel, total_idr: goods_idr } });
  return { number, facility: first.facility_code, total_idr: goods_idr, lines: placed };
}

async function agencyOf(tx: Tx): Promise<{ id: string }> {
  if (!tx.actor.agency_id) throw new Forbidden('order.prepare');
  return agencyById(tx, tx.actor.agency_id);
}

export async function promise(tx: Tx, p: { facility_id: string; line_id: string; kind: 'requested' | 'promised' | 'changed' | 'arrived'; day: string; reason?: string; by_side: 'buyer' | 'maker' }): Promise<void> {
  await tx.run(sql`insert into orders.promise (facility_id, line_id, kind, day, reason, by_account, by_side, at) values (${p.facility_id}, ${p.line_id}, ${p.kind}, ${p.day}, ${p.reason ?? ''}, ${tx.actor.account_id}, ${p.by_side}, ${tx.now})`);
}

/** Locks the order's row and answers it as it is now. */
export async function lockedOrder(tx: Tx, number: string): Promise<OrderRow> {
  await tx.one(sql`select 1 from orders.sales_order where number = ${number} for update`);
  return orderByNumber(tx, number);
}

export async function moveOrder(tx: Tx, order: OrderRow, to: State, particulars: Record<string, unknown> = {}): Promise<void> {
  if (order.state !== to) checkMove(order.state, to);
  await tx.run(sql`update orders.sales_order set state = ${to}, version = version + 1 where facility_id = ${order.facility_id} and id = ${order.id}`);
  tx.emit({ verb: `order.${to}`, facility_id: order.facility_id, subject_kind: 'order', subject_id: order.id, particulars: { number: order.number, ...particulars } });
}

/** The maker promises a day per line: given, or from stock and lead time in working days of the holiday calendar. */
export async function acceptOrder(tx: Tx, input: { number: string } & Acceptance): Promise<{ number: string; state: State; lines: { line: number; promised_on: string }[] }> {
  permit(tx.actor, 'order.accept');
  const order = await lockedOrder(tx, input.number);
  if (order.state !== 'placed') checkMove(order.state, 'accepted');
  const facility = await facilityById(tx, order.facility_id);
  const today = dayIn(facility.timezone, tx.now);
  const free = await holidays(tx);
  const promised: { line: number; promised_on: string }[] = [];
  for (const line of await linesOf(tx, order.id)) {
    const [listing] = await listingsBySkus(tx, [line.sku]);
    const given = input.lines?.find((each) => each.line === line.line)?.promised_on ?? input.promised_on;
    const promised_on = given ?? addWorkingDays(today, line.supply === 'stock' ? 3 : (listing?.lead_time_days ?? 14) + 3, free);
    if (promised_on < today) throw new Refusal('promise.in_past', { id: 'Janji tidak dapat di masa lalu. Pilih hari ini atau sesudahnya.', en: 'A promise cannot lie in the past. Choose today or later.' }, { field: `lines.${line.line}.promised_on`, status: 422 });
    if (promised_on > addDays(today, 730)) throw new Refusal('promise.too_far', { id: 'Janji lebih dari dua tahun. Periksa tahunnya.', en: 'A promise more than two years away. Check the year.' }, { field: `lines.${line.line}.promised_on`, status: 422 });
    await promise(tx, { facility_id: order.facility_id, line_id: line.id, kind: 'promised', day: promised_on, by_side: 'maker' });
    promised.push({ line: line.line, promised_on });
  }
  await tx.run(sql`update orders.sales_order set accepted_at = ${tx.now}, accepted_by = ${tx.actor.account_id} where facility_id = ${order.facility_id} and id = ${order.id}`);
  // An accepted order is a promise: its pieces stay held until they leave, paid or not.
  await keepHeld(tx, { facility_id: order.facility_id, ref_type: 'order_line', ref_ids: (await linesOf(tx, order.id)).map((line) => line.id) });
  await moveOrder(tx, order, 'accepted');
  return { number: order.number, state: 'accepted', lines: promised };
}

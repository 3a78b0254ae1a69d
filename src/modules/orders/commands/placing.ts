import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { unguessable } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Forbidden, Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { listingsBySkus, type ListingRow } from '#catalogue';
import { agencyByCode, agencyById, facilityById } from '#organisation';
import { newOrder, type NewOrder, type OrderWish } from '../order-input.ts';
import type { Quote } from '../delivery.ts';
import { quotesFor } from '../tariff-queries.ts';
import { writeOrder, type Supply } from './order-writing.ts';

export type PlacedOrder = { number: string; facility: string; goods_idr: number; delivery_idr: number; delivery: Quote['way']; total_idr: number; lines: { line: number; sku: string; quantity: number; unit_price_idr: number; amount_idr: number; supply: Supply }[] };
export type Placed = { purchase_number: string; number: string; orders: PlacedOrder[] };

/** One order per selling facility under one purchase number. Prices are the window's own; stock is held, or the line is made to order. */
export async function placeOrder(tx: Tx, input: OrderWish): Promise<Placed> {
  permit(tx.actor, 'order.place');
  const order = parse(newOrder, input, tx.actor.locale);
  if (order.channel === 'agency') permit(tx.actor, 'order.prepare');
  const wanted = new Map<string, number>();
  for (const { sku, quantity } of order.lines) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
  checkQuantities(wanted);
  const listings = await listingsBySkus(tx, [...wanted.keys()]);
  checkAllKnown(order, listings);
  const year = String(tx.now.getUTCFullYear()).slice(2);
  const purchase_number = `BL${year}-${unguessable(7)}`;
  const buyer = await buyerOf(tx, order);
  const orders: PlacedOrder[] = [];
  // Facilities are written to in one order, so that two purchases never wait for each other in a circle.
  for (const facility_id of [...new Set(listings.map((listing) => listing.facility_id))].sort()) {
    const number = `KB${year}-${unguessable(7)}`;
    orders.push(await placeWithOne(tx, { order, buyer, number, purchase_number, facility_id, listings: listings.filter((listing) => listing.facility_id === facility_id), wanted }));
  }
  return { purchase_number, number: orders[0]?.number ?? '', orders };
}

type Buyer = { id: string; is_sample: boolean } | null;
async function buyerOf(tx: Tx, order: NewOrder): Promise<Buyer> {
  if (order.channel === 'public') return null;
  // An officer buys for the own agency, whatever the form says; only the house itself names another.
  if (tx.actor.agency_id) return agencyById(tx, tx.actor.agency_id);
  if (tx.actor.role === 'system' && order.buyer.agency) return agencyByCode(tx, order.buyer.agency);
  throw new Forbidden('order.prepare');
}

function checkQuantities(wanted: Map<string, number>): void {
  for (const [sku, quantity] of wanted) {
    if (quantity > 100_000) throw new Refusal('order.too_many', { id: `${sku}: paling banyak 100.000 dalam satu pesanan. Bagi menjadi beberapa pesanan.`, en: `${sku}: at most 100,000 in one order. Split it into several.` }, { field: 'lines.0.quantity', status: 422 });
  }
}

function checkAllKnown(order: NewOrder, listings: ListingRow[]): void {
  const missing = order.lines.findIndex(({ sku }) => !listings.some((listing) => listing.sku === sku));
  if (missing < 0) return;
  const sku = order.lines[missing]?.sku;
  throw new Refusal('order.unknown_sku', { id: `Produk ${sku} tidak ada di toko. Hapus baris itu atau pilih produk lain.`, en: `Product ${sku} is not in the shop. Remove the line or choose another.` }, { field: `lines.${missing}.sku`, status: 422 });
}

type One = { order: NewOrder; buyer: Buyer; number: string; purchase_number: string; facility_id: string; listings: ListingRow[]; wanted: Map<string, number> };
async function placeWithOne(tx: Tx, { order, buyer, number, purchase_number, facility_id, listings, wanted }: One): Promise<PlacedOrder> {
  const facility = await facilityById(tx, facility_id);
  const today = dayIn(zoneOf(facility.timezone), tx.now);
  if (order.requested_on && order.requested_on < today) throw new Refusal('order.requested_in_past', { id: 'Tanggal yang diminta sudah lewat. Pilih hari ini atau sesudahnya.', en: 'The requested day has passed. Choose today or later.' }, { field: 'requested_on', status: 422 });
  const lines = listings.map((listing, n) => ({ listing, line: n + 1, quantity: wanted.get(listing.sku) ?? 0 }));
  const goods_idr = lines.reduce((sum, { listing, quantity }) => sum + listing.price_idr * quantity, 0);
  const weight_gram = lines.reduce((sum, { listing, quantity }) => sum + listing.weight_gram * quantity, 0);
  const places = (order.places ?? []).filter((place) => place.lines.some(({ sku, quantity }) => quantity > 0 && listings.some((listing) => listing.sku === sku)));
  const { lines: _lines, ...first } = places[0] ?? { lines: [], ...order.deliver_to };
  const { amount_idr: delivery_idr, ...reckoned } = places.length > 1 ? await carriageTo(tx, facility_id, places, listings)
    : ((await quotesFor(tx, first.regency, [{ facility_id, goods_idr, weight_gram, collect: order.deliver_to.collect === true }])).get(facility_id) ?? { way: 'agreed' as const, amount_idr: 0 });
  const written = await writeOrder(tx, {
    facility, number, purchase_number, channel: order.channel, buyer: order.buyer, agency: buyer, deliver_to: places.length > 0 ? first : order.deliver_to, places, requested_on: order.requested_on, delivery_idr, delivery: reckoned,
    expires_at: order.channel === 'public' ? await holdUntil(tx, facility_id, today) : undefined,
    lines: lines.map(({ listing, line, quantity }) => ({ line, goods: listing, quantity, unit_price_idr: listing.price_idr, budget_account: order.lines.find(({ sku }) => sku === listing.sku)?.budget_account })),
  });
  return { number, facility: facility.code, goods_idr, delivery_idr, delivery: reckoned.way, total_idr: goods_idr + delivery_idr, lines: written.lines.map(({ line_id: _id, ...line }) => line) };
}

/** Each place's carriage is reckoned by itself; one that is not known leaves the whole to be agreed with the unit. */
async function carriageTo(tx: Tx, facility_id: string, places: NonNullable<NewOrder['places']>, listings: ListingRow[]): Promise<Quote> {
  const quotes: Quote[] = [];
  for (const { regency, lines } of places) {
    const goods = lines.flatMap(({ sku, quantity }) => listings.filter((listing) => listing.sku === sku).map((listing) => ({ goods_idr: listing.price_idr * quantity, weight_gram: listing.weight_gram * quantity })));
    const parcel = { facility_id, goods_idr: goods.reduce((sum, each) => sum + each.goods_idr, 0), weight_gram: goods.reduce((sum, each) => sum + each.weight_gram, 0) };
    quotes.push((await quotesFor(tx, regency, [parcel])).get(facility_id) ?? { way: 'agreed', amount_idr: 0 });
  }
  const [first] = quotes;
  if (first?.way !== 'courier' || quotes.some(({ way }) => way !== 'courier')) return { way: 'agreed', amount_idr: 0 };
  return { ...first, amount_idr: quotes.reduce<number>((sum, { amount_idr }) => sum + amount_idr, 0), kilograms: quotes.reduce<number>((sum, quote) => sum + (quote.way === 'courier' ? quote.kilograms : 0), 0) };
}

/** How long an unpaid public order holds its pieces. */
async function holdUntil(tx: Tx, facility_id: string, today: string): Promise<Date> {
  const { value } = await ruleOn<number>(tx, 'orders.hold_hours', today, facility_id);
  return new Date(tx.now.getTime() + Number(value) * 3_600_000);
}

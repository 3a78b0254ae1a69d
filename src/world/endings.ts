// What does not go the usual way, so that its screens are alive: delivery charges, wages by rate, orders that end early, money that goes back, a division that is taken back.
import { addDays } from '#kernel/calendar.ts';
import { reading, transact, type Db } from '#kernel/db.ts';
import { system, visitor } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { approveRefund, approveTariff, cancelOrder, placeOrder, prepareRefund, proposeTariff, reachOfLines, recordPayment } from '#orders';
import { adoptSplitRule, adoptWageRate, approveReversal, approveSettlement, prepareSettlement, proposeReversal } from '#pay';
import type { Established } from './establishment.ts';
import { at, type Place } from './life.ts';

/** Every third facility has none and agrees delivery with each buyer, as most do today. */
export async function setDelivery(db: Db, place: Established, index: number, from: string): Promise<void> {
  if (index % 3 === 2) return;
  const { facility_id, staff } = place;
  const charges = [['regency', 'per_order', 15_000, 500_000], ['province', 'per_kg', 4_000, 2_000_000], ['island', 'per_kg', 9_000, undefined], ['elsewhere', 'per_kg', 14_000, undefined]] as const;
  const ids = await transact(db, { actor: staff.section_head, now: at(place, from, '09:00') }, async (tx) => {
    const made: string[] = [];
    for (const [zone, basis, amount_idr, free_from_idr] of charges) made.push((await proposeTariff(tx, { facility_id, zone, basis, amount_idr, from, reason: 'Daftar tarif pengangkut setempat (data contoh)', ...(free_from_idr ? { free_from_idr } : {}) })).id);
    return made;
  });
  await transact(db, { actor: staff.facility_head, now: at(place, from, '11:00') }, async (tx) => {
    for (const id of ids) await approveTariff(tx, { facility_id, id });
  });
}

/** Batik is paid by the piece and bread by the hour, as the sources report of Kendal and Pekanbaru. */
export async function setRates(db: Db, place: Established, from: string): Promise<void> {
  const { facility_id } = place;
  const shares = [{ to: 'state' as const, percent: 10 }, { to: 'capital' as const, percent: 90 }];
  await transact(db, { actor: system, now: at(place, from, '10:00') }, async (tx) => {
    for (const [activity, basis, team] of [['batik', 'piece', 'output'], ['bakery', 'time', 'hours']] as const) {
      const products = place.products.filter((product) => product.category === activity);
      if (products.length === 0) continue;
      await adoptSplitRule(tx, { facility_id, activity, basis, team, from, legal_basis: 'Keputusan kepala UPT, pola yang dilaporkan Kendal dan Pekanbaru (data contoh)', shares });
      const set = { facility_id, basis, from, legal_basis: 'Keputusan kepala UPT (data contoh)' };
      if (basis === 'piece') for (const { sku, offer } of products) await adoptWageRate(tx, { ...set, sku, amount_idr: Math.round(offer.price_idr / 4000) * 1000 });
      else for (const skill_level of [1, 2, 3, 4, 5]) await adoptWageRate(tx, { ...set, skill_level, amount_idr: 1_000 + 200 * skill_level });
    }
  });
}

/** One order that nobody paid, which the expiry ends when the world is whole; one that was paid, cancelled and refunded; at the first facility one whose refund waits for its head. */
export async function endEarly(db: Db, place: Place, index: number, today: string): Promise<void> {
  const { facility_id, staff } = place;
  const product = place.products[0];
  if (!product) return;
  const lines = [{ sku: product.sku, quantity: 1 }];
  const order = async (day: string, name: string): Promise<string> => (await transact(db, { actor: visitor, reach: await reachOfLines(db, lines), now: at(place, day, '15:20') }, (tx) => placeOrder(tx, {
    channel: 'public', lines, buyer: { name, phone: '08000009001' }, deliver_to: { name, address: 'Jalan Contoh Kenanga 3', regency: 'Kota Palangkaraya', postcode: '10000' },
  }))).number;
  await order(addDays(today, -6), 'Pembeli Contoh Lupa');
  if (index > 3) return;
  const number = await order(addDays(today, -9), 'Pembeli Contoh Pindah');
  await transact(db, { actor: staff.treasurer, now: at(place, addDays(today, -8), '10:00') }, async (tx) => {
    const { total_idr } = await tx.one<{ total_idr: number }>(sql`select total_idr from orders.order_published where number = ${number}`);
    await recordPayment(tx, { number, method: 'transfer', amount_idr: total_idr, reference: `REF-${number}` });
  });
  await transact(db, { actor: staff.section_head, now: at(place, addDays(today, -5), '09:00') }, (tx) => cancelOrder(tx, { number, code: 'BUYER', reason: 'Pembeli pindah kota sebelum barang dibuat' }));
  const refund = await transact(db, { actor: staff.treasurer, now: at(place, addDays(today, -4), '09:30') }, (tx) => prepareRefund(tx, { number, method: 'transfer', payee: 'Pembeli Contoh Pindah', reference: 'Bank Contoh 000-111', reason: 'Pesanan dibatalkan sebelum dibuat' }));
  if (index > 0) await transact(db, { actor: staff.facility_head, now: at(place, addDays(today, -3), '10:30') }, (tx) => approveRefund(tx, { number, id: refund.id }));
  await takeBack(db, place, index, facility_id, today);
}

/** The newest division: at the first facility a reversal waits; at the others it was approved and the order was divided again. */
async function takeBack(db: Db, place: Place, index: number, facility_id: string, today: string): Promise<void> {
  const { staff } = place;
  const found = await reading(db, { actor: staff.treasurer }, (reader) => reader.maybe<{ id: string; order_number: string }>(sql`
    select s.id, s.order_number from pay.settlement_published s where s.facility_id = ${facility_id} and s.state = 'approved' and not exists (select 1 from pay.deposit_line_published l where l.facility_id = s.facility_id and l.settlement_id = s.id)
    order by s.number desc limit 1`));
  if (!found) return;
  const asked = await transact(db, { actor: staff.treasurer, now: at(place, addDays(today, -2), '09:00') }, (tx) => proposeReversal(tx, { settlement_id: found.id, reason: 'Regu pada hari itu salah dicatat (data contoh)' })).catch(takenOut);
  if (!asked || index === 0) return;
  await transact(db, { actor: staff.facility_head, now: at(place, addDays(today, -2), '13:00') }, (tx) => approveReversal(tx, { id: asked.id }));
  if (index === 1) return;
  const again = await transact(db, { actor: staff.section_head, now: at(place, addDays(today, -1), '09:00') }, (tx) => prepareSettlement(tx, { order_number: found.order_number }));
  await transact(db, { actor: staff.facility_head, now: at(place, addDays(today, -1), '11:00') }, (tx) => approveSettlement(tx, { facility_id, id: again.id }));
}

/** Savings that people took out cannot be taken back: then this facility has no reversal to show. */
function takenOut(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error;
}

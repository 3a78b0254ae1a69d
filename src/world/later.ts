// What comes to light after the money was divided, at two facilities: a price both sides lowered and its difference; and the other reading of the law, under which people wait for the budget.
import { addDays } from '#kernel/calendar.ts';
import { reading, transact, type Db } from '#kernel/db.ts';
import { system } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { approveAdjustment, prepareAdjustment } from '#orders';
import { adoptReading, approveDifference, approveSettlement, prepareDifference, prepareSettlement } from '#pay';
import { at, type Place } from './life.ts';

export async function comesToLight(db: Db, place: Place, index: number, today: string): Promise<void> {
  if (index === 2) await cheaper(db, place, today);
  if (index === 3) await throughTheBudget(db, place, today);
}

/** The newest division: its goods had a fault, and both sides agreed to a twentieth less. Another such price waits for the head. */
async function cheaper(db: Db, place: Place, today: string): Promise<void> {
  const { facility_id, staff } = place;
  const found = await reading(db, { actor: staff.treasurer }, (reader) => reader.all<{ id: string; order_number: string; gross_idr: number }>(sql`
    select id, order_number, gross_idr from pay.settlement_published where facility_id = ${facility_id} and state = 'approved' order by number limit 2`));
  for (const [n, { id, order_number: number, gross_idr }] of found.entries()) {
    const made = await transact(db, { actor: staff.section_head, now: at(place, addDays(today, -2), `09:${10 + n}`) }, (tx) => prepareAdjustment(tx, { number, line: 1, kind: 'price', amount_idr: -Math.max(1, Math.round(gross_idr / 20)), paper: `ADD-CONTOH-${n + 1}`, reason: 'Lapisan akhir tidak rata, disepakati lebih murah (data contoh)' }));
    if (n > 0) return;
    await transact(db, { actor: staff.facility_head, now: at(place, addDays(today, -2), '11:00') }, (tx) => approveAdjustment(tx, { number, id: made.id }));
    const difference = await transact(db, { actor: staff.treasurer, now: at(place, addDays(today, -1), '09:00') }, (tx) => prepareDifference(tx, { settlement_id: id, reason: 'Harga disepakati turun setelah serah terima (data contoh)' }));
    if (difference.id) await transact(db, { actor: staff.facility_head, now: at(place, addDays(today, -1), '11:00') }, (tx) => approveDifference(tx, { id: difference.id ?? '' }));
  }
}

/** One facility tries the reading that deposits everything: its next sale is owed to the treasury whole. */
async function throughTheBudget(db: Db, place: Place, today: string): Promise<void> {
  const { facility_id, staff } = place;
  const order = await reading(db, { actor: staff.treasurer }, (reader) => reader.maybe<{ number: string }>(sql`
    select o.number from orders.order_published o where o.facility_id = ${facility_id} and o.state = 'handed_over' and o.due_idr > 0 and o.due_idr <= o.paid_idr - o.refunded_idr and not exists (select 1 from pay.settlement_published s where s.facility_id = o.facility_id and s.order_id = o.id and s.state not in ('refused', 'reversed')) order by o.number limit 1`));
  await transact(db, { actor: system, now: at(place, addDays(today, -2), '08:00') }, (tx) => adoptReading(tx, { facility_id, reading: 'deposit_all', from: addDays(today, -2), legal_basis: 'UU 9/2018 PNBP: seluruh penerimaan melalui APBN, digunakan kembali dengan izin (uji coba, data contoh)' }));
  if (!order) return;
  const made = await transact(db, { actor: staff.section_head, now: at(place, addDays(today, -1), '09:30') }, (tx) => prepareSettlement(tx, { order_number: order.number }));
  await transact(db, { actor: staff.facility_head, now: at(place, addDays(today, -1), '10:30') }, (tx) => approveSettlement(tx, { id: made.id }));
}

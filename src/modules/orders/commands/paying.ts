// Money that arrives: recorded by the treasurer, or announced once by the payment provider.
import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { rupiah } from '#kernel/money.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { keepHeld } from '#inventory';
import { post } from '#ledger';
import { leftToPay } from '../order.ts';
import { payment, type Payment } from '../order-input.ts';
import type { PaymentPort } from '../payment-port.ts';
import { linesOf, type ChargeRow, type OrderRow } from '../queries.ts';
import { lockedOrder, told } from './order-row.ts';
import { issueReceipt } from './papers.ts';

export type Recorded = { number: string; payment: string; paid_idr: number; left_idr: number; document: string };

/** Money that arrived, once per way and reference; never more than is owed. */
export async function recordPayment(tx: Tx, { number, ...rest }: { number: string } & Payment): Promise<Recorded> {
  permit(tx.actor, 'payment.record');
  const input = parse(payment, rest, tx.actor.locale);
  const order = await lockedOrder(tx, number);
  if (order.state === 'cancelled') throw new Refusal('order.cancelled', { id: 'Pesanan ini dibatalkan. Kembalikan uangnya kepada pembeli.', en: 'This order is cancelled. Return the money to the buyer.' });
  return record(tx, order, input);
}

async function record(tx: Tx, order: OrderRow, input: Payment): Promise<Recorded> {
  const { number } = order;
  // Money the provider took for an order that had ended meanwhile is in the bank all the same: it is recorded, and is to be refunded.
  const late = order.state === 'cancelled';
  const left = late ? input.amount_idr : leftToPay(order);
  if (left === 0) throw new Refusal('payment.nothing_owed', { id: 'Pesanan ini sudah lunas. Periksa nomor pesanannya.', en: 'This order is fully paid. Check its number.' });
  if (input.amount_idr > left) throw new Refusal('payment.too_much', { id: `Tagihan tinggal ${rupiah(left)}. Periksa jumlahnya.`, en: `Only ${rupiah(left)} is owed. Check the amount.` }, { field: 'amount_idr', status: 422 });
  const today = dayIn(zoneOf(order.timezone), tx.now);
  const paid_on = input.paid_on ?? today;
  if (paid_on > today) throw new Refusal('payment.in_future', { id: 'Tanggal bayar belum tiba. Isi hari ini atau sebelumnya.', en: 'The day of payment has not come. Enter today or an earlier day.' }, { field: 'paid_on', status: 422 });
  const year = Number(today.slice(0, 4));
  const payment_number = `KW-${year}-${String(await nextNumber(tx, 'payment', order.facility_id, year)).padStart(4, '0')}`;
  const payer = input.payer ?? order.buyer_name;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into orders.payment (facility_id, number, order_id, method, amount_idr, paid_on, reference, payer, recorded_by, recorded_at)
    values (${order.facility_id}, ${payment_number}, ${order.id}, ${input.method}, ${input.amount_idr}, ${paid_on}, ${input.reference}, ${payer}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  // Cash is in somebody's hands until it is in the bank.
  await post(tx, { facility_id: order.facility_id, on_day: today, kind: 'payment', ref_type: 'payment', ref_id: id, memo: `Pembayaran ${payment_number}, pesanan ${number}`, lines: [{ account: input.method === 'cash' ? '1110' : '1100', amount_idr: input.amount_idr }, { account: '1200', amount_idr: -input.amount_idr }] });
  const lines = await linesOf(tx, order.id);
  // Paid pieces are held until they leave, whatever the hour.
  if (order.state === 'placed' && input.amount_idr === left) await keepHeld(tx, { facility_id: order.facility_id, ref_type: 'order_line', ref_ids: lines.map((line) => line.id) });
  const { code } = await issueReceipt(tx, order, { number: payment_number, method: input.method, amount_idr: input.amount_idr, paid_on, reference: input.reference, lines });
  told(tx, order, 'payment.recorded', { payment: payment_number, amount_idr: input.amount_idr, method: input.method, left_idr: left - input.amount_idr });
  return { number, payment: payment_number, paid_idr: order.paid_idr + input.amount_idr, left_idr: left - input.amount_idr, document: code };
}

/** Asks the provider for a way to pay what is still owed; an open charge for the same sum is given again. */
export async function requestCharge(tx: Tx, port: PaymentPort, { number, method }: { number: string; method: 'qris' | 'va' }): Promise<ChargeRow> {
  permit(tx.actor, 'order.place');
  const order = await lockedOrder(tx, number);
  const amount_idr = order.state === 'cancelled' ? 0 : leftToPay(order);
  if (amount_idr === 0) throw new Refusal('payment.nothing_owed', { id: 'Pesanan ini tidak perlu dibayar lagi. Periksa nomor pesanannya, atau susun pengembalian.', en: 'There is nothing left to pay for this order. Check the order number, or prepare a refund.' });
  const open = await tx.maybe<ChargeRow>(sql`
    select id, method, amount_idr, payload, expires_at, paid_event is not null as paid from orders.charge
    where facility_id = ${order.facility_id} and order_id = ${order.id} and method = ${method} and amount_idr = ${amount_idr} and paid_event is null and expires_at > ${tx.now} order by created_at desc limit 1`);
  if (open) return open;
  const { id } = await tx.one<{ id: string }>(sql`select kernel.new_id() as id`);
  const { payload, expires_at } = await port.charge({ id, number, method, amount_idr, now: tx.now });
  return tx.one(sql`
    insert into orders.charge (facility_id, id, order_id, method, amount_idr, payload, expires_at, created_at) values (${order.facility_id}, ${id}, ${order.id}, ${method}, ${amount_idr}, ${payload}, ${expires_at}, ${tx.now})
    returning id, method, amount_idr, payload, expires_at, false as paid`);
}

/** The provider's own event says a charge is paid. Heard twice, it is one payment; `event_id` is the provider's. */
export async function confirmCharge(tx: Tx, { charge_id, event_id }: { charge_id: string; event_id: string }): Promise<Recorded | undefined> {
  permit(tx.actor, 'payment.record');
  const charge = await tx.maybe<{ facility_id: string; method: 'qris' | 'va'; amount_idr: number; paid_event: string | null; number: string; buyer_name: string }>(sql`
    select c.facility_id, c.method, c.amount_idr, c.paid_event, o.number, o.buyer_name from orders.charge c join orders.sales_order o on o.facility_id = c.facility_id and o.id = c.order_id where c.id = ${charge_id}::uuid for update of c`);
  if (!charge) throw new NotFound();
  if (charge.paid_event !== null) return undefined;
  await tx.run(sql`update orders.charge set paid_event = ${event_id} where facility_id = ${charge.facility_id} and id = ${charge_id}::uuid`);
  return record(tx, await lockedOrder(tx, charge.number), { method: charge.method, amount_idr: charge.amount_idr, reference: event_id });
}

// How an order ends early: cancelled by a person, cancelled by the clock when nobody pays, closed with fewer pieces than were ordered.
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { release } from '#inventory';
import { checkMove, unshipped, waiting, type CancelCode, type State } from '../order.ts';
import { cancellation, shortClosing } from '../order-input.ts';
import { linesOf, orderByNumber, unpaidPast, type LineRow, type OrderRow } from '../queries.ts';
import { notAccepted } from '../refusals.ts';
import { countCalled } from './framework-count.ts';
import { lockedOrder, moveOrder, told } from './order-row.ts';

export type Cancelled = { number: string; state: State; refund_idr: number };

/** Before anything left: what was held is free again, and what was paid is to be refunded. An agency withdraws its own order only before its officer signed. */
export async function cancelOrder(tx: Tx, { number, ...rest }: { number: string; code?: Exclude<CancelCode, 'UNPAID'> | undefined; reason: string }): Promise<Cancelled> {
  permit(tx.actor, 'order.cancel');
  const { code, reason } = parse(cancellation, rest, tx.actor.locale);
  const order = await lockedOrder(tx, number);
  checkMove(order.state, 'cancelled');
  if (tx.actor.agency_id && order.committed_at) throw new Refusal('order.committed_already', { id: 'Surat pesanan sudah ditandatangani. Mintalah UPT membatalkannya.', en: 'The order letter is signed. Ask the facility to cancel it.' });
  const lines = await linesOf(tx, order.id);
  if (lines.some((line) => line.shipped > 0)) throw new Refusal('order.shipped', { id: 'Sebagian sudah dikirim, jadi tidak dapat dibatalkan. Setelah yang dikirim diterima, tutup pesanan dengan kekurangan.', en: 'Part of it has been shipped, so it cannot be cancelled. Once that is received, close the order short.' });
  await end(tx, order, lines, code ?? (tx.actor.agency_id ? 'BUYER' : 'OTHER'), reason);
  return { number, state: 'cancelled', refund_idr: order.paid_idr - order.refunded_idr };
}

/** Public orders that nobody answered and nobody paid within the hours of the rule. The clock runs it each minute; returns how many ended. */
export async function expireUnpaid(tx: Tx): Promise<number> {
  permit(tx.actor, 'order.expire');
  const due = await unpaidPast(tx, tx.now);
  for (const { number, hours } of due) {
    const order = await orderByNumber(tx, number);
    await end(tx, order, await linesOf(tx, order.id), 'UNPAID', `Tidak dibayar dalam ${hours} jam`);
  }
  return due.length;
}

async function end(tx: Tx, order: OrderRow, lines: LineRow[], code: CancelCode, reason: string): Promise<void> {
  for (const line of lines) {
    await release(tx, { facility_id: order.facility_id, ref_type: 'order_line', ref_id: line.id });
    await countCalled(tx, order, line, { pieces: -line.quantity, value_idr: -line.amount_idr });
  }
  await tx.run(sql`update orders.sales_order set cancelled_at = ${tx.now}, cancelled_by = ${tx.actor.account_id}, cancel_reason = ${reason}, cancel_code = ${code} where facility_id = ${order.facility_id} and id = ${order.id}`);
  // The workshop hears of its lines: what it has not begun, it need not begin.
  await moveOrder(tx, order, 'cancelled', { code, reason, lines: lines.map((line) => line.id) });
}

export type ClosedShort = { number: string; state: State; short: { line: number; quantity: number }[] };

/** The rest is not delivered any more: the order ends with what was accepted, and what was paid beyond it is to be refunded. */
export async function closeShort(tx: Tx, { number, ...rest }: { number: string; reason: string }): Promise<ClosedShort> {
  permit(tx.actor, 'order.close_short');
  const { reason } = parse(shortClosing, rest, tx.actor.locale);
  const order = await lockedOrder(tx, number);
  if (order.state === 'placed') throw notAccepted;
  checkMove(order.state, 'shipped');
  const lines = await linesOf(tx, order.id);
  if (lines.every((line) => line.shipped === 0)) throw new Refusal('order.nothing_shipped', { id: 'Belum ada yang dikirim. Batalkan pesanan ini.', en: 'Nothing has been shipped. Cancel this order.' });
  if (lines.some((line) => waiting(line) > 0)) throw new Refusal('order.not_received', { id: 'Barang yang sudah dikirim belum diterima. Catat serah terimanya dahulu.', en: 'What was shipped is not received yet. Record its handover first.' });
  const short = lines.filter((line) => unshipped(line) > 0).map((line) => ({ line, quantity: unshipped(line) }));
  for (const { line, quantity } of short) {
    await tx.run(sql`insert into orders.shortfall (facility_id, line_id, quantity, reason, recorded_by, recorded_at) values (${order.facility_id}, ${line.id}, ${quantity}, ${reason}, ${tx.actor.account_id}, ${tx.now})`);
    await release(tx, { facility_id: order.facility_id, ref_type: 'order_line', ref_id: line.id });
    await countCalled(tx, order, line, { pieces: -quantity, value_idr: -quantity * line.unit_price_idr });
  }
  const named = short.map(({ line, quantity }) => ({ line: line.line, quantity }));
  await moveOrder(tx, order, 'shipped', { short: named });
  await moveOrder(tx, { ...order, state: 'shipped' }, 'handed_over', { short: named, reason });
  told(tx, order, 'order.closed_short', { short: named, reason, lines: short.map(({ line }) => line.id) });
  return { number, state: 'handed_over', short: named };
}

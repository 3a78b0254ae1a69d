// The maker's answer and the agency's signature: promise, commit, change.
import { addDays, addWorkingDays, dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { release } from '#inventory';
import { holidays } from '#organisation';
import { productBySku } from '#products';
import { withinLimit } from '../limits/limit-commands.ts';
import { checkMove, daysToPack, unshipped, type State } from '../order.ts';
import { acceptance, promiseChange, type Acceptance } from '../order-input.ts';
import { placesOf } from '../place-queries.ts';
import { linesOf, type LineRow, type OrderRow } from '../queries.ts';
import { notAccepted } from '../refusals.ts';
import { lineOf, lockedOrder, moveOrder, promise, told } from './order-row.ts';
import { issueOrderLetter } from './papers.ts';
import { heldOrMade } from './order-writing.ts';

export type Accepted = { number: string; state: State; lines: { line: number; promised_on: string }[] };

/** The maker promises a day per line: given, or from stock and lead time in working days of the holiday calendar. */
export async function acceptOrder(tx: Tx, { number, ...rest }: { number: string } & Acceptance): Promise<Accepted> {
  permit(tx.actor, 'order.accept');
  const input = parse(acceptance, rest, tx.actor.locale);
  const order = await lockedOrder(tx, number);
  checkMove(order.state, 'accepted');
  const today = dayIn(zoneOf(order.timezone), tx.now);
  const free = await holidays(tx);
  const lines = await linesOf(tx, order.id);
  for (const { line } of input.lines ?? []) lineOf(lines, line);
  const promised: Accepted['lines'] = [];
  for (const line of lines) {
    const { supply, lead_time_days } = await keptOrMade(tx, order, line);
    const given = input.lines?.find((each) => each.line === line.line)?.promised_on ?? input.promised_on;
    const promised_on = given ?? addWorkingDays(today, (supply === 'make' ? lead_time_days : 0) + daysToPack, free);
    checkDay(promised_on, today, `lines.${line.line - 1}.promised_on`);
    await promise(tx, { facility_id: order.facility_id, line_id: line.id, kind: 'promised', day: promised_on, by_side: 'maker' });
    promised.push({ line: line.line, promised_on });
  }
  await tx.run(sql`update orders.sales_order set accepted_at = ${tx.now}, accepted_by = ${tx.actor.account_id} where facility_id = ${order.facility_id} and id = ${order.id}`);
  await moveOrder(tx, order, 'accepted');
  return { number, state: 'accepted', lines: promised };
}

/** An accepted order is a promise: its pieces stay held until they leave, paid or not. A hold that ran out is taken anew, or the line is made. */
async function keptOrMade(tx: Tx, order: OrderRow, line: LineRow): Promise<{ supply: 'stock' | 'make'; lead_time_days: number }> {
  const product = await productBySku(tx, line.sku);
  if (line.supply === 'make') return { supply: 'make', lead_time_days: product.lead_time_days };
  await release(tx, { facility_id: order.facility_id, ref_type: 'order_line', ref_id: line.id });
  const supply = await heldOrMade(tx, { ...product, product_id: line.product_id, supply: 'stock' }, { facility_id: order.facility_id, quantity: line.quantity, line_id: line.id });
  if (supply === 'make') await tx.run(sql`update orders.order_line set supply = 'make' where facility_id = ${order.facility_id} and id = ${line.id}`);
  return { supply, lead_time_days: product.lead_time_days };
}

function checkDay(day: string, today: string, field: string): void {
  if (day < today) throw new Refusal('promise.in_past', { id: 'Janji tidak dapat di masa lalu. Pilih hari ini atau sesudahnya.', en: 'A promise cannot lie in the past. Choose today or later.' }, { field, status: 422 });
  if (day > addDays(today, 730)) throw new Refusal('promise.too_far', { id: 'Janji lebih dari dua tahun. Periksa tahunnya.', en: 'A promise more than two years away. Check the year.' }, { field, status: 422 });
}

/** The agency's own commitment officer signs what the maker accepted; another person than who prepared it. */
export async function commitOrder(tx: Tx, { number }: { number: string }): Promise<{ number: string; committed_at: string; document: string }> {
  permit(tx.actor, 'order.commit');
  const order = await lockedOrder(tx, number);
  if (order.agency_id === null || (tx.actor.role !== 'system' && order.agency_id !== tx.actor.agency_id)) throw new NotFound();
  return { number, committed_at: tx.now.toISOString(), document: await commitLocked(tx, order) };
}

/** The signature itself, on an order that is locked and in reach. */
export async function commitLocked(tx: Tx, order: OrderRow): Promise<string> {
  if (order.state === 'placed') throw notAccepted;
  if (order.state === 'cancelled') throw new Refusal('order.cancelled', { id: 'Pesanan ini sudah dibatalkan. Buat pesanan baru.', en: 'This order is cancelled. Make a new one.' });
  if (order.committed_at) throw new Refusal('order.committed_already', { id: 'Surat pesanan sudah terbit. Buka dokumennya.', en: 'The order letter is already issued. Open the document.' });
  if (order.agency_id !== null) await withinLimit(tx, { agency_id: order.agency_id, amount_idr: order.total_idr });
  // The constraint order_two_persons has the last word on who signs.
  await tx.run(sql`
    update orders.sales_order set committed_at = ${tx.now}, committed_by = ${tx.actor.account_id}, committed_person = ${tx.actor.person_id}, version = version + 1
    where facility_id = ${order.facility_id} and id = ${order.id}`);
  const { code } = await issueOrderLetter(tx, order, await linesOf(tx, order.id), await placesOf(tx, order.id));
  told(tx, order, 'order.committed', { document: code });
  return code;
}

/** A promise moves by a new row that says who and why; the earlier ones stay. */
export async function changePromise(tx: Tx, { number, ...rest }: { number: string; line: number; day: string; reason: string }): Promise<{ number: string; line: number; day: string }> {
  permit(tx.actor, 'promise.change');
  const { line, day, reason } = parse(promiseChange, rest, tx.actor.locale);
  const order = await lockedOrder(tx, number);
  const found = lineOf(await linesOf(tx, order.id), line);
  if (order.state === 'cancelled') throw new Refusal('order.cancelled', { id: 'Pesanan ini sudah dibatalkan, jadi tidak ada janji lagi. Buat pesanan baru bila masih perlu.', en: 'This order is cancelled, so there is no promise any more. Place a new order if it is still wanted.' });
  if (!found.promised_on) throw new Refusal('promise.none', { id: 'Belum ada janji untuk diubah. Terima pesanan dahulu.', en: 'There is no promise to change. Accept the order first.' });
  if (unshipped(found) <= 0) throw new Refusal('promise.shipped', { id: 'Barang sudah dikirim seluruhnya, jadi janjinya tidak berubah lagi. Catat serah terimanya bila barang tiba.', en: 'All of it has been shipped, so the promise no longer changes. Record the handover when it arrives.' });
  checkDay(day, dayIn(zoneOf(order.timezone), tx.now), 'day');
  await promise(tx, { facility_id: order.facility_id, line_id: found.id, kind: 'changed', day, reason, by_side: 'maker' });
  told(tx, order, 'promise.changed', { line, day, reason });
  return { number, line, day };
}

import { dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Forbidden, NotFound, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { release, shipGoods, takeBack } from '#inventory';
import { post } from '#ledger';
import { facilityById } from '#organisation';
import type { Handover, Payment, Shipment } from '../order.ts';
import { linesOf, type LineRow, type OrderRow } from '../queries.ts';
import { issueBast, issueOrderLetter, issueReceipt, issueShippingNote } from './papers.ts';
import { lockedOrder, moveOrder, promise } from './placing.ts';

/** The agency's own commitment officer signs what the maker accepted; another person than who prepared it. */
export async function commitOrder(tx: Tx, { number }: { number: string }): Promise<{ number: string; document: string }> {
  permit(tx.actor, 'order.commit');
  const order = await lockedOrder(tx, number);
  if (order.agency_id === null || order.agency_id !== tx.actor.agency_id) throw new NotFound();
  if (order.state === 'placed') throw new Refusal('order.not_accepted', { id: 'UPT belum menjawab pesanan ini. Tunggu tanggal janjinya.', en: 'The facility has not answered yet. Wait for its promised day.' });
  if (order.committed_at) throw new Refusal('order.committed_already', { id: 'Surat pesanan sudah terbit.', en: 'The order letter is already issued.' });
  if (order.state === 'cancelled') throw new Refusal('order.wrong_state', { id: 'Pesanan ini sudah dibatalkan.', en: 'This order is cancelled.' });
  await tx.run(sql`update orders.sales_order set committed_at = ${tx.now}, committed_by = ${tx.actor.account_id}, committed_person = ${tx.actor.person_id}, version = version + 1 where facility_id = ${order.facility_id} and id = ${order.id}`);
  const { code } = await issueOrderLetter(tx, order, await linesOf(tx, order.id));
  tx.emit({ verb: 'order.committed', facility_id: order.facility_id, subject_kind: 'order', subject_id: order.id, particulars: { number, document: code } });
  return { number, document: code };
}

/** A promise moves by a new row that says who and why; the earlier ones stay. */
export async function changePromise(tx: Tx, { number, line, day, reason }: { number: string; line: number; day: string; reason: string }): Promise<void> {
  permit(tx.actor, 'promise.change');
  const order = await lockedOrder(tx, number);
  const found = lineOf(await linesOf(tx, order.id), line);
  if (!found.promised_on) throw new Refusal('promise.none', { id: 'Belum ada janji untuk diubah. Terima pesanan dahulu.', en: 'There is no promise to change. Accept the order first.' });
  if (found.shipped >= found.quantity) throw new Refusal('promise.shipped', { id: 'Barang sudah dikirim seluruhnya.', en: 'All of it has been shipped.' });
  await promise(tx, { facility_id: order.facility_id, line_id: found.id, kind: 'changed', day, reason, by_side: 'maker' });
  tx.emit({ verb: 'promise.changed', facility_id: order.facility_id, subject_kind: 'order', subject_id: order.id, particulars: { number, line, day, reason } });
}

export async function cancelOrder(tx: Tx, { number, reason }: { number: string; reason: string }): Promise<void> {
  permit(tx.actor, 'order.cancel');
  const order = await lockedOrder(tx, number);
  if (order.paid_idr > 0) throw new Refusal('order.paid', { id: 'Pesanan sudah dibayar. Kembalikan pembayarannya dahulu.', en: 'The order is paid. Return the payment first.' });
  const lines = await linesOf(tx, order.id);
  if (lines.some((line) => line.shipped > 0)) throw new Refusal('order.shipped', { id: 'Sebagian sudah dikirim, jadi tidak dapat dibatalkan.', en: 'Part of it has been shipped, so it cannot be cancelled.' });
  for (const line of lines) await release(tx, { facility_id: order.facility_id, ref_type: 'order_line', ref_id: line.id });
  await tx.run(sql`update orders.sales_order set cancelled_at = ${tx.now}, cancelled_by = ${tx.actor.account_id}, cancel_reason = ${reason} where facility_id = ${order.facility_id} and id = ${order.id}`);
  await moveOrder(tx, order, 'cancelled', { reason });
}

/** Picks from lots, packs, ships; in part where only part is there. An agency's order ships once its letter is signed. */
export async function shipOrder(tx: Tx, input: { number: string } & Shipment): Promise<{ number: string; shipment: string; document: string; lines: { line: number; quantity: number }[] }> {
  permit(tx.actor, 'order.ship');
  const order = await lockedOrder(tx, input.number);
  if (order.state === 'placed') throw new Refusal('order.not_accepted', { id: 'Terima pesanan dan janjikan tanggal dahulu.', en: 'Accept the order and promise a day first.' });
  if (order.channel === 'agency' && !order.committed_at) throw new Refusal('order.not_committed', { id: 'PPK belum menandatangani surat pesanan. Tunggu, atau hubungi instansi.', en: 'The commitment officer has not signed the order letter. Wait, or call the agency.' });
  const lines = await linesOf(tx, order.id);
  const wanted = input.lines ?? lines.filter((line) => line.quantity > line.shipped).map((line) => ({ line: line.line, quantity: line.quantity - line.shipped }));
  if (wanted.length === 0) throw new Refusal('shipment.nothing_left', { id: 'Semua barang sudah dikirim.', en: 'Everything has been shipped.' });
  const year = tx.now.getUTCFullYear();
  const shipment_number = `SJ-${year}-${String(await nextNumber(tx, 'shipment', order.facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into orders.shipment (facility_id, number, order_id, carrier, tracking, packages, packed_by, shipped_at, note) values (${order.facility_id}, ${shipment_number}, ${order.id}, ${input.carrier}, ${input.tracking ?? ''}, ${input.packages ?? 1}, ${tx.actor.account_id}, ${tx.now}, ${input.note ?? ''}) returning id`);
  for (const { line, quantity } of [...wanted].sort((a, b) => a.line - b.line)) await shipLine(tx, order, lineOf(lines, line), quantity, id);
  const after = await linesOf(tx, order.id);
  const { code } = await issueShippingNote(tx, order, shipment_number, after, wanted, input.carrier, input.packages ?? 1);
  if (after.every((line) => line.shipped >= line.quantity)) await moveOrder(tx, order, 'shipped', { shipment: shipment_number });
  else tx.emit({ verb: 'order.part_shipped', facility_id: order.facility_id, subject_kind: 'order', subject_id: order.id, particulars: { number: order.number, shipment: shipment_number } });
  return { number: order.number, shipment: shipment_number, document: code, lines: wanted };
}

async function shipLine(tx: Tx, order: OrderRow, line: LineRow, quantity: number, shipment_id: string): Promise<void> {
  if (quantity > line.quantity - line.shipped) throw new Refusal('shipment.beyond_order', { id: `Baris ${line.line}: sisa ${line.quantity - line.shipped}. Kurangi jumlah kirim.`, en: `Line ${line.line}: ${line.quantity - line.shipped} left. Ship fewer.` }, { field: `lines.${line.line}.quantity`, status: 422 });
  const goods = await shipGoods(tx, { facility_id: order.facility_id, product_id: line.product_id, quantity, ref_type: 'order_line', ref_id: line.id });
  for (const lot of goods) {
    await tx.run(sql`insert into orders.shipment_line (facility_id, shipment_id, line_id, lot_id, quantity, move_id) values (${order.facility_id}, ${shipment_id}, ${line.id}, ${lot.lot_id}, ${lot.quantity}, ${lot.move_id})`);
  }
}

/** Inspection and handover (BAST), in whole or in part: what is accepted becomes a receivable; what is rejected goes back. */
export async function handOverOrder(tx: Tx, input: { number: string } & Handover): Promise<{ number: string; handover: string; document: string; accepted_idr: number }> {
  permit(tx.actor, 'order.hand_over');
  const order = await lockedOrder(tx, input.number);
  if (tx.actor.agency_id && order.agency_id !== tx.actor.agency_id) throw new Forbidden('order.hand_over');
  const facility = await facilityById(tx, order.facility_id);
  const on_day = input.on_day ?? dayIn(facility.timezone, tx.now);
  const lines = await linesOf(tx, order.id);
  const waiting = (line: LineRow) => line.shipped - line.accepted - line.rejected;
  const given = input.lines?.map((each) => ({ line: lineOf(lines, each.line), accepted: each.accepted, rejected: each.rejected ?? 0, reason: each.reason ?? '' }))
    ?? lines.filter((line) => waiting(line) > 0).map((line) => ({ line, accepted: waiting(line), rejected: 0, reason: '' }));
  if (given.length === 0) throw new Refusal('handover.nothing_shipped', { id: 'Belum ada barang yang dikirim dan menunggu diterima.', en: 'Nothing that was shipped waits to be accepted.' });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into orders.handover (facility_id, number, order_id, on_day, received_by, fits_quantity, fits_function, fits_time, note, recorded_by, recorded_at)
    values (${order.facility_id}, ${input.handover_number}, ${order.id}, ${on_day}, ${input.received_by}, ${input.fits_quantity ?? true}, ${input.fits_function ?? true}, ${input.fits_time ?? true}, ${input.note ?? ''}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  let accepted_idr = 0;
  for (const each of given) {
    if (each.accepted + each.rejected > waiting(each.line)) throw new Refusal('handover.beyond_shipped', { id: `Baris ${each.line.line}: hanya ${waiting(each.line)} yang menunggu. Periksa jumlahnya.`, en: `Line ${each.line.line}: only ${waiting(each.line)} waiting. Check the figure.` }, { field: `lines.${each.line.line}.accepted`, status: 422 });
    await tx.run(sql`insert into orders.handover_line (facility_id, handover_id, line_id, accepted, rejected, reason) values (${order.facility_id}, ${id}, ${each.line.id}, ${each.accepted}, ${each.rejected}, ${each.reason})`);
    if (each.accepted > 0) await promise(tx, { facility_id: order.facility_id, line_id: each.line.id, kind: 'arrived', day: on_day, by_side: order.channel === 'agency' ? 'buyer' : 'maker' });
    if (each.rejected > 0) await takeBack(tx, { facility_id: order.facility_id, product_id: each.line.product_id, quantity: each.rejected, ref_type: 'handover', ref_id: id, note: each.reason });
    accepted_idr += each.accepted * each.line.unit_price_idr;
  }
  if (accepted_idr > 0) {
    await post(tx, { facility_id: order.facility_id, on_day: dayIn(facility.timezone, tx.now), kind: 'sale', ref_type: 'handover', ref_id: id, memo: `Serah terima ${input.handover_number} pesanan ${order.number}`, lines: [{ account: '1200', amount_idr: accepted_idr }, { account: '2900', amount_idr: -accepted_idr }] });
  }
  const after = await linesOf(tx, order.id);
  const { code } = await issueBast(tx, order, { number: input.handover_number, on_day, received_by: input.received_by, note: input.note ?? '', lines: given.map(({ line, accepted, rejected, reason }) => ({ line, accepted, rejected, reason })), whole: after.every((line) => line.accepted >= line.quantity) });
  if (after.every((line) => line.accepted + line.rejected >= line.quantity)) await moveOrder(tx, order, 'handed_over', { handover: input.handover_number, accepted_idr });
  else tx.emit({ verb: 'order.part_handed_over', facility_id: order.facility_id, subject_kind: 'order', subject_id: order.id, particulars: { number: order.number, handover: input.handover_number, accepted_idr } });
  return { number: order.number, handover: input.handover_number, document: code, accepted_idr };
}

/** Money that arrived, once per reference; never more than is owed. */
export async function recordPayment(tx: Tx, input: { number: string } & Payment): Promise<{ payment: string; paid_idr: number; left_idr: number; document: string }> {
  permit(tx.actor, 'payment.record');
  const order = await lockedOrder(tx, input.number);
  if (order.state === 'cancelled') throw new Refusal('order.wrong_state', { id: 'Pesanan ini dibatalkan. Kembalikan uangnya kepada pembeli.', en: 'This order is cancelled. Return the money to the buyer.' });
  const left = order.total_idr - order.paid_idr;
  if (input.amount_idr > left) throw new Refusal('payment.too_much', { id: `Tagihan tinggal Rp ${left}. Periksa jumlahnya.`, en: `Only Rp ${left} is owed. Check the amount.` }, { field: 'amount_idr', status: 422 });
  const facility = await facilityById(tx, order.facility_id);
  const today = dayIn(facility.timezone, tx.now);
  const paid_on = input.paid_on ?? today;
  const year = Number(today.slice(0, 4));
  const number = `KW-${year}-${String(await nextNumber(tx, 'payment', order.facility_id, year)).padStart(4, '0')}`;
  const payer = input.payer ?? order.buyer_name;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into orders.payment (facility_id, number, order_id, method, amount_idr, paid_on, reference, payer, recorded_by, recorded_at) values (${order.facility_id}, ${number}, ${order.id}, ${input.method}, ${input.amount_idr}, ${paid_on}, ${input.reference}, ${payer}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  await post(tx, { facility_id: order.facility_id, on_day: today, kind: 'payment', ref_type: 'payment', ref_id: id, memo: `Pembayaran ${number} pesanan ${order.number}`, lines: [{ account: '1100', amount_idr: input.amount_idr }, { account: '1200', amount_idr: -input.amount_idr }] });
  const { code } = await issueReceipt(tx, order, { number, method: input.method, amount_idr: input.amount_idr, paid_on, reference: input.reference, payer, lines: await linesOf(tx, order.id) });
  tx.emit({ verb: 'payment.recorded', facility_id: order.facility_id, subject_kind: 'order', subject_id: order.id, particulars: { number: order.number, payment: number, amount_idr: input.amount_idr, method: input.method } });
  return { payment: number, paid_idr: order.paid_idr + input.amount_idr, left_idr: left - input.amount_idr, document: code };
}

function lineOf(lines: LineRow[], line: number): LineRow {
  const found = lines.find((each) => each.line === line);
  if (!found) throw new Refusal('order.no_line', { id: `Pesanan ini tidak punya baris ${line}.`, en: `This order has no line ${line}.` }, { field: 'lines', status: 422 });
  return found;
}

// Money that goes back to a buyer. The treasurer prepares it, the head of facility approves it, the ledger and a receipt follow in the same transaction.
import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { rupiah } from '#kernel/money.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { post } from '#ledger';
import { toRefund } from '../order.ts';
import { refundRefusal, refundWish, type RefundCause, type RefundWish } from '../order-input.ts';
import { refundOf, type OrderRow, type RefundRow } from '../queries.ts';
import { lockedOrder, told } from './order-row.ts';
import { issueRefundReceipt } from './papers.ts';

export type PreparedRefund = { id: string; number: string; refund: string; amount_idr: number; cause: RefundCause };

/** What was paid and is not owed: all of it, or a part. Never beyond what was paid less what was accepted. */
export async function prepareRefund(tx: Tx, { number, ...rest }: { number: string } & RefundWish): Promise<PreparedRefund> {
  permit(tx.actor, 'refund.prepare');
  const input = parse(refundWish, rest, tx.actor.locale);
  const order = await lockedOrder(tx, number);
  const free = toRefund(order) - order.refund_waiting_idr;
  if (free <= 0) throw new Refusal('refund.nothing', order.refund_waiting_idr > 0
    ? { id: 'Pengembalian sudah disusun dan menunggu persetujuan kepala UPT. Tunggu keputusannya.', en: 'A refund is prepared and waits for the head of facility. Wait for the decision.' }
    : { id: 'Pembeli tidak membayar lebih dari yang diterimanya, jadi tidak ada yang dikembalikan.', en: 'The buyer paid no more than was accepted, so there is nothing to refund.' });
  const amount_idr = input.amount_idr ?? free;
  if (amount_idr > free) throw new Refusal('refund.too_much', { id: `Yang dapat dikembalikan tinggal ${rupiah(free)}. Kurangi jumlahnya.`, en: `Only ${rupiah(free)} can be refunded. Lower the amount.` }, { field: 'amount_idr', status: 422 });
  const cause = causeOf(order);
  const year = Number(dayIn(zoneOf(order.timezone), tx.now).slice(0, 4));
  const refund = `PB-${year}-${String(await nextNumber(tx, 'refund', order.facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into orders.refund (facility_id, number, order_id, cause, amount_idr, method, payee, reference, reason, prepared_by, prepared_person, prepared_at)
    values (${order.facility_id}, ${refund}, ${order.id}, ${cause}, ${amount_idr}, ${input.method}, ${input.payee}, ${input.reference}, ${input.reason}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  told(tx, order, 'refund.prepared', { refund, amount_idr, cause });
  return { id, number, refund, amount_idr, cause };
}

const causeOf = ({ state, rejected_idr, short_idr, adjusted_idr }: OrderRow): RefundCause => (state === 'cancelled' ? 'cancelled' : rejected_idr > 0 || adjusted_idr < 0 ? 'rejected' : short_idr > 0 ? 'short' : 'other');

export type ApprovedRefund = { number: string; refund: string; amount_idr: number; journal: string; document: string };

/**
 * Another person approves. Dr 1200, Cr 1100: what came in beyond what is owed stood as a credit of the buyer in 1200, because
 * a sale (2900) is only ever posted for what was accepted. Nothing that was divided among people is touched.
 */
export async function approveRefund(tx: Tx, { number, id }: { number: string; id: string }): Promise<ApprovedRefund> {
  permit(tx.actor, 'refund.approve');
  const { order, refund } = await undecided(tx, number, id);
  if (refund.amount_idr > toRefund(order)) throw new Refusal('refund.changed', { id: `Yang dapat dikembalikan sekarang ${rupiah(toRefund(order))}. Tolak pengembalian ini, lalu susun kembali.`, en: `Only ${rupiah(toRefund(order))} can be refunded now. Refuse this refund and prepare it again.` });
  const journal = await post(tx, { facility_id: order.facility_id, on_day: dayIn(zoneOf(order.timezone), tx.now), kind: 'refund', ref_type: 'refund', ref_id: id, memo: `Pengembalian ${refund.number}, pesanan ${number}`, lines: [{ account: '1200', amount_idr: refund.amount_idr }, { account: '1100', amount_idr: -refund.amount_idr }] });
  await tx.run(sql`update orders.refund set state = 'approved', approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now}, journal_id = ${journal.journal_id} where facility_id = ${order.facility_id} and id = ${id}::uuid`);
  const { code } = await issueRefundReceipt(tx, order, refund);
  told(tx, order, 'refund.approved', { refund: refund.number, amount_idr: refund.amount_idr, journal: journal.number });
  return { number, refund: refund.number, amount_idr: refund.amount_idr, journal: journal.number, document: code };
}

export async function refuseRefund(tx: Tx, { number, id, ...rest }: { number: string; id: string; reason: string }): Promise<{ number: string; refund: string }> {
  permit(tx.actor, 'refund.approve');
  const { reason } = parse(refundRefusal, rest, tx.actor.locale);
  const { order, refund } = await undecided(tx, number, id);
  await tx.run(sql`update orders.refund set state = 'refused', refusal_reason = ${reason}, approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now} where facility_id = ${order.facility_id} and id = ${id}::uuid`);
  told(tx, order, 'refund.refused', { refund: refund.number, reason });
  return { number, refund: refund.number };
}

async function undecided(tx: Tx, number: string, id: string): Promise<{ order: OrderRow; refund: RefundRow }> {
  const order = await lockedOrder(tx, number);
  const refund = await refundOf(tx, order.id, id);
  if (refund.state !== 'prepared') throw new Refusal('refund.decided_already', { id: 'Pengembalian ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This refund is already decided. Reload the page to see the decision.' });
  if (tx.actor.person_id !== null && tx.actor.person_id === refund.prepared_person) throw new Refusal('refund.same_person', { id: 'Penyusun tidak boleh menyetujui. Mintalah kepala UPT.', en: 'Who prepares does not approve. Ask the head of facility.' });
  return { order, refund };
}

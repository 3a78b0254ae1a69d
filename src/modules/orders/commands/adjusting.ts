// After the handover: goods come back, or both sides agree to another price. The signed papers stay; what follows is a fact of its own, by two persons.
import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { takeBack } from '#inventory';
import { post } from '#ledger';
import { adjustmentOf, type AdjustmentRow } from '../adjustment-queries.ts';
import { adjustmentWish, refundRefusal, type AdjustmentWish } from '../order-input.ts';
import { linesOf, type OrderRow } from '../queries.ts';
import { lineOf, lockedOrder, told } from './order-row.ts';

export type PreparedAdjustment = { id: string; number: string; adjustment: string; amount_idr: number };

export async function prepareAdjustment(tx: Tx, { number, ...rest }: { number: string } & AdjustmentWish): Promise<PreparedAdjustment> {
  permit(tx.actor, 'adjustment.prepare');
  const input = parse(adjustmentWish, rest, tx.actor.locale);
  const order = await lockedOrder(tx, number);
  const line = lineOf(await linesOf(tx, order.id), input.line);
  if (line.accepted === 0) throw new Refusal('adjustment.not_accepted', { id: 'Baris ini belum diterima pembeli. Yang ditolak saat tiba dicatat pada BAST.', en: 'The buyer did not accept this line yet. What is rejected on arrival is written in the handover.' }, { field: 'line', status: 422 });
  const quantity = input.kind === 'return' ? (input.quantity ?? 0) : 0;
  const amount_idr = input.kind === 'return' ? -quantity * line.unit_price_idr : (input.amount_idr ?? 0);
  if (amount_idr === 0) throw new Refusal('adjustment.nothing', { id: 'Isi berapa buah yang kembali, atau berapa rupiah harga baris ini berubah.', en: 'Enter how many pieces come back, or by how many rupiah the price of this line changes.' }, { field: input.kind === 'return' ? 'quantity' : 'amount_idr', status: 422 });
  const year = Number(dayIn(zoneOf(order.timezone), tx.now).slice(0, 4));
  const adjustment = `PJ-${year}-${String(await nextNumber(tx, 'adjustment', order.facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into orders.adjustment (facility_id, number, order_id, line_id, kind, quantity, amount_idr, reason, paper, prepared_by, prepared_person, prepared_at)
    values (${order.facility_id}, ${adjustment}, ${order.id}, ${line.id}, ${input.kind}, ${quantity}, ${amount_idr}, ${input.reason}, ${input.paper}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  told(tx, order, 'adjustment.prepared', { adjustment, kind: input.kind, amount_idr });
  return { id, number, adjustment, amount_idr };
}

/** Another person approves: the goods lie in quarantine, the buyer owes less or more (1200), and the sale that was divided waits for its difference (2900). */
export async function approveAdjustment(tx: Tx, { number, id }: { number: string; id: string }): Promise<{ number: string; adjustment: string; amount_idr: number; journal: string }> {
  permit(tx.actor, 'adjustment.approve');
  const { order, adjustment } = await undecided(tx, number, id);
  const { facility_id } = order;
  const on_day = dayIn(zoneOf(order.timezone), tx.now);
  if (adjustment.quantity > 0) await takeBack(tx, { facility_id, product_id: adjustment.product_id, quantity: adjustment.quantity, ref_type: 'adjustment', ref_id: id, note: adjustment.reason });
  const { amount_idr } = adjustment;
  const journal = await post(tx, { facility_id, on_day, kind: 'sale', ref_type: 'adjustment', ref_id: id, memo: `Penyesuaian ${adjustment.number}, pesanan ${number}`, lines: [{ account: '1200', amount_idr }, { account: '2900', amount_idr: -amount_idr }] });
  await tx.run(sql`update orders.adjustment set state = 'approved', approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now}, on_day = ${on_day}, journal_id = ${journal.journal_id} where facility_id = ${facility_id} and id = ${id}::uuid`);
  told(tx, order, 'adjustment.approved', { adjustment: adjustment.number, amount_idr, journal: journal.number });
  return { number, adjustment: adjustment.number, amount_idr, journal: journal.number };
}

export async function refuseAdjustment(tx: Tx, { number, id, ...rest }: { number: string; id: string; reason: string }): Promise<{ number: string; adjustment: string }> {
  permit(tx.actor, 'adjustment.approve');
  const { reason } = parse(refundRefusal, rest, tx.actor.locale);
  const { order, adjustment } = await undecided(tx, number, id);
  await tx.run(sql`update orders.adjustment set state = 'refused', refusal_reason = ${reason}, approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now} where facility_id = ${order.facility_id} and id = ${id}::uuid`);
  told(tx, order, 'adjustment.refused', { adjustment: adjustment.number, reason });
  return { number, adjustment: adjustment.number };
}

async function undecided(tx: Tx, number: string, id: string): Promise<{ order: OrderRow; adjustment: AdjustmentRow }> {
  const order = await lockedOrder(tx, number);
  const adjustment = await adjustmentOf(tx, order.id, id);
  if (adjustment.state !== 'prepared') throw new Refusal('adjustment.decided_already', { id: 'Penyesuaian ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This adjustment is already decided. Reload the page to see the decision.' });
  if (tx.actor.person_id !== null && tx.actor.person_id === adjustment.prepared_person) throw new Refusal('adjustment.same_person', { id: 'Penyusun tidak boleh menyetujui. Mintalah kepala UPT.', en: 'Who prepares does not approve. Ask the head of facility.' });
  return { order, adjustment };
}

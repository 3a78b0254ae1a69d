// What lateness or a claim takes off a sale: a fact of its own, with its journal. What was divided among people is not touched: the division is reversed first.
import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { rupiah } from '#kernel/money.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { post } from '#ledger';
import { dueOf } from '../order.ts';
import type { OrderRow } from '../queries.ts';

export async function takeOff(tx: Tx, order: OrderRow, { kind, source_id, amount_idr, memo }: { kind: 'late' | 'claim'; source_id: string; amount_idr: number; memo: string }): Promise<void> {
  if (order.state === 'settled') throw new Refusal('credit.divided', { id: 'Uang pesanan ini sudah dibagi. Balikkan pembagiannya dahulu (dua orang), atau pilih ganti atau perbaiki.', en: 'The money of this order is divided. Reverse the division first (two persons), or choose replacement or repair.' });
  if (amount_idr > dueOf(order)) throw new Refusal('credit.too_much', { id: `Tagihan pesanan ini tinggal ${rupiah(dueOf(order))}. Potongan tidak dapat melebihinya; periksa jumlahnya.`, en: `Only ${rupiah(dueOf(order))} is owed for this order. No more can be taken off; check the amount.` });
  const { id } = await tx.one<{ id: string }>(sql`select kernel.new_id() as id`);
  const { journal_id } = await post(tx, { facility_id: order.facility_id, on_day: dayIn(zoneOf(order.timezone), tx.now), kind: 'credit', ref_type: 'credit', ref_id: id, memo: `${memo}, pesanan ${order.number}`, lines: [{ account: '2900', amount_idr }, { account: '1200', amount_idr: -amount_idr }] });
  await tx.run(sql`insert into orders.credit (facility_id, id, order_id, agency_id, kind, source_id, amount_idr, journal_id, recorded_by, at) values (${order.facility_id}, ${id}, ${order.id}, ${order.agency_id}, ${kind}, ${source_id}, ${amount_idr}, ${journal_id}, ${tx.actor.account_id}, ${tx.now})`);
}

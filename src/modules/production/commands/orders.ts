import type { Tx } from '#kernel/db.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';
import { methodOf, productBySku } from '#products';
import { checkMove, type State } from '../work-order.ts';

/** A work order keeps its method as it is today: bill, routing and cost. Later changes of the product touch later orders. */
export async function createWorkOrder(tx: Tx, input: { facility_id: string; sku: string; quantity: number; due_on: string; order_line_id?: string; note?: string }): Promise<{ id: string; number: string }> {
  permit(tx.actor, 'work_order.create');
  const { facility_id } = input;
  const product = await productBySku(tx, input.sku);
  if (product.facility_id !== facility_id) throw new Refusal('work_order.other_facility', { id: 'Produk ini milik UPT lain. Isi kode produk UPT ini sendiri.', en: 'This product belongs to another facility. Enter the code of a product of this facility.' }, { field: 'sku' });
  const today = await dayAt(tx, facility_id);
  const snapshot = await methodOf(tx, { facility_id, product_id: product.id, day: today });
  if (snapshot.bill.length === 0 || snapshot.routing.length === 0) throw noMethod;
  const year = Number(today.slice(0, 4));
  const number = `PK-${year}-${String(await nextNumber(tx, 'work_order', facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into production.work_order (facility_id, number, product_id, quantity, due_on, order_line_id, method, note, created_by, created_at)
    values (${facility_id}, ${number}, ${product.id}, ${input.quantity}, ${input.due_on}, ${input.order_line_id ?? null}, ${JSON.stringify(snapshot)}::jsonb, ${input.note ?? ''}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'work_order.created', facility_id, subject_kind: 'work_order', subject_id: id, particulars: { number, sku: input.sku, quantity: input.quantity, order_line_id: input.order_line_id ?? null } });
  return { id, number };
}

export async function releaseWorkOrder(tx: Tx, { facility_id, work_order_id }: { facility_id: string; work_order_id: string }): Promise<void> {
  permit(tx.actor, 'work_order.release');
  await move(tx, facility_id, work_order_id, 'released');
}

/** Ends an order of which nothing was inspected yet. What was drawn and made stays in the record. */
export async function cancelWorkOrder(tx: Tx, { facility_id, work_order_id }: { facility_id: string; work_order_id: string }): Promise<void> {
  permit(tx.actor, 'work_order.cancel');
  await move(tx, facility_id, work_order_id, 'cancelled');
}

/** Locks the order, checks the transition, writes it with its time. */
export async function move(tx: Tx, facility_id: string, work_order_id: string, to: State): Promise<void> {
  const { state, number } = await tx.one<{ state: State; number: string }>(sql`select state, number from production.work_order where facility_id = ${facility_id} and id = ${work_order_id} for update`);
  checkMove(state, to);
  await tx.run(sql`
    update production.work_order set state = ${to}, version = version + 1, released_at = case when ${to} = 'released' then ${tx.now}::timestamptz else released_at end, done_at = case when ${to} = 'done' then ${tx.now}::timestamptz else done_at end where facility_id = ${facility_id} and id = ${work_order_id}`);
  tx.emit({ verb: `work_order.${to}`, facility_id, subject_kind: 'work_order', subject_id: work_order_id, particulars: { number } });
}

const noMethod = new Refusal('work_order.no_method', { id: 'Produk ini belum punya daftar bahan atau langkah kerja. Lengkapi produknya dahulu.', en: 'This product has no bill or no routing yet. Complete the product first.' }, { field: 'sku', status: 422 });

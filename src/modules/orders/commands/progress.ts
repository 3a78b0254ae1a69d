// How an order moves on when others' work does. Each is idempotent: an event may come twice.
import type { Tx } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { orderByNumber, type OrderRow } from '../queries.ts';
import { moveOrder } from './placing.ts';

async function orderOfLine(tx: Tx, facility_id: string, line_id: string): Promise<OrderRow | undefined> {
  const row = await tx.maybe<{ number: string }>(sql`select o.number from orders.order_line l join orders.sales_order o on o.facility_id = l.facility_id and o.id = l.order_id where l.facility_id = ${facility_id} and l.id::text = ${line_id} for update of o`);
  return row && orderByNumber(tx, row.number);
}

export async function markInProduction(tx: Tx, facility_id: string, line_id: string): Promise<void> {
  const order = await orderOfLine(tx, facility_id, line_id);
  if (order?.state === 'accepted') await moveOrder(tx, order, 'in_production');
}

export async function markReady(tx: Tx, facility_id: string, line_id: string): Promise<void> {
  const order = await orderOfLine(tx, facility_id, line_id);
  if (order?.state !== 'accepted' && order?.state !== 'in_production') return;
  const { missing } = await tx.one<{ missing: number }>(sql`
    select count(*) as missing from orders.order_line l where l.facility_id = ${facility_id} and l.order_id = ${order.id}
      and l.quantity > coalesce((select sum(r.quantity) from inventory.reservation r where r.facility_id = l.facility_id and r.ref_type = 'order_line' and r.ref_id = l.id::text), 0)`);
  if (missing === 0) await moveOrder(tx, order, 'ready');
}

export async function markSettled(tx: Tx, facility_id: string, order_id: string): Promise<void> {
  const row = await tx.maybe<{ number: string }>(sql`select number from orders.sales_order where facility_id = ${facility_id} and id = ${order_id} and state = 'handed_over' for update`);
  if (row) await moveOrder(tx, await orderByNumber(tx, row.number), 'settled');
}

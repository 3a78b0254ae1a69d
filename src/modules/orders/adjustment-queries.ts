import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { AdjustmentKind } from './order-input.ts';

export type AdjustmentRow = { id: string; number: string; line_id: string; line: number; product_id: string; sku: string; kind: AdjustmentKind; quantity: number; amount_idr: number; reason: string; paper: string; state: 'prepared' | 'approved' | 'refused'; prepared_person: string | null; on_day: string | null; refusal_reason: string | null };
const rows = sql`select a.id, a.number, a.line_id, l.line, l.product_id, l.sku, a.kind, a.quantity, a.amount_idr, a.reason, a.paper, a.state, a.prepared_person, a.on_day, a.refusal_reason from orders.adjustment a join orders.order_line l on l.facility_id = a.facility_id and l.id = a.line_id`;
export function adjustmentsOf(reader: Reader, order_id: string): Promise<AdjustmentRow[]> {
  return reader.all(sql`${rows} where a.order_id = ${order_id} order by a.number`);
}
export function adjustmentOf(reader: Reader, order_id: string, id: string): Promise<AdjustmentRow> {
  return reader.one(sql`${rows} where a.order_id = ${order_id} and a.id = ${id}::uuid`);
}

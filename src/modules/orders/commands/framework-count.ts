import type { Tx } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { OrderRow } from '../queries.ts';

/** What is called from a framework contract, more or less: the constraints of both rows have the last word. */
export async function countCalled(tx: Tx, order: Pick<OrderRow, 'facility_id' | 'framework_id'>, line: { framework_line_id: string | null }, { pieces, value_idr }: { pieces: number; value_idr: number }): Promise<void> {
  if (order.framework_id === null || line.framework_line_id === null || (pieces === 0 && value_idr === 0)) return;
  await tx.run(sql`update orders.framework set called_idr = called_idr + ${value_idr} where facility_id = ${order.facility_id} and id = ${order.framework_id}`);
  await tx.run(sql`update orders.framework_line set called_quantity = called_quantity + ${pieces} where facility_id = ${order.facility_id} and id = ${line.framework_line_id}`);
}

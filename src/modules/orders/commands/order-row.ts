// What every act on an order begins and ends with: the locked row, the move, the promise.
import type { Tx } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { checkMove, type State } from '../order.ts';
import { orderByNumber, type LineRow, type OrderRow } from '../queries.ts';
import { noSuchLine } from '../refusals.ts';

/** Locks the order's row and answers it as it is now; NotFound when it is not in reach. */
export async function lockedOrder(tx: Tx, number: string): Promise<OrderRow> {
  await tx.one(sql`select 1 from orders.sales_order where number = ${number} for update`);
  return orderByNumber(tx, number);
}

export async function moveOrder(tx: Tx, order: OrderRow, to: State, particulars: Record<string, unknown> = {}): Promise<void> {
  checkMove(order.state, to);
  await tx.run(sql`update orders.sales_order set state = ${to}, version = version + 1 where facility_id = ${order.facility_id} and id = ${order.id}`);
  told(tx, order, `order.${to}`, particulars);
}

export function told(tx: Tx, order: OrderRow, verb: string, particulars: Record<string, unknown> = {}): void {
  tx.emit({ verb, facility_id: order.facility_id, subject_kind: 'order', subject_id: order.id, particulars: { number: order.number, ...particulars } });
}

export type NewPromise = { facility_id: string; line_id: string; kind: 'requested' | 'promised' | 'changed' | 'arrived'; day: string; reason?: string; by_side: 'buyer' | 'maker'; addendum_id?: string };
/** A day that was said is a row of its own; nothing that was said is rewritten. */
export async function promise(tx: Tx, said: NewPromise): Promise<void> {
  await tx.run(sql`
    insert into orders.promise (facility_id, line_id, kind, day, reason, by_account, by_side, at, addendum_id)
    values (${said.facility_id}, ${said.line_id}, ${said.kind}, ${said.day}, ${said.reason ?? ''}, ${tx.actor.account_id}, ${said.by_side}, ${tx.now}, ${said.addendum_id ?? null})`);
}

export function lineOf(lines: LineRow[], line: number): LineRow {
  const found = lines.find((each) => each.line === line);
  if (!found) throw noSuchLine(line);
  return found;
}

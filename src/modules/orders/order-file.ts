/** Everything that is known of one order, as its pages and the API show it. */
import { documentsOf } from '#kernel/issue.ts';
import type { Reader } from '#kernel/db.ts';
import { adjustmentsOf } from './adjustment-queries.ts';
import { addendaOf } from './addenda/addendum-queries.ts';
import { dueOf, leftToPay, toRefund } from './order.ts';
import { placesOf } from './place-queries.ts';
import { handoversOf, linesOf, orderByNumber, paymentsOf, refundsOf, shipmentsOf } from './queries.ts';

export async function orderFile(reader: Reader, number: string) {
  const order = await orderByNumber(reader, number);
  // One after the other: they share one connection.
  const lines = await linesOf(reader, order.id);
  const places = await placesOf(reader, order.id);
  const shipments = await shipmentsOf(reader, order.id);
  const handovers = await handoversOf(reader, order.id);
  const payments = await paymentsOf(reader, order.id);
  const refunds = await refundsOf(reader, order.id);
  const adjustments = await adjustmentsOf(reader, order.id);
  const addenda = order.agency_id === null ? [] : await addendaOf(reader, order.id);
  const documents = await documentsOf(reader, 'order', order.id);
  return { ...order, due_idr: dueOf(order), left_idr: leftToPay(order), refund_idr: toRefund(order), lines, places, shipments, handovers, payments, refunds, adjustments, addenda, documents };
}
export type OrderFile = Awaited<ReturnType<typeof orderFile>>;

// What orders do when others' events happen: the workshop begins, the last piece is stocked, the money is divided.
import { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import type { Reactions } from '#kernel/events.ts';
import { log } from '#kernel/log.ts';
import { sendMail } from '#kernel/mail.ts';
import { sql } from '#kernel/sql.ts';
import { lockedOrder, moveOrder } from './commands/order-row.ts';
import { canMove, type State } from './order.ts';
import { unpaidLetter } from './letters.ts';
import { madeFor, orderById, orderOfWorkOrder } from './queries.ts';

export const reactions: Reactions = {
  'work_order.released': async (tx, event) => {
    const found = await orderOfWorkOrder(tx, event.subject_id);
    if (found) await moveIfOpen(tx, found.number, 'in_production');
  },
  'work_order.stocked': async (tx, event) => {
    const found = await orderOfWorkOrder(tx, event.subject_id);
    if (found) await readyWhenAllMade(tx, found.number);
  },
  'settlement.approved': async (tx, event) => {
    const { order_number, order_id, part } = z.object({ order_number: z.string().optional(), order_id: z.uuid().optional(), part: z.boolean().optional() }).parse(event.particulars);
    // A first part of the money was divided: the rest follows as a difference, and settles the order.
    if (part) return;
    const number = order_number ?? (order_id ? (await tx.maybe<{ number: string }>(sql`select number from orders.sales_order where id = ${order_id}`))?.number : undefined);
    if (number) await moveIfOpen(tx, number, 'settled');
  },
  'difference.approved': async (tx, event) => {
    const { order_number, whole } = z.object({ order_number: z.string(), whole: z.boolean() }).parse(event.particulars);
    if (whole) await moveIfOpen(tx, order_number, 'settled');
  },
  /** The rest of a first part brought nothing more to divide. */
  'settlement.completed': async (tx, event) => {
    const { order_number } = z.object({ order_number: z.string() }).parse(event.particulars);
    await moveIfOpen(tx, order_number, 'settled');
  },
  'settlement.reversed': async (tx, event) => {
    const { order_number } = z.object({ order_number: z.string() }).parse(event.particulars);
    const order = await lockedOrder(tx, order_number);
    if (order.state === 'settled') await moveOrder(tx, order, 'handed_over');
  },
  /** Who left an address hears why the order ended; who left none reads it on the order's page. */
  'order.cancelled': async (tx, event) => {
    if (event.particulars['code'] !== 'UNPAID') return;
    const order = await orderById(tx, event.subject_id);
    if (order.buyer_email) await sendMail({ to: order.buyer_email, ...unpaidLetter(order) }).catch(refusedForGood);
  },
};

/** An address that does not exist stays so: nothing is tried again. A mail server that is away is. */
function refusedForGood(error: unknown): void {
  const { responseCode = 0 } = error as { responseCode?: number };
  if (responseCode < 500) throw error;
  log.warn({ responseCode }, 'letter refused by the mail server');
}

/** Events come at least once and sometimes late: a state that is already past is left alone. */
async function moveIfOpen(tx: Tx, number: string, to: State): Promise<void> {
  const order = await lockedOrder(tx, number);
  if (canMove(order.state, to)) await moveOrder(tx, order, to);
}

async function readyWhenAllMade(tx: Tx, number: string): Promise<void> {
  const order = await lockedOrder(tx, number);
  const lines = await madeFor(tx, order.id);
  if (canMove(order.state, 'ready') && lines.every((line) => line.supply === 'stock' || line.done >= line.quantity)) await moveOrder(tx, order, 'ready');
}

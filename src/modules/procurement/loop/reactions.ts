// An order that ends early gives back what it had called off.
import { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import type { Event, Reactions } from '#kernel/events.ts';
import { sql } from '#kernel/sql.ts';

export const loopReactions: Reactions = {
  'order.cancelled': (tx, event) => giveBack(tx, event, 'cancelled'),
  'order.closed_short': (tx, event) => giveBack(tx, event, 'short', z.object({ short: z.array(z.object({ quantity: z.int() })) }).parse(event.particulars).short.reduce((sum, { quantity }) => sum + quantity, 0)),
};

async function giveBack(tx: Tx, event: Event, why: 'cancelled' | 'short', quantity?: number): Promise<void> {
  await tx.run(sql`
    insert into procurement.call_off_return (call_off_id, event_id, quantity, why, at) select id, ${event.id}, coalesce(${quantity ?? null}::int, quantity), ${why}, ${tx.now} from procurement.call_off where order_id = ${event.subject_id}::uuid on conflict (event_id) do nothing`);
}

// What the workshop does when an order it makes for ends early.
import { z } from 'zod';
import type { Event, Reactions } from '#kernel/events.ts';
import type { Tx } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { release } from '#inventory';
import { move } from './commands/orders.ts';
import type { State } from './work-order.ts';

export const reactions: Reactions = { 'order.cancelled': freeWorkOrders, 'order.closed_short': freeWorkOrders };

/**
 * A work order that nobody began is cancelled. One on which material was drawn or pieces were made goes on to its end, for
 * stock: what people did is paid with the goods, whoever buys them. What was held for the line is let go once more, for
 * pieces that passed inspection between the order's end and this answer.
 */
async function freeWorkOrders(tx: Tx, { facility_id, particulars }: Event): Promise<void> {
  const { lines } = z.object({ lines: z.array(z.uuid()).default([]) }).parse(particulars);
  if (facility_id === null || lines.length === 0) return;
  const found = await tx.all<{ id: string; number: string; state: State; begun: boolean }>(sql`
    select w.id, w.number, w.state, exists (select 1 from production.draw d where d.facility_id = w.facility_id and d.work_order_id = w.id) or exists (select 1 from production.output o where o.facility_id = w.facility_id and o.work_order_id = w.id) as begun
    from production.work_order w where w.facility_id = ${facility_id} and w.order_line_id = any (${lines}::uuid[]) and w.state <> 'cancelled' order by w.number for update`);
  for (const { id, number, state, begun } of found) {
    if (!begun && (state === 'planned' || state === 'released')) await move(tx, facility_id, id, 'cancelled');
    else {
      await tx.run(sql`update production.work_order set order_line_id = null, version = version + 1 where facility_id = ${facility_id} and id = ${id}`);
      tx.emit({ verb: 'work_order.freed', facility_id, subject_kind: 'work_order', subject_id: id, particulars: { number } });
    }
  }
  for (const line of lines) await release(tx, { facility_id, ref_type: 'order_line', ref_id: line });
}

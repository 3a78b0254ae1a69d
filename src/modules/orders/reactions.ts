import { z } from 'zod';
import type { Reactions } from '#kernel/events.ts';
import { markInProduction, markReady, markSettled } from './commands/progress.ts';

const order = z.object({ order_id: z.string() });
const line = z.object({ order_line_id: z.string().nullish() });

export const reactions: Reactions = {
  /** A work order for a line is an order being made. */
  'work_order.created': async (tx, event) => {
    const { order_line_id } = line.parse(event.particulars);
    if (order_line_id && event.facility_id) await markInProduction(tx, event.facility_id, order_line_id);
  },
  /** When every line has its pieces held or lying there, the order is ready. */
  'work_order.stocked': async (tx, event) => {
    const { order_line_id } = line.parse(event.particulars);
    if (order_line_id && event.facility_id) await markReady(tx, event.facility_id, order_line_id);
  },
  'settlement.approved': async (tx, event) => {
    if (event.facility_id) await markSettled(tx, event.facility_id, order.parse(event.particulars).order_id);
  },
};

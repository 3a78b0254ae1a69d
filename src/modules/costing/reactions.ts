import type { Event, Reactions } from '#kernel/events.ts';
import type { Tx } from '#kernel/db.ts';
import { raiseForPrices } from './alarm-commands.ts';

/** A price, a price elsewhere or a cost changed: the product's prices are looked at again. Each alarm is raised once. */
async function lookAgain(tx: Tx, { facility_id, subject_id }: Event): Promise<void> {
  if (facility_id) await raiseForPrices(tx, { facility_id, product_id: subject_id });
}

export const reactions: Reactions = { 'price.approved': lookAgain, 'benchmark.recorded': lookAgain, 'cost.revised': lookAgain };

import type { Reader } from '#kernel/db.ts';
import type { Locale } from '#kernel/words.ts';
import { readingOn } from '../reading.ts';
import { waitingFor } from './realisation-queries.ts';
import { readingSentence } from './reading-words.ts';
import { sayDiffer } from './words.ts';

/** For a person's own eyes: which reading of the law holds today, and what of theirs waits for the budget under it. */
export async function budgetWaitOf(reader: Reader, { facility_id, worker_id, day }: { facility_id: string; worker_id: string; day: string }, locale: Locale): Promise<{ reading: string; waiting: { why: string; amount_idr: number }[] }> {
  const reading = await readingOn(reader, day, facility_id);
  const waiting = await waitingFor(reader, { facility_id, worker_id });
  return { reading: readingSentence(reading, reading.kind, locale), waiting: waiting.map((each) => ({ why: sayDiffer(locale)('waitsWhy', { order: each.order_number }), amount_idr: each.amount_idr })) };
}

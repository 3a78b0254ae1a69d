/** A month's slip in plain words: each rupiah that came in, with what it was made of, and each that was kept back, with its paper. */
import type { Reader } from '#kernel/db.ts';
import type { Locale } from '#kernel/words.ts';
import { explained } from './explaining.ts';
import { slipLines } from './queries.ts';
import { takenInWords, wagesInWords } from './runs/explain-wages.ts';
import { wagesOf } from './runs/run-queries.ts';

export type SlipLine = { day: string; number: string; why: string; amount_idr: number };
export async function slipOf(reader: Reader, { worker_id, month }: { worker_id: string; month: string }, locale: Locale): Promise<SlipLine[]> {
  const wages = await wagesOf(reader, { worker_id, month });
  return [
    ...(await slipLines(reader, { worker_id, month })).map((line) => ({ day: line.on_day, number: line.settlement, why: explained(line, locale), amount_idr: line.amount_idr })),
    ...wagesInWords(wages, locale).map(({ text, ...line }) => ({ ...line, why: text })),
    ...wages.taken.map((taken) => ({ day: taken.day, number: taken.run, why: takenInWords(taken, locale), amount_idr: -taken.amount_idr })),
  ].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

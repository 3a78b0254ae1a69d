/**
 * Two readings of the law on what a sale brings. `split_first`: it is divided at once and the state's part is deposited (the decree of
 * 1990). `deposit_all`: the whole of it is state revenue and is deposited; people's parts come back through the budget (the law of
 * 2018). Which holds is a dated rule of a facility or of all; it is frozen with each settlement, and nobody's part is smaller in either.
 */
import { z } from 'zod';
import type { Reader } from '#kernel/db.ts';
import { day, shortText } from '#kernel/form.ts';
import { ruleOn } from '#kernel/rules.ts';

export const readings = ['split_first', 'deposit_all'] as const;
export type Reading = (typeof readings)[number];
export const readingSnapshot = z.object({ kind: z.enum(readings), legal_basis: z.string(), from: z.string() });
export type ReadingSnapshot = z.infer<typeof readingSnapshot>;
export const readingWish = z.strictObject({ reading: z.enum(readings), from: day, legal_basis: shortText.pipe(z.string().min(5, 'Tulis dasar hukumnya | Give the legal basis')) });

export async function readingOn(reader: Reader, on_day: string, facility_id: string): Promise<ReadingSnapshot> {
  const { value, legal_basis, valid_from } = await ruleOn<Reading>(reader, 'pay.legal_reading', on_day, facility_id);
  return { kind: value, legal_basis, from: valid_from };
}

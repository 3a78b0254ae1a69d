// What a machine is, what may become of it, and how its value goes down. No SQL, no HTTP.
import { z } from 'zod';
import { day, longText, rupiahAmount, shortText } from '#kernel/form.ts';
import type { Phrase } from '#kernel/words.ts';

export const sources = ['bought', 'donated', 'grant'] as const;
export type Source = (typeof sources)[number];
export const sourceNames: Record<Source, Phrase> = { bought: { id: 'Dibeli', en: 'Bought' }, donated: { id: 'Sumbangan', en: 'Donated' }, grant: { id: 'Hibah', en: 'Grant' } };
export const conditions = ['good', 'minor', 'major'] as const;
export type Condition = (typeof conditions)[number];
export const conditionNames: Record<Condition, Phrase> = { good: { id: 'Baik', en: 'Good' }, minor: { id: 'Rusak ringan', en: 'Slightly damaged' }, major: { id: 'Rusak berat', en: 'Badly damaged' } };
export const causes = ['worn_out', 'broken', 'lost', 'replaced', 'returned'] as const;
export type Cause = (typeof causes)[number];
export const causeNames: Record<Cause, Phrase> = {
  worn_out: { id: 'Aus', en: 'Worn out' }, broken: { id: 'Rusak, tidak layak diperbaiki', en: 'Broken beyond repair' }, lost: { id: 'Hilang', en: 'Lost' },
  replaced: { id: 'Diganti', en: 'Replaced' }, returned: { id: 'Dikembalikan kepada pemilik', en: 'Returned to its owner' },
};

/** From a state, by a verb, to a state; what is not here is refused. */
export const retirementTransitions = [{ from: 'proposed', verb: 'approve', to: 'approved' }, { from: 'proposed', verb: 'refuse', to: 'refused' }] as const;

const assetFields = z.strictObject({
  facility: shortText.optional(), workshop: shortText.optional(), class: shortText, name: shortText, acquired_on: day, cost_idr: rupiahAmount.refine((n) => n > 0, 'Isi nilai lebih dari nol | Enter more than zero'),
  source: z.enum(sources), donor: shortText.optional(), letter: shortText.optional(), condition: z.enum(conditions).default('good'),
});
const donorNamed = (asset: { source: Source; donor?: string | undefined; letter?: string | undefined }) => asset.source === 'bought' || (asset.donor !== undefined && asset.letter !== undefined);
export const newAsset = assetFields.refine(donorNamed, { path: ['donor'], message: 'Tulis pemberi dan nomor suratnya | Name the donor and the letter' });
export type NewAsset = Omit<z.infer<typeof newAsset>, 'facility'>;
export const newCondition = z.strictObject({ condition: z.enum(conditions), on_day: day, note: z.string().trim().max(500).default('') });
export const newRetirement = z.strictObject({ cause: z.enum(causes), reason: longText });
export const decidedRetirement = z.strictObject({ letter: shortText, retired_on: day });

export type Value = { months: number; month_idr: number; accumulated_idr: number; book_idr: number };
/**
 * Straight line by month, the month of acquisition counted whole. What is written off to a month's end is the part of the cost
 * rounded down, and each month is the difference of two such sums: so the months of a life always add up to the cost.
 */
export function valueAt({ acquired_on, cost_idr, life_months, retired_on }: Depreciating, month: string): Value {
  const last = retired_on && retired_on.slice(0, 7) < month ? retired_on.slice(0, 7) : month;
  const months = Math.min(life_months, Math.max(0, monthIndex(last) - monthIndex(acquired_on) + 1));
  const writtenOff = (n: number) => Number((BigInt(cost_idr) * BigInt(n)) / BigInt(life_months));
  const accumulated_idr = writtenOff(months);
  const before = Math.min(life_months, Math.max(0, monthIndex(month) - monthIndex(acquired_on)));
  return { months, month_idr: retired_on && retired_on.slice(0, 7) < month ? 0 : accumulated_idr - writtenOff(Math.min(before, months)), accumulated_idr, book_idr: cost_idr - accumulated_idr };
}
export type Depreciating = { acquired_on: string; cost_idr: number; life_months: number; retired_on?: string | null };

/** Months since year 0 of a day or a month. */
export const monthIndex = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
export const monthOf = (index: number): string => `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;

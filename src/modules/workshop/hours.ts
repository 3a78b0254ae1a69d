/** The guard of hours in words. What is measured and refused is in the database (migrations/002-hours.sql); here stands how it is said, with the rule cited. */
import { z } from 'zod';
import { day, shortText } from '#kernel/form.ts';
import { refuseRaised } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export type Breach = { code: 'day' | 'week' | 'rest' | 'learning'; allowed: number; found: number; legal_basis: string; what: string };

export const breachWords: Record<Breach['code'], (breach: Omit<Breach, 'code'>) => Phrase> = {
  day: ({ allowed, found, legal_basis }) => ({ id: `Melebihi ${allowed} menit sehari (${legal_basis}), menjadi ${found}`, en: `More than ${allowed} minutes in a day (${legal_basis}), ${found} in all` }),
  week: ({ allowed, found, legal_basis }) => ({ id: `Melebihi ${allowed} menit seminggu (${legal_basis}), menjadi ${found}`, en: `More than ${allowed} minutes in a week (${legal_basis}), ${found} in all` }),
  rest: ({ allowed, legal_basis }) => ({ id: `Belum ada ${allowed} hari istirahat minggu ini (${legal_basis})`, en: `No ${allowed} day of rest left this week (${legal_basis})` }),
  learning: ({ what, legal_basis }) => ({ id: `Waktu belajar: ${what} (${legal_basis})`, en: `Time kept for learning: ${what} (${legal_basis})` }),
};

for (const [code, say] of Object.entries(breachWords)) {
  refuseRaised(`hours.${code}`, ({ allowed, found, basis, what }) => say({ allowed: Number(allowed), found: Number(found), legal_basis: String(basis), what: String(what) }));
}

const clock = z.string().regex(/^([01]\d|2[0-3])[:.][0-5]\d$/, 'Isi jam seperti 08.00 | Enter a time like 08.00').transform((text) => text.replace('.', ':'));
/** Time kept free of work, for everybody or for one person, from a day on. */
export const newLearningTime = z.strictObject({ worker: shortText.optional(), weekday: z.coerce.number().int().min(1).max(7), starts: clock, ends: clock, what: shortText, from: day, legal_basis: shortText });

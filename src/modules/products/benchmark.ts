// What comparable goods cost elsewhere. No SQL, no HTTP.
import { z } from 'zod';
import { day, shortText, whole } from '#kernel/form.ts';
import { refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export const places = ['store', 'marketplace', 'e_catalogue', 'survey', 'quotation'] as const;
export type Place = (typeof places)[number];
export const placeNames: Record<Place, Phrase> = {
  store: { id: 'Toko setempat', en: 'Local shop' }, marketplace: { id: 'Lokapasar', en: 'Online marketplace' }, e_catalogue: { id: 'Katalog elektronik', en: 'E-catalogue' },
  survey: { id: 'Survei dinas', en: 'Agency’s survey' }, quotation: { id: 'Penawaran tertulis', en: 'Written quotation' },
};
export const likenesses = ['same', 'similar'] as const;
export type Likeness = (typeof likenesses)[number];
export const likenessNames: Record<Likeness, Phrase> = { same: { id: 'Sama', en: 'The same' }, similar: { id: 'Sebanding', en: 'Comparable' } };

export const newBenchmark = z.strictObject({
  observed_on: day, price_idr: z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(1).max(10_000_000_000)), place: z.enum(places), source: shortText, likeness: z.enum(likenesses), note: z.string().trim().max(500).default(''), corrects: z.uuid().optional(),
});

refuseConstraint('benchmark_corrected_once', 'benchmark.corrected_already', { id: 'Catatan ini sudah diperbaiki. Muat ulang halaman, lalu perbaiki yang terbaru.', en: 'This observation is corrected already. Reload the page and correct the newest one.' });

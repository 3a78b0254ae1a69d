// What an hour of an open workshop costs, by day. No SQL, no HTTP.
import { z } from 'zod';
import { day, longText, rupiahAmount, shortText } from '#kernel/form.ts';
import { refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export const rateKinds = ['energy', 'power', 'officers', 'rent'] as const;
export type RateKind = (typeof rateKinds)[number];
/** Borne by the state, beside the cash cost and never in it. */
export const borne = ['power', 'officers', 'rent'] as const satisfies RateKind[];
export const rateNames: Record<RateKind, Phrase> = {
  energy: { id: 'Energi yang dibayar bengkel', en: 'Energy the workshop pays' }, power: { id: 'Listrik gedung', en: 'Power of the building' },
  officers: { id: 'Waktu petugas', en: 'Officers’ time' }, rent: { id: 'Sewa ruang', en: 'Rent of the room' },
};

export type Rate = { kind: RateKind; workshop_id: string | null; idr_per_hour: number; from: string; to: string | null };
export const newRate = z.strictObject({ facility: shortText.optional(), kind: z.enum(rateKinds), workshop: shortText.optional(), idr_per_hour: rupiahAmount.pipe(z.int().max(1_000_000_000)), from: day, basis: longText });

/** The workshop's own rate of a day, else the facility's. */
export function rateOn<R extends Rate>(rates: readonly R[], kind: RateKind, workshop_id: string, day: string): R | undefined {
  const holds = rates.filter((rate) => rate.kind === kind && rate.from <= day && (rate.to === null || rate.to > day));
  return holds.find((rate) => rate.workshop_id === workshop_id) ?? holds.find((rate) => rate.workshop_id === null);
}

refuseConstraint('rate_one_at_a_time', 'rate.overlap', { id: 'Tarif ini sudah ditetapkan mulai hari itu atau sesudahnya. Pilih tanggal mulai yang lebih akhir.', en: 'This rate is already set from that day or later. Choose a later starting day.' }, 'from');

// What a price may rest on, and how far from it the policy of the day lets it go. No SQL, no HTTP.
import { percent } from '#kernel/money.ts';
import { z } from 'zod';
import { day, longText, whole } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export const bases = ['cost_plus', 'market', 'negotiated', 'minimum'] as const;
export type Basis = (typeof bases)[number];
export const basisNames: Record<Basis, Phrase> = {
  cost_plus: { id: 'Biaya ditambah margin', en: 'Cost plus a margin' }, market: { id: 'Harga pasar', en: 'Market price' },
  negotiated: { id: 'Hasil perundingan', en: 'Negotiated' }, minimum: { id: 'Harga terendah (menutup biaya)', en: 'Lowest price (covers the cost)' },
};

/** A rule's band in hundredths of a percent, both ends included: of the cash cost, or around the market's median. */
export const band = z.object({ of: z.enum(['cost', 'market']), low_bp: z.int(), high_bp: z.int() });
export type Band = z.infer<typeof band>;
const percentage = z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(-90).max(1000));
export const newPolicy = z.strictObject({ basis: z.enum(bases), low_percent: percentage, high_percent: percentage, from: day, letter: longText })
  .refine(({ low_percent, high_percent }) => low_percent <= high_percent, { path: ['high_percent'], message: 'Batas atas tidak lebih rendah dari batas bawah | The upper end is not below the lower one' });
export type Measured = { margin_idr: number; margin_bp: number | null; measured_bp: number | null; outside: boolean };

/** The margin over the cash cost, and whether the measure of this basis lies inside its band. What cannot be measured lies outside. */
export function measure({ amount_idr, cash_cost_idr, market_idr }: { amount_idr: number; cash_cost_idr: number; market_idr: number | null }, { of, low_bp, high_bp }: Band): Measured {
  const margin_idr = amount_idr - cash_cost_idr;
  const margin_bp = cash_cost_idr > 0 ? Math.floor((margin_idr * 10_000) / cash_cost_idr) : null;
  if (of === 'market' && market_idr === null) throw noMarket;
  const measured_bp = of === 'cost' ? margin_bp : Math.floor(((amount_idr - (market_idr ?? 0)) * 10_000) / (market_idr ?? 1));
  return { margin_idr, margin_bp, measured_bp, outside: measured_bp === null || measured_bp < low_bp || measured_bp > high_bp };
}

/** Outside its band a price needs a written why. Returns the why to be kept, or null where none is needed. */
export function checkAgainstPolicy({ outside, measured_bp }: Measured, { low_bp, high_bp, of }: Band, outside_reason: string | undefined): string | null {
  if (!outside) return null;
  if (outside_reason) return outside_reason;
  const [where, here] = of === 'cost' ? ['di atas biaya tunai', 'above the cash cost'] : ['dari harga pasar', 'from the market price'];
  const told = (bp: number | null, locale: 'id' | 'en') => percent(bp, locale, { digits: 1 });
  throw new Refusal('price.outside_policy', {
    id: `Harga ini ${told(measured_bp, 'id')} ${where}; kebijakan hari itu ${told(low_bp, 'id')} sampai ${told(high_bp, 'id')}. Ubah harga atau dasarnya, atau tulis sebabnya di bawah.`,
    en: `This price lies ${told(measured_bp, 'en')} ${here}; the policy of that day is ${told(low_bp, 'en')} to ${told(high_bp, 'en')}. Change the price or its basis, or write why below.`,
  }, { field: 'outside_reason', status: 422 });
}

const noMarket = new Refusal('price.no_market', { id: 'Belum ada harga pembanding untuk produk ini. Catat harga pasar dahulu, atau pilih dasar lain.', en: 'There is no market price to compare with. Record one first, or choose another basis.' }, { field: 'basis', status: 422 });
refuseConstraint('rule_key_coalesce_valid_excl', 'price.policy_overlap', { id: 'Sudah ada kebijakan sendiri untuk dasar ini mulai hari itu atau sesudahnya. Pilih tanggal mulai yang lebih akhir.', en: 'The facility has a policy for this basis from that day or later. Choose a later starting day.' }, 'from');

/** What a need is, and how it is met. No SQL, no HTTP. */
import { z } from 'zod';
import { addWorkingDays, isWorkingDay, addDays } from '#kernel/calendar.ts';
import { day, rupiahAmount, shortText, whole } from '#kernel/form.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export const methods = ['pengadaan_langsung', 'e_purchasing', 'swakelola_tipe_2', 'tender'] as const;
export type Method = (typeof methods)[number];
export const methodNames: Record<Method, Phrase> = {
  pengadaan_langsung: { id: 'Pengadaan langsung', en: 'Direct procurement' }, e_purchasing: { id: 'E-purchasing', en: 'E-purchasing' }, swakelola_tipe_2: { id: 'Swakelola tipe II', en: 'Self-management type II' }, tender: { id: 'Tender', en: 'Tender' },
};

type NeedState = 'recorded' | 'confirmed' | 'withdrawn';
/** From a state, by a verb, to a state; what is not here is refused. A change of words takes the confirmation back. */
export const needMoves: readonly { from: NeedState; verb: 'confirm' | 'change' | 'withdraw'; to: NeedState }[] = [
  { from: 'recorded', verb: 'confirm', to: 'confirmed' }, { from: 'confirmed', verb: 'confirm', to: 'confirmed' },
  { from: 'recorded', verb: 'change', to: 'recorded' }, { from: 'confirmed', verb: 'change', to: 'recorded' },
  { from: 'recorded', verb: 'withdraw', to: 'withdrawn' }, { from: 'confirmed', verb: 'withdraw', to: 'withdrawn' },
];
export const needStates: Record<NeedState, Phrase & { tone: 'kuning' | 'hijau' | 'abu' }> = {
  recorded: { id: 'Perlu dikonfirmasi', en: 'To be confirmed', tone: 'kuning' }, confirmed: { id: 'Dikonfirmasi', en: 'Confirmed', tone: 'hijau' }, withdrawn: { id: 'Ditarik', en: 'Withdrawn', tone: 'abu' },
};
export const isNeedState = (text: string | undefined): text is NeedState => text !== undefined && text in needStates;

const pieces = z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(1).max(1_000_000_000));
const value = z.preprocess((input) => rupiahAmount.safeParse(input).data ?? input, z.int().min(1).max(100_000_000_000));
export const yearOf = z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(2020).max(2100));
const blank = <T extends z.ZodType>(of: T) => z.preprocess((cell) => (cell === '' || cell === null ? undefined : cell), of.optional());
const item = z.string().trim().min(3, 'Tulis barangnya, paling sedikit tiga huruf | Write the goods, at least three letters').max(300);

/** Codes that the agency states itself: their shape is looked at, their meaning is the person's who confirms. */
const unspsc = z.string().trim().regex(/^\d{8}$/, 'Kode UNSPSC delapan angka | A UNSPSC code has eight digits');
const kbki = z.string().trim().regex(/^\d{5,10}$/, 'Kode KBKI lima sampai sepuluh angka | A KBKI code has five to ten digits');

export const newNeed = z.strictObject({
  year: yearOf, rup_code: blank(z.string().trim().max(40)), item_text: item, quantity: pieces, unit: shortText.pipe(z.string().max(40)), value_idr: value,
  regency: shortText, needed_by: day, method: z.enum(methods), unspsc: blank(unspsc), kbki: blank(kbki),
});
export type NewNeed = z.output<typeof newNeed>;

export const confirmation = z.strictObject({ unspsc: blank(unspsc), kbki: blank(kbki), category: blank(z.string().regex(/^[a-z_]{2,40}$/)), product_id: blank(z.uuid()) })
  .refine((said) => said.unspsc !== undefined || said.category !== undefined || said.product_id !== undefined, { path: ['unspsc'], message: 'Pilih kode, kategori atau barangnya | Choose the code, the category or the goods' });
export const withdrawal = z.strictObject({ reason: z.string().trim().min(5, 'Tulis alasannya, paling sedikit lima huruf | Give the reason, at least five letters').max(400) });

/** A listing that may meet a need, as the window shows it. */
export type Source = {
  product_id: string; facility_id: string; facility_code: string; facility_name: string; regency: string; province: string; sku: string; slug: string; name_id: string; name_en: string; unit: string; category: string; unspsc: string | null;
  price_idr: number; lead_time_days: number; daily_capacity: number; available: number;
  /** 2: the very product that was named, 1: the same kind, 0: a neighbour that a person may choose. */
  closeness: 0 | 1 | 2;
};
export type Supply = 'now' | 'by_day' | 'partly' | 'none';
export type Matched = Source & { by_day: number; ready_on: string; enough: boolean };
export type Match = { supply: Supply; by_day: number; sources: Matched[] };

export const supplyNames: Record<Supply, Phrase & { tone: 'hijau' | 'biru' | 'kuning' | 'abu' }> = {
  now: { id: 'Tersedia sekarang', en: 'Available now', tone: 'hijau' }, by_day: { id: 'Dapat dibuat tepat waktu', en: 'Can be made by the day', tone: 'biru' },
  partly: { id: 'Tidak cukup sampai hari itu', en: 'Not enough by the day', tone: 'kuning' }, none: { id: 'Belum dibuat', en: 'Not made yet', tone: 'abu' },
};

/**
 * Whether a quantity can be had by a day: from stock, or made in the working days that are left, after the lead time has
 * passed once. One facility alone first; else all that make it together.
 */
export function matchOf({ quantity, needed_by }: { quantity: number; needed_by: string }, sources: Source[], today: string, holidays: ReadonlySet<string>): Match {
  const left = workingDaysBetween(today, needed_by, holidays);
  const matched = sources.map((source): Matched => {
    const stock = Math.max(0, source.available);
    const made = left >= source.lead_time_days ? Math.max(1, left) * source.daily_capacity : 0;
    const days = quantity <= stock ? 0 : Math.max(source.lead_time_days, Math.ceil((quantity - stock) / source.daily_capacity));
    const by_day = stock + (needed_by < today ? 0 : made);
    return { ...source, by_day, ready_on: days === 0 ? today : addWorkingDays(today, days, holidays), enough: by_day >= quantity };
  }).sort((a, b) => b.closeness - a.closeness || Number(b.enough) - Number(a.enough) || a.ready_on.localeCompare(b.ready_on) || a.price_idr - b.price_idr);
  const same = matched.filter((source) => source.closeness > 0);
  const by_day = same.reduce((sum, source) => sum + source.by_day, 0);
  const now = same.some((source) => source.available >= quantity);
  return { supply: now ? 'now' : by_day >= quantity ? 'by_day' : same.length > 0 ? 'partly' : 'none', by_day, sources: matched };
}

/** Working days after one day up to and with another. */
function workingDaysBetween(from: string, to: string, holidays: ReadonlySet<string>): number {
  let n = 0;
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (isWorkingDay(at, holidays)) n++;
  return n;
}

/** Below this a code is only shown to whoever confirms, never proposed: half a phrase is no kind of goods. */
export const leastLikely = 50;

export const needMoved = new Refusal('need.moved', { id: 'Kebutuhan ini sudah ditarik. Catat kebutuhan baru bila masih diperlukan.', en: 'This need was withdrawn. Record a new one if it is still needed.' });
export const unknownCode = new Refusal('need.code_unknown', { id: 'Kode UNSPSC ini tidak ada dalam daftar. Pilih kategorinya, atau tulis kode lain.', en: 'This UNSPSC code is not on the list. Choose the category, or enter another code.' }, { field: 'unspsc', status: 422 });
export const unknownProduct = new Refusal('need.product_unknown', { id: 'Barang ini tidak ada di katalog. Pilih salah satu barang pada daftar.', en: 'These goods are not in the catalogue. Choose one from the list.' }, { field: 'product_id', status: 422 });
export const unknownRegency = new Refusal('need.regency_unknown', { id: 'Kabupaten atau kota ini tidak ada dalam daftar. Tulis lengkap, misalnya “Kota Bandung”, atau kodenya.', en: 'This regency or city is not on the list. Write it in full, for example “Kota Bandung”, or its code.' }, { field: 'regency', status: 422 });

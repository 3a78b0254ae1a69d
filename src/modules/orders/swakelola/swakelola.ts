/** What a swakelola file of type II is: six papers in sequence, each prepared by one side and signed by both. Pure. */
import { z } from 'zod';
import { day, longText, positive, rupiahAmount, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';

export const swakelolaBasis = 'Peraturan LKPP 3/2021 (swakelola tipe II: direncanakan dan diawasi penanggung jawab anggaran, dilaksanakan instansi pemerintah lain)';
/** Who prepares each; both sign. */
export const papers = [
  { step: 1, side: 'maker', id: 'Pernyataan kesediaan', en: 'Statement of readiness' },
  { step: 2, side: 'buyer', id: 'Nota kesepahaman', en: 'Memorandum of understanding' },
  { step: 3, side: 'buyer', id: 'Kerangka acuan dan rencana biaya', en: 'Terms of reference and cost plan' },
  { step: 4, side: 'buyer', id: 'Kontrak swakelola', en: 'Swakelola contract' },
  { step: 5, side: 'maker', id: 'Laporan pelaksanaan', en: 'Report of the work' },
  { step: 6, side: 'maker', id: 'Berita acara serah terima', en: 'Handover record' },
] as const;
export type SwakelolaState = 'open' | 'completed' | 'ended';
export const lastStep = papers.length;

export type PaperMark = { step: number; document: string | null; returned_at: Date | null };
/** The step that is next: the first without a paper signed by both. Beyond the last when all are. */
export const nextStep = (made: readonly PaperMark[]): number => papers.find(({ step }) => !made.some((each) => each.step === step && each.document !== null))?.step ?? lastStep + 1;

export const swakelolaWish = z.strictObject({ subject: shortText, unit: shortText, rup_code: z.string().trim().max(40).optional(), value_idr: rupiahAmount.pipe(z.int().min(1, 'Isi nilainya | Enter the value')), starts_on: day, ends_on: day })
  .refine((wish) => wish.ends_on >= wish.starts_on, { path: ['ends_on'], error: 'Hari terakhir tidak boleh sebelum hari pertama | The last day cannot come before the first' });
export type SwakelolaWish = z.input<typeof swakelolaWish>;
const cost = z.strictObject({ name: shortText, quantity: positive.pipe(z.int().max(1_000_000)), unit: shortText, unit_price_idr: rupiahAmount.pipe(z.int().min(1)) });
export const paperBody = z.strictObject({ text: longText, costs: z.array(cost).max(60).optional(), progress_percent: z.preprocess((input) => (typeof input === 'string' && /^\d{1,3}$/.test(input) ? Number(input) : input), z.int().min(0).max(100)).optional() });
export type PaperBody = z.output<typeof paperBody>;
export const swakelolaReason = z.strictObject({ reason: z.string().trim().min(5, 'Tulis alasannya, paling sedikit lima huruf | Give the reason, at least five letters').max(400) });

/** The cost plan says the value of the file, to the rupiah; the report that goes before the handover says that all is done. */
export function checkBody(step: number, body: PaperBody, value_idr: number): void {
  if (step === 3) {
    const total = (body.costs ?? []).reduce((sum, line) => sum + line.quantity * line.unit_price_idr, 0);
    if (total !== value_idr) throw new Refusal('swakelola.costs_differ', { id: `Rencana biaya berjumlah Rp${total}, nilai berkas Rp${value_idr}. Samakan keduanya.`, en: `The cost plan adds up to Rp${total}, the file is worth Rp${value_idr}. Make them agree.` }, { field: 'costs', status: 422 });
  }
  if (step === 5 && body.progress_percent === undefined) throw new Refusal('swakelola.no_progress', { id: 'Laporan memerlukan persentase kemajuan. Isi angkanya.', en: 'The report needs a percentage of progress. Enter the figure.' }, { field: 'progress_percent', status: 422 });
}

refuseConstraint('swakelola_two_persons', 'swakelola.same_person', { id: 'Penyusun tidak boleh menandatangani, dan kedua pihak ditandatangani orang yang berbeda. Mintalah penanda tangan lain.', en: 'Who prepared it does not sign, and each side is signed by another person. Ask another signatory.' });
refuseConstraint('swakelola_one_living', 'swakelola.prepared_already', { id: 'Dokumen langkah ini sudah disusun. Tandatangani atau kembalikan yang itu.', en: 'The paper of this step is prepared already. Sign that one or send it back.' });
refuseConstraint('swakelola.out_of_sequence', 'swakelola.out_of_sequence', { id: 'Dokumen sebelumnya belum ditandatangani kedua pihak. Selesaikan yang itu dahulu.', en: 'The paper before it is not signed by both sides yet. Complete that one first.' });

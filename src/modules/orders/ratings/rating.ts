/** A buyer's rating of a delivered order, and the maker's answer. Pure. */
import { z } from 'zod';
import { refuseConstraint } from '#kernel/refusal.ts';

export const marks = ['quality', 'punctuality', 'service'] as const;
export const markNames: Record<(typeof marks)[number], { id: string; en: string }> = { quality: { id: 'Mutu barang', en: 'Quality of the goods' }, punctuality: { id: 'Tepat waktu', en: 'Punctuality' }, service: { id: 'Pelayanan', en: 'Service' } };
const mark = z.preprocess((input) => (typeof input === 'string' && /^[1-5]$/.test(input) ? Number(input) : input), z.int('Pilih 1 sampai 5 | Choose 1 to 5').min(1).max(5));
export const ratingWish = z.strictObject({ quality: mark, punctuality: mark, service: mark, remark: z.string().trim().max(1000).optional() });
export type RatingWish = z.output<typeof ratingWish>;
export const ratingAnswer = z.strictObject({ answer: z.string().trim().min(5, 'Tulis jawabannya, paling sedikit lima huruf | Give the answer, at least five letters').max(1000) });

refuseConstraint('rating_once', 'rating.rated_already', { id: 'Pesanan ini sudah dinilai. Penilaian tidak diubah; sampaikan hal baru sebagai klaim.', en: 'This order is rated already. A rating does not change; say anything new as a claim.' });
refuseConstraint('rating_answer_pkey', 'rating.answered_already', { id: 'Penilaian ini sudah dijawab. Jawaban tidak diubah; muat ulang halaman untuk membacanya.', en: 'This rating is answered already. An answer does not change; reload the page to read it.' });

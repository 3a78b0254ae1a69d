// Cash from the hand that took it to the bank: what may be done, and what is said when it may not. No SQL, no HTTP.
import { z } from 'zod';
import { positive, rupiahAmount, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';

export type CashState = 'given' | 'taken' | 'refused';
/** A bundle is given by one and taken by another, who counts it; money in the bank is seen on the account by another. */
export const cashTransitions = [
  { from: 'given', verb: 'take', to: 'taken' },
  { from: 'given', verb: 'refuse', to: 'refused' },
] as const satisfies { from: CashState; verb: string; to: CashState }[];

export const outcomes = ['repaid', 'borne', 'kept'] as const;
export type Outcome = (typeof outcomes)[number];
/** Missing money is paid back by whoever held it, or borne by the working capital on a decision; what was too much stays there. */
export const outcomesOf = (difference_idr: number): readonly Outcome[] => (difference_idr < 0 ? ['repaid', 'borne'] : ['kept']);

/** With the bank's slip the money is in the bank; without one it is for the colleague who takes it. */
export const giveWish = z.strictObject({ slip: shortText.optional(), counted_idr: positive });
export const takeWish = z.strictObject({ counted_idr: rupiahAmount, reason: shortText.optional() });
export const differenceWish = z.strictObject({ outcome: z.enum(outcomes), decision: shortText.pipe(z.string().min(5, 'Sebut nomor keputusan atau berita acaranya | Name the decision or the minutes')) });

const two = { id: 'Yang menyerahkan tidak menghitung ulang uangnya sendiri. Mintalah orang lain.', en: 'Who gives the money does not count it again. Ask another person.' };
export const sameCounter = new Refusal('cash.same_person', two);
export const nothingHeld = new Refusal('cash.nothing_held', { id: 'Anda tidak memegang kas yang tercatat. Catat dahulu pembayaran tunai pada pesanannya.', en: 'You hold no recorded cash. Record the cash payment on its order first.' });
export const countSaysOther = new Refusal('cash.count_differs', { id: 'Jumlah yang Anda hitung tidak sama dengan catatan. Hitung lagi; bila tetap berbeda, serahkan menurut catatan dan penerima mencatat selisihnya.', en: 'Your count is not what is recorded. Count again; if it still differs, give it by the record and whoever takes it records the difference.' }, { field: 'counted_idr', status: 422 });
export const sayWhy = new Refusal('cash.difference_unexplained', { id: 'Hasil hitung berbeda. Tulis apa yang terjadi; selisihnya menjadi laporan yang diputus orang lain.', en: 'The count differs. Write what happened; the difference becomes a report that another person decides.' }, { field: 'reason', status: 422 });
export const cashDecided = new Refusal('cash.decided_already', { id: 'Penyerahan ini sudah selesai. Muat ulang halaman untuk melihat keadaannya.', en: 'This is already done. Reload the page to see how it stands.' });
export const wrongOutcome = new Refusal('cash.wrong_outcome', { id: 'Keputusan ini tidak cocok dengan selisihnya: kurang diganti atau ditanggung modal, lebih disimpan di modal. Pilih keputusan yang cocok.', en: 'This outcome does not fit: what is missing is repaid or borne, what is too much is kept. Choose the one that fits.' }, { field: 'outcome', status: 422 });
export const sameFinder = new Refusal('cash.difference_same_person', { id: 'Yang menemukan selisih tidak memutuskannya. Mintalah kepala UPT.', en: 'Who found the difference does not decide it. Ask the head of facility.' });
refuseConstraint('cash_two_persons', 'cash.same_person', two);
refuseConstraint('cash_difference_other_person', 'cash.difference_same_person', sameFinder.text);
refuseConstraint('cash_slip_once', 'cash.slip_taken', { id: 'Nomor bukti setor ini sudah dipakai. Periksa slipnya.', en: 'This bank slip is already used. Check the slip.' }, 'slip');
refuseConstraint('cash.on_its_way', 'cash.on_its_way', { id: 'Uang ini sudah dalam penyerahan lain. Tunggu penerimanya menghitung.', en: 'This money is already on its way. Wait until whoever takes it has counted.' });

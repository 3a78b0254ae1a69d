/** What a claim is: a complaint about received goods within their warranty, answered by two persons of the facility. Pure. */
import { z } from 'zod';
import { day, positive } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Tone } from '../order.ts';

export const claimStates = ['filed', 'answered', 'granted', 'declined', 'fulfilled', 'withdrawn'] as const;
export type ClaimState = (typeof claimStates)[number];
/** `answered` waits for the head; sent back, it is `filed` again. */
export const claimTransitions: Record<ClaimState, readonly ClaimState[]> = { filed: ['answered', 'withdrawn'], answered: ['granted', 'declined', 'filed', 'withdrawn'], granted: ['fulfilled'], declined: [], fulfilled: [], withdrawn: [] };
export const claimStateNames: Record<ClaimState, { id: string; en: string; tone: Tone }> = {
  filed: { id: 'Menunggu jawaban', en: 'Awaiting an answer', tone: 'kuning' }, answered: { id: 'Jawaban menunggu kepala UPT', en: 'Answer awaits the head', tone: 'ungu' }, granted: { id: 'Diterima, sedang dipenuhi', en: 'Granted, being remedied', tone: 'biru' },
  declined: { id: 'Ditolak', en: 'Declined', tone: 'abu' }, fulfilled: { id: 'Dipenuhi', en: 'Remedied', tone: 'hijau' }, withdrawn: { id: 'Ditarik', en: 'Withdrawn', tone: 'abu' },
};
export function checkClaimMove(from: ClaimState, to: ClaimState): void {
  if (claimTransitions[from].includes(to)) return;
  throw new Refusal('goods_claim.wrong_state', {
    id: `Klaim berstatus "${claimStateNames[from].id}" tidak dapat menjadi "${claimStateNames[to].id}". Muat ulang halaman untuk melihat keadaannya sekarang.`,
    en: `A claim that is "${claimStateNames[from].en}" cannot become "${claimStateNames[to].en}". Reload the page to see how it stands now.`,
  });
}

export const faults = ['broken', 'wrong', 'missing', 'other'] as const;
export const faultNames: Record<(typeof faults)[number], { id: string; en: string }> = { broken: { id: 'Rusak atau cacat', en: 'Broken or faulty' }, wrong: { id: 'Tidak sesuai pesanan', en: 'Not what was ordered' }, missing: { id: 'Kurang jumlahnya', en: 'Pieces missing' }, other: { id: 'Lainnya', en: 'Something else' } };
export const remedies = ['replace', 'repair', 'refund'] as const;
export type Remedy = (typeof remedies)[number];
export const remedyNames: Record<Remedy, { id: string; en: string }> = { replace: { id: 'Diganti', en: 'Replaced' }, repair: { id: 'Diperbaiki', en: 'Repaired' }, refund: { id: 'Uang kembali', en: 'Money back' } };

const pieces = positive.pipe(z.int().max(100_000));
export const claimWish = z.strictObject({ line: pieces, quantity: pieces, fault: z.enum(faults), found_on: day.optional(), wanted: z.enum(remedies), description: z.string().trim().min(10, 'Uraikan cacatnya, paling sedikit sepuluh huruf | Describe the fault, at least ten letters').max(1000) });
export type ClaimWish = z.input<typeof claimWish>;
export const claimAnswer = z.strictObject({ outcome: z.enum(['grant', 'decline']), remedy: z.enum(remedies).optional(), remedy_by: day.optional(), answer: z.string().trim().min(5, 'Tulis jawabannya, paling sedikit lima huruf | Give the answer, at least five letters').max(1000) })
  .superRefine((answer, check) => {
    if (answer.outcome === 'grant' && !answer.remedy) check.addIssue({ code: 'custom', path: ['remedy'], message: 'Pilih pemenuhannya | Choose the remedy' });
    if (answer.outcome === 'grant' && !answer.remedy_by) check.addIssue({ code: 'custom', path: ['remedy_by'], message: 'Isi tanggal paling lambat dipenuhi | Enter the day it is remedied by' });
  });
export type ClaimAnswer = z.input<typeof claimAnswer>;
export const claimNote = z.strictObject({ note: z.string().trim().min(5, 'Tulis keterangan, paling sedikit lima huruf | Give a note, at least five letters').max(400) });

refuseConstraint('claim_two_persons', 'goods_claim.same_person', { id: 'Penyusun jawaban tidak boleh memutuskannya. Mintalah kepala UPT.', en: 'Who prepared the answer does not decide it. Ask the head of facility.' });
refuseConstraint('claim_within_warranty', 'goods_claim.too_late', { id: 'Cacat ditemukan setelah masa garansi. Hubungi UPT untuk perbaikan berbayar.', en: 'The fault was found after the warranty. Call the facility for a paid repair.' }, 'found_on');

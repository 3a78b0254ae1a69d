// Bonus, allowances, grades of work, and corrections that an objection asks for. No SQL, no HTTP.
import { z } from 'zod';
import { day, longText, month, rupiahAmount, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';

export type AllowanceState = 'prepared' | 'approved' | 'refused';
/** What is approved is paid by the next run of its month, once; a refused one may be given anew. */
export const allowanceTransitions = [
  { from: 'prepared', verb: 'approve', to: 'approved' },
  { from: 'prepared', verb: 'refuse', to: 'refused' },
] as const satisfies { from: AllowanceState; verb: string; to: AllowanceState }[];
export type CorrectionState = 'open' | 'paid' | 'none';
export const correctionTransitions = [
  { from: 'open', verb: 'pay', to: 'paid' },
  { from: 'open', verb: 'close', to: 'none' },
] as const satisfies { from: CorrectionState; verb: string; to: CorrectionState }[];

const why = longText.pipe(z.string().min(5, 'Tulis alasannya | Write the reason'));
export const allowanceWish = z.strictObject({ worker_id: z.uuid(), kind: shortText, month, amount_idr: rupiahAmount.pipe(z.number().min(1)), reason: why, correction_id: z.uuid().optional() });
export type AllowanceWish = z.infer<typeof allowanceWish>;
export const kindWish = z.strictObject({
  code: shortText.pipe(z.string().regex(/^[A-Z_]{3,30}$/, 'Huruf besar dan garis bawah saja | Capital letters and underscores only')), name_id: shortText, name_en: shortText, meaning: longText, kind: z.enum(['bonus', 'allowance', 'correction']),
  max_idr: rupiahAmount.pipe(z.number().min(1)), from: day, legal_basis: shortText.pipe(z.string().min(5, 'Tulis dasar hukumnya | Give the legal basis')),
});
export const gradeWish = z.strictObject({ worker_id: z.uuid(), grade: shortText, from: day, decree: shortText });
export const closeWish = z.strictObject({ reason: why });

const same = { id: 'Yang mengusulkan tidak menyetujui. Mintalah pejabat lain.', en: 'Who proposed it does not approve it. Ask another officer.' };
export const sameGiver = new Refusal('allowance.same_person', same);
export const allowanceDecided = new Refusal('allowance.decided_already', { id: 'Tambahan ini sudah diputuskan. Muat ulang halaman untuk melihat keputusannya.', en: 'This addition is decided already. Reload the page to see the decision.' });
export const kindUnknown = new Refusal('allowance.kind_unknown', { id: 'Jenis tambahan ini tidak berlaku pada bulan itu. Pilih dari daftar.', en: 'This kind was not in force in that month. Choose from the list.' }, { field: 'kind', status: 422 });
export const needsObjection = new Refusal('allowance.needs_objection', { id: 'Koreksi diberikan atas keberatan yang dikabulkan. Mulailah dari daftar koreksi yang menunggu.', en: 'A correction follows an objection that was upheld. Start from the list of corrections that wait.' }, { field: 'kind', status: 422 });
export const monthAhead = new Refusal('allowance.month_ahead', { id: 'Bulan itu belum mulai. Pilih bulan berjalan atau yang sudah lewat.', en: 'That month has not begun. Choose this month or one that is over.' }, { field: 'month', status: 422 });
export const gradeApproved = new Refusal('grade.approved_already', { id: 'Golongan ini sudah disetujui. Muat ulang halaman untuk melihat keadaannya.', en: 'This grade is approved already. Reload the page to see how it stands.' });
export const sameGrader = new Refusal('grade.same_person', same);
export const correctionClosed = new Refusal('correction.closed_already', { id: 'Koreksi ini sudah selesai. Muat ulang halaman untuk melihat hasilnya.', en: 'This correction is settled already. Reload the page to see its outcome.' });
const otherCloser = { id: 'Yang menjawab keberatan tidak menutup koreksinya. Mintalah pejabat lain.', en: 'Who answered the objection does not close its correction. Ask another officer.' };
export const sameCloser = new Refusal('correction.same_person', otherCloser);
refuseConstraint('allowance_two_persons', 'allowance.same_person', same);
refuseConstraint('grade_two_persons', 'grade.same_person', same);
refuseConstraint('correction_other_person', 'correction.same_person', otherCloser);
refuseConstraint('allowance.paid_already', 'allowance.paid_already', { id: 'Tambahan ini sudah masuk hitungan upah lain. Tolak hitungan ini, lalu hitung lagi.', en: 'This addition is in another run already. Refuse this run and compute it again.' });
refuseConstraint('allowance_of_correction', 'allowance.correction_given', { id: 'Koreksi ini sudah diusulkan. Setujui atau tolak usulan itu dahulu.', en: 'This correction was proposed already. Approve or refuse that proposal first.' });
refuseConstraint('grade_one_at_a_time', 'grade.overlaps', { id: 'Sudah ada golongan yang mulai pada hari itu atau sesudahnya. Pilih tanggal mulai lain.', en: 'There is already a grade from that day or a later one. Choose another first day.' }, 'from');
refuseConstraint('allowance_kind_one_at_a_time', 'allowance.kind_overlaps', { id: 'Jenis ini sudah punya ketentuan pada hari itu atau sesudahnya. Pilih tanggal mulai lain.', en: 'This kind already has terms from that day or a later one. Choose another first day.' }, 'from');

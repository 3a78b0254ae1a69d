// Handing on what was kept back for a court, a victim or others. No SQL, no HTTP.
import { z } from 'zod';
import { rupiahAmount, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';

export type ClaimPaymentState = 'prepared' | 'approved' | 'refused';
export const claimPaymentTransitions = [
  { from: 'prepared', verb: 'approve', to: 'approved' },
  { from: 'prepared', verb: 'refuse', to: 'refused' },
] as const satisfies { from: ClaimPaymentState; verb: string; to: ClaimPaymentState }[];
export const claimPaymentWish = z.strictObject({ deduction_id: z.uuid(), amount_idr: rupiahAmount.pipe(z.number().min(1)), recipient: shortText.pipe(z.string().min(3)), evidence: shortText.pipe(z.string().min(3)) });

const same = { id: 'Yang menyiapkan penyerahan tidak menyetujuinya. Mintalah pejabat lain.', en: 'Who prepared the handover does not approve it. Ask another officer.' };
export const samePayer = new Refusal('claim.same_person', same);
export const paymentDecided = new Refusal('claim.decided_already', { id: 'Penyerahan ini sudah diputuskan. Muat ulang halaman untuk melihat keputusannya.', en: 'This handover is decided already. Reload the page to see the decision.' });
export const ownMoney = new Refusal('claim.own_money', { id: 'Pengembalian uang muka tidak diserahkan kepada siapa pun. Pilih potongan lain.', en: 'What repays an advance is handed to nobody. Choose another claim.' }, { field: 'deduction_id', status: 422 });
refuseConstraint('claim_payment_two_persons', 'claim.same_person', same);
refuseConstraint('claim.beyond_kept', 'claim.beyond_kept', { id: 'Yang dipotong untuk ini dan belum diserahkan tidak sebanyak itu. Kurangi jumlahnya.', en: 'Less than that was kept back for this and not handed on. Lower the amount.' }, 'amount_idr');
refuseConstraint('claim.handed_on_already', 'claim.handed_on_already', { id: 'Potongan dari perhitungan ini sudah diserahkan kepada yang berhak. Mintakan kembali dahulu, lalu batalkan perhitungannya.', en: 'What was kept back from this settlement is handed on already. Ask for it back first, then reverse the settlement.' });

/** What is said when an approved settlement cannot be taken back. */
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';

const twoPersons = { id: 'Yang mengusulkan tidak boleh menyetujui. Mintalah kepala UPT.', en: 'Who proposes does not approve. Ask the head of facility.' };
export const sameReverser = new Refusal('reversal.same_person', twoPersons);
export const decidedAlready = new Refusal('reversal.decided_already', { id: 'Usulan pembatalan ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This reversal is already decided. Reload the page to see the decision.' });
export const notApproved = new Refusal('reversal.not_approved', { id: 'Hanya perhitungan yang sudah disetujui dan belum dibatalkan yang dapat dibatalkan. Yang masih menunggu ditolak saja.', en: 'Only a settlement that is approved and not reversed can be reversed. One that waits is simply refused.' });
refuseConstraint('reversal_two_persons', 'reversal.same_person', twoPersons);
refuseConstraint('reversal_once', 'reversal.exists', { id: 'Pembatalan perhitungan ini sudah diusulkan. Tunggu keputusannya.', en: 'A reversal of this settlement is already proposed. Wait for the decision.' });

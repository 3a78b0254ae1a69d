/** What may be asked from a savings book, and what is said when it may not. */
import { z } from 'zod';
import { positive, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';

export const withdrawalKinds = ['BASIC_NEEDS', 'SEND_FAMILY', 'TRAVEL_HOME', 'RELEASE_PAYOUT'] as const;
/** To heirs only by their papers: `payHeirs`. */
export type WithdrawalKind = (typeof withdrawalKinds)[number];
/** What may be asked for though it is kept until release: leaving, and the way home. */
const untouched: readonly string[] = ['TRAVEL_HOME', 'RELEASE_PAYOUT', 'DEATH_HEIRS'];
/** What of a book may be asked for now, for a kind of use. */
export function freeOf(kind: string, { balance_idr, waiting_idr, held_idr, locked_idr }: { balance_idr: number; waiting_idr: number; held_idr: number; locked_idr: number }): number {
  const open = balance_idr - waiting_idr - held_idr;
  return untouched.includes(kind) ? open : Math.min(open, balance_idr - waiting_idr - locked_idr);
}
/** On release the whole balance goes, whatever amount is named. */
export type Withdrawal = { facility_id: string; worker_id: string; kind: WithdrawalKind; amount_idr: number; purpose: string };

export const withdrawalWish = z.strictObject({ kind: z.enum(withdrawalKinds), amount_idr: positive.pipe(z.int().max(1_000_000_000)), purpose: shortText });

const twoPersons = { id: 'Penyusun tidak boleh menyetujui. Mintalah kepala UPT.', en: 'Who prepares does not approve. Ask the head of facility.' };
export const sameWithdrawer = new Refusal('withdrawal.same_person', twoPersons);
export const withdrawalDecided = new Refusal('withdrawal.decided_already', { id: 'Pengambilan ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This withdrawal is already decided. Reload the page to see the decision.' });
export const personDied = new Refusal('withdrawal.person_died', { id: 'Orang ini telah meninggal. Serahkan tabungannya kepada ahli waris, dari kartunya.', en: 'This person has died. Hand the savings to the heirs, from the card.' }, { field: 'kind', status: 422 });
refuseConstraint('withdrawal_two_persons', 'withdrawal.same_person', twoPersons);
refuseConstraint('withdrawal.held', 'withdrawal.held', { id: 'Sebagian tabungan ini sedang ditahan. Lepaskan penahanannya dahulu, atau kurangi jumlahnya.', en: 'Part of these savings is held. Release the hold first, or lower the amount.' }, 'amount_idr');

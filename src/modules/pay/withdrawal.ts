/** What may be asked from a savings book, and what is said when it may not. */
import { z } from 'zod';
import { positive, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';

export const withdrawalKinds = ['BASIC_NEEDS', 'SEND_FAMILY', 'TRAVEL_HOME', 'RELEASE_PAYOUT'] as const;
export type WithdrawalKind = (typeof withdrawalKinds)[number];
/** On release the whole balance goes, whatever amount is named. */
export type Withdrawal = { facility_id: string; worker_id: string; kind: WithdrawalKind; amount_idr: number; purpose: string };

export const withdrawalWish = z.strictObject({ kind: z.enum(withdrawalKinds), amount_idr: positive.pipe(z.int().max(1_000_000_000)), purpose: shortText });

const twoPersons = { id: 'Penyusun tidak boleh menyetujui. Mintalah kepala UPT.', en: 'Who prepares does not approve. Ask the head of facility.' };
export const sameWithdrawer = new Refusal('withdrawal.same_person', twoPersons);
export const withdrawalDecided = new Refusal('withdrawal.decided_already', { id: 'Pengambilan ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This withdrawal is already decided. Reload the page to see the decision.' });
refuseConstraint('withdrawal_two_persons', 'withdrawal.same_person', twoPersons);

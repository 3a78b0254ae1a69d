// Advances on wages, and what a claim for damage must rest on. No SQL, no HTTP.
import { z } from 'zod';
import { longText, month, rupiahAmount, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';

export type AdvanceState = 'prepared' | 'approved' | 'refused' | 'moved';
/** `moved`: the person went to another facility, and what is left to repay with them. */
export const advanceTransitions = [
  { from: 'prepared', verb: 'approve', to: 'approved' },
  { from: 'prepared', verb: 'refuse', to: 'refused' },
  { from: 'approved', verb: 'follow', to: 'moved' },
] as const satisfies { from: AdvanceState; verb: string; to: AdvanceState }[];

export const advanceWish = z.strictObject({
  worker_id: z.uuid(), amount_idr: rupiahAmount.pipe(z.number().min(1)), agreement: shortText.pipe(z.string().min(5, 'Tulis nomor perjanjiannya | Give the number of the agreement')), purpose: longText, share_percent: z.coerce.number().int().min(1).max(100), first_month: month,
});

const same = { id: 'Yang mengusulkan uang muka tidak menyetujuinya. Mintalah pejabat lain.', en: 'Who proposed the advance does not approve it. Ask another officer.' };
export const sameLender = new Refusal('advance.same_person', same);
export const advanceDecided = new Refusal('advance.decided_already', { id: 'Uang muka ini sudah diputuskan. Muat ulang halaman untuk melihat keputusannya.', en: 'This advance is decided already. Reload the page to see the decision.' });
export const notHere = new Refusal('advance.not_here', { id: 'Uang muka hanya bagi orang yang masih ada di UPT ini. Pilih orang lain.', en: 'An advance is only for somebody who is at this facility. Choose another person.' }, { field: 'worker_id', status: 422 });
refuseConstraint('advance_two_persons', 'advance.same_person', same);

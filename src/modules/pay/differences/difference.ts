/**
 * What came to light after a settlement, person by person. Pure. A person's part may grow: that is paid. It may shrink: what still
 * waits for the budget shrinks with it; what was paid already stays the person's, and the rest is `beyond` the part. It is borne by the
 * facility or claimed by a decision of two persons (the dated rule `pay.negative_difference`), never taken out of a book by itself.
 */
import { z } from 'zod';
import { createHash } from 'node:crypto';
import { longText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Line } from '#ledger';
import type { Reading } from '../reading.ts';
import { shareAccount } from '../settlement.ts';
import type { Recipient } from '../split.ts';

/** `target`: what the last division said. `kept`: what was paid, or waits to be, less what was given back by decision. `waiting`: the part of it that the budget did not bring yet. */
export type Standing = { worker: string; target_idr: number; kept_idr: number; waiting_idr: number };
export type PersonDifference = { worker: string; before_idr: number; after_idr: number; applied_idr: number; beyond_before_idr: number; beyond_after_idr: number };
export type ShareDifference = { to: Recipient; before_idr: number; after_idr: number };

export function peopleDiffer(standing: readonly Standing[], anew: readonly { worker: string; amount_idr: number }[]): PersonDifference[] {
  const people = new Map(standing.map((each) => [each.worker, each]));
  const targets = new Map(anew.map((each) => [each.worker, each.amount_idr]));
  return [...new Set([...people.keys(), ...targets.keys()])].sort().map((worker) => {
    const { target_idr, kept_idr, waiting_idr } = people.get(worker) ?? { target_idr: 0, kept_idr: 0, waiting_idr: 0 };
    const after_idr = targets.get(worker) ?? 0;
    // `|| 0` keeps a minus sign away from nothing.
    const applied_idr = (after_idr >= kept_idr ? after_idr - kept_idr : -Math.min(kept_idr - after_idr, waiting_idr)) || 0;
    return { worker, before_idr: target_idr, after_idr, applied_idr, beyond_before_idr: Math.max(0, kept_idr - target_idr), beyond_after_idr: Math.max(0, kept_idr + applied_idr - after_idr) };
  }).filter((each) => each.after_idr !== each.before_idr);
}

/** What is newly beyond somebody's part and, under that rule, becomes a claim. */
export const claimsOf = (people: readonly PersonDifference[], negative: 'facility_loss' | 'claim') => (negative === 'facility_loss' ? [] : people.map((each) => ({ worker: each.worker, amount_idr: each.beyond_after_idr - each.beyond_before_idr })).filter((each) => each.amount_idr > 0));

export type Booked = { reading: Reading; gross_delta_idr: number; shares: readonly ShareDifference[]; people: readonly PersonDifference[]; negative: 'facility_loss' | 'claim' };
/** The journal of a difference: what each account holds too little or too much; it sums to zero because the shares make the sale before and after. */
export function differenceLines({ reading, gross_delta_idr, shares, people, negative }: Booked): Line[] {
  const grown = (to: Recipient) => shares.filter((each) => each.to === to).reduce((sum, each) => sum + each.after_idr - each.before_idr, 0);
  const beyond_idr = people.reduce((sum, each) => sum + each.beyond_after_idr - each.beyond_before_idr, 0);
  const claimed_idr = claimsOf(people, negative).reduce((sum, each) => sum + each.amount_idr, 0);
  const borne: Line[] = [{ account: '1310', amount_idr: claimed_idr }, { account: '3100', amount_idr: beyond_idr - claimed_idr }];
  const others = ['capital', 'programme', 'partner'] as const;
  const parts: Line[] = reading === 'deposit_all'
    ? [{ account: '2200', amount_idr: -gross_delta_idr }, { account: '1300', amount_idr: grown('worker') + others.reduce((sum, to) => sum + grown(to), 0) }, { account: '2700', amount_idr: -people.reduce((sum, each) => sum + each.applied_idr, 0) }, { account: '2710', amount_idr: -others.reduce((sum, to) => sum + grown(to), 0) }]
    : [...people.map((each): Line => ({ account: { worker_id: each.worker }, amount_idr: -each.applied_idr })), ...([...others, 'state'] as const).map((to): Line => ({ account: shareAccount[to], amount_idr: -grown(to) }))];
  return [{ account: '2900' as const, amount_idr: gross_delta_idr }, ...parts, ...borne].filter((line) => line.amount_idr !== 0);
}

export function differenceFingerprint(content: { settlement: string; rule_id: string; gross_idr: number; costs_idr: number; whole: boolean; negative: string; shares: readonly ShareDifference[]; people: readonly PersonDifference[] }): string {
  const { settlement, rule_id, gross_idr, costs_idr, whole, negative } = content;
  const shares = content.shares.map((each) => `${each.to} ${each.before_idr} ${each.after_idr}`).sort();
  const people = content.people.map((each) => `${each.worker} ${each.before_idr} ${each.after_idr} ${each.applied_idr} ${each.beyond_before_idr} ${each.beyond_after_idr}`).sort();
  return createHash('sha256').update(JSON.stringify([settlement, rule_id, gross_idr, costs_idr, whole, negative, shares, people])).digest('hex');
}

export const because = z.strictObject({ reason: longText.pipe(z.string().min(5, 'Tulis alasannya, paling sedikit lima huruf | Give the reason, at least five letters')) });

const two = { id: 'Penyusun tidak boleh menyetujui. Mintalah kepala UPT.', en: 'Who prepares does not approve. Ask the head of facility.' };
export const sameDiffer = new Refusal('difference.same_person', two);
export const notStanding = new Refusal('difference.not_approved', { id: 'Selisih disusun atas bagi hasil yang sudah disetujui dan tidak dibatalkan. Yang masih menunggu ditolak dan disusun kembali saja.', en: 'A difference is of a settlement that is approved and not reversed. One that waits is refused and prepared again.' });
export const nothingDiffers = new Refusal('difference.nothing', { id: 'Dihitung kembali, hasilnya sama sampai ke rupiahnya. Catat dahulu fakta atau aturan yang berubah.', en: 'Computed again it is the same to the rupiah. First record the fact or the rule that changed.' });
export const claimsOpen = new Refusal('difference.claims_open', { id: 'Kelebihan premi dari selisih sebelumnya belum diputus. Putuskan dahulu, lalu susun selisih baru.', en: 'Premi beyond the part of an earlier difference is not decided. Decide it first, then prepare a new difference.' });
export const beingReversed = new Refusal('difference.being_reversed', { id: 'Pembatalan bagi hasil ini sedang diusulkan. Tunggu keputusannya.', en: 'A reversal of this settlement is proposed. Wait for the decision.' });
export const differenceDecided = new Refusal('difference.decided_already', { id: 'Selisih ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This difference is already decided. Reload the page to see the decision.' });
export const differenceChanged = new Refusal('difference.changed', { id: 'Hitungan ulang berbeda: fakta berubah sejak disusun. Tolak, lalu susun kembali.', en: 'Computed anew it differs: facts changed since it was prepared. Refuse it and prepare it again.' });
refuseConstraint('difference_two_persons', 'difference.same_person', two);
refuseConstraint('difference_in_hand', 'difference.exists', { id: 'Selisih bagi hasil ini sudah disusun. Tunggu keputusannya.', en: 'A difference of this settlement is already prepared. Wait for the decision.' });

// A month's wages by the session: what a run is, and how claims on wages are taken. No SQL, no HTTP.
import { z } from 'zod';
import { day, month, positive, rupiahAmount, shortText } from '#kernel/form.ts';

export type RunState = 'prepared' | 'approved' | 'refused';
/** From a state, by a verb, to a state; what is not here is refused. A difference that comes to light is another run of the month. */
export const runTransitions = [
  { from: 'prepared', verb: 'approve', to: 'approved' },
  { from: 'prepared', verb: 'refuse', to: 'refused' },
] as const satisfies { from: RunState; verb: string; to: RunState }[];

export const runWish = z.strictObject({ facility: shortText.optional(), month });
export const deductionWish = z.strictObject({
  worker_id: z.uuid(), kind: shortText, decision: shortText.pipe(z.string().min(5, 'Tulis nomor putusan atau perjanjiannya | Give the number of the decision or agreement')),
  incident: shortText.optional(), share_percent: z.coerce.number().int().min(1).max(100).optional(), monthly_idr: positive.optional(), total_idr: rupiahAmount.pipe(z.number().min(1)).optional(), from: day, to: day.optional(),
}).superRefine((wish, check) => {
  if ((wish.share_percent === undefined) === (wish.monthly_idr === undefined)) check.addIssue({ code: 'custom', path: ['share_percent'], message: 'Isi persen dari upah sebulan atau jumlah tetap sebulan, salah satu saja | Give a percentage of the month or a fixed monthly amount, one of the two' });
});
/** Kinds whose decision names a sum: never more than that is taken. */
export const decreed: readonly string[] = ['RESTITUTION_COURT', 'FINE_COURT', 'DAMAGE_TOOLS'];
export type DeductionWish = z.infer<typeof deductionWish>;

/** Kinds that a pay run takes by itself, in the order of the dated rule; the rest are a person's own choices or happen at release. */
export type Claim = { id: string; kind: string; share_bp: number | null; monthly_idr: number | null; /** What is still to be taken in all; null without an end. */ left_idr: number | null };
export type Taken = { deduction_id: string; position: number; amount_idr: number; /** The cap left less than was claimed. */ cut_short: boolean };

/**
 * Claims on one person's wages in the order of the rule, together never above the cap, each never above what is left of it.
 * What the cap cuts off is not carried as a debt of the month: the claim's own rest stays, and the next run goes on.
 */
export function takeClaims(gross_idr: number, claims: readonly Claim[], { order, cap_bp }: { order: readonly string[]; cap_bp: number }): Taken[] {
  let room = Math.floor((gross_idr * cap_bp) / 10_000);
  const rank = (kind: string) => (order.includes(kind) ? order.indexOf(kind) : order.length);
  const sorted = [...claims].sort((a, b) => rank(a.kind) - rank(b.kind) || (a.id < b.id ? -1 : 1));
  const taken: Taken[] = [];
  for (const [n, claim] of sorted.entries()) {
    const wanted = Math.min(claim.share_bp === null ? claim.monthly_idr ?? 0 : Math.floor((gross_idr * claim.share_bp) / 10_000), claim.left_idr ?? Number.MAX_SAFE_INTEGER);
    const amount_idr = Math.min(wanted, room);
    room -= amount_idr;
    if (amount_idr > 0) taken.push({ deduction_id: claim.id, position: n + 1, amount_idr, cut_short: amount_idr < wanted });
  }
  return taken;
}

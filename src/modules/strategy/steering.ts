// What steers the tree between two versions: figures told by hand, progress, risks, decisions. No SQL, no HTTP.
import { z } from 'zod';
import { day, longText, shortText } from '#kernel/form.ts';
import { amount, ownerRoles } from './tree.ts';

export const progressStates = ['started', 'done', 'dropped'] as const;
export type ProgressState = (typeof progressStates)[number];
export const newReading = z.strictObject({ node: z.string().max(30), on_day: day, value: amount, evidence: longText });
export const newProgress = z.strictObject({ node: z.string().max(30), state: z.enum(progressStates), on_day: day, evidence: longText });
const step = z.coerce.number().int().min(1).max(5);
export const owner = { owner_role: z.enum(ownerRoles), owner_unit: shortText };
export const newRisk = z.strictObject({ node: z.string().max(30), what: longText, response: longText, ...owner, likelihood: step, impact: step, review_on: day });
export const newJudgement = z.strictObject({ likelihood: step, impact: step, open: z.enum(['yes', 'no']), note: longText, review_on: day.optional() })
  .refine(({ open, review_on }) => open === 'no' || review_on !== undefined, { path: ['review_on'], error: 'Isi kapan risiko dinilai lagi | Enter when the risk is judged again' });
export const newDecision = z.strictObject({ node: z.string().max(30), decided_on: day, decision: longText, reason: longText, decided_by: shortText, ...owner, due_on: day.optional(), replaces: z.string().max(30).optional(), hearing_id: z.uuid().optional() });
export type NewDecision = z.infer<typeof newDecision>;

/** Likelihood times impact, 1 to 25; the class is a word, so that nobody needs the colour. */
export type RiskClass = 'low' | 'medium' | 'high';
export const riskClass = ({ likelihood, impact }: { likelihood: number; impact: number }): RiskClass => (likelihood * impact >= 15 ? 'high' : likelihood * impact >= 6 ? 'medium' : 'low');

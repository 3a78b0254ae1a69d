// What a budget plan and a commitment are. No SQL, no HTTP.
import { z } from 'zod';
import { day, longText, positive, rupiahAmount, shortText } from '#kernel/form.ts';
import type { Phrase } from '#kernel/words.ts';

export const funds = ['RM', 'PNBP', 'HIBAH'] as const;
export type Fund = (typeof funds)[number];
export const fundNames: Record<Fund, Phrase> = {
  RM: { id: 'Rupiah murni', en: 'State budget' },
  PNBP: { id: 'PNBP', en: 'Own state revenue' },
  HIBAH: { id: 'Hibah', en: 'Grant' },
};

export type PlanState = 'draft' | 'submitted' | 'approved' | 'refused' | 'replaced';
/** From a state, by a verb, to a state; what is not here is refused. Approving a revision replaces the one in force. */
export const planTransitions = [
  { from: 'draft', verb: 'submit', to: 'submitted' },
  { from: 'submitted', verb: 'approve', to: 'approved' },
  { from: 'submitted', verb: 'refuse', to: 'refused' },
  { from: 'approved', verb: 'replace', to: 'replaced' },
] as const satisfies { from: PlanState; verb: string; to: PlanState }[];

const outputCode = z.string().trim().toUpperCase().regex(/^[A-Z0-9.]{2,20}$/, 'Isi kode keluaran seperti 5252.QAA.001 | Enter an output code like 5252.QAA.001');
const account = z.string().regex(/^\d{6}$/, 'Isi kode akun 6 angka | Enter a six-digit account');
export const planLine = z.strictObject({ output_code: outputCode, output_name: shortText, account, fund: z.enum(funds), amount_idr: rupiahAmount.refine((n) => n > 0, 'Isi jumlah lebih dari nol | Enter more than zero'), note: z.string().max(200).default('') });
const year = z.coerce.number().int().min(2015).max(2100);
export const newPlan = z.strictObject({ facility: shortText.optional(), year, reason: longText, lines: z.array(planLine).min(1, 'Isi paling sedikit satu baris | Enter at least one line').max(200) });
export type PlanLine = z.infer<typeof planLine>;
export const newCommitment = z.strictObject({ facility: shortText.optional(), year, output_code: outputCode, account, fund: z.enum(funds), what: shortText, supplier: shortText, amount_idr: positive });
export const newPayment = z.strictObject({ on_day: day, amount_idr: positive, sp2d: z.string().trim().toUpperCase().regex(/^[A-Z0-9/.-]{5,40}$/, 'Isi nomor SP2D seperti tertulis | Enter the SP2D number as written') });

export type Ceiling = { year: number; output_code: string; output_name: string; account: string; account_id: string; account_en: string; fund: Fund; planned_idr: number; committed_idr: number; realised_idr: number };
export const leftOf = ({ planned_idr, committed_idr, realised_idr }: Pick<Ceiling, 'planned_idr' | 'committed_idr' | 'realised_idr'>): number => planned_idr - committed_idr - realised_idr;

// What a supplier must absorb, and how far it got. No SQL, no HTTP.
import { z } from 'zod';
import { day, longText, positive, rupiahAmount, shortText, ticked, whole } from '#kernel/form.ts';

export const yardsticks = ['contract_value', 'harvest'] as const;
export type Yardstick = (typeof yardsticks)[number];
export type Rule = { code: string; percent_bp: number; base: Yardstick; legal_basis: string; verified: boolean; doubt_id: string; doubt_en: string; source: string };
export type Figures = { value_idr: number; /** null where it was not reckoned: a list asks for it only when the rule does */ harvest_idr: number | null; offered_idr: number; accepted_idr: number; refused_idr: number; certified_idr: number; from_day: string; to_day: string };
export const meterStates = ['met', 'excused', 'running', 'missed', 'none'] as const;
export type MeterState = (typeof meterStates)[number];
export type Meter = { required_idr: number; /** what the other reading of the rule would ask, where that was reckoned */ otherwise_idr: number | null; open_idr: number; gap_idr: number; days_left: number; state: MeterState };

const share = (base_idr: number, percent_bp: number): number => Math.ceil((base_idr * percent_bp) / 10_000);
const baseOf = (base: Yardstick, { value_idr, harvest_idr }: Pick<Figures, 'value_idr' | 'harvest_idr'>): number | null => (base === 'contract_value' ? value_idr : harvest_idr);
const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;

/** A certified shortage is the facility's own: what is left to absorb is what was offered and not taken. */
export function meterOf(figures: Figures, rule: Rule | undefined, today: string): Meter {
  const { offered_idr, accepted_idr, refused_idr, certified_idr, to_day } = figures;
  const required_idr = rule ? share(baseOf(rule.base, figures) ?? 0, rule.percent_bp) : 0;
  const other = rule ? baseOf(rule.base === 'harvest' ? 'contract_value' : 'harvest', figures) : null;
  const otherwise_idr = rule && other !== null ? share(other, rule.percent_bp) : null;
  const gap_idr = Math.max(0, required_idr - accepted_idr - certified_idr);
  const days_left = dayNumber(to_day) - dayNumber(today);
  const state = required_idr === 0 ? 'none' : accepted_idr >= required_idr ? 'met' : gap_idr === 0 ? 'excused' : days_left >= 0 ? 'running' : 'missed';
  return { required_idr, otherwise_idr, open_idr: offered_idr - accepted_idr - refused_idr, gap_idr, days_left, state };
}

export type Band = { low_bp: number; high_bp: number; max_age_days: number };
export const bandOf = (reference_idr: number, { low_bp, high_bp }: Pick<Band, 'low_bp' | 'high_bp'>): { low_idr: number; high_idr: number } => ({ low_idr: Math.ceil((reference_idr * low_bp) / 10_000), high_idr: Math.floor((reference_idr * high_bp) / 10_000) });

export const refusalReasons = ['QUALITY', 'PRICE', 'NOT_NEEDED', 'LATE', 'OTHER'] as const;
export type RefusalReason = (typeof refusalReasons)[number];
export const contractKinds = ['food', 'canteen'] as const;
/** Categories of products that feed people: only their lots may be offered, and count as harvest. */
export const foodCategories = ['agriculture', 'livestock_fishery', 'processed_food', 'bakery'] as const;

export type CertificateState = 'prepared' | 'signed' | 'returned';
/** From a state, by a verb, to a state; what is not here is refused. One that came back is prepared anew, as another. */
export const certificateTransitions = [{ from: 'prepared', verb: 'sign', to: 'signed' }, { from: 'prepared', verb: 'return', to: 'returned' }] as const satisfies { from: CertificateState; verb: string; to: CertificateState }[];

const facility = shortText.optional();
const some_idr = rupiahAmount.refine((n) => n > 0, 'Isi jumlah rupiah | Enter an amount');
const pieces = z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(0).max(1_000_000)).default(0);
const order = { message: 'Hari terakhir tidak mendahului hari pertama | The last day is no earlier than the first', path: ['to_day'] };
export const newContract = z.strictObject({ facility, number: shortText, supplier: shortText, kind: z.enum(contractKinds), value_idr: some_idr, from_day: day, to_day: day }).refine((of) => of.from_day <= of.to_day, order);
export const newAddendum = z.strictObject({ number: shortText, value_idr: some_idr, to_day: day, reason: longText.pipe(z.string().min(5, 'Tulis alasannya | Give the reason')) });
export const newHarvest = z.strictObject({ facility, commodity: shortText, unit: shortText, quantity: positive, on_day: day, workshop: shortText.optional() });
export const newMarketPrice = z.strictObject({ facility, commodity: shortText, unit: shortText, amount_idr: some_idr, on_day: day, source: shortText });
export const newOffer = z.strictObject({ source: shortText, quantity: positive, unit_price_idr: some_idr, deliver_on: day });
export const newAnswer = z.strictObject({ accepted: pieces, refused: pieces, reason: z.enum(refusalReasons).optional(), words: z.string().trim().max(1000).default(''), delivery_note: shortText.optional(), order_number: shortText.optional(), on_day: day.optional() })
  .refine(({ accepted, refused }) => accepted + refused > 0, { message: 'Isi yang diterima atau yang ditolak | Enter what is taken or what is refused', path: ['accepted'] })
  .refine(({ refused, reason, words }) => refused === 0 || (reason !== undefined && words.length >= 5), { message: 'Yang ditolak disertai alasan dan keterangannya | What is refused needs its reason and an explanation', path: ['words'] })
  .refine(({ accepted, delivery_note }) => accepted === 0 || delivery_note !== undefined, { message: 'Isi nomor tanda terima | Enter the number of the delivery note', path: ['delivery_note'] });
export const newCertificate = z.strictObject({ cause: longText.pipe(z.string().min(10, 'Tulis sebabnya, paling sedikit sepuluh huruf | Give the cause, at least ten letters')) });
export const newRule = z.strictObject({ percent: z.coerce.number().min(0.01).max(100), base: z.enum(yardsticks), from_day: day, legal_basis: shortText, source: shortText, verified: ticked.default(false), doubt: z.string().trim().max(1000).default('') })
  .refine(({ verified, doubt }) => verified || doubt.length >= 10, { message: 'Tulis yang belum pasti, paling sedikit sepuluh huruf | Write what is not certain, at least ten letters', path: ['doubt'] });

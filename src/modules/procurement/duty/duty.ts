/** The duty to buy here: rules of the day in their order, and the first that speaks decides. No SQL, no HTTP. */
import { z } from 'zod';
import { day, longText, rupiahAmount, shortText, whole } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

type RuleKind = 'ban' | 'buyer' | 'goods' | 'circumstance' | 'threshold' | 'supply' | 'duty' | 'precedence' | 'silence' | 'appeal' | 'blanket' | 'share';
export type RuleRow = {
  id: string; code: string; seq: number; kind: RuleKind; title_id: string; title_en: string; text_id: string; text_en: string; value: Record<string, unknown>; standing: 'trial' | 'in_force'; valid_from: string; valid_to: string | null;
  legal_basis: string; source: string; state: 'proposed' | 'approved' | 'refused'; proposed_by: string | null; proposed_person: string | null;
};

export const circumstances = ['emergency', 'abroad', 'used', 'contract', 'sensitive'] as const;
type Circumstance = (typeof circumstances)[number];
export const circumstanceNames: Record<Circumstance, Phrase> = {
  emergency: { id: 'Keadaan darurat', en: 'Emergency' }, abroad: { id: 'Dipakai di luar negeri', en: 'Used abroad' }, used: { id: 'Barang bekas atau sisa stok negara', en: 'Used or surplus goods of the state' },
  contract: { id: 'Masih ada kontrak payung', en: 'A framework contract still runs' }, sensitive: { id: 'Membuka data pribadi atau rahasia', en: 'Shows personal or secret data' },
};
export const buyerKinds = ['ministry', 'agency', 'province', 'regency', 'other'] as const;
export const buyerKindNames: Record<(typeof buyerKinds)[number], Phrase> = {
  ministry: { id: 'Kementerian', en: 'Ministry' }, agency: { id: 'Lembaga negara', en: 'State agency' }, province: { id: 'Pemerintah provinsi', en: 'Province' }, regency: { id: 'Pemerintah kabupaten atau kota', en: 'Regency or city' }, other: { id: 'Lainnya', en: 'Other' },
};

/** One question: who buys what, how much, for how much, by when. */
export const question = z.strictObject({
  item: z.string().trim().min(3).max(300), unspsc: z.string().regex(/^\d{8}$/).optional(), quantity: z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(1).max(1_000_000_000)), value_idr: rupiahAmount, needed_by: day,
  buyer: z.enum(buyerKinds), circumstance: z.enum(circumstances).optional(),
});
export type Question = z.output<typeof question>;

export type Facts = { buyer: string; category: string | null; value_idr: number; circumstance: string | undefined; supply: 'now' | 'by_day' | 'partly' | 'none' };
type Answer = 'must' | 'may' | 'must_not';
export type Verdict = { answer: Answer; rule: RuleRow; /** No regulation stands behind the rule yet. */ trial: boolean };

const list = (value: Record<string, unknown>, name: string): string[] => z.array(z.string()).catch([]).parse(value[name]);
/** Whether a rule speaks about these facts, and what it then says. Kinds that are not here steer other things. */
const speaks: Partial<Record<RuleKind, { answer: Answer; about: (value: Record<string, unknown>, facts: Facts) => boolean }>> = {
  ban: { answer: 'must_not', about: (value, facts) => facts.circumstance !== undefined && value['circumstance'] === facts.circumstance },
  buyer: { answer: 'may', about: (value, facts) => !list(value, 'agency_kinds').includes(facts.buyer) },
  // What nobody knows the kind of is asked about further on: it cannot be said to be outside.
  goods: { answer: 'may', about: (value, facts) => facts.category !== null && !list(value, 'categories').includes(facts.category) },
  circumstance: { answer: 'may', about: (value, facts) => value['circumstance'] === facts.circumstance },
  threshold: { answer: 'may', about: (value, facts) => facts.value_idr <= z.number().catch(0).parse(value['up_to_idr']) },
  supply: { answer: 'may', about: (value, facts) => value['supply'] === facts.supply },
  duty: { answer: 'must', about: () => true },
};

export function verdictOn(facts: Facts, rules: readonly RuleRow[]): Verdict | undefined {
  const rule = [...rules].sort((a, b) => a.seq - b.seq).find(({ kind, value }) => speaks[kind]?.about(value, facts));
  const said = rule && speaks[rule.kind];
  return rule && said ? { answer: said.answer, rule, trial: rule.standing === 'trial' } : undefined;
}

/** A rule as it will hold from a day: in the words of what it replaces, or new ones. */
export const newRule = z.strictObject({
  code: z.string().regex(/^[A-Z_]{3,40}$/), from: day, standing: z.enum(['trial', 'in_force']), legal_basis: shortText.pipe(z.string().min(8, 'Sebutkan peraturannya | Name the regulation')),
  text_id: longText, text_en: longText, value: z.string().max(4000).transform((text, check) => {
    try {
      return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    } catch {
      check.addIssue({ code: 'custom', message: 'Nilai ditulis sebagai JSON, misalnya {"up_to_idr":10000000} | The value is written as JSON, for example {"up_to_idr":10000000}' });
      return z.NEVER;
    }
  }),
});
/** Each kind of rule has figures of its own shape; a rule that would not be understood is not proposed. */
const shapes: Record<RuleKind, z.ZodType> = {
  ban: z.object({ circumstance: z.enum(circumstances).optional() }), circumstance: z.object({ circumstance: z.enum(circumstances) }), buyer: z.object({ agency_kinds: z.array(z.enum(buyerKinds)).min(1) }), goods: z.object({ categories: z.array(z.string()).min(1) }),
  threshold: z.object({ up_to_idr: z.int().min(0) }), supply: z.object({ supply: z.enum(['none', 'partly']) }), duty: z.object({}), precedence: z.object({ for: z.string(), order: z.array(z.string()).min(2) }), silence: z.object({ outcome: z.enum(['grant', 'escalate']) }),
  appeal: z.object({ within_days: z.int().min(1).max(60), decide_days: z.int().min(1).max(60) }), blanket: z.object({ most_months: z.int().min(1).max(60) }), share: z.object({ target_bp: z.int().min(0).max(10_000), of: z.string() }),
};
export const fitsKind = (kind: RuleKind, value: unknown): boolean => shapes[kind].safeParse(value).success;

export const misshapen = new Refusal('duty.misshapen', { id: 'Nilai aturan ini tidak sesuai jenisnya. Tulis angka dan nama seperti pada aturan yang sekarang.', en: 'The value does not fit this kind of rule. Write figures and names as the present rule does.' }, { field: 'value', status: 422 });
export const ruleDecided = new Refusal('duty.decided', { id: 'Usulan aturan ini sudah diputus. Muat ulang halaman untuk melihat yang berlaku.', en: 'This proposal is already decided. Reload the page to see what holds.' });
export const ruleTooEarly = new Refusal('duty.too_early', { id: 'Aturan tidak boleh mulai sebelum besok. Isi hari mulai yang lebih baru.', en: 'A rule cannot begin before tomorrow. Enter a later first day.' }, { field: 'from', status: 422 });
refuseConstraint('duty_rule_two_persons', 'duty.second_person', { id: 'Aturan harus disetujui oleh orang lain daripada pengusulnya. Minta pejabat lain menyetujui.', en: 'Another person than the one who proposed it must approve a rule. Ask another official to approve.' });
refuseConstraint('duty_rule_one_at_a_time', 'duty.overlap', { id: 'Sudah ada aturan lain mulai hari itu atau sesudahnya. Usulkan lagi dengan hari mulai yang lebih baru.', en: 'Another rule already begins on or after that day. Propose it again with a later first day.' });

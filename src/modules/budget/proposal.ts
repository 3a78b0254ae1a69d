// What a budget request is: its lines, what it aims at, the facts it rests on. No SQL, no HTTP.
import { z } from 'zod';
import { longText, positive, rupiahAmount, shortText, whole } from '#kernel/form.ts';
import { count, rupiah } from '#kernel/money.ts';
import { investment, type Payback } from './payback.ts';
import { newPlan, planLine } from './plan.ts';

export type ProposalState = 'draft' | 'submitted' | 'signed' | 'returned';
/** From a state, by a verb, to a state; what is not here is refused. A signed request is a document and stays as it is. */
export const proposalTransitions = [
  { from: 'draft', verb: 'rewrite', to: 'draft' }, { from: 'returned', verb: 'rewrite', to: 'draft' }, { from: 'draft', verb: 'submit', to: 'submitted' },
  { from: 'submitted', verb: 'sign', to: 'signed' }, { from: 'submitted', verb: 'return', to: 'returned' },
] as const satisfies { from: ProposalState; verb: string; to: ProposalState }[];
export type ProposalVerb = (typeof proposalTransitions)[number]['verb'];
export const mayFollow = (from: ProposalState, verb: ProposalVerb): boolean => proposalTransitions.some((each) => each.from === from && each.verb === verb);

const heads = z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(0).max(100_000)).default(0);
const percent = z.coerce.number().min(0).max(100);
export const wishedLine = z.strictObject({ ...planLine.pick({ output_code: true, account: true, fund: true }).shape, what: shortText, quantity: positive, unit: shortText, unit_price_idr: rupiahAmount.refine((n) => n > 0, 'Isi harga satuan | Enter the price of one') });
export type WishedLine = z.infer<typeof wishedLine>;
export const indicator = z.strictObject({ name: shortText, unit: shortText, baseline: shortText, target: shortText });
/** What is to be simulated: the product and the machine are named, the figures of the product are facts. */
export const simulation = z.strictObject({
  sku: shortText, price_idr: rupiahAmount.refine((n) => n > 0, 'Isi harga mesin | Enter the price of the machine'), training_idr: rupiahAmount.default(0), pieces_per_month: positive, upkeep_idr_per_month: rupiahAmount.default(0), people: heads,
  premi_percent: percent.optional(), state_percent: percent.optional(),
});
export type Simulation = z.infer<typeof simulation>;
export const newProposal = z.strictObject({
  facility: shortText.optional(), year: newPlan.shape.year, title: shortText, workshop: shortText.optional(), need: longText, aim: longText,
  activities: z.array(shortText).min(1, 'Tulis paling sedikit satu kegiatan | Write at least one activity').max(30), indicators: z.array(indicator).max(20).default([]), jobs: heads, trained: heads,
  lines: z.array(wishedLine).min(1, 'Isi paling sedikit satu baris | Enter at least one line').max(100), investment: simulation.optional(),
});
export type NewProposal = Omit<z.infer<typeof newProposal>, 'facility'>;
export const totalOf = (lines: readonly Pick<WishedLine, 'quantity' | 'unit_price_idr'>[]): number => lines.reduce((sum, line) => sum + line.quantity * line.unit_price_idr, 0);

export const simulated = investment.extend({ sku: z.string(), product: z.string() });
export const proposalFacts = z.strictObject({
  day: z.iso.date(), people: z.int(), waiting: z.int(), capacity: z.int().nullable(), sold_idr: z.int(), premi_idr: z.int(), state_idr: z.int(), sales: z.int(), certificates: z.int(),
  machines: z.int(), badly: z.int(), overdue: z.int(), capital: z.array(z.strictObject({ year: z.int(), machines: z.int(), price_idr: z.int() })),
});
export type ProposalFacts = z.infer<typeof proposalFacts>;

/** What the facts say of the need, in the words of a TOR. What is not there is said as well. */
export function background(facts: ProposalFacts, { facility, workshop }: { facility: string; workshop: string | null }): string[] {
  const place = workshop ? `${workshop}, ${facility}` : facility;
  const n = (value: number) => count(value, 'id');
  const asked = facts.capital.reduce((sum, { price_idr }) => sum + price_idr, 0);
  return [
    `Saat ini ${n(facts.people)} peserta kerja ditempatkan di ${place}${facts.capacity === null ? '' : `, dari kapasitas ${n(facts.capacity)} orang`}. ${facts.waiting === 0 ? 'Tidak ada yang menunggu tempat pada daftar tunggu.' : `${n(facts.waiting)} orang menunggu tempat pada daftar tunggu.`}`,
    facts.sales === 0 ? `Dalam satu tahun terakhir belum ada penjualan ${facility} yang dibagi hasilnya.`
      : `Dalam satu tahun terakhir ${facility} membagi hasil ${n(facts.sales)} penjualan senilai ${rupiah(facts.sold_idr)}: premi peserta kerja ${rupiah(facts.premi_idr)} dan penerimaan negara ${rupiah(facts.state_idr)}. Sertifikat pelatihan yang terbit: ${n(facts.certificates)}.`,
    facts.machines === 0 ? 'Belum ada mesin yang tercatat pada daftar aset.'
      : `Dari ${n(facts.machines)} mesin dan alat pada daftar aset, ${n(facts.badly)} rusak berat dan ${n(facts.overdue)} melewati masa manfaat. Penggantian lima tahun ke depan diperkirakan ${rupiah(asked)}.`,
  ];
}

export type PerRupiah = { jobs: number; trained: number; premi_idr: number | null; state_idr: number | null };
/** What each hundred million rupiah asked for brings in jobs and people trained, and each million in premi and state revenue a year. */
export function perRupiah({ total_idr, jobs, trained }: { total_idr: number; jobs: number; trained: number }, outcome: Payback | null): PerRupiah {
  const each = (amount: number, unit: number) => Math.floor((amount * unit) / total_idr);
  const tenths = (people: number) => Math.round((people * 1_000_000_000) / total_idr) / 10;
  return { jobs: tenths(jobs), trained: tenths(trained), premi_idr: outcome && each(outcome.expected.premi_idr_per_year, 1_000_000), state_idr: outcome && each(outcome.expected.state_idr_per_year, 1_000_000) };
}

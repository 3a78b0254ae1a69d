import { createHash } from 'node:crypto';
import { z } from 'zod';
import { refuseConstraint } from '#kernel/refusal.ts';
import { bases, recipients, teams, type Division } from './split.ts';
import { readingSnapshot } from './reading.ts';
import { method } from './teams/team.ts';
import { faultRule, rate } from './wages.ts';

export const ruleSnapshot = z.object({ id: z.string(), code: z.string(), basis: z.enum(bases), team: z.enum(teams), legal_basis: z.string(), valid_from: z.string(), shares: z.array(z.object({ to: z.enum(recipients), share_bp: z.number() })),
  // What the rule rests on beside itself, as it was on the day: the step between skill levels, the rates of wages.
  skill_step_bp: z.number().optional(), rates: z.array(rate).optional(), faults: faultRule.optional(), contract: z.string().optional(), reading: readingSnapshot.optional(),
  // The ways of dividing that the work orders of this sale began with, each with its part of the value.
  batches: z.array(z.object({ number: z.string(), value_idr: z.number(), method })).optional() });
export type RuleSnapshot = z.infer<typeof ruleSnapshot>;
/** Where each part goes but the workers', in the books. */
export const shareAccount = { capital: '3100', state: '2200', programme: '3200', partner: '2400' } as const;

export const preview = z.strictObject({
  rule: z.strictObject({ basis: z.enum(bases), shares: z.array(z.strictObject({ to: z.enum(recipients), percent: z.number().min(0).max(100) })).min(1).max(5), team: z.enum(teams).default('hours') }),
  amount_idr: z.int().min(0).max(1_000_000_000_000), costs_idr: z.int().min(0).max(1_000_000_000_000).default(0),
  contributions: z.array(z.strictObject({ worker: z.string().max(80), hours: z.number().min(0).max(100_000).optional(), output: z.number().int().min(0).optional(), skill: z.number().int().min(1).max(5).optional() })).max(5000).default([]),
}).refine((input) => input.rule.shares.reduce((sum, share) => sum + Math.round(share.percent * 100), 0) <= 10_000, { path: ['rule', 'shares'], message: 'Jumlah bagian melebihi 100 % | The shares make more than 100 %' })
  .refine((input) => new Set(input.rule.shares.map((share) => share.to)).size === input.rule.shares.length, { path: ['rule', 'shares'], message: 'Setiap penerima hanya sekali | Each recipient only once' });

/** What an approver signs: the figures themselves, whatever the order they were read in. A changed figure is another fingerprint. */
export function fingerprint(content: { order_number: string; rule: RuleSnapshot; gross_idr: number; division: Division }): string {
  const { basis_idr, costs_idr, shares, workers, notes } = content.division;
  const paid = shares.filter((share) => share.amount_idr > 0).map(({ to, amount_idr }) => `${to} ${amount_idr}`).sort();
  const people = workers.map(({ worker, weight, amount_idr }) => `${worker} ${weight} ${amount_idr}`).sort();
  return createHash('sha256').update(JSON.stringify([content.order_number, ruleSnapshot.parse(content.rule), content.gross_idr, basis_idr, costs_idr, paid, people, notes.map(({ code, amount_idr }) => [code, amount_idr])])).digest('hex');
}

refuseConstraint('settlement_two_persons', 'settlement.same_person', { id: 'Penyusun tidak boleh menyetujui. Mintalah kepala UPT.', en: 'Who prepares does not approve. Ask the head of facility.' });
refuseConstraint('settlement_once', 'settlement.exists', { id: 'Pesanan ini sudah dibagi. Buka perhitungannya.', en: 'This order is already divided. Open its settlement.' });
refuseConstraint('pay.decided_already', 'pay.decided_already', { id: 'Ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This is already decided. Reload the page to see the decision.' });
refuseConstraint('split_rule_one_at_a_time', 'split.overlaps', { id: 'Sudah ada aturan untuk UPT dan kegiatan ini pada tanggal itu. Pilih tanggal mulai lain.', en: 'There is already a rule for this facility and activity on that day. Choose another first day.' }, 'from');
refuseConstraint('split_rule_code_key', 'split.overlaps', { id: 'Sudah ada aturan untuk UPT dan kegiatan ini pada tanggal itu. Pilih tanggal mulai lain.', en: 'There is already a rule for this facility and activity on that day. Choose another first day.' }, 'from');

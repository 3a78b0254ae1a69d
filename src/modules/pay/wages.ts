/**
 * What people earn where a facility pays by the piece or by the hour. Pure. A piece rate is worth its pieces, shared among
 * those who made them in the measure of the team's rule; an hourly rate is worth a person's own minutes at the own level.
 */
import { z } from 'zod';
import { Refusal } from '#kernel/refusal.ts';
import { shareOut, weightOf, type Note, type Team } from './split.ts';

export const rate = z.discriminatedUnion('basis', [
  z.object({ basis: z.literal('piece'), product_id: z.string(), sku: z.string(), amount_idr: z.number(), legal_basis: z.string(), from: z.string() }),
  z.object({ basis: z.literal('time'), skill_level: z.number(), amount_idr: z.number(), per_minutes: z.number(), legal_basis: z.string(), from: z.string() }),
]);
export type Rate = z.infer<typeof rate>;

/** One person's work on one product that this order took; fractions as in `Contribution`. */
export type Work = { worker: string; code: string; skill: number; product_id: string; minutes: number; output: number };
/** Accepted pieces of one product: made by people on record, or by nobody on record. */
export type Pieces = { product_id: string; sku: string; traced: number; untraced: number };

/** Pieces that were rejected or done again, by why and by whom (nobody named: the team), as far as this order took of their work order. */
export type Fault = { worker: string | null; product_id: string; sku: string; reason_code: string; scrap: number; rework: number };
/** Whose fault is nobody's who made it: the reasons for which a rejected piece is paid as a good one, and a piece done again a share more. Every other reject is not paid. */
export const faultRule = z.object({ reasons: z.array(z.string()), rework_bp: z.number(), legal_basis: z.string() });
export type FaultRule = z.infer<typeof faultRule>;

export type WageLine = { fault: string; sku: string; pieces: number; again: number; rate_idr: number; amount_idr: number } | { sku: string; pieces: number; rate_idr: number; pool_idr: number; amount_idr: number } | { minutes: number; skill_level: number; rate_idr: number; per_minutes: number; amount_idr: number };
export type Wage = { worker: string; weight: number; amount_idr: number; why: WageLine[] };
/** `missing`: what has no rate on the day, in words of the trade: a product's code, or a level. */
export type Wages = { wages: Wage[]; notes: Note[]; missing: { skus: string[]; levels: number[] } };
export type Asked = { team: Team; skill_step_bp?: number | undefined; rates: readonly Rate[]; work: readonly Work[]; pieces: readonly Pieces[]; faults?: readonly Fault[]; faultRule?: FaultRule | undefined };

export function wagesByPiece({ team, skill_step_bp, rates, work, pieces, faults = [], faultRule }: Asked): Wages {
  const wages = new Map<string, Wage>();
  const skus: string[] = [];
  let untraced_idr = 0;
  for (const { product_id, sku, traced, untraced } of pieces) {
    const found = rates.find((each) => each.basis === 'piece' && each.product_id === product_id);
    if (!found) {
      skus.push(sku);
      continue;
    }
    const makers = work.filter((each) => each.product_id === product_id);
    const known = makers.length > 0 ? traced : 0;
    untraced_idr += found.amount_idr * (traced + untraced - known);
    const pool_idr = found.amount_idr * known;
    const parts = shareOut(pool_idr, makers.map((each) => ({ code: each.code, weight: weightOf(team, each, skill_step_bp) })));
    for (const [n, { worker, ...own }] of makers.entries()) {
      const amount_idr = parts[n] ?? 0;
      add(wages, worker, weightOf(team, own, skill_step_bp), { sku, pieces: known, rate_idr: found.amount_idr, pool_idr, amount_idr });
    }
  }
  for (const { worker, product_id, sku, reason_code, scrap, rework } of faultRule ? faults.filter((each) => faultRule.reasons.includes(each.reason_code)) : []) {
    const found = rates.find((each) => each.basis === 'piece' && each.product_id === product_id);
    if (!found || !faultRule) continue;
    const pool_idr = Math.round(found.amount_idr * (scrap + (rework * faultRule.rework_bp) / 10_000));
    const makers = work.filter((each) => each.product_id === product_id && (worker === null || each.worker === worker));
    const parts = shareOut(pool_idr, makers.map((each) => ({ code: each.code, weight: weightOf(team, each, skill_step_bp) })));
    for (const [n, maker] of makers.entries()) if ((parts[n] ?? 0) > 0) add(wages, maker.worker, 0, { fault: reason_code, sku, pieces: scrap, again: rework, rate_idr: found.amount_idr, amount_idr: parts[n] ?? 0 });
  }
  return { wages: [...wages.values()], notes: untraced_idr > 0 ? [{ code: 'untraced', amount_idr: untraced_idr }] : [], missing: { skus, levels: [] } };
}

export function wagesByTime({ rates, work }: Asked): Wages {
  const wages = new Map<string, Wage>();
  const levels = new Set<number>();
  const people = new Map<string, { worker: string; skill: number; minutes: number }>();
  for (const { worker, skill, minutes } of work) {
    const known = people.get(worker);
    people.set(worker, { worker, skill: Math.max(skill, known?.skill ?? 0), minutes: minutes + (known?.minutes ?? 0) });
  }
  for (const { worker, skill, minutes } of people.values()) {
    const found = rates.find((each) => each.basis === 'time' && each.skill_level === skill);
    if (!found || found.basis !== 'time') levels.add(skill);
    // Half a rupiah is the person's.
    else add(wages, worker, Math.round(minutes * 1000), { minutes, skill_level: skill, rate_idr: found.amount_idr, per_minutes: found.per_minutes, amount_idr: Math.round((minutes * found.amount_idr) / found.per_minutes) });
  }
  return { wages: [...wages.values()], notes: people.size === 0 ? [{ code: 'no_people', amount_idr: 0 }] : [], missing: { skus: [], levels: [...levels].sort() } };
}

function add(wages: Map<string, Wage>, worker: string, weight: number, line: WageLine): void {
  const known = wages.get(worker);
  wages.set(worker, { worker, weight: weight + (known?.weight ?? 0), amount_idr: line.amount_idr + (known?.amount_idr ?? 0), why: [...(known?.why ?? []), line] });
}

export const gradeUnknown = new Refusal('grade.unknown', { id: 'Golongan ini tidak ada. Pilih dari daftar golongan kerja.', en: 'There is no such grade. Choose from the list of grades.' }, { field: 'grade', status: 422 });

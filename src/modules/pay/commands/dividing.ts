// One order divided by the rule of a day: the rule with all it rests on, who made what, and the parts. Nothing is written here.
import type { Tx } from '#kernel/db.ts';
import { rupiah } from '#kernel/money.ts';
import { Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { makersOf, ruleInForce, type Due } from '../queries.ts';
import { readingOn } from '../reading.ts';
import type { RuleSnapshot } from '../settlement.ts';
import { divide, divideAfterWages, type Contribution, type Division, type Note } from '../split.ts';
import { teamWeights, withTeams } from '../teams/team-commands.ts';
import { ratesOn, workOf } from '../wage-queries.ts';
import { wagesByPiece, wagesByTime, type FaultRule, type WageLine } from '../wages.ts';

/** The rule in force for an order on a day, with the reading of the law and the dated figures it needs: they are frozen with it. */
export async function ruleFor(tx: Tx, { facility_id, order_id, category, contract }: Due, day: string): Promise<RuleSnapshot> {
  const rule = await ruleInForce(tx, { facility_id, activity: category, contract, day });
  const figured = await withItsFigures(tx, { ...rule, reading: await readingOn(tx, day, facility_id) }, facility_id, day);
  return figured.basis === 'piece' || figured.basis === 'time' ? figured : withTeams(tx, figured, { facility_id, order_id, day });
}

export async function withItsFigures(tx: Tx, rule: RuleSnapshot, facility_id: string, day: string): Promise<RuleSnapshot> {
  return {
    ...rule, ...(rule.team === 'skill' ? { skill_step_bp: (await ruleOn<number>(tx, 'pay.skill_step_bp', day, facility_id)).value } : {}),
    ...(rule.basis === 'piece' ? { faults: await faultsOn(tx, day, facility_id) } : {}),
    ...(rule.basis === 'piece' || rule.basis === 'time' ? { rates: await ratesOn(tx, { facility_id, basis: rule.basis, day }) } : {}),
  };
}

/** Who bears a rejected piece and the doing again: dated rules, frozen with the settlement. */
async function faultsOn(tx: Tx, day: string, facility_id: string): Promise<FaultRule> {
  const { value: reasons, legal_basis } = await ruleOn<string[]>(tx, 'pay.faults_not_theirs', day, facility_id);
  return { reasons, legal_basis, rework_bp: (await ruleOn<number>(tx, 'pay.rework_share_bp', day, facility_id)).value };
}

/** What can be divided now: what the buyer kept; of a first part, no more of it than was paid. Costs follow in proportion. */
export function dividable(due: Due, part: boolean): { gross_idr: number; costs_idr: number; left_idr: number } {
  const { accepted_idr, costs_idr } = due;
  const gross_idr = part ? Math.min(accepted_idr, Math.max(0, due.paid_idr - due.delivery_idr)) : accepted_idr;
  return { gross_idr, costs_idr: gross_idr === accepted_idr ? costs_idr : Math.round((costs_idr * gross_idr) / accepted_idr), left_idr: accepted_idr - gross_idr };
}

export type Divided = { gross_idr: number; contributions: Contribution[]; division: Division; why: Map<string, WageLine[]> };
export async function divided(tx: Tx, due: Due, rule: RuleSnapshot, part: boolean): Promise<Divided> {
  const { gross_idr, costs_idr, left_idr } = dividable(due, part);
  const said: Note[] = [...(left_idr > 0 ? [{ code: 'part' as const, amount_idr: left_idr }] : []), ...(due.mixed_idr > 0 ? [{ code: 'mixed_contracts' as const, amount_idr: due.mixed_idr }] : [])];
  const withNotes = (division: Division): Division => ({ ...division, notes: [...division.notes, ...said] });
  if (rule.basis !== 'piece' && rule.basis !== 'time') {
    const { contributions, traced } = await makersOf(tx, due.facility_id, due.order_id);
    const weights = await teamWeights(tx, rule, due);
    const weighed = weights ? contributions.map((each) => ({ ...each, weight: weights.get(each.worker) ?? 0 })) : contributions;
    return { gross_idr, contributions, division: withNotes(divide(rule, { gross_idr, costs_idr, contributions: weighed, traced })), why: new Map() };
  }
  const { work, pieces, faults } = await workOf(tx, due.facility_id, due.order_id);
  const asked = { team: rule.team, skill_step_bp: rule.skill_step_bp, rates: rule.rates ?? [], work, pieces, faults, faultRule: rule.faults };
  const { wages, notes, missing } = rule.basis === 'piece' ? wagesByPiece(asked) : wagesByTime(asked);
  if (missing.skus.length + missing.levels.length > 0) throw noRate(missing);
  const wages_idr = wages.reduce((sum, each) => sum + each.amount_idr, 0);
  if (wages_idr > gross_idr) throw new Refusal('settlement.wages_above_sale', { id: `Upah menurut tarif ${rupiah(wages_idr)} melebihi penjualan ${rupiah(gross_idr)}. Mintalah pusat memeriksa tarif, atau naikkan harga produknya.`, en: `Wages by the rate, ${rupiah(wages_idr)}, are more than the sale of ${rupiah(gross_idr)}. Ask headquarters to look at the rate, or raise the price.` });
  const contributions = [...new Set(work.map((each) => each.worker))].map((worker): Contribution => {
    const own = work.filter((each) => each.worker === worker);
    return { worker, minutes: own.reduce((sum, each) => sum + each.minutes, 0), output: own.reduce((sum, each) => sum + each.output, 0), skill: Math.max(...own.map((each) => each.skill)) };
  });
  return { gross_idr, contributions, division: withNotes(divideAfterWages(rule, { gross_idr, wages, notes })), why: new Map(wages.map(({ worker, why }) => [worker, why])) };
}

function noRate({ skus, levels }: { skus: string[]; levels: number[] }): Refusal {
  const what = { id: [...skus, ...levels.map((level) => `tingkat ${level}`)].join(', '), en: [...skus, ...levels.map((level) => `level ${level}`)].join(', ') };
  return new Refusal('settlement.no_rate', { id: `Belum ada tarif yang berlaku untuk ${what.id}. Mintalah pusat menetapkannya di halaman Kebijakan.`, en: `No rate is in force for ${what.en}. Ask headquarters to set it on the Rules page.` });
}

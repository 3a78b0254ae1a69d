import { explainMoney } from '#catalogue';
import type { Tx } from '#kernel/db.ts';
import type { Reactions } from '#kernel/events.ts';
import { dayAt } from '#organisation';
import { contractOf, listedProducts, pricedOf, ruleAsked } from './queries.ts';
import { methodOf } from '#products';
import { carryKeeping, sendAfter } from './savings/follow-commands.ts';
import type { RuleSnapshot } from './settlement.ts';
import { divide, divideAfterWages, type Division } from './split.ts';
import { freezeBatch } from './teams/team-commands.ts';
import { ratesOn } from './wage-queries.ts';

export const reactions: Reactions = {
  /** What belongs to the savings follows them; wages paid where somebody no longer is go after the person. */
  'transfer.received': async (tx, { subject_id, particulars }) => carryKeeping(tx, { transfer_id: subject_id, savings_idr: Number(particulars['savings_idr'] ?? 0) }),
  /** A work order keeps the way of dividing that held when it began. */
  'work_order.created': async (tx, { facility_id, subject_id }) => {
    if (facility_id) await freezeBatch(tx, facility_id, subject_id);
  },
  'run.approved': async (tx, { facility_id, subject_id }) => {
    if (facility_id) await sendAfter(tx, { facility_id, cause_id: subject_id });
  },
  'settlement.approved': async (tx, { facility_id, subject_id }) => {
    if (facility_id) await sendAfter(tx, { facility_id, cause_id: subject_id });
  },
  'listing.published': async (tx, { facility_id, subject_id }) => {
    if (facility_id) await explain(tx, facility_id, subject_id);
  },
  /** A rate changes where a piece's rupiah goes, as a rule does. */
  'rate.adopted': async (tx, { facility_id }) => {
    if (!facility_id) return;
    for (const { product_id } of await listedProducts(tx, facility_id)) await explain(tx, facility_id, product_id);
  },
  /** A product that is made for a partner from now on may fall under another rule. */
  'contract.recorded': async (tx, { facility_id }) => {
    if (!facility_id) return;
    for (const { product_id } of await listedProducts(tx, facility_id)) await explain(tx, facility_id, product_id);
  },
  /** A new rule of a facility changes what its window says, if it is in force already. */
  'split.adopted': async (tx, { facility_id }) => {
    if (!facility_id) return;
    for (const { product_id } of await listedProducts(tx, facility_id)) await explain(tx, facility_id, product_id);
  },
};

/**
 * A price in the window says where its rupiah would go under the rule in force today. Events come late and more than once:
 * what no longer stands in the window, or falls under no rule, is left unsaid.
 */
async function explain(tx: Tx, facility_id: string, product_id: string): Promise<void> {
  const day = await dayAt(tx, facility_id);
  const priced = await pricedOf(tx, product_id, day);
  const rule = priced && (await ruleAsked(tx, { facility_id, activity: priced.category, contract: await contractOf(tx, { facility_id, product_id, day }), day }));
  if (!priced || !rule) return;
  const { price_idr, cash_cost_idr } = priced;
  const division = await onePiece(tx, rule, { facility_id, product_id, day, price_idr, cash_cost_idr });
  if (!division) return;
  const { shares, costs_idr } = division;
  const of = (to: string) => shares.find((share) => share.to === to)?.amount_idr ?? 0;
  // What returns to capital for its costs is shown to a buyer as what it pays for, as far as capital's part covers it.
  const material = rule.basis === 'net_profit' ? costs_idr : Math.min(cash_cost_idr, of('capital'));
  const parts = [
    { to: 'material' as const, amount_idr: material }, { to: 'worker' as const, amount_idr: of('worker') }, { to: 'state' as const, amount_idr: of('state') },
    { to: 'capital' as const, amount_idr: of('capital') - material }, { to: 'programme' as const, amount_idr: of('programme') }, { to: 'partner' as const, amount_idr: of('partner') },
  ].filter((part) => part.amount_idr > 0);
  await explainMoney(tx, { product_id, money_split: parts, split_basis: rule.legal_basis });
}

type OnePiece = { facility_id: string; product_id: string; day: string; price_idr: number; cash_cost_idr: number };
/** One piece under a rule. By the piece its rate, by time the standard minutes of its routing; where a rate is missing nothing is said. */
async function onePiece(tx: Tx, rule: RuleSnapshot, { facility_id, product_id, day, price_idr, cash_cost_idr }: OnePiece): Promise<Division | undefined> {
  if (rule.basis !== 'piece' && rule.basis !== 'time') return divide(rule, { gross_idr: price_idr, costs_idr: cash_cost_idr });
  const rates = await ratesOn(tx, { facility_id, basis: rule.basis, day });
  const { routing } = await methodOf(tx, { facility_id, product_id, day });
  const parts = rule.basis === 'piece'
    ? [rates.find((rate) => rate.basis === 'piece' && rate.product_id === product_id)?.amount_idr]
    : routing.map((step) => { const rate = rates.find((each) => each.basis === 'time' && each.skill_level === step.skill_level); return rate?.basis === 'time' ? (step.standard_minutes * rate.amount_idr) / rate.per_minutes : undefined; });
  const wage_idr = Math.round(parts.reduce<number>((sum, part) => sum + (part ?? Number.NaN), 0));
  return Number.isNaN(wage_idr) || wage_idr > price_idr ? undefined : divideAfterWages(rule, { gross_idr: price_idr, wages: [{ worker: '', weight: 1, amount_idr: wage_idr }] });
}

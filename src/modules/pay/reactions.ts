import { explainMoney } from '#catalogue';
import { dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import type { Reactions } from '#kernel/events.ts';
import { facilityById } from '#organisation';
import { listedProducts, pricedOf, ruleAsked } from './queries.ts';
import { divide } from './split.ts';

export const reactions: Reactions = {
  'listing.published': async (tx, { facility_id, subject_id }) => {
    if (facility_id) await explain(tx, facility_id, subject_id);
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
  const { timezone } = await facilityById(tx, facility_id);
  const day = dayIn(timezone, tx.now);
  const priced = await pricedOf(tx, product_id, day);
  const rule = priced && (await ruleAsked(tx, { facility_id, activity: priced.category, day }));
  if (!priced || !rule) return;
  const { price_idr, cash_cost_idr } = priced;
  const { shares, costs_idr } = divide(rule, { gross_idr: price_idr, costs_idr: cash_cost_idr });
  const of = (to: string) => shares.find((share) => share.to === to)?.amount_idr ?? 0;
  // What returns to capital for its costs is shown to a buyer as what it pays for, as far as capital's part covers it.
  const material = rule.basis === 'net_profit' ? costs_idr : Math.min(cash_cost_idr, of('capital'));
  const parts = [
    { to: 'material' as const, amount_idr: material }, { to: 'worker' as const, amount_idr: of('worker') }, { to: 'state' as const, amount_idr: of('state') },
    { to: 'capital' as const, amount_idr: of('capital') - material }, { to: 'programme' as const, amount_idr: of('programme') }, { to: 'partner' as const, amount_idr: of('partner') },
  ].filter((part) => part.amount_idr > 0);
  await explainMoney(tx, { product_id, money_split: parts, split_basis: rule.legal_basis });
}

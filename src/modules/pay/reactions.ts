import { explainMoney } from '#catalogue';
import { dayIn } from '#kernel/calendar.ts';
import type { Reactions } from '#kernel/events.ts';
import { facilityById } from '#organisation';
import { pricedOf, ruleInForce } from './queries.ts';
import { divide } from './split.ts';

export const reactions: Reactions = {
  /** A price in the window says where its rupiah would go under the rule in force on that day. */
  'listing.published': async (tx, event) => {
    if (!event.facility_id) return;
    const { price_idr, cash_cost_idr, category } = await pricedOf(tx, event.subject_id);
    const { timezone } = await facilityById(tx, event.facility_id);
    const rule = await ruleInForce(tx, { facility_id: event.facility_id, activity: category, day: dayIn(timezone, tx.now) });
    const material = Math.min(price_idr, cash_cost_idr);
    const { shares } = divide(rule, { gross_idr: price_idr, costs_idr: cash_cost_idr });
    // Cost recovery goes to capital in the books; a buyer is shown it as what it pays for.
    const of = (to: string) => shares.find((share) => share.to === to)?.amount_idr ?? 0;
    const costs = rule.basis === 'net_profit' ? material : Math.min(material, of('capital'));
    const parts = [
      { to: 'material' as const, amount_idr: costs }, { to: 'worker' as const, amount_idr: of('worker') }, { to: 'state' as const, amount_idr: of('state') },
      { to: 'capital' as const, amount_idr: of('capital') - costs }, { to: 'programme' as const, amount_idr: of('programme') }, { to: 'partner' as const, amount_idr: of('partner') },
    ].filter((part) => part.amount_idr > 0);
    await explainMoney(tx, { product_id: event.subject_id, money_split: parts, split_basis: rule.legal_basis });
  },
};

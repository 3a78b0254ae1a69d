// How long until an investment has paid itself back, and what it brings each year: computed before it is asked for.
import { z } from 'zod';
import { positive, rupiahAmount, whole } from '#kernel/form.ts';

const share = z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(0).max(10_000));
export const investment = z.strictObject({
  price_idr: rupiahAmount.refine((n) => n > 0, 'Isi harga mesin | Enter the price of the machine'), training_idr: rupiahAmount.default(0),
  pieces_per_month: positive, product_price_idr: rupiahAmount, variable_cost_idr: rupiahAmount, upkeep_idr_per_month: rupiahAmount.default(0),
  people: z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(0).max(10_000)).default(0),
  /** Of each rupiah sold: what went to those who work, and to the state, in the settlements of the year before. */
  premi_bp: share, state_bp: share,
});
export type Investment = z.infer<typeof investment>;

export type Outcome = { pieces_per_month: number; month_idr: number; months: number | null; sales_idr_per_year: number; premi_idr_per_year: number; state_idr_per_year: number };
export type Payback = { invested_idr: number; expected: Outcome; low: Outcome; high: Outcome; jobs: number };

/**
 * What a month brings is sales less variable cost, less what those who work receive, less upkeep. The share of the state is
 * not a cost here: it is the state that asks and the state that receives. A fifth less and a fifth more output make the range.
 */
export function payback(input: Investment): Payback {
  const invested_idr = input.price_idr + input.training_idr;
  const outcome = (percent: number): Outcome => {
    const pieces = Math.floor((input.pieces_per_month * percent) / 100);
    const sales = pieces * input.product_price_idr;
    const premi = shareOf(sales, input.premi_bp);
    const month_idr = sales - pieces * input.variable_cost_idr - premi - input.upkeep_idr_per_month;
    return { pieces_per_month: pieces, month_idr, months: month_idr > 0 ? Math.ceil(invested_idr / month_idr) : null, sales_idr_per_year: sales * 12, premi_idr_per_year: premi * 12, state_idr_per_year: shareOf(sales, input.state_bp) * 12 };
  };
  return { invested_idr, expected: outcome(100), low: outcome(80), high: outcome(120), jobs: input.people };
}

const shareOf = (amount_idr: number, share_bp: number): number => Number((BigInt(amount_idr) * BigInt(share_bp)) / 10_000n);

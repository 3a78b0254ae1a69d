// Which machine must be replaced when, and at what price: from the register, its rule of life and its condition.
import { monthIndex, monthOf, type Condition } from './asset.ts';

export type Replaceable = { acquired_on: string; cost_idr: number; life_months: number; condition: Condition };
export type Due<Asset> = Asset & { year: number; why: 'broken' | 'overdue' | 'end_of_life'; price_idr: number };
/** How much dearer machines get in a year, in basis points, by the rule of that year. */
export type PriceIndex = (year: number) => number;

/** The machines due within the years asked, earliest first. What is badly damaged or past its life is due in the first year. */
export function replacements<Asset extends Replaceable>(assets: readonly Asset[], { first, years, index }: { first: number; years: number; index: PriceIndex }): Due<Asset>[] {
  return assets.flatMap((asset) => {
    const ends = Number(monthOf(monthIndex(asset.acquired_on) + asset.life_months).slice(0, 4));
    const year = asset.condition === 'major' ? first : Math.max(first, ends);
    if (year >= first + years) return [];
    const why = asset.condition === 'major' ? 'broken' : ends < first ? 'overdue' : 'end_of_life';
    return [{ ...asset, year, why, price_idr: indexedPrice(asset.cost_idr, Number(asset.acquired_on.slice(0, 4)), year, index) } as const];
  }).sort((a, b) => a.year - b.year || b.price_idr - a.price_idr);
}

/** A price carried from one year to another, rounded to the rupiah once a year. */
export function indexedPrice(price_idr: number, from: number, to: number, index: PriceIndex): number {
  let price = BigInt(price_idr);
  for (let year = from + 1; year <= to; year++) price = (price * BigInt(10_000 + index(year)) + 5_000n) / 10_000n;
  return Number(price);
}

export type YearTotal = { year: number; machines: number; price_idr: number };
export function totalsByYear(due: readonly { year: number; price_idr: number }[], first: number, years: number): YearTotal[] {
  return Array.from({ length: years }, (_, n) => {
    const inYear = due.filter(({ year }) => year === first + n);
    return { year: first + n, machines: inYear.length, price_idr: inYear.reduce((sum, { price_idr }) => sum + price_idr, 0) };
  });
}

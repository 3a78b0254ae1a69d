import { count, rupiahCompact } from '#kernel/money.ts';
import type { Locale } from '#kernel/words.ts';

export type Series = { name: string; points: readonly { label: string; value: number }[] };

/** A number line from 0 (or below) to a round number above the largest, with at most six steps. */
export type Scale = { low: number; high: number; ticks: number[] };

export function scaleOf(values: readonly number[]): Scale {
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const step = roundStep((most - least || 1) / 4);
  const low = Math.floor(least / step) * step;
  const high = Math.max(Math.ceil(most / step) * step, low + step);
  return { low, high, ticks: Array.from({ length: Math.round((high - low) / step) + 1 }, (_, n) => low + n * step) };
}

/** 1, 2 or 5 times a power of ten, at least `rough`; never below one, for we count things and rupiah. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  return ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10) * power;
}

export function written(value: number, locale: Locale, money: boolean): string {
  return money ? rupiahCompact(Math.round(value), locale) : count(value, locale);
}

/** Labels of the first series in order, then any that only a later one has. */
export function labelsOf(series: readonly Series[]): string[] {
  return [...new Set(series.flatMap(({ points }) => points.map(({ label }) => label)))];
}

export function valueAt(series: Series, label: string): number | undefined {
  return series.points.find((point) => point.label === label)?.value;
}

export function tenth(n: number): number {
  return Math.round(n * 10) / 10;
}

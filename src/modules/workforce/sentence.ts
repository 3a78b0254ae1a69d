/**
 * The stages of a sentence: a third, a half and two thirds served (PP 31/1999, art. 9 ff.). The sentence counts from the
 * first day of custody that is taken into account; remissions bring its end, and with it every stage, nearer.
 */
import { addDays, daysBetween } from '#kernel/calendar.ts';
import type { Phrase } from '#kernel/words.ts';

export const stageNames = {
  early: { id: 'Awal (belum ⅓)', en: 'Early (before ⅓)' },
  third: { id: 'Sudah ⅓', en: '⅓ served' },
  half: { id: 'Sudah ½', en: '½ served' },
  two_thirds: { id: 'Sudah ⅔', en: '⅔ served' },
  ended: { id: 'Masa pidana habis', en: 'Sentence ended' },
} as const satisfies Record<string, Phrase>;
export type Stage = keyof typeof stageNames;
export const stageCodes = Object.keys(stageNames) as [Stage, ...Stage[]];

/** Shares as whole numbers, so that SQL and TypeScript count alike. */
export const shares = { third: [1, 3], half: [1, 2], two_thirds: [2, 3] } as const;

export type Stages = { third_on: string; half_on: string; two_thirds_on: string; end_on: string };

/** `end_on` as sentenced; `remission_days` granted so far. A share is reached on the first whole day that completes it. */
export function stagesOf({ from, end_on, remission_days = 0 }: { from: string; end_on: string; remission_days?: number }): Stages {
  const length = Math.max(0, daysBetween(from, end_on) - remission_days);
  const reached = ([part, whole]: readonly [number, number]): string => addDays(from, Math.ceil((length * part) / whole));
  return { third_on: reached(shares.third), half_on: reached(shares.half), two_thirds_on: reached(shares.two_thirds), end_on: addDays(from, length) };
}

export function stageOn(stages: Stages, day: string): Stage {
  return day >= stages.end_on ? 'ended' : day >= stages.two_thirds_on ? 'two_thirds' : day >= stages.half_on ? 'half' : day >= stages.third_on ? 'third' : 'early';
}

// How far a facility's industry has come: eight dimensions, five levels, criteria that can be seen. No SQL, no HTTP.
import { z } from 'zod';
import { longText } from '#kernel/form.ts';
import { isMeasure, measures, type MeasureName } from './measure.ts';

export const dimensions = ['organisation', 'people', 'budget', 'production', 'safety', 'marketing', 'cooperation', 'reintegration'] as const;
export type Dimension = (typeof dimensions)[number];
export type AssessmentState = 'draft' | 'sent' | 'verified' | 'returned';
export const assessmentTransitions = [{ from: 'draft', verb: 'send', to: 'sent' }, { from: 'returned', verb: 'send', to: 'sent' }, { from: 'sent', verb: 'verify', to: 'verified' }, { from: 'sent', verb: 'return', to: 'returned' }, { from: 'draft', verb: 'rewrite', to: 'draft' }, { from: 'returned', verb: 'rewrite', to: 'draft' }] as const satisfies { from: AssessmentState; verb: string; to: AssessmentState }[];
export type AssessmentVerb = (typeof assessmentTransitions)[number]['verb'];
export const mayBe = (from: AssessmentState, verb: AssessmentVerb): boolean => assessmentTransitions.some((row) => row.from === from && row.verb === verb);

export type Criterion = { dimension: Dimension; level: number; name_id: string; name_en: string; measure: string | null; threshold: number | null; source: string };
export type Facts = ReadonlyMap<MeasureName, { value: number | null }>;

/** What the facts say of one criterion: met, not met, or nothing, where no fact speaks of it. */
export function answer({ measure, threshold }: Pick<Criterion, 'measure' | 'threshold'>, facts: Facts): boolean | undefined {
  if (measure === null || threshold === null || !isMeasure(measure)) return undefined;
  const value = facts.get(measure)?.value ?? null;
  if (value === null) return false;
  return measures[measure].better === 'down' ? value <= threshold : value >= threshold;
}
/** The highest level up to which no fact speaks against a criterion, ending with the last that a fact speaks for. */
export function suggested(criteria: readonly Criterion[], dimension: Dimension, facts: Facts): number {
  let level = 0;
  for (const criterion of criteria.filter((one) => one.dimension === dimension).sort((a, b) => a.level - b.level)) {
    const met = answer(criterion, facts);
    if (met === false) break;
    if (met === true) level = criterion.level;
  }
  return level;
}
/** Criteria up to a claimed level that the facts contradict. */
export const against = (criteria: readonly Criterion[], dimension: Dimension, level: number, facts: Facts): Criterion[] => criteria.filter((one) => one.dimension === dimension && one.level <= level && answer(one, facts) === false);
/** The next step: the weakest dimension's next level. */
export function nextStep(criteria: readonly Criterion[], levels: readonly { dimension: Dimension; level: number }[]): Criterion | undefined {
  const [weakest] = [...levels].filter(({ level }) => level < 5).sort((a, b) => a.level - b.level || dimensions.indexOf(a.dimension) - dimensions.indexOf(b.dimension));
  return weakest && criteria.find((one) => one.dimension === weakest.dimension && one.level === weakest.level + 1);
}

const level = z.coerce.number().int().min(0).max(5);
export const claims = z.record(z.enum(dimensions), z.strictObject({ level, evidence: longText }));
export const verdicts = z.record(z.enum(dimensions), z.strictObject({ level, finding: longText.optional() }));
export const periodOf = (day: string): string => `${day.slice(0, 4)}-S${Number(day.slice(5, 7)) <= 6 ? 1 : 2}`;

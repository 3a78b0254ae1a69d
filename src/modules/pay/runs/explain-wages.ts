import { formatMonth } from '#kernel/calendar.ts';
import { count, rupiah } from '#kernel/money.ts';
import { pick, type Locale } from '#kernel/words.ts';
import type { Wages, WageTaken } from './run-queries.ts';
import { say } from './words.ts';

export type Explained = { number: string; day: string; text: string; amount_idr: number };

/** Plain words for each rupiah of the wages credited in a month: sessions, minutes and rate; later, what came to light. */
export function wagesInWords({ parts, differences, beside }: Wages, locale: Locale): Explained[] {
  const t = say(locale);
  return [
    ...parts.map((part) => ({ number: part.run, day: part.day, amount_idr: part.amount_idr, text: t('wagePart', { month: formatMonth(part.month, locale), reason: pick(locale, { name_id: part.reason_id, name_en: part.reason_en }), sessions: count(part.sessions, locale), minutes: count(part.minutes, locale), rate: rupiah(part.rate_idr), per: part.per_minutes, level: part.skill_level }) })),
    ...differences.map((part) => ({ number: part.run, day: part.day, amount_idr: part.amount_idr, text: t('wageDifference', { month: formatMonth(part.month, locale), earned: rupiah(part.earned_idr), earlier: rupiah(part.earlier_idr) }) })),
    ...beside.map((part) => ({ number: part.run, day: part.day, amount_idr: part.amount_idr, text: t('wageBeside', { kind: pick(locale, part), month: formatMonth(part.month, locale), reason: part.reason, basis: part.legal_basis }) })),
  ];
}

/** What was kept back, by the paper it rests on. */
export function takenInWords(taken: WageTaken, locale: Locale): string {
  const t = say(locale);
  if (taken.amount_idr < 0) return t('wageTakenBack', { kind: pick(locale, { name_id: taken.kind_id, name_en: taken.kind_en }), decision: taken.decision });
  return `${t('wageTaken', { kind: pick(locale, { name_id: taken.kind_id, name_en: taken.kind_en }), decision: taken.decision })}${taken.cut_short ? `, ${t('cutShort')}` : ''}`;
}

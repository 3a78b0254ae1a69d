import { formatDay } from '#kernel/calendar.ts';
import type { Locale } from '#kernel/words.ts';
import type { Reading, ReadingSnapshot } from '../reading.ts';
import { sayDiffer } from './words.ts';

/** Which reading of the law a settlement, a slip or a page stands under, in one sentence. What was divided before readings were rows was divided first. */
export function readingSentence(snapshot: ReadingSnapshot | undefined, kind: Reading, locale: Locale): string {
  const t = sayDiffer(locale);
  return snapshot ? t('readingSays', { reading: t(snapshot.kind), basis: snapshot.legal_basis, from: formatDay(snapshot.from, locale) }) : t(kind);
}

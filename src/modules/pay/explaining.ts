/** Plain words for one person's amount: the sale, the workers' share of it, and this person's part of the share. */
import { count, percent, rupiah } from '#kernel/money.ts';
import type { Locale } from '#kernel/words.ts';
import type { SlipRow } from './queries.ts';
import type { Team } from './split.ts';
import { methodParts, type Method } from './teams/team.ts';
import type { WageLine } from './wages.ts';
import { say } from './words.ts';

export function explained(row: SlipRow, locale: Locale): string {
  const t = say(locale);
  if (row.reversal !== null) return t('explainReversal', { order: row.order_number, number: row.reversal });
  const told = { order: row.order_number, number: row.paper, because: row.because ?? '' };
  if (row.kind === 'difference') return t('explainDifference', { ...told, before: rupiah(row.before_idr), after: rupiah(row.after_idr) });
  if (row.kind === 'claim') return t('explainClaim', told);
  const came = row.kind === 'realisation' ? `${t('explainRealised', told)} ` : '';
  const wages = wageLines(row.why);
  if (wages.length > 0) return `${came}${t('explainWages', { order: row.order_number })} ${wages.map((line) => wageLine(line, locale)).join('; ')}.`;
  const sale = t('explainSale', { order: row.order_number, gross: rupiah(row.gross_idr), basis: t(row.rule.basis), base: rupiah(row.basis_idr), share: rupiah(row.worker_share_idr) });
  return `${came}${sale} ${t('yourPart', { part: partOf({ rule: row.rule, weight: row.weight, total: row.total_weight, people: row.people }, locale) })}`;
}

/** What a person earned by the piece or by time, line by line. */
export function wageLine(line: WageLine, locale: Locale): string {
  const t = say(locale);
  if ('fault' in line) return t('wageFault', { sku: line.sku, n: count(Math.round(line.pieces * 10) / 10, locale), again: count(Math.round(line.again * 10) / 10, locale), reason: line.fault, rate: rupiah(line.rate_idr), own: rupiah(line.amount_idr) });
  if ('sku' in line) return t('wagePiece', { sku: line.sku, n: count(line.pieces, locale), rate: rupiah(line.rate_idr), pool: rupiah(line.pool_idr), own: rupiah(line.amount_idr) });
  return t('wageTime', { n: count(Math.round(line.minutes * 10) / 10, locale), level: line.skill_level, rate: rupiah(line.rate_idr), per: count(line.per_minutes, locale), own: rupiah(line.amount_idr) });
}

/** Settlements by a share carry no lines of wages. */
export const wageLines = (why: unknown): WageLine[] => (Array.isArray(why) ? (why as WageLine[]) : []);

/** A person's weight in the measure of the team's rule: `126 menit dari 1.260 menit`. Weights are thousandths. */
export function partOf({ rule: { team, batches }, weight, total, people }: { rule: { team: Team; batches?: { method: Method }[] | undefined }; weight: number; total: number; people: number }, locale: Locale): string {
  const t = say(locale);
  if (batches && total > 0) return t('partMixed', { percent: count(Math.round((weight * 10_000) / total) / 100, locale), how: methodsInWords(batches, locale) });
  if (team === 'equal') return t('partEqual', { people: count(people, locale) });
  if (total === 0) return t('partNoWeights', { people: count(people, locale) });
  const [mine, all] = [count(round(weight), locale), count(round(total), locale)];
  return t(team === 'output' ? 'partOutput' : team === 'skill' ? 'partSkill' : 'partHours', { mine, all });
}

/** The ways of a sale's work orders: `60 % menurut jam kerja, 40 % sama rata`. */
export function methodsInWords(batches: readonly { method: Method }[], locale: Locale): string {
  const said = batches.map(({ method }) => methodParts(method).map(({ team, share_bp }) => `${percent(share_bp, locale)} ${say(locale)(team)}`).join(', '));
  return [...new Set(said)].join('; ');
}

/** One decimal is enough to check by hand. */
const round = (thousandths: number): number => Math.round(thousandths / 100) / 10;

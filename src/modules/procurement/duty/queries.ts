import { dayIn } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { holidays } from '#organisation';
import { leastLikely, matchOf, type Match } from '../needs/need.ts';
import { sourcesOf, suggestionsFor } from '../needs/queries.ts';
import { verdictOn, type Question, type RuleRow, type Verdict } from './duty.ts';

const columns = sql`id, code, seq, kind, title_id, title_en, text_id, text_en, value, standing, lower(valid) as valid_from, upper(valid) - 1 as valid_to, legal_basis, source, state, proposed_by, proposed_person from procurement.duty_rule`;
/** The rules of a day, in their order. */
export const rulesOn = (reader: Reader, on: string): Promise<RuleRow[]> => reader.all(sql`select ${columns} where state = 'approved' and valid @> ${on}::date order by seq, code`);
/** Rules that begin later, and proposals that wait for a second person. */
export const rulesToCome = (reader: Reader, on: string): Promise<RuleRow[]> => reader.all(sql`select ${columns} where state = 'proposed' or (state = 'approved' and lower(valid) > ${on}::date) order by lower(valid), seq`);

/** The figures of a rule that steers a clock or a limit. */
export async function ruleValue(reader: Reader, kind: RuleRow['kind'], on: string): Promise<Record<string, unknown>> {
  return (await reader.one<{ value: Record<string, unknown> }>(sql`select value from procurement.duty_rule where kind = ${kind} and state = 'approved' and valid @> ${on}::date order by seq limit 1`)).value;
}

export type Asked = { verdict: Verdict; unspsc: string | null; code_title: string | null; category: string | null; score: number | null; match: Match };
/** The answer to one question: which rule decides, and what is available here. */
export async function ask(reader: Reader, asked: Question): Promise<Asked> {
  const today = dayIn('Asia/Jakarta', reader.now);
  const [rules, likely, free] = [await rulesOn(reader, today), (await suggestionsFor(reader, [asked.item])).find(({ score }) => score >= leastLikely), await holidays(reader)];
  const known = asked.unspsc ? await reader.maybe<{ title_en: string; category: string }>(sql`select title_en, category from procurement.code where unspsc = ${asked.unspsc}`) : likely;
  const unspsc = asked.unspsc ?? likely?.unspsc ?? null;
  const sources = unspsc === null ? [] : (await sourcesOf(reader, [{ unspsc, category: known?.category }])).get(0) ?? [];
  const match = matchOf(asked, sources, today, free);
  const verdict = verdictOn({ buyer: asked.buyer, category: known?.category ?? null, value_idr: asked.value_idr, circumstance: asked.circumstance, supply: match.supply }, rules);
  if (!verdict) throw new Error(`no rule of the duty on ${today}`);
  return { verdict, unspsc, code_title: known?.title_en ?? null, category: known?.category ?? null, score: asked.unspsc ? null : likely?.score ?? null, match };
}

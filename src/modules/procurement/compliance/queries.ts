import { dayIn } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { ruleOn, type Rule } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { shareOf, spanOf, type BoughtLine, type FlagState, type Indicator, type Outcome, type Quarter, type SplitRules, type Topic } from './compliance.ts';
import { ruleKeys } from './reference.ts';

export const today = (reader: Reader): string => dayIn('Asia/Jakarta', reader.now);
export type Rules = { target: Rule<number>; due: Rule<number>; split: Rule<SplitRules>; answer: Rule<number> };
/** The rules of a day, for figures and for the page that says how they are made. */
export async function rulesOn(reader: Reader, day: string): Promise<Rules> {
  return { target: await ruleOn<number>(reader, ruleKeys.target, day), due: await ruleOn<number>(reader, ruleKeys.due, day), split: await ruleOn<SplitRules>(reader, ruleKeys.split, day), answer: await ruleOn<number>(reader, ruleKeys.answer, day) };
}

export type RankRow = { code: string; name: string; is_sample: boolean; orders: number; ordered_idr: number; spent_idr: number | null; received: number; in_time: number; late: number; overdue: number; asked: number; answered: number; closed: number };
export type Ranked = RankRow & { rank: number | undefined; share_bp: number | undefined; paid_bp: number | undefined };
/** Who reported spending is ranked by share; who did not stands below, without a rank. Anybody may read it. */
export async function ranking(reader: Reader, { year, quarter }: Quarter, due_days: number): Promise<Ranked[]> {
  const rows = await reader.all<RankRow>(sql`select code, name, is_sample, orders, ordered_idr, spent_idr, received, in_time, late, overdue, asked, answered, closed from procurement.ranking(${year}, ${quarter}, ${today(reader)}::date, ${due_days})`);
  const measured = rows.map((row) => ({ ...row, share_bp: shareOf(row.ordered_idr, row.spent_idr), paid_bp: shareOf(row.in_time, row.in_time + row.late + row.overdue) }));
  const sorted = measured.sort((a, b) => (b.share_bp ?? -1) - (a.share_bp ?? -1) || b.ordered_idr - a.ordered_idr || a.name.localeCompare(b.name, 'id'));
  return sorted.map((row) => ({ ...row, rank: row.share_bp === undefined ? undefined : 1 + sorted.filter((each) => (each.share_bp ?? -1) > (row.share_bp ?? -1)).length }));
}

export type UnitRow = { unit: string; category: string; orders: number; ordered_idr: number; spent_idr: number | null };
export type PaidRow = { unit: string; orders: number; in_time: number; late: number; overdue: number; overdue_idr: number };
/** One agency's quarter by unit and category: what was ordered beside what was spent in all. */
export function byUnit(reader: Reader, agency_id: string, at: Quarter): Promise<UnitRow[]> {
  const { from, before } = spanOf(at);
  return reader.all(sql`
    with ordered as (select unit, category, orders, ordered_idr from procurement.ordered_by(${from}::date, ${before}::date) where agency_id = ${agency_id}::uuid),
      spent as (select unit, category, amount_idr from procurement.spend_line where sheet_id = (select id from procurement.spend_sheet where agency_id = ${agency_id}::uuid and year = ${at.year} and quarter = ${at.quarter} order by revision desc limit 1))
    select coalesce(o.unit, s.unit) as unit, coalesce(o.category, s.category) as category, coalesce(o.orders, 0)::int as orders, coalesce(o.ordered_idr, 0)::bigint as ordered_idr, s.amount_idr as spent_idr
    from ordered o full join spent s on lower(s.unit) = lower(o.unit) and s.category = o.category order by 1, 2`);
}
export function paidByUnit(reader: Reader, agency_id: string, at: Quarter, days: number): Promise<PaidRow[]> {
  const { from, before } = spanOf(at);
  return reader.all(sql`select unit, orders, in_time, late, overdue, overdue_idr from procurement.paid_by(${from}::date, ${before}::date, ${today(reader)}::date, ${days}) where agency_id = ${agency_id}::uuid order by unit`);
}
export type SheetFacts = { revision: number; source: string; lines: number; total_idr: number; recorded_at: Date };
export function sheetsOf(reader: Reader, agency_id: string, { year, quarter }: Quarter): Promise<SheetFacts[]> {
  return reader.all(sql`select revision, source, lines, total_idr, recorded_at from procurement.spend_sheet where agency_id = ${agency_id}::uuid and year = ${year} and quarter = ${quarter} order by revision desc`);
}

export type FlagStep = { kind: 'answer' | 'ask_again' | 'close'; words: string; outcome: Outcome | null; by_side: 'agency' | 'headquarters'; at: string };
export type FlagFacts = { numbers: string[]; name_id?: string; name_en?: string; sum_idr?: number; from?: string; to?: string; role?: string };
export type FlagRow = { id: string; agency_id: string; agency: string; indicator: Indicator; facts: FlagFacts; method: Record<string, unknown>; state: FlagState; due_on: string; raised_at: Date; is_sample: boolean; steps: FlagStep[] };
const flagRows = sql`
  select f.id, f.agency_id, a.name as agency, f.indicator, f.facts, f.method, f.state, f.due_on, f.raised_at, f.is_sample,
    coalesce((select json_agg(json_build_object('kind', s.kind, 'words', s.words, 'outcome', s.outcome, 'by_side', s.by_side, 'at', s.at) order by s.seq) from procurement.flag_step s where s.flag_id = f.id), '[]') as steps
  from procurement.flag f join organisation.agency a on a.id = f.agency_id`;
export function flags(reader: Reader, { agency_id, state, after, limit = 200 }: { agency_id?: string | undefined; state?: FlagState | undefined; after?: string | undefined; limit?: number } = {}): Promise<FlagRow[]> {
  return reader.all(sql`${flagRows} where (${agency_id ?? null}::uuid is null or f.agency_id = ${agency_id ?? null}::uuid) and (${state ?? null}::text is null or f.state = ${state ?? null}) and (${after ?? null}::uuid is null or f.id < ${after ?? null}::uuid) order by f.id desc limit ${limit}`);
}
export const flagById = (reader: Reader, id: string): Promise<FlagRow> => reader.one(sql`${flagRows} where f.id = ${id}::uuid`);

export type FoundLine = BoughtLine & { name_id: string; name_en: string; is_sample: boolean };
export const linesSince = (reader: Reader, from: string): Promise<FoundLine[]> => reader.all(sql`select agency_id, order_id, number, day, kind, amount_idr, name_id, name_en, is_sample from procurement.lines_since(${from}::date)`);
export type BothSides = { agency_id: string; order_id: string; number: string; day: string; is_sample: boolean; role: string };
export const bothSidesSince = (reader: Reader, from: string): Promise<BothSides[]> => reader.all(sql`select agency_id, order_id, number, day, is_sample, role from procurement.both_sides_since(${from}::date)`);

export type FeedbackRow = { id: string; number: string; agency: string | null; topic: Topic; words: string; made_at: Date; state: 'sent' | 'answered' | 'done' };
export function feedbackList(reader: Reader, limit = 200): Promise<FeedbackRow[]> {
  return reader.all(sql`select f.id, f.number, a.name as agency, f.topic, f.words, f.made_at, f.state from procurement.feedback f left join organisation.agency a on a.id = f.agency_id order by f.state = 'done', f.made_at limit ${limit}`);
}
export type CheckedFeedback = { number: string; topic: Topic; agency: string | null; made_on: string; state: 'sent' | 'answered' | 'done'; steps: { kind: 'answered' | 'done'; words: string; on_day: string }[] };
export async function checkedFeedback(reader: Reader, number: string): Promise<CheckedFeedback> {
  const found = await reader.maybe<CheckedFeedback>(sql`select number, topic, agency, made_on, state, steps from procurement.check_feedback(${number})`);
  if (!found) throw new NotFound();
  return found;
}
export const countFeedback = (reader: Reader): Promise<{ sent: number; answered: number; done: number }> => reader.one(sql`select sent, answered, done from procurement.count_feedback()`);

// How agencies buy: shares and targets, and the questions that facts raise. No SQL, no HTTP.
import { z } from 'zod';
import { longText, rupiahAmount, shortText } from '#kernel/form.ts';
import { addDays, daysBetween } from '#kernel/calendar.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';

export type Quarter = { year: number; quarter: number };
export const quarterOf = (day: string): Quarter => ({ year: Number(day.slice(0, 4)), quarter: Math.ceil(Number(day.slice(5, 7)) / 3) });
export const nameOf = ({ year, quarter }: Quarter): string => `${year}-${quarter}`;
export const before = ({ year, quarter }: Quarter): Quarter => (quarter === 1 ? { year: year - 1, quarter: 4 } : { year, quarter: quarter - 1 });
export const spanOf = ({ year, quarter }: Quarter): { from: string; before: string } => {
  const first = (at: Quarter) => `${at.year}-${String(at.quarter * 3 - 2).padStart(2, '0')}-01`;
  return { from: first({ year, quarter }), before: first(quarter === 4 ? { year: year + 1, quarter: 1 } : { year, quarter: quarter + 1 }) };
};
export const quarterName = z.string().regex(/^20\d\d-[1-4]$/, 'Isi triwulan seperti 2026-4 | Enter a quarter like 2026-4').transform((text): Quarter => ({ year: Number(text.slice(0, 4)), quarter: Number(text.slice(5)) }));

/** Hundredths of a percent, downwards: a target is met when it is reached. Undefined when nothing was reported to compare with. */
export const shareOf = (part_idr: number, whole_idr: number | null | undefined): number | undefined => (whole_idr === null || whole_idr === undefined || whole_idr <= 0 ? undefined : Math.floor((part_idr * 10_000) / whole_idr));

export type SplitRules = { threshold_idr: number; window_days: number };
export type BoughtLine = { agency_id: string; order_id: string; number: string; day: string; kind: string; amount_idr: number };
export type Split<Line extends BoughtLine> = { agency_id: string; kind: string; lines: Line[]; sum_idr: number };
/**
 * Orders of one agency for one kind of goods that each stay below a threshold and together reach it within some days.
 * The first such window of a run is told; orders in it begin no other.
 */
export function splitsOf<Line extends BoughtLine>(bought: readonly Line[], { threshold_idr, window_days }: SplitRules): Split<Line>[] {
  const groups = Map.groupBy(bought, (line) => `${line.agency_id}/${line.kind}`);
  return [...groups.values()].flatMap((lines) => {
    const found: Split<Line>[] = [];
    const orders = oneEach(lines).filter(({ amount_idr }) => amount_idr < threshold_idr).sort((a, b) => (a.day === b.day ? (a.number < b.number ? -1 : 1) : a.day < b.day ? -1 : 1));
    for (let first = 0; first < orders.length; ) {
      const start = orders[first];
      if (!start) break;
      const within = orders.slice(first).filter((line) => daysBetween(start.day, line.day) <= window_days);
      const sum_idr = within.reduce((sum, { amount_idr }) => sum + amount_idr, 0);
      if (within.length > 1 && sum_idr >= threshold_idr) {
        found.push({ agency_id: start.agency_id, kind: start.kind, lines: within, sum_idr });
        first += within.length;
      } else first++;
    }
    return found;
  });
}
/** Lines of the same kind in one order are one purchase. */
function oneEach<Line extends BoughtLine>(lines: readonly Line[]): Line[] {
  return [...Map.groupBy(lines, ({ order_id }) => order_id).values()].flatMap((of) => {
    const [line] = of;
    return line ? [{ ...line, amount_idr: of.reduce((sum, { amount_idr }) => sum + amount_idr, 0) }] : [];
  });
}

export const indicators = ['SPLIT', 'SELF_DEALING', 'REPEAT_WAIVER'] as const;
export type Indicator = (typeof indicators)[number];
export type FlagState = 'open' | 'answered' | 'closed';
/** From a state, by a verb, to a state; what is not here is refused. An open one is closed only by referring it, when its day has passed. */
export const flagTransitions = [
  { from: 'open', verb: 'answer', to: 'answered' }, { from: 'answered', verb: 'ask_again', to: 'open' }, { from: 'answered', verb: 'close', to: 'closed' }, { from: 'open', verb: 'close', to: 'closed' },
] as const satisfies { from: FlagState; verb: string; to: FlagState }[];
export const outcomes = ['explained', 'corrected', 'referred'] as const;
export type Outcome = (typeof outcomes)[number];
export const feedbackTransitions = [{ from: 'sent', verb: 'answered', to: 'answered' }, { from: 'answered', verb: 'done', to: 'done' }] as const;
export const topics = ['payment', 'delivery', 'refusal', 'figures', 'other'] as const;
export type Topic = (typeof topics)[number];

const said = longText.pipe(z.string().min(10, 'Tulis paling sedikit sepuluh huruf | Write at least ten letters'));
export const newAnswer = z.strictObject({ words: said });
export const newClosing = z.strictObject({ words: said, outcome: z.enum(outcomes) });
export const newFeedback = z.strictObject({ agency: shortText.optional(), topic: z.enum(topics), words: said });

/** The head of a spending sheet: unit, category, amount. */
export const spendHeads = ['Unit', 'Kategori', 'Jumlah'] as const;
export type SpendLine = { unit: string; category: string; amount_idr: number };
const spendLine = z.strictObject({ unit: shortText, category: shortText, amount_idr: rupiahAmount });
/** All lines or none: half a quarter would make a share that is not true. Problems are said by row. */
export function readSpending(rows: readonly SheetRow[], categories: ReadonlySet<string>): SpendLine[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  const lines = rows.flatMap(({ row, cells }) => {
    const parsed = spendLine.safeParse({ unit: cells['Unit'], category: cells['Kategori']?.toLowerCase(), amount_idr: cells['Jumlah']?.replace(/[,.]00$/, '') });
    if (!parsed.success) return faults.push(`${row} (${['unit', 'category', 'amount_idr'].map((key, n) => (String(parsed.error.issues[0]?.path[0]) === key ? spendHeads[n] : '')).join('')})`), [];
    const key = `${parsed.data.unit.toLowerCase()}/${parsed.data.category}`;
    if (!categories.has(parsed.data.category) || seen.has(key)) return faults.push(`${row} (Kategori)`), [];
    seen.add(key);
    return [parsed.data];
  });
  if (faults.length > 0) {
    const named = `${faults.slice(0, 10).join(', ')}${faults.length > 10 ? ', …' : ''}`;
    throw new Refusal('spend.unreadable', { id: `Baris yang belum benar: ${named}. Isi Unit, Kategori dari daftar (sekali tiap unit) dan Jumlah rupiah, lalu unggah lagi.`, en: `Rows that are not right: ${named}. Enter Unit, Kategori from the list (once for each unit) and Jumlah in rupiah, then upload again.` }, { field: 'sheet', status: 422 });
  }
  if (lines.length === 0) throw new Refusal('spend.empty', { id: 'Lembar ini tidak berisi baris belanja. Isi paling sedikit satu baris.', en: 'This sheet has no line of spending. Enter at least one.' }, { field: 'sheet', status: 422 });
  return lines;
}
/** Since when lines are looked at: far enough back that a window which is open today began within. */
export const lookBack = (today: string, window_days: number): string => addDays(today, -Math.max(180, window_days * 2));

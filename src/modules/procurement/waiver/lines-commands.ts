/** The lines of a file: taken from the plan or told in full, each with the nearest thing made here and its maker's real figures. */
import type { z } from 'zod';
import { addDays, dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { holidays } from '#organisation';
import { leastLikely, matchOf, unknownRegency, type Matched } from '../needs/need.ts';
import { needsByIds, regenciesByWord, sourcesOf, suggestionsFor } from '../needs/queries.ts';
import type { waiverLine } from './machine.ts';
import type { Ours } from './queries.ts';

type Said = z.output<typeof waiverLine>;
export type Line = {
  line: number; need_id: string | null; item_text: string; unspsc: string | null; category: string | null; product_id: string | null; quantity: number; unit: string; value_idr: number; needed_by: string | null; regency_code: string | null; sku: string | null;
  market_price_idr: number | null; market_days: number | null; market_quality: string;
};
type Compared = Line & { facility_id: string | null; ours: Ours | null };

/** Written anew as a whole: a file's lines are replaced, never patched behind an approval. */
export async function writeLines(tx: Tx, { id, agency_id }: { id: string; agency_id: string }, lines: readonly Line[]): Promise<void> {
  const compared = await compare(tx, lines);
  await tx.run(sql`delete from procurement.waiver_line where waiver_id = ${id}`);
  await tx.run(sql`
    insert into procurement.waiver_line (agency_id, waiver_id, line, need_id, item_text, unspsc, category, quantity, unit, value_idr, needed_by, regency_code, facility_id, product_id, sku, ours, market_price_idr, market_days, market_quality)
    select ${agency_id}::uuid, ${id}::uuid, x.line, x.need_id, x.item_text, x.unspsc, x.category, x.quantity, x.unit, x.value_idr, x.needed_by, x.regency_code, x.facility_id, x.product_id, x.sku, x.ours, x.market_price_idr, x.market_days, x.market_quality
    from jsonb_to_recordset(${JSON.stringify(compared)}::jsonb) x(line int, need_id uuid, item_text text, unspsc text, category text, quantity bigint, unit text, value_idr bigint, needed_by date, regency_code text, facility_id uuid, product_id uuid, sku text, ours jsonb, market_price_idr bigint, market_days int, market_quality text)`);
}

/** What was said, made whole: from the need where there is one, by the classifier where no kind is named. */
export async function linesFrom(tx: Tx, said: readonly Said[]): Promise<Line[]> {
  const needs = new Map((await needsByIds(tx, said.flatMap((line) => line.need_id ?? []))).map((need) => [need.id, need]));
  const regencies = said.some((line) => line.regency) ? await regenciesByWord(tx) : new Map<string, string>();
  const nameless = said.flatMap((line, n) => (line.need_id === undefined && line.unspsc === undefined && line.category === undefined ? [n] : []));
  const likely = new Map<number, { unspsc: string; category: string }>();
  for (const { n, score, ...kind } of await suggestionsFor(tx, nameless.map((n) => said[n]?.item_text ?? ''))) {
    if (score < leastLikely) continue;
    const at = nameless[n - 1];
    if (at !== undefined && !likely.has(at)) likely.set(at, kind);
  }
  return said.map((line, n): Line => {
    const need = line.need_id ? needs.get(line.need_id) : undefined;
    if (line.need_id && !need) throw new NotFound();
    const regency_code = line.regency ? regencies.get(line.regency.toLowerCase()) : need?.regency_code ?? null;
    if (regency_code === undefined) throw unknownRegency;
    const [quantity, value_idr] = [line.quantity ?? need?.quantity ?? 1, line.value_idr ?? need?.value_idr ?? 1];
    return {
      line: n + 1, need_id: need?.id ?? null, item_text: line.item_text ?? need?.item_text ?? '', unspsc: line.unspsc ?? need?.unspsc ?? likely.get(n)?.unspsc ?? null, category: line.category ?? need?.category ?? likely.get(n)?.category ?? null,
      product_id: need?.confirmed_product_id ?? null, quantity, unit: line.unit ?? need?.unit ?? '', value_idr, needed_by: line.needed_by ?? need?.needed_by ?? null, regency_code, sku: line.sku ?? null,
      market_price_idr: line.market_price_idr ?? null, market_days: line.market_days ?? null, market_quality: line.market_quality ?? '',
    };
  });
}

async function compare(tx: Tx, lines: readonly Line[]): Promise<Compared[]> {
  const [free, today] = [await holidays(tx), dayIn('Asia/Jakarta', tx.now)];
  const named = new Map((await tx.all<{ sku: string; product_id: string }>(sql`select sku, product_id from catalogue.listing_published where sku = any (${lines.flatMap((line) => line.sku ?? [])}::text[])`)).map((row) => [row.sku, row.product_id]));
  const sources = await sourcesOf(tx, lines.map(({ unspsc, category, product_id, sku }) => ({ unspsc, category, product_id: (sku ? named.get(sku) : undefined) ?? product_id })));
  const records = new Map<string, SellerRecord>();
  const compared: Compared[] = [];
  for (const [n, line] of lines.entries()) {
    const [nearest] = matchOf({ quantity: line.quantity, needed_by: line.needed_by ?? addDays(today, 90) }, sources.get(n) ?? [], today, free).sources.filter(({ closeness }) => closeness > 0);
    if (!nearest) {
      compared.push({ ...line, product_id: null, facility_id: null, ours: null, sku: null });
      continue;
    }
    const record = records.get(nearest.product_id) ?? (await recordOf(tx, nearest, today));
    records.set(nearest.product_id, record);
    compared.push({ ...line, product_id: nearest.product_id, facility_id: nearest.facility_id, sku: nearest.sku, ours: { ...figuresOf(nearest), ...record } });
  }
  return compared;
}

const figuresOf = ({ name_id, name_en, facility_name, price_idr, lead_time_days, daily_capacity, available, by_day, ready_on }: Matched) => ({ name_id, name_en, facility: facility_name, price_idr, lead_time_days, daily_capacity, available: Math.max(0, available), by_day, ready_on });
type SellerRecord = Pick<Ours, 'lines' | 'on_time' | 'accepted' | 'rejected'>;
/** On time to the door and what was rejected there, over two years. */
function recordOf(tx: Tx, { facility_id, product_id }: Matched, today: string): Promise<SellerRecord> {
  return tx.one<SellerRecord>(sql`select lines, on_time, accepted, rejected from orders.seller_record(${facility_id}::uuid, ${product_id}::uuid, ${addDays(today, -730)}::date)`);
}

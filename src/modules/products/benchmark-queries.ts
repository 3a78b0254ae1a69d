import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Likeness, Place } from './benchmark.ts';

export type Market = { market_idr: number; observations: number; last_seen: string };
/** The median of what stands on a day; nothing where nobody compared. */
export function marketOf(reader: Reader, { facility_id, product_id, day }: { facility_id: string; product_id: string; day: string }): Promise<Market | undefined> {
  return reader.maybe(sql`select market_idr, observations, last_seen from products.market_on(${facility_id}::uuid, ${day}::date) where product_id = ${product_id}`);
}

export type BenchmarkRow = { id: string; observed_on: string; price_idr: number; place: Place; source: string; likeness: Likeness; note: string; corrected: 'corrected' | 'withdrawn' | null };
/** Newest first, with what was corrected since; rows that only take back are not shown for themselves. */
export function benchmarksOf(reader: Reader, facility_id: string, product_id: string): Promise<BenchmarkRow[]> {
  return reader.all(sql`
    select b.id, b.observed_on, b.price_idr, b.place, b.source, b.likeness, b.note, case when c.withdrawn then 'withdrawn' when c.id is not null then 'corrected' end as corrected
    from products.benchmark b left join products.benchmark c on c.facility_id = b.facility_id and c.corrects = b.id
    where b.facility_id = ${facility_id} and b.product_id = ${product_id} and not b.withdrawn order by b.observed_on desc, b.id desc limit 200`);
}

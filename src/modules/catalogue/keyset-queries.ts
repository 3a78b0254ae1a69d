// The window for programs: pages follow a key, so that what is published or withdrawn meanwhile moves nothing out of sight.
import { z } from 'zod';
import type { Reader } from '#kernel/db.ts';
import { Invalid } from '#kernel/refusal.ts';
import { empty, sql, type Sql } from '#kernel/sql.ts';
import type { Filter } from './filter.ts';
import type { CardRow } from './listing.ts';
import { card, columns, countedTo, matching, orders, stock } from './queries.ts';

/** Where a page ended: the order it was in, the rank where words were searched, the key and the product. Opaque to callers. */
type Mark = { by: Filter['sort'] | 'words'; rank: string; key: string; id: string };
const mark = z.tuple([z.enum(['relevance', 'newest', 'cheapest', 'dearest', 'words']), z.string().regex(/^[\d.e+-]{1,20}$/), z.union([z.iso.datetime({ offset: true }), z.string().regex(/^\d{1,12}$/)]), z.uuid()]);

export const cursorOf = ({ by, rank, key, id }: Mark): string => Buffer.from(JSON.stringify([by, rank, key, id])).toString('base64url');

function readCursor(cursor: string, by: Mark['by']): Mark {
  const said = mark.safeParse(tryJson(cursor)).data;
  if (!said || said[0] !== by) throw new Invalid({ cursor: 'Kursor ini bukan dari daftar dengan urutan yang sama. Mulai lagi tanpa kursor. | This cursor is not from a list in the same order. Start again without one.' });
  return { by: said[0], rank: said[1], key: said[2], id: said[3] };
}

function tryJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

export type KeyedPage = { rows: CardRow[]; next_cursor: string | null; total: number };

/** Cards after a mark, one more than asked for telling of a next page; `total` counts the whole filter, up to 1001. */
export async function listingsAfter(reader: Reader, filter: Filter, { size, cursor }: { size: number; cursor?: string | undefined }): Promise<KeyedPage> {
  const by = filter.q !== undefined && filter.sort === 'relevance' ? 'words' : filter.sort;
  const after = cursor === undefined ? undefined : readCursor(cursor, by);
  const found = await reader.all<CardRow & { rank: string; key: string }>(keyed(filter, by, size, after));
  const { total } = await reader.one<{ total: number }>(counted(filter));
  const rows = found.slice(0, size);
  const last = rows.at(-1);
  return { rows: rows.map(({ rank: _rank, key: _key, ...row }) => row), total, next_cursor: found.length > size && last ? cursorOf({ by, rank: last.rank, key: last.key, id: last.product_id }) : null };
}

const words = (filter: Filter): Sql => sql`asked as materialized (select catalogue.query_of(${filter.q ?? ''}) as words)`;
const searched = (filter: Filter): Sql => (filter.q === undefined ? empty : sql`and l.search @@ (select words from asked)`);

function keyed(filter: Filter, by: Mark['by'], size: number, after: Mark | undefined): Sql {
  const priced = by === 'cheapest' || by === 'dearest';
  const rank = by === 'words' ? sql`ts_rank(l.search, (select words from asked))` : sql`0::real`;
  // Times are written in UTC to the microsecond, so that the key read back is the key that was written.
  const key = priced ? sql`page.price_idr::text` : sql`to_char(page.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  const order = sql`rank desc, ${orders[filter.sort]}`;
  return sql`
    with ${words(filter)}, l as (select ${columns}, ${rank} as rank from catalogue.listing l ${filter.supply ? stock : empty} where ${matching(filter)} ${searched(filter)}),
      page as (select * from l ${past(by, after)} order by ${order} limit ${size + 1})
    select ${card}, page.rank::text as rank, ${key} as key from page join catalogue.listing l using (product_id) ${stock} order by page.rank desc, ${orders[filter.sort]}`;
}

function past(by: Mark['by'], after: Mark | undefined): Sql {
  if (!after) return empty;
  const { rank, key, id } = after;
  if (by === 'words') return sql`where (l.rank, l.published_at, l.product_id) < (${rank}::text::real, ${key}::text::timestamptz, ${id}::uuid)`;
  if (by === 'cheapest') return sql`where (l.price_idr, l.product_id) > (${key}::text::bigint, ${id}::uuid)`;
  if (by === 'dearest') return sql`where (l.price_idr, l.product_id) < (${key}::text::bigint, ${id}::uuid)`;
  return sql`where (l.published_at, l.product_id) < (${key}::text::timestamptz, ${id}::uuid)`;
}

const counted = (filter: Filter): Sql => sql`
  with ${words(filter)} select count(*)::int as total from (select 1 from catalogue.listing l ${filter.supply ? stock : empty} where ${matching(filter)} ${searched(filter)} limit ${countedTo + 1}) found`;

import type { Db, Reader } from '#kernel/db.ts';
import { categories, places, type Category } from './queries.ts';

/** What the filters offer: the same for every visitor, so it is asked for once and kept for a few seconds. */
export type Facets = { categories: Category[]; places: Awaited<ReturnType<typeof places>> };

const keptMs = 5_000;
const kept = new WeakMap<Db, { at: number; facets: Promise<Facets> }>();

export function facetsOf(db: Db, shop: Reader): Promise<Facets> {
  const now = Date.now();
  const known = kept.get(db);
  if (known && now - known.at < keptMs) return known.facets;
  const facets = Promise.all([categories(shop), places(shop)]).then(([found, where]) => ({ categories: found, places: where }));
  kept.set(db, { at: now, facets });
  // A failed question is not an answer to keep.
  facets.catch(() => kept.delete(db));
  return facets;
}

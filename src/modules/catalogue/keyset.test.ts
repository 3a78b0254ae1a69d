import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse } from '#tests/house.ts';
import { stage } from '#tests/stage-shop.ts';
import { routes } from './index.ts';
import { cursorOf } from './keyset-queries.ts';

type Page = { items: { sku: string }[]; next_cursor: string | null; total_up_to_1001: number };

test('a program reads the whole window page by page, in every order, each listing once, whatever is published meanwhile', async (t) => {
  const house = await openHouse(t, { routes, now: new Date('2026-11-24T03:00:00Z') });
  const prices = [300_000, 100_000, 100_000, 200_000, 100_000];
  for (const [n, price_idr] of prices.entries()) await stage(house, { sku: `K-${n}`, name_id: n === 3 ? 'Kursi kursi lipat' : 'Kursi lipat', name_en: 'Folding chair', price_idr, stock: n });
  const read = async (query: string) => {
    const response = await house.request(`/api/v1/listings?${query}`);
    return { status: response.status, body: await response.json() as Page };
  };
  const all = async (query: string): Promise<string[]> => {
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 10; pages++) {
      const { body } = await read(`${query}&limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      assert.ok(body.items.length <= 2);
      seen.push(...body.items.map(({ sku }) => sku));
      cursor = body.next_cursor;
    }
    return seen;
  };
  const skus = prices.map((_, n) => `K-${n}`);
  for (const query of ['', 'sort=newest', 'sort=dearest', 'sort=cheapest', 'q=kursi', 'q=kursi&sort=cheapest']) assert.deepEqual((await all(query)).toSorted(), skus, query);
  assert.deepEqual((await all('sort=cheapest')).slice(3), ['K-3', 'K-0']);
  assert.deepEqual(await all('supply=ready&sort=dearest').then((found) => found.toSorted()), ['K-1', 'K-2', 'K-3', 'K-4']);
  const first = await read('sort=cheapest&limit=2');
  assert.equal(first.body.total_up_to_1001, 5);
  // A cheaper chair appears: by number the second page would repeat one; by key it does not.
  await stage(house, { sku: 'K-9', name_id: 'Kursi murah', name_en: 'Cheap chair', price_idr: 50_000 });
  const second = await read(`sort=cheapest&limit=2&cursor=${first.body.next_cursor}`);
  assert.ok(!second.body.items.some(({ sku }) => first.body.items.some((item) => item.sku === sku)));
  for (const bad of ['2', 'bukan-kursor', cursorOf({ by: 'newest', rank: '0', key: '2026-11-24T03:00:00.000000Z', id: crypto.randomUUID() })]) assert.equal((await read(`sort=cheapest&cursor=${bad}`)).status, 422, bad);
});

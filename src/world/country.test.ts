// A synthetic country is as sound as what people enter: every invariant, every reference, and the same seed the same world.
import assert from 'node:assert/strict';
import test from 'node:test';
import { system } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { openHouse, type House } from '#tests/house.ts';
import { verify } from '../verify.ts';
import { growCountry } from './country.ts';

const size = { facilities: 2, workers: 60, months: 3, sessions: 2, seed: 'uji' };
const noon = new Date('2026-11-24T05:00:00Z');
const grow = (house: House, over: Partial<typeof size> = {}) => growCountry({ db: { ...house.db, clock: () => noon }, adminUrl: house.adminUrl }, { ...size, ...over }, () => {});
const rows = async <Row>(house: House, query: string): Promise<Row[]> => (await house.admin.query(query)).rows as Row[];

test('every invariant holds in a grown country, and every reference leads somewhere', async (t) => {
  const house = await openHouse(t);
  const grown = await grow(house);
  assert.deepEqual([grown.facilities, grown.workers], [2, 120]);
  assert.ok(grown.attendance > 500 && grown.orders >= 8 && grown.postings > 100, JSON.stringify(grown));
  const waiting = await rows<{ n: number }>(house, 'select count(*)::int as n from kernel.outbox');
  assert.ok((waiting[0]?.n ?? 0) > 0, 'what was made is told');
  assert.deepEqual((await verify(house.adminUrl)).filter((finding) => finding.broken > 0 && finding.check !== 'outbox.drained'), []);
  assert.deepEqual(await loose(house), []);
});

test('the same seed makes the same names, days, quantities and rupiah; another seed others', async (t) => {
  const worlds: string[] = [];
  for (const seed of ['uji', 'uji', 'lain']) {
    const house = await openHouse(t);
    await grow(house, { facilities: 1, seed });
    worlds.push(JSON.stringify(await rows(house, `
      select f.name, f.regency_code, (select string_agg(w.name || w.skill_level, ',' order by w.roster_code) from workforce.worker w where w.facility_id = f.id) as people,
        (select string_agg(o.number || o.goods_idr || o.state, ',' order by o.number) from orders.sales_order o where o.facility_id = f.id) as orders,
        (select string_agg(a.code || b.balance_idr, ',' order by a.code) from ledger.account a join ledger.balance b on b.facility_id = a.facility_id and b.account_id = a.id where a.facility_id = f.id) as balances
      from organisation.facility f where f.code = 'contoh-negeri-0001'`)));
  }
  assert.equal(worlds[0], worlds[1]);
  assert.notEqual(worlds[0], worlds[2]);
  assert.ok((worlds[0] ?? '').length > 1_000);
});

test('growing again adds facilities and goes on numbering; everything invented says so', async (t) => {
  const house = await openHouse(t);
  await grow(house, { facilities: 1, months: 1 });
  await grow(house, { facilities: 1, months: 1 });
  assert.deepEqual((await rows<{ code: string }>(house, "select code from organisation.facility where code like 'contoh-negeri-%' order by code")).map(({ code }) => code), ['contoh-negeri-0001', 'contoh-negeri-0002']);
  const unmarked = await rows(house, `select name from organisation.facility where code like 'contoh-negeri-%' and (not is_sample or name not like '%Contoh%')
    union all select name from workforce.worker where not is_sample union all select number from orders.sales_order where not is_sample union all select email from identity.account where not is_sample`);
  assert.deepEqual(unmarked, []);
});

test('what people do afterwards is numbered after what was grown', async (t) => {
  const house = await openHouse(t);
  await grow(house, { facilities: 1 });
  const [place] = await rows<{ id: string; last: number }>(house, "select f.id, (select max(substr(number, 9)::int) from ledger.journal j where j.facility_id = f.id and number like 'JU-2026-%') as last from organisation.facility f where code = 'contoh-negeri-0001'");
  const next = await house.act(system, (tx) => tx.one<{ n: number }>(sql`select kernel.next_number('journal', ${place?.id ?? ''}::uuid, 2026) as n`));
  assert.equal(next.n, (place?.last ?? 0) + 1);
});

/** Foreign keys that lead nowhere, asked of every one there is: part of a country is laid in with the triggers of references asleep. */
async function loose(house: House): Promise<string[]> {
  const keys = await rows<{ name: string; child: string; parent: string; mine: string[]; theirs: string[] }>(house, `
    select c.conname as name, c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent,
      (select array_agg(quote_ident(a.attname) order by k.i) from unnest(c.conkey) with ordinality k (n, i) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n) as mine,
      (select array_agg(quote_ident(a.attname) order by k.i) from unnest(c.confkey) with ordinality k (n, i) join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.n) as theirs
    from pg_constraint c where c.contype = 'f' and c.conrelid::regclass::text ~ '^(workforce|workshop|production|inventory|orders|pay|ledger)\\.'`);
  assert.ok(keys.length > 40);
  const broken: string[] = [];
  for (const { name, child, parent, mine, theirs } of keys) {
    const found = await rows(house, `select 1 from ${child} c where ${mine.map((column) => `c.${column} is not null`).join(' and ')} and not exists (select 1 from ${parent} p where ${mine.map((column, n) => `p.${theirs[n]} = c.${column}`).join(' and ')}) limit 1`);
    if (found.length > 0) broken.push(`${child} ${name}`);
  }
  return broken;
}

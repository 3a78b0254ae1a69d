// The demo world, looked at from outside: sound to the rupiah, silent about people in public, closed between facilities.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { visitor, type Actor } from '#kernel/policy.ts';
import { system } from '#kernel/policy.ts';
import { reading, transact } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { createApp, rooms } from '../src/app.tsx';
import { verify } from '../src/verify.ts';
import { openHouse, type House } from './house.ts';
import { worldName } from './prepare.ts';

let house: House;
const closing: (() => Promise<void>)[] = [];
before(async () => {
  house = await openHouse({ after: (fn: () => Promise<void>) => void closing.push(fn) }, { database: worldName });
});
after(async () => {
  for (const close of closing) await close();
});

async function head(code: string): Promise<Actor> {
  const row = await reading(house.db, { actor: system }, (reader) => reader.one<{ id: string; name: string }>(sql`select id, name from organisation.facility where code = ${code}`));
  return { account_id: crypto.randomUUID(), person_id: crypto.randomUUID(), name: 'Uji', role: 'section_head', unit_name: row.name, facility_id: row.id, facility_ids: [row.id], agency_id: null, locale: 'id' };
}

test('every invariant holds in the demo world', async () => {
  const findings = await verify(house.adminUrl);
  assert.ok(findings.length >= 15);
  assert.deepEqual(findings.filter((finding) => finding.broken > 0), []);
});

test('no public page names anybody who works', async () => {
  const names = await reading(house.db, { actor: system }, (reader) => reader.all<{ name: string; register_number: string }>(sql`select name, register_number from workforce.worker`));
  assert.ok(names.length > 20);
  const app = createApp({ db: house.db, origin: 'http://localhost', whoActs: async () => visitor });
  const seen = new Set<string>();
  const waiting = ['/', '/en', '/produk', '/lapas', '/cek', '/bantuan', '/sitemap.xml', '/feed.xml', '/open/listings.csv', '/api/v1/listings', '/api/v1/facilities'];
  while (waiting.length > 0 && seen.size < 150) {
    const path = waiting.shift() ?? '/';
    if (seen.has(path)) continue;
    seen.add(path);
    const text = await (await app.request(path)).text();
    for (const { name, register_number } of names) assert.ok(!text.includes(name) && !text.includes(register_number), `${path} names somebody`);
    for (const [, href] of text.matchAll(/href="(\/[^"#]*)"/g)) if (href && !href.startsWith('/assets')) waiting.push(href.replaceAll('&amp;', '&'));
  }
  assert.ok(seen.size > 50, `only ${seen.size} pages were read`);
});

test('a facility’s people and orders appear on no screen and in no list of another facility', async () => {
  const mine = await head('contoh-muara');
  const other = await head('contoh-melati');
  const secrets = await reading(house.db, { actor: { ...system, facility_ids: other.facility_ids } }, (reader) => reader.all<{ word: string }>(sql`select name as word from workforce.worker union all select register_number from workforce.worker union all select number from orders.sales_order`));
  const own = await reading(house.db, { actor: mine }, (reader) => reader.all<{ word: string }>(sql`select name as word from workforce.worker union all select number from orders.sales_order`));
  const hidden = secrets.map((row) => row.word).filter((word) => !own.some((row) => row.word === word));
  assert.ok(hidden.length > 10);
  const app = createApp({ db: house.db, origin: 'http://localhost', whoActs: async () => mine });
  let looked = 0;
  for (const route of rooms) {
    if (route.kind === 'form' || (route.kind === 'endpoint' && route.method !== 'get') || route.path.includes(':')) continue;
    const text = await (await app.request(route.path)).text();
    for (const word of hidden) assert.ok(!text.includes(word), `${route.path} shows ${word} of another facility`);
    looked++;
  }
  assert.ok(looked > 20, `only ${looked} routes were looked at`);
});

test('the app’s role sees nothing without a context, and cannot forge one', async () => {
  await assert.rejects(house.db.app.query('select count(*) from workforce.worker'), /no context/);
  const client = await house.db.app.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('app.context', '|*||9999999999|forged', true)");
    await assert.rejects(client.query('select count(*) from workforce.worker'), /forged context/);
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('the shop’s role has no grant on people, money or orders', async () => {
  for (const table of ['workforce.worker', 'orders.sales_order', 'ledger.posting', 'identity.account', 'workshop.roster', 'pay.settlement_worker']) {
    await assert.rejects(house.db.shop.query(`select 1 from ${table} limit 1`), /permission denied/);
  }
});

test('nothing posted, captured or promised can be changed or removed, even by the app’s role', async () => {
  for (const table of ['ledger.journal', 'ledger.posting', 'orders.promise', 'workshop.attendance', 'production.output', 'inventory.move', 'kernel.event']) {
    await assert.rejects(transact(house.db, { actor: system }, (tx) => tx.run({ text: `delete from ${table}`, values: [] } as never)), /permission denied|append-only/, table);
  }
});

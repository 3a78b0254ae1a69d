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

test('verify names what is broken: a changed balance, a changed event, a lost move', async () => {
  const breaking = [
    ['balance.is_postings', 'update ledger.balance set balance_idr = balance_idr - 1 where account_id = (select account_id from ledger.balance b join ledger.account a on a.id = b.account_id where a.code = \'1100\' limit 1)'],
    ['audit.chain', 'alter table kernel.event disable trigger insert_only; update kernel.event set particulars = \'{"forged":true}\' where seq = 3; alter table kernel.event enable always trigger insert_only'],
    ['stock.is_moves', 'update inventory.item set on_hand = on_hand + 1 where id = (select id from inventory.item where kind = \'material\' limit 1)'],
    ['hours.within_rules', 'insert into kernel.rule (key, facility_id, value, valid, legal_basis) select \'work.max_minutes_per_day\', facility_id, \'30\', \'[2026-01-01,)\', \'x\' from workshop.session where state = \'closed\' limit 1'],
    ['placement.within_capacity', 'update workshop.workshop set capacity = 1 where id = (select workshop_id from workforce.placement where approved_at is not null limit 1)'],
    ['placement.nobody_who_left', 'update workforce.worker set state = \'released\' where id = (select worker_id from workforce.placement where approved_at is not null and upper(valid) is null limit 1)'],
    ['certificate.earned', 'alter table training.assessment disable trigger insert_only; update training.assessment set outcome = \'not_yet\' where enrolment_id = (select enrolment_id from training.certificate limit 1); alter table training.assessment enable always trigger insert_only'],
    ['instructor.certified', 'alter table training.instructor_certificate disable trigger insert_only; update training.instructor_certificate set valid = \'[2020-01-01,2020-01-02)\'; alter table training.instructor_certificate enable always trigger insert_only'],
    ['asset.retired_by_two', 'alter table budget.asset_retirement disable trigger decided_once; update budget.asset_retirement set decided_person = null where state = \'approved\'; alter table budget.asset_retirement enable trigger decided_once'],
    ['proposal.total_is_lines', 'update budget.proposal set total_idr = total_idr + 1 where state = \'returned\''],
    ['intake.places', 'update training.intake set capacity = 1 where id = (select intake_id from training.enrolment where state = \'competent\' limit 1)'],
    ['certificate.revoked_everywhere', 'update training.credential set revoked_at = now() where id = (select id from training.credential where revoked_at is null limit 1)'],
  ] as const;
  for (const [check, statement] of breaking) {
    await house.admin.query(statement);
    const findings = await verify(house.adminUrl);
    assert.ok(findings.some((finding) => finding.check === check && finding.broken > 0), `${check} was not found`);
  }
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

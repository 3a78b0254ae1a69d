import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type TestContext } from 'node:test';
import { transact, type Tx } from '#kernel/db.ts';
import { may, roles, system, visitor, type Actor } from '#kernel/policy.ts';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { openHouse, refused, type House } from '#tests/house.ts';
import { stage } from '#tests/stage-shop.ts';
import { acceptOrder, placeOrder } from '#orders';
import { deliverWebhooks, sweepEvents } from './delivery-commands.ts';
import { ocdsRoutes } from './index.ts';
import { send } from './sending.ts';
import { isInner, nextTry, signatureOf, waits, webhookTransitions, webhookVerbs, whyRefused } from './webhook.ts';
import { enableWebhook, endWebhook, subscribe } from './webhook-commands.ts';

type Heard = { headers: IncomingHttpHeaders; body: string; path: string };
/** A receiver on this machine that answers what it is told to. */
async function receiver(t: TestContext, answer: (heard: Heard) => number = () => 204): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      const one = { headers: request.headers, body: Buffer.concat(parts).toString(), path: request.url ?? '' };
      heard.push(one);
      const status = answer(one);
      response.writeHead(status, status === 302 ? { location: '/lain' } : {}).end('x'.repeat(10));
    });
  });
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  t.after(() => { server.closeAllConnections(); server.close(); });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/kait`, heard };
}

const start = new Date('2026-11-24T03:00:00Z');
type Scene = { house: House; pp: Actor; clock: { now: Date }; order: (channel?: 'agency' | 'public') => Promise<string>; accept: (number: string) => Promise<unknown>; deliver: (minutes?: number) => Promise<number>; hook: (url: string, who?: Actor, verbs?: (typeof webhookVerbs)[number][]) => Promise<{ id: string; secret: string }>; rows: () => Promise<{ state: string; attempts: number; verb: string; due_at: Date }[]> };
async function scene(t: TestContext): Promise<Scene> {
  const house = await openHouse(t, { routes: ocdsRoutes, now: start });
  await stage(house, { sku: 'K-KURSI', name_id: 'Kursi', name_en: 'Chair', price_idr: 300_000, stock: 100 });
  const pp = house.as('procurement_officer');
  // A webhook belongs to an account that is there.
  for (const who of [pp, house.as('partner'), house.as('commitment_officer')]) await house.admin.query('insert into identity.account (id, name, email, person_id) values ($1, $2, $3, $4)', [who.account_id, who.name, `${who.role}@contoh.test`, who.person_id]);
  const clock = { now: start };
  return {
    house, pp, clock,
    order: async (channel = 'agency') => (await transact(house.db, { actor: channel === 'agency' ? pp : visitor, now: clock.now, reach: { facility_ids: [house.facility.id], agency_id: channel === 'agency' ? house.agency.id : null } }, (tx) => placeOrder(tx, {
      channel, lines: [{ sku: 'K-KURSI', quantity: 1 }], deliver_to: { name: 'Gudang', address: 'Jalan Contoh 1' }, buyer: channel === 'agency' ? { name: 'Instansi Contoh Uji', unit: 'Bagian Umum' } : { name: 'Pembeli Contoh', phone: '081200001234' },
    }))).number,
    accept: (number) => house.act(house.as('section_head'), (tx) => acceptOrder(tx, { number }), clock.now),
    deliver: (minutes = 0) => { clock.now = new Date(clock.now.getTime() + minutes * 60_000); return deliverWebhooks(house.db, { now: () => clock.now, inner: true }); },
    hook: (url, who = pp, verbs = [...webhookVerbs]) => house.act(who, (tx: Tx) => subscribe(tx, { url, verbs }, true)),
    rows: async () => (await house.admin.query<{ state: string; attempts: number; verb: string; due_at: Date }>('select state, attempts, verb, due_at from procurement.webhook_delivery order by id')).rows,
  };
}

test('each state of an agency’s order is told once, signed, and names no person', async (t) => {
  const s = await scene(t);
  const { url, heard } = await receiver(t);
  const before = await s.order();
  const { secret } = await s.hook(url);
  const number = await s.order();
  await s.order('public');
  await s.accept(number);
  assert.equal(await s.deliver(), 2);
  assert.deepEqual(heard.map(({ body }) => (JSON.parse(body) as { type: string }).type).toSorted(), ['order.accepted', 'order.placed']);
  for (const { headers, body } of heard) {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const expected = createHmac('sha256', key).update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`).digest('base64');
    assert.equal(headers['webhook-signature'], `v1,${expected}`);
    assert.equal(headers['webhook-timestamp'], String(Math.floor(start.getTime() / 1000)));
    assert.deepEqual(Object.keys((JSON.parse(body) as { data: object }).data), ['ocid', 'agency', 'record']);
    assert.ok(!body.includes(number) && !body.includes(before) && !body.includes('Contoh procurement'), body);
  }
  assert.equal(await s.deliver(1), 0, 'what was told is told once');
  const { rows: [kept] } = await s.house.admin.query<{ secret: Buffer }>('select secret from procurement.webhook');
  assert.ok(!kept?.secret.includes(secret), 'the secret is sealed');
});

test('a failure is tried again later and later, then given up and the webhook disabled; enabled again, it sends what waits', async (t) => {
  const s = await scene(t);
  let answer = 500;
  const { url, heard } = await receiver(t, () => answer);
  const { id } = await s.hook(url, s.pp, ['order.placed']);
  await s.order();
  for (const [n, wait] of waits.entries()) {
    assert.equal(await s.deliver(n === 0 ? 0 : waits[n - 1]), 1, `try ${n + 1}`);
    const [row] = await s.rows();
    assert.deepEqual([row?.state, row?.attempts, row?.due_at.getTime()], ['waiting', n + 1, s.clock.now.getTime() + wait * 60_000]);
    assert.equal(await s.deliver(), 0, 'not before its time');
  }
  await s.order();
  await s.house.admin.query("update procurement.webhook_delivery set due_at = due_at + interval '9 days' where attempts = 0");
  assert.equal(await s.deliver(waits.at(-1)), 2);
  const { rows: [webhook] } = await s.house.admin.query<{ state: string; why: string }>('select state, why from procurement.webhook');
  assert.deepEqual([webhook?.state, (await s.rows()).map(({ state }) => state).toSorted()], ['disabled', ['given_up', 'waiting']]);
  assert.match(webhook?.why ?? '', /failed 7 times: status 500/);
  await s.order();
  const sent = heard.length;
  assert.equal(await s.deliver(10_000), 0, 'a disabled webhook hears nothing');
  answer = 200;
  await s.house.act(s.pp, (tx) => enableWebhook(tx, { id }), s.clock.now);
  assert.equal(await s.deliver(), 2);
  assert.equal(heard.length, sent + 2);
  const { rows } = await s.house.admin.query<{ n: string; failed: string }>('select count(*) as n, count(*) filter (where status = 500) as failed from procurement.webhook_attempt');
  assert.deepEqual(rows[0], { n: 10, failed: 8 }, 'every try is on record');
  await assert.rejects(s.house.admin.query('delete from procurement.webhook_attempt'), /append-only/);
});

test('410 disables at once, and a redirect is not followed', async (t) => {
  const s = await scene(t);
  const gone = await receiver(t, () => 410);
  const moved = await receiver(t, () => 302);
  await s.hook(gone.url);
  await s.hook(moved.url);
  await s.order();
  assert.equal(await s.deliver(), 2);
  const { rows } = await s.house.admin.query<{ url: string; state: string }>('select url, state from procurement.webhook');
  assert.deepEqual(rows.map(({ url, state }) => [url === gone.url, state]).toSorted(), [[false, 'active'], [true, 'disabled']]);
  assert.deepEqual(moved.heard.map(({ path }) => path), ['/kait']);
});

test('an agency hears of its own orders, others of all; events that were not asked for are not told', async (t) => {
  const s = await scene(t);
  const [own, all, strange, few] = await Promise.all([receiver(t), receiver(t), receiver(t), receiver(t)]);
  await s.hook(own.url);
  await s.hook(all.url, s.house.as('partner'));
  const other = await s.house.admin.query<{ id: string }>("insert into organisation.agency (code, name, kind, is_sample, source) values ('lain', 'Instansi Lain', 'agency', true, 'test') returning id");
  await s.hook(strange.url, { ...s.house.as('commitment_officer'), agency_id: other.rows[0]?.id ?? null });
  await s.hook(few.url, s.house.as('partner'), ['order.cancelled']);
  await s.order();
  await s.deliver();
  assert.deepEqual([own, all, strange, few].map(({ heard }) => heard.length), [1, 1, 0, 0]);
});

test('addresses of private networks are refused when subscribing and again when sending, whatever they are called', async (t) => {
  const s = await scene(t);
  const { url, heard } = await receiver(t);
  for (const [address, code] of [['bukan alamat', 'webhook.not_a_url'], ['ftp://contoh.org', 'webhook.not_a_url'], ['http://contoh.org/x', 'webhook.not_https'], ['https://a:b@contoh.org', 'webhook.with_password'], ['https://127.0.0.1/x', 'webhook.private_network'], ['https://[::1]/', 'webhook.private_network'], ['https://localhost/', 'webhook.private_network'], ['https://db.internal/', 'webhook.private_network'], ['https://gudang/', 'webhook.private_network']] as const) {
    await assert.rejects(s.house.act(s.pp, (tx) => subscribe(tx, { url: address, verbs: ['order.placed'] }, false)), refused(code), address);
  }
  for (const address of ['10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.1.1', '0.0.0.0', '127.9.9.9', '224.0.0.1', '::1', 'fe80::1', 'fd00::1', '::ffff:10.0.0.1', '::ffff:7f00:1', '64:ff9b::a00:1', '2002:a00:1::', 'nonsense']) assert.equal(isInner(address), true, address);
  for (const address of ['8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8']) assert.equal(isInner(address), false, address);
  for (const text of ['https://0x7f000001/', 'https://2130706433/', 'https://127.1/', 'https://[::ffff:127.0.0.1]/']) assert.equal(whyRefused(text, { inner: false }), 'inner', text);
  assert.equal(whyRefused('https://contoh.org/kait', { inner: false }), undefined);
  const message = { id: 'x', secret: 'whsec_AAAA', body: '{}', at: start };
  assert.deepEqual(await send({ ...message, url }, { inner: false }), { status: null, problem: 'refused: not_https' });
  assert.match((await send({ ...message, url: 'https://localhost.localdomain:9/x' }, { inner: false })).problem ?? '', /private network|ENOTFOUND|EAI_AGAIN|refused/);
  assert.equal(heard.length, 0);
  assert.deepEqual(await send({ ...message, url }, { inner: true }), { status: 204, problem: null });
});

test('a webhook belongs to its account and agency; states move as the table says', async (t) => {
  const s = await scene(t);
  const { id } = await s.hook('http://127.0.0.1:9/x');
  const stranger = s.house.as('partner');
  await assert.rejects(s.house.act(stranger, (tx) => endWebhook(tx, { id })), NotFound);
  await assert.rejects(s.house.act(s.house.as('headquarters'), (tx) => endWebhook(tx, { id })), NotFound, 'who sees everything still ends only their own');
  await assert.rejects(s.house.act(s.pp, (tx) => enableWebhook(tx, { id })), refused('webhook.wrong_state'));
  await s.house.act(s.house.as('commitment_officer'), (tx) => endWebhook(tx, { id }));
  await assert.rejects(s.house.act(s.pp, (tx) => endWebhook(tx, { id })), refused('webhook.wrong_state'));
  await s.order();
  assert.equal(await s.deliver(), 0, 'an ended webhook hears nothing');
  for (let n = 0; n < 10; n++) await s.hook('http://127.0.0.1:9/x');
  await assert.rejects(s.hook('http://127.0.0.1:9/x'), refused('webhook.too_many'));
  await assert.rejects(s.house.act(s.pp, sweepEvents), Forbidden);
  await assert.rejects(s.house.act(s.house.as('officer'), (tx) => subscribe(tx, { url: 'x', verbs: ['order.placed'] }, true)), Forbidden);
  assert.deepEqual(webhookTransitions.map(({ from, verb, to }) => `${from} ${verb} ${to}`), ['active disable disabled', 'disabled enable active', 'active end ended', 'disabled end ended']);
  const managers = ['procurement_officer', 'commitment_officer', 'partner', 'headquarters', 'auditor', 'admin'];
  assert.deepEqual(roles.filter((role) => may({ ...visitor, role }, 'webhook.manage')).toSorted(), managers.toSorted());
  assert.deepEqual([roles.some((role) => may({ ...visitor, role }, 'webhook.deliver')), may(system, 'webhook.deliver')], [false, true]);
  assert.equal(nextTry(waits.length + 1, start), undefined);
  assert.match(signatureOf('whsec_AAAA', { id: 'a', second: 1, body: '{}' }), /^v1,[A-Za-z0-9+/]{43}=$/);
});

test('the account’s screens and the API: the secret is shown once', async (t) => {
  const s = await scene(t);
  assert.match(await (await s.house.request('/akun/webhook', { as: s.pp })).text(), /Belum ada webhook/);
  assert.equal((await s.house.request('/akun/webhook', { as: s.pp, form: { url: 'https://10.0.0.1/x' } })).status, 422);
  const made = await s.house.request('/akun/webhook', { as: s.pp, form: { url: 'https://penerima.contoh.org/kait', verbs: 'order.placed' } });
  assert.match(await made.text(), /whsec_/);
  const list = await (await s.house.request('/akun/webhook', { as: s.pp })).text();
  assert.ok(list.includes('penerima.contoh.org') && !list.includes('whsec_'));
  const path = /\/akun\/webhook\/[0-9a-f-]{36}/.exec(list)?.[0] ?? '';
  assert.equal((await s.house.request(path, { as: s.pp })).status, 200);
  assert.equal((await s.house.request(path, { as: s.house.as('partner') })).status, 404);
  assert.equal((await s.house.request(`${path}/aktifkan`, { as: s.pp, form: {} })).status, 409);
  assert.equal((await s.house.request(`${path}/akhiri`, { as: s.pp, form: {} })).status, 303);
  const api = await s.house.request('/api/v1/webhooks', { as: s.pp, json: { url: 'https://penerima.contoh.org/dua', verbs: ['order.shipped'] }, headers: { 'idempotency-key': 'kunci-1' } });
  assert.equal(api.status, 201);
  const { id, secret } = await api.json() as { id: string; secret: string };
  assert.match(secret, /^whsec_/);
  assert.equal((await s.house.admin.query("select 1 from kernel.once where answer::text like '%whsec_%'")).rowCount, 0);
  assert.deepEqual(((await (await s.house.request('/api/v1/webhooks', { as: s.pp })).json()) as { items: { id: string }[] }).items[0]?.id, id);
  assert.deepEqual(((await (await s.house.request(`/api/v1/webhooks/${id}`, { as: s.pp })).json()) as { deliveries: unknown[] }).deliveries, []);
  assert.equal((await s.house.request(`/api/v1/webhooks/${id}/activation`, { as: s.pp, json: {} })).status, 409);
  assert.equal((await s.house.request(`/api/v1/webhooks/${id}/end`, { as: s.pp, json: {} })).status, 201);
});

// One order's whole way through the API, from a buyer to a worker's savings, as a stranger's script would go it.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { createToken } from '#identity';
import { dayIn } from '#kernel/calendar.ts';
import { outboxOf } from '#kernel/outbox.ts';
import { system } from '#kernel/policy.ts';
import { createApp, reactions } from '../src/app.tsx';
import { verify } from '../src/verify.ts';
import { openHouse, type House } from './house.ts';
import { worldName } from './prepare.ts';

let house: House;
let app: ReturnType<typeof createApp>;
const tokens = new Map<string, string>();
const closing: (() => Promise<void>)[] = [];
before(async () => {
  house = await openHouse({ after: (fn: () => Promise<void>) => void closing.push(fn) }, { database: worldName });
  app = createApp({ db: house.db, origin: 'http://localhost' });
  for (const who of ['kasi', 'petugas', 'mutu', 'kalapas', 'bendahara']) {
    const { token } = await house.act(system, (tx) => createToken(tx, { email: `${who}@contoh-muara.karya.test` }));
    tokens.set(who, token);
  }
});
after(async () => {
  for (const close of closing) await close();
});

type Json = Record<string, never> & { [key: string]: unknown };
async function ask(who: string, method: string, path: string, body?: unknown, key: string = crypto.randomUUID()): Promise<{ status: number; body: Json }> {
  const response = await app.request(`/api/v1${path}`, {
    method, headers: { ...(tokens.has(who) ? { authorization: `Bearer ${tokens.get(who)}` } : {}), 'content-type': 'application/json', 'idempotency-key': key, 'accept-language': 'en' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text ? (JSON.parse(text) as Json) : ({} as Json) };
}
async function done(who: string, method: string, path: string, body?: unknown): Promise<Json> {
  const { status, body: answer } = await ask(who, method, path, body);
  assert.ok(status === 200 || status === 201, `${method} ${path} → ${status} ${JSON.stringify(answer).slice(0, 600)}`);
  return answer;
}
const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const num = (value: unknown): number => Number(value);

test('an order made to measure goes from a buyer to the savings of those who made it, every rupiah traced', { timeout: 120_000 }, async (t) => {
  const today = dayIn('Asia/Jakarta', new Date());
  const placed = await done('public', 'POST', '/orders', { channel: 'public', buyer: { name: 'Pembeli Contoh', phone: '081234567890' }, lines: [{ sku: 'CM-MEJA-01', quantity: 2 }], deliver_to: { name: 'Pembeli Contoh', address: 'Jalan Contoh 1, Sukamara' }, requested_on: '2027-02-01' });
  const number = String(placed['number']);

  await t.test('the maker promises a day per line', async () => {
    const accepted = await done('kasi', 'POST', `/orders/${number}/acceptance`, {});
    assert.match(JSON.stringify(accepted), /promised_on/);
  });

  const order = await done('kasi', 'GET', `/orders/${number}`);
  const line = list(order['lines'])[0];
  assert.ok(line);
  const work = await done('kasi', 'POST', '/work-orders', { facility: 'contoh-muara', sku: 'CM-MEJA-01', quantity: 2, order_line: line['id'], due_on: '2027-01-20' });
  const workNumber = String(work['number']);
  await done('kasi', 'POST', `/work-orders/${workNumber}/release`, {});

  let session: Json = {} as Json;
  for (const slot of ['PM', 'AM']) {
    const opened = await ask('petugas', 'POST', '/sessions', { workshop: 'mebel', day: slot === 'PM' ? today : new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10), slot });
    if (opened.status !== 201) continue;
    session = opened.body;
    break;
  }
  const id = String(session['id']);
  const roster = list(session['roster']);
  assert.ok(roster.length >= 3, `roster of ${roster.length}: ${JSON.stringify(session).slice(0, 800)}`);

  await t.test('a session closes only when everybody is marked and every tool is back', async () => {
    const tools = list((await done('petugas', 'GET', '/tools?limit=100'))['items']).filter((tool) => tool['state'] === 'kept');
    const tool = String(tools[0]?.['code']);
    const at = new Date().toISOString();
    const capture = (type: string, rest: object) => ({ id: crypto.randomUUID(), type, occurred_at: at, ...rest });
    const captures = [
      ...roster.map((person) => capture('attendance', { session: id, worker: person['roster_code'] ?? person['worker_id'], reason: 'ATTENDED' })),
      capture('tool_out', { session: id, tool, worker: roster[0]?.['roster_code'] }),
    ];
    const sent = await done('petugas', 'POST', '/captures', { device: 'uji-1', captures });
    const answers = list(sent['items'] ?? sent['results'] ?? sent);
    assert.deepEqual([...new Set(answers.map((answer) => answer['result']))], ['accepted'], JSON.stringify(answers));
    const again = await done('petugas', 'POST', '/captures', { device: 'uji-1', captures });
    assert.deepEqual([...new Set(list(again['items'] ?? again['results'] ?? again).map((answer) => answer['result']))], ['duplicate']);
    const early = await ask('petugas', 'POST', `/sessions/${id}/closure`, {});
    assert.equal(early.status, 409);
    assert.equal(early.body['code'], 'session.tool_out');
    const steps = [1, 2, 3].flatMap((step) => roster.slice(0, 2).map((person) => capture('output', { session: id, work_order: workNumber, step, worker: person['roster_code'], good: 1 })));
    const worked = await done('petugas', 'POST', '/captures', { device: 'uji-1', captures: [...steps, capture('tool_in', { session: id, tool, condition: 'baik' })] });
    assert.deepEqual([...new Set(list(worked['items'] ?? worked['results'] ?? worked).map((answer) => answer['result']))], ['accepted'], JSON.stringify(worked));
    await done('petugas', 'POST', `/sessions/${id}/closure`, {});
  });

  await t.test('whoever recorded the output does not inspect it; another does, and the lot enters stock', async () => {
    const self = await ask('petugas', 'POST', '/inspections', { work_order: workNumber, passed: 2 });
    assert.equal(self.body['code'], 'inspection.same_person');
    await done('mutu', 'POST', '/inspections', { work_order: workNumber, passed: 2 });
    await outboxOf(house.db, reactions).drain();
    assert.equal((await done('kasi', 'GET', `/orders/${number}`))['state'], 'ready');
  });

  await t.test('it ships, is accepted, is paid; the same payment twice is one', async () => {
    await done('kasi', 'POST', `/orders/${number}/shipments`, { carrier: 'Kurir contoh' });
    const early = await ask('kasi', 'POST', '/settlements', { order_number: number });
    assert.equal(early.status, 409);
    await done('kasi', 'POST', `/orders/${number}/handover`, { handover_number: 'BAST-UJI-1', received_by: 'Pembeli Contoh' });
    const total = num((await done('bendahara', 'GET', `/orders/${number}`))['total_idr']);
    assert.equal(total, 840_000);
    const key = crypto.randomUUID();
    const pay = { method: 'transfer', amount_idr: total, reference: 'UJI-TRF-1' };
    assert.equal((await ask('bendahara', 'POST', `/orders/${number}/payments`, pay, key)).status, 201);
    assert.equal((await ask('bendahara', 'POST', `/orders/${number}/payments`, pay, key)).status, 201);
    assert.ok((await ask('bendahara', 'POST', `/orders/${number}/payments`, pay)).status >= 400);
    assert.equal((await ask('bendahara', 'POST', `/orders/${number}/payments`, { ...pay, amount_idr: 1 }, key)).body['code'], 'once.reused');
  });

  await t.test('two persons divide it; savings grow by exactly their parts; the slip explains them', async () => {
    const prepared = await done('kasi', 'POST', '/settlements', { order_number: number });
    const shares = list(prepared['shares']);
    assert.equal(shares.reduce((sum, share) => sum + num(share['amount_idr']), 0), 840_000);
    const workers = list(prepared['workers']);
    assert.equal(workers.length, 2);
    const person = workers[0];
    assert.ok(person);
    const before = num((await done('bendahara', 'GET', `/workers/${person['worker']}/savings`))['balance_idr']);
    assert.equal((await ask('kasi', 'POST', `/settlements/${prepared['id']}/approval`, {})).status, 403);
    await done('kalapas', 'POST', `/settlements/${prepared['id']}/approval`, {});
    const after = num((await done('bendahara', 'GET', `/workers/${person['worker']}/savings`))['balance_idr']);
    assert.equal(after - before, num(person['amount_idr']));
    const slips = await done('bendahara', 'GET', `/workers/${person['worker']}/slips`);
    assert.match(JSON.stringify(slips), new RegExp(number));
    assert.equal((await ask('kasi', 'POST', '/settlements', { order_number: number })).status, 409);
  });

  await t.test('the state’s part becomes a deposit with billing code and NTPN, by two persons', async () => {
    const billed = await done('bendahara', 'POST', '/state-revenue-deposits', { facility: 'contoh-muara', period: today.slice(0, 7) });
    assert.match(String(billed['billing_code']), /^\d{15}$/);
    const paid = { ntpn: 'ABCD1234EFGH5678', paid_at: new Date().toISOString() };
    assert.equal((await ask('bendahara', 'PATCH', `/state-revenue-deposits/${billed['id']}`, paid)).body['code'], 'deposit.same_person');
    assert.equal((await done('kalapas', 'PATCH', `/state-revenue-deposits/${billed['id']}`, paid))['state'], 'paid');
  });

  await t.test('the books balance and every invariant still holds', async () => {
    await outboxOf(house.db, reactions).drain();
    assert.equal((await done('bendahara', 'GET', '/ledger/trial-balance'))['total_idr'], 0);
    assert.equal((await done('kasi', 'GET', `/orders/${number}`))['state'], 'settled');
    assert.deepEqual((await verify(house.adminUrl)).filter((finding) => finding.broken > 0), []);
  });
});

test('bad input is answered with 422 or 400, says where, and writes nothing', async () => {
  const { rows: before } = await house.admin.query('select count(*) from orders.sales_order');
  const good = { channel: 'public', buyer: { name: 'P', phone: '081234567890' }, lines: [{ sku: 'CM-MEJA-01', quantity: 1 }], deliver_to: { name: 'P', address: 'Jalan Contoh 1' } };
  const cases: [object, number, string][] = [
    [{ ...good, lines: [] }, 422, 'lines'], [{ ...good, lines: [{ sku: 'CM-MEJA-01', quantity: -1 }] }, 422, 'lines.0.quantity'], [{ ...good, lines: [{ sku: 'CM-MEJA-01', quantity: 1e300 }] }, 422, 'lines.0.quantity'],
    [{ ...good, price_idr: 1 }, 422, ''], [{ ...good, channel: 'gift' }, 422, 'channel'], [{ ...good, requested_on: '2026-13-40' }, 422, 'requested_on'], [{ ...good, lines: [{ sku: 'TIDAK-ADA', quantity: 1 }] }, 422, 'lines.0.sku'],
    [{ ...good, buyer: { name: 'P' } }, 422, 'buyer.phone'],
  ];
  for (const [body, status, field] of cases) {
    const answer = await ask('public', 'POST', '/orders', body);
    assert.equal(answer.status, status, JSON.stringify([body, answer.body]));
    if (field) assert.ok(list(answer.body['errors']).some((error) => error['field'] === field), `${field}: ${JSON.stringify(answer.body)}`);
  }
  for (const [body, type, status] of [['{', 'application/json', 400], ['x=1', 'application/x-www-form-urlencoded', 415]] as const) {
    const answer = await app.request('/api/v1/orders', { method: 'POST', headers: { 'content-type': type }, body });
    assert.equal(answer.status, status);
    assert.match(answer.headers.get('content-type') ?? '', /problem\+json/);
  }
  const { rows: after } = await house.admin.query('select count(*) from orders.sales_order');
  assert.deepEqual(after, before);
});

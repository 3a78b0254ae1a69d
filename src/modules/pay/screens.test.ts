import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { z } from 'zod';
import type { Actor } from '#kernel/policy.ts';
import { openHouse, type House } from '#tests/house.ts';
import { makePieces, openWorkplace, sell, type Workplace } from '#tests/stage-sale.ts';
import { approveSettlement, prepareSettlement, routes } from './index.ts';

const day = '2026-11-23';
const noon = new Date('2026-11-24T05:00:00Z');
type Scene = Workplace & { house: House; get: (path: string, as: Actor) => Promise<{ status: number; text: string }>; send: (path: string, as: Actor, form: Record<string, string>) => Promise<{ status: number; location: string; text: string }> };
async function scene(t: TestContext): Promise<Scene> {
  const house = await openHouse(t, { routes, now: noon });
  const place = await openWorkplace(house);
  await makePieces(house, place, { day, work: [{ minutes: 60, good: 4 }, { minutes: 180, good: 6 }] });
  return {
    ...place, house,
    get: async (path, as) => { const response = await house.request(path, { as }); return { status: response.status, text: await response.text() }; },
    send: async (path, as, form) => { const response = await house.request(path, { as, form }); return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text() }; },
  };
}
async function settled(s: Scene, quantity = 4): Promise<{ id: string; number: string }> {
  const order_number = await sell(s.house, s, { quantity, day });
  const made = await s.house.act(s.staff.section_head, (tx) => prepareSettlement(tx, { order_number }), noon);
  await s.house.act(s.staff.facility_head, (tx) => approveSettlement(tx, { id: made.id }), noon);
  return made;
}

test('a paid order goes from the list to a computed settlement and to its approval by another person, on paper-thin pages', async (t) => {
  const s = await scene(t);
  const { section_head: kasi, facility_head: head } = s.staff;
  const order_number = await sell(s.house, s, { quantity: 3, day });
  const list = await s.get('/bengkel/premi', kasi);
  assert.match(list.text, new RegExp(order_number));
  const prepared = await s.send('/bengkel/premi', kasi, { order_number });
  assert.equal(prepared.status, 303);
  assert.match(prepared.location, /^\/bengkel\/premi\/BH-2026-0001$/);
  assert.equal((await s.send('/bengkel/premi', kasi, { order_number })).status, 409);
  const asPreparer = await s.get(prepared.location, kasi);
  assert.match(asPreparer.text, /Peserta Contoh 1/);
  assert.doesNotMatch(asPreparer.text, /Setujui dan bukukan/);
  const asHead = await s.get(prepared.location, head);
  assert.match(asHead.text, /Setujui dan bukukan/);
  assert.match(asHead.text, /menit dari/);
  assert.equal((await s.send(`${prepared.location}/setuju`, kasi, {})).status, 403);
  assert.equal((await s.send(`${prepared.location}/tolak`, head, { reason: '' })).status, 422);
  assert.equal((await s.send(`${prepared.location}/setuju`, head, {})).status, 303);
  assert.equal((await s.send(`${prepared.location}/setuju`, head, {})).status, 409);
  assert.equal((await s.send(`${prepared.location}/tolak`, head, { reason: 'Terlambat' })).status, 409);
});

test('names of people stay inside their facility: overseers read roster codes, others nothing', async (t) => {
  const s = await scene(t);
  const { number } = await settled(s);
  const at = (path: string) => `${path}?upt=${s.house.facility.code}`;
  for (const role of ['regional', 'headquarters', 'auditor'] as const) {
    const as = s.house.as(role);
    assert.match((await s.get('/bengkel/premi', as)).text, /Pilih UPT/);
    for (const path of [at('/bengkel/premi'), at(`/bengkel/premi/${number}`)]) {
      const page = await s.get(path, as);
      assert.equal(page.status, 200, path);
      assert.doesNotMatch(page.text, /Peserta Contoh/, path);
    }
    assert.match((await s.get(at(`/bengkel/premi/${number}`), as)).text, new RegExp(s.workers[0]?.roster_code ?? 'none'));
  }
  const stranger = s.house.as('section_head', 'other');
  assert.equal((await s.get(at(`/bengkel/premi/${number}`), stranger)).status, 404);
  assert.equal((await s.get(`/bengkel/premi/${number}`, stranger)).status, 404);
  assert.equal((await s.get(`/bengkel/premi/kartu/${s.workers[0]?.id}`, s.house.as('treasurer', 'other'))).status, 404);
  assert.equal((await s.get(`/bengkel/premi/kartu/${s.workers[0]?.id}`, s.house.as('regional'))).status, 403);
  assert.equal((await s.get('/bengkel/premi', s.house.as('officer'))).status, 403);
  assert.equal((await s.house.request('/bengkel/premi')).headers.get('location'), '/masuk?lanjut=%2Fbengkel%2Fpremi');
});

test('the card explains each rupiah on the screen, on paper and as PDF; the payment list adds up to the same', async (t) => {
  const s = await scene(t);
  await settled(s);
  const { treasurer } = s.staff;
  const worker = s.workers[1]?.id ?? '';
  const card = await s.get(`/bengkel/premi/kartu/${worker}`, treasurer);
  assert.match(card.text, /180 menit dari|72 menit dari/);
  assert.match(card.text, /Rp\s149\.400/);
  const paper = await s.get(`/bengkel/premi/kartu/${worker}/2026-11/cetak`, treasurer);
  assert.equal(paper.status, 200);
  assert.match(paper.text, /Kartu Premi/);
  assert.match(paper.text, /149\.400/);
  const list = await s.get('/bengkel/premi/bayar/2026-11', treasurer);
  assert.match(list.text, /Rp\s199\.200/);
  assert.match((await s.get('/bengkel/premi/bayar/2026-09', treasurer)).text, /Belum ada premi/);
  assert.equal((await s.get('/bengkel/premi/bayar/2026-99', treasurer)).status, 404);
  for (const path of [`/bengkel/premi/kartu/${worker}/2026-11/kartu.pdf`, '/bengkel/premi/bayar/2026-11/daftar.pdf']) {
    const response = await s.house.request(path, { as: treasurer });
    assert.equal(response.headers.get('content-type'), 'application/pdf', path);
    assert.equal(Buffer.from(await response.arrayBuffer()).subarray(0, 5).toString(), '%PDF-', path);
    assert.doesNotMatch(response.headers.get('content-disposition') ?? '', /Peserta|UJI/i);
  }
  assert.equal((await s.get('/bengkel/premi/kartu/bukan-id', treasurer)).status, 404);
});

test('savings are asked for by the treasurer and granted by the head; a wish beyond the rule keeps its words', async (t) => {
  const s = await scene(t);
  await settled(s);
  const { treasurer, facility_head: head } = s.staff;
  const at = `/bengkel/premi/kartu/${s.workers[1]?.id}/ambil`;
  const beyond = await s.send(at, treasurer, { kind: 'BASIC_NEEDS', amount_idr: '100.000', purpose: 'Sabun dan sikat gigi' });
  assert.equal(beyond.status, 422);
  assert.match(beyond.text, /Sabun dan sikat gigi/);
  assert.match(beyond.text, /tinggal/);
  assert.equal((await s.send(at, treasurer, { kind: 'BASIC_NEEDS', amount_idr: '30.000', purpose: 'Sabun' })).status, 303);
  const { rows } = await s.house.admin.query<{ id: string }>('select id from pay.withdrawal');
  const id = rows[0]?.id ?? '';
  assert.equal((await s.send(`/bengkel/premi/ambil/${id}/setuju`, treasurer, {})).status, 403);
  assert.equal((await s.send(`/bengkel/premi/ambil/${id}/setuju`, head, {})).status, 303);
  assert.equal((await s.send(`/bengkel/premi/ambil/${id}/tolak`, head, { reason: 'Terlambat' })).status, 409);
  assert.equal((await s.send('/bengkel/premi/ambil/bukan-id/setuju', head, {})).status, 404);
  assert.match((await s.get(`/bengkel/premi/kartu/${s.workers[1]?.id}`, treasurer)).text, /119\.400/);
});

test('the state’s part is billed, shown with its deadline, and recorded paid by another officer', async (t) => {
  const s = await scene(t);
  await settled(s);
  const { treasurer, facility_head: head } = s.staff;
  assert.match((await s.get('/bengkel/pnbp', treasurer)).text, /25 November 2026/);
  assert.equal((await s.send('/bengkel/pnbp', treasurer, { period: '2026-11' })).status, 303);
  assert.equal((await s.send('/bengkel/pnbp', treasurer, { period: '2026-11' })).status, 409);
  const { rows } = await s.house.admin.query<{ id: string }>('select id from pay.deposit');
  const at = `/bengkel/pnbp/${rows[0]?.id}/lunas`;
  assert.equal((await s.send(at, treasurer, { ntpn: 'ABCD EFGH 1234 5678', paid_on: '2026-11-24' })).status, 409);
  assert.equal((await s.send(at, head, { ntpn: 'pendek', paid_on: '2026-11-24' })).status, 422);
  assert.equal((await s.send(at, head, { ntpn: 'abcd efgh 1234 5678', paid_on: '24/11/2026' })).status, 303);
  assert.match((await s.get('/bengkel/pnbp', treasurer)).text, /ABCDEFGH12345678/);
  assert.match((await s.get(`/bengkel/pnbp?upt=${s.house.facility.code}`, s.house.as('auditor'))).text, /Lunas/);
});

test('every rule is shown with its basis and its days', async (t) => {
  const house = await openHouse(t, { routes, now: noon });
  const page = await house.request('/pusat/kebijakan', { as: house.as('headquarters') });
  const text = await page.text();
  assert.match(text, /M\.01-PP\.02\.01\/1990/);
  assert.match(text, /savings\.spendable_bp/);
});

test('a rule is tried out without writing anything; what cannot be divided is refused by field', async (t) => {
  const house = await openHouse(t, { routes, now: noon });
  const preview = async (json: unknown) => { const response = await house.request('/api/v1/split-rules/preview', { json }); return { status: response.status, body: await response.json() as unknown }; };
  const rule = { basis: 'net_profit', team: 'hours', shares: [{ to: 'worker', percent: 50 }, { to: 'capital', percent: 35 }, { to: 'state', percent: 15 }] };
  const answer = z.object({ shares: z.array(z.object({ to: z.string(), amount_idr: z.number() })), workers: z.array(z.object({ worker: z.string(), amount_idr: z.number() })), remainder_rule: z.string(), costs_idr: z.number() });
  const good = answer.parse((await preview({ rule, amount_idr: 1_000_001, costs_idr: 400_000, contributions: [{ worker: 'A1', hours: 7.5 }, { worker: 'A2', hours: 2.5 }] })).body);
  assert.deepEqual(good.shares, [{ to: 'worker', amount_idr: 300_001 }, { to: 'capital', amount_idr: 610_000 }, { to: 'state', amount_idr: 90_000 }]);
  assert.deepEqual(good.workers, [{ worker: 'A1', amount_idr: 225_001 }, { worker: 'A2', amount_idr: 75_000 }]);
  assert.equal(answer.parse((await preview({ rule, amount_idr: 100 })).body).shares[0]?.amount_idr, 50);
  for (const bad of [
    { rule: { ...rule, shares: [{ to: 'worker', percent: 100 }, { to: 'state', percent: 10 }] }, amount_idr: 1 }, { rule: { ...rule, shares: [{ to: 'worker', percent: 10 }, { to: 'worker', percent: 10 }] }, amount_idr: 1 },
    { rule, amount_idr: -1 }, { rule, amount_idr: 1.5 }, { rule: { ...rule, team: 'luck' }, amount_idr: 1 }, { rule, amount_idr: 1, more: true },
  ]) assert.equal((await preview(bad)).status, 422, JSON.stringify(bad));
});

test('money by the API: a settlement and its approval, the book and its slips, a withdrawal, a deposit', async (t) => {
  const s = await scene(t);
  const { section_head: kasi, facility_head: head, treasurer } = s.staff;
  const call = async (as: Actor, method: string, path: string, json?: unknown) => { const response = await s.house.request(`/api/v1${path}`, { as, method, ...(json === undefined ? {} : { json }) }); return { status: response.status, body: z.record(z.string(), z.unknown()).parse(await response.json()) }; };
  const order_number = await sell(s.house, s, { quantity: 4, day });
  const made = await call(kasi, 'POST', '/settlements', { order_number });
  assert.equal(made.status, 201);
  assert.equal((await call(kasi, 'POST', `/settlements/${made.body['id']}/approval`, {})).status, 403);
  assert.equal((await call(head, 'POST', '/settlements/bukan-id/approval', {})).status, 404);
  assert.equal((await call(head, 'POST', `/settlements/${made.body['id']}/approval`, {})).status, 201);
  assert.equal((await call(kasi, 'POST', '/settlements', { order_number })).body['code'], 'settlement.exists');
  const worker = s.workers[1]?.id ?? '';
  assert.equal((await call(treasurer, 'GET', `/workers/${worker}/savings`)).body['balance_idr'], 149_400);
  assert.match(JSON.stringify((await call(treasurer, 'GET', `/workers/${worker}/slips?month=2026-11`)).body), new RegExp(order_number));
  const asked = await call(treasurer, 'POST', '/withdrawals', { worker, kind: 'SEND_FAMILY', amount_idr: 50_000, purpose: 'Kiriman keluarga' });
  assert.equal(asked.status, 201);
  assert.equal((await call(head, 'POST', `/withdrawals/${asked.body['id']}/approval`, {})).status, 201);
  assert.equal((await call(head, 'POST', `/withdrawals/${asked.body['id']}/refusal`, { reason: 'Terlambat' })).body['code'], 'withdrawal.decided_already');
  const billed = await call(treasurer, 'POST', '/state-revenue-deposits', { facility: s.house.facility.code, period: '2026-11' });
  assert.equal(billed.status, 201);
  const paid = await call(head, 'PATCH', `/state-revenue-deposits/${billed.body['id']}`, { ntpn: 'AAAA1111BBBB2222', paid_at: '2026-11-24T12:00:00+07:00' });
  assert.deepEqual([paid.status, paid.body['state']], [200, 'paid']);
  const file = await call(s.house.as('auditor'), 'GET', `/settlements/${made.body['id']}`);
  assert.doesNotMatch(JSON.stringify(file.body), /Peserta Contoh/);
  for (const path of [`/settlements?facility=${s.house.facility.code}`, '/split-rules', `/withdrawals?facility=${s.house.facility.code}`, `/state-revenue-deposits?facility=${s.house.facility.code}`]) {
    const { status, body } = await call(s.house.as('auditor'), 'GET', path);
    assert.equal(status, 200, path);
    assert.ok(Array.isArray(body['items']), path);
    assert.doesNotMatch(JSON.stringify(body), /Peserta Contoh/, path);
  }
});

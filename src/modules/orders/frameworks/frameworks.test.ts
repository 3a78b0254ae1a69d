import assert from 'node:assert/strict';
import test from 'node:test';
import { expectPaper } from '#kernel/documents/expectations.ts';
import { Forbidden, NotFound, Refusal } from '#kernel/refusal.ts';
import { asSystem, refused } from '#tests/house.ts';
import { agreeAddendum, prepareAddendum, signAddendum } from '../addenda/addendum-commands.ts';
import { kontrakPayung } from '../documents/index.ts';
import { acceptOrder, cancelOrder, closeShort, commitOrder, handOverOrder, shipOrder } from '../index.ts';
import { scene, to, type Scene } from '../scene.fixture.ts';
import { checkFrameworkMove, frameworkStates, frameworkTransitions } from './framework.ts';
import { agreeFramework, callOff, draftFramework, endFramework, signFramework } from './framework-commands.ts';
import { frameworkFile } from './framework-queries.ts';

const wish = { subject: 'Kursi satu tahun', unit: 'Bagian Umum', from: '2026-11-01', to: '2026-12-31', max_idr: 2_600_000, lines: [{ sku: 'K-KURSI', unit_price_idr: 250_000, max_quantity: 10 }, { sku: 'K-MEJA', unit_price_idr: 450_000, max_quantity: 2 }] };
const head = (s: Scene) => s.house.as('facility_head');
const drafted = async (s: Scene, more: object = {}) => (await s.asBuyer(s.pp, (tx) => draftFramework(tx, { ...wish, ...more }))).frameworks[0]?.number ?? '';
async function inForce(s: Scene, more: object = {}): Promise<string> {
  const number = await drafted(s, more);
  await s.asBuyer(s.ppk, (tx) => signFramework(tx, { number }));
  await s.act(head(s), (tx) => agreeFramework(tx, { number }));
  return number;
}
const call = (s: Scene, number: string, quantity: number, sku = 'K-KURSI', more: object = {}, at?: Date) => s.asBuyer(s.pp, (tx) => callOff(tx, { number, deliver_to: to, lines: [{ sku, quantity }], ...more }), at);
const seen = (s: Scene, number: string) => s.house.look(asSystem, (reader) => frameworkFile(reader, number));
const used = async (s: Scene, number: string) => { const { called_idr, lines } = await seen(s, number); return [called_idr, ...lines.map((line) => line.called_quantity)]; };

test('an agency drafts and signs, the facility agrees: three persons, and a paper', async (t) => {
  const s = await scene(t);
  const number = await drafted(s);
  await assert.rejects(s.act(head(s), (tx) => agreeFramework(tx, { number })), refused('framework.wrong_state'));
  await assert.rejects(s.asBuyer({ ...s.ppk, person_id: s.pp.person_id }, (tx) => signFramework(tx, { number })), refused('framework.same_person'));
  await assert.rejects(call(s, number, 1), refused('framework.not_agreed'));
  await s.asBuyer(s.ppk, (tx) => signFramework(tx, { number }));
  await assert.rejects(s.act({ ...head(s), person_id: s.ppk.person_id }, (tx) => agreeFramework(tx, { number })), refused('framework.same_person'));
  const { document } = await s.act(head(s), (tx) => agreeFramework(tx, { number }));
  const { rows: [paper] } = await s.house.admin.query('select content from kernel.document where code = $1', [document]);
  await expectPaper(t, kontrakPayung, paper.content, [2_600_000]);
  assert.equal((await s.house.request(`/dokumen/${document}`, { as: s.ppk })).status, 200);
  for (const change of ['update orders.framework set max_idr = 9', 'update orders.framework_line set unit_price_idr = 1', 'delete from orders.framework_line']) await assert.rejects(s.house.admin.query(change), /frozen/);
});

test('call-offs are orders at the contract’s prices, up to what is left in pieces and in value, within its term', async (t) => {
  const s = await scene(t);
  const number = await inForce(s);
  const first = await call(s, number, 6, 'K-KURSI', { budget_account: '532111', requested_on: '2026-12-10' });
  assert.deepEqual([first.total_idr, first.left_idr], [1_500_000, 1_100_000]);
  const { rows: [order] } = await s.house.admin.query('select o.state, o.basis, o.budget_account, l.unit_price_idr from orders.sales_order o join orders.order_line l on l.order_id = o.id where o.number = $1', [first.number]);
  assert.deepEqual([order.state, order.basis, order.budget_account, Number(order.unit_price_idr)], ['placed', { kind: 'framework', number }, '532111', 250_000]);
  await assert.rejects(call(s, number, 5), (error) => refused('framework.quantity_exhausted')(error) && /sisa kontrak 4/.test((error as Refusal).text.id));
  await call(s, number, 2, 'K-MEJA');
  await assert.rejects(call(s, number, 1), refused('framework.value_exhausted'));
  await assert.rejects(call(s, number, 1, 'K-TAS'), refused('framework.no_line'));
  await assert.rejects(call(s, number, 1, 'K-KURSI', { requested_on: '2026-11-01' }), refused('order.requested_in_past'));
  await assert.rejects(call(s, number, 1, 'K-KURSI', {}, new Date('2027-01-01T03:00:00Z')), refused('framework.outside_term'));
  assert.deepEqual(await used(s, number), [2_400_000, 6, 2]);
  await assert.rejects(s.house.admin.query('update orders.framework_line set called_quantity = 11'), /framework_quantity/);
  await assert.rejects(s.house.admin.query('update orders.framework set called_idr = 2600001'), /framework_value/);
});

test('ten who call at once get no more than there is', async (t) => {
  const s = await scene(t);
  const number = await inForce(s, { max_idr: undefined });
  const answers = await Promise.all(Array.from({ length: 10 }, () => call(s, number, 3).then(() => 'called', (error: unknown) => (error instanceof Refusal ? error.code : String(error)))));
  assert.deepEqual([answers.filter((each) => each === 'called').length, [...new Set(answers)].sort()], [3, ['called', 'framework.quantity_exhausted']]);
  assert.deepEqual(await used(s, number), [2_250_000, 9, 0]);
});

test('what is cancelled, rejected, given up or changed by addendum is counted back or forth', async (t) => {
  const s = await scene(t);
  const number = await inForce(s, { max_idr: undefined });
  const gone = await call(s, number, 4);
  await s.asBuyer(s.pp, (tx) => cancelOrder(tx, { number: gone.number, reason: 'Salah pesan' }));
  assert.deepEqual(await used(s, number), [0, 0, 0]);
  const order = (await call(s, number, 6)).number;
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number: order, promised_on: '2026-12-10' }));
  await s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number: order }));
  const amend = async (line: object) => {
    const { id } = await s.asBuyer(s.pp, (tx) => prepareAddendum(tx, { number: order, reason: 'Kebutuhan berubah', lines: [{ line: 1, ...line }] }));
    await s.asBuyer(s.ppk, (tx) => signAddendum(tx, { number: order, id }));
    return s.act(head(s), (tx) => agreeAddendum(tx, { number: order, id }));
  };
  await amend({ quantity: 8, unit_price_idr: 240_000 });
  assert.deepEqual(await used(s, number), [1_920_000, 8, 0]);
  await assert.rejects(amend({ quantity: 11 }), refused('framework.quantity_exhausted'));
  await s.act(s.kasi, (tx) => shipOrder(tx, { number: order, carrier: 'Kurir', lines: [{ line: 1, quantity: 5 }] }));
  await s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number: order, handover_number: 'B-1', received_by: 'Panitia', lines: [{ line: 1, accepted: 4, rejected: 1, reason: 'Retak' }] }));
  assert.deepEqual(await used(s, number), [1_680_000, 7, 0]);
  await s.act(s.kasi, (tx) => closeShort(tx, { number: order, reason: 'Kayu habis' }));
  assert.deepEqual(await used(s, number), [960_000, 4, 0]);
});

test('refused, withdrawn or ended with a reason; a past term, unknown goods and strangers are refused', async (t) => {
  const s = await scene(t);
  const [a, b, c] = [await drafted(s), await drafted(s), await inForce(s)];
  await s.asBuyer(s.ppk, (tx) => signFramework(tx, { number: a }));
  assert.equal((await s.act(head(s), (tx) => endFramework(tx, { number: a, reason: 'Kapasitas penuh' }))).state, 'refused');
  assert.equal((await s.asBuyer(s.ppk, (tx) => endFramework(tx, { number: b, reason: 'Tidak jadi' }))).state, 'withdrawn');
  assert.equal((await s.asBuyer(s.ppk, (tx) => endFramework(tx, { number: c, reason: 'Anggaran dipotong' }))).state, 'ended');
  await assert.rejects(call(s, c, 1), refused('framework.not_agreed'));
  await assert.rejects(drafted(s, { from: '2026-01-01', to: '2026-02-01' }), refused('framework.past'));
  await assert.rejects(drafted(s, { lines: [{ sku: 'TIDAK-ADA', unit_price_idr: 1, max_quantity: 1 }] }), refused('order.unknown_sku'));
  const stranger = { ...s.ppk, agency_id: crypto.randomUUID() };
  await assert.rejects(s.asBuyer(stranger, (tx) => signFramework(tx, { number: b })), NotFound);
  for (const from of frameworkStates) for (const next of frameworkStates) {
    if (frameworkTransitions[from].includes(next)) checkFrameworkMove(from, next);
    else assert.throws(() => checkFrameworkMove(from, next), refused('framework.wrong_state'));
  }
  for (const [verb, actor, work] of [['framework.draft', s.kasi, (tx) => draftFramework(tx, wish)], ['framework.sign', s.pp, (tx) => signFramework(tx, { number: a })], ['framework.agree', s.kasi, (tx) => agreeFramework(tx, { number: a })], ['framework.end', s.pp, (tx) => endFramework(tx, { number: a, reason: 'Tidak boleh' })], ['framework.call', s.kasi, (tx) => callOff(tx, { number: a, deliver_to: to, lines: [{ sku: 'K-KURSI', quantity: 1 }] })]] as [string, typeof s.pp, Parameters<typeof s.act>[1]][]) {
    await assert.rejects(s.act(actor, work), (error) => error instanceof Forbidden && error.verb === verb, verb);
  }
});

test('drafted from the package, signed, agreed and called in the forms', async (t) => {
  const s = await scene(t);
  const cookie = { cookie: 'paket=K-KURSI:10' };
  assert.match(await (await s.house.request('/pengadaan/kontrak-payung/baru', { as: s.pp, headers: cookie })).text(), /Paling banyak, Kursi lipat/);
  const sent = await s.house.request('/pengadaan/kontrak-payung/baru', { as: s.pp, headers: cookie, form: { subject: 'Kursi', unit: 'Umum', from: '2026-11-24', to: '2026-12-31', 'lines.0.sku': 'K-KURSI', 'lines.0.unit_price_idr': '250.000', 'lines.0.max_quantity': '10' } });
  const agency = sent.headers.get('location') ?? '';
  const maker = agency.replace('/pengadaan/', '/bengkel/');
  assert.equal((await s.house.request(`${agency}/tanda-tangan`, { as: s.ppk, form: {} })).status, 303);
  assert.match(await (await s.house.request(maker, { as: head(s) })).text(), /Setujui kontrak/);
  assert.equal((await s.house.request(`${maker}/setuju`, { as: head(s), form: {} })).status, 303);
  const called = await s.house.request(`${agency}/pesan`, { as: s.pp, form: { 'lines.0.sku': 'K-KURSI', 'lines.0.quantity': '4', 'deliver_to.name': 'Penerima', 'deliver_to.address': 'Jalan Contoh 1' } });
  assert.match(called.headers.get('location') ?? '', /\/pengadaan\/pesanan\/KB26-/);
  assert.equal((await s.house.request(`${agency}/pesan`, { as: s.pp, form: { 'lines.0.sku': 'K-KURSI', 'lines.0.quantity': '7', 'deliver_to.name': 'Penerima', 'deliver_to.address': 'Jalan Contoh 1' } })).status, 422);
  for (const [path, as] of [['/pengadaan/kontrak-payung', s.pp], ['/bengkel/kontrak-payung', s.kasi], [agency, s.ppk], [called.headers.get('location') ?? '', s.ppk]] as const) assert.equal((await s.house.request(path, { as })).status, 200, path);
  const api = await (await s.house.request(`/api/v1/frameworks/${agency.split('/').at(-1)}`, { as: s.kasi })).json() as { called_idr: number; calls: unknown[] };
  assert.deepEqual([api.called_idr, api.calls.length], [1_000_000, 1]);
});

import assert from 'node:assert/strict';
import test from 'node:test';
import { visitor } from '#kernel/policy.ts';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { asSystem, refused } from '#tests/house.ts';
import { orderFile } from '../order-file.ts';
import { scene, to, type Scene } from '../scene.fixture.ts';
import { diffOf, quoteStates, quoteTransitions, type Version } from './quote.ts';
import { agreeQuote, askQuote, counterOffer, endQuote, expireQuotes, prepareOffer, returnOffer, signOffer } from './quote-commands.ts';
import { quoteFile } from './quote-queries.ts';

const wish = { subject: 'Kursi rapat kantor', unit: 'Bagian Umum', rup_code: 'RUP-9', day: '2026-12-20', deliver_to: to, lines: [{ sku: 'K-KURSI', quantity: 8, budget_account: '532111' }, { sku: 'K-MEJA', quantity: 2, budget_account: '521211' }] };
const lines = [{ sku: 'K-KURSI', quantity: 8, unit_price_idr: 280_000 }, { sku: 'K-MEJA', quantity: 2, unit_price_idr: 470_000 }];
const offer = { lines, day: '2026-12-22', valid_until: '2026-12-10', delivery_idr: 60_000, note: 'Sudah termasuk perakitan' };
const ask = async (s: Scene, more: object = {}) => (await s.asBuyer(s.pp, (tx) => askQuote(tx, { ...wish, ...more }))).quotes[0]?.number ?? '';
const head = (s: Scene) => s.house.as('facility_head');
const stateOf = (s: Scene, number: string) => s.house.look(asSystem, async (reader) => (await quoteFile(reader, number)).state);
async function offered(s: Scene, more: object = {}): Promise<string> {
  const number = await ask(s);
  await s.act(s.kasi, (tx) => prepareOffer(tx, { number, ...offer, ...more }));
  await s.act(head(s), (tx) => signOffer(tx, { number }));
  return number;
}

test('a quote goes in versions from asking to the order, at the price both sides signed, and each side is two persons', async (t) => {
  const s = await scene(t);
  const number = await offered(s);
  await s.asBuyer(s.pp, (tx) => counterOffer(tx, { number, day: '2026-12-18', lines: [{ sku: 'K-KURSI', quantity: 10, unit_price_idr: 250_000 }, { sku: 'K-MEJA', quantity: 2, unit_price_idr: 450_000 }] }));
  assert.equal(await stateOf(s, number), 'countered');
  await s.act(s.kasi, (tx) => prepareOffer(tx, { number, ...offer, lines: [{ sku: 'K-KURSI', quantity: 10, unit_price_idr: 260_000 }, { sku: 'K-MEJA', quantity: 2, unit_price_idr: 460_000 }] }));
  await s.act(head(s), (tx) => signOffer(tx, { number }));
  await assert.rejects(s.asBuyer(s.ppk, (tx) => agreeQuote(tx, { number, version: 2 })), refused('quote.other_version'));
  await assert.rejects(s.asBuyer({ ...s.ppk, person_id: s.pp.person_id }, (tx) => agreeQuote(tx, { number, version: 4 })), refused('quote.same_buyer'));
  const { order, document } = await s.asBuyer(s.ppk, (tx) => agreeQuote(tx, { number, version: 4 }));
  assert.match(document, /^D/);
  const file = await s.house.look(s.ppk, (reader) => orderFile(reader, order));
  assert.deepEqual([file.state, file.goods_idr, file.delivery_idr, file.total_idr, file.committed_at !== null], ['accepted', 3_520_000, 60_000, 3_580_000, true]);
  assert.deepEqual(file.lines.map((line) => [line.sku, line.quantity, line.unit_price_idr, line.budget_account, line.requested_on, line.promised_on]), [['K-KURSI', 10, 260_000, '532111', '2026-12-18', '2026-12-22'], ['K-MEJA', 2, 460_000, '521211', '2026-12-18', '2026-12-22']]);
  assert.deepEqual(file.basis, { kind: 'quote', number, version: 4 });
  const letter = await s.house.admin.query("select content from kernel.document where code = $1", [document]);
  assert.match(JSON.stringify(letter.rows[0].content), new RegExp(`hasil negosiasi Nomor ${number} versi 4`));
  assert.match(JSON.stringify(letter.rows[0].content), /532111 \(.*2\.600\.000.*521211/);
  await assert.rejects(s.asBuyer(s.ppk, (tx) => agreeQuote(tx, { number, version: 4 })), refused('quote.wrong_state'));
  const { rows: [signed] } = await s.house.admin.query('select placed_person, committed_person from orders.sales_order where number = $1', [order]);
  assert.deepEqual([signed.placed_person, signed.committed_person], [s.pp.person_id, s.ppk.person_id]);
});

test('what the maker says is prepared by one and signed by another; a draft is not read by the agency, and a returned one stays on record', async (t) => {
  const s = await scene(t);
  const number = await ask(s);
  await s.act(s.kasi, (tx) => prepareOffer(tx, { number, ...offer }));
  assert.equal((await s.house.look(s.pp, (reader) => quoteFile(reader, number))).versions.length, 1);
  await assert.rejects(s.act({ ...head(s), person_id: s.kasi.person_id }, (tx) => signOffer(tx, { number })), refused('quote.same_person'));
  await s.act(head(s), (tx) => returnOffer(tx, { number, reason: 'Harga di bawah biaya' }));
  assert.equal(await stateOf(s, number), 'asked');
  await assert.rejects(s.act(head(s), (tx) => signOffer(tx, { number })), refused('quote.wrong_state'));
  await s.act(s.kasi, (tx) => prepareOffer(tx, { number, ...offer }));
  await s.act(head(s), (tx) => signOffer(tx, { number }));
  const seen = await s.house.look(s.pp, (reader) => quoteFile(reader, number));
  assert.deepEqual(seen.versions.map(({ version, side }) => [version, side]), [[1, 'buyer'], [3, 'maker']]);
  for (const change of ["update orders.quote_version set note = 'x'", 'delete from orders.quote_version', "update orders.quote_version set sent_at = now() where version = 3"]) await assert.rejects(s.house.admin.query(change), /frozen/);
  await assert.rejects(s.house.admin.query("insert into orders.quote_version (facility_id, quote_id, agency_id, version, side, lines, deliver_to, day, valid_until, prepared_person, prepared_at, sent_person, sent_at) select facility_id, quote_id, agency_id, 9, 'maker', lines, deliver_to, day, valid_until, id, now(), id, now() from orders.quote_version where version = 3"), /quote_two_persons/);
});

test('goods of another facility, a line twice, a day that is past or far, and an offer that ran out are refused', async (t) => {
  const s = await scene(t);
  await assert.rejects(ask(s, { lines: [{ sku: 'TIDAK-ADA', quantity: 1 }] }), refused('order.unknown_sku'));
  await assert.rejects(ask(s, { day: '2026-11-01' }), refused('quote.day_past'));
  await assert.rejects(ask(s, { day: '2029-11-01' }), refused('quote.day_far'));
  const number = await ask(s);
  const prepare = (more: object) => s.act(s.kasi, (tx) => prepareOffer(tx, { number, ...offer, ...more }));
  await assert.rejects(prepare({ lines: [{ sku: 'K-TAS', quantity: 1, unit_price_idr: 1 }] }), refused('quote.other_goods'));
  await assert.rejects(prepare({ lines: [...lines, lines[0]] }), refused('quote.line_twice'));
  await assert.rejects(prepare({ valid_until: '2026-11-01' }), refused('quote.day_past'));
  await prepare({ valid_until: '2026-11-26' });
  await s.act(head(s), (tx) => signOffer(tx, { number }));
  await assert.rejects(s.asBuyer(s.ppk, (tx) => agreeQuote(tx, { number, version: 2 }), new Date('2026-11-27T03:00:00Z')), refused('quote.no_longer_valid'));
});

test('what nobody answers by its day expires: three working days for an answer, the last valid day for an offer', async (t) => {
  const s = await scene(t);
  const [waiting, standing] = [await ask(s), await offered(s)];
  // Tuesday 24 November and three working days: Friday the 27th.
  assert.equal(await s.house.act(asSystem, (tx) => expireQuotes(tx), new Date('2026-11-27T10:00:00Z')), 0);
  assert.equal(await s.house.act(asSystem, (tx) => expireQuotes(tx), new Date('2026-11-27T17:30:00Z')), 1);
  assert.deepEqual([await stateOf(s, waiting), await stateOf(s, standing)], ['expired', 'offered']);
  assert.equal(await s.house.act(asSystem, (tx) => expireQuotes(tx), new Date('2026-12-11T03:00:00Z')), 1);
  await assert.rejects(s.act(s.kasi, (tx) => prepareOffer(tx, { number: waiting, ...offer })), refused('quote.wrong_state'));
  await assert.rejects(s.act(s.kasi, (tx) => expireQuotes(tx)), Forbidden);
});

test('either side ends it with a reason; several facilities become several quotes; strangers see nothing', async (t) => {
  const s = await scene(t);
  const { quotes } = await s.asBuyer(s.pp, (tx) => askQuote(tx, { ...wish, lines: [...wish.lines, { sku: 'K-TAS', quantity: 1 }] }));
  assert.equal(quotes.length, 2);
  const ours = quotes.find(({ facility }) => facility === s.house.facility.code)?.number ?? '';
  const theirs = quotes.find(({ facility }) => facility !== s.house.facility.code)?.number ?? '';
  await assert.rejects(s.act(s.kasi, (tx) => endQuote(tx, { number: theirs, reason: 'Bukan milik kami' })), NotFound);
  assert.equal((await s.act(s.kasi, (tx) => endQuote(tx, { number: ours, reason: 'Mesin sedang rusak' }))).state, 'declined');
  assert.equal((await s.asBuyer(s.pp, (tx) => endQuote(tx, { number: theirs, reason: 'Anggaran dipotong' }))).state, 'withdrawn');
  const stranger = { ...s.pp, agency_id: crypto.randomUUID() };
  await assert.rejects(s.house.look(stranger, (reader) => quoteFile(reader, ours)), NotFound);
  await assert.rejects(s.asBuyer(stranger, (tx) => endQuote(tx, { number: ours, reason: 'Coba-coba saja' })), NotFound);
  for (const [verb, actor, work] of [['quote.ask', s.kasi, (tx) => askQuote(tx, wish)], ['quote.offer', s.pp, (tx) => prepareOffer(tx, { number: ours, ...offer })], ['quote.sign', s.kasi, (tx) => signOffer(tx, { number: ours })], ['quote.agree', s.pp, (tx) => agreeQuote(tx, { number: ours, version: 1 })], ['quote.end', s.treasurer, (tx) => endQuote(tx, { number: ours, reason: 'Tidak boleh' })], ['quote.ask', visitor, (tx) => askQuote(tx, wish)]] as [string, typeof s.pp, Parameters<typeof s.act>[1]][]) {
    await assert.rejects(s.act(actor, work), (error) => error instanceof Forbidden && error.verb === verb, verb);
  }
});

test('the difference of two versions names quantity, price, goods that came and went, days, delivery and place', () => {
  const line = { sku: 'A', product_id: 'a', name: 'Kursi', unit: 'buah', quantity: 2, unit_price_idr: null };
  const before: Version = { version: 1, side: 'buyer', lines: [line], deliver_to: to, day: '2026-12-01', delivery_idr: 0, valid_until: null, note: '' };
  const after: Version = { ...before, version: 2, side: 'maker', lines: [{ ...line, quantity: 3, unit_price_idr: 5 }, { ...line, sku: 'B', name: 'Meja', quantity: 1, unit_price_idr: 9 }], deliver_to: { name: 'Gudang', address: 'Jalan 2' }, day: '2026-12-02', delivery_idr: 7, valid_until: '2026-12-09' };
  assert.deepEqual(diffOf(before, after).map(({ what }) => what), ['quantity', 'price', 'quantity', 'price', 'day', 'valid_until', 'delivery', 'place']);
  assert.deepEqual(diffOf(after, { ...after, lines: after.lines.slice(0, 1) }), [{ what: 'quantity', sku: 'B', name: 'Meja', from: 1, to: 0 }]);
  assert.deepEqual(diffOf(before, before), []);
  for (const state of quoteStates) assert.ok(quoteTransitions[state].every((to) => quoteStates.includes(to)));
});

test('asked at the front door from the package, offered, and accepted in the browser’s own forms', async (t) => {
  const s = await scene(t);
  const cookie = { cookie: 'paket=K-KURSI:2' };
  assert.match(await (await s.house.request('/pengadaan/penawaran/baru', { as: s.pp, headers: cookie })).text(), /Kursi lipat/);
  const sent = await s.house.request('/pengadaan/penawaran/baru', { as: s.pp, headers: cookie, form: { subject: 'Kursi tamu', unit: 'Bagian Umum', day: '2026-12-20', receiver: 'Penerima', address: 'Jalan Contoh 1', 'accounts.a0': '532111' } });
  assert.equal(sent.status, 303);
  const at = sent.headers.get('location') ?? '';
  const number = at.split('/').at(-1) ?? '';
  const maker = `/bengkel/penawaran/${number}`;
  assert.equal((await s.house.request(`${maker}/susun`, { as: s.kasi, form: { 'lines.0.sku': 'K-KURSI', 'lines.0.quantity': '2', 'lines.0.unit_price_idr': '275.000', day: '2026-12-19', valid_until: '2026-12-05', delivery_idr: '0' } })).status, 303);
  assert.match(await (await s.house.request(maker, { as: head(s) })).text(), /Tanda tangani penawaran/);
  assert.equal((await s.house.request(`${maker}/tanda-tangan`, { as: head(s), form: {} })).status, 303);
  assert.match(await (await s.house.request(at, { as: s.ppk })).text(), /Setujui dan terbitkan/);
  assert.match(await (await s.house.request('/pengadaan', { as: s.ppk })).text(), new RegExp(`Jawab penawaran ${number}`));
  const agreed = await s.house.request(`${at}/setuju`, { as: s.ppk, form: { version: '2' } });
  assert.match(agreed.headers.get('location') ?? '', /\/pengadaan\/pesanan\/KB26-/);
  for (const [path, actor] of [['/pengadaan/penawaran', s.pp], ['/bengkel/penawaran?open=on', s.kasi], [at, s.ppk]] as const) assert.equal((await s.house.request(path, { as: actor })).status, 200, path);
  const api = await (await s.house.request(`/api/v1/quotes/${number}`, { as: s.ppk })).json() as { state: string; versions: { lines: { budget_account?: string }[] }[] };
  assert.deepEqual([api.state, api.versions[1]?.lines[0]?.budget_account], ['agreed', '532111']);
  assert.equal(((await (await s.house.request('/api/v1/quotes', { as: s.kasi })).json()) as { items: unknown[] }).items.length, 1);
});

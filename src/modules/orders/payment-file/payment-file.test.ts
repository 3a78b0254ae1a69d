import assert from 'node:assert/strict';
import test from 'node:test';
import { expectPaper } from '#kernel/documents/expectations.ts';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { asSystem, refused } from '#tests/house.ts';
import { beritaAcaraPembayaran, ringkasanKontrak } from '../documents/index.ts';
import { acceptOrder, commitOrder, handOverOrder, recordPayment, shipOrder } from '../index.ts';
import { orderFile } from '../order-file.ts';
import { agencyOrder, place, scene, type Scene } from '../scene.fixture.ts';
import { channels, checklist } from './payment-file.ts';
import { chooseChannel, issuePaper, recordPaper } from './payment-commands.ts';
import { papersOf, paymentFileOf } from './payment-queries.ts';

async function signed(s: Scene, quantity = 4): Promise<string> {
  const number = await place(s, agencyOrder([{ sku: 'K-KURSI', quantity }]), s.pp);
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number }));
  await s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number }));
  return number;
}
const paymentOf = (s: Scene, number: string) => s.house.look(asSystem, async (reader) => paymentFileOf(reader, await orderFile(reader, number)));

test('each way of paying asks for its own papers; what the order knows is there by itself, the rest is recorded by its side', async (t) => {
  const s = await scene(t);
  const number = await signed(s);
  assert.deepEqual([(await paymentOf(s, number)).channel, (await paymentOf(s, number)).chosen], ['up', false]);
  await s.asBuyer(s.pp, (tx) => chooseChannel(tx, { number, channel: 'catalogue' }));
  const open = await paymentOf(s, number);
  assert.deepEqual(open.items.filter((item) => item.there).map((item) => item.paper), ['rup', 'surat-pesanan']);
  await s.asBuyer(s.pp, (tx) => recordPaper(tx, { number, paper: 'can', entry: 'CAN-0001' }));
  await s.asBuyer(s.pp, (tx) => recordPaper(tx, { number, paper: 'can', entry: 'CAN-0002', on_day: '2026-11-23' }));
  await s.act(s.treasurer, (tx) => recordPaper(tx, { number, paper: 'ntpn', entry: 'NTPN123456' }));
  await assert.rejects(s.asBuyer(s.pp, (tx) => recordPaper(tx, { number, paper: 'ntpn', entry: 'NTPN999' })), refused('payment.other_paper'));
  await assert.rejects(s.asBuyer(s.pp, (tx) => recordPaper(tx, { number, paper: 'spp', entry: 'SPP-1' })), refused('payment.other_paper'));
  await assert.rejects(s.asBuyer(s.pp, (tx) => recordPaper(tx, { number, paper: 'spm', entry: 'SPM-1', on_day: '2026-12-31' })), refused('payment.paper_in_future'));
  const items = (await paymentOf(s, number)).items;
  assert.deepEqual(items.filter((item) => ['can', 'ntpn'].includes(item.paper)).map((item) => [item.number, item.on_day]), [['CAN-0002', '2026-11-23'], ['NTPN123456', '2026-11-24']]);
  await assert.rejects(s.house.admin.query("update orders.payment_entry set number = 'xx'"), /append-only/);
  for (const channel of channels) assert.ok((await s.house.look(asSystem, (reader) => papersOf(reader, channel, '2026-11-24'))).length >= 6, channel);
});

test('UP goes up to the limit of the day, and nothing is filed before the letter is signed or by a stranger', async (t) => {
  const s = await scene(t);
  const number = await signed(s, 170);
  assert.equal((await paymentOf(s, number)).channel, 'ls');
  await assert.rejects(s.asBuyer(s.pp, (tx) => chooseChannel(tx, { number, channel: 'up' })), refused('payment.above_up'));
  const early = await place(s, agencyOrder([{ sku: 'K-MEJA', quantity: 1 }]), s.pp);
  await assert.rejects(s.asBuyer(s.pp, (tx) => chooseChannel(tx, { number: early, channel: 'ls' })), refused('order.not_committed'));
  await assert.rejects(s.asBuyer({ ...s.pp, agency_id: crypto.randomUUID() }, (tx) => chooseChannel(tx, { number, channel: 'ls' })), NotFound);
  for (const [verb, actor, work] of [['payment.file', s.kasi, (tx) => chooseChannel(tx, { number, channel: 'ls' })], ['payment.paper', s.kasi, (tx) => recordPaper(tx, { number, paper: 'can', entry: 'x1' })], ['payment.issue', s.pp, (tx) => issuePaper(tx, { number, paper: 'ringkasan-kontrak' })]] as [string, typeof s.pp, Parameters<typeof s.act>[1]][]) {
    await assert.rejects(s.act(actor, work), (error) => error instanceof Forbidden && error.verb === verb, verb);
  }
});

test('the contract summary and the record of payment due say the facts, and are issued anew when these moved on', async (t) => {
  const s = await scene(t);
  const number = await signed(s);
  const issue = (paper: 'ringkasan-kontrak' | 'berita-acara-pembayaran') => s.asBuyer(s.ppk, (tx) => issuePaper(tx, { number, paper }));
  const { document } = await issue('ringkasan-kontrak');
  await assert.rejects(issue('berita-acara-pembayaran'), refused('payment.nothing_received'));
  await s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir', lines: [{ line: 1, quantity: 3 }] }));
  await s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number, handover_number: 'B-1', received_by: 'Panitia', lines: [{ line: 1, accepted: 2, rejected: 1, reason: 'Goyah' }] }));
  const first = await issue('berita-acara-pembayaran');
  await s.act(s.treasurer, (tx) => recordPayment(tx, { number, method: 'ls', amount_idr: 600_000, reference: 'SP2D-1' }));
  await assert.rejects(issue('berita-acara-pembayaran'), refused('payment.received_is_paid'));
  await s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir' }));
  await s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number, handover_number: 'B-2', received_by: 'Panitia' }));
  const second = await issue('berita-acara-pembayaran');
  const contentOf = async (code: string) => (await s.house.admin.query('select content, number, replaced_by from kernel.document where code = $1', [code])).rows[0];
  assert.deepEqual([(await contentOf(first.document)).content.due_now_idr, (await contentOf(first.document)).replaced_by], [600_000, second.document]);
  const due = await contentOf(second.document);
  assert.deepEqual([due.number, due.content.rejected_idr, due.content.paid_idr, due.content.due_now_idr], [`BAP-${number}/R2`, 300_000, 600_000, 300_000]);
  await expectPaper(t, beritaAcaraPembayaran, due.content, [300_000]);
  await expectPaper(t, ringkasanKontrak, (await contentOf(document)).content, [1_200_000]);
  assert.throws(() => beritaAcaraPembayaran.compose({ ...due.content, due_now_idr: 1 }), /what is due is not/);
  await s.act(s.treasurer, (tx) => recordPayment(tx, { number, method: 'ls', amount_idr: 300_000, reference: 'SP2D-2' }));
  await assert.rejects(issue('berita-acara-pembayaran'), refused('payment.nothing_owed'));
});

test('the list counts what is there: the order’s own, papers that stand, the last number that was recorded', () => {
  const paper = { required: true, name_id: 'x', name_en: 'x', legal_basis: 'x', document: null };
  const items = checklist([{ ...paper, paper: 'rup', side: 'order' }, { ...paper, paper: 'bast', side: 'document', document: 'bast' }, { ...paper, paper: 'spm', side: 'agency' }], { rup_code: null, documents: [{ kind: 'bast', number: 'B', code: 'D1', replaced_by: 'D2' }], entries: [] });
  assert.deepEqual(items.map(({ there }) => there), [false, false, false]);
});

test('filed in the forms of the agency and of the facility', async (t) => {
  const s = await scene(t);
  const number = await signed(s);
  const [agency, maker] = [`/pengadaan/pesanan/${number}/pembayaran`, `/bengkel/pesanan/${number}/pembayaran`];
  assert.equal((await s.house.request(`${agency}/cara`, { as: s.pp, form: { channel: 'ls_contract' } })).status, 303);
  assert.equal((await s.house.request(`${agency}/dokumen`, { as: s.pp, form: { paper: 'can', number: 'CAN-7', on_day: '2026-11-24' } })).status, 303);
  assert.equal((await s.house.request(`${agency}/terbit`, { as: s.ppk, form: { paper: 'ringkasan-kontrak' } })).status, 303);
  assert.equal((await s.house.request(`${maker}/dokumen`, { as: s.treasurer, form: { paper: 'ntpn', number: 'NTPN77' } })).status, 303);
  const text = await (await s.house.request(agency, { as: s.ppk })).text();
  for (const said of ['CAN-7', 'NTPN77', 'Ringkasan kontrak', '4 dari']) assert.match(text, new RegExp(said));
  assert.equal((await s.house.request(maker, { as: s.kasi })).status, 200);
  assert.equal(((await (await s.house.request(`/api/v1/orders/${number}/payment-file`, { as: s.ppk })).json()) as { channel: string }).channel, 'ls_contract');
});

import assert from 'node:assert/strict';
import test from 'node:test';
import { expectPaper } from '#kernel/documents/expectations.ts';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { asSystem, refused } from '#tests/house.ts';
import { acceptOrder, commitOrder, handOverOrder, shipOrder } from '../index.ts';
import { adendum } from '../documents/index.ts';
import { orderFile } from '../order-file.ts';
import { agencyOrder, place, scene, type Scene } from '../scene.fixture.ts';
import { addendumStates, addendumTransitions, checkAddendumMove } from './addendum.ts';
import { agreeAddendum, endAddendum, prepareAddendum, signAddendum } from './addendum-commands.ts';

async function signed(s: Scene): Promise<string> {
  const number = await place(s, agencyOrder([{ sku: 'K-KURSI', quantity: 4 }, { sku: 'K-MEJA', quantity: 2 }]), s.pp);
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number, promised_on: '2026-12-10' }));
  await s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number }));
  return number;
}
const reason = 'Ruang rapat bertambah';
const file = (s: Scene, number: string) => s.house.look(asSystem, (reader) => orderFile(reader, number));
const headOf = (s: Scene) => s.house.as('facility_head');

test('the agency proposes, the facility agrees, three persons: quantity, price, day and place change, the letter and the first dates do not', async (t) => {
  const s = await scene(t);
  const number = await signed(s);
  const before = await file(s, number);
  const { id } = await s.asBuyer(s.pp, (tx) => prepareAddendum(tx, { number, reason, lines: [{ line: 1, quantity: 6, unit_price_idr: 290_000 }, { line: 2, day: '2026-12-28' }], deliver_to: { name: 'Gudang Baru', address: 'Jalan Contoh 9' }, delivery_idr: 75_000 }));
  await assert.rejects(s.act(headOf(s), (tx) => signAddendum(tx, { number, id })), refused('addendum.not_proposed'));
  await assert.rejects(s.act(headOf(s), (tx) => agreeAddendum(tx, { number, id })), refused('addendum.wrong_state'));
  await assert.rejects(s.asBuyer({ ...s.ppk, person_id: s.pp.person_id }, (tx) => signAddendum(tx, { number, id })), refused('addendum.same_person'));
  await s.asBuyer(s.ppk, (tx) => signAddendum(tx, { number, id }));
  await assert.rejects(s.asBuyer(s.house.as('commitment_officer', 'facility', 2), (tx) => agreeAddendum(tx, { number, id })), refused('addendum.own'));
  await assert.rejects(s.act({ ...headOf(s), person_id: s.ppk.person_id }, (tx) => agreeAddendum(tx, { number, id })), refused('addendum.same_other'));
  const { document } = await s.act(headOf(s), (tx) => agreeAddendum(tx, { number, id }));
  const after = await file(s, number);
  assert.deepEqual([after.goods_idr, after.delivery_idr, after.total_idr, after.deliver_to.name], [6 * 290_000 + 1_000_000, 75_000, 2_815_000, 'Gudang Baru']);
  assert.deepEqual(after.lines.map((line) => [line.quantity, line.requested_on, line.promised_on, line.changes.map((change) => change.day)]), [[6, '2026-12-20', '2026-12-10', []], [2, '2026-12-20', '2026-12-10', ['2026-12-28']]]);
  assert.deepEqual(after.documents.map((paper) => paper.kind), ['surat-pesanan', 'adendum']);
  const { rows: [held] } = await s.house.admin.query("select reserved from inventory.item where code = 'K-KURSI'");
  assert.equal(held.reserved, 6);
  const { rows: papers } = await s.house.admin.query('select kind, content from kernel.document where code = $1 or kind = $2', [document, 'surat-pesanan']);
  assert.equal(papers.find((paper) => paper.kind === 'surat-pesanan').content.total_idr, before.total_idr);
  await expectPaper(t, adendum, papers.find((paper) => paper.kind === 'adendum').content, [2_815_000]);
  for (const change of ["update orders.addendum set reason = 'lain sekali'", 'delete from orders.addendum', 'update orders.addendum_line set quantity_after = 9']) await assert.rejects(s.house.admin.query(change), /frozen|append-only/);
  await assert.rejects(s.house.admin.query('update orders.order_line set quantity = 7 where line = 1'), /agreed addendum alone/);
  await assert.rejects(s.asBuyer(s.ppk, (tx) => signAddendum(tx, { number, id })), refused('addendum.wrong_state'));
});

test('the facility proposes too; the other side refuses, or the own side takes it back, and the order stays', async (t) => {
  const s = await scene(t);
  const number = await signed(s);
  const propose = async () => (await s.act(s.kasi, (tx) => prepareAddendum(tx, { number, reason: 'Kayu terlambat datang', lines: [{ line: 2, day: '2026-12-30' }] }))).id;
  const id = await propose();
  await assert.rejects(propose(), refused('addendum.open_already'));
  await s.act(headOf(s), (tx) => signAddendum(tx, { number, id }));
  await assert.rejects(s.asBuyer(s.pp, (tx) => endAddendum(tx, { number, id, reason: 'Terlalu lama' })), Forbidden);
  assert.equal((await s.asBuyer(s.ppk, (tx) => endAddendum(tx, { number, id, reason: 'Terlalu lama' }))).state, 'refused');
  const again = await propose();
  assert.equal((await s.act(s.kasi, (tx) => endAddendum(tx, { number, id: again, reason: 'Salah tanggal' }))).state, 'withdrawn');
  await assert.rejects(s.act(s.kasi, (tx) => endAddendum(tx, { number, id: again, reason: 'Salah tanggal' })), refused('addendum.wrong_state'));
  const { lines, total_idr } = await file(s, number);
  assert.deepEqual([lines[1]?.changes.length, total_idr], [0, 2_200_000]);
  const stranger = { ...s.ppk, agency_id: crypto.randomUUID() };
  await assert.rejects(s.asBuyer(stranger, (tx) => signAddendum(tx, { number, id })), NotFound);
  await assert.rejects(s.asBuyer(s.ppk, (tx) => signAddendum(tx, { number, id: crypto.randomUUID() })), NotFound);
});

test('what was sent is not un-ordered, what was received keeps its price, and nothing changes before signing or after all is sent', async (t) => {
  const s = await scene(t);
  const early = await place(s, agencyOrder([{ sku: 'K-KURSI', quantity: 1 }]), s.pp);
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number: early }));
  await assert.rejects(s.asBuyer(s.pp, (tx) => prepareAddendum(tx, { number: early, reason, lines: [{ line: 1, quantity: 2 }] })), refused('order.not_committed'));
  const number = await signed(s);
  const propose = (more: object) => s.asBuyer(s.pp, (tx) => prepareAddendum(tx, { number, reason, ...more }));
  await assert.rejects(propose({}), refused('addendum.nothing'));
  await assert.rejects(propose({ lines: [{ line: 1, day: '2026-11-01' }] }), refused('addendum.day_past'));
  await s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir', lines: [{ line: 1, quantity: 3 }] }));
  await assert.rejects(propose({ lines: [{ line: 1, quantity: 2 }] }), refused('addendum.below_shipped'));
  const { id } = await propose({ lines: [{ line: 1, quantity: 3, unit_price_idr: 250_000 }] });
  await s.asBuyer(s.ppk, (tx) => signAddendum(tx, { number, id }));
  await s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number, handover_number: 'BAST-1', received_by: 'Panitia' }));
  await assert.rejects(s.act(headOf(s), (tx) => agreeAddendum(tx, { number, id })), refused('addendum.price_after_handover'));
  await s.asBuyer(s.pp, (tx) => endAddendum(tx, { number, id, reason: 'Sudah diterima' }));
  await assert.rejects(propose({ delivery_idr: 5 }), refused('addendum.delivery_owed'));
  const less = await propose({ lines: [{ line: 1, quantity: 3 }, { line: 2, quantity: 1 }] });
  await s.asBuyer(s.ppk, (tx) => signAddendum(tx, { number, id: less.id }));
  await s.house.admin.query('alter table orders.order_line disable trigger by_addendum; update orders.order_line set quantity = 5 where line = 2');
  await assert.rejects(s.act(headOf(s), (tx) => agreeAddendum(tx, { number, id: less.id })), refused('addendum.moved_on'));
  await s.house.admin.query('update orders.order_line set quantity = 2 where line = 2');
  await s.act(headOf(s), (tx) => agreeAddendum(tx, { number, id: less.id }));
  await s.house.admin.query("update orders.sales_order set state = 'shipped' where number = $1", [number]);
  await assert.rejects(propose({ lines: [{ line: 2, quantity: 2 }] }), refused('addendum.too_late'));
});

test('every pair of states goes only where the table lets it', () => {
  for (const from of addendumStates) for (const to of addendumStates) {
    if (addendumTransitions[from].includes(to)) checkAddendumMove(from, to);
    else assert.throws(() => checkAddendumMove(from, to), refused('addendum.wrong_state'));
  }
});

test('proposed and agreed in the forms of both sides, and by the API', async (t) => {
  const s = await scene(t);
  const number = await signed(s);
  const [agency, maker] = [`/pengadaan/pesanan/${number}/adendum`, `/bengkel/pesanan/${number}/adendum`];
  assert.match(await (await s.house.request(`/pengadaan/pesanan/${number}`, { as: s.pp })).text(), /Usulkan adendum/);
  assert.equal((await s.house.request(agency, { as: s.pp, form: { 'lines.0.line': '1', 'lines.0.quantity': '5', reason } })).status, 303);
  const { addenda: [row] } = await file(s, number);
  assert.match(await (await s.house.request(agency, { as: s.ppk })).text(), /Tanda tangani dan usulkan/);
  assert.equal((await s.house.request(`${agency}/${row?.id}/tanda-tangan`, { as: s.ppk, form: {} })).status, 303);
  assert.match(await (await s.house.request(maker, { as: headOf(s) })).text(), /Setujui, nilai menjadi/);
  assert.equal((await s.house.request(`${maker}/${row?.id}/setuju`, { as: headOf(s), form: {} })).status, 303);
  const answer = await s.house.request(`/api/v1/orders/${number}/addenda`, { as: s.kasi, json: { reason, lines: [{ line: 2, quantity: 3 }] } });
  assert.equal(answer.status, 201);
  const { id } = await answer.json() as { id: string };
  assert.equal((await s.house.request(`${maker}/${id}/akhiri`, { as: s.kasi, form: { reason: 'Tidak jadi dulu' } })).status, 303);
  for (const [path, as] of [[agency, s.ppk], [maker, s.kasi], [`/bengkel/pesanan/${number}`, s.kasi]] as const) assert.equal((await s.house.request(path, { as })).status, 200);
  for (const [verb, actor, work] of [['addendum.prepare', s.treasurer, (tx) => prepareAddendum(tx, { number, reason })], ['addendum.sign', s.kasi, (tx) => signAddendum(tx, { number, id })], ['addendum.sign', s.pp, (tx) => agreeAddendum(tx, { number, id })], ['addendum.end', s.treasurer, (tx) => endAddendum(tx, { number, id, reason })]] as [string, typeof s.pp, Parameters<typeof s.act>[1]][]) {
    await assert.rejects(s.act(actor, work), (error) => error instanceof Forbidden && error.verb === verb, verb);
  }
});

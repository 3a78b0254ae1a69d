import assert from 'node:assert/strict';
import test from 'node:test';
import { outboxOf } from '#kernel/outbox.ts';
import { visitor, type Actor } from '#kernel/policy.ts';
import { Forbidden, Invalid, NotFound, type Refusal } from '#kernel/refusal.ts';
import type { Tx } from '#kernel/db.ts';
import type { House } from '#tests/house.ts';
import { releaseExpired } from '#inventory';
import { balanceOf } from '#ledger';
import { asSystem, refused } from '#tests/house.ts';
import { acceptOrder, cancelOrder, changePromise, commitOrder, handOverOrder, placeOrder, reactions, reachOfGuest, reachOfLines, reachOfOrder, recordPayment, shipOrder } from './index.ts';
import { agencyOrder, now, place, publicOrder, scene, stateOf } from './scene.fixture.ts';
import { orderFile } from './order-file.ts';

test('prices are the catalogue’s, the same product twice is one line, and each facility gets its own order', async (t) => {
  const s = await scene(t);
  const placed = await s.asBuyer(visitor, (tx) => placeOrder(tx, publicOrder([{ sku: 'K-KURSI', quantity: 2 }, { sku: 'K-TAS', quantity: 1 }, { sku: 'K-KURSI', quantity: 1 }], { requested_on: '2026-12-01' })));
  assert.match(placed.purchase_number, /^BL26-[2-9A-Z]{7}$/);
  assert.equal(placed.orders.length, 2);
  const ours = placed.orders.find((order) => order.facility === s.house.facility.code);
  assert.match(ours?.number ?? '', /^KB26-[2-9A-Z]{7}$/);
  assert.deepEqual(ours?.lines, [{ line: 1, sku: 'K-KURSI', quantity: 3, unit_price_idr: 300_000, amount_idr: 900_000, supply: 'stock' }]);
  const file = await s.house.look(s.kasi, (reader) => orderFile(reader, ours?.number ?? ''));
  assert.equal(file.state, 'placed');
  assert.equal(file.lines[0]?.requested_on, '2026-12-01');
  assert.equal(file.is_sample, true);
});

test('what lies there is held, what goes beyond is made to order, and goods without lead time are refused by name of what is left', async (t) => {
  const s = await scene(t);
  const more = await s.asBuyer(visitor, (tx) => placeOrder(tx, publicOrder([{ sku: 'K-KURSI', quantity: 11 }, { sku: 'K-MEJA', quantity: 1 }])));
  assert.deepEqual(more.orders[0]?.lines.map((line) => line.supply), ['make', 'make']);
  await assert.rejects(s.asBuyer(visitor, (tx) => placeOrder(tx, publicOrder([{ sku: 'K-TAS', quantity: 6 }]))), (error) => refused('stock.short')(error) && /5/.test((error as Refusal).text.id));
  await place(s, publicOrder([{ sku: 'K-TAS', quantity: 5 }]));
  await assert.rejects(s.asBuyer(visitor, (tx) => placeOrder(tx, publicOrder([{ sku: 'K-TAS', quantity: 1 }]))), refused('stock.short'));
  await assert.rejects(s.asBuyer(visitor, (tx) => placeOrder(tx, publicOrder([{ sku: 'TIDAK-ADA', quantity: 1 }]))), refused('order.unknown_sku'));
  await assert.rejects(reachOfLines(s.house.db, [{ sku: 'TIDAK-ADA' }]), refused('order.unknown_sku'));
  await assert.rejects(s.asBuyer(visitor, (tx) => placeOrder(tx, publicOrder([{ sku: 'K-MEJA', quantity: 60_000 }, { sku: 'K-MEJA', quantity: 60_000 }]))), refused('order.too_many'));
  await assert.rejects(s.asBuyer(visitor, (tx) => placeOrder(tx, publicOrder([{ sku: 'K-MEJA', quantity: 1 }], { requested_on: '2026-11-01' }))), refused('order.requested_in_past'));
  await assert.rejects(s.asBuyer(visitor, (tx) => placeOrder(tx, { ...publicOrder([{ sku: 'K-MEJA', quantity: 1 }]), buyer: { name: 'Tanpa Telepon' } })), (error) => error instanceof Invalid && 'buyer.phone' in error.problems);
  await assert.rejects(s.asBuyer(s.pp, (tx) => placeOrder(tx, { ...agencyOrder([{ sku: 'K-MEJA', quantity: 1 }]), buyer: { name: 'Instansi' } })), (error) => error instanceof Invalid && 'buyer.unit' in error.problems);
  await assert.rejects(s.asBuyer(visitor, (tx) => placeOrder(tx, agencyOrder([{ sku: 'K-MEJA', quantity: 1 }]))), Forbidden);
});

test('an unpaid hold runs out after the hours of the rule; accepting takes the pieces again, or promises to make them', async (t) => {
  const s = await scene(t);
  const first = await place(s, publicOrder([{ sku: 'K-KURSI', quantity: 6 }]));
  const later = new Date(now.getTime() + 25 * 3_600_000);
  assert.equal(await s.house.act(asSystem, (tx) => releaseExpired(tx), new Date(now.getTime() + 23 * 3_600_000)), 0);
  assert.equal(await s.house.act(asSystem, (tx) => releaseExpired(tx), later), 1);
  const second = await place(s, publicOrder([{ sku: 'K-KURSI', quantity: 6 }]), visitor, later);
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number: second }), later);
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number: first }), later);
  const supplies = await Promise.all([first, second].map((number) => s.house.look(s.kasi, async (reader) => (await orderFile(reader, number)).lines[0]?.supply)));
  assert.deepEqual(supplies, ['make', 'stock']);
  // An accepted hold stays, and so does a paid one.
  assert.equal(await s.house.act(asSystem, (tx) => releaseExpired(tx), new Date(now.getTime() + 90 * 86_400_000)), 0);
  const paid = await place(s, publicOrder([{ sku: 'K-KURSI', quantity: 1 }]));
  await s.act(s.treasurer, (tx) => recordPayment(tx, { number: paid, method: 'transfer', amount_idr: 300_000, reference: 'R-1' }));
  assert.equal(await s.house.act(asSystem, (tx) => releaseExpired(tx), new Date(now.getTime() + 90 * 86_400_000)), 0);
});

test('the maker promises working days: three from stock, the lead time on top for what is made, holidays left out', async (t) => {
  const s = await scene(t);
  const number = await place(s, publicOrder([{ sku: 'K-KURSI', quantity: 1 }, { sku: 'K-MEJA', quantity: 1 }]));
  const accepted = await s.act(s.kasi, (tx) => acceptOrder(tx, { number }));
  // 24 November 2026 is a Tuesday: three working days later is Friday; twelve working days later is 10 December.
  assert.deepEqual(accepted.lines, [{ line: 1, promised_on: '2026-11-27' }, { line: 2, promised_on: '2026-12-10' }]);
  await assert.rejects(s.act(s.kasi, (tx) => acceptOrder(tx, { number })), refused('order.wrong_state'));
  const own = await place(s, publicOrder([{ sku: 'K-KURSI', quantity: 1 }]));
  await assert.rejects(s.act(s.kasi, (tx) => acceptOrder(tx, { number: own, promised_on: '2026-11-23' })), refused('promise.in_past'));
  await assert.rejects(s.act(s.kasi, (tx) => acceptOrder(tx, { number: own, promised_on: '2029-01-01' })), refused('promise.too_far'));
  await assert.rejects(s.act(s.kasi, (tx) => acceptOrder(tx, { number: own, lines: [{ line: 9, promised_on: '2026-12-01' }] })), refused('order.no_line'));
  await assert.rejects(s.act(s.house.as('officer'), (tx) => acceptOrder(tx, { number: own })), Forbidden);
  assert.deepEqual((await s.act(s.kasi, (tx) => acceptOrder(tx, { number: own, lines: [{ line: 1, promised_on: '2026-12-01' }] }))).lines, [{ line: 1, promised_on: '2026-12-01' }]);
});

test('a promise moves by a new row with its reason; what was said before cannot be rewritten', async (t) => {
  const s = await scene(t);
  const number = await place(s, publicOrder([{ sku: 'K-MEJA', quantity: 1 }], { requested_on: '2026-12-01' }));
  const change = (more: object = {}) => s.act(s.kasi, (tx) => changePromise(tx, { number, line: 1, day: '2026-12-20', reason: 'Kayu datang terlambat', ...more }));
  await assert.rejects(change(), refused('promise.none'));
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number, promised_on: '2026-12-10' }));
  await assert.rejects(change({ reason: 'ya' }), Invalid);
  await assert.rejects(change({ day: '2026-11-01' }), refused('promise.in_past'));
  await assert.rejects(change({ line: 2 }), refused('order.no_line'));
  await change();
  await change({ day: '2026-12-18', reason: 'Kayu sudah tiba' });
  const { lines, promised_on } = await s.house.look(s.kasi, (reader) => orderFile(reader, number));
  assert.equal(promised_on, '2026-12-18');
  assert.equal(lines[0]?.requested_on, '2026-12-01');
  assert.equal(lines[0]?.promised_on, '2026-12-10');
  assert.deepEqual(lines[0]?.changes.map((each) => [each.day, each.reason]), [['2026-12-20', 'Kayu datang terlambat'], ['2026-12-18', 'Kayu sudah tiba']]);
  await assert.rejects(s.house.admin.query("update orders.promise set day = '2026-12-01' where kind = 'promised'"), /append-only/);
  await assert.rejects(s.house.admin.query('delete from orders.promise'), /append-only/);
  await assert.rejects(s.house.admin.query("insert into orders.promise (facility_id, line_id, kind, day, reason, by_side, at) select facility_id, line_id, 'changed', '2026-12-30', 'x', 'maker', now() from orders.promise limit 1"), /promise_change_reason/);
  await assert.rejects(s.house.admin.query("insert into orders.promise (facility_id, line_id, kind, day, by_side, at) select facility_id, line_id, 'promised', '2026-12-30', 'maker', now() from orders.promise where kind = 'promised'"), /promise_first/);
});

test('who prepares an agency’s order does not sign it, not with a second account either; the letter is issued once', async (t) => {
  const s = await scene(t);
  const number = await place(s, agencyOrder([{ sku: 'K-KURSI', quantity: 2 }]), s.pp);
  await assert.rejects(s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number })), refused('order.not_accepted'));
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number }));
  await assert.rejects(s.asBuyer(s.pp, (tx) => commitOrder(tx, { number })), Forbidden);
  await assert.rejects(s.asBuyer({ ...s.ppk, account_id: crypto.randomUUID(), person_id: s.pp.person_id }, (tx) => commitOrder(tx, { number })), refused('order.same_person'));
  await assert.rejects(s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir' })), refused('order.not_committed'));
  const { document } = await s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number }));
  assert.match(document, /^D[2-9A-Z]{9}$/);
  await assert.rejects(s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number })), refused('order.committed_already'));
  await assert.rejects(s.asBuyer(s.pp, (tx) => cancelOrder(tx, { number, reason: 'Batal saja' })), refused('order.committed_already'));
  const own = await place(s, publicOrder([{ sku: 'K-KURSI', quantity: 1 }]));
  await assert.rejects(s.act({ ...s.ppk, facility_ids: 'all' }, (tx) => commitOrder(tx, { number: own })), NotFound);
});

test('cancelling frees what was held, and is too late once something left', async (t) => {
  const s = await scene(t);
  const number = await place(s, publicOrder([{ sku: 'K-KURSI', quantity: 10 }]));
  await assert.rejects(s.act(s.kasi, (tx) => cancelOrder(tx, { number, reason: 'tak' })), Invalid);
  await s.act(s.kasi, (tx) => cancelOrder(tx, { number, reason: 'Diminta pembeli' }));
  await assert.rejects(s.act(s.kasi, (tx) => cancelOrder(tx, { number, reason: 'Diminta pembeli' })), refused('order.wrong_state'));
  await assert.rejects(s.act(s.kasi, (tx) => changePromise(tx, { number, line: 1, day: '2026-12-01', reason: 'Tidak mungkin' })), refused('order.cancelled'));
  await assert.rejects(s.act(s.treasurer, (tx) => recordPayment(tx, { number, method: 'transfer', amount_idr: 1, reference: 'R' })), refused('order.cancelled'));
  const again = await s.asBuyer(visitor, (tx) => placeOrder(tx, publicOrder([{ sku: 'K-KURSI', quantity: 10 }])));
  assert.equal(again.orders[0]?.lines[0]?.supply, 'stock');
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number: again.number }));
  await s.act(s.kasi, (tx) => shipOrder(tx, { number: again.number, carrier: 'Kurir', lines: [{ line: 1, quantity: 1 }] }));
  await assert.rejects(s.act(s.kasi, (tx) => cancelOrder(tx, { number: again.number, reason: 'Terlambat' })), refused('order.shipped'));
});

test('in part shipped, in part accepted, in part rejected: the sums agree in goods, in money and on the papers', async (t) => {
  const s = await scene(t);
  const number = await place(s, agencyOrder([{ sku: 'K-KURSI', quantity: 10 }]), s.pp);
  await assert.rejects(s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir' })), refused('order.not_accepted'));
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number }));
  await s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number }));
  const handOver = (lines: { line: number; accepted: number; rejected?: number; reason?: string }[], handover_number: string, more: object = {}) => s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number, handover_number, received_by: 'Panitia', lines, ...more }));
  await assert.rejects(handOver([{ line: 1, accepted: 1 }], 'BAST-1'), refused('handover.beyond_shipped'));
  await assert.rejects(s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number, handover_number: 'BAST-1', received_by: 'Panitia' })), refused('handover.nothing'));
  await assert.rejects(s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir', lines: [{ line: 1, quantity: 11 }] })), refused('shipment.beyond_order'));
  await assert.rejects(s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir', lines: [{ line: 1, quantity: 0 }] })), refused('shipment.nothing'));
  const first = await s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir', packages: 2, lines: [{ line: 1, quantity: 6 }] }));
  assert.equal(first.state, 'accepted');
  assert.equal(first.lines[0]?.lots.length, 1);
  await assert.rejects(handOver([{ line: 1, accepted: 5, rejected: 1 }], 'BAST-1'), refused('handover.needs_reason'));
  await assert.rejects(handOver([{ line: 1, accepted: 1 }, { line: 1, accepted: 1 }], 'BAST-1'), refused('handover.line_twice'));
  await assert.rejects(handOver([{ line: 1, accepted: 5 }], 'BAST-1', { on_day: '2026-11-25' }), refused('handover.in_future'));
  const part = await handOver([{ line: 1, accepted: 5, rejected: 1, reason: 'Pelitur tergores' }], 'BAST-1');
  assert.deepEqual([part.state, part.accepted_idr], ['accepted', 1_500_000]);
  await s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir' }));
  await assert.rejects(s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir' })), refused('order.wrong_state'));
  await assert.rejects(s.act(s.kasi, (tx) => changePromise(tx, { number, line: 1, day: '2026-12-09', reason: 'Sudah dikirim' })), refused('promise.shipped'));
  await assert.rejects(handOver([{ line: 1, accepted: 4 }], 'BAST-1'), refused('handover.number_taken'));
  assert.equal((await handOver([{ line: 1, accepted: 4 }], 'BAST-2')).state, 'handed_over');
  await assert.rejects(handOver([{ line: 1, accepted: 1 }], 'BAST-3'), refused('order.wrong_state'));

  const balance = (account: string) => s.house.look(s.treasurer, (reader) => balanceOf(reader, { facility_id: s.house.facility.id, account }));
  assert.deepEqual([await balance('1200'), await balance('2900')], [2_700_000, -2_700_000]);
  const pay = (amount_idr: number, reference: string, more: object = {}) => s.act(s.treasurer, (tx) => recordPayment(tx, { number, method: 'ls', amount_idr, reference, ...more }));
  await assert.rejects(pay(2_700_001, 'SP2D-1'), refused('payment.too_much'));
  await assert.rejects(pay(1, 'SP2D-1', { paid_on: '2026-12-31' }), refused('payment.in_future'));
  assert.equal((await pay(700_000, 'SP2D-1')).left_idr, 2_000_000);
  await assert.rejects(pay(700_000, 'SP2D-1'), refused('payment.recorded_already'));
  assert.equal((await pay(2_000_000, 'SP2D-2')).left_idr, 0);
  await assert.rejects(pay(1, 'SP2D-3'), refused('payment.nothing_owed'));
  await assert.rejects(s.act(s.kasi, (tx) => recordPayment(tx, { number, method: 'ls', amount_idr: 1, reference: 'x' })), Forbidden);
  assert.deepEqual([await balance('1100'), await balance('1200')], [2_700_000, 0]);

  const file = await s.house.look(s.ppk, (reader) => orderFile(reader, number));
  assert.deepEqual([file.due_idr, file.paid_idr, file.left_idr, file.rejected_idr], [2_700_000, 2_700_000, 0, 300_000]);
  assert.deepEqual([file.lines[0]?.shipped, file.lines[0]?.accepted, file.lines[0]?.rejected, file.lines[0]?.arrived_on], [10, 9, 1, '2026-11-24']);
  assert.deepEqual(file.documents.map((paper) => paper.kind), ['surat-pesanan', 'surat-jalan', 'bast', 'surat-jalan', 'bast', 'kuitansi', 'kuitansi']);
  const { rows: [published] } = await s.house.admin.query('select due_idr, paid_idr from orders.order_published where number = $1', [number]);
  assert.deepEqual([Number(published.due_idr), Number(published.paid_idr)], [2_700_000, 2_700_000]);
  const { rows: [stock] } = await s.house.admin.query("select on_hand, reserved from inventory.item where code = 'K-KURSI'");
  assert.deepEqual(stock, { on_hand: 0, reserved: 0 });
});

test('the workshop’s news and the division of the money move the order on, once', async (t) => {
  const s = await scene(t);
  const number = await place(s, publicOrder([{ sku: 'K-MEJA', quantity: 2 }]));
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number }));
  const { rows: [line] } = await s.house.admin.query('select l.id, l.order_id, l.product_id from orders.order_line l join orders.sales_order o on o.id = l.order_id where o.number = $1', [number]);
  const { rows: [work] } = await s.house.admin.query("insert into production.work_order (facility_id, number, product_id, quantity, due_on, order_line_id, method, created_at, state) values ($1, 'PK-1', $2, 2, '2026-12-01', $3, '{}', now(), 'released') returning id", [s.house.facility.id, line.product_id, line.id]);
  const tell = async (verb: string, subject_id: string, particulars = {}) => {
    await s.act(asSystem, async (tx) => tx.emit({ verb, facility_id: s.house.facility.id, subject_kind: 'x', subject_id, particulars }));
    await outboxOf(s.house.db, [reactions]).drain();
    return stateOf(s, number);
  };
  assert.equal(await tell('work_order.released', work.id), 'in_production');
  assert.equal(await tell('work_order.stocked', work.id), 'in_production');
  await s.house.admin.query("update production.work_order set state = 'done' where id = $1", [work.id]);
  assert.equal(await tell('work_order.stocked', work.id), 'ready');
  assert.equal(await tell('work_order.released', work.id), 'ready');
  assert.equal(await tell('settlement.approved', line.order_id, { order_number: number }), 'ready');
  await s.house.admin.query("update orders.sales_order set state = 'handed_over' where number = $1", [number]);
  assert.equal(await tell('settlement.approved', line.order_id, { order_id: line.order_id }), 'settled');
});

test('another facility, another agency and a stranger see nothing of an order, and learn nothing from trying', async (t) => {
  const s = await scene(t);
  const number = await place(s, agencyOrder([{ sku: 'K-KURSI', quantity: 1 }]), s.pp);
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number }));
  const { document } = await s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number }));
  const stranger: Actor = { ...s.ppk, agency_id: crypto.randomUUID() };
  for (const actor of [s.house.as('section_head', 'other'), stranger, visitor]) {
    await assert.rejects(s.house.look(actor, (reader) => orderFile(reader, number)), NotFound, actor.role);
    const seen = await s.house.look(actor, (reader) => reader.all({ text: 'select 1 from orders.order_line union all select 1 from orders.promise union all select 1 from kernel.document', values: [] } as never));
    assert.equal(seen.length, 0, actor.role);
  }
  await assert.rejects(s.act(s.house.as('section_head', 'other'), (tx) => shipOrder(tx, { number, carrier: 'Kurir' })), NotFound);
  assert.equal((await s.house.request(`/dokumen/${document}`, { as: s.house.as('section_head', 'other') })).status, 404);
  assert.equal((await s.house.request(`/api/v1/orders/${number}`, { as: s.house.as('section_head', 'other') })).status, 404);
  assert.equal((await s.house.request(`/pengadaan/pesanan/${number}`, { as: s.ppk })).status, 200);
  assert.equal((await reachOfOrder(s.house.db, number)).facility_ids[0], s.house.facility.id);
  await assert.rejects(reachOfOrder(s.house.db, 'KB26-TIDAKAD'), NotFound);
  const own = await place(s, publicOrder([{ sku: 'K-KURSI', quantity: 1 }]));
  assert.equal((await reachOfGuest(s.house.db, own, '1234')).facility_ids[0], s.house.facility.id);
  await assert.rejects(reachOfGuest(s.house.db, own, '9999'), NotFound);
  await assert.rejects(reachOfGuest(s.house.db, number, '1234'), NotFound);
});

test('each act is refused to those whose verb it is not, before anything is looked up', async (t) => {
  const s = await scene(t);
  const number = 'KB26-APAPUN2';
  const acts: [string, (tx: Tx) => Promise<unknown>, Parameters<House['as']>[0][]][] = [
    ['order.prepare', (tx) => placeOrder(tx, agencyOrder([{ sku: 'K-KURSI', quantity: 1 }])), ['section_head', 'treasurer', 'headquarters', 'auditor', 'partner']],
    ['order.accept', (tx) => acceptOrder(tx, { number }), ['officer', 'facility_head', 'treasurer', 'procurement_officer', 'commitment_officer', 'headquarters', 'auditor']],
    ['order.commit', (tx) => commitOrder(tx, { number }), ['section_head', 'facility_head', 'procurement_officer', 'headquarters', 'admin']],
    ['promise.change', (tx) => changePromise(tx, { number, line: 1, day: '2026-12-01', reason: 'Tidak boleh' }), ['officer', 'treasurer', 'procurement_officer', 'commitment_officer']],
    ['order.cancel', (tx) => cancelOrder(tx, { number, reason: 'Tidak boleh' }), ['officer', 'treasurer', 'headquarters', 'auditor']],
    ['order.ship', (tx) => shipOrder(tx, { number, carrier: 'Kurir' }), ['treasurer', 'facility_head', 'commitment_officer', 'auditor']],
    ['order.hand_over', (tx) => handOverOrder(tx, { number, handover_number: 'B', received_by: 'X' }), ['officer', 'treasurer', 'regional', 'auditor']],
    ['payment.record', (tx) => recordPayment(tx, { number, method: 'ls', amount_idr: 1, reference: 'x' }), ['officer', 'section_head', 'facility_head', 'commitment_officer', 'admin']],
  ];
  for (const [verb, work, roles] of acts) {
    for (const role of roles) await assert.rejects(s.act(s.house.as(role), work), (error) => error instanceof Forbidden && error.verb === verb, `${verb} ${role}`);
    if (verb !== 'order.prepare') await assert.rejects(s.act(visitor, work), Forbidden, verb);
  }
});

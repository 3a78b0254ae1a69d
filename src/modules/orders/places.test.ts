import assert from 'node:assert/strict';
import test from 'node:test';
import { Invalid } from '#kernel/refusal.ts';
import { asSystem, refused } from '#tests/house.ts';
import { agreeAddendum, signAddendum, prepareAddendum } from './addenda/addendum-commands.ts';
import { acceptOrder, commitOrder, handOverOrder, placeOrder, shipOrder } from './index.ts';
import { orderFile } from './order-file.ts';
import { agencyOrder, place, scene, type Scene } from './scene.fixture.ts';

const [north, south] = [{ name: 'Gedung Utara', address: 'Jalan Utara 1', regency: 'Kabupaten Sukamara' }, { name: 'Gedung Selatan', address: 'Jalan Selatan 2' }];
const split = (a: [number, number], b: [number, number]) => [{ ...north, lines: [{ sku: 'K-KURSI', quantity: a[0] }, { sku: 'K-MEJA', quantity: a[1] }] }, { ...south, lines: [{ sku: 'K-KURSI', quantity: b[0] }, { sku: 'K-MEJA', quantity: b[1] }] }];
const twoPlaces = agencyOrder([{ sku: 'K-KURSI', quantity: 5 }, { sku: 'K-MEJA', quantity: 2 }], { places: split([3, 0], [2, 2]) });
async function signed(s: Scene): Promise<string> {
  const number = await place(s, twoPlaces, s.pp);
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number, promised_on: '2026-12-10' }));
  await s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number }));
  return number;
}
const file = (s: Scene, number: string) => s.house.look(asSystem, (reader) => orderFile(reader, number));

test('an order for two places is sent, inspected and received place by place, each with its own record', async (t) => {
  const s = await scene(t);
  const number = await signed(s);
  await assert.rejects(s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir' })), refused('order.which_place'));
  await assert.rejects(s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir', place: 9 })), refused('order.which_place'));
  await assert.rejects(s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir', place: 1, lines: [{ line: 1, quantity: 4 }] })), refused('shipment.beyond_order'));
  await s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir', place: 1 }));
  await s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir', place: 2, lines: [{ line: 1, quantity: 2 }] }));
  await assert.rejects(s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number, handover_number: 'B-1', received_by: 'Panitia' })), refused('order.which_place'));
  await assert.rejects(s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number, handover_number: 'B-1', received_by: 'Panitia', place: 2, lines: [{ line: 1, accepted: 3 }] })), refused('handover.beyond_shipped'));
  const part = await s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number, handover_number: 'B-1', received_by: 'Panitia', place: 1 }));
  assert.deepEqual([part.state, part.accepted_idr], ['accepted', 900_000]);
  // Only one place waits now, so it need not be named.
  await s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number, handover_number: 'B-2', received_by: 'Panitia', lines: [{ line: 1, accepted: 1, rejected: 1, reason: 'Kaki goyah' }] }));
  const seen = await file(s, number);
  assert.deepEqual(seen.places.map((each) => [each.name, each.handovers, each.lines.map((line) => [line.line, line.quantity, line.shipped, line.accepted, line.rejected])]), [['Gedung Utara', ['B-1'], [[1, 3, 3, 3, 0], [2, 0, 0, 0, 0]]], ['Gedung Selatan', ['B-2'], [[1, 2, 2, 1, 1], [2, 2, 0, 0, 0]]]]);
  const { rows } = await s.house.admin.query("select kind, content from kernel.document where subject_id = $1 order by recorded_at", [seen.id]);
  assert.deepEqual(rows.find(({ kind }) => kind === 'surat-pesanan').content.deliveries.map((to: { receiver: string }) => to.receiver), ['Gedung Utara (baris 1: 3)', 'Gedung Selatan (baris 1: 2; baris 2: 2)']);
  assert.equal(rows.find(({ kind }) => kind === 'surat-jalan').content.recipient.name, 'Gedung Utara');
  const [first, second] = rows.filter(({ kind }) => kind === 'bast');
  assert.deepEqual([first.content.place, first.content.extent, first.content.lines[0].location, second.content.lines[0].ordered], ['Jalan Utara 1', 'whole', 'Gedung Utara', 2]);
});

test('the places add up to what is ordered, an order of one place takes none, and a place that gets nothing falls away', async (t) => {
  const s = await scene(t);
  await assert.rejects(place(s, { ...twoPlaces, places: split([3, 0], [1, 2]) }, s.pp), (error) => error instanceof Invalid && 'places' in error.problems);
  const one = await place(s, { ...twoPlaces, places: split([5, 2], [0, 0]) }, s.pp);
  const seen = await file(s, one);
  assert.deepEqual([seen.places.length, seen.deliver_to.name], [0, 'Gedung Utara']);
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number: one }));
  await s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number: one }));
  await assert.rejects(s.act(s.kasi, (tx) => shipOrder(tx, { number: one, carrier: 'Kurir', place: 1, lines: [{ line: 1, quantity: 1 }] })), refused('order.one_place'));
  for (const change of ['update orders.order_place_line set quantity = 9', 'delete from orders.order_place_line', "update orders.order_place set name = 'x'"]) {
    await place(s, twoPlaces, s.pp).catch(() => undefined);
    await assert.rejects(s.house.admin.query(change), /addendum alone|append-only/);
  }
});

test('a package over several facilities and places becomes one order per facility with its own places and accounts', async (t) => {
  const s = await scene(t);
  const placed = await s.asBuyer(s.pp, (tx) => placeOrder(tx, agencyOrder([{ sku: 'K-KURSI', quantity: 2, budget_account: '532111' }, { sku: 'K-MEJA', quantity: 1 }, { sku: 'K-TAS', quantity: 1, budget_account: '521211' }], {
    places: [{ ...north, lines: [{ sku: 'K-KURSI', quantity: 1 }, { sku: 'K-TAS', quantity: 1 }] }, { ...south, lines: [{ sku: 'K-KURSI', quantity: 1 }, { sku: 'K-MEJA', quantity: 1 }] }],
  })));
  const files = await Promise.all(placed.orders.map(({ number }) => file(s, number)));
  const ours = files.find(({ facility_code }) => facility_code === s.house.facility.code);
  const theirs = files.find(({ facility_code }) => facility_code !== s.house.facility.code);
  assert.deepEqual([ours?.places.length, theirs?.places.length, theirs?.deliver_to.name], [2, 0, 'Gedung Utara']);
  assert.deepEqual([ours?.lines.map((line) => line.budget_account), theirs?.lines[0]?.budget_account], [['532111', null], '521211']);
  await assert.rejects(place(s, agencyOrder([{ sku: 'K-MEJA', quantity: 1, budget_account: '52' }]), s.pp), (error) => error instanceof Invalid && 'lines.0.budget_account' in error.problems);
});

test('an addendum moves quantities at one place, never below what was sent there, and not the places themselves', async (t) => {
  const s = await scene(t);
  const number = await signed(s);
  await s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir', place: 1 }));
  const propose = (more: object) => s.asBuyer(s.pp, (tx) => prepareAddendum(tx, { number, reason: 'Kebutuhan berubah', ...more }));
  await assert.rejects(propose({ deliver_to: { name: 'Lain', address: 'Jalan Lain 3' } }), refused('addendum.several_places'));
  await assert.rejects(propose({ lines: [{ line: 1, quantity: 6 }] }), refused('order.which_place'));
  await assert.rejects(propose({ lines: [{ line: 1, quantity: 4, place: 1 }] }), refused('addendum.share_below_shipped'));
  const { id } = await propose({ lines: [{ line: 1, quantity: 7, place: 2 }] });
  await s.asBuyer(s.ppk, (tx) => signAddendum(tx, { number, id }));
  await s.act(s.house.as('facility_head'), (tx) => agreeAddendum(tx, { number, id }));
  assert.deepEqual((await file(s, number)).places.map((each) => each.lines[0]?.quantity), [3, 4]);
});

test('several places are asked for, sent to and received at in the forms', async (t) => {
  const s = await scene(t);
  const cookie = { cookie: 'paket=K-KURSI:4,K-MEJA:1' };
  assert.match(await (await s.house.request('/pengadaan/keranjang?tempat=2', { as: s.pp, headers: cookie })).text(), /places\.1\.address/);
  const fields = { unit: 'Bagian Umum', requested_on: '2026-12-20', 'accounts.a1': '521211', 'places.0.name': 'Utara', 'places.0.address': 'Jalan Utara 1', 'places.0.lines.0.sku': 'K-KURSI', 'places.0.lines.0.quantity': '3', 'places.1.name': 'Selatan', 'places.1.address': 'Jalan Selatan 2', 'places.1.lines.0.sku': 'K-KURSI', 'places.1.lines.0.quantity': '1', 'places.1.lines.1.sku': 'K-MEJA', 'places.1.lines.1.quantity': '1' };
  const wrong = await s.house.request('/pengadaan/keranjang/kirim?tempat=2', { as: s.pp, headers: cookie, form: { ...fields, 'places.0.lines.0.quantity': '2' } });
  assert.equal(wrong.status, 422);
  assert.match(await wrong.text(), /jumlah semua tempat 3, dipesan 4/);
  const sent = await s.house.request('/pengadaan/keranjang/kirim?tempat=2', { as: s.pp, headers: cookie, form: fields });
  assert.equal(sent.status, 303);
  const number = (sent.headers.get('location') ?? '').split('/').at(-1) ?? '';
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number }));
  await s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number }));
  assert.deepEqual((await file(s, number)).lines.map((line) => line.budget_account), [null, '521211']);
  assert.match(await (await s.house.request(`/bengkel/pesanan/${number}/kirim?tempat=2`, { as: s.kasi })).text(), /name="place" value="2"/);
  assert.equal((await s.house.request(`/bengkel/pesanan/${number}/kirim?tempat=2`, { as: s.kasi, form: { place: '2', carrier: 'Kurir', 'lines.0.line': '1', 'lines.0.quantity': '1' } })).status, 303);
  assert.match(await (await s.house.request(`/pengadaan/pesanan/${number}/bast`, { as: s.ppk })).text(), /name="place" value="2"/);
  assert.equal((await s.house.request(`/pengadaan/pesanan/${number}/bast`, { as: s.ppk, form: { place: '2', handover_number: 'B-9', received_by: 'Panitia', 'lines.0.line': '1', 'lines.0.accepted': '1' } })).status, 303);
  assert.match(await (await s.house.request(`/pengadaan/pesanan/${number}`, { as: s.ppk })).text(), /Tempat kirim/);
  assert.equal((await s.house.request(`/pengadaan/pesanan/${number}/adendum`, { as: s.ppk })).status, 200);
});

import { refused } from '#tests/house.ts';
import assert from 'node:assert/strict';
import test from 'node:test';
import { visitor } from '#kernel/policy.ts';
import { Forbidden, Invalid } from '#kernel/refusal.ts';
import { balanceOf } from '#ledger';
import { acceptOrder, approveTariff, commitOrder, handOverOrder, placeOrder, proposeTariff, recordPayment, refuseTariff, shipOrder } from './index.ts';
import { kilogramsOf, placeWords, quoted, zoneBetween } from './delivery.ts';
import { orderFile } from './order-file.ts';
import { agencyOrder, publicOrder, scene, to, type Scene } from './scene.fixture.ts';

const wish = { zone: 'regency' as const, basis: 'per_kg' as const, amount_idr: 5_000, from: '2026-11-24', reason: 'Daftar tarif pengangkut' };
async function tariff(s: Scene, more: Partial<typeof wish> & { free_from_idr?: number; zone?: string; basis?: string } = {}): Promise<string> {
  const facility_id = s.house.facility.id;
  const { id } = await s.act(s.kasi, (tx) => proposeTariff(tx, { facility_id, ...wish, ...more } as typeof wish & { facility_id: string }));
  await s.act(s.house.as('facility_head'), (tx) => approveTariff(tx, { facility_id, id }));
  return id;
}
const sent = (s: Scene, regency: string | undefined, quantity = 2) => s.asBuyer(visitor, (tx) => placeOrder(tx, publicOrder([{ sku: 'K-KURSI', quantity }], { deliver_to: { ...to, ...(regency ? { regency } : {}) } })));

test('the zone is the nearest thing two places share, and every begun kilogram counts', () => {
  const here = { regency_code: '62.07', province_code: '62', island_group: 'Kalimantan' };
  assert.equal(zoneBetween(here, here), 'regency');
  assert.equal(zoneBetween(here, { ...here, regency_code: '62.71' }), 'province');
  assert.equal(zoneBetween(here, { regency_code: '64.71', province_code: '64', island_group: 'Kalimantan' }), 'island');
  assert.equal(zoneBetween(here, { regency_code: '32.71', province_code: '32', island_group: 'Jawa' }), 'elsewhere');
  assert.deepEqual([1, 1000, 1001, 0].map(kilogramsOf), [1, 1, 2, 1]);
  const row = { id: 't', zone: 'island' as const, basis: 'per_kg' as const, amount_idr: 7_000, free_from_idr: 500_000 };
  assert.equal(quoted(row, { weight_gram: 2_100, goods_idr: 499_999 }).amount_idr, 21_000);
  assert.equal(quoted(row, { weight_gram: 2_100, goods_idr: 500_000 }).amount_idr, 0);
  assert.equal(quoted({ ...row, basis: 'per_order' }, { weight_gram: 2_100, goods_idr: 1 }).amount_idr, 7_000);
  assert.deepEqual(['Kab. Bogor', 'KAB Bogor', ' kota  bogor', 'Kabupaten Bogor', 'Kabanjahe'].map(placeWords), ['kabupatenbogor', 'kabupatenbogor', 'kotabogor', 'kabupatenbogor', 'kabanjahe']);
});

test('a charge is set by two persons, begins today at the earliest, and takes the place of the one before', async (t) => {
  const s = await scene(t);
  const facility_id = s.house.facility.id;
  const head = s.house.as('facility_head');
  const propose = (more: object = {}) => s.act(s.kasi, (tx) => proposeTariff(tx, { facility_id, ...wish, ...more }));
  await assert.rejects(propose({ from: '2026-11-23' }), refused('tariff.in_past'));
  await assert.rejects(propose({ reason: 'ya' }), Invalid);
  await assert.rejects(s.act(head, (tx) => proposeTariff(tx, { facility_id, ...wish })), Forbidden);
  const { id } = await propose();
  await assert.rejects(s.act(s.kasi, (tx) => approveTariff(tx, { facility_id, id })), Forbidden);
  await assert.rejects(s.act({ ...head, person_id: s.kasi.person_id }, (tx) => approveTariff(tx, { facility_id, id })), refused('tariff.same_person'));
  await assert.rejects(s.house.admin.query("update orders.delivery_tariff set approved_person = prepared_person where id = $1", [id]), /tariff_two_persons/);
  await s.act(head, (tx) => approveTariff(tx, { facility_id, id }));
  await assert.rejects(s.act(head, (tx) => refuseTariff(tx, { facility_id, id, reason: 'Terlambat' })), refused('tariff.decided_already'));
  await tariff(s, { amount_idr: 6_000, from: '2026-12-01' });
  const { id: clash } = await propose({ amount_idr: 4_000, from: '2026-11-28' });
  await assert.rejects(s.act(head, (tx) => approveTariff(tx, { facility_id, id: clash })), refused('tariff.overlaps'));
  await s.act(head, (tx) => refuseTariff(tx, { facility_id, id: clash, reason: 'Sudah ada untuk Desember' }));
  assert.equal((await sent(s, 'Kabupaten Seruyan')).orders[0]?.delivery_idr, 10_000);
  const later = await s.asBuyer(visitor, (tx) => placeOrder(tx, publicOrder([{ sku: 'K-KURSI', quantity: 2 }], { deliver_to: { ...to, regency: 'Seruyan' } })), new Date('2026-12-02T03:00:00Z'));
  assert.equal(later.orders[0]?.delivery_idr, 12_000);
  await assert.rejects(s.act(s.house.as('facility_head', 'other'), (tx) => approveTariff(tx, { facility_id, id })), /not found/);
});

test('delivery is reckoned at placing and frozen: by zone, free above a value, nothing when collected; else it says that the unit agrees it', async (t) => {
  const s = await scene(t);
  const one = async (regency?: string, quantity = 2) => { const [order] = (await sent(s, regency, quantity)).orders; return [order?.delivery, order?.delivery_idr, order?.total_idr]; };
  assert.deepEqual(await one('Kabupaten Seruyan'), ['agreed', 0, 600_000]);
  await tariff(s, { free_from_idr: 900_000 });
  await tariff(s, { zone: 'island' as never, basis: 'per_order' as never, amount_idr: 90_000 });
  assert.deepEqual(await one('Kab. Seruyan'), ['courier', 10_000, 610_000]);
  assert.deepEqual(await one('Kabupaten Seruyan', 3), ['courier', 0, 900_000]);
  assert.deepEqual(await one('Kota Antah Berantah'), ['unknown_place', 0, 600_000]);
  assert.deepEqual(await one(), ['unknown_place', 0, 600_000]);
  assert.deepEqual(await one('Kota Palangka Raya'), ['agreed', 0, 600_000], 'a zone without a row');
  assert.deepEqual(await one('Kota Banjarmasin'), ['courier', 90_000, 690_000]);
  // A regency and a city of one name are two places.
  assert.deepEqual(await one('Bogor'), ['unknown_place', 0, 600_000]);
  const collected = await s.asBuyer(visitor, (tx) => placeOrder(tx, publicOrder([{ sku: 'K-KURSI', quantity: 1 }], { deliver_to: { ...to, regency: 'Kota Banjarmasin', collect: true } })));
  assert.deepEqual([collected.orders[0]?.delivery, collected.orders[0]?.delivery_idr], ['collect', 0]);
});

test('delivery is paid with the goods and stands apart in the books: it is no sale and is never divided', async (t) => {
  const s = await scene(t);
  await tariff(s);
  const { number } = await s.asBuyer(s.pp, (tx) => placeOrder(tx, agencyOrder([{ sku: 'K-KURSI', quantity: 4 }], { deliver_to: { ...to, regency: 'Kabupaten Seruyan' } })));
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number }));
  await s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number }));
  await s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir' }));
  const balance = (account: string) => s.house.look(s.treasurer, (reader) => balanceOf(reader, { facility_id: s.house.facility.id, account }));
  const hand = (handover_number: string, accepted: number, rejected = 0) => s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number, handover_number, received_by: 'Panitia', lines: [{ line: 1, accepted, rejected, reason: 'Retak' }] }));
  await hand('B-1', 0, 1);
  assert.deepEqual([await balance('1200'), await balance('2500'), await balance('2900')], [0, 0, 0]);
  await hand('B-2', 1);
  await hand('B-3', 2);
  assert.deepEqual([await balance('1200'), await balance('2500'), await balance('2900')], [920_000, -20_000, -900_000]);
  assert.equal((await s.act(s.treasurer, (tx) => recordPayment(tx, { number, method: 'ls', amount_idr: 920_000, reference: 'SP2D-1' }))).left_idr, 0);
  assert.equal(await balance('1200'), 0);
  const file = await s.house.look(s.ppk, (reader) => orderFile(reader, number));
  assert.deepEqual([file.delivery_idr, file.due_idr, file.left_idr, file.delivery?.zone, file.delivery?.kilograms], [20_000, 920_000, 0, 'regency', 4]);
});

test('cart and checkout show what delivery costs before anything is bound, and the section head sets it on a screen', async (t) => {
  const s = await scene(t);
  const head = s.house.as('facility_head');
  const screen = async () => (await s.house.request('/bengkel/ongkos-kirim', { as: head })).text();
  assert.match(await screen(), /disepakati dengan pembeli/);
  const proposed = await s.house.request('/bengkel/ongkos-kirim', { as: s.kasi, form: { zone: 'regency', basis: 'per_kg', amount_idr: '5.000', from: '2026-11-24', reason: 'Tarif pengangkut' } });
  assert.equal(proposed.status, 303);
  assert.equal((await s.house.request('/bengkel/ongkos-kirim', { as: s.kasi, form: { zone: 'bulan', basis: 'per_kg', amount_idr: 'x', from: '', reason: '' } })).status, 422);
  const id = /ongkos-kirim\/([0-9a-f-]{36})\/setuju/.exec(await screen())?.[1] ?? '';
  assert.equal((await s.house.request(`/bengkel/ongkos-kirim/${id}/setuju`, { as: head, form: {} })).status, 303);
  const listed = await (await s.house.request('/api/v1/delivery-tariffs', { as: s.kasi })).json() as { items: { amount_idr: number; state: string }[] };
  assert.deepEqual(listed.items.map(({ amount_idr, state }) => [amount_idr, state]), [[5_000, 'approved']]);
  const answers = encodeURIComponent(JSON.stringify({ address: { name: 'Pembeli', phone: '081200001234', address: 'Jalan Contoh 1, Desa Contoh', regency: 'Kabupaten Seruyan', postcode: '74172' }, delivery: { way: {} }, payment: { method: 'va' } }));
  const cookie = `keranjang=${encodeURIComponent('K-KURSI:2')}; belanja=${answers}`;
  for (const path of ['/keranjang', '/checkout/pengiriman']) assert.match(await (await s.house.request(path, { headers: { cookie } })).text(), /Ongkos kirim Rp\s*10\.000/, path);
  assert.match(await (await s.house.request('/checkout/periksa', { headers: { cookie } })).text(), /Pesan barang senilai Rp\s*610\.000/);
});

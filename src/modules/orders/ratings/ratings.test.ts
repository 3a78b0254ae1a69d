import assert from 'node:assert/strict';
import test from 'node:test';
import { Forbidden, Invalid, NotFound } from '#kernel/refusal.ts';
import { shopReader } from '#kernel/db.ts';
import { visitor } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { refused } from '#tests/house.ts';
import { acceptOrder, commitOrder, handOverOrder, shipOrder } from '../index.ts';
import { agencyOrder, place, scene, type Scene } from '../scene.fixture.ts';
import { answerRating, rateOrder } from './rating-commands.ts';

async function received(s: Scene, n = 1): Promise<string> {
  const number = await place(s, agencyOrder([{ sku: 'K-KURSI', quantity: 1 }]), s.pp);
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number }));
  await s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number }));
  await s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir' }));
  await s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number, handover_number: `BAST-${n}`, received_by: 'Panitia' }));
  return number;
}
const marksOf = { quality: 5, punctuality: 4, service: 3, remark: 'Rapi' };

test('an agency rates a received order once, the maker answers once, and neither changes', async (t) => {
  const s = await scene(t);
  const early = await place(s, agencyOrder([{ sku: 'K-MEJA', quantity: 1 }]), s.pp);
  await assert.rejects(s.asBuyer(s.pp, (tx) => rateOrder(tx, { number: early, ...marksOf })), refused('rating.not_received'));
  const number = await received(s);
  await assert.rejects(s.act(s.kasi, (tx) => answerRating(tx, { number, answer: 'Terima kasih' })), refused('rating.none'));
  await assert.rejects(s.asBuyer(s.pp, (tx) => rateOrder(tx, { number, ...marksOf, quality: 6 })), Invalid);
  await assert.rejects(s.asBuyer({ ...s.pp, agency_id: crypto.randomUUID() }, (tx) => rateOrder(tx, { number, ...marksOf })), NotFound);
  await s.asBuyer(s.pp, (tx) => rateOrder(tx, { number, ...marksOf }));
  await assert.rejects(s.asBuyer(s.ppk, (tx) => rateOrder(tx, { number, ...marksOf })), refused('rating.rated_already'));
  await s.act(s.kasi, (tx) => answerRating(tx, { number, answer: 'Terima kasih' }));
  await assert.rejects(s.act(s.kasi, (tx) => answerRating(tx, { number, answer: 'Sekali lagi' })), refused('rating.answered_already'));
  await assert.rejects(s.house.admin.query('update orders.rating set quality = 1'), /append-only/);
  await assert.rejects(s.act(s.kasi, (tx) => rateOrder(tx, { number, ...marksOf })), Forbidden);
  await assert.rejects(s.act(s.pp, (tx) => answerRating(tx, { number, answer: 'Bukan kami' })), Forbidden);
});

test('the public reads averages alone, from three ratings on, and no single one', async (t) => {
  const s = await scene(t);
  const shop = shopReader(s.house.db, visitor);
  const seen = () => shop.all<{ ratings: number; quality: number }>(sql`select ratings, quality from orders.facility_rating_published`);
  for (let n = 1; n <= 3; n++) {
    const number = await received(s, n);
    await s.asBuyer(s.pp, (tx) => rateOrder(tx, { number, ...marksOf, quality: n === 3 ? 4 : 5 }));
    assert.equal((await seen()).length, n < 3 ? 0 : 1);
  }
  assert.deepEqual(await seen(), [{ ratings: 3, quality: 4.7 }]);
  assert.equal((await shop.all(sql`select 1 from orders.product_rating_published where ratings = 3`)).length, 1);
  for (const table of [sql`orders.rating`, sql`orders.sales_order`, sql`orders.rating_published`]) await assert.rejects(shop.all(sql`select 1 from ${table}`), /permission denied/);
});

test('rated and answered in the forms of both sides', async (t) => {
  const s = await scene(t);
  const number = await received(s);
  const [agency, maker] = [`/pengadaan/pesanan/${number}/penilaian`, `/bengkel/pesanan/${number}/penilaian`];
  assert.match(await (await s.house.request(`/pengadaan/pesanan/${number}`, { as: s.pp })).text(), /Nilai pesanan ini/);
  assert.equal((await s.house.request(agency, { as: s.pp, form: { quality: '5', punctuality: '4' } })).status, 422);
  assert.equal((await s.house.request(agency, { as: s.pp, form: { quality: '5', punctuality: '4', service: '5', remark: 'Bagus' } })).status, 303);
  assert.match(await (await s.house.request(maker, { as: s.kasi })).text(), /Bagus/);
  assert.equal((await s.house.request(maker, { as: s.kasi, form: { answer: 'Terima kasih banyak' } })).status, 303);
  assert.match(await (await s.house.request(agency, { as: s.pp })).text(), /Terima kasih banyak/);
  assert.equal(((await (await s.house.request(`/api/v1/orders/${number}/rating`, { as: s.ppk })).json()) as { rating: { quality: number } }).rating.quality, 5);
});

import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { outboxOf } from '#kernel/outbox.ts';
import { Forbidden, Invalid, type Refusal } from '#kernel/refusal.ts';
import { referenceRows } from '#kernel/reference.ts';
import { asSystem, openHouse, refused, type House } from '#tests/house.ts';
import { makePieces, openWorkplace, sell, type Workplace } from '#tests/stage-sale.ts';
import { adoptSplitRule, adoptWageRate, approveSettlement, prepareSettlement, reactions, routes } from './index.ts';
import { divideAfterWages, type SplitRule } from './split.ts';
import { wagesByPiece, wagesByTime, type Rate, type Work } from './wages.ts';

const piece = (amount_idr: number, sku = 'BATIK'): Rate => ({ basis: 'piece', product_id: sku, sku, amount_idr, legal_basis: 'contoh', from: '2026-01-01' });
const hour = (skill_level: number, amount_idr: number, per_minutes = 60): Rate => ({ basis: 'time', skill_level, amount_idr, per_minutes, legal_basis: 'contoh', from: '2026-01-01' });
const work = (code: string, more: Partial<Work> = {}): Work => ({ worker: code, code, skill: 1, product_id: 'BATIK', minutes: 0, output: 0, ...more });

test('a piece rate is worth its pieces, shared to the rupiah among those who made them', () => {
  const { wages, notes, missing } = wagesByPiece({ team: 'output', rates: [piece(20_000)], work: [work('A1', { output: 2 }), work('A2', { output: 1 })], pieces: [{ product_id: 'BATIK', sku: 'BATIK', traced: 3, untraced: 1 }] });
  assert.deepEqual(wages.map(({ worker, amount_idr }) => [worker, amount_idr]), [['A1', 40_000], ['A2', 20_000]]);
  assert.deepEqual(notes, [{ code: 'untraced', amount_idr: 20_000 }]);
  assert.deepEqual(missing, { skus: [], levels: [] });
  const odd = wagesByPiece({ team: 'equal', rates: [piece(100)], work: [work('A10'), work('A9'), work('A2')], pieces: [{ product_id: 'BATIK', sku: 'BATIK', traced: 1, untraced: 0 }] });
  assert.deepEqual(odd.wages.map(({ worker, amount_idr }) => [worker, amount_idr]), [['A10', 33], ['A9', 33], ['A2', 34]]);
  assert.deepEqual(wagesByPiece({ team: 'output', rates: [], work: [], pieces: [{ product_id: 'X', sku: 'K-X', traced: 1, untraced: 0 }] }).missing.skus, ['K-X']);
});

test('two products of one order are two pools: nobody is paid from what they did not make', () => {
  const { wages } = wagesByPiece({ team: 'output', rates: [piece(1_000, 'A'), piece(10, 'B')], work: [work('P1', { product_id: 'A', output: 1 }), work('P2', { product_id: 'B', output: 9 }), work('P1', { product_id: 'B', output: 1 })], pieces: [{ product_id: 'A', sku: 'A', traced: 1, untraced: 0 }, { product_id: 'B', sku: 'B', traced: 10, untraced: 0 }] });
  assert.deepEqual(wages.map(({ worker, amount_idr, why }) => [worker, amount_idr, why.length]), [['P1', 1_010, 2], ['P2', 90, 1]]);
});

test('a rejected piece is paid where the fault was not its maker’s, a piece done again by its share; every other reject is not paid', () => {
  const faultRule = { reasons: ['MATERIAL'], rework_bp: 2_500, legal_basis: 'contoh' };
  const faults = [
    { worker: 'A1', product_id: 'BATIK', sku: 'BATIK', reason_code: 'MATERIAL', scrap: 2, rework: 1 }, { worker: 'A2', product_id: 'BATIK', sku: 'BATIK', reason_code: 'CRACK', scrap: 5, rework: 0 },
    { worker: null, product_id: 'BATIK', sku: 'BATIK', reason_code: 'MATERIAL', scrap: 0.5, rework: 0 },
  ];
  const asked = { team: 'output' as const, rates: [piece(20_000)], work: [work('A1', { output: 2 }), work('A2', { output: 2 })], pieces: [{ product_id: 'BATIK', sku: 'BATIK', traced: 4, untraced: 0 }] };
  const { wages } = wagesByPiece({ ...asked, faults, faultRule });
  assert.deepEqual(wages.map(({ worker, amount_idr, why }) => [worker, amount_idr, why.length]), [['A1', 40_000 + 45_000 + 5_000, 3], ['A2', 40_000 + 5_000, 2]]);
  assert.deepEqual(wagesByPiece({ ...asked, faults }).wages.map(({ amount_idr }) => amount_idr), [40_000, 40_000]);
});

test('an hourly rate is worth a person’s own minutes at the own level; a level without a rate is named', () => {
  const { wages } = wagesByTime({ team: 'hours', rates: [hour(1, 10_000), hour(2, 12_000)], work: [work('A1', { minutes: 90 }), work('A2', { minutes: 30.5, skill: 2 }), work('A1', { minutes: 30, product_id: 'LAIN' })], pieces: [] });
  assert.deepEqual(wages.map(({ worker, amount_idr }) => [worker, amount_idr]), [['A1', 20_000], ['A2', 6_100]]);
  assert.deepEqual(wagesByTime({ team: 'hours', rates: [hour(1, 1)], work: [work('A1', { minutes: 5, skill: 4 }), work('A2', { minutes: 5, skill: 3 })], pieces: [] }).missing.levels, [3, 4]);
  assert.deepEqual(wagesByTime({ team: 'hours', rates: [], work: [], pieces: [] }).notes, [{ code: 'no_people', amount_idr: 0 }]);
});

test('the rest after wages goes by the other shares, what they leave to capital; wages beyond the sale are not divided', () => {
  const rule: SplitRule = { basis: 'piece', team: 'output', shares: [{ to: 'state', share_bp: 1500 }] };
  const { shares, basis_idr } = divideAfterWages(rule, { gross_idr: 100_001, wages: [{ worker: 'A1', weight: 1, amount_idr: 60_000 }] });
  assert.equal(basis_idr, 40_001);
  assert.deepEqual(shares, [{ to: 'worker', amount_idr: 60_000 }, { to: 'capital', amount_idr: 34_001 }, { to: 'state', amount_idr: 6_000 }]);
  assert.throws(() => divideAfterWages(rule, { gross_idr: 1, wages: [{ worker: 'A1', weight: 1, amount_idr: 2 }] }), /out of a sale/);
});

test('each reported rate by piece and by time pays what its source says', () => {
  const cases = referenceRows('split_rules').filter((row) => row['basis'] === 'piece' || row['basis'] === 'time');
  assert.deepEqual(cases.map((row) => row['code']), ['kendal-batik-sederhana-2012', 'kendal-batik-rumit-2012', 'pekanbaru-roti-2022', 'surabaya-mebel-2016', 'tangerang-faba-2025']);
  // The sources count days; hours of a day they do not say. A day of six hours is taken here, so that the pay of the period must come out whatever it is.
  const minutes: Record<string, number> = { '10 hari': 10 * 360, hari: 360, minggu: 6 * 360 };
  for (const row of cases) {
    for (const amount of [Number(row['amount_min_idr']), Number(row['amount_max_idr'])]) {
      const unit = row['amount_unit'] ?? '';
      const { wages } = row['basis'] === 'piece'
        ? wagesByPiece({ team: 'output', rates: [piece(amount)], work: [work('A1', { output: 5 })], pieces: [{ product_id: 'BATIK', sku: 'BATIK', traced: 5, untraced: 0 }] })
        : wagesByTime({ team: 'hours', rates: [hour(1, amount, minutes[unit] ?? 0)], work: [work('A1', { minutes: 3 * (minutes[unit] ?? 0) })], pieces: [] });
      assert.equal(wages[0]?.amount_idr, amount * (row['basis'] === 'piece' ? 5 : 3), `${row['code']} ${amount}`);
    }
  }
});

const day = '2026-11-23';
const noon = new Date('2026-11-24T05:00:00Z');
type Scene = Workplace & { house: House };
/** Two people of level one and two made ten tables of Rp 100,000: 60 and 180 minutes, four and six pieces. */
async function scene(t: TestContext, basis: 'piece' | 'time', team: 'output' | 'hours' | 'skill' = 'output'): Promise<Scene> {
  const house = await openHouse(t, { routes, now: noon });
  const place = await openWorkplace(house);
  await makePieces(house, place, { day, work: [{ minutes: 60, good: 4 }, { minutes: 180, good: 6 }] });
  await house.act(asSystem, (tx) => adoptSplitRule(tx, { facility_id: place.facility_id, basis, team, from: '2026-11-01', legal_basis: 'Keputusan contoh', shares: [{ to: 'state', percent: 15 }, { to: 'capital', percent: 85 }] }));
  return { ...place, house };
}
const set = (s: Scene, wish: object) => s.house.act(s.house.as('headquarters'), (tx) => adoptWageRate(tx, { facility_id: s.facility_id, from: '2026-11-01', legal_basis: 'Keputusan contoh', basis: 'piece', amount_idr: 20_000, ...wish }));
const prepare = (s: Scene, order_number: string) => s.house.act(s.staff.section_head, (tx) => prepareSettlement(tx, { order_number }), noon);
const of = (made: { shares: { to: string; amount_idr: number }[] }, to: string) => made.shares.find((share) => share.to === to)?.amount_idr ?? 0;

test('by the piece: a settlement pays the dated rate for the pieces the buyer kept, and is refused where there is none', async (t) => {
  const s = await scene(t, 'piece');
  const number = await sell(s.house, s, { quantity: 5, day, rejected: 1 });
  await assert.rejects(prepare(s, number), (error) => refused('settlement.no_rate')(error) && /K-MEJA/.test((error as Refusal).text.id));
  await set(s, { sku: 'K-MEJA', amount_idr: 200_000 });
  await assert.rejects(prepare(s, number), refused('settlement.wages_above_sale'));
  await set(s, { sku: 'K-MEJA', from: '2026-11-10' });
  const made = await prepare(s, number);
  assert.deepEqual([made.gross_idr, made.basis_idr], [400_000, 320_000]);
  assert.deepEqual([of(made, 'worker'), of(made, 'state'), of(made, 'capital')], [80_000, 48_000, 272_000]);
  assert.deepEqual(s.workers.map(({ id }) => made.workers.find((each) => each.worker === id)?.amount_idr), [32_000, 48_000]);
  await s.house.act(s.staff.facility_head, (tx) => approveSettlement(tx, { id: made.id }), noon);
  const page = await (await s.house.request(`/bengkel/premi/${made.number}`, { as: s.staff.facility_head })).text();
  assert.match(page, /K-MEJA, 4 × Rp\s*20\.000 = Rp\s*80\.000, bagian dari itu Rp\s*32\.000/);
  const slip = await (await s.house.request(`/bengkel/premi/kartu/${s.workers[1]?.id}?bulan=2026-11`, { as: s.staff.treasurer })).text();
  assert.match(slip, /upah menurut tarif: K-MEJA, 4 ×/);
});

test('by the piece: what was rejected for bad material is paid and said on the slip, what was broken by hand is not', async (t) => {
  const s = await scene(t, 'piece');
  await set(s, { sku: 'K-MEJA', amount_idr: 10_000 });
  await s.house.admin.query(`insert into production.output (facility_id, work_order_id, session_id, step, worker_id, good, scrap, rework, reason_code, occurred_at, recorded_at)
    select o.facility_id, o.work_order_id, o.session_id, o.step, o.worker_id, 0, 2, 0, r, o.occurred_at, o.recorded_at from production.output o, unnest(array['MATERIAL', 'CRACK']) r where o.worker_id = $1`, [s.workers[0]?.id]);
  const number = await sell(s.house, s, { quantity: 5, day });
  const made = await prepare(s, number);
  // Half of the work order was sold: one of the two pieces of bad material comes with it.
  assert.deepEqual(s.workers.map(({ id }) => made.workers.find((each) => each.worker === id)?.amount_idr), [20_000 + 10_000, 30_000]);
  await s.house.act(s.staff.facility_head, (tx) => approveSettlement(tx, { id: made.id }), noon);
  const slip = await (await s.house.request(`/bengkel/premi/kartu/${s.workers[0]?.id}?bulan=2026-11`, { as: s.staff.treasurer })).text();
  assert.match(slip, /K-MEJA, 1 ditolak dan 0 dikerjakan lagi karena MATERIAL, bukan salah pembuatnya/);
});

test('by time: each person is paid the own minutes at the rate of the own level', async (t) => {
  const s = await scene(t, 'time', 'hours');
  const number = await sell(s.house, s, { quantity: 10, day });
  await set(s, { basis: 'time', skill_level: 1, amount_idr: 12_000 });
  await assert.rejects(prepare(s, number), (error) => refused('settlement.no_rate')(error) && /tingkat 2/.test((error as Refusal).text.id));
  await set(s, { basis: 'time', skill_level: 2, amount_idr: 15_000 });
  const made = await prepare(s, number);
  assert.deepEqual(s.workers.map(({ id }) => made.workers.find((each) => each.worker === id)?.amount_idr), [12_000, 45_000]);
  assert.equal(of(made, 'worker') + of(made, 'state') + of(made, 'capital'), 1_000_000);
  // A rate that changes afterwards does not change what was prepared under the one before.
  await set(s, { basis: 'time', skill_level: 2, amount_idr: 99_000, from: '2026-11-20' });
  await s.house.act(s.staff.facility_head, (tx) => approveSettlement(tx, { id: made.id }), noon);
});

test('rates are headquarters’ to set, dated, one at a time for a thing; a rule by rate names no share for people', async (t) => {
  const s = await scene(t, 'piece');
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => adoptWageRate(tx, { facility_id: s.facility_id, basis: 'piece', sku: 'K-MEJA', amount_idr: 1, from: '2026-11-01', legal_basis: 'Keputusan contoh' })), Forbidden);
  await assert.rejects(set(s, {}), (error) => error instanceof Invalid && 'sku' in error.problems);
  await assert.rejects(set(s, { basis: 'time' }), (error) => error instanceof Invalid && 'skill_level' in error.problems);
  await set(s, { sku: 'K-MEJA' });
  await assert.rejects(set(s, { sku: 'K-MEJA' }), refused('rate.overlaps'));
  await assert.rejects(s.house.act(s.house.as('headquarters'), (tx) => adoptWageRate(tx, { facility_id: s.house.other.id, basis: 'piece', sku: 'K-MEJA', amount_idr: 1, from: '2026-11-01', legal_basis: 'Keputusan contoh' })), refused('rate.other_facility'));
  await assert.rejects(s.house.act(asSystem, (tx) => adoptSplitRule(tx, { facility_id: s.facility_id, basis: 'piece', team: 'output', from: '2026-12-01', legal_basis: 'x', shares: [{ to: 'worker', percent: 50 }] })), refused('split.wages_by_rate'));
  const hq = s.house.as('headquarters');
  const form = { facility: s.house.facility.code, basis: 'piece', sku: 'K-MEJA', amount_idr: '25.000', from: '2026-11-20', legal_basis: 'Keputusan contoh' };
  assert.equal((await s.house.request('/pusat/kebijakan/tarif', { as: hq, form: { ...form, sku: '' } })).status, 422);
  assert.equal((await s.house.request('/pusat/kebijakan/tarif', { as: hq, form })).status, 303);
  assert.match(await (await s.house.request('/pusat/kebijakan', { as: hq })).text(), /Rp\s*25\.000 per buah/);
  const { items } = await (await s.house.request('/api/v1/wage-rates', { as: hq })).json() as { items: { amount_idr: number; to: string | null }[] };
  assert.deepEqual(items.map(({ amount_idr, to }) => [amount_idr, to]), [[25_000, null], [20_000, '2026-11-20']]);
  // The window says where a piece's rupiah goes under the rate.
  await outboxOf(s.house.db, [reactions]).drain();
  const { rows: [listing] } = await s.house.admin.query("select money_split from catalogue.listing where sku = 'K-MEJA'");
  assert.equal((listing.money_split as { to: string; amount_idr: number }[]).find((part) => part.to === 'worker')?.amount_idr, 25_000);
});

import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { instantAt } from '#kernel/calendar.ts';
import type { Event } from '#kernel/events.ts';
import { Forbidden } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { registerAsset, valueAt } from '#budget';
import { receiveByCode, stockLot } from '#inventory';
import { createWorkOrder, drawForWorkOrder, inspect, recordOutput, releaseWorkOrder } from '#production';
import { approvePrice, proposePrice, recordBenchmark, reviseCost } from '#products';
import { closeSession, markAttendance, openSession } from '#workshop';
import { asSystem, openHouse, refused, type House } from '#tests/house.ts';
import { openWorkplace, type Workplace } from '#tests/stage-sale.ts';
import { alarmTransitions } from './alarm.ts';
import { answerAlarm } from './alarm-commands.ts';
import { alarmRows } from './alarm-queries.ts';
import { costDueLots, lookAtPrices, reactions, routes, setRate, writeDueSheets } from './index.ts';
import { recomputeLot } from './lot-commands.ts';
import { totals } from './lot-cost.ts';
import { lotRows } from './lot-queries.ts';
import { policy } from './policy.ts';

const day = '2026-11-10';
const now = instantAt('Asia/Jakarta', '2026-11-24', '10:00');
const at = (time: string, on = day) => instantAt('Asia/Jakarta', on, time);
const open = (t: TestContext) => openHouse(t, { routes, now });

/** An order for 10 pieces, 100 gram each: 1.100 gram drawn at 4 rupiah, two people for 310 minutes, 11 good and one scrapped; 6 pass, then 4 and one fails. */
async function make(house: House, { done = true, draw = true } = {}): Promise<{ place: Workplace; work_order_id: string; minutes: number }> {
  const place = await openWorkplace(house, { price_idr: 420 });
  const { facility_id, staff } = place;
  const { id: work_order_id } = await house.act(staff.section_head, async (tx) => {
    await receiveByCode(tx, { facility_id, code: 'B-K-MEJA', quantity: 10_000, unit_cost_idr: 4, ref_id: 'NOTA-1' });
    const made = await createWorkOrder(tx, { facility_id, sku: place.product.sku, quantity: 10, due_on: day });
    await releaseWorkOrder(tx, { facility_id, work_order_id: made.id });
    return made;
  }, at('07:30'));
  const session = await house.act(staff.officer, (tx) => openSession(tx, { facility_id, workshop: place.workshop, day, slot: 'AM' }), at('08:05'));
  await house.act(staff.officer, async (tx) => {
    const item = await tx.one<{ id: string }>(sql`select id from inventory.item_published where facility_id = ${facility_id} and code = 'B-K-MEJA'`);
    if (draw) await drawForWorkOrder(tx, { facility_id, work_order_id, item_id: item.id, quantity: 1_100 });
  }, at('08:10'));
  await house.act(staff.officer, async (tx) => {
    for (const [n, worker] of place.workers.entries()) {
      await markAttendance(tx, { facility_id, session_id: session.id, worker_id: worker.id, reason_code: 'ATTENDED', minutes: n === 0 ? 190 : 120 });
      await recordOutput(tx, { facility_id, work_order_id, session_id: session.id, step: 1, worker_id: worker.id, good: n === 0 ? 6 : 5, ...(n === 0 ? { scrap: 1, reason_code: 'CRACK' } : {}) });
    }
    await closeSession(tx, { facility_id, session_id: session.id });
  }, at('11:25'));
  await house.act(staff.inspector, (tx) => inspect(tx, { facility_id, work_order_id, passed: 6 }), at('14:00'));
  if (done) await house.act(staff.inspector, (tx) => inspect(tx, { facility_id, work_order_id, passed: 4, failed: 1, reason_code: 'SIZE' }), at('15:00', '2026-11-11'));
  const { rows: [length] } = await house.admin.query<{ minutes: number }>('select (extract(epoch from upper(during) - lower(during)) / 60)::int as minutes from workshop.session where id = $1', [session.id]);
  return { place, work_order_id, minutes: length?.minutes ?? 0 };
}
const compute = (house: House, { facility_id, staff }: Workplace) => house.act(staff.section_head, (tx) => writeDueSheets(tx, facility_id), now);
const sheets = (house: House, { facility_id, staff }: Workplace) => house.look(staff.treasurer, (reader) => lotRows(reader, facility_id));
const rate = (house: House, { facility_id, staff }: Workplace, kind: 'energy' | 'power' | 'officers' | 'rent', idr_per_hour: number, more: { workshop?: string; from?: string } = {}) =>
  house.act(staff.treasurer, (tx) => setRate(tx, { facility_id, kind, idr_per_hour, from: '2026-01-01', basis: 'Meteran bulan Oktober', ...more }), now);

describe('the cost of a lot', () => {
  test('it bears its part of what the order drew; price, usage and yield explain the difference to the rupiah', async (t) => {
    const house = await open(t);
    const { place, minutes } = await make(house);
    await rate(house, place, 'energy', 60);
    const machine = await house.act(place.staff.section_head, (tx) => registerAsset(tx, { facility_id: place.facility_id, workshop: 'kayu', class: 'MESIN', name: 'Gergaji meja', acquired_on: '2025-02-01', cost_idr: 7_920_000, source: 'bought', condition: 'good' }), now);
    assert.equal(await compute(house, place), 1);
    const lots = await sheets(house, place);
    assert.deepEqual(lots.map((lot) => [lot.quantity, lot.final, lot.missing]), [[4, true, []], [6, true, []]]);
    const sum = (of: (lot: (typeof lots)[number]) => number | null) => lots.reduce((all, lot) => all + (of(lot) ?? Number.NaN), 0);
    assert.equal(sum((lot) => lot.material_idr), 1_100 * 4);
    // 1.100 gram cost 2 more each; 12 pieces were begun and should take 1.200; two of them were lost.
    assert.deepEqual([sum((lot) => lot.price_variance_idr), sum((lot) => lot.usage_variance_idr), sum((lot) => lot.yield_variance_idr)], [2_200, -200, 400]);
    assert.equal(sum((lot) => lot.material_idr) - sum((lot) => lot.standard_material_idr), 2_400);
    assert.equal(sum((lot) => lot.energy_idr), minutes, '60 rupiah an hour is one a minute');
    const { rows: [life] } = await house.admin.query<{ months: number }>('select life_months as months from budget.asset_published where id = $1', [machine.id]);
    const month_idr = valueAt({ acquired_on: '2025-02-01', cost_idr: 7_920_000, life_months: life?.months ?? 0 }, '2026-11').month_idr;
    assert.equal(sum((lot) => lot.depreciation_idr), Math.round((month_idr * minutes) / 7_920));
    // 310 minutes at 1.000 rupiah for 30 minutes, against ten pieces of 1.000.
    assert.deepEqual([sum((lot) => lot.minutes), sum((lot) => lot.labour_idr), sum((lot) => lot.efficiency_variance_idr)], [310, 10_333, 333]);
    assert.ok(lots.every((lot) => totals(lot).complete && lot.power_idr === null));
    assert.equal(await compute(house, place), 0, 'nothing is due twice');
  });
  test('what is not known is named and stays out: no rate, no machine, no draw, an order that runs on', async (t) => {
    const house = await open(t);
    const { place } = await make(house, { done: false, draw: false });
    await compute(house, place);
    const [lot] = await sheets(house, place);
    assert.ok(lot);
    assert.deepEqual(lot.missing, ['running', 'no_draw', 'no_energy_rate', 'no_machines']);
    assert.deepEqual([lot.energy_idr, lot.depreciation_idr, lot.price_variance_idr, lot.usage_variance_idr, lot.yield_variance_idr, lot.efficiency_variance_idr, totals(lot).complete], [null, null, null, null, null, null, false]);
  });
  test('a provisional sheet is followed by a final one; a rate that became known makes another version, and no sheet is rewritten', async (t) => {
    const house = await open(t);
    const { place, work_order_id } = await make(house, { done: false });
    await costDueLots(house.db);
    assert.deepEqual((await sheets(house, place)).map(({ version, final }) => [version, final]), [[1, false]]);
    await house.act(place.staff.inspector, (tx) => inspect(tx, { facility_id: place.facility_id, work_order_id, passed: 4, failed: 1, reason_code: 'SIZE' }), at('15:00', '2026-11-11'));
    await costDueLots(house.db);
    assert.deepEqual((await sheets(house, place)).map(({ version, final }) => [version, final]), [[1, true], [2, true]]);
    const anew = () => house.act(place.staff.section_head, (tx) => recomputeLot(tx, { facility_id: place.facility_id, work_order_id }), now);
    await assert.rejects(anew(), refused('lot_cost.unchanged'));
    await rate(house, place, 'energy', 600);
    await anew();
    assert.deepEqual((await sheets(house, place)).map(({ version, missing }) => [version, missing]), [[2, ['no_machines']], [3, ['no_machines']]]);
    await assert.rejects(house.admin.query('update costing.lot_sheet set material_idr = 0'), /append-only/);
  });
  test('two who compute at once write each sheet once', async (t) => {
    const house = await open(t);
    const { place } = await make(house);
    await Promise.all([compute(house, place), compute(house, place), costDueLots(house.db)]);
    assert.deepEqual((await sheets(house, place)).map(({ version }) => version), [1, 1]);
  });
  test('only those who may compute it, and no other facility sees it', async (t) => {
    const house = await open(t);
    const { place } = await make(house);
    await assert.rejects(house.act(place.staff.officer, (tx) => writeDueSheets(tx, place.facility_id)), Forbidden);
    await compute(house, place);
    assert.equal((await house.look(house.as('section_head', 'other'), (reader) => lotRows(reader, place.facility_id))).length, 0);
  });
});

describe('what the state bears', () => {
  test('rates hold by day, the workshop’s own before the facility’s, and stand beside the cash cost, never in it', async (t) => {
    const house = await open(t);
    const { place, work_order_id, minutes } = await make(house);
    await compute(house, place);
    const before = await sheets(house, place);
    await rate(house, place, 'power', 600);
    await rate(house, place, 'officers', 90_000);
    await rate(house, place, 'officers', 60_000, { workshop: 'kayu' });
    await rate(house, place, 'rent', 1_200, { from: '2026-11-11' });
    await assert.rejects(rate(house, place, 'power', 700), refused('rate.overlap'));
    await assert.rejects(rate(house, place, 'power', 700, { workshop: 'tak-ada', from: '2026-12-01' }), refused('rate.unknown_workshop'));
    await house.act(place.staff.section_head, (tx) => recomputeLot(tx, { facility_id: place.facility_id, work_order_id }), now);
    const after = await sheets(house, place);
    const sum = (of: (lot: (typeof after)[number]) => number | null) => after.reduce((all, lot) => all + (of(lot) ?? Number.NaN), 0);
    assert.deepEqual([sum((lot) => lot.power_idr), sum((lot) => lot.officers_idr)], [minutes * 10, minutes * 1000]);
    assert.deepEqual(after.map(({ rent_idr }) => rent_idr), [null, null], 'there was no rate for the room on that day');
    assert.deepEqual(after.map((lot) => totals(lot)), before.map((lot) => totals(lot)));
    await rate(house, place, 'power', 900, { from: '2026-12-01' });
    const { rows } = await house.admin.query("select idr_per_hour::int as idr, upper(valid) is null as open from costing.rate where kind = 'power' order by lower(valid)");
    assert.deepEqual(rows, [{ idr: 600, open: false }, { idr: 900, open: true }]);
    await assert.rejects(house.admin.query('update costing.rate set idr_per_hour = 1'), /never rewritten/);
    await assert.rejects(house.act(place.staff.officer, (tx) => setRate(tx, { facility_id: place.facility_id, kind: 'rent', idr_per_hour: 1, from: day, basis: 'x' })), Forbidden);
  });
});

describe('alarms', () => {
  const alarms = (house: House, as = house.as('headquarters')) => house.look(as, (reader) => alarmRows(reader, {}));
  const answer = (house: House, as: Parameters<House['act']>[0], id: string, kind: 'explained' | 'mended' | 'returned') => house.act(as, (tx) => answerAlarm(tx, { id, kind, words: 'Sudah diperiksa bersama bendahara' }), now);
  const react = (house: House, verb: string, { facility_id, product }: Workplace) => house.act(asSystem, async (tx) => { await reactions[verb]?.(tx, { verb, facility_id, subject_id: product.product_id } as Event); }, now);

  test('a lot that cost more than its price, and one that is little but bought material, are raised once', async (t) => {
    const house = await open(t);
    const { place } = await make(house);
    await rate(house, place, 'energy', 60);
    await house.act(place.staff.section_head, (tx) => registerAsset(tx, { facility_id: place.facility_id, workshop: 'kayu', class: 'MESIN', name: 'Gergaji', acquired_on: '2025-02-01', cost_idr: 1_000, source: 'bought', condition: 'good' }), now);
    await compute(house, place);
    await compute(house, place);
    const found = await alarms(house);
    assert.deepEqual(found.map((row) => row.kind).sort(), ['below_actual', 'below_actual', 'pass_through', 'pass_through']);
    const passing = found.find((row) => row.kind === 'pass_through');
    assert.deepEqual([passing?.price_idr, passing?.compared_idr, passing?.limit_bp, passing?.state], [420, 440, 1500, 'open']);
  });
  test('finished goods that no work order made are asked about, and no price mends that', async (t) => {
    const house = await open(t);
    const place = await openWorkplace(house, { price_idr: 420 });
    await house.act(place.staff.section_head, (tx) => stockLot(tx, { facility_id: place.facility_id, product_id: place.product.product_id, quantity: 20, made_on: day, unit_cost_idr: 400 }), now);
    await costDueLots(house.db);
    const [found] = await alarms(house);
    assert.deepEqual([found?.kind, found?.compared_idr], ['bought_in', 400]);
    await assert.rejects(answer(house, place.staff.section_head, found?.id ?? '', 'mended'), refused('alarm.not_mended'));
  });
  test('a price under its cost, or far under the market, is raised when price, cost or market change', async (t) => {
    const house = await open(t);
    const place = await openWorkplace(house, { price_idr: 420 });
    await react(house, 'price.approved', place);
    assert.deepEqual(await alarms(house), []);
    const of = { facility_id: place.facility_id, product_id: place.product.product_id };
    await house.act(place.staff.officer, (tx) => recordBenchmark(tx, { ...of, observed_on: day, price_idr: 525, place: 'store', source: 'Toko', likeness: 'same', note: '' }), now);
    await react(house, 'benchmark.recorded', place);
    assert.deepEqual(await alarms(house), [], 'twenty percent under the market is the limit itself');
    await house.act(place.staff.officer, (tx) => recordBenchmark(tx, { ...of, observed_on: day, price_idr: 527, place: 'store', source: 'Toko', likeness: 'same', note: '' }), now);
    await react(house, 'benchmark.recorded', place);
    const [far] = await alarms(house);
    assert.deepEqual([far?.kind, far?.compared_idr, far?.limit_bp, far?.measured_bp], ['below_market', 526, 2000, -2016]);
    const low = await house.act(place.staff.section_head, (tx) => proposePrice(tx, { ...of, amount_idr: 230, reason: 'Menghabiskan stok lama', below_cost_reason: 'Menghabiskan stok lama', from: '2026-11-24' }), now);
    await house.act(place.staff.facility_head, (tx) => approvePrice(tx, { facility_id: of.facility_id, price_id: low.id }), now);
    await react(house, 'price.approved', place);
    assert.deepEqual((await alarms(house)).map((row) => [row.kind, row.price_idr]).sort(), [['below_cost', 230], ['below_market', 230], ['below_market', 420], ['pass_through', 230]]);
    await assert.rejects(answer(house, place.staff.section_head, far?.id ?? '', 'mended'), refused('alarm.not_mended'), 'today’s price is lower still');
    const fair = await house.act(place.staff.section_head, (tx) => proposePrice(tx, { ...of, amount_idr: 500, reason: 'Kembali ke harga pasar', basis: 'market', from: '2026-11-25' }), now);
    await house.act(place.staff.facility_head, (tx) => approvePrice(tx, { facility_id: of.facility_id, price_id: fair.id }), now);
    const tomorrow = instantAt('Asia/Jakarta', '2026-11-25', '08:00');
    for (const row of await alarms(house)) await house.act(place.staff.section_head, (tx) => answerAlarm(tx, { id: row.id, kind: 'mended', words: 'Harga baru 500 sejak hari ini' }), tomorrow);
    assert.ok((await alarms(house)).every((row) => row.state === 'mended'));
  });
  test('a cost sheet that begins today makes yesterday’s price a loss, and the day’s look says so', async (t) => {
    const house = await open(t);
    const place = await openWorkplace(house, { price_idr: 420 });
    const of = { facility_id: place.facility_id, product_id: place.product.product_id };
    const sheet = { energy_idr: 400, depreciation_idr: 100, auxiliary_idr: 0, packaging_idr: 0, labour_idr: 0, selling_idr: 0, note: 'Tarif listrik naik' };
    await house.act(place.staff.section_head, (tx) => reviseCost(tx, { ...of, ...sheet, from: '2026-11-25' }), now);
    await react(house, 'cost.revised', place);
    await lookAtPrices(house.db);
    assert.deepEqual(await alarms(house), []);
    // The day comes: the sheet of yesterday gives way.
    await house.admin.query("update products.cost_sheet set valid_from = valid_from - 30 where valid_from < '2026-11-25'");
    await house.admin.query("update products.cost_sheet set valid_from = '2026-11-24' where valid_from = '2026-11-25'");
    await lookAtPrices(house.db);
    await lookAtPrices(house.db);
    assert.deepEqual((await alarms(house)).map(({ kind, compared_idr }) => [kind, compared_idr]), [['below_cost', 700]]);
  });
  test('every answer and every sending back that the table knows is taken, and no other', async (t) => {
    const house = await open(t);
    const place = await openWorkplace(house, { price_idr: 420 });
    await house.act(place.staff.section_head, (tx) => stockLot(tx, { facility_id: place.facility_id, product_id: place.product.product_id, quantity: 1, made_on: day, unit_cost_idr: 400 }), now);
    await costDueLots(house.db);
    await house.admin.query("insert into costing.alarm (facility_id, kind, product_id, subject, price_idr, compared_idr, raised_at) values ($1, 'below_actual', $2, 'uji', 300, 400, now())", [place.facility_id, place.product.product_id]);
    const id = (await alarms(house)).find((row) => row.kind === 'below_actual')?.id ?? '';
    const [kasi, region] = [place.staff.section_head, house.as('regional')];
    const state = async () => (await alarms(house)).find((row) => row.id === id)?.state;
    await assert.rejects(answer(house, region, id, 'returned'), refused('alarm.wrong_state'));
    await assert.rejects(answer(house, place.staff.officer, id, 'explained'), Forbidden);
    const walked: string[] = [];
    for (const [as, kind] of [[kasi, 'explained'], [region, 'returned'], [kasi, 'explained'], [kasi, 'mended'], [region, 'returned'], [kasi, 'mended']] as const) {
      const from = await state();
      await answer(house, as, id, kind);
      walked.push(`${from} ${kind} ${await state()}`);
    }
    assert.deepEqual([...new Set(walked)].sort(), alarmTransitions.map(({ from, kind, to }) => `${from} ${kind} ${to}`).sort());
    await assert.rejects(answer(house, kasi, id, 'explained'), refused('alarm.wrong_state'));
    await assert.rejects(answer(house, kasi, id, 'returned'), Forbidden);
    await assert.rejects(house.admin.query('delete from costing.alarm_answer'), /append-only/);
    await assert.rejects(house.admin.query("insert into costing.alarm_answer (facility_id, alarm_id, step, kind, words, answered_at) values ($1, $2, 1, 'mended', 'x', now())", [place.facility_id, id]), /alarm_one_answer_each/);
  });
});

test('lists, one lot, one product, rates and alarms are drawn in both languages, and go out as JSON and XLSX', async (t) => {
  const house = await open(t);
  const { place } = await make(house);
  const tarif = await house.request('/bengkel/biaya/tarif', { as: place.staff.treasurer, form: { kind: 'energy', idr_per_hour: '2.000', from: '01/01/2026', basis: 'Meteran' } });
  assert.equal(tarif.status, 303);
  assert.equal((await house.request('/bengkel/biaya', { as: place.staff.section_head, form: {} })).status, 303);
  const [lot] = await sheets(house, place);
  const [alarm] = await house.look(place.staff.section_head, (reader) => alarmRows(reader, {}));
  for (const path of ['/bengkel/biaya', '/bengkel/biaya?bulan=2026-11&sku=K-MEJA', `/bengkel/biaya/lot/${lot?.lot_code}`, '/bengkel/biaya/produk', '/bengkel/biaya/produk/K-MEJA', '/bengkel/biaya/tarif', '/bengkel/biaya/peringatan', `/bengkel/biaya/peringatan/${alarm?.id}`]) {
    for (const locale of ['id', 'en'] as const) {
      const actor = house.as('section_head', 'facility', locale === 'id' ? 1 : 2);
      actor.locale = locale;
      const answer = await house.request(path, { as: actor });
      const text = await answer.text();
      assert.equal(answer.status, 200, path);
      assert.match(text, /<h1/);
      for (const worker of place.workers) assert.ok(!text.includes(worker.roster_code), `${path} names somebody`);
    }
  }
  assert.equal((await house.request(`/bengkel/biaya/lot/${lot?.lot_code}`, { as: place.staff.section_head, form: {} })).status, 409);
  assert.match(await (await house.request('/pusat/biaya', { as: house.as('headquarters') })).text(), /Lapas Contoh Uji/);
  assert.equal((await house.request(`/bengkel/biaya/peringatan/${alarm?.id}`, { as: place.staff.section_head, form: { kind: 'explained', words: 'Harga bahan naik' } })).status, 303);
  assert.equal((await house.request(`/bengkel/biaya/peringatan/${alarm?.id}/kembali`, { as: house.as('headquarters'), form: { kind: 'returned', words: 'Lampirkan nota' } })).status, 303);
  assert.equal((await house.request('/bengkel/biaya', { as: house.as('auditor') })).headers.get('location'), '/pusat/biaya');
  for (const path of ['/bengkel/biaya.xlsx', '/bengkel/biaya/produk.xlsx', '/pusat/biaya.xlsx']) {
    const answer = await house.request(path, { as: path.startsWith('/pusat') ? house.as('auditor') : place.staff.treasurer });
    assert.deepEqual([answer.status, new Uint8Array(await answer.arrayBuffer()).slice(0, 2)], [200, new Uint8Array([0x50, 0x4b])], path);
  }
  const costs = await (await house.request('/api/v1/lot-costs?limit=1', { as: place.staff.treasurer })).json() as { items: { lot_code: string; actual_idr: number }[]; next_cursor: string };
  const next = await (await house.request(`/api/v1/lot-costs?limit=1&cursor=${costs.next_cursor}`, { as: place.staff.treasurer })).json() as typeof costs;
  assert.deepEqual([costs.items.length, next.items.length, next.next_cursor], [1, 1, null]);
  assert.notEqual(costs.items[0]?.lot_code, next.items[0]?.lot_code);
  const cost = await (await house.request('/api/v1/products/K-MEJA/true-cost', { as: house.as('auditor') })).json() as { cash: { cash_cost_idr: number }; borne_by_the_state: { amount_idr: null }[] };
  assert.deepEqual([cost.cash.cash_cost_idr, cost.borne_by_the_state.map((row) => row.amount_idr)], [400, [null, null, null]]);
  const products = await (await house.request('/api/v1/product-costs', { as: place.staff.treasurer })).json() as { items: { sku: string; basis: string; cash_cost_idr: number; actual_idr: null }[] };
  assert.deepEqual(products.items.map(({ sku, basis, cash_cost_idr, actual_idr }) => [sku, basis, cash_cost_idr, actual_idr]), [['K-MEJA', 'cost_plus', 400, null]], 'without a machine on the register no lot is complete');
  const listed = await (await house.request('/api/v1/price-alarms?state=open', { as: house.as('headquarters') })).json() as { items: unknown[] };
  assert.equal(listed.items.length, 2);
});

test('who may', () => assert.deepEqual(policy, {
  'cost.read': ['officer', 'section_head', 'facility_head', 'treasurer', 'regional', 'headquarters', 'auditor'], 'cost.oversee': ['regional', 'headquarters', 'auditor'], 'cost.set_rate': ['section_head', 'treasurer', 'system'],
  'cost.compute': ['section_head', 'treasurer', 'system'], 'alarm.answer': ['section_head', 'facility_head'], 'alarm.return': ['regional', 'headquarters'],
}));

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Forbidden, NotFound, Refusal } from '#kernel/refusal.ts';
import type { Actor } from '#kernel/policy.ts';
import { asSystem, openHouse, type House } from '#tests/house.ts';
import { defineMaterial, defineProduct } from '#products';
import { itemByCode, openItem, receiveMaterial } from '#inventory';
import { approvePlacement, placeWorker, recordConsent, registerWorker } from '#workforce';
import { closeSession, defineSlots, defineWorkshop, markAttendance, openSession, receiveCaptures } from '#workshop';
import { cancelWorkOrder, createWorkOrder, drawForWorkOrder, inspect, recordOutput, releaseWorkOrder, routes, workOrderById } from './index.ts';
import { policy } from './policy.ts';
import { contributionsOf, lotsOf } from './queries.ts';
import { aboveOrder, checkMove, lastStep, mayFollow, needed, stateNames, states, tones, transitions } from './work-order.ts';

const day = '2026-11-24';
const now = new Date('2026-11-24T02:00:00Z');
const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

/** A workshop with `people` at work in an open morning session, a chair with two steps, a released order of ten. */
async function floor(house: House, { people = 2, released = true, order_line_id }: { people?: number; released?: boolean; order_line_id?: string } = {}) {
  const facility_id = house.facility.id;
  const section = house.as('section_head');
  const officer = house.as('officer');
  const inspector = house.as('officer', 'facility', 2);
  const made = await house.act(section, async (tx) => {
    await defineSlots(tx, { facility_id });
    const workshop = await defineWorkshop(tx, { facility_id, code: 'mebel', name_id: 'Mebel', name_en: 'Furniture', category: 'furniture', capacity: 10, risk_level: 'low' });
    const material = await defineMaterial(tx, { facility_id, code: 'KAYU', name: 'Kayu', unit: 'lembar', kind: 'raw', unit_cost_idr: 40_000 });
    const item = await openItem(tx, { facility_id, material_id: material.id, code: 'KAYU', name: 'Kayu', unit: 'lembar' });
    await receiveMaterial(tx, { facility_id, item_id: item.id, quantity: 20, unit_cost_idr: 40_000, ref_id: 'F-1' });
    const product = await defineProduct(tx, {
      facility_id, sku: 'KRS-01', name_id: 'Kursi uji', name_en: 'Test chair', category: 'furniture', unit: 'buah', description_id: 'x', description_en: 'x', shape: 'chair', lead_time_days: 7, daily_capacity: 4, label: { shelf_life_days: 30 },
      bill: [{ material_code: 'KAYU', quantity: 2, waste_bp: 500 }], routing: [{ name_id: 'Potong', name_en: 'Cut', workshop_id: workshop.id, standard_minutes: 10 }, { name_id: 'Rakit', name_en: 'Assemble', workshop_id: workshop.id, standard_minutes: 30, inspection: true }],
    });
    const workers: string[] = [];
    const placements: string[] = [];
    for (let n = 0; n < people; n++) {
      const worker = await registerWorker(tx, { facility_id, register_number: `BI.UJI/${n}`, name: `Contoh ${n}`, kind: 'convict', sex: 'L', born_on: '1985-01-01', custody_from: '2024-01-01', sentence_from: '2024-06-01', release_on: '2028-01-01', risk: 'low', fit_until: '2028-01-01', tool_clearance: 'A', skill_level: n + 1 });
      await recordConsent(tx, { facility_id, worker_id: worker.id, regime: 'facility', given_on: '2026-11-01', evidence: 'Formulir uji' });
      placements.push((await placeWorker(tx, { facility_id, worker_id: worker.id, workshop_id: workshop.id, job: 'Kursi', from: '2026-11-20', decree: `SK-UJI/${n}` })).id);
      workers.push(worker.id);
    }
    return { product_id: product.id, item_id: item.id, workshop_id: workshop.id, workers, placements };
  }, now);
  await house.act(house.as('facility_head'), async (tx) => { for (const placement_id of made.placements) await approvePlacement(tx, { facility_id, placement_id }); }, now);
  const session = await house.act(officer, (tx) => openSession(tx, { facility_id, workshop: 'mebel', day, slot: 'AM' }), now);
  assert.equal(session.roster.length, people);
  const order = await house.act(section, async (tx) => {
    const order = await createWorkOrder(tx, { facility_id, sku: 'KRS-01', quantity: 10, due_on: '2026-12-01', ...(order_line_id ? { order_line_id } : {}) });
    if (released) await releaseWorkOrder(tx, { facility_id, work_order_id: order.id });
    return order;
  }, now);
  const output = (good: number, more: { step?: number; worker_id?: string; scrap?: number; rework?: number; reason_code?: string } = {}, actor: Actor = officer) =>
    house.act(actor, (tx) => recordOutput(tx, { facility_id, work_order_id: order.id, session_id: session.id, step: 2, good, ...more }), now);
  const look = (passed: number, more: { failed?: number; reason_code?: string } = {}, actor: Actor = inspector) => house.act(actor, (tx) => inspect(tx, { facility_id, work_order_id: order.id, passed, ...more }), now);
  const state = async () => (await house.look(section, (reader) => workOrderById(reader, order.id))).state;
  return { facility_id, section, officer, inspector, ...made, session, order, output, look, state };
}

describe('the life of a work order', () => {
  test('every pair of states is either allowed by the table or refused', () => {
    const allowed = new Set(['planned>released', 'planned>cancelled', 'released>in_progress', 'released>cancelled', 'in_progress>inspection', 'in_progress>cancelled', 'inspection>in_progress', 'inspection>done']);
    for (const from of states) for (const to of states) {
      assert.equal(mayFollow(from, to), allowed.has(`${from}>${to}`), `${from} → ${to}`);
      if (allowed.has(`${from}>${to}`)) checkMove(from, to);
      else assert.throws(() => checkMove(from, to), refusal('work_order.wrong_state'));
      assert.ok(stateNames[from].id && stateNames[from].en && tones[from]);
    }
    assert.equal(Object.keys(transitions).length, states.length);
  });

  test('its number counts in facility and year, and its method stays as it was on the day', async (t) => {
    const house = await openHouse(t, { now });
    const { order, facility_id, section, product_id } = await floor(house, { released: false });
    assert.equal(order.number, 'PK-2026-0001');
    const next = await house.act(section, (tx) => createWorkOrder(tx, { facility_id, sku: 'KRS-01', quantity: 1, due_on: '2026-12-01' }), new Date('2026-12-31T16:59:00Z'));
    const first = await house.act(section, (tx) => createWorkOrder(tx, { facility_id, sku: 'KRS-01', quantity: 1, due_on: '2027-12-01' }), new Date('2026-12-31T17:01:00Z'));
    assert.deepEqual([next.number, first.number], ['PK-2026-0002', 'PK-2027-0001'], 'the year is the facility’s year');
    await house.admin.query('update products.bill_line set quantity = 99; update products.routing_step set standard_minutes = 99');
    const { method } = await house.look(section, (reader) => workOrderById(reader, order.id));
    assert.deepEqual([method.bill[0]?.quantity, method.routing[1]?.standard_minutes, method.cost.cash_cost_idr], [2, 30, 84_000]);
    await house.admin.query('delete from products.routing_step where product_id = $1', [product_id]);
    await assert.rejects(house.act(section, (tx) => createWorkOrder(tx, { facility_id, sku: 'KRS-01', quantity: 1, due_on: '2026-12-01' })), refusal('work_order.no_method'));
    await assert.rejects(house.act(house.as('section_head', 'other'), (tx) => createWorkOrder(tx, { facility_id: house.other.id, sku: 'KRS-01', quantity: 1, due_on: '2026-12-01' })), NotFound);
    await assert.rejects(house.act(asSystem, (tx) => createWorkOrder(tx, { facility_id: house.other.id, sku: 'KRS-01', quantity: 1, due_on: '2026-12-01' })), refusal('work_order.other_facility'));
  });

  test('it is worked when released, inspected by another, and done when enough has passed', async (t) => {
    const house = await openHouse(t, { now });
    const f = await floor(house, { released: false });
    await assert.rejects(f.output(1), refusal('work_order.not_working'));
    await assert.rejects(house.act(f.officer, (tx) => drawForWorkOrder(tx, { facility_id: f.facility_id, work_order_id: f.order.id, item_id: f.item_id, quantity: 1 })), refusal('work_order.not_working'));
    await assert.rejects(f.look(1), refusal('work_order.not_working'));
    await house.act(f.section, (tx) => releaseWorkOrder(tx, { facility_id: f.facility_id, work_order_id: f.order.id }));
    assert.equal(await f.state(), 'released');
    await f.output(6);
    assert.equal(await f.state(), 'in_progress');
    await assert.rejects(f.look(7), refusal('inspection.more_than_made'));
    await assert.rejects(f.look(5, { failed: 1 }), refusal('inspection.needs_reason'));
    await assert.rejects(f.look(5, { failed: 1, reason_code: 'NO' }), refusal('inspection.unknown_reason'));
    const first = await f.look(5, { failed: 1, reason_code: 'FINISH' });
    assert.equal(first.state, 'inspection');
    await f.output(5);
    assert.equal(await f.state(), 'in_progress', 'more work after an inspection is work');
    const last = await f.look(5);
    assert.equal(last.state, 'done');
    await assert.rejects(f.output(1), refusal('work_order.not_working'));
    await assert.rejects(house.act(f.section, (tx) => cancelWorkOrder(tx, { facility_id: f.facility_id, work_order_id: f.order.id })), refusal('work_order.wrong_state'));
    const lots = await house.look(f.section, (reader) => lotsOf(reader, f.order.id));
    assert.deepEqual(lots.map((lot) => lot.quantity).sort(), [5, 5]);
    assert.ok(lots.some((lot) => lot.code === last.lot_code));
    const { rows: [stock] } = await house.admin.query<{ on_hand: number; value_idr: number }>(`select on_hand, value_idr from inventory.item where kind = 'product'`);
    assert.deepEqual(stock, { on_hand: 10, value_idr: 840_000 });
    const { rows: [lot] } = await house.admin.query<{ best_before: string }>('select best_before::text from inventory.lot limit 1');
    assert.equal(lot?.best_before, '2026-12-24');
  });

  test('what nobody has inspected can be cancelled', async (t) => {
    const house = await openHouse(t, { now });
    const f = await floor(house);
    await f.output(1);
    await assert.rejects(house.act(f.officer, (tx) => cancelWorkOrder(tx, { facility_id: f.facility_id, work_order_id: f.order.id })), Forbidden);
    await house.act(f.section, (tx) => cancelWorkOrder(tx, { facility_id: f.facility_id, work_order_id: f.order.id }));
    assert.equal(await f.state(), 'cancelled');
  });
});

describe('output', () => {
  test('adds up by person or team; scrap and rework need a reason; only people on the roster, only in an open session', async (t) => {
    const house = await openHouse(t, { now });
    const f = await floor(house);
    await f.output(3, { worker_id: f.workers[0] ?? '' });
    await f.output(2);
    const { made } = await house.look(f.section, (reader) => workOrderById(reader, f.order.id));
    assert.equal(made, 5);
    await assert.rejects(f.output(1, { scrap: 1 }), refusal('output.needs_reason'));
    await assert.rejects(f.output(1, { scrap: 1, reason_code: 'NO' }), refusal('output.unknown_reason'));
    await f.output(0, { rework: 1, reason_code: 'ASSEMBLY' });
    await assert.rejects(f.output(1, { step: 9 }), refusal('output.no_step'));
    await assert.rejects(f.output(1, { worker_id: crypto.randomUUID() }), refusal('output.not_on_roster'));
    await assert.rejects(f.output(1, {}, house.as('treasurer')), Forbidden);
    await assert.rejects(house.admin.query('update production.output set good = 100'), /append-only/);
    assert.equal((await f.output(6)).warning, null, 'a tenth above is within the order');
    assert.equal((await f.output(1)).warning, 'output.above_order', 'what was made was made: recorded, and said');
    await house.act(f.officer, async (tx) => {
      for (const worker_id of f.workers) await markAttendance(tx, { facility_id: f.facility_id, session_id: f.session.id, worker_id, reason_code: 'ATTENDED' });
      await closeSession(tx, { facility_id: f.facility_id, session_id: f.session.id });
    }, now);
    await assert.rejects(f.output(1), refusal('session.closed'));
  });

  test('minutes of a session are divided by standard minutes of good pieces, and add up to the minutes worked', async (t) => {
    const house = await openHouse(t, { now });
    const f = await floor(house, { people: 3 });
    const [first = '', second = '', third = ''] = f.workers;
    const other = await house.act(f.section, async (tx) => {
      const made = await createWorkOrder(tx, { facility_id: f.facility_id, sku: 'KRS-01', quantity: 10, due_on: '2026-12-01' });
      await releaseWorkOrder(tx, { facility_id: f.facility_id, work_order_id: made.id });
      return made;
    }, now);
    const elsewhere = (good: number, worker_id: string, step = 2) => house.act(f.officer, (tx) => recordOutput(tx, { facility_id: f.facility_id, work_order_id: other.id, session_id: f.session.id, step, good, worker_id }), now);
    await f.output(1, { worker_id: first });
    await elsewhere(2, first);
    await f.output(4, { step: 1, worker_id: second });
    await f.output(0, { worker_id: second, scrap: 3, reason_code: 'CRACK' });
    await f.output(2, {});
    await house.act(f.officer, async (tx) => {
      await markAttendance(tx, { facility_id: f.facility_id, session_id: f.session.id, worker_id: first, reason_code: 'ATTENDED', minutes: 100 });
      await markAttendance(tx, { facility_id: f.facility_id, session_id: f.session.id, worker_id: second, reason_code: 'ATTENDED', minutes: 210 });
      await markAttendance(tx, { facility_id: f.facility_id, session_id: f.session.id, worker_id: third, reason_code: 'VISIT', note: 'Kunjungan' });
    }, now);
    const here = await house.look(f.section, (reader) => contributionsOf(reader, f.order.id));
    const there = await house.look(f.section, (reader) => contributionsOf(reader, other.id));
    // First: 1 + half of the team's 2 pieces of 30 minutes here, 2 of 30 there: 60 against 60. Second: 40 + 30 all here.
    assert.deepEqual(here.map(({ minutes, output, skill_level }) => [minutes, output, skill_level]), [[210, 5, 2], [50, 2, 1]]);
    assert.deepEqual(there.map(({ minutes, output }) => [minutes, output]), [[50, 2]]);
    await elsewhere(1, first, 1);
    const total = [...await house.look(f.section, (reader) => contributionsOf(reader, f.order.id)), ...await house.look(f.section, (reader) => contributionsOf(reader, other.id))].reduce((sum, row) => sum + row.minutes, 0);
    assert.equal(total, 310, 'no minute is lost or made by rounding');
  });
});

describe('inspection', () => {
  test('whoever recorded output does not inspect, whoever inspected does not record: by account, by person, and in the database', async (t) => {
    const house = await openHouse(t, { now });
    const f = await floor(house);
    await f.output(6);
    await assert.rejects(f.look(1, {}, f.officer), refusal('inspection.same_person'));
    await assert.rejects(f.look(1, {}, { ...f.inspector, person_id: f.officer.person_id }), refusal('inspection.same_person'), 'a second account is no second person');
    await assert.rejects(house.admin.query(`insert into production.inspection (facility_id, work_order_id, passed, failed, inspector_id, occurred_at, recorded_at) values ($1, $2, 1, 0, $3, now(), now())`, [f.facility_id, f.order.id, f.officer.account_id]), /recorded output/);
    await assert.rejects(f.look(1, {}, house.as('treasurer')), Forbidden);
    await assert.rejects(f.look(1, {}, asSystem), Forbidden);
    await f.look(1);
    await assert.rejects(f.output(1, {}, f.inspector), refusal('output.same_person'));
    const { rows: [lots] } = await house.admin.query<{ n: number }>('select count(*)::int as n from inventory.lot');
    assert.equal(lots?.n, 1, 'a refused inspection leaves no lot behind');
  });

  test('pieces made for an order line are held for it, up to what was ordered, and orders hear of it', async (t) => {
    const house = await openHouse(t, { now });
    const line = crypto.randomUUID();
    const f = await floor(house, { order_line_id: line });
    await f.output(11);
    await f.look(4);
    await f.look(7);
    const { rows: [item] } = await house.admin.query<{ on_hand: number; reserved: number }>(`select on_hand, reserved from inventory.item where kind = 'product'`);
    assert.deepEqual(item, { on_hand: 11, reserved: 10 });
    const { rows: holds } = await house.admin.query(`select ref_type, ref_id, quantity from inventory.reservation`);
    assert.deepEqual(holds, [{ ref_type: 'order_line', ref_id: line, quantity: 10 }]);
    const { rows: events } = await house.admin.query<{ particulars: { order_line_id: string; quantity: number } }>(`select particulars from kernel.event where verb = 'work_order.stocked' order by seq`);
    assert.deepEqual(events.map(({ particulars }) => [particulars.order_line_id, particulars.quantity]), [[line, 4], [line, 7]]);
  });
});

test('material drawn for an order leaves the store on the order’s number, and below zero it says so', async (t) => {
  const house = await openHouse(t, { now });
  const f = await floor(house);
  const drawn = (quantity: number) => house.act(f.officer, (tx) => drawForWorkOrder(tx, { facility_id: f.facility_id, work_order_id: f.order.id, item_id: f.item_id, quantity }), now);
  assert.equal((await drawn(15)).left, 5);
  assert.equal((await drawn(7)).left, -2);
  assert.equal((await house.look(f.section, (reader) => itemByCode(reader, f.facility_id, 'KAYU'))).on_hand, -2);
  const { rows: [move] } = await house.admin.query<{ ref_id: string }>(`select distinct ref_id from inventory.move where reason = 'draw'`);
  assert.equal(move?.ref_id, f.order.number);
  assert.equal(needed({ quantity: 2, waste_bp: 500 }, 10), 21);
  assert.equal(lastStep([]), 0);
  assert.equal(aboveOrder(10, 11), false);
});

test('devices send output, draws and inspections: each once, each refused by its own code', async (t) => {
  const house = await openHouse(t, { now });
  const f = await floor(house);
  const capture = (type: string, fields: object) => ({ id: crypto.randomUUID(), type, occurred_at: '2026-11-24T08:30:00+07:00', ...fields });
  const made = capture('output', { session: f.session.id, work_order: f.order.number, step: 2, good: 2, worker: f.workers[0] });
  const send = (actor: Actor, ...captures: ReturnType<typeof capture>[]) => receiveCaptures(house.db, actor, { device: 'tablet-1', captures });
  const answers = await send(f.officer, made, made, capture('material_draw', { work_order: f.order.number, material: 'KAYU', quantity: 4 }), capture('inspection', { work_order: f.order.number, passed: 2 }), capture('output', { session: f.session.id, work_order: 'PK-2026-9999', step: 2, good: 1 }));
  assert.deepEqual(answers.map(({ result, code }) => [result, code]), [['accepted', undefined], ['duplicate', undefined], ['accepted', undefined], ['rejected', 'inspection.same_person'], ['rejected', 'not_found']]);
  assert.equal((await send(f.inspector, capture('inspection', { work_order: f.order.number, passed: 2 })))[0]?.result, 'accepted');
});

describe('screens and API', () => {
  test('the whole way by forms: order, release, output, draw, inspection, lot', async (t) => {
    const house = await openHouse(t, { routes, now });
    const f = await floor(house);
    const post = (path: string, as: Actor, form: Record<string, string>) => house.request(path, { as, form });
    const draw = async (path: string, as: Actor) => { const answer = await house.request(path, { as }); assert.equal(answer.status, 200, path); return answer.text(); };
    assert.match(await draw('/bengkel/perintah/baru?sku=KRS-01&jumlah=3', f.section), /value="3"/);
    const made = await post('/bengkel/perintah/baru', f.section, { sku: 'KRS-01', quantity: '3', due_on: '01/12/2026' });
    assert.equal(made.status, 303);
    const file = '/bengkel/perintah/PK-2026-0002';
    assert.match(made.headers.get('location') ?? '', /PK-2026-0002/);
    assert.match(await draw(file, f.section), /Rilis ke bengkel/);
    assert.equal((await post(`${file}/rilis`, f.section, {})).status, 303);
    assert.ok([409, 422].includes((await post(`${file}/rilis`, f.section, {})).status), 'released once');
    assert.match(await draw(`${file}/hasil`, f.officer), /Simpan hasil/);
    const bad = await post(`${file}/hasil`, f.officer, { session_id: f.session.id, step: '2', good: '2', scrap: '1' });
    assert.equal(bad.status, 409);
    assert.match(await bad.text(), /perlu alasan/);
    assert.equal((await post(`${file}/hasil`, f.officer, { session_id: f.session.id, step: '2', worker_id: f.workers[0] ?? '', good: '3' })).status, 303);
    assert.match(await draw(`${file}/bahan`, f.officer), /20 lembar di gudang/);
    assert.equal((await post(`${file}/bahan`, f.officer, { item_id: f.item_id, quantity: '6' })).status, 303);
    assert.match(await draw('/bengkel/mutu', f.inspector), /PK-2026-0002/);
    assert.match(await draw('/bengkel/mutu/PK-2026-0002', f.officer), /Pemeriksa harus orang lain/);
    assert.equal((await post('/bengkel/mutu/PK-2026-0002', f.inspector, { passed: '3', 'measures.0.name': 'Tinggi', 'measures.0.value': '45 cm' })).status, 303);
    const whole = await draw(file, f.section);
    for (const words of [/Selesai/, /L26-/, /Tinggi: 45 cm/, /A\d+/, /Riwayat/]) assert.match(whole, words);
    assert.doesNotMatch(whole, /Contoh 0/, 'the file names people by roster code alone');
    assert.match(await draw('/bengkel/perintah?state=done', f.section), /PK-2026-0002/);
    assert.doesNotMatch(await draw('/bengkel/perintah?state=done', f.section), /PK-2026-0001/);
  });

  test('a work order through the API, by number; another facility’s is not there', async (t) => {
    const house = await openHouse(t, { routes, now });
    const f = await floor(house);
    const send = async (path: string, as: Actor, json: unknown, headers: Record<string, string> = {}) => { const answer = await house.request(path, { as, json, headers }); return { status: answer.status, body: await answer.json() as Record<string, unknown> }; };
    const body = { sku: 'KRS-01', quantity: 2, due_on: '2026-12-02' };
    const made = await send('/api/v1/work-orders', f.section, body, { 'idempotency-key': 'k-1' });
    assert.deepEqual([made.status, made.body['number'], made.body['state']], [201, 'PK-2026-0002', 'planned']);
    assert.equal((await send('/api/v1/work-orders', f.section, body, { 'idempotency-key': 'k-1' })).body['number'], 'PK-2026-0002', 'one key, one order');
    assert.equal((await send('/api/v1/work-orders', f.section, { ...body, colour: 'red' })).status >= 400, true);
    assert.equal((await send('/api/v1/work-orders/PK-2026-0002/release', f.section, {})).body['state'], 'released');
    assert.equal((await send('/api/v1/work-orders/PK-2026-0002/output', f.officer, { session: f.session.id, step: 2, good: 2 })).status, 201);
    assert.equal((await send('/api/v1/work-orders/PK-2026-0002/draws', f.officer, { item: 'KAYU', quantity: 4 })).body['left'], 16);
    assert.equal((await send('/api/v1/inspections', f.officer, { work_order: 'PK-2026-0002', passed: 2 })).body['code'], 'inspection.same_person');
    assert.equal((await send('/api/v1/inspections', f.inspector, { work_order: 'PK-2026-0002', passed: 2 })).body['state'], 'done');
    const one = await (await house.request('/api/v1/work-orders/PK-2026-0002', { as: f.section })).json() as { passed: number; inspections: unknown[]; draws: unknown[] };
    assert.deepEqual([one.passed, one.inspections.length, one.draws.length], [2, 1, 1]);
    const page = await (await house.request('/api/v1/work-orders?limit=1', { as: f.section })).json() as { items: { number: string }[]; next_cursor: string };
    assert.deepEqual([page.items[0]?.number, page.next_cursor], ['PK-2026-0002', 'PK-2026-0002']);
    assert.equal((await house.request('/api/v1/work-orders/PK-2026-0002', { as: house.as('section_head', 'other') })).status, 404);
    assert.equal((await (await house.request(`/api/v1/inspections?facility=${house.facility.code}`, { as: house.as('headquarters') })).json() as { items: unknown[] }).items.length, 1);
    assert.equal((await send('/api/v1/work-orders/PK-2026-0001/cancellation', f.section, {})).body['state'], 'cancelled');
  });
});

test('who may do what in making', () => assert.deepEqual(policy, {
  'work_order.read': ['officer', 'section_head', 'facility_head', 'treasurer', 'regional', 'headquarters', 'auditor'], 'work_order.create': ['section_head', 'system'], 'work_order.release': ['section_head', 'system'],
  'work_order.cancel': ['section_head', 'facility_head', 'system'], 'output.record': ['officer', 'section_head', 'system'], 'material.draw': ['officer', 'section_head', 'system'], 'inspection.record': ['officer', 'section_head', 'facility_head'],
}));

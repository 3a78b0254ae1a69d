import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse } from '#tests/house.ts';
import { makePieces, openWorkplace, sell } from '#tests/stage-sale.ts';
import { drawMaterial, openItem, receiveMaterial } from '#inventory';
import { approveSettlement, prepareSettlement } from '#pay';
import { defineMaterial } from '#products';
import { registerAsset } from './assets-commands.ts';
import { breakEven, type WorkshopMonth } from './breakeven.ts';
import { capitalOf, workshopMonths } from './breakeven-queries.ts';
import { inWords } from './breakeven-words.ts';
import { routes } from './index.ts';

const one: WorkshopMonth = {
  month: '2026-11', workshop_id: 'w', code: 'kayu', name_id: 'Kayu', name_en: 'Wood', pieces: 10, sales_idr: 1_000_000, material_idr: 300_000, sheet_idr: 100_000, premi_idr: 200_000, wages_idr: 150_000, depreciation_idr: 90_001,
  pieces_without_material: 0, pieces_without_sheet: 0, capital_idr: 0, drawn_idr: 0,
};

test('a workshop breaks even where the margin of its pieces bears the fixed costs, rounded up to a whole piece', () => {
  const result = breakEven(one);
  // Each piece leaves Rp 40,000; Rp 240,001 of fixed costs take six and a bit.
  assert.deepEqual([result.variable_idr, result.fixed_idr, result.result_idr, result.pieces, result.value_idr, result.self_sufficiency_bp], [600_000, 240_001, 159_999, 7, 600_003, 11_904]);
  assert.match(inWords('id', one, result).join(' '), /impas pada 7 buah .*lebih 3 buah/);
  assert.match(inWords('id', { ...one, depreciation_idr: 0 }, breakEven({ ...one, depreciation_idr: 0 })).join(' '), /habis disusutkan/);
  assert.match(inWords('en', { ...one, pieces: 6 }, { ...result }).join(' '), /1 pieces below/);
});

test('where each piece brings no more than it costs, no number of pieces breaks even', () => {
  const result = breakEven({ ...one, material_idr: 700_000 });
  assert.deepEqual([result.pieces, result.value_idr, result.loses_on_each, result.missing], [null, null, true, []]);
  assert.match(inWords('id', { ...one, material_idr: 700_000 }, result).join(' '), /tidak menolong/);
});

test('what is missing is named and nothing is guessed in its place', () => {
  const bare = { ...one, pieces: 0, sales_idr: 0, material_idr: 0, sheet_idr: 0, premi_idr: 0, wages_idr: 0, depreciation_idr: null };
  assert.deepEqual([breakEven(bare).missing, breakEven(bare).pieces, breakEven(bare).self_sufficiency_bp], [['no_sale', 'no_assets'], null, null]);
  const lacking = { ...one, pieces_without_material: 4, pieces_without_sheet: 2, depreciation_idr: null };
  assert.deepEqual([breakEven(lacking).missing, breakEven(lacking).pieces], [['no_material', 'no_sheet', 'no_assets'], null]);
  assert.match(inWords('id', lacking, breakEven(lacking)).join(' '), /bahan 4 buah tidak tercatat/);
});

test('the facts of a month: accepted pieces of settled orders, their part of the material drawn, premi, depreciation, capital', async (t) => {
  const day = '2026-11-23';
  const house = await openHouse(t, { routes, now: new Date('2026-11-24T05:00:00Z') });
  const place = await openWorkplace(house);
  const { facility_id, staff } = place;
  const work_order = await makePieces(house, place, { day, work: [{ minutes: 60, good: 4 }, { minutes: 180, good: 6 }] });
  await house.act(staff.section_head, async (tx) => {
    const material = await defineMaterial(tx, { facility_id, code: 'KY', name: 'Kayu', unit: 'lembar', kind: 'raw', unit_cost_idr: 10_001 });
    const item = await openItem(tx, { facility_id, material_id: material.id, code: 'KY', name: 'Kayu', unit: 'lembar' });
    await receiveMaterial(tx, { facility_id, item_id: item.id, quantity: 50, unit_cost_idr: 10_001, reason: 'opening', ref_id: 'awal' });
    const { rows: [order] } = await house.admin.query('select number from production.work_order where id = $1', [work_order]);
    await drawMaterial(tx, { facility_id, item_id: item.id, quantity: 20, ref_type: 'work_order', ref_id: order.number });
    await registerAsset(tx, { facility_id, workshop: 'kayu', class: 'MESIN', name: 'Gergaji', acquired_on: '2024-01-01', cost_idr: 12_000_000, source: 'bought', condition: 'good' });
  });
  const number = await sell(house, place, { quantity: 4, day, rejected: 1 });
  const unsettled = () => house.look(staff.section_head, (reader) => workshopMonths(reader, { facility_id, from: '2026-11', to: '2026-11' }));
  assert.deepEqual((await unsettled()).map(({ pieces, drawn_idr, depreciation_idr }) => [pieces, drawn_idr, depreciation_idr]), [[0, 200_020, 100_000]], 'not settled is not sold');
  const { id } = await house.act(staff.section_head, (tx) => prepareSettlement(tx, { order_number: number }));
  await house.act(staff.facility_head, (tx) => approveSettlement(tx, { id }));
  const [row] = await unsettled();
  assert.ok(row);
  const { rows: shares } = await house.admin.query('select recipient, amount_idr from pay.settlement_share where settlement_id = $1', [id]);
  const share = (to: string) => Number(shares.find(({ recipient }) => recipient === to)?.amount_idr ?? 0);
  assert.deepEqual([row.pieces, row.sales_idr, row.material_idr, row.premi_idr, row.capital_idr, row.wages_idr], [3, 300_000, 60_006, share('worker'), share('capital'), 0]);
  assert.deepEqual([row.pieces_without_material, row.pieces_without_sheet], [0, 0]);
  const capital = await house.look(staff.section_head, (reader) => capitalOf(reader, facility_id, '2026-11'));
  assert.deepEqual([capital.opening_idr, capital.added_idr, capital.used_idr, capital.closing_idr, capital.settled_idr], [0, share('capital'), 0, share('capital'), 300_000]);
  const html = await (await house.request('/bengkel/anggaran/impas', { as: staff.section_head })).text();
  assert.match(html, /impas pada/);
  const api = await (await house.request('/api/v1/break-even?month=2026-11', { as: staff.treasurer })).json();
  assert.equal(api.items[0].pieces_sold, 3);
  for (const path of ['/bengkel/anggaran/impas?bulan=2026-02', '/bengkel/anggaran/impas.xlsx', `/bengkel/anggaran/impas?upt=${house.facility.code}`]) assert.equal((await house.request(path, { as: path.includes('upt') ? house.as('auditor') : staff.section_head })).status, 200, path);
  assert.equal((await house.request('/bengkel/anggaran/impas?upt=lapas-contoh-lain', { as: staff.section_head })).status, 404);
});

test('wages by the session are fixed costs of the workshops where the hours were, and their parts add up', async (t) => {
  const house = await openHouse(t, { routes, now: new Date('2026-11-24T05:00:00Z') });
  const place = await openWorkplace(house, { people: 1 });
  const { facility_id, staff, workers: [worker] } = place;
  await makePieces(house, place, { day: '2026-11-23', work: [{ minutes: 100, good: 4 }] });
  // The same person worked twice as long in another workshop on the day before.
  await house.admin.query(`
    with other as (insert into workshop.workshop select (jsonb_populate_record(w, '{"code":"batu","name_id":"Bengkel Batu"}'::jsonb || jsonb_build_object('id', kernel.new_id()))).* from workshop.workshop w returning facility_id, id),
      session as (insert into workshop.session select (jsonb_populate_record(s, jsonb_build_object('id', kernel.new_id(), 'workshop_id', o.id, 'day', '2026-11-22', 'during', tstzrange('2026-11-22T01:00:00Z', '2026-11-22T05:00:00Z')))).* from workshop.session s, other o returning facility_id, id),
      roster as (insert into workshop.roster select (jsonb_populate_record(r, jsonb_build_object('session_id', s.id, 'during', tstzrange('2026-11-22T01:00:00Z', '2026-11-22T05:00:00Z')))).* from workshop.roster r, session s)
    insert into workshop.attendance select (jsonb_populate_record(a, jsonb_build_object('id', kernel.new_id(), 'session_id', s.id, 'minutes', 200))).* from workshop.attendance a, session s where a.minutes = 100`);
  await house.admin.query(`insert into pay.run (facility_id, id, number, month, sequence, state, people, sessions, minutes, gross_idr, deducted_idr, on_day, prepared_at, decided_at, journal_id)
    values ($1, '00000000-0000-7000-8000-000000000001', 'UP-1', '2026-11-01', 1, 'approved', 1, 2, 300, 1000, 0, '2026-11-24', now(), now(), kernel.new_id())`, [facility_id]);
  await house.admin.query(`insert into pay.run_line (facility_id, run_id, worker_id, sessions, minutes, earned_idr, gross_idr, net_idr) values ($1, '00000000-0000-7000-8000-000000000001', $2, 2, 300, 1000, 1000, 1000)`, [facility_id, worker?.id]);
  const rows = await house.look(staff.section_head, (reader) => workshopMonths(reader, { facility_id, from: '2026-11', to: '2026-11' }));
  assert.deepEqual(rows.map(({ code, wages_idr }) => [code, wages_idr]).sort(), [['batu', 667], ['kayu', 333]]);
  assert.equal(rows.reduce((sum, row) => sum + breakEven(row).fixed_idr, 0), 1_000);
});

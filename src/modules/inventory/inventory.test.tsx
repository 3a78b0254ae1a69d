import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visitor } from '#kernel/policy.ts';
import { Forbidden, Refusal } from '#kernel/refusal.ts';
import { transact, type Tx } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { asSystem, openHouse, type House } from '#tests/house.ts';
import { defineMaterial, defineProduct } from '#products';
import { countStock, drawMaterial, itemByCode, keepHeld, openItem, receiveMaterial, release, releaseExpired, reserve, routes, shipGoods, stockCard, stockLot, takeBack } from './index.ts';
import { policy } from './policy.ts';
import { averageCost, lotCode, merged, reasonNames } from './stock.ts';

const now = new Date('2026-11-24T03:00:00Z');
const workshop_id = '0190c0de-0000-7000-8000-000000000001';
const refusal = (code: string, says?: RegExp) => (error: unknown) => error instanceof Refusal && error.code === code && (!says || says.test(error.text.id));

/** Facility, a material with its item, and two products. */
async function furnished(house: House) {
  const facility_id = house.facility.id;
  const product = (tx: Tx, sku: string) => defineProduct(tx, {
    facility_id, sku, name_id: `Barang ${sku}`, name_en: `Goods ${sku}`, category: 'craft', unit: 'buah', description_id: 'x', description_en: 'x', shape: 'box', lead_time_days: 1, daily_capacity: 1,
    bill: [{ material_code: 'ROTAN', quantity: 2 }], routing: [{ name_id: 'Anyam', name_en: 'Weave', workshop_id, standard_minutes: 30 }],
  });
  return house.act(house.as('section_head'), async (tx) => {
    const material = await defineMaterial(tx, { facility_id, code: 'ROTAN', name: 'Rotan', unit: 'batang', kind: 'raw', unit_cost_idr: 1_000 });
    const item = await openItem(tx, { facility_id, material_id: material.id, code: 'ROTAN', name: 'Rotan', unit: 'batang', minimum: 5 });
    return { facility_id, item_id: item.id, a: (await product(tx, 'A-01')).id, b: (await product(tx, 'B-01')).id };
  }, now);
}

test('materials: receipt, draw at average cost, below zero with a task, count, and the ten columns of the card', async (t) => {
  const house = await openHouse(t, { routes, now });
  const { facility_id, item_id } = await furnished(house);
  const officer = house.as('officer');
  const minute = (n: number) => new Date(now.getTime() + n * 60_000);
  await house.act(officer, (tx) => receiveMaterial(tx, { facility_id, item_id, quantity: 10, unit_cost_idr: 1_000, reason: 'opening', ref_id: 'SALDO' }), minute(0));
  await house.act(officer, (tx) => receiveMaterial(tx, { facility_id, item_id, quantity: 10, unit_cost_idr: 2_000, ref_id: 'FAKTUR-1', note: 'UD Contoh' }), minute(1));
  await house.act(officer, (tx) => drawMaterial(tx, { facility_id, item_id, quantity: 12, ref_type: 'work_order', ref_id: 'PK-2026-0001' }), minute(2));
  assert.deepEqual((await house.look(officer, (reader) => stockCard(reader, facility_id, item_id))).map((row) => [row.on_day, row.basis, row.quantity, row.unit_cost_idr, row.left, row.left_value_idr]), [
    ['2026-11-24', 'SALDO', 10, 1_000, 10, 10_000], ['2026-11-24', 'FAKTUR-1', 10, 2_000, 20, 30_000], ['2026-11-24', 'PK-2026-0001', -12, 1_500, 8, 12_000]]);

  const { left } = await house.act(officer, (tx) => drawMaterial(tx, { facility_id, item_id, quantity: 11, ref_type: 'work_order', ref_id: 'PK-2026-0001' }), minute(3));
  assert.equal(left, -3, 'a draw that happened is recorded');
  const { rows } = await house.admin.query<{ n: number }>(`select count(*)::int as n from kernel.event where verb = 'stock.negative' and (particulars->>'left')::int = -3`);
  assert.equal(rows[0]?.n, 1);
  assert.match(await (await house.request('/bengkel/gudang', { as: officer })).text(), /Minus/);

  await assert.rejects(house.act(officer, (tx) => countStock(tx, { facility_id, item_id, counted: 4, note: 'opname' })), Forbidden);
  assert.equal((await house.act(house.as('section_head'), (tx) => countStock(tx, { facility_id, item_id, counted: 4, note: 'Dihitung dua orang' }), minute(4))).difference, 7);
  assert.equal((await house.look(officer, (reader) => itemByCode(reader, facility_id, 'ROTAN'))).on_hand, 4);
  await assert.rejects(house.admin.query('update inventory.move set quantity = 1'), /append-only/);

  const columns = ['Tanggal', 'Dasar', 'Asal/tujuan', 'Masuk', 'Keluar', 'Sisa', 'Harga satuan', 'Nilai masuk', 'Nilai keluar', 'Nilai sisa'];
  for (const path of ['/bengkel/gudang/ROTAN/kartu', '/bengkel/gudang/ROTAN/kartu/cetak']) {
    const page = await (await house.request(path, { as: officer })).text();
    const heads = [...page.matchAll(/<th[^>]*scope="col"[^>]*>([^<]*)/g)].map(([, text]) => text);
    assert.deepEqual(heads.slice(0, 10), columns, path);
  }
});

test('receiving by form and by API: a registered material opens its own place, an unknown one is refused', async (t) => {
  const house = await openHouse(t, { routes, now });
  const { facility_id } = await furnished(house);
  await house.act(house.as('section_head'), (tx) => defineMaterial(tx, { facility_id, code: 'LEM', name: 'Lem', unit: 'gram', kind: 'auxiliary', unit_cost_idr: 30 }));
  const officer = house.as('officer');
  assert.match(await (await house.request('/bengkel/gudang/terima', { as: officer })).text(), /Lem \(baru di gudang\)/);
  assert.equal((await house.request('/bengkel/gudang/terima', { as: officer, form: { code: 'LEM', quantity: '1.500', unit_cost_idr: '30', ref_id: 'F-1' } })).status, 303);
  const bad = await house.request('/bengkel/gudang/terima', { as: officer, form: { code: 'TAK-ADA', quantity: '1', unit_cost_idr: '30', ref_id: 'F-1' } });
  assert.equal(bad.status, 422);
  assert.match(await bad.text(), /belum terdaftar/);
  assert.equal((await house.request('/api/v1/stock-moves', { as: officer, json: { item: 'LEM', quantity: 5, unit_cost_idr: 30, ref: 'F-2' } })).status, 201);
  assert.equal((await house.request('/api/v1/items?kind=material', { as: house.as('regional') })).status, 404, 'who belongs to no facility names one');
  const named = await (await house.request(`/api/v1/items?kind=material&facility=${house.facility.code}&limit=1`, { as: house.as('regional') })).json() as { items: { code: string; on_hand: number }[]; next_cursor: string };
  assert.deepEqual([named.items[0]?.code, named.items[0]?.on_hand, named.next_cursor], ['LEM', 1_505, 'LEM']);
  assert.equal((await house.request(`/api/v1/items?facility=${house.other.code}`, { as: officer })).status, 404, 'a facility out of reach is not there');
  const { items: moved } = await (await house.request('/api/v1/stock-moves?item=LEM', { as: officer })).json() as { items: { ref_id: string }[] };
  assert.deepEqual(moved.map((row) => row.ref_id), ['F-2', 'F-1']);
  assert.equal((await house.request('/api/v1/items', { as: house.as('section_head'), json: { material: 'LEM' } })).status, 409, 'one place for a material');
  await assert.rejects(house.act(house.as('section_head'), (tx) => openItem(tx, { facility_id, material_id: crypto.randomUUID(), code: 'LEM', name: 'x', unit: 'g' })), refusal('item.code_taken'));
});

test('goods: holds are merged, refused with what is left, released whole or in part, and run out', async (t) => {
  const house = await openHouse(t, { routes, now });
  const { facility_id, a, b } = await furnished(house);
  const section = house.as('section_head');
  const hold = (ref_id: string, lines: [string, number][], expires_at?: Date) =>
    house.act({ ...visitor, facility_ids: [facility_id] }, (tx) => reserve(tx, lines.map(([product_id, quantity]) => ({ facility_id, product_id, quantity, ref_type: 'order_line', ref_id, ...(expires_at ? { expires_at } : {}) }))), now);
  const state = async (sku: string) => { const { on_hand, reserved } = await house.look(section, (reader) => itemByCode(reader, facility_id, sku)); return [on_hand, reserved]; };
  const lots = await house.act(section, async (tx) => [
    await stockLot(tx, { facility_id, product_id: a, quantity: 10, made_on: '2026-11-20', unit_cost_idr: 2_000 }), await stockLot(tx, { facility_id, product_id: b, quantity: 3, made_on: '2026-11-20', unit_cost_idr: 2_000 })], now);
  for (const lot of lots) assert.match(lot.code, /^L26-[2-9A-HJ-NP-Z]{6}$/);

  await hold('line-1', [[a, 2], [a, 2]]);
  assert.deepEqual(await state('A-01'), [10, 4]);
  await assert.rejects(hold('line-2', [[b, 1], [a, 4], [a, 3]]), refusal('stock.short', /tinggal 6/));
  assert.deepEqual(await state('B-01'), [3, 0], 'all lines or none');
  await assert.rejects(hold('line-3', [[b, 4]]), refusal('stock.short', /tinggal 3/));
  await house.act(section, (tx) => release(tx, { facility_id, ref_type: 'order_line', ref_id: 'line-1', quantity: 1 }));
  assert.deepEqual(await state('A-01'), [10, 3]);
  await house.act(section, (tx) => release(tx, { facility_id, ref_type: 'order_line', ref_id: 'line-1' }));
  await house.act(section, (tx) => release(tx, { facility_id, ref_type: 'order_line', ref_id: 'line-1' }));
  assert.deepEqual(await state('A-01'), [10, 0]);

  await hold('unpaid', [[a, 5]], new Date(now.getTime() + 3_600_000));
  await hold('paid', [[a, 5]], new Date(now.getTime() + 3_600_000));
  await assert.rejects(hold('late', [[a, 1]]), refusal('stock.short', /Stok habis/));
  await house.act(section, (tx) => keepHeld(tx, { facility_id, ref_type: 'order_line', ref_ids: ['paid'] }));
  assert.equal(await house.act(asSystem, releaseExpired, new Date(now.getTime() + 3_599_000)), 0);
  assert.equal(await house.act(asSystem, releaseExpired, new Date(now.getTime() + 3_601_000)), 1);
  assert.deepEqual(await state('A-01'), [10, 5]);
  await assert.rejects(house.admin.query(`update inventory.reservation set quantity = 1`), /never changed/);
});

test('shipping takes the lot made for the line, then the oldest; part of a hold stays; the shelf is never negative', async (t) => {
  const house = await openHouse(t, { routes, now });
  const { facility_id, a } = await furnished(house);
  const section = house.as('section_head');
  const [old, own] = await house.act(section, async (tx) => [
    await stockLot(tx, { facility_id, product_id: a, quantity: 4, made_on: '2026-11-01', unit_cost_idr: 2_000 }), await stockLot(tx, { facility_id, product_id: a, quantity: 3, made_on: '2026-11-20', unit_cost_idr: 2_000, for_line: 'line-1' })], now);
  const line = { facility_id, product_id: a, ref_type: 'order_line', ref_id: 'line-1' };
  await house.act(section, (tx) => reserve(tx, [{ ...line, quantity: 6 }]));
  const first = await house.act(section, (tx) => shipGoods(tx, { ...line, quantity: 5 }));
  assert.deepEqual(first.map(({ lot_id, quantity }) => [lot_id, quantity]), [[own?.lot_id, 3], [old?.lot_id, 2]]);
  const item = await house.look(section, (reader) => itemByCode(reader, facility_id, 'A-01'));
  assert.deepEqual([item.on_hand, item.reserved], [2, 1], 'what was not shipped stays held');
  await assert.rejects(house.act(section, (tx) => shipGoods(tx, { ...line, ref_id: 'line-2', quantity: 2 })), refusal('stock.short', /tinggal 1/));
  await assert.rejects(house.act(section, (tx) => shipGoods(tx, { ...line, product_id: crypto.randomUUID(), quantity: 1 })), refusal('stock.short'));
  await assert.rejects(house.admin.query(`insert into inventory.move (facility_id, item_id, quantity, reason, ref_type, ref_id, on_day, moved_at) values ($1, $2, -3, 'scrap', 'x', 'x', '2026-11-24', now())`, [facility_id, item.id]), /goods_not_negative|stock_not_oversold/);
  await assert.rejects(house.admin.query('update inventory.lot set left_quantity = -1'), /lot_not_negative/);
  await assert.rejects(house.act(section, (tx) => countStock(tx, { facility_id, item_id: item.id, counted: 1, note: 'x' })), refusal('count.goods_by_lot'));
  await house.act(section, (tx) => takeBack(tx, { facility_id, product_id: a, quantity: 1, ref_type: 'handover', ref_id: 'BAST-1', note: 'Retak' }));
  assert.equal((await house.look(section, (reader) => itemByCode(reader, facility_id, 'A-01'))).on_hand, 2, 'returned goods are not sold again unseen');
  assert.equal((await (await house.request('/api/v1/lots', { as: section })).json() as { items: unknown[] }).items.length, 2);
  await assert.rejects(house.act(house.as('treasurer'), (tx) => stockLot(tx, { facility_id, product_id: a, quantity: 1, made_on: '2026-11-24', unit_cost_idr: 0 })), Forbidden);
});

test('200 buyers at once want one of 37: exactly 37 get one; with the check dropped and absolute writes the same crowd oversells', async (t) => {
  const house = await openHouse(t, { now });
  const { facility_id, a, b } = await furnished(house);
  await house.act(house.as('section_head'), async (tx) => { for (const product_id of [a, b]) await stockLot(tx, { facility_id, product_id, quantity: 37, made_on: '2026-11-24', unit_cost_idr: 1_000 }); });
  const buyers = Array.from({ length: 200 }, (_, n) => `line-${n}`);
  const buyer = { ...visitor, facility_ids: [facility_id] };
  // A patient crowd: the pool's own waiting time is not what is tried here.
  Object.assign(house.db.app.options, { connectionTimeoutMillis: 120_000 });

  const answers = await Promise.allSettled(buyers.map((ref_id) => transact(house.db, { actor: buyer }, (tx) => reserve(tx, [{ facility_id, product_id: a, quantity: 1, ref_type: 'order_line', ref_id }]))));
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
  assert.equal(answers.length - refused.length, 37);
  assert.ok(refused.every(refusal('stock.short')), 'everybody else hears that stock is short');
  const { rows: [held] } = await house.admin.query<{ reserved: number; n: number }>('select i.reserved, (select count(*)::int from inventory.reservation r where r.item_id = i.id) as n from inventory.item i where i.product_id = $1', [a]);
  assert.deepEqual(held, { reserved: 37, n: 37 });

  await house.admin.query('alter table inventory.item drop constraint stock_not_oversold; grant update on inventory.item to karya_app');
  const careless = (tx: Tx) => tx.one<{ reserved: number; on_hand: number }>(sql`select reserved, on_hand from inventory.item where facility_id = ${facility_id} and product_id = ${b}`).then(async ({ reserved, on_hand }) => {
    if (reserved >= on_hand) return false;
    await tx.run(sql`update inventory.item set reserved = ${reserved + 1} where facility_id = ${facility_id} and product_id = ${b}`);
    return true;
  });
  const sold = await Promise.all(buyers.map(() => transact(house.db, { actor: buyer }, careless)));
  assert.ok(sold.filter(Boolean).length > 37, `the control sold ${sold.filter(Boolean).length}`);
});

test('two orders naming the same goods in opposite order never wait in a circle', async (t) => {
  const house = await openHouse(t, { now });
  const { facility_id, a, b } = await furnished(house);
  await house.act(house.as('section_head'), async (tx) => { for (const product_id of [a, b]) await stockLot(tx, { facility_id, product_id, quantity: 100, made_on: '2026-11-24', unit_cost_idr: 1_000 }); });
  const order = (n: number) => (n % 2 === 0 ? [a, b] : [b, a]).map((product_id) => ({ facility_id, product_id, quantity: 1, ref_type: 'order_line', ref_id: `line-${n}` }));
  const { rows: [before] } = await house.admin.query<{ deadlocks: number }>('select deadlocks::int from pg_stat_database where datname = current_database()');
  await Promise.all(Array.from({ length: 40 }, (_, n) => house.act({ ...visitor, facility_ids: [facility_id] }, (tx) => reserve(tx, order(n)))));
  const { rows: [after] } = await house.admin.query<{ deadlocks: number; reserved: number }>('select deadlocks::int, (select sum(reserved)::int from inventory.item) as reserved from pg_stat_database where datname = current_database()');
  assert.equal(after?.deadlocks, before?.deadlocks);
  assert.equal(after?.reserved, 80);
});

test('pure rules: requests merge in one order, the average is whole rupiah, lot codes hide their maker, every reason has both languages', () => {
  const want = (product_id: string, quantity: number) => ({ facility_id: 'f', product_id, quantity, ref_type: 'order_line', ref_id: 'l' });
  assert.deepEqual(merged([want('b', 1), want('a', 2), want('b', 3)]).map(({ product_id, quantity }) => [product_id, quantity]), [['a', 2], ['b', 4]]);
  assert.equal(averageCost({ on_hand: 3, value_idr: 1_000, list_cost_idr: 5 }), 333);
  assert.equal(averageCost({ on_hand: -3, value_idr: -1_000, list_cost_idr: 5 }), 5);
  assert.equal(new Set(Array.from({ length: 500 }, () => lotCode('2026-11-24'))).size, 500);
  for (const reason of Object.values(reasonNames)) assert.ok(reason.id && reason.en);
});

test('who may do what in the store', () => assert.deepEqual(policy, {
  'stock.read': ['officer', 'section_head', 'facility_head', 'treasurer', 'regional', 'headquarters', 'auditor'], 'stock.receive': ['officer', 'section_head', 'system'], 'stock.draw': ['officer', 'section_head', 'system'],
  'stock.count': ['section_head', 'system'], 'lot.stock': ['officer', 'section_head', 'facility_head', 'system'], 'item.open': ['section_head', 'system'],
}));

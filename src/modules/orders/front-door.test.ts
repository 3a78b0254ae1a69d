import assert from 'node:assert/strict';
import test from 'node:test';
import type { Actor } from '#kernel/policy.ts';
import { openHouse, type House } from '#tests/house.ts';
import { stage } from '#tests/stage-shop.ts';
import { openBooks } from '#ledger';
import { asSystem } from '#tests/house.ts';
import { routes } from './index.ts';

const now = new Date('2026-11-24T03:00:00Z');
async function open(t: Parameters<typeof openHouse>[0], stock = 10): Promise<House> {
  const house = await openHouse(t, { routes, now });
  await stage(house, { sku: 'K-KURSI', name_id: 'Kursi lipat', name_en: 'Folding chair', price_idr: 300_000, stock });
  await stage(house, { sku: 'K-TAS', name_id: 'Tas rotan', name_en: 'Rattan bag', price_idr: 100_000, where: 'other' });
  await house.act(asSystem, async (tx) => {
    await openBooks(tx, house.facility.id);
    await openBooks(tx, house.other.id);
  });
  return house;
}
const body = { channel: 'public', buyer: { name: 'Pembeli Contoh', phone: '081200001234' }, lines: [{ sku: 'K-KURSI', quantity: 1 }], deliver_to: { name: 'Pembeli', address: 'Jalan Contoh 1' }, requested_on: '2026-12-01' };
type Answer = { status: number; json: Record<string, unknown> };

test('the whole life of an agency’s order through the API: placed, accepted, signed, shipped, handed over, paid', async (t) => {
  const house = await open(t);
  const call = async (path: string, as?: Actor, json?: unknown, headers?: Record<string, string>): Promise<Answer> => {
    const answer = await house.request(`/api/v1/orders${path}`, { ...(as ? { as } : {}), ...(json === undefined ? {} : { json }), ...(headers ? { headers } : {}) });
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  };
  const [pp, ppk, kasi, treasurer] = [house.as('procurement_officer'), house.as('commitment_officer'), house.as('section_head'), house.as('treasurer')];
  const wish = { ...body, channel: 'agency', buyer: { name: 'Instansi', unit: 'Bagian Umum' } };
  const placed = await call('', pp, wish, { 'idempotency-key': 'k-1' });
  assert.equal(placed.status, 201);
  const number = String(placed.json['number']);
  assert.deepEqual(await call('', pp, wish, { 'idempotency-key': 'k-1' }), placed);
  assert.equal((await call('', pp, { ...wish, requested_on: '2026-12-02' }, { 'idempotency-key': 'k-1' })).json['code'], 'once.reused');
  assert.equal((await call('', pp)).json['next_cursor'], null);
  assert.equal((await call('', undefined)).status, 401);
  assert.equal((await call('', undefined, wish)).status, 403);
  assert.equal((await call(`/${number}/commitment`, ppk, {})).json['code'], 'order.not_accepted');
  assert.equal((await call(`/${number}/acceptance`, pp, {})).status, 403);
  assert.equal((await call(`/${number}/acceptance`, house.as('section_head', 'other'), {})).status, 404);
  assert.equal((await call(`/${number}/acceptance`, kasi, { promised_on: '2026-12-10', extra: 1 })).status, 422);
  assert.equal((await call(`/${number}/acceptance`, kasi, { promised_on: '2026-12-10' })).status, 201);
  assert.equal((await call(`/${number}/promises`, kasi, { line: 1, day: '2026-12-12', reason: 'Libur panjang' })).status, 201);
  assert.equal((await call(`/${number}/commitment`, ppk, {})).status, 201);
  assert.equal((await call(`/${number}/shipments`, kasi, { carrier: 'Kurir contoh' })).status, 201);
  const handed = await call(`/${number}/handover`, ppk, { handover_number: 'BAST-1', received_by: 'Panitia' });
  assert.deepEqual([handed.status, handed.json['state'], handed.json['accepted_idr']], [201, 'handed_over', 300_000]);
  assert.equal((await call(`/${number}/payments`, treasurer, { method: 'ls', amount_idr: 300_001, reference: 'SP2D' })).json['code'], 'payment.too_much');
  assert.equal((await call(`/${number}/payments`, treasurer, { method: 'ls', amount_idr: 300_000, reference: 'SP2D' })).status, 201);
  assert.equal((await call(`/${number}/cancellation`, kasi, { reason: 'Terlambat sudah' })).json['code'], 'order.wrong_state');
  const { json } = await call(`/${number}`, ppk);
  assert.deepEqual([json['state'], json['left_idr']], ['handed_over', 0]);
});

test('anyone orders without an account, and hears in problem details what is wrong', async (t) => {
  const house = await open(t);
  const post = (json: unknown) => house.request('/api/v1/orders', { json });
  assert.equal((await post(body)).status, 201);
  for (const [wrong, status] of [[{ ...body, lines: [] }, 422], [{ ...body, lines: [{ sku: 'K-KURSI', quantity: 0 }] }, 422], [{ ...body, lines: [{ sku: 'K-KURSI', quantity: 1.5 }] }, 422], [{ ...body, price_idr: 1 }, 422], [{ ...body, lines: [{ sku: 'TIDAK', quantity: 1 }] }, 422], [{ ...body, lines: [{ sku: 'K-KURSI', quantity: 1, unit_price_idr: 1 }] }, 422], [{}, 422], ['x', 422]] as const) {
    const answer = await post(wrong);
    assert.equal(answer.status, status, JSON.stringify(wrong));
    assert.match(answer.headers.get('content-type') ?? '', /problem\+json/);
  }
});

test('two hundred buyers want thirty-seven chairs: thirty-seven are held, the rest are promised as made, none is sold twice', async (t) => {
  const house = await open(t, 37);
  const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => house.request('/api/v1/orders', { json: body, headers: { 'idempotency-key': `buyer-${n}` } })));
  assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [201]);
  const supplies = (await Promise.all(answers.map((answer) => answer.json()))).map((placed) => (placed as { orders: { lines: { supply: string }[] }[] }).orders[0]?.lines[0]?.supply);
  assert.equal(supplies.filter((supply) => supply === 'stock').length, 37);
  const { rows: [item] } = await house.admin.query("select on_hand, reserved from inventory.item where code = 'K-KURSI'");
  assert.deepEqual(item, { on_hand: 37, reserved: 37 });
  assert.equal((await house.admin.query('select 1 from orders.sales_order')).rowCount, 200);
});

test('the same request sent ten times at once is one order', async (t) => {
  const house = await open(t);
  const answers = await Promise.all(Array.from({ length: 10 }, () => house.request('/api/v1/orders', { json: body, headers: { 'idempotency-key': 'twice' } })));
  const numbers = new Set((await Promise.all(answers.map((answer) => answer.json()))).map((placed) => (placed as { number: string }).number));
  assert.equal(numbers.size, 1);
  assert.equal((await house.admin.query('select 1 from orders.sales_order')).rowCount, 1);
});

test('an agency buys and a facility delivers on their screens alone, in plain forms', async (t) => {
  const house = await open(t);
  const [pp, ppk, kasi, treasurer] = [house.as('procurement_officer'), house.as('commitment_officer'), house.as('section_head'), house.as('treasurer')];
  const see = async (path: string, as: Actor, ...words: (string | RegExp)[]): Promise<string> => {
    const answer = await house.request(path, { as });
    const text = await answer.text();
    assert.equal(answer.status, 200, `${path}: ${text.slice(0, 300)}`);
    for (const word of words) assert.match(text, typeof word === 'string' ? new RegExp(word) : word, path);
    return text;
  };
  const send = async (path: string, as: Actor, form: Record<string, string>, cookie = '') => {
    const answer = await house.request(path, { as, form, headers: { cookie } });
    return { status: answer.status, location: answer.headers.get('location') ?? '', cookie: answer.headers.getSetCookie().map((each) => each.split(';')[0]).join('; '), text: await answer.text() };
  };

  await see('/pengadaan', pp, 'Tidak ada yang menunggu Anda');
  await see('/pengadaan/katalog', pp, 'Kursi lipat', 'Kapasitas per bulan', 'TKDN');
  await see('/pengadaan/katalog?q=rotan', pp, 'Tas rotan');
  await see('/pengadaan/keranjang', pp, 'Paket masih kosong');
  const added = await send('/pengadaan/keranjang', pp, { sku: 'K-KURSI', quantity: '3' });
  assert.equal(added.location, '/pengadaan/keranjang');
  const bad = await send('/pengadaan/keranjang/kirim', pp, { unit: 'Bagian Umum', receiver: 'Gudang', address: 'Jalan Contoh 1', postcode: '12' }, added.cookie);
  assert.equal(bad.status, 422);
  assert.match(bad.text, /Kode pos lima angka/);
  assert.match(bad.text, /value="Bagian Umum"/);
  const placed = await send('/pengadaan/keranjang/kirim', pp, { unit: 'Bagian Umum', rup_code: 'RUP-9', receiver: 'Gudang', address: 'Jalan Contoh 1', requested_on: '01/12/2026' }, added.cookie);
  assert.equal(placed.status, 303, placed.text.slice(0, 2000));
  const number = placed.location.split('/').at(-1) ?? '';
  await see('/pengadaan', pp, `Menunggu jawaban UPT: ${number}`);
  await see(`/pengadaan/pesanan/${number}`, pp, 'Menunggu UPT menjawab', 'RUP-9');
  await see('/pengadaan/pesanan?q=RUP-9&state=placed', pp, number);
  await see('/pengadaan/pesanan?state=cancelled', pp, 'Tidak ada pesanan yang cocok');

  await see('/bengkel/pesanan', kasi, number, 'Bagian Umum');
  await see(`/bengkel/pesanan/${number}`, kasi, 'Terima dan janjikan tanggal');
  await see(`/bengkel/pesanan/${number}/terima`, kasi, 'Tanggal janji, Kursi lipat');
  const early = await send(`/bengkel/pesanan/${number}/terima`, kasi, { 'lines.0.line': '1', 'lines.0.promised_on': '2026-11-01' });
  assert.equal(early.status, 422);
  assert.match(early.text, /Janji tidak dapat di masa lalu/);
  assert.equal((await send(`/bengkel/pesanan/${number}/terima`, kasi, { 'lines.0.line': '1', 'lines.0.promised_on': '' })).status, 303);
  await see(`/bengkel/pesanan/${number}`, kasi, 'Menunggu PPK instansi');
  await see(`/bengkel/pesanan/${number}/janji`, kasi, 'Tanggal baru');
  assert.equal((await send(`/bengkel/pesanan/${number}/janji`, kasi, { line: '1', day: '2026-12-05', reason: 'Menunggu pelitur' })).status, 303);

  await see('/pengadaan', ppk, `Tandatangani surat pesanan ${number}`);
  await see(`/pengadaan/pesanan/${number}/surat`, ppk, `SP-${number}`, 'Tandatangani surat pesanan');
  assert.equal((await send(`/pengadaan/pesanan/${number}/surat`, ppk, {})).status, 303);
  assert.equal((await send(`/pengadaan/pesanan/${number}/surat`, ppk, {})).status, 409);

  await see(`/bengkel/pesanan/${number}/kirim`, kasi, 'sisa 3');
  assert.equal((await send(`/bengkel/pesanan/${number}/kirim`, kasi, { 'lines.0.line': '1', 'lines.0.quantity': '3', carrier: '' })).status, 422);
  assert.equal((await send(`/bengkel/pesanan/${number}/kirim`, kasi, { 'lines.0.line': '1', 'lines.0.quantity': '3', carrier: 'Kurir', packages: '2' })).status, 303);
  await see('/pengadaan', ppk, `Periksa dan terima barang ${number}`);
  await see(`/pengadaan/pesanan/${number}/bast`, ppk, 'menunggu 3');
  const unreasoned = await send(`/pengadaan/pesanan/${number}/bast`, ppk, { handover_number: 'B-1', received_by: 'Gudang', 'lines.0.line': '1', 'lines.0.accepted': '2', 'lines.0.rejected': '1' });
  assert.equal(unreasoned.status, 422);
  assert.match(unreasoned.text, /tulis mengapa barang ditolak/);
  const handed = await send(`/pengadaan/pesanan/${number}/bast`, ppk, { handover_number: 'B-1', received_by: 'Gudang', 'lines.0.line': '1', 'lines.0.accepted': '2', 'lines.0.rejected': '1', 'lines.0.reason': 'Retak' });
  assert.equal(handed.location, `/pengadaan/pesanan/${number}/pembayaran`);
  await see(handed.location, ppk, 'Ditolak, tidak dibayar', 'Rp.600\\.000');
  await see(`/bengkel/pesanan/${number}/bayar`, treasurer, 'value="600000"');
  assert.equal((await send(`/bengkel/pesanan/${number}/bayar`, treasurer, { method: 'ls', amount_idr: '700.000', reference: 'SP2D-1' })).status, 422);
  assert.equal((await send(`/bengkel/pesanan/${number}/bayar`, treasurer, { method: 'ls', amount_idr: '600.000', reference: 'SP2D-1' })).status, 303);
  await see(`/bengkel/pesanan/${number}`, kasi, 'dapat dibagi', 'Lot', 'Retak');

  const file = await see(`/pengadaan/pesanan/${number}`, ppk, 'Surat pesanan', 'Kuitansi', 'BAST');
  const codes = [...new Set([...file.matchAll(/\/dokumen\/(D[A-Z0-9]{9})"/g)].map((match) => match[1]))];
  assert.equal(codes.length, 4);
  for (const code of codes) {
    await see(`/dokumen/${code}`, ppk, 'DATA CONTOH');
    const pdf = await house.request(`/dokumen/${code}.pdf`, { as: ppk });
    assert.equal(pdf.headers.get('content-type'), 'application/pdf');
    assert.equal(Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString(), '%PDF-');
  }
  assert.equal((await house.request('/dokumen/DTIDAKADA2', { as: ppk })).status, 404);
  const sheet = await house.request('/pengadaan/pesanan.xlsx', { as: ppk });
  assert.equal(Buffer.from(await sheet.arrayBuffer()).subarray(0, 2).toString(), 'PK');
  const english = house.as('commitment_officer', 'facility', 2);
  english.locale = 'en';
  await see('/pengadaan/katalog', english, 'Folding chair', 'Capacity per month');
  await see(`/pengadaan/pesanan/${number}`, english, 'Goods and their four dates', 'Handed over', 'Order letter');
});

test('each screen is closed to those whose verb it is not', async (t) => {
  const house = await open(t);
  for (const [path, role] of [['/pengadaan', 'section_head'], ['/pengadaan/katalog', 'treasurer'], ['/bengkel/pesanan', 'procurement_officer'], ['/bengkel/pesanan', 'partner']] as const) {
    assert.equal((await house.request(path, { as: house.as(role) })).status, 403, `${path} ${role}`);
  }
  assert.equal((await house.request('/bengkel/pesanan')).status, 303);
  assert.equal((await house.request('/bengkel/pesanan/X/terima', { as: house.as('officer') })).status, 403);
  assert.equal((await house.request('/bengkel/pesanan/X/bayar', { as: house.as('section_head') })).status, 403);
  assert.equal((await house.request('/bengkel/pesanan/X', { as: house.as('section_head') })).status, 404);
});

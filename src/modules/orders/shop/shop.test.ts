import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse, type House } from '#tests/house.ts';
import { stage } from '#tests/stage-shop.ts';
import { withdrawListing } from '#catalogue';
import { openBooks } from '#ledger';
import { asSystem } from '#tests/house.ts';
import { cartOf, readCart, writeCart } from './cart.ts';
import { mayEnter, nextStep, readAnswers, readProofs, tailOf } from './checkout.ts';
import { shopRoutes } from './routes.tsx';

const now = new Date('2026-11-24T03:00:00Z');

test('a cart that was tampered with is read as what it can honestly mean', () => {
  assert.deepEqual(readCart(undefined), []);
  assert.deepEqual(readCart('K-1:2,K-2:0,K-3:-1,k-4:1,K-5:99999,<b>:1,K-1:3,:,K-6'), [{ sku: 'K-1', quantity: 5 }]);
  assert.equal(readCart(Array.from({ length: 99 }, (_, n) => `SKU-${n}:1`).join(',')).length, 30);
  assert.equal(writeCart([{ sku: 'K-1', quantity: 9_999 }, { sku: 'K-1', quantity: 9_999 }]), 'K-1:10000');
  assert.deepEqual(cartOf([{ sku: 'K-1', quantity: 1 }], []), { groups: [], gone: [{ sku: 'K-1', quantity: 1 }], total_idr: 0, pieces: 0 });
});

test('checkout steps come in order, and forged answers were never given', () => {
  assert.equal(nextStep({}), 'alamat');
  assert.ok(!mayEnter('periksa', {}));
  for (const forged of ['{', '[]', '{"address":{"name":"x"}}', '{"payment":{"method":"emas"}}']) assert.deepEqual(readAnswers(forged), {}, forged);
  assert.deepEqual(readProofs('KB26-ABC.1234,KB26-X.12,<b>.1234,KB26-Y.12345'), [{ number: 'KB26-ABC', tail: '1234' }]);
  assert.equal(tailOf('+62 812-3456-7890'), '7890');
});

test('anyone buys without an account: cart, address, delivery, payment, check, order, paid', async (t) => {
  const house = await openHouse(t, { routes: shopRoutes, now });
  const chair = await stage(house, { sku: 'K-KURSI', name_id: 'Kursi lipat', name_en: 'Folding chair', price_idr: 300_000, stock: 5 });
  await stage(house, { sku: 'K-TAS', name_id: 'Tas rotan', name_en: 'Rattan bag', category: 'craft', price_idr: 145_000, lead_time_days: 9, where: 'other' });
  await house.act(asSystem, async (tx) => {
    await openBooks(tx, house.facility.id);
    await openBooks(tx, house.other.id);
  });
  const buyer = browser(house);
  const guest = browser(house);

  await t.test('an empty cart has nothing to check out, and what is not sold cannot be put in', async () => {
    assert.match((await buyer.get('/keranjang')).text, /Keranjang Anda kosong/);
    assert.equal((await buyer.get('/checkout/alamat')).location, '/keranjang');
    const refused = await buyer.post('/keranjang', { sku: 'TIDAK-ADA', quantity: '1' });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /tidak ada di katalog/);
    assert.equal((await buyer.post('/keranjang', { sku: 'K-KURSI', quantity: '0' })).status, 422);
    assert.equal((await buyer.post('/keranjang', { sku: 'K-KURSI', quantity: '10001' })).status, 422);
  });
  await t.test('the cart is grouped by the unit that sends, and says how long each takes', async () => {
    assert.equal((await buyer.post('/keranjang', { sku: 'K-KURSI', quantity: '2' })).location, '/keranjang');
    await buyer.post('/keranjang', { sku: 'K-KURSI', quantity: '1' });
    assert.equal((await buyer.post('/en/keranjang', { sku: 'K-TAS', quantity: '4' })).location, '/en/keranjang');
    const { text } = await buyer.get('/keranjang');
    for (const word of ['Lapas Contoh Uji', 'Lapas Contoh Lain', '1.480.000', 'Siap kirim', 'Dibuat sekitar 9 hari', '2 unit']) assert.ok(text.includes(word), word);
    assert.match((await buyer.get('/en/keranjang')).text, /From Lapas Contoh Lain/);
  });
  await t.test('quantities change, and nought takes a line out', async () => {
    await buyer.post('/keranjang/ubah', { 'lines.0.sku': 'K-KURSI', 'lines.0.quantity': '2', 'lines.1.sku': 'K-TAS', 'lines.1.quantity': '0' });
    assert.ok(!(await buyer.get('/keranjang')).text.includes('Tas rotan'));
    await buyer.post('/keranjang', { sku: 'K-TAS', quantity: '1' });
    await buyer.post('/keranjang/ubah', { 'lines.0.sku': 'K-KURSI', 'lines.0.quantity': '2', 'lines.1.sku': 'K-TAS', 'lines.1.quantity': '1', remove: 'K-KURSI' });
    assert.ok(!(await buyer.get('/keranjang')).text.includes('Kursi lipat'));
    await buyer.post('/keranjang', { sku: 'K-KURSI', quantity: '2' });
  });
  await t.test('each step keeps the words, says what is wrong beside them, and waits for those before it', async () => {
    assert.equal((await buyer.get('/checkout/periksa')).location, '/checkout/alamat');
    const bad = await buyer.post('/checkout/alamat', { name: 'Pembeli Contoh', phone: '12', address: 'pendek', regency: 'Kota Contoh', postcode: '1234' });
    assert.equal(bad.status, 422);
    for (const word of ['081234567890', 'lima angka', 'desa']) assert.ok(bad.text.includes(word), word);
    assert.equal((await buyer.post('/checkout/alamat', address)).location, '/checkout/pengiriman');
    assert.equal((await buyer.post('/checkout/pengiriman', { [`way.${house.facility.code}`]: 'kurir', [`way.${house.other.code}`]: 'ambil', requested_on: '24/12/2026' })).location, '/checkout/pembayaran');
    assert.equal((await buyer.post('/checkout/pembayaran', { method: 'emas' })).status, 422);
    assert.equal((await buyer.post('/checkout/pembayaran', { method: 'qris' })).location, '/checkout/periksa');
    const review = (await buyer.get('/checkout/periksa')).text;
    for (const word of ['Pembeli Contoh', 'Jalan Contoh Panjang', '745.000', 'QRIS', '24 Desember 2026', 'ilustrasi']) assert.ok(review.includes(word), word);
  });

  const numbers: string[] = [];
  await t.test('placing twice is ordering once, one order for each unit, and the cart is empty after', async () => {
    const token = crypto.randomUUID();
    const placed = await buyer.post('/checkout/periksa', { _token: token });
    assert.equal(placed.status, 303, placed.text);
    assert.equal((await buyer.post('/checkout/periksa', { _token: token })).location, placed.location);
    const { rows } = await house.admin.query<{ number: string; facility: string; deliver_to: { address: string } }>('select o.number, f.code as facility, deliver_to from orders.sales_order o join organisation.facility f on f.id = o.facility_id order by f.code desc');
    assert.equal(rows.length, 2);
    assert.deepEqual(rows.map(({ facility, deliver_to }) => [facility, deliver_to.address.slice(0, 15)]), [[house.facility.code, 'Jalan Contoh Pa'], [house.other.code, 'Diambil sendiri']]);
    numbers.push(...rows.map(({ number }) => number));
    const done = await buyer.get(placed.location ?? '');
    for (const number of numbers) assert.ok(done.text.includes(number), number);
    assert.match((await buyer.get('/keranjang')).text, /kosong/);
    const held = await house.admin.query<{ reserved: number }>('select reserved from inventory.item where product_id = $1', [chair.product_id]);
    assert.equal(held.rows[0]?.reserved, 2);
  });
  await t.test('the order page shows the four dates to who has proved the order, and to nobody else', async () => {
    const [number = ''] = numbers;
    const { text } = await buyer.get(`/pesanan/${number}`);
    for (const word of [number, 'Menunggu jawaban', '24 Desember 2026', 'Dijanjikan', 'belum ada', '600.000']) assert.ok(text.includes(word), word);
    assert.match((await buyer.get(`/en/pesanan/${number}`)).text, /Awaiting answer/);
    assert.equal((await guest.get(`/pesanan/${number}`)).location, `/pesanan?nomor=${number}`);
    assert.equal((await guest.post('/pesanan', { number, tail: '0000' })).status, 422);
    assert.equal((await guest.post(`/pesanan/${number}/bayar`, { method: 'qris' })).status, 404);
    assert.equal((await guest.post('/pesanan', { number: number.toLowerCase(), tail: '7890' })).location, `/pesanan/${number}`);
    assert.match((await guest.get(`/pesanan/${number}`)).text, /Kursi lipat/);
  });
  await t.test('the sample payment is heard once, and the order is paid', async () => {
    const [number = ''] = numbers;
    const asked = await buyer.post(`/pesanan/${number}/bayar`, { method: 'qris' });
    assert.match(asked.location ?? '', /^\/bayar\/[0-9a-f-]{36}$/);
    assert.match((await buyer.get(asked.location ?? '')).text, /tidak ada uang yang berpindah/);
    assert.equal((await buyer.post(asked.location ?? '', {})).location, `/pesanan/${number}`);
    assert.equal((await buyer.post(asked.location ?? '', {})).location, `/pesanan/${number}`);
    assert.equal((await house.admin.query('select 1 from orders.payment')).rowCount, 1);
    assert.match((await buyer.get(`/pesanan/${number}`)).text, /Lunas/);
    assert.equal((await buyer.post(`/pesanan/${number}/bayar`, { method: 'va' })).status, 409);
    assert.equal((await guest.get('/bayar/00000000-0000-0000-0000-000000000000')).status, 404);
  });
  await t.test('a code that is half an hour old pays nothing', async () => {
    const [, second = ''] = numbers;
    const asked = await buyer.post(`/pesanan/${second}/bayar`, { method: 'va' });
    await house.admin.query(`update orders.charge set expires_at = $1 where paid_event is null`, [new Date(now.getTime() - 1000)]);
    assert.equal((await buyer.post(asked.location ?? '', {})).status, 409);
    assert.match((await buyer.get(asked.location ?? '')).text, /kedaluwarsa/);
  });
  await t.test('a real order is never paid through the sample provider', async () => {
    const [, second = ''] = numbers;
    await house.admin.query('update orders.sales_order set is_sample = false where number = $1', [second]);
    const refused = await buyer.post(`/pesanan/${second}/bayar`, { method: 'qris' });
    assert.equal(refused.status, 409);
    assert.match(refused.text, /transfer ke rekening unit/);
  });
  await t.test('what was withdrawn meanwhile is named and not ordered', async () => {
    await buyer.post('/keranjang', { sku: 'K-KURSI', quantity: '1' });
    await buyer.post('/keranjang', { sku: 'K-TAS', quantity: '1' });
    await house.act(house.as('section_head'), (tx) => withdrawListing(tx, chair));
    const { text } = await buyer.get('/keranjang');
    assert.match(text, /K-KURSI sudah ditarik/);
    assert.ok(text.includes('145.000'));
  });
});

const address = { name: 'Pembeli Contoh', phone: '0812-3456-7890', address: 'Jalan Contoh Panjang 12, Desa Contoh', regency: 'Kota Contoh', postcode: '74111' };

/** A browser with its own cookies, and nothing else. */
function browser(house: House) {
  const jar = new Map<string, string>();
  const ask = async (path: string, form?: Record<string, string>) => {
    const answer = await house.request(path, { ...(form ? { form } : {}), headers: jar.size > 0 ? { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } : {} });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name === undefined || value === undefined) continue;
      if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
  };
  return { get: (path: string) => ask(path), post: (path: string, form: Record<string, string>) => ask(path, form) };
}

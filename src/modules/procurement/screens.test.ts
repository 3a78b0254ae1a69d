// The screens as people walk them: a need, the six steps, the approval, the offer, the decision, the permit and its check.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Actor } from '#kernel/policy.ts';
import { serve } from '#kernel/serve.ts';
import { routes as catalogueRoutes } from '#catalogue';
import { buying, type Buying } from './buying.fixture.ts';
import { routes } from './index.ts';

async function posted({ house }: Buying, path: string, as: Actor, form: Record<string, string>): Promise<string> {
  const answer = await house.request(path, { as, form });
  assert.equal(answer.status, 303, `${path}: ${answer.status} ${(await answer.clone().text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(0, 400)}`);
  return answer.headers.get('location') ?? '';
}
const seen = async ({ house }: Buying, path: string, as: Actor, what: RegExp) => {
  const answer = await house.request(path, { as });
  const text = await answer.text();
  assert.equal(answer.status, 200, path);
  assert.match(text, what, path);
  return text;
};

test('from a need through the six steps to a permit that anybody checks', async (t) => {
  const b = await buying(t);
  const { pp, ppk, kasi, hq, house } = b;
  await seen(b, '/pengadaan/kebutuhan', pp, /Belum ada kebutuhan/);
  await seen(b, '/pengadaan/kebutuhan/baru', pp, /Catat kebutuhan/);
  assert.equal((await house.request('/pengadaan/kebutuhan/baru', { as: pp, form: { item_text: 'x' } })).status, 422);
  const need = await posted(b, '/pengadaan/kebutuhan/baru', pp, { item_text: 'Pengadaan kursi lipat', quantity: '8', unit: 'buah', value_idr: '20.000.000', regency: 'Kabupaten Sukamara', needed_by: '31/12/2026', method: 'e_purchasing', year: '2027' });
  await seen(b, need, pp, /Tersedia sekarang[^]*K-KURSI[^]*5 per hari kerja/);
  await posted(b, `${need}/konfirmasi`, pp, { product_id: b.chair });
  await seen(b, '/pengadaan/kebutuhan?status=confirmed', pp, /Pengadaan kursi lipat/);
  assert.equal((await house.request('/pengadaan/kebutuhan.xlsx', { as: pp })).headers.get('content-type'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  assert.equal((await house.request('/pengadaan/kebutuhan/impor/templat.xlsx', { as: pp })).status, 200);

  const id = need.split('/').at(-1) ?? '';
  await seen(b, `/pengadaan/pengecualian/baru?butuh=${id}`, pp, /checked/);
  assert.equal((await house.request('/pengadaan/pengecualian/baru', { as: pp, form: { unit: 'Bagian Umum' } })).status, 422, 'nothing chosen');
  const reason = await posted(b, '/pengadaan/pengecualian/baru', pp, { unit: 'Bagian Umum', kind: 'single', needs: id });
  const number = reason.split('/')[3] ?? '';
  await seen(b, reason, pp, /Langkah 2 dari 6[^]*Harga di atas pasar/);
  const compare = await posted(b, reason, pp, { reason_code: 'PRICE', reason_text: 'Harga pasar lebih rendah' });
  await seen(b, compare, pp, /belum ada kiriman yang tercatat/);
  const scope = await posted(b, compare, pp, { evidence: 'Penawaran CV Contoh', 'lines.0.line': '1', 'lines.0.market_price_idr': '250.000' });
  const approver = await posted(b, scope, pp, { valid_from: '01/12/2026', valid_to: '31/03/2027' });
  const check = await posted(b, approver, pp, { approver: 'KPA Dinas Contoh' });
  await seen(b, check, pp, /Langkah 6 dari 6[^]*izin terbit dengan sendirinya[^]*uji coba/);
  const file = await posted(b, check, pp, {});
  assert.equal((await house.request(`/bengkel/pengecualian/${number}`, { as: kasi })).status, 404, 'the facility sees nothing before it is sent');
  await posted(b, `${file}/aksi/setuju`, ppk, {});
  await seen(b, file, pp, /Menunggu keputusan[^]*5 hari kerja lagi/);
  await seen(b, '/bengkel/pengecualian', kasi, new RegExp(number));
  assert.equal((await house.request(`/bengkel/pengecualian/${number}`, { as: kasi, form: { line: '1', kind: 'match_price', price_idr: '260000' } })).status, 422);
  await posted(b, `/bengkel/pengecualian/${number}`, kasi, { line: '1', kind: 'match_price', price_idr: '250000' });
  await seen(b, '/pusat/pengecualian', hq, new RegExp(number));
  await seen(b, `/pusat/pengecualian/${number}`, hq, /Menyamai harga/);
  const permit = await posted(b, `/pusat/pengecualian/${number}/putusan`, hq, { decision: 'grant', words: 'Instansi sudah terikat penawaran', 'lines.0.line': '1', 'lines.0.quantity': '6' });
  const code = permit.split('/').at(-1) ?? '';
  const shown = await seen(b, permit, { ...pp, account_id: null, role: 'public' }, /Izin ini berlaku|Izin ini belum berlaku/);
  assert.doesNotMatch(shown, /250\.000|20\.000\.000|Contoh procurement_officer/, 'no price and no person');
  assert.match(shown, /class="qr"/);
  await posted(b, `/izin/${code}/pakai`, pp, { line: '1', quantity: '6', reference: 'SPK-77', used_on: '02/12/2026' });
  assert.equal((await house.request(`/izin/${code}/pakai`, { as: pp, form: { line: '1', quantity: '1', reference: 'SPK-78', used_on: '02/12/2026' } })).status, 409);
  await seen(b, permit, pp, /SPK-77/);
  await posted(b, `/izin/${code}/cabut`, hq, { words: 'Keterangan tidak benar' });
  await seen(b, permit, pp, /Izin ini sudah dicabut/);
  await seen(b, '/pusat/kesenjangan', hq, /Folding chairs[^]*Harga di atas pasar/);
  assert.equal((await house.request('/pusat/kesenjangan.xlsx', { as: hq })).status, 200);
  await seen(b, '/pusat/aturan-beli', hq, /Nilai kecil/);
  await posted(b, '/pusat/aturan-beli/THRESHOLD', hq, { from: '01/01/2027', standing: 'trial', legal_basis: 'Usulan uji coba kedua', text_id: 'Sampai lima juta.', text_en: 'Up to five million.', value: '{"up_to_idr":5000000}' });
  await seen(b, '/pusat/aturan-beli', hq, /Menunggu/);

  const { renderDocument, failurePage } = await import('#ui');
  const shop = serve({ db: house.db, routes: [...catalogueRoutes, ...routes], origin: '', actorOf: async () => pp, draw: renderDocument, failurePage });
  const led = await shop.request(`/cek/${code}`);
  assert.deepEqual([led.status, led.headers.get('location')], [303, `/izin/${code}`], 'the check page knows a permit by its code');
  assert.equal((await shop.request('/cek/TIDAK-ADA')).status, 200);
});

test('the remaining acts of the file by its screens: change, return, withdraw, settle, appeal', async (t) => {
  const b = await buying(t);
  const { pp, ppk, hq, kasi } = b;
  const second = b.house.as('commitment_officer', 'facility', 2);
  const sent = async (): Promise<string> => {
    const reason = await posted(b, '/pengadaan/pengecualian/baru', pp, { unit: 'Bagian Umum', kind: 'single', item_text: 'Kursi lipat aula', quantity: '4', unit_of_sale: 'buah', value_idr: '12000000', needed_by: '31/12/2026' });
    const compare = await posted(b, reason, pp, { reason_code: 'EMERGENCY', reason_text: 'Banjir merusak aula' });
    const scope = await posted(b, compare, pp, { evidence: 'SK darurat 12/2026', 'lines.0.line': '1' });
    const file = await posted(b, await posted(b, await posted(b, scope, pp, { valid_from: '01/12/2026', valid_to: '31/03/2027' }), pp, { approver: 'KPA' }), pp, {});
    await posted(b, `${file}/aksi/kembalikan`, ppk, { words: 'Tambahkan nomor surat' });
    await posted(b, `${file}/periksa`, pp, {});
    await posted(b, `${file}/aksi/setuju`, ppk, {});
    return file;
  };
  const first = await sent();
  await posted(b, `${first}/aksi/ubah`, pp, { words: 'Jumlah berubah' });
  await seen(b, first, pp, /Konsep/);
  await posted(b, `${first}/aksi/tarik`, pp, { words: 'Tidak jadi beli' });
  const settled = await sent();
  await posted(b, `/bengkel/pengecualian/${settled.split('/').at(-1)}`, kasi, { line: '1', kind: 'split_delivery', 'deliveries.0.day': '01/12/2026', 'deliveries.0.quantity': '2', 'deliveries.1.day': '08/12/2026', 'deliveries.1.quantity': '2' });
  await posted(b, `${settled}/aksi/terima`, pp, {});
  await seen(b, settled, pp, /Tawaran UPT diterima/);
  const refusedFile = await sent();
  const number = refusedFile.split('/').at(-1) ?? '';
  await posted(b, `/pusat/pengecualian/${number}/putusan`, hq, { decision: 'refuse', words: 'Bukan keadaan darurat' });
  await posted(b, `${refusedFile}/aksi/keberatan`, second, { words: 'Ada surat darurat bupati' });
  await seen(b, '/pusat/pengecualian', hq, new RegExp(number));
  await posted(b, `/pusat/pengecualian/${number}/keberatan`, b.other_hq, { decision: 'uphold', words: 'Surat tidak menyebut aula' });
  await seen(b, refusedFile, pp, /Keberatan ditolak/);
  await seen(b, '/pengadaan/pengecualian?status=upheld', pp, new RegExp(number));
});

import type pg from 'pg';
import { insertRows, referenceRows } from '#kernel/reference.ts';

/** How long an unpaid public order holds its pieces, and when it ends; a facility may have its own rows. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  const rules: [string, number | object, string][] = [
    ['orders.hold_hours', 24, 'Ketentuan toko, usulan sistem'],
    ['orders.unpaid_hours', 72, 'Syarat pembelian, usulan sistem: pesanan umum yang belum dibayar dalam 72 jam dan belum diterima unit dibatalkan dengan sendirinya'],
    ['orders.quote_answer_days', 3, 'Praktik e-Katalog: negosiasi yang tidak dijawab dalam tiga hari kerja berakhir; usulan sistem'],
    ['orders.claim_days', 14, 'Ketentuan toko, usulan sistem: keluhan atas barang tanpa masa garansi dalam 14 hari sejak serah terima'],
    ['orders.claim_answer_days', 5, 'Ketentuan toko, usulan sistem: klaim dijawab UPT dalam lima hari kerja'],
    ['orders.late_penalty', { per_mille_per_day: 1, cap_percent: 5 }, 'Model SPK pengadaan: 1/1000 per hari dari nilai bagian yang terlambat; batas 5 % dari nilai barang usulan sistem; dapat dibebaskan antarinstansi pemerintah'],
    ['orders.up_limit_idr', 50_000_000, 'PMK 190/PMK.05/2012: UP kepada satu penerima paling banyak Rp50 juta (periksa aturan yang berlaku)'],
    ['orders.rating_least', 3, 'Ketentuan toko, usulan sistem: rata-rata penilaian tampil mulai tiga penilaian, agar tidak menunjuk satu pembeli'],
  ];
  for (const [key, value, legal_basis] of rules) {
    await client.query("insert into kernel.rule (key, value, valid, legal_basis, source) select $1, $2::jsonb, '[2020-01-01,)', $3, 'proposal for this platform' where not exists (select 1 from kernel.rule where key = $1)", [key, JSON.stringify(value), legal_basis]);
  }
  await insertRows(client, 'orders.payment_paper', referenceRows('payment_papers').map(({ valid_from, document, ...row }) => ({ ...row, document: document || null, valid: `[${valid_from},)` })));
}

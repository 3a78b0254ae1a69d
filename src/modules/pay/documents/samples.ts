/** Invented contents of each paper, for its tests and for looking at it. */
import type { z } from 'zod';
import { specimenHead, specimenPerson } from '#kernel/documents/specimen.ts';
import type { daftarPremi, kartuPremi } from './index.ts';
import type { kuitansiTabungan } from './kuitansi-tabungan.ts';

const officer = specimenPerson('Wati Misal', 'Kasubsi Bimbingan Kerja');

export const kartuPremiSample: z.input<typeof kartuPremi.content> = {
  letterhead: specimenHead,
  number: 'KP-2026-11-0042',
  month: '2026-11',
  worker: { name: 'Peserta Contoh', register_number: 'CTH-0042', workshop: 'Bengkel Kayu 1', work: 'Perakitan kursi', skill_level: 'Terampil', since: '2026-03-02', decree: 'SK-12/III/2026 (sidang TPP 27 Februari 2026)' },
  rule: { legal_basis: 'PP 32/1999 pasal 29; aturan pembagian contoh', split: 'peserta 50%, modal kerja 35%, negara 15% dari laba bersih', since: '2026-01-01' },
  days: 21,
  hours: 126,
  good_output: '46 buah',
  rate: 'menurut jam kerja',
  earnings: [
    { explanation: 'Pesanan SP-014 (kursi tunggu): laba Rp 12.000.000, bagian peserta 50% = Rp 6.000.000. Tim bekerja 1.260 jam, Anda 126 jam, jadi bagian Anda 1/10.', amount_idr: 600_000 },
    { explanation: 'Penjualan toko, 12 tas: laba Rp 840.000, bagian peserta Rp 420.000, dibagi rata untuk 8 orang.', amount_idr: 52_500 },
  ],
  gross_idr: 652_500,
  deductions: [{ explanation: 'Ongkos pulang yang disimpan untuk Anda', basis: 'aturan contoh, berlaku sejak 1 Januari 2026', amount_idr: 32_500 }],
  net_idr: 620_000,
  savings: {
    bank: 'Tabungan contoh',
    last_digits: '4421',
    opening_idr: 1_480_000,
    movements: [
      { day: '2026-11-14', explanation: 'Diambil untuk kebutuhan dasar: sabun dan pakaian', in_idr: 0, out_idr: 150_000, balance_idr: 1_330_000 },
      { day: '2026-11-28', explanation: 'Premi bersih November masuk', in_idr: 620_000, out_idr: 0, balance_idr: 1_950_000 },
    ],
    closing_idr: 1_950_000,
  },
  objection: { to: 'Kasubsi Bimbingan Kerja', until: '2026-12-14' },
  officer,
  place: 'Kota Contoh',
  day: '2026-11-30',
};

export const kuitansiTabunganSample: z.input<typeof kuitansiTabungan.content> = {
  letterhead: specimenHead, number: 'AT-2026-0042', place: 'Kota Contoh', day: '2026-11-30', person: { name: 'Peserta Contoh', register_number: 'CTH-0042', roster_code: 'A42' }, kind: 'heirs', purpose: 'Penyerahan tabungan', amount_idr: 1_950_000,
  papers: ['Akta kematian 12/2026', 'Surat keterangan ahli waris 7/2026'], heirs: [{ name: 'Ahli Contoh Satu', relation: 'istri', amount_idr: 1_300_000 }, { name: 'Ahli Contoh Dua', relation: 'anak', amount_idr: 650_000 }], treasurer: specimenPerson('Tono Misal', 'Bendahara'), head: specimenPerson('Drs. Bambang Misal', 'Kepala Lapas Contoh Tirta Kencana'),
};

export const daftarPremiSample: z.input<typeof daftarPremi.content> = {
  letterhead: specimenHead,
  number: 'DP-2026-11-003',
  month: '2026-11',
  source: 'SP-014/BU/XI/2026',
  rows: Array.from({ length: 32 }, (_, i) => ({
    name: `Peserta Contoh ${i + 1}`,
    register_number: `CTH-${String(i + 1).padStart(4, '0')}`,
    days: 18 + (i % 4),
    output: `${40 + i} buah`,
    gross_idr: 600_000 + i * 1_500,
    deductions_idr: 30_000,
    net_idr: 570_000 + i * 1_500,
  })),
  total_net_idr: 32 * 570_000 + 1_500 * 496,
  prepared_by: officer,
  approved_by: specimenPerson('Drs. Bambang Misal', 'Kepala Lapas Contoh Tirta Kencana'),
  paid_by: specimenPerson('Tono Misal', 'Bendahara'),
  place: 'Kota Contoh',
  day: '2026-11-30',
};

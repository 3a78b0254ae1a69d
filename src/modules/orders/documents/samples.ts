/** Invented contents of each paper, for its tests and for looking at it. */
import type { z } from 'zod';
import { specimenHead, specimenPerson } from '#kernel/documents/specimen.ts';
import type { bast, faktur, kuitansi, suratJalan, suratPesanan } from './index.ts';

const ppk = specimenPerson('Rina Contoh, S.E.', 'Pejabat Pembuat Komitmen');
const head = specimenPerson('Drs. Bambang Misal', 'Kepala Lapas Contoh Tirta Kencana');
const facility = { facility: 'Lapas Contoh Tirta Kencana', address: 'Jalan Percontohan Nomor 1, Kota Contoh' };

export const suratPesananSample: z.input<typeof suratPesanan.content> = {
  letterhead: { ...specimenHead, ministry: 'Badan Contoh Republik Indonesia', directorate: 'Sekretariat Utama', unit: 'Biro Umum' },
  number: 'SP-014/BU/XI/2026',
  day: '2026-11-03',
  place: 'Jakarta',
  budget: { package: 'Pengadaan mebel ruang pelayanan', rup_code: '00000001', funding: 'APBN', dipa: 'DIPA-000.00.0.000000/2026', account: '532111', fiscal_year: '2026' },
  buyer: { ...ppk, agency: 'Biro Umum, Badan Contoh', satker_code: '000000', address: 'Jalan Contoh Merdeka 2, Jakarta', tax_number: '0000000000000000' },
  supplier: { ...head, ...facility, receiving_account: 'Rekening penerimaan (data contoh) 000-000' },
  basis: 'hasil negosiasi Nomor NEG-009/BU/X/2026 tanggal 28 Oktober 2026',
  lines: [
    { code: 'TKC-KRS-01', name: 'Kursi tunggu kayu jati tiga dudukan', specification: 'Jati kelas II, rangka 40 × 60 mm, pelitur air', kbki: '3811201', local_content_pct: 92, quantity: 24, unit: 'buah', unit_price_idr: 1_850_000, delivery_idr: 900_000, amount_idr: 45_300_000 },
    { code: 'TKC-MJA-04', name: 'Meja pelayanan', specification: '160 × 70 × 75 cm', kbki: '3812102', local_content_pct: 88, quantity: 6, unit: 'buah', unit_price_idr: 2_400_000, delivery_idr: 350_000, amount_idr: 14_750_000 },
  ],
  tax: { label: 'PPN dibebaskan (dasar menurut aturan yang berlaku)', amount_idr: 0 },
  total_idr: 60_050_000,
  deliveries: [
    { address: 'Gedung A lantai 1, Jalan Contoh Merdeka 2, Jakarta', receiver: 'Bagian Rumah Tangga', phone: '(000) 000000' },
    { address: 'Gedung B, Jalan Contoh Raya 9, Bogor', receiver: 'Subbagian Perlengkapan' },
  ],
  starts_on: '2026-11-05',
  ends_on: '2026-12-14',
  calendar_days: 40,
  payment: { method: 'LS', terms: 'Dibayar sekaligus setelah berita acara serah terima.' },
  late_clause: 'Keterlambatan dikenai denda 1/1000 dari nilai bagian yang terlambat untuk setiap hari.',
  clauses: [
    'Penyedia menjamin barang selama 12 bulan sejak serah terima.',
    'Barang diperiksa bersama saat diterima; yang tidak sesuai diganti tanpa biaya.',
    'Keadaan kahar diberitahukan tertulis paling lambat 14 hari sejak terjadi.',
    'Sengketa diselesaikan dengan musyawarah, lalu melalui layanan penyelesaian sengketa pengadaan.',
  ],
  copies: ['Kuasa Pengguna Anggaran', 'Kepala Kantor Wilayah'],
};

export const bastSample: z.input<typeof bast.content> = {
  letterhead: suratPesananSample.letterhead,
  number: 'BAST-021/BU/XII/2026',
  day: '2026-12-15',
  place: 'Jakarta',
  extent: 'part',
  giver: { ...head, institution: facility.facility, address: facility.address },
  receiver: { ...ppk, institution: 'Biro Umum, Badan Contoh', address: 'Jalan Contoh Merdeka 2, Jakarta' },
  basis: ['Surat Pesanan Nomor SP-014/BU/XI/2026 tanggal 3 November 2026'],
  inspection: { finished_on: '2026-12-14', quantity_fits: false, function_fits: true, time_fits: true, notes: 'Dua kursi ditolak karena pelitur tergores.' },
  lines: [
    { code: 'TKC-KRS-01', name: 'Kursi tunggu kayu jati tiga dudukan', unit: 'buah', ordered: 24, received: 22, rejected: 2, condition: 'baik', lot: 'L-2612-0007', location: 'Gedung A', amount_idr: 41_600_000 },
    { code: 'TKC-MJA-04', name: 'Meja pelayanan', unit: 'buah', ordered: 6, received: 6, rejected: 0, condition: 'baik', lot: 'L-2612-0008', location: 'Gedung B', amount_idr: 14_750_000 },
  ],
  value_idr: 56_350_000,
  days_late: 1,
  penalty_idr: 56_350,
  guarantee: '12 bulan',
  attachments: ['Foto barang, 4 lembar'],
  witnesses: [specimenPerson('Sari Umpama', 'Pemeriksa barang')],
};

export const kuitansiSample: z.input<typeof kuitansi.content> = {
  letterhead: suratPesananSample.letterhead,
  form: 'LS',
  fiscal_year: '2026',
  number: '0123/KW/XII/2026',
  budget_line: '000.00.WA.0000.EBA.994.532111',
  received_from: 'Kuasa Pengguna Anggaran, Biro Umum, Badan Contoh',
  amount_idr: 56_350_000,
  purpose: 'Pembayaran mebel ruang pelayanan sesuai SP-014/BU/XI/2026 dan BAST-021/BU/XII/2026',
  goods: [
    { name: 'Kursi tunggu kayu jati tiga dudukan', quantity: 22, unit: 'buah', specification: 'Jati kelas II' },
    { name: 'Meja pelayanan', quantity: 6, unit: 'buah', specification: '160 × 70 × 75 cm' },
  ],
  place: 'Jakarta',
  day: '2026-12-18',
  payee: head,
  commitment_officer: ppk,
  goods_officer: specimenPerson('Sari Umpama', 'Pejabat penerima barang'),
  meterai: true,
  withheld: [{ label: 'PPh 22 (tarif contoh)', amount_idr: 845_250 }],
  net_idr: 55_504_750,
};

export const fakturSample: z.input<typeof faktur.content> = {
  letterhead: specimenHead,
  number: 'F-2026-000145',
  order_number: 'KB-2026-000145',
  day: '2026-11-24',
  buyer: { name: 'Pembeli Contoh', address: 'Jalan Misal 5, Bandung', phone: '+62 000 0000 0000' },
  lines: [
    { code: 'TKC-TAS-02', name: 'Tas anyaman pandan', quantity: 3, unit: 'buah', unit_price_idr: 145_000, amount_idr: 435_000 },
    { code: 'TKC-KPI-01', name: 'Kopi bubuk 250 g', quantity: 2, unit: 'bungkus', unit_price_idr: 42_500, amount_idr: 85_000 },
  ],
  discount_idr: 20_000,
  delivery_idr: 31_000,
  total_idr: 531_000,
  payment: { method: 'QRIS', reference: 'CTH-000-145', paid_at: '24 November 2026, 10.05 WIB' },
};

export const suratJalanSample: z.input<typeof suratJalan.content> = {
  letterhead: specimenHead,
  number: 'SJ-0031/TKC/XII/2026',
  order_number: 'SP-014/BU/XI/2026',
  day: '2026-12-13',
  place: 'Kota Contoh',
  recipient: { name: 'Bagian Rumah Tangga, Badan Contoh', address: 'Gedung A lantai 1, Jalan Contoh Merdeka 2, Jakarta', phone: '(000) 000000' },
  carrier: { name: 'Ekspedisi Contoh', vehicle: 'B 0000 CTH', driver: 'Pengemudi Contoh' },
  lines: [
    { code: 'TKC-KRS-01', name: 'Kursi tunggu kayu jati tiga dudukan', quantity: 24, unit: 'buah', lot: 'L-2612-0007', packages: 12 },
    { code: 'TKC-MJA-04', name: 'Meja pelayanan', quantity: 6, unit: 'buah', lot: 'L-2612-0008', packages: 6, note: 'Kaca dibungkus terpisah' },
  ],
  sender: head,
};

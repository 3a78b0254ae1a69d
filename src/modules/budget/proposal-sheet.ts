// The whole request as one sheet: each row names its part. Written from the same content as the paper, and in its language.
import type { z } from 'zod';
import type { Row, SheetColumn } from '#kernel/sheets/index.ts';
import type { usulanAnggaran } from './documents/usulan-anggaran.ts';

export const sheetColumns: SheetColumn[] = [
  { key: 'part', title: 'Bagian', kind: 'text', width: 18 }, { key: 'what', title: 'Uraian', kind: 'text', width: 60 }, { key: 'account', title: 'Akun', kind: 'text', width: 10 }, { key: 'output_code', title: 'Kode keluaran', kind: 'text', width: 16 }, { key: 'fund', title: 'Sumber dana', kind: 'text' },
  { key: 'quantity', title: 'Volume', kind: 'integer' }, { key: 'unit', title: 'Satuan', kind: 'text' }, { key: 'unit_price_idr', title: 'Harga satuan (Rp)', kind: 'money' }, { key: 'amount_idr', title: 'Jumlah RAB (Rp)', kind: 'money', total: true }, { key: 'value_idr', title: 'Nilai lain (Rp)', kind: 'money' }, { key: 'target', title: 'Target', kind: 'text', width: 16 },
];

export function sheetRows(content: z.input<typeof usulanAnggaran.content>): Row[] {
  const { payback } = content;
  return [
    ...content.background.map((what) => ({ part: 'Latar belakang', what })), { part: 'Kebutuhan', what: content.need }, { part: 'Tujuan', what: content.aim }, ...content.activities.map((what) => ({ part: 'Kegiatan', what })),
    ...content.indicators.map(({ name, unit, baseline, target }) => ({ part: 'Indikator', what: `${name} (semula ${baseline})`, unit, target })),
    ...content.lines.map((line) => ({ part: 'RAB', ...line })),
    { part: 'Hasil', what: 'Tempat kerja', quantity: content.jobs, unit: 'orang' }, { part: 'Hasil', what: 'Dilatih', quantity: content.trained, unit: 'orang' },
    ...(payback === null ? [] : [
      { part: 'Balik modal', what: `${payback.product}: ${payback.expected.months === null ? 'tidak tercapai' : `diharapkan ${payback.expected.months} bulan`}`, quantity: payback.expected.months, unit: 'bulan', value_idr: payback.invested_idr },
      { part: 'Balik modal', what: 'Premi setahun', value_idr: payback.expected.premi_idr }, { part: 'Balik modal', what: 'Penerimaan negara setahun', value_idr: payback.expected.state_idr },
    ]),
    ...content.capital.map(({ year, machines, price_idr }) => ({ part: 'Rencana modal', what: `Penggantian mesin ${year}`, quantity: machines, unit: 'mesin', value_idr: price_idr })),
  ];
}

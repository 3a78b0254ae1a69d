/** Usulan anggaran: the terms of reference, the cost breakdown (RAB) and what the money brings, as one paper. */
import { z } from 'zod';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import { figure, idr, letterhead, money, officialDocument, signatory, sum, type Block } from '#kernel/documents/index.ts';
import { rupiahInWords } from '#kernel/spoken.ts';

const outcome = z.strictObject({ months: z.int().nullable(), premi_idr: idr, state_idr: idr });
const content = z.strictObject({
  letterhead, number: z.string(), year: z.int(), title: z.string(), background: z.array(z.string()).min(1), need: z.string(), aim: z.string(), activities: z.array(z.string()).min(1),
  indicators: z.array(z.strictObject({ name: z.string(), unit: z.string(), baseline: z.string(), target: z.string() })),
  lines: z.array(z.strictObject({ output_code: z.string(), account: z.string(), what: z.string(), fund: z.string(), quantity: z.int(), unit: z.string(), unit_price_idr: idr, amount_idr: idr })).min(1), total_idr: idr,
  jobs: z.int(), trained: z.int(), jobs_per_100m: z.number(), trained_per_100m: z.number(),
  payback: z.strictObject({ product: z.string(), invested_idr: idr, pieces_per_month: z.int(), low: outcome, expected: outcome, high: outcome, premi_per_million: idr, state_per_million: idr }).nullable(),
  capital: z.array(z.strictObject({ year: z.int(), machines: z.int(), price_idr: idr })), facts_on: z.iso.date(), prepared_by: signatory, head: signatory, place: z.string(), day: z.iso.date(),
}).refine(({ lines }) => lines.every((line) => line.amount_idr === line.quantity * line.unit_price_idr), { path: ['lines'], message: 'an amount is not its quantity times its price' })
  .refine(({ lines, total_idr }) => sum(lines, (line) => line.amount_idr) === total_idr, { path: ['total_idr'], message: 'the lines do not add up to what is asked' });
export type UsulanAnggaran = z.output<typeof content>;

export const usulanAnggaran = officialDocument({
  kind: 'usulan-anggaran',
  content,
  compose: (paper) => ({
    title: 'Usulan Anggaran', number: paper.number, subtitle: `${paper.title}, tahun anggaran ${paper.year}`, letterhead: paper.letterhead,
    blocks: [
      { kind: 'section', title: 'A. Kerangka acuan' },
      ...paper.background.map((text) => ({ kind: 'text', text }) satisfies Block),
      { kind: 'note', text: `Angka di atas adalah fakta sistem pada ${formatDay(paper.facts_on, 'id')}.` },
      { kind: 'facts', facts: [{ label: 'Kebutuhan', value: paper.need }, { label: 'Tujuan', value: paper.aim }] },
      { kind: 'table', title: 'Kegiatan', columns: [{ title: 'No.' }, { title: 'Kegiatan', share: 1 }], rows: paper.activities.map((activity, n) => [String(n + 1), activity]) },
      ...indicatorsOf(paper),
      { kind: 'section', title: 'B. Rincian anggaran biaya' },
      {
        kind: 'table', columns: [{ title: 'Akun', share: 1 }, { title: 'Uraian', share: 2.6 }, { title: 'Volume', align: 'right', share: 1 }, { title: 'Harga (Rp)', align: 'right', share: 1.3 }, { title: 'Jumlah (Rp)', align: 'right', share: 1.4 }],
        rows: paper.lines.map((line) => [`${line.account} ${line.fund}`, `${line.what} (${line.output_code})`, `${figure(line.quantity)} ${line.unit}`, figure(line.unit_price_idr), figure(line.amount_idr)]),
      },
      { kind: 'totals', facts: [], total: { label: 'Jumlah yang diusulkan', value: money(paper.total_idr) }, words: rupiahInWords(paper.total_idr) },
      { kind: 'section', title: 'C. Yang dihasilkan' },
      { kind: 'facts', facts: [{ label: 'Tempat kerja', value: `${figure(paper.jobs)} orang (${figure(paper.jobs_per_100m)} per Rp100 juta)` }, { label: 'Dilatih', value: `${figure(paper.trained)} orang (${figure(paper.trained_per_100m)} per Rp100 juta)` }] },
      ...paybackOf(paper),
      { kind: 'table', title: 'Rencana penggantian mesin', columns: [{ title: 'Tahun', share: 1 }, { title: 'Mesin', align: 'right', share: 1 }, { title: 'Perkiraan harga (Rp)', align: 'right', share: 2 }], rows: paper.capital.map((row) => [String(row.year), figure(row.machines), figure(row.price_idr)]), foot: [['Jumlah', figure(sum(paper.capital, (row) => row.machines)), figure(sum(paper.capital, (row) => row.price_idr))]] },
      { kind: 'signatures', place_and_day: `${paper.place}, ${formatDay(paper.day, 'id')}`, signatures: [{ above: 'Disusun oleh', person: paper.prepared_by }, { above: paper.head.position, person: paper.head, stamp: true }] },
    ],
  }),
});

function indicatorsOf({ indicators }: UsulanAnggaran): Block[] {
  if (indicators.length === 0) return [];
  return [{ kind: 'table', title: 'Indikator', columns: [{ title: 'Indikator', share: 3 }, { title: 'Satuan', share: 1 }, { title: 'Semula', align: 'right', share: 1 }, { title: 'Target', align: 'right', share: 1 }], rows: indicators.map((row) => [row.name, row.unit, row.baseline, row.target]) }];
}

function paybackOf({ payback, day }: UsulanAnggaran): Block[] {
  if (payback === null) return [{ kind: 'note', text: 'Balik modal tidak disimulasikan: usulan ini bukan untuk menambah hasil satu produk.' }];
  const months = (n: number | null) => (n === null ? 'tidak tercapai' : `${figure(n)} bulan`);
  return [{
    kind: 'table', title: `Balik modal: ${payback.product}, investasi ${money(payback.invested_idr)}`, columns: [{ title: 'Perkiraan', share: 2 }, { title: 'Hasil −20 %', align: 'right', share: 1.4 }, { title: 'Diharapkan', align: 'right', share: 1.4 }, { title: 'Hasil +20 %', align: 'right', share: 1.4 }],
    rows: [
      ['Balik modal', months(payback.low.months), months(payback.expected.months), months(payback.high.months)],
      ['Premi setahun (Rp)', figure(payback.low.premi_idr), figure(payback.expected.premi_idr), figure(payback.high.premi_idr)],
      ['Penerimaan negara setahun (Rp)', figure(payback.low.state_idr), figure(payback.expected.state_idr), figure(payback.high.state_idr)],
    ],
  }, { kind: 'note', text: `Tambahan ${figure(payback.pieces_per_month)} buah sebulan. Tiap Rp1 juta yang diusulkan membawa premi ${money(payback.premi_per_million)} dan penerimaan negara ${money(payback.state_per_million)} setahun. Dihitung ${formatMonth(day.slice(0, 7), 'id')}.` }];
}

/**
 * Laporan bulanan kegiatan kerja: facility → regional office → directorate. Each number comes with the content; a number
 * that is not there is shown as "–" with its reason, never as zero.
 */
import { z } from 'zod';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import { figure, idr, letterhead, officialDocument, signatory, sum, type Block } from '#kernel/documents/index.ts';
import { figureKeys, figuresOf, sectionLetters, sections, type SectionLetter } from './laporan-sections.ts';

const reported = z.union([z.number(), z.strictObject({ missing: z.string().min(1) })]);
type Reported = z.output<typeof reported>;

const content = z
  .strictObject({
    letterhead,
    number: z.string(),
    month: z.string().regex(/^\d{4}-\d{2}$/),
    figures: z
      .record(z.string(), reported)
      .refine((figures) => figureKeys.every((key) => key in figures), 'every figure is given, or its absence explained')
      .refine((figures) => Object.keys(figures).every((key) => figureKeys.includes(key)), 'a figure the report does not know'),
    fields: z.array(z.strictObject({ field: z.string(), workers: z.int().nonnegative() })).default([]),
    products: z
      .array(
        z.strictObject({
          name: z.string(),
          unit: z.string(),
          target: z.number().nonnegative().nullable(),
          made: z.number().nonnegative(),
          defect_pct: z.number().nonnegative(),
          value_idr: idr,
        }),
      )
      .default([]),
    deposits: z.array(z.strictObject({ ntpn: z.string(), day: z.iso.date(), amount_idr: idr })).default([]),
    trainings: z.array(z.strictObject({ name: z.string(), partner: z.string(), participants: z.int(), certificates: z.int() })).default([]),
    obstacles: z.array(z.strictObject({ obstacle: z.string(), follow_up: z.string() })).default([]),
    prepared_by: signatory,
    checked_by: signatory,
    acknowledged_by: signatory,
    place: z.string(),
    day: z.iso.date(),
  })
  .refine(({ deposits, figures }) => agrees(figures.state_revenue_idr, sum(deposits, (row) => row.amount_idr), deposits.length), {
    path: ['deposits'],
    message: 'the deposits do not add up to the state revenue reported',
  })
  .refine(({ products, figures }) => agrees(figures.production_value_idr, sum(products, (row) => row.value_idr), products.length), {
    path: ['products'],
    message: 'the products do not add up to the value reported',
  });
export type LaporanBulanan = z.output<typeof content>;

export const laporanBulanan = officialDocument({
  kind: 'laporan-bulanan',
  content,
  compose: (report) => ({
    title: 'Laporan Bulanan Kegiatan Kerja',
    number: report.number,
    subtitle: `Bulan ${formatMonth(report.month, 'id')}`,
    letterhead: report.letterhead,
    blocks: [
      ...sectionLetters.flatMap((letter) => [
        { kind: 'section', title: `${letter}. ${sections[letter].title}` } satisfies Block,
        figuresTable(report, letter),
        ...details(report, letter),
      ]),
      { kind: 'section', title: 'K. Kendala dan tindak lanjut' },
      ...obstaclesOf(report),
      {
        kind: 'signatures',
        place_and_day: `${report.place}, ${formatDay(report.day, 'id')}`,
        signatures: [
          { above: 'Dibuat oleh', person: report.prepared_by },
          { above: 'Diperiksa oleh', person: report.checked_by },
          { above: 'Mengetahui', person: report.acknowledged_by, stamp: true },
        ],
      },
    ],
  }),
});

function figuresTable({ figures }: LaporanBulanan, letter: SectionLetter): Block {
  return {
    kind: 'table',
    columns: [{ title: 'Uraian', share: 3 }, { title: 'Jumlah', align: 'right', share: 1.3 }, { title: 'Satuan', share: 0.9 }, { title: 'Keterangan', share: 2.4 }],
    rows: figuresOf(letter).map(({ key, label, unit }) => {
      const value = figures[key];
      return typeof value === 'number' ? [label, figure(value), unit, ''] : [label, '–', unit, value?.missing ?? 'tidak dilaporkan'];
    }),
  };
}

/** The lists that stand under a section's figures. */
function details(report: LaporanBulanan, letter: SectionLetter): Block[] {
  const listed: Partial<Record<SectionLetter, (report: LaporanBulanan) => Table>> = { A: fieldsOf, C: productsOf, E: depositsOf, F: trainingsOf };
  const table = listed[letter]?.(report);
  return table === undefined || table.rows.length === 0 ? [] : [table];
}

type Table = Extract<Block, { kind: 'table' }>;

function fieldsOf({ fields }: LaporanBulanan): Table {
  return {
    kind: 'table',
    title: 'Peserta kerja menurut bidang',
    columns: [{ title: 'Bidang', share: 3 }, { title: 'Peserta', align: 'right', share: 1 }],
    rows: fields.map((row) => [row.field, figure(row.workers)]),
    foot: [['Jumlah', figure(sum(fields, (row) => row.workers))]],
  };
}

function productsOf({ products }: LaporanBulanan): Table {
  return {
    kind: 'table',
    title: 'Hasil menurut jenis',
    columns: [
      { title: 'Jenis', share: 3 },
      { title: 'Target', align: 'right', share: 1 },
      { title: 'Hasil', align: 'right', share: 1 },
      { title: 'Satuan', share: 0.9 },
      { title: 'Cacat', align: 'right', share: 0.9 },
      { title: 'Nilai (Rp)', align: 'right', share: 1.6 },
    ],
    rows: products.map((row) => [row.name, row.target === null ? '–' : figure(row.target), figure(row.made), row.unit, `${figure(row.defect_pct)}%`, figure(row.value_idr)]),
    foot: [['Jumlah', '', '', '', '', figure(sum(products, (row) => row.value_idr))]],
  };
}

function depositsOf({ deposits }: LaporanBulanan): Table {
  return {
    kind: 'table',
    title: 'Setoran penerimaan negara (PNBP)',
    columns: [{ title: 'NTPN', share: 2 }, { title: 'Tanggal', share: 1 }, { title: 'Jumlah (Rp)', align: 'right', share: 1.5 }],
    rows: deposits.map((row) => [row.ntpn, formatDay(row.day, 'id'), figure(row.amount_idr)]),
    foot: [['Jumlah', '', figure(sum(deposits, (row) => row.amount_idr))]],
  };
}

function trainingsOf({ trainings }: LaporanBulanan): Table {
  return {
    kind: 'table',
    title: 'Pelatihan bulan ini',
    columns: [{ title: 'Jenis', share: 2 }, { title: 'Mitra', share: 2 }, { title: 'Peserta', align: 'right', share: 1 }, { title: 'Sertifikat', align: 'right', share: 1 }],
    rows: trainings.map((row) => [row.name, row.partner, figure(row.participants), figure(row.certificates)]),
  };
}

function obstaclesOf({ obstacles }: LaporanBulanan): Block[] {
  if (obstacles.length === 0) return [{ kind: 'note', text: 'Tidak ada kendala yang dilaporkan.' }];
  return [{ kind: 'table', columns: [{ title: 'Kendala', share: 1 }, { title: 'Tindak lanjut', share: 1 }], rows: obstacles.map((row) => [row.obstacle, row.follow_up]) }];
}

function agrees(total: Reported | undefined, listed: number, rows: number): boolean {
  return rows === 0 || typeof total !== 'number' || total === listed;
}

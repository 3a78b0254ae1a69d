/** Berita acara pemeriksaan dan serah terima: what was delivered, what was accepted, in whole or in part. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { type Block, type Fact, figure, idr, letterhead, money, officialDocument, orDash, signatory, sum } from '#kernel/documents/index.ts';
import { dayInWords, rupiahInWords } from '#kernel/spoken.ts';

const party = signatory.extend({ institution: z.string(), address: z.string() });

const line = z.strictObject({
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  ordered: z.number().positive(),
  received: z.number().nonnegative(),
  rejected: z.number().nonnegative(),
  condition: z.string(),
  lot: z.string().optional(),
  location: z.string().optional(),
  amount_idr: idr,
});

const content = z
  .strictObject({
    letterhead,
    number: z.string(),
    day: z.iso.date(),
    place: z.string(),
    extent: z.enum(['whole', 'part']),
    giver: party,
    receiver: party,
    basis: z.array(z.string()).min(1),
    inspection: z.strictObject({
      finished_on: z.iso.date(),
      quantity_fits: z.boolean(),
      function_fits: z.boolean(),
      time_fits: z.boolean(),
      notes: z.string().optional(),
    }),
    lines: z.array(line).min(1),
    value_idr: idr,
    days_late: z.int().nonnegative(),
    penalty_idr: idr,
    guarantee: z.string(),
    attachments: z.array(z.string()).default([]),
    witnesses: z.array(signatory).max(3).default([]),
  })
  .refine((record) => record.lines.every(({ ordered, received, rejected }) => received + rejected <= ordered), {
    path: ['lines'],
    message: 'more is received and rejected than was ordered',
  })
  .refine((record) => (record.extent === 'whole') === record.lines.every(({ ordered, received }) => received === ordered), {
    path: ['extent'],
    message: 'a handover is whole exactly when every line is received in full',
  })
  .refine((record) => sum(record.lines, ({ amount_idr }) => amount_idr) === record.value_idr, {
    path: ['value_idr'],
    message: 'the value is not the sum of the lines',
  });
export type Bast = z.output<typeof content>;

export const bast = officialDocument({
  kind: 'bast',
  content,
  compose: (record) => ({
    title: 'Berita Acara Pemeriksaan dan Serah Terima',
    number: record.number,
    subtitle: record.extent === 'whole' ? 'Serah terima seluruh barang' : 'Serah terima sebagian barang',
    letterhead: record.letterhead,
    blocks: [
      {
        kind: 'text',
        text: `Pada hari ini ${dayInWords(record.day)} (${record.day.split('-').toReversed().join('-')}), bertempat di ${record.place}, kami yang bertanda tangan di bawah ini:`,
      },
      { kind: 'parties', parties: [{ heading: 'Pihak Pertama (penyerah)', facts: partyFacts(record.giver) }, { heading: 'Pihak Kedua (penerima)', facts: partyFacts(record.receiver) }] },
      { kind: 'text', text: `berdasarkan ${record.basis.join('; ')}, telah memeriksa dan menyerahterimakan barang sebagai berikut.` },
      { kind: 'section', title: 'Pemeriksaan' },
      {
        kind: 'checks',
        checks: [
          { label: 'Jumlah sesuai pesanan', checked: record.inspection.quantity_fits },
          { label: 'Barang berfungsi dan tepat guna', checked: record.inspection.function_fits },
          { label: `Waktu sesuai; selesai ${formatDay(record.inspection.finished_on, 'id')}`, checked: record.inspection.time_fits },
        ],
      },
      ...(record.inspection.notes === undefined ? [] : [{ kind: 'note', text: `Catatan: ${record.inspection.notes}` } satisfies Block]),
      linesOf(record),
      {
        kind: 'totals',
        facts: [],
        total: { label: 'Nilai barang diterima', value: money(record.value_idr) },
        words: rupiahInWords(record.value_idr),
      },
      {
        kind: 'text',
        text: `Sejak berita acara ini ditandatangani, tanggung jawab atas barang yang diterima beralih dari Pihak Pertama kepada Pihak Kedua. Masa garansi: ${record.guarantee}.${
          record.days_late === 0
            ? ' Tidak ada keterlambatan.'
            : ` Keterlambatan ${record.days_late} hari, denda ${money(record.penalty_idr)} (${rupiahInWords(record.penalty_idr)}).`
        }`,
      },
      ...(record.attachments.length === 0 ? [] : [{ kind: 'copies', title: 'Lampiran', copies: record.attachments } satisfies Block]),
      {
        kind: 'signatures',
        place_and_day: `${record.place}, ${formatDay(record.day, 'id')}`,
        signatures: [
          { above: 'Pihak Pertama,\nyang menyerahkan', person: signer(record.giver), stamp: true },
          { above: 'Pihak Kedua,\nyang menerima', person: signer(record.receiver), stamp: true },
          ...record.witnesses.map((witness) => ({ above: 'Saksi', person: witness })),
        ],
      },
    ],
  }),
});

function partyFacts(of: z.output<typeof party>): Fact[] {
  return [
    { label: 'Nama', value: of.name },
    { label: 'NIP', value: orDash(of.nip) },
    { label: 'Jabatan', value: of.position },
    { label: 'Instansi', value: of.institution },
    { label: 'Alamat', value: of.address },
  ];
}

function linesOf({ lines }: Bast): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'No.', align: 'right' },
      { title: 'Barang', share: 3 },
      { title: 'Dipesan', align: 'right' },
      { title: 'Diterima', align: 'right' },
      { title: 'Ditolak', align: 'right' },
      { title: 'Kondisi', share: 1.5 },
      { title: 'Batch, lokasi', share: 1.8 },
      { title: 'Nilai (Rp)', align: 'right' },
    ],
    rows: lines.map((row, i) => [
      String(i + 1),
      `${row.name}\n${row.code}`,
      `${figure(row.ordered)} ${row.unit}`,
      figure(row.received),
      figure(row.rejected),
      row.condition,
      [orDash(row.lot), row.location].filter(Boolean).join('\n'),
      figure(row.amount_idr),
    ]),
  };
}

function signer({ name, nip, position, decree }: z.output<typeof party>): z.output<typeof signatory> {
  return { name, nip, position, decree };
}

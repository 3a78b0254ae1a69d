/**
 * Kartu premi: the worker's own copy for one month. Every rupiah has a plain sentence that says where it came from or
 * went to. Wages are recorded and kept for the worker (PP 32/1999, art. 29).
 */
import { z } from 'zod';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import { figure, idr, letterhead, money, officialDocument, orDash, signatory, sum, type Block, type Fact } from '#kernel/documents/index.ts';
import { rupiahInWords } from '#kernel/spoken.ts';

const movement = z.strictObject({ day: z.iso.date(), explanation: z.string(), in_idr: idr, out_idr: idr, balance_idr: idr });

type Savings = { opening_idr: number; movements: z.output<typeof movement>[]; closing_idr: number };

const content = z
  .strictObject({
    letterhead,
    number: z.string(),
    /** YYYY-MM */
    month: z.string().regex(/^\d{4}-\d{2}$/),
    worker: z.strictObject({
      name: z.string(),
      register_number: z.string(),
      workshop: z.string(),
      work: z.string(),
      skill_level: z.string().optional(),
      since: z.iso.date().optional(),
      decree: z.string().optional(),
    }),
    rule: z.strictObject({ legal_basis: z.string(), split: z.string(), since: z.iso.date() }),
    /** Which reading of the law holds, and what waits for the budget under it. Cards of before say neither. */
    reading: z.string().optional(),
    waiting: z.array(z.strictObject({ explanation: z.string(), amount_idr: idr })).optional(),
    days: z.number().nonnegative(),
    hours: z.number().nonnegative(),
    good_output: z.string().optional(),
    rate: z.string().optional(),
    // A division that was taken back is a line below nought.
    earnings: z.array(z.strictObject({ explanation: z.string(), amount_idr: z.int() })),
    gross_idr: z.int(),
    deductions: z.array(z.strictObject({ explanation: z.string(), basis: z.string(), amount_idr: idr })),
    net_idr: z.int(),
    savings: z.strictObject({ bank: z.string().optional(), last_digits: z.string().max(4).optional(), opening_idr: idr, movements: z.array(movement), closing_idr: idr }),
    objection: z.strictObject({ to: z.string(), until: z.iso.date() }),
    officer: signatory,
    place: z.string(),
    day: z.iso.date(),
  })
  .refine((card) => sum(card.earnings, (row) => row.amount_idr) === card.gross_idr, { path: ['gross_idr'], message: 'the gross is not the sum of the earnings' })
  .refine((card) => card.gross_idr - sum(card.deductions, (row) => row.amount_idr) === card.net_idr, { path: ['net_idr'], message: 'the net is not the gross less the deductions' })
  .refine((card) => followsOn(card.savings), { path: ['savings'], message: 'a balance does not follow from the one before' });
export type KartuPremi = z.output<typeof content>;

export const kartuPremi = officialDocument({
  kind: 'kartu-premi',
  content,
  paper: 'a5',
  compose: (card) => ({
    title: 'Kartu Premi',
    number: card.number,
    subtitle: formatMonth(card.month, 'id'),
    letterhead: card.letterhead,
    blocks: [
      { kind: 'parties', parties: [{ heading: 'Peserta kerja', facts: workerFacts(card) }, { heading: 'Kerja bulan ini', facts: workFacts(card) }] },
      earningsOf(card),
      { kind: 'totals', facts: [], total: { label: 'Premi bersih Anda', value: money(card.net_idr) }, words: `${card.net_idr < 0 ? 'kurang ' : ''}${rupiahInWords(Math.abs(card.net_idr))}` },
      savingsOf(card),
      ...waitingOf(card),
      { kind: 'note', text: `Dasar: ${card.rule.legal_basis}. Pembagian: ${card.rule.split}. Berlaku sejak ${formatDay(card.rule.since, 'id')}.${card.reading ? ` ${card.reading}` : ''}` },
      { kind: 'text', text: `Ada yang tidak cocok? Sampaikan keberatan kepada ${card.objection.to} paling lambat ${formatDay(card.objection.until, 'id')}. Keberatan tidak mengurangi hak Anda.` },
      {
        kind: 'signatures',
        place_and_day: `${card.place}, ${formatDay(card.day, 'id')}`,
        signatures: [
          { above: 'Petugas', person: card.officer, stamp: true },
          { above: 'Peserta kerja', person: null, note: 'tanda tangan atau cap jempol' },
        ],
      },
    ],
  }),
});

function waitingOf({ waiting = [] }: KartuPremi): Block[] {
  if (waiting.length === 0) return [];
  return [{ kind: 'table', title: 'Menunggu anggaran', columns: [{ title: 'Penjelasan', share: 1 }, { title: 'Jumlah (Rp)', align: 'right' }], rows: waiting.map((row) => [row.explanation, figure(row.amount_idr)]), foot: [['Jumlah', figure(sum(waiting, (row) => row.amount_idr))]] }];
}

function workerFacts({ worker }: KartuPremi): Fact[] {
  return [
    { label: 'Nama', value: worker.name },
    { label: 'Register', value: worker.register_number },
    { label: 'Bengkel', value: worker.workshop },
    { label: 'Sejak', value: worker.since === undefined ? '–' : formatDay(worker.since, 'id') },
    { label: 'Dasar', value: orDash(worker.decree) },
  ];
}

function workFacts(card: KartuPremi): Fact[] {
  return [
    { label: 'Jenis', value: card.worker.work },
    { label: 'Tingkat', value: orDash(card.worker.skill_level) },
    { label: 'Hadir', value: `${figure(card.days)} hari, ${figure(card.hours)} jam` },
    { label: 'Hasil baik', value: orDash(card.good_output) },
    { label: 'Tarif', value: orDash(card.rate) },
  ];
}

function earningsOf(card: KartuPremi): Block {
  return {
    kind: 'table',
    title: 'Dari mana premi ini',
    columns: [{ title: 'Penjelasan', share: 1 }, { title: 'Jumlah (Rp)', align: 'right' }],
    rows: [
      ...card.earnings.map((row) => [row.explanation, figure(row.amount_idr)]),
      ['Premi kotor', figure(card.gross_idr)],
      ...(card.deductions.length === 0
        ? [['Tidak ada potongan.', '0']]
        : card.deductions.map((row) => [`Potongan: ${row.explanation}\nDasar: ${row.basis}`, `−${figure(row.amount_idr)}`])),
    ],
    foot: [['Premi bersih', figure(card.net_idr)]],
  };
}

function savingsOf({ savings }: KartuPremi): Block {
  const account = [savings.bank, savings.last_digits === undefined ? undefined : `…${savings.last_digits}`].filter(Boolean).join(' ');
  return {
    kind: 'table',
    title: account === '' ? 'Simpanan Anda' : `Simpanan Anda (${account})`,
    columns: [
      { title: 'Tanggal' },
      { title: 'Penjelasan', share: 1 },
      { title: 'Masuk (Rp)', align: 'right' },
      { title: 'Keluar (Rp)', align: 'right' },
      { title: 'Saldo (Rp)', align: 'right' },
    ],
    rows: [
      ['', 'Saldo awal', '', '', figure(savings.opening_idr)],
      ...savings.movements.map((row) => [
        row.day.split('-').toReversed().join('/'),
        row.explanation,
        row.in_idr === 0 ? '' : figure(row.in_idr),
        row.out_idr === 0 ? '' : figure(row.out_idr),
        figure(row.balance_idr),
      ]),
    ],
    foot: [['', 'Saldo akhir', '', '', figure(savings.closing_idr)]],
  };
}

function followsOn({ opening_idr, movements, closing_idr }: Savings): boolean {
  let balance = opening_idr;
  for (const row of movements) {
    balance += row.in_idr - row.out_idr;
    if (balance !== row.balance_idr) return false;
  }
  return balance === closing_idr;
}

/** Daftar pembayaran premi: everyone paid in a period, with room for each receipt, prepared and approved by two persons. */
import { z } from 'zod';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import { figure, idr, letterhead, money, officialDocument, signatory, sum } from '#kernel/documents/index.ts';
import { rupiahInWords } from '#kernel/spoken.ts';

const row = z
  .strictObject({
    name: z.string(),
    register_number: z.string(),
    days: z.number().nonnegative(),
    output: z.string(),
    gross_idr: idr,
    deductions_idr: idr,
    net_idr: idr,
  })
  .refine((paid) => paid.gross_idr - paid.deductions_idr === paid.net_idr, { path: ['net_idr'], message: 'the net is not the gross less the deductions' });

const content = z
  .strictObject({
    letterhead,
    number: z.string(),
    month: z.string().regex(/^\d{4}-\d{2}$/),
    /** What was sold, such as the order's number. */
    source: z.string(),
    rows: z.array(row).min(1),
    total_net_idr: idr,
    prepared_by: signatory,
    approved_by: signatory,
    paid_by: signatory,
    place: z.string(),
    day: z.iso.date(),
  })
  .refine((list) => sum(list.rows, (paid) => paid.net_idr) === list.total_net_idr, { path: ['total_net_idr'], message: 'the total is not the sum of the rows' })
  .refine((list) => list.prepared_by.name !== list.approved_by.name, { path: ['approved_by'], message: 'who prepares does not approve' });

export const daftarPremi = officialDocument({
  kind: 'daftar-premi',
  content,
  compose: (list) => ({
    title: 'Daftar Pembayaran Premi',
    number: list.number,
    subtitle: `${formatMonth(list.month, 'id')} · ${list.source}`,
    letterhead: list.letterhead,
    blocks: [
      {
        kind: 'table',
        columns: [
          { title: 'No.', align: 'right' },
          { title: 'Nama, register', share: 2 },
          { title: 'Hari', align: 'right' },
          { title: 'Hasil', share: 1.2 },
          { title: 'Kotor (Rp)', align: 'right' },
          { title: 'Potongan (Rp)', align: 'right' },
          { title: 'Bersih (Rp)', align: 'right' },
          { title: 'Tanda terima', share: 1.2 },
        ],
        // Receipts stand left and right in turn, so that two signatures never touch.
        rows: list.rows.map((paid, i) => [
          String(i + 1),
          `${paid.name}\n${paid.register_number}`,
          figure(paid.days),
          paid.output,
          figure(paid.gross_idr),
          figure(paid.deductions_idr),
          figure(paid.net_idr),
          i % 2 === 0 ? `${i + 1}.` : `\n        ${i + 1}.`,
        ]),
        foot: [
          [
            '',
            'Jumlah',
            '',
            '',
            figure(sum(list.rows, (paid) => paid.gross_idr)),
            figure(sum(list.rows, (paid) => paid.deductions_idr)),
            figure(list.total_net_idr),
            '',
          ],
        ],
      },
      { kind: 'totals', facts: [], total: { label: 'Dibayarkan', value: money(list.total_net_idr) }, words: rupiahInWords(list.total_net_idr) },
      {
        kind: 'signatures',
        place_and_day: `${list.place}, ${formatDay(list.day, 'id')}`,
        signatures: [
          { above: 'Disusun oleh', person: list.prepared_by },
          { above: 'Disetujui oleh', person: list.approved_by, stamp: true },
          { above: 'Dibayarkan oleh', person: list.paid_by },
        ],
      },
    ],
  }),
});

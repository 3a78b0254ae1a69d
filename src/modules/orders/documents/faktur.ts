/** Faktur (nota): what a public buyer bought, from whom, and how it was paid. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { figure, idr, letterhead, money, officialDocument, orDash, sum } from '#kernel/documents/index.ts';
import { rupiahInWords } from '#kernel/spoken.ts';
import { goodsLine, lineAgrees } from './goods-line.ts';

const content = z
  .strictObject({
    letterhead,
    number: z.string(),
    order_number: z.string(),
    day: z.iso.date(),
    buyer: z.strictObject({ name: z.string(), address: z.string().optional(), phone: z.string().optional() }),
    lines: z.array(goodsLine).min(1),
    discount_idr: idr,
    delivery_idr: idr,
    total_idr: idr,
    payment: z.strictObject({ method: z.string(), reference: z.string().optional(), paid_at: z.string().optional() }),
  })
  .refine((invoice) => invoice.lines.every(lineAgrees), { path: ['lines'], message: 'a line is not its quantity × price + delivery' })
  .refine((invoice) => sum(invoice.lines, (line) => line.amount_idr) - invoice.discount_idr + invoice.delivery_idr === invoice.total_idr, {
    path: ['total_idr'],
    message: 'the total is not the lines less discount plus delivery',
  });

export const faktur = officialDocument({
  kind: 'faktur',
  content,
  compose: (invoice) => ({
    title: 'Faktur',
    number: invoice.number,
    letterhead: invoice.letterhead,
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: 'Tanggal', value: formatDay(invoice.day, 'id') },
          { label: 'Nomor pesanan', value: invoice.order_number },
          { label: 'Pembeli', value: [invoice.buyer.name, invoice.buyer.address, invoice.buyer.phone].filter(Boolean).join('\n') },
        ],
      },
      {
        kind: 'table',
        columns: [
          { title: 'No.', align: 'right' },
          { title: 'Barang', share: 1 },
          { title: 'Jumlah', align: 'right' },
          { title: 'Harga satuan (Rp)', align: 'right' },
          { title: 'Jumlah harga (Rp)', align: 'right' },
        ],
        rows: invoice.lines.map((line, i) => [
          String(i + 1),
          [line.name, line.code, line.specification].filter(Boolean).join('\n'),
          `${figure(line.quantity)} ${line.unit}`,
          figure(line.unit_price_idr),
          figure(line.amount_idr),
        ]),
      },
      {
        kind: 'totals',
        facts: [
          { label: 'Jumlah barang', value: money(sum(invoice.lines, (line) => line.amount_idr)) },
          ...(invoice.discount_idr === 0 ? [] : [{ label: 'Potongan harga', value: `−${money(invoice.discount_idr)}` }]),
          { label: 'Ongkos kirim', value: money(invoice.delivery_idr) },
        ],
        total: { label: 'Total', value: money(invoice.total_idr) },
        words: rupiahInWords(invoice.total_idr),
      },
      {
        kind: 'facts',
        facts: [
          { label: 'Cara bayar', value: invoice.payment.method },
          { label: 'Referensi pembayaran', value: orDash(invoice.payment.reference) },
          { label: 'Dibayar', value: invoice.payment.paid_at ?? 'belum dibayar' },
        ],
      },
      { kind: 'note', text: 'Terima kasih. Barang ini dibuat oleh peserta kerja dalam pembinaan kemandirian.' },
    ],
  }),
});

/** Bukti pengembalian uang: what a buyer gets back, of which order and why. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { idr, letterhead, money, officialDocument, signatory } from '#kernel/documents/index.ts';
import { rupiahInWords } from '#kernel/spoken.ts';

const content = z.strictObject({
  letterhead, number: z.string(), order_number: z.string(), place: z.string(), day: z.iso.date(), payee: z.string(), method: z.string(), reference: z.string(), cause: z.string(), reason: z.string(),
  paid_idr: idr, accepted_idr: idr, refunded_before_idr: idr, amount_idr: idr, treasurer: signatory, head: signatory,
}).refine((refund) => refund.amount_idr > 0 && refund.refunded_before_idr + refund.amount_idr <= refund.paid_idr - refund.accepted_idr, { path: ['amount_idr'], message: 'more goes back than was paid and not accepted' });

export const pengembalian = officialDocument({
  kind: 'pengembalian',
  content,
  compose: (refund) => ({
    title: 'Bukti Pengembalian Uang',
    number: refund.number,
    letterhead: refund.letterhead,
    blocks: [
      { kind: 'facts', facts: [
        { label: 'Nomor pesanan', value: refund.order_number }, { label: 'Dikembalikan kepada', value: refund.payee }, { label: 'Cara dan tujuan', value: `${refund.method}, ${refund.reference}` },
        { label: 'Sebab', value: refund.cause }, { label: 'Keterangan', value: refund.reason },
      ] },
      { kind: 'totals', facts: [
        { label: 'Sudah dibayar pembeli', value: money(refund.paid_idr) }, { label: 'Nilai yang diterima pembeli', value: `−${money(refund.accepted_idr)}` },
        ...(refund.refunded_before_idr === 0 ? [] : [{ label: 'Sudah dikembalikan sebelumnya', value: `−${money(refund.refunded_before_idr)}` }]),
      ], total: { label: 'Dikembalikan sekarang', value: money(refund.amount_idr) }, words: rupiahInWords(refund.amount_idr) },
      { kind: 'signatures', place_and_day: `${refund.place}, ${formatDay(refund.day, 'id')}`, signatures: [{ above: 'Menyetujui,\nKepala UPT', person: refund.head, stamp: true }, { above: 'Bendahara', person: refund.treasurer }] },
    ],
  }),
});

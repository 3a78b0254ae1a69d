/** Berita acara pembayaran: what is due now, from what was received, less what was taken off and paid before. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { idr, letterhead, money, officialDocument, signatory } from '#kernel/documents/index.ts';
import { rupiahInWords } from '#kernel/spoken.ts';

const content = z.strictObject({
  letterhead, number: z.string(), place: z.string(), day: z.iso.date(), order_letter: z.string(), handovers: z.array(z.strictObject({ number: z.string(), day: z.iso.date() })).min(1), accounts: z.string(), payment: z.string(), receiving_account: z.string(),
  ordered_idr: idr, rejected_idr: idr, credit_idr: idr, paid_idr: idr, due_now_idr: idr, officer: signatory, supplier: signatory,
}).refine((record) => record.ordered_idr - record.rejected_idr - record.credit_idr - record.paid_idr === record.due_now_idr, { path: ['due_now_idr'], message: 'what is due is not what was ordered less what was rejected, taken off and paid' });

export const beritaAcaraPembayaran = officialDocument({
  kind: 'berita-acara-pembayaran',
  content,
  compose: (record) => ({
    title: 'Berita Acara Pembayaran',
    number: record.number,
    letterhead: record.letterhead,
    blocks: [
      { kind: 'text', text: `Berdasarkan ${record.order_letter} dan berita acara serah terima ${record.handovers.map(({ number, day }) => `${number} tanggal ${formatDay(day, 'id')}`).join('; ')}, kedua pihak menyatakan bahwa pembayaran berikut dapat dilakukan.` },
      { kind: 'facts', facts: [{ label: 'Akun', value: record.accounts }, { label: 'Cara pembayaran', value: record.payment }, { label: 'Rekening tujuan', value: record.receiving_account }] },
      { kind: 'totals', facts: [
        { label: 'Nilai pesanan', value: money(record.ordered_idr) }, ...(record.rejected_idr > 0 ? [{ label: 'Ditolak atau tidak dikirim', value: `−${money(record.rejected_idr)}` }] : []), ...(record.credit_idr > 0 ? [{ label: 'Denda dan klaim', value: `−${money(record.credit_idr)}` }] : []), ...(record.paid_idr > 0 ? [{ label: 'Sudah dibayar', value: `−${money(record.paid_idr)}` }] : []),
      ], total: { label: 'Dibayar sekarang', value: money(record.due_now_idr) }, words: rupiahInWords(record.due_now_idr) },
      { kind: 'signatures', place_and_day: `${record.place}, ${formatDay(record.day, 'id')}`, signatures: [{ above: 'Pejabat Pembuat Komitmen', person: record.officer, stamp: true }, { above: 'Penyedia', person: record.supplier, stamp: true }] },
    ],
  }),
});

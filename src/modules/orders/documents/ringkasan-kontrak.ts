/** Ringkasan kontrak: what is registered of an order as a contract, so that it can be paid directly from the treasury. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { idr, letterhead, money, officialDocument, signatory } from '#kernel/documents/index.ts';
import { rupiahInWords } from '#kernel/spoken.ts';

const content = z.strictObject({
  letterhead, number: z.string(), place: z.string(), day: z.iso.date(), order_letter: z.string(), order_day: z.iso.date(), addenda: z.array(z.string()).default([]), rup_code: z.string(), accounts: z.string(), work: z.string(), supplier: z.string(), supplier_address: z.string(), receiving_account: z.string(), starts_on: z.iso.date(), ends_on: z.iso.date(), payment: z.string(), late_clause: z.string(), total_idr: idr, officer: signatory,
});

export const ringkasanKontrak = officialDocument({
  kind: 'ringkasan-kontrak',
  content,
  compose: (summary) => ({
    title: 'Ringkasan Kontrak',
    number: summary.number,
    letterhead: summary.letterhead,
    blocks: [
      { kind: 'facts', facts: [
        { label: 'Surat pesanan', value: `${summary.order_letter}, ${formatDay(summary.order_day, 'id')}` }, { label: 'Adendum', value: summary.addenda.join(', ') || '–' }, { label: 'Kode RUP', value: summary.rup_code }, { label: 'Akun', value: summary.accounts }, { label: 'Uraian', value: summary.work },
        { label: 'Penyedia', value: `${summary.supplier}\n${summary.supplier_address}` }, { label: 'Rekening', value: summary.receiving_account }, { label: 'Jangka waktu', value: `${formatDay(summary.starts_on, 'id')} sampai ${formatDay(summary.ends_on, 'id')}` }, { label: 'Cara pembayaran', value: summary.payment }, { label: 'Sanksi', value: summary.late_clause },
      ] },
      { kind: 'totals', facts: [], total: { label: 'Nilai kontrak', value: money(summary.total_idr) }, words: rupiahInWords(summary.total_idr) },
      { kind: 'signatures', place_and_day: `${summary.place}, ${formatDay(summary.day, 'id')}`, signatures: [{ above: 'Pejabat Pembuat Komitmen', person: summary.officer, stamp: true }] },
    ],
  }),
});

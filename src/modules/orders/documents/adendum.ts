/** Adendum surat pesanan: what both sides changed of a signed order, before and after. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { idr, letterhead, money, officialDocument, signatory } from '#kernel/documents/index.ts';
import { rupiahInWords } from '#kernel/spoken.ts';

const content = z.strictObject({
  letterhead, number: z.string(), order_letter: z.string(), day: z.iso.date(), place: z.string(), proposed_by: z.string(), reason: z.string(), changes: z.array(z.strictObject({ what: z.string(), before: z.string(), after: z.string() })).min(1),
  total_before_idr: idr, total_after_idr: idr, buyer: signatory.extend({ institution: z.string() }), supplier: signatory.extend({ institution: z.string() }),
});

export const adendum = officialDocument({
  kind: 'adendum',
  content,
  compose: (addendum) => ({
    title: 'Adendum Surat Pesanan',
    number: addendum.number,
    letterhead: addendum.letterhead,
    blocks: [
      { kind: 'facts', facts: [{ label: 'Surat pesanan', value: addendum.order_letter }, { label: 'Pemesan', value: addendum.buyer.institution }, { label: 'Penyedia', value: addendum.supplier.institution }, { label: 'Diusulkan oleh', value: addendum.proposed_by }, { label: 'Alasan', value: addendum.reason }] },
      { kind: 'text', text: 'Kedua pihak sepakat mengubah surat pesanan tersebut sebagai berikut. Yang tidak disebut tetap berlaku seperti semula.' },
      { kind: 'table', columns: [{ title: 'No.', align: 'right' }, { title: 'Yang diubah', share: 2 }, { title: 'Semula', share: 2 }, { title: 'Menjadi', share: 2 }], rows: addendum.changes.map(({ what, before, after }, n) => [String(n + 1), what, before, after]) },
      { kind: 'totals', facts: [{ label: 'Nilai semula', value: money(addendum.total_before_idr) }], total: { label: 'Nilai menjadi', value: money(addendum.total_after_idr) }, words: rupiahInWords(addendum.total_after_idr) },
      { kind: 'signatures', place_and_day: `${addendum.place}, ${formatDay(addendum.day, 'id')}`, signatures: [{ above: 'Pejabat Pembuat Komitmen', person: signer(addendum.buyer), stamp: true }, { above: 'Penyedia', person: signer(addendum.supplier), stamp: true, meterai: true }] },
    ],
  }),
});

function signer({ name, nip, position, decree }: z.output<typeof signatory>): z.output<typeof signatory> {
  return { name, nip, position, decree };
}

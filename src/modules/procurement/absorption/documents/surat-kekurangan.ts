/** Surat keterangan kekurangan pasokan: the facility could not deliver what the rule asks a supplier to take; the supplier does not answer for it. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { figure, idr, letterhead, money, officialDocument, signatory } from '#kernel/documents/index.ts';
import { rupiahInWords } from '#kernel/spoken.ts';

const content = z.strictObject({
  letterhead, number: z.string(), supplier: z.string(), contract_number: z.string(), from_day: z.iso.date(), to_day: z.iso.date(), value_idr: idr, percent_bp: z.int(), base: z.string(), base_idr: idr, legal_basis: z.string(), doubt: z.string().nullable(),
  required_idr: idr, offered_idr: idr, accepted_idr: idr, refused_idr: idr, shortage_idr: idr, cause: z.string(), as_of: z.iso.date(), prepared_by: signatory, head: signatory, place: z.string(), day: z.iso.date(),
}).refine((paper) => paper.shortage_idr > 0 && paper.shortage_idr === paper.required_idr - paper.offered_idr, { path: ['shortage_idr'], message: 'the shortage is what was required and not offered' })
  .refine((paper) => paper.accepted_idr + paper.refused_idr <= paper.offered_idr, { path: ['accepted_idr'], message: 'more was answered than was offered' });

export const suratKekurangan = officialDocument({
  kind: 'surat-kekurangan',
  content,
  compose: (paper) => ({
    title: 'Surat Keterangan Kekurangan Pasokan', number: paper.number, letterhead: paper.letterhead,
    blocks: [
      { kind: 'text', text: `Sampai dengan ${formatDay(paper.as_of, 'id')}, hasil yang kami tawarkan kepada ${paper.supplier} tidak mencapai nilai yang wajib diserap menurut kontrak di bawah ini. Kekurangan tersebut berasal dari pihak kami dan tidak menjadi tanggung jawab pemasok.` },
      { kind: 'facts', facts: [
        { label: 'Kontrak', value: `${paper.contract_number}, ${formatDay(paper.from_day, 'id')} sampai ${formatDay(paper.to_day, 'id')}` }, { label: 'Nilai kontrak', value: money(paper.value_idr) },
        { label: 'Ketentuan', value: `${figure(paper.percent_bp / 100)} % dari ${paper.base} (${money(paper.base_idr)})` }, { label: 'Dasar', value: paper.legal_basis }, { label: 'Sebab kekurangan', value: paper.cause },
      ] },
      { kind: 'totals', facts: [
        { label: 'Wajib diserap', value: money(paper.required_idr) }, { label: 'Ditawarkan', value: money(paper.offered_idr) }, { label: 'Diterima pemasok', value: money(paper.accepted_idr) }, { label: 'Ditolak pemasok', value: money(paper.refused_idr) },
      ], total: { label: 'Kekurangan dari pihak kami', value: money(paper.shortage_idr) }, words: rupiahInWords(paper.shortage_idr) },
      { kind: 'note', text: 'Bagian yang sudah ditawarkan tetapi tidak diterima tetap menjadi kewajiban pemasok.' },
      ...(paper.doubt === null ? [] : [{ kind: 'note' as const, text: `Ketentuan ini belum diverifikasi. ${paper.doubt}` }]),
      { kind: 'signatures', place_and_day: `${paper.place}, ${formatDay(paper.day, 'id')}`, signatures: [{ above: 'Disusun oleh', person: paper.prepared_by }, { above: paper.head.position, person: paper.head, stamp: true }] },
    ],
  }),
});

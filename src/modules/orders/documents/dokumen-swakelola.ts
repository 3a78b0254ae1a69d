/** The six papers of a swakelola file of type II, alike but for their title and what they say. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { type Block, figure, idr, letterhead, money, officialDocument, signatory, sum } from '#kernel/documents/index.ts';
import { rupiahInWords } from '#kernel/spoken.ts';

const party = signatory.extend({ institution: z.string() });
const content = z.strictObject({
  letterhead, title: z.string(), number: z.string(), file_number: z.string(), place: z.string(), day: z.iso.date(), basis: z.string(), subject: z.string(), starts_on: z.iso.date(), ends_on: z.iso.date(), value_idr: idr, text: z.string(), progress_percent: z.int().min(0).max(100).optional(),
  costs: z.array(z.strictObject({ name: z.string(), quantity: z.int().positive(), unit: z.string(), unit_price_idr: idr })).default([]), buyer: party, maker: party,
}).refine((paper) => paper.costs.length === 0 || sum(paper.costs, (line) => line.quantity * line.unit_price_idr) === paper.value_idr, { path: ['costs'], message: 'the costs are not the value' });

export const dokumenSwakelola = officialDocument({
  kind: 'swakelola',
  content,
  compose: (paper) => ({
    title: paper.title,
    number: paper.number,
    letterhead: paper.letterhead,
    blocks: [
      { kind: 'facts', facts: [
        { label: 'Pekerjaan', value: paper.subject }, { label: 'Berkas', value: paper.file_number }, { label: 'Penanggung jawab anggaran', value: paper.buyer.institution }, { label: 'Pelaksana', value: paper.maker.institution }, { label: 'Waktu', value: `${formatDay(paper.starts_on, 'id')} sampai ${formatDay(paper.ends_on, 'id')}` },
        ...(paper.progress_percent === undefined ? [] : [{ label: 'Kemajuan', value: `${paper.progress_percent}%` }]), { label: 'Dasar', value: paper.basis },
      ] },
      ...paper.text.split(/\n{2,}/).map((text): Block => ({ kind: 'text', text })),
      ...(paper.costs.length === 0 ? [] : [{ kind: 'table', columns: [{ title: 'No.', align: 'right' }, { title: 'Uraian', share: 3 }, { title: 'Jumlah', align: 'right' }, { title: 'Harga satuan', align: 'right' }, { title: 'Jumlah harga', align: 'right' }], rows: paper.costs.map((line, n) => [String(n + 1), line.name, `${figure(line.quantity)} ${line.unit}`, figure(line.unit_price_idr), figure(line.quantity * line.unit_price_idr)]) } satisfies Block]),
      { kind: 'totals', facts: [], total: { label: 'Nilai', value: money(paper.value_idr) }, words: rupiahInWords(paper.value_idr) },
      { kind: 'signatures', place_and_day: `${paper.place}, ${formatDay(paper.day, 'id')}`, signatures: [{ above: 'Penanggung jawab anggaran', person: signer(paper.buyer), stamp: true }, { above: 'Pelaksana', person: signer(paper.maker), stamp: true }] },
    ],
  }),
});

function signer({ name, nip, position, decree }: z.output<typeof party>): z.output<typeof signatory> {
  return { name, nip, position, decree };
}

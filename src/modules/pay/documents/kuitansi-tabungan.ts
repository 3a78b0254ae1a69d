/** Kuitansi tabungan: what was paid out for good, to whom, on which papers; signed or thumb-printed by who receives it. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { figure, idr, letterhead, money, officialDocument, signatory, sum, type Block } from '#kernel/documents/index.ts';
import { rupiahInWords } from '#kernel/spoken.ts';

const content = z.strictObject({
  letterhead, number: z.string(), place: z.string(), day: z.iso.date(), person: z.strictObject({ name: z.string(), register_number: z.string(), roster_code: z.string() }), kind: z.enum(['release', 'heirs']), purpose: z.string(), amount_idr: idr,
  papers: z.array(z.string()), heirs: z.array(z.strictObject({ name: z.string(), relation: z.string(), amount_idr: idr })), treasurer: signatory, head: signatory,
}).refine(({ kind, heirs, amount_idr }) => (kind === 'heirs') === heirs.length > 0 && (kind === 'release' || sum(heirs, (heir) => heir.amount_idr) === amount_idr), { path: ['heirs'], message: 'the heirs do not share the whole amount' });
export type ReceiptContent = z.output<typeof content>;

export const kuitansiTabungan = officialDocument({
  kind: 'kuitansi-tabungan',
  content,
  paper: 'a5',
  compose: (receipt) => ({
    title: receipt.kind === 'heirs' ? 'Kuitansi Penyerahan Tabungan kepada Ahli Waris' : 'Kuitansi Pelunasan Tabungan',
    number: receipt.number,
    letterhead: receipt.letterhead,
    blocks: [
      { kind: 'facts', facts: [{ label: 'Pemilik tabungan', value: `${receipt.person.name} (${receipt.person.roster_code})` }, { label: 'Register', value: receipt.person.register_number }, { label: 'Untuk', value: receipt.purpose }, ...receipt.papers.map((paper) => ({ label: 'Surat', value: paper }))] },
      ...heirsOf(receipt),
      { kind: 'totals', facts: [], total: { label: 'Diserahkan', value: money(receipt.amount_idr) }, words: rupiahInWords(receipt.amount_idr) },
      { kind: 'text', text: 'Dengan ini seluruh tabungan yang dicatat atas nama pemilik telah diserahkan dan diterima. Ada yang tidak cocok? Sampaikan keberatan kepada Kepala UPT atau kantor wilayah.' },
      { kind: 'signatures', place_and_day: `${receipt.place}, ${formatDay(receipt.day, 'id')}`, signatures: [
        ...(receipt.kind === 'heirs' ? receipt.heirs.map((heir) => ({ above: 'Ahli waris', person: { name: heir.name, position: heir.relation } })) : [{ above: 'Yang menerima', person: null, note: 'tanda tangan atau cap jempol' }]),
        { above: 'Bendahara', person: receipt.treasurer }, { above: 'Menyetujui,\nKepala UPT', person: receipt.head, stamp: true },
      ] },
    ],
  }),
});

function heirsOf({ heirs }: ReceiptContent): Block[] {
  return heirs.length === 0 ? [] : [{ kind: 'table', title: 'Ahli waris', columns: [{ title: 'Nama', share: 1 }, { title: 'Hubungan' }, { title: 'Bagian (Rp)', align: 'right' }], rows: heirs.map((heir) => [heir.name, heir.relation, figure(heir.amount_idr)]) }];
}

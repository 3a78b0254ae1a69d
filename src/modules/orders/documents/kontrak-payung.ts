/** Kontrak payung: prices, the most that may be called of each, and the whole value, for a time. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { figure, idr, letterhead, money, officialDocument, signatory } from '#kernel/documents/index.ts';
import { rupiahInWords } from '#kernel/spoken.ts';

const party = signatory.extend({ institution: z.string() });
const content = z.strictObject({
  letterhead, number: z.string(), place: z.string(), day: z.iso.date(), subject: z.string(), from: z.iso.date(), to: z.iso.date(), buyer: party, supplier: party,
  lines: z.array(z.strictObject({ code: z.string(), name: z.string(), unit: z.string(), unit_price_idr: idr, max_quantity: z.int().positive() })).min(1), max_idr: idr,
});

export const kontrakPayung = officialDocument({
  kind: 'kontrak-payung',
  content,
  compose: (contract) => ({
    title: 'Kontrak Payung',
    number: contract.number,
    letterhead: contract.letterhead,
    blocks: [
      { kind: 'facts', facts: [{ label: 'Pekerjaan', value: contract.subject }, { label: 'Pemesan', value: contract.buyer.institution }, { label: 'Penyedia', value: contract.supplier.institution }, { label: 'Masa berlaku', value: `${formatDay(contract.from, 'id')} sampai ${formatDay(contract.to, 'id')}` }] },
      { kind: 'table', columns: [{ title: 'No.', align: 'right' }, { title: 'Barang', share: 3 }, { title: 'Harga satuan', align: 'right' }, { title: 'Paling banyak', align: 'right' }], rows: contract.lines.map((line, n) => [String(n + 1), `${line.name}\n${line.code}`, figure(line.unit_price_idr), `${figure(line.max_quantity)} ${line.unit}`]) },
      { kind: 'totals', facts: [], total: { label: 'Nilai paling banyak', value: money(contract.max_idr) }, words: rupiahInWords(contract.max_idr) },
      { kind: 'clauses', clauses: ['Harga satuan tetap selama masa berlaku.', 'Setiap kebutuhan dipesan dengan surat pesanan tersendiri, paling banyak sebesar sisa jumlah dan sisa nilai kontrak ini.', 'Penyedia menjanjikan tanggal untuk setiap pesanan; jumlah dan nilai di atas bukan kewajiban membeli.', 'Pesanan yang terbit di dalam masa berlaku tetap diselesaikan sesudahnya.'] },
      { kind: 'signatures', place_and_day: `${contract.place}, ${formatDay(contract.day, 'id')}`, signatures: [{ above: 'Pejabat Pembuat Komitmen', person: signer(contract.buyer), stamp: true }, { above: 'Penyedia', person: signer(contract.supplier), stamp: true, meterai: true }] },
    ],
  }),
});

function signer({ name, nip, position, decree }: z.output<typeof party>): z.output<typeof signatory> {
  return { name, nip, position, decree };
}

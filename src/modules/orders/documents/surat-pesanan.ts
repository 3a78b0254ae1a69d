/** Surat pesanan: the agency's order to a facility, signed by the commitment officer (PPK) and the facility. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { type Block, type Fact, figure, idr, letterhead, money, officialDocument, orDash, signatory, sum } from '#kernel/documents/index.ts';
import { rupiahInWords } from '#kernel/spoken.ts';
import { goodsLine, lineAgrees } from './goods-line.ts';

const content = z
  .strictObject({
    letterhead,
    number: z.string(),
    day: z.iso.date(),
    place: z.string(),
    budget: z.strictObject({
      package: z.string(),
      rup_code: z.string().optional(),
      funding: z.string(),
      dipa: z.string().optional(),
      account: z.string().optional(),
      fiscal_year: z.string(),
    }),
    buyer: signatory.extend({ agency: z.string(), satker_code: z.string().optional(), address: z.string(), tax_number: z.string().optional() }),
    supplier: signatory.extend({ facility: z.string(), address: z.string(), receiving_account: z.string().optional() }),
    basis: z.string(),
    lines: z.array(goodsLine.extend({ kbki: z.string().optional(), local_content_pct: z.number().optional() })).min(1),
    tax: z.strictObject({ label: z.string(), amount_idr: idr }),
    total_idr: idr,
    deliveries: z.array(z.strictObject({ address: z.string(), receiver: z.string(), phone: z.string().optional() })).min(1),
    starts_on: z.iso.date(),
    ends_on: z.iso.date(),
    calendar_days: z.int().positive(),
    payment: z.strictObject({ method: z.enum(['LS', 'UP']), terms: z.string() }),
    late_clause: z.string(),
    clauses: z.array(z.string()).default([]),
    copies: z.array(z.string()).default([]),
  })
  .refine((order) => order.lines.every(lineAgrees), { path: ['lines'], message: 'a line is not its quantity × price + delivery' })
  .refine((order) => sum(order.lines, (line) => line.amount_idr) + order.tax.amount_idr === order.total_idr, {
    path: ['total_idr'],
    message: 'the total is not the sum of the lines and the tax',
  });
export type SuratPesanan = z.output<typeof content>;

export const suratPesanan = officialDocument({
  kind: 'surat-pesanan',
  content,
  compose: (order) => ({
    title: 'Surat Pesanan',
    number: order.number,
    letterhead: order.letterhead,
    blocks: [
      { kind: 'facts', facts: budgetFacts(order) },
      partiesOf(order),
      { kind: 'text', text: `Berdasarkan ${order.basis}, Pejabat Pembuat Komitmen memesan barang berikut kepada Penyedia.` },
      linesOf(order),
      totalsOf(order),
      { kind: 'section', title: 'Pengiriman dan waktu' },
      { kind: 'facts', facts: deliveryFacts(order) },
      { kind: 'section', title: 'Syarat' },
      { kind: 'clauses', clauses: [order.late_clause, ...order.clauses] },
      {
        kind: 'signatures',
        place_and_day: `${order.place}, ${formatDay(order.day, 'id')}`,
        signatures: [
          { above: 'Pejabat Pembuat Komitmen', person: person(order.buyer), stamp: true },
          { above: 'Menerima pesanan,\nPenyedia', person: person(order.supplier), stamp: true, meterai: true },
        ],
      },
      ...(order.copies.length > 0 ? [{ kind: 'copies', title: 'Tembusan', copies: order.copies } satisfies Block] : []),
    ],
  }),
});

function budgetFacts({ budget }: SuratPesanan): Fact[] {
  return [
    { label: 'Paket', value: budget.package },
    { label: 'Kode RUP', value: orDash(budget.rup_code) },
    { label: 'Sumber dana, tahun', value: `${budget.funding}, ${budget.fiscal_year}` },
    { label: 'DIPA', value: orDash(budget.dipa) },
    { label: 'Akun', value: orDash(budget.account) },
  ];
}

function partiesOf({ buyer, supplier }: SuratPesanan): Block {
  return {
    kind: 'parties',
    parties: [
      {
        heading: 'Pemesan',
        facts: [
          { label: 'Nama', value: buyer.name },
          { label: 'NIP', value: orDash(buyer.nip) },
          { label: 'Jabatan', value: buyer.position },
          { label: 'Satker', value: buyer.satker_code === undefined ? buyer.agency : `${buyer.agency} (${buyer.satker_code})` },
          { label: 'NPWP', value: orDash(buyer.tax_number) },
          { label: 'Alamat', value: buyer.address },
        ],
      },
      {
        heading: 'Penyedia',
        facts: [
          { label: 'UPT', value: supplier.facility },
          { label: 'Nama', value: supplier.name },
          { label: 'NIP', value: orDash(supplier.nip) },
          { label: 'Jabatan', value: supplier.position },
          { label: 'Rekening', value: orDash(supplier.receiving_account) },
          { label: 'Alamat', value: supplier.address },
        ],
      },
    ],
  };
}

function linesOf({ lines }: SuratPesanan): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'No.', align: 'right' },
      { title: 'Barang dan spesifikasi', share: 3 },
      { title: 'KBKI' },
      { title: 'TKDN\n+BMP', align: 'right' },
      { title: 'Jumlah', align: 'right' },
      { title: 'Harga satuan', align: 'right' },
      { title: 'Ongkos kirim', align: 'right' },
      { title: 'Jumlah harga', align: 'right' },
    ],
    rows: lines.map((line, i) => [
      String(i + 1),
      [line.name, line.code, line.specification].filter(Boolean).join('\n'),
      orDash(line.kbki),
      line.local_content_pct === undefined ? '–' : `${figure(line.local_content_pct)}%`,
      `${figure(line.quantity)} ${line.unit}`,
      figure(line.unit_price_idr),
      figure(line.delivery_idr),
      figure(line.amount_idr),
    ]),
  };
}

function totalsOf(order: SuratPesanan): Block {
  return {
    kind: 'totals',
    facts: [
      { label: 'Jumlah sebelum pajak', value: money(order.total_idr - order.tax.amount_idr) },
      { label: order.tax.label, value: money(order.tax.amount_idr) },
    ],
    total: { label: 'Total', value: money(order.total_idr) },
    words: rupiahInWords(order.total_idr),
  };
}

function deliveryFacts(order: SuratPesanan): Fact[] {
  return [
    ...order.deliveries.map((to, i) => ({
      label: order.deliveries.length === 1 ? 'Dikirim ke' : `Dikirim ke (${i + 1})`,
      value: [to.address, `Penerima: ${to.receiver}${to.phone === undefined ? '' : `, ${to.phone}`}`].join('\n'),
    })),
    { label: 'Waktu penyelesaian', value: `${formatDay(order.starts_on, 'id')} sampai ${formatDay(order.ends_on, 'id')} (${order.calendar_days} hari kalender)` },
    { label: 'Cara bayar', value: `${order.payment.method === 'LS' ? 'Langsung (LS)' : 'Uang persediaan (UP)'}. ${order.payment.terms}` },
  ];
}

function person({ name, nip, position, decree }: z.output<typeof signatory>): z.output<typeof signatory> {
  return { name, nip, position, decree };
}

/** Kuitansi: proof of a payment from state money, in the fields and order of PMK 190/PMK.05/2012, Lampiran III. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { type Block, type Fact, figure, idr, letterhead, money, officialDocument, signatory, sum } from '#kernel/documents/index.ts';
import { rupiahInWords } from '#kernel/spoken.ts';

const content = z
  .strictObject({
    letterhead,
    /** LS: paid straight to the supplier by the treasury. UP: paid by the agency's treasurer from petty funds. */
    form: z.enum(['LS', 'UP']),
    fiscal_year: z.string(),
    number: z.string(),
    budget_line: z.string(),
    received_from: z.string(),
    amount_idr: idr,
    purpose: z.string(),
    goods: z.array(z.strictObject({ name: z.string(), quantity: z.number().positive(), unit: z.string(), specification: z.string().optional() })).default([]),
    place: z.string(),
    day: z.iso.date(),
    payee: signatory,
    commitment_officer: signatory,
    goods_officer: signatory,
    treasurer: signatory.optional(),
    paid_on: z.iso.date().optional(),
    /** Whether a duty stamp is due: the stamp duty rule in force on the day decides, not this paper. */
    meterai: z.boolean().default(false),
    /** What is held back, as the tax rules in force configure it; nothing is invented here. */
    withheld: z.array(z.strictObject({ label: z.string(), amount_idr: idr })).default([]),
    net_idr: idr,
  })
  .refine((receipt) => receipt.form === 'LS' || receipt.treasurer !== undefined, { path: ['treasurer'], message: 'a UP receipt names the treasurer who paid' })
  .refine((receipt) => receipt.amount_idr - sum(receipt.withheld, (tax) => tax.amount_idr) === receipt.net_idr, {
    path: ['net_idr'],
    message: 'the net is not the amount less what is withheld',
  });
export type Kuitansi = z.output<typeof content>;

export const kuitansi = officialDocument({
  kind: 'kuitansi',
  content,
  compose: (receipt) => ({
    title: 'Kuitansi / Bukti Pembayaran',
    number: receipt.number,
    subtitle: receipt.form === 'LS' ? 'Pembayaran langsung (LS)' : 'Uang persediaan (UP)',
    letterhead: receipt.letterhead,
    blocks: [
      { kind: 'facts', facts: moneyFacts(receipt) },
      ...goodsOf(receipt),
      ...withheldOf(receipt),
      {
        kind: 'signatures',
        place_and_day: `${receipt.place}, ${formatDay(receipt.day, 'id')}`,
        signatures: [
          { above: 'Setuju dibebankan pada\nmata anggaran berkenaan,\na.n. Kuasa Pengguna Anggaran\nPejabat Pembuat Komitmen', person: receipt.commitment_officer, stamp: true },
          ...paidBy(receipt),
          { above: 'Penerima uang', person: receipt.payee, stamp: true, meterai: receipt.meterai },
        ],
      },
      {
        kind: 'signatures',
        signatures: [
          {
            above: 'Barang/pekerjaan tersebut telah diterima/diselesaikan dengan lengkap dan baik.\nPejabat yang bertanggung jawab,',
            person: receipt.goods_officer,
            stamp: true,
          },
        ],
      },
    ],
  }),
});

function moneyFacts(receipt: Kuitansi): Fact[] {
  return [
    { label: 'Tahun anggaran', value: receipt.fiscal_year },
    { label: 'Nomor bukti', value: receipt.number },
    { label: 'Mata anggaran', value: receipt.budget_line },
    { label: 'Sudah terima dari', value: receipt.received_from },
    { label: 'Jumlah uang', value: money(receipt.amount_idr) },
    { label: 'Terbilang', value: rupiahInWords(receipt.amount_idr) },
    { label: 'Untuk pembayaran', value: receipt.purpose },
  ];
}

function goodsOf({ goods }: Kuitansi): Block[] {
  if (goods.length === 0) return [];
  return [
    {
      kind: 'table',
      columns: [{ title: 'No.', align: 'right' }, { title: 'Uraian', share: 2 }, { title: 'Jumlah', align: 'right' }, { title: 'Spesifikasi', share: 2 }],
      rows: goods.map((line, i) => [String(i + 1), line.name, `${figure(line.quantity)} ${line.unit}`, line.specification ?? '–']),
    },
  ];
}

function withheldOf(receipt: Kuitansi): Block[] {
  if (receipt.withheld.length === 0) return [];
  return [
    {
      kind: 'totals',
      facts: [{ label: 'Jumlah uang', value: money(receipt.amount_idr) }, ...receipt.withheld.map((tax) => ({ label: tax.label, value: `−${money(tax.amount_idr)}` }))],
      total: { label: 'Dibayarkan', value: money(receipt.net_idr) },
      words: rupiahInWords(receipt.net_idr),
    },
  ];
}

function paidBy({ form, treasurer, paid_on }: Kuitansi): { above: string; person: z.output<typeof signatory> }[] {
  if (form === 'LS' || treasurer === undefined) return [];
  const day = paid_on === undefined ? '……………………' : formatDay(paid_on, 'id');
  return [{ above: `Lunas dibayar tanggal\n${day}\nBendahara Pengeluaran`, person: treasurer }];
}

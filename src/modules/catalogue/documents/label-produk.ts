/**
 * Label produk, 70 × 50 mm: what the buyer holds. It names the workshop's facility and the lot, never a maker: the schema
 * has no place for one. Food is not labelled while something the buyer must know is missing.
 */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { fingerprint, idr, qrSvg, renderPdf } from '#kernel/documents/index.ts';
import { rupiah } from '#kernel/money.ts';
import { Refusal } from '#kernel/refusal.ts';

const food = z.strictObject({
  composition: z.string().optional(),
  allergens: z.string().optional(),
  expires_on: z.iso.date().optional(),
  /** P-IRT or BPOM */
  licence_number: z.string().optional(),
  halal_number: z.string().optional(),
  producer_address: z.string().optional(),
  storage: z.string().optional(),
});
type Food = z.output<typeof food>;

export const labelProduk = z.strictObject({
  brand: z.string(),
  name: z.string(),
  variant: z.string().optional(),
  net_content: z.string().optional(),
  price_idr: idr.optional(),
  product_code: z.string(),
  lot: z.string(),
  produced_on: z.iso.date(),
  facility: z.string(),
  quality_passed: z.boolean(),
  check_url: z.url(),
  sample: z.boolean(),
  food: food.optional(),
});
export type LabelProduk = z.output<typeof labelProduk>;

export type LabelText = {
  brand: string;
  name: string;
  detail: string;
  price: string;
  codes: string;
  produced: string;
  facility: string;
  quality: string;
  food: string[];
  sample: string;
};

/** One label per page, for a label printer. Refuses LABEL_FOOD_INCOMPLETE and LABEL_NOT_INSPECTED. */
export async function labelPdf(content: z.input<typeof labelProduk>, copies = 1): Promise<Uint8Array> {
  const label = labelProduk.parse(content);
  const text = labelText(label);
  return renderPdf({
    template: new URL('./label-produk.typ', import.meta.url),
    content: { text, copies: z.int().min(1).max(200).parse(copies), code: fingerprint(label), qr: qrSvg(label.check_url), check_url: label.check_url },
    paper: 'label',
    made_at: new Date(`${label.produced_on}T00:00:00Z`),
  });
}

/** The words of the label, for paper and page alike. */
export function labelText(label: LabelProduk): LabelText {
  if (!label.quality_passed) {
    throw new Refusal('LABEL_NOT_INSPECTED', {
      id: 'Batch ini belum lolos pemeriksaan mutu. Periksa batch dahulu, lalu cetak label.',
      en: 'This lot has not passed inspection. Inspect it first, then print the label.',
    });
  }
  return {
    brand: label.brand,
    name: label.name,
    detail: [label.variant, label.net_content].filter(Boolean).join(' · '),
    price: label.price_idr === undefined ? '' : rupiah(label.price_idr),
    codes: `${label.product_code} · ${label.lot}`,
    produced: `Diproduksi ${formatDay(label.produced_on, 'id')}`,
    facility: label.facility,
    quality: 'Lolos periksa mutu',
    food: label.food === undefined ? [] : foodText(label.food),
    sample: label.sample ? 'Data contoh' : '',
  };
}

/** What food must show before it may be sold, with the words of its refusal. */
const required: [keyof Food, id: string, en: string][] = [
  ['composition', 'komposisi', 'ingredients'],
  ['expires_on', 'tanggal kedaluwarsa', 'use-by date'],
  ['licence_number', 'nomor P-IRT/BPOM', 'food licence number'],
  ['halal_number', 'nomor halal', 'halal number'],
  ['producer_address', 'alamat produsen', "producer's address"],
  ['storage', 'cara simpan', 'storage'],
];

function foodText(of: Food): string[] {
  const missing = required.filter(([key]) => (of[key] ?? '').trim() === '');
  if (missing.length > 0) {
    throw new Refusal(
      'LABEL_FOOD_INCOMPLETE',
      {
        id: `Label pangan belum dapat dicetak. Lengkapi: ${missing.map(([, id]) => id).join(', ')}.`,
        en: `The food label cannot be printed yet. Complete: ${missing.map(([, , en]) => en).join(', ')}.`,
      },
      { status: 422 },
    );
  }
  return [
    `Komposisi: ${of.composition}.`,
    ...(of.allergens === undefined || of.allergens === '' ? [] : [`Alergen: ${of.allergens}.`]),
    `Baik digunakan sebelum ${formatDay(of.expires_on ?? '', 'id')}.`,
    `P-IRT/BPOM ${of.licence_number} · Halal ${of.halal_number}`,
    `Simpan: ${of.storage}. ${of.producer_address}`,
  ];
}

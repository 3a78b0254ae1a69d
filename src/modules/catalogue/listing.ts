/** What a listing is: what it takes to publish one, and the rows the window shows. No SQL, no HTTP. */
import { z } from 'zod';
import { Refusal } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export const shareNames = ['material', 'worker', 'state', 'capital', 'programme', 'partner'] as const;
export const moneySplit = z.array(z.strictObject({ to: z.enum(shareNames), amount_idr: z.int().min(0) })).max(12);
export type MoneySplit = z.infer<typeof moneySplit>;

export type Specification = { label_id: string; label_en: string; value: string };

/** A card in the window. `available` may be null where no stock is kept. */
export type CardRow = {
  product_id: string; sku: string; slug: string; name_id: string; name_en: string; category: string; unit: string; price_idr: number; supply: string; lead_time_days: number;
  shape: string; picture_kind: string; facility_code: string; facility_name: string; regency: string; province: string; is_sample: boolean; available: number;
};
/** Everything the product page shows. */
export type ListingRow = CardRow & {
  facility_id: string; description_id: string; description_en: string; specification: Specification[]; price_reason: string; daily_capacity: number; warranty_days: number; weight_gram: number;
  unspsc: string | null; kbli: string | null; tkdn_bp: number | null; label: Record<string, unknown>; money_split: MoneySplit; split_basis: string; province_code: string; published_at: Date;
  category_slug: string; category_name_id: string; category_name_en: string;
};

export type Publishable = {
  price_idr: number | null; description_id: string; description_en: string; specification: unknown[]; label: Record<string, unknown>; steps: number; materials: number; category_known: boolean;
};
type Requirement = { code: string; text: Phrase; met: (product: Publishable) => boolean };

const filled = (value: unknown) => value !== undefined && value !== null && value !== '';

/** What a buyer must be told before a thing may be sold (Perlindungan Konsumen: clear, right, complete). Walked by its test. */
export const requirements: Requirement[] = [
  { code: 'price', text: { id: 'harga yang disetujui', en: 'an approved price' }, met: (p) => p.price_idr !== null },
  { code: 'description', text: { id: 'uraian dalam dua bahasa', en: 'a description in both languages' }, met: (p) => p.description_id.trim() !== '' && p.description_en.trim() !== '' },
  { code: 'specification', text: { id: 'spesifikasi', en: 'a specification' }, met: (p) => p.specification.length > 0 },
  { code: 'bill', text: { id: 'daftar bahan', en: 'a bill of materials' }, met: (p) => p.materials > 0 },
  { code: 'routing', text: { id: 'urutan kerja', en: 'a routing' }, met: (p) => p.steps > 0 },
  { code: 'category', text: { id: 'kategori katalog', en: 'a catalogue category' }, met: (p) => p.category_known },
  { code: 'food_label', text: { id: 'isi label pangan (komposisi, masa simpan, izin, halal, cara simpan)', en: 'the food label (ingredients, shelf life, permit, halal, storage)' }, met: (p) => p.label['food'] !== true || ['ingredients', 'shelf_life_days', 'permit', 'halal', 'storage'].every((key) => filled(p.label[key])) },
];

export const missingFor = (product: Publishable): Requirement[] => requirements.filter((requirement) => !requirement.met(product));

export function checkPublishable(product: Publishable): void {
  const missing = missingFor(product);
  if (missing.length === 0) return;
  throw new Refusal('listing.incomplete', {
    id: `Produk belum dapat diterbitkan. Lengkapi: ${missing.map(({ text }) => text.id).join(', ')}.`,
    en: `The product cannot be published yet. Complete: ${missing.map(({ text }) => text.en).join(', ')}.`,
  }, { status: 422 });
}

/** Every rupiah of the price goes somewhere; an explanation that leaves one out is no explanation. */
export function checkSplit(split: MoneySplit, price_idr: number): void {
  const explained_idr = split.reduce((sum, { amount_idr }) => sum + amount_idr, 0);
  if (explained_idr !== price_idr) throw new Refusal('listing.split_unbalanced', { id: `Rincian uang berjumlah Rp ${explained_idr}, harganya Rp ${price_idr}. Periksa harga dan aturan baginya, lalu terbitkan lagi.`, en: `The split adds up to Rp ${explained_idr}, the price is Rp ${price_idr}. Check the price and its split rule, then publish again.` });
}

export type Stock = { kind: 'ready'; available: number } | { kind: 'preorder'; days: number };
export const stockOf = (row: Pick<CardRow, 'available' | 'lead_time_days'>): Stock =>
  row.available > 0 ? { kind: 'ready', available: row.available } : { kind: 'preorder', days: row.lead_time_days };

/** Days until a quantity can leave the workshop: at once from stock, else the lead time or the time its capacity needs. */
export function daysToMake(row: Pick<CardRow, 'available' | 'lead_time_days'> & { daily_capacity: number }, quantity: number): number {
  const toMake = quantity - Math.max(0, row.available);
  return toMake <= 0 ? 0 : Math.max(row.lead_time_days, Math.ceil(toMake / row.daily_capacity));
}

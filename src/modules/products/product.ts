import { z } from 'zod';
import { day, positive, rupiahAmount, shortText, longText, whole } from '#kernel/form.ts';
import { rupiah } from '#kernel/money.ts';
import { NotFound, Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { bases } from './price-policy.ts';

const count = z.int().min(0).max(1_000_000_000);
export const newMaterial = z.strictObject({ facility_id: z.uuid(), code: shortText, name: shortText, unit: shortText, kind: z.enum(['raw', 'auxiliary', 'packaging']), unit_cost_idr: rupiahAmount, is_sample: z.boolean().default(false) });

export const newProduct = z.strictObject({
  facility_id: z.uuid(), sku: z.string().regex(/^[A-Z0-9-]{3,40}$/, 'Huruf besar, angka dan tanda hubung | Capitals, digits and hyphens'), name_id: shortText, name_en: shortText, category: shortText, unit: shortText,
  description_id: longText, description_en: longText, specification: z.array(z.strictObject({ label_id: shortText, label_en: shortText, value: shortText })).max(30).default([]),
  shape: shortText, unspsc: z.string().max(8).nullish(), kbli: z.string().max(5).nullish(), tkdn_bp: z.int().min(0).max(10_000).nullish(), warranty_days: count.default(30), weight_gram: positive.default(1000),
  lead_time_days: z.int().min(0).max(365), daily_capacity: positive, supply: z.enum(['stock', 'make']).default('stock'), label: z.record(z.string(), z.unknown()).default({}), is_sample: z.boolean().default(false),
  bill: z.array(z.strictObject({ material_code: shortText, quantity: positive, waste_bp: z.int().min(0).max(5000).default(0) })).min(1).max(40),
  routing: z.array(z.strictObject({ name_id: shortText, name_en: shortText, workshop_id: z.uuid(), standard_minutes: positive, skill_level: z.int().min(1).max(5).default(1), inspection: z.boolean().default(false) })).min(1).max(30),
  // What the bill does not say. Auxiliary and packaging given here come on top of those in the bill.
  cost: z.strictObject({
    energy_idr: rupiahAmount.default(0), depreciation_idr: rupiahAmount.default(0), auxiliary_idr: rupiahAmount.default(0), packaging_idr: rupiahAmount.default(0), labour_idr: rupiahAmount.default(0), selling_idr: rupiahAmount.default(0),
  }).prefault({}),
});

/** The sheet people fill in: waste in percent, workshops by code, blank lines left out. */
const none = (of: z.ZodType<number>) => z.preprocess((input) => (input === undefined ? 0 : whole.safeParse(input).data ?? input), of);
export const productForm = z.object({
  ...newProduct.pick({ sku: true, name_id: true, name_en: true, category: true, unit: true, description_id: true, description_en: true, specification: true, shape: true, supply: true, daily_capacity: true, weight_gram: true, cost: true }).shape,
  lead_time_days: z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(0).max(365)),
  bill: z.array(z.object({ material_code: shortText, quantity: positive, waste_percent: none(z.int().min(0).max(50)) })).min(1, 'Isi paling sedikit satu bahan | Enter at least one material').max(5),
  routing: z.array(z.object({ name_id: shortText, name_en: shortText, workshop: shortText, standard_minutes: positive })).min(1, 'Isi paling sedikit satu langkah | Enter at least one step').max(3),
});

export const priceReason = z.string().trim().min(10, 'Tulis alasannya, paling sedikit 10 huruf | State the reason in 10 letters or more').max(500);
export const newPrice = z.strictObject({
  facility_id: z.uuid(), product_id: z.uuid(), amount_idr: z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(1).max(10_000_000_000)),
  reason: priceReason, below_cost_reason: priceReason.optional(), from: day, basis: z.enum(bases).default('cost_plus'), outside_reason: priceReason.optional(),
});

/** What the maker states of the cost of one good unit; auxiliary and packaging come on top of those in the bill. */
export const revisedCost = z.strictObject({
  from: day, energy_idr: rupiahAmount, depreciation_idr: rupiahAmount, auxiliary_idr: rupiahAmount.default(0), packaging_idr: rupiahAmount.default(0), labour_idr: rupiahAmount, selling_idr: rupiahAmount.default(0), note: longText,
});

/** A work order keeps its method as it was on the day it was made: later changes touch later orders. */
export const method = z.object({
  product: z.object({ id: z.string(), sku: z.string(), name_id: z.string(), name_en: z.string(), unit: z.string() }),
  bill: z.array(z.object({ material_id: z.string(), code: z.string(), name: z.string(), unit: z.string(), kind: z.string(), quantity: z.number(), waste_bp: z.number(), unit_cost_idr: z.number() })),
  routing: z.array(z.object({ step: z.number(), name_id: z.string(), name_en: z.string(), workshop_id: z.string(), standard_minutes: z.number(), skill_level: z.number(), inspection: z.boolean() })),
  cost: z.object({ material_idr: z.number(), auxiliary_idr: z.number(), packaging_idr: z.number(), energy_idr: z.number(), depreciation_idr: z.number(), labour_idr: z.number(), selling_idr: z.number(), cash_cost_idr: z.number() }),
});
export type Method = z.infer<typeof method>;

/** What one line of the bill costs in one good unit, as the cost sheet computes it. */
export function lineCost({ quantity, unit_cost_idr, waste_bp }: { quantity: number; unit_cost_idr: number; waste_bp: number }): number {
  return Math.floor((quantity * unit_cost_idr * (10_000 + waste_bp) + 5_000) / 10_000);
}

export function slugOf(name: string, sku: string): string {
  const words = name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return `${words}-${sku.toLowerCase()}`;
}

/** Below the cash cost every piece loses money: allowed only with a written why. Returns the why to be kept, or null where none is needed. */
export function checkAgainstCost(price: { amount_idr: number; below_cost_reason?: string | undefined }, cash_cost_idr: number): string | null {
  if (price.amount_idr >= cash_cost_idr) return null;
  if (price.below_cost_reason) return price.below_cost_reason;
  throw new Refusal('price.below_cost', {
    id: `Harga di bawah biaya tunai ${rupiah(cash_cost_idr)}. Naikkan harga, atau tulis sebabnya di bawah.`,
    en: `The price is below the cash cost of ${rupiah(cash_cost_idr)}. Raise it, or write why below.`,
  }, { field: 'below_cost_reason', status: 422 });
}

refuseConstraint('product_sku_key', 'product.sku_taken', { id: 'Kode produk ini sudah dipakai. Pilih kode lain.', en: 'This product code is taken. Choose another.' }, 'sku');
refuseConstraint('material_facility_id_code_key', 'material.code_taken', { id: 'Kode bahan ini sudah dipakai. Pilih kode lain.', en: 'This material code is taken. Choose another.' }, 'code');
refuseConstraint('product_slug_key', 'product.sku_taken', { id: 'Kode produk ini sudah dipakai. Pilih kode lain.', en: 'This product code is taken. Choose another.' }, 'sku');
const twoPersons = { id: 'Pengusul harga tidak boleh memutusnya. Mintalah kepala UPT.', en: 'Who proposes a price does not decide on it. Ask the head of facility.' };
export const samePerson = new Refusal('price.same_person', twoPersons);
refuseConstraint('price_two_persons', 'price.same_person', twoPersons);
refuseConstraint('price_one_at_a_time', 'price.overlap', { id: 'Sudah ada harga lain untuk masa itu. Pilih tanggal mulai lain.', en: 'Another price holds in that time. Choose another starting day.' }, 'from');

export const unknownMaterial = (field = 'bill'): Refusal => new Refusal('product.unknown_material', { id: 'Ada bahan yang belum terdaftar. Daftarkan bahannya dahulu.', en: 'A material is not registered. Register it first.' }, { field, status: 422 });
refuseConstraint('cost_sheet_facility_id_product_id_valid_from_key', 'cost.same_day', { id: 'Sudah ada lembar biaya mulai hari itu. Pilih hari lain.', en: 'A cost sheet begins on that day already. Choose another day.' }, 'from');

/** An id out of an address: anything else is not there. */
export function idOf(text: string | undefined): string {
  const id = z.uuid().safeParse(text);
  if (!id.success) throw new NotFound();
  return id.data;
}

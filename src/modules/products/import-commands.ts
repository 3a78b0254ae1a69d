/** Whole sheets of products: every row is looked at first, then all are written or none. */
import { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { parse, positive, rupiahAmount, shortText, whole } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { Invalid, NotFound, Refusal } from '#kernel/refusal.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';
import { sql } from '#kernel/sql.ts';
import { inWorkshops } from './api.ts';
import { defineProduct } from './commands.ts';
import { newProduct } from './product.ts';
import { facilityNamed } from './queries.ts';

export type ImportProblem = { row: number; field: string; message: string };
export type Imported = { inserted: number; updated: number; problems: ImportProblem[] };

/**
 * One row is one product. `bill` is `KAYU:2:5; PAKU:30` (material code, quantity, waste in percent), `routing` is
 * `Potong/Cut:mebel:20; Rakit/Assemble:mebel:40` (step in both languages, workshop code, standard minutes). Products are
 * added, never overwritten: a known code is a problem of its row.
 */
export const importers: { products: (tx: Tx, rows: AsyncIterable<SheetRow>) => Promise<Imported> } = {
  products: async (tx, rows) => {
    permit(tx.actor, 'product.import');
    const problems: ImportProblem[] = [];
    const good: { row: number; product: z.infer<typeof productRow> }[] = [];
    const seen = new Set<string>();
    for await (const { row, cells } of rows) {
      try {
        const product = parse(productRow, cells, tx.actor.locale);
        if (seen.has(product.sku)) problems.push({ row, field: 'sku', message: repeated[tx.actor.locale] });
        else good.push({ row, product });
        seen.add(product.sku);
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        problems.push(...Object.entries(error.problems).map(([field, message]) => ({ row, field, message })));
      }
    }
    const taken = new Set((await tx.all<{ sku: string }>(sql`select sku from products.product_published where sku = any (${[...seen]}::text[])`)).map((known) => known.sku));
    for (const { row, product } of good) {
      const problem = taken.has(product.sku) ? { field: 'sku', message: known[tx.actor.locale] } : await written(tx, product);
      if (problem) problems.push({ row, ...problem });
    }
    // The caller rolls back a sheet with problems, so that all or none is written.
    return { inserted: problems.length > 0 ? 0 : good.length, updated: 0, problems };
  },
};

async function written(tx: Tx, { facility, energy_idr, depreciation_idr, labour_idr, selling_idr, bill, routing, ...product }: z.infer<typeof productRow>): Promise<{ field: string; message: string } | undefined> {
  try {
    const { id } = await facilityNamed(tx, facility);
    await defineProduct(tx, { ...product, facility_id: id, bill, routing: await inWorkshops(tx, id, routing), cost: { energy_idr, depreciation_idr, labour_idr, selling_idr } });
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return { field: error.field ?? 'sku', message: error.text[tx.actor.locale] };
    if (error instanceof NotFound) return { field: 'facility', message: unknownFacility[tx.actor.locale] };
    throw error;
  }
}

const blank = <T extends z.ZodType>(of: T) => z.preprocess((cell) => (cell === '' ? undefined : cell), of);
/** `a; b` as a list of fields parted by colons. */
const list = <T extends z.ZodType>(names: string[], of: T) => z.preprocess((cell) => (typeof cell !== 'string' ? cell
  : cell.split(';').map((part) => part.trim()).filter(Boolean).map((part) => Object.fromEntries(part.split(':').map((value, n) => [names[n] ?? `extra${n}`, value.trim()])))), z.array(of).min(1).max(40));

const line = z.strictObject({ material_code: shortText, quantity: positive, waste_percent: z.preprocess((value) => (value === undefined ? 0 : whole.safeParse(value).data ?? value), z.int().min(0).max(50)) })
  .transform(({ waste_percent, ...rest }) => ({ ...rest, waste_bp: waste_percent * 100 }));
const step = z.strictObject({ name: z.string().regex(/^[^/]+\/[^/]+$/, 'Tulis seperti Potong/Cut | Write it like Potong/Cut'), workshop: shortText, standard_minutes: positive })
  .transform(({ name, ...rest }) => { const [name_id = '', name_en = ''] = name.split('/').map((text) => text.trim()); return { name_id, name_en, ...rest }; });
const idr = blank(rupiahAmount.default(0));
const { sku, name_id, name_en, category, unit, description_id, description_en, shape } = newProduct.shape;
const productRow = z.object({
  facility: blank(shortText.optional()), sku, name_id, name_en, category, unit, description_id, description_en, shape, supply: blank(z.enum(['stock', 'make']).default('stock')),
  lead_time_days: z.preprocess((cell) => whole.safeParse(cell).data ?? cell, z.int().min(0).max(365)), daily_capacity: positive, weight_gram: positive,
  bill: list(['material_code', 'quantity', 'waste_percent'], line), routing: list(['name', 'workshop', 'standard_minutes'], step),
  energy_idr: idr, depreciation_idr: idr, labour_idr: idr, selling_idr: idr,
});

const known = { id: 'Kode produk ini sudah ada', en: 'This product code is known already' };
const repeated = { id: 'Kode ini sudah ada di baris lain', en: 'This code stands on another row' };
const unknownFacility = { id: 'UPT tidak ditemukan', en: 'The facility was not found' };

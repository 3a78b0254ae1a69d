/** Invented products for the tests of the window and of carts: defined, priced by two persons, published, with stock. */
import { publishListing } from '#catalogue';
import { openItem, stockLot } from '#inventory';
import { approvePrice, defineMaterial, defineProduct, proposePrice } from '#products';
import { asSystem, type House } from './house.ts';

export type Staged = { facility_id: string; product_id: string; sku: string };
export type Wish = {
  sku: string; name_id: string; name_en: string; category?: string; price_idr?: number; stock?: number; lead_time_days?: number; description_id?: string; description_en?: string; label?: Record<string, unknown>; where?: 'facility' | 'other'; publish?: boolean; unspsc?: string;
  /** When it was published: a day before the tests' own time, for time has to pass between two prices. */
  at?: Date;
};

export async function stage(house: House, wish: Wish): Promise<Staged> {
  const where = wish.where ?? 'facility';
  const facility_id = (where === 'other' ? house.other : house.facility).id;
  const [kasi, head] = [house.as('section_head', where), house.as('facility_head', where)];
  const { id, price_id } = await house.act(kasi, async (tx) => {
    await defineMaterial(tx, { facility_id, code: `B-${wish.sku}`, name: 'Bahan contoh', unit: 'gram', kind: 'raw', unit_cost_idr: 2, is_sample: true });
    const product = await defineProduct(tx, {
      facility_id, sku: wish.sku, name_id: wish.name_id, name_en: wish.name_en, category: wish.category ?? 'furniture', unit: 'buah', description_id: wish.description_id ?? 'Uraian contoh.', description_en: wish.description_en ?? 'A sample description.', shape: 'kursi',
      specification: [{ label_id: 'Ukuran', label_en: 'Size', value: '10 cm' }], lead_time_days: wish.lead_time_days ?? 7, daily_capacity: 5, is_sample: true, label: wish.label ?? {}, ...(wish.unspsc ? { unspsc: wish.unspsc } : {}), bill: [{ material_code: `B-${wish.sku}`, quantity: 100 }],
      routing: [{ name_id: 'Rakit', name_en: 'Assemble', workshop_id: crypto.randomUUID(), standard_minutes: 30 }], cost: { energy_idr: 100, depreciation_idr: 100, labour_idr: 1000 },
    });
    const price = await proposePrice(tx, { facility_id, product_id: product.id, amount_idr: wish.price_idr ?? 100_000, reason: 'Harga contoh menurut lembar biaya', outside_reason: 'Barang contoh tanpa biaya bahan yang berarti', from: '2026-01-01' });
    return { id: product.id, price_id: price.id };
  });
  await house.act(head, (tx) => approvePrice(tx, { facility_id, price_id }));
  if (wish.publish !== false) await house.act(kasi, (tx) => publishListing(tx, { facility_id, product_id: id }), wish.at);
  const { stock = 0 } = wish;
  if (stock > 0) {
    await house.act(asSystem, async (tx) => {
      await openItem(tx, { facility_id, product_id: id, code: wish.sku, name: wish.name_id, unit: 'buah' });
      await stockLot(tx, { facility_id, product_id: id, quantity: stock, made_on: '2026-11-20', unit_cost_idr: 0 });
    });
  }
  return { facility_id, product_id: id, sku: wish.sku };
}

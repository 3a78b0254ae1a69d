import { pdfAnswer } from '#kernel/documents/index.ts';
import { addDays } from '#kernel/calendar.ts';
import type { Req } from '#kernel/web.ts';
import { facilityById } from '#organisation';
import { productById } from '#products';
import { labelPdf } from './documents/index.ts';
import { lotToLabel } from './queries.ts';
import { checkUrl } from './urls.ts';

/** The label of a lot in the officer's reach, one PDF page per copy (`?jumlah=`). Its QR code leads to /cek. */
export async function labelOf(req: Req): Promise<Response> {
  const { lot, product, facility } = await req.read(async (reader) => {
    const lot = await lotToLabel(reader, req.params['lot'] ?? '');
    return { lot, product: await productById(reader, lot.facility_id, lot.product_id), facility: await facilityById(reader, lot.facility_id) };
  });
  const copies = Math.min(200, Math.max(1, Number.parseInt(req.query['jumlah'] ?? '1', 10) || 1));
  const said = (key: string) => (product.label[key] === undefined ? undefined : String(product.label[key]));
  const shelfLife = Number(product.label['shelf_life_days']);
  const pdf = await labelPdf({
    brand: 'Karya Binaan', name: product.name_id, product_code: product.sku, lot: lot.code, produced_on: lot.made_on, facility: facility.name, quality_passed: lot.inspected,
    check_url: `${req.origin}${checkUrl('id', lot.code)}`, sample: product.is_sample || facility.is_sample, ...(product.price_idr === null ? {} : { price_idr: product.price_idr }),
    ...(product.label['food'] === true ? {
      food: {
        composition: said('ingredients'), allergens: said('allergens'), licence_number: said('permit'), halal_number: said('halal'), storage: said('storage'), producer_address: `${facility.name}, ${facility.regency}`,
        expires_on: lot.best_before ?? (Number.isInteger(shelfLife) ? addDays(lot.made_on, shelfLife) : undefined),
      },
    } : {}),
  }, copies);
  return pdfAnswer(pdf, `label-${lot.code}.pdf`);
}

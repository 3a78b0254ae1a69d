import { z } from 'zod';
import { longText, positive, rupiahAmount, shortText, whole } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { form, page, type Req, type Route } from '#kernel/web.ts';
import { facilityNamed } from '#products';
import { countStock, receiveByCode } from './commands.ts';
import { printedCard, stockCardPage, type StockCard } from './pages/stock-card.tsx';
import { receivePage, storePage } from './pages/store.tsx';
import { itemByCode, items, lotsOfItem, shortItems, stockCard, unopenedMaterials } from './queries.ts';
import { stockCardUrl } from './urls.ts';
import { sayInventory } from './words.ts';

export const pages: Route[] = [
  page({
    path: '/bengkel/gudang', may: 'stock.read',
    show: (req) => req.read(async (reader) => {
      const { id } = await facilityNamed(reader, req.query['upt']);
      const filter = { q: z.string().trim().min(1).max(100).safeParse(req.query['q']).data, kind: z.enum(['material', 'product']).safeParse(req.query['kind']).data };
      return storePage(req, { rows: await items(reader, { facility_id: id, kind: filter.kind ?? '', q: filter.q ?? '' }), lacking: await shortItems(reader, id), filter });
    }),
  }),
  page({ path: '/bengkel/gudang/terima', may: 'stock.receive', show: (req) => drawReceipt(req) }),
  form({
    path: '/bengkel/gudang/terima', may: 'stock.receive', again: drawReceipt,
    fields: z.object({ code: shortText, quantity: positive, unit_cost_idr: rupiahAmount, ref_id: shortText, note: z.string().max(1000).default('') }),
    act: async (tx, input, req) => {
      await receiveByCode(tx, { ...input, facility_id: (await facilityNamed(tx, undefined)).id });
      return { location: stockCardUrl(input.code), notice: sayInventory(req.locale)('receiptSaved') };
    },
  }),
  page({ path: '/bengkel/gudang/:code/kartu', may: 'stock.read', show: (req) => drawCard(req) }),
  page({ path: '/bengkel/gudang/:code/kartu/cetak', may: 'stock.read', show: async (req) => printedCard(req, await cardOf(req)) }),
  form({
    path: '/bengkel/gudang/:code/hitung', may: 'stock.count', again: drawCard,
    fields: z.object({ counted: z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(0).max(1_000_000_000)), note: longText }),
    act: async (tx, input, req) => {
      const { id } = await facilityNamed(tx, undefined);
      const item = await itemByCode(tx, id, req.params['code'] ?? '');
      const { difference } = await countStock(tx, { ...input, facility_id: id, item_id: item.id });
      return { location: stockCardUrl(item.code), notice: sayInventory(req.locale)('countSaved', { n: difference }) };
    },
  }),
];

function cardOf(req: Req): Promise<StockCard> {
  return req.read(async (reader) => {
    const facility = await facilityNamed(reader, req.query['upt']);
    const item = await itemByCode(reader, facility.id, req.params['code'] ?? '');
    return { item, rows: await stockCard(reader, facility.id, item.id), lots: await lotsOfItem(reader, facility.id, item.id), facility };
  });
}

async function drawCard(req: Req, state?: FormState) {
  return stockCardPage(req, await cardOf(req), state);
}

function drawReceipt(req: Req, state?: FormState) {
  return req.read(async (reader) => {
    const { id } = await facilityNamed(reader, undefined);
    const here = (await items(reader, { facility_id: id, kind: 'material' })).map((item) => ({ ...item, is_new: false }));
    const unopened = (await unopenedMaterials(reader, id)).map((material) => ({ ...material, is_new: true }));
    return receivePage(req, { materials: [...here, ...unopened], asked: req.query['bahan'] ?? '' }, state);
  });
}

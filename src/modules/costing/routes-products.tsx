// /bengkel/biaya/produk: what products should cost, what they really cost, and what the state bears besides.
import { z } from 'zod';
import type { Reader } from '#kernel/db.ts';
import { shortText } from '#kernel/form.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, page, readEndpoint, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { dayAt, facilityActedOn } from '#organisation';
import { basisNames, marketOf, methodOf, productBySku } from '#products';
import { bornePerPiece } from './borne.ts';
import { lotRows } from './lot-queries.ts';
import { productCostPage } from './pages/product-cost.tsx';
import { productCostsPage } from './pages/products.tsx';
import { productCosts } from './product-queries.ts';
import { ratesOf, workshopsOf } from './rate-queries.ts';
import { nationalAlarmsUrl } from './urls.ts';
import { sayCost } from './words.ts';

const perPage = 100;

async function list(req: Req): Promise<Drawn> {
  const upt = req.query['upt'];
  if (!upt && !req.actor.facility_id) return new Response(null, { status: 303, headers: { location: nationalAlarmsUrl() } });
  return req.read(async (reader) => {
    const facility_id = await facilityActedOn(reader, upt);
    const found = await productCosts(reader, facility_id, { day: await dayAt(reader, facility_id), after: shortText.safeParse(req.query['setelah']).data, limit: perPage + 1 });
    return productCostsPage(req, { rows: found.slice(0, perPage), next: found.length > perPage ? found[perPage - 1]?.sku : undefined, upt });
  });
}

async function sheet(req: Req): Promise<Response> {
  const t = sayCost(req.locale);
  const { rows, day } = await req.read(async (reader) => {
    const facility_id = await facilityActedOn(reader, req.query['upt']);
    const today = await dayAt(reader, facility_id);
    return { rows: await productCosts(reader, facility_id, { day: today, limit: 50_000 }), day: today };
  });
  return downloadXlsx(`biaya-produk-${day}`, rows.map((row) => ({ ...row, name: pick(req.locale, row), basis: row.basis === null ? null : basisNames[row.basis][req.locale], margin_percent: row.margin_bp === null ? null : row.margin_bp / 100 })), [
    { key: 'sku', title: 'SKU', kind: 'text', width: 16 }, { key: 'name', title: t('product'), kind: 'text', width: 30 }, { key: 'price_idr', title: t('price'), kind: 'money' }, { key: 'basis', title: t('basis'), kind: 'text', width: 26 }, { key: 'margin_idr', title: t('margin'), kind: 'money' }, { key: 'margin_percent', title: `${t('margin')} (%)`, kind: 'number' },
    { key: 'cash_cost_idr', title: t('cashCost'), kind: 'money' }, { key: 'labour_idr', title: t('labour'), kind: 'money' }, { key: 'actual_idr', title: t('actualCost'), kind: 'money' }, { key: 'lots', title: t('lot'), kind: 'integer' }, { key: 'pieces', title: t('pieces'), kind: 'integer' },
    { key: 'market_idr', title: t('market'), kind: 'money' }, { key: 'borne_idr', title: t('borneShort'), kind: 'money' },
  ], { title: `${t('productCosts')} ${day}` });
}

/** The standard of a product with what the state bears for one piece, today. */
async function trueCost(reader: Reader, sku: string) {
  const product = await productBySku(reader, sku);
  const of = { facility_id: product.facility_id, product_id: product.id, day: product.today };
  const method = await methodOf(reader, of);
  const workshops = new Map((await workshopsOf(reader, product.facility_id)).map((each) => [each.id, each]));
  const steps = method.routing.map(({ workshop_id, standard_minutes }) => ({ workshop_id, standard_minutes, capacity: workshops.get(workshop_id)?.capacity ?? 0 }));
  const borne = bornePerPiece(steps, await ratesOf(reader, product.facility_id), product.today);
  return { product, method, borne, places: Math.max(0, ...steps.map(({ capacity }) => capacity)), market: await marketOf(reader, of) };
}

export const productRoutes: Route[] = [
  page({ path: '/bengkel/biaya/produk', may: 'cost.read', show: list }),
  file({ path: '/bengkel/biaya/produk.xlsx', may: 'cost.read', send: sheet }),
  page({ path: '/bengkel/biaya/produk/:sku', may: 'cost.read', show: (req) => req.read(async (reader) => { const cost = await trueCost(reader, req.params['sku'] ?? ''); return productCostPage(req, { ...cost, lots: await lotRows(reader, cost.product.facility_id, { sku: cost.product.sku, limit: 12 }) }); }) }),
  readEndpoint({ path: '/api/v1/products/:sku/true-cost', may: 'cost.read', tag: 'costing', summary: 'Cash cost of a product, and beside it what the state bears', read: async (reader, { params }) => { const { product, method, borne, market } = await trueCost(reader, params['sku'] ?? ''); return { sku: product.sku, price_idr: product.price_idr, cash: method.cost, borne_by_the_state: borne, market: market ?? null }; } }),
  readEndpoint({
    path: '/api/v1/product-costs', may: 'cost.read', tag: 'costing', summary: 'Price and its basis, standard and actual cost of every product', query: z.strictObject({ facility: shortText.optional(), limit: z.coerce.number().int().min(1).max(200).default(50), cursor: shortText.optional() }),
    read: async (reader, { query: { facility, limit, cursor } }) => {
      const facility_id = await facilityActedOn(reader, facility);
      const found = await productCosts(reader, facility_id, { day: await dayAt(reader, facility_id), after: cursor, limit: limit + 1 });
      return { items: found.slice(0, limit), next_cursor: found.length > limit ? (found[limit - 1]?.sku ?? null) : null };
    },
  }),
];

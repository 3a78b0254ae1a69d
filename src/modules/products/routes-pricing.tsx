// What stands behind a price: cost sheets, prices elsewhere, local content.
import { z } from 'zod';
import type { FormState } from '#kernel/form-state.ts';
import { rupiahAmount, shortText } from '#kernel/form.ts';
import { ruleOn } from '#kernel/rules.ts';
import { form, idIn, page, readEndpoint, writeEndpoint, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { newBenchmark } from './benchmark.ts';
import { recordBenchmark, withdrawBenchmark } from './benchmark-commands.ts';
import { benchmarksOf, marketOf } from './benchmark-queries.ts';
import { reviseCost, reviseMaterialCost } from './commands.ts';
import { newDeclaration, newOrigin } from './local-content.ts';
import { confirmLocalContent, declareLocalContent, recordOrigin, refuseLocalContent } from './local-content-commands.ts';
import { declarationsOf, originsOf } from './local-content-queries.ts';
import { costPage } from './pages/cost.tsx';
import { localContentPage } from './pages/local-content.tsx';
import { marketPage } from './pages/market.tsx';
import { sayPricing } from './pricing-words.ts';
import { idOf, priceReason, revisedCost } from './product.ts';
import { costSheetsOf, methodOf, productBySku } from './queries.ts';
import { costUrl, localContentUrl, marketUrl } from './urls.ts';

const sku = (of: { params: Record<string, string> }): string => of.params['sku'] ?? '';
const key = ({ facility_id, id }: { facility_id: string; id: string }) => ({ facility_id, product_id: id });

const drawMarket = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const product = await productBySku(reader, sku(req));
  return marketPage(req, { product, market: await marketOf(reader, { ...key(product), day: product.today }), rows: await benchmarksOf(reader, product.facility_id, product.id) }, state);
});
const drawContent = (req: Req, refused?: Parameters<typeof localContentPage>[2]): Promise<Drawn> => req.read(async (reader) => {
  const product = await productBySku(reader, sku(req));
  const of = { ...key(product), day: product.today };
  const { legal_basis } = await ruleOn(reader, 'products.local_content', product.today, product.facility_id);
  return localContentPage(req, { product, method: await methodOf(reader, of), origins: await originsOf(reader, of), rows: await declarationsOf(reader, product.facility_id, product.id), basis: legal_basis }, refused);
});
const drawCost = (req: Req, refused?: Parameters<typeof costPage>[2]): Promise<Drawn> => req.read(async (reader) => {
  const product = await productBySku(reader, sku(req));
  return costPage(req, { product, method: await methodOf(reader, { ...key(product), day: product.today }), sheets: await costSheetsOf(reader, product.facility_id, product.id) }, refused);
});
const decision = (req: Req, state: FormState) => drawContent(req, { of: 'decision', state });

export const pricingRoutes: Route[] = [
  page({ path: '/bengkel/produk/:sku/biaya', may: 'product.define', show: (req) => drawCost(req) }),
  form({ path: '/bengkel/produk/:sku/biaya', may: 'product.define', fields: revisedCost, again: (req, state) => drawCost(req, { of: 'sheet', state }), act: async (tx, input, req) => { await reviseCost(tx, { ...input, ...key(await productBySku(tx, sku(req))) }); return { location: costUrl(sku(req)), notice: sayPricing(req.locale)('costSaved') }; } }),
  form({ path: '/bengkel/produk/:sku/biaya/bahan', may: 'product.define', fields: z.object({ code: shortText, unit_cost_idr: rupiahAmount }), again: (req, state) => drawCost(req, { of: 'material', state }), act: async (tx, input, req) => { await reviseMaterialCost(tx, { ...input, facility_id: (await productBySku(tx, sku(req))).facility_id }); return { location: costUrl(sku(req)), notice: sayPricing(req.locale)('materialCostSaved') }; } }),
  page({ path: '/bengkel/produk/:sku/pasar', may: 'product.read', show: (req) => drawMarket(req) }),
  form({ path: '/bengkel/produk/:sku/pasar', may: 'benchmark.record', fields: newBenchmark, again: drawMarket, act: async (tx, input, req) => { await recordBenchmark(tx, { ...input, ...key(await productBySku(tx, sku(req))) }); return { location: marketUrl(sku(req)), notice: sayPricing(req.locale)('recorded') }; } }),
  form({ path: '/bengkel/produk/:sku/pasar/:id/tarik', may: 'benchmark.record', fields: z.object({ reason: shortText }), again: drawMarket, act: async (tx, { reason }, req) => { await withdrawBenchmark(tx, { ...key(await productBySku(tx, sku(req))), id: idIn(req), note: reason }); return { location: marketUrl(sku(req)), notice: sayPricing(req.locale)('withdrawnNotice') }; } }),
  page({ path: '/bengkel/produk/:sku/tkdn', may: 'product.read', show: (req) => drawContent(req) }),
  form({ path: '/bengkel/produk/:sku/tkdn', may: 'local_content.declare', fields: newDeclaration, again: (req, state) => drawContent(req, { of: 'declaration', state }), act: async (tx, input, req) => { await declareLocalContent(tx, { ...input, ...key(await productBySku(tx, sku(req))) }); return { location: localContentUrl(sku(req)), notice: sayPricing(req.locale)('declared') }; } }),
  form({ path: '/bengkel/produk/:sku/tkdn/asal', may: 'local_content.declare', fields: newOrigin, again: (req, state) => drawContent(req, { of: 'origin', state }), act: async (tx, input, req) => { await recordOrigin(tx, { ...input, facility_id: (await productBySku(tx, sku(req))).facility_id }); return { location: localContentUrl(sku(req)), notice: sayPricing(req.locale)('originSaved') }; } }),
  form({ path: '/bengkel/produk/:sku/tkdn/:id/sahkan', may: 'local_content.confirm', fields: z.object({}), again: decision, act: async (tx, _, req) => { await confirmLocalContent(tx, { ...key(await productBySku(tx, sku(req))), id: idIn(req) }); return { location: localContentUrl(sku(req)), notice: sayPricing(req.locale)('confirmed') }; } }),
  form({ path: '/bengkel/produk/:sku/tkdn/:id/tolak', may: 'local_content.confirm', fields: z.object({ reason: priceReason }), again: decision, act: async (tx, { reason }, req) => { await refuseLocalContent(tx, { ...key(await productBySku(tx, sku(req))), id: idIn(req), reason }); return { location: localContentUrl(sku(req)), notice: sayPricing(req.locale)('refusedNotice') }; } }),

  writeEndpoint({ path: '/api/v1/products/:sku/cost-sheets', may: 'product.define', tag: 'products', summary: 'A new cost sheet from a day on', body: revisedCost, act: async (tx, { params, body }) => { const product = await productBySku(tx, sku({ params })); await reviseCost(tx, { ...body, ...key(product) }); return { items: await costSheetsOf(tx, product.facility_id, product.id) }; } }),
  readEndpoint({ path: '/api/v1/products/:sku/benchmarks', may: 'product.read', tag: 'products', summary: 'Comparable prices elsewhere, and the market price they make', read: async (reader, { params }) => { const product = await productBySku(reader, sku({ params })); return { market: (await marketOf(reader, { ...key(product), day: product.today })) ?? null, items: await benchmarksOf(reader, product.facility_id, product.id), next_cursor: null }; } }),
  writeEndpoint({ path: '/api/v1/products/:sku/benchmarks', may: 'benchmark.record', tag: 'products', summary: 'Record a comparable price with its source and day', body: newBenchmark, act: async (tx, { params, body }) => recordBenchmark(tx, { ...body, ...key(await productBySku(tx, sku({ params }))) }) }),
  writeEndpoint({ path: '/api/v1/products/:sku/origins', may: 'local_content.declare', tag: 'products', summary: 'State where a material of the bill comes from, with proof', body: newOrigin, act: async (tx, { params, body }) => { const { facility_id } = await productBySku(tx, sku({ params })); await recordOrigin(tx, { ...body, facility_id }); return { material_code: body.material_code }; } }),
  readEndpoint({ path: '/api/v1/products/:sku/local-content', may: 'product.read', tag: 'products', summary: 'Declarations of local content (TKDN) with their computation', read: async (reader, { params }) => { const { facility_id, id } = await productBySku(reader, sku({ params })); return { items: await declarationsOf(reader, facility_id, id), next_cursor: null }; } }),
  writeEndpoint({ path: '/api/v1/products/:sku/local-content', may: 'local_content.declare', tag: 'products', summary: 'Compute and declare local content', body: newDeclaration, act: async (tx, { params, body }) => declareLocalContent(tx, { ...body, ...key(await productBySku(tx, sku({ params }))) }) }),
  writeEndpoint({ path: '/api/v1/products/:sku/local-content/:id/confirmation', may: 'local_content.confirm', tag: 'products', summary: 'Confirm a declaration: another person than its author', body: z.strictObject({}), act: async (tx, { params }) => { await confirmLocalContent(tx, { ...key(await productBySku(tx, sku({ params }))), id: idOf(params['id']) }); return { id: params['id'], state: 'confirmed' }; } }),
  writeEndpoint({ path: '/api/v1/products/:sku/local-content/:id/refusal', may: 'local_content.confirm', tag: 'products', summary: 'Refuse a declaration, with the reason', body: z.strictObject({ reason: priceReason }), act: async (tx, { params, body }) => { await refuseLocalContent(tx, { ...key(await productBySku(tx, sku({ params }))), id: idOf(params['id']), reason: body.reason }); return { id: params['id'], state: 'refused' }; } }),
];

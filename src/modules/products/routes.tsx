import { z } from 'zod';
import type { FormState } from '#kernel/form-state.ts';
import { form, page, type Req, type Route } from '#kernel/web.ts';
import { inWorkshops } from './api.ts';
import { marketOf } from './benchmark-queries.ts';
import { approvePrice, defineMaterial, defineProduct, proposePrice, refusePrice } from './commands.ts';
import { materialsPage, productsPage } from './pages/products.tsx';
import { newProductPage } from './pages/new-product.tsx';
import { productPage } from './pages/product.tsx';
import { idOf, newMaterial, newPrice, priceReason, productForm } from './product.ts';
import { facilityNamed, materialsOf, methodOf, pricesOf, productBySku, productsOf, proposalsIn, workshopChoices } from './queries.ts';
import { materialsUrl, newProductUrl, productUrl } from './urls.ts';
import { sayProducts } from './words.ts';

export const pages: Route[] = [
  page({
    path: '/bengkel/produk', may: 'product.read',
    show: (req) => req.read(async (reader) => {
      const { id } = await facilityNamed(reader, req.query['upt']);
      const q = z.string().trim().min(1).max(100).safeParse(req.query['q']).data;
      return productsPage(req, { rows: await productsOf(reader, { facility_id: id, q: q ?? '' }), waiting: await proposalsIn(reader, id), q });
    }),
  }),
  page({ path: newProductUrl, may: 'product.define', show: (req) => drawNew(req) }),
  form({
    path: newProductUrl, may: 'product.define', fields: productForm, again: drawNew,
    act: async (tx, { bill, routing, ...input }, req) => {
      const { id } = await facilityNamed(tx, undefined);
      const { sku } = await defineProduct(tx, {
        ...input, facility_id: id, bill: bill.map(({ waste_percent, ...line }) => ({ ...line, waste_bp: waste_percent * 100 })),
        // The last step is the one that inspection follows.
        routing: (await inWorkshops(tx, id, routing)).map((step, n) => ({ ...step, inspection: n === routing.length - 1 })),
      });
      return { location: productUrl(sku), notice: sayProducts(req.locale)('productMade') };
    },
  }),
  page({ path: materialsUrl, may: 'product.read', show: (req) => drawMaterials(req) }),
  form({
    path: materialsUrl, may: 'product.define', fields: newMaterial.omit({ facility_id: true, is_sample: true }), again: drawMaterials,
    act: async (tx, input, req) => {
      await defineMaterial(tx, { ...input, facility_id: (await facilityNamed(tx, undefined)).id });
      return { location: materialsUrl, notice: sayProducts(req.locale)('materialAdded') };
    },
  }),
  page({ path: '/bengkel/produk/:sku', may: 'product.read', show: (req) => drawProduct(req) }),
  form({
    path: '/bengkel/produk/:sku/harga', may: 'price.propose', fields: newPrice.omit({ facility_id: true, product_id: true }), again: drawProduct,
    act: async (tx, input, req) => {
      const { facility_id, id, sku } = await productBySku(tx, req.params['sku'] ?? '');
      await proposePrice(tx, { ...input, facility_id, product_id: id });
      return { location: productUrl(sku), notice: sayProducts(req.locale)('proposalSent') };
    },
  }),
  form({
    path: '/bengkel/produk/:sku/harga/:price/setuju', may: 'price.approve', fields: z.object({}), again: drawProduct,
    act: async (tx, _, req) => {
      const { facility_id, sku } = await productBySku(tx, req.params['sku'] ?? '');
      await approvePrice(tx, { facility_id, price_id: idOf(req.params['price']) });
      return { location: productUrl(sku), notice: sayProducts(req.locale)('priceApproved') };
    },
  }),
  form({
    path: '/bengkel/produk/:sku/harga/:price/tolak', may: 'price.approve', fields: z.object({ refusal: priceReason }), again: drawProduct,
    act: async (tx, { refusal }, req) => {
      const { facility_id, sku } = await productBySku(tx, req.params['sku'] ?? '');
      await refusePrice(tx, { facility_id, price_id: idOf(req.params['price']), reason: refusal });
      return { location: productUrl(sku), notice: sayProducts(req.locale)('priceRefused') };
    },
  }),
];

function drawNew(req: Req, state?: FormState) {
  return req.read(async (reader) => {
    const { id } = await facilityNamed(reader, undefined);
    return newProductPage(req, { materials: await materialsOf(reader, id), workshops: await workshopChoices(reader, id) }, state);
  });
}

function drawMaterials(req: Req, state?: FormState) {
  return req.read(async (reader) => materialsPage(req, { rows: await materialsOf(reader, (await facilityNamed(reader, req.query['upt'])).id) }, state));
}

function drawProduct(req: Req, state?: FormState) {
  return req.read(async (reader) => {
    const product = await productBySku(reader, req.params['sku'] ?? '');
    const { facility_id, id } = product;
    return productPage(req, { product, method: await methodOf(reader, { facility_id, product_id: id, day: product.today }), prices: await pricesOf(reader, facility_id, id), market: await marketOf(reader, { facility_id, product_id: id, day: product.today }), workshops: await workshopChoices(reader, facility_id) }, state);
  });
}

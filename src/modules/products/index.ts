import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';
import { policyRoutes } from './routes-policy.tsx';
import { pricingRoutes } from './routes-pricing.tsx';
import { pages } from './routes.tsx';
import { productsUrl, productUrl } from './urls.ts';

export { recordBenchmark } from './benchmark-commands.ts';
export { marketOf, type Market } from './benchmark-queries.ts';
export { confirmLocalContent, declareLocalContent, recordOrigin } from './local-content-commands.ts';
export { basisNames } from './price-policy.ts';
export { loadReference } from './reference.ts';
export { approvePrice, defineMaterial, defineProduct, proposePrice, refusePrice, reviseCost } from './commands.ts';
export { facilityNamed, methodOf, pricesOf, productById, productBySku, productsOf, type PriceRow, type ProductRow } from './queries.ts';
export { importers } from './import-commands.ts';
export { method, type Method } from './product.ts';
export { unitName } from './unit.ts';

export { productUrl };

registerNavigation([{ surface: 'bengkel', href: productsUrl(), group: 'goods', text: { id: 'Produk', en: 'Products' }, may: 'product.read', position: 50 }]);

export const routes: Route[] = [...policyRoutes, ...pages, ...pricingRoutes, ...api];

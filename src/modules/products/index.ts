import './policy.ts';
import type { Route } from '#kernel/web.ts';

export { approvePrice, defineMaterial, defineProduct, proposePrice } from './commands.ts';
export { methodOf, pricesOf, productById, productBySku, productsOf, type PriceRow, type ProductRow } from './queries.ts';
export { method, type Method } from './product.ts';

export const routes: Route[] = [];

import './policy.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';

export { approvePrice, defineMaterial, defineProduct, proposePrice, refusePrice } from './commands.ts';
export { facilityNamed, methodOf, pricesOf, productById, productBySku, productsOf, type PriceRow, type ProductRow } from './queries.ts';
export { method, type Method } from './product.ts';

export const routes: Route[] = [...api];

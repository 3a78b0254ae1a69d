import './policy.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';

export { countStock, drawMaterial, keepHeld, openItem, receiveMaterial, release, releaseExpired, reserve, shipGoods, stockLot, takeBack, type Shipped } from './commands.ts';
export { itemByCode, items, lots, stockCard, type CardRow, type ItemRow, type LotRow } from './queries.ts';

export const routes: Route[] = [...api];

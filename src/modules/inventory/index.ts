import './policy.ts';
import type { Route } from '#kernel/web.ts';

export { drawMaterial, keepHeld, openItem, receiveMaterial, release, releaseExpired, reserve, shipGoods, stockLot, takeBack } from './commands.ts';
export { itemByCode, items, lots, stockCard, type ItemRow } from './queries.ts';
export const routes: Route[] = [];

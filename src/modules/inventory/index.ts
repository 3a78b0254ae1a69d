import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';
import { pages } from './routes.tsx';
import { stockCardUrl, storeUrl } from './urls.ts';

export { countStock, drawMaterial, keepHeld, openItem, receiveByCode, receiveMaterial, release, releaseExpired, reserve, shipGoods, stockLot, takeBack, type Shipped } from './commands.ts';
export { itemByCode, items, lots, stockCard, type CardRow, type ItemRow, type LotRow } from './queries.ts';

export { stockCardUrl };

registerNavigation([{ surface: 'bengkel', href: storeUrl(), group: 'goods', text: { id: 'Gudang', en: 'Store' }, may: 'stock.read', position: 40 }]);

export const routes: Route[] = [...pages, ...api];

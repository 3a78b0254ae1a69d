// The door of costing: what lots really cost, what the state bears besides, and alarms on prices.
import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { alarmRoutes } from './routes-alarms.tsx';
import { lotRoutes } from './routes-lots.tsx';
import { productRoutes } from './routes-products.tsx';
import { lotsUrl, nationalAlarmsUrl } from './urls.ts';

export { answerAlarm, lookAtPrices } from './alarm-commands.ts';
export { costDueLots, writeDueSheets } from './lot-commands.ts';
export { setRate } from './rate-commands.ts';
export { loadReference } from './reference.ts';
export { reactions } from './reactions.ts';

export const routes: Route[] = [...alarmRoutes, ...lotRoutes, ...productRoutes];

registerNavigation([
  { surface: 'bengkel', href: lotsUrl(), group: 'money', text: { id: 'Biaya', en: 'Costs' }, may: 'cost.read', position: 76 },
  { surface: 'pusat', href: nationalAlarmsUrl(), group: 'money', text: { id: 'Harga', en: 'Prices' }, may: 'cost.oversee', position: 32 },
]);

import './policy.ts';
import './captures.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';
import { pages } from './routes.tsx';
import { newWorkOrderUrl, qualityUrl, workOrdersUrl, workOrderUrl } from './urls.ts';

export { cancelWorkOrder, createWorkOrder, releaseWorkOrder } from './commands/orders.ts';
export { drawForWorkOrder, inspect, recordOutput, type Inspection, type Output } from './commands/making.ts';
export { reactions } from './reactions.ts';
export { workOrderById, workOrderByNumber, workOrders, type WorkOrderRow } from './queries.ts';

export { newWorkOrderUrl, workOrderUrl };

registerNavigation([
  { surface: 'bengkel', href: workOrdersUrl(), group: 'making', text: { id: 'Perintah kerja', en: 'Work orders' }, may: 'work_order.read', position: 20 },
  { surface: 'bengkel', href: qualityUrl(), group: 'making', text: { id: 'Mutu', en: 'Quality' }, may: 'work_order.read', position: 30 },
]);

export const routes: Route[] = [...pages, ...api];

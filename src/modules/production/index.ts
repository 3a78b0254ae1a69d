import './policy.ts';
import './captures.ts';
import type { Route } from '#kernel/web.ts';

export { drawForWorkOrder, inspect, recordOutput } from './commands/making.ts';
export { cancelWorkOrder, createWorkOrder, releaseWorkOrder } from './commands/orders.ts';
export { workOrderByNumber, workOrders } from './queries.ts';
export const routes: Route[] = [];

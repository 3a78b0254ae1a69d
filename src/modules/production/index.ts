import './policy.ts';
import './captures.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';

export { cancelWorkOrder, createWorkOrder, releaseWorkOrder } from './commands/orders.ts';
export { drawForWorkOrder, inspect, recordOutput, type Inspection, type Output } from './commands/making.ts';
export { workOrderById, workOrderByNumber, workOrders, type WorkOrderRow } from './queries.ts';

export const routes: Route[] = [...api];

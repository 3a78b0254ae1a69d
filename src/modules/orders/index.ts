import './policy.ts';
import type { Route } from '#kernel/web.ts';

export { cancelOrder, changePromise, commitOrder, handOverOrder, recordPayment, shipOrder } from './commands/fulfilment.ts';
export { acceptOrder, placeOrder, type Placed } from './commands/placing.ts';
export { orderByNumber, reachOfGuest, reachOfLines, reachOfOrder, type OrderRow } from './queries.ts';
export { reactions } from './reactions.ts';
export const routes: Route[] = [];

// The door of orders: what others may call, read and link to.
import './policy.ts';
import './refusals.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';

export { acceptOrder, cancelOrder, changePromise, commitOrder, type Accepted } from './commands/answering.ts';
export { handOverOrder, shipOrder, type HandedOver, type Sent } from './commands/delivering.ts';
export { confirmCharge, recordPayment, requestCharge, type Recorded } from './commands/paying.ts';
export { placeOrder, type Placed, type PlacedOrder } from './commands/placing.ts';
export { localPaymentEvent, localPaymentPort, type PaymentPort } from './payment-port.ts';
export { newOrder, type NewOrder, type OrderWish } from './order-input.ts';
export { stateNames, type State } from './order.ts';
export { orderByNumber, reachOfGuest, reachOfLines, reachOfOrder, type OrderRow } from './queries.ts';
export { reactions } from './reactions.ts';
export { agencyOrderUrl, makerOrderUrl, paperPdfUrl, paperUrl } from './urls.ts';

export const routes: Route[] = [...api];

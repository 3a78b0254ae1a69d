import { z } from 'zod';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { acceptOrder, changePromise, commitOrder } from './commands/answering.ts';
import { cancelOrder, closeShort } from './commands/cancelling.ts';
import { correctReceipt } from './commands/correcting.ts';
import { handOverOrder, shipOrder } from './commands/delivering.ts';
import { recordPayment } from './commands/paying.ts';
import { approveRefund, prepareRefund, refuseRefund } from './commands/refunding.ts';
import { placeOrder } from './commands/placing.ts';
import { orderFile } from './order-file.ts';
import { states } from './order.ts';
import { acceptance, cancellation, commitment, correction, handover, newOrder, payment, promiseChange, refundRefusal, refundWish, shipment, shortClosing } from './order-input.ts';
import { orderList, type OrderRow } from './queries.ts';
import { reachOfActing, reachOfPlacing } from './reach.ts';

const listed = ({ number, purchase_number, channel, state, facility_code, agency_unit, requested_on, promised_on, total_idr, paid_idr, placed_at }: OrderRow) => ({
  number, purchase_number, channel, state, facility: facility_code, agency_unit, requested_on, promised_on, total_idr, paid_idr, placed_at,
});
const listQuery = z.strictObject({ state: z.enum(states).optional(), channel: z.enum(['public', 'agency']).optional(), q: z.string().max(100).optional(), limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.uuid().optional() });
const tag = 'orders';

export const api: Route[] = [
  writeEndpoint({ path: '/api/v1/orders', may: 'order.place', tag, summary: 'Place an order: one per selling facility under one purchase number; prices are the catalogue’s', body: newOrder, reach: reachOfPlacing, act: (tx, { body }) => placeOrder(tx, body) }),
  readEndpoint({
    path: '/api/v1/orders', may: 'order.read', tag, summary: 'Orders in your reach, newest first', query: listQuery,
    read: async (reader, { query: { cursor, limit, state, channel, q } }) => {
      const rows = await orderList(reader, { limit: limit + 1, ...(state ? { state } : {}), ...(channel ? { channel } : {}), ...(q ? { q } : {}), ...(cursor ? { after: cursor } : {}) });
      return { items: rows.slice(0, limit).map(listed), next_cursor: rows.length > limit ? rows[limit - 1]?.id ?? null : null };
    },
  }),
  readEndpoint({ path: '/api/v1/orders/:number', may: 'order.read', tag, summary: 'One order: lines with their four dates, shipments, handovers, payments, papers', read: (reader, { params }) => orderFile(reader, params['number'] ?? '') }),
  writeEndpoint({ path: '/api/v1/orders/:number/acceptance', may: 'order.accept', tag, summary: 'The facility promises a day per line', body: acceptance, reach: reachOfActing, act: (tx, { params, body }) => acceptOrder(tx, { number: params['number'] ?? '', ...body }) }),
  writeEndpoint({ path: '/api/v1/orders/:number/commitment', may: 'order.commit', tag, summary: 'The agency’s commitment officer signs the order letter; another person than who prepared it', body: commitment, reach: reachOfActing, act: (tx, { params }) => commitOrder(tx, { number: params['number'] ?? '' }) }),
  writeEndpoint({ path: '/api/v1/orders/:number/promises', may: 'promise.change', tag, summary: 'A promise moves, with its reason; earlier promises stay', body: promiseChange, reach: reachOfActing, act: (tx, { params, body }) => changePromise(tx, { number: params['number'] ?? '', ...body }) }),
  writeEndpoint({ path: '/api/v1/orders/:number/cancellation', may: 'order.cancel', tag, summary: 'Cancel before anything left; held pieces are free again, what was paid is to be refunded', body: cancellation, reach: reachOfActing, act: (tx, { params, body }) => cancelOrder(tx, { number: params['number'] ?? '', ...body }) }),
  writeEndpoint({ path: '/api/v1/orders/:number/shipments', may: 'order.ship', tag, summary: 'Pick from lots, pack and ship, in whole or in part', body: shipment, reach: reachOfActing, act: (tx, { params, body }) => shipOrder(tx, { number: params['number'] ?? '', ...body }) }),
  writeEndpoint({ path: '/api/v1/orders/:number/handover', may: 'order.hand_over', tag, summary: 'Inspection and handover (BAST), in whole or in part', body: handover, reach: reachOfActing, act: (tx, { params, body }) => handOverOrder(tx, { number: params['number'] ?? '', ...body }) }),
  writeEndpoint({ path: '/api/v1/orders/:number/payments', may: 'payment.record', tag, summary: 'Record money that arrived', body: payment, reach: reachOfActing, act: (tx, { params, body }) => recordPayment(tx, { number: params['number'] ?? '', ...body }) }),
  writeEndpoint({ path: '/api/v1/orders/:number/short-closing', may: 'order.close_short', tag, summary: 'The rest is not delivered any more: the order ends with what was accepted', body: shortClosing, act: (tx, { params, body }) => closeShort(tx, { number: params['number'] ?? '', ...body }) }),
  writeEndpoint({ path: '/api/v1/orders/:number/documents/:code/correction', may: 'paper.correct', tag, summary: 'Issue a receipt or invoice again with the right names; it replaces the one before', body: correction, act: (tx, { params, body }) => correctReceipt(tx, { number: params['number'] ?? '', code: params['code'] ?? '', ...body }) }),
  writeEndpoint({ path: '/api/v1/orders/:number/refunds', may: 'refund.prepare', tag, summary: 'Prepare a refund: of what was paid beyond what is owed, all or a part', body: refundWish, act: (tx, { params, body }) => prepareRefund(tx, { number: params['number'] ?? '', ...body }) }),
  writeEndpoint({ path: '/api/v1/orders/:number/refunds/:id/approval', may: 'refund.approve', tag, summary: 'Another person approves a refund; it is posted and its receipt issued', body: z.strictObject({}), act: (tx, { params }) => approveRefund(tx, { number: params['number'] ?? '', id: params['id'] ?? '' }) }),
  writeEndpoint({ path: '/api/v1/orders/:number/refunds/:id/refusal', may: 'refund.approve', tag, summary: 'Refuse a refund with a reason', body: refundRefusal, act: (tx, { params, body }) => refuseRefund(tx, { number: params['number'] ?? '', id: params['id'] ?? '', ...body }) }),
];

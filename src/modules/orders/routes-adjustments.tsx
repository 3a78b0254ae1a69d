import { z } from 'zod';
import { form, idIn, page, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { approveAdjustment, prepareAdjustment, refuseAdjustment } from './commands/adjusting.ts';
import { orderFile } from './order-file.ts';
import { adjustmentWish, refundRefusal } from './order-input.ts';
import { adjustPage, sayAdjustments as say } from './pages/adjustments.tsx';
import { makerOrderPage } from './pages/maker-order.tsx';
import { makerOrderUrl } from './urls.ts';

const numberOf = ({ params }: Pick<Req, 'params'>) => params['number'] ?? '';
const fileOf = (req: Req) => req.read((reader) => orderFile(reader, numberOf(req)));
const path = '/bengkel/pesanan/:number/penyesuaian';
const back = (number: string) => `${makerOrderUrl(number)}#penyesuaian`;
const tag = 'orders';

export const adjustmentRoutes: Route[] = [
  page({ path, may: 'adjustment.prepare', show: async (req) => adjustPage(req, await fileOf(req)) }),
  form({
    path, may: 'adjustment.prepare', fields: adjustmentWish, again: async (req, state) => adjustPage(req, await fileOf(req), state),
    act: async (tx, input, req) => { const { number, adjustment } = await prepareAdjustment(tx, { number: numberOf(req), ...input }); return { location: back(number), notice: say(req.locale)('asked', { adjustment }) }; },
  }),
  form({
    path: `${path}/:id/setuju`, may: 'adjustment.approve', fields: z.object({}), again: async (req, state) => makerOrderPage(req, await fileOf(req), state),
    act: async (tx, _, req) => { const { number, adjustment } = await approveAdjustment(tx, { number: numberOf(req), id: idIn(req) }); return { location: back(number), notice: say(req.locale)('approvedNow', { adjustment }) }; },
  }),
  form({
    path: `${path}/:id/tolak`, may: 'adjustment.approve', fields: refundRefusal, again: async (req, state) => makerOrderPage(req, await fileOf(req), state),
    act: async (tx, input, req) => { const { number, adjustment } = await refuseAdjustment(tx, { number: numberOf(req), id: idIn(req), ...input }); return { location: back(number), notice: say(req.locale)('refusedNow', { adjustment }) }; },
  }),
  writeEndpoint({ path: '/api/v1/orders/:number/adjustments', may: 'adjustment.prepare', tag, summary: 'Prepares that accepted pieces come back, or that the price of a line changes', body: adjustmentWish, act: (tx, { params, body }) => prepareAdjustment(tx, { number: numberOf({ params }), ...body }) }),
  writeEndpoint({ path: '/api/v1/orders/:number/adjustments/:id/approval', may: 'adjustment.approve', tag, summary: 'Another person approves an adjustment: goods to quarantine, the buyer owes less or more', body: z.strictObject({}), act: (tx, { params }) => approveAdjustment(tx, { number: numberOf({ params }), id: idIn({ params }) }) }),
  writeEndpoint({ path: '/api/v1/orders/:number/adjustments/:id/refusal', may: 'adjustment.approve', tag, summary: 'Refuses an adjustment with a reason', body: refundRefusal, act: (tx, { params, body }) => refuseAdjustment(tx, { number: numberOf({ params }), id: idIn({ params }), ...body }) }),
];

import { form, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { orderFile } from '../order-file.ts';
import type { Side } from '../pages/order-list.tsx';
import { reachOfActing } from '../reach.ts';
import { makerPaymentFileUrl, paymentFileUrl } from '../urls.ts';
import { sayAgency } from '../words.ts';
import { channelChoice, paperEntry, paperIssue } from './payment-file.ts';
import { chooseChannel, issuePaper, recordPaper } from './payment-commands.ts';
import { paymentFilePage } from './payment-page.tsx';
import { paymentFileOf } from './payment-queries.ts';

const numberOf = (req: Req) => req.params['number'] ?? '';
const shown = (side: Side) => async (req: Req, state?: Parameters<typeof paymentFilePage>[3]) => paymentFilePage(req, side, await req.read(async (reader) => {
  const file = await orderFile(reader, numberOf(req));
  return { file, payment: await paymentFileOf(reader, file) };
}), state);
const [agencyPage, makerPage] = [shown('pengadaan'), shown('bengkel')];
const [agency, maker] = ['/pengadaan/pesanan/:number/pembayaran', '/bengkel/pesanan/:number/pembayaran'];
const back = (req: Req, side: Side) => (side === 'bengkel' ? makerPaymentFileUrl : paymentFileUrl)(numberOf(req));

export const paymentRoutes: Route[] = [
  page({ path: agency, may: 'order.follow', show: (req) => agencyPage(req) }),
  page({ path: maker, may: 'order.fulfil', show: (req) => makerPage(req) }),
  form({ path: `${agency}/cara`, may: 'payment.file', fields: channelChoice, reach: reachOfActing, again: agencyPage, act: async (tx, { channel }, req) => { await chooseChannel(tx, { number: numberOf(req), channel }); return { location: back(req, 'pengadaan'), notice: sayAgency(req.locale)('chosen') }; } }),
  form({ path: `${agency}/dokumen`, may: 'payment.paper', fields: paperEntry, reach: reachOfActing, again: agencyPage, act: async (tx, { paper, number, on_day }, req) => { await recordPaper(tx, { number: numberOf(req), paper, entry: number, on_day }); return { location: back(req, 'pengadaan'), notice: sayAgency(req.locale)('paperSaved') }; } }),
  form({ path: `${agency}/terbit`, may: 'payment.issue', fields: paperIssue, reach: reachOfActing, again: agencyPage, act: async (tx, { paper }, req) => { await issuePaper(tx, { number: numberOf(req), paper }); return { location: back(req, 'pengadaan'), notice: sayAgency(req.locale)('issuedPaper') }; } }),
  form({ path: `${maker}/dokumen`, may: 'payment.paper', fields: paperEntry, again: makerPage, act: async (tx, { paper, number, on_day }, req) => { await recordPaper(tx, { number: numberOf(req), paper, entry: number, on_day }); return { location: back(req, 'bengkel'), notice: sayAgency(req.locale)('paperSaved') }; } }),
];

const tag = 'orders';
const root = '/api/v1/orders/:number/payment-file';
export const paymentApi: Route[] = [
  readEndpoint({ path: root, may: 'order.read', tag, summary: 'The payment file: way of paying and the papers it asks for', read: async (reader, { params }) => paymentFileOf(reader, await orderFile(reader, params['number'] ?? '')) }),
  writeEndpoint({ path: `${root}/channel`, may: 'payment.file', tag, summary: 'Choose the way of paying', body: channelChoice, reach: reachOfActing, act: (tx, { body }, req) => chooseChannel(tx, { number: numberOf(req), ...body }) }),
  writeEndpoint({ path: `${root}/papers`, may: 'payment.paper', tag, summary: 'Record the number of a paper that another system issued', body: paperEntry, reach: reachOfActing, act: (tx, { body: { paper, number, on_day } }, req) => recordPaper(tx, { number: numberOf(req), paper, entry: number, on_day }) }),
  writeEndpoint({ path: `${root}/issues`, may: 'payment.issue', tag, summary: 'Issue the contract summary or the record of payment due', body: paperIssue, reach: reachOfActing, act: (tx, { body }, req) => issuePaper(tx, { number: numberOf(req), ...body }) }),
];

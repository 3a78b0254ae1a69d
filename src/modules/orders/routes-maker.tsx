import { file, form, page, type Req, type Route } from '#kernel/web.ts';
import { acceptOrder, changePromise } from './commands/answering.ts';
import { cancelOrder } from './commands/cancelling.ts';
import { handOverOrder, shipOrder } from './commands/delivering.ts';
import { recordPayment } from './commands/paying.ts';
import { orderFile } from './order-file.ts';
import { acceptance, cancellation, handoverForm, payment, promiseChange, shipmentForm } from './order-input.ts';
import { orderListOf, orderSheet } from './order-sheet.ts';
import { acceptPage, payPage, promisePage, shipPage } from './pages/maker-acts.tsx';
import { makerOrderPage } from './pages/maker-order.tsx';
import { orderListPage } from './pages/order-list.tsx';
import { cancelPage, handoverPage } from './pages/shared-acts.tsx';
import { makerOrderUrl } from './urls.ts';
import { sayHandover, sayMaker, sayOrders } from './words.ts';

const numberOf = (req: Req) => req.params['number'] ?? '';
const fileOf = (req: Req) => req.read((reader) => orderFile(reader, numberOf(req)));
const one = '/bengkel/pesanan/:number';

export const makerRoutes: Route[] = [
  page({ path: '/bengkel/pesanan', may: 'order.fulfil', show: async (req) => orderListPage(req, 'bengkel', await orderListOf(req)) }),
  file({ path: '/bengkel/pesanan.xlsx', may: 'order.fulfil', send: (req) => orderSheet(req) }),
  page({ path: one, may: 'order.fulfil', show: async (req) => makerOrderPage(req, await fileOf(req)) }),

  page({ path: `${one}/terima`, may: 'order.accept', show: async (req) => acceptPage(req, await fileOf(req)) }),
  form({
    path: `${one}/terima`, may: 'order.accept', fields: acceptance, again: async (req, state) => acceptPage(req, await fileOf(req), state),
    act: async (tx, input, req) => {
      const { number } = await acceptOrder(tx, { number: numberOf(req), ...input });
      return { location: makerOrderUrl(number), notice: sayMaker(req.locale)('accepted', { number }) };
    },
  }),
  page({ path: `${one}/janji`, may: 'promise.change', show: async (req) => promisePage(req, await fileOf(req)) }),
  form({
    path: `${one}/janji`, may: 'promise.change', fields: promiseChange, again: async (req, state) => promisePage(req, await fileOf(req), state),
    act: async (tx, input, req) => {
      const { number } = await changePromise(tx, { number: numberOf(req), ...input });
      return { location: makerOrderUrl(number), notice: sayMaker(req.locale)('changed') };
    },
  }),
  page({ path: `${one}/kirim`, may: 'order.ship', show: async (req) => shipPage(req, await fileOf(req)) }),
  form({
    path: `${one}/kirim`, may: 'order.ship', fields: shipmentForm, again: async (req, state) => shipPage(req, await fileOf(req), state),
    act: async (tx, input, req) => {
      const sent = await shipOrder(tx, { number: numberOf(req), ...input });
      return { location: makerOrderUrl(sent.number), notice: sayMaker(req.locale)('sent', { number: sent.shipment }) };
    },
  }),
  page({ path: `${one}/serah-terima`, may: 'order.hand_over', show: async (req) => handoverPage(req, 'bengkel', await fileOf(req)) }),
  form({
    path: `${one}/serah-terima`, may: 'order.hand_over', fields: handoverForm, again: async (req, state) => handoverPage(req, 'bengkel', await fileOf(req), state),
    act: async (tx, input, req) => {
      const done = await handOverOrder(tx, { number: numberOf(req), ...input });
      return { location: makerOrderUrl(done.number), notice: sayHandover(req.locale)('done', { number: done.handover }) };
    },
  }),
  page({ path: `${one}/bayar`, may: 'payment.record', show: async (req) => payPage(req, await fileOf(req)) }),
  form({
    path: `${one}/bayar`, may: 'payment.record', fields: payment, again: async (req, state) => payPage(req, await fileOf(req), state),
    act: async (tx, input, req) => {
      const done = await recordPayment(tx, { number: numberOf(req), ...input });
      return { location: makerOrderUrl(done.number), notice: sayMaker(req.locale)('recorded', { number: done.payment }) };
    },
  }),
  page({ path: `${one}/batal`, may: 'order.cancel', show: async (req) => cancelPage(req, 'bengkel', await fileOf(req)) }),
  form({
    path: `${one}/batal`, may: 'order.cancel', fields: cancellation, again: async (req, state) => cancelPage(req, 'bengkel', await fileOf(req), state),
    act: async (tx, input, req) => {
      const { number } = await cancelOrder(tx, { number: numberOf(req), ...input });
      return { location: makerOrderUrl(number), notice: sayOrders(req.locale)('cancelled', { number }) };
    },
  }),
];

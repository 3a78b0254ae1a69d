import { z } from 'zod';
import { form, page, type Req, type Route } from '#kernel/web.ts';
import { words } from '#kernel/words.ts';
import { closeShort } from './commands/cancelling.ts';
import { correctReceipt } from './commands/correcting.ts';
import { approveRefund, prepareRefund, refuseRefund } from './commands/refunding.ts';
import { orderFile } from './order-file.ts';
import { correction, refundRefusal, refundWish, shortClosing } from './order-input.ts';
import { makerOrderPage } from './pages/maker-order.tsx';
import { correctPage, refundPage, shortPage } from './pages/refunds.tsx';
import { makerOrderUrl } from './urls.ts';

const numberOf = (req: Req) => req.params['number'] ?? '';
const fileOf = (req: Req) => req.read((reader) => orderFile(reader, numberOf(req)));
const one = '/bengkel/pesanan/:number';
const back = (number: string) => `${makerOrderUrl(number)}#pengembalian`;

export const refundRoutes: Route[] = [
  page({ path: `${one}/tutup`, may: 'order.close_short', show: async (req) => shortPage(req, await fileOf(req)) }),
  form({
    path: `${one}/tutup`, may: 'order.close_short', fields: shortClosing, again: async (req, state) => shortPage(req, await fileOf(req), state),
    act: async (tx, input, req) => {
      const { number } = await closeShort(tx, { number: numberOf(req), ...input });
      return { location: makerOrderUrl(number), notice: say(req.locale)('closed', { number }) };
    },
  }),
  page({ path: `${one}/perbaiki/:code`, may: 'paper.correct', show: async (req) => correctPage(req, await fileOf(req), req.params['code'] ?? '') }),
  form({
    path: `${one}/perbaiki/:code`, may: 'paper.correct', fields: correction, again: async (req, state) => correctPage(req, await fileOf(req), req.params['code'] ?? '', state),
    act: async (tx, input, req) => {
      const { number, paper } = await correctReceipt(tx, { number: numberOf(req), code: req.params['code'] ?? '', ...input });
      return { location: `${makerOrderUrl(number)}#dokumen`, notice: say(req.locale)('corrected', { paper }) };
    },
  }),
  page({ path: `${one}/pengembalian`, may: 'refund.prepare', show: async (req) => refundPage(req, await fileOf(req)) }),
  form({
    path: `${one}/pengembalian`, may: 'refund.prepare', fields: refundWish, again: async (req, state) => refundPage(req, await fileOf(req), state),
    act: async (tx, input, req) => {
      const { number, refund } = await prepareRefund(tx, { number: numberOf(req), ...input });
      return { location: back(number), notice: say(req.locale)('prepared', { refund }) };
    },
  }),
  form({
    path: `${one}/pengembalian/:id/setuju`, may: 'refund.approve', fields: z.object({}), again: async (req, state) => makerOrderPage(req, await fileOf(req), state),
    act: async (tx, _, req) => {
      const { number, refund } = await approveRefund(tx, { number: numberOf(req), id: req.params['id'] ?? '' });
      return { location: back(number), notice: say(req.locale)('approved', { refund }) };
    },
  }),
  form({
    path: `${one}/pengembalian/:id/tolak`, may: 'refund.approve', fields: refundRefusal, again: async (req, state) => makerOrderPage(req, await fileOf(req), state),
    act: async (tx, input, req) => {
      const { number, refund } = await refuseRefund(tx, { number: numberOf(req), id: req.params['id'] ?? '', ...input });
      return { location: back(number), notice: say(req.locale)('refused', { refund }) };
    },
  }),
];

const say = words({
  closed: { id: 'Pesanan {number} ditutup dengan kekurangan.', en: 'Order {number} is closed short.' }, prepared: { id: 'Pengembalian {refund} menunggu persetujuan kepala UPT.', en: 'Refund {refund} waits for the head of facility.' },
  corrected: { id: '{paper} terbit dan menggantikan bukti yang lama.', en: '{paper} is issued and replaces the old receipt.' },
  approved: { id: 'Pengembalian {refund} dibukukan dan buktinya terbit.', en: 'Refund {refund} is posted and its receipt issued.' }, refused: { id: 'Pengembalian {refund} ditolak.', en: 'Refund {refund} is refused.' },
});

import { form, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { words } from '#kernel/words.ts';
import { orderFile } from '../order-file.ts';
import type { Side } from '../pages/order-list.tsx';
import { reachOfActing } from '../reach.ts';
import { ratingUrl } from '../urls.ts';
import { ratingAnswer, ratingWish } from './rating.ts';
import { answerRating, rateOrder } from './rating-commands.ts';
import { ratingPage } from './rating-page.tsx';
import { ratingOf } from './rating-queries.ts';

const numberOf = (req: Req) => req.params['number'] ?? '';
const shown = (side: Side) => async (req: Req, state?: Parameters<typeof ratingPage>[3]) => ratingPage(req, side, await req.read(async (reader) => {
  const file = await orderFile(reader, numberOf(req));
  return { file, rating: await ratingOf(reader, file.id) };
}), state);
const [agencyPage, makerPage] = [shown('pengadaan'), shown('bengkel')];
const [agency, maker] = ['/pengadaan/pesanan/:number/penilaian', '/bengkel/pesanan/:number/penilaian'];
const tag = 'orders';
const root = '/api/v1/orders/:number/rating';

export const ratingRoutes: Route[] = [
  page({ path: agency, may: 'order.follow', show: (req) => agencyPage(req) }),
  page({ path: maker, may: 'order.fulfil', show: (req) => makerPage(req) }),
  form({ path: agency, may: 'rating.give', fields: ratingWish, reach: reachOfActing, again: agencyPage, act: async (tx, wish, req) => { await rateOrder(tx, { number: numberOf(req), ...wish }); return { location: ratingUrl('pengadaan', numberOf(req)), notice: say(req.locale)('rated') }; } }),
  form({ path: maker, may: 'rating.answer', fields: ratingAnswer, again: makerPage, act: async (tx, input, req) => { await answerRating(tx, { number: numberOf(req), ...input }); return { location: ratingUrl('bengkel', numberOf(req)), notice: say(req.locale)('answered') }; } }),
  readEndpoint({ path: root, may: 'order.read', tag, summary: 'The buyer’s rating of an order and the maker’s answer', read: async (reader, { params }) => ({ rating: (await ratingOf(reader, (await orderFile(reader, params['number'] ?? '')).id)) ?? null }) }),
  writeEndpoint({ path: root, may: 'rating.give', tag, summary: 'Rate a received order, once', body: ratingWish, reach: reachOfActing, act: (tx, { body }, req) => rateOrder(tx, { number: numberOf(req), ...body }) }),
  writeEndpoint({ path: `${root}/answer`, may: 'rating.answer', tag, summary: 'The maker answers, once', body: ratingAnswer, act: (tx, { body }, req) => answerRating(tx, { number: numberOf(req), ...body }) }),
];

const say = words({ rated: { id: 'Terima kasih, penilaian dicatat.', en: 'Thank you, the rating is recorded.' }, answered: { id: 'Jawaban dicatat.', en: 'The answer is recorded.' } });

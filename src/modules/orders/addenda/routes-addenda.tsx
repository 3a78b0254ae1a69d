import { z } from 'zod';
import { words } from '#kernel/words.ts';
import { form, idIn, page, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { orderFile } from '../order-file.ts';
import type { Side } from '../pages/order-list.tsx';
import { reachOfActing } from '../reach.ts';
import { addendumUrl } from '../urls.ts';
import { addendumEnding, addendumWish } from './addendum.ts';
import { agreeAddendum, endAddendum, prepareAddendum, signAddendum } from './addendum-commands.ts';
import { addendumPage } from './addendum-page.tsx';

const numberOf = (req: Req) => req.params['number'] ?? '';
const one = (req: Req) => ({ number: numberOf(req), id: idIn(req) });
const nothing = z.object({});

/** The same acts on both sides, each at its own address. */
const routesOf = (side: Side): Route[] => {
  const path = `/${side}/pesanan/:number/adendum`;
  const shown = async (req: Req, state?: Parameters<typeof addendumPage>[3]) => addendumPage(req, side, await req.read((reader) => orderFile(reader, numberOf(req))), state);
  const done = (req: Req, key: 'prepared' | 'signed' | 'agreed' | 'ended') => ({ location: addendumUrl(side, numberOf(req)), notice: say(req.locale)(key) });
  return [
    page({ path, may: side === 'bengkel' ? 'order.fulfil' : 'order.follow', show: (req) => shown(req) }),
    form({ path, may: 'addendum.prepare', fields: addendumWish, reach: reachOfActing, again: shown, act: async (tx, wish, req) => { await prepareAddendum(tx, { number: numberOf(req), ...wish }); return done(req, 'prepared'); } }),
    form({ path: `${path}/:id/tanda-tangan`, may: 'addendum.sign', fields: nothing, reach: reachOfActing, again: shown, act: async (tx, _, req) => { await signAddendum(tx, one(req)); return done(req, 'signed'); } }),
    form({ path: `${path}/:id/setuju`, may: 'addendum.sign', fields: nothing, reach: reachOfActing, again: shown, act: async (tx, _, req) => { await agreeAddendum(tx, one(req)); return done(req, 'agreed'); } }),
    form({ path: `${path}/:id/akhiri`, may: 'addendum.end', fields: addendumEnding, reach: reachOfActing, again: shown, act: async (tx, input, req) => { await endAddendum(tx, { ...one(req), ...input }); return done(req, 'ended'); } }),
  ];
};

const tag = 'orders';
const root = '/api/v1/orders/:number/addenda';
export const addendumRoutes: Route[] = [
  ...routesOf('pengadaan'), ...routesOf('bengkel'),
  writeEndpoint({ path: root, may: 'addendum.prepare', tag, summary: 'Prepare an addendum to a signed order: quantity, price, day, place', body: addendumWish, reach: reachOfActing, act: (tx, { body }, req) => prepareAddendum(tx, { number: numberOf(req), ...body }) }),
  writeEndpoint({ path: `${root}/:id/signature`, may: 'addendum.sign', tag, summary: 'The signatory of the proposing side signs', body: z.strictObject({}), reach: reachOfActing, act: (tx, _, req) => signAddendum(tx, one(req)) }),
  writeEndpoint({ path: `${root}/:id/agreement`, may: 'addendum.sign', tag, summary: 'The signatory of the other side agrees: the order changes and the paper is issued', body: z.strictObject({}), reach: reachOfActing, act: (tx, _, req) => agreeAddendum(tx, one(req)) }),
  writeEndpoint({ path: `${root}/:id/ending`, may: 'addendum.end', tag, summary: 'Refuse the other side’s addendum, or withdraw the own', body: addendumEnding, reach: reachOfActing, act: (tx, { body }, req) => endAddendum(tx, { ...one(req), ...body }) }),
];

const say = words({
  prepared: { id: 'Adendum menunggu tanda tangan.', en: 'The addendum waits for a signature.' }, signed: { id: 'Adendum diusulkan kepada pihak lain.', en: 'The addendum is proposed to the other side.' }, agreed: { id: 'Adendum disepakati dan terbit.', en: 'The addendum is agreed and issued.' }, ended: { id: 'Adendum diakhiri; pesanan tetap seperti semula.', en: 'The addendum is ended; the order stays as it was.' },
});

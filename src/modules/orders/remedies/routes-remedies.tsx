import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { form, idIn, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { orderFile } from '../order-file.ts';
import type { Side } from '../pages/order-list.tsx';
import { reachOfActing } from '../reach.ts';
import { remedyUrl } from '../urls.ts';
import { claimAnswer, claimNote, claimWish } from './claim.ts';
import { answerClaim, closeClaim, decideClaim, fileClaim, returnClaim } from './claim-commands.ts';
import { lateWaiver, lateWish } from './late.ts';
import { applyLate, prepareLate, reckonLateness, waiveLate } from './late-commands.ts';
import { remedyPage, type Remedies } from './remedy-page.tsx';
import { claimsOf, lateRemediesOf } from './remedy-queries.ts';
import { sayRemedies } from './remedy-words.ts';

const numberOf = (req: Req) => req.params['number'] ?? '';
const one = (req: Req) => ({ number: numberOf(req), id: idIn(req) });
const nothing = z.strictObject({});
const say = sayRemedies;

async function remediesOf(reader: Reader, number: string): Promise<Remedies> {
  const file = await orderFile(reader, number);
  const reckoned = [];
  for (const handover of file.agency_id === null ? [] : file.handovers) {
    const { lateness } = await reckonLateness(reader, file, handover.number);
    if (lateness.lines.length > 0) reckoned.push({ handover: handover.number, lateness });
  }
  return { file, claims: await claimsOf(reader, file.id), late: await lateRemediesOf(reader, file.id), reckoned };
}

const shown = (side: Side) => async (req: Req, state?: Parameters<typeof remedyPage>[3]) => remedyPage(req, side, await req.read((reader) => remediesOf(reader, numberOf(req))), state);
const [agencyPage, makerPage] = [shown('pengadaan'), shown('bengkel')];
const [agency, maker] = ['/pengadaan/pesanan/:number/klaim', '/bengkel/pesanan/:number/klaim'];
type Said = 'answered' | 'decided' | 'returned' | 'closed' | 'latePrepared' | 'lateApplied' | 'lateWaived';
const done = (req: Req, side: Side, key: Said) => ({ location: remedyUrl(side, numberOf(req)), notice: say(req.locale)(key) });

export const remedyRoutes: Route[] = [
  page({ path: agency, may: 'order.follow', show: (req) => agencyPage(req) }),
  page({ path: maker, may: 'order.fulfil', show: (req) => makerPage(req) }),
  form({
    path: agency, may: 'goods_claim.file', fields: claimWish, reach: reachOfActing, again: agencyPage,
    act: async (tx, wish, req) => {
      const { claim, answer_by } = await fileClaim(tx, { number: numberOf(req), ...wish });
      return { location: remedyUrl('pengadaan', numberOf(req)), notice: say(req.locale)('filed', { claim, day: formatDay(answer_by, req.locale) }) };
    },
  }),
  // Before the claims' own addresses: no id is called denda.
  form({ path: `${agency}/denda`, may: 'late.prepare', fields: lateWish, reach: reachOfActing, again: agencyPage, act: async (tx, input, req) => { await prepareLate(tx, { number: numberOf(req), ...input }); return done(req, 'pengadaan', 'latePrepared'); } }),
  form({ path: `${agency}/denda/:id/terapkan`, may: 'late.decide', fields: nothing, reach: reachOfActing, again: agencyPage, act: async (tx, _, req) => { await applyLate(tx, one(req)); return done(req, 'pengadaan', 'lateApplied'); } }),
  form({ path: `${agency}/denda/:id/bebaskan`, may: 'late.decide', fields: lateWaiver, reach: reachOfActing, again: agencyPage, act: async (tx, input, req) => { await waiveLate(tx, { ...one(req), ...input }); return done(req, 'pengadaan', 'lateWaived'); } }),
  form({ path: `${agency}/:id/selesai`, may: 'goods_claim.file', fields: claimNote, reach: reachOfActing, again: agencyPage, act: async (tx, input, req) => { await closeClaim(tx, { ...one(req), ...input }); return done(req, 'pengadaan', 'closed'); } }),
  form({ path: `${maker}/:id/jawab`, may: 'goods_claim.answer', fields: claimAnswer, again: makerPage, act: async (tx, input, req) => { await answerClaim(tx, { ...one(req), ...input }); return done(req, 'bengkel', 'answered'); } }),
  form({ path: `${maker}/:id/putus`, may: 'goods_claim.decide', fields: nothing, again: makerPage, act: async (tx, _, req) => { await decideClaim(tx, one(req)); return done(req, 'bengkel', 'decided'); } }),
  form({ path: `${maker}/:id/kembalikan`, may: 'goods_claim.decide', fields: nothing, again: makerPage, act: async (tx, _, req) => { await returnClaim(tx, one(req)); return done(req, 'bengkel', 'returned'); } }),
];

const tag = 'orders';
const [claims, late] = ['/api/v1/orders/:number/claims', '/api/v1/orders/:number/lateness'];
export const remedyApi: Route[] = [
  readEndpoint({ path: claims, may: 'order.read', tag, summary: 'Claims about received goods, with their dates', read: async (reader, { params }) => ({ items: (await remediesOf(reader, params['number'] ?? '')).claims.map(({ answered_person: _person, ...claim }) => claim), next_cursor: null }) }),
  writeEndpoint({ path: claims, may: 'goods_claim.file', tag, summary: 'File a claim within the warranty', body: claimWish, reach: reachOfActing, act: (tx, { body }, req) => fileClaim(tx, { number: numberOf(req), ...body }) }),
  writeEndpoint({ path: `${claims}/:id/answer`, may: 'goods_claim.answer', tag, summary: 'The facility prepares its answer', body: claimAnswer, act: (tx, { body }, req) => answerClaim(tx, { ...one(req), ...body }) }),
  writeEndpoint({ path: `${claims}/:id/decision`, may: 'goods_claim.decide', tag, summary: 'The head of facility decides what was prepared', body: nothing, act: (tx, _, req) => decideClaim(tx, one(req)) }),
  writeEndpoint({ path: `${claims}/:id/return`, may: 'goods_claim.decide', tag, summary: 'The head asks for another answer', body: nothing, act: (tx, _, req) => returnClaim(tx, one(req)) }),
  writeEndpoint({ path: `${claims}/:id/closing`, may: 'goods_claim.file', tag, summary: 'The agency says that it is remedied, or withdraws', body: claimNote, reach: reachOfActing, act: (tx, { body }, req) => closeClaim(tx, { ...one(req), ...body }) }),
  readEndpoint({ path: late, may: 'order.read', tag, summary: 'Lateness of each handover by the rule of its day, and what was decided', read: async (reader, { params }) => {
    const { reckoned, late: rows } = await remediesOf(reader, params['number'] ?? '');
    return { reckoned, remedies: rows.map(({ prepared_person: _person, ...row }) => row) };
  } }),
  writeEndpoint({ path: late, may: 'late.prepare', tag, summary: 'Prepare the penalty for a late handover', body: lateWish, reach: reachOfActing, act: (tx, { body }, req) => prepareLate(tx, { number: numberOf(req), ...body }) }),
  writeEndpoint({ path: `${late}/:id/application`, may: 'late.decide', tag, summary: 'Another officer applies the penalty: it is taken off the bill', body: nothing, reach: reachOfActing, act: (tx, _, req) => applyLate(tx, one(req)) }),
  writeEndpoint({ path: `${late}/:id/waiver`, may: 'late.decide', tag, summary: 'Another officer waives the penalty, with a reason', body: lateWaiver, reach: reachOfActing, act: (tx, { body }, req) => waiveLate(tx, { ...one(req), ...body }) }),
];

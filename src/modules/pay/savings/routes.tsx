import { pdfAnswer } from '#kernel/documents/index.ts';
import { z } from 'zod';
import { formatInstant } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { ruleOn } from '#kernel/rules.ts';
import { file, form, idIn, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn } from '#organisation';
import { workerById } from '#workforce';
import { cardAgain } from '../card-view.tsx';
import { kuitansiTabungan } from '../documents/kuitansi-tabungan.ts';
import { ofUnit } from '../revenue/choose-unit.tsx';
import { peopleOf } from '../runs/run-queries.ts';
import { cardUrl } from '../urls.ts';
import { say as sayPay } from '../words.ts';
import { custodyWish, heirsWish, holdWish, releaseWish } from './keeping.ts';
import { approveCustody, payHeirs, placeHold, recordCustody, releaseHold } from './keeping-commands.ts';
import { custodies, holds } from './keeping-queries.ts';
import { keepingPage } from './pages.tsx';
import { receiptOf } from './receipt-commands.ts';
import { standingOf, usable } from './standing.ts';
import { custodyUrl, keepingUrl } from './urls.ts';
import { say } from './words.ts';

const keeping = (req: Req, state?: FormState) => ofUnit(req, say(req.locale)('title'), async (reader, facility_id) => {
  const today = await dayAt(reader, facility_id);
  return keepingPage(req, { holds: await holds(reader, { facility_id, day: today }), custodies: await custodies(reader, facility_id), workers: await peopleOf(reader, facility_id), max: await ruleOn<number>(reader, 'savings.hold_max_days', today, facility_id), today }, state);
});

const tag = 'pay';
const unit = z.string().max(60).optional();
export const keepingRoutes: Route[] = [
  page({ path: '/bengkel/premi/simpanan', may: 'savings.read', show: (req) => keeping(req) }),
  form({ path: '/bengkel/premi/simpanan', may: 'hold.place', fields: holdWish, again: keeping, act: async (tx, wish, req) => { const { number } = await placeHold(tx, wish); return { location: keepingUrl(), notice: say(req.locale)('placed', { number }) }; } }),
  form({ path: '/bengkel/premi/simpanan/:id/lepas', may: 'hold.release', fields: releaseWish, again: keeping, act: async (tx, { reason }, req) => { const { number } = await releaseHold(tx, { id: idIn(req), reason }); return { location: keepingUrl(), notice: say(req.locale)('released', { number }) }; } }),
  form({ path: custodyUrl, may: 'custody.record', fields: custodyWish, again: keeping, act: async (tx, wish, req) => { await recordCustody(tx, wish); return { location: `${keepingUrl()}#cara`, notice: say(req.locale)('recorded') }; } }),
  form({ path: `${custodyUrl}/:id/setuju`, may: 'custody.approve', fields: z.object({}), again: keeping, act: async (tx, _, req) => { await approveCustody(tx, { id: idIn(req) }); return { location: `${keepingUrl()}#cara`, notice: say(req.locale)('approved') }; } }),
  form({
    path: '/bengkel/premi/kartu/:worker/ahli-waris', may: 'withdrawal.prepare', fields: heirsWish, again: cardAgain,
    act: async (tx, wish, req) => { const { number } = await payHeirs(tx, { worker_id: idIn(req, 'worker'), ...wish }); return { location: cardUrl(idIn(req, 'worker')), notice: sayPay(req.locale)('taken', { number }) }; },
  }),
  file({
    path: '/bengkel/premi/ambil/:id/kuitansi', may: 'savings.read',
    send: async (req) => {
      const { content, paper, facility } = await req.read((reader) => receiptOf(reader, idIn(req)));
      return pdfAnswer(await kuitansiTabungan.pdf(content, { code: paper.code, check_url: `${req.origin}/cek/${paper.code}`, printed_by: req.actor.name, printed_at: formatInstant(req.now, facility.timezone, 'id'), made_at: paper.recorded_at, sample: facility.is_sample }), 'kuitansi-tabungan.pdf');
    },
  }),
  readEndpoint({ path: '/api/v1/savings-holds', may: 'savings.read', tag, summary: 'Holds on savings by roster code, living ones first', query: z.strictObject({ facility: unit }), read: async (reader, { query }) => { const facility_id = await facilityActedOn(reader, query.facility); return { items: await holds(reader, { facility_id, day: await dayAt(reader, facility_id) }) }; } }),
  readEndpoint({
    path: '/api/v1/savings/:worker/standing', may: 'savings.read', tag, summary: 'What a book holds, what of it may be used, sent, is kept or held, and in whose custody it lies',
    read: async (reader, { params }) => {
      const { facility_id, id: worker_id } = await workerById(reader, params['worker'] ?? '');
      const standing = await standingOf(reader, { facility_id, worker_id });
      return { balance_idr: standing.balance_idr, ...standing.spendable, ...usable(standing), holds: standing.holds, custody: standing.custody ?? null };
    },
  }),
  writeEndpoint({ path: '/api/v1/savings-holds', may: 'hold.place', tag, summary: 'Holds part of a savings book for a time, for a reason on paper', body: holdWish, act: (tx, { body }) => placeHold(tx, body) }),
  writeEndpoint({ path: '/api/v1/savings-holds/:id/release', may: 'hold.release', tag, summary: 'Another person releases a hold', body: releaseWish, act: (tx, { params, body }) => releaseHold(tx, { id: idIn({ params }), ...body }) }),
  writeEndpoint({ path: '/api/v1/custodies', may: 'custody.record', tag, summary: 'Records in whose custody somebody’s savings lie, by their consent', body: custodyWish, act: (tx, { body }) => recordCustody(tx, body) }),
  writeEndpoint({ path: '/api/v1/custodies/:id/approval', may: 'custody.approve', tag, summary: 'A second person lets it count', body: z.strictObject({}), act: async (tx, { params }) => { await approveCustody(tx, { id: idIn({ params }) }); return { id: params['id'], approved: true }; } }),
  writeEndpoint({ path: '/api/v1/heir-payouts', may: 'withdrawal.prepare', tag, summary: 'Asks for a dead person’s savings to be handed to the heirs', body: heirsWish.safeExtend({ worker_id: z.uuid() }), act: (tx, { body }) => payHeirs(tx, body) }),
];

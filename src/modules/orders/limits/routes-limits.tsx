import { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import { NotFound } from '#kernel/refusal.ts';
import { form, idIn, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { words } from '#kernel/words.ts';
import { colleagues, delegateAuthority, delegationsOf, newDelegation, withdrawDelegation } from '#identity';
import { organisationUrl } from '../urls.ts';
import { limitRefusal, limitWish } from './limit.ts';
import { approveLimit, proposeLimit, refuseLimit } from './limit-commands.ts';
import { limitsPage } from './limits-page.tsx';
import { limitsOf } from './limit-queries.ts';

const path = organisationUrl();
const tag = 'agencies';
const nothing = z.strictObject({});
const agencyOf = ({ actor }: Pick<Req, 'actor'>): string => {
  if (!actor.agency_id) throw new NotFound();
  return actor.agency_id;
};
const shown = (req: Req, state?: Parameters<typeof limitsPage>[2]) => req.read(async (reader) => {
  const today = dayIn('Asia/Jakarta', req.now);
  const unit_id = agencyOf(req);
  return limitsPage(req, { officers: await colleagues(reader, { unit_id, from: today, to: today }), limits: await limitsOf(reader, unit_id), delegations: await delegationsOf(reader, unit_id, today) }, state);
});
const done = (req: Req, key: 'proposed' | 'approved' | 'refused' | 'lent' | 'taken') => ({ location: organisationUrl(), notice: say(req.locale)(key) });

export const limitRoutes: Route[] = [
  page({ path, may: 'order.follow', show: (req) => shown(req) }),
  form({ path, may: 'limit.propose', fields: limitWish, again: shown, act: async (tx, wish, req) => { await proposeLimit(tx, wish); return done(req, 'proposed'); } }),
  form({ path: `${path}/pelimpahan`, may: 'authority.delegate', fields: newDelegation, again: shown, act: async (tx, wish, req) => { await delegateAuthority(tx, wish); return done(req, 'lent'); } }),
  form({ path: `${path}/pelimpahan/:id/cabut`, may: 'authority.withdraw', fields: nothing, again: shown, act: async (tx, _, req) => { await withdrawDelegation(tx, { id: idIn(req) }); return done(req, 'taken'); } }),
  form({ path: `${path}/:id/setuju`, may: 'limit.decide', fields: nothing, again: shown, act: async (tx, _, req) => { await approveLimit(tx, { id: idIn(req) }); return done(req, 'approved'); } }),
  form({ path: `${path}/:id/tolak`, may: 'limit.decide', fields: limitRefusal, again: shown, act: async (tx, input, req) => { await refuseLimit(tx, { id: idIn(req), ...input }); return done(req, 'refused'); } }),
  readEndpoint({ path: '/api/v1/spending-limits', may: 'order.follow', tag, summary: 'Spending limits of your agency’s officers, with dates', read: async (reader) => ({ items: (await limitsOf(reader, agencyOf(reader))).map(({ proposed_person: _person, person_id: _holder, ...row }) => row), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/spending-limits', may: 'limit.propose', tag, summary: 'Propose a spending limit for an officer, by letter', body: limitWish, act: (tx, { body }) => proposeLimit(tx, body) }),
  writeEndpoint({ path: '/api/v1/spending-limits/:id/approval', may: 'limit.decide', tag, summary: 'Another person approves a spending limit', body: nothing, act: (tx, _, req) => approveLimit(tx, { id: idIn(req) }) }),
  writeEndpoint({ path: '/api/v1/spending-limits/:id/refusal', may: 'limit.decide', tag, summary: 'Refuse a proposed spending limit', body: limitRefusal, act: (tx, { body }, req) => refuseLimit(tx, { id: idIn(req), ...body }) }),
];

const say = words({
  proposed: { id: 'Usulan batas menunggu keputusan orang lain.', en: 'The proposed limit waits for another person.' }, approved: { id: 'Batas disetujui.', en: 'The limit is approved.' }, refused: { id: 'Usulan batas ditolak.', en: 'The proposed limit is refused.' }, lent: { id: 'Wewenang dilimpahkan.', en: 'The authority is lent.' }, taken: { id: 'Wewenang dicabut.', en: 'The authority is taken back.' },
});

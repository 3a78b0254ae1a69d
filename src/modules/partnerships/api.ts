/** Openings and interests as JSON under /api/v1. */
import { z } from 'zod';
import { may } from '#kernel/policy.ts';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { answerInterest, closeOpening, expressInterest, publishOpening, withdrawInterest } from './commands.ts';
import { closure, newAnswer, newInterest, newOpening } from './opening.ts';
import { interestsOf, offerByNumber, offers, ownInterest, ownInterests, unitAsked, type Offer } from './queries.ts';

const tag = 'partnerships';
const shown = ({ facility_code, ...offer }: Offer) => ({ ...offer, facility: facility_code });

export const api: Route[] = [
  readEndpoint({
    path: '/api/v1/openings', may: 'anyone', tag, summary: 'Workshop capacity on offer to firms',
    query: z.strictObject({ category: z.string().max(40).optional(), province: z.string().regex(/^\d{2}$/).optional() }),
    read: async (_, { query }, req) => ({ items: (await offers(req.shop, query)).map(shown), next_cursor: null }),
  }),
  readEndpoint({ path: '/api/v1/openings/:number', may: 'anyone', tag, summary: 'One opening', read: async (_, { params }, req) => shown(await offerByNumber(req.shop, params['number'] ?? '')) }),
  writeEndpoint({
    path: '/api/v1/openings', may: 'opening.publish', tag, summary: 'Offer free places of a workshop', body: newOpening.extend({ facility: z.string().max(100).optional() }),
    act: async (tx, { body: { facility, ...wanted } }) => publishOpening(tx, { ...wanted, facility_id: (await unitAsked(tx, facility))?.id ?? nobody() }),
  }),
  writeEndpoint({ path: '/api/v1/openings/:number/closure', may: 'opening.close', tag, summary: 'Close an opening', body: closure, act: (tx, { params, body }) => closeOpening(tx, { ...body, number: params['number'] ?? '' }) }),
  writeEndpoint({
    path: '/api/v1/openings/:number/interests', may: 'interest.express', tag, summary: 'Express interest in an opening, with an account or without', body: newInterest,
    reach: async (req) => ({ facility_ids: [(await offerByNumber(req.shop, req.params['number'] ?? '')).facility_id] }),
    act: (tx, { params, body }) => expressInterest(tx, { ...body, opening: params['number'] ?? '' }),
  }),
  readEndpoint({
    path: '/api/v1/interests', may: 'signed-in', tag, summary: 'Interests: a firm’s own, or those a facility received', query: z.strictObject({ facility: z.string().max(100).optional() }),
    read: async (reader, { query }) => {
      if (may(reader.actor, 'interest.own')) return { items: await ownInterests(reader), next_cursor: null };
      if (!may(reader.actor, 'interest.read')) throw new Forbidden('interest.read');
      return { items: await interestsOf(reader, { facility_id: (await unitAsked(reader, query.facility))?.id }), next_cursor: null };
    },
  }),
  writeEndpoint({ path: '/api/v1/interests/:number/answer', may: 'interest.answer', tag, summary: 'Answer an interest', body: newAnswer, act: (tx, { params, body }) => answerInterest(tx, { ...body, number: params['number'] ?? '' }) }),
  writeEndpoint({
    path: '/api/v1/interests/:number/withdrawal', may: 'interest.withdraw', tag, summary: 'Withdraw one’s own interest', body: closure,
    reach: async (req) => ({ facility_ids: [(await req.read((reader) => ownInterest(reader, req.params['number'] ?? ''))).facility_id] }),
    act: (tx, { params, body }) => withdrawInterest(tx, { ...body, number: params['number'] ?? '' }),
  }),
];

function nobody(): never {
  throw new NotFound();
}

import { z } from 'zod';
import { NotFound } from '#kernel/refusal.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { decideAppeal, decideWaiver, makeOffer } from './answer-commands.ts';
import { appealWaiver, approveWaiver, changeWaiver, requestWaiver, returnWaiver, settleWaiver, withdrawWaiver } from './commands.ts';
import { appealDecision, decision, newOffer, waiverStates, wholeWaiver, wordsOf } from './machine.ts';
import { newUse, revocation } from './permit.ts';
import { revokePermit, usePermit } from './permit-commands.ts';
import { permitByCode, publicKeys } from './permit-queries.ts';
import { gaps, reasonsOn, todayIn, waiverFile, waiversOf, type WaiverFile, type WaiverRow } from './queries.ts';
import { standingOf } from './standing.ts';

const tag = 'waivers';
const nothing = z.strictObject({});
const numberIn = (params: Record<string, string>) => ({ number: params['number'] ?? '' });
const told = ({ id: _, agency_id: _agency, prepared_person: _p, approved_person: _a, steps: _s, is_sample: _sample, first_item: _first, ...waiver }: WaiverRow) => waiver;
const wholeFile = ({ line_rows, step_rows, offers, ...waiver }: WaiverFile) => ({
  ...told(waiver), line_rows: line_rows.map(({ facility_id: _f, product_id: _p, ...line }) => line), offers: offers.map(({ id: _, facility_id: _f, ...offer }) => offer), history: step_rows.map(({ by: _, ...each }) => each),
});
const done = async (work: Promise<unknown>): Promise<unknown> => (await work) ?? {};

export const waiverApi: Route[] = [
  readEndpoint({
    path: '/api/v1/waivers', may: 'waiver.read', tag, summary: 'Requests to buy elsewhere in your reach, newest first', query: z.strictObject({ state: z.enum(waiverStates).optional(), q: z.string().max(100).optional(), limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(40).optional() }),
    read: async (reader, { query: { limit, cursor, ...filter } }) => {
      const rows = await waiversOf(reader, { ...filter, limit: limit + 1, after: cursor });
      return { items: rows.slice(0, limit).map(told), next_cursor: rows.length > limit ? rows[limit - 1]?.number ?? null : null };
    },
  }),
  readEndpoint({ path: '/api/v1/waiver-reasons', may: 'anyone', tag, summary: 'Coded reasons of the day, the evidence each asks for and its days', read: async (reader) => ({ items: await reasonsOn(reader, todayIn(reader, 'Asia/Jakarta')) }) }),
  readEndpoint({ path: '/api/v1/waivers/:number', may: 'waiver.read', tag, summary: 'One file: lines beside the maker’s real figures, offers, history, clock', read: async (reader, { params }) => wholeFile(await waiverFile(reader, params['number'] ?? '')) }),
  writeEndpoint({ path: '/api/v1/waivers', may: 'waiver.draft', tag, summary: 'Ask to buy elsewhere, for any number of lines; another person of the agency approves it', body: wholeWaiver, act: (tx, { body }) => requestWaiver(tx, body) }),
  writeEndpoint({ path: '/api/v1/waivers/:number/approval', may: 'waiver.approve', tag, summary: 'Another person approves and sends; the clock of working days begins', body: nothing, act: (tx, { params }) => approveWaiver(tx, numberIn(params)) }),
  writeEndpoint({ path: '/api/v1/waivers/:number/return', may: 'waiver.approve', tag, summary: 'Back to who prepared it, with words', body: wordsOf, act: (tx, { params, body }) => done(returnWaiver(tx, { ...numberIn(params), ...body })) }),
  writeEndpoint({ path: '/api/v1/waivers/:number/change', may: 'waiver.draft', tag, summary: 'Open a file again: its approvals fall away and the clock stops', body: wordsOf, act: (tx, { params, body }) => done(changeWaiver(tx, { ...numberIn(params), ...body })) }),
  writeEndpoint({ path: '/api/v1/waivers/:number/offers', may: 'waiver.answer', tag, summary: 'The facility offers: a matched price, parts, a substitute, an earlier day, or that it cannot', body: newOffer, act: (tx, { params, body }) => done(makeOffer(tx, numberIn(params), body)) }),
  writeEndpoint({ path: '/api/v1/waivers/:number/settlement', may: 'waiver.settle', tag, summary: 'The agency takes the facility’s offers and buys here', body: nothing, act: (tx, { params }) => done(settleWaiver(tx, numberIn(params))) }),
  writeEndpoint({ path: '/api/v1/waivers/:number/decision', may: 'waiver.decide', tag, summary: 'Grant (in whole or in part) or refuse; never who prepared or approved it', body: decision, act: (tx, { params, body }) => decideWaiver(tx, numberIn(params), body) }),
  writeEndpoint({ path: '/api/v1/waivers/:number/withdrawal', may: 'waiver.draft', tag, summary: 'Withdraw a request', body: wordsOf, act: (tx, { params, body }) => done(withdrawWaiver(tx, { ...numberIn(params), ...body })) }),
  writeEndpoint({ path: '/api/v1/waivers/:number/appeal', may: 'waiver.appeal', tag, summary: 'Appeal against a refusal, within the days of the rule', body: wordsOf, act: (tx, { params, body }) => done(appealWaiver(tx, { ...numberIn(params), ...body })) }),
  writeEndpoint({ path: '/api/v1/waivers/:number/appeal-decision', may: 'waiver.decide', tag, summary: 'Another person than before decides the appeal', body: appealDecision, act: (tx, { params, body }) => decideAppeal(tx, numberIn(params), body) }),
  readEndpoint({ path: '/api/v1/product-gaps', may: 'waiver.look_over', tag, summary: 'Why agencies ask to buy elsewhere, by kind of goods', query: z.strictObject({ since: z.iso.date().default('2026-01-01'), reason: z.string().max(40).optional() }), read: async (reader, { query }) => ({ items: await gaps(reader, query) }) }),
  readEndpoint({ path: '/api/v1/permits/:code', may: 'anyone', tag, summary: 'Whether a permit holds, what is left on it, and its signature', read: async (reader, { params }) => {
    const permit = await permitByCode(reader, params['code'] ?? '');
    if (!permit) throw new NotFound();
    return { ...permit, standing: await standingOf(permit, await publicKeys(reader), todayIn(reader, 'Asia/Jakarta')) };
  } }),
  writeEndpoint({ path: '/api/v1/permits/:code/uses', may: 'permit.use', tag, summary: 'Record what was bought on a permit; never more than is left', body: newUse, act: (tx, { params, body }) => done(usePermit(tx, params['code'] ?? '', body)) }),
  writeEndpoint({ path: '/api/v1/permits/:code/revocation', may: 'permit.revoke', tag, summary: 'Revoke a permit with a reason', body: revocation, act: (tx, { params, body }) => done(revokePermit(tx, params['code'] ?? '', body)) }),
];

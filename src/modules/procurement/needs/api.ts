import { z } from 'zod';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { changeNeed, confirmNeed, recordNeed, withdrawNeed } from './commands.ts';
import { recordNeeds } from './import-commands.ts';
import { confirmation, newNeed, withdrawal, yearOf, type Match } from './need.ts';
import { matchesOf, needById, needsOf, type NeedRow } from './queries.ts';

const tag = 'needs';
const listQuery = z.strictObject({ year: z.coerce.number().int().optional(), state: z.enum(['recorded', 'confirmed', 'withdrawn']).optional(), q: z.string().max(100).optional(), limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.uuid().optional() });
const told = ({ agency_id: _, timezone: _zone, is_sample: _sample, confirmed_by: _by, ...need }: NeedRow) => need;
const served = ({ supply, by_day, sources }: Match) => ({ supply, by_day, sources: sources.slice(0, 20).map(({ slug: _, product_id: _p, facility_id: _f, ...source }) => source) });

export const needApi: Route[] = [
  readEndpoint({
    path: '/api/v1/needs', may: 'need.read', tag, summary: 'Needs of your agency, newest first', query: listQuery,
    read: async (reader, { query: { limit, cursor, ...filter } }) => {
      const rows = await needsOf(reader, { ...filter, limit: limit + 1, after: cursor });
      return { items: rows.slice(0, limit).map(told), next_cursor: rows.length > limit ? rows[limit - 1]?.id ?? null : null };
    },
  }),
  readEndpoint({ path: '/api/v1/needs/:id', may: 'need.read', tag, summary: 'One need, and who can meet it by its day', read: async (reader, { params }) => {
    const need = await needById(reader, params['id'] ?? '');
    const [match] = await matchesOf(reader, [need]);
    return { ...told(need), ...(match ? served(match) : {}) };
  } }),
  writeEndpoint({ path: '/api/v1/needs', may: 'need.record', tag, summary: 'Record a need; its kind of goods is proposed with a score and waits for confirmation', body: newNeed, act: (tx, { body }) => recordNeed(tx, body) }),
  writeEndpoint({ path: '/api/v1/needs/batch', may: 'need.import', tag, summary: 'Record or update up to 5,000 needs at once; a wrong line is named and then none is taken', body: z.strictObject({ year: yearOf, lines: z.array(z.record(z.string().max(40), z.union([z.string(), z.number()]))).min(1).max(5000) }), act: (tx, { body }) => recordNeeds(tx, body) }),
  writeEndpoint({ method: 'patch', path: '/api/v1/needs/:id', may: 'need.record', tag, summary: 'Say a need anew; its confirmation falls away', body: newNeed, act: async (tx, { params, body }) => {
    await changeNeed(tx, params['id'] ?? '', body);
    return {};
  } }),
  writeEndpoint({ path: '/api/v1/needs/:id/confirmation', may: 'need.confirm', tag, summary: 'Confirm which goods are meant: a UNSPSC code, a category, or a product of the catalogue', body: confirmation, act: async (tx, { params, body }) => {
    await confirmNeed(tx, params['id'] ?? '', body);
    return {};
  } }),
  writeEndpoint({ path: '/api/v1/needs/:id/withdrawal', may: 'need.record', tag, summary: 'Withdraw a need with a reason', body: withdrawal, act: async (tx, { params, body }) => {
    await withdrawNeed(tx, params['id'] ?? '', body);
    return {};
  } }),
];

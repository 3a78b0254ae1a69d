/** The public registers as JSON under /api/v1. */
import { z } from 'zod';
import { readEndpoint, type Route } from '#kernel/web.ts';
import { asked, askedCode, facilityKindNames } from './facility.ts';
import { facilityByCode, listAgencies, listFacilities, listHolidays, listRegulations, reportedLines, reportedProducts } from './queries.ts';

const limit = z.coerce.number().int().min(1).max(200).default(50);
const askedWord = z.string().regex(/^[a-z_]{1,40}$/);
const tag = 'organisation';

export const api: Route[] = [
  readEndpoint({
    path: '/api/v1/facilities', may: 'anyone', tag, summary: 'Facilities (UPT): what they are, where, and what they are reported to make',
    query: z.strictObject({
      q: asked.optional(), province: z.string().regex(/^\d{2}$/).optional(), kind: z.enum(facilityKindNames).optional(), category: askedWord.optional(), cursor: askedCode.optional(), limit,
    }),
    read: async (reader, { query: { cursor, ...filter } }) => {
      const items = await listFacilities(reader, { ...filter, ...(cursor ? { after: cursor } : {}) });
      return { items, next_cursor: items.length === filter.limit ? (items.at(-1)?.code ?? null) : null };
    },
  }),
  readEndpoint({
    path: '/api/v1/facilities/:code', may: 'anyone', tag, summary: 'One facility with its reported lines and products, each with its source',
    read: async (reader, { params }) => {
      const facility = await facilityByCode(reader, params['code'] ?? '');
      return { ...facility, reported_lines: await reportedLines(reader, facility.id), reported_products: await reportedProducts(reader, facility.id) };
    },
  }),
  readEndpoint({
    path: '/api/v1/agencies', may: 'anyone', tag, summary: 'Ministries, agencies and local governments that buy',
    query: z.strictObject({ q: asked.optional(), kind: askedWord.optional(), cursor: askedCode.optional(), limit }),
    read: async (reader, { query: { cursor, ...filter } }) => {
      const items = await listAgencies(reader, { ...filter, ...(cursor ? { after: cursor } : {}) });
      return { items, next_cursor: items.length === filter.limit ? (items.at(-1)?.code ?? null) : null };
    },
  }),
  readEndpoint({
    path: '/api/v1/holidays', may: 'anyone', tag, summary: 'National holidays and joint leave, each with its decree',
    query: z.strictObject({ year: z.coerce.number().int().min(2000).max(2100).optional() }),
    read: async (reader, { query }) => ({ items: await listHolidays(reader, query.year), next_cursor: null }),
  }),
  readEndpoint({
    path: '/api/v1/regulations', may: 'anyone', tag, summary: 'The rules this system follows, in force or not, verified or not',
    read: async (reader) => ({ items: await listRegulations(reader), next_cursor: null }),
  }),
];

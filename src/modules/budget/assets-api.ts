import { z } from 'zod';
import { longText, shortText } from '#kernel/form.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn } from '#organisation';
import { conditions, decidedRetirement, newAsset, newCondition, newRetirement, sources, valueAt } from './asset.ts';
import { approveRetirement, proposeRetirement, recordCondition, refuseRetirement, registerAsset } from './assets-commands.ts';
import { assetById, assets, conditionsOf, priceIndexOf, retirementsOf } from './assets-queries.ts';
import { replacements, totalsByYear } from './capital.ts';

const tag = 'budget';
const id = (params: Record<string, string>): string => params['id'] ?? '';
export const assetApi: Route[] = [
  readEndpoint({
    path: '/api/v1/assets', may: 'asset.read', tag, summary: 'Machines and equipment of a facility, with their value at the end of this month',
    query: z.strictObject({ facility: shortText.optional(), workshop: shortText.optional(), source: z.enum([...sources, 'given']).optional(), condition: z.enum(conditions).optional(), retired: z.stringbool().default(false), limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(40).optional() }),
    read: async (reader, { query: { facility, limit, cursor, ...filter } }) => {
      const facility_id = await facilityActedOn(reader, facility);
      const month = (await dayAt(reader, facility_id)).slice(0, 7);
      const found = await assets(reader, facility_id, { ...filter, after: cursor, limit: limit + 1 });
      return { items: found.slice(0, limit).map((asset) => ({ ...asset, ...valueAt(asset, month) })), next_cursor: found.length > limit ? (found[limit - 1]?.code ?? null) : null };
    },
  }),
  readEndpoint({
    path: '/api/v1/assets/:id', may: 'asset.read', tag, summary: 'One machine: value, condition history, retirement',
    read: async (reader, { params }) => {
      const asset = await assetById(reader, id(params));
      return { ...asset, ...valueAt(asset, (await dayAt(reader, asset.facility_id)).slice(0, 7)), conditions: await conditionsOf(reader, asset), retirements: await retirementsOf(reader, asset) };
    },
  }),
  writeEndpoint({ path: '/api/v1/assets', may: 'asset.register', tag, summary: 'Register a machine', body: newAsset, act: async (tx, { body: { facility, ...asset } }) => registerAsset(tx, { facility_id: await facilityActedOn(tx, facility), ...asset }) }),
  writeEndpoint({ path: '/api/v1/assets/:id/conditions', may: 'asset.inspect', tag, summary: 'Record in which condition a machine was found', body: newCondition, act: (tx, { params, body }) => recordCondition(tx, { id: id(params), ...body }) }),
  writeEndpoint({ path: '/api/v1/assets/:id/retirement', may: 'asset.propose_retirement', tag, summary: 'Propose to retire a machine', body: newRetirement, act: (tx, { params, body }) => proposeRetirement(tx, { id: id(params), ...body }) }),
  writeEndpoint({ path: '/api/v1/assets/:id/retirement/approval', may: 'asset.decide_retirement', tag, summary: 'Retire a machine by its letter', body: decidedRetirement, act: (tx, { params, body }) => approveRetirement(tx, { id: id(params), ...body }) }),
  writeEndpoint({ path: '/api/v1/assets/:id/retirement/refusal', may: 'asset.decide_retirement', tag, summary: 'Keep a machine in use, with the reason', body: z.strictObject({ reason: longText }), act: (tx, { params, body }) => refuseRetirement(tx, { id: id(params), ...body }) }),
  readEndpoint({
    path: '/api/v1/capital-plan', may: 'budget.read', tag, summary: 'Which machines must be replaced in the next five years, at what indexed price', query: z.strictObject({ facility: shortText.optional() }),
    read: async (reader, { query }) => {
      const facility_id = await facilityActedOn(reader, query.facility);
      const first = Number((await dayAt(reader, facility_id)).slice(0, 4)) + 1;
      const index = await priceIndexOf(reader, facility_id);
      const items = replacements(await assets(reader, facility_id, { limit: 10_000 }), { first, years: 5, index });
      return { items, years: totalsByYear(items, first, 5), price_basis: index.basis, next_cursor: null };
    },
  }),
];

/** Items, lots and moves as JSON under /api/v1. */
import { z } from 'zod';
import { longText, positive, rupiahAmount, shortText, whole } from '#kernel/form.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { facilityNamed } from '#products';
import { countStock, openItem, receiveMaterial } from './commands.ts';
import { itemByCode, items, lots, materialByCode, moves } from './queries.ts';

const tag = 'inventory';
const limit = z.coerce.number().int().min(1).max(200).default(50);
const facility = shortText.optional();
const cursor = z.string().max(80).default('');

export const api: Route[] = [
  readEndpoint({
    path: '/api/v1/items', may: 'stock.read', tag, summary: 'What lies in store: on hand, reserved, minimum, value',
    query: z.strictObject({ facility, kind: z.enum(['material', 'product']).optional(), q: z.string().max(100).default(''), cursor, limit }),
    read: async (reader, { query: { facility: code, kind = '', ...rest } }) => {
      const found = await items(reader, { facility_id: (await facilityNamed(reader, code)).id, kind, q: rest.q, after: rest.cursor, limit: rest.limit });
      return { items: found, next_cursor: found.length === rest.limit ? (found.at(-1)?.code ?? null) : null };
    },
  }),
  writeEndpoint({
    path: '/api/v1/items', may: 'item.open', tag, summary: 'Open a store item for a registered material',
    body: z.strictObject({ facility, material: shortText, minimum: z.int().min(0).default(0) }),
    act: async (tx, { body }) => {
      const { id } = await facilityNamed(tx, body.facility);
      const material = await materialByCode(tx, id, body.material);
      return openItem(tx, { facility_id: id, material_id: material.id, code: material.code, name: material.name, unit: material.unit, minimum: body.minimum });
    },
  }),
  readEndpoint({
    path: '/api/v1/stock-moves', may: 'stock.read', tag, summary: 'Moves of stock, newest first',
    query: z.strictObject({ facility, item: shortText.optional(), cursor, limit }),
    read: async (reader, { query }) => {
      const { id } = await facilityNamed(reader, query.facility);
      const found = await moves(reader, { facility_id: id, before: query.cursor, limit: query.limit, ...(query.item ? { item_id: (await itemByCode(reader, id, query.item)).id } : {}) });
      return { items: found, next_cursor: found.length === query.limit ? (found.at(-1)?.id ?? null) : null };
    },
  }),
  writeEndpoint({
    path: '/api/v1/stock-moves', may: 'stock.receive', tag, summary: 'Receive material into store',
    body: z.strictObject({ facility, item: shortText, quantity: positive, unit_cost_idr: rupiahAmount, reason: z.enum(['opening', 'receipt']).default('receipt'), ref: shortText, note: z.string().max(1000).default('') }),
    act: async (tx, { body: { facility: code, item, ref, ...receipt } }) => {
      const { id } = await facilityNamed(tx, code);
      return receiveMaterial(tx, { ...receipt, facility_id: id, item_id: (await itemByCode(tx, id, item)).id, ref_id: ref });
    },
  }),
  writeEndpoint({
    path: '/api/v1/items/:code/counts', may: 'stock.count', tag, summary: 'State what was counted; the difference becomes a move',
    body: z.strictObject({ facility, counted: whole.pipe(z.int().min(0).max(1_000_000_000)), note: longText }),
    act: async (tx, { params, body }) => {
      const { id } = await facilityNamed(tx, body.facility);
      return countStock(tx, { facility_id: id, item_id: (await itemByCode(tx, id, params['code'] ?? '')).id, counted: body.counted, note: body.note });
    },
  }),
  readEndpoint({
    path: '/api/v1/lots', may: 'stock.read', tag, summary: 'Lots of finished goods, newest first',
    query: z.strictObject({ facility, cursor, limit }),
    read: async (reader, { query }) => {
      const found = await lots(reader, (await facilityNamed(reader, query.facility)).id, { before: query.cursor, limit: query.limit });
      return { items: found, next_cursor: found.length === query.limit ? (found.at(-1)?.id ?? null) : null };
    },
  }),
];

/** Work orders, output, draws and inspections as JSON under /api/v1. Work orders go by number, people by id. */
import { z } from 'zod';
import { day, positive, shortText } from '#kernel/form.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import type { Reader } from '#kernel/db.ts';
import { facilityNamed } from '#products';
import { drawForWorkOrder, inspect, recordOutput } from './commands/making.ts';
import { cancelWorkOrder, createWorkOrder, releaseWorkOrder } from './commands/orders.ts';
import { contributionsOf, drawsOf, inspectionQueue, inspectionsIn, inspectionsOf, itemOfCode, outputsOf, workOrderByNumber, workOrders, type WorkOrderRow } from './queries.ts';
import { states } from './work-order.ts';

const tag = 'production';
const limit = z.coerce.number().int().min(1).max(200).default(50);
const facility = shortText.optional();
const pieces = z.int().min(0).max(1_000_000);
const none = z.strictObject({ facility });

export const api: Route[] = [
  readEndpoint({
    path: '/api/v1/work-orders', may: 'work_order.read', tag, summary: 'Work orders, newest first',
    query: z.strictObject({ facility, state: z.enum(states).optional(), cursor: z.string().max(40).default(''), limit }),
    read: async (reader, { query }) => {
      const items = await workOrders(reader, { facility_id: (await facilityNamed(reader, query.facility)).id, state: query.state ?? '', before: query.cursor, limit: query.limit });
      return { items: items.map(listed), next_cursor: items.length === query.limit ? (items.at(-1)?.number ?? null) : null };
    },
  }),
  writeEndpoint({
    path: '/api/v1/work-orders', may: 'work_order.create', tag, summary: 'Order the making of a product; its method is kept as it is today',
    body: z.strictObject({ facility, sku: shortText, quantity: positive.pipe(z.int().max(1_000_000)), order_line: z.uuid().optional(), due_on: day, note: z.string().max(1000).optional() }),
    act: async (tx, { body: { facility: code, order_line, ...input } }) => {
      const { id } = await facilityNamed(tx, code);
      const made = await createWorkOrder(tx, { ...input, facility_id: id, ...(order_line ? { order_line_id: order_line } : {}) });
      return workOrderByNumber(tx, id, made.number);
    },
  }),
  readEndpoint({
    path: '/api/v1/work-orders/:number', may: 'work_order.read', tag, summary: 'One work order: method, output, draws, inspections, contributions by roster code',
    query: z.strictObject({ facility }),
    read: async (reader, { params, query }) => {
      const order = await numbered(reader, params, query.facility);
      const [output, draws, inspections, contributions] = [await outputsOf(reader, order.id), await drawsOf(reader, order.id), await inspectionsOf(reader, order.id), await contributionsOf(reader, order.id)];
      return { ...order, output, draws, inspections, contributions };
    },
  }),
  writeEndpoint({
    path: '/api/v1/work-orders/:number/release', may: 'work_order.release', tag, summary: 'Release a planned work order to the floor', body: none,
    act: async (tx, { params, body }) => {
      const { facility_id, id } = await numbered(tx, params, body.facility);
      await releaseWorkOrder(tx, { facility_id, work_order_id: id });
      return numbered(tx, params, body.facility);
    },
  }),
  writeEndpoint({
    path: '/api/v1/work-orders/:number/cancellation', may: 'work_order.cancel', tag, summary: 'Cancel a work order of which nothing was inspected', body: none,
    act: async (tx, { params, body }) => {
      const { facility_id, id } = await numbered(tx, params, body.facility);
      await cancelWorkOrder(tx, { facility_id, work_order_id: id });
      return numbered(tx, params, body.facility);
    },
  }),
  writeEndpoint({
    path: '/api/v1/work-orders/:number/output', may: 'output.record', tag, summary: 'Record good pieces, scrap and rework of one step in an open session',
    body: z.strictObject({ facility, session: z.uuid(), step: z.int().min(1).max(30), worker: z.uuid().optional(), good: pieces, scrap: pieces.default(0), rework: pieces.default(0), reason: shortText.optional() }),
    act: async (tx, { params, body }) => {
      const { facility_id, id } = await numbered(tx, params, body.facility);
      return recordOutput(tx, { facility_id, work_order_id: id, session_id: body.session, step: body.step, good: body.good, scrap: body.scrap, rework: body.rework, ...(body.worker ? { worker_id: body.worker } : {}), ...(body.reason ? { reason_code: body.reason } : {}) });
    },
  }),
  writeEndpoint({
    path: '/api/v1/work-orders/:number/draws', may: 'material.draw', tag, summary: 'Draw material for a work order',
    body: z.strictObject({ facility, item: shortText, quantity: positive, session: z.uuid().optional() }),
    act: async (tx, { params, body }) => {
      const { facility_id, id } = await numbered(tx, params, body.facility);
      return drawForWorkOrder(tx, { facility_id, work_order_id: id, item_id: (await itemOfCode(tx, facility_id, body.item)).id, quantity: body.quantity, ...(body.session ? { session_id: body.session } : {}) });
    },
  }),
  readEndpoint({
    path: '/api/v1/inspections', may: 'work_order.read', tag, summary: 'Inspections, newest first',
    query: z.strictObject({ facility, cursor: z.string().max(40).default(''), limit }),
    read: async (reader, { query }) => {
      const items = await inspectionsIn(reader, (await facilityNamed(reader, query.facility)).id, { before: query.cursor, limit: query.limit });
      return { items, next_cursor: items.length === query.limit ? (items.at(-1)?.id ?? null) : null };
    },
  }),
  readEndpoint({
    path: '/api/v1/inspections/waiting', may: 'work_order.read', tag, summary: 'Work orders with pieces that wait for inspection', query: z.strictObject({ facility }),
    read: async (reader, { query }) => ({ items: (await inspectionQueue(reader, (await facilityNamed(reader, query.facility)).id)).map(listed), next_cursor: null }),
  }),
  writeEndpoint({
    path: '/api/v1/inspections', may: 'inspection.record', tag, summary: 'Inspect made pieces as a second person; what passes becomes a lot in stock',
    body: z.strictObject({ facility, work_order: shortText, passed: pieces, failed: pieces.default(0), reason: shortText.optional(), measures: z.array(z.strictObject({ name: shortText, value: shortText })).max(20).default([]), note: z.string().max(1000).default('') }),
    act: async (tx, { body }) => {
      const { facility_id, id } = await numbered(tx, { number: body.work_order }, body.facility);
      return inspect(tx, { facility_id, work_order_id: id, passed: body.passed, failed: body.failed, measures: body.measures, note: body.note, ...(body.reason ? { reason_code: body.reason } : {}) });
    },
  }),
];

/** Lists go without the method: it is long, and one work order shows it. */
function listed(order: WorkOrderRow): Omit<WorkOrderRow, 'method'> {
  const { method: _, ...rest } = order;
  return rest;
}

async function numbered(reader: Reader, params: Record<string, string>, code: string | undefined): Promise<WorkOrderRow> {
  return workOrderByNumber(reader, (await facilityNamed(reader, code)).id, params['number'] ?? '');
}

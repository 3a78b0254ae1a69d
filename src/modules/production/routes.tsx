import { z } from 'zod';
import { addDays, dayIn } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { day, positive, shortText, whole } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { form, page, type Req, type Route } from '#kernel/web.ts';
import { facilityNamed, productById, productsOf } from '#products';
import { drawForWorkOrder, inspect, recordOutput } from './commands/making.ts';
import { cancelWorkOrder, createWorkOrder, releaseWorkOrder } from './commands/orders.ts';
import { drawPage } from './pages/draw.tsx';
import { outputPage } from './pages/output.tsx';
import { inspectionPage, qualityPage } from './pages/quality.tsx';
import { workOrderPage } from './pages/work-order.tsx';
import { newWorkOrderPage, workOrdersPage } from './pages/work-orders.tsx';
import { drawsOf, fileOf, goodByStep, inspectionQueue, materialItems, openSessions, recordedBy, rosterIn, scrapReasons, workOrderByNumber, workOrders, type WorkOrderRow } from './queries.ts';
import { newWorkOrderUrl, outputUrl, workOrderUrl } from './urls.ts';
import { sayProduction } from './words.ts';
import { lastStep, states } from './work-order.ts';

const perPage = 40;
/** Left empty is none. */
const pieces = z.preprocess((input) => (input === undefined ? 0 : whole.safeParse(input).data ?? input), z.int().min(0).max(1_000_000));
const remark = z.string().max(1000).optional();

async function numbered(reader: Reader, req: Req): Promise<WorkOrderRow> {
  return workOrderByNumber(reader, (await facilityNamed(reader, req.query['upt'])).id, req.params['number'] ?? '');
}

export const pages: Route[] = [
  page({
    path: '/bengkel/perintah', may: 'work_order.read',
    show: (req) => req.read(async (reader) => {
      const facility = await facilityNamed(reader, req.query['upt']);
      const filter = { state: z.enum(states).safeParse(req.query['state']).data, before: z.string().max(40).safeParse(req.query['before']).data };
      const rows = await workOrders(reader, { facility_id: facility.id, state: filter.state ?? '', before: filter.before ?? '', limit: perPage + 1 });
      const shown = rows.slice(0, perPage);
      return workOrdersPage(req, { rows: shown, filter, next: rows.length > perPage ? shown.at(-1)?.number : undefined, today: dayIn(facility.timezone, req.now) });
    }),
  }),
  page({ path: newWorkOrderUrl, may: 'work_order.create', show: (req) => drawNew(req) }),
  form({
    path: newWorkOrderUrl, may: 'work_order.create', fields: z.object({ sku: shortText, quantity: positive.pipe(z.int().max(1_000_000)), due_on: day, note: remark, order_line_id: z.uuid().optional() }),
    act: async (tx, input, req) => {
      const { id } = await facilityNamed(tx, undefined);
      const { number } = await createWorkOrder(tx, { facility_id: id, sku: input.sku, quantity: input.quantity, due_on: input.due_on, ...(input.note ? { note: input.note } : {}), ...(input.order_line_id ? { order_line_id: input.order_line_id } : {}) });
      return { location: workOrderUrl(number), notice: sayProduction(req.locale)('created') };
    },
    again: drawNew,
  }),
  page({ path: '/bengkel/perintah/:number', may: 'work_order.read', show: (req) => drawFile(req) }),
  form({
    path: '/bengkel/perintah/:number/rilis', may: 'work_order.release', fields: z.object({}), again: drawFile,
    act: async (tx, _, req) => {
      const { facility_id, id, number } = await numbered(tx, req);
      await releaseWorkOrder(tx, { facility_id, work_order_id: id });
      return { location: workOrderUrl(number), notice: sayProduction(req.locale)('released') };
    },
  }),
  form({
    path: '/bengkel/perintah/:number/batal', may: 'work_order.cancel', fields: z.object({}), again: drawFile,
    act: async (tx, _, req) => {
      const { facility_id, id, number } = await numbered(tx, req);
      await cancelWorkOrder(tx, { facility_id, work_order_id: id });
      return { location: workOrderUrl(number), notice: sayProduction(req.locale)('cancelled') };
    },
  }),
  page({ path: '/bengkel/perintah/:number/hasil', may: 'output.record', show: (req) => drawOutput(req) }),
  form({
    path: '/bengkel/perintah/:number/hasil', may: 'output.record', again: drawOutput,
    fields: z.object({ session_id: z.uuid(), step: z.coerce.number().int().min(1).max(30), worker_id: z.uuid().optional(), good: pieces, scrap: pieces, rework: pieces, reason_code: shortText.optional() }),
    act: async (tx, { worker_id, reason_code, ...input }, req) => {
      const { facility_id, id, number } = await numbered(tx, req);
      const { warning } = await recordOutput(tx, { ...input, facility_id, work_order_id: id, ...(worker_id ? { worker_id } : {}), ...(reason_code ? { reason_code } : {}) });
      const t = sayProduction(req.locale);
      return { location: outputUrl(number, input.session_id), notice: warning ? t('outputAbove') : t('outputSaved') };
    },
  }),
  page({ path: '/bengkel/perintah/:number/bahan', may: 'material.draw', show: (req) => drawDraw(req) }),
  form({
    path: '/bengkel/perintah/:number/bahan', may: 'material.draw', fields: z.object({ item_id: z.uuid(), quantity: positive }), again: drawDraw,
    act: async (tx, input, req) => {
      const { facility_id, id, number } = await numbered(tx, req);
      const { left } = await drawForWorkOrder(tx, { ...input, facility_id, work_order_id: id });
      const t = sayProduction(req.locale);
      return { location: workOrderUrl(number), notice: left < 0 ? t('drawNegative', { left }) : t('drawSaved') };
    },
  }),
  page({
    path: '/bengkel/mutu', may: 'work_order.read',
    show: (req) => req.read(async (reader) => qualityPage(req, { rows: await inspectionQueue(reader, (await facilityNamed(reader, req.query['upt'])).id) })),
  }),
  page({ path: '/bengkel/mutu/:number', may: 'inspection.record', show: (req) => drawInspection(req) }),
  form({
    path: '/bengkel/mutu/:number', may: 'inspection.record', again: drawInspection,
    fields: z.object({ passed: pieces, failed: pieces, reason_code: shortText.optional(), note: remark, measures: z.array(z.object({ name: shortText, value: shortText })).max(20).default([]) }),
    act: async (tx, { reason_code, note = '', ...input }, req) => {
      const { facility_id, id, number } = await numbered(tx, req);
      const { lot_code } = await inspect(tx, { ...input, note, facility_id, work_order_id: id, ...(reason_code ? { reason_code } : {}) });
      const t = sayProduction(req.locale);
      return { location: workOrderUrl(number), notice: lot_code ? t('inspectionSaved', { lot: lot_code }) : t('inspectionFailed') };
    },
  }),
];

function drawNew(req: Req, state?: FormState) {
  return req.read(async (reader) => {
    const facility = await facilityNamed(reader, undefined);
    const asked = { sku: req.query['sku'] ?? '', quantity: req.query['jumlah'] ?? '', order_line_id: state?.values['order_line_id'] ?? z.uuid().safeParse(req.query['baris']).data ?? '', due_on: day.safeParse(req.query['tenggat']).data ?? addDays(dayIn(facility.timezone, req.now), 14) };
    return newWorkOrderPage(req, { products: await productsOf(reader, { facility_id: facility.id }), asked }, state);
  });
}

function drawFile(req: Req, state?: FormState) {
  return req.read(async (reader) => {
    const { timezone } = await facilityNamed(reader, req.query['upt']);
    return workOrderPage(req, await fileOf(reader, await numbered(reader, req)), timezone, state);
  });
}

function drawOutput(req: Req, state?: FormState) {
  return req.read(async (reader) => {
    const order = await numbered(reader, req);
    const all = await openSessions(reader, order.facility_id);
    const places = new Set(order.method.routing.map((step) => step.workshop_id));
    // Sessions in the workshops of this order come first; output elsewhere is possible when work moved.
    const sessions = [...all.filter((session) => places.has(session.workshop_id)), ...all.filter((session) => !places.has(session.workshop_id))];
    const wanted = state?.values['session_id'] ?? req.query['sesi'];
    const chosen = sessions.find((session) => session.id === wanted) ?? sessions[0];
    const done = await goodByStep(reader, order.id);
    const next = order.method.routing.find((step) => (done.find((row) => row.step === step.step)?.good ?? 0) < order.quantity)?.step ?? lastStep(order.method.routing);
    return outputPage(req, { order, sessions, chosen, roster: chosen ? await rosterIn(reader, [chosen.id]) : [], reasons: await scrapReasons(reader), next }, state);
  });
}

function drawDraw(req: Req, state?: FormState) {
  return req.read(async (reader) => {
    const order = await numbered(reader, req);
    return drawPage(req, { order, items: await materialItems(reader, order.facility_id), draws: await drawsOf(reader, order.id) }, state);
  });
}

function drawInspection(req: Req, state?: FormState) {
  return req.read(async (reader) => {
    const order = await numbered(reader, req);
    const { specification } = await productById(reader, order.facility_id, order.product_id);
    return inspectionPage(req, { order, specification, reasons: await scrapReasons(reader), ownWork: await recordedBy(reader, order.id, req.actor) }, state);
  });
}

import { z } from 'zod';
import { positive, shortText } from '#kernel/form.ts';
import { registerCapture, workerIdByCode } from '#workshop';
import { drawForWorkOrder, inspect, recordOutput } from './commands/making.ts';
import { itemOfCode, workOrderByNumber } from './queries.ts';

/** What devices send of making: output, material drawn, inspection. */
const pieces = z.int().min(0).max(1_000_000);
registerCapture('output', {
  schema: z.strictObject({ session: z.uuid(), work_order: shortText, step: z.int().min(1).max(30), worker: shortText.optional(), good: pieces, scrap: pieces.default(0), rework: pieces.default(0), reason: shortText.optional() }),
  apply: async (tx, facility_id, c, occurred_at) => recordOutput(tx, { facility_id, work_order_id: (await workOrderByNumber(tx, facility_id, c.work_order)).id, session_id: c.session, step: c.step, good: c.good, scrap: c.scrap, rework: c.rework, occurred_at, ...(c.worker ? { worker_id: await workerIdByCode(tx, facility_id, c.worker) } : {}), ...(c.reason ? { reason_code: c.reason } : {}) }),
});
registerCapture('material_draw', {
  schema: z.strictObject({ work_order: shortText, material: shortText, quantity: positive, session: z.uuid().optional() }),
  apply: async (tx, facility_id, c, occurred_at) => drawForWorkOrder(tx, { facility_id, work_order_id: (await workOrderByNumber(tx, facility_id, c.work_order)).id, item_id: (await itemOfCode(tx, facility_id, c.material)).id, quantity: c.quantity, occurred_at, ...(c.session ? { session_id: c.session } : {}) }),
});
registerCapture('inspection', {
  schema: z.strictObject({ work_order: shortText, passed: pieces, failed: pieces.default(0), reason: shortText.optional(), note: z.string().max(1000).default('') }),
  apply: async (tx, facility_id, c, occurred_at) => inspect(tx, { facility_id, work_order_id: (await workOrderByNumber(tx, facility_id, c.work_order)).id, passed: c.passed, failed: c.failed, note: c.note, occurred_at, ...(c.reason ? { reason_code: c.reason } : {}) }),
});

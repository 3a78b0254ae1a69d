import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Method } from '#products';
import type { State } from './work-order.ts';

export type WorkOrderRow = { facility_id: string; id: string; number: string; product_id: string; sku: string; name_id: string; name_en: string; unit: string; quantity: number; due_on: string; state: State; order_line_id: string | null; note: string; method: Method; made: number; scrap: number; rework: number; passed: number; failed: number; created_at: Date; released_at: Date | null; done_at: Date | null };
const columns = sql`w.facility_id, w.id, w.number, w.product_id, p.sku, p.name_id, p.name_en, p.unit, w.quantity, w.due_on, w.state, w.order_line_id, w.note, w.method, w.created_at, w.released_at, w.done_at,
  coalesce((select sum(o.good) from production.output o where o.facility_id = w.facility_id and o.work_order_id = w.id and o.step = (select max((r->>'step')::int) from jsonb_array_elements(w.method->'routing') r)), 0)::int as made,
  coalesce((select sum(o.scrap) from production.output o where o.facility_id = w.facility_id and o.work_order_id = w.id), 0)::int as scrap, coalesce((select sum(o.rework) from production.output o where o.facility_id = w.facility_id and o.work_order_id = w.id), 0)::int as rework,
  coalesce((select sum(i.passed) from production.inspection i where i.facility_id = w.facility_id and i.work_order_id = w.id), 0)::int as passed, coalesce((select sum(i.failed) from production.inspection i where i.facility_id = w.facility_id and i.work_order_id = w.id), 0)::int as failed`;
const tables = sql`production.work_order w join products.product_published p on p.facility_id = w.facility_id and p.id = w.product_id`;

export function workOrderByNumber(reader: Reader, facility_id: string, number: string): Promise<WorkOrderRow> {
  return reader.one(sql`select ${columns} from ${tables} where w.facility_id = ${facility_id} and w.number = ${number}`);
}
export function workOrderById(reader: Reader, id: string): Promise<WorkOrderRow> {
  return reader.one(sql`select ${columns} from ${tables} where w.id = ${id}`);
}
export function workOrders(reader: Reader, { facility_id, state = '', before = '', limit = 50 }: { facility_id: string; state?: string; before?: string; limit?: number }): Promise<WorkOrderRow[]> {
  return reader.all(sql`select ${columns} from ${tables} where w.facility_id = ${facility_id} and (${state} = '' or w.state = ${state}) and (${before} = '' or w.number < ${before}) order by w.number desc limit ${limit}`);
}
/** Made, and not all of it looked at yet. */
export function inspectionQueue(reader: Reader, facility_id: string): Promise<WorkOrderRow[]> {
  return reader.all(sql`select * from (select ${columns} from ${tables} where w.facility_id = ${facility_id} and w.state in ('in_progress', 'inspection')) q where made > passed + failed order by due_on, number limit 100`);
}

export type OutputRow = { id: string; step: number; roster_code: string | null; good: number; scrap: number; rework: number; reason_id: string | null; occurred_at: Date };
export function outputsOf(reader: Reader, work_order_id: string): Promise<OutputRow[]> {
  return reader.all(sql`
    select o.id, o.step, w.roster_code, o.good, o.scrap, o.rework, r.name_id as reason_id, o.occurred_at from production.output o left join workforce.worker_published w on w.facility_id = o.facility_id and w.id = o.worker_id left join production.scrap_reason r on r.code = o.reason_code
    where o.work_order_id = ${work_order_id} order by o.occurred_at desc limit 200`);
}
export function drawsOf(reader: Reader, work_order_id: string): Promise<{ material_id: string | null; name: string; unit: string; quantity: number }[]> {
  return reader.all(sql`select null::uuid as material_id, i.name, i.unit, sum(d.quantity)::int as quantity from production.draw d join inventory.item_published i on i.facility_id = d.facility_id and i.id = d.item_id where d.work_order_id = ${work_order_id} group by i.name, i.unit order by i.name`);
}
export function inspectionsOf(reader: Reader, work_order_id: string): Promise<{ id: string; passed: number; failed: number; note: string; measures: { name: string; value: string }[]; occurred_at: Date; lot_code: string | null }[]> {
  return reader.all(sql`select i.id, i.passed, i.failed, i.note, i.measures, i.occurred_at, l.code as lot_code from production.inspection i left join inventory.lot_published l on l.facility_id = i.facility_id and l.id = i.lot_id where i.work_order_id = ${work_order_id} order by i.occurred_at desc`);
}
export function contributionsOf(reader: Reader, work_order_id: string): Promise<{ roster_code: string; minutes: number; output: number; skill_level: number }[]> {
  return reader.all(sql`select w.roster_code, c.minutes, c.output, c.skill_level from production.contribution_published c join workforce.worker_published w on w.facility_id = c.facility_id and w.id = c.worker_id where c.work_order_id = ${work_order_id} order by c.minutes desc`);
}
export function scrapReasons(reader: Reader): Promise<{ code: string; name_id: string; name_en: string; kind: 'scrap' | 'rework' }[]> {
  return reader.all(sql`select code, name_id, name_en, kind from production.scrap_reason order by kind, name_id`);
}

import type { Reader } from '#kernel/db.ts';
import type { Actor } from '#kernel/policy.ts';
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

export type OutputRow = { id: string; step: number; roster_code: string | null; good: number; scrap: number; rework: number; reason_id: string | null; reason_en: string | null; occurred_at: Date };
export function outputsOf(reader: Reader, work_order_id: string): Promise<OutputRow[]> {
  return reader.all(sql`
    select o.id, o.step, w.roster_code, o.good, o.scrap, o.rework, r.name_id as reason_id, r.name_en as reason_en, o.occurred_at from production.output o left join workforce.worker_published w on w.facility_id = o.facility_id and w.id = o.worker_id left join production.scrap_reason r on r.code = o.reason_code
    where o.work_order_id = ${work_order_id} order by o.occurred_at desc limit 200`);
}
export function drawsOf(reader: Reader, work_order_id: string): Promise<{ material_id: string | null; name: string; unit: string; quantity: number }[]> {
  return reader.all(sql`select i.material_id, i.name, i.unit, sum(d.quantity)::int as quantity from production.draw d join inventory.item_published i on i.facility_id = d.facility_id and i.id = d.item_id where d.work_order_id = ${work_order_id} group by i.material_id, i.name, i.unit order by i.name`);
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
export type InspectionRow = { id: string; work_order: string; sku: string; passed: number; failed: number; reason_code: string | null; note: string; occurred_at: Date; lot_code: string | null };
export function inspectionsIn(reader: Reader, facility_id: string, { before = '', limit = 50 }: { before?: string; limit?: number } = {}): Promise<InspectionRow[]> {
  return reader.all(sql`
    select i.id, w.number as work_order, p.sku, i.passed, i.failed, i.reason_code, i.note, i.occurred_at, l.code as lot_code
    from production.inspection i join production.work_order w on w.facility_id = i.facility_id and w.id = i.work_order_id join products.product_published p on p.facility_id = w.facility_id and p.id = w.product_id
      left join inventory.lot_published l on l.facility_id = i.facility_id and l.id = i.lot_id
    where i.facility_id = ${facility_id} and (${before} = '' or i.id::text < ${before}) order by i.id desc limit ${limit}`);
}
export function itemOfCode(reader: Reader, facility_id: string, code: string): Promise<{ id: string; name: string; unit: string }> {
  return reader.one(sql`select id, name, unit from inventory.item_published where facility_id = ${facility_id} and code = ${code}`);
}
/** Sessions that are open now: output is recorded into one of them. */
export type OpenSession = { id: string; workshop_id: string; name_id: string; name_en: string; day: string; slot: string };
export function openSessions(reader: Reader, facility_id: string): Promise<OpenSession[]> {
  return reader.all(sql`
    select s.id, s.workshop_id, w.name_id, w.name_en, s.day, s.slot from workshop.session_published s join workshop.workshop_published w on w.facility_id = s.facility_id and w.id = s.workshop_id
    where s.facility_id = ${facility_id} and s.state = 'open' order by s.day desc, s.slot, w.name_id limit 20`);
}
export type Rostered = { session_id: string; worker_id: string; roster_code: string; name: string };
export function rosterIn(reader: Reader, session_ids: string[]): Promise<Rostered[]> {
  return reader.all(sql`
    select r.session_id, r.worker_id, w.roster_code, w.name from workshop.roster_published r join workforce.worker_published w on w.facility_id = r.facility_id and w.id = r.worker_id where r.session_id = any (${session_ids}::uuid[]) order by w.roster_code`);
}
export function lotsOf(reader: Reader, work_order_id: string): Promise<{ code: string; quantity: number; left_quantity: number; made_on: string }[]> {
  return reader.all(sql`select code, quantity, left_quantity, made_on from inventory.lot_published where work_order_id = ${work_order_id} order by made_on, code`);
}
/** Good pieces by step, for the progress of the whole way. */
export function goodByStep(reader: Reader, work_order_id: string): Promise<{ step: number; good: number; scrap: number; rework: number }[]> {
  return reader.all(sql`select step, sum(good)::int as good, sum(scrap)::int as scrap, sum(rework)::int as rework from production.output where work_order_id = ${work_order_id} group by step order by step`);
}
export function historyOf(reader: Reader, work_order_id: string): Promise<{ verb: string; at: Date; particulars: Record<string, unknown> }[]> {
  return reader.all(sql`select verb, at, particulars from kernel.event where subject_kind = 'work_order' and subject_id = ${work_order_id} order by seq desc limit 60`);
}
export type StoreItem = { id: string; material_id: string | null; name: string; unit: string; on_hand: number };
export function materialItems(reader: Reader, facility_id: string): Promise<StoreItem[]> {
  return reader.all(sql`select id, material_id, name, unit, on_hand from inventory.item_published where facility_id = ${facility_id} and kind = 'material' order by name limit 300`);
}
/** Whether this account or this person recorded output of the order, and so may not inspect it. */
export async function recordedBy(reader: Reader, work_order_id: string, { account_id, person_id }: Actor): Promise<boolean> {
  const found = await reader.maybe(sql`select 1 from production.output where work_order_id = ${work_order_id} and (recorded_by = ${account_id}::uuid or recorded_person = ${person_id}::uuid) limit 1`);
  return found !== undefined;
}

export type WorkOrderFile = Awaited<ReturnType<typeof fileOf>>;
/** Everything the file of one work order shows. */
export async function fileOf(reader: Reader, order: WorkOrderRow) {
  return {
    order, steps: await goodByStep(reader, order.id), draws: await drawsOf(reader, order.id), outputs: await outputsOf(reader, order.id), contributions: await contributionsOf(reader, order.id),
    inspections: await inspectionsOf(reader, order.id), lots: await lotsOf(reader, order.id), history: await historyOf(reader, order.id),
  };
}

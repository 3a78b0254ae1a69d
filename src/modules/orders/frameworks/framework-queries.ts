import type { Reader } from '#kernel/db.ts';
import { sql, type Sql } from '#kernel/sql.ts';
import type { State } from '../order.ts';
import type { FrameworkState } from './framework.ts';

export type FrameworkLine = { id: string; product_id: string; sku: string; name: string; unit: string; unit_price_idr: number; max_quantity: number; called_quantity: number };
export type FrameworkRow = { facility_id: string; id: string; number: string; agency_id: string; agency_name: string; agency_unit: string; subject: string; rup_code: string | null; from: string; to: string; max_idr: number; called_idr: number; state: FrameworkState; prepared_person: string | null; signed_person: string | null; end_reason: string | null; document: string | null; is_sample: boolean; facility_name: string; timezone: string };
const columns: Sql = sql`w.facility_id, w.id, w.number, w.agency_id, a.name as agency_name, w.agency_unit, w.subject, w.rup_code, lower(w.valid) as "from", upper(w.valid) - 1 as "to", w.max_idr, w.called_idr, w.state, w.prepared_person, w.signed_person, w.end_reason, w.document, w.is_sample, f.name as facility_name, f.timezone`;
const tables: Sql = sql`orders.framework w join organisation.facility f on f.id = w.facility_id join organisation.agency a on a.id = w.agency_id`;

export function frameworkByNumber(reader: Reader, number: string): Promise<FrameworkRow> {
  return reader.one(sql`select ${columns} from ${tables} where w.number = ${number}`);
}
export function frameworkList(reader: Reader): Promise<FrameworkRow[]> {
  return reader.all(sql`select ${columns} from ${tables} order by w.state in ('drafted', 'proposed') desc, w.state = 'agreed' desc, w.id desc limit 200`);
}
export function frameworkLines(reader: Reader, framework_id: string): Promise<FrameworkLine[]> {
  return reader.all(sql`select id, product_id, sku, name, unit, unit_price_idr, max_quantity, called_quantity from orders.framework_line where framework_id = ${framework_id} order by sku`);
}
export type CallOff = { number: string; state: State; total_idr: number; placed_at: Date };
export function callOffsOf(reader: Reader, framework_id: string): Promise<CallOff[]> {
  return reader.all(sql`select number, state, total_idr, placed_at from orders.sales_order where framework_id = ${framework_id} order by placed_at desc limit 200`);
}
export type FrameworkFile = FrameworkRow & { lines: FrameworkLine[]; calls: CallOff[] };
export async function frameworkFile(reader: Reader, number: string): Promise<FrameworkFile> {
  const framework = await frameworkByNumber(reader, number);
  return { ...framework, lines: await frameworkLines(reader, framework.id), calls: await callOffsOf(reader, framework.id) };
}

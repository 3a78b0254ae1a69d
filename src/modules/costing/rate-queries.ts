import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Machine } from './lot-cost.ts';
import type { Rate } from './rate.ts';

export type RateRow = Rate & { id: string; basis: string; workshop_name_id: string | null; workshop_name_en: string | null };
/** Every rate of a facility, newest first. */
export function ratesOf(reader: Reader, facility_id: string): Promise<RateRow[]> {
  return reader.all(sql`
    select r.id, r.kind, r.workshop_id, r.idr_per_hour, lower(r.valid) as from, upper(r.valid) as to, r.basis, w.name_id as workshop_name_id, w.name_en as workshop_name_en
    from costing.rate r left join workshop.workshop_published w on w.facility_id = r.facility_id and w.id = r.workshop_id where r.facility_id = ${facility_id} order by r.kind, lower(r.valid) desc, w.name_id nulls first limit 1000`);
}
export function machinesOf(reader: Reader, facility_id: string): Promise<Machine[]> {
  return reader.all(sql`select workshop_id, acquired_on, cost_idr, life_months, retired_on from budget.asset_published where facility_id = ${facility_id} and workshop_id is not null`);
}
export type WorkshopChoice = { id: string; code: string; name_id: string; name_en: string; capacity: number };
export function workshopsOf(reader: Reader, facility_id: string): Promise<WorkshopChoice[]> {
  return reader.all(sql`select id, code, name_id, name_en, capacity from workshop.workshop_published where facility_id = ${facility_id} order by name_id`);
}

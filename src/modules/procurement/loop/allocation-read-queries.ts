import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Group, Limit, OtherReason, ShortReason, Totals } from './allocation/problem.ts';
import type { AllocationRules, AllocationState } from './loop.ts';

export type Figures = { solved: Totals; nearest: Totals; lines: number; unclassified: number; variables: number; rows: number; iterations: number; seconds: { build: number; solve: number; solver: number; read: number } };
export type AllocationRow = {
  id: string; announcement_id: string; year: number; version: number; state: AllocationState; asked_person: string | null; asked_at: Date; started_at: Date | null; beat_at: Date | null; ended_at: Date | null; progress: { stage?: 'build' | 'solve' | 'read'; iterations?: number }; cancel_asked: boolean; failed_reason: string | null;
  rules: AllocationRules; legal_basis: string; figures: Figures | null; adopted_at: Date | null; is_sample: boolean; fixes: number;
};
const allocationRows = sql`
  select v.id, v.announcement_id, a.year, v.version, v.state, v.asked_person, v.asked_at, v.started_at, v.beat_at, v.ended_at, v.progress, v.cancel_asked, v.failed_reason, v.rules, v.legal_basis, v.figures, v.adopted_at, v.is_sample,
    (select count(*)::int from procurement.allocation_fix f where f.announcement_id = v.announcement_id and f.ended_at is null) as fixes
  from procurement.allocation v join procurement.announcement a on a.id = v.announcement_id`;
export const allocationById = (reader: Reader, id: string): Promise<AllocationRow> => reader.one(sql`${allocationRows} where v.id = ${id}::uuid`);
export const allocationsOf = (reader: Reader, year: number): Promise<AllocationRow[]> => reader.all(sql`${allocationRows} where a.year = ${year} order by v.version desc limit 100`);

export type CellRow = {
  demand_line_id: string; agency: string; item_text: string; kind: string; kind_name_id: string; kind_name_en: string; unit: string; asked: number; regency: string; month: number; facility_id: string; facility_code: string; facility: string; quantity: number; by_hand: boolean;
  price_idr: number; km: number; transport_idr: number; scarcity_idr: number; held_by: Limit | null; share_idr: number; other: string | null; other_more_idr: number | null; other_why: OtherReason | null;
};
export type CellFilter = { kind?: string | undefined; facility?: string | undefined; line?: string | undefined; by_hand?: boolean | undefined };
/** Who makes what for whom, in the order of need; a page begins after a line and facility. */
export function cellsOf(reader: Reader, allocation_id: string, { kind, facility, line, by_hand }: CellFilter, { after, limit = 100 }: { after?: string | undefined; limit?: number } = {}): Promise<CellRow[]> {
  const [lastLine, lastFacility] = after?.split('.') ?? [];
  return reader.all(sql`
    select c.demand_line_id, g.name as agency, d.item_text, k.code as kind, k.name_id as kind_name_id, k.name_en as kind_name_en, k.unit, d.quantity as asked, r.name as regency, c.month, c.facility_id, f.code as facility_code, f.name as facility, c.quantity, c.by_hand,
      c.price_idr, c.km, c.transport_idr, c.scarcity_idr, c.held_by, c.share_idr, o.name as other, c.other_more_idr, c.other_why
    from procurement.allocation_cell c join procurement.demand_line d on d.id = c.demand_line_id join organisation.agency g on g.id = c.agency_id join procurement.survey_kind k on k.id = c.kind_id join organisation.regency r on r.code = c.regency_code join organisation.facility f on f.id = c.facility_id left join organisation.facility o on o.id = c.other_facility_id
    where c.allocation_id = ${allocation_id} and (${kind ?? null}::text is null or k.code = ${kind ?? null}) and (${facility ?? null}::text is null or f.code = ${facility ?? null}) and (${line ?? null}::uuid is null or c.demand_line_id = ${line ?? null}::uuid) and (not ${by_hand ?? false} or c.by_hand)
      and (${lastLine ?? null}::uuid is null or (c.demand_line_id, c.facility_id) > (${lastLine ?? null}::uuid, ${lastFacility ?? null}::uuid))
    order by c.demand_line_id, c.facility_id limit ${limit}`);
}

export type ShortRow = { demand_line_id: string; agency: string; item_text: string; kind: string; kind_name_id: string; kind_name_en: string; unit: string; asked: number; quantity: number; regency: string; needed_by: string; reason: ShortReason };
export function shortagesOf(reader: Reader, allocation_id: string, { line, limit = 200 }: { line?: string | undefined; limit?: number } = {}): Promise<ShortRow[]> {
  return reader.all(sql`
    select s.demand_line_id, g.name as agency, d.item_text, k.code as kind, k.name_id as kind_name_id, k.name_en as kind_name_en, k.unit, d.quantity as asked, s.quantity, r.name as regency, d.needed_by, s.reason
    from procurement.allocation_shortage s join procurement.demand_line d on d.id = s.demand_line_id join organisation.agency g on g.id = s.agency_id join procurement.survey_kind k on k.id = s.kind_id join organisation.regency r on r.code = d.regency_code
    where s.allocation_id = ${allocation_id} and (${line ?? null}::uuid is null or s.demand_line_id = ${line ?? null}::uuid) order by s.quantity desc, s.demand_line_id limit ${limit}`);
}

export type SourceRow = { facility_id: string; code: string; name: string; groups: Group[]; people: number; machines: number | null; people_minutes: number; people_used: number; machine_minutes: number | null; machines_used: number; quantity: number; value_idr: number; nearest_quantity: number; nearest_value_idr: number };
export function sourcesOf(reader: Reader, allocation_id: string): Promise<SourceRow[]> {
  return reader.all(sql`
    select s.facility_id, f.code, f.name, s.groups, s.people, s.machines, s.people_minutes, s.people_used, s.machine_minutes, s.machines_used, s.quantity, s.value_idr, s.nearest_quantity, s.nearest_value_idr
    from procurement.allocation_source s join organisation.facility f on f.id = s.facility_id where s.allocation_id = ${allocation_id} order by s.value_idr desc, f.name`);
}

export type FixRow = { id: string; demand_line_id: string; item_text: string; agency: string; facility: string; quantity: number; reason: string; set_at: Date; set_person: string | null };
export function fixesOf(reader: Reader, announcement_id: string): Promise<FixRow[]> {
  return reader.all(sql`
    select x.id, x.demand_line_id, d.item_text, g.name as agency, f.name as facility, x.quantity, x.reason, x.set_at, x.set_person from procurement.allocation_fix x join procurement.demand_line d on d.id = x.demand_line_id join organisation.agency g on g.id = d.agency_id join organisation.facility f on f.id = x.facility_id
    where x.announcement_id = ${announcement_id} and x.ended_at is null order by x.set_at desc`);
}

/** Whoever could make a line's kind, for setting a cell by hand. */
export function makersFor(reader: Reader, demand_line_id: string): Promise<{ code: string; name: string; planned: number }[]> {
  return reader.all(sql`
    select f.code, f.name, s.quantity as planned from procurement.demand_line d join procurement.supply_line s on s.kind_id = d.kind_id join procurement.supply_plan p on p.facility_id = s.facility_id and p.id = s.plan_id and p.state = 'approved' join organisation.facility f on f.id = s.facility_id
    where d.id = ${demand_line_id}::uuid order by f.name`);
}

export type AssignedRow = { kind: string; name_id: string; name_en: string; unit: string; regency: string; agency: string; month: number; quantity: number };
/** What the adopted allocation asks of one facility in a year. */
export function assignedTo(reader: Reader, { facility_id, year }: { facility_id: string; year: number }): Promise<AssignedRow[]> {
  return reader.all(sql`
    select k.code as kind, k.name_id, k.name_en, k.unit, r.name as regency, g.name as agency, c.month, c.quantity from procurement.allocation_cell c join procurement.allocation v on v.id = c.allocation_id and v.state = 'adopted' join procurement.announcement a on a.id = v.announcement_id and a.year = ${year}
      join procurement.survey_kind k on k.id = c.kind_id join organisation.regency r on r.code = c.regency_code join organisation.agency g on g.id = c.agency_id where c.facility_id = ${facility_id} order by c.month, k.code, r.name limit 500`);
}

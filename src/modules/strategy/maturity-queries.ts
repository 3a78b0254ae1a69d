import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { isMeasure } from './measure.ts';
import { measuredOn } from './measure-queries.ts';
import type { AssessmentState, Criterion, Dimension, Facts } from './maturity.ts';

export function criteriaOn(reader: Reader, day: string): Promise<Criterion[]> {
  return reader.all(sql`select dimension, level, name_id, name_en, measure, threshold::float8 as threshold, source from strategy.criterion where valid @> ${day}::date order by array_position(array['organisation', 'people', 'budget', 'production', 'safety', 'marketing', 'cooperation', 'reintegration'], dimension), level`);
}
export function factsFor(reader: Reader, criteria: readonly Criterion[], facility: string, day: string): Promise<Facts> {
  return measuredOn(reader, criteria.flatMap(({ measure }) => (measure !== null && isMeasure(measure) ? [measure] : [])), { day, facility });
}
export type AssessmentRow = { facility_id: string; facility_code: string; facility_name: string; id: string; period: string; state: AssessmentState; on_day: string; made_by: string | null; made_person: string | null; decided_at: Date | null; reason: string | null };
const assessmentRows = sql`select a.facility_id, f.code as facility_code, f.name as facility_name, a.id, a.period, a.state, a.on_day, a.made_by, a.made_person, a.decided_at, a.reason from strategy.assessment a join organisation.facility f on f.id = a.facility_id`;
export function assessments(reader: Reader, facility_id?: string): Promise<AssessmentRow[]> {
  return reader.all(sql`${assessmentRows} where (${facility_id ?? null}::uuid is null or a.facility_id = ${facility_id ?? null}::uuid) and (${facility_id ?? null}::uuid is not null or a.state in ('sent', 'verified')) order by a.state = 'sent' desc, a.period desc, f.name limit 1000`);
}
export function assessmentById(reader: Reader, id: string): Promise<AssessmentRow> {
  return reader.one(sql`${assessmentRows} where a.id = ${id}::uuid`);
}
export type ClaimRow = { dimension: Dimension; level: number; evidence: string; suggested: number; against: { level: number; name_id: string; name_en: string }[]; verified: number | null; finding: string | null };
export function claimsOf(reader: Reader, { facility_id, id }: Pick<AssessmentRow, 'facility_id' | 'id'>): Promise<ClaimRow[]> {
  return reader.all(sql`select dimension, level, evidence, suggested, against, verified, finding from strategy.claim where facility_id = ${facility_id}::uuid and assessment_id = ${id}::uuid order by array_position(array['organisation', 'people', 'budget', 'production', 'safety', 'marketing', 'cooperation', 'reintegration'], dimension)`);
}
export type HeatRow = { facility_code: string; facility_name: string; period: string; levels: Partial<Record<Dimension, number>> };
/** The newest verified levels of each facility in reach. */
export function heat(reader: Reader): Promise<HeatRow[]> {
  return reader.all(sql`
    select f.code as facility_code, f.name as facility_name, a.period, (select json_object_agg(c.dimension, c.verified) from strategy.claim c where c.facility_id = a.facility_id and c.assessment_id = a.id) as levels
    from (select distinct on (facility_id) facility_id, id, period from strategy.assessment where state = 'verified' order by facility_id, period desc) a join organisation.facility f on f.id = a.facility_id order by f.name limit 1000`);
}
export type PeerRow = { facility_code: string; facility_name: string; shared: string[]; same_class: boolean; levels: Partial<Record<Dimension, number>> };
/** Alike enough to learn from: the same kind, one category of work in common at least; the same class first, then by categories in common. */
export function peers(reader: Reader, facility_id: string): Promise<PeerRow[]> {
  return reader.all(sql`
    with line as materialized (select distinct facility_id, category from workshop.capacity_on(${reader.now}))
    select f.code as facility_code, f.name as facility_name, array_agg(distinct l.category) as shared, coalesce(f.class = me.class, false) as same_class, (select json_object_agg(v.dimension, v.level) from strategy.verified_levels() v where v.facility_id = f.id) as levels
    from organisation.facility me join organisation.facility f on f.id <> me.id and f.kind = me.kind join line l on l.facility_id = f.id join line o on o.facility_id = me.id and o.category = l.category
    where me.id = ${facility_id}::uuid and exists (select 1 from strategy.verified_levels() v where v.facility_id = f.id) group by f.id, me.class order by same_class desc, count(distinct l.category) desc, f.name limit 5`);
}

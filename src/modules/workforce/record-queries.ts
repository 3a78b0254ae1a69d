import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { ReadingReason } from './file-opening.ts';
import type { AssessmentKind, FitnessResult, Limit, QualificationKind, RequirementKind } from './record.ts';

export type AssessmentRow = { id: string; kind: AssessmentKind; value: string; on_day: string; review_by: string | null; assessor: string; note: string };
export type FitnessRow = { id: string; examined_on: string; result: FitnessResult; valid_until: string; limits: Limit[]; examiner: string; profession: 'doctor' | 'nurse' | 'midwife' | 'psychologist'; licence: string };
export type RemissionRow = { id: string; days: number; granted_on: string; decree: string };
export type QualificationRow = { id: string; kind: QualificationKind; code: string; name: string; level: number | null; from: string; until: string | null; evidence: string };
export type RestrictionRow = { id: string; code: Limit; source: 'health' | 'security' | 'own'; from: string; to: string | null; reason: string };
export type ChangeRow = { at: Date; verb: string; by: string | null; particulars: Record<string, unknown>; before: Record<string, unknown> | null; after: Record<string, unknown> | null };

export const assessmentsOf = (reader: Reader, worker_id: string): Promise<AssessmentRow[]> =>
  reader.all(sql`select id, kind, value, on_day, review_by, assessor, note from workforce.assessment where worker_id = ${worker_id} order by on_day desc, recorded_at desc, id desc`);
export const fitnessOf = (reader: Reader, worker_id: string): Promise<FitnessRow[]> =>
  reader.all(sql`select id, examined_on, result, valid_until, limits, examiner, profession, licence from workforce.fitness where worker_id = ${worker_id} order by examined_on desc, recorded_at desc, id desc`);
export const remissionsOf = (reader: Reader, worker_id: string): Promise<RemissionRow[]> =>
  reader.all(sql`select id, days, granted_on, decree from workforce.remission where worker_id = ${worker_id} order by granted_on desc, id desc`);
export const qualificationsOf = (reader: Reader, worker_id: string): Promise<QualificationRow[]> =>
  reader.all(sql`select id, kind, code, name, level, lower(valid) as "from", upper(valid) as until, evidence from workforce.qualification where worker_id = ${worker_id} order by kind, name, lower(valid) desc`);
export const restrictionsOf = (reader: Reader, worker_id: string): Promise<RestrictionRow[]> =>
  reader.all(sql`select id, code, source, lower(valid) as "from", upper(valid) as "to", reason from workforce.restriction where worker_id = ${worker_id} order by lower(valid) desc, code`);
export const readingReasons = (reader: Reader): Promise<ReadingReason[]> => reader.all(sql`select code, name_id, name_en, needs_note from workforce.reading_reason order by needs_note, code`);
export const provinces = (reader: Reader): Promise<{ code: string; name_id: string; name_en: string }[]> => reader.all(sql`select code, name_id, name_en from organisation.province order by name_id`);

/** What happened to a file, newest first: the events, with the contents of a change where there was one. */
export function historyOf(reader: Reader, facility_id: string, worker_id: string, verbs: string[]): Promise<ChangeRow[]> {
  return reader.all(sql`
    select e.at, e.seq, e.verb, a.name as by, e.particulars, c.before, c.after
    from kernel.event e left join identity.account_published a on a.id = e.actor_id
      left join workforce.change c on c.facility_id = e.facility_id and c.id = (e.particulars ->> 'change_id')::uuid
    where e.chain = ${facility_id} and e.subject_kind = 'worker' and e.subject_id = ${worker_id} and e.verb = any (${verbs}::text[])
    union all
    select c.changed_at, 0, 'workers.imported', a.name, '{}', c.before, c.after from workforce.change c left join identity.account_published a on a.id = c.changed_by
    where c.facility_id = ${facility_id} and c.worker_id = ${worker_id} and c.import_id is not null
    order by 1 desc, 2 desc limit 100`);
}

export type RequirementRow = { id: string; workshop_id: string; workshop_name_id: string; workshop_name_en: string; job: string; kind: RequirementKind; code: string; level: number | null; from: string; to: string | null; legal_basis: string };
export function requirements(reader: Reader, facility_id: string): Promise<RequirementRow[]> {
  return reader.all(sql`
    select r.id, r.workshop_id, k.name_id as workshop_name_id, k.name_en as workshop_name_en, r.job, r.kind, r.code, r.level, lower(r.valid) as "from", upper(r.valid) as "to", r.legal_basis
    from workforce.requirement r join workshop.workshop_published k on k.facility_id = r.facility_id and k.id = r.workshop_id where r.facility_id = ${facility_id} order by k.name_id, r.job, r.kind, r.code limit 500`);
}

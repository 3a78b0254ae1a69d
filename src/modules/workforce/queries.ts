import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { empty, sql } from '#kernel/sql.ts';
import type { Stage } from './sentence.ts';
import type { Education, Regime, WorkerState } from './worker.ts';
import type { Person } from './suitability.ts';

export type WorkerRow = { id: string; roster_code: string; name: string; sex: 'L' | 'P'; kind: Person['kind']; skill_level: number; state: WorkerState; risk: Person['risk']; fit_until: string | null; workshop_id: string | null; workshop_code: string | null; workshop_name_id: string | null; workshop_name_en: string | null; job: string | null };
export type WorkerFilter = {
  facility_id: string; day: string; q?: string | undefined; state?: string | undefined; workshop?: string | undefined; placed?: 'yes' | 'no' | undefined; kind?: string | undefined; stage?: Stage | undefined;
  /** Certificates that end before this day, or are missing; with `fit_from`, only those that run until then. */
  fit_before?: string | undefined; fit_from?: string | undefined; skill?: string | undefined; after?: string; limit?: number;
};

export function workers(reader: Reader, { facility_id, day, q, state = 'present', workshop, placed, kind, stage, fit_before, fit_from, skill, after = '', limit = 50 }: WorkerFilter): Promise<WorkerRow[]> {
  const pattern = like(q);
  const skilled = like(skill);
  return reader.all(sql`
    select w.id, w.roster_code, w.name, w.sex, w.kind, w.skill_level, w.state, w.risk, w.fit_until, p.workshop_id, k.code as workshop_code, k.name_id as workshop_name_id, k.name_en as workshop_name_en, p.job
    from workforce.worker w
      left join workforce.placement p on p.facility_id = w.facility_id and p.worker_id = w.id and p.approved_at is not null and p.valid @> ${day}::date
      left join workshop.workshop_published k on k.facility_id = p.facility_id and k.id = p.workshop_id
    where w.facility_id = ${facility_id} and w.roster_code > ${after}
      and (${state} = 'all' or w.state = ${state}) and (${pattern}::text is null or w.name ilike ${pattern} or w.roster_code ilike ${pattern} or w.register_number ilike ${pattern})
      and (${workshop ?? null}::text is null or k.code = ${workshop ?? null}) and (${placed ?? null}::text is null or (p.id is not null) = (${placed ?? null} = 'yes'))
      and (${kind ?? null}::text is null or w.kind = ${kind ?? null}) and (${fit_before ?? null}::date is null or coalesce(w.fit_until < ${fit_before ?? null}::date, ${fit_from ?? null}::date is null)) and (${fit_from ?? null}::date is null or w.fit_until >= ${fit_from ?? null}::date)
      and (${skilled}::text is null or exists (select 1 from workforce.qualification u where u.facility_id = w.facility_id and u.worker_id = w.id and u.valid @> ${day}::date and u.name ilike ${skilled}))
      ${stage ? sql`and w.sentence_from is not null and w.release_on is not null and ${served(stage, day)}` : empty}
    order by w.roster_code limit ${limit}`);
}

const like = (text: string | undefined): string | null => (text ? `%${text.replace(/[\\%_]/g, '\\$&')}%` : null);

/** The same shares as `stagesOf`, in whole days: `release_on` already stands nearer by every remission. */
function served(stage: Stage, day: string) {
  const done = sql`(${day}::date - w.sentence_from)`;
  const length = sql`(w.release_on - w.sentence_from)`;
  return {
    early: sql`${done} * 3 < ${length}`, third: sql`${done} * 3 >= ${length} and ${done} * 2 < ${length}`, half: sql`${done} * 2 >= ${length} and ${done} * 3 < ${length} * 2`,
    two_thirds: sql`${done} * 3 >= ${length} * 2 and ${done} < ${length}`, ended: sql`${done} >= ${length}`,
  }[stage];
}

export type WorkerFile = Person & {
  facility_id: string; id: string; roster_code: string; register_number: string; name: string; sex: 'L' | 'P'; custody_from: string; tool_clearance: string; skill_level: number; state: WorkerState; is_sample: boolean;
  sentence_end_on: string | null; education: Education | null; can_read: boolean | null; origin_province: string | null; disability: string | null; disability_purpose: string | null; registered_on: string;
};
export function workerById(reader: Reader, id: string): Promise<WorkerFile> {
  return reader.one(sql`
    select facility_id, id, roster_code, register_number, name, kind, sex, born_on, custody_from, sentence_from, release_on, risk, fit_until, tool_clearance, skill_level, state, is_sample, sentence_end_on, education, can_read, origin_province, disability, disability_purpose, registered_on
    from workforce.worker where id = ${uuid(id)}`);
}

/** An id from an address: what is not one is not there. */
export function uuid(id: string): string {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new NotFound();
  return id;
}

export type PlacementRow = {
  id: string; worker_id: string; roster_code: string; name: string; workshop_id: string; workshop_code: string; workshop_name_id: string; workshop_name_en: string; job: string; paid: boolean; regime: Regime; contract_ref: string; from: string; to: string | null; decree: string;
  proposed_by: string | null; proposed_person: string | null; proposed_at: Date; approved_at: Date | null; refused_at: Date | null; refused_reason: string | null; override_reason: string | null; ended_reason: string | null;
};
const placementRows = sql`
  select p.id, p.worker_id, w.roster_code, w.name, p.workshop_id, k.code as workshop_code, k.name_id as workshop_name_id, k.name_en as workshop_name_en, p.job, p.paid, p.regime, p.contract_ref, lower(p.valid) as "from", upper(p.valid) as "to", p.decree,
    p.proposed_by, p.proposed_person, p.proposed_at, p.approved_at, p.refused_at, p.refused_reason, p.override_reason, p.ended_reason
  from workforce.placement p join workforce.worker w on w.facility_id = p.facility_id and w.id = p.worker_id join workshop.workshop_published k on k.facility_id = p.facility_id and k.id = p.workshop_id`;

export function placementsOf(reader: Reader, worker_id: string): Promise<PlacementRow[]> {
  return reader.all(sql`${placementRows} where p.worker_id = ${worker_id} or p.worker_id in (select m.duplicate_id from workforce.merge m where m.facility_id = p.facility_id and m.kept_id = ${worker_id} and m.state = 'approved') order by lower(p.valid) desc, p.proposed_at desc`);
}

export function proposals(reader: Reader, facility_id: string): Promise<PlacementRow[]> {
  return reader.all(sql`${placementRows} where p.facility_id = ${facility_id} and p.approved_at is null and p.refused_at is null order by lower(p.valid), w.roster_code limit 500`);
}

export function placements(reader: Reader, { facility_id, day, workshop, after = '', limit = 50 }: { facility_id: string; day?: string; workshop?: string; after?: string; limit?: number }): Promise<PlacementRow[]> {
  return reader.all(sql`${placementRows} where p.facility_id = ${facility_id} and p.id::text > ${after} and (${day ?? null}::date is null or p.valid @> ${day ?? null}::date) and (${workshop ?? null}::text is null or k.code = ${workshop ?? null}) order by p.id limit ${limit}`);
}

export function placementById(reader: Reader, facility_id: string, id: string): Promise<PlacementRow> {
  return reader.one(sql`${placementRows} where p.facility_id = ${facility_id} and p.id = ${uuid(id)}`);
}

export type ConsentRow = { id: string; worker_id: string; regime: Regime; contract_ref: string; given_on: string; withdrawn_on: string | null; evidence: string; proof: 'file' | 'paper'; witness_a: string | null; witness_b: string | null };
export function consentsOf(reader: Reader, worker_id: string): Promise<ConsentRow[]> {
  return reader.all(sql`select id, worker_id, regime, contract_ref, given_on, withdrawn_on, evidence, proof, witness_a, witness_b from workforce.consent where worker_id = ${worker_id} order by given_on desc`);
}

export type HoursRow = { week: string; sessions: number; minutes: number; paid_minutes: number; absences: number };
/** Time worked by week, newest first: what a person may ask to see and object to. */
export function hoursOf(reader: Reader, facility_id: string, worker_id: string): Promise<HoursRow[]> {
  return reader.all(sql`
    select date_trunc('week', s.day)::date as week, count(*) filter (where a.attended)::int as sessions, coalesce(sum(a.minutes), 0)::int as minutes, coalesce(sum(a.minutes) filter (where a.paid), 0)::int as paid_minutes, count(*) filter (where not a.attended)::int as absences
    from workshop.attendance_current a join workshop.session_published s on s.facility_id = a.facility_id and s.id = a.session_id
    where a.facility_id = ${facility_id} and (a.worker_id = ${worker_id} or a.worker_id in (select duplicate_id from workforce.merge where facility_id = ${facility_id} and kept_id = ${worker_id} and state = 'approved')) group by 1 order by 1 desc limit 12`);
}

export type WorkplaceRow = { id: string; code: string; name_id: string; name_en: string; category: string; capacity: number; risk_level: 'low' | 'medium' | 'high' };
export function workplaces(reader: Reader, facility_id: string): Promise<WorkplaceRow[]> {
  return reader.all(sql`select id, code, name_id, name_en, category, capacity, risk_level from workshop.workshop_published where facility_id = ${facility_id} order by name_id`);
}
export function workplaceById(reader: Reader, facility_id: string, id: string): Promise<WorkplaceRow> {
  return reader.one(sql`select id, code, name_id, name_en, category, capacity, risk_level from workshop.workshop_published where facility_id = ${facility_id} and id = ${id}`);
}

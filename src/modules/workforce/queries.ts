import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import type { Regime, WorkerState } from './worker.ts';
import type { Person } from './suitability.ts';

export type WorkerRow = { id: string; roster_code: string; name: string; sex: 'L' | 'P'; kind: Person['kind']; skill_level: number; state: WorkerState; risk: Person['risk']; fit_until: string | null; workshop_id: string | null; workshop_code: string | null; workshop_name_id: string | null; workshop_name_en: string | null; job: string | null };
export type WorkerFilter = { facility_id: string; day: string; q?: string; state?: string; workshop?: string; placed?: 'yes' | 'no'; after?: string; limit?: number };

export function workers(reader: Reader, { facility_id, day, q, state = 'present', workshop, placed, after = '', limit = 50 }: WorkerFilter): Promise<WorkerRow[]> {
  const pattern = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
  return reader.all(sql`
    select w.id, w.roster_code, w.name, w.sex, w.kind, w.skill_level, w.state, w.risk, w.fit_until, p.workshop_id, k.code as workshop_code, k.name_id as workshop_name_id, k.name_en as workshop_name_en, p.job
    from workforce.worker w
      left join workforce.placement p on p.facility_id = w.facility_id and p.worker_id = w.id and p.approved_at is not null and p.valid @> ${day}::date
      left join workshop.workshop_published k on k.facility_id = p.facility_id and k.id = p.workshop_id
    where w.facility_id = ${facility_id} and w.roster_code > ${after}
      and (${state} = 'all' or w.state = ${state}) and (${pattern}::text is null or w.name ilike ${pattern} or w.roster_code ilike ${pattern} or w.register_number ilike ${pattern})
      and (${workshop ?? null}::text is null or k.code = ${workshop ?? null}) and (${placed ?? null}::text is null or (p.id is not null) = (${placed ?? null} = 'yes'))
    order by w.roster_code limit ${limit}`);
}

export type WorkerFile = Person & { facility_id: string; id: string; roster_code: string; register_number: string; name: string; sex: 'L' | 'P'; custody_from: string; tool_clearance: string; skill_level: number; state: WorkerState; is_sample: boolean };
export function workerById(reader: Reader, id: string): Promise<WorkerFile> {
  return reader.one(sql`
    select facility_id, id, roster_code, register_number, name, kind, sex, born_on, custody_from, sentence_from, release_on, risk, fit_until, tool_clearance, skill_level, state, is_sample
    from workforce.worker where id = ${uuid(id)}`);
}

/** An id from an address: what is not one is not there. */
function uuid(id: string): string {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new NotFound();
  return id;
}

export type PlacementRow = {
  id: string; worker_id: string; roster_code: string; name: string; workshop_id: string; workshop_code: string; workshop_name_id: string; workshop_name_en: string; job: string; paid: boolean; regime: Regime; from: string; to: string | null; decree: string;
  proposed_by: string | null; proposed_person: string | null; proposed_at: Date; approved_at: Date | null; refused_at: Date | null; refused_reason: string | null; override_reason: string | null; ended_reason: string | null;
};
const placementRows = sql`
  select p.id, p.worker_id, w.roster_code, w.name, p.workshop_id, k.code as workshop_code, k.name_id as workshop_name_id, k.name_en as workshop_name_en, p.job, p.paid, p.regime, lower(p.valid) as "from", upper(p.valid) as "to", p.decree,
    p.proposed_by, p.proposed_person, p.proposed_at, p.approved_at, p.refused_at, p.refused_reason, p.override_reason, p.ended_reason
  from workforce.placement p join workforce.worker w on w.facility_id = p.facility_id and w.id = p.worker_id join workshop.workshop_published k on k.facility_id = p.facility_id and k.id = p.workshop_id`;

export function placementsOf(reader: Reader, worker_id: string): Promise<PlacementRow[]> {
  return reader.all(sql`${placementRows} where p.worker_id = ${worker_id} order by lower(p.valid) desc, p.proposed_at desc`);
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

export type ConsentRow = { id: string; worker_id: string; regime: Regime; given_on: string; withdrawn_on: string | null; evidence: string };
export function consentsOf(reader: Reader, worker_id: string): Promise<ConsentRow[]> {
  return reader.all(sql`select id, worker_id, regime, given_on, withdrawn_on, evidence from workforce.consent where worker_id = ${worker_id} order by given_on desc`);
}

export type HoursRow = { week: string; sessions: number; minutes: number; paid_minutes: number; absences: number };
/** Time worked by week, newest first: what a person may ask to see and object to. */
export function hoursOf(reader: Reader, facility_id: string, worker_id: string): Promise<HoursRow[]> {
  return reader.all(sql`
    select date_trunc('week', s.day)::date as week, count(*) filter (where a.attended)::int as sessions, coalesce(sum(a.minutes), 0)::int as minutes, coalesce(sum(a.minutes) filter (where a.paid), 0)::int as paid_minutes, count(*) filter (where not a.attended)::int as absences
    from workshop.attendance_current a join workshop.session_published s on s.facility_id = a.facility_id and s.id = a.session_id
    where a.facility_id = ${facility_id} and a.worker_id = ${worker_id} group by 1 order by 1 desc limit 12`);
}

export type WorkplaceRow = { id: string; code: string; name_id: string; name_en: string; capacity: number; risk_level: 'low' | 'medium' | 'high' };
export function workplaces(reader: Reader, facility_id: string): Promise<WorkplaceRow[]> {
  return reader.all(sql`select id, code, name_id, name_en, capacity, risk_level from workshop.workshop_published where facility_id = ${facility_id} order by name_id`);
}
export function workplaceById(reader: Reader, facility_id: string, id: string): Promise<WorkplaceRow> {
  return reader.one(sql`select id, code, name_id, name_en, capacity, risk_level from workshop.workshop_published where facility_id = ${facility_id} and id = ${id}`);
}

export type WorkerFacts = Person & { worker_id: string; roster_code: string; name: string; skill_level: number; placement_id: string | null; decree: string | null; regime: Regime | null; consents: Regime[]; conflicts: number; discipline_until: string | null; disciplined: boolean };
/** Everything the checks ask about a person and a workshop on a day, in one statement. */
export function workerFacts(reader: Reader, { facility_id, workshop_id, day, worker_id }: { facility_id: string; workshop_id: string; day: string; worker_id?: string }): Promise<WorkerFacts[]> {
  return reader.all(sql`
    select w.id as worker_id, w.roster_code, w.name, w.skill_level, w.kind, w.risk, w.fit_until, w.release_on, w.state, w.born_on, w.sentence_from, p.id as placement_id, p.decree, p.regime,
      coalesce((select array_agg(c.regime) from workforce.consent c where c.facility_id = w.facility_id and c.worker_id = w.id and daterange(c.given_on, c.withdrawn_on) @> ${day}::date), '{}') as consents,
      (select count(*)::int from workforce.non_association n join workforce.placement o on o.facility_id = n.facility_id and o.worker_id = case when n.worker_a = w.id then n.worker_b else n.worker_a end
        where n.facility_id = w.facility_id and w.id in (n.worker_a, n.worker_b) and n.valid @> ${day}::date and o.workshop_id = ${workshop_id} and o.valid @> ${day}::date and o.approved_at is not null) as conflicts,
      (select max(upper(d.valid)) from workforce.discipline d where d.facility_id = w.facility_id and d.worker_id = w.id and d.valid @> ${day}::date) as discipline_until,
      exists (select 1 from workforce.discipline d where d.facility_id = w.facility_id and d.worker_id = w.id and d.valid @> ${day}::date) as disciplined
    from workforce.worker w left join workforce.placement p on p.facility_id = w.facility_id and p.worker_id = w.id and p.workshop_id = ${workshop_id} and p.approved_at is not null and p.valid @> ${day}::date
    where w.facility_id = ${facility_id} ${worker_id ? sql`and w.id = ${worker_id}` : sql`and p.id is not null`} order by w.roster_code`);
}

export type SuitabilityRow = { code: string; name_id: string; name_en: string; effect: 'block' | 'override_with_reason' | 'inform'; parameters: Record<string, string | number | undefined>; legal_basis: string };
export function checksOn(reader: Reader, facility_id: string, day: string): Promise<SuitabilityRow[]> {
  return reader.all(sql`
    select distinct on (code) code, name_id, name_en, effect, parameters, legal_basis from workforce.suitability_check
    where valid @> ${day}::date and (facility_id is null or facility_id = ${facility_id}) order by code, facility_id nulls last`);
}

export function approvedIn(reader: Reader, facility_id: string, workshop_id: string, day: string): Promise<{ n: number }> {
  return reader.one(sql`select count(*)::int as n from workforce.placement where facility_id = ${facility_id} and workshop_id = ${workshop_id} and approved_at is not null and valid @> ${day}::date`);
}

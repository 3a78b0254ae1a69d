/** What the checks ask: facts of people on a day, the checks in force there, what the work asks, the hours of the week. */
import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Asked, CheckRow, OnFile, Person } from './suitability.ts';
import type { Regime } from './worker.ts';

export type WorkerFacts = Person & Omit<OnFile, 'hours' | 'queue'> & {
  worker_id: string; roster_code: string; name: string; skill_level: number; placement_id: string | null; decree: string | null; regime: Regime | null; contract_ref: string | null; paid: boolean | null; job: string | null;
  consents: { regime: Regime; contract_ref: string }[]; conflicts: number; discipline_until: string | null; disciplined: boolean;
};
/** Everything the checks ask about people and a workshop on a day, in one statement: those named, else those placed there. */
export function workerFacts(reader: Reader, { facility_id, workshop_id, day, worker_ids }: { facility_id: string; workshop_id: string; day: string; worker_ids?: string[] }): Promise<WorkerFacts[]> {
  return reader.all(sql`
    with there as materialized (
      select p.worker_id, g.value as grp from workforce.placement p left join lateral (
        select value from workforce.assessment a where a.facility_id = p.facility_id and a.worker_id = p.worker_id and a.kind = 'group' and a.on_day <= ${day}::date order by a.on_day desc, a.recorded_at desc, a.id desc limit 1) g on true
      where p.facility_id = ${facility_id} and p.workshop_id = ${workshop_id} and p.valid @> ${day}::date and p.approved_at is not null)
    select w.id as worker_id, w.roster_code, w.name, w.skill_level, w.kind, w.risk, w.fit_until, w.release_on, w.state, w.born_on, w.sentence_from, w.tool_clearance, w.education, w.can_read,
      p.id as placement_id, p.decree, p.regime, p.contract_ref, p.paid, p.job,
      coalesce((select jsonb_agg(jsonb_build_object('regime', c.regime, 'contract_ref', c.contract_ref)) from workforce.consent c where c.facility_id = w.facility_id and c.worker_id = w.id and daterange(c.given_on, c.withdrawn_on) @> ${day}::date), '[]') as consents,
      (select count(*)::int from workforce.non_association n join there o on o.worker_id = case when n.worker_a = w.id then n.worker_b else n.worker_a end
        where n.facility_id = w.facility_id and w.id in (n.worker_a, n.worker_b) and n.valid @> ${day}::date) as conflicts,
      (select max(upper(d.valid)) from workforce.discipline d where d.facility_id = w.facility_id and d.worker_id = w.id and d.valid @> ${day}::date) as discipline_until,
      exists (select 1 from workforce.discipline d where d.facility_id = w.facility_id and d.worker_id = w.id and d.valid @> ${day}::date) as disciplined,
      coalesce((select jsonb_agg(jsonb_build_object('kind', q.kind, 'code', q.code, 'level', q.level)) from workforce.qualification q where q.facility_id = w.facility_id and q.worker_id = w.id and q.valid @> ${day}::date), '[]') as held,
      coalesce((select jsonb_agg(jsonb_build_object('code', r.code, 'source', r.source)) from workforce.restriction r where r.facility_id = w.facility_id and r.worker_id = w.id and r.valid @> ${day}::date), '[]') as restrictions,
      (select jsonb_build_object('result', f.result, 'limits', f.limits) from workforce.fitness f where f.facility_id = w.facility_id and f.worker_id = w.id and f.examined_on <= ${day}::date order by f.examined_on desc, f.recorded_at desc, f.id desc limit 1) as fitness,
      ${newest('escape', day)} as escape, ${newest('incentive', day)} as incentive, ${newest('group', day)} as "group",
      (select coalesce(array_agg(distinct o.grp), '{}') from there o where o.grp is not null and o.worker_id <> w.id) as groups_there
    from workforce.worker w left join workforce.placement p on p.facility_id = w.facility_id and p.worker_id = w.id and p.workshop_id = ${workshop_id} and p.approved_at is not null and p.valid @> ${day}::date
    where w.facility_id = ${facility_id} ${worker_ids ? sql`and w.id = any (${worker_ids}::uuid[])` : sql`and p.id is not null`} order by w.roster_code`);
}

const newest = (kind: string, day: string) => sql`(select a.value from workforce.assessment a where a.facility_id = w.facility_id and a.worker_id = w.id and a.kind = ${kind} and a.on_day <= ${day}::date order by a.on_day desc, a.recorded_at desc, a.id desc limit 1)`;

/** One row per check: the facility's own outranks the nation's, a category's outranks all work, a kind of facility's outranks all. */
export function checksOn(reader: Reader, { facility_id, facility_kind, category, day }: { facility_id: string; facility_kind: string; category: string; day: string }): Promise<CheckRow[]> {
  return reader.all(sql`
    select distinct on (code) code, name_id, name_en, effect, parameters, legal_basis from workforce.suitability_check
    where valid @> ${day}::date and (facility_id is null or facility_id = ${facility_id}) and (facility_kind is null or facility_kind = ${facility_kind}) and (category is null or category = ${category})
    order by code, facility_id nulls last, category nulls last, facility_kind nulls last`);
}

export function requirementsOn(reader: Reader, { facility_id, workshop_id, day }: { facility_id: string; workshop_id: string; day: string }): Promise<(Asked & { job: string })[]> {
  return reader.all(sql`select job, kind, code, level from workforce.requirement where facility_id = ${facility_id} and workshop_id = ${workshop_id} and valid @> ${day}::date order by kind, code`);
}

/** Minutes and days of the week (Monday to Sunday) of a day, over all workshops. */
export async function workedThisWeek(reader: Reader, { facility_id, worker_id, day }: { facility_id: string; worker_id: string; day: string }): Promise<{ minutes: number; days: number }> {
  return reader.one(sql`
    select coalesce(sum(a.minutes), 0)::int as minutes, count(distinct s.day)::int as days
    from workshop.attendance_current a join workshop.session_published s on s.facility_id = a.facility_id and s.id = a.session_id
    where a.facility_id = ${facility_id} and a.worker_id = ${worker_id} and a.attended and date_trunc('week', s.day) = date_trunc('week', ${day}::date)`);
}

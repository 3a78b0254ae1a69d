/** How far people are: attendance, practice counted from the workshop's own sessions, assessment of each unit. */
import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Progress } from './course.ts';

export type ProgressRow = Progress & { enrolment_id: string; worker_id: string };

/**
 * Practice is what the person worked in the course's workshop between the first and last day of the intake: nobody writes it
 * down a second time. Sessions are found by workshop and days, each mark by session and person, so the cost is that of one intake.
 */
export function progressIn(reader: Reader, intake_id: string, enrolment_id?: string): Promise<ProgressRow[]> {
  return reader.all(sql`
    select e.id as enrolment_id, e.worker_id, coalesce(m.meetings, 0)::int as meetings, coalesce(m.present, 0)::int as present, coalesce(p.minutes, 0)::int as practice_minutes, coalesce(u.units, '[]') as units
    from training.enrolment e join training.intake i on i.facility_id = e.facility_id and i.id = e.intake_id join training.course c on c.facility_id = i.facility_id and c.id = i.course_id
      left join lateral (select count(*) as meetings, count(*) filter (where a.present) as present from training.meeting t
        left join lateral (select present from training.meeting_attendance where facility_id = t.facility_id and meeting_id = t.id and enrolment_id = e.id order by recorded_at desc, id desc limit 1) a on true
        where t.facility_id = i.facility_id and t.intake_id = i.id and lower(t.during) <= ${reader.now}) m on true
      left join lateral (select sum(a.minutes) as minutes from workshop.session_published s
        join lateral (select x.minutes from workshop.attendance_current x where x.facility_id = s.facility_id and x.session_id = s.id and x.worker_id = e.worker_id and x.attended) a on true
        where s.facility_id = i.facility_id and s.workshop_id = c.workshop_id and s.day between i.starts_on and i.ends_on) p on true
      left join lateral (select jsonb_agg(jsonb_build_object('code', k.code, 'name_id', k.name_id, 'name_en', k.name_en, 'outcome', a.outcome) order by k.code) as units
        from training.course_unit x join training.competency_unit k on k.code = x.unit_code
          left join lateral (select outcome from training.assessment where facility_id = e.facility_id and enrolment_id = e.id and unit_code = k.code order by assessed_at desc, id desc limit 1) a on true
        where x.facility_id = c.facility_id and x.course_id = c.id and not x.prerequisite) u on true
    where e.intake_id = ${intake_id} and (${enrolment_id ?? null}::uuid is null or e.id = ${enrolment_id ?? null}::uuid)`);
}

export type AssessmentRow = { enrolment_id: string; unit_code: string; outcome: 'competent' | 'not_yet'; evidence: string; assessed_on: string; assessor: string | null };
export function assessmentsOf(reader: Reader, enrolment_id: string): Promise<AssessmentRow[]> {
  return reader.all(sql`
    select a.enrolment_id, a.unit_code, a.outcome, a.evidence, a.assessed_on, k.name as assessor from training.assessment a left join identity.account k on k.id = a.assessed_by
    where a.enrolment_id = ${enrolment_id} order by a.assessed_at desc, a.id desc limit 100`);
}

/** Units somebody holds: assessed competent here, or certified by another body and still valid on the day. */
export async function unitsHeld(reader: Reader, { facility_id, worker_id, day }: { facility_id: string; worker_id: string; day: string }): Promise<Set<string>> {
  const rows = await reader.all<{ unit_code: string }>(sql`
    select x.unit_code from (select distinct on (e.id, a.unit_code) a.unit_code, a.outcome from training.enrolment e join training.assessment a on a.facility_id = e.facility_id and a.enrolment_id = e.id
      where e.facility_id = ${facility_id} and e.worker_id = ${worker_id} order by e.id, a.unit_code, a.assessed_at desc, a.id desc) x where x.outcome = 'competent'
    union select o.unit_code from training.outside_certificate o where o.facility_id = ${facility_id} and o.worker_id = ${worker_id} and o.unit_code is not null and o.issued_on <= ${day}::date and (o.valid_until is null or o.valid_until >= ${day}::date)
      and not exists (select 1 from training.credential k where k.number = o.number and k.revoked_at is not null)`);
  return new Set(rows.map((row) => row.unit_code));
}

export type LearnerRow = { facility_id: string; id: string; roster_code: string; name: string; skill_level: number; state: string };
export function learnerById(reader: Reader, id: string): Promise<LearnerRow> {
  return reader.one(sql`select facility_id, id, roster_code, name, skill_level, state from workforce.worker_published where id::text = lower(${id})`);
}
export function learnerByCode(reader: Reader, facility_id: string, code: string): Promise<LearnerRow | undefined> {
  return reader.maybe(sql`select facility_id, id, roster_code, name, skill_level, state from workforce.worker_published where facility_id = ${facility_id} and (roster_code = upper(${code}) or id::text = lower(${code}))`);
}
/** People who may still apply for an intake: present here and not yet on its list. */
export function learnersNotIn(reader: Reader, facility_id: string, intake_id: string): Promise<LearnerRow[]> {
  return reader.all(sql`
    select w.facility_id, w.id, w.roster_code, w.name, w.skill_level, w.state from workforce.worker_published w where w.facility_id = ${facility_id} and w.state = 'present'
      and not exists (select 1 from training.enrolment e where e.facility_id = w.facility_id and e.intake_id = ${intake_id} and e.worker_id = w.id and e.state not in ('declined', 'withdrawn')) order by w.roster_code limit 1000`);
}

export type JobNeedRow = { job: string; name_id: string; name_en: string; skill_level: number; units: { code: string; name_id: string; name_en: string }[] };
/** What the work of this facility asks for: the jobs of the trades its workshops carry on. */
export function jobsHere(reader: Reader, facility_id: string): Promise<JobNeedRow[]> {
  return reader.all(sql`
    select n.job, n.name_id, n.name_en, max(n.skill_level) as skill_level, jsonb_agg(jsonb_build_object('code', u.code, 'name_id', u.name_id, 'name_en', u.name_en) order by u.code) as units
    from training.job_need n join training.competency_unit u on u.code = n.unit_code
    where n.category in (select category from workshop.workshop_published where facility_id = ${facility_id} union select category from products.product_published where facility_id = ${facility_id} and state = 'published')
    group by n.job, n.name_id, n.name_en order by n.job`);
}
export type OfferRow = { course_id: string; intake_id: string | null; name_id: string; name_en: string; starts_on: string | null; places_left: number; units: string[]; prerequisites: string[]; min_skill_level: number; gives_skill_level: number };
/** Open courses with their next intake that has not ended. */
export function offersHere(reader: Reader, facility_id: string, day: string): Promise<OfferRow[]> {
  return reader.all(sql`
    select c.id as course_id, i.id as intake_id, c.name_id, c.name_en, i.starts_on, coalesce(i.capacity - i.taken, 0)::int as places_left, c.min_skill_level, c.gives_skill_level,
      array(select unit_code from training.course_unit u where u.facility_id = c.facility_id and u.course_id = c.id and not u.prerequisite) as units, array(select unit_code from training.course_unit u where u.facility_id = c.facility_id and u.course_id = c.id and u.prerequisite) as prerequisites
    from training.course c left join lateral (select i.id, i.starts_on, i.capacity, (select count(*) from training.enrolment e where e.facility_id = i.facility_id and e.intake_id = i.id and e.state in ('enrolled','competent','not_yet')) as taken
      from training.intake i where i.facility_id = c.facility_id and i.course_id = c.id and i.state = 'open' and i.ends_on >= ${day}::date order by i.starts_on limit 1) i on true
    where c.facility_id = ${facility_id} and c.state = 'open'`);
}

import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import type { EnrolmentState, IntakeState } from './course.ts';

/** An id from an address: what is not one is not there. */
export function uuid(id: string): string {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new NotFound();
  return id;
}

export type UnitRow = { code: string; name_id: string; name_en: string; standard: string; category: string; verified: boolean; source: string };
export function competencyUnits(reader: Reader): Promise<UnitRow[]> {
  return reader.all(sql`select code, name_id, name_en, standard, category, verified, source from training.competency_unit order by category, code`);
}
export function jobNames(reader: Reader): Promise<{ job: string; name_id: string; name_en: string }[]> {
  return reader.all(sql`select distinct job, name_id, name_en from training.job_need order by name_id`);
}
export function workshopChoices(reader: Reader, facility_id: string): Promise<{ id: string; code: string; name_id: string; name_en: string; category: string }[]> {
  return reader.all(sql`select id, code, name_id, name_en, category from workshop.workshop_published where facility_id = ${facility_id} order by name_id`);
}
export function productChoices(reader: Reader, facility_id: string): Promise<{ id: string; sku: string; name_id: string; name_en: string }[]> {
  return reader.all(sql`select id, sku, name_id, name_en from products.product_published where facility_id = ${facility_id} order by name_id limit 500`);
}

export type CourseRow = {
  facility_id: string; id: string; code: string; name_id: string; name_en: string; workshop_id: string; workshop_code: string; workshop_name_id: string; workshop_name_en: string; job: string | null; job_name_id: string | null; job_name_en: string | null;
  lesson_hours: number; practice_minutes: number; attendance_percent: number; min_skill_level: number; gives_skill_level: number; valid_months: number | null; partner: string | null; state: 'open' | 'closed'; is_sample: boolean;
  units: { code: string; name_id: string; name_en: string; standard: string }[]; prerequisites: { code: string; name_id: string; name_en: string }[]; products: { sku: string; name_id: string; name_en: string }[]; enrolled: number; competent: number;
};
const courseRows = sql`
  select c.facility_id, c.id, c.code, c.name_id, c.name_en, c.workshop_id, w.code as workshop_code, w.name_id as workshop_name_id, w.name_en as workshop_name_en, c.job, j.name_id as job_name_id, j.name_en as job_name_en,
    c.lesson_hours, c.practice_minutes, c.attendance_percent, c.min_skill_level, c.gives_skill_level, c.valid_months, c.partner, c.state, c.is_sample,
    coalesce(u.units, '[]') as units, coalesce(u.prerequisites, '[]') as prerequisites, coalesce(p.products, '[]') as products, coalesce(n.enrolled, 0)::int as enrolled, coalesce(n.competent, 0)::int as competent
  from training.course c join workshop.workshop_published w on w.facility_id = c.facility_id and w.id = c.workshop_id
    left join lateral (select name_id, name_en from training.job_need where job = c.job limit 1) j on true
    left join lateral (select jsonb_agg(jsonb_build_object('code', k.code, 'name_id', k.name_id, 'name_en', k.name_en, 'standard', k.standard) order by k.code) filter (where not x.prerequisite) as units,
        jsonb_agg(jsonb_build_object('code', k.code, 'name_id', k.name_id, 'name_en', k.name_en) order by k.code) filter (where x.prerequisite) as prerequisites
      from training.course_unit x join training.competency_unit k on k.code = x.unit_code where x.facility_id = c.facility_id and x.course_id = c.id) u on true
    left join lateral (select jsonb_agg(jsonb_build_object('sku', q.sku, 'name_id', q.name_id, 'name_en', q.name_en) order by q.name_id) as products
      from training.course_product x join products.product_published q on q.facility_id = x.facility_id and q.id = x.product_id where x.facility_id = c.facility_id and x.course_id = c.id) p on true
    left join lateral (select count(*) filter (where e.state = 'enrolled') as enrolled, count(*) filter (where e.state = 'competent') as competent
      from training.intake i join training.enrolment e on e.facility_id = i.facility_id and e.intake_id = i.id where i.facility_id = c.facility_id and i.course_id = c.id) n on true`;
export type CourseFilter = { facility_id: string; workshop?: string | undefined; job?: string | undefined; q?: string | undefined; after?: string | undefined; limit?: number };
export function courses(reader: Reader, { facility_id, workshop, job, q, after = '', limit = 100 }: CourseFilter): Promise<CourseRow[]> {
  const pattern = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
  return reader.all(sql`${courseRows} where c.facility_id = ${facility_id} and c.code > ${after} and (${workshop ?? null}::text is null or w.code = ${workshop ?? null}) and (${job ?? null}::text is null or c.job = ${job ?? null})
    and (${pattern}::text is null or c.name_id ilike ${pattern} or c.name_en ilike ${pattern}) order by c.code limit ${limit}`);
}
export function courseById(reader: Reader, id: string): Promise<CourseRow> {
  return reader.one(sql`${courseRows} where c.id = ${uuid(id)}`);
}

export type IntakeRow = {
  facility_id: string; id: string; number: string; course_id: string; course_name_id: string; course_name_en: string; starts_on: string; ends_on: string; capacity: number; taken: number; applied: number; meetings: number;
  instructor_id: string; instructor_name: string; instructor_person: string | null; instructor_until: string | null; state: IntakeState; cancel_reason: string | null;
};
const intakeRows = sql`
  select i.facility_id, i.id, i.number, i.course_id, c.name_id as course_name_id, c.name_en as course_name_en, i.starts_on, i.ends_on, i.capacity, coalesce(e.taken, 0)::int as taken, coalesce(e.applied, 0)::int as applied,
    coalesce(m.meetings, 0)::int as meetings, i.instructor_id, t.name as instructor_name, t.person_id as instructor_person,
    (select max(upper(k.valid) - 1) from training.instructor_certificate k where k.facility_id = i.facility_id and k.instructor_id = i.instructor_id) as instructor_until, i.state, i.cancel_reason
  from training.intake i join training.course c on c.facility_id = i.facility_id and c.id = i.course_id join training.instructor t on t.facility_id = i.facility_id and t.id = i.instructor_id
    left join lateral (select count(*) filter (where state in ('enrolled','competent','not_yet')) as taken, count(*) filter (where state = 'applied') as applied from training.enrolment where facility_id = i.facility_id and intake_id = i.id) e on true
    left join lateral (select count(*) as meetings from training.meeting where facility_id = i.facility_id and intake_id = i.id) m on true`;
export function intakesOf(reader: Reader, course_id: string): Promise<IntakeRow[]> {
  return reader.all(sql`${intakeRows} where i.course_id = ${course_id} order by i.starts_on desc limit 100`);
}
export function intakeById(reader: Reader, id: string): Promise<IntakeRow> {
  return reader.one(sql`${intakeRows} where i.id = ${uuid(id)}`);
}
/** The schedule: what runs or comes, soonest first. */
export function schedule(reader: Reader, facility_id: string, day: string): Promise<IntakeRow[]> {
  return reader.all(sql`${intakeRows} where i.facility_id = ${facility_id} and i.state = 'open' and i.ends_on >= ${day}::date order by i.starts_on, i.number limit 100`);
}

export type MeetingRow = { id: string; intake_id: string; day: string; starts: Date; ends: Date; topic: string; instructor_name: string; present: number; recorded: number };
export function meetingsOf(reader: Reader, intake_id: string): Promise<MeetingRow[]> {
  return reader.all(sql`
    select m.id, m.intake_id, m.day, lower(m.during) as starts, upper(m.during) as ends, m.topic, t.name as instructor_name, coalesce(a.present, 0)::int as present, coalesce(a.recorded, 0)::int as recorded
    from training.meeting m join training.instructor t on t.facility_id = m.facility_id and t.id = m.instructor_id
      left join lateral (select count(*) filter (where n.present) as present, count(*) as recorded from (select distinct on (enrolment_id) present from training.meeting_attendance where facility_id = m.facility_id and meeting_id = m.id order by enrolment_id, recorded_at desc, id desc) n) a on true
    where m.intake_id = ${intake_id} order by m.during limit 200`);
}
export function meetingById(reader: Reader, id: string): Promise<{ facility_id: string; id: string; intake_id: string; day: string; starts: Date; ends: Date; topic: string }> {
  return reader.one(sql`select facility_id, id, intake_id, day, lower(during) as starts, upper(during) as ends, topic from training.meeting where id = ${uuid(id)}`);
}
export function marksOf(reader: Reader, meeting_id: string): Promise<{ enrolment_id: string; present: boolean }[]> {
  return reader.all(sql`select distinct on (enrolment_id) enrolment_id, present from training.meeting_attendance where meeting_id = ${meeting_id} order by enrolment_id, recorded_at desc, id desc`);
}

export type EnrolmentRow = { facility_id: string; id: string; intake_id: string; intake_number: string; course_id: string; course_name_id: string; course_name_en: string; worker_id: string; roster_code: string; name: string; skill_level: number; worker_state: string; state: EnrolmentState; reason: string | null; starts_on: string; ends_on: string; applied_at: Date; concluded_at: Date | null; certificate_id: string | null };
const enrolmentRows = sql`
  select e.facility_id, e.id, e.intake_id, i.number as intake_number, i.course_id, c.name_id as course_name_id, c.name_en as course_name_en, e.worker_id, w.roster_code, w.name, w.skill_level, w.state as worker_state, e.state, e.reason, i.starts_on, i.ends_on, e.applied_at, e.concluded_at, k.id as certificate_id
  from training.enrolment e join training.intake i on i.facility_id = e.facility_id and i.id = e.intake_id join training.course c on c.facility_id = i.facility_id and c.id = i.course_id
    join workforce.worker_published w on w.facility_id = e.facility_id and w.id = e.worker_id left join training.certificate k on k.facility_id = e.facility_id and k.enrolment_id = e.id`;
export function enrolmentsIn(reader: Reader, intake_id: string): Promise<EnrolmentRow[]> {
  return reader.all(sql`${enrolmentRows} where e.intake_id = ${intake_id} order by w.roster_code limit 400`);
}
export function enrolmentsOf(reader: Reader, worker_id: string): Promise<EnrolmentRow[]> {
  return reader.all(sql`${enrolmentRows} where e.worker_id = ${uuid(worker_id)} order by i.starts_on desc limit 100`);
}
export function enrolmentById(reader: Reader, id: string): Promise<EnrolmentRow> {
  return reader.one(sql`${enrolmentRows} where e.id = ${uuid(id)}`);
}
export function enrolments(reader: Reader, { facility_id, state, course, after = '', limit }: { facility_id: string; state?: string | undefined; course?: string | undefined; after?: string | undefined; limit: number }): Promise<EnrolmentRow[]> {
  return reader.all(sql`${enrolmentRows} where e.facility_id = ${facility_id} and e.id::text > ${after} and (${state ?? null}::text is null or e.state = ${state ?? null}) and (${course ?? null}::text is null or c.code = ${course ?? null}) order by e.id limit ${limit}`);
}

/** What a person may see of themselves. Every read names one person; none takes anybody else's id from outside. */
import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { EnrolmentState } from '#training';

export type Whose = { facility_id: string; worker_id: string };

export type OwnMark = { day: string; slot: string; workshop_name_id: string; workshop_name_en: string; attended: boolean; minutes: number; paid: boolean; reason_name_id: string; reason_name_en: string };
export function ownMarks(reader: Reader, { facility_id, worker_id }: Whose, month: string | null = null): Promise<OwnMark[]> {
  return reader.all(sql`
    select s.day, s.slot, k.name_id as workshop_name_id, k.name_en as workshop_name_en, a.attended, a.minutes, a.paid, r.name_id as reason_name_id, r.name_en as reason_name_en
    from workshop.attendance_current a join workshop.session_published s on s.facility_id = a.facility_id and s.id = a.session_id join workshop.workshop_published k on k.facility_id = s.facility_id and k.id = s.workshop_id
      join workshop.attendance_reason_published r on r.code = a.reason_code
    where a.facility_id = ${facility_id} and a.worker_id = ${worker_id} and (${month}::text is null or to_char(s.day, 'YYYY-MM') = ${month}) order by s.day desc, s.slot desc limit 2000`);
}
export function markedMonths(reader: Reader, { facility_id, worker_id }: Whose): Promise<{ month: string; minutes: number; days: number }[]> {
  return reader.all(sql`
    select to_char(s.day, 'YYYY-MM') as month, coalesce(sum(a.minutes), 0)::int as minutes, count(distinct s.day) filter (where a.attended)::int as days
    from workshop.attendance_current a join workshop.session_published s on s.facility_id = a.facility_id and s.id = a.session_id where a.facility_id = ${facility_id} and a.worker_id = ${worker_id} group by 1 order by 1 desc limit 12`);
}

export type OwnOutput = { month: string; name_id: string; name_en: string; unit: string; good: number; rework: number; scrap: number };
export function ownOutput(reader: Reader, { facility_id, worker_id }: Whose, months = 6): Promise<OwnOutput[]> {
  return reader.all(sql`
    select to_char(o.occurred_at at time zone f.timezone, 'YYYY-MM') as month, p.name_id, p.name_en, p.unit, sum(o.good)::int as good, sum(o.rework)::int as rework, sum(o.scrap)::int as scrap
    from production.output_published o join production.work_order_published w on w.facility_id = o.facility_id and w.id = o.work_order_id join products.product_published p on p.facility_id = w.facility_id and p.id = w.product_id join organisation.facility f on f.id = o.facility_id
    where o.facility_id = ${facility_id} and o.worker_id = ${worker_id} and o.occurred_at > ${reader.now}::timestamptz - make_interval(months => ${months})
    group by 1, 2, 3, 4 order by 1 desc, 2`);
}

export type OwnCourse = { name_id: string; name_en: string; state: EnrolmentState; starts_on: string; ends_on: string; certificate_on: string | null; valid_until: string | null; revoked: boolean };
export function ownCourses(reader: Reader, { facility_id, worker_id }: Whose): Promise<OwnCourse[]> {
  return reader.all(sql`
    select c.name_id, c.name_en, e.state, e.starts_on, e.ends_on, x.issued_on as certificate_on, x.valid_until, x.revoked_at is not null as revoked
    from training.enrolment_published e join training.course_published c on c.facility_id = e.facility_id and c.id = e.course_id left join training.certificate_published x on x.facility_id = e.facility_id and x.enrolment_id = e.id
    where e.facility_id = ${facility_id} and e.worker_id = ${worker_id} order by e.starts_on desc limit 50`);
}
export type OwnOutside = { body_kind: string; unit_code: string; issued_on: string; valid_until: string | null };
export function ownOutsideCertificates(reader: Reader, { facility_id, worker_id }: Whose): Promise<OwnOutside[]> {
  return reader.all(sql`select body_kind, unit_code, issued_on, valid_until from training.outside_certificate_published where facility_id = ${facility_id} and worker_id = ${worker_id} order by issued_on desc limit 50`);
}

/** Whose work an objection to a month's pay or hours questions. */
export async function questioned(reader: Reader, { facility_id, worker_id }: Whose, month: string): Promise<{ prepared_persons: string[]; marked_by: string[] }> {
  return reader.one(sql`
    select coalesce((select array_agg(p.person_id) from pay.preparer_published p where p.facility_id = ${facility_id} and p.worker_id = ${worker_id} and p.month = ${month}), '{}') as prepared_persons,
      coalesce((select array_agg(distinct a.recorded_by) filter (where a.recorded_by is not null) from workshop.attendance_current a join workshop.session_published s on s.facility_id = a.facility_id and s.id = a.session_id
        where a.facility_id = ${facility_id} and a.worker_id = ${worker_id} and to_char(s.day, 'YYYY-MM') = ${month}), '{}') as marked_by`);
}

/** What is taught, by whom, and when. */
import type { z } from 'zod';
import { instantAt } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Invalid, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt, facilityById } from '#organisation';
import { intakeTransitions, newCourse, newInstructor, newInstructorCertificate, newIntake, newMeeting, type IntakeState } from '../course.ts';
import { uuid } from '../queries.ts';

export async function defineCourse(tx: Tx, { facility_id, is_sample = false, ...input }: z.input<typeof newCourse> & { facility_id: string; is_sample?: boolean }): Promise<{ id: string }> {
  permit(tx.actor, 'course.define');
  const course = newCourse.parse(input);
  const workshop = await tx.maybe<{ id: string }>(sql`select id from workshop.workshop_published where facility_id = ${facility_id} and code = ${course.workshop}`);
  if (!workshop) throw new Invalid({ workshop: tx.actor.locale === 'en' ? 'Unknown workshop code' : 'Kode bengkel tidak dikenal' });
  const units = [...new Set(course.units)];
  const prerequisites = [...new Set(course.prerequisites)].filter((code) => !units.includes(code));
  await known(tx, [...units, ...prerequisites], course.job);
  const made = await tx.one<{ id: string }>(sql`
    insert into training.course (facility_id, code, name_id, name_en, workshop_id, job, lesson_hours, practice_minutes, attendance_percent, min_skill_level, gives_skill_level, valid_months, partner, is_sample)
    values (${facility_id}, ${course.code}, ${course.name_id}, ${course.name_en}, ${workshop.id}, ${course.job ?? null}, ${course.lesson_hours}, ${course.practice_hours * 60}, ${course.attendance_percent}, ${course.min_skill_level}, ${course.gives_skill_level},
      ${course.valid_months ?? null}, ${course.partner ?? null}, ${is_sample}) returning id`);
  await tx.run(sql`insert into training.course_unit (facility_id, course_id, unit_code, prerequisite) select ${facility_id}, ${made.id}, code, code = any (${prerequisites}::text[]) from unnest(${[...units, ...prerequisites]}::text[]) code`);
  const tied = await tx.run(sql`insert into training.course_product (facility_id, course_id, product_id) select facility_id, ${made.id}, id from products.product_published where facility_id = ${facility_id} and sku = any (${course.products}::text[])`);
  if (tied < new Set(course.products).size) throw new Invalid({ products: tx.actor.locale === 'en' ? 'Unknown product code' : 'Kode produk tidak dikenal' });
  tx.emit({ verb: 'course.defined', facility_id, subject_kind: 'course', subject_id: made.id, particulars: { code: course.code, units } });
  return made;
}

async function known(tx: Tx, units: string[], job: string | null | undefined): Promise<void> {
  const { n } = await tx.one<{ n: number }>(sql`select count(*)::int as n from training.competency_unit where code = any (${units}::text[])`);
  if (n < units.length) throw new Invalid({ units: tx.actor.locale === 'en' ? 'Unknown unit code' : 'Kode unit tidak dikenal' });
  if (job && !(await tx.maybe(sql`select 1 from training.job_need where job = ${job} limit 1`))) throw new Invalid({ job: tx.actor.locale === 'en' ? 'Unknown job' : 'Pekerjaan tidak dikenal' });
}

/** No new intakes from now on; what runs goes on. */
export async function closeCourse(tx: Tx, { facility_id, course_id }: { facility_id: string; course_id: string }): Promise<void> {
  permit(tx.actor, 'course.define');
  const closed = await tx.maybe(sql`update training.course set state = 'closed' where facility_id = ${facility_id} and id = ${uuid(course_id)} and state = 'open' returning id`);
  if (!closed) throw courseClosed;
  tx.emit({ verb: 'course.closed', facility_id, subject_kind: 'course', subject_id: course_id });
}

const courseClosed = new Refusal('course.closed', { id: 'Kursus ini sudah ditutup. Pilih kursus lain, atau buat yang baru.', en: 'This course is closed. Choose another course, or make a new one.' });

/** An officer of the house by their account's address, or somebody from outside by name and institution. */
export async function recordInstructor(tx: Tx, { facility_id, is_sample = false, ...input }: z.input<typeof newInstructor> & { facility_id: string; is_sample?: boolean }): Promise<{ id: string }> {
  permit(tx.actor, 'instructor.record');
  const { name, institution, email } = newInstructor.parse(input);
  const account = email ? await tx.maybe<{ person_id: string }>(sql`
    select a.person_id from identity.account a join identity.assignment s on s.account_id = a.id where lower(a.email) = lower(${email}) and s.facility_id = ${facility_id} and a.disabled_at is null limit 1`) : undefined;
  if (email && !account) throw new Invalid({ email: tx.actor.locale === 'en' ? 'No officer here has this address' : 'Tidak ada petugas di sini dengan alamat ini' });
  const made = await tx.one<{ id: string }>(sql`insert into training.instructor (facility_id, name, institution, person_id, is_sample) values (${facility_id}, ${name}, ${institution}, ${account?.person_id ?? null}, ${is_sample}) returning id`);
  tx.emit({ verb: 'instructor.recorded', facility_id, subject_kind: 'instructor', subject_id: made.id });
  return made;
}

export async function recordInstructorCertificate(tx: Tx, { facility_id, instructor_id, ...input }: z.input<typeof newInstructorCertificate> & { facility_id: string; instructor_id: string }): Promise<{ id: string }> {
  permit(tx.actor, 'instructor.record');
  const paper = newInstructorCertificate.parse(input);
  if (paper.until < paper.from) throw new Refusal('instructor.certificate_days', { id: 'Hari terakhir harus sesudah hari pertama.', en: 'The last day must come after the first.' }, { field: 'until', status: 422 });
  await tx.one(sql`select id from training.instructor where facility_id = ${facility_id} and id = ${uuid(instructor_id)}`);
  const made = await tx.one<{ id: string }>(sql`
    insert into training.instructor_certificate (facility_id, instructor_id, body, number, field, valid, recorded_by, recorded_at)
    values (${facility_id}, ${instructor_id}, ${paper.body}, ${paper.number}, ${paper.field}, daterange(${paper.from}::date, ${paper.until}::date, '[]'), ${tx.actor.account_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'instructor.certified', facility_id, subject_kind: 'instructor', subject_id: instructor_id, particulars: { until: paper.until } });
  return made;
}

/** An intake of a course, under an instructor whose own certificates cover its first and its last day. */
export async function planIntake(tx: Tx, { facility_id, course_id, ...input }: z.input<typeof newIntake> & { facility_id: string; course_id: string }): Promise<{ id: string; number: string }> {
  permit(tx.actor, 'intake.plan');
  const intake = newIntake.parse(input);
  const course = await tx.one<{ id: string; state: string }>(sql`select id, state from training.course where facility_id = ${facility_id} and id = ${uuid(course_id)}`);
  if (course.state !== 'open') throw courseClosed;
  const covered = await tx.maybe(sql`
    select 1 from training.instructor t where t.facility_id = ${facility_id} and t.id = ${intake.instructor}
      and exists (select 1 from training.instructor_certificate c where c.facility_id = t.facility_id and c.instructor_id = t.id and c.valid @> ${intake.starts_on}::date)
      and exists (select 1 from training.instructor_certificate c where c.facility_id = t.facility_id and c.instructor_id = t.id and c.valid @> ${intake.ends_on}::date)`);
  if (!covered) throw new Refusal('instructor.not_certified', { id: 'Sertifikat instruktur tidak berlaku dari hari pertama sampai hari terakhir. Catat sertifikat barunya atau tunjuk instruktur lain.', en: "The instructor's certificate is not valid from the first day to the last. Record the new certificate or choose another instructor." }, { field: 'instructor' });
  const number = `ANG-${intake.starts_on.slice(0, 4)}-${String(await nextNumber(tx, 'intake', facility_id, Number(intake.starts_on.slice(0, 4)))).padStart(3, '0')}`;
  const made = await tx.one<{ id: string }>(sql`
    insert into training.intake (facility_id, course_id, number, starts_on, ends_on, capacity, instructor_id, planned_by) values (${facility_id}, ${course_id}, ${number}, ${intake.starts_on}, ${intake.ends_on}, ${intake.capacity}, ${intake.instructor}, ${tx.actor.account_id}) returning id`);
  tx.emit({ verb: 'intake.planned', facility_id, subject_kind: 'intake', subject_id: made.id, particulars: { number, course_id } });
  return { id: made.id, number };
}

export async function planMeeting(tx: Tx, { facility_id, intake_id, ...input }: z.input<typeof newMeeting> & { facility_id: string; intake_id: string }): Promise<{ id: string }> {
  permit(tx.actor, 'intake.plan');
  const meeting = newMeeting.parse(input);
  const intake = await lockIntake(tx, facility_id, intake_id);
  if (intake.state !== 'open') throw ended;
  if (meeting.day < intake.starts_on || meeting.day > intake.ends_on) throw new Refusal('meeting.outside', { id: 'Hari itu di luar masa angkatan ini. Pilih hari di dalam masa angkatan.', en: 'That day lies outside this intake. Choose a day within the intake.' }, { field: 'day', status: 422 });
  const { timezone } = await facilityById(tx, facility_id);
  const [from, to] = [instantAt(timezone, meeting.day, meeting.starts), instantAt(timezone, meeting.day, meeting.ends)];
  if (to <= from) throw new Refusal('meeting.empty', { id: 'Jam selesai harus sesudah jam mulai.', en: 'The end must come after the start.' }, { field: 'ends', status: 422 });
  const made = await tx.one<{ id: string }>(sql`
    insert into training.meeting (facility_id, intake_id, day, during, topic, instructor_id) values (${facility_id}, ${intake_id}, ${meeting.day}, tstzrange(${from}, ${to}), ${meeting.topic}, ${intake.instructor_id}) returning id`);
  tx.emit({ verb: 'meeting.planned', facility_id, subject_kind: 'intake', subject_id: intake_id, particulars: { meeting_id: made.id, day: meeting.day } });
  return made;
}

/** Ends an intake: completed when nobody in it is still undecided, or cancelled with a reason before anybody was certified. */
export async function endIntake(tx: Tx, { facility_id, intake_id, to, reason }: { facility_id: string; intake_id: string; to: 'completed' | 'cancelled'; reason?: string | undefined }): Promise<void> {
  permit(tx.actor, 'intake.plan');
  const intake = await lockIntake(tx, facility_id, intake_id);
  if (!intakeTransitions[intake.state].includes(to)) throw ended;
  if (to === 'completed') {
    const { n } = await tx.one<{ n: number }>(sql`select count(*)::int as n from training.enrolment where facility_id = ${facility_id} and intake_id = ${intake_id} and state in ('applied', 'enrolled')`);
    if (n > 0) throw new Refusal('intake.undecided', { id: `Masih ada ${n} peserta tanpa hasil. Tetapkan hasilnya dahulu.`, en: `${n} people still have no outcome. Conclude them first.` });
    if ((await dayAt(tx, facility_id)) < intake.starts_on) throw new Refusal('intake.not_begun', { id: 'Angkatan ini belum mulai. Batalkan bila tidak jadi.', en: 'This intake has not begun. Cancel it if it will not take place.' });
  }
  if (to === 'cancelled') {
    if (!reason) throw new Invalid({ reason: tx.actor.locale === 'en' ? 'Enter the reason' : 'Isi alasannya' });
    if (await tx.maybe(sql`select 1 from training.enrolment where facility_id = ${facility_id} and intake_id = ${intake_id} and state = 'competent' limit 1`)) throw new Refusal('intake.has_outcomes', { id: 'Sudah ada peserta yang kompeten; angkatan ini tidak dapat dibatalkan. Selesaikan angkatannya.', en: 'Somebody has already been found competent; this intake cannot be cancelled. Conclude the intake instead.' });
    await tx.run(sql`update training.enrolment set state = 'withdrawn', reason = ${reason}, decided_by = ${tx.actor.account_id}, decided_at = ${tx.now} where facility_id = ${facility_id} and intake_id = ${intake_id} and state in ('applied','enrolled','not_yet')`);
  }
  await tx.run(sql`update training.intake set state = ${to}, cancel_reason = ${to === 'cancelled' ? reason ?? null : null} where facility_id = ${facility_id} and id = ${intake_id}`);
  tx.emit({ verb: `intake.${to}`, facility_id, subject_kind: 'intake', subject_id: intake_id });
}

export type LockedIntake = { id: string; course_id: string; state: IntakeState; starts_on: string; ends_on: string; capacity: number; instructor_id: string };
export function lockIntake(tx: Tx, facility_id: string, intake_id: string): Promise<LockedIntake> {
  return tx.one(sql`select id, course_id, state, starts_on, ends_on, capacity, instructor_id from training.intake where facility_id = ${facility_id} and id = ${uuid(intake_id)} for update`);
}

export const ended = new Refusal('intake.ended', { id: 'Angkatan ini sudah selesai atau dibatalkan. Buat angkatan baru.', en: 'This intake has ended or was cancelled. Make a new intake.' });

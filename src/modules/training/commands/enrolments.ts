/** Who takes part, who was there, who was found competent. */
import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';
import { recordSkill } from '#workforce';
import { enrolmentTransitions, newAssessment, newOutsideCertificate, whatIsMissing, whyNotEligible, type EnrolmentState } from '../course.ts';
import { learnerByCode, progressIn, unitsHeld } from '../progress-queries.ts';
import { courseById, uuid } from '../queries.ts';
import { ended, lockIntake } from './courses.ts';

/** A place at once, or an application that waits for a decision. */
export async function enrol(tx: Tx, { facility_id, intake_id, worker, apply_only = false }: { facility_id: string; intake_id: string; worker: string; apply_only?: boolean | undefined }): Promise<{ id: string; state: EnrolmentState }> {
  permit(tx.actor, 'enrolment.record');
  const intake = await lockIntake(tx, facility_id, intake_id);
  const worker_id = await admitted(tx, facility_id, intake, worker);
  const state: EnrolmentState = apply_only ? 'applied' : 'enrolled';
  const made = await tx.one<{ id: string }>(sql`
    insert into training.enrolment (facility_id, intake_id, worker_id, state, applied_by, applied_at, decided_by, decided_at)
    values (${facility_id}, ${intake_id}, ${worker_id}, ${state}, ${tx.actor.account_id}, ${tx.now}, ${apply_only ? null : tx.actor.account_id}, ${apply_only ? null : tx.now}) returning id`);
  tx.emit({ verb: `enrolment.${state}`, facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { enrolment_id: made.id, intake_id } });
  return { id: made.id, state };
}

/** Decides an application, or lets somebody go. The checks are asked again when a place is given. */
export async function decideEnrolment(tx: Tx, { facility_id, enrolment_id, to, reason }: { facility_id: string; enrolment_id: string; to: 'enrolled' | 'declined' | 'withdrawn'; reason?: string | undefined }): Promise<void> {
  permit(tx.actor, 'enrolment.record');
  const { intake_id } = await tx.one<{ intake_id: string }>(sql`select intake_id from training.enrolment where facility_id = ${facility_id} and id = ${uuid(enrolment_id)}`);
  const intake = await lockIntake(tx, facility_id, intake_id);
  const row = await lockEnrolment(tx, facility_id, enrolment_id);
  refuseTransition(row.state, to);
  if (to !== 'enrolled' && !reason) throw new Refusal('enrolment.reason_needed', { id: 'Tulis alasannya.', en: 'Write down the reason.' }, { field: 'reason', status: 422 });
  if (to === 'enrolled') await admitted(tx, facility_id, intake, row.worker_id, enrolment_id);
  await tx.run(sql`update training.enrolment set state = ${to}, reason = ${reason ?? null}, decided_by = ${tx.actor.account_id}, decided_at = ${tx.now} where facility_id = ${facility_id} and id = ${enrolment_id}`);
  tx.emit({ verb: `enrolment.${to}`, facility_id, subject_kind: 'worker', subject_id: row.worker_id, particulars: { enrolment_id, ...(reason ? { reason } : {}) } });
}

type Intake = Awaited<ReturnType<typeof lockIntake>>;
async function admitted(tx: Tx, facility_id: string, intake: Intake, worker: string, enrolment_id: string | null = null): Promise<string> {
  const day = await dayAt(tx, facility_id);
  if (intake.state !== 'open' || intake.ends_on < day) throw ended;
  const person = await learnerByCode(tx, facility_id, worker);
  if (!person) throw new Refusal('enrolment.unknown_person', { id: 'Tidak ada peserta dengan kode itu di sini. Periksa kodenya pada daftar peserta.', en: 'Nobody here has that code. Check the code on the list of people.' }, { field: 'worker', status: 422 });
  const course = await courseById(tx, intake.course_id);
  const taken = await tx.maybe(sql`
    select 1 from training.enrolment e join training.intake i on i.facility_id = e.facility_id and i.id = e.intake_id
    where e.facility_id = ${facility_id} and e.worker_id = ${person.id} and i.course_id = ${intake.course_id} and e.state in ('applied', 'enrolled') and e.id is distinct from ${enrolment_id}::uuid limit 1`);
  if (taken) throw new Refusal('enrolment.already_in', { id: 'Peserta ini sudah mengikuti atau mendaftar kursus ini. Cari namanya pada daftar angkatan.', en: 'This person already takes this course or has applied for it. Look for the person on the list of the intake.' }, { field: 'worker' });
  const why = whyNotEligible({ ...person, units: await unitsHeld(tx, { facility_id, worker_id: person.id, day }) }, course);
  if (why.length > 0) throw new Refusal('enrolment.not_eligible', { id: `Belum dapat ikut: ${why.map((reason) => reason.id).join('; ')}. Lengkapi syarat itu dahulu.`, en: `May not take part yet: ${why.map((reason) => reason.en).join('; ')}. Complete that first.` }, { field: 'worker' });
  return person.id;
}

/** Who was there, at one meeting. Marking again corrects by adding: the newest mark counts. */
export async function markMeeting(tx: Tx, { facility_id, meeting_id, present, absent }: { facility_id: string; meeting_id: string; present: string[]; absent: string[] }): Promise<{ marked: number }> {
  permit(tx.actor, 'meeting.record');
  const meeting = await tx.one<{ id: string; intake_id: string; starts: Date }>(sql`select id, intake_id, lower(during) as starts from training.meeting where facility_id = ${facility_id} and id = ${uuid(meeting_id)}`);
  if (meeting.starts > tx.now) throw new Refusal('meeting.not_yet', { id: 'Pertemuan ini belum mulai. Catat kehadirannya setelah mulai.', en: 'This meeting has not begun. Record attendance once it has begun.' });
  const marked = await tx.run(sql`
    insert into training.meeting_attendance (facility_id, meeting_id, enrolment_id, present, recorded_by, recorded_at)
    select e.facility_id, ${meeting_id}, e.id, e.id = any (${present}::uuid[]), ${tx.actor.account_id}, ${tx.now} from training.enrolment e
    where e.facility_id = ${facility_id} and e.intake_id = ${meeting.intake_id} and e.id = any (${[...present, ...absent]}::uuid[]) and e.state in ('enrolled', 'not_yet', 'competent')`);
  tx.emit({ verb: 'meeting.marked', facility_id, subject_kind: 'intake', subject_id: meeting.intake_id, particulars: { meeting_id, marked } });
  return { marked };
}

/** A unit, assessed by somebody who did not teach it, with evidence. The newest assessment of a unit counts. */
export async function recordAssessment(tx: Tx, { facility_id, enrolment_id, ...input }: z.input<typeof newAssessment> & { facility_id: string; enrolment_id: string }): Promise<{ id: string }> {
  permit(tx.actor, 'assessment.record');
  const assessment = newAssessment.parse(input);
  const row = await lockEnrolment(tx, facility_id, enrolment_id);
  if (row.state !== 'enrolled' && row.state !== 'not_yet') throw new Refusal('assessment.closed', { id: 'Penilaian hanya untuk peserta yang sedang belajar.', en: 'Only somebody who is learning can be assessed.' });
  const unit = await tx.maybe(sql`
    select 1 from training.intake i join training.course_unit u on u.facility_id = i.facility_id and u.course_id = i.course_id and not u.prerequisite where i.facility_id = ${facility_id} and i.id = ${row.intake_id} and u.unit_code = ${assessment.unit}`);
  if (!unit) throw new Refusal('assessment.unit', { id: 'Unit ini bukan bagian kursus. Pilih unit dari daftar kursus.', en: 'This unit is no part of the course. Choose a unit of the course.' }, { field: 'unit', status: 422 });
  if (!tx.actor.person_id) throw new Refusal('assessment.nobody', { id: 'Penilaian memerlukan nama penilai.', en: 'An assessment needs a person who assesses.' });
  const teachers = await tx.all<{ person_id: string | null }>(sql`
    select t.person_id from training.instructor t where t.facility_id = ${facility_id} and (t.id = (select instructor_id from training.intake where facility_id = ${facility_id} and id = ${row.intake_id})
      or t.id in (select instructor_id from training.meeting where facility_id = ${facility_id} and intake_id = ${row.intake_id}))`);
  const instructor_person = teachers.find((teacher) => teacher.person_id === tx.actor.person_id)?.person_id ?? teachers.find((teacher) => teacher.person_id)?.person_id ?? null;
  const made = await tx.one<{ id: string }>(sql`
    insert into training.assessment (facility_id, enrolment_id, unit_code, outcome, evidence, assessed_on, assessed_by, assessor_person, instructor_person, assessed_at)
    values (${facility_id}, ${enrolment_id}, ${assessment.unit}, ${assessment.outcome}, ${assessment.evidence}, ${assessment.assessed_on}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${instructor_person}, ${tx.now}) returning id`);
  tx.emit({ verb: 'unit.assessed', facility_id, subject_kind: 'worker', subject_id: row.worker_id, particulars: { enrolment_id, unit: assessment.unit, outcome: assessment.outcome } });
  return made;
}

/** Competent when attendance, practice and every unit suffice; otherwise "not yet", with what is missing. Passing raises the skill level. */
export async function concludeEnrolment(tx: Tx, { facility_id, enrolment_id }: { facility_id: string; enrolment_id: string }): Promise<{ state: 'competent' | 'not_yet'; missing: { id: string; en: string }[] }> {
  permit(tx.actor, 'enrolment.conclude');
  const row = await lockEnrolment(tx, facility_id, enrolment_id);
  refuseTransition(row.state, 'competent');
  const { course_id } = await tx.one<{ course_id: string }>(sql`select course_id from training.intake where facility_id = ${facility_id} and id = ${row.intake_id}`);
  const course = await courseById(tx, course_id);
  const [progress] = await progressIn(tx, row.intake_id, enrolment_id);
  if (!progress) throw new Error('an enrolment without progress');
  const missing = whatIsMissing(progress, course);
  const state = missing.length === 0 ? 'competent' : 'not_yet';
  await tx.run(sql`update training.enrolment set state = ${state}, reason = ${missing.map((part) => part.id).join('; ') || null}, concluded_by = ${tx.actor.account_id}, concluded_at = ${tx.now} where facility_id = ${facility_id} and id = ${enrolment_id}`);
  tx.emit({ verb: `enrolment.${state}`, facility_id, subject_kind: 'worker', subject_id: row.worker_id, particulars: { enrolment_id } });
  if (state === 'competent') {
    await recordSkill(tx, {
      facility_id, worker_id: row.worker_id, code: course.code, name: course.name_id, skill_level: course.gives_skill_level, from: await dayAt(tx, facility_id), evidence: `Kursus ${course.code}, ${course.units.map((unit) => unit.code).join(', ')}`,
    });
    tx.emit({ verb: 'skill.attained', facility_id, subject_kind: 'worker', subject_id: row.worker_id, particulars: { course: course.code, skill_level: course.gives_skill_level, units: course.units.map((unit) => unit.code) } });
  }
  return { state, missing };
}

/** A certificate of another body, as its paper says. */
export async function recordOutsideCertificate(tx: Tx, { facility_id, is_sample = false, ...input }: z.input<typeof newOutsideCertificate> & { facility_id: string; is_sample?: boolean }): Promise<{ id: string }> {
  permit(tx.actor, 'outside_certificate.record');
  const paper = newOutsideCertificate.parse(input);
  const person = await learnerByCode(tx, facility_id, paper.worker);
  if (!person) throw new Refusal('enrolment.unknown_person', { id: 'Tidak ada peserta dengan kode itu di sini. Periksa kodenya pada daftar peserta.', en: 'Nobody here has that code. Check the code on the list of people.' }, { field: 'worker', status: 422 });
  const made = await tx.one<{ id: string }>(sql`
    insert into training.outside_certificate (facility_id, worker_id, body_kind, body, number, title, unit_code, issued_on, valid_until, evidence, recorded_by, recorded_at, is_sample)
    values (${facility_id}, ${person.id}, ${paper.body_kind}, ${paper.body}, ${paper.number}, ${paper.title}, ${paper.unit ?? null}, ${paper.issued_on}, ${paper.valid_until ?? null}, ${paper.evidence}, ${tx.actor.account_id}, ${tx.now}, ${is_sample}) returning id`);
  tx.emit({ verb: 'outside_certificate.recorded', facility_id, subject_kind: 'worker', subject_id: person.id, particulars: { certificate_id: made.id, body_kind: paper.body_kind } });
  return made;
}

function lockEnrolment(tx: Tx, facility_id: string, enrolment_id: string): Promise<{ id: string; intake_id: string; worker_id: string; state: EnrolmentState }> {
  return tx.one(sql`select id, intake_id, worker_id, state from training.enrolment where facility_id = ${facility_id} and id = ${uuid(enrolment_id)} for update`);
}

function refuseTransition(from: EnrolmentState, to: EnrolmentState): void {
  if (!enrolmentTransitions[from].includes(to)) throw new Refusal('enrolment.state', { id: 'Keadaan peserta sudah berubah. Muat ulang halaman ini.', en: 'This enrolment has changed. Reload the page.' });
}

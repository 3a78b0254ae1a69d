import assert from 'node:assert/strict';
import test from 'node:test';
import { may, roles, system, visitor } from '#kernel/policy.ts';
import { outboxOf } from '#kernel/outbox.ts';
import { openHouse, refused } from '#tests/house.ts';
import { assignRole, createAccount } from '#identity';
import { certificateById } from './certificate-queries.ts';
import { monthsLater, issueCertificate } from './commands/certificates.ts';
import { closeCourse, defineCourse, endIntake, planIntake, planMeeting, recordInstructor, recordInstructorCertificate } from './commands/courses.ts';
import { concludeEnrolment, decideEnrolment, enrol, markMeeting, recordAssessment, recordOutsideCertificate } from './commands/enrolments.ts';
import { enrolmentStates, enrolmentTransitions, intakeTransitions, whatIsMissing, whyNotEligible } from './course.ts';
import { trainingPolicy } from './policy.ts';
import { progressIn, unitsHeld } from './progress-queries.ts';
import { enrolmentById } from './queries.ts';
import { reactions } from './reactions.ts';
import { at, monday, openSchool, pass, take, work } from './school.fixture.ts';

test('an end is an end: who is competent, declined or gone stays so, and "not yet" may become competent', () => {
  for (const state of enrolmentStates) assert.equal(enrolmentTransitions[state].length === 0, ['competent', 'declined', 'withdrawn'].includes(state), state);
  assert.ok(enrolmentTransitions.not_yet.includes('competent'));
  assert.deepEqual([intakeTransitions.completed, intakeTransitions.cancelled], [[], []]);
});

test('the public may check a certificate and nothing else of training; nobody but the system raises alarms', () => {
  for (const verb of Object.keys(trainingPolicy)) assert.equal(may(visitor, verb), verb === 'certificate.check', verb);
  for (const role of roles) assert.equal(may({ ...visitor, role }, 'alarm.raise'), false);
  assert.equal(may(system, 'alarm.raise'), true);
  assert.equal(may({ ...visitor, role: 'officer' }, 'certificate.issue'), false);
});

test('why somebody may not take a course is said in words: absence, level, unit', () => {
  const course = { min_skill_level: 2, prerequisites: [{ code: 'U1', name_id: 'Dasar', name_en: 'Basics' }] };
  assert.deepEqual(whyNotEligible({ state: 'present', skill_level: 2, units: new Set(['U1']) }, course), []);
  assert.equal(whyNotEligible({ state: 'away', skill_level: 1, units: new Set() }, course).length, 3);
});

test('attendance counts in whole numbers: four of five is eighty per cent, seven of nine is not', () => {
  const course = { attendance_percent: 80, practice_minutes: 60 };
  const progress = { practice_minutes: 60, units: [] };
  assert.equal(whatIsMissing({ ...progress, meetings: 5, present: 4 }, course).length, 0);
  assert.equal(whatIsMissing({ ...progress, meetings: 9, present: 7 }, course).length, 1);
  assert.match(whatIsMissing({ ...progress, practice_minutes: 1, meetings: 0, present: 0 }, course)[0]?.en ?? '', /1 hours of practice short/);
});

test('validity ends on the same day of a later month, or on its last', () => {
  assert.equal(monthsLater('2026-11-24', 36), '2029-11-24');
  assert.equal(monthsLater('2026-08-31', 6), '2027-02-28');
  assert.equal(monthsLater('2027-12-31', 2), '2028-02-29');
});

test('an instructor whose certificate ends before the intake does not teach it, nor a meeting beyond it', async (t) => {
  const house = await openHouse(t);
  const school = await openSchool(house);
  const { facility_id, course_id, instructor_id, intake_id } = school;
  const section = house.as('section_head');
  const plan = (starts_on: string, ends_on: string) => house.act(section, (tx) => planIntake(tx, { facility_id, course_id, starts_on, ends_on, capacity: 5, instructor: instructor_id }), at(monday));
  await assert.rejects(plan('2026-12-01', '2027-01-05'), refused('instructor.not_certified'));
  await assert.rejects(plan('2027-02-01', '2027-02-05'), refused('instructor.not_certified'));
  await assert.rejects(plan('2026-12-10', '2026-12-05'), refused('intake.days'));
  await assert.rejects(house.admin.query("insert into training.meeting (facility_id, intake_id, day, during, topic, instructor_id) values ($1, $2, '2027-01-05', tstzrange('2027-01-05 08:00+07', '2027-01-05 09:00+07'), 'x', $3)", [facility_id, intake_id, instructor_id]), /no valid certificate/);
  await house.act(section, (tx) => recordInstructorCertificate(tx, { facility_id, instructor_id, body: 'BNSP Contoh', number: 'IN-2', field: 'Instruktur menjahit', from: '2027-01-01', until: '2027-12-31' }), at(monday));
  await plan('2026-12-01', '2027-01-05');
  await assert.rejects(house.act(section, (tx) => recordInstructorCertificate(tx, { facility_id, instructor_id, body: 'BNSP Contoh', number: 'IN-2', field: 'x', from: '2028-01-01', until: '2028-12-31' }), at(monday)), refused('instructor.certificate_taken'));
  await assert.rejects(house.act(section, (tx) => recordInstructorCertificate(tx, { facility_id, instructor_id, body: 'B', number: 'IN-3', field: 'x', from: '2028-01-02', until: '2028-01-01' }), at(monday)), refused('instructor.certificate_days'));
});

test('a course stands in one workshop under one code, and never lowers a level', async (t) => {
  const house = await openHouse(t);
  const { facility_id } = await openSchool(house);
  const section = house.as('section_head');
  const course = { facility_id, code: 'jahit-lanjut', name_id: 'Lanjut', name_en: 'Advanced', workshop: 'jahit', lesson_hours: 20, min_skill_level: 3, gives_skill_level: 4, units: ['KB-GAR-02'] };
  await assert.rejects(house.act(section, (tx) => defineCourse(tx, { ...course, code: 'jahit-dasar' })), refused('course.code_taken'));
  await assert.rejects(house.act(section, (tx) => defineCourse(tx, { ...course, gives_skill_level: 2 })), refused('course.lowers_level'));
  for (const wrong of [{ workshop: 'tidak-ada' }, { units: ['TIDAK-ADA'] }, { job: 'tidak-ada' }, { products: ['TIDAK-ADA'] }]) await assert.rejects(house.act(section, (tx) => defineCourse(tx, { ...course, ...wrong })), { message: 'invalid input' });
  await assert.rejects(house.act(house.as('officer'), (tx) => defineCourse(tx, course)), /not allowed/);
  await house.act(section, (tx) => defineCourse(tx, course));
});

test('twenty reach for the last three places: three get one, and the rest hear that it is full', async (t) => {
  const house = await openHouse(t);
  const school = await openSchool(house, { people: 20, capacity: 3 });
  const tried = await Promise.allSettled(school.workers.map((_, n) => take(house, school, n)));
  assert.equal(tried.filter((each) => each.status === 'fulfilled').length, 3);
  for (const each of tried) if (each.status === 'rejected') assert.ok(refused('enrolment.full')(each.reason), String(each.reason));
});

test('nobody is in a course twice, nor without what it asks, nor after it ended', async (t) => {
  const house = await openHouse(t);
  const school = await openSchool(house);
  const { facility_id, intake_id, course_id, instructor_id, workers } = school;
  const [section, officer] = [house.as('section_head'), house.as('officer')];
  await take(house, school, 0);
  await assert.rejects(take(house, school, 0), refused('enrolment.already_in'));
  const { id: other } = await house.act(section, (tx) => planIntake(tx, { facility_id, course_id, starts_on: '2026-12-01', ends_on: '2026-12-20', capacity: 5, instructor: instructor_id }), at(monday));
  await assert.rejects(house.act(officer, (tx) => enrol(tx, { facility_id, intake_id: other, worker: workers[0]?.id ?? '' }), at(monday)), refused('enrolment.already_in'));
  const { id: advanced } = await house.act(section, (tx) => defineCourse(tx, { facility_id, code: 'periksa', name_id: 'Periksa', name_en: 'Inspect', workshop: 'jahit', lesson_hours: 8, gives_skill_level: 3, units: ['KB-GAR-02'], prerequisites: ['KB-GAR-01'] }), at(monday));
  const { id: later } = await house.act(section, (tx) => planIntake(tx, { facility_id, course_id: advanced, starts_on: '2026-12-01', ends_on: '2026-12-20', capacity: 5, instructor: instructor_id }), at(monday));
  const reach = () => house.act(officer, (tx) => enrol(tx, { facility_id, intake_id: later, worker: workers[1]?.roster_code ?? '' }), at(monday));
  await assert.rejects(reach(), refused('enrolment.not_eligible'));
  await house.act(officer, (tx) => recordOutsideCertificate(tx, { facility_id, worker: workers[1]?.id ?? '', body_kind: 'BNSP', body: 'LSP Contoh', number: 'B-1', title: 'Operator jahit', unit: 'KB-GAR-01', issued_on: '2026-01-05', valid_until: '2026-11-22', evidence: 'Salinan' }), at(monday));
  await assert.rejects(reach(), refused('enrolment.not_eligible'), 'an expired certificate opens nothing');
  await house.act(officer, (tx) => recordOutsideCertificate(tx, { facility_id, worker: workers[1]?.id ?? '', body_kind: 'BNSP', body: 'LSP Contoh', number: 'B-2', title: 'Operator jahit', unit: 'KB-GAR-01', issued_on: '2026-02-05', valid_until: '2029-02-04', evidence: 'Salinan' }), at(monday));
  assert.equal((await reach()).state, 'enrolled');
  await assert.rejects(house.act(officer, (tx) => enrol(tx, { facility_id, intake_id, worker: 'ZZ99' }), at(monday)), refused('enrolment.unknown_person'));
  await assert.rejects(house.act(officer, (tx) => enrol(tx, { facility_id, intake_id, worker: workers[2]?.id ?? '' }), at('2026-12-12')), refused('intake.ended'));
});

test('an application waits for a decision, takes no place before it, and a refusal needs its reason', async (t) => {
  const house = await openHouse(t);
  const school = await openSchool(house, { capacity: 1 });
  const { facility_id, intake_id, workers } = school;
  const officer = house.as('officer');
  const ask = (n: number) => house.act(officer, (tx) => enrol(tx, { facility_id, intake_id, worker: workers[n]?.id ?? '', apply_only: true }), at('2026-11-16'));
  const decide = (enrolment_id: string, to: 'enrolled' | 'declined' | 'withdrawn', reason?: string) => house.act(officer, (tx) => decideEnrolment(tx, { facility_id, enrolment_id, to, reason }), at('2026-11-16'));
  const [first, second] = [await ask(0), await ask(1)];
  await decide(first.id, 'enrolled');
  await assert.rejects(decide(second.id, 'enrolled'), refused('enrolment.full'));
  await assert.rejects(decide(second.id, 'declined'), refused('enrolment.reason_needed'));
  await decide(second.id, 'declined', 'Memilih kursus lain');
  await assert.rejects(decide(second.id, 'enrolled'), refused('enrolment.state'));
  await decide(first.id, 'withdrawn', 'Pindah bengkel');
  assert.equal((await house.look(officer, (reader) => enrolmentById(reader, first.id))).state, 'withdrawn');
  const again = await ask(0);
  assert.notEqual(again.id, first.id, 'who left may come back, as a new row');
  await assert.rejects(house.admin.query("insert into training.enrolment (facility_id, intake_id, worker_id, state, applied_at) values ($1, $2, $3, 'applied', now())", [facility_id, intake_id, workers[0]?.id]), /enrolment_once/);
});

test('practice hours come from the workshop’s sessions by themselves, only inside the days of the intake', async (t) => {
  const house = await openHouse(t);
  const school = await openSchool(house);
  const enrolment_id = await take(house, school, 0);
  const minutes = async () => (await house.look(house.as('officer'), (reader) => progressIn(reader, school.intake_id, enrolment_id)))[0]?.practice_minutes;
  assert.equal(await minutes(), 0);
  await work(house, school, '2026-11-18');
  assert.equal(await minutes(), 210);
  await house.admin.query("update training.intake set starts_on = '2026-11-19' where id = $1", [school.intake_id]);
  assert.equal(await minutes(), 0);
});

test('competent takes attendance, practice and every unit; what is missing is named, and passing raises the level', async (t) => {
  const house = await openHouse(t);
  const school = await openSchool(house);
  const { facility_id } = school;
  const [section, officer] = [house.as('section_head'), house.as('officer')];
  const enrolment_id = await take(house, school, 0);
  const conclude = () => house.act(section, (tx) => concludeEnrolment(tx, { facility_id, enrolment_id }), at(monday, '15:00'));
  const first = await conclude();
  assert.equal(first.state, 'not_yet');
  assert.equal(first.missing.length, 4);
  await assert.rejects(house.act(section, (tx) => issueCertificate(tx, { facility_id, enrolment_id }), at(monday)), refused('certificate.not_competent'));
  await work(house, school, '2026-11-18');
  await pass(house, school, enrolment_id);
  const { rows: [worker] } = await house.admin.query<{ skill_level: number }>('select skill_level from workforce.worker where id = $1', [school.workers[0]?.id]);
  assert.equal(worker?.skill_level, 3);
  assert.deepEqual([...(await house.look(officer, (reader) => unitsHeld(reader, { facility_id, worker_id: school.workers[0]?.id ?? '', day: monday })))].sort(), ['007A PRO', 'KB-GAR-01']);
  const { rows: events } = await house.admin.query("select 1 from kernel.event where verb = 'skill.attained'");
  assert.equal(events.length, 1);
  await assert.rejects(conclude(), refused('enrolment.state'));
});

test('who teaches does not assess; another does, with evidence, and only units of the course', async (t) => {
  const house = await openHouse(t);
  const school = await openSchool(house);
  const { facility_id } = school;
  const teacher = house.as('officer', 'facility', 7);
  await house.admin.query('update training.instructor set person_id = $1 where id = $2', [teacher.person_id, school.instructor_id]);
  const enrolment_id = await take(house, school, 0);
  const assess = (actor: typeof teacher, unit = '007A PRO', outcome: 'competent' | 'not_yet' = 'competent') => house.act(actor, (tx) => recordAssessment(tx, { facility_id, enrolment_id, unit, outcome, evidence: 'Lembar kerja', assessed_on: monday }), at(monday));
  await assert.rejects(assess(teacher), refused('assessment.second_person'));
  await assert.rejects(assess(house.as('officer'), 'KB-GAR-02'), refused('assessment.unit'));
  await assert.rejects(assess(system), refused('assessment.nobody'));
  await assess(house.as('officer'));
  await house.act(house.as('officer'), (tx) => decideEnrolment(tx, { facility_id, enrolment_id, to: 'withdrawn', reason: 'Pindah' }), at(monday));
  await assert.rejects(assess(house.as('officer')), refused('assessment.closed'));
  await assert.rejects(house.admin.query('insert into training.certificate (facility_id, enrolment_id, worker_id, credential_id, holder_name, issued_on) values ($1, $2, $3, $4, $5, $6)', [facility_id, enrolment_id, school.workers[0]?.id, 'x', 'x', monday]), /assessed competent by another/);
  await assert.rejects(house.admin.query("update training.assessment set outcome = 'not_yet'"), /append-only/);
});

test('attendance is marked after a meeting began, and marking again corrects it', async (t) => {
  const house = await openHouse(t);
  const school = await openSchool(house);
  const { facility_id, meetings } = school;
  const [a, b] = [await take(house, school, 0), await take(house, school, 1)];
  const mark = (present: string[], absent: string[], now: Date) => house.act(house.as('officer'), (tx) => markMeeting(tx, { facility_id, meeting_id: meetings[0] ?? '', present, absent }), now);
  await assert.rejects(mark([a], [b], at('2026-11-16')), refused('meeting.not_yet'));
  await mark([a], [b], at('2026-11-17'));
  await mark([b], [a], at('2026-11-17', '10:30'));
  const progress = await house.look(house.as('officer'), (reader) => progressIn(reader, school.intake_id));
  assert.deepEqual(progress.map((row) => [row.enrolment_id === b, row.present]).sort(), [[false, 0], [true, 1]]);
});

test('meetings lie inside the intake, and no instructor is in two places', async (t) => {
  const house = await openHouse(t);
  const { facility_id, intake_id } = await openSchool(house);
  const add = (day: string, starts: string, ends: string) => house.act(house.as('section_head'), (tx) => planMeeting(tx, { facility_id, intake_id, day, starts, ends, topic: 'x' }), at(monday));
  await assert.rejects(add('2026-12-30', '08.00', '09.00'), refused('meeting.outside'));
  await assert.rejects(add('2026-11-24', '10.00', '09.00'), refused('meeting.empty'));
  await assert.rejects(add('2026-11-17', '09.00', '11.00'), refused('meeting.instructor_busy'));
  await add('2026-11-17', '10.00', '11.00');
});

test('an intake is completed when nobody is undecided, cancelled with a reason, and ends once', async (t) => {
  const house = await openHouse(t);
  const school = await openSchool(house);
  const { facility_id, intake_id } = school;
  const end = (to: 'completed' | 'cancelled', reason?: string, now = at(monday)) => house.act(house.as('section_head'), (tx) => endIntake(tx, { facility_id, intake_id, to, reason }), now);
  await assert.rejects(end('completed', undefined, at('2026-11-10')), refused('intake.not_begun'));
  const enrolment_id = await take(house, school, 0);
  await assert.rejects(end('completed'), refused('intake.undecided'));
  await assert.rejects(end('cancelled'), { message: 'invalid input' });
  await work(house, school, '2026-11-18');
  await pass(house, school, enrolment_id);
  await assert.rejects(end('cancelled', 'x'), refused('intake.has_outcomes'));
  await end('completed');
  await assert.rejects(end('completed'), refused('intake.ended'));
});

test('a closed course takes no new intake, and closes once', async (t) => {
  const house = await openHouse(t);
  const { facility_id, course_id, instructor_id } = await openSchool(house);
  const section = house.as('section_head');
  const close = () => house.act(section, (tx) => closeCourse(tx, { facility_id, course_id }), at(monday));
  await close();
  await assert.rejects(close(), refused('course.closed'));
  await assert.rejects(house.act(section, (tx) => planIntake(tx, { facility_id, course_id, starts_on: '2026-12-01', ends_on: '2026-12-05', capacity: 5, instructor: instructor_id }), at(monday)), refused('course.closed'));
});

test('whoever is released, moved or dead leaves the courses, and the place is free again', async (t) => {
  const house = await openHouse(t);
  const school = await openSchool(house, { capacity: 2 });
  const { facility_id } = school;
  const ids = [await take(house, school, 0), await take(house, school, 1)];
  await assert.rejects(take(house, school, 2), refused('enrolment.full'));
  for (const [n, verb] of ['worker.released', 'worker.transferred'].entries()) await house.act(house.as('section_head'), async (tx) => tx.emit({ verb, facility_id, subject_kind: 'worker', subject_id: school.workers[n]?.id ?? '' }), at(monday));
  await outboxOf(house.db, [reactions]).drain();
  const rows = await Promise.all(ids.map((id) => house.look(house.as('officer'), (reader) => enrolmentById(reader, id))));
  assert.deepEqual(rows.map((row) => [row.state, row.reason]), [['withdrawn', 'Bebas'], ['withdrawn', 'Pindah ke unit lain']]);
  await take(house, school, 2);
});

test('another facility sees neither course nor person nor certificate', async (t) => {
  const house = await openHouse(t);
  const school = await openSchool(house);
  const enrolment_id = await take(house, school, 0);
  await work(house, school, '2026-11-18');
  await pass(house, school, enrolment_id);
  const { id } = await house.act(house.as('section_head'), (tx) => issueCertificate(tx, { facility_id: school.facility_id, enrolment_id }), at(monday));
  const stranger = house.as('section_head', 'other');
  await assert.rejects(house.look(stranger, (reader) => enrolmentById(reader, enrolment_id)), /not found/);
  await assert.rejects(house.look(stranger, (reader) => certificateById(reader, id)), /not found/);
});

test('an instructor is an officer of this house by account, or somebody from outside', async (t) => {
  const house = await openHouse(t);
  await assert.rejects(house.act(house.as('section_head'), (tx) => recordInstructor(tx, { facility_id: house.facility.id, name: 'X', institution: 'Y', email: 'tidak.ada@contoh.test' })), { message: 'invalid input' });
  const account = await house.act(system, async (tx) => {
    const made = await createAccount(tx, { email: 'pengajar@contoh.test', name: 'Rekaan Pengajar', password: 'Karya-Contoh-2026' });
    await assignRole(tx, { account_id: made.id, role: 'officer', facility_id: house.facility.id, from: '2026-01-01', decree: 'SK-UJI/1' });
    return made;
  }, at(monday));
  const record = () => house.act(house.as('section_head'), (tx) => recordInstructor(tx, { facility_id: house.facility.id, name: 'Rekaan Pengajar', institution: 'UPT', email: 'Pengajar@contoh.test' }));
  const { id } = await record();
  const { rows: [instructor] } = await house.admin.query<{ person_id: string }>('select person_id from training.instructor where id = $1', [id]);
  assert.equal(instructor?.person_id, account.person_id);
  await assert.rejects(record(), refused('instructor.already_there'));
});

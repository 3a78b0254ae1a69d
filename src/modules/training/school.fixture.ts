/** A small school for tests: a workshop, people placed there, an instructor with papers, a course of two units. Everything is invented. */
import { approvePlacement, placeWorker, registerWorker } from '#workforce';
import { closeSession, defineSlots, defineWorkshop, markAttendance, openSession } from '#workshop';
import type { House } from '#tests/house.ts';
import './policy.ts';
import './refusals.ts';
import { defineCourse, planIntake, planMeeting, recordInstructor, recordInstructorCertificate } from './commands/courses.ts';
import { concludeEnrolment, enrol, markMeeting, recordAssessment } from './commands/enrolments.ts';

export const monday = '2026-11-23';
export const at = (day: string, time = '09:00'): Date => new Date(`${day}T${time}:00+07:00`);
const fit = { kind: 'convict', sex: 'P', born_on: '1990-05-01', custody_from: '2020-01-01', sentence_from: '2020-06-01', release_on: '2029-06-01', risk: 'low', fit_until: '2027-12-31', tool_clearance: 'A', is_sample: true } as const;

export type School = { facility_id: string; workshop: { id: string; code: string }; workers: { id: string; roster_code: string }[]; instructor_id: string; course_id: string; intake_id: string; meetings: string[] };

export async function openSchool(house: House, { people = 3, capacity = 10, practice_hours = 3, where = 'facility' as 'facility' | 'other' } = {}): Promise<School> {
  const facility_id = where === 'facility' ? house.facility.id : house.other.id;
  const [section, head] = [house.as('section_head', where), house.as('facility_head', where)];
  const made = await house.act(section, async (tx) => {
    await defineSlots(tx, { facility_id });
    const workshop = await defineWorkshop(tx, { facility_id, code: 'jahit', name_id: 'Bengkel Jahit', name_en: 'Sewing workshop', category: 'garment', capacity: 30, risk_level: 'low', is_sample: true });
    const workers: School['workers'] = [];
    const placements: string[] = [];
    for (let n = 1; n <= people; n++) {
      const worker = await registerWorker(tx, { ...fit, facility_id, register_number: `UJI/${where}/${n}`, name: `Sari Contoh ${n}` });
      workers.push(worker);
      placements.push((await placeWorker(tx, { facility_id, worker_id: worker.id, workshop_id: workshop.id, job: 'Jahit', from: '2026-01-01', decree: 'SK-UJI/1', paid: true })).id);
    }
    const { id: instructor_id } = await recordInstructor(tx, { facility_id, name: 'Rekaan Pengajar', institution: 'BLK Contoh' });
    await recordInstructorCertificate(tx, { facility_id, instructor_id, body: 'BNSP Contoh', number: 'IN-1', field: 'Instruktur menjahit', from: '2026-01-01', until: '2026-12-31' });
    const { id: course_id } = await defineCourse(tx, {
      facility_id, is_sample: true, code: 'jahit-dasar', name_id: 'Menjahit Pakaian Dasar', name_en: 'Basic sewing', workshop: 'jahit', job: 'juru-jahit', lesson_hours: 40, practice_hours, attendance_percent: 80, min_skill_level: 1, gives_skill_level: 3, valid_months: 36, units: ['007A PRO', 'KB-GAR-01'],
    });
    const { id: intake_id } = await planIntake(tx, { facility_id, course_id, starts_on: '2026-11-16', ends_on: '2026-12-11', capacity, instructor: instructor_id });
    const meetings = [];
    for (const day of ['2026-11-17', '2026-11-19']) meetings.push((await planMeeting(tx, { facility_id, intake_id, day, starts: '08.00', ends: '10.00', topic: 'Mesin dan benang' })).id);
    return { facility_id, workshop: { id: workshop.id, code: 'jahit' }, workers, placements, instructor_id, course_id, intake_id, meetings };
  }, at('2026-11-16', '07:00'));
  await house.act(head, async (tx) => {
    for (const placement_id of made.placements) await approvePlacement(tx, { facility_id, placement_id });
  }, at('2026-11-16', '07:30'));
  return made;
}

export function take(house: House, school: School, n: number, where: 'facility' | 'other' = 'facility'): Promise<string> {
  const worker = school.workers[n];
  if (!worker) throw new Error('no such person');
  return house.act(house.as('officer', where), async (tx) => (await enrol(tx, { facility_id: school.facility_id, intake_id: school.intake_id, worker: worker.id })).id, at('2026-11-16'));
}

/** A session of the workshop on a day, attended by everybody on its roster. */
export function work(house: House, school: School, day: string, where: 'facility' | 'other' = 'facility'): Promise<void> {
  return house.act(house.as('officer', where), async (tx) => {
    const session = await openSession(tx, { facility_id: school.facility_id, workshop: school.workshop.code, day, slot: 'AM' });
    for (const person of session.roster) await markAttendance(tx, { facility_id: school.facility_id, session_id: session.id, worker_id: person.worker_id, reason_code: 'ATTENDED' });
    await closeSession(tx, { facility_id: school.facility_id, session_id: session.id });
  }, at(day, '11:30'));
}

/** Everything that is needed to pass: meetings attended, practice worked, each unit assessed by somebody who did not teach. */
export async function pass(house: House, school: School, enrolment_id: string, where: 'facility' | 'other' = 'facility'): Promise<void> {
  const { facility_id } = school;
  await house.act(house.as('officer', where), async (tx) => {
    for (const meeting_id of school.meetings) await markMeeting(tx, { facility_id, meeting_id, present: [enrolment_id], absent: [] });
    for (const unit of ['007A PRO', 'KB-GAR-01']) await recordAssessment(tx, { facility_id, enrolment_id, unit, outcome: 'competent', evidence: 'Contoh jahitan nomor 3', assessed_on: '2026-11-23' });
  }, at('2026-11-23', '14:00'));
  const { state } = await house.act(house.as('section_head', where), (tx) => concludeEnrolment(tx, { facility_id, enrolment_id }), at('2026-11-23', '15:00'));
  if (state !== 'competent') throw new Error('did not pass');
}


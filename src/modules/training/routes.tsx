/** /bengkel/pelatihan: courses, intakes and the people in them. */
import { z } from 'zod';
import { dayIn, type Zone } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { longText, many, ticked } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { form, idIn, ownFacility, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { facilityById } from '#organisation';
import { instructors, waitingAlarms } from './certificate-queries.ts';
import { closeCourse, defineCourse, endIntake, planIntake, planMeeting } from './commands/courses.ts';
import { concludeEnrolment, decideEnrolment, enrol, markMeeting, recordAssessment } from './commands/enrolments.ts';
import { issueCertificate } from './commands/certificates.ts';
import { newAssessment, newCourse, newIntake, newMeeting } from './course.ts';
import { coursePage } from './pages/course.tsx';
import { coursesPage, newCoursePage } from './pages/courses.tsx';
import { enrolmentPage, type EnrolmentRefused } from './pages/enrolment.tsx';
import { attendanceList, intakePage, meetingPage, type IntakeRefused, type IntakeView } from './pages/intake.tsx';
import { assessmentsOf, learnersNotIn, progressIn } from './progress-queries.ts';
import { competencyUnits, courseById, courses, enrolmentById, enrolmentsIn, intakeById, intakesOf, jobNames, marksOf, meetingById, meetingsOf, productChoices, schedule, workshopChoices } from './queries.ts';
import { urls } from './urls.ts';
import { sayTraining } from './words.ts';

const listed = z.object({ q: z.string().max(100).optional().catch(undefined), bengkel: z.string().max(40).optional().catch(undefined), pekerjaan: z.string().max(60).optional().catch(undefined) });
const say = (req: Req) => sayTraining(req.locale);

export const courseRoutes: Route[] = [
  page({ path: urls.courses, may: 'training.read', show: (req) => req.read(async (reader) => {
    const facility_id = ownFacility(req);
    const { day } = await here(reader, facility_id);
    const filter = listed.parse(Object.fromEntries(Object.entries(req.query).filter(([, value]) => value !== '')));
    return coursesPage(req, {
      rows: await courses(reader, { facility_id, q: filter.q, workshop: filter.bengkel, job: filter.pekerjaan }), coming: await schedule(reader, facility_id, day), workshops: await workshopChoices(reader, facility_id), jobs: await jobNames(reader), filter, alarms: await waitingAlarms(reader, facility_id),
    });
  }) }),
  page({ path: urls.newCourse, may: 'course.define', show: (req) => defining(req) }),
  form({ path: urls.newCourse, may: 'course.define', fields: newCourse, again: defining, act: async (tx, course, req) => ({ location: urls.course((await defineCourse(tx, { ...course, facility_id: ownFacility(req) })).id), notice: say(req)('courseDefined') }) }),
  page({ path: '/bengkel/pelatihan/kursus/:id', may: 'training.read', show: (req) => course(req) }),
  form({ path: '/bengkel/pelatihan/kursus/:id/angkatan', may: 'intake.plan', fields: newIntake, again: course, act: async (tx, intake, req) => ({ location: urls.intake((await planIntake(tx, { ...intake, facility_id: ownFacility(req), course_id: idIn(req) })).id), notice: say(req)('intakePlanned') }) }),
  form({
    path: '/bengkel/pelatihan/kursus/:id/tutup', may: 'course.define', fields: z.strictObject({}), again: course,
    act: async (tx, _, req) => {
      await closeCourse(tx, { facility_id: ownFacility(req), course_id: idIn(req) });
      return { location: urls.course(idIn(req)), notice: say(req)('courseClosed') };
    },
  }),
  page({ path: '/bengkel/pelatihan/angkatan/:id', may: 'training.read', show: (req) => intake(req) }),
  page({ path: '/bengkel/pelatihan/angkatan/:id/cetak', may: 'training.read', show: (req) => req.read(async (reader) => attendanceList(req, await intakeView(reader, idIn(req)))) }),
  form({
    path: '/bengkel/pelatihan/angkatan/:id/daftar', may: 'enrolment.record', fields: z.strictObject({ worker: z.uuid(), apply_only: ticked.default(false) }), again: (req, state) => intake(req, { enrol: state }),
    act: async (tx, input, req) => {
      await enrol(tx, { ...input, facility_id: ownFacility(req), intake_id: idIn(req) });
      return { location: urls.intake(idIn(req)), notice: say(req)('enrolled') };
    },
  }),
  form({
    path: '/bengkel/pelatihan/angkatan/:id/pertemuan', may: 'intake.plan', fields: newMeeting, again: (req, state) => intake(req, { meeting: state }),
    act: async (tx, meeting, req) => {
      await planMeeting(tx, { ...meeting, facility_id: ownFacility(req), intake_id: idIn(req) });
      return { location: urls.intake(idIn(req)), notice: say(req)('meetingPlanned') };
    },
  }),
  form({
    path: '/bengkel/pelatihan/angkatan/:id/akhiri', may: 'intake.plan', fields: z.strictObject({ to: z.enum(['completed', 'cancelled']), reason: longText.optional() }), again: (req, state) => intake(req, { end: state }),
    act: async (tx, { to, reason }, req) => {
      await endIntake(tx, { facility_id: ownFacility(req), intake_id: idIn(req), to, reason });
      return { location: urls.intake(idIn(req)), notice: say(req)('intakeEnded') };
    },
  }),
  page({ path: '/bengkel/pelatihan/pertemuan/:id', may: 'meeting.record', show: (req) => meeting(req) }),
  form({
    path: '/bengkel/pelatihan/pertemuan/:id', may: 'meeting.record', fields: z.strictObject({ present: many(z.uuid()).default([]) }), again: meeting,
    act: async (tx, { present }, req) => {
      const { intake_id } = await meetingById(tx, idIn(req));
      const everybody = await enrolmentsIn(tx, intake_id);
      await markMeeting(tx, { facility_id: ownFacility(req), meeting_id: idIn(req), present, absent: everybody.map((row) => row.id).filter((each) => !present.includes(each)) });
      return { location: urls.intake(intake_id), notice: say(req)('marked') };
    },
  }),
  page({ path: '/bengkel/pelatihan/peserta-kursus/:id', may: 'training.read', show: (req) => enrolment(req) }),
  form({
    path: '/bengkel/pelatihan/peserta-kursus/:id/putuskan', may: 'enrolment.record', fields: z.strictObject({ to: z.enum(['enrolled', 'declined', 'withdrawn']), reason: longText.optional() }), again: (req, state) => enrolment(req, { decide: state }),
    act: async (tx, { to, reason }, req) => {
      await decideEnrolment(tx, { facility_id: ownFacility(req), enrolment_id: idIn(req), to, reason });
      return { location: urls.enrolment(idIn(req)), notice: say(req)('decided') };
    },
  }),
  form({
    path: '/bengkel/pelatihan/peserta-kursus/:id/nilai', may: 'assessment.record', fields: newAssessment, again: (req, state) => enrolment(req, { assess: state }),
    act: async (tx, assessment, req) => {
      await recordAssessment(tx, { ...assessment, facility_id: ownFacility(req), enrolment_id: idIn(req) });
      return { location: urls.enrolment(idIn(req)), notice: say(req)('assessed') };
    },
  }),
  form({
    path: '/bengkel/pelatihan/peserta-kursus/:id/hasil', may: 'enrolment.conclude', fields: z.strictObject({}), again: (req, state) => enrolment(req, { conclude: state }),
    act: async (tx, _, req) => {
      const { state } = await concludeEnrolment(tx, { facility_id: ownFacility(req), enrolment_id: idIn(req) });
      return { location: urls.enrolment(idIn(req)), notice: say(req)(state === 'competent' ? 'concludedCompetent' : 'concludedNotYet') };
    },
  }),
  form({
    path: '/bengkel/pelatihan/peserta-kursus/:id/sertifikat', may: 'certificate.issue', fields: z.strictObject({}), again: (req, state) => enrolment(req, { issue: state }),
    act: async (tx, _, req) => ({ location: urls.certificate((await issueCertificate(tx, { facility_id: ownFacility(req), enrolment_id: idIn(req) })).id), notice: say(req)('issued') }),
  }),
];

/** Which day it is where the facility stands. */
export async function here(reader: Reader, facility_id: string): Promise<{ day: string; zone: Zone }> {
  const { timezone } = await facilityById(reader, facility_id);
  return { day: dayIn(timezone, reader.now), zone: timezone };
}

function defining(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const facility_id = ownFacility(req);
    return newCoursePage(req, { workshops: await workshopChoices(reader, facility_id), jobs: await jobNames(reader), units: await competencyUnits(reader), products: await productChoices(reader, facility_id) }, state);
  });
}

function course(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const found = await courseById(reader, idIn(req));
    const { day } = await here(reader, found.facility_id);
    return coursePage(req, { course: found, intakes: await intakesOf(reader, found.id), teachers: await instructors(reader, found.facility_id), day }, state);
  });
}

function intake(req: Req, refused?: IntakeRefused): Promise<Drawn> {
  return req.read(async (reader) => intakePage(req, await intakeView(reader, idIn(req)), refused));
}

async function intakeView(reader: Reader, intake_id: string): Promise<IntakeView> {
  const found = await intakeById(reader, intake_id);
  const { zone } = await here(reader, found.facility_id);
  const progress = new Map((await progressIn(reader, found.id)).map((row) => [row.enrolment_id, row]));
  return { intake: found, course: await courseById(reader, found.course_id), people: await enrolmentsIn(reader, found.id), progress, meetings: await meetingsOf(reader, found.id), free: found.state === 'open' ? await learnersNotIn(reader, found.facility_id, found.id) : [], zone };
}

function meeting(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const found = await meetingById(reader, idIn(req));
    const { zone } = await here(reader, found.facility_id);
    return meetingPage(req, { intake: await intakeById(reader, found.intake_id), meeting: found, people: await enrolmentsIn(reader, found.intake_id), present: (await marksOf(reader, found.id)).filter((mark) => mark.present).map((mark) => mark.enrolment_id), zone }, state);
  });
}

function enrolment(req: Req, refused?: EnrolmentRefused): Promise<Drawn> {
  return req.read(async (reader) => {
    const found = await enrolmentById(reader, idIn(req));
    const { day } = await here(reader, found.facility_id);
    const [progress] = await progressIn(reader, found.intake_id, found.id);
    return enrolmentPage(req, { enrolment: found, course: await courseById(reader, found.course_id), progress, assessments: await assessmentsOf(reader, found.id), day }, refused);
  });
}

/** Courses, enrolments and certificates as JSON under /api/v1. */
import { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import { longText, shortText } from '#kernel/form.ts';
import { idIn, readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn } from '#organisation';
import { adviceOf } from './advice-queries.ts';
import { certificateById, certificates, countsByFacility, instructors, outsideCertificatesOf, type CertificateRow } from './certificate-queries.ts';
import { decideRevocation, issueCertificate, proposeRevocation } from './commands/certificates.ts';
import { closeCourse, defineCourse, endIntake, planIntake, planMeeting, recordInstructor, recordInstructorCertificate } from './commands/courses.ts';
import { concludeEnrolment, decideEnrolment, enrol, markMeeting, recordAssessment, recordOutsideCertificate } from './commands/enrolments.ts';
import { enrolmentStates, newAssessment, newCourse, newInstructor, newInstructorCertificate, newIntake, newMeeting, newOutsideCertificate } from './course.ts';
import { learnerById, progressIn, unitsHeld } from './progress-queries.ts';
import { competencyUnits, courseById, courses, enrolmentById, enrolments, enrolmentsOf, intakeById, intakesOf, meetingsOf } from './queries.ts';

const tag = 'training';
const facility = shortText.optional();
const page = { limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(100).optional() };

export const api: Route[] = [
  readEndpoint({ path: '/api/v1/competency-units', may: 'course.read', tag, summary: 'Units of competence with their standard and source', read: async (reader) => ({ items: await competencyUnits(reader), next_cursor: null }) }),
  readEndpoint({
    path: '/api/v1/courses', may: 'course.read', tag, summary: 'Courses of a facility by code, with units, prerequisites and products', query: z.strictObject({ facility, workshop: shortText.optional(), job: shortText.optional(), q: z.string().max(100).optional(), ...page }),
    read: async (reader, { query: { facility: code, cursor, ...filter } }) => {
      const items = await courses(reader, { ...filter, facility_id: await facilityActedOn(reader, code), after: cursor });
      return { items, next_cursor: items.length === filter.limit ? (items.at(-1)?.code ?? null) : null };
    },
  }),
  writeEndpoint({ path: '/api/v1/courses', may: 'course.define', tag, summary: 'Defines a course for a workshop', body: newCourse.extend({ facility }), act: async (tx, { body: { facility: code, ...course } }) => courseById(tx, (await defineCourse(tx, { ...course, facility_id: await facilityActedOn(tx, code) })).id) }),
  readEndpoint({ path: '/api/v1/courses/:id', may: 'course.read', tag, summary: 'A course with its intakes', read: async (reader, { params }) => ({ ...(await courseById(reader, idIn({ params }))), intakes: await intakesOf(reader, idIn({ params })) }) }),
  writeEndpoint({
    path: '/api/v1/courses/:id/end', may: 'course.define', tag, summary: 'Closes a course: no new intakes', body: z.strictObject({}),
    act: async (tx, { params }) => {
      const { facility_id, id } = await courseById(tx, idIn({ params }));
      await closeCourse(tx, { facility_id, course_id: id });
      return courseById(tx, id);
    },
  }),
  writeEndpoint({ path: '/api/v1/courses/:id/intakes', may: 'intake.plan', tag, summary: 'Plans an intake; the instructor’s own certificate must cover its first and last day', body: newIntake, act: async (tx, { params, body }) => planIntake(tx, { ...body, facility_id: (await courseById(tx, idIn({ params }))).facility_id, course_id: idIn({ params }) }) }),
  readEndpoint({ path: '/api/v1/intakes/:id', may: 'training.read', tag, summary: 'An intake with meetings and everybody’s progress; practice is counted from the workshop’s sessions', read: async (reader, { params }) => ({ ...(await intakeById(reader, idIn({ params }))), meetings: await meetingsOf(reader, idIn({ params })), progress: await progressIn(reader, idIn({ params })) }) }),
  writeEndpoint({ path: '/api/v1/intakes/:id/meetings', may: 'intake.plan', tag, summary: 'Adds a meeting', body: newMeeting, act: async (tx, { params, body }) => planMeeting(tx, { ...body, facility_id: (await intakeById(tx, idIn({ params }))).facility_id, intake_id: idIn({ params }) }) }),
  writeEndpoint({
    path: '/api/v1/intakes/:id/end', may: 'intake.plan', tag, summary: 'Completes or cancels an intake', body: z.strictObject({ to: z.enum(['completed', 'cancelled']), reason: longText.optional() }),
    act: async (tx, { params, body }) => {
      const { facility_id, id } = await intakeById(tx, idIn({ params }));
      await endIntake(tx, { facility_id, intake_id: id, ...body });
      return intakeById(tx, id);
    },
  }),
  writeEndpoint({ path: '/api/v1/meetings/:id/attendance', may: 'meeting.record', tag, summary: 'Marks who was there; a later mark corrects an earlier one', body: z.strictObject({ facility, present: z.array(z.uuid()).max(200), absent: z.array(z.uuid()).max(200) }), act: async (tx, { params, body: { facility: code, ...marks } }) => markMeeting(tx, { ...marks, facility_id: await facilityActedOn(tx, code), meeting_id: idIn({ params }) }) }),
  readEndpoint({ path: '/api/v1/instructors', may: 'course.read', tag, summary: 'Instructors with their certificates', query: z.strictObject({ facility }), read: async (reader, { query }) => ({ items: await instructors(reader, await facilityActedOn(reader, query.facility)), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/instructors', may: 'instructor.record', tag, summary: 'Records an instructor, by account or from outside', body: newInstructor.extend({ facility }), act: async (tx, { body: { facility: code, ...instructor } }) => recordInstructor(tx, { ...instructor, facility_id: await facilityActedOn(tx, code) }) }),
  writeEndpoint({ path: '/api/v1/instructors/:id/certificates', may: 'instructor.record', tag, summary: 'Records a certificate of an instructor', body: newInstructorCertificate.extend({ facility }), act: async (tx, { params, body: { facility: code, ...paper } }) => recordInstructorCertificate(tx, { ...paper, facility_id: await facilityActedOn(tx, code), instructor_id: idIn({ params }) }) }),
  readEndpoint({
    path: '/api/v1/enrolments', may: 'training.read', tag, summary: 'Enrolments of a facility', query: z.strictObject({ facility, state: z.enum(enrolmentStates).optional(), course: shortText.optional(), ...page }),
    read: async (reader, { query: { facility: code, cursor, ...filter } }) => {
      const items = await enrolments(reader, { ...filter, facility_id: await facilityActedOn(reader, code), after: cursor });
      return { items, next_cursor: items.length === filter.limit ? (items.at(-1)?.id ?? null) : null };
    },
  }),
  writeEndpoint({
    path: '/api/v1/enrolments', may: 'enrolment.record', tag, summary: 'Enrols a person, or records an application', body: z.strictObject({ intake: z.uuid(), worker: shortText, apply_only: z.boolean().default(false) }),
    act: async (tx, { body: { intake, ...input } }) => enrolmentById(tx, (await enrol(tx, { ...input, intake_id: intake, facility_id: (await intakeById(tx, intake)).facility_id })).id),
  }),
  writeEndpoint({
    path: '/api/v1/enrolments/:id', method: 'patch', may: 'enrolment.record', tag, summary: 'Decides an application, or records a withdrawal', body: z.strictObject({ to: z.enum(['enrolled', 'declined', 'withdrawn']), reason: longText.optional() }),
    act: async (tx, { params, body }) => {
      const { facility_id, id } = await enrolmentById(tx, idIn({ params }));
      await decideEnrolment(tx, { facility_id, enrolment_id: id, ...body });
      return enrolmentById(tx, id);
    },
  }),
  writeEndpoint({ path: '/api/v1/enrolments/:id/assessments', may: 'assessment.record', tag, summary: 'Assesses a unit; not by whoever taught', body: newAssessment, act: async (tx, { params, body }) => recordAssessment(tx, { ...body, facility_id: (await enrolmentById(tx, idIn({ params }))).facility_id, enrolment_id: idIn({ params }) }) }),
  writeEndpoint({ path: '/api/v1/enrolments/:id/outcome', may: 'enrolment.conclude', tag, summary: 'Concludes: competent, or not yet with what is missing', body: z.strictObject({}), act: async (tx, { params }) => concludeEnrolment(tx, { facility_id: (await enrolmentById(tx, idIn({ params }))).facility_id, enrolment_id: idIn({ params }) }) }),
  readEndpoint({
    path: '/api/v1/certificates', may: 'training.read', tag, summary: 'Certificates issued here, with their public address', query: z.strictObject({ facility, worker: z.uuid().optional(), ...page }),
    read: async (reader, { query: { facility: code, worker, cursor, limit } }) => {
      const rows = await certificates(reader, { facility_id: await facilityActedOn(reader, code), worker_id: worker, after: cursor, limit });
      return { items: rows.map(answered), next_cursor: rows.length === limit ? (rows.at(-1)?.id ?? null) : null };
    },
  }),
  writeEndpoint({ path: '/api/v1/certificates', may: 'certificate.issue', tag, summary: 'Issues the certificate of somebody found competent', body: z.strictObject({ enrolment: z.uuid() }), act: async (tx, { body }) => answered(await certificateById(tx, (await issueCertificate(tx, { facility_id: (await enrolmentById(tx, body.enrolment)).facility_id, enrolment_id: body.enrolment })).id)) }),
  writeEndpoint({ path: '/api/v1/certificates/:id/revocation', may: 'certificate.revoke', tag, summary: 'Proposes a revocation; another person decides', body: z.strictObject({ reason: longText }), act: async (tx, { params, body }) => proposeRevocation(tx, { ...body, facility_id: (await certificateById(tx, idIn({ params }))).facility_id, certificate_id: idIn({ params }) }) }),
  writeEndpoint({
    path: '/api/v1/certificates/:id/revocation/decision', may: 'certificate.revoke', tag, summary: 'Approves or refuses somebody else’s proposal', body: z.strictObject({ approved: z.boolean() }),
    act: async (tx, { params, body }) => {
      const { facility_id, id } = await certificateById(tx, idIn({ params }));
      await decideRevocation(tx, { facility_id, certificate_id: id, ...body });
      return answered(await certificateById(tx, id));
    },
  }),
  writeEndpoint({ path: '/api/v1/outside-certificates', may: 'outside_certificate.record', tag, summary: 'Records a certificate of BNSP, an LSP, BLK or LPK', body: newOutsideCertificate.extend({ facility }), act: async (tx, { body: { facility: code, ...paper } }) => recordOutsideCertificate(tx, { ...paper, facility_id: await facilityActedOn(tx, code) }) }),
  readEndpoint({
    path: '/api/v1/workers/:id/training', may: 'training.read', tag, summary: 'What a person has learned, holds, and could do next, in words',
    read: async (reader, { params }) => {
      const learner = await learnerById(reader, idIn({ params }));
      const day = await dayAt(reader, learner.facility_id);
      return {
        units: [...(await unitsHeld(reader, { facility_id: learner.facility_id, worker_id: learner.id, day }))], enrolments: await enrolmentsOf(reader, learner.id), outside_certificates: await outsideCertificatesOf(reader, learner.id),
        certificates: (await certificates(reader, { facility_id: learner.facility_id, worker_id: learner.id, limit: 100 })).map(answered), advice: await adviceOf(reader, learner, day),
      };
    },
  }),
  readEndpoint({ path: '/api/v1/training/counts', may: 'training.count', tag, summary: 'Counts of a year by facility', query: z.strictObject({ year: z.coerce.number().int().min(2020).max(2100).optional() }), read: async (reader, { query }) => {
    const day = dayIn('Asia/Jakarta', reader.now);
    return { items: await countsByFacility(reader, { day, year: query.year ?? Number(day.slice(0, 4)) }), next_cursor: null };
  } }),
];

/** Without the signed text: that is public under its own address. */
function answered({ body, waiting_person, ...row }: CertificateRow): object {
  return { ...row, revocation_waits: waiting_person !== null, check_url: z.looseObject({ id: z.string() }).parse(JSON.parse(body)).id };
}

/** Certificates, the people who teach, what runs out; and the counts for region and headquarters. */
import { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import { longText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { downloadXlsx, type SheetColumn } from '#kernel/sheets/index.ts';
import { file, form, idIn, ownFacility, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { adviceOf } from './advice-queries.ts';
import { alarms, certificateById, certificates, certificateStates, countsByFacility, instructors, issuers, outsideCertificatesOf, publicKeys } from './certificate-queries.ts';
import { seeAlarm } from './commands/alarms.ts';
import { decideRevocation, proposeRevocation } from './commands/certificates.ts';
import { recordInstructor, recordInstructorCertificate } from './commands/courses.ts';
import { recordOutsideCertificate } from './commands/enrolments.ts';
import { newIssuer, rotateKey, setIssuer } from './commands/issuer.ts';
import { newInstructor, newInstructorCertificate, newOutsideCertificate } from './course.ts';
import { certificatePaper } from './documents/paper-of.ts';
import { certificatePage, certificatesPage } from './pages/certificate.tsx';
import { countsPage, issuerPage } from './pages/counts.tsx';
import { alarmsPage, instructorsPage } from './pages/instructors.tsx';
import { learnerPage } from './pages/learner.tsx';
import { learnerById } from './progress-queries.ts';
import { competencyUnits, courses, enrolmentsOf } from './queries.ts';
import { here } from './routes.tsx';
import { urls } from './urls.ts';
import { sayTraining } from './words.ts';

const rowsOnPage = 50;
const asked = z.enum(certificateStates).optional().catch(undefined);
const say = (req: Req) => sayTraining(req.locale);

export const paperRoutes: Route[] = [
  page({ path: urls.instructors, may: 'training.read', show: (req) => teachers(req) }),
  form({ path: urls.instructors, may: 'instructor.record', fields: newInstructor, again: (req, record) => teachers(req, { record }), act: async (tx, instructor, req) => {
    await recordInstructor(tx, { ...instructor, facility_id: ownFacility(req) });
    return { location: urls.instructors, notice: say(req)('instructorRecorded') };
  } }),
  form({ path: '/bengkel/pelatihan/instruktur/:id/sertifikat', may: 'instructor.record', fields: newInstructorCertificate, again: (req, state) => teachers(req, { paper: { id: idIn(req), state } }), act: async (tx, paper, req) => {
    await recordInstructorCertificate(tx, { ...paper, facility_id: ownFacility(req), instructor_id: idIn(req) });
    return { location: urls.instructors, notice: say(req)('paperRecorded') };
  } }),
  page({ path: urls.alarms, may: 'alarm.see', show: (req) => inbox(req) }),
  form({ path: '/bengkel/pelatihan/peringatan/:id', may: 'alarm.see', fields: z.strictObject({}), again: inbox, act: async (tx, _, req) => {
    await seeAlarm(tx, { facility_id: ownFacility(req), alarm_id: idIn(req) });
    return { location: urls.alarms, notice: say(req)('alarmSeen') };
  } }),
  page({ path: '/bengkel/pelatihan/peserta/:id', may: 'training.read', show: (req) => learner(req) }),
  form({ path: '/bengkel/pelatihan/peserta/:id/sertifikat-luar', may: 'outside_certificate.record', fields: newOutsideCertificate.omit({ worker: true }), again: learner, act: async (tx, paper, req) => {
    await recordOutsideCertificate(tx, { ...paper, worker: idIn(req), facility_id: ownFacility(req) });
    return { location: urls.learner(idIn(req)), notice: say(req)('outsideRecorded') };
  } }),
  page({ path: urls.certificates, may: 'training.read', show: (req) => req.read(async (reader) => {
    const { day } = await here(reader, ownFacility(req));
    const state = asked.parse(req.query['keadaan']);
    const rows = await certificates(reader, { facility_id: ownFacility(req), state, day, after: req.query['sesudah'] ?? '', limit: rowsOnPage + 1 });
    const shown = rows.slice(0, rowsOnPage);
    return certificatesPage(req, { rows: shown, state, day, next: rows.length > rowsOnPage ? shown.at(-1)?.id : undefined });
  }) }),
  file({ path: urls.certificatesSheet, may: 'training.read', send: (req) => req.read(async (reader) => {
    const t = say(req);
    const rows = await certificates(reader, { facility_id: ownFacility(req), state: asked.parse(req.query['keadaan']), day: (await here(reader, ownFacility(req))).day, limit: 10_000 });
    // By roster code: the sheet leaves the house more easily than a screen does.
    return downloadXlsx('sertifikat', rows.map((row) => ({ number: row.number, code: row.roster_code, title: row.title_id, issued_on: row.issued_on, valid_until: row.valid_until, revoked: row.revoked_at ? t('revoked') : '' })), [
      { key: 'number', title: t('number'), kind: 'text' }, { key: 'code', title: t('code'), kind: 'text' }, { key: 'title', title: t('course'), kind: 'text' }, { key: 'issued_on', title: t('issuedOn'), kind: 'date' }, { key: 'valid_until', title: t('until'), kind: 'date' }, { key: 'revoked', title: t('state'), kind: 'text' },
    ], { title: t('certificates') });
  }) }),
  page({ path: '/bengkel/pelatihan/sertifikat/:id', may: 'training.read', show: (req) => certificate(req) }),
  file({ path: '/bengkel/pelatihan/sertifikat/:id/pdf', may: 'training.read', send: (req) => req.read(async (reader) => certificatePaper(await certificateById(reader, idIn(req)))) }),
  form({ path: '/bengkel/pelatihan/sertifikat/:id/cabut', may: 'certificate.revoke', fields: z.strictObject({ reason: longText }), again: certificate, act: async (tx, { reason }, req) => {
    const { facility_id } = await certificateById(tx, idIn(req));
    await proposeRevocation(tx, { facility_id, certificate_id: idIn(req), reason });
    return { location: urls.certificate(idIn(req)), notice: say(req)('proposedRevocation') };
  } }),
  form({ path: '/bengkel/pelatihan/sertifikat/:id/cabut/putuskan', may: 'certificate.revoke', fields: z.strictObject({ decision: z.enum(['approve', 'refuse']) }), again: certificate, act: async (tx, { decision }, req) => {
    const { facility_id } = await certificateById(tx, idIn(req));
    await decideRevocation(tx, { facility_id, certificate_id: idIn(req), approved: decision === 'approve' });
    return { location: urls.certificate(idIn(req)), notice: say(req)('revocationDecided') };
  } }),
  file({ path: urls.sheet, may: 'training.read', send: (req) => req.read(async (reader) => {
    const t = say(req);
    const rows = await courses(reader, { facility_id: ownFacility(req), limit: 1000 });
    return downloadXlsx('pelatihan', rows.map((row) => ({ code: row.code, name: row.name_id, workshop: row.workshop_name_id, units: row.units.map((unit) => unit.code).join(', '), lesson_hours: row.lesson_hours, practice_hours: row.practice_minutes / 60, enrolled: row.enrolled, competent: row.competent })), [
      { key: 'code', title: t('code'), kind: 'text' }, { key: 'name', title: t('course'), kind: 'text' }, { key: 'workshop', title: t('workshop'), kind: 'text' }, { key: 'units', title: t('units'), kind: 'text' }, { key: 'lesson_hours', title: t('lessonHours'), kind: 'integer' },
      { key: 'practice_hours', title: t('practiceHours'), kind: 'number' }, { key: 'enrolled', title: t('enrolledNow'), kind: 'integer', total: true }, { key: 'competent', title: t('competentSoFar'), kind: 'integer', total: true },
    ], { title: t('courses') });
  }) }),
  page({ path: urls.counts, may: 'training.count', show: (req) => req.read(async (reader) => countsPage(req, { rows: await countsByFacility(reader, year(req)), year: year(req).year })) }),
  file({ path: urls.countsSheet, may: 'training.count', send: (req) => req.read(async (reader) => {
    const t = say(req);
    const whole = (key: string, title: string): SheetColumn => ({ key, title, kind: 'integer', total: true });
    return downloadXlsx('pelatihan-upt', await countsByFacility(reader, year(req)), [{ key: 'facility_code', title: t('code'), kind: 'text' }, { key: 'facility_name', title: t('facility'), kind: 'text' }, whole('courses', t('courses')), whole('running', t('running')), whole('learning', t('enrolledNow')), whole('competent', t('competentThisYear')),
      whole('certificates', t('issuedThisYear')), whole('revoked', t('revoked')), whole('outside', t('outsideThisYear')), whole('alarms', t('alarms'))], { title: t('countsTitle', { year: year(req).year }) });
  }) }),
  page({ path: urls.issuer, may: 'issuer.set', show: (req) => issuing(req) }),
  form({ path: urls.issuer, may: 'issuer.set', fields: newIssuer, again: issuing, act: async (tx, issuer, req) => {
    await setIssuer(tx, issuer);
    return { location: urls.issuer, notice: say(req)('issuerSet') };
  } }),
  form({ path: urls.rotate, may: 'issuer.set', fields: z.strictObject({}), again: issuing, act: async (tx, _, req) => {
    await rotateKey(tx);
    return { location: urls.issuer, notice: say(req)('rotated') };
  } }),
];

const year = (req: Req): { year: number; day: string } => {
  const day = dayIn('Asia/Jakarta', req.now);
  return { day, year: Number(day.slice(0, 4)) };
};

function teachers(req: Req, refused?: { record?: FormState; paper?: { id: string; state: FormState } }): Promise<Drawn> {
  return req.read(async (reader) => instructorsPage(req, { rows: await instructors(reader, ownFacility(req)), day: (await here(reader, ownFacility(req))).day }, refused));
}

function inbox(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => alarmsPage(req, { waiting: await alarms(reader, ownFacility(req), { seen: false }), seen: await alarms(reader, ownFacility(req), { seen: true }), day: (await here(reader, ownFacility(req))).day }, state));
}

function learner(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const person = await learnerById(reader, idIn(req));
    const { day } = await here(reader, person.facility_id);
    return learnerPage(req, {
      learner: person, day, advice: await adviceOf(reader, person, day), taking: await enrolmentsOf(reader, person.id), certificates: await certificates(reader, { facility_id: person.facility_id, worker_id: person.id, limit: 100 }),
      outside: await outsideCertificatesOf(reader, person.id), units: await competencyUnits(reader),
    }, state);
  });
}

function certificate(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const found = await certificateById(reader, idIn(req));
    return certificatePage(req, { certificate: found, check_url: z.object({ id: z.string() }).parse(JSON.parse(found.body)).id, day: (await here(reader, found.facility_id)).day }, state);
  });
}

function issuing(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => issuerPage(req, { rows: await issuers(reader), keys: await publicKeys(reader) }, state));
}

// Four facilities teach: courses of their trades, one intake done with certificates, one running, one to come; papers that run out.
import { addDays } from '#kernel/calendar.ts';
import { transact, type Db } from '#kernel/db.ts';
import { system, type Actor } from '#kernel/policy.ts';
import {
  concludeEnrolment, decideRevocation, defineCourse, endIntake, enrol, issueCertificate, markMeeting, planIntake, planMeeting, proposeRevocation, raiseExpiryAlarms, recordAssessment, recordInstructor, recordInstructorCertificate, recordOutsideCertificate,
} from '#training';
import { at, type Place } from './life.ts';

type Lesson = { code: string; name_id: string; name_en: string; workshop: string; job: string | null; lesson_hours: number; practice_hours: number; min_skill_level: number; gives_skill_level: number; valid_months: number | null; units: string[]; prerequisites: string[] };
const lesson = (code: string, workshop: string, job: string | null, name_id: string, name_en: string, units: string[], more: Partial<Lesson> = {}): Lesson =>
  ({ code, workshop, job, name_id, name_en, units, lesson_hours: 40, practice_hours: 3, min_skill_level: 1, gives_skill_level: 2, valid_months: 36, prerequisites: [], ...more });

const trades: Record<string, Lesson[]> = {
  mebel: [
    lesson('mebel-dasar', 'mebel', 'tukang-mebel', 'Membuat Mebel Sederhana', 'Making simple furniture', ['KYU.MBL.002(1)A', 'KYU.MBL.101(1)A', 'KYU.MBL.102(1)A', 'KYU.MBL.104(1)A'], { lesson_hours: 160 }),
    lesson('mebel-lanjut', 'mebel', 'perakit-mebel', 'Merakit Mebel', 'Assembling furniture', ['KYU.MBL.005(2)A', 'KYU.MBL.006(2)A', 'KYU.MBL.106(2)A'], { lesson_hours: 80, gives_skill_level: 3, prerequisites: ['KYU.MBL.104(1)A'] }),
  ],
  paving: [lesson('paving-dasar', 'paving', 'pencetak-paving', 'Mencetak dan Merawat Paving', 'Casting and curing paving', ['KB-BGN-01', 'KB-BGN-02'])],
  anyaman: [lesson('anyam-dasar', 'anyaman', 'penganyam', 'Menganyam Rotan Dasar', 'Basic rattan plaiting', ['KB-ANY-01', 'KB-ANY-02'], { lesson_hours: 80 })],
  jahit: [
    lesson('jahit-dasar', 'jahit', 'juru-jahit', 'Menjahit Pakaian Dasar', 'Basic sewing of garments', ['007A PRO', 'KB-GAR-01'], { lesson_hours: 160 }),
    lesson('periksa-jahitan', 'jahit', 'pemeriksa-jahitan', 'Memeriksa Mutu Jahitan', 'Inspecting seams', ['KB-GAR-02'], { lesson_hours: 24, gives_skill_level: 3, prerequisites: ['KB-GAR-01'] }),
  ],
  batik: [lesson('batik-cap', 'batik', 'pembatik-cap', 'Batik Cap dengan Pewarna Alam', 'Stamped batik with natural dyes', ['KB-BTK-01', 'KB-BTK-02'], { lesson_hours: 80 })],
  tenun: [lesson('tenun-dasar', 'tenun', 'penenun', 'Menenun dengan ATBM', 'Weaving on a hand loom', ['KB-TNN-01', 'KB-TNN-02'], { lesson_hours: 80 })],
};

export async function openSchools(db: Db, places: Place[], from: string, today: string): Promise<void> {
  for (const [n, place] of places.slice(0, 4).entries()) await school(db, place, n, from, today);
  const [first] = places;
  if (first) await transact(db, { actor: system, now: at(first, today, '00:35') }, raiseExpiryAlarms);
}

type Taught = Lesson & { id: string; workers: string[] };
async function school(db: Db, place: Place, n: number, from: string, today: string): Promise<void> {
  const [guest, officer] = await instructors(db, place, n, from, today);
  const courses = await define(db, place, from);
  const safety = courses.find((course) => course.code === 'k3-bengkel');
  const advanced = courses.find((course) => course.prerequisites.length > 0);
  const leadsOn = (course: Taught) => Number(course.units.some((unit) => advanced?.prerequisites.includes(unit)));
  const [basic, second] = courses.filter((course) => course.prerequisites.length === 0 && course !== safety).sort((a, b) => leadsOn(b) - leadsOn(a));
  if (!safety || !basic || !second) throw new Error(`${place.code}: no courses`);
  const earned = await finished(db, place, basic, { instructor: guest, starts_on: weekday(addDays(from, 7)), ends_on: weekday(addDays(from, 62)), hour: 8, learners: basic.workers.slice(0, 6) });
  await finished(db, place, safety, { instructor: guest, starts_on: weekday(addDays(from, 24)), ends_on: weekday(addDays(from, 31)), hour: 10, learners: safety.workers.slice(0, 4) });
  await revoked(db, place, earned.at(-1), addDays(today, -6));
  await running(db, place, second, { instructor: officer, starts_on: weekday(addDays(today, -14)), ends_on: weekday(addDays(today, 20)) }, today);
  if (advanced) await coming(db, place, advanced, { instructor: guest, starts_on: weekday(addDays(today, 13)), ends_on: weekday(addDays(today, 45)) }, basic.workers, today);
  await outside(db, place, n, basic.workers, today);
}

async function instructors(db: Db, place: Place, n: number, from: string, today: string): Promise<[guest: string, officer: string]> {
  const { facility_id, staff, code } = place;
  return transact(db, { actor: staff.section_head, now: at(place, from, '09:00') }, async (tx) => {
    const guest = await recordInstructor(tx, { facility_id, name: `Umpama Instruktur ${n + 1}`, institution: 'BLK Contoh', is_sample: true });
    await recordInstructorCertificate(tx, { facility_id, instructor_id: guest.id, body: 'BNSP (data contoh)', number: `CONTOH-IN-${n + 1}-1`, field: 'Instruktur pelatihan kerja', from: addDays(from, -300), until: addDays(today, 420) });
    const officer = await recordInstructor(tx, { facility_id, name: staff.officer.name, institution: place.name, email: `petugas@${code}.karya.test`, is_sample: true });
    await recordInstructorCertificate(tx, { facility_id, instructor_id: officer.id, body: 'BNSP (data contoh)', number: `CONTOH-IN-${n + 1}-2`, field: 'Metodologi pelatihan', from: addDays(from, -600), until: addDays(today, 26) });
    const former = await recordInstructor(tx, { facility_id, name: `Misal Pengajar ${n + 1}`, institution: 'LPK Contoh', is_sample: true });
    await recordInstructorCertificate(tx, { facility_id, instructor_id: former.id, body: 'LSP Contoh', number: `CONTOH-IN-${n + 1}-3`, field: 'Instruktur', from: addDays(from, -900), until: addDays(today, -20) });
    return [guest.id, officer.id];
  });
}

async function define(db: Db, place: Place, from: string): Promise<Taught[]> {
  const [first] = place.workshops;
  const safety = lesson('k3-bengkel', first?.code ?? '', null, 'Keselamatan Kerja di Bengkel', 'Working safely in a workshop', ['KB-K3-01'], { lesson_hours: 8, practice_hours: 0, gives_skill_level: 1, valid_months: 3 });
  const lessons = [safety, ...place.workshops.flatMap((workshop) => trades[workshop.code] ?? [])];
  return transact(db, { actor: place.staff.section_head, now: at(place, from, '09:30') }, async (tx) => {
    const made: Taught[] = [];
    for (const each of lessons) {
      const products = place.products.filter((product) => product.workshop === each.workshop && each.job !== null).slice(0, 3).map((product) => product.sku);
      const { id } = await defineCourse(tx, { ...each, facility_id: place.facility_id, partner: each.lesson_hours >= 80 ? 'BLK Contoh' : null, products, is_sample: true });
      made.push({ ...each, id, workers: place.workshops.find((workshop) => workshop.code === each.workshop)?.workers.map((worker) => worker.id) ?? [] });
    }
    return made;
  });
}

type Dates = { instructor: string; starts_on: string; ends_on: string };
async function intake(db: Db, place: Place, course: Taught, { hour, capacity, ...dates }: Dates & { hour: number; capacity: number }, days: string[], on: string): Promise<{ intake_id: string; meetings: { id: string; day: string }[] }> {
  const { facility_id, staff } = place;
  return transact(db, { actor: staff.section_head, now: at(place, on, '08:00') }, async (tx) => {
    const { id: intake_id } = await planIntake(tx, { ...dates, capacity, facility_id, course_id: course.id });
    const meetings: { id: string; day: string }[] = [];
    for (const [n, day] of days.entries()) meetings.push({ day, ...(await planMeeting(tx, { facility_id, intake_id, day, starts: clock(hour), ends: clock(hour + 2), topic: `Pertemuan ${n + 1}: ${course.name_id}` })) });
    return { intake_id, meetings };
  });
}

/** Done: everybody attends, all but the last are found competent and get their certificate. Answers the certificates. */
async function finished(db: Db, place: Place, course: Taught, { hour, learners, ...dates }: Dates & { hour: number; learners: string[] }): Promise<string[]> {
  const { facility_id, staff } = place;
  const days = spread(dates.starts_on, dates.ends_on, 4);
  const { intake_id, meetings } = await intake(db, place, course, { ...dates, hour, capacity: learners.length + 2 }, days, dates.starts_on);
  const enrolled = await enrolAll(db, place, intake_id, learners, dates.starts_on);
  await transact(db, { actor: staff.officer, now: at(place, dates.ends_on, '12:00') }, async (tx) => {
    for (const meeting of meetings) await markMeeting(tx, { facility_id, meeting_id: meeting.id, present: enrolled, absent: [] });
  });
  await transact(db, { actor: staff.inspector, now: at(place, dates.ends_on, '13:00') }, async (tx) => {
    for (const [n, enrolment_id] of enrolled.entries()) {
      for (const unit of course.units) await recordAssessment(tx, { facility_id, enrolment_id, unit, outcome: n === enrolled.length - 1 && unit === course.units.at(-1) ? 'not_yet' : 'competent', evidence: 'Hasil kerja dan lembar pengamatan (data contoh)', assessed_on: dates.ends_on });
    }
  });
  const certificates = await transact(db, { actor: staff.section_head, now: at(place, dates.ends_on, '14:30') }, async (tx) => {
    const issued: string[] = [];
    for (const enrolment_id of enrolled) {
      const { state } = await concludeEnrolment(tx, { facility_id, enrolment_id });
      if (state === 'competent') issued.push((await issueCertificate(tx, { facility_id, enrolment_id })).id);
    }
    await endIntake(tx, { facility_id, intake_id, to: 'completed' });
    return issued;
  });
  return certificates;
}

async function enrolAll(db: Db, place: Place, intake_id: string, learners: string[], day: string, apply_only = false): Promise<string[]> {
  return transact(db, { actor: place.staff.officer, now: at(place, day, '09:00') }, async (tx) => {
    const enrolled: string[] = [];
    for (const worker of learners) enrolled.push((await enrol(tx, { facility_id: place.facility_id, intake_id, worker, apply_only })).id);
    return enrolled;
  });
}

async function revoked(db: Db, place: Place, certificate_id: string | undefined, day: string): Promise<void> {
  if (!certificate_id) return;
  const which = { facility_id: place.facility_id, certificate_id };
  const step = (actor: Actor, time: string, work: Parameters<typeof transact<unknown>>[2]) => transact(db, { actor, now: at(place, day, time) }, work);
  await step(place.staff.section_head, '10:00', (tx) => proposeRevocation(tx, { ...which, reason: 'Hasil kerja yang dinilai ternyata milik peserta lain (data contoh)' }));
  await step(place.staff.facility_head, '11:00', (tx) => decideRevocation(tx, { ...which, approved: true }));
}

async function running(db: Db, place: Place, course: Taught, dates: Dates, today: string): Promise<void> {
  const held = spread(dates.starts_on, addDays(today, -1), 2);
  const { intake_id, meetings } = await intake(db, place, course, { ...dates, hour: 13, capacity: 6 }, [...held, weekday(addDays(today, 5))], dates.starts_on);
  const enrolled = await enrolAll(db, place, intake_id, course.workers.slice(0, 5), dates.starts_on);
  await enrolAll(db, place, intake_id, course.workers.slice(5, 7), dates.starts_on, true);
  await transact(db, { actor: place.staff.section_head, now: at(place, held.at(-1) ?? today, '15:30') }, async (tx) => {
    for (const meeting of meetings.slice(0, held.length)) await markMeeting(tx, { facility_id: place.facility_id, meeting_id: meeting.id, present: enrolled.slice(0, 4), absent: enrolled.slice(4) });
  });
}

async function coming(db: Db, place: Place, course: Taught, dates: Dates, learners: string[], today: string): Promise<void> {
  const { intake_id } = await intake(db, place, course, { ...dates, hour: 8, capacity: 4 }, spread(dates.starts_on, dates.ends_on, 3), addDays(today, -3));
  await enrolAll(db, place, intake_id, learners.slice(0, 2), addDays(today, -2));
}

async function outside(db: Db, place: Place, n: number, learners: string[], today: string): Promise<void> {
  const { facility_id, staff } = place;
  await transact(db, { actor: staff.officer, now: at(place, addDays(today, -30), '10:00') }, async (tx) => {
    for (const [i, worker] of learners.slice(2, 4).entries()) {
      await recordOutsideCertificate(tx, {
        facility_id, worker, is_sample: true, body_kind: i === 0 ? 'BNSP' : 'BLK', body: i === 0 ? 'LSP Contoh' : 'BLK Contoh', number: `CONTOH-${n + 1}-${i + 1}`, title: i === 0 ? 'Operator (data contoh)' : 'Pelatihan berbasis kompetensi (data contoh)',
        issued_on: addDays(today, i === 0 ? -700 : -40), valid_until: i === 0 ? addDays(today, 80) : addDays(today, 700), evidence: 'Salinan sertifikat di berkas',
      });
    }
  });
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
/** Never a Saturday or Sunday. */
function weekday(day: string): string {
  const n = new Date(`${day}T00:00:00Z`).getUTCDay();
  return n === 0 ? addDays(day, 1) : n === 6 ? addDays(day, 2) : day;
}
function spread(from: string, to: string, n: number): string[] {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  return Array.from({ length: n }, (_, i) => {
    const day = weekday(addDays(from, Math.floor((days * i) / n)));
    return day > to ? to : day;
  }).filter((day, i, all) => all.indexOf(day) === i);
}

/** Courses, intakes, enrolments: what they are, what may follow what, and who may take a place. No SQL, no HTTP. */
import { z } from 'zod';
import { day, many, positive, shortText, whole } from '#kernel/form.ts';
import type { Phrase } from '#kernel/words.ts';

export const enrolmentStates = ['applied', 'enrolled', 'competent', 'not_yet', 'declined', 'withdrawn'] as const;
export type EnrolmentState = (typeof enrolmentStates)[number];
export const enrolmentStateNames: Record<EnrolmentState, Phrase & { tone: 'kuning' | 'biru' | 'hijau' | 'merah' | 'abu' }> = {
  applied: { id: 'Mendaftar', en: 'Applied', tone: 'kuning' },
  enrolled: { id: 'Peserta', en: 'Enrolled', tone: 'biru' },
  competent: { id: 'Kompeten', en: 'Competent', tone: 'hijau' },
  not_yet: { id: 'Belum kompeten', en: 'Not yet competent', tone: 'kuning' },
  declined: { id: 'Tidak diterima', en: 'Declined', tone: 'abu' },
  withdrawn: { id: 'Mundur', en: 'Withdrawn', tone: 'abu' },
};

/** What may follow what. "Not yet" is no end: whoever learns on is concluded again. */
export const enrolmentTransitions: Record<EnrolmentState, readonly EnrolmentState[]> = {
  applied: ['enrolled', 'declined', 'withdrawn'],
  enrolled: ['competent', 'not_yet', 'withdrawn'],
  not_yet: ['competent', 'not_yet', 'withdrawn'],
  competent: [], declined: [], withdrawn: [],
};
/** States that hold a place in an intake. */
export const holdsPlace: readonly EnrolmentState[] = ['enrolled', 'competent', 'not_yet'];

export const intakeStates = ['open', 'completed', 'cancelled'] as const;
export type IntakeState = (typeof intakeStates)[number];
export const intakeTransitions: Record<IntakeState, readonly IntakeState[]> = { open: ['completed', 'cancelled'], completed: [], cancelled: [] };
export const intakeStateNames: Record<IntakeState, Phrase> = { open: { id: 'Dibuka', en: 'Open' }, completed: { id: 'Selesai', en: 'Completed' }, cancelled: { id: 'Dibatalkan', en: 'Cancelled' } };

export const bodyKindNames = {
  BNSP: { id: 'BNSP', en: 'BNSP (national certification agency)' }, LSP: { id: 'LSP', en: 'LSP (certification body)' }, BLK: { id: 'BLK', en: 'BLK (public training centre)' }, LPK: { id: 'LPK', en: 'LPK (training provider)' }, OTHER: { id: 'Lainnya', en: 'Other' },
} as const satisfies Record<string, Phrase>;
export type BodyKind = keyof typeof bodyKindNames;
export const bodyKinds = Object.keys(bodyKindNames) as [BodyKind, ...BodyKind[]];

const code = z.string().trim().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'Isi huruf kecil, angka dan tanda hubung | Use small letters, digits and hyphens');
const unitCodes = many(z.string().trim().min(1).max(40));
export const newCourse = z.strictObject({
  code, name_id: shortText, name_en: shortText, workshop: shortText, job: shortText.nullish(), lesson_hours: positive.pipe(z.int().max(2000)), practice_hours: whole.pipe(z.int().min(0).max(2000)).default(0),
  attendance_percent: whole.pipe(z.int().min(0).max(100)).default(80), min_skill_level: whole.pipe(z.int().min(1).max(5)).default(1), gives_skill_level: whole.pipe(z.int().min(1).max(5)), valid_months: whole.pipe(z.int().min(1).max(120)).nullish(),
  partner: shortText.nullish(), units: unitCodes.pipe(z.array(z.string()).min(1, 'Pilih paling sedikit satu unit | Choose at least one unit')), prerequisites: unitCodes.default([]), products: many(shortText).default([]),
});
export const newInstructor = z.strictObject({ name: shortText, institution: shortText, email: z.email().nullish() });
export const newInstructorCertificate = z.strictObject({ body: shortText, number: shortText, field: shortText, from: day, until: day });
const clock = z.string().regex(/^([01]\d|2[0-3])[:.][0-5]\d$/, 'Isi jam seperti 08.00 | Enter a time like 08:00').transform((text) => text.replace('.', ':'));
export const newMeeting = z.strictObject({ day, starts: clock, ends: clock, topic: shortText });
export const newIntake = z.strictObject({ starts_on: day, ends_on: day, capacity: positive.pipe(z.int().max(200)), instructor: z.uuid() });
export const newAssessment = z.strictObject({ unit: shortText, outcome: z.enum(['competent', 'not_yet']), evidence: z.string().trim().min(3, 'Tulis buktinya | Write down the evidence').max(1000), assessed_on: day });
export const newOutsideCertificate = z.strictObject({ worker: z.uuid(), body_kind: z.enum(bodyKinds), body: shortText, number: shortText, title: shortText, unit: shortText.nullish(), issued_on: day, valid_until: day.nullish(), evidence: shortText });

export type Applicant = { state: string; skill_level: number; units: ReadonlySet<string> };
export type Asked = { min_skill_level: number; prerequisites: { code: string; name_id: string; name_en: string }[] };
/** Why somebody may not take this course; empty when they may. */
export function whyNotEligible(applicant: Applicant, course: Asked): Phrase[] {
  const why: Phrase[] = [];
  if (applicant.state !== 'present') why.push({ id: 'peserta sedang tidak berada di sini', en: 'the person is not here at present' });
  if (applicant.skill_level < course.min_skill_level) why.push({ id: `tingkat keterampilan ${applicant.skill_level}, perlu ${course.min_skill_level}`, en: `skill level ${applicant.skill_level}, needs ${course.min_skill_level}` });
  for (const unit of course.prerequisites) {
    if (!applicant.units.has(unit.code)) why.push({ id: `belum kompeten pada unit “${unit.name_id}”`, en: `not yet competent in the unit “${unit.name_en}”` });
  }
  return why;
}

export type Progress = { meetings: number; present: number; practice_minutes: number; units: { code: string; name_id: string; name_en: string; outcome: 'competent' | 'not_yet' | null }[] };
export type Demand = { attendance_percent: number; practice_minutes: number };
/** What is still missing before somebody counts as competent: attendance, practice, every unit. Empty: competent. */
export function whatIsMissing(progress: Progress, course: Demand): Phrase[] {
  const missing: Phrase[] = [];
  // Compared in whole numbers: present / meetings ≥ percent / 100.
  if (progress.present * 100 < progress.meetings * course.attendance_percent) {
    missing.push({ id: `hadir ${progress.present} dari ${progress.meetings} pertemuan, perlu ${course.attendance_percent}%`, en: `present at ${progress.present} of ${progress.meetings} meetings, ${course.attendance_percent}% needed` });
  }
  if (progress.practice_minutes < course.practice_minutes) {
    const left = Math.ceil((course.practice_minutes - progress.practice_minutes) / 60);
    missing.push({ id: `kurang ${left} jam praktik`, en: `${left} hours of practice short` });
  }
  for (const unit of progress.units) {
    if (unit.outcome === null) missing.push({ id: `unit “${unit.name_id}” belum dinilai`, en: `unit “${unit.name_en}” not assessed` });
    if (unit.outcome === 'not_yet') missing.push({ id: `unit “${unit.name_id}” belum kompeten`, en: `not yet competent in “${unit.name_en}”` });
  }
  return missing;
}

/** Facts on a file that have a day and a finder: assessments, fitness, remissions, qualifications, restrictions, and what a workshop asks. */
import { z } from 'zod';
import { day, longText, many, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';
import { educations } from './worker.ts';

export const assessmentNames = {
  risk: { id: 'Risiko', en: 'Risk' },
  escape: { id: 'Risiko melarikan diri', en: 'Risk of escape' },
  incentive: { id: 'Tingkat pembinaan', en: 'Incentive level' },
  group: { id: 'Kelompok', en: 'Group' },
} as const satisfies Record<string, Phrase>;
export type AssessmentKind = keyof typeof assessmentNames;
/** A group is a code of the facility's own; the others come from a list. */
export const assessmentValues: Record<Exclude<AssessmentKind, 'group'>, Record<string, Phrase>> = {
  risk: { low: { id: 'rendah', en: 'low' }, medium: { id: 'sedang', en: 'medium' }, high: { id: 'tinggi', en: 'high' } },
  escape: { none: { id: 'tidak dalam daftar', en: 'not listed' }, listed: { id: 'dalam daftar', en: 'listed' } },
  incentive: { basic: { id: 'dasar', en: 'basic' }, standard: { id: 'standar', en: 'standard' }, enhanced: { id: 'lanjutan', en: 'enhanced' } },
};
const value = z.string().trim().regex(/^[a-z0-9-]{1,40}$/, 'Pilih hasilnya, atau tulis kode kelompok dengan huruf kecil | Choose the result, or write a group code in small letters');
export const newAssessment = z.strictObject({ kind: z.enum(['risk', 'escape', 'incentive', 'group']), value, on_day: day, review_by: day.nullish(), assessor: shortText, note: z.string().trim().max(1000).default('') })
  .refine((a) => a.kind === 'group' || a.value in assessmentValues[a.kind], { path: ['value'], message: 'Hasil ini bukan untuk penilaian itu | This result does not belong to that assessment' });

export const limitNames = {
  'sharp-tools': { id: 'tanpa alat tajam', en: 'no sharp tools' },
  heights: { id: 'tanpa kerja di ketinggian', en: 'no heights' },
  'heavy-lifting': { id: 'tanpa angkat berat', en: 'no heavy lifting' },
  machines: { id: 'tanpa mesin', en: 'no machines' },
  chemicals: { id: 'tanpa bahan kimia', en: 'no chemicals' },
  'dust-smoke': { id: 'tanpa debu dan asap', en: 'no dust or smoke' },
  heat: { id: 'tanpa panas', en: 'no heat' },
  standing: { id: 'tidak berdiri lama', en: 'no long standing' },
  'fine-sight': { id: 'tanpa pekerjaan mata halus', en: 'no fine sight work' },
  food: { id: 'tanpa menangani makanan', en: 'no food handling' },
  outside: { id: 'tidak di luar UPT', en: 'not outside the facility' },
} as const satisfies Record<string, Phrase>;
export type Limit = keyof typeof limitNames;
export const limits = Object.keys(limitNames) as [Limit, ...Limit[]];

export const professionNames = { doctor: { id: 'Dokter', en: 'Doctor' }, nurse: { id: 'Perawat', en: 'Nurse' }, midwife: { id: 'Bidan', en: 'Midwife' }, psychologist: { id: 'Psikolog', en: 'Psychologist' } } as const satisfies Record<string, Phrase>;
export const fitnessNames = { fit: { id: 'Sehat untuk bekerja', en: 'Fit for work' }, limited: { id: 'Sehat dengan batas', en: 'Fit with limits' }, unfit: { id: 'Belum sehat untuk bekerja', en: 'Not fit for work' } } as const satisfies Record<string, Phrase>;
export type FitnessResult = keyof typeof fitnessNames;
export const newFitness = z.strictObject({
  examined_on: day, result: z.enum(['fit', 'limited', 'unfit']), valid_until: day, limits: many(z.enum(limits)).default([]), examiner: shortText, profession: z.enum(['doctor', 'nurse', 'midwife', 'psychologist']), licence: shortText,
});

export const newRemission = z.strictObject({ days: z.coerce.number().int().min(-1000).max(1000).refine((n) => n !== 0, 'Isi jumlah hari | Enter the days'), granted_on: day, decree: shortText });

export const qualificationNames = { skill: { id: 'Keterampilan', en: 'Skill' }, language: { id: 'Bahasa', en: 'Language' }, certificate: { id: 'Sertifikat', en: 'Certificate' }, module: { id: 'Modul K3', en: 'Safety module' } } as const satisfies Record<string, Phrase>;
export type QualificationKind = keyof typeof qualificationNames;
export const newQualification = z.strictObject({ kind: z.enum(['skill', 'language', 'certificate', 'module']), name: shortText, level: z.coerce.number().int().min(1).max(5).nullish(), from: day, until: day.nullish(), evidence: z.string().trim().max(500).default('') });
/** 'Jahit Dasar' and 'jahit  dasar' are one thing. */
export const codeOf = (name: string): string => name.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 60);

export const sourceNames = { health: { id: 'kesehatan', en: 'health' }, security: { id: 'keamanan', en: 'security' }, own: { id: 'permintaan sendiri', en: 'own word' } } as const satisfies Record<string, Phrase>;
export const newRestriction = z.strictObject({ code: z.enum(limits), source: z.enum(['health', 'security', 'own']), from: day, to: day.nullish(), reason: longText });

export const requirementNames = {
  education: { id: 'Pendidikan paling rendah', en: 'Lowest education' },
  skill: { id: 'Keterampilan', en: 'Skill' },
  language: { id: 'Bahasa', en: 'Language' },
  certificate: { id: 'Sertifikat', en: 'Certificate' },
  module: { id: 'Modul K3', en: 'Safety module' },
  tool_class: { id: 'Kelas alat', en: 'Tool class' },
  demand: { id: 'Pekerjaan memuat', en: 'The work involves' },
} as const satisfies Record<string, Phrase>;
export type RequirementKind = keyof typeof requirementNames;
export const newRequirement = z.strictObject({
  workshop_id: z.uuid(), job: z.string().trim().max(200).default(''), kind: z.enum(Object.keys(requirementNames) as [RequirementKind, ...RequirementKind[]]), what: shortText, level: z.coerce.number().int().min(1).max(5).nullish(), from: day, legal_basis: shortText,
});
/** What `what` means depends on the kind: a level of schooling, a tool class, a demand of the work, else a name. */
export function requirementCode(kind: RequirementKind, what: string): string {
  const known: Partial<Record<RequirementKind, readonly string[]>> = { education: educations, tool_class: ['AA', 'A', 'B', 'C'], demand: limits };
  const code = known[kind] ? what : codeOf(what);
  if (code === '' || (known[kind] && !known[kind].includes(code))) throw unknownRequirement;
  return code;
}
const unknownRequirement = new Refusal('requirement.unknown', { id: 'Isi ini tidak cocok dengan jenis syaratnya. Pilih dari daftar jenis itu.', en: 'This does not fit the kind of requirement. Choose from the list of that kind.' }, { field: 'what', status: 422 });
export const notRunning = new Refusal('fact.not_running', { id: 'Catatan ini sudah berakhir pada hari itu. Muat ulang halaman untuk melihat keadaannya.', en: 'This record has already ended by that day. Reload the page to see how it stands.' }, { field: 'on_day' });
export const inTheFuture = new Refusal('fact.in_the_future', { id: 'Hari ini belum tiba. Isi hari saat hal itu terjadi.', en: 'That day has not come yet. Enter the day on which it happened.' }, { status: 422 });

refuseConstraint('assessment_reviewed_later', 'assessment.review_backwards', { id: 'Hari tinjau ulang harus sesudah hari penilaian.', en: 'The review must come after the assessment.' }, 'review_by');
refuseConstraint('fitness_runs_forward', 'fitness.backwards', { id: 'Masa berlaku tidak boleh berakhir sebelum hari pemeriksaan.', en: 'The validity does not end before the examination.' }, 'valid_until');
refuseConstraint('fitness_limits_named', 'fitness.limits', { id: 'Sebutkan batasnya bila hasilnya sehat dengan batas, dan hanya pada hasil itu.', en: 'Name the limits when the result is fit with limits, and only then.' }, 'limits');
refuseConstraint('remission_once', 'remission.recorded_already', { id: 'Remisi dengan keputusan ini sudah dicatat untuk orang ini. Periksa nomor keputusannya.', en: 'The remission of this decree is already on this file. Check the number of the decree.' }, 'decree');
refuseConstraint('qualification_one_at_a_time', 'qualification.on_file', { id: 'Kemampuan ini sudah tercatat dan masih berlaku. Akhiri yang lama dahulu.', en: 'This is already on file and valid. End the older record first.' }, 'name');
refuseConstraint('restriction_one_at_a_time', 'restriction.on_file', { id: 'Pembatasan ini sudah berlaku pada masa itu. Akhiri yang lama dahulu bila berubah.', en: 'This restriction already holds in that time. End the older one first if it changed.' }, 'code');
refuseConstraint('requirement_one_at_a_time', 'requirement.holds', { id: 'Syarat ini sudah berlaku untuk pekerjaan itu. Akhiri yang lama dahulu bila berubah.', en: 'This requirement already holds for that work. End the older one first if it changed.' }, 'what');

/** A form's one choice, `kind/value`; with nothing after the stroke the text field beside it says the value. */
export const chosen = (field: string) => (input: unknown): unknown => {
  if (typeof input !== 'object' || input === null || !('chosen' in input) || typeof input.chosen !== 'string') return input;
  const { chosen: choice, ...rest } = input;
  const [kind = '', value = ''] = choice.split('/');
  return { ...rest, kind, ...(value === '' ? {} : { [field]: value }) };
};

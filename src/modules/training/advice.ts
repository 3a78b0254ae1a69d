/** The next best course and job for a person, from the gap between what they have and what the work here asks for, in words. */
import type { Phrase } from '#kernel/words.ts';

export type JobNeed = { job: string; name_id: string; name_en: string; skill_level: number; units: { code: string; name_id: string; name_en: string }[] };
export type Offered = { course_id: string; intake_id: string | null; name_id: string; name_en: string; starts_on: string | null; places_left: number; units: string[]; prerequisites: string[]; min_skill_level: number; gives_skill_level: number };
export type Held = { units: ReadonlySet<string>; skill_level: number; taking: ReadonlySet<string> };
export type Advice = { job: string; job_name: Phrase; missing: { code: string; name_id: string; name_en: string }[]; level_short: number; course: Offered | null; words: Phrase; ready: boolean };

/**
 * Nearest job first: fewest missing units, then the smallest step in level. For each the course that teaches most of what is
 * missing and that the person may take; among equals the one that starts soonest. Said as `say` writes days.
 */
export function adviceFor(held: Held, jobs: JobNeed[], offers: Offered[], today: string, say: (day: string) => Phrase): Advice[] {
  return jobs
    .map((job) => ({ job, missing: job.units.filter((unit) => !held.units.has(unit.code)), level_short: Math.max(0, job.skill_level - held.skill_level) }))
    .sort((a, b) => a.missing.length - b.missing.length || a.level_short - b.level_short || a.job.job.localeCompare(b.job.job))
    .map(({ job, missing, level_short }) => {
      const course = bestCourse(held, job, missing.map((unit) => unit.code), offers);
      return { job: job.job, job_name: { id: job.name_id, en: job.name_en }, missing, level_short, course, words: inWords(job, missing.length, level_short, next(course, held, today, say)), ready: missing.length === 0 && level_short === 0 };
    });
}

function bestCourse(held: Held, job: JobNeed, missing: string[], offers: Offered[]): Offered | null {
  const teaches = (offer: Offered) => offer.units.filter((unit) => missing.includes(unit)).length;
  const raises = (offer: Offered) => (held.skill_level < job.skill_level && offer.gives_skill_level > held.skill_level ? 1 : 0);
  return offers
    .filter((offer) => teaches(offer) > 0 || (missing.length === 0 && raises(offer) > 0))
    .filter((offer) => offer.min_skill_level <= held.skill_level && offer.prerequisites.every((unit) => held.units.has(unit)))
    .sort((a, b) => teaches(b) - teaches(a) || raises(b) - raises(a) || (a.starts_on ?? '9999').localeCompare(b.starts_on ?? '9999') || a.name_id.localeCompare(b.name_id))[0] ?? null;
}

function inWords(job: JobNeed, missing: number, level_short: number, then: Phrase): Phrase {
  if (missing === 0 && level_short === 0) return { id: `Sudah memenuhi syarat untuk ${job.name_id}.`, en: `Meets what a ${job.name_en} needs.` };
  const short: Phrase = missing > 0
    ? { id: `Kurang ${missing} unit untuk ${job.name_id}`, en: `Short of ${missing} unit${missing === 1 ? '' : 's'} for ${job.name_en}` }
    : { id: `Kurang ${level_short} tingkat keterampilan untuk ${job.name_id}`, en: `${level_short} skill level${level_short === 1 ? '' : 's'} short for ${job.name_en}` };
  return { id: `${short.id}; ${then.id}`, en: `${short.en}; ${then.en}` };
}

function next(course: Offered | null, held: Held, today: string, say: (day: string) => Phrase): Phrase {
  if (!course) return { id: 'belum ada kursus di sini yang dapat diikuti.', en: 'no course here that can be taken yet.' };
  if (held.taking.has(course.course_id)) return { id: `sedang mengikuti kursus “${course.name_id}”.`, en: `already taking the course “${course.name_en}”.` };
  if (!course.starts_on) return { id: `kursus “${course.name_id}” belum dijadwalkan.`, en: `the course “${course.name_en}” is not scheduled yet.` };
  const day = say(course.starts_on);
  const full: Phrase = course.places_left > 0 ? { id: `, ${course.places_left} tempat tersisa.`, en: `, ${course.places_left} places left.` } : { id: ' (penuh; dapat mendaftar untuk berikutnya).', en: ' (full; may apply for the next).' };
  if (course.starts_on < today) return { id: `kursus “${course.name_id}” berjalan sejak ${day.id}${full.id}`, en: `the course “${course.name_en}” runs since ${day.en}${full.en}` };
  return { id: `kursus “${course.name_id}” mulai ${day.id}${full.id}`, en: `the course “${course.name_en}” starts ${day.en}${full.en}` };
}

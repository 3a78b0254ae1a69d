/** Everything the advice for one person asks of the database. */
import { formatDay } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { adviceFor, type Advice } from './advice.ts';
import { jobsHere, offersHere, unitsHeld } from './progress-queries.ts';
import { enrolmentsOf } from './queries.ts';

export async function adviceOf(reader: Reader, learner: { facility_id: string; id: string; skill_level: number }, day: string): Promise<Advice[]> {
  const { facility_id, id: worker_id } = learner;
  const taking = (await enrolmentsOf(reader, worker_id)).filter((row) => row.state === 'enrolled' || row.state === 'applied');
  const held = { units: await unitsHeld(reader, { facility_id, worker_id, day }), skill_level: learner.skill_level, taking: new Set(taking.map((row) => row.course_id)) };
  return adviceFor(held, await jobsHere(reader, facility_id), await offersHere(reader, facility_id, day), day, (on) => ({ id: formatDay(on, 'id'), en: formatDay(on, 'en') }));
}

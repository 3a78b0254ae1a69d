/** Whoever leaves the house leaves its courses: the place is free again, and the list says why. */
import type { Tx } from '#kernel/db.ts';
import type { Event, Reactions } from '#kernel/events.ts';
import { sql } from '#kernel/sql.ts';
import { decideEnrolment } from './commands/enrolments.ts';

const leave = (reason: string) => async (tx: Tx, { facility_id, subject_id }: Event): Promise<void> => {
  if (!facility_id) return;
  const open = await tx.all<{ id: string }>(sql`select id from training.enrolment where facility_id = ${facility_id} and worker_id = ${subject_id} and state in ('applied', 'enrolled', 'not_yet') order by id`);
  for (const { id } of open) await decideEnrolment(tx, { facility_id, enrolment_id: id, to: 'withdrawn', reason });
};

export const reactions: Reactions = {
  'worker.released': leave('Bebas'),
  'worker.transferred': leave('Pindah ke unit lain'),
  'worker.died': leave('Meninggal'),
};

// What work does when somebody's life changes: it ends, pauses or goes on, and a person is told.
import { dayAt } from '#organisation';
import { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import type { Event, Reactions } from '#kernel/events.ts';
import { sql } from '#kernel/sql.ts';
import { endWork, resumeWork, suspendWork } from './placement-night-commands.ts';

const particulars = z.object({ on_day: z.iso.date().optional(), regime: z.string().optional() });

/** Whose work it is, and since when: the day the event names, else the day it happened on. */
async function whose(tx: Tx, event: Event): Promise<{ facility_id: string; worker_id: string; on_day: string; regime: string | undefined }> {
  const { on_day, regime } = particulars.parse(event.particulars);
  const facility_id = event.facility_id ?? '';
  return { facility_id, worker_id: event.subject_id, on_day: on_day ?? (await dayAt({ ...tx, now: event.at }, facility_id)), regime };
}

const leaving = (reason: 'transferred' | 'released' | 'died') => async (tx: Tx, event: Event): Promise<void> => endWork(tx, { ...(await whose(tx, event)), reason });

export const reactions: Reactions = {
  'worker.transferred': leaving('transferred'),
  'worker.released': leaving('released'),
  'worker.died': leaving('died'),
  'worker.away': async (tx, event) => {
    const { on_day, ...who } = await whose(tx, event);
    await suspendWork(tx, { ...who, from: on_day, reason: 'away' });
  },
  'worker.returned': async (tx, event) => resumeWork(tx, { ...(await whose(tx, event)), reason: 'away' }),
  // A new examination lets work go on as soon as it says fit; the night would find it as well.
  'worker.examined': async (tx, event) => {
    const { facility_id, worker_id, on_day } = await whose(tx, event);
    const fit = await tx.maybe(sql`select 1 from workforce.worker where facility_id = ${facility_id} and id = ${worker_id} and fit_until >= ${on_day}::date`);
    if (fit) await resumeWork(tx, { facility_id, worker_id, on_day, reason: 'health' });
  },
  'discipline.recorded': async (tx, event) => {
    const { facility_id, worker_id, on_day } = await whose(tx, event);
    const measures = await tx.all<{ from: string; to: string | null }>(sql`
      select lower(valid) as "from", upper(valid) as "to" from workforce.discipline where facility_id = ${facility_id} and worker_id = ${worker_id} and (upper(valid) is null or upper(valid) > ${on_day}::date) order by lower(valid)`);
    for (const measure of measures) await suspendWork(tx, { facility_id, worker_id, ...measure, reason: 'discipline' });
  },
  // The facility's own work needs consent only of people on remand and children; the rest needs it of everybody.
  'consent.withdrawn': async (tx, event) => {
    const { facility_id, worker_id, on_day, regime } = await whose(tx, event);
    const { own } = await tx.one<{ own: boolean }>(sql`select kind not in ('remand', 'child') as own from workforce.worker where facility_id = ${facility_id} and id = ${worker_id}`);
    if (!regime || (regime === 'facility' && own)) return;
    await suspendWork(tx, { facility_id, worker_id, from: on_day, reason: 'consent', regimes: [regime] });
  },
  'consent.given': async (tx, event) => resumeWork(tx, { ...(await whose(tx, event)), reason: 'consent' }),
};

import { transact, type Db } from './db.ts';
import type { Event, Reactions } from './events.ts';
import { log } from './log.ts';
import { system } from './policy.ts';
import { sql } from './sql.ts';

/**
 * Drains the outbox: each event in its own transaction with its reactions, taken with SKIP LOCKED so that several
 * processes share the work and none is lost or done twice. A reaction that fails is tried again, later and later.
 */
export type Outbox = { drain(): Promise<number>; start(everyMs?: number): void; stop(): Promise<void> };

export function outboxOf(db: Db, rooms: Reactions[]): Outbox {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<number> | undefined;
  const answered = [...new Set(rooms.flatMap((reactions) => Object.keys(reactions)))];
  const drain = async (): Promise<number> => {
    let done = await passBy(db, answered);
    while (await deliverOne(db, rooms)) done++;
    return done;
  };
  const tick = () => {
    running ??= drain().catch((error: unknown) => (log.error({ err: error }, 'outbox'), 0)).finally(() => (running = undefined));
  };
  return {
    drain,
    start: (everyMs = 400) => void (timer = setInterval(tick, everyMs)),
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** Events that nobody answers leave the queue together. */
function passBy(db: Db, answered: string[]): Promise<number> {
  return transact(db, { actor: system }, (tx) => tx.run(sql`
    delete from kernel.outbox where event_id in (
      select o.event_id from kernel.outbox o join kernel.event e on e.id = o.event_id where e.verb <> all (${answered}::text[]) limit 5000 for update of o skip locked)`));
}

async function deliverOne(db: Db, rooms: Reactions[]): Promise<boolean> {
  let taken: Event | undefined;
  try {
    return await transact(db, { actor: system }, async (tx) => {
      taken = await tx.maybe<Event>(sql`
        select e.id, e.verb, e.facility_id, e.subject_kind, e.subject_id, e.particulars, e.actor_id, e.at
        from kernel.outbox o join kernel.event e on e.id = o.event_id
        where o.not_before <= clock_timestamp() order by o.event_id limit 1 for update of o skip locked`);
      if (!taken) return false;
      for (const reactions of rooms) await reactions[taken.verb]?.(tx, taken);
      await tx.run(sql`delete from kernel.outbox where event_id = ${taken.id}`);
      return true;
    });
  } catch (error) {
    if (!taken) throw error;
    log.error({ err: error, event: taken.id, verb: taken.verb }, 'reaction failed, will be tried again');
    await postpone(db, taken.id, error);
    return true;
  }
}

async function postpone(db: Db, event_id: string, error: unknown): Promise<void> {
  await transact(db, { actor: system }, (tx) => tx.run(sql`
    update kernel.outbox set attempts = attempts + 1, not_before = clock_timestamp() + least(interval '1 hour', interval '1 second' * power(4, attempts)),
      last_problem = ${error instanceof Error ? error.message.slice(0, 500) : 'unknown'} where event_id = ${event_id}`));
}

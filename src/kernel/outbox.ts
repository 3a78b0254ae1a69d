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
    let done = 0;
    for (let passed = mostAtOnce; passed === mostAtOnce; done += passed) passed = await passBy(db, answered);
    for (let round = await deliverAll(db, rooms); round > 0; round = await deliverAll(db, rooms)) done += round;
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

const mostAtOnce = 5_000;
/** Events that nobody answers leave the queue together, so many in one transaction. */
function passBy(db: Db, answered: string[]): Promise<number> {
  return transact(db, { actor: system }, (tx) => tx.run(sql`
    delete from kernel.outbox where event_id in (
      select o.event_id from kernel.outbox o join kernel.event e on e.id = o.event_id where e.verb <> all (${answered}::text[]) limit ${mostAtOnce} for update of o skip locked)`));
}

/** One round through the queue, onward from each event to the next: what left it is still walked over until it is swept. Answers how many. */
async function deliverAll(db: Db, rooms: Reactions[]): Promise<number> {
  let round = 0;
  for (let last = await deliverNext(db, rooms, firstOfAll); last !== undefined; last = await deliverNext(db, rooms, last)) round++;
  return round;
}

const firstOfAll = '00000000-0000-0000-0000-000000000000';
/** The next event after this one, with its reactions; undefined where none waits. */
async function deliverNext(db: Db, rooms: Reactions[], after: string): Promise<string | undefined> {
  let taken: Event | undefined;
  try {
    return await transact(db, { actor: system }, async (tx) => {
      taken = await tx.maybe<Event>(sql`
        select e.id, e.verb, e.facility_id, e.subject_kind, e.subject_id, e.particulars, e.actor_id, e.at
        from kernel.outbox o join kernel.event e on e.id = o.event_id
        where o.event_id > ${after}::uuid and o.not_before <= clock_timestamp() order by o.event_id limit 1 for update of o skip locked`);
      if (!taken) return undefined;
      for (const reactions of rooms) await reactions[taken.verb]?.(tx, taken);
      await tx.run(sql`delete from kernel.outbox where event_id = ${taken.id}`);
      return taken.id;
    });
  } catch (error) {
    if (!taken) throw error;
    log.error({ err: error, event: taken.id, verb: taken.verb }, 'reaction failed, will be tried again');
    await postpone(db, taken.id, error);
    return taken.id;
  }
}

async function postpone(db: Db, event_id: string, error: unknown): Promise<void> {
  await transact(db, { actor: system }, (tx) => tx.run(sql`
    update kernel.outbox set attempts = attempts + 1, not_before = clock_timestamp() + least(interval '1 hour', interval '1 second' * power(4, attempts)),
      last_problem = ${error instanceof Error ? error.message.slice(0, 500) : 'unknown'} where event_id = ${event_id}`));
}

import type { Tx } from './db.ts';
import { sql } from './sql.ts';

/**
 * One row is history, feed, outbox and audit: written in the transaction of the change, hash-chained per facility
 * (the national chain where `facility_id` is null). Particulars hold ids, numbers and reasons, never names of people.
 */
export type NewEvent = {
  verb: string;
  facility_id: string | null;
  subject_kind: string;
  subject_id: string;
  particulars?: Record<string, unknown>;
};

export type Event = {
  id: string;
  verb: string;
  facility_id: string | null;
  subject_kind: string;
  subject_id: string;
  particulars: Record<string, unknown>;
  actor_id: string | null;
  at: Date;
};

export async function appendEvents(tx: Tx, events: NewEvent[]): Promise<void> {
  const lender = tx.actor.on_behalf_of;
  // Lent authority shows in every deed done with it: whose it is, and by which term it was lent.
  const told = lender ? events.map((event) => ({ ...event, particulars: { ...event.particulars, on_behalf_of: lender.account_id, delegation: lender.assignment_id } })) : events;
  await tx.all(sql`select kernel.append_events(${JSON.stringify(told)}::jsonb, ${tx.actor.account_id}::uuid, ${tx.now})`);
}

/** What a room does when another room's event happened. Runs after commit, in its own transaction, at least once: be idempotent. */
export type Reaction = (tx: Tx, event: Event) => Promise<void>;
export type Reactions = Record<string, Reaction>;

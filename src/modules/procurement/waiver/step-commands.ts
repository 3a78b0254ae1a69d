/** One step of a file. The database moves the state; here it is only asked for, with the words of whoever acts. */
import type { Tx } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { after, type WaiverVerb } from './machine.ts';
import { waiverByNumber, type WaiverRow } from './queries.ts';
import { moved } from './refusals.ts';

export type Side = 'agency' | 'headquarters' | 'system';

/** The file as it stands, held until this transaction ends. */
export async function lockWaiver(tx: Tx, number: string): Promise<WaiverRow> {
  // Who acts on one file waits for the other; each step then takes the row's own lock in its trigger.
  await tx.all(sql`select pg_advisory_xact_lock(hashtext(${`waiver ${number}`}))`);
  return waiverByNumber(tx, number);
}

export async function step(tx: Tx, waiver: WaiverRow, verb: WaiverVerb, { side, words = '', particulars = {} }: { side: Side; words?: string; particulars?: Record<string, unknown> }): Promise<void> {
  const to = after(waiver.state, verb);
  if (!to) throw moved;
  const by = side === 'system' ? { account: null, person: null } : { account: tx.actor.account_id, person: tx.actor.person_id };
  await tx.run(sql`
    insert into procurement.waiver_step (agency_id, waiver_id, seq, verb, "to", words, particulars, side, by_account, by_person, at)
    values (${waiver.agency_id}, ${waiver.id}, ${waiver.steps + 1}, ${verb}, ${to}, ${words}, ${JSON.stringify(particulars)}::jsonb, ${side}, ${by.account}, ${by.person}, ${tx.now})`);
  waiver.state = to;
  waiver.steps += 1;
  tx.emit({ verb: `waiver.${verb}`, facility_id: null, subject_kind: 'waiver', subject_id: waiver.number, particulars: { to, ...particulars } });
}

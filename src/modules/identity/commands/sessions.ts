import type { Tx } from '#kernel/db.ts';
import { Forbidden, NotFound, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { forgetActors } from '../actor.ts';
import { assignmentsOf } from '../queries.ts';

/** Somebody with several roles chooses in which one this session acts. */
export async function chooseAssignment(tx: Tx, { session_id, assignment_id }: { session_id: string; assignment_id: string }): Promise<void> {
  const account_id = ownAccount(tx);
  const term = (await assignmentsOf(tx, account_id)).find((row) => row.id === assignment_id);
  if (!term) throw new NotFound();
  if (!term.current) throw notRunning;
  const touched = await tx.run(sql`update identity.session set assignment_id = ${assignment_id}::uuid where id = ${session_id}::uuid and account_id = ${account_id}::uuid`);
  if (touched === 0) throw new NotFound();
  tx.emit({ verb: 'session.role_chosen', facility_id: null, subject_kind: 'account', subject_id: account_id, particulars: { assignment_id } });
  forgetActors();
}

/** Ends one session of one's own, or every one but `keep`. */
export async function endSessions(tx: Tx, which: { id: string } | { keep: string }): Promise<number> {
  const account_id = ownAccount(tx);
  const chosen = 'id' in which ? sql`id = ${which.id}::uuid` : sql`id <> ${which.keep}::uuid`;
  const ended = await tx.run(sql`delete from identity.session where account_id = ${account_id}::uuid and ${chosen}`);
  tx.emit({ verb: 'session.ended', facility_id: null, subject_kind: 'account', subject_id: account_id, particulars: { ended } });
  forgetActors();
  return ended;
}

export async function chooseLocale(tx: Tx, locale: 'id' | 'en'): Promise<void> {
  await tx.run(sql`update identity.account set locale = ${locale}, updated_at = ${tx.now} where id = ${ownAccount(tx)}::uuid`);
  forgetActors();
}

function ownAccount(tx: Tx): string {
  if (!tx.actor.account_id) throw new Forbidden('signed-in');
  return tx.actor.account_id;
}

const notRunning = new Refusal('assignment.not_running', { id: 'Masa peran ini sudah berakhir atau belum mulai. Pilih peran lain.', en: 'This role has ended or has not begun. Choose another.' });

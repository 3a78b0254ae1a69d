import type { Tx } from '#kernel/db.ts';
import { unguessable } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { cardLength, noCard, notPresent } from '../visit.ts';

/** A new card: the earlier one opens nothing from now on. Its code is drawn by chance. */
export async function issueCard(tx: Tx, { facility_id, worker_id }: { facility_id: string; worker_id: string }): Promise<{ id: string; code: string }> {
  permit(tx.actor, 'kiosk.enrol');
  await present(tx, facility_id, worker_id);
  await tx.run(sql`update kiosk.card set revoked_at = ${tx.now}, revoke_reason = 'diganti' where facility_id = ${facility_id} and worker_id = ${worker_id} and revoked_at is null`);
  const made = await tx.one<{ id: string; code: string }>(sql`
    insert into kiosk.card (facility_id, worker_id, code, issued_at, issued_by) values (${facility_id}, ${worker_id}, ${unguessable(cardLength)}, ${tx.now}, ${tx.actor.account_id}) returning id, code`);
  tx.emit({ verb: 'card.issued', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { card_id: made.id } });
  return made;
}

/** A lost card is revoked: nobody signs in with it any more, and open visits end. */
export async function revokeCard(tx: Tx, { facility_id, worker_id, reason }: { facility_id: string; worker_id: string; reason: string }): Promise<void> {
  permit(tx.actor, 'kiosk.enrol');
  const touched = await tx.run(sql`update kiosk.card set revoked_at = ${tx.now}, revoke_reason = ${reason} where facility_id = ${facility_id} and worker_id = ${worker_id} and revoked_at is null`);
  if (touched === 0) throw noCard;
  await tx.run(sql`update kiosk.visit set ended_at = ${tx.now} where facility_id = ${facility_id} and worker_id = ${worker_id} and ended_at is null`);
  tx.emit({ verb: 'card.revoked', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { reason } });
}

/** The person chooses the PIN with an officer; its hash alone is kept. A new PIN wipes the slate of failed tries. */
export async function setKioskPin(tx: Tx, { facility_id, worker_id, pin_hash }: { facility_id: string; worker_id: string; pin_hash: string }): Promise<void> {
  permit(tx.actor, 'kiosk.enrol');
  await present(tx, facility_id, worker_id);
  const card = await tx.maybe(sql`select 1 from kiosk.card where facility_id = ${facility_id} and worker_id = ${worker_id} and revoked_at is null`);
  if (!card) throw noCard;
  await tx.run(sql`
    insert into kiosk.pin (facility_id, worker_id, pin_hash, set_at, set_by) values (${facility_id}, ${worker_id}, ${pin_hash}, ${tx.now}, ${tx.actor.account_id})
    on conflict (facility_id, worker_id) do update set pin_hash = excluded.pin_hash, set_at = excluded.set_at, set_by = excluded.set_by, failures = 0, locked_until = null`);
  tx.emit({ verb: 'kiosk.pin_set', facility_id, subject_kind: 'worker', subject_id: worker_id });
}

async function present(tx: Tx, facility_id: string, worker_id: string): Promise<void> {
  const { state } = await tx.one<{ state: string }>(sql`select state from workforce.worker_published where facility_id = ${facility_id} and id = ${worker_id}`);
  if (state !== 'present') throw notPresent;
}

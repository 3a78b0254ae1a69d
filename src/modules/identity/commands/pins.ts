import { transact, type Db, type Tx } from '#kernel/db.ts';
import { permit, visitor } from '#kernel/policy.ts';
import { Forbidden, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import type { Device } from '../device.ts';
import { pinMatches, waitMinutes } from '../pin.ts';

/** Sets or changes one's own PIN. The hash is made before the transaction begins: it is slow on purpose. */
export async function setPin(tx: Tx, { pin_hash }: { pin_hash: string }): Promise<void> {
  permit(tx.actor, 'pin.set');
  const account_id = tx.actor.account_id;
  if (!account_id) throw new Forbidden('pin.set');
  await tx.run(sql`
    insert into identity.pin (account_id, pin_hash, set_at) values (${account_id}, ${pin_hash}, ${tx.now})
    on conflict (account_id) do update set pin_hash = excluded.pin_hash, set_at = excluded.set_at, failures = 0, locked_until = null`);
  tx.emit({ verb: 'pin.set', facility_id: tx.actor.facility_id, subject_kind: 'account', subject_id: account_id });
}

/**
 * A try is written down before the PIN is looked at, so that many guesses at once are counted one by one. Nobody is locked
 * out for ever: the password still opens the account, and the wait ends.
 */
export async function tryPin(db: Db, { account_id, pin, device }: { account_id: string; pin: string; device: Device }): Promise<void> {
  const pin_hash = await transact(db, { actor: visitor }, (tx) => beginTry(tx, account_id, device));
  if (typeof pin_hash !== 'string') throw pinLocked(pin_hash.minutes);
  if (!(await pinMatches(db, pin, pin_hash))) throw pinWrong;
  await transact(db, { actor: visitor }, (tx) => tx.run(sql`update identity.pin set failures = 0, locked_until = null where account_id = ${account_id}::uuid`));
}

async function beginTry(tx: Tx, account_id: string, device: Device): Promise<string | { minutes: number }> {
  const row = await tx.maybe<{ pin_hash: string; failures: number; locked_until: Date | null }>(sql`select pin_hash, failures, locked_until from identity.pin where account_id = ${account_id}::uuid for update`);
  if (!row) throw pinWrong;
  const left_ms = (row.locked_until?.getTime() ?? 0) - tx.now.getTime();
  if (left_ms > 0) return { minutes: Math.ceil(left_ms / 60_000) };
  const failures = row.failures + 1;
  const wait = waitMinutes(failures);
  await tx.run(sql`update identity.pin set failures = ${failures}, locked_until = ${wait > 0 ? new Date(tx.now.getTime() + wait * 60_000) : null} where account_id = ${account_id}::uuid`);
  if (wait > 0) tx.emit({ verb: 'pin.locked', facility_id: device.facility_id, subject_kind: 'account', subject_id: account_id, particulars: { device_id: device.id, minutes: wait } });
  return row.pin_hash;
}

/** The session that was just opened belongs to this device, in the officer's term at its facility. */
export async function bindSession(db: Db, { session_id, account_id, assignment_id, device }: { session_id: string; account_id: string; assignment_id: string; device: Device }): Promise<void> {
  await transact(db, { actor: { ...visitor, account_id } }, async (tx) => {
    await tx.run(sql`update identity.session set device_id = ${device.id}, assignment_id = ${assignment_id}, last_seen_at = ${tx.now} where id = ${session_id}::uuid and account_id = ${account_id}::uuid`);
    tx.emit({ verb: 'account.signed_in_by_pin', facility_id: device.facility_id, subject_kind: 'account', subject_id: account_id, particulars: { device_id: device.id } });
  });
}

export const pinWrong = new Refusal('pin.refused', { id: 'PIN tidak cocok. Coba lagi, atau masuk dengan sandi.', en: 'The PIN does not match. Try again, or sign in with your password.' }, { field: 'pin', status: 422 });
const pinLocked = (minutes: number) => new Refusal('pin.locked', { id: `Terlalu banyak percobaan. Tunggu ${minutes} menit, atau masuk dengan sandi.`, en: `Too many tries. Wait ${minutes} minutes, or sign in with your password.` }, { field: 'pin', status: 422 });
export const deviceUnknown = new Refusal('pin.device_unknown', { id: 'Perangkat ini tidak dikenal lagi. Masuk dengan sandi, atau minta administrator mendaftarkannya.', en: 'This device is not known any more. Sign in with your password, or ask the administrator to enrol it.' }, { status: 422 });

import type { z } from 'zod';
import { transact, type Db, type Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { permit, visitor } from '#kernel/policy.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { forgetActors } from '../actor.ts';
import { sha256 } from '../digest.ts';
import { codeMinutes, newCode, newDevice, newSecret, plainCode, type Device } from '../device.ts';

refuseConstraint('device_name_once', 'device.name_taken', { id: 'UPT ini sudah punya perangkat dengan nama itu. Pilih nama lain, atau cabut yang lama.', en: 'This facility already has a device of that name. Choose another, or revoke the old one.' }, 'name');

export type Enrolled = { id: string; code: string; code_expires_at: string };

/** Puts a device on the list and makes the code that is typed on it: shown once, kept as a hash, good for a quarter of an hour and one use. */
export async function enrolDevice(tx: Tx, input: z.input<typeof newDevice>): Promise<Enrolled> {
  permit(tx.actor, 'device.manage');
  const { facility_id, name, kind } = parse(newDevice, input, tx.actor.locale);
  const fresh = freshCode(tx);
  const { id } = await tx.one<{ id: string }>(sql`
    insert into identity.device (facility_id, name, kind, code_hash, code_expires_at, enrolled_by, enrolled_at)
    values (${facility_id}, ${name}, ${kind}, ${fresh.hash}, ${fresh.expires_at}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'device.enrolled', facility_id, subject_kind: 'device', subject_id: id, particulars: { kind } });
  return { id, code: fresh.code, code_expires_at: fresh.expires_at.toISOString() };
}

/** Another code: the first ran out, or the browser of the device was wiped. What the device holds now works until the new code is typed. */
export async function renewDeviceCode(tx: Tx, { id }: { id: string }): Promise<Enrolled> {
  permit(tx.actor, 'device.manage');
  const { facility_id } = await lockStanding(tx, id);
  const fresh = freshCode(tx);
  await tx.run(sql`update identity.device set code_hash = ${fresh.hash}, code_expires_at = ${fresh.expires_at} where facility_id = ${facility_id} and id = ${id}::uuid`);
  tx.emit({ verb: 'device.code_renewed', facility_id, subject_kind: 'device', subject_id: id });
  return { id, code: fresh.code, code_expires_at: fresh.expires_at.toISOString() };
}

/** The code is typed on the device: it is spent, and the device gets its secret. The code is the right to do so. */
export async function activateDevice(db: Db, typed: string): Promise<Device & { secret: string }> {
  return transact(db, { actor: visitor, reach: { facility_ids: 'all' } }, async (tx) => {
    const device = await tx.maybe<Device>(sql`
      select id, facility_id, kind, name from identity.device where code_hash = ${sha256(plainCode(typed))} and code_expires_at > ${tx.now} and revoked_at is null for update`);
    if (!device) throw codeUnknown;
    const secret = newSecret();
    await tx.run(sql`
      update identity.device set code_hash = null, code_expires_at = null, secret_hash = ${sha256(secret)}, activated_at = ${tx.now}, last_seen_at = ${tx.now} where facility_id = ${device.facility_id} and id = ${device.id}`);
    tx.emit({ verb: 'device.activated', facility_id: device.facility_id, subject_kind: 'device', subject_id: device.id, particulars: { kind: device.kind } });
    return { ...device, secret };
  });
}

/** Its cookie is worth nothing from the next request on. The row stays: captures name the device they came from. */
export async function revokeDevice(tx: Tx, { id }: { id: string }): Promise<void> {
  permit(tx.actor, 'device.manage');
  const { facility_id } = await lockStanding(tx, id);
  await tx.run(sql`
    update identity.device set revoked_at = ${tx.now}, revoked_by = ${tx.actor.account_id}, code_hash = null, code_expires_at = null, secret_hash = null where facility_id = ${facility_id} and id = ${id}::uuid`);
  tx.emit({ verb: 'device.revoked', facility_id, subject_kind: 'device', subject_id: id });
  forgetActors();
}

async function lockStanding(tx: Tx, id: string): Promise<{ facility_id: string }> {
  const row = await tx.one<{ facility_id: string; revoked_at: Date | null }>(sql`select facility_id, revoked_at from identity.device where id = ${id}::uuid for update`);
  if (row.revoked_at !== null) throw revokedAlready;
  return row;
}

function freshCode(tx: Tx): { code: string; hash: string; expires_at: Date } {
  const code = newCode();
  return { code, hash: sha256(plainCode(code)), expires_at: new Date(tx.now.getTime() + codeMinutes * 60_000) };
}

export const codeUnknown = new Refusal('device.code_unknown', { id: 'Kode tidak cocok, sudah dipakai, atau lewat 15 menit. Periksa ketikannya, atau minta kode baru kepada administrator.', en: 'The code does not match, was used, or is older than 15 minutes. Check it, or ask the administrator for a new one.' }, { field: 'code', status: 422 });
const revokedAlready = new Refusal('device.revoked_already', { id: 'Perangkat ini sudah dicabut. Daftarkan sebagai perangkat baru.', en: 'This device is revoked. Enrol it as a new one.' });

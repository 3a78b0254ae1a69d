/**
 * Visits to a kiosk. Nobody here has an account: the right to act is the enrolled device together with card and PIN, so these
 * take a `Db` and reach the device's facility alone.
 */
import { reading, transact, type Act, type Db, type Reader, type Tx } from '#kernel/db.ts';
import { visitor } from '#kernel/policy.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { pinMatches, waitMinutes, type Device } from '#identity';
import { dayAt } from '#organisation';
import { visitByToken, type Visit } from '../queries.ts';
import { lockRule, newVisitToken, notMatching, plainCardCode, tokenHash, waiting, type LockSeconds } from '../visit.ts';

const at = (device: Device): Act => ({ actor: visitor, reach: { facility_ids: [device.facility_id] } });

/** Card and PIN open a visit. A try is written down before the PIN is looked at; an unknown card hears the same as a wrong PIN. */
export async function openVisit(db: Db, device: Device, { code, pin }: { code: string; pin: string }): Promise<{ token: string }> {
  const tried = await transact(db, at(device), (tx) => beginTry(tx, device, plainCardCode(code)));
  if (!tried) throw notMatching;
  if ('minutes' in tried) throw waiting(tried.minutes);
  if (!(await pinMatches(db, pin, tried.pin_hash))) throw notMatching;
  const token = newVisitToken();
  await transact(db, at(device), async (tx) => {
    const { facility_id } = device;
    await tx.run(sql`update kiosk.pin set failures = 0, locked_until = null where facility_id = ${facility_id} and worker_id = ${tried.worker_id}`);
    await tx.run(sql`update kiosk.visit set ended_at = ${tx.now} where facility_id = ${facility_id} and ended_at is null and (worker_id = ${tried.worker_id} or device_id = ${device.id})`);
    const { reading: seconds } = await lockSeconds(tx, facility_id);
    const { id } = await tx.one<{ id: string }>(sql`
      insert into kiosk.visit (facility_id, worker_id, device_id, token_sha256, opened_at, locks_at) values (${facility_id}, ${tried.worker_id}, ${device.id}, ${tokenHash(token)}, ${tx.now}, ${new Date(tx.now.getTime() + seconds * 1000)}) returning id`);
    tx.emit({ verb: 'kiosk.opened', facility_id, subject_kind: 'worker', subject_id: tried.worker_id, particulars: { visit_id: id, device_id: device.id } });
  });
  return { token };
}

async function beginTry(tx: Tx, { facility_id, id: device_id }: Device, code: string): Promise<{ worker_id: string; pin_hash: string } | { minutes: number } | undefined> {
  const card = await tx.maybe<{ worker_id: string }>(sql`
    select c.worker_id from kiosk.card c join workforce.worker_published w on w.facility_id = c.facility_id and w.id = c.worker_id where c.facility_id = ${facility_id} and c.code = ${code} and c.revoked_at is null and w.state = 'present'`);
  if (!card) return undefined;
  const row = await tx.maybe<{ pin_hash: string; failures: number; locked_until: Date | null }>(sql`select pin_hash, failures, locked_until from kiosk.pin where facility_id = ${facility_id} and worker_id = ${card.worker_id} for update`);
  if (!row) return undefined;
  const left_ms = (row.locked_until?.getTime() ?? 0) - tx.now.getTime();
  if (left_ms > 0) return { minutes: Math.ceil(left_ms / 60_000) };
  const failures = row.failures + 1;
  const wait = waitMinutes(failures);
  await tx.run(sql`update kiosk.pin set failures = ${failures}, locked_until = ${wait > 0 ? new Date(tx.now.getTime() + wait * 60_000) : null} where facility_id = ${facility_id} and worker_id = ${card.worker_id}`);
  if (wait > 0) tx.emit({ verb: 'kiosk.slowed', facility_id, subject_kind: 'worker', subject_id: card.worker_id, particulars: { device_id, minutes: wait } });
  return { worker_id: card.worker_id, pin_hash: row.pin_hash };
}

/** The visit that goes on, its lock put off by this step; undefined when it has locked. */
export async function continueVisit(db: Db, device: Device, token: string, pace: keyof LockSeconds): Promise<{ visit: Visit; seconds: number } | undefined> {
  return transact(db, at(device), async (tx) => {
    const visit = await visitByToken(tx, { device_id: device.id, token_sha256: tokenHash(token) });
    if (!visit) return undefined;
    const seconds = (await lockSeconds(tx, visit.facility_id))[pace];
    await tx.run(sql`update kiosk.visit set locks_at = ${new Date(tx.now.getTime() + seconds * 1000)} where facility_id = ${visit.facility_id} and id = ${visit.id}`);
    return { visit, seconds };
  });
}

export async function endVisit(db: Db, device: Device, token: string): Promise<void> {
  await transact(db, at(device), (tx) => tx.run(sql`update kiosk.visit set ended_at = ${tx.now} where facility_id = ${device.facility_id} and device_id = ${device.id} and token_sha256 = ${tokenHash(token)} and ended_at is null`));
}

/** Reads for a visit: the rows of its facility, asked about its person alone. */
export function readingFor<T>(db: Db, { facility_id }: Visit, work: (reader: Reader) => Promise<T>): Promise<T> {
  return reading(db, { actor: visitor, reach: { facility_ids: [facility_id] } }, work);
}

async function lockSeconds(reader: Reader, facility_id: string): Promise<LockSeconds> {
  return (await ruleOn<LockSeconds>(reader, lockRule, await dayAt(reader, facility_id), facility_id)).value;
}

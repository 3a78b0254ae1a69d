import type { Reader, Tx } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { pinRoles } from './pin.ts';

export type SessionFacts = { assignment_id: string | null; device_id: string | null; seen_at: Date; idle_minutes: Record<string, number> | null };

/** What stands behind a session besides its account: the chosen term, the device it is bound to, when it was last used, and the limits in force today. */
export function sessionFacts(reader: Reader, session_id: string): Promise<SessionFacts | undefined> {
  return reader.maybe<SessionFacts>(sql`
    select assignment_id, device_id, coalesce(last_seen_at, created_at) as seen_at, kernel.rule_on('identity.idle_minutes', (${reader.now}::timestamptz at time zone 'Asia/Jakarta')::date) as idle_minutes
    from identity.session where id = ${session_id}::uuid`);
}

export async function touchSession(tx: Tx, session_id: string): Promise<void> {
  await tx.run(sql`update identity.session set last_seen_at = ${tx.now} where id = ${session_id}::uuid`);
}

export type Officer = { id: string; name: string; assignment_id: string };

/** Who may sign in by PIN on a device of this facility: a running term on its floor, and a PIN. */
export function officersWithPin(reader: Reader, facility_id: string): Promise<Officer[]> {
  return reader.all<Officer>(sql`
    select distinct on (c.name, c.id) c.id, c.name, s.id as assignment_id
    from identity.account c join identity.pin p on p.account_id = c.id join identity.assignment s on s.account_id = c.id join organisation.facility f on f.id = s.facility_id
    where s.facility_id = ${facility_id}::uuid and s.role = any (${[...pinRoles]}) and c.disabled_at is null and s.valid @> (${reader.now}::timestamptz at time zone f.timezone)::date
    order by c.name, c.id, s.role, s.id`);
}

export async function hasPin(reader: Reader, account_id: string): Promise<boolean> {
  return (await reader.maybe(sql`select 1 from identity.pin where account_id = ${account_id}::uuid`)) !== undefined;
}

export async function passwordHashOf(reader: Reader, account_id: string): Promise<string | undefined> {
  return (await reader.maybe<{ password: string | null }>(sql`select password from identity.credential where account_id = ${account_id}::uuid and provider_id = 'credential'`))?.password ?? undefined;
}

export type KeptWords = { id: string; path: string; entries: [string, string][] };
export function keptWords(reader: Reader, { id, account_id }: { id: string; account_id: string }): Promise<KeptWords> {
  return reader.one<KeptWords>(sql`select id, path, entries from identity.kept_words where id = ${id}::uuid and account_id = ${account_id}::uuid and kept_at > ${reader.now}::timestamptz - interval '8 hours'`);
}

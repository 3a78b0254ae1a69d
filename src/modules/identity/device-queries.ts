import { reading, transact, type Db, type Reader } from '#kernel/db.ts';
import { visitor } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';

import { sha256 } from './digest.ts';
import { claimOfDevice, type Device, type DeviceKind, type DeviceState } from './device.ts';

/** The secret is the right to be looked up, whatever facility it belongs to. */
const anywhere = { actor: visitor, reach: { facility_ids: 'all' } } as const;

/**
 * The enrolled device a request comes from. Asked anew each time, so that a revoked device is a stranger at its next
 * request. When it was seen is written down every five minutes, not at each step.
 */
export async function deviceOf(db: Db, request: Request): Promise<Device | undefined> {
  const claim = claimOfDevice(request);
  if (!claim) return undefined;
  const found = await reading(db, anywhere, (reader) => reader.maybe<Device & { stale: boolean }>(sql`
    select id, facility_id, kind, name, coalesce(last_seen_at < ${reader.now}::timestamptz - interval '5 minutes', true) as stale
    from identity.device where id = ${claim.id}::uuid and secret_hash = ${sha256(claim.secret)} and revoked_at is null`));
  if (!found) return undefined;
  const { stale, ...device } = found;
  if (stale) await transact(db, anywhere, (tx) => tx.run(sql`update identity.device set last_seen_at = ${tx.now} where facility_id = ${device.facility_id} and id = ${device.id}`));
  return device;
}

export type DeviceRow = Device & { facility_name: string; facility_code: string; state: DeviceState; enrolled_at: Date; code_expires_at: Date | null; last_seen_at: Date | null; revoked_at: Date | null };
const deviceRows = (reader: Reader) => sql`
  select * from (
    select d.id, d.facility_id, d.kind, d.name, f.name as facility_name, f.code as facility_code, d.enrolled_at, d.code_expires_at, d.last_seen_at, d.revoked_at,
      case when d.revoked_at is not null then 'revoked' when d.secret_hash is not null then 'active' when d.code_expires_at > ${reader.now} then 'waiting' else 'late' end as state
    from identity.device d join organisation.facility f on f.id = d.facility_id) d`;

/** Newest first, one page after the device `after`. */
export function listDevices(reader: Reader, { facility, kind, state, after, limit = 200 }: { facility?: string; kind?: DeviceKind; state?: DeviceState; after?: string; limit?: number } = {}): Promise<DeviceRow[]> {
  return reader.all<DeviceRow>(sql`
    ${deviceRows(reader)} where (${facility ?? null}::text is null or facility_code = ${facility ?? null}) and (${kind ?? null}::text is null or kind = ${kind ?? null})
      and (${state ?? null}::text is null or state = ${state ?? null}) and (${after ?? null}::uuid is null or id < ${after ?? null}::uuid) order by id desc limit ${limit}`);
}

export function deviceById(reader: Reader, id: string): Promise<DeviceRow> {
  return reader.one<DeviceRow>(sql`${deviceRows(reader)} where id = ${id}::uuid`);
}

/** The event log as the auditor reads it, and the proof that nobody changed it. */
import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';

export type AuditFilter = { chain?: string; verb?: string; subject?: string; actor?: string; from?: string; to?: string; after?: string; limit: number };
export type AuditRow = {
  id: string; chain: string; seq: number; at: Date; verb: string; facility_code: string | null; actor_email: string | null;
  subject_kind: string; subject_id: string; particulars: Record<string, unknown>; hash: string;
};

/** Newest first, one page after the event `after`. Days are Jakarta's. `chain` is a facility's code or 'nasional'. */
export async function listEvents(reader: Reader, { chain, verb, subject, actor, from, to, after, limit }: AuditFilter): Promise<AuditRow[]> {
  return reader.all<AuditRow>(sql`
    select e.id, e.chain, e.seq, e.at, e.verb, f.code as facility_code, c.email as actor_email, e.subject_kind, e.subject_id, e.particulars, encode(e.hash, 'hex') as hash
    from kernel.event e left join organisation.facility f on f.id = e.facility_id left join identity.account c on c.id = e.actor_id
    where (${chain ?? null}::text is null or (${chain ?? null} = 'nasional' and e.facility_id is null) or f.code = ${chain ?? null})
      and (${verb ?? null}::text is null or e.verb like ${verb ? `${verb.replace(/[\\%_]/g, '\\$&')}%` : null})
      and (${subject ?? null}::text is null or e.subject_id = ${subject ?? null} or e.subject_kind = ${subject ?? null})
      and (${actor ?? null}::text is null or c.email = ${actor ?? null})
      and (${from ?? null}::date is null or e.at >= ${from ?? null}::date::timestamp at time zone 'Asia/Jakarta')
      and (${to ?? null}::date is null or e.at < (${to ?? null}::date + 1)::timestamp at time zone 'Asia/Jakarta')
      and (${after ?? null}::uuid is null or e.id < ${after ?? null}::uuid)
    order by e.id desc limit ${limit}`);
}

export type ChainStatus = { chain: string; facility_code: string | null; events: number; broken_at: number | null; why: 'missing' | 'changed' | 'unlinked' | 'cut' | null };

/**
 * Recomputes the hash of every event from what it says and its predecessor's hash. Per chain, the first event that is
 * missing (a gap in numbers), unlinked (its predecessor's hash differs), changed (its own hash differs), or cut off at the
 * end (the head stands further). Needs a reader that reaches every facility.
 */
export async function verifyChains(reader: Reader): Promise<ChainStatus[]> {
  return reader.all<ChainStatus>(sql`
    with step as (
      select chain, seq, case
        when seq <> coalesce(lag(seq) over w, 0) + 1 then 'missing'
        when prev_hash <> coalesce(lag(hash) over w, '\\x00'::bytea) then 'unlinked'
        when hash <> kernel.event_hash(chain, seq, id, at, actor_id, verb, subject_kind, subject_id, particulars, prev_hash)
          or chain <> coalesce(facility_id, '00000000-0000-0000-0000-000000000000') then 'changed' end as why,
        hash
      from kernel.event window w as (partition by chain order by seq)),
    told as (select chain, count(*)::int as events, max(seq) as last, min(seq) filter (where why is not null) as broken_at from step group by chain)
    select h.chain, f.code as facility_code, coalesce(t.events, 0) as events,
      coalesce(t.broken_at, case when coalesce(t.last, 0) <> h.seq or last.hash is distinct from h.hash then greatest(coalesce(t.last, 0), 1) end) as broken_at,
      coalesce(first.why, case when coalesce(t.last, 0) <> h.seq or last.hash is distinct from h.hash then 'cut' end) as why
    from kernel.chain_head h left join told t on t.chain = h.chain left join step first on first.chain = t.chain and first.seq = t.broken_at
      left join step last on last.chain = t.chain and last.seq = t.last left join organisation.facility f on f.id = h.chain
    order by f.code nulls first`);
}

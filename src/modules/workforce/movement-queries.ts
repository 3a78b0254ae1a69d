import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Move } from './movement.ts';

export type MovementRow = { id: string; kind: Move; cause: string; on_day: string; back_by: string | null; decree: string; note: string };
export const movementsOf = (reader: Reader, facility_id: string, worker_id: string): Promise<MovementRow[]> =>
  reader.all(sql`select id, kind, cause, on_day, back_by, decree, note from workforce.movement where facility_id = ${facility_id} and worker_id = ${worker_id} order by recorded_at desc, id desc`);

export type MergeListed = { id: string; state: 'proposed' | 'approved' | 'refused' | 'undone'; reason: string; kept_id: string; kept_code: string; kept_number: string; duplicate_id: string; duplicate_code: string; duplicate_number: string; proposed_person: string | null; decided_person: string | null; proposed_at: Date; undone_reason: string | null };
const merges = sql`
  select m.id, m.state, m.reason, m.kept_id, k.roster_code as kept_code, k.register_number as kept_number, m.duplicate_id, d.roster_code as duplicate_code, d.register_number as duplicate_number, m.proposed_person, m.decided_person, m.proposed_at, m.undone_reason
  from workforce.merge m join workforce.worker k on k.facility_id = m.facility_id and k.id = m.kept_id join workforce.worker d on d.facility_id = m.facility_id and d.id = m.duplicate_id`;
export const mergesOf = (reader: Reader, facility_id: string, worker_id: string): Promise<MergeListed[]> =>
  reader.all(sql`${merges} where m.facility_id = ${facility_id} and (m.kept_id = ${worker_id} or m.duplicate_id = ${worker_id}) order by m.proposed_at desc`);
export const mergesProposed = (reader: Reader, facility_id: string): Promise<MergeListed[]> =>
  reader.all(sql`${merges} where m.facility_id = ${facility_id} and m.state = 'proposed' order by m.proposed_at`);
export const mergeById = (reader: Reader, facility_id: string, id: string): Promise<MergeListed> => reader.one(sql`${merges} where m.facility_id = ${facility_id} and m.id = ${id}`);

export type Target = { code: string; name: string };
export const transferTargets = (reader: Reader, facility_id: string): Promise<Target[]> => reader.all(sql`select code, name from organisation.facility where id <> ${facility_id} and exists (select 1 from organisation.facility own where own.id = ${facility_id} and own.is_sample = facility.is_sample) order by name`);

/** Seen from one side: a person's name only where the person is, or comes to. */
export type TransferListed = { id: string; state: 'sent' | 'received' | 'called_back'; incoming: boolean; other_name: string; name: string; register_number: string; kind: string; on_day: string; decree: string; sent_person: string | null; received_worker_id: string | null; savings_idr: number | null };
export const transfers = (reader: Reader, facility_id: string): Promise<TransferListed[]> =>
  reader.all(sql`
    select t.id, t.state, t.to_facility_id = ${facility_id} as incoming, f.name as other_name, t.person ->> 'name' as name, t.person ->> 'register_number' as register_number, t.person ->> 'kind' as kind, t.on_day, t.decree, t.sent_person,
      case when t.to_facility_id = ${facility_id} then t.received_worker_id end as received_worker_id, t.savings_idr
    from workforce.transfer t join organisation.facility f on f.id = case when t.to_facility_id = ${facility_id} then t.facility_id else t.to_facility_id end
    where ${facility_id} in (t.facility_id, t.to_facility_id) order by (t.state = 'sent') desc, t.sent_at desc limit 200`);

export type Owed = { id: string; roster_code: string; state: 'released' | 'died'; left_on: string; owed_idr: number };
/** Who left for good and still has savings here: to be paid out to the person, or to the heirs. */
export const owed = (reader: Reader, facility_id: string): Promise<Owed[]> =>
  reader.all(sql`
    select w.id, w.roster_code, w.state, max(m.on_day) as left_on, -s.balance_idr as owed_idr
    from workforce.worker w join workforce.movement m on m.facility_id = w.facility_id and m.worker_id = w.id and m.kind in ('release', 'death')
      join lateral (select sum(p.amount_idr)::bigint as balance_idr from ledger.posting_published p where p.facility_id = w.facility_id and p.worker_id = w.id) s on true
    where w.facility_id = ${facility_id} and w.state in ('released', 'died') and s.balance_idr < 0 group by w.id, w.roster_code, w.state, s.balance_idr order by 4, 2`);

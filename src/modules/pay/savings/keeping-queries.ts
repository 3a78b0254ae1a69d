import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Cause, Variant } from './keeping.ts';

export type HoldRow = { id: string; facility_id: string; number: string; worker_id: string; roster_code: string; amount_idr: number; cause: Cause; reason: string; basis: string; from: string; until: string; placed_person: string | null; released_at: Date | null; release_reason: string | null; living: boolean };
const holdRows = (day: string) => sql`
  select h.id, h.facility_id, h.number, h.worker_id, w.roster_code, h.amount_idr, h.cause, h.reason, h.basis, lower(h.valid) as "from", upper(h.valid) - 1 as until, h.placed_person, h.released_at, h.release_reason, (h.released_at is null and upper(h.valid) > ${day}::date) as living
  from pay.hold h join workforce.worker_published w on w.facility_id = h.facility_id and w.id = h.worker_id`;
export function holds(reader: Reader, { facility_id, worker_id, day }: { facility_id: string; worker_id?: string; day: string }): Promise<HoldRow[]> {
  return reader.all(sql`${holdRows(day)} where h.facility_id = ${facility_id} and (${worker_id ?? null}::uuid is null or h.worker_id = ${worker_id ?? null}::uuid) order by 15 desc, h.number desc limit 300`);
}
export function holdById(reader: Reader, id: string, day: string): Promise<HoldRow> {
  return reader.one(sql`${holdRows(day)} where h.id = ${id}::uuid`);
}

export type CustodyRow = { id: string; facility_id: string; worker_id: string; roster_code: string; variant: Variant; bank_code: string | null; last_digits: string | null; consent_on: string; consent_paper: string; from: string; to: string | null; recorded_person: string | null; approved_at: Date | null };
const custodyRows = sql`
  select c.id, c.facility_id, c.worker_id, w.roster_code, c.variant, p.bank_code, coalesce(right(p.account_number, 4), c.card_digits) as last_digits, c.consent_on, c.consent_paper, lower(c.valid) as "from", upper(c.valid) as "to", c.recorded_person, c.approved_at
  from pay.custody c join workforce.worker_published w on w.facility_id = c.facility_id and w.id = c.worker_id left join pay.payee p on p.facility_id = c.facility_id and p.id = c.payee_id`;
export function custodies(reader: Reader, facility_id: string): Promise<CustodyRow[]> {
  return reader.all(sql`${custodyRows} where c.facility_id = ${facility_id} order by c.approved_at is not null, w.roster_code, lower(c.valid) desc limit 500`);
}
/** Where a person's savings lie on a day; nothing recorded means the facility's account. */
export function custodyOn(reader: Reader, { facility_id, worker_id, day }: { facility_id: string; worker_id: string; day: string }): Promise<CustodyRow | undefined> {
  return reader.maybe(sql`${custodyRows} where c.facility_id = ${facility_id} and c.worker_id = ${worker_id} and c.approved_at is not null and c.valid @> ${day}::date`);
}

export type Payout = { facility_id: string; number: string; worker_id: string; kind: string; amount_idr: number; purpose: string; papers: Record<string, string>; heirs: { name: string; relation: string; amount_idr: number }[]; receipt_code: string | null };
export function payoutById(reader: Reader, id: string): Promise<Payout> {
  return reader.one(sql`
    select w.facility_id, w.number, w.worker_id, w.kind, w.amount_idr, w.purpose, w.papers, w.receipt_code,
      coalesce((select json_agg(json_build_object('name', h.name, 'relation', h.relation, 'amount_idr', h.amount_idr) order by h.position) from pay.heir h where h.facility_id = w.facility_id and h.withdrawal_id = w.id), '[]') as heirs from pay.withdrawal w where w.id = ${id}::uuid`);
}
/** Whom the savings of somebody dead may go to: the account that sending would use is of no use any more. */
export function ownAccount(reader: Reader, { facility_id, worker_id }: { facility_id: string; worker_id: string }): Promise<{ id: string } | undefined> {
  return reader.maybe(sql`select id from pay.payee where facility_id = ${facility_id} and worker_id = ${worker_id} and relation = 'own' and approved_at is not null and ended_at is null`);
}

export type Movable = { id: string; to_facility_id: string; received_worker_id: string; balance_idr: number };
/** People who were received elsewhere while money still came into their book here. */
export function leftBehind(reader: Reader, facility_id: string): Promise<(Movable & { worker_id: string })[]> {
  return reader.all(sql`
    select t.id, t.worker_id, t.to_facility_id, t.received_worker_id, pay.book(t.facility_id, t.worker_id) as balance_idr from workforce.transfer_published t join workforce.worker_published w on w.facility_id = t.facility_id and w.id = t.worker_id and w.state = 'transferred'
    where t.facility_id = ${facility_id} and t.state = 'received' and pay.book(t.facility_id, t.worker_id) > 0
      and t.id = (select l.id from workforce.transfer_published l where l.facility_id = t.facility_id and l.worker_id = t.worker_id and l.state = 'received' order by l.id desc limit 1)`);
}

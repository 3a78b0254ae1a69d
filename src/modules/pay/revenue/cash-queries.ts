import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { CashState, Outcome } from './cash.ts';

export type HeldPiece = { payment_id: string | null; earlier_id: string | null; holder: string | null; holder_name: string | null; what: string; oldest_on: string; amount_idr: number };
/** Cash in somebody's hands: receipts nobody passed on yet, and bundles that were taken and stayed. What is given and not taken is still the giver's. */
export function heldCash(reader: Reader, facility_id: string): Promise<HeldPiece[]> {
  return reader.all(sql`
    with spent as (select s.payment_id, s.earlier_id from pay.cash_source s join pay.cash_bundle b on b.facility_id = s.facility_id and b.id = s.bundle_id and b.state <> 'refused' where s.facility_id = ${facility_id}),
    pieces as (
      select t.payment_id, null::uuid as earlier_id, t.recorded_by as holder, t.number as what, p.on_day as oldest_on, p.amount_idr from ledger.posting_published p join orders.taken_published t on t.facility_id = p.facility_id and t.payment_id = case when p.ref_type = 'payment' then p.ref_id::uuid end
      where p.facility_id = ${facility_id} and p.account = '1110' and p.kind = 'payment' and not exists (select 1 from spent s where s.payment_id = t.payment_id)
      union all
      select null, b.id, b.taken_by, b.number, b.oldest_on, b.counted_idr from pay.cash_bundle b where b.facility_id = ${facility_id} and b.kind = 'person' and b.state = 'taken' and b.counted_idr > 0 and not exists (select 1 from spent s where s.earlier_id = b.id))
    select c.*, a.name as holder_name from pieces c left join identity.account_published a on a.id = c.holder order by c.oldest_on, c.what`);
}

export type BundleRow = { id: string; facility_id: string; number: string; kind: 'person' | 'bank'; state: CashState; given_person: string | null; given_by: string | null; giver: string | null; given_at: Date; given_idr: number; oldest_on: string; slip: string | null; taker: string | null; taken_at: Date | null; counted_idr: number | null; reason: string | null };
const bundleRows = sql`select b.id, b.facility_id, b.number, b.kind, b.state, b.given_person, b.given_by, g.name as giver, b.given_at, b.given_idr, b.oldest_on, b.slip, t.name as taker, b.taken_at, b.counted_idr, b.reason from pay.cash_bundle b left join identity.account_published g on g.id = b.given_by left join identity.account_published t on t.id = b.taken_by`;
export function bundles(reader: Reader, { facility_id, before = '', limit = 50 }: { facility_id: string; before?: string; limit?: number }): Promise<BundleRow[]> {
  return reader.all(sql`${bundleRows} where b.facility_id = ${facility_id} and (${before} = '' or b.number < ${before}) order by b.number desc limit ${limit}`);
}
export function bundleById(reader: Reader, id: string): Promise<BundleRow> {
  return reader.one(sql`${bundleRows} where b.id = ${id}::uuid`);
}

export type DifferenceRow = { id: string; facility_id: string; number: string; bundle: string; kind: 'person' | 'bank'; difference_idr: number; reason: string | null; state: 'open' | 'closed'; found_person: string | null; found_at: Date; outcome: Outcome | null; decision: string | null };
const differenceRows = sql`select d.id, d.facility_id, d.number, b.number as bundle, b.kind, d.difference_idr, b.reason, d.state, d.found_person, d.found_at, d.outcome, d.decision from pay.cash_difference d join pay.cash_bundle b on b.facility_id = d.facility_id and b.id = d.bundle_id`;
export function differences(reader: Reader, facility_id: string): Promise<DifferenceRow[]> {
  return reader.all(sql`${differenceRows} where d.facility_id = ${facility_id} order by d.state = 'open' desc, d.number desc limit 50`);
}
export function differenceById(reader: Reader, id: string): Promise<DifferenceRow> {
  return reader.one(sql`${differenceRows} where d.id = ${id}::uuid`);
}

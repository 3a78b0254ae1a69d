import type { Reader, Tx } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';

export type ReversalRow = { facility_id: string; id: string; number: string; settlement_id: string; reason: string; state: 'prepared' | 'approved' | 'refused'; prepared_at: Date; prepared_person: string | null; on_day: string | null; carried_idr: number; refusal_reason: string | null };
export function reversalById(tx: Tx, id: string): Promise<ReversalRow> {
  return tx.one(sql`select facility_id, id, number, settlement_id, reason, state, prepared_at, prepared_person, on_day, carried_idr, refusal_reason from pay.reversal where id = ${id} for update`);
}
export function reversalsOf(reader: Reader, settlement_id: string): Promise<ReversalRow[]> {
  return reader.all(sql`select facility_id, id, number, settlement_id, reason, state, prepared_at, prepared_person, on_day, carried_idr, refusal_reason from pay.reversal where settlement_id = ${settlement_id} order by prepared_at`);
}

/** The deposit that carries a settlement's state part; one whose code ran out carries nothing. */
export function depositCarrying(reader: Reader, settlement_id: string): Promise<{ number: string; state: string; amount_idr: number } | undefined> {
  return reader.maybe(sql`
    select d.number, d.state, l.amount_idr from pay.deposit_line l join pay.deposit d on d.facility_id = l.facility_id and d.id = l.deposit_id
    where l.settlement_id = ${settlement_id} and l.difference_id is null and l.amount_idr > 0 and d.state <> 'expired'`);
}

/** Whose book does not hold the amount any more, counting what is asked for and not decided, and what is held. */
export function shortOf(reader: Reader, settlement_id: string, day: string): Promise<{ roster_code: string; short_idr: number }[]> {
  return reader.all(sql`
    select w.roster_code, (p.amount_idr - b.free_idr)::bigint as short_idr from pay.settlement_worker p join workforce.worker_published w on w.facility_id = p.facility_id and w.id = p.worker_id
      cross join lateral (
        select coalesce((select -x.balance_idr from ledger.account a join ledger.balance x on x.facility_id = a.facility_id and x.account_id = a.id where a.facility_id = p.facility_id and a.worker_id = p.worker_id), 0)
          - coalesce((select sum(d.amount_idr) from pay.withdrawal d where d.facility_id = p.facility_id and d.worker_id = p.worker_id and d.state = 'prepared'), 0) - pay.held(p.facility_id, p.worker_id, ${day}::date)
          + coalesce((select sum(x.amount_idr) from pay.settlement_deduction x where x.facility_id = p.facility_id and x.settlement_id = p.settlement_id and x.worker_id = p.worker_id), 0) as free_idr) b
    join pay.settlement s on s.facility_id = p.facility_id and s.id = p.settlement_id where p.settlement_id = ${settlement_id} and s.reading = 'split_first' and p.amount_idr > b.free_idr order by w.roster_code`);
}

/** State parts that were paid in and then taken back, and lowered no deposit yet. */
export function carriedBack(reader: Reader, facility_id: string): Promise<{ settlement_id: string; number: string; amount_idr: number }[]> {
  return reader.all(sql`
    select r.settlement_id, s.number, r.carried_idr as amount_idr from pay.reversal r join pay.settlement s on s.facility_id = r.facility_id and s.id = r.settlement_id
    where r.facility_id = ${facility_id} and r.state = 'approved' and r.carried_idr > 0
      and not exists (select 1 from pay.deposit_line l join pay.deposit d on d.facility_id = l.facility_id and d.id = l.deposit_id where l.facility_id = r.facility_id and l.settlement_id = r.settlement_id and l.difference_id is null and l.amount_idr < 0 and d.state <> 'expired') order by r.on_day, s.number`);
}

import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Facts } from './undeposited.ts';

export type WaitingLine = Omit<Facts, 'today'> & { facility_code: string; facility_name: string; office: string | null; timezone: string; settlement: string; number: string; deposit_number: string | null; expires_at: Date | null; paid_on: string | null };
/** Every part of the state that is not paid in, or is paid and does not agree with the treasury yet, with the facts that say why: one facility, one office, or all in reach. */
export function waitingLines(reader: Reader, { facility_id = null, office = null }: { facility_id?: string | null; office?: string | null }): Promise<WaitingLine[]> {
  const all = reader.actor.facility_ids === 'all';
  return reader.all(sql`
    with recursive unit as materialized (
      select f.id, f.code, f.name, f.regional_office_code, f.timezone from organisation.facility f where (${facility_id}::uuid is null or f.id = ${facility_id}::uuid) and (${office}::text is null or f.regional_office_code = ${office}) and (${all} or f.id = any (${all ? [] : [...reader.actor.facility_ids]}::uuid[]))),
    due as materialized (
      select s.*, s.number as line_number, (select p.number from pay.settlement p where p.facility_id = s.facility_id and p.id = s.settlement_id) as settlement from pay.state_due_published s join unit u on u.id = s.facility_id),
    last as (
      select s.facility_id, s.settlement_id, s.difference_id, d.number, d.ntpn, d.expires_at, d.amount_idr, d.account_code, d.paid_at, case when d.state = 'billed' and d.expires_at < ${reader.now} then 'expired' else d.state end as state
      from due s cross join lateral (select d.* from pay.deposit_line l join pay.deposit d on d.facility_id = l.facility_id and d.id = l.deposit_id where l.facility_id = s.facility_id and l.settlement_id = s.settlement_id and l.difference_id is not distinct from s.difference_id and (l.amount_idr < 0) = (s.due_idr < 0) order by d.billed_at desc limit 1) d),
    -- Cash of a sale, through every hand it went: in the bank once a bundle with a slip was seen there.
    chain as (
      select s.facility_id, s.payment_id, s.bundle_id from pay.cash_source s join unit u on u.id = s.facility_id join pay.cash_bundle b on b.facility_id = s.facility_id and b.id = s.bundle_id and b.state <> 'refused' where s.payment_id is not null
      union all select c.facility_id, c.payment_id, s.bundle_id from chain c join pay.cash_source s on s.facility_id = c.facility_id and s.earlier_id = c.bundle_id join pay.cash_bundle b on b.facility_id = s.facility_id and b.id = s.bundle_id and b.state <> 'refused'),
    cash as (
      select p.facility_id, p.order_id, bool_or(not exists (select 1 from chain c join pay.cash_bundle b on b.facility_id = c.facility_id and b.id = c.bundle_id and b.kind = 'bank' and b.state = 'taken' where c.facility_id = p.facility_id and c.payment_id = p.id)) as at_hand,
        bool_or(exists (select 1 from chain c join pay.cash_difference x on x.facility_id = c.facility_id and x.bundle_id = c.bundle_id and x.state = 'open' where c.facility_id = p.facility_id and c.payment_id = p.id)) as differs
      from orders.payment_published p join unit u on u.id = p.facility_id where p.method = 'cash' and exists (select 1 from ledger.posting_published l where l.facility_id = p.facility_id and l.account = '1110' and l.kind = 'payment' and l.ref_id = p.id::text) group by 1, 2),
    back as (
      select facility_id, sum(amount_idr) as back_idr from (
        select s.facility_id, -s.due_idr as amount_idr from due s left join last l on l.facility_id = s.facility_id and l.settlement_id = s.settlement_id and l.difference_id is not distinct from s.difference_id where s.due_idr < 0 and coalesce(l.state, 'expired') = 'expired'
        union all select r.facility_id, r.carried_idr from pay.reversal r join unit u on u.id = r.facility_id where r.state = 'approved' and r.carried_idr > 0 and not exists (select 1 from pay.deposit_line l join pay.deposit d on d.facility_id = l.facility_id and d.id = l.deposit_id where l.facility_id = r.facility_id and l.settlement_id = r.settlement_id and l.difference_id is null and l.amount_idr < 0 and d.state <> 'expired')) b group by 1),
    owed as (select s.facility_id, sum(s.due_idr) as owed_idr from due s left join last l on l.facility_id = s.facility_id and l.settlement_id = s.settlement_id and l.difference_id is not distinct from s.difference_id where s.due_idr > 0 and coalesce(l.state, 'expired') = 'expired' group by 1)
    select u.code as facility_code, u.name as facility_name, u.regional_office_code as office, u.timezone, s.settlement, s.line_number as number, s.on_day, s.due_idr, kernel.rule_on('state.deposit_working_days', s.on_day, s.facility_id)::int as days,
      coalesce(l.state, 'none') as deposit, l.number as deposit_number, l.expires_at, (l.paid_at at time zone u.timezone)::date as paid_on,
      exists (select 1 from ledger.period_published p where p.facility_id = s.facility_id and p.month = date_trunc('month', s.on_day)::date and p.closed_at is not null) as month_closed,
      coalesce(k.at_hand, false) as cash_at_hand, coalesce(k.differs, false) as cash_difference, exists (select 1 from pay.difference d where d.facility_id = s.facility_id and d.settlement_id = s.settlement_id and d.state = 'prepared') as difference_pending,
      coalesce(b.back_idr >= o.owed_idr, false) as covered, case when l.state is distinct from 'paid' then 'none' else r.found end as statement
    from due s join unit u on u.id = s.facility_id left join last l on l.facility_id = s.facility_id and l.settlement_id = s.settlement_id and l.difference_id is not distinct from s.difference_id
      left join cash k on k.facility_id = s.facility_id and k.order_id = s.order_id left join back b on b.facility_id = s.facility_id left join owed o on o.facility_id = s.facility_id
      cross join lateral (select case
        when not exists (select 1 from pay.statement t where t.facility_id = s.facility_id and t.month = date_trunc('month', l.paid_at at time zone u.timezone)::date) then 'missing'
        when exists (select 1 from pay.statement_line t where t.facility_id = s.facility_id and t.ntpn = l.ntpn and t.amount_idr = l.amount_idr and t.account_code = l.account_code and t.paid_on = (l.paid_at at time zone u.timezone)::date) then 'agrees'
        when exists (select 1 from pay.finding_answer a where a.facility_id = s.facility_id and a.ntpn = l.ntpn and a.state = 'agreed') then 'agrees' else 'differs' end as found) r
    where l.state is distinct from 'paid' or r.found <> 'agrees' order by s.on_day, u.name, s.line_number`);
}

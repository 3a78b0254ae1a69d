import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Excuse, Item } from './month.ts';

export type UnitMonth = { facility_id: string; facility_code: string; facility_name: string; office: string | null; closed_at: Date | null; journals: number; open: Record<Item, number> };
/** How much of each item is open in a month, from the facts themselves: one facility, or every one in reach that has books. */
export function unitMonths(reader: Reader, { month, facility_id = null, office = null }: { month: string; facility_id?: string | null; office?: string | null }): Promise<UnitMonth[]> {
  const all = reader.actor.facility_ids === 'all';
  const first = sql`${`${month}-01`}::date`;
  const next = sql`(${`${month}-01`}::date + interval '1 month')::date`;
  return reader.all(sql`
    select f.id as facility_id, f.code as facility_code, f.name as facility_name, f.regional_office_code as office, p.closed_at, coalesce(p.journals, 0)::int as journals, json_build_object(
      'sessions', (select count(*) from workshop.session_published s where s.facility_id = f.id and s.day >= ${first} and s.day < ${next} and s.state not in ('closed', 'cancelled')),
      'attendance', (select count(*) from workshop.session_published s join workshop.roster_published r on r.facility_id = s.facility_id and r.session_id = s.id where s.facility_id = f.id and s.day >= ${first} and s.day < ${next} and s.state not in ('closed', 'cancelled')
        and not exists (select 1 from workshop.attendance_current a where a.facility_id = r.facility_id and a.session_id = r.session_id and a.worker_id = r.worker_id)),
      'orders', (select count(*) from orders.order_published o where o.facility_id = f.id and o.state = 'handed_over' and o.due_idr > 0 and o.due_idr <= o.paid_idr and exists (select 1 from orders.handover_published h where h.facility_id = o.facility_id and h.order_id = o.id and h.on_day < ${next})
        and not exists (select 1 from pay.settlement s where s.facility_id = o.facility_id and s.order_id = o.id and s.state not in ('refused', 'reversed'))),
      'settlements', (select count(*) from pay.settlement s where s.facility_id = f.id and s.state = 'prepared' and s.on_day < ${next}) + (select count(*) from pay.reversal r where r.facility_id = f.id and r.state = 'prepared' and r.prepared_at < ${next}) + (select count(*) from pay.difference d where d.facility_id = f.id and d.state = 'prepared' and d.prepared_at < ${next}) + (select count(*) from pay.realisation r where r.facility_id = f.id and r.state = 'prepared' and r.received_on < ${next}),
      'wages', (select count(*) from pay.run r where r.facility_id = f.id and r.month = ${first} and r.state = 'prepared')
        + (exists (select 1 from pay.wage_rate w where w.facility_id = f.id and w.basis = 'time' and w.valid && daterange(${first}, ${next})) and exists (select 1 from workshop.session_published s where s.facility_id = f.id and s.day >= ${first} and s.day < ${next} and s.state = 'closed')
          and not exists (select 1 from pay.settlement s join pay.settlement_worker w on w.facility_id = s.facility_id and w.settlement_id = s.id where s.facility_id = f.id and s.state = 'approved' and s.on_day >= ${first} and s.on_day < ${next} and w.amount_idr > 0)
          and not exists (select 1 from pay.run r where r.facility_id = f.id and r.month = ${first} and r.state <> 'refused'))::int,
      'deposits', (select count(*) from pay.state_due_published s where s.facility_id = f.id and s.on_day < ${next} and s.due_idr > 0
          and not exists (select 1 from pay.deposit_line l join pay.deposit d on d.facility_id = l.facility_id and d.id = l.deposit_id where l.facility_id = s.facility_id and l.settlement_id = s.settlement_id and l.difference_id is not distinct from s.difference_id and d.state <> 'expired'))
        + (select count(*) from pay.deposit d where d.facility_id = f.id and d.state = 'billed' and d.period < ${next}),
      'cash', (select count(*) from ledger.posting_published c where c.facility_id = f.id and c.account = '1110' and c.kind = 'payment' and c.on_day < ${next} and not exists (select 1 from pay.cash_source s join pay.cash_bundle b on b.facility_id = s.facility_id and b.id = s.bundle_id and b.state <> 'refused' where s.facility_id = c.facility_id and s.payment_id = c.ref_id::uuid))
        + (select count(*) from pay.cash_bundle b where b.facility_id = f.id and b.oldest_on < ${next} and (b.state = 'given' or (b.state = 'taken' and b.kind = 'person' and b.counted_idr > 0 and not exists (select 1 from pay.cash_source s join pay.cash_bundle l on l.facility_id = s.facility_id and l.id = s.bundle_id and l.state <> 'refused' where s.facility_id = b.facility_id and s.earlier_id = b.id))))
        + (select count(*) from pay.cash_difference d join pay.cash_bundle b on b.facility_id = d.facility_id and b.id = d.bundle_id where d.facility_id = f.id and d.state = 'open' and b.oldest_on < ${next}),
      'stock', (exists (select 1 from inventory.item_published i where i.facility_id = f.id and i.kind = 'material') and not exists (select 1 from kernel.event e where e.chain = f.id and e.verb = 'stock.counted' and e.at >= ${first}::timestamp at time zone f.timezone and e.at < ${next}::timestamp at time zone f.timezone))::int,
      'reconciliation', (select count(*) from (select d.ntpn, d.amount_idr, d.account_code, (d.paid_at at time zone f.timezone)::date as paid_on from pay.deposit d where d.facility_id = f.id and d.state = 'paid' and d.paid_at >= ${first}::timestamp at time zone f.timezone and d.paid_at < ${next}::timestamp at time zone f.timezone) d
        full join (select l.ntpn, l.amount_idr, l.account_code, l.paid_on from pay.statement s join pay.statement_line l on l.facility_id = s.facility_id and l.statement_id = s.id where s.facility_id = f.id and s.month = ${first}) l on l.ntpn = d.ntpn
        where (d.ntpn is null or l.ntpn is null or d.amount_idr <> l.amount_idr or d.account_code <> l.account_code or d.paid_on <> l.paid_on)
          and not exists (select 1 from pay.finding_answer a where a.facility_id = f.id and a.month = ${first} and a.ntpn = coalesce(d.ntpn, l.ntpn) and a.state = 'agreed' and a.finding = case when d.ntpn is null then 'not_in_ours' when l.ntpn is null then 'not_in_theirs' when d.amount_idr <> l.amount_idr then 'amount_differs' when d.account_code <> l.account_code then 'account_differs' else 'day_differs' end))
    ) as open
    from organisation.facility f left join ledger.period_published p on p.facility_id = f.id and p.month = ${first}
    where (${facility_id}::uuid is null or f.id = ${facility_id}::uuid) and (${office}::text is null or f.regional_office_code = ${office}) and (${all} or f.id = any (${all ? [] : [...reader.actor.facility_ids]}::uuid[]))
      and exists (select 1 from ledger.period_published b where b.facility_id = f.id) order by f.name`);
}

/** The newest reason of each item that was not refused. */
export function excusesOf(reader: Reader, { facility_id, month }: { facility_id: string; month: string }): Promise<Excuse[]> {
  return reader.all(sql`select distinct on (item) id, item, reason, open_count, state, asked_person from pay.close_excuse where facility_id = ${facility_id} and month = ${`${month}-01`} and state <> 'refused' order by item, asked_at desc, id desc`);
}
export function grantedIn(reader: Reader, month: string): Promise<(Excuse & { facility_id: string })[]> {
  return reader.all(sql`select distinct on (facility_id, item) facility_id, id, item, reason, open_count, state, asked_person from pay.close_excuse where month = ${`${month}-01`} and state = 'granted' order by facility_id, item, asked_at desc, id desc`);
}

export type Flow = { facility_id: string; sold_idr: number; received_idr: number; worker_idr: number; state_idr: number; capital_idr: number };
/** A month's money by facility, out of the postings: sold, received, and what went to people, state and capital. */
export function flowsIn(reader: Reader, { month, facility_id = null }: { month: string; facility_id?: string | null }): Promise<Flow[]> {
  const first = `${month}-01`;
  return reader.all(sql`
    select p.facility_id, coalesce(-sum(p.amount_idr) filter (where p.account = '2900' and p.kind in ('sale', 'credit')), 0)::bigint as sold_idr, coalesce(-sum(p.amount_idr) filter (where p.account = '1200' and p.kind in ('payment', 'refund')), 0)::bigint as received_idr,
      coalesce(-sum(p.amount_idr) filter (where p.worker_id is not null and p.kind not in ('withdrawal', 'claim', 'savings_transfer', 'savings_merge') and not (p.kind = 'reversal' and exists (select 1 from ledger.posting_published w where w.facility_id = p.facility_id and w.journal_id::text = p.ref_id and w.kind = 'withdrawal'))), 0)::bigint as worker_idr,
      coalesce(-sum(p.amount_idr) filter (where p.account = '2200' and p.kind <> 'deposit'), 0)::bigint as state_idr, coalesce(-sum(p.amount_idr) filter (where p.account = '3100'), 0)::bigint as capital_idr
    from ledger.posting_published p where p.on_day >= ${first}::date and p.on_day < ${first}::date + interval '1 month' and (${facility_id}::uuid is null or p.facility_id = ${facility_id}::uuid) group by 1`);
}

export type MonthState = { month: string; closed_at: Date | null; journals: number; granted: number };
export function monthStates(reader: Reader, facility_id: string): Promise<MonthState[]> {
  return reader.all(sql`
    select to_char(p.month, 'YYYY-MM') as month, p.closed_at, p.journals, (select count(*) from pay.close_excuse e where e.facility_id = p.facility_id and e.month = p.month and e.state = 'granted')::int as granted
    from ledger.period_published p where p.facility_id = ${facility_id} order by p.month desc limit 36`);
}
export type YearState = { year: number; open_months: string[]; asked_person: string | null; asked_at: Date | null; approved_at: Date | null; figures: Record<string, number> | null };
export function yearStates(reader: Reader, facility_id: string): Promise<YearState[]> {
  return reader.all(sql`
    select extract(year from p.month)::int as year, coalesce(json_agg(to_char(p.month, 'YYYY-MM') order by p.month) filter (where p.closed_at is null and p.journals > 0), '[]') as open_months, min(y.asked_person::text) as asked_person, min(y.asked_at) as asked_at, min(y.approved_at) as approved_at, (array_agg(y.figures))[1] as figures
    from ledger.period_published p left join pay.year_closure y on y.facility_id = p.facility_id and y.year = extract(year from p.month)::int where p.facility_id = ${facility_id} group by 1 order by 1 desc`);
}
export function yearFigures(reader: Reader, { facility_id, year }: { facility_id: string; year: number }): Promise<Record<string, number>> {
  return reader.all<{ account: string; balance_idr: number }>(sql`
    select left(p.account, 4) as account, sum(p.amount_idr)::bigint as balance_idr from ledger.posting_published p where p.facility_id = ${facility_id} and p.on_day < ${`${year + 1}-01-01`}::date group by 1 order by 1`).then((rows) => Object.fromEntries(rows.map((row) => [row.account, row.balance_idr])));
}

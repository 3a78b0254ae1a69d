import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';

/** What is owed to people since a day and is not in their savings yet: a sale that was handed over and paid, or a month of sessions that is over. */
export type Waiting = { facility_id: string; facility_code: string; facility_name: string; region: string | null; kind: 'order' | 'month'; thing: string; since: string; days: number; limit_days: number; late_days: number; prepared: boolean };
/** How long it took, of what came into the savings in the last ninety days. */
export type Pace = { facility_id: string; credited: number; median_days: number | null; in_time: number };

const reached = (reader: Reader, facility_id: string | null) => sql`(${facility_id}::uuid is null or f.id = ${facility_id}::uuid) and (${reader.actor.facility_ids === 'all'} or f.id = any (${reader.actor.facility_ids === 'all' ? [] : [...reader.actor.facility_ids]}::uuid[]))`;
/** A sale is owed from the later of its last handover and its last payment. */
const owedSince = sql`greatest((select max(h.on_day) from orders.handover_published h where h.facility_id = o.facility_id and h.order_id = o.id), (select max(p.paid_on) from orders.payment_published p where p.facility_id = o.facility_id and p.order_id = o.id))`;
/** In that month the facility's split left workers no share of sales: its people are paid by the session. */
const bySession = sql`not exists (select 1 from (select r.id, r.basis from pay.split_rule r where r.valid @> m.month and r.activity = '' and (r.facility_id is null or r.facility_id = f.id) order by r.facility_id nulls last limit 1) r where r.basis in ('piece', 'time') or exists (select 1 from pay.split_share s where s.rule_id = r.id and s.recipient = 'worker' and s.share_bp > 0))`;

export function waitingPay(reader: Reader, { facility_id = null, today }: { facility_id?: string | null; today: string }): Promise<Waiting[]> {
  return reader.all(sql`
    with unit as materialized (select f.id, f.code, f.name, f.regional_office_code as region from organisation.facility f where ${reached(reader, facility_id)}),
    open as (
      select o.facility_id, 'order' as kind, o.number as thing, ${owedSince} as since, exists (select 1 from pay.settlement s where s.facility_id = o.facility_id and s.order_id = o.id and s.state = 'prepared') as prepared
        from unit f join orders.order_published o on o.facility_id = f.id and o.state = 'handed_over' and o.due_idr > 0 and o.paid_idr >= o.due_idr where not exists (select 1 from pay.settlement s where s.facility_id = o.facility_id and s.order_id = o.id and s.state = 'approved')
      union all
      select f.id, 'month', to_char(m.month, 'YYYY-MM'), (m.month + interval '1 month')::date - 1, exists (select 1 from pay.run r where r.facility_id = f.id and r.month = m.month and r.state = 'prepared')
        from unit f cross join (select generate_series(date_trunc('month', ${today}::date) - interval '12 months', date_trunc('month', ${today}::date) - interval '1 month', interval '1 month')::date as month) m
        where ${bySession} and exists (select 1 from workshop.session_published s where s.facility_id = f.id and s.day >= m.month and s.day < m.month + interval '1 month' and s.state = 'closed')
          and not exists (select 1 from pay.run r where r.facility_id = f.id and r.month = m.month and r.state = 'approved')
          and exists (select 1 from pay.wage_rate r where r.facility_id = f.id and r.basis = 'time' and r.valid && daterange(m.month, (m.month + interval '1 month')::date)))
    select o.facility_id, f.code as facility_code, f.name as facility_name, f.region, o.kind, o.thing, o.since::text as since, ${today}::date - o.since as days, l.days as limit_days, greatest(0, ${today}::date - o.since - l.days) as late_days, o.prepared
    from open o join unit f on f.id = o.facility_id cross join lateral (select (kernel.rule_on(case o.kind when 'order' then 'pay.delay_days_order' else 'pay.delay_days_month' end, o.since, o.facility_id))::int as days) l order by late_days desc, days desc, f.code, o.thing limit 1000`);
}

export function paceOf(reader: Reader, { facility_id = null, today }: { facility_id?: string | null; today: string }): Promise<Pace[]> {
  return reader.all(sql`
    with unit as materialized (select f.id, f.timezone from organisation.facility f where ${reached(reader, facility_id)}),
    done as (
      select o.facility_id, (s.approved_at at time zone f.timezone)::date - ${owedSince} as days, 'pay.delay_days_order' as rule, ${owedSince} as since from unit f join pay.settlement s on s.facility_id = f.id and s.state = 'approved' and s.approved_at > ${today}::date - 90 join orders.order_published o on o.facility_id = s.facility_id and o.id = s.order_id
      union all
      select r.facility_id, r.on_day - ((r.month + interval '1 month')::date - 1), 'pay.delay_days_month', (r.month + interval '1 month')::date - 1 from unit f join pay.run r on r.facility_id = f.id and r.state = 'approved' and r.sequence = 1 and r.minutes > 0 and r.on_day > ${today}::date - 90)
    select facility_id, count(*)::int as credited, percentile_disc(0.5) within group (order by days)::int as median_days, count(*) filter (where days <= (kernel.rule_on(rule, since, facility_id))::int)::int as in_time from done where since is not null group by facility_id`);
}

export type Hourly = { facility_id: string; hourly_idr: number[] };
/** What each person's paid hour brought over three months to the end of `month`: wages of those months and shares of sales credited in them, over paid minutes of the same months. */
export function hourlyPay(reader: Reader, { facility_id = null, month }: { facility_id?: string | null; month: string }): Promise<Hourly[]> {
  const first = sql`(${`${month}-01`}::date - interval '2 months')::date`;
  const before = sql`(${`${month}-01`}::date + interval '1 month')::date`;
  return reader.all(sql`
    with unit as materialized (select f.id from organisation.facility f where ${reached(reader, facility_id)} and exists (select 1 from workshop.session_published s where s.facility_id = f.id and s.day >= ${first} and s.day < ${before})),
      worked as (select f.id as facility_id, m.worker_id, sum(m.minutes) as minutes from unit f cross join lateral workshop.paid_marks(f.id, ${first}, ${before}) m group by 1, 2),
      came as (select c.facility_id, c.worker_id, c.amount_idr from pay.credit_published c where c.kind <> 'wages' and c.facility_id in (select id from unit) and c.on_day >= ${first} and c.on_day < ${before}
        union all select l.facility_id, l.worker_id, l.gross_idr from pay.run r join pay.run_line l on l.facility_id = r.facility_id and l.run_id = r.id where r.state = 'approved' and r.facility_id in (select id from unit) and r.month >= ${first} and r.month < ${before}),
      paid as (select facility_id, worker_id, sum(amount_idr) as amount_idr from came group by 1, 2)
    select w.facility_id, array_agg(greatest(0, round(coalesce(p.amount_idr, 0) * 60.0 / w.minutes))::int order by 1) as hourly_idr from worked w left join paid p on p.facility_id = w.facility_id and p.worker_id = w.worker_id where w.minutes >= 60 group by w.facility_id`);
}

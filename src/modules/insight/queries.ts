import type { Reader } from '#kernel/db.ts';
import { join, sql, type Sql } from '#kernel/sql.ts';
import type { Attention, FigureName } from './figure.ts';

export type Fact = { facility_code: string; facility_name: string; thing: string; on_day: string; amount: number };

/** The facts a figure is made of: one row per thing, one amount per row; the figure is their sum. */
const lists: Record<FigureName, (month: string) => Sql> = {
  people_working: (month) => sql`
    select s.facility_id, w.roster_code as thing, min(s.day) as on_day, 1 as amount from workshop.session_published s
    -- Session by session: the view of newest marks is asked for the month's sessions, never for all there ever were (offset 0 keeps the planner from joining first).
    cross join lateral (select a.worker_id from workshop.attendance_current a where a.facility_id = s.facility_id and a.session_id = s.id and a.attended offset 0) a
    join workforce.worker_published w on w.facility_id = s.facility_id and w.id = a.worker_id
    where s.day >= ${`${month}-01`}::date and s.day < ${`${month}-01`}::date + interval '1 month' group by s.facility_id, w.roster_code`,
  premi: (month) => sql`
    select c.facility_id, c.number as thing, c.on_day, sum(c.amount_idr)::bigint as amount from pay.credit_published c
    where c.on_day >= ${`${month}-01`}::date and c.on_day < ${`${month}-01`}::date + interval '1 month' group by c.facility_id, c.number, c.on_day, c.kind having sum(c.amount_idr) <> 0`,
  agency_orders: (month) => sql`
    select o.facility_id, o.number as thing, o.placed_at::date as on_day, o.total_idr as amount from orders.order_published o
    where o.channel = 'agency' and o.state <> 'cancelled' and o.placed_at >= ${`${month}-01`}::date and o.placed_at < ${`${month}-01`}::date + interval '1 month'`,
  state_revenue: (month) => sql`
    select d.facility_id, d.number || ' · NTPN ' || d.ntpn as thing, d.paid_at::date as on_day, d.amount_idr as amount from pay.deposit_published d
    where d.state = 'paid' and d.paid_at >= ${`${month}-01`}::date and d.paid_at < ${`${month}-01`}::date + interval '1 month'`,
  undeposited: () => sql`
    select s.facility_id, s.number as thing, s.on_day, s.due_idr as amount from pay.state_due_published s
    where not exists (select 1 from pay.deposit_line_published l join pay.deposit_published d on d.facility_id = l.facility_id and d.id = l.deposit_id and d.state <> 'expired' where l.facility_id = s.facility_id and l.settlement_id = s.settlement_id and l.difference_id is not distinct from s.difference_id)`,
  late_orders: () => sql`
    select o.facility_id, o.number as thing, max(p.day) as on_day, 1 as amount from orders.order_published o join orders.order_line_published l on l.facility_id = o.facility_id and l.order_id = o.id
    join lateral (select day from orders.promise_published q where q.facility_id = l.facility_id and q.line_id = l.id and q.kind in ('promised', 'changed') order by q.at desc limit 1) p on true
    where o.state in ('accepted', 'in_production', 'ready', 'shipped') and p.day < current_date and not exists (select 1 from orders.promise_published q where q.facility_id = l.facility_id and q.line_id = l.id and q.kind = 'arrived') group by o.facility_id, o.number`,
};

export function factsOf(reader: Reader, figure: FigureName, { month, facility = '', limit = 500 }: { month: string; facility?: string; limit?: number }): Promise<Fact[]> {
  return reader.all(sql`
    select f.code as facility_code, f.name as facility_name, x.thing, x.on_day, x.amount from (${lists[figure](month)}) x join organisation.facility f on f.id = x.facility_id
    where ${facility} = '' or f.code = ${facility} order by x.on_day desc, f.name, x.thing limit ${limit}`);
}

/** Every figure of a month in one statement: the sums of their own lists. */
export async function sumsOf(reader: Reader, month: string, facility = ''): Promise<Record<FigureName, number>> {
  const names = Object.keys(lists) as FigureName[];
  const rows = await reader.all<{ name: FigureName; total: number }>(sql`${join(names.map((name) => sql`
    select ${name} as name, coalesce(sum(x.amount), 0)::bigint as total from (${lists[name](month)}) x join organisation.facility f on f.id = x.facility_id where ${facility} = '' or f.code = ${facility}`), ' union all ')}`);
  return Object.fromEntries(rows.map((row) => [row.name, row.total])) as Record<FigureName, number>;
}

export type Need = { facility_id: string; facility_code: string; facility_name: string; attention: Attention; n: number; since: string | null };

/** Who needs attention, and since when: the work of a regional office, worst first. */
export function needs(reader: Reader, { today, last_month }: { today: string; last_month: string }): Promise<Need[]> {
  return reader.all(sql`
    with needing as (
      select facility_id, 'late_orders' as attention, count(*)::int as n, min(on_day) as since, 1 as rank from (${lists.late_orders('2000-01')}) x group by facility_id
      union all select facility_id, 'tool_missing', count(*)::int, min(occurred_at)::date, 2 from workshop.incident_published where kind = 'tool_missing' and state = 'open' group by facility_id
      union all select facility_id, 'undeposited', count(*)::int, min(on_day), 3 from (${lists.undeposited('2000-01')}) x group by facility_id
      union all select facility_id, 'settlement_waiting', count(*)::int, min(on_day), 4 from pay.settlement_published where state = 'prepared' group by facility_id
      union all select facility_id, 'unanswered', count(*)::int, min(placed_at)::date, 5 from orders.order_published where state = 'placed' group by facility_id
      union all select f.id, 'not_reported', 1, (${`${last_month}-01`}::date + interval '1 month')::date, 6 from organisation.facility f where exists (select 1 from workshop.workshop_published w where w.facility_id = f.id)
        and not exists (select 1 from insight.monthly_report r where r.facility_id = f.id and r.month = ${`${last_month}-01`}::date and r.state <> 'draft')
    )
    select n.facility_id, f.code as facility_code, f.name as facility_name, n.attention, n.n, n.since from needing n join organisation.facility f on f.id = n.facility_id where n.since is null or n.since <= ${today}::date order by n.rank, n.since, f.name limit 2000`);
}

export type NeedsOfFacility = { facility_id: string; facility_code: string; facility_name: string; since: string | null; needs: Need[] };
/** One row per facility, in the order of its worst need: a hundred facilities are read by name, not by cause. */
export function byFacility(all: Need[]): NeedsOfFacility[] {
  const rows = new Map<string, NeedsOfFacility>();
  for (const need of all) {
    const row = rows.get(need.facility_id);
    if (row) rows.set(need.facility_id, { ...row, needs: [...row.needs, need], since: row.since !== null && (need.since === null || row.since < need.since) ? row.since : need.since });
    else rows.set(need.facility_id, { facility_id: need.facility_id, facility_code: need.facility_code, facility_name: need.facility_name, since: need.since, needs: [need] });
  }
  return [...rows.values()];
}

export type Coverage = { active: number; reported: number };
export function coverage(reader: Reader, month: string): Promise<Coverage> {
  return reader.one(sql`
    select count(*) as active, count(*) filter (where exists (select 1 from insight.monthly_report r where r.facility_id = f.id and r.month = ${`${month}-01`}::date and r.state <> 'draft')) as reported
    from organisation.facility f where exists (select 1 from workshop.workshop_published w where w.facility_id = f.id)`);
}

export type Dot = { id: string; code: string; name: string; latitude: number; longitude: number; is_sample: boolean; active: boolean };
export function dots(reader: Reader): Promise<Dot[]> {
  return reader.all(sql`select f.id, f.code, f.name, f.latitude, f.longitude, f.is_sample, exists (select 1 from workshop.workshop_published w where w.facility_id = f.id) as active from organisation.facility f order by f.is_sample`);
}

export type MatrixRow = { facility_code: string; facility_name: string; months: Record<string, string> };
export function submissions(reader: Reader, months: readonly string[]): Promise<MatrixRow[]> {
  return reader.all(sql`
    select f.code as facility_code, f.name as facility_name, coalesce((select json_object_agg(to_char(r.month, 'YYYY-MM'), r.state) from insight.monthly_report r where r.facility_id = f.id and to_char(r.month, 'YYYY-MM') = any (${[...months]}::text[])), '{}') as months
    from organisation.facility f where exists (select 1 from workshop.workshop_published w where w.facility_id = f.id) order by f.name limit 700`);
}

export function trend(reader: Reader, months: readonly string[]): Promise<{ month: string; premi_idr: number; state_idr: number }[]> {
  return reader.all(sql`
    select m.month, coalesce((select sum(c.amount_idr) from pay.credit_published c where c.on_day >= m.first and c.on_day < m.first + interval '1 month'), 0)::bigint as premi_idr,
      coalesce((select sum(s.due_idr) from pay.state_due_published s where s.on_day >= m.first and s.on_day < m.first + interval '1 month'), 0)::bigint as state_idr
    from (select month, (month || '-01')::date as first from unnest(${[...months]}::text[]) as given (month)) m order by m.month`);
}

export type ReportRow = { facility_id: string; month: string; state: 'draft' | 'submitted' | 'signed'; content: unknown; explanations: Record<string, string>; prepared_person: string | null; prepared_at: Date | null; signed_at: Date | null; document_code: string | null; version: number };
export function reportOf(reader: Reader, facility_id: string, month: string): Promise<ReportRow | undefined> {
  return reader.maybe(sql`select facility_id, to_char(month, 'YYYY-MM') as month, state, content, explanations, prepared_person, prepared_at, signed_at, document_code, version from insight.monthly_report where facility_id = ${facility_id} and month = ${`${month}-01`}::date`);
}

export type MonthFacts = { people: number; eligible: number; men: number; women: number; released: number; transferred: number; work_days: number; minutes: number; expected: number; attended: number; public_idr: number; agency_idr: number; receivable_idr: number; opening_idr: number; closing_idr: number; materials_idr: number; costs_idr: number; premi_idr: number; good: number; scrap: number; tools: number; tools_broken: number; tools_missing: number; tool_incidents: number; injuries: number; trainees: number; certificates: number };

/** What the facts of a month say, in one statement: the report's cells are these, and nobody types them. */
export function monthFacts(reader: Reader, facility_id: string, month: string): Promise<MonthFacts> {
  const from = sql`${`${month}-01`}::date`;
  const to = sql`(${`${month}-01`}::date + interval '1 month')::date`;
  return reader.one(sql`
    select
      (select count(*) from workforce.worker_published w where w.facility_id = ${facility_id} and w.state in ('present', 'away')) as people,
      (select count(distinct p.worker_id) from workforce.placement_published p where p.facility_id = ${facility_id} and p.valid && daterange(${from}, ${to})) as eligible,
      (select count(distinct a.worker_id) from workshop.attendance_current a join workshop.session_published s on s.facility_id = a.facility_id and s.id = a.session_id join workforce.worker_published w on w.facility_id = a.facility_id and w.id = a.worker_id where a.facility_id = ${facility_id} and a.attended and w.sex = 'L' and s.day >= ${from} and s.day < ${to}) as men,
      (select count(distinct a.worker_id) from workshop.attendance_current a join workshop.session_published s on s.facility_id = a.facility_id and s.id = a.session_id join workforce.worker_published w on w.facility_id = a.facility_id and w.id = a.worker_id where a.facility_id = ${facility_id} and a.attended and w.sex = 'P' and s.day >= ${from} and s.day < ${to}) as women,
      (select count(*) from workforce.worker_published w where w.facility_id = ${facility_id} and w.state = 'released') as released, (select count(*) from workforce.worker_published w where w.facility_id = ${facility_id} and w.state = 'transferred') as transferred,
      (select count(distinct s.day) from workshop.session_published s where s.facility_id = ${facility_id} and s.state <> 'cancelled' and s.day >= ${from} and s.day < ${to}) as work_days,
      coalesce((select sum(a.minutes) from workshop.attendance_current a join workshop.session_published s on s.facility_id = a.facility_id and s.id = a.session_id where a.facility_id = ${facility_id} and s.day >= ${from} and s.day < ${to}), 0)::int as minutes,
      (select count(*) from workshop.attendance_current a join workshop.session_published s on s.facility_id = a.facility_id and s.id = a.session_id where a.facility_id = ${facility_id} and s.day >= ${from} and s.day < ${to}) as expected,
      (select count(*) from workshop.attendance_current a join workshop.session_published s on s.facility_id = a.facility_id and s.id = a.session_id where a.facility_id = ${facility_id} and a.attended and s.day >= ${from} and s.day < ${to}) as attended,
      coalesce((select sum(o.total_idr) from orders.order_published o where o.facility_id = ${facility_id} and o.channel = 'public' and o.state <> 'cancelled' and o.placed_at >= ${from} and o.placed_at < ${to}), 0)::bigint as public_idr,
      coalesce((select sum(o.total_idr) from orders.order_published o where o.facility_id = ${facility_id} and o.channel = 'agency' and o.state <> 'cancelled' and o.placed_at >= ${from} and o.placed_at < ${to}), 0)::bigint as agency_idr,
      coalesce((select sum(p.amount_idr) from ledger.posting_published p where p.facility_id = ${facility_id} and p.account = '1200' and p.on_day < ${to}), 0)::bigint as receivable_idr,
      -coalesce((select sum(p.amount_idr) from ledger.posting_published p where p.facility_id = ${facility_id} and p.account = '3100' and p.on_day < ${from}), 0)::bigint as opening_idr,
      -coalesce((select sum(p.amount_idr) from ledger.posting_published p where p.facility_id = ${facility_id} and p.account = '3100' and p.on_day < ${to}), 0)::bigint as closing_idr,
      coalesce((select sum(m.quantity * m.unit_cost_idr) from inventory.move_published m where m.facility_id = ${facility_id} and m.reason = 'receipt' and m.on_day >= ${from} and m.on_day < ${to}), 0)::bigint as materials_idr,
      coalesce((select sum(s.costs_idr) from pay.settlement_published s where s.facility_id = ${facility_id} and s.state = 'approved' and s.on_day >= ${from} and s.on_day < ${to}), 0)::bigint as costs_idr,
      coalesce((select sum(c.amount_idr) from pay.credit_published c where c.facility_id = ${facility_id} and c.on_day >= ${from} and c.on_day < ${to}), 0)::bigint as premi_idr,
      coalesce((select sum(o.good) from production.output_published o where o.facility_id = ${facility_id} and o.occurred_at >= ${from} and o.occurred_at < ${to}), 0)::int as good, coalesce((select sum(o.scrap) from production.output_published o where o.facility_id = ${facility_id} and o.occurred_at >= ${from} and o.occurred_at < ${to}), 0)::int as scrap,
      (select count(*) from workshop.tool_published t where t.facility_id = ${facility_id}) as tools, (select count(*) from workshop.tool_published t where t.facility_id = ${facility_id} and t.state = 'broken') as tools_broken, (select count(*) from workshop.tool_published t where t.facility_id = ${facility_id} and t.state = 'missing') as tools_missing,
      (select count(*) from workshop.incident_published i where i.facility_id = ${facility_id} and i.kind = 'tool_missing' and i.occurred_at >= ${from} and i.occurred_at < ${to}) as tool_incidents, (select count(*) from workshop.incident_published i where i.facility_id = ${facility_id} and i.kind = 'accident' and i.occurred_at >= ${from} and i.occurred_at < ${to}) as injuries,
      (select count(*) from training.enrolment_published e where e.facility_id = ${facility_id} and e.starts_on < ${to} and coalesce(e.ends_on, e.starts_on) >= ${from}) as trainees, (select count(*) from training.certificate_published c where c.facility_id = ${facility_id} and c.issued_on >= ${from} and c.issued_on < ${to} and c.revoked_at is null) as certificates`);
}

export function monthProducts(reader: Reader, facility_id: string, month: string): Promise<{ name: string; unit: string; made: number; failed: number; value_idr: number }[]> {
  return reader.all(sql`
    select p.name_id as name, p.unit, sum(i.passed)::int as made, sum(i.failed)::int as failed, sum(i.passed * coalesce(c.amount_idr, 0))::bigint as value_idr
    from production.inspection_published i join production.work_order_published w on w.facility_id = i.facility_id and w.id = i.work_order_id join products.product_published p on p.facility_id = w.facility_id and p.id = w.product_id
      left join products.price_published c on c.facility_id = p.facility_id and c.product_id = p.id and c.valid @> (${`${month}-01`}::date + interval '27 days')::date
    where i.facility_id = ${facility_id} and i.occurred_at >= ${`${month}-01`}::date and i.occurred_at < ${`${month}-01`}::date + interval '1 month' group by p.name_id, p.unit order by p.name_id`);
}
export function monthDeposits(reader: Reader, facility_id: string, month: string): Promise<{ ntpn: string; day: string; amount_idr: number }[]> {
  return reader.all(sql`select ntpn, paid_at::date as day, amount_idr from pay.deposit_published where facility_id = ${facility_id} and state = 'paid' and to_char(paid_at, 'YYYY-MM') = ${month} order by paid_at`);
}

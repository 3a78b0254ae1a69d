import type { Reader } from '#kernel/db.ts';
import { join, sql, type Sql } from '#kernel/sql.ts';
import { isMeasure, measures, valueOf, type Measured, type MeasureName, type Part } from './measure.ts';

/** Whose facts: all in reach, one region, or one facility. */
export type Scope = { office?: string | undefined; facility?: string | undefined };

/** Facilities that have a workshop: of them an industry's facts are expected. */
const industrial = sql`(select distinct facility_id from workshop.workshop_published)`;
const inMonth = (column: Sql, day: string): Sql => sql`${column} >= date_trunc('month', ${day}::date) and ${column} <= ${day}::date`;
const within = (column: Sql, day: string, days: number): Sql => sql`${column} <= ${day}::date and ${column} > ${day}::date - ${days}::int`;
/** Facilities with a workshop for which something is there: one or nothing, of one. */
const present = (there: Sql, as_of: Sql): Sql => sql`select i.facility_id, count(x.facility_id)::numeric as part, 1::numeric as whole, max(x.as_of) as as_of from ${industrial} i left join (select distinct on (facility_id) facility_id, ${as_of} as as_of from ${there} order by facility_id) x on x.facility_id = i.facility_id group by i.facility_id`;
const placed = (day: string): Sql => sql`(select distinct facility_id, worker_id from workforce.placement_published where valid @> ${day}::date)`;
const orderDay = sql`(placed_at at time zone 'Asia/Jakarta')::date`;

/** For each facility that has the facts: its part, the whole it is a part of (null where parts are added), and the day of the newest fact. */
const made: Record<MeasureName, (day: string) => Sql> = {
  posts_filled: (day) => sql`select p.facility_id, count(distinct h.post_id)::numeric as part, count(distinct p.id)::numeric as whole, max(lower(h.valid)) as as_of from organisation.post_published p left join organisation.holding_published h on h.facility_id = p.facility_id and h.post_id = p.id and h.kind in ('definitive', 'plt') and h.valid @> ${day}::date where p.valid @> ${day}::date group by 1`,
  charters: (day) => present(sql`(select facility_id, lower(valid) as begins from organisation.charter_published where valid @> ${day}::date) c`, sql`begins`),
  officers_certified: (day) => sql`select h.facility_id, count(distinct s.staff_id)::numeric as part, count(distinct h.staff_id)::numeric as whole, max(s.issued_on) as as_of from organisation.holding_published h left join organisation.staff_skill_published s on s.facility_id = h.facility_id and s.staff_id = h.staff_id and s.level > 0 and s.issued_on <= ${day}::date and (s.valid_until is null or s.valid_until >= ${day}::date) where h.valid @> ${day}::date group by 1`,
  certificates: (day) => sql`select facility_id, count(*)::numeric as part, null::numeric as whole, max(issued_on) as as_of from training.certificate_published where revoked_at is null and ${within(sql`issued_on`, day, 365)} group by 1`,
  budgets: (day) => present(sql`(select facility_id, make_date(year, 1, 1) as begins from budget.ceiling_published where year = extract(year from ${day}::date) and planned_idr > 0) c`, sql`begins`),
  budget_planned: (day) => sql`select facility_id, sum(planned_idr) as part, null::numeric as whole, make_date(year, 1, 1) as as_of from budget.ceiling_published where year = extract(year from ${day}::date) group by facility_id, year`,
  budget_used: (day) => sql`select facility_id, sum(realised_idr) as part, sum(planned_idr) as whole, make_date(year, 1, 1) as as_of from budget.ceiling_published where year = extract(year from ${day}::date) group by facility_id, year having sum(planned_idr) > 0`,
  people_working: (day) => sql`select s.facility_id, count(distinct a.worker_id)::numeric as part, null::numeric as whole, max(s.day) as as_of from workshop.session_published s cross join lateral (select a.worker_id from workshop.attendance_current a where a.facility_id = s.facility_id and a.session_id = s.id and a.attended offset 0) a where ${inMonth(sql`s.day`, day)} group by 1`,
  places_filled: (day) => sql`select w.facility_id, least(coalesce(max(p.people), 0), sum(w.capacity))::numeric as part, sum(w.capacity)::numeric as whole, ${day}::date as as_of from workshop.workshop_published w left join (select facility_id, count(*) as people from ${placed(day)} d group by 1) p on p.facility_id = w.facility_id group by 1`,
  passed_first: (day) => sql`select facility_id, sum(passed)::numeric as part, sum(passed + failed)::numeric as whole, max(occurred_at)::date as as_of from production.inspection_published where ${within(sql`occurred_at::date`, day, 90)} group by 1 having sum(passed + failed) > 0`,
  on_time: (day) => sql`select a.facility_id, count(*) filter (where a.day <= p.day)::numeric as part, count(*)::numeric as whole, max(a.day) as as_of from orders.promise_published a join orders.promise_published p on p.facility_id = a.facility_id and p.line_id = a.line_id and p.kind = 'promised' where a.kind = 'arrived' and ${within(sql`a.day`, day, 90)} group by 1`,
  in_window: () => present(sql`catalogue.listing_published`, sql`published_at::date`),
  sales: (day) => sql`select facility_id, sum(goods_idr) as part, null::numeric as whole, max(${orderDay}) as as_of from orders.order_published where state <> 'cancelled' and ${inMonth(orderDay, day)} group by 1`,
  agency_sales: (day) => sql`select facility_id, sum(goods_idr) as part, null::numeric as whole, max(${orderDay}) as as_of from orders.order_published where state <> 'cancelled' and channel = 'agency' and ${inMonth(orderDay, day)} group by 1`,
  agency_share: (day) => sql`select facility_id, coalesce(sum(goods_idr) filter (where channel = 'agency'), 0) as part, sum(goods_idr) as whole, max(${orderDay}) as as_of from orders.order_published where state <> 'cancelled' and ${within(orderDay, day, 90)} group by 1 having sum(goods_idr) > 0`,
  openings: (day) => present(sql`(select facility_id, lower(valid) as begins from partnerships.opening_published where valid @> ${day}::date and closed_at is null) o`, sql`begins`),
  firms_invited: (day) => sql`select facility_id, count(*)::numeric as part, null::numeric as whole, max(made_at)::date as as_of from partnerships.interest_published where state = 'invited' and ${within(sql`made_at::date`, day, 365)} group by 1`,
  premi: (day) => sql`select facility_id, sum(amount_idr) as part, null::numeric as whole, max(on_day) as as_of from pay.credit_published where ${inMonth(sql`on_day`, day)} group by 1`,
  state_revenue: (day) => sql`select facility_id, sum(amount_idr) as part, null::numeric as whole, max(paid_at)::date as as_of from pay.deposit_published where state = 'paid' and paid_at::date <= ${day}::date and paid_at >= date_trunc('year', ${day}::date) group by 1`,
  workers_certified: (day) => sql`select p.facility_id, count(distinct c.worker_id)::numeric as part, count(distinct p.worker_id)::numeric as whole, max(c.issued_on) as as_of from ${placed(day)} p left join training.certificate_published c on c.facility_id = p.facility_id and c.worker_id = p.worker_id and c.revoked_at is null and c.issued_on <= ${day}::date and (c.valid_until is null or c.valid_until >= ${day}::date) group by 1`,
  waiting: (day) => sql`select facility_id, count(distinct worker_id)::numeric as part, null::numeric as whole, ${day}::date as as_of from workforce.waiting_spell_published where ends is null group by 1`,
  // Nothing open is a fact as well, where there is a workshop at all.
  tools_missing: (day) => sql`select i.facility_id, count(x.id)::numeric as part, null::numeric as whole, ${day}::date as as_of from ${industrial} i left join workshop.incident_published x on x.facility_id = i.facility_id and x.kind = 'tool_missing' and x.state = 'open' group by 1`,
  complaints_late: (day) => sql`select i.facility_id, count(x.number)::numeric as part, null::numeric as whole, ${day}::date as as_of from ${industrial} i left join kiosk.overdue_published x on x.facility_id = i.facility_id group by 1`,
};

const scoped = ({ office, facility }: Scope): Sql => sql`(${office ?? ''} = '' or f.regional_office_code = ${office ?? ''}) and (${facility ?? ''} = '' or f.code = ${facility ?? ''})`;

type Row = { measure: string; part: number; whole: number | null; reporting: number; as_of: string | null };
/** Several measures on one day, in one statement. */
export async function measuredOn(reader: Reader, names: readonly MeasureName[], { day, ...scope }: { day: string } & Scope): Promise<Map<MeasureName, Measured>> {
  const wanted = [...new Set(names)];
  if (wanted.length === 0) return new Map();
  const { expected } = await reader.one<{ expected: number }>(sql`select count(*)::int as expected from ${industrial} i join organisation.facility f on f.id = i.facility_id where ${scoped(scope)}`);
  const rows = await reader.all<Row>(sql`${join(wanted.map((name) => sql`
    select ${name} as measure, coalesce(sum(x.part), 0)::float8 as part, sum(x.whole)::float8 as whole, count(*)::int as reporting, max(x.as_of) as as_of from (${made[name](day)}) x join organisation.facility f on f.id = x.facility_id where ${scoped(scope)}`), ' union all ')}`);
  return new Map(rows.flatMap(({ measure, part, whole, reporting, as_of }) => (isMeasure(measure) ? [[measure, { measure, part, whole, reporting, expected, as_of, value: reporting === 0 ? null : valueOf(measures[measure], part, whole) }] as const] : [])));
}

/** What one figure is made of: each facility's part. */
export function partsOf(reader: Reader, name: MeasureName, { day, ...scope }: { day: string } & Scope): Promise<Part[]> {
  return reader.all(sql`
    select x.facility_id, f.code as facility_code, f.name as facility_name, f.regional_office_code, x.part::float8 as part, x.whole::float8 as whole, x.as_of from (${made[name](day)}) x join organisation.facility f on f.id = x.facility_id where ${scoped(scope)} order by f.name limit 2000`);
}

/** The same measure on several days, oldest first. */
export async function trendOf(reader: Reader, name: MeasureName, days: readonly string[], scope: Scope = {}): Promise<{ day: string; value: number | null }[]> {
  const rows = await reader.all<{ day: string; part: number; whole: number | null; reporting: number }>(sql`${join(days.map((day) => sql`
    select ${day}::date as day, coalesce(sum(x.part), 0)::float8 as part, sum(x.whole)::float8 as whole, count(*)::int as reporting from (${made[name](day)}) x join organisation.facility f on f.id = x.facility_id where ${scoped(scope)}`), ' union all ')} order by day`);
  return rows.map(({ day, part, whole, reporting }) => ({ day, value: reporting === 0 ? null : valueOf(measures[name], part, whole) }));
}

/** Facilities with a workshop whose facts for a measure are not there. */
export function silentOn(reader: Reader, name: MeasureName, { day, ...scope }: { day: string } & Scope): Promise<{ facility_code: string; facility_name: string }[]> {
  return reader.all(sql`select f.code as facility_code, f.name as facility_name from ${industrial} i join organisation.facility f on f.id = i.facility_id where ${scoped(scope)} and not exists (select 1 from (${made[name](day)}) x where x.facility_id = i.facility_id) order by f.name limit 700`);
}

/** Facilities of the register in scope, whether they have a workshop or not. */
export async function registered(reader: Reader, scope: Scope): Promise<number> {
  return (await reader.one<{ n: number }>(sql`select count(*)::int as n from organisation.facility f where ${scoped(scope)}`)).n;
}

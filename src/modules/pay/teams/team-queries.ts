import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Contribution, Team } from '../split.ts';
import { pure, type Batch, type Method, type Simulation, type TeamSplitState } from './team.ts';

const methodColumns = sql`t.hours_bp, t.skill_bp, t.output_bp, t.equal_bp`;
export type TeamSplitRow = Method & { id: string; facility_id: string; activity: string; from: string; to: string | null; legal_basis: string; simulation: Simulation; state: TeamSplitState; prepared_person: string | null; decided_on: string | null; refused_reason: string | null };
const splitRows = sql`select t.id, t.facility_id, t.activity, ${methodColumns}, lower(t.valid) as "from", upper(t.valid) as "to", t.legal_basis, t.simulation, t.state, t.prepared_person, t.decided_on, t.refused_reason from pay.team_split t`;
export function teamSplits(reader: Reader, facility_id: string): Promise<TeamSplitRow[]> {
  return reader.all(sql`${splitRows} where t.facility_id = ${facility_id} order by t.state = 'prepared' desc, lower(t.valid) desc limit 100`);
}
export function teamSplitById(reader: Reader, id: string): Promise<TeamSplitRow> {
  return reader.one(sql`${splitRows} where t.id = ${id}::uuid`);
}

/** The way in force for an activity on a day; the one for the activity outranks the general. */
export function splitOn(reader: Reader, { facility_id, activity, day }: { facility_id: string; activity: string; day: string }): Promise<{ id: string } | undefined> {
  return reader.maybe(sql`select t.id from pay.team_split t where t.facility_id = ${facility_id} and t.state = 'approved' and (t.activity = '' or t.activity = ${activity}) and t.valid @> ${day}::date order by t.activity = '' limit 1`);
}

export type Unfrozen = { work_order_id: string; activity: string; began_on: string };
/** Work orders of an order that no way was frozen for yet, with the day they began. */
export function unfrozenOf(reader: Reader, facility_id: string, order_id: string): Promise<Unfrozen[]> {
  return reader.all(sql`
    select distinct w.id as work_order_id, p.category as activity, (w.created_at at time zone f.timezone)::date::text as began_on from orders.shipment_published s join orders.shipment_line_published l on l.facility_id = s.facility_id and l.shipment_id = s.id
      join production.work_order_published w on w.facility_id = l.facility_id and w.id = l.work_order_id join products.product_published p on p.facility_id = w.facility_id and p.id = w.product_id join organisation.facility f on f.id = w.facility_id
    where s.facility_id = ${facility_id} and s.order_id = ${order_id} and not exists (select 1 from pay.batch_split b where b.facility_id = w.facility_id and b.work_order_id = w.id) order by 1`);
}
export function unfrozenById(reader: Reader, facility_id: string, work_order_id: string): Promise<Unfrozen | undefined> {
  return reader.maybe(sql`
    select w.id as work_order_id, p.category as activity, (w.created_at at time zone f.timezone)::date::text as began_on from production.work_order_published w join products.product_published p on p.facility_id = w.facility_id and p.id = w.product_id join organisation.facility f on f.id = w.facility_id
    where w.facility_id = ${facility_id} and w.id = ${work_order_id} and not exists (select 1 from pay.batch_split b where b.facility_id = w.facility_id and b.work_order_id = w.id)`);
}

export type BatchRow = { order_id: string; work_order_id: string; number: string; activity: string; value_idr: number; split_id: string | null; people: Contribution[] } & { [key in keyof Method]: number | null };
/** What orders took of each work order, by value, with its frozen way and everybody's part in it, scaled to what was taken. */
export function batchesOf(reader: Reader, facility_id: string, order_ids: readonly string[]): Promise<BatchRow[]> {
  return reader.all(sql`
    with taken as (
      select p.order_id, s.work_order_id, sum(s.quantity) as quantity, sum(s.quantity * l.unit_price_idr) as value_idr from orders.shipment_published p join orders.shipment_line_published s on s.facility_id = p.facility_id and s.shipment_id = p.id
        join orders.order_line_published l on l.facility_id = s.facility_id and l.id = s.line_id where p.facility_id = ${facility_id} and p.order_id = any (${order_ids}::uuid[]) and s.work_order_id is not null group by p.order_id, s.work_order_id),
    made as (select t.*, greatest(t.quantity, (select coalesce(sum(i.passed), 0) from production.inspection_published i where i.facility_id = ${facility_id} and i.work_order_id = t.work_order_id)) as passed from taken t),
    worked as materialized (select c.* from production.contribution_published c where c.facility_id = ${facility_id} and c.work_order_id in (select work_order_id from taken))
    select m.order_id, m.work_order_id, w.number, p.category as activity, m.value_idr::bigint as value_idr, b.split_id, ${methodColumns},
      coalesce((select json_agg(json_build_object('worker', c.worker_id, 'code', k.roster_code, 'minutes', round(c.minutes::numeric * m.quantity / m.passed, 3), 'output', round(c.output::numeric * m.quantity / m.passed, 3), 'skill', c.skill_level) order by k.roster_code)
        from worked c join workforce.worker_published k on k.facility_id = ${facility_id} and k.id = c.worker_id where c.work_order_id = m.work_order_id), '[]') as people
    from made m join production.work_order_published w on w.facility_id = ${facility_id} and w.id = m.work_order_id join products.product_published p on p.facility_id = ${facility_id} and p.id = w.product_id
      left join pay.batch_split b on b.facility_id = ${facility_id} and b.work_order_id = m.work_order_id left join pay.team_split t on t.facility_id = b.facility_id and t.id = b.split_id order by m.order_id, w.number`);
}
/** A batch's own way, or the team of the rule. */
export const batch = ({ work_order_id, number, value_idr, people, ...row }: BatchRow, team: Team): Batch => ({
  work_order_id, number, value_idr, people,
  method: row.hours_bp === null ? pure(team) : { hours_bp: row.hours_bp, skill_bp: row.skill_bp ?? 0, output_bp: row.output_bp ?? 0, equal_bp: row.equal_bp ?? 0 },
});

export type Settled = { order_id: string; team: Team; pool_idr: number; parts: { worker: string; roster_code: string; amount_idr: number }[] };
/** A month's approved settlements with what each person got: what a new way is tried on. */
export function settledIn(reader: Reader, facility_id: string, month: string): Promise<Settled[]> {
  return reader.all(sql`
    select s.order_id, s.rule->>'team' as team, h.amount_idr as pool_idr, (select json_agg(json_build_object('worker', p.worker_id, 'roster_code', w.roster_code, 'amount_idr', p.amount_idr) order by w.roster_code)
      from pay.settlement_worker p join workforce.worker_published w on w.facility_id = p.facility_id and w.id = p.worker_id where p.facility_id = s.facility_id and p.settlement_id = s.id) as parts
    from pay.settlement s join pay.settlement_share h on h.facility_id = s.facility_id and h.settlement_id = s.id and h.recipient = 'worker'
    where s.facility_id = ${facility_id} and s.state = 'approved' and s.rule->>'basis' not in ('piece', 'time') and date_trunc('month', s.on_day)::date = ${`${month}-01`}::date and exists (select 1 from pay.settlement_worker p where p.facility_id = s.facility_id and p.settlement_id = s.id) order by s.number`);
}
export function settledMonths(reader: Reader, facility_id: string): Promise<{ month: string }[]> {
  return reader.all(sql`select distinct to_char(on_day, 'YYYY-MM') as month from pay.settlement where facility_id = ${facility_id} and state = 'approved' and rule->>'basis' not in ('piece', 'time') order by 1 desc limit 12`);
}
export function activitiesOf(reader: Reader, facility_id: string): Promise<{ category: string }[]> {
  return reader.all(sql`select distinct category from products.product_published where facility_id = ${facility_id} order by category`);
}

import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { OrderFacts, Sheet } from './lot-cost.ts';

/** Work orders with lots that have no sheet yet, or one from before the order was done. */
export async function dueOrders(reader: Reader, facility_id: string, limit: number): Promise<string[]> {
  const rows = await reader.all<{ id: string }>(sql`
    select distinct w.id from inventory.lot_published l join production.work_order_published w on w.facility_id = l.facility_id and w.id = l.work_order_id
    where l.facility_id = ${facility_id} and not exists (select 1 from costing.lot_sheet s where s.facility_id = l.facility_id and s.lot_id = l.id and (s.final or w.state <> 'done')) order by w.id limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** Facilities where something waits to be costed: sheets of lots, or lots that no work order made and nobody was told of. */
export async function dueFacilities(reader: Reader): Promise<string[]> {
  const rows = await reader.all<{ facility_id: string }>(sql`
    select distinct l.facility_id from inventory.lot_published l left join production.work_order_published w on w.facility_id = l.facility_id and w.id = l.work_order_id
    where case when w.id is null then not exists (select 1 from costing.alarm a where a.facility_id = l.facility_id and a.kind = 'bought_in' and a.subject = l.id::text)
      else not exists (select 1 from costing.lot_sheet s where s.facility_id = l.facility_id and s.lot_id = l.id and (s.final or w.state <> 'done')) end`);
  return rows.map(({ facility_id }) => facility_id);
}

/**
 * What work orders took: draws at what they cost, and of each session the part that was theirs, by the standard minutes of
 * what was handled there. A person's minutes go to the orders the person (or the team) worked on; of somebody without
 * any output, by the session's parts.
 */
export function orderFacts(reader: Reader, facility_id: string, ids: readonly string[]): Promise<OrderFacts[]> {
  return reader.all(sql`
    with places as materialized (select coalesce(array_agg(distinct session_id), '{}') as ids from production.output_published where facility_id = ${facility_id} and work_order_id = any (${ids}::uuid[])),
    weighed as materialized (
      select o.session_id, o.work_order_id, o.worker_id, sum((o.good + o.scrap + o.rework) * coalesce((select (s->>'standard_minutes')::int from jsonb_array_elements(w.routing) s where (s->>'step')::int = o.step), 1))::numeric as standard
      from production.output_published o join production.work_order_published w on w.facility_id = o.facility_id and w.id = o.work_order_id
      where o.facility_id = ${facility_id} and o.session_id = any ((select ids from places)::uuid[]) group by 1, 2, 3),
    parts as (select session_id, work_order_id, sum(standard) as standard, coalesce(sum(standard) filter (where worker_id is null), 0) as team from weighed group by 1, 2),
    wholes as (select session_id, sum(standard) as standard, sum(team) as team from parts group by 1),
    own as (select session_id, worker_id, sum(standard) as standard from weighed where worker_id is not null group by 1, 2),
    present as (select session_id, worker_id, minutes, count(*) over (partition by session_id) as people from workshop.attendance_current where facility_id = ${facility_id} and session_id = any ((select ids from places)::uuid[]) and attended and minutes > 0),
    labour as (
      select p.session_id, p.work_order_id, sum(t.minutes * case when h.team / t.people + coalesce(o.standard, 0) = 0 then p.standard / h.standard
        else (p.team / t.people + coalesce(n.standard, 0)) / (h.team / t.people + coalesce(o.standard, 0)) end) as minutes
      from parts p join wholes h using (session_id) join present t using (session_id) left join own o on o.session_id = p.session_id and o.worker_id = t.worker_id
        left join weighed n on n.session_id = p.session_id and n.work_order_id = p.work_order_id and n.worker_id = t.worker_id
      where p.work_order_id = any (${ids}::uuid[]) group by 1, 2),
    worked as (
      select p.work_order_id, json_agg(json_build_object('workshop_id', s.workshop_id, 'day', s.day, 'used_minutes', (extract(epoch from upper(s.during) - lower(s.during)) / 60 * p.standard / h.standard)::float8,
        'labour_minutes', coalesce(l.minutes, 0)::float8, 'normal_minutes', kernel.rule_on('costing.normal_minutes', s.day, ${facility_id}::uuid)) order by s.day, s.id) as sessions
      from parts p join wholes h using (session_id) join workshop.session_published s on s.facility_id = ${facility_id} and s.id = p.session_id left join labour l on l.session_id = p.session_id and l.work_order_id = p.work_order_id
      where p.work_order_id = any (${ids}::uuid[]) group by 1)
    select w.id, w.number, w.product_id, w.state, w.bill, w.cost, coalesce((select sum((r->>'standard_minutes')::int) from jsonb_array_elements(w.routing) r), 0)::int as standard_minutes,
      coalesce((select sum(i.failed) from production.inspection_published i where i.facility_id = w.facility_id and i.work_order_id = w.id), 0)::int as failed,
      coalesce((select sum(o.scrap) from production.output_published o where o.facility_id = w.facility_id and o.work_order_id = w.id), 0)::int as scrap,
      coalesce((select json_agg(json_build_object('id', l.id, 'quantity', l.quantity, 'made_on', l.made_on) order by l.made_on, l.id) from inventory.lot_published l join production.inspection_published i on i.facility_id = l.facility_id and i.lot_id = l.id where l.facility_id = w.facility_id and i.work_order_id = w.id), '[]') as lots,
      coalesce((select json_agg(d order by d.name) from (
        select i.material_id, m.name, m.kind, -sum(v.quantity)::int as quantity, -sum(v.quantity * v.unit_cost_idr)::bigint as value_idr
        from inventory.move_published v join inventory.item_published i on i.facility_id = v.facility_id and i.id = v.item_id join products.material_published m on m.facility_id = i.facility_id and m.id = i.material_id
        where v.facility_id = w.facility_id and v.ref_type = 'work_order' and v.ref_id = w.number and v.reason in ('draw', 'draw_return') group by i.material_id, m.name, m.kind) d), '[]') as draws,
      coalesce(k.sessions, '[]') as sessions
    from production.work_order_published w left join worked k on k.work_order_id = w.id where w.facility_id = ${facility_id} and w.id = any (${ids}::uuid[]) order by w.id`);
}

export type LotRow = Sheet & { lot_code: string; version: number; work_order_id: string; work_order: string; product_id: string; sku: string; name_id: string; name_en: string; unit: string; computed_at: Date; price_idr: number | null };
const rows = sql`
  select s.lot_id, l.code as lot_code, s.version, s.work_order_id, w.number as work_order, s.product_id, p.sku, p.name_id, p.name_en, p.unit, s.made_on, s.quantity, s.final, s.material_idr, s.auxiliary_idr, s.packaging_idr, s.energy_idr, s.depreciation_idr, s.minutes, s.labour_idr,
    s.standard_material_idr, s.standard_energy_idr, s.standard_depreciation_idr, s.standard_labour_idr, s.price_variance_idr, s.usage_variance_idr, s.yield_variance_idr, s.efficiency_variance_idr, s.power_idr, s.officers_idr, s.rent_idr, s.missing, s.lines, s.computed_at,
    (select c.amount_idr from products.price_published c where c.facility_id = s.facility_id and c.product_id = s.product_id and c.valid @> s.made_on) as price_idr
  from costing.lot_sheet_published s join inventory.lot_published l on l.facility_id = s.facility_id and l.id = s.lot_id join production.work_order_published w on w.facility_id = s.facility_id and w.id = s.work_order_id join products.product_published p on p.facility_id = s.facility_id and p.id = s.product_id`;

export type LotFilter = { month?: string | undefined; sku?: string | undefined; after?: string | undefined; limit?: number | undefined };
/** Newest lots first; `after` is the code of the last lot seen. */
export function lotRows(reader: Reader, facility_id: string, { month, sku = '', after = '', limit = 100 }: LotFilter = {}): Promise<LotRow[]> {
  const first = month === undefined ? null : `${month}-01`;
  return reader.all(sql`
    ${rows} where s.facility_id = ${facility_id} and (${first}::date is null or (s.made_on >= ${first}::date and s.made_on < ${first}::date + interval '1 month')) and (${sku} = '' or p.sku = ${sku})
      and (${after} = '' or (s.made_on, s.lot_id) < (select b.made_on, b.id from inventory.lot_published b where b.facility_id = s.facility_id and b.code = ${after})) order by s.made_on desc, s.lot_id desc limit ${limit}`);
}
export function lotByCode(reader: Reader, code: string): Promise<LotRow & { facility_id: string }> {
  return reader.one(sql`select x.*, b.facility_id from (${rows}) x join inventory.lot_published b on b.id = x.lot_id where x.lot_code = ${code}`);
}
/** The months in which lots were made, newest first, and the products of them: what one may filter by. */
export async function lotChoices(reader: Reader, facility_id: string): Promise<{ months: string[]; products: { sku: string; name_id: string; name_en: string }[] }> {
  const months = await reader.all<{ month: string }>(sql`select distinct to_char(made_on, 'YYYY-MM') as month from costing.lot_sheet where facility_id = ${facility_id} order by 1 desc limit 60`);
  const products = await reader.all<{ sku: string; name_id: string; name_en: string }>(sql`
    select p.sku, p.name_id, p.name_en from products.product_published p where p.facility_id = ${facility_id} and exists (select 1 from costing.lot_sheet s where s.facility_id = p.facility_id and s.product_id = p.id) order by p.name_id`);
  return { months: months.map(({ month }) => month), products };
}

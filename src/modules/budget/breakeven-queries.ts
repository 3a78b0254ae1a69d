import type { Reader } from '#kernel/db.ts';
import { sql, type Sql } from '#kernel/sql.ts';
import { monthIndex, monthOf, valueAt, type Depreciating } from './asset.ts';
import type { WorkshopMonth } from './breakeven.ts';

/**
 * Each workshop in each month of a span, from what other rooms publish; the months are whole ones, both ends included. A work
 * order belongs to the workshop where its first pieces were made, or, before there are any, to that of its first step.
 */
export async function workshopMonths(reader: Reader, { facility_id, from, to }: { facility_id: string; from: string; to: string }): Promise<WorkshopMonth[]> {
  const months = Array.from({ length: monthIndex(to) - monthIndex(from) + 1 }, (_, n) => monthOf(monthIndex(from) + n));
  const rows = await reader.all<Omit<WorkshopMonth, 'depreciation_idr'>>(sql`
    with ${parts({ facility_id, from, to })}, ${shares({ facility_id })}, ${wages({ facility_id, from, to })},
    sold as (
      select p.month, p.workshop_id, sum(p.pieces)::int as pieces, sum(p.pieces * p.unit_price_idr)::bigint as sales_idr, sum(round(p.drawn_idr * p.pieces / nullif(p.passed, 0)))::bigint as material_idr, sum(p.pieces * p.sheet_idr)::bigint as sheet_idr,
        coalesce(sum(p.pieces) filter (where p.sheet_material_idr is distinct from 0 and (p.drawn_idr is null or coalesce(p.passed, 0) = 0)), 0)::int as pieces_without_material, coalesce(sum(p.pieces) filter (where p.sheet_idr is null), 0)::int as pieces_without_sheet
      from parts p group by p.month, p.workshop_id),
    drawn as (
      select to_char(m.on_day, 'YYYY-MM') as month, ${placeOf(facility_id)} as workshop_id, -sum(m.quantity * m.unit_cost_idr)::bigint as drawn_idr
      from inventory.move_published m join production.work_order_published w on w.facility_id = m.facility_id and w.number = m.ref_id
      where m.facility_id = ${facility_id} and m.ref_type = 'work_order' and m.reason in ('draw', 'draw_return') and m.on_day >= ${`${from}-01`}::date and m.on_day < ${`${to}-01`}::date + interval '1 month' group by 1, 2)
    select g.month, w.id as workshop_id, w.code, w.name_id, w.name_en, coalesce(s.pieces, 0) as pieces, coalesce(s.sales_idr, 0) as sales_idr, coalesce(s.material_idr, 0) as material_idr, coalesce(s.sheet_idr, 0) as sheet_idr,
      coalesce(h.premi_idr, 0)::bigint as premi_idr, coalesce(h.capital_idr, 0)::bigint as capital_idr, coalesce(e.wages_idr, 0)::bigint as wages_idr, coalesce(d.drawn_idr, 0) as drawn_idr, coalesce(s.pieces_without_material, 0) as pieces_without_material, coalesce(s.pieces_without_sheet, 0) as pieces_without_sheet
    from unnest(${months}::text[]) g (month) cross join (select * from workshop.workshop_published where facility_id = ${facility_id}) w
      left join sold s on s.month = g.month and s.workshop_id = w.id left join shared h on h.month = g.month and h.workshop_id = w.id left join earned e on e.month = g.month and e.workshop_id = w.id left join drawn d on d.month = g.month and d.workshop_id = w.id
    order by g.month, w.code`);
  const machines = await depreciatingIn(reader, facility_id);
  return rows.map((row) => {
    const own = machines.filter(({ workshop_id, acquired_on }) => workshop_id === row.workshop_id && acquired_on.slice(0, 7) <= row.month);
    return { ...row, depreciation_idr: own.length === 0 ? null : own.reduce((sum, machine) => sum + valueAt(machine, row.month).month_idr, 0) };
  });
}

/** Where the work order `w` was made: by its first output, else by its first step. */
const placeOf = (facility_id: string): Sql => sql`coalesce(
  (select s.workshop_id from production.output_published o join workshop.session_published s on s.facility_id = ${facility_id} and s.id = o.session_id where o.facility_id = ${facility_id} and o.work_order_id = w.id order by o.occurred_at, o.id limit 1),
  (w.routing->0->>'workshop_id')::uuid)`;

/** What settled orders of the span sold, piece by piece: each accepted line divided over the lots that were shipped for it, with what each lot's work order drew. */
function parts({ facility_id, from, to }: { facility_id: string; from: string; to: string }): Sql {
  return sql`
    settled as (select id, order_id, on_day, to_char(on_day, 'YYYY-MM') as month from pay.settlement_published where facility_id = ${facility_id} and state = 'approved' and on_day >= ${`${from}-01`}::date and on_day < ${`${to}-01`}::date + interval '1 month'),
    lines as (
      select t.id as settlement_id, t.month, t.on_day, l.id as line_id, l.product_id, l.unit_price_idr, sum(h.accepted)::int as accepted
      from settled t join orders.order_line_published l on l.facility_id = ${facility_id} and l.order_id = t.order_id join orders.handover_published h on h.facility_id = ${facility_id} and h.line_id = l.id group by t.id, t.month, t.on_day, l.id, l.product_id, l.unit_price_idr),
    shipped as (
      select n.*, b.workshop_id as lot_workshop_id, s.work_order_id, s.quantity, sum(s.quantity) over (partition by n.line_id order by s.lot_id, s.shipment_id) as running, sum(s.quantity) over (partition by n.line_id) as whole
      from lines n join orders.shipment_line_published s on s.facility_id = ${facility_id} and s.line_id = n.line_id join inventory.lot_published b on b.facility_id = ${facility_id} and b.id = s.lot_id),
    made as (
      select w.id, ${placeOf(facility_id)} as workshop_id, (select sum(i.passed) from production.inspection_published i where i.facility_id = ${facility_id} and i.work_order_id = w.id) as passed,
        (select -sum(m.quantity * m.unit_cost_idr) from inventory.move_published m where m.facility_id = ${facility_id} and m.ref_type = 'work_order' and m.ref_id = w.number and m.reason in ('draw', 'draw_return')) as drawn_idr
      from production.work_order_published w where w.facility_id = ${facility_id} and w.id in (select work_order_id from shipped)),
    parts as (
      select s.settlement_id, s.month, coalesce(m.workshop_id, s.lot_workshop_id) as workshop_id, s.unit_price_idr, (round(s.accepted::numeric * s.running / s.whole) - round(s.accepted::numeric * (s.running - s.quantity) / s.whole))::int as pieces, m.passed, m.drawn_idr, c.sheet_idr, c.material_idr as sheet_material_idr
      from shipped s left join made m on m.id = s.work_order_id
        left join lateral (select auxiliary_idr + packaging_idr + energy_idr + selling_idr as sheet_idr, material_idr from products.cost_published c where c.facility_id = ${facility_id} and c.product_id = s.product_id and c.valid_from <= s.on_day order by c.valid_from desc limit 1) c on true
      where coalesce(m.workshop_id, s.lot_workshop_id) is not null)`;
}

/** The shares of those who worked and of the working capital, divided over workshops by what each sold; the roundings of one settlement add up. */
function shares({ facility_id }: { facility_id: string }): Sql {
  return sql`
    worth as (select settlement_id, month, workshop_id, sum(pieces * unit_price_idr) as value from parts group by 1, 2, 3),
    running_worth as (select *, sum(value) over (partition by settlement_id order by workshop_id) as running, sum(value) over (partition by settlement_id) as whole from worth),
    shared as (
      select r.month, r.workshop_id, sum(round(h.amount_idr * r.running / r.whole) - round(h.amount_idr * (r.running - r.value) / r.whole)) filter (where h.recipient = 'worker') as premi_idr,
        sum(round(h.amount_idr * r.running / r.whole) - round(h.amount_idr * (r.running - r.value) / r.whole)) filter (where h.recipient = 'capital') as capital_idr
      from running_worth r join pay.settlement_share_published h on h.facility_id = ${facility_id} and h.settlement_id = r.settlement_id where r.whole > 0 group by r.month, r.workshop_id)`;
}

/** Wages by the session count in the month they are paid, divided over workshops by the paid minutes of the two months before that day. */
function wages({ facility_id, from, to }: { facility_id: string; from: string; to: string }): Sql {
  return sql`
    paid as (select settlement_id as run_id, worker_id, on_day, to_char(on_day, 'YYYY-MM') as month, amount_idr from pay.credit_published where facility_id = ${facility_id} and kind = 'wages' and on_day >= ${`${from}-01`}::date and on_day < ${`${to}-01`}::date + interval '1 month'),
    worked as (
      select p.run_id, p.worker_id, p.month, p.amount_idr, m.workshop_id, sum(m.minutes) as minutes
      from paid p join workshop.paid_marks(${facility_id}::uuid, ${`${from}-01`}::date - 62, (${`${to}-01`}::date + interval '1 month')::date) m on m.worker_id = p.worker_id and m.minutes > 0 and m.day <= p.on_day and m.day > p.on_day - 62 group by 1, 2, 3, 4, 5),
    running_work as (select *, sum(minutes) over (partition by run_id, worker_id order by workshop_id) as running, sum(minutes) over (partition by run_id, worker_id) as whole from worked),
    earned as (select month, workshop_id, sum(round(amount_idr * running / whole) - round(amount_idr * (running - minutes) / whole)) as wages_idr from running_work group by month, workshop_id)`;
}

/** Every machine that belongs to a workshop, also those that are gone by now: they were written off while they were there. */
function depreciatingIn(reader: Reader, facility_id: string): Promise<(Depreciating & { workshop_id: string })[]> {
  return reader.all(sql`select workshop_id, acquired_on, cost_idr, life_months, retired_on from budget.asset_published where facility_id = ${facility_id} and workshop_id is not null`);
}

export type CapitalMonth = { opening_idr: number; added_idr: number; used_idr: number; closing_idr: number; settled_idr: number };
/** The working capital of a facility in a month by its ledger, and what was settled in it. */
export function capitalOf(reader: Reader, facility_id: string, month: string): Promise<CapitalMonth> {
  const first = sql`${`${month}-01`}::date`;
  const next = sql`(${`${month}-01`}::date + interval '1 month')`;
  return reader.one(sql`
    select (-coalesce(sum(amount_idr) filter (where on_day < ${first}), 0))::bigint as opening_idr, (-coalesce(sum(amount_idr) filter (where on_day >= ${first} and amount_idr < 0), 0))::bigint as added_idr, coalesce(sum(amount_idr) filter (where on_day >= ${first} and amount_idr > 0), 0)::bigint as used_idr,
      (-coalesce(sum(amount_idr), 0))::bigint as closing_idr, (select coalesce(sum(gross_idr), 0)::bigint from pay.settlement_published where facility_id = ${facility_id} and state = 'approved' and on_day >= ${first} and on_day < ${next}) as settled_idr
    from ledger.posting_published where facility_id = ${facility_id} and account = '3100' and on_day < ${next}`);
}

import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Fault, Pieces, Rate, Work } from './wages.ts';

export type WageRateRow = { id: string; facility_id: string; facility_name: string; basis: 'piece' | 'time'; sku: string | null; skill_level: number | null; grade: string | null; amount_idr: number; per_minutes: number; from: string; to: string | null; legal_basis: string };
/** Every rate in reach, the newest of each thing first. */
export function wageRates(reader: Reader): Promise<WageRateRow[]> {
  return reader.all(sql`
    select r.id, r.facility_id, f.name as facility_name, r.basis, r.sku, r.skill_level, r.grade, r.amount_idr, r.per_minutes, lower(r.valid) as "from", upper(r.valid) as "to", r.legal_basis
    from pay.wage_rate r join organisation.facility f on f.id = r.facility_id order by f.name, r.basis, r.sku, r.skill_level, r.grade nulls first, lower(r.valid) desc limit 500`);
}

/** The rates of a facility that hold on a day; for a grade of work they count in wages by the session. */
export function ratesOn(reader: Reader, { facility_id, basis, day }: { facility_id: string; basis: 'piece' | 'time'; day: string }): Promise<Rate[]> {
  return reader.all(basis === 'piece'
    ? sql`select basis, product_id, sku, amount_idr, legal_basis, lower(valid)::text as "from" from pay.wage_rate where facility_id = ${facility_id} and basis = 'piece' and valid @> ${day}::date order by sku`
    : sql`select basis, skill_level, amount_idr, per_minutes, legal_basis, lower(valid)::text as "from" from pay.wage_rate where facility_id = ${facility_id} and basis = 'time' and grade is null and valid @> ${day}::date order by skill_level`);
}

/**
 * Who worked on what this order kept. A lot's pieces lead to their work order; each person's part of it is scaled by how much
 * the order accepted. Rejected pieces went back and are paid with the order that keeps them, so nobody is paid twice.
 */
export async function workOf(reader: Reader, facility_id: string, order_id: string): Promise<{ work: Work[]; pieces: Pieces[]; faults: Fault[] }> {
  const kept = sql`
    line as (
      select l.id, l.product_id, l.sku, coalesce((select sum(h.accepted) from orders.handover_published h where h.facility_id = l.facility_id and h.line_id = l.id), 0) - coalesce((select sum(a.quantity) from orders.adjustment_published a where a.facility_id = l.facility_id and a.line_id = l.id), 0) as accepted,
        coalesce((select sum(s.quantity) from orders.shipment_line_published s where s.facility_id = l.facility_id and s.line_id = l.id), 0) as shipped
      from orders.order_line_published l where l.facility_id = ${facility_id} and l.order_id = ${order_id}
    ), taken as (
      select l.product_id, l.sku, s.work_order_id, sum(s.quantity::numeric * l.accepted / l.shipped) as quantity, sum(s.quantity) as shipped from line l join orders.shipment_line_published s on s.facility_id = ${facility_id} and s.line_id = l.id group by l.product_id, l.sku, s.work_order_id
    ), made as (
      select t.*, greatest(t.shipped, (select coalesce(sum(i.passed), 0) from production.inspection_published i where i.facility_id = ${facility_id} and i.work_order_id = t.work_order_id)) as passed,
        exists (select 1 from production.contribution_published c where c.facility_id = ${facility_id} and c.work_order_id = t.work_order_id) as known from taken t
    )`;
  const work = await reader.all<Work>(sql`
    with ${kept} select c.worker_id as worker, w.roster_code as code, max(c.skill_level) as skill, m.product_id, round(sum(c.minutes * m.quantity / m.passed), 3)::float8 as minutes, round(sum(c.output * m.quantity / m.passed), 3)::float8 as output
    from made m join production.contribution_published c on c.facility_id = ${facility_id} and c.work_order_id = m.work_order_id join workforce.worker_published w on w.facility_id = ${facility_id} and w.id = c.worker_id
    where m.quantity > 0 group by c.worker_id, w.roster_code, m.product_id order by w.roster_code, m.product_id`);
  const pieces = await reader.all<Pieces>(sql`
    with ${kept}, summed as (select product_id, sku, round(sum(quantity))::int as kept, round(coalesce(sum(quantity) filter (where known), 0))::int as traced from made group by product_id, sku)
    select product_id, sku, traced, kept - traced as untraced from summed where kept > 0 order by sku`);
  const faults = await reader.all<Fault>(sql`
    with ${kept} select o.worker_id as worker, m.product_id, m.sku, o.reason_code, round(sum(o.scrap * m.quantity / m.passed), 3)::float8 as scrap, round(sum(o.rework * m.quantity / m.passed), 3)::float8 as rework
    from made m join production.output_published o on o.facility_id = ${facility_id} and o.work_order_id = m.work_order_id where m.quantity > 0 and o.scrap + o.rework > 0 group by o.worker_id, m.product_id, m.sku, o.reason_code order by m.sku, o.reason_code, o.worker_id`);
  return { work, pieces, faults };
}

export type WageGrade = { code: string; name_id: string; name_en: string; meaning: string };
export function wageGrades(reader: Reader): Promise<WageGrade[]> {
  return reader.all(sql`select code, name_id, name_en, meaning from pay.wage_grade order by code`);
}

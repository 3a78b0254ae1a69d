import { addDays, dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { drawMaterial, reserve, stockLot } from '#inventory';
import { facilityById } from '#organisation';
import { productById, type Method } from '#products';
import { aboveOrder, lastStep, type State } from '../work-order.ts';
import { move } from './orders.ts';

type Order = { state: State; number: string; method: Method; quantity: number; product_id: string; order_line_id: string | null };
function locked(tx: Tx, facility_id: string, id: string): Promise<Order> {
  return tx.one(sql`select state, number, method, quantity, product_id, order_line_id from production.work_order where facility_id = ${facility_id} and id = ${id} for update`);
}

export type Output = { facility_id: string; work_order_id: string; session_id: string; step: number; worker_id?: string; good: number; scrap?: number; rework?: number; reason_code?: string; occurred_at?: Date };
/**
 * Output is additive: a second record adds, never overwrites. What was made was made: more than the order and a tenth is
 * recorded too, and answered with a warning.
 */
export async function recordOutput(tx: Tx, output: Output): Promise<{ id: string; warning: 'output.above_order' | null }> {
  permit(tx.actor, 'output.record');
  const { facility_id, work_order_id, session_id, step } = output;
  const order = await locked(tx, facility_id, work_order_id);
  if (order.state !== 'released' && order.state !== 'in_progress' && order.state !== 'inspection') throw notWorking;
  if (!order.method.routing.some((each) => each.step === step)) throw new Refusal('output.no_step', { id: 'Langkah itu tidak ada pada perintah ini. Pilih dari daftar.', en: 'This order has no such step. Choose from the list.' }, { field: 'step', status: 422 });
  const session = await tx.one<{ state: string }>(sql`select state from workshop.session_published where facility_id = ${facility_id} and id = ${session_id}`);
  if (session.state !== 'open') throw new Refusal('session.closed', { id: 'Sesi ini sudah ditutup. Buka sesi baru.', en: 'This session is closed. Open a new one.' });
  const made = await tx.one<{ id: string }>(sql`
    insert into production.output (facility_id, work_order_id, session_id, step, worker_id, good, scrap, rework, reason_code, recorded_by, recorded_person, occurred_at, recorded_at)
    values (${facility_id}, ${work_order_id}, ${session_id}, ${step}, ${output.worker_id ?? null}, ${output.good}, ${output.scrap ?? 0}, ${output.rework ?? 0}, ${output.reason_code ?? null}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${output.occurred_at ?? tx.now}, ${tx.now}) returning id`);
  if (order.state !== 'in_progress') await move(tx, facility_id, work_order_id, 'in_progress');
  const warning = step === lastStep(order.method.routing) && aboveOrder(order.quantity, await goodIn(tx, facility_id, work_order_id, step)) ? 'output.above_order' : null;
  tx.emit({ verb: 'output.recorded', facility_id, subject_kind: 'work_order', subject_id: work_order_id, particulars: { output_id: made.id, step, good: output.good, scrap: output.scrap ?? 0, rework: output.rework ?? 0, ...(warning ? { warning } : {}) } });
  return { ...made, warning };
}

async function goodIn(tx: Tx, facility_id: string, work_order_id: string, step: number): Promise<number> {
  return (await tx.one<{ good: number }>(sql`select coalesce(sum(good), 0)::int as good from production.output where facility_id = ${facility_id} and work_order_id = ${work_order_id} and step = ${step}`)).good;
}

/** Material taken for the order, whether or not it was there: a store below zero is a task, not a reason to stop the record. */
export async function drawForWorkOrder(tx: Tx, draw: { facility_id: string; work_order_id: string; item_id: string; quantity: number; session_id?: string; occurred_at?: Date }): Promise<{ id: string; left: number }> {
  permit(tx.actor, 'material.draw');
  const { facility_id, work_order_id, item_id, quantity } = draw;
  const order = await locked(tx, facility_id, work_order_id);
  if (order.state === 'planned' || order.state === 'done' || order.state === 'cancelled') throw notWorking;
  const { move_id, left } = await drawMaterial(tx, { facility_id, item_id, quantity, ref_type: 'work_order', ref_id: order.number });
  const made = await tx.one<{ id: string }>(sql`
    insert into production.draw (facility_id, work_order_id, item_id, quantity, session_id, move_id, recorded_by, occurred_at, recorded_at) values (${facility_id}, ${work_order_id}, ${item_id}, ${quantity}, ${draw.session_id ?? null}, ${move_id}, ${tx.actor.account_id}, ${draw.occurred_at ?? tx.now}, ${tx.now}) returning id`);
  tx.emit({ verb: 'material.drawn', facility_id, subject_kind: 'work_order', subject_id: work_order_id, particulars: { item_id, quantity } });
  return { ...made, left };
}

export type Inspection = { facility_id: string; work_order_id: string; passed: number; failed?: number; reason_code?: string; measures?: { name: string; value: string }[]; note?: string; occurred_at?: Date };
/** A second person looks; what passes becomes a lot in stock, held for the order line it was made for. */
export async function inspect(tx: Tx, inspection: Inspection): Promise<{ id: string; lot_code: string | null; state: State }> {
  permit(tx.actor, 'inspection.record');
  const { facility_id, work_order_id, passed, failed = 0 } = inspection;
  const order = await locked(tx, facility_id, work_order_id);
  if (order.state !== 'in_progress' && order.state !== 'inspection') throw notWorking;
  const last = lastStep(order.method.routing);
  const sums = await tx.one<{ made: number; looked: number; passed: number }>(sql`
    select (select coalesce(sum(good), 0)::int from production.output where facility_id = ${facility_id} and work_order_id = ${work_order_id} and step = ${last}) as made,
      (select coalesce(sum(passed + failed), 0)::int from production.inspection where facility_id = ${facility_id} and work_order_id = ${work_order_id}) as looked, (select coalesce(sum(passed), 0)::int from production.inspection where facility_id = ${facility_id} and work_order_id = ${work_order_id}) as passed`);
  const waiting = sums.made - sums.looked;
  if (passed + failed > waiting) throw new Refusal('inspection.more_than_made', { id: `Baru ${waiting} yang menunggu pemeriksaan. Catat hasil kerja dahulu.`, en: `Only ${waiting} wait for inspection. Record the output first.` }, { field: 'passed', status: 422 });
  if (failed > 0 && !inspection.reason_code) throw new Refusal('inspection.needs_reason', { id: 'Yang tidak lolos perlu alasan. Pilih alasannya.', en: 'Failed pieces need a reason. Choose one.' }, { field: 'reason_code', status: 422 });
  const product = await productById(tx, facility_id, order.product_id);
  const { timezone } = await facilityById(tx, facility_id);
  const made_on = dayIn(timezone, inspection.occurred_at ?? tx.now);
  const id = (await tx.one<{ id: string }>(sql`select kernel.new_id() as id`)).id;
  const shelf = product.label['shelf_life_days'];
  const lot = passed === 0 ? undefined : await stockLot(tx, {
    facility_id, product_id: order.product_id, quantity: passed, made_on, work_order_id, inspection_id: id, unit_cost_idr: order.method.cost.cash_cost_idr,
    ...(typeof shelf === 'number' ? { best_before: addDays(made_on, shelf) } : {}), ...(order.order_line_id ? { for_line: order.order_line_id } : {}),
  });
  await tx.run(sql`
    insert into production.inspection (facility_id, id, work_order_id, passed, failed, reason_code, measures, note, inspector_id, inspector_person, lot_id, occurred_at, recorded_at)
    values (${facility_id}, ${id}, ${work_order_id}, ${passed}, ${failed}, ${inspection.reason_code ?? null}, ${JSON.stringify(inspection.measures ?? [])}::jsonb, ${inspection.note ?? ''}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${lot?.lot_id ?? null}, ${inspection.occurred_at ?? tx.now}, ${tx.now})`);
  if (lot && order.order_line_id) await reserve(tx, [{ facility_id, product_id: order.product_id, quantity: Math.min(passed, order.quantity - sums.passed), ref_type: 'order_line', ref_id: order.order_line_id }].filter((hold) => hold.quantity > 0));
  if (order.state === 'in_progress') await move(tx, facility_id, work_order_id, 'inspection');
  const state: State = sums.passed + passed >= order.quantity ? 'done' : 'inspection';
  if (state === 'done') await move(tx, facility_id, work_order_id, 'done');
  tx.emit({ verb: 'work_order.inspected', facility_id, subject_kind: 'work_order', subject_id: work_order_id, particulars: { inspection_id: id, passed, failed, lot: lot?.code ?? null } });
  if (lot) tx.emit({ verb: 'work_order.stocked', facility_id, subject_kind: 'work_order', subject_id: work_order_id, particulars: { order_line_id: order.order_line_id, quantity: passed, lot: lot.code } });
  return { id, lot_code: lot?.code ?? null, state };
}

const notWorking = new Refusal('work_order.not_working', { id: 'Perintah kerja ini belum dirilis atau sudah selesai. Rilis dahulu, atau pilih perintah lain.', en: 'This work order is not released, or done. Release it, or choose another.' });

// Lateness by the rule of the day: reckoned for one handover, prepared by one officer of the agency, applied or waived by another.
import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Reader, Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { lockedOrder, told } from '../commands/order-row.ts';
import { handoversOf, linesOf, type OrderRow } from '../queries.ts';
import { takeOff } from './crediting-commands.ts';
import { latenessOf, lateWaiver, lateWish, type Lateness, type LateRule } from './late.ts';
import { lateRemediesOf, type LateRow } from './remedy-queries.ts';

export type Reckoned = Lateness & LateRule & { legal_basis: string };
/** What the rule of the handover's day takes off for it, whatever was decided. */
export async function reckonLateness(reader: Reader, order: OrderRow, handover_number: string): Promise<{ handover_id: string; lateness: Reckoned }> {
  const handover = (await handoversOf(reader, order.id)).find(({ number }) => number === handover_number);
  if (!handover) throw new NotFound();
  const { value: rule, legal_basis } = await ruleOn<LateRule>(reader, 'orders.late_penalty', handover.on_day, order.facility_id);
  const before_idr = (await lateRemediesOf(reader, order.id)).filter(({ state, handover_id }) => state !== 'waived' && handover_id !== handover.id).reduce((sum, { amount_idr }) => sum + amount_idr, 0);
  const lines = (await linesOf(reader, order.id)).map((line) => ({ ...line, accepted: handover.lines.find((each) => each.line === line.line)?.accepted ?? 0 }));
  return { handover_id: handover.id, lateness: { ...latenessOf({ on_day: handover.on_day, lines, goods_idr: order.goods_idr, before_idr, rule }), ...rule, legal_basis } };
}

async function ownOrder(tx: Tx, number: string): Promise<OrderRow> {
  const order = await lockedOrder(tx, number);
  if (order.agency_id === null || (tx.actor.agency_id !== null && tx.actor.agency_id !== order.agency_id)) throw new NotFound();
  return order;
}

export async function prepareLate(tx: Tx, { number, handover_number: said }: { number: string; handover_number: string }): Promise<{ number: string; id: string; remedy: string; days: number; amount_idr: number }> {
  permit(tx.actor, 'late.prepare');
  const { handover_number } = parse(lateWish, { handover_number: said }, tx.actor.locale);
  const order = await ownOrder(tx, number);
  const { handover_id, lateness } = await reckonLateness(tx, order, handover_number);
  if (lateness.amount_idr === 0) throw new Refusal('late.nothing', { id: 'Serah terima ini tidak terlambat, atau batas dendanya sudah tercapai. Tidak ada yang perlu disusun.', en: 'This handover was not late, or the cap is reached already. There is nothing to prepare.' });
  const year = Number(dayIn(zoneOf(order.timezone), tx.now).slice(0, 4));
  const remedy = `DK-${year}-${String(await nextNumber(tx, 'late_remedy', order.facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into orders.late_remedy (facility_id, number, order_id, agency_id, handover_id, days, amount_idr, basis, prepared_by, prepared_person, prepared_at)
    values (${order.facility_id}, ${remedy}, ${order.id}, ${order.agency_id}, ${handover_id}, ${lateness.days}, ${lateness.amount_idr}, ${JSON.stringify(lateness)}::jsonb, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  told(tx, order, 'late.prepared', { remedy, handover: handover_number, days: lateness.days, amount_idr: lateness.amount_idr });
  return { number, id, remedy, days: lateness.days, amount_idr: lateness.amount_idr };
}

async function undecided(tx: Tx, number: string, id: string): Promise<{ order: OrderRow; remedy: LateRow }> {
  const order = await ownOrder(tx, number);
  const remedy = (await lateRemediesOf(tx, order.id)).find((each) => each.id === id);
  if (!remedy) throw new NotFound();
  if (remedy.state !== 'prepared') throw new Refusal('late.decided_already', { id: 'Denda ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This penalty is already decided. Reload the page to see the decision.' });
  return { order, remedy };
}

/** Another officer applies it: it is taken off what the agency owes. */
export async function applyLate(tx: Tx, { number, id }: { number: string; id: string }): Promise<{ number: string; remedy: string; amount_idr: number }> {
  permit(tx.actor, 'late.decide');
  const { order, remedy } = await undecided(tx, number, id);
  await tx.run(sql`update orders.late_remedy set state = 'applied', decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${order.facility_id} and id = ${id}::uuid`);
  await takeOff(tx, order, { kind: 'late', source_id: id, amount_idr: remedy.amount_idr, memo: `Denda keterlambatan ${remedy.number}` });
  told(tx, order, 'late.applied', { remedy: remedy.number, amount_idr: remedy.amount_idr });
  return { number, remedy: remedy.number, amount_idr: remedy.amount_idr };
}

/** Or waives it: between government offices, or for what nobody could help. */
export async function waiveLate(tx: Tx, { number, id, reason: said }: { number: string; id: string; reason: string }): Promise<{ number: string; remedy: string }> {
  permit(tx.actor, 'late.decide');
  const { reason } = parse(lateWaiver, { reason: said }, tx.actor.locale);
  const { order, remedy } = await undecided(tx, number, id);
  await tx.run(sql`update orders.late_remedy set state = 'waived', reason = ${reason}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${order.facility_id} and id = ${id}::uuid`);
  told(tx, order, 'late.waived', { remedy: remedy.number, reason });
  return { number, remedy: remedy.number };
}

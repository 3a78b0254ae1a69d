// A claim: filed by the agency within the warranty, answered by the section head, decided by the head of facility, confirmed by the agency when it is remedied.
import { addDays, addWorkingDays, dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { holidays } from '#organisation';
import { productBySku } from '#products';
import { lineOf, lockedOrder, told } from '../commands/order-row.ts';
import { handoversOf, linesOf, type LineRow, type OrderRow } from '../queries.ts';
import { checkClaimMove, claimAnswer, claimNote, claimWish, type ClaimAnswer, type ClaimState, type ClaimWish } from './claim.ts';
import { takeOff } from './crediting-commands.ts';
import { claimsOf, type ClaimRow } from './remedy-queries.ts';

export async function fileClaim(tx: Tx, { number, ...rest }: { number: string } & ClaimWish): Promise<{ number: string; id: string; claim: string; answer_by: string }> {
  permit(tx.actor, 'goods_claim.file');
  const wish = parse(claimWish, rest, tx.actor.locale);
  const order = await ownOrder(tx, number);
  const line = lineOf(await linesOf(tx, order.id), wish.line);
  const today = dayIn(zoneOf(order.timezone), tx.now);
  const handover = (await handoversOf(tx, order.id)).filter((each) => each.lines.some(({ line: n, accepted }) => n === wish.line && accepted > 0)).at(-1);
  if (!handover) throw new Refusal('goods_claim.not_received', { id: `Baris ${wish.line} belum diterima. Tolak barangnya pada BAST bila tidak sesuai.`, en: `Line ${wish.line} is not received yet. Reject it on the handover record if it does not fit.` }, { field: 'line', status: 422 });
  const claimed = (await claimsOf(tx, order.id)).filter((claim) => claim.line_id === line.id && !['declined', 'withdrawn'].includes(claim.state) && claim.remedy !== 'repair').reduce((sum, { quantity }) => sum + quantity, 0);
  if (wish.quantity > line.accepted - claimed) throw new Refusal('goods_claim.beyond_received', { id: `Yang diterima dan belum diklaim tinggal ${line.accepted - claimed}. Kurangi jumlahnya.`, en: `${line.accepted - claimed} are received and not claimed yet. Lower the quantity.` }, { field: 'quantity', status: 422 });
  const found_on = wish.found_on ?? today;
  if (found_on > today || found_on < handover.on_day) throw new Refusal('goods_claim.found_when', { id: 'Tanggal ditemukan terletak antara serah terima dan hari ini. Perbaiki tanggalnya.', en: 'The day it was found lies between the handover and today. Correct the day.' }, { field: 'found_on', status: 422 });
  const warranty_until = addDays(handover.on_day, await warrantyDays(tx, order, line, handover.on_day));
  if (found_on > warranty_until || today > addDays(warranty_until, 30)) throw new Refusal('goods_claim.too_late', { id: `Masa garansi berakhir ${warranty_until}. Hubungi UPT untuk perbaikan berbayar.`, en: `The warranty ended on ${warranty_until}. Call the facility for a paid repair.` }, { field: 'found_on', status: 422 });
  const { value } = await ruleOn<number>(tx, 'orders.claim_answer_days', today, order.facility_id);
  const answer_by = addWorkingDays(today, Number(value), await holidays(tx));
  const year = Number(today.slice(0, 4));
  const claim = `KL-${year}-${String(await nextNumber(tx, 'claim', order.facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into orders.claim (facility_id, number, order_id, agency_id, line_id, handover_id, quantity, fault, description, found_on, wanted, warranty_until, answer_by, filed_by, filed_person, filed_at)
    values (${order.facility_id}, ${claim}, ${order.id}, ${order.agency_id}, ${line.id}, ${handover.id}, ${wish.quantity}, ${wish.fault}, ${wish.description}, ${found_on}, ${wish.wanted}, ${warranty_until}, ${answer_by}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  told(tx, order, 'goods_claim.filed', { claim, line: wish.line, quantity: wish.quantity });
  return { number, id, claim, answer_by };
}

/** The product's own warranty; goods without one may be claimed for the days of the rule. */
async function warrantyDays(tx: Tx, order: OrderRow, line: LineRow, day: string): Promise<number> {
  const { warranty_days } = await productBySku(tx, line.sku);
  const { value } = await ruleOn<number>(tx, 'orders.claim_days', day, order.facility_id);
  return Math.max(warranty_days ?? 0, Number(value));
}

async function ownOrder(tx: Tx, number: string): Promise<OrderRow> {
  const order = await lockedOrder(tx, number);
  if (order.agency_id === null || (tx.actor.agency_id !== null && tx.actor.agency_id !== order.agency_id)) throw new NotFound();
  return order;
}

async function claimNamed(tx: Tx, number: string, id: string): Promise<{ order: OrderRow; claim: ClaimRow }> {
  const order = await ownOrder(tx, number);
  const claim = (await claimsOf(tx, order.id)).find((each) => each.id === id);
  if (!claim) throw new NotFound();
  return { order, claim };
}

type Named = { number: string; id: string };
export type ClaimMoved = { number: string; claim: string; state: ClaimState };

export async function answerClaim(tx: Tx, { number, id, ...rest }: Named & ClaimAnswer): Promise<ClaimMoved> {
  permit(tx.actor, 'goods_claim.answer');
  const answer = parse(claimAnswer, rest, tx.actor.locale);
  const { order, claim } = await claimNamed(tx, number, id);
  checkClaimMove(claim.state, 'answered');
  const granted = answer.outcome === 'grant';
  if (granted && (answer.remedy_by ?? '') < dayIn(zoneOf(order.timezone), tx.now)) throw new Refusal('goods_claim.remedy_past', { id: 'Tanggal pemenuhan sudah lewat. Pilih hari ini atau sesudahnya.', en: 'The day of the remedy has passed. Choose today or later.' }, { field: 'remedy_by', status: 422 });
  await tx.run(sql`
    update orders.claim set state = 'answered', outcome = ${answer.outcome}, remedy = ${granted ? answer.remedy ?? null : null}, remedy_by = ${granted ? answer.remedy_by ?? null : null}, answer = ${answer.answer}, answered_by = ${tx.actor.account_id}, answered_person = ${tx.actor.person_id}, answered_at = ${tx.now}
    where facility_id = ${order.facility_id} and id = ${id}::uuid`);
  told(tx, order, 'goods_claim.answered', { claim: claim.number, outcome: answer.outcome });
  return { number, claim: claim.number, state: 'answered' };
}

/** The head decides what was prepared. Money back is taken off the sale at once; the treasurer refunds what was paid of it. */
export async function decideClaim(tx: Tx, { number, id }: Named): Promise<ClaimMoved> {
  permit(tx.actor, 'goods_claim.decide');
  const { order, claim } = await claimNamed(tx, number, id);
  const state = claim.outcome === 'grant' ? 'granted' : 'declined';
  checkClaimMove(claim.state, state);
  await tx.run(sql`update orders.claim set state = ${state}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${order.facility_id} and id = ${id}::uuid`);
  if (state === 'granted' && claim.remedy === 'refund') await takeOff(tx, order, { kind: 'claim', source_id: claim.id, amount_idr: claim.quantity * claim.unit_price_idr, memo: `Klaim ${claim.number}` });
  told(tx, order, `claim.${state}`, { claim: claim.number, remedy: claim.remedy });
  return { number, claim: claim.number, state };
}

/** The head wants another answer. */
export async function returnClaim(tx: Tx, { number, id }: Named): Promise<ClaimMoved> {
  permit(tx.actor, 'goods_claim.decide');
  const { order, claim } = await claimNamed(tx, number, id);
  checkClaimMove(claim.state, 'filed');
  await tx.run(sql`update orders.claim set state = 'filed', outcome = null, remedy = null, remedy_by = null where facility_id = ${order.facility_id} and id = ${id}::uuid`);
  told(tx, order, 'goods_claim.returned', { claim: claim.number });
  return { number, claim: claim.number, state: 'filed' };
}

/** The agency says that it is remedied, or that it no longer claims. */
export async function closeClaim(tx: Tx, { number, id, note: said }: Named & { note: string }): Promise<ClaimMoved> {
  permit(tx.actor, 'goods_claim.file');
  const { note } = parse(claimNote, { note: said }, tx.actor.locale);
  const { order, claim } = await claimNamed(tx, number, id);
  const state = claim.state === 'granted' ? 'fulfilled' : 'withdrawn';
  checkClaimMove(claim.state, state);
  await tx.run(sql`update orders.claim set state = ${state}, ended_by = ${tx.actor.account_id}, ended_at = ${tx.now}, end_note = ${note} where facility_id = ${order.facility_id} and id = ${id}::uuid`);
  told(tx, order, `claim.${state}`, { claim: claim.number });
  return { number, claim: claim.number, state };
}

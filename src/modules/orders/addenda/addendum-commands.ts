// A signed order changes by addendum: somebody of one side prepares, that side's signatory proposes, the other side's agrees. Three persons.
import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { release } from '#inventory';
import { productBySku } from '#products';
import { countCalled } from '../commands/framework-count.ts';
import { lineOf, lockedOrder, promise, told } from '../commands/order-row.ts';
import { heldOrMade } from '../commands/order-writing.ts';
import { issueAddendum } from '../commands/agreement-papers.ts';
import { withinLimit } from '../limits/limit-commands.ts';
import { canMove, unshipped } from '../order.ts';
import { placeOf, type PlaceRow } from '../place.ts';
import { placesOf } from '../place-queries.ts';
import { linesOf, type LineRow, type OrderRow } from '../queries.ts';
import { notCommitted } from '../refusals.ts';
import { addendumEnding, addendumWish, changed, checkAddendumMove, checkLineChange, type AddendumWish, type LineChange } from './addendum.ts';
import { addendaOf, type AddendumRow } from './addendum-queries.ts';

type SideOf = 'buyer' | 'maker';
const sideOf = (tx: Tx): SideOf => (tx.actor.agency_id ? 'buyer' : 'maker');

async function amendable(tx: Tx, number: string): Promise<{ order: OrderRow; lines: LineRow[]; today: string }> {
  const order = await lockedOrder(tx, number);
  if (order.agency_id === null || (tx.actor.agency_id !== null && tx.actor.agency_id !== order.agency_id)) throw new NotFound();
  if (order.committed_at === null) throw notCommitted;
  if (!canMove(order.state, 'shipped')) throw new Refusal('addendum.too_late', { id: 'Semua barang sudah dikirim atau pesanan sudah berakhir, jadi tidak ada yang dapat diubah. Ajukan klaim bila barangnya tidak sesuai.', en: 'Everything is shipped or the order has ended, so nothing can change. File a claim if the goods do not fit.' });
  return { order, lines: await linesOf(tx, order.id), today: dayIn(zoneOf(order.timezone), tx.now) };
}

/** The place whose share a new quantity moves: it keeps at least what was sent there. */
function shareOf(places: readonly PlaceRow[], line: LineRow, quantity: number, named: number | undefined): number | null {
  const place = placeOf(places, named, () => true);
  if (!place) return null;
  const share = place.lines.find((each) => each.line_id === line.id);
  const left = (share?.quantity ?? 0) + quantity - line.quantity;
  if (!share || left < share.shipped) throw new Refusal('addendum.share_below_shipped', { id: `Tempat ${place.place} sudah dikirimi ${share?.shipped ?? 0} untuk baris ${line.line}. Pilih tempat lain atau jumlah yang lebih besar.`, en: `${share?.shipped ?? 0} of line ${line.line} are shipped to place ${place.place}. Choose another place or a larger quantity.` }, { field: `lines.${line.line - 1}.quantity`, status: 422 });
  return place.place;
}

const written = ({ name, address, regency = '' }: OrderRow['deliver_to']): string => `${name}|${address}|${regency}`;

/** The last day that was said for a line. */
const dayOf = (line: LineRow): string | null => line.changes.at(-1)?.day ?? line.promised_on;

export async function prepareAddendum(tx: Tx, { number, ...rest }: { number: string } & AddendumWish): Promise<{ number: string; id: string; sequence: number }> {
  permit(tx.actor, 'addendum.prepare');
  const wish = parse(addendumWish, rest, tx.actor.locale);
  const { order, lines, today } = await amendable(tx, number);
  const changes: LineChange[] = [];
  const places = await placesOf(tx, order.id);
  if (places.length > 0 && wish.deliver_to !== undefined && written(wish.deliver_to) !== written(order.deliver_to)) throw new Refusal('addendum.several_places', { id: 'Pesanan ini punya beberapa tempat. Pindahkan jumlahnya antartempat, atau pesan untuk tempat baru tersendiri.', en: 'This order has several places. Move quantities between them, or order for a new place anew.' }, { field: 'deliver_to.address', status: 422 });
  for (const { line, quantity, unit_price_idr, day, place } of wish.lines ?? []) {
    const found = lineOf(lines, line);
    const change = { line_id: found.id, line, name: found.name, unit: found.unit, quantity_before: found.quantity, quantity_after: quantity ?? found.quantity, price_before_idr: found.unit_price_idr, price_after_idr: unit_price_idr ?? found.unit_price_idr, day_before: dayOf(found), day_after: day ?? dayOf(found), place: quantity === undefined || quantity === found.quantity ? null : shareOf(places, found, quantity, place) };
    checkLineChange(change, found, today);
    if (changed(change) && !changes.some((each) => each.line_id === found.id)) changes.push(change);
  }
  const delivery_after = wish.delivery_idr ?? order.delivery_idr;
  if (delivery_after !== order.delivery_idr && lines.some((line) => line.accepted > 0)) throw new Refusal('addendum.delivery_owed', { id: 'Ongkos kirim sudah menjadi tagihan sejak serah terima pertama. Biarkan seperti semula.', en: 'Delivery is owed since the first handover. Leave it as it was.' }, { field: 'delivery_idr', status: 422 });
  const moved = wish.deliver_to !== undefined && written(wish.deliver_to) !== written(order.deliver_to);
  const place_after = moved ? wish.deliver_to : order.deliver_to;
  if (changes.length === 0 && !moved && delivery_after === order.delivery_idr) throw new Refusal('addendum.nothing', { id: 'Tidak ada yang berubah. Ubah paling sedikit satu jumlah, harga, tanggal atau tempat.', en: 'Nothing changes. Change at least one quantity, price, day or place.' }, { status: 422 });
  const total_after = order.total_idr - order.delivery_idr + delivery_after + changes.reduce((sum, each) => sum + each.quantity_after * each.price_after_idr - each.quantity_before * each.price_before_idr, 0);
  const sequence = (await addendaOf(tx, order.id)).length + 1;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into orders.addendum (facility_id, order_id, agency_id, sequence, side, reason, place_before, place_after, delivery_before_idr, delivery_after_idr, total_before_idr, total_after_idr, prepared_by, prepared_person, prepared_at)
    values (${order.facility_id}, ${order.id}, ${order.agency_id}, ${sequence}, ${sideOf(tx)}, ${wish.reason}, ${JSON.stringify(order.deliver_to)}::jsonb, ${JSON.stringify(place_after)}::jsonb, ${order.delivery_idr}, ${delivery_after}, ${order.total_idr}, ${total_after}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  for (const each of changes) await tx.run(sql`
    insert into orders.addendum_line (facility_id, addendum_id, agency_id, line_id, quantity_before, quantity_after, price_before_idr, price_after_idr, day_before, day_after, place)
    values (${order.facility_id}, ${id}, ${order.agency_id}, ${each.line_id}, ${each.quantity_before}, ${each.quantity_after}, ${each.price_before_idr}, ${each.price_after_idr}, ${each.day_before}, ${each.day_after}, ${each.place})`);
  told(tx, order, 'addendum.prepared', { sequence, side: sideOf(tx) });
  return { number, id, sequence };
}

async function undecided(tx: Tx, number: string, id: string): Promise<Awaited<ReturnType<typeof amendable>> & { addendum: AddendumRow }> {
  const open = await amendable(tx, number);
  const addendum = (await addendaOf(tx, open.order.id)).find((each) => each.id === id);
  if (!addendum) throw new NotFound();
  return { ...open, addendum };
}

/** The signatory of the side that proposes: from now it waits for the other. */
export async function signAddendum(tx: Tx, { number, id }: { number: string; id: string }): Promise<{ number: string; sequence: number }> {
  permit(tx.actor, 'addendum.sign');
  const { order, addendum } = await undecided(tx, number, id);
  checkAddendumMove(addendum.state, 'proposed');
  if (sideOf(tx) !== addendum.side) throw new Refusal('addendum.not_proposed', { id: 'Pihak pengusul belum menandatangani adendum ini. Tunggu usulannya.', en: 'The proposing side has not signed this addendum. Wait for its proposal.' });
  if (addendum.side === 'buyer' && order.agency_id !== null) await withinLimit(tx, { agency_id: order.agency_id, amount_idr: addendum.total_after_idr });
  await tx.run(sql`update orders.addendum set state = 'proposed', signed_by = ${tx.actor.account_id}, signed_person = ${tx.actor.person_id}, signed_at = ${tx.now} where facility_id = ${order.facility_id} and id = ${id}::uuid`);
  told(tx, order, 'addendum.proposed', { sequence: addendum.sequence, side: addendum.side });
  return { number, sequence: addendum.sequence };
}

/** The other side's signatory agrees: the order is what the addendum says, and the paper is issued. */
export async function agreeAddendum(tx: Tx, { number, id }: { number: string; id: string }): Promise<{ number: string; sequence: number; document: string }> {
  permit(tx.actor, 'addendum.sign');
  const { order, lines, addendum, today } = await undecided(tx, number, id);
  checkAddendumMove(addendum.state, 'agreed');
  if (sideOf(tx) === addendum.side) throw new Refusal('addendum.own', { id: 'Usulan pihak sendiri disetujui oleh pihak lain. Tunggu jawabannya.', en: 'What your own side proposed is agreed by the other. Wait for its answer.' });
  if (addendum.side === 'maker' && order.agency_id !== null) await withinLimit(tx, { agency_id: order.agency_id, amount_idr: addendum.total_after_idr });
  for (const change of addendum.lines) {
    const line = lines.find((each) => each.id === change.line_id);
    if (!line || line.quantity !== change.quantity_before || line.unit_price_idr !== change.price_before_idr) throw new Refusal('addendum.moved_on', { id: 'Pesanan sudah berubah sejak adendum disusun. Tarik adendum ini, lalu susun kembali.', en: 'The order changed since the addendum was prepared. Withdraw it and prepare it again.' });
    checkLineChange(change, line, today);
  }
  await tx.run(sql`update orders.addendum set state = 'agreed', ended_by = ${tx.actor.account_id}, ended_person = ${tx.actor.person_id}, ended_at = ${tx.now} where facility_id = ${order.facility_id} and id = ${id}::uuid`);
  for (const change of addendum.lines) await amendLine(tx, order, lineById(lines, change.line_id), change, addendum);
  await tx.run(sql`
    update orders.sales_order set goods_idr = (select sum(amount_idr) from orders.order_line l where l.facility_id = sales_order.facility_id and l.order_id = sales_order.id), delivery_idr = ${addendum.delivery_after_idr}, deliver_to = ${JSON.stringify(addendum.place_after)}::jsonb, version = version + 1
    where facility_id = ${order.facility_id} and id = ${order.id}`);
  const { code } = await issueAddendum(tx, order, addendum);
  await tx.run(sql`update orders.addendum set document = ${code} where facility_id = ${order.facility_id} and id = ${id}::uuid`);
  told(tx, order, 'order.amended', { sequence: addendum.sequence, total_idr: addendum.total_after_idr, document: code });
  return { number, sequence: addendum.sequence, document: code };
}

const lineById = (lines: LineRow[], id: string): LineRow => {
  const found = lines.find((line) => line.id === id);
  if (!found) throw new NotFound();
  return found;
};

async function amendLine(tx: Tx, order: OrderRow, line: LineRow, change: LineChange, addendum: AddendumRow): Promise<void> {
  const { facility_id } = order;
  if (change.quantity_after !== change.quantity_before || change.price_after_idr !== change.price_before_idr) {
    await tx.run(sql`update orders.order_line set quantity = ${change.quantity_after}, unit_price_idr = ${change.price_after_idr} where facility_id = ${facility_id} and id = ${line.id}`);
  }
  await countCalled(tx, order, line, { pieces: change.quantity_after - change.quantity_before, value_idr: (change.quantity_after - line.rejected - line.short) * change.price_after_idr - (change.quantity_before - line.rejected - line.short) * change.price_before_idr });
  if (change.place !== null) {
    shareOf(await placesOf(tx, order.id), line, change.quantity_after, change.place);
    await tx.run(sql`update orders.order_place_line set quantity = quantity + ${change.quantity_after - change.quantity_before} where facility_id = ${facility_id} and line_id = ${line.id} and place = ${change.place}`);
  }
  const left = unshipped({ ...line, quantity: change.quantity_after });
  if (change.quantity_after !== change.quantity_before && line.supply === 'stock') {
    await release(tx, { facility_id, ref_type: 'order_line', ref_id: line.id });
    const product = await productBySku(tx, line.sku);
    const supply = left > 0 ? await heldOrMade(tx, { ...product, product_id: line.product_id, supply: 'stock' }, { facility_id, quantity: left, line_id: line.id }) : 'stock';
    if (supply === 'make') await tx.run(sql`update orders.order_line set supply = 'make' where facility_id = ${facility_id} and id = ${line.id}`);
  }
  if (change.day_after !== null && change.day_after !== change.day_before) await promise(tx, { facility_id, line_id: line.id, kind: 'changed', day: change.day_after, reason: `Adendum ${addendum.sequence}: ${addendum.reason}`.slice(0, 400), by_side: addendum.side, addendum_id: addendum.id });
}

/** The other side refuses, or the proposing side takes it back: the order stays as it was. */
export async function endAddendum(tx: Tx, { number, id, reason: said }: { number: string; id: string; reason: string }): Promise<{ number: string; state: 'refused' | 'withdrawn' }> {
  permit(tx.actor, 'addendum.end');
  const { reason } = parse(addendumEnding, { reason: said }, tx.actor.locale);
  const order = await lockedOrder(tx, number);
  if (tx.actor.agency_id !== null && tx.actor.agency_id !== order.agency_id) throw new NotFound();
  const addendum = (await addendaOf(tx, order.id)).find((each) => each.id === id);
  if (!addendum) throw new NotFound();
  const to = sideOf(tx) === addendum.side ? 'withdrawn' : 'refused';
  if (to === 'refused') permit(tx.actor, 'addendum.sign');
  checkAddendumMove(addendum.state, to);
  await tx.run(sql`update orders.addendum set state = ${to}, ended_by = ${tx.actor.account_id}, ended_person = ${tx.actor.person_id}, ended_at = ${tx.now}, end_reason = ${reason} where facility_id = ${order.facility_id} and id = ${id}::uuid`);
  told(tx, order, `addendum.${to}`, { sequence: addendum.sequence, reason });
  return { number, state: to };
}

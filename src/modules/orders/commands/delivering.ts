// Goods leave, arrive, and are looked at: shipment with its note, handover with its record (BAST).
import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { shipGoods, takeBack } from '#inventory';
import { post, type Line } from '#ledger';
import { checkMove, decided, unshipped, waiting, type State } from '../order.ts';
import { handover, shipment, type Handover, type Shipment } from '../order-input.ts';
import { atPlace, isUnsent, isWaiting, placeOf } from '../place.ts';
import { placesOf } from '../place-queries.ts';
import { handoverNumberUsed, linesOf, type LineRow, type OrderRow } from '../queries.ts';
import { handoverNumberTaken, notAccepted, notCommitted } from '../refusals.ts';
import { countCalled } from './framework-count.ts';
import { lineOf, lockedOrder, moveOrder, promise, told } from './order-row.ts';
import { issueBast, issueShippingNote, type Handed, type Packed } from './papers.ts';

export type Sent = { number: string; state: State; shipment: string; document: string; lines: { line: number; quantity: number; lots: string[] }[] };

/** Picks from lots, packs, ships; in part where only part is there. An agency's order ships once its letter is signed. */
export async function shipOrder(tx: Tx, { number, ...rest }: { number: string } & Shipment): Promise<Sent> {
  permit(tx.actor, 'order.ship');
  const input = parse(shipment, rest, tx.actor.locale);
  const order = await lockedOrder(tx, number);
  if (order.state === 'placed') throw notAccepted;
  checkMove(order.state, 'shipped');
  if (order.channel === 'agency' && !order.committed_at) throw notCommitted;
  const place = placeOf(await placesOf(tx, order.id), input.place, isUnsent);
  const lines = place ? atPlace(await linesOf(tx, order.id), place) : await linesOf(tx, order.id);
  const wanted = (input.lines ?? lines.map((line) => ({ line: line.line, quantity: unshipped(line) }))).filter((each) => each.quantity > 0).sort((a, b) => a.line - b.line);
  if (wanted.length === 0) throw new Refusal('shipment.nothing', { id: 'Isi jumlah kirim untuk paling sedikit satu baris.', en: 'Enter a quantity to ship for at least one line.' }, { field: 'lines', status: 422 });
  const today = dayIn(zoneOf(order.timezone), tx.now);
  const year = Number(today.slice(0, 4));
  const shipment_number = `SJ-${year}-${String(await nextNumber(tx, 'shipment', order.facility_id, year)).padStart(4, '0')}`;
  const packages = input.packages ?? 1;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into orders.shipment (facility_id, number, order_id, carrier, tracking, packages, packed_by, shipped_at, note, place)
    values (${order.facility_id}, ${shipment_number}, ${order.id}, ${input.carrier}, ${input.tracking ?? ''}, ${packages}, ${tx.actor.account_id}, ${tx.now}, ${input.note ?? ''}, ${place?.place ?? null}) returning id`);
  const packed: Packed[] = [];
  for (const { line, quantity } of wanted) packed.push({ line: lineOf(lines, line), quantity, lots: await shipLine(tx, order, lineOf(lines, line), quantity, id) });
  const { code } = await issueShippingNote(tx, order, { number: shipment_number, carrier: input.carrier, packages, packed, ...(place ? { place } : {}) });
  const whole = (await linesOf(tx, order.id)).every((line) => unshipped(line) <= 0);
  if (whole) await moveOrder(tx, order, 'shipped', { shipment: shipment_number });
  else told(tx, order, 'order.part_shipped', { shipment: shipment_number });
  return { number, state: whole ? 'shipped' : order.state, shipment: shipment_number, document: code, lines: packed.map(({ line, quantity, lots }) => ({ line: line.line, quantity, lots })) };
}

async function shipLine(tx: Tx, order: OrderRow, line: LineRow, quantity: number, shipment_id: string): Promise<string[]> {
  const left = unshipped(line);
  if (quantity > left) throw new Refusal('shipment.beyond_order', { id: `Baris ${line.line}: sisa ${left}. Kurangi jumlah kirim.`, en: `Line ${line.line}: ${left} left. Ship fewer.` }, { field: `lines.${line.line - 1}.quantity`, status: 422 });
  const goods = await shipGoods(tx, { facility_id: order.facility_id, product_id: line.product_id, quantity, ref_type: 'order_line', ref_id: line.id });
  const codes: string[] = [];
  for (const { lot_id, quantity: taken, move_id } of goods) {
    await tx.run(sql`insert into orders.shipment_line (facility_id, shipment_id, line_id, lot_id, quantity, move_id) values (${order.facility_id}, ${shipment_id}, ${line.id}, ${lot_id}, ${taken}, ${move_id})`);
    codes.push((await tx.one<{ code: string }>(sql`select code from inventory.lot_published where facility_id = ${order.facility_id} and id = ${lot_id}`)).code);
  }
  return codes;
}

export type HandedOver = { number: string; state: State; handover: string; document: string; accepted_idr: number; lines: { line: number; accepted: number; rejected: number }[] };

/** Inspection and handover (BAST), in whole or in part: what is accepted becomes a receivable; what is rejected goes back and is not paid. */
export async function handOverOrder(tx: Tx, { number, ...rest }: { number: string } & Handover): Promise<HandedOver> {
  permit(tx.actor, 'order.hand_over');
  const input = parse(handover, rest, tx.actor.locale);
  const order = await lockedOrder(tx, number);
  // What is settled was handed over: it comes back there only when its division is reversed, never by another handover.
  if (order.state === 'cancelled' || order.state === 'settled' || order.state === 'handed_over') checkMove(order.state === 'settled' ? 'handed_over' : order.state, 'handed_over');
  const everywhere = await linesOf(tx, order.id);
  const place = placeOf(await placesOf(tx, order.id), input.place, isWaiting);
  const lines = place ? atPlace(everywhere, place) : everywhere;
  const today = dayIn(zoneOf(order.timezone), tx.now);
  const on_day = input.on_day ?? today;
  if (on_day > today) throw new Refusal('handover.in_future', { id: 'Tanggal serah terima belum tiba. Isi hari ini atau sebelumnya.', en: 'The day of handover has not come. Enter today or an earlier day.' }, { field: 'on_day', status: 422 });
  const looked = lookedAt(lines, input);
  if (order.agency_id && (await handoverNumberUsed(tx, order.agency_id, input.handover_number))) throw handoverNumberTaken();
  const { id } = await tx.one<{ id: string }>(sql`
    insert into orders.handover (facility_id, number, order_id, on_day, received_by, fits_quantity, fits_function, fits_time, note, recorded_by, recorded_at, place)
    values (${order.facility_id}, ${input.handover_number}, ${order.id}, ${on_day}, ${input.received_by}, ${input.fits_quantity ?? true}, ${input.fits_function ?? true}, ${input.fits_time ?? true}, ${input.note ?? ''}, ${tx.actor.account_id}, ${tx.now}, ${place?.place ?? null}) returning id`);
  for (const each of looked) await acceptLine(tx, order, id, on_day, each);
  const accepted_idr = looked.reduce((sum, { line, accepted }) => sum + accepted * line.unit_price_idr, 0);
  if (accepted_idr > 0) {
    // Delivery is owed with the first piece that is kept. It passes through to the carrier (2500) and is never divided among people.
    const delivery_idr = everywhere.some((line) => line.accepted > 0) ? 0 : order.delivery_idr;
    const carriage: Line[] = delivery_idr > 0 ? [{ account: '2500', amount_idr: -delivery_idr, note: 'Ongkos kirim' }] : [];
    await post(tx, { facility_id: order.facility_id, on_day: today, kind: 'sale', ref_type: 'handover', ref_id: id, memo: `Serah terima ${input.handover_number}, pesanan ${number}`, lines: [{ account: '1200', amount_idr: accepted_idr + delivery_idr }, { account: '2900', amount_idr: -accepted_idr }, ...carriage] });
  }
  const { code } = await issueBast(tx, order, { number: input.handover_number, on_day, note: input.note ?? '', fits: { quantity: input.fits_quantity ?? true, function: input.fits_function ?? true, time: input.fits_time ?? true }, lines: looked, ...(place ? { place } : {}) });
  const done = (await linesOf(tx, order.id)).every(decided);
  if (done) await moveOrder(tx, order, 'handed_over', { handover: input.handover_number, accepted_idr });
  else told(tx, order, 'order.part_handed_over', { handover: input.handover_number, accepted_idr });
  return { number, state: done ? 'handed_over' : order.state, handover: input.handover_number, document: code, accepted_idr, lines: looked.map(({ line, accepted, rejected }) => ({ line: line.line, accepted, rejected })) };
}

/** What the receiver says of each line; without lines, all that arrived is accepted. */
function lookedAt(lines: LineRow[], input: Handover): Handed['lines'] {
  const said = input.lines?.map(({ line, accepted, rejected = 0, reason = '' }) => ({ line: lineOf(lines, line), accepted, rejected, reason })) ?? lines.map((line) => ({ line, accepted: waiting(line), rejected: 0, reason: '' }));
  const looked = said.filter(({ accepted, rejected }) => accepted + rejected > 0);
  if (looked.length === 0) throw new Refusal('handover.nothing', { id: 'Belum ada barang yang dikirim dan menunggu diterima. Isi jumlah untuk paling sedikit satu baris.', en: 'Nothing that was shipped waits to be received. Enter a quantity for at least one line.' }, { field: 'lines', status: 422 });
  for (const { line, accepted, rejected, reason } of looked) {
    const open = waiting(line);
    if (looked.filter((each) => each.line.id === line.id).length > 1) throw new Refusal('handover.line_twice', { id: `Baris ${line.line} disebut dua kali. Gabungkan jumlahnya.`, en: `Line ${line.line} is named twice. Put its figures together.` }, { field: 'lines', status: 422 });
    if (accepted + rejected > open) throw new Refusal('handover.beyond_shipped', { id: `Baris ${line.line}: hanya ${open} yang menunggu. Periksa jumlahnya.`, en: `Line ${line.line}: only ${open} waiting. Check the figure.` }, { field: `lines.${line.line - 1}.accepted`, status: 422 });
    if (rejected > 0 && reason.trim().length < 3) throw new Refusal('handover.needs_reason', { id: `Baris ${line.line}: tulis mengapa barang ditolak.`, en: `Line ${line.line}: say why the goods are rejected.` }, { field: `lines.${line.line - 1}.reason`, status: 422 });
  }
  return looked;
}

async function acceptLine(tx: Tx, order: OrderRow, handover_id: string, on_day: string, { line, accepted, rejected, reason }: Handed['lines'][number]): Promise<void> {
  await tx.run(sql`insert into orders.handover_line (facility_id, handover_id, line_id, accepted, rejected, reason) values (${order.facility_id}, ${handover_id}, ${line.id}, ${accepted}, ${rejected}, ${reason})`);
  if (accepted > 0) await promise(tx, { facility_id: order.facility_id, line_id: line.id, kind: 'arrived', day: on_day, by_side: order.channel === 'agency' ? 'buyer' : 'maker' });
  // What was rejected may be called anew.
  if (rejected > 0) await countCalled(tx, order, line, { pieces: -rejected, value_idr: -rejected * line.unit_price_idr });
  if (rejected > 0) await takeBack(tx, { facility_id: order.facility_id, product_id: line.product_id, quantity: rejected, ref_type: 'handover', ref_id: handover_id, note: reason });
}

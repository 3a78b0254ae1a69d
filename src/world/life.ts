// Three months of life: orders, sessions, output, inspection, delivery, payment, settlement, deposit — by the same commands
// that people call, at the world's own time. What is unfinished at the end is unfinished on purpose: every screen is alive.
import { addDays, instantAt, zoneOf } from '#kernel/calendar.ts';
import { transact, type Db, type Tx } from '#kernel/db.ts';
import { visitor, type Actor } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { acceptOrder, commitOrder, handOverOrder, placeOrder, reachOfLines, recordPayment, shipOrder } from '#orders';
import { approveSettlement, prepareSettlement } from '#pay';
import { createWorkOrder, drawForWorkOrder, inspect, recordOutput, releaseWorkOrder } from '#production';
import { closeSession, giveTool, markAttendance, openSession, takeTool } from '#workshop';
import type { Chance } from './chance.ts';
import type { Established, EstablishedAgency } from './establishment.ts';

type Product = Established['products'][number];
export type Place = Established & { luck: Chance; taken: Set<string> };

const absences = ['SICK', 'VISIT', 'WORSHIP', 'EDUCATION', 'REFUSED', 'CLASH'] as const;

/** At a clock time of the facility on a day. */
export function at(place: Established, day: string, time: string): Date {
  return instantAt(zoneOf(place.zone), day, time);
}

/** The next slot of a workshop that no session has: morning, afternoon, next day; never a Sunday. */
function freeSlot(place: Place, workshop: string, from: { day: string; slot: 'AM' | 'PM' }): { day: string; slot: 'AM' | 'PM' } {
  let { day, slot } = from;
  while (place.taken.has(`${workshop}/${day}/${slot}`) || new Date(`${day}T00:00:00Z`).getUTCDay() === 0) {
    day = slot === 'PM' ? addDays(day, 1) : day;
    slot = slot === 'PM' ? 'AM' : 'PM';
  }
  place.taken.add(`${workshop}/${day}/${slot}`);
  return { day, slot };
}

/** One session of one workshop on one work order: roster marked, tools out and back, material drawn, output recorded, closed. */
export async function workSession(db: Db, place: Place, product: Product, wanted: { id: string; quantity: number; day: string; slot: 'AM' | 'PM'; share: number; leaveOpen?: boolean }): Promise<string> {
  const workshop = place.workshops.find((each) => each.code === product.workshop);
  if (!workshop) throw new Error(`${place.code}: no workshop ${product.workshop}`);
  const work = { ...wanted, ...freeSlot(place, workshop.code, wanted) };
  const start = work.slot === 'AM' ? '08:05' : '13:05';
  const end = work.slot === 'AM' ? '11:25' : '15:25';
  const { facility_id, luck } = place;
  const officer = place.staff.officer;
  const { session_id, present } = await transact(db, { actor: officer, now: at(place, work.day, start) }, async (tx) => {
    const session = await openSession(tx, { facility_id, workshop: workshop.code, day: work.day, slot: work.slot });
    const present: string[] = [];
    for (const [n, person] of session.roster.entries()) {
      if (work.leaveOpen && n >= 3) break;
      const absent = luck.happens(0.08);
      const reason_code = absent ? luck.pick(absences) : 'ATTENDED';
      const note = reason_code === 'REFUSED' ? 'Menolak dengan alasan pribadi, dicatat pembina' : reason_code === 'SICK' ? 'Surat klinik contoh' : '';
      await markAttendance(tx, { facility_id, session_id: session.id, worker_id: person.worker_id, reason_code, note, ...(reason_code === 'SICK' || reason_code === 'EDUCATION' ? { paid: reason_code === 'EDUCATION' } : {}) });
      if (!absent) present.push(person.worker_id);
    }
    for (const tool of workshop.tools.slice(0, 2)) await giveTool(tx, { facility_id, session_id: session.id, tool_id: tool.id, worker_id: present[0] });
    return { session_id: session.id, present };
  });
  if (work.leaveOpen || present.length === 0) return work.day;
  await transact(db, { actor: officer, now: at(place, work.day, end) }, async (tx) => {
    await drawMaterials(tx, place, product, work.id, session_id, work.share);
    await makeOutput(tx, place, product, { ...work, session_id, present });
    for (const tool of workshop.tools.slice(0, 2)) await takeTool(tx, { facility_id, session_id, tool_id: tool.id, condition: 'baik' });
    await closeSession(tx, { facility_id, session_id });
  });
  return work.day;
}

async function drawMaterials(tx: Tx, place: Place, product: Product, work_order_id: string, session_id: string, share: number): Promise<void> {
  const items = await tx.all<{ item_id: string; name: string }>(sql`select id as item_id, name from inventory.item_published where facility_id = ${place.facility_id} and kind = 'material'`);
  for (const part of product.offer.bill) {
    const item = items.find((each) => each.name === part.name);
    if (item) await drawForWorkOrder(tx, { facility_id: place.facility_id, work_order_id, item_id: item.item_id, quantity: Math.max(1, Math.round(part.quantity * share)), session_id });
  }
}

async function makeOutput(tx: Tx, place: Place, product: Product, work: { id: string; session_id: string; share: number; present: string[] }): Promise<void> {
  const last = product.offer.steps.length;
  for (let step = 1; step <= last; step++) {
    const people = step === last ? work.present : work.present.slice(0, 2);
    let left = work.share;
    for (const [n, worker_id] of people.entries()) {
      const good = n === people.length - 1 ? left : Math.min(left, Math.floor(work.share / people.length) + (place.luck.happens(0.3) ? 1 : 0));
      left -= good;
      const scrap = step === last && place.luck.happens(0.06) ? 1 : 0;
      if (good + scrap > 0) await recordOutput(tx, { facility_id: place.facility_id, work_order_id: work.id, session_id: work.session_id, step, worker_id, good, scrap, ...(scrap ? { reason_code: 'MATERIAL' } : {}) });
    }
  }
}

/** A work order from paper to stock, over one to three sessions. */
export async function make(db: Db, place: Place, product: Product, wanted: { quantity: number; day: string; sessions?: number; order_line_id?: string; stopBefore?: 'session' | 'inspection' }): Promise<string> {
  const { facility_id } = place;
  const { section_head, inspector } = place.staff;
  const order = await transact(db, { actor: section_head, now: at(place, addDays(wanted.day, -1), '09:00') }, async (tx) => {
    const made = await createWorkOrder(tx, { facility_id, sku: product.sku, quantity: wanted.quantity, due_on: addDays(wanted.day, 5), ...(wanted.order_line_id ? { order_line_id: wanted.order_line_id } : {}) });
    await releaseWorkOrder(tx, { facility_id, work_order_id: made.id });
    return made;
  });
  if (wanted.stopBefore === 'session') return wanted.day;
  let last = wanted.day;
  const sessions = wanted.sessions ?? 2;
  let left = wanted.quantity;
  for (let n = 0; n < sessions; n++) {
    const share = n === sessions - 1 ? left : Math.min(left, Math.ceil(wanted.quantity / sessions));
    left -= share;
    if (share > 0) last = await workSession(db, place, product, { id: order.id, quantity: wanted.quantity, day: last > wanted.day ? last : addDays(wanted.day, Math.floor(n / 2)), slot: n % 2 === 0 ? 'AM' : 'PM', share });
  }
  if (wanted.stopBefore === 'inspection') return last;
  await transact(db, { actor: inspector, now: at(place, last, '16:00') }, (tx) =>
    inspect(tx, { facility_id, work_order_id: order.id, passed: wanted.quantity, measures: [{ name: 'Ukuran', value: 'sesuai' }, { name: 'Penyelesaian', value: 'rapi' }] }));
  return last;
}

export type Sale = { place: Place; product: Product; quantity: number; day: string; buyer: Buyer; until: Stage };
export type Buyer = { channel: 'public'; name: string; phone: string } | { channel: 'agency'; agency: EstablishedAgency };
export type Stage = 'placed' | 'accepted' | 'made' | 'shipped' | 'handed_over' | 'paid' | 'prepared' | 'settled';
const stages: Stage[] = ['placed', 'accepted', 'made', 'shipped', 'handed_over', 'paid', 'prepared', 'settled'];

/** One order's whole way, as far as `until`. */
export async function sell(db: Db, { place, product, quantity, day, buyer, until }: Sale): Promise<void> {
  const reaches = (stage: Stage) => stages.indexOf(until) >= stages.indexOf(stage);
  const { facility_id, staff } = place;
  const number = await order(db, place, product, quantity, day, buyer);
  if (!reaches('accepted')) return;
  await transact(db, { actor: staff.section_head, now: at(place, addDays(day, 1), '09:30') }, (tx) => acceptOrder(tx, { number }));
  if (buyer.channel === 'agency' && reaches('made')) {
    const reach = { facility_ids: [facility_id], agency_id: buyer.agency.id };
    await transact(db, { actor: buyer.agency.commitment_officer, reach, now: at(place, addDays(day, 2), '10:00') }, (tx) => commitOrder(tx, { number }));
  }
  if (!reaches('made')) return;
  const line = await transact(db, { actor: staff.section_head, now: at(place, addDays(day, 2), '08:00') }, (tx) =>
    tx.one<{ id: string; supply: string }>(sql`select l.id, l.supply from orders.order_line_published l join orders.order_published o on o.facility_id = l.facility_id and o.id = l.order_id where o.number = ${number}`));
  const made = line.supply === 'make' ? await make(db, place, product, { quantity, day: addDays(day, 3), order_line_id: line.id }) : day;
  const away = made > addDays(day, 5) ? addDays(made, 1) : addDays(day, 6);
  if (!reaches('shipped')) return;
  await transact(db, { actor: staff.section_head, now: at(place, away, '14:00') }, (tx) => shipOrder(tx, { number, carrier: 'Kurir contoh', tracking: `CTH${number.slice(-6)}` }));
  if (!reaches('handed_over')) return;
  const receiver: Actor = buyer.channel === 'agency' ? buyer.agency.commitment_officer : staff.section_head;
  await transact(db, { actor: receiver, reach: { facility_ids: [facility_id], agency_id: buyer.channel === 'agency' ? buyer.agency.id : null }, now: at(place, addDays(away, 2), '10:00') }, (tx) =>
    handOverOrder(tx, { number, handover_number: `BAST-${number}`, received_by: buyer.channel === 'agency' ? 'Panitia penerima contoh' : buyer.name, fits_quantity: true, fits_function: true, fits_time: true }));
  if (!reaches('paid')) return;
  await transact(db, { actor: staff.treasurer, now: at(place, addDays(away, 3), '11:00') }, async (tx) => {
    const { total_idr } = await tx.one<{ total_idr: number }>(sql`select total_idr from orders.order_published where number = ${number}`);
    await recordPayment(tx, { number, method: buyer.channel === 'agency' ? 'ls' : 'transfer', amount_idr: total_idr, reference: `REF-${number}`, payer: buyer.channel === 'agency' ? buyer.agency.name : buyer.name });
  });
  if (!reaches('prepared')) return;
  const settlement = await transact(db, { actor: staff.section_head, now: at(place, addDays(away, 4), '09:00') }, (tx) => prepareSettlement(tx, { order_number: number }));
  if (!reaches('settled')) return;
  await transact(db, { actor: staff.facility_head, now: at(place, addDays(away, 4), '14:00') }, (tx) => approveSettlement(tx, { facility_id, id: settlement.id }));
}

async function order(db: Db, place: Place, product: Product, quantity: number, day: string, buyer: Buyer): Promise<string> {
  const lines = [{ sku: product.sku, quantity }];
  const reach = await reachOfLines(db, lines);
  const requested_on = addDays(day, product.offer.lead_time_days + 7);
  const now = at(place, day, '10:15');
  if (buyer.channel === 'agency') {
    const { agency } = buyer;
    const placed = await transact(db, { actor: agency.procurement_officer, reach: { ...reach, agency_id: agency.id }, now }, (tx) => placeOrder(tx, {
      channel: 'agency', lines, requested_on, buyer: { name: agency.name, agency: agency.code, unit: agency.unit, rup_code: `RUP-${agency.code.slice(-4)}-${day.replaceAll('-', '')}`, budget_account: '521211' },
      deliver_to: { name: agency.unit, address: `Jalan Contoh Raya 1, ${agency.name}`, regency: 'Kota Palangkaraya', phone: '0800-0000-0001' },
    }));
    return placed.number;
  }
  const placed = await transact(db, { actor: visitor, reach, now }, (tx) => placeOrder(tx, {
    channel: 'public', lines, requested_on, buyer: { name: buyer.name, phone: buyer.phone },
    deliver_to: { name: buyer.name, address: 'Jalan Contoh Melati 7', regency: 'Kota Palangkaraya', postcode: '10000', phone: buyer.phone },
  }));
  return placed.number;
}

import { dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal, refuseConstraint, refuseRaised } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { agencyById } from '#organisation';
import { placeOrder } from '#orders';
import { announcedLines, announcementOf } from './announcement-queries.ts';
import type { NewCallOff, NewReservation } from './loop.ts';
import { offersFor, reservationByNumber, type ReservationRow } from './reservation-queries.ts';

/** An agency takes a part of what was announced for itself. Two at once are counted one after the other: never more than there is. */
export async function reserveKind(tx: Tx, { year, kind, quantity, agency_id = tx.actor.agency_id }: NewReservation & { agency_id?: string | null }): Promise<{ number: string }> {
  permit(tx.actor, 'reservation.make');
  const { id: agency, is_sample } = await agencyById(tx, agency_id ?? '');
  const announcement = await announcementOf(tx, year);
  if (announcement?.state !== 'announced') throw notAnnounced;
  if (Number(dayIn('Asia/Jakarta', tx.now).slice(0, 4)) > year) throw new Refusal('reservation.year_over', { id: 'Tahun pengumuman ini sudah lewat. Pilih pengumuman yang berlaku.', en: 'The year of this announcement is over. Choose the one in force.' });
  const line = (await announcedLines(tx, announcement.id)).find(({ code }) => code === kind);
  if (!line) throw new Refusal('reservation.kind_unknown', { id: 'Jenis ini tidak diumumkan. Pilih dari daftar pengumuman.', en: 'This kind was not announced. Choose from the announcement.' }, { field: 'kind', status: 422 });
  const number = `RS-${year}-${String(await nextNumber(tx, 'reservation', null, year)).padStart(4, '0')}`;
  await tx.run(sql`
    insert into procurement.reservation (number, announcement_id, kind_id, agency_id, quantity, reserved_by, reserved_person, reserved_at, is_sample) values (${number}, ${announcement.id}, ${line.kind_id}, ${agency}, ${quantity}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${is_sample || announcement.is_sample})`);
  tx.emit({ verb: 'reservation.made', facility_id: null, subject_kind: 'reservation', subject_id: number, particulars: { year, kind, quantity, agency_id: agency } });
  return { number };
}

/** What will not be called off goes back to the others: all that is left, or a part. */
export async function releaseReservation(tx: Tx, { number, quantity, reason }: { number: string; quantity?: number | undefined; reason: string }): Promise<ReservationRow> {
  permit(tx.actor, 'reservation.make');
  const { id, agency_id, left } = await reservationByNumber(tx, number);
  if (left === 0) throw new Refusal('reservation.nothing_left', { id: 'Tidak ada sisa reservasi yang dapat dilepas. Semuanya sudah dipesan atau dilepas.', en: 'There is nothing left of this reservation. Load the page again to see where it went.' });
  await tx.run(sql`insert into procurement.reservation_release (reservation_id, agency_id, quantity, reason, released_by, released_at) values (${id}, ${agency_id}, ${quantity ?? left}, ${reason}, ${tx.actor.account_id}, ${tx.now})`);
  tx.emit({ verb: 'reservation.released', facility_id: null, subject_kind: 'reservation', subject_id: number, particulars: { quantity: quantity ?? left, reason } });
  return reservationByNumber(tx, number);
}

/** An order on the reservation, at a facility that planned the kind: the same order as any other, and counted. */
export async function callOff(tx: Tx, { number, sku, quantity, unit, receiver, address, regency, phone, requested_on, rup_code, budget_account }: NewCallOff & { number: string }): Promise<{ number: string; order: string }> {
  permit(tx.actor, 'reservation.call');
  const reservation = await reservationByNumber(tx, number);
  if (!requested_on.startsWith(`${reservation.year}-`)) throw new Refusal('call_off.other_year', { id: `Reservasi ini untuk tahun ${reservation.year}. Pilih hari dalam tahun itu.`, en: `This reservation is for ${reservation.year}. Choose a day in that year.` }, { field: 'requested_on', status: 422 });
  const offer = (await offersFor(tx, reservation)).find((each) => each.sku === sku);
  if (!offer) throw new Refusal('call_off.not_planned', { id: 'Produk ini tidak ada dalam rencana pasok untuk jenis yang direservasi. Pilih dari daftar.', en: 'This product is not planned for the kind that was reserved. Choose from the list.' }, { field: 'sku', status: 422 });
  const placed = await placeOrder(tx, {
    channel: 'agency', lines: [{ sku, quantity }], buyer: { name: reservation.agency, agency: reservation.agency_code, unit, ...(rup_code ? { rup_code } : {}), ...(budget_account ? { budget_account } : {}) },
    deliver_to: { name: receiver, address, ...(regency ? { regency } : {}), ...(phone ? { phone } : {}) }, requested_on,
  });
  const order = await tx.one<{ id: string; facility_id: string }>(sql`select id, facility_id from orders.order_published where number = ${placed.number}`);
  await tx.run(sql`
    insert into procurement.call_off (reservation_id, agency_id, facility_id, order_id, order_number, sku, quantity, called_by, called_person, called_at) values (${reservation.id}, ${reservation.agency_id}, ${order.facility_id}, ${order.id}, ${placed.number}, ${sku}, ${quantity}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: 'reservation.called', facility_id: order.facility_id, subject_kind: 'reservation', subject_id: number, particulars: { order: placed.number, sku, quantity } });
  return { number, order: placed.number };
}

const notAnnounced = new Refusal('reservation.not_announced', { id: 'Jenis dan jumlah untuk tahun ini belum diumumkan. Tunggu pengumumannya, atau isi survei kebutuhan.', en: 'Kinds and quantities for this year are not announced yet. Wait for the announcement, or answer the survey.' });
refuseRaised('reservation.not_announced', () => notAnnounced.text);
refuseConstraint('reserved_within_announced', 'reservation.beyond_announced', { id: 'Jumlah ini melebihi sisa yang diumumkan. Kurangi jumlahnya; sisanya tertulis di pengumuman.', en: 'This is more than is left of what was announced. Enter less; the announcement shows what is left.' }, 'quantity');
refuseConstraint('called_within_reserved', 'reservation.beyond_reserved', { id: 'Jumlah ini melebihi sisa reservasi. Kurangi jumlahnya, atau reservasi lagi.', en: 'This is more than is left of the reservation. Enter less, or reserve more.' }, 'quantity');

// What delivery costs: the section head proposes, the head of facility decides; from its first day on a new row takes the place of the one before.
import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { facilityById } from '#organisation';
import { tariffWish, type TariffWish } from '../delivery.ts';
import { tariffById, type ProposedTariff } from '../tariff-queries.ts';

export async function proposeTariff(tx: Tx, { facility_id, ...rest }: { facility_id: string } & Omit<TariffWish, 'free_from_idr'> & { free_from_idr?: number | undefined }): Promise<{ id: string }> {
  permit(tx.actor, 'tariff.propose');
  const wish = parse(tariffWish, rest, tx.actor.locale);
  const { timezone } = await facilityById(tx, facility_id);
  // An order keeps what it was told: a tariff begins today at the earliest.
  if (wish.from < dayIn(zoneOf(timezone), tx.now)) throw new Refusal('tariff.in_past', { id: 'Tanggal mulai sudah lewat. Pilih hari ini atau sesudahnya.', en: 'The first day has passed. Choose today or later.' }, { field: 'from', status: 422 });
  const made = await tx.one<{ id: string }>(sql`
    insert into orders.delivery_tariff (facility_id, zone, basis, amount_idr, free_from_idr, valid, reason, prepared_by, prepared_person, prepared_at)
    values (${facility_id}, ${wish.zone}, ${wish.basis}, ${wish.amount_idr}, ${wish.free_from_idr ?? null}, daterange(${wish.from}, null), ${wish.reason}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'tariff.proposed', facility_id, subject_kind: 'delivery_tariff', subject_id: made.id, particulars: { zone: wish.zone, basis: wish.basis, amount_idr: wish.amount_idr, from: wish.from } });
  return made;
}

export async function approveTariff(tx: Tx, { facility_id, id }: { facility_id: string; id: string }): Promise<{ id: string }> {
  permit(tx.actor, 'tariff.approve');
  const { zone, from, amount_idr, basis } = await undecided(tx, facility_id, id);
  await tx.run(sql`update orders.delivery_tariff set valid = daterange(lower(valid), ${from}) where facility_id = ${facility_id} and zone = ${zone} and state = 'approved' and valid @> ${from}::date and lower(valid) < ${from}::date`);
  await tx.run(sql`update orders.delivery_tariff set state = 'approved', approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now} where facility_id = ${facility_id} and id = ${id}::uuid`);
  tx.emit({ verb: 'tariff.approved', facility_id, subject_kind: 'delivery_tariff', subject_id: id, particulars: { zone, basis, amount_idr, from } });
  return { id };
}

export async function refuseTariff(tx: Tx, { facility_id, id, reason }: { facility_id: string; id: string; reason: string }): Promise<{ id: string }> {
  permit(tx.actor, 'tariff.approve');
  const { zone } = await undecided(tx, facility_id, id);
  await tx.run(sql`update orders.delivery_tariff set state = 'refused', approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now}, refusal_reason = ${reason} where facility_id = ${facility_id} and id = ${id}::uuid`);
  tx.emit({ verb: 'tariff.refused', facility_id, subject_kind: 'delivery_tariff', subject_id: id, particulars: { zone, reason } });
  return { id };
}

async function undecided(tx: Tx, facility_id: string, id: string): Promise<ProposedTariff> {
  const tariff = await tariffById(tx, facility_id, id);
  if (tariff.state !== 'proposed') throw new Refusal('tariff.decided_already', { id: 'Usulan ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This proposal is already decided. Reload the page to see the decision.' });
  if (tx.actor.person_id !== null && tx.actor.person_id === tariff.prepared_person) throw new Refusal('tariff.same_person', { id: 'Pengusul tidak boleh menyetujui. Mintalah kepala UPT.', en: 'Who proposes does not approve. Ask the head of facility.' });
  return tariff;
}

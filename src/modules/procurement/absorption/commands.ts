import type { Tx } from '#kernel/db.ts';
import { nextNumber, unguessable } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Invalid, NotFound, Refusal, refuseConstraint, refuseRaised } from '#kernel/refusal.ts';
import { rupiah } from '#kernel/money.ts';
import { daysBetween } from '#kernel/calendar.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt, facilityById } from '#organisation';
import type { z } from 'zod';
import { bandOf, type newAddendum, type newAnswer, type newContract, type newHarvest, type newMarketPrice, type newOffer } from './meter.ts';
import { bandOn, contractById, offerable, type MeteredContract } from './queries.ts';

type In<Schema extends z.ZodType> = Omit<z.infer<Schema>, 'facility'>;
type Here = { facility_id: string };
const said = (tx: Tx, id: string, en: string): string => (tx.actor.locale === 'en' ? en : id);
const numbered = async (tx: Tx, series: string, sign: string, facility_id: string, day: string): Promise<string> => {
  const year = Number(day.slice(0, 4));
  return `${sign}-${year}-${String(await nextNumber(tx, series, facility_id, year)).padStart(4, '0')}`;
};

/** A supplier's contract as it was signed; the code on it lets the supplier's own account take hold of it. */
export async function registerContract(tx: Tx, { facility_id, number, supplier, kind, value_idr, from_day, to_day }: In<typeof newContract> & Here): Promise<{ id: string; claim_code: string }> {
  permit(tx.actor, 'absorption.register');
  const { is_sample } = await facilityById(tx, facility_id);
  const made = await tx.one<{ id: string; claim_code: string }>(sql`
    insert into procurement.supply_contract (facility_id, number, supplier, kind, value_idr, from_day, to_day, claim_code, recorded_by, recorded_person, recorded_at, is_sample)
    values (${facility_id}, ${number}, ${supplier}, ${kind}, ${value_idr}, ${from_day}, ${to_day}, ${`PS${unguessable(10)}`}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${is_sample}) returning id, claim_code`);
  tx.emit({ verb: 'supply.registered', facility_id, subject_kind: 'supply_contract', subject_id: made.id, particulars: { number, value_idr, from_day, to_day } });
  return made;
}

/** Value and last day from now on; what was signed before stays. */
export async function addAddendum(tx: Tx, { id, number, value_idr, to_day, reason }: In<typeof newAddendum> & { id: string }): Promise<{ id: string }> {
  permit(tx.actor, 'absorption.register');
  const contract = await held(tx, id);
  if (to_day < contract.from_day) throw new Invalid({ to_day: said(tx, 'Hari terakhir tidak mendahului hari pertama kontrak', 'The last day is no earlier than the first of the contract') });
  if (contract.certified_idr > 0) throw certified;
  await tx.run(sql`insert into procurement.supply_addendum (facility_id, contract_id, number, value_idr, to_day, reason, recorded_by, recorded_person, recorded_at) values (${contract.facility_id}, ${id}, ${number}, ${value_idr}, ${to_day}, ${reason}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: 'supply.amended', facility_id: contract.facility_id, subject_kind: 'supply_contract', subject_id: id, particulars: { number, value_idr, to_day } });
  return { id };
}

/** The supplier's own account takes hold of its contract by the code on paper; who recorded it cannot. */
export async function claimContract(tx: Tx, { code }: { code: string }): Promise<{ id: string }> {
  permit(tx.actor, 'absorption.supply');
  const found = await tx.maybe<{ id: string; facility_id: string; number: string; recorded_person: string | null }>(sql`select id, facility_id, number, recorded_person from procurement.supply_contract where claim_code = ${code} and supplier_account is null for update`);
  if (!found) throw unknownCode;
  await tx.run(sql`update procurement.supply_contract set supplier_account = ${tx.actor.account_id}, supplier_person = ${tx.actor.person_id}, claimed_at = ${tx.now} where facility_id = ${found.facility_id} and id = ${found.id}`);
  tx.emit({ verb: 'supply.claimed', facility_id: found.facility_id, subject_kind: 'supply_contract', subject_id: found.id, particulars: { number: found.number } });
  return { id: found.id };
}

export async function recordHarvest(tx: Tx, { facility_id, commodity, unit, quantity, on_day, workshop }: In<typeof newHarvest> & Here): Promise<{ number: string }> {
  permit(tx.actor, 'absorption.record_harvest');
  await notAhead(tx, facility_id, on_day);
  const place = workshop === undefined ? undefined : await tx.maybe<{ id: string }>(sql`select id from workshop.workshop_published where facility_id = ${facility_id} and code = ${workshop}`);
  if (workshop !== undefined && !place) throw new Invalid({ workshop: said(tx, 'Bengkel ini tidak ada', 'There is no such workshop') });
  const number = await numbered(tx, 'harvest', 'PN', facility_id, on_day);
  await tx.run(sql`insert into procurement.harvest (facility_id, number, commodity, unit, quantity, on_day, workshop_id, recorded_by, recorded_person, recorded_at) values (${facility_id}, ${number}, ${commodity}, ${unit}, ${quantity}, ${on_day}, ${place?.id ?? null}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: 'harvest.recorded', facility_id, subject_kind: 'harvest', subject_id: number, particulars: { commodity, unit, quantity } });
  return { number };
}

export async function recordMarketPrice(tx: Tx, { facility_id, commodity, unit, amount_idr, on_day, source }: In<typeof newMarketPrice> & Here): Promise<{ commodity: string; amount_idr: number }> {
  permit(tx.actor, 'absorption.record_price');
  await notAhead(tx, facility_id, on_day);
  await tx.run(sql`insert into procurement.market_price (facility_id, commodity, unit, amount_idr, on_day, source, recorded_by, recorded_person, recorded_at) values (${facility_id}, ${commodity}, ${unit}, ${amount_idr}, ${on_day}, ${source}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: 'market_price.recorded', facility_id, subject_kind: 'market_price', subject_id: commodity, particulars: { unit, amount_idr, on_day } });
  return { commodity, amount_idr };
}

/** Of a harvest or a lot, at a price within the band around what it costs outside. */
export async function offerProduce(tx: Tx, { id, source, quantity, unit_price_idr, deliver_on }: In<typeof newOffer> & { id: string }): Promise<{ id: string; number: string }> {
  permit(tx.actor, 'absorption.offer');
  const contract = await held(tx, id);
  const { facility_id } = contract;
  const today = await dayAt(tx, facility_id);
  if (today > contract.to_day || deliver_on > contract.to_day || deliver_on < today) throw new Refusal('absorption.outside_contract', { id: 'Hari penyerahan berada antara hari ini dan hari terakhir kontrak. Pilih hari lain.', en: 'The day of delivery lies between today and the last day of the contract. Choose another day.' }, { field: 'deliver_on', status: 422 });
  const found = (await offerable(tx, facility_id, today)).find(({ code }) => code === source);
  if (!found) throw new Refusal('absorption.no_source', { id: 'Panen atau lot ini tidak ada, bukan bahan pangan, atau sudah habis ditawarkan. Pilih dari daftar.', en: 'This harvest or lot is not there, is no food, or is offered already. Choose one from the list.' }, { field: 'source', status: 422 });
  const { value: band } = await bandOn(tx, today, facility_id);
  if (found.reference_idr === null || found.reference_on === null || daysBetween(found.reference_on, today) > band.max_age_days) throw new Refusal('absorption.no_reference', { id: `Belum ada harga pembanding ${found.commodity} dalam ${band.max_age_days} hari terakhir. Mintalah bendahara mencatatnya.`, en: `There is no price to compare ${found.commodity} with within the last ${band.max_age_days} days. Ask the treasurer to record one.` }, { field: 'unit_price_idr', status: 422 });
  if (found.reference_person !== null && found.reference_person === tx.actor.person_id) throw new Refusal('absorption.same_person', samePerson);
  const { low_idr, high_idr } = bandOf(found.reference_idr, band);
  if (unit_price_idr < low_idr || unit_price_idr > high_idr) throw new Refusal('absorption.outside_band', { id: `Harga wajar ${found.commodity}: ${rupiah(low_idr)} sampai ${rupiah(high_idr)}. Isi harga di antaranya.`, en: `A fair price of ${found.commodity}: ${rupiah(low_idr)} to ${rupiah(high_idr)}. Enter a price within it.` }, { field: 'unit_price_idr', status: 422 });
  const number = await numbered(tx, 'produce_offer', 'TH', facility_id, today);
  const made = await tx.one<{ id: string }>(sql`
    insert into procurement.produce_offer (facility_id, number, contract_id, harvest_id, lot_id, commodity, unit, quantity, unit_price_idr, reference_idr, reference_person, low_bp, high_bp, offered_on, deliver_on, offered_by, offered_person, offered_at)
    values (${facility_id}, ${number}, ${id}, ${found.kind === 'harvest' ? found.id : null}, ${found.kind === 'lot' ? found.id : null}, ${found.commodity}, ${found.unit}, ${quantity}, ${unit_price_idr}, ${found.reference_idr}, ${found.reference_person}, ${band.low_bp}, ${band.high_bp}, ${today}, ${deliver_on}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'produce.offered', facility_id, subject_kind: 'supply_contract', subject_id: id, particulars: { number, amount_idr: quantity * unit_price_idr } });
  return { id: made.id, number };
}

/** Taken by its delivery note, or refused for a reason: said by the supplier, or by the facility from the supplier's letter. */
export async function answerOffer(tx: Tx, { id, offer, accepted, refused, reason, words, delivery_note, order_number, on_day }: In<typeof newAnswer> & { id: string; offer: string }): Promise<{ number: string }> {
  permit(tx.actor, 'absorption.answer');
  const contract = await held(tx, id);
  const { facility_id } = contract;
  const supplier = tx.actor.role === 'partner';
  if (supplier && contract.supplier_account !== tx.actor.account_id) throw new NotFound();
  const today = await dayAt(tx, facility_id);
  const on = on_day ?? today;
  const { number, id: offer_id, offered_on } = await tx.one<{ number: string; id: string; offered_on: string }>(sql`select number, id, offered_on from procurement.produce_offer where facility_id = ${facility_id} and contract_id = ${id} and number = ${offer}`);
  if (on > today || on < offered_on) throw new Refusal('absorption.answered_when', { id: 'Jawaban bertanggal antara hari penawaran dan hari ini. Periksa tanggalnya.', en: 'An answer is dated between the day of the offer and today. Check the day.' }, { field: 'on_day', status: 422 });
  const sale = order_number === undefined || supplier ? undefined : await tx.maybe<{ id: string }>(sql`select id from orders.order_published where facility_id = ${facility_id} and number = ${order_number} and state <> 'cancelled'`);
  if (order_number !== undefined && !sale) throw new Invalid({ order_number: said(tx, 'Pesanan ini tidak ada di UPT ini', 'There is no such order in this facility') });
  await tx.run(sql`
    insert into procurement.produce_answer (facility_id, offer_id, accepted, refused, reason, words, delivery_note, order_id, on_day, by_side, recorded_by, recorded_person, recorded_at)
    values (${facility_id}, ${offer_id}, ${accepted}, ${refused}, ${refused > 0 ? (reason ?? null) : null}, ${words}, ${accepted > 0 ? (delivery_note ?? null) : null}, ${sale?.id ?? null}, ${on}, ${supplier ? 'supplier' : 'facility'}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: 'produce.answered', facility_id, subject_kind: 'supply_contract', subject_id: id, particulars: { number, accepted, refused, ...(refused > 0 ? { reason } : {}) } });
  return { number };
}

async function held(tx: Tx, id: string): Promise<MeteredContract> {
  const { facility_id } = await tx.one<{ facility_id: string }>(sql`select facility_id from procurement.supply_contract where id = ${id}::uuid`);
  return contractById(tx, id, await dayAt(tx, facility_id));
}
async function notAhead(tx: Tx, facility_id: string, day: string): Promise<void> {
  if (day > (await dayAt(tx, facility_id))) throw new Refusal('absorption.in_future', { id: 'Tanggal ini belum tiba. Isi hari ini atau sebelumnya.', en: 'This day has not come. Enter today or an earlier day.' }, { field: 'on_day', status: 422 });
}

const samePerson = { id: 'Pencatat harga pembanding tidak menawarkan hasilnya. Mintalah pejabat lain.', en: 'Who recorded the price to compare with does not make the offer. Ask another officer.' };
const unknownCode = new Refusal('absorption.unknown_code', { id: 'Kode ini tidak dikenal atau sudah dipakai. Periksa kode pada surat dari UPT.', en: 'This code is not known or was used already. Check the code on the letter from the facility.' }, { field: 'code', status: 422 });
const certifiedWords = { id: 'Surat kekurangan kontrak ini sudah ditandatangani, jadi kontraknya tidak berubah lagi. Catat pada kontrak berikutnya.', en: 'The shortage certificate of this contract is signed, so it does not change any more. Record it with the next contract.' };
const certified = new Refusal('absorption.certified', certifiedWords);
refuseRaised('absorption.certified', () => certifiedWords);
refuseRaised('absorption.beyond_source', ({ left = 0 }) => ({ id: `Yang masih dapat ditawarkan: ${left}. Kurangi jumlahnya.`, en: `What may still be offered: ${left}. Offer less.` }));
refuseRaised('absorption.beyond_offer', ({ left = 0 }) => ({ id: `Yang belum dijawab dari penawaran ini: ${left}. Periksa jumlahnya.`, en: `Not answered yet of this offer: ${left}. Check the figures.` }));
refuseConstraint('offer_two_persons', 'absorption.same_person', samePerson);
refuseConstraint('supply_contract_number', 'absorption.number_taken', { id: 'Nomor kontrak ini sudah tercatat. Isi nomor lain, atau buka kontrak itu.', en: 'This contract number is already recorded. Enter another number, or open that contract.' }, 'number');
refuseConstraint('addendum_number', 'absorption.number_taken', { id: 'Nomor adendum ini sudah tercatat. Isi nomor lain.', en: 'This addendum is already recorded. Enter another number.' }, 'number');
refuseConstraint('supplier_not_recorder', 'absorption.own_contract', { id: 'Pencatat kontrak tidak dapat menjadi pemasoknya. Gunakan akun orang lain.', en: 'Who recorded the contract cannot be its supplier. Use the account of another person.' }, 'code');

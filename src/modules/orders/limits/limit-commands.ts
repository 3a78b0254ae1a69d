// Spending limits of an agency's officers: one proposes by letter, another decides, never on the own. Signing asks here.
import { dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { colleagues } from '#identity';
import { checkLimit, limitRefusal, limitWish, type LimitWish } from './limit.ts';
import { limitsOf, limitsOn, type LimitRow } from './limit-queries.ts';

/** Agencies are of the whole country: their days are Jakarta's. */
const todayOf = (tx: Tx): string => dayIn('Asia/Jakarta', tx.now);

function ownAgency(tx: Tx): string {
  if (!tx.actor.agency_id) throw new NotFound();
  return tx.actor.agency_id;
}

export async function proposeLimit(tx: Tx, input: LimitWish): Promise<{ id: string }> {
  permit(tx.actor, 'limit.propose');
  const wish = parse(limitWish, input, tx.actor.locale);
  const agency_id = ownAgency(tx);
  if (wish.from < todayOf(tx)) throw new Refusal('limit.in_past', { id: 'Hari mulai sudah lewat. Pilih hari ini atau sesudahnya.', en: 'The first day has passed. Choose today or later.' }, { field: 'from', status: 422 });
  const officer = (await colleagues(tx, { unit_id: agency_id, from: wish.from, to: wish.from })).find(({ id }) => id === wish.account_id);
  if (!officer) throw new Refusal('limit.not_colleague', { id: 'Pilih pejabat instansi ini yang akunnya aktif pada hari mulai.', en: 'Choose an officer of this agency whose account is active on the first day.' }, { field: 'account_id', status: 422 });
  const made = await tx.one<{ id: string }>(sql`
    insert into orders.spending_limit (agency_id, account_id, person_id, officer_name, amount_idr, valid, letter, proposed_by, proposed_person, proposed_at)
    values (${agency_id}, ${officer.id}, ${officer.person_id}, ${officer.name}, ${wish.amount_idr}, daterange(${wish.from}::date, ${wish.to ?? null}::date, '[]'), ${wish.letter}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'limit.proposed', facility_id: null, subject_kind: 'spending_limit', subject_id: made.id, particulars: { agency_id, amount_idr: wish.amount_idr, from: wish.from, letter: wish.letter } });
  return made;
}

async function undecided(tx: Tx, id: string): Promise<{ agency_id: string; limit: LimitRow }> {
  const agency_id = ownAgency(tx);
  await tx.one(sql`select 1 from orders.spending_limit where agency_id = ${agency_id} and id = ${id}::uuid for update`);
  const limit = (await limitsOf(tx, agency_id)).find((each) => each.id === id);
  if (!limit) throw new NotFound();
  if (limit.state !== 'proposed') throw new Refusal('limit.decided_already', { id: 'Usulan ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This proposal is already decided. Reload the page to see the decision.' });
  return { agency_id, limit };
}

/** From its first day it takes the place of the officer's limit before. */
export async function approveLimit(tx: Tx, { id }: { id: string }): Promise<{ id: string }> {
  permit(tx.actor, 'limit.decide');
  const { agency_id, limit } = await undecided(tx, id);
  await tx.run(sql`update orders.spending_limit set valid = daterange(lower(valid), ${limit.from}) where agency_id = ${agency_id} and account_id = ${limit.account_id} and state = 'approved' and valid @> ${limit.from}::date and lower(valid) < ${limit.from}::date`);
  await tx.run(sql`update orders.spending_limit set state = 'approved', decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where agency_id = ${agency_id} and id = ${id}::uuid`);
  tx.emit({ verb: 'limit.approved', facility_id: null, subject_kind: 'spending_limit', subject_id: id, particulars: { agency_id, amount_idr: limit.amount_idr, from: limit.from } });
  return { id };
}

export async function refuseLimit(tx: Tx, { id, reason: said }: { id: string; reason: string }): Promise<{ id: string }> {
  permit(tx.actor, 'limit.decide');
  const { reason } = parse(limitRefusal, { reason: said }, tx.actor.locale);
  const { agency_id } = await undecided(tx, id);
  await tx.run(sql`update orders.spending_limit set state = 'refused', decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now}, refusal_reason = ${reason} where agency_id = ${agency_id} and id = ${id}::uuid`);
  tx.emit({ verb: 'limit.refused', facility_id: null, subject_kind: 'spending_limit', subject_id: id, particulars: { agency_id, reason } });
  return { id };
}

/** Whoever signs for an agency signs within a limit: the own, or that of whose authority is lent. */
export async function withinLimit(tx: Tx, { agency_id, amount_idr }: { agency_id: string; amount_idr: number }): Promise<void> {
  if (tx.actor.role === 'system') return;
  checkLimit(await limitsOn(tx, agency_id, todayOf(tx)), { account_id: tx.actor.on_behalf_of?.account_id ?? tx.actor.account_id, amount_idr });
}

import type { z } from 'zod';
import { addDays, dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { facilityById } from '#organisation';
import { closedAlready, moved, moves, type newAnswer, type newInterest, type newOpening, noRoom, noWorkshop, past, type State } from './opening.ts';
import { capacityOf, interestByNumber, openingByNumber } from './queries.ts';

/** Places in a workshop, offered to firms until a day. Never more than are free when they are offered. */
export async function publishOpening(tx: Tx, { facility_id, ...wanted }: z.infer<typeof newOpening> & { facility_id: string }): Promise<{ number: string }> {
  permit(tx.actor, 'opening.publish');
  const { timezone, is_sample } = await facilityById(tx, facility_id);
  const today = dayIn(timezone, tx.now);
  const workshop = (await capacityOf(tx, facility_id)).find(({ code }) => code === wanted.workshop);
  if (!workshop) throw noWorkshop;
  if (wanted.places > workshop.free) throw noRoom(workshop.free);
  if (wanted.until < today) throw past;
  const number = await numberIn(tx, 'PL', today);
  await tx.run(sql`
    insert into partnerships.opening (facility_id, number, workshop_code, places, work_id, work_en, valid, is_sample, published_by, published_person, published_at)
    values (${facility_id}, ${number}, ${wanted.workshop}, ${wanted.places}, ${wanted.work_id}, ${wanted.work_en ?? null}, daterange(${today}::date, ${addDays(wanted.until, 1)}::date), ${is_sample}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: 'opening.published', facility_id, subject_kind: 'opening', subject_id: number, particulars: { workshop: wanted.workshop, places: wanted.places, until: wanted.until } });
  return { number };
}

/** Those who asked keep their answer; nobody asks any more. */
export async function closeOpening(tx: Tx, { number, reason }: { number: string; reason: string }): Promise<{ number: string }> {
  permit(tx.actor, 'opening.close');
  const { facility_id, id } = await openingByNumber(tx, number);
  const closed = await tx.run(sql`
    update partnerships.opening set closed_at = ${tx.now}, closed_reason = ${reason}, closed_by = ${tx.actor.account_id}, closed_person = ${tx.actor.person_id} where facility_id = ${facility_id} and id = ${id} and closed_at is null`);
  if (closed === 0) throw closedAlready;
  tx.emit({ verb: 'opening.closed', facility_id, subject_kind: 'opening', subject_id: number, particulars: { reason } });
  return { number };
}

/** A firm asks for places, with an account or without. */
export async function expressInterest(tx: Tx, { opening, ...wanted }: z.infer<typeof newInterest> & { opening: string }): Promise<{ number: string }> {
  permit(tx.actor, 'interest.express');
  const { facility_id, id, closed_at, until, is_sample, timezone } = await openingByNumber(tx, opening);
  const today = dayIn(timezone, tx.now);
  if (closed_at || until < today) throw closedAlready;
  const number = await numberIn(tx, 'MN', today);
  await tx.run(sql`
    insert into partnerships.interest (facility_id, number, opening_id, firm, contact_name, phone, email, places, message, made_by, made_person, made_at, is_sample)
    values (${facility_id}, ${number}, ${id}, ${wanted.firm}, ${wanted.contact_name}, ${wanted.phone}, ${wanted.email}, ${wanted.places}, ${wanted.message}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${is_sample})`);
  tx.emit({ verb: 'interest.expressed', facility_id, subject_kind: 'interest', subject_id: number, particulars: { opening, places: wanted.places } });
  return { number };
}

/** The facility says whether it wants to talk, and in its own words why. */
export async function answerInterest(tx: Tx, { number, state, words }: z.infer<typeof newAnswer> & { number: string }): Promise<{ number: string; state: State }> {
  permit(tx.actor, 'interest.answer');
  return step(tx, { number, state, words, by_side: 'facility' });
}

export async function withdrawInterest(tx: Tx, { number, reason }: { number: string; reason: string }): Promise<{ number: string; state: State }> {
  permit(tx.actor, 'interest.withdraw');
  return step(tx, { number, state: 'withdrawn', words: reason, by_side: 'firm' });
}

async function step(tx: Tx, { number, state, words, by_side }: { number: string; state: Exclude<State, 'sent'>; words: string; by_side: 'firm' | 'facility' }): Promise<{ number: string; state: State }> {
  const { facility_id, id, state: was, steps } = await interestByNumber(tx, number);
  if (!moves[was].includes(state)) throw moved;
  await tx.run(sql`
    insert into partnerships.interest_step (facility_id, interest_id, seq, state, words, by_account, by_person, by_side, at)
    values (${facility_id}, ${id}, ${steps.length + 1}, ${state}, ${words}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${by_side}, ${tx.now})`);
  tx.emit({ verb: `interest.${state}`, facility_id, subject_kind: 'interest', subject_id: number, particulars: {} });
  return { number, state };
}

/** One series for the country: the number alone names the offer or the interest. */
async function numberIn(tx: Tx, series: 'PL' | 'MN', today: string): Promise<string> {
  const year = today.slice(0, 4);
  return `${series}-${year}-${String(await nextNumber(tx, series, null, Number(year))).padStart(4, '0')}`;
}

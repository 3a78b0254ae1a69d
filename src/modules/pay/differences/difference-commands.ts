// An approved settlement whose facts or rule changed later: the same order divided anew, and only the difference posted. By two persons, like the settlement.
import type { Tx } from '#kernel/db.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { join, sql } from '#kernel/sql.ts';
import { post } from '#ledger';
import { dayAt } from '#organisation';
import { divided, ruleFor } from '../commands/dividing.ts';
import { dueOf, settlementById, type SettlementRow } from '../queries.ts';
import { recipients, type Division } from '../split.ts';
import type { RuleSnapshot } from '../settlement.ts';
import { beingReversed, claimsOf, claimsOpen, differenceChanged, differenceDecided, differenceFingerprint, differenceLines, nothingDiffers, notStanding, peopleDiffer, sameDiffer, type PersonDifference, type ShareDifference } from './difference.ts';
import { differenceById, dividedSoFar, peopleOf, standingOf } from './difference-queries.ts';

type Anew = { state: string; adjustments: number; rule: RuleSnapshot; division: Division; gross_before_idr: number; gross_idr: number; whole: boolean; negative: 'facility_loss' | 'claim'; negative_basis: string; shares: ShareDifference[]; people: PersonDifference[]; sha: string };

/** The order as it stands now, under the rule of the settlement's own day, beside what was divided so far. */
async function computed(tx: Tx, settlement: SettlementRow): Promise<Anew> {
  const due = await dueOf(tx, settlement.order_number);
  // The reading stays the settlement's: its money already went that way.
  const { reading, ...found } = await ruleFor(tx, due, settlement.on_day);
  const rule = settlement.rule.reading ? { ...found, reading: settlement.rule.reading } : found;
  const whole = (due.state === 'handed_over' || due.state === 'settled') && due.owed_idr <= 0;
  const { gross_idr, division } = await divided(tx, due, rule, !whole);
  const before = await dividedSoFar(tx, settlement.id);
  const amount = (of: { to: string; amount_idr: number }[], to: string) => of.filter((each) => each.to === to).reduce((sum, each) => sum + each.amount_idr, 0);
  const shares = recipients.map((to) => ({ to, before_idr: amount(before.shares, to), after_idr: amount(division.shares, to) })).filter((each) => each.before_idr + each.after_idr > 0);
  const people = peopleDiffer(await standingOf(tx, settlement.id), division.workers);
  const { value: negative, legal_basis: negative_basis } = await ruleOn<'facility_loss' | 'claim'>(tx, 'pay.negative_difference', await dayAt(tx, settlement.facility_id), settlement.facility_id);
  const sha = differenceFingerprint({ settlement: settlement.number, rule_id: rule.id, gross_idr, costs_idr: division.costs_idr, whole, negative, shares, people });
  return { state: due.state, adjustments: due.adjustments, rule, division, gross_before_idr: before.gross_idr, gross_idr, whole, negative, negative_basis, shares, people, sha };
}

export type PreparedDifference = { /** Nothing where there was nothing left to divide. */ id: string | null; number: string; settlement: string; gross_delta_idr: number; shares: ShareDifference[]; people: PersonDifference[] };
export async function prepareDifference(tx: Tx, { settlement_id, reason }: { settlement_id: string; reason: string }): Promise<PreparedDifference> {
  permit(tx.actor, 'difference.prepare');
  const settlement = await standing(tx, settlement_id);
  const { facility_id } = settlement;
  const anew = await computed(tx, settlement);
  const { rule, division, gross_before_idr, gross_idr, shares, people } = anew;
  const same = people.length === 0 && gross_idr === gross_before_idr && shares.every((each) => each.after_idr === each.before_idr);
  if (same && !(anew.whole && settlement.part && anew.state === 'handed_over')) throw nothingDiffers;
  if (same) {
    // The rest of a first part brought nothing more: no money moves, and the order comes to its end.
    tx.emit({ verb: 'settlement.completed', facility_id, subject_kind: 'settlement', subject_id: settlement.id, particulars: { number: settlement.number, order_number: settlement.order_number, whole: true } });
    return { id: null, number: settlement.number, settlement: settlement.number, gross_delta_idr: 0, shares, people };
  }
  const year = Number((await dayAt(tx, facility_id)).slice(0, 4));
  const number = `BS-${year}-${String(await nextNumber(tx, 'difference', facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.difference (facility_id, number, settlement_id, reading, reason, rule, gross_before_idr, gross_idr, costs_idr, basis_idr, notes, whole, adjustments, negative, negative_basis, content_sha256, prepared_by, prepared_person, prepared_at)
    values (${facility_id}, ${number}, ${settlement.id}, ${settlement.reading}, ${reason}, ${JSON.stringify(rule)}::jsonb, ${gross_before_idr}, ${gross_idr}, ${division.costs_idr}, ${division.basis_idr}, ${JSON.stringify(division.notes)}::jsonb, ${anew.whole}, ${anew.adjustments}, ${anew.negative}, ${anew.negative_basis}, ${anew.sha}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  await tx.run(sql`insert into pay.difference_share (facility_id, difference_id, recipient, before_idr, after_idr) values ${join(shares.map((each) => sql`(${facility_id}, ${id}, ${each.to}, ${each.before_idr}, ${each.after_idr})`))}`);
  if (people.length > 0) await tx.run(sql`insert into pay.difference_worker (facility_id, difference_id, worker_id, before_idr, after_idr, applied_idr, beyond_before_idr, beyond_after_idr) values ${join(people.map((each) => sql`(${facility_id}, ${id}, ${each.worker}, ${each.before_idr}, ${each.after_idr}, ${each.applied_idr}, ${each.beyond_before_idr}, ${each.beyond_after_idr})`))}`);
  tx.emit({ verb: 'difference.prepared', facility_id, subject_kind: 'difference', subject_id: id, particulars: { number, settlement: settlement.number, reason, gross_delta_idr: gross_idr - gross_before_idr } });
  return { id, number, settlement: settlement.number, gross_delta_idr: gross_idr - gross_before_idr, shares, people };
}

/** Another person computes it anew from the facts and posts what is the same; what is beyond a part becomes a loss or a claim, as the rule of the day says. */
export async function approveDifference(tx: Tx, { id }: { id: string }): Promise<{ number: string; settlement: string; journal: string }> {
  permit(tx.actor, 'difference.approve');
  const { settlement, difference } = await undecided(tx, id);
  const { facility_id } = settlement;
  const anew = await computed(tx, settlement);
  const written = differenceFingerprint({ settlement: settlement.number, rule_id: difference.rule.id, gross_idr: difference.gross_idr, costs_idr: difference.costs_idr, whole: difference.whole, negative: difference.negative, shares: difference.shares, people: await peopleOf(tx, id) });
  if (anew.sha !== difference.content_sha256 || written !== difference.content_sha256) throw differenceChanged;
  const on_day = await dayAt(tx, facility_id);
  const { people, negative } = anew;
  const lines = differenceLines({ reading: settlement.reading, gross_delta_idr: anew.gross_idr - anew.gross_before_idr, shares: anew.shares, people, negative });
  const journal = await post(tx, { facility_id, on_day, kind: 'difference', ref_type: 'difference', ref_id: id, memo: `Selisih ${difference.number} atas bagi hasil ${settlement.number}: ${difference.reason}`.slice(0, 300), lines });
  for (const { worker, amount_idr } of claimsOf(people, negative)) await tx.run(sql`insert into pay.claim (facility_id, difference_id, worker_id, amount_idr) values (${facility_id}, ${id}, ${worker}, ${amount_idr})`);
  await tx.run(sql`update pay.difference set state = 'approved', approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now}, on_day = ${on_day}, journal_id = ${journal.journal_id} where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'difference.approved', facility_id, subject_kind: 'difference', subject_id: id, particulars: { number: difference.number, settlement: settlement.number, order_number: settlement.order_number, journal: journal.number, whole: anew.whole } });
  return { number: difference.number, settlement: settlement.number, journal: journal.number };
}

export async function refuseDifference(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<{ number: string; settlement: string }> {
  permit(tx.actor, 'difference.approve');
  const { settlement, difference } = await undecided(tx, id);
  await tx.run(sql`update pay.difference set state = 'refused', approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now}, refusal_reason = ${reason} where facility_id = ${settlement.facility_id} and id = ${id}`);
  tx.emit({ verb: 'difference.refused', facility_id: settlement.facility_id, subject_kind: 'difference', subject_id: id, particulars: { number: difference.number, reason } });
  return { number: difference.number, settlement: settlement.number };
}

async function undecided(tx: Tx, id: string): Promise<{ settlement: SettlementRow; difference: Awaited<ReturnType<typeof differenceById>> }> {
  const { settlement_id } = await tx.one<{ settlement_id: string }>(sql`select settlement_id from pay.difference where id = ${id}::uuid`);
  await tx.one(sql`select 1 from pay.settlement where id = ${settlement_id} for update`);
  const difference = await differenceById(tx, id);
  if (difference.state !== 'prepared') throw differenceDecided;
  if (tx.actor.person_id !== null && tx.actor.person_id === difference.prepared_person) throw sameDiffer;
  return { settlement: await settlementById(tx, settlement_id), difference };
}

async function standing(tx: Tx, id: string): Promise<SettlementRow> {
  await tx.one(sql`select 1 from pay.settlement where id = ${id}::uuid for update`);
  const settlement = await settlementById(tx, id);
  if (settlement.state !== 'approved') throw notStanding;
  const { reversing, claimed } = await tx.one<{ reversing: boolean; claimed: boolean }>(sql`
    select exists (select 1 from pay.reversal r where r.settlement_id = ${id} and r.state = 'prepared') as reversing, exists (select 1 from pay.claim c join pay.difference d on d.facility_id = c.facility_id and d.id = c.difference_id where d.settlement_id = ${id} and c.state <> 'closed') as claimed`);
  if (reversing) throw beingReversed;
  if (claimed) throw claimsOpen;
  return settlement;
}

/** A settlement that has a difference, or of which the budget brought something, is not taken back any more: what else comes to light is another difference. */
export async function checkUntouched(tx: Tx, settlement_id: string): Promise<void> {
  const { touched } = await tx.one<{ touched: boolean }>(sql`select exists (select 1 from pay.difference d where d.settlement_id = ${settlement_id} and d.state <> 'refused') or exists (select 1 from pay.realisation_line l join pay.realisation r on r.facility_id = l.facility_id and r.id = l.realisation_id where l.settlement_id = ${settlement_id} and r.state <> 'refused') as touched`);
  if (touched) throw new Refusal('reversal.built_upon', { id: 'Atas bagi hasil ini sudah ada selisih atau dana anggaran. Susun selisih baru, jangan membatalkannya.', en: 'This settlement already has a difference or money from the budget. Prepare another difference instead of reversing it.' });
}

import type { Tx } from '#kernel/db.ts';
import { rupiah } from '#kernel/money.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { post } from '#ledger';
import { dayAt } from '#organisation';
import { cashDecided, countSaysOther, nothingHeld, outcomesOf, sameCounter, sameFinder, sayWhy, wrongOutcome, type Outcome } from './cash.ts';
import { bundleById, differenceById, heldCash, type BundleRow } from './cash-queries.ts';

const lock = (tx: Tx, facility_id: string) => tx.all(sql`select pg_advisory_xact_lock(hashtext('cash'), hashtext(${facility_id}))`);
async function numbered(tx: Tx, facility_id: string, series: 'cash' | 'cash-difference', today: string): Promise<string> {
  const year = Number(today.slice(0, 4));
  return `${series === 'cash' ? 'KS' : 'SK'}-${year}-${String(await nextNumber(tx, series, facility_id, year)).padStart(4, '0')}`;
}

/** All the cash somebody holds, counted: for a colleague who takes it, or (with the bank's slip) brought to the bank. */
export async function giveCash(tx: Tx, { facility_id, counted_idr, slip }: { facility_id: string; counted_idr: number; slip?: string | undefined }): Promise<{ id: string; number: string; given_idr: number }> {
  permit(tx.actor, 'cash.give');
  await lock(tx, facility_id);
  const held = (await heldCash(tx, facility_id)).filter((piece) => piece.holder === tx.actor.account_id);
  const [oldest] = held;
  if (!oldest) throw nothingHeld;
  const given_idr = held.reduce((sum, piece) => sum + piece.amount_idr, 0);
  if (given_idr !== counted_idr) throw countSaysOther;
  const number = await numbered(tx, facility_id, 'cash', await dayAt(tx, facility_id));
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.cash_bundle (facility_id, number, kind, given_by, given_person, given_at, given_idr, oldest_on, slip) values (${facility_id}, ${number}, ${slip ? 'bank' : 'person'}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${given_idr}, ${oldest.oldest_on}, ${slip ?? null}) returning id`);
  await tx.run(sql`insert into pay.cash_source (facility_id, bundle_id, payment_id, earlier_id, amount_idr) select ${facility_id}, ${id}, s.payment_id, s.earlier_id, s.amount_idr from json_to_recordset(${JSON.stringify(held)}::json) as s(payment_id uuid, earlier_id uuid, amount_idr bigint)`);
  tx.emit({ verb: 'cash.given', facility_id, subject_kind: 'cash', subject_id: id, particulars: { number, given_idr, to: slip ? 'bank' : 'person' } });
  return { id, number, given_idr };
}

/** Another person counts it again, or sees it on the bank's account. What differs stands apart until it is decided. */
export async function takeCash(tx: Tx, { id, counted_idr, reason }: { id: string; counted_idr: number; reason?: string | undefined }): Promise<{ number: string; difference: string | null }> {
  permit(tx.actor, 'cash.take');
  const bundle = await undecided(tx, id);
  const { facility_id, number } = bundle;
  const today = await dayAt(tx, facility_id);
  const difference_idr = counted_idr - bundle.given_idr;
  if (difference_idr !== 0 && (reason ?? '').length < 5) throw sayWhy;
  if (bundle.kind === 'person') await checkLimit(tx, { facility_id, counted_idr, today });
  const lines = [
    ...(bundle.kind === 'bank' && counted_idr > 0 ? [{ account: '1100' as const, amount_idr: counted_idr }, { account: '1110' as const, amount_idr: -counted_idr }] : []),
    ...(difference_idr === 0 ? [] : [{ account: '1110' as const, amount_idr: difference_idr }, { account: '1190' as const, amount_idr: -difference_idr }]),
  ];
  const journal = lines.length > 0 ? await post(tx, { facility_id, on_day: today, kind: 'cash', ref_type: 'cash', ref_id: id, memo: bundle.kind === 'bank' ? `Kas disetor ke bank, ${number}` : `Selisih penyerahan kas ${number}`, lines }) : undefined;
  await tx.run(sql`update pay.cash_bundle set state = 'taken', taken_by = ${tx.actor.account_id}, taken_person = ${tx.actor.person_id}, taken_at = ${tx.now}, counted_idr = ${counted_idr}, reason = ${reason ?? null}, journal_id = ${journal?.journal_id ?? null} where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'cash.taken', facility_id, subject_kind: 'cash', subject_id: id, particulars: { number, counted_idr, difference_idr } });
  return { number, difference: difference_idr === 0 ? null : await report(tx, bundle, difference_idr, today) };
}

async function report(tx: Tx, { facility_id, id }: BundleRow, difference_idr: number, today: string): Promise<string> {
  const number = await numbered(tx, facility_id, 'cash-difference', today);
  await tx.run(sql`insert into pay.cash_difference (facility_id, number, bundle_id, difference_idr, found_by, found_person, found_at) values (${facility_id}, ${number}, ${id}, ${difference_idr}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: 'cash.difference_found', facility_id, subject_kind: 'cash', subject_id: id, particulars: { number, difference_idr } });
  return number;
}

/** It was not given after all, or the bank never saw it: the money is the giver's again. */
export async function refuseCash(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<{ number: string }> {
  permit(tx.actor, 'cash.take');
  const { facility_id, number } = await undecided(tx, id);
  await tx.run(sql`update pay.cash_bundle set state = 'refused', taken_by = ${tx.actor.account_id}, taken_person = ${tx.actor.person_id}, taken_at = ${tx.now}, reason = ${reason} where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'cash.refused', facility_id, subject_kind: 'cash', subject_id: id, particulars: { number, reason } });
  return { number };
}

/** A difference is decided by another person than who found it, on a paper that says why. */
export async function decideDifference(tx: Tx, { id, outcome, decision }: { id: string; outcome: Outcome; decision: string }): Promise<{ number: string; journal: string }> {
  permit(tx.actor, 'cash.decide');
  await tx.one(sql`select 1 from pay.cash_difference where id = ${id}::uuid for update`);
  const found = await differenceById(tx, id);
  if (found.state !== 'open') throw cashDecided;
  if (tx.actor.person_id !== null && tx.actor.person_id === found.found_person) throw sameFinder;
  if (!outcomesOf(found.difference_idr).includes(outcome)) throw wrongOutcome;
  const journal = await post(tx, {
    facility_id: found.facility_id, on_day: await dayAt(tx, found.facility_id), kind: 'cash', ref_type: 'cash_difference', ref_id: id, memo: `Selisih kas ${found.number}: ${decision}`.slice(0, 300),
    lines: [{ account: outcome === 'repaid' ? '1100' : '3100', amount_idr: -found.difference_idr }, { account: '1190', amount_idr: found.difference_idr }],
  });
  await tx.run(sql`update pay.cash_difference set state = 'closed', outcome = ${outcome}, decision = ${decision}, closed_by = ${tx.actor.account_id}, closed_person = ${tx.actor.person_id}, closed_at = ${tx.now}, journal_id = ${journal.journal_id} where facility_id = ${found.facility_id} and id = ${id}`);
  tx.emit({ verb: 'cash.difference_decided', facility_id: found.facility_id, subject_kind: 'cash', subject_id: id, particulars: { number: found.number, outcome, decision } });
  return { number: found.number, journal: journal.number };
}

async function undecided(tx: Tx, id: string): Promise<BundleRow> {
  const { facility_id } = await bundleById(tx, id);
  await lock(tx, facility_id);
  const bundle = await bundleById(tx, id);
  if (bundle.state !== 'given') throw cashDecided;
  if (tx.actor.person_id !== null && tx.actor.person_id === bundle.given_person) throw sameCounter;
  return bundle;
}

/** Nobody keeps more than the rule of the day allows: the rest belongs in the bank. */
async function checkLimit(tx: Tx, { facility_id, counted_idr, today }: { facility_id: string; counted_idr: number; today: string }): Promise<void> {
  const { value: max_idr, legal_basis } = await ruleOn<number>(tx, 'cash.max_idr', today, facility_id);
  const held = (await heldCash(tx, facility_id)).filter((piece) => piece.holder === tx.actor.account_id).reduce((sum, piece) => sum + piece.amount_idr, 0);
  if (held + counted_idr > max_idr) throw new Refusal('cash.beyond_limit', { id: `Seorang memegang kas paling banyak ${rupiah(max_idr)} (${legal_basis}). Setor dahulu yang ada ke bank.`, en: `One person holds at most ${rupiah(max_idr)} in cash (${legal_basis}). Bring what is there to the bank first.` }, { field: 'counted_idr' });
}

// Money from the budget: prepared by one with the treasury's paper, approved by another, and in people's books the same moment.
import type { Tx } from '#kernel/db.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { join, sql } from '#kernel/sql.ts';
import { post, type Line } from '#ledger';
import { dayAt } from '#organisation';
import { shareAccount } from '../settlement.ts';
import { beyondWaiting, bring, realisationChanged, realisationDecided, receivedLater, sameReceiver, type Brought } from './realisation.ts';
import { broughtBy, realisationById, waitingForBudget, type RealisationRow } from './realisation-queries.ts';

export async function prepareRealisation(tx: Tx, { facility_id, paper, received_on, amount_idr }: { facility_id: string; paper: string; received_on: string; amount_idr: number }): Promise<{ id: string; number: string; settlements: number }> {
  permit(tx.actor, 'realisation.prepare');
  const today = await dayAt(tx, facility_id);
  if (received_on > today) throw receivedLater;
  const brought = await broughtOf(tx, facility_id, amount_idr);
  const year = Number(today.slice(0, 4));
  const number = `RA-${year}-${String(await nextNumber(tx, 'realisation', facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.realisation (facility_id, number, paper, received_on, amount_idr, prepared_by, prepared_person, prepared_at) values (${facility_id}, ${number}, ${paper}, ${received_on}, ${amount_idr}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  for (const { settlement_id, people, others } of brought) {
    const people_idr = people.reduce((sum, each) => sum + each.amount_idr, 0);
    const lines = [...(people_idr > 0 ? [{ to: 'worker', amount_idr: people_idr }] : []), ...others];
    await tx.run(sql`insert into pay.realisation_line (facility_id, realisation_id, settlement_id, recipient, amount_idr) values ${join(lines.map((each) => sql`(${facility_id}, ${id}, ${settlement_id}, ${each.to}, ${each.amount_idr})`))}`);
    if (people.length > 0) await tx.run(sql`insert into pay.realisation_worker (facility_id, realisation_id, settlement_id, worker_id, amount_idr) values ${join(people.map((each) => sql`(${facility_id}, ${id}, ${settlement_id}, ${each.worker}, ${each.amount_idr})`))}`);
  }
  tx.emit({ verb: 'realisation.prepared', facility_id, subject_kind: 'realisation', subject_id: id, particulars: { number, paper, amount_idr } });
  return { id, number, settlements: brought.length };
}

export async function approveRealisation(tx: Tx, { id }: { id: string }): Promise<{ number: string; journal: string }> {
  permit(tx.actor, 'realisation.approve');
  const realisation = await undecided(tx, id);
  const { facility_id, amount_idr } = realisation;
  const brought = await broughtOf(tx, facility_id, amount_idr);
  if (JSON.stringify(brought) !== JSON.stringify(await broughtBy(tx, id))) throw realisationChanged;
  const on_day = await dayAt(tx, facility_id);
  const journal = await post(tx, { facility_id, on_day, kind: 'realisation', ref_type: 'realisation', ref_id: id, memo: `Anggaran diterima ${realisation.number}, ${realisation.paper}`, lines: linesOf(brought, amount_idr) });
  await tx.run(sql`update pay.realisation set state = 'approved', approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now}, on_day = ${on_day}, journal_id = ${journal.journal_id} where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'realisation.approved', facility_id, subject_kind: 'realisation', subject_id: id, particulars: { number: realisation.number, journal: journal.number, amount_idr } });
  return { number: realisation.number, journal: journal.number };
}

export async function refuseRealisation(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<{ number: string }> {
  permit(tx.actor, 'realisation.approve');
  const { facility_id, number } = await undecided(tx, id);
  await tx.run(sql`update pay.realisation set state = 'refused', approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now}, refusal_reason = ${reason} where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'realisation.refused', facility_id, subject_kind: 'realisation', subject_id: id, particulars: { number, reason } });
  return { number };
}

/** One at a time in a facility: two receipts would both be for the oldest part. */
async function broughtOf(tx: Tx, facility_id: string, amount_idr: number): Promise<Brought[]> {
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('realisation'), hashtext(${facility_id}))`);
  const waiting = await waitingForBudget(tx, facility_id);
  const waiting_idr = waiting.reduce((sum, each) => sum + each.people_idr + each.others_idr, 0);
  if (amount_idr > waiting_idr) throw beyondWaiting(waiting_idr);
  return bring(amount_idr, waiting);
}

/** The bank gets the money, the treasury owes as much less, and what waited is in people's books and with the others. */
function linesOf(brought: Brought[], amount_idr: number): Line[] {
  const people = new Map<string, number>();
  const others = new Map<'partner' | 'programme' | 'capital', number>();
  for (const each of brought) {
    for (const part of each.people) people.set(part.worker, (people.get(part.worker) ?? 0) + part.amount_idr);
    for (const part of each.others) others.set(part.to, (others.get(part.to) ?? 0) + part.amount_idr);
  }
  const sum = (parts: Map<unknown, number>) => [...parts.values()].reduce((total, part) => total + part, 0);
  const lines: Line[] = [
    { account: '1100', amount_idr }, { account: '1300', amount_idr: -amount_idr }, { account: '2700', amount_idr: sum(people) }, { account: '2710', amount_idr: sum(others) },
    ...[...people].map(([worker_id, part]): Line => ({ account: { worker_id }, amount_idr: -part })), ...[...others].map(([to, part]): Line => ({ account: shareAccount[to], amount_idr: -part })),
  ];
  return lines.filter((line) => line.amount_idr !== 0);
}

async function undecided(tx: Tx, id: string): Promise<RealisationRow> {
  await tx.one(sql`select 1 from pay.realisation where id = ${id}::uuid for update`);
  const realisation = await realisationById(tx, id);
  if (realisation.state !== 'prepared') throw realisationDecided;
  if (tx.actor.person_id !== null && tx.actor.person_id === realisation.prepared_person) throw sameReceiver;
  return realisation;
}

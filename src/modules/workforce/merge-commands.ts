/** Two register numbers that are one person: proposed by one official, decided by another; savings, work and history are joined. */
import { dayAt } from '#organisation';
import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { post, reverse, savingsOf } from '#ledger';
import { mergeDecided, mergeNotRunning, newMerge, noDuplicate, wrongState } from './movement.ts';
import type { Whose } from './movement-commands.ts';
import { endWork } from './placement-night-commands.ts';
import { stateNames, type WorkerState } from './worker.ts';

type MergeRow = { id: string; kept_id: string; duplicate_id: string; state: string; journal_id: string | null };

/** `worker_id` is the file that is kept. */
export async function proposeMerge(tx: Tx, { facility_id, worker_id, ...input }: Whose & z.input<typeof newMerge>): Promise<{ id: string }> {
  permit(tx.actor, 'merge.propose');
  const m = newMerge.parse(input);
  await presentToMerge(tx, facility_id, worker_id);
  const duplicate = await tx.maybe<{ id: string }>(sql`select id from workforce.worker where facility_id = ${facility_id} and register_number = ${m.duplicate_register_number} and state <> 'merged'`);
  if (!duplicate) throw noDuplicate;
  const made = await tx.one<{ id: string }>(sql`
    insert into workforce.merge (facility_id, kept_id, duplicate_id, reason, proposed_by, proposed_person, proposed_at) values (${facility_id}, ${worker_id}, ${duplicate.id}, ${m.reason}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'merge.proposed', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { merge_id: made.id, duplicate_id: duplicate.id } });
  return made;
}

export async function approveMerge(tx: Tx, { facility_id, merge_id }: { facility_id: string; merge_id: string }): Promise<void> {
  permit(tx.actor, 'merge.decide');
  const { kept_id, duplicate_id } = await lockMerge(tx, facility_id, merge_id);
  // Both files are locked in one order, so that two merges never wait for each other.
  for (const worker_id of [kept_id, duplicate_id].toSorted()) await presentToMerge(tx, facility_id, worker_id);
  const on_day = await dayAt(tx, facility_id);
  await endWork(tx, { facility_id, worker_id: duplicate_id, on_day, reason: 'transferred' });
  const { balance_idr } = await savingsOf(tx, { facility_id, worker_id: duplicate_id, limit: 1 });
  const journal = balance_idr > 0 ? await post(tx, {
    facility_id, on_day, kind: 'savings_merge', ref_type: 'merge', ref_id: merge_id, memo: 'Tabungan dua nomor register digabung',
    lines: [{ account: { worker_id: duplicate_id }, amount_idr: balance_idr }, { account: { worker_id: kept_id }, amount_idr: -balance_idr }],
  }) : undefined;
  await tx.run(sql`update workforce.worker set state = 'merged' where facility_id = ${facility_id} and id = ${duplicate_id}`);
  await decide(tx, facility_id, merge_id, 'approved', journal?.journal_id ?? null);
  tx.emit({ verb: 'merge.approved', facility_id, subject_kind: 'worker', subject_id: kept_id, particulars: { merge_id, duplicate_id } });
}

export async function refuseMerge(tx: Tx, { facility_id, merge_id }: { facility_id: string; merge_id: string }): Promise<void> {
  permit(tx.actor, 'merge.decide');
  const { kept_id } = await lockMerge(tx, facility_id, merge_id);
  await decide(tx, facility_id, merge_id, 'refused', null);
  tx.emit({ verb: 'merge.refused', facility_id, subject_kind: 'worker', subject_id: kept_id, particulars: { merge_id } });
}

/** It was wrong: the second file is a person of its own again, and the money goes back. Placements that ended stay ended. */
export async function undoMerge(tx: Tx, { facility_id, merge_id, reason }: { facility_id: string; merge_id: string; reason: string }): Promise<void> {
  permit(tx.actor, 'merge.undo');
  const merge = await tx.one<MergeRow>(sql`select id, kept_id, duplicate_id, state, journal_id from workforce.merge where facility_id = ${facility_id} and id = ${merge_id} for update`);
  if (merge.state !== 'approved') throw mergeNotRunning;
  await tx.run(sql`update workforce.merge set state = 'undone', undone_by = ${tx.actor.account_id}, undone_person = ${tx.actor.person_id}, undone_at = ${tx.now}, undone_reason = ${reason} where facility_id = ${facility_id} and id = ${merge_id}`);
  if (merge.journal_id) await reverse(tx, { facility_id, journal_id: merge.journal_id, on_day: await dayAt(tx, facility_id), memo: 'Penggabungan dibatalkan' });
  await tx.run(sql`update workforce.worker set state = 'present' where facility_id = ${facility_id} and id = ${merge.duplicate_id}`);
  tx.emit({ verb: 'merge.undone', facility_id, subject_kind: 'worker', subject_id: merge.kept_id, particulars: { merge_id, duplicate_id: merge.duplicate_id } });
}

async function presentToMerge(tx: Tx, facility_id: string, worker_id: string): Promise<void> {
  const { state } = await tx.one<{ state: WorkerState }>(sql`select state from workforce.worker where facility_id = ${facility_id} and id = ${worker_id} for update`);
  if (state !== 'present' && state !== 'away') throw wrongState('received', stateNames[state]);
}

async function lockMerge(tx: Tx, facility_id: string, merge_id: string): Promise<MergeRow> {
  const merge = await tx.one<MergeRow>(sql`select id, kept_id, duplicate_id, state, journal_id from workforce.merge where facility_id = ${facility_id} and id = ${merge_id} for update`);
  if (merge.state !== 'proposed') throw mergeDecided;
  return merge;
}

async function decide(tx: Tx, facility_id: string, merge_id: string, state: 'approved' | 'refused', journal_id: string | null): Promise<void> {
  await tx.run(sql`update workforce.merge set state = ${state}, journal_id = ${journal_id}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${facility_id} and id = ${merge_id}`);
}

/** Release, absence, return, death: each ends or pauses work in the same transaction, and is told to the rooms above by its event. */
import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';
import { beforeLastMove, moves, newAbsence, newDeath, newRelease, newReturn, notYet, stillBusy, wrongState, type Move } from './movement.ts';
import { endWork } from './placement-night-commands.ts';
import { stateNames, type WorkerState } from './worker.ts';

export type Whose = { facility_id: string; worker_id: string };

/** Leaves for good. What the person saved stays payable: the amount stands in the ledger until it is paid out. */
export async function releaseWorker(tx: Tx, { facility_id, worker_id, ...input }: Whose & z.input<typeof newRelease>): Promise<{ id: string }> {
  const r = newRelease.parse(input);
  const made = await move(tx, { facility_id, worker_id, kind: 'release', ...r });
  await endWork(tx, { facility_id, worker_id, on_day: r.on_day, reason: 'released' });
  tx.emit({ verb: 'worker.released', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { on_day: r.on_day, cause: r.cause } });
  return made;
}

export async function recordAbsence(tx: Tx, { facility_id, worker_id, ...input }: Whose & z.input<typeof newAbsence>): Promise<{ id: string }> {
  const a = newAbsence.parse(input);
  const made = await move(tx, { facility_id, worker_id, kind: 'away', ...a, back_by: a.back_by ?? null });
  tx.emit({ verb: 'worker.away', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { on_day: a.on_day, cause: a.cause } });
  return made;
}

export async function recordReturn(tx: Tx, { facility_id, worker_id, ...input }: Whose & z.input<typeof newReturn>): Promise<{ id: string }> {
  const { on_day } = newReturn.parse(input);
  const made = await move(tx, { facility_id, worker_id, kind: 'return', cause: 'return', on_day });
  tx.emit({ verb: 'worker.returned', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { on_day } });
  return made;
}

/** Savings stay as they are: they are paid to the heirs. */
export async function recordDeath(tx: Tx, { facility_id, worker_id, ...input }: Whose & z.input<typeof newDeath>): Promise<{ id: string }> {
  const d = newDeath.parse(input);
  const made = await move(tx, { facility_id, worker_id, kind: 'death', cause: 'death', ...d });
  await endWork(tx, { facility_id, worker_id, on_day: d.on_day, reason: 'died' });
  tx.emit({ verb: 'worker.died', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { on_day: d.on_day } });
  return made;
}

type Moving = Whose & { kind: Move; cause: string; on_day: string; back_by?: string | null; decree?: string; note?: string; transfer_id?: string };
/** Locks the person, asks the table of moves, writes the fact and the state it leads to. */
export async function move(tx: Tx, { facility_id, worker_id, kind, cause, on_day, back_by = null, decree = '', note = '', transfer_id }: Moving): Promise<{ id: string }> {
  permit(tx.actor, 'movement.record');
  const { state } = await tx.one<{ state: WorkerState }>(sql`select state from workforce.worker where facility_id = ${facility_id} and id = ${worker_id} for update`);
  if (!moves[kind].from.includes(state)) throw wrongState(kind, stateNames[state]);
  if (on_day > await dayAt(tx, facility_id)) throw notYet;
  const last = await tx.maybe<{ on_day: string }>(sql`select on_day from workforce.movement where facility_id = ${facility_id} and worker_id = ${worker_id} order by recorded_at desc, id desc limit 1`);
  if (last && on_day < last.on_day) throw beforeLastMove;
  if (moves[kind].to !== 'present' && (await inOpenSession(tx, facility_id, worker_id))) throw stillBusy;
  const made = await tx.one<{ id: string }>(sql`
    insert into workforce.movement (facility_id, worker_id, kind, cause, on_day, back_by, decree, note, transfer_id, recorded_by, recorded_person, recorded_at)
    values (${facility_id}, ${worker_id}, ${kind}, ${cause}, ${on_day}, ${back_by}, ${decree}, ${note}, ${transfer_id ?? null}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  await tx.run(sql`update workforce.worker set state = ${moves[kind].to} where facility_id = ${facility_id} and id = ${worker_id}`);
  return made;
}

async function inOpenSession(tx: Tx, facility_id: string, worker_id: string): Promise<boolean> {
  const open = await tx.maybe(sql`
    select 1 from workshop.roster_published r join workshop.session_published s on s.facility_id = r.facility_id and s.id = r.session_id
    where r.facility_id = ${facility_id} and r.worker_id = ${worker_id} and s.state = 'open' and s.during @> ${tx.now}::timestamptz limit 1`);
  return open !== undefined;
}

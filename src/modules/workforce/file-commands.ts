/** Nobody opens a file without a reason; a child's file only those whose work needs it. */
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { noteNeeded, reasonHolds_minutes, reasonNeeded, type ReadingReason } from './file-opening.ts';
import { workerById, type WorkerFile } from './queries.ts';

/** States the reason and opens. */
export async function openWorkerFile(tx: Tx, { worker_id, reason, note = '' }: { worker_id: string; reason: string; note?: string | undefined }): Promise<WorkerFile> {
  const file = await readable(tx, worker_id);
  const known = await tx.maybe<ReadingReason>(sql`select code, name_id, name_en, needs_note from workforce.reading_reason where code = ${reason}`);
  if (!known) throw reasonNeeded;
  if (known.needs_note && note.length < 5) throw noteNeeded;
  await tx.run(sql`insert into workforce.file_opening (facility_id, worker_id, account_id, reason, note, opened_at) values (${file.facility_id}, ${file.id}, ${tx.actor.account_id}, ${reason}, ${note}, ${tx.now})`);
  tx.emit({ verb: 'worker.read', facility_id: file.facility_id, subject_kind: 'worker', subject_id: file.id, particulars: { reason } });
  return file;
}

/** Reads on, while the reason given within the hour holds. */
export async function readWorkerFile(tx: Tx, worker_id: string): Promise<WorkerFile> {
  const file = await readable(tx, worker_id);
  const opened = await tx.maybe(sql`
    select 1 from workforce.file_opening where facility_id = ${file.facility_id} and worker_id = ${file.id} and account_id is not distinct from ${tx.actor.account_id} and opened_at > ${tx.now}::timestamptz - make_interval(mins => ${reasonHolds_minutes}) and opened_at <= ${tx.now} limit 1`);
  if (!opened) throw reasonNeeded;
  return file;
}

async function readable(tx: Tx, worker_id: string): Promise<WorkerFile> {
  permit(tx.actor, 'worker.read');
  const file = await workerById(tx, worker_id);
  if (file.kind === 'child') permit(tx.actor, 'worker.read_child');
  return file;
}

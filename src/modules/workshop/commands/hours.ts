/** Time kept free of work for learning. The maxima themselves are dated rules of the house (kernel.rule), held by the database. */
import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { newLearningTime } from '../hours.ts';
import { workerIdByCode } from '../queries.ts';

export async function keepLearningTime(tx: Tx, { facility_id, ...input }: { facility_id: string } & z.input<typeof newLearningTime>): Promise<{ id: string }> {
  permit(tx.actor, 'hours.define');
  const kept = newLearningTime.parse(input);
  if (kept.ends <= kept.starts) throw new Refusal('learning.hours', { id: 'Jam selesai harus sesudah jam mulai.', en: 'The end must come after the start.' }, { field: 'ends', status: 422 });
  const worker_id = kept.worker ? await workerIdByCode(tx, facility_id, kept.worker) : null;
  const made = await tx.one<{ id: string }>(sql`
    insert into workshop.learning_time (facility_id, worker_id, weekday, starts, ends, what, valid, legal_basis, recorded_by)
    values (${facility_id}, ${worker_id}, ${kept.weekday}, ${kept.starts}::time, ${kept.ends}::time, ${kept.what}, daterange(${kept.from}::date, null), ${kept.legal_basis}, ${tx.actor.account_id}) returning id`);
  tx.emit({ verb: 'learning_time.kept', facility_id, subject_kind: 'learning_time', subject_id: made.id, particulars: { weekday: kept.weekday, from: kept.from } });
  return made;
}

/** `on_day` is the first day on which the time is for work again. */
export async function endLearningTime(tx: Tx, { facility_id, id, on_day }: { facility_id: string; id: string; on_day: string }): Promise<void> {
  permit(tx.actor, 'hours.define');
  const row = await tx.maybe(sql`update workshop.learning_time set valid = daterange(lower(valid), greatest(${on_day}::date, lower(valid) + 1)) where facility_id = ${facility_id} and id = ${id} and upper(valid) is null returning id`);
  if (!row) throw new Refusal('learning.ended', { id: 'Waktu belajar ini sudah diakhiri. Muat ulang halaman untuk melihat keadaannya.', en: 'This learning time has ended already. Reload the page to see how it stands.' });
  tx.emit({ verb: 'learning_time.ended', facility_id, subject_kind: 'learning_time', subject_id: id, particulars: { on_day } });
}

import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import type { newRate } from './rate.ts';

/** A rate from a day on; the one before it ends on that day. Sheets already written keep what they were computed with. */
export async function setRate(tx: Tx, { facility_id, kind, workshop, idr_per_hour, from, basis }: Omit<z.infer<typeof newRate>, 'facility'> & { facility_id: string }): Promise<{ id: string }> {
  permit(tx.actor, 'cost.set_rate');
  const place = workshop === undefined ? undefined : await tx.maybe<{ id: string }>(sql`select id from workshop.workshop_published where facility_id = ${facility_id} and code = ${workshop}`);
  if (workshop !== undefined && !place) throw new Refusal('rate.unknown_workshop', { id: 'Bengkel itu tidak ada. Pilih dari daftar.', en: 'There is no such workshop. Choose from the list.' }, { field: 'workshop', status: 422 });
  const workshop_id = place?.id ?? null;
  await tx.run(sql`update costing.rate set valid = daterange(lower(valid), ${from}::date) where facility_id = ${facility_id} and kind = ${kind} and workshop_id is not distinct from ${workshop_id}::uuid and upper(valid) is null and lower(valid) < ${from}::date`);
  const made = await tx.one<{ id: string }>(sql`
    insert into costing.rate (facility_id, kind, workshop_id, idr_per_hour, valid, basis, recorded_by, recorded_person, recorded_at)
    values (${facility_id}, ${kind}, ${workshop_id}, ${idr_per_hour}, daterange(${from}, null), ${basis}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'cost.rate_set', facility_id, subject_kind: 'cost_rate', subject_id: made.id, particulars: { kind, idr_per_hour, from } });
  return made;
}

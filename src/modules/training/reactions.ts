/** Whoever leaves the house leaves its courses, and what was learned goes along to the next. */
import type { Tx } from '#kernel/db.ts';
import type { Event, Reactions } from '#kernel/events.ts';
import { sql } from '#kernel/sql.ts';
import { decideEnrolment } from './commands/enrolments.ts';

const leave = (reason: string) => async (tx: Tx, { facility_id, subject_id }: Event): Promise<void> => {
  if (!facility_id) return;
  const open = await tx.all<{ id: string }>(sql`select id from training.enrolment where facility_id = ${facility_id} and worker_id = ${subject_id} and state in ('applied', 'enrolled', 'not_yet') order by id`);
  for (const { id } of open) await decideEnrolment(tx, { facility_id, enrolment_id: id, to: 'withdrawn', reason });
};

/**
 * The receiving facility gets the certificates as papers of their issuer, which names no place: one row for each unit, so that
 * nobody is taught twice what they can do. What was revoked stays behind; what is revoked later no longer counts there either.
 */
async function bringAlong(tx: Tx, { particulars }: Event): Promise<void> {
  const transfer = await tx.maybe<{ facility_id: string; worker_id: string; to_facility_id: string; received_worker_id: string | null }>(sql`
    select facility_id, worker_id, to_facility_id, received_worker_id from workforce.transfer_published where id = ${String(particulars['transfer_id'])}::uuid`);
  if (!transfer?.received_worker_id) return;
  const { facility_id: from, worker_id: there, to_facility_id: to, received_worker_id: here } = transfer;
  await tx.run(sql`
    insert into training.outside_certificate (facility_id, worker_id, body_kind, body, number, title, unit_code, issued_on, valid_until, evidence, recorded_at, is_sample)
    select ${to}::uuid, ${here}::uuid, 'LPK', k.issuer_name, k.number, k.title_id, unit->>'code', c.issued_on, c.valid_until, k.id, ${tx.now}::timestamptz, k.is_sample
      from training.certificate c join training.credential k on k.id = c.credential_id and k.revoked_at is null cross join jsonb_array_elements(k.units) unit where c.facility_id = ${from} and c.worker_id = ${there}
    union all select ${to}::uuid, ${here}::uuid, body_kind, body, number, title, unit_code, issued_on, valid_until, evidence, ${tx.now}::timestamptz, is_sample from training.outside_certificate where facility_id = ${from} and worker_id = ${there}
    on conflict on constraint outside_certificate_number do nothing`);
}

export const reactions: Reactions = {
  'worker.released': leave('Bebas'),
  'worker.transferred': leave('Pindah ke unit lain'),
  'worker.died': leave('Meninggal'),
  'worker.received': bringAlong,
};

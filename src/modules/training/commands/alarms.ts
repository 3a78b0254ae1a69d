/** What runs out is said in time, once for each step of warning, until somebody has seen it. */
import { dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { uuid } from '../queries.ts';

/** Nightly. Running twice raises nothing twice; a step that was slept through is made up for, but only the nearest one. */
export async function raiseExpiryAlarms(tx: Tx): Promise<{ raised: number }> {
  permit(tx.actor, 'alarm.raise');
  const today = dayIn('Asia/Jakarta', tx.now);
  const { value: steps } = await ruleOn<number[]>(tx, 'training.expiry_warning_days', today);
  const raised = await tx.run(sql`
    with ending as (
      select c.facility_id, 'instructor' as kind, c.id, (upper(c.valid) - 1) as last_day from training.instructor_certificate c
        where not exists (select 1 from training.instructor_certificate n where n.facility_id = c.facility_id and n.instructor_id = c.instructor_id and upper(n.valid) > upper(c.valid))
      union all select o.facility_id, 'outside', o.id, o.valid_until from training.outside_certificate o join workforce.worker_published w on w.facility_id = o.facility_id and w.id = o.worker_id and w.state in ('present','away') where o.valid_until is not null
      union all select c.facility_id, 'certificate', c.id, c.valid_until from training.certificate c join training.credential k on k.id = c.credential_id and k.revoked_at is null join workforce.worker_published w on w.facility_id = c.facility_id and w.id = c.worker_id and w.state in ('present','away') where c.valid_until is not null)
    insert into training.alarm (facility_id, kind, subject_id, days_before, runs_out_on, raised_at)
    select e.facility_id, e.kind, e.id, (select min(s) from unnest(${steps}::int[]) s where e.last_day - ${today}::date <= s), e.last_day, ${tx.now} from ending e
    where e.last_day >= ${today}::date and e.last_day - ${today}::date <= (select max(s) from unnest(${steps}::int[]) s) on conflict on constraint alarm_once do nothing`);
  if (raised > 0) tx.emit({ verb: 'training.alarms_raised', facility_id: null, subject_kind: 'training', subject_id: today, particulars: { raised } });
  return { raised };
}

export async function seeAlarm(tx: Tx, { facility_id, alarm_id }: { facility_id: string; alarm_id: string }): Promise<void> {
  permit(tx.actor, 'alarm.see');
  await tx.one(sql`update training.alarm set seen_by = coalesce(seen_by, ${tx.actor.account_id}), seen_at = coalesce(seen_at, ${tx.now}) where facility_id = ${facility_id} and id = ${uuid(alarm_id)} returning id`);
  tx.emit({ verb: 'alarm.seen', facility_id, subject_kind: 'alarm', subject_id: alarm_id });
}

/** What a course taught: the skill stands on the person's file, and the level rises; it never falls by learning. */
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';

export async function recordSkill(tx: Tx, { facility_id, worker_id, code, name, skill_level, from, evidence }: { facility_id: string; worker_id: string; code: string; name: string; skill_level: number; from: string; evidence: string }): Promise<void> {
  permit(tx.actor, 'worker.skill');
  await tx.one(sql`update workforce.worker set skill_level = greatest(skill_level, ${skill_level}) where facility_id = ${facility_id} and id = ${worker_id} returning id`);
  // A skill that is already on file and in force stays as it is.
  await tx.run(sql`
    insert into workforce.qualification (facility_id, worker_id, kind, code, name, level, valid, evidence, recorded_by, recorded_at)
    values (${facility_id}, ${worker_id}, 'skill', ${code}, ${name}, ${skill_level}, daterange(${from}::date, null), ${evidence}, ${tx.actor.account_id}, ${tx.now}) on conflict do nothing`);
  tx.emit({ verb: 'skill.recorded', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { code, skill_level } });
}

/** What work must know of a person goes along: what they must not do, what the clinic said, what they can do, how they were assessed. */
import type { Tx } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';

/** As JSON of rows, read from the old file and written into the new one. A group is a facility's own word and stays behind. */
export type CarriedFacts = { restrictions: object[]; qualifications: object[]; fitness: object[]; assessments: object[] };

export function factsToCarry(tx: Tx, { facility_id, worker_id, on_day }: { facility_id: string; worker_id: string; on_day: string }): Promise<CarriedFacts> {
  return tx.one(sql`
    select coalesce((select jsonb_agg(jsonb_build_object('code', code, 'source', source, 'from', lower(valid), 'to', upper(valid), 'reason', reason)) from workforce.restriction r where r.facility_id = ${facility_id} and r.worker_id = ${worker_id} and r.valid @> ${on_day}::date), '[]') as restrictions,
      coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'code', code, 'name', name, 'level', level, 'from', lower(valid), 'to', upper(valid), 'evidence', evidence)) from workforce.qualification q where q.facility_id = ${facility_id} and q.worker_id = ${worker_id} and q.valid @> ${on_day}::date), '[]') as qualifications,
      coalesce((select jsonb_agg(to_jsonb(f)) from (select examined_on, result, valid_until, limits, examiner, profession, licence from workforce.fitness where facility_id = ${facility_id} and worker_id = ${worker_id} order by examined_on desc, recorded_at desc, id desc limit 1) f), '[]') as fitness,
      coalesce((select jsonb_agg(to_jsonb(a)) from (select distinct on (kind) kind, value, on_day, review_by, assessor, note from workforce.assessment where facility_id = ${facility_id} and worker_id = ${worker_id} and kind <> 'group' order by kind, on_day desc, recorded_at desc, id desc) a), '[]') as assessments`);
}

/** Who comes back to an old file finds what is on it still; only what is new is added. */
export async function carryFacts(tx: Tx, { facility_id, worker_id }: { facility_id: string; worker_id: string }, facts: CarriedFacts): Promise<void> {
  const by = tx.actor.account_id;
  await tx.run(sql`
    insert into workforce.restriction (facility_id, worker_id, code, source, valid, reason, recorded_by, recorded_at) select ${facility_id}, ${worker_id}, x.code, x.source, daterange(x."from", x."to"), x.reason, ${by}::uuid, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(facts.restrictions)}::jsonb) x (code text, source text, "from" date, "to" date, reason text) on conflict do nothing`);
  await tx.run(sql`
    insert into workforce.qualification (facility_id, worker_id, kind, code, name, level, valid, evidence, recorded_by, recorded_at) select ${facility_id}, ${worker_id}, x.kind, x.code, x.name, x.level, daterange(x."from", x."to"), x.evidence, ${by}::uuid, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(facts.qualifications)}::jsonb) x (kind text, code text, name text, level int, "from" date, "to" date, evidence text) on conflict do nothing`);
  await tx.run(sql`
    insert into workforce.fitness (facility_id, worker_id, examined_on, result, valid_until, limits, examiner, profession, licence, recorded_by, recorded_at) select ${facility_id}, ${worker_id}, x.examined_on, x.result, x.valid_until, x.limits, x.examiner, x.profession, x.licence, ${by}::uuid, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(facts.fitness)}::jsonb) x (examined_on date, result text, valid_until date, limits text[], examiner text, profession text, licence text)`);
  await tx.run(sql`
    insert into workforce.assessment (facility_id, worker_id, kind, value, on_day, review_by, assessor, note, recorded_by, recorded_person, recorded_at) select ${facility_id}, ${worker_id}, x.kind, x.value, x.on_day, x.review_by, x.assessor, x.note, ${by}::uuid, ${tx.actor.person_id}::uuid, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(facts.assessments)}::jsonb) x (kind text, value text, on_day date, review_by date, assessor text, note text)`);
}

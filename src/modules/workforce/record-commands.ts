/** Writes the facts of a file, each in its own row; what changes on the register itself keeps its before and after. */
import type { z } from 'zod';
import { addDays } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';
import { codeOf, inTheFuture, newAssessment, newFitness, newQualification, newRemission, newRequirement, newRestriction, notRunning, requirementCode } from './record.ts';
import { changeable, workerChange, type WorkerChange } from './worker.ts';

type Whose = { facility_id: string; worker_id: string };
type Standing = Required<{ [K in keyof WorkerChange]: WorkerChange[K] | null }>;

/** Changes the register itself. Only what differs is written and remembered; nothing different is no event. */
export async function changeWorker(tx: Tx, { facility_id, worker_id, ...input }: Whose & z.input<typeof workerChange>): Promise<{ changed: string[] }> {
  permit(tx.actor, 'worker.change');
  const wanted = workerChange.parse(input);
  const now = await tx.one<Standing>(sql`
    select name, kind, sex, born_on, custody_from, sentence_from, sentence_end_on, release_on, tool_clearance, skill_level, education, can_read, origin_province, disability, disability_purpose
    from workforce.worker where facility_id = ${facility_id} and id = ${worker_id} for update`);
  const changed = changeable.filter((key) => wanted[key] !== undefined && wanted[key] !== now[key]);
  if (changed.length === 0) return { changed };
  const next = { ...now, ...Object.fromEntries(changed.map((key) => [key, wanted[key]])) };
  await tx.run(sql`
    update workforce.worker set name = ${next.name}, kind = ${next.kind}, sex = ${next.sex}, born_on = ${next.born_on}, custody_from = ${next.custody_from}, sentence_from = ${next.sentence_from}, sentence_end_on = ${next.sentence_end_on}, release_on = ${next.release_on},
      tool_clearance = ${next.tool_clearance}, skill_level = ${next.skill_level}, education = ${next.education}, can_read = ${next.can_read}, origin_province = ${next.origin_province}, disability = ${next.disability}, disability_purpose = ${next.disability_purpose}
    where facility_id = ${facility_id} and id = ${worker_id}`);
  const part = (row: object) => JSON.stringify(Object.fromEntries(Object.entries(row).filter(([key]) => changed.some((each) => each === key))));
  const change_id = await remember(tx, { facility_id, worker_id }, part(now), part(next));
  tx.emit({ verb: 'worker.changed', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { columns: changed, change_id } });
  return { changed };
}

async function remember(tx: Tx, { facility_id, worker_id }: Whose, before: string, after: string): Promise<string> {
  const { id } = await tx.one<{ id: string }>(sql`insert into workforce.change (facility_id, worker_id, before, after, changed_by, changed_at) values (${facility_id}, ${worker_id}, ${before}::jsonb, ${after}::jsonb, ${tx.actor.account_id}, ${tx.now}) returning id`);
  return id;
}

/** A finding about a person. A new finding of risk is the register's risk from then on. */
export async function recordAssessment(tx: Tx, { facility_id, worker_id, ...input }: Whose & z.input<typeof newAssessment>): Promise<{ id: string }> {
  permit(tx.actor, 'fact.record');
  const a = newAssessment.parse(input);
  await happened(tx, facility_id, a.on_day);
  await present(tx, { facility_id, worker_id });
  const made = await tx.one<{ id: string }>(sql`
    insert into workforce.assessment (facility_id, worker_id, kind, value, on_day, review_by, assessor, note, recorded_by, recorded_person, recorded_at)
    values (${facility_id}, ${worker_id}, ${a.kind}, ${a.value}, ${a.on_day}, ${a.review_by ?? null}, ${a.assessor}, ${a.note}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  if (a.kind === 'risk') {
    await tx.run(sql`
      update workforce.worker w set risk = l.value from (select value from workforce.assessment where facility_id = ${facility_id} and worker_id = ${worker_id} and kind = 'risk' order by on_day desc, recorded_at desc, id desc limit 1) l
      where w.facility_id = ${facility_id} and w.id = ${worker_id}`);
  }
  tx.emit({ verb: 'worker.assessed', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { assessment_id: made.id, kind: a.kind } });
  return made;
}

/** An examination by a health professional. The newest one says until when somebody may work; who is unfit may not from that day. */
export async function recordFitness(tx: Tx, { facility_id, worker_id, ...input }: Whose & z.input<typeof newFitness>): Promise<{ id: string }> {
  permit(tx.actor, 'fact.record');
  const f = newFitness.parse(input);
  await happened(tx, facility_id, f.examined_on);
  await present(tx, { facility_id, worker_id });
  const made = await tx.one<{ id: string }>(sql`
    insert into workforce.fitness (facility_id, worker_id, examined_on, result, valid_until, limits, examiner, profession, licence, recorded_by, recorded_at)
    values (${facility_id}, ${worker_id}, ${f.examined_on}, ${f.result}, ${f.valid_until}, ${f.limits}, ${f.examiner}, ${f.profession}, ${f.licence}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  const newest = await tx.one<{ result: string; examined_on: string; valid_until: string }>(sql`
    select result, examined_on, valid_until from workforce.fitness where facility_id = ${facility_id} and worker_id = ${worker_id} order by examined_on desc, recorded_at desc, id desc limit 1`);
  await tx.run(sql`update workforce.worker set fit_until = ${newest.result === 'unfit' ? addDays(newest.examined_on, -1) : newest.valid_until} where facility_id = ${facility_id} and id = ${worker_id}`);
  tx.emit({ verb: 'worker.examined', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { fitness_id: made.id } });
  return made;
}

/** A remission brings the end nearer; a withdrawn one is recorded with days below zero. */
export async function recordRemission(tx: Tx, { facility_id, worker_id, ...input }: Whose & z.input<typeof newRemission>): Promise<{ release_on: string | null }> {
  permit(tx.actor, 'fact.record');
  const r = newRemission.parse(input);
  await happened(tx, facility_id, r.granted_on);
  const now = await tx.one<{ release_on: string | null; sentence_end_on: string | null }>(sql`select release_on, sentence_end_on from workforce.worker where facility_id = ${facility_id} and id = ${worker_id} for update`);
  await tx.run(sql`
    insert into workforce.remission (facility_id, worker_id, days, granted_on, decree, recorded_by, recorded_at) values (${facility_id}, ${worker_id}, ${r.days}, ${r.granted_on}, ${r.decree}, ${tx.actor.account_id}, ${tx.now})`);
  const before = now.release_on ?? now.sentence_end_on;
  const release_on = before === null ? null : addDays(before, -r.days);
  // The first remission fixes what the end was as sentenced: stages count from it.
  await tx.run(sql`update workforce.worker set release_on = ${release_on}, sentence_end_on = coalesce(sentence_end_on, ${before}::date) where facility_id = ${facility_id} and id = ${worker_id}`);
  const change_id = await remember(tx, { facility_id, worker_id }, JSON.stringify({ release_on: now.release_on }), JSON.stringify({ release_on }));
  tx.emit({ verb: 'remission.recorded', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { days: r.days, change_id } });
  return { release_on };
}

export async function recordQualification(tx: Tx, { facility_id, worker_id, ...input }: Whose & z.input<typeof newQualification>): Promise<{ id: string }> {
  permit(tx.actor, 'fact.record');
  const q = newQualification.parse(input);
  if (q.until && q.until <= q.from) throw notRunning;
  await present(tx, { facility_id, worker_id });
  const made = await tx.one<{ id: string }>(sql`
    insert into workforce.qualification (facility_id, worker_id, kind, code, name, level, valid, evidence, recorded_by, recorded_at)
    values (${facility_id}, ${worker_id}, ${q.kind}, ${codeOf(q.name)}, ${q.name}, ${q.level ?? null}, daterange(${q.from}::date, ${q.until ?? null}::date), ${q.evidence}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'qualification.recorded', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { qualification_id: made.id, kind: q.kind } });
  return made;
}

export async function recordRestriction(tx: Tx, { facility_id, worker_id, ...input }: Whose & z.input<typeof newRestriction>): Promise<{ id: string }> {
  permit(tx.actor, 'fact.record');
  const r = newRestriction.parse(input);
  if (r.to && r.to <= r.from) throw notRunning;
  await present(tx, { facility_id, worker_id });
  const made = await tx.one<{ id: string }>(sql`
    insert into workforce.restriction (facility_id, worker_id, code, source, valid, reason, recorded_by, recorded_at)
    values (${facility_id}, ${worker_id}, ${r.code}, ${r.source}, daterange(${r.from}::date, ${r.to ?? null}::date), ${r.reason}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'restriction.recorded', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { restriction_id: made.id } });
  return made;
}

/** `on_day` is the first day without it. */
export async function liftRestriction(tx: Tx, { facility_id, restriction_id, on_day }: { facility_id: string; restriction_id: string; on_day: string }): Promise<void> {
  permit(tx.actor, 'fact.record');
  const row = await tx.maybe<{ worker_id: string }>(sql`
    update workforce.restriction set valid = daterange(lower(valid), ${on_day}::date) where facility_id = ${facility_id} and id = ${restriction_id} and lower(valid) < ${on_day}::date and (upper(valid) is null or upper(valid) > ${on_day}::date) returning worker_id`);
  if (!row) throw notRunning;
  tx.emit({ verb: 'restriction.lifted', facility_id, subject_kind: 'worker', subject_id: row.worker_id, particulars: { restriction_id, on_day } });
}

/** What a workshop asks of those who work there, from a day on. */
export async function setRequirement(tx: Tx, { facility_id, ...input }: { facility_id: string } & z.input<typeof newRequirement>): Promise<{ id: string }> {
  permit(tx.actor, 'requirement.set');
  const r = newRequirement.parse(input);
  await tx.one(sql`select id from workshop.workshop_published where facility_id = ${facility_id} and id = ${r.workshop_id}`);
  const made = await tx.one<{ id: string }>(sql`
    insert into workforce.requirement (facility_id, workshop_id, job, kind, code, level, valid, legal_basis, recorded_by, recorded_at)
    values (${facility_id}, ${r.workshop_id}, ${r.job}, ${r.kind}, ${requirementCode(r.kind, r.what)}, ${r.level ?? null}, daterange(${r.from}::date, null), ${r.legal_basis}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'requirement.set', facility_id, subject_kind: 'workshop', subject_id: r.workshop_id, particulars: { requirement_id: made.id, kind: r.kind } });
  return made;
}

export async function endRequirement(tx: Tx, { facility_id, requirement_id, on_day }: { facility_id: string; requirement_id: string; on_day: string }): Promise<void> {
  permit(tx.actor, 'requirement.set');
  const row = await tx.maybe<{ workshop_id: string }>(sql`
    update workforce.requirement set valid = daterange(lower(valid), ${on_day}::date) where facility_id = ${facility_id} and id = ${requirement_id} and lower(valid) < ${on_day}::date and (upper(valid) is null or upper(valid) > ${on_day}::date) returning workshop_id`);
  if (!row) throw notRunning;
  tx.emit({ verb: 'requirement.ended', facility_id, subject_kind: 'workshop', subject_id: row.workshop_id, particulars: { requirement_id, on_day } });
}

async function present(tx: Tx, { facility_id, worker_id }: Whose): Promise<void> {
  await tx.one(sql`select id from workforce.worker where facility_id = ${facility_id} and id = ${worker_id} for update`);
}

async function happened(tx: Tx, facility_id: string, on_day: string): Promise<void> {
  if (on_day > await dayAt(tx, facility_id)) throw inTheFuture;
}

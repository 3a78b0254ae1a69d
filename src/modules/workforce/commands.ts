/** The register: people, measures, separations. Facts with a day, consent, movements and placement have files of their own. */
import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';
import { newWorker } from './worker.ts';

/** Roster codes run A01 … A99, B01 …: short enough to call across a workshop, and no name on any list. */
export async function registerWorker(tx: Tx, input: z.input<typeof newWorker>): Promise<{ id: string; roster_code: string }> {
  permit(tx.actor, 'worker.register');
  const worker = newWorker.parse(input);
  const roster_code = rosterCode(await nextNumber(tx, 'roster', worker.facility_id, 0));
  const made = await tx.one<{ id: string }>(sql`
    insert into workforce.worker (facility_id, roster_code, register_number, name, kind, sex, born_on, custody_from, sentence_from, sentence_end_on, release_on, risk, fit_until, tool_clearance, skill_level, education, can_read, origin_province, disability, disability_purpose, registered_on, is_sample)
    values (${worker.facility_id}, ${roster_code}, ${worker.register_number}, ${worker.name}, ${worker.kind}, ${worker.sex}, ${worker.born_on ?? null}, ${worker.custody_from}, ${worker.sentence_from ?? null}, ${worker.sentence_end_on ?? null}, ${worker.release_on ?? worker.sentence_end_on ?? null},
      ${worker.risk}, ${worker.fit_until ?? null}, ${worker.tool_clearance}, ${worker.skill_level}, ${worker.education ?? null}, ${worker.can_read ?? null}, ${worker.origin_province ?? null}, ${worker.disability ?? null}, ${worker.disability_purpose ?? null}, ${await dayAt(tx, worker.facility_id)}, ${worker.is_sample}) returning id`);
  tx.emit({ verb: 'worker.registered', facility_id: worker.facility_id, subject_kind: 'worker', subject_id: made.id });
  return { id: made.id, roster_code };
}

function rosterCode(n: number): string {
  const [hundreds, ones] = [Math.floor((n - 1) / 99), ((n - 1) % 99) + 1];
  const letter = (i: number) => String.fromCharCode(65 + i);
  const front = hundreds < 26 ? letter(hundreds) : letter(Math.floor(hundreds / 26) - 1) + letter(hundreds % 26);
  return front + String(ones).padStart(2, '0');
}

/** A measure of register F, from a day until the day before `to`; without `to` it runs on. */
export async function recordDiscipline(tx: Tx, { facility_id, worker_id, from, to, decision }: { facility_id: string; worker_id: string; from: string; to?: string | null; decision: string }): Promise<{ id: string }> {
  permit(tx.actor, 'discipline.record');
  const made = await tx.one<{ id: string }>(sql`
    insert into workforce.discipline (facility_id, worker_id, valid, decision, recorded_by) values (${facility_id}, ${worker_id}, daterange(${from}::date, ${to ?? null}::date), ${decision}, ${tx.actor.account_id}) returning id`);
  tx.emit({ verb: 'discipline.recorded', facility_id, subject_kind: 'worker', subject_id: worker_id });
  return made;
}

/** Two people who must not share a workshop. */
export async function recordSeparation(tx: Tx, { facility_id, workers, from }: { facility_id: string; workers: [string, string]; from: string }): Promise<void> {
  permit(tx.actor, 'separation.record');
  const [a, b] = [...workers].sort();
  await tx.run(sql`insert into workforce.non_association (facility_id, worker_a, worker_b, valid) values (${facility_id}, ${a}, ${b}, daterange(${from}::date, null)) on conflict (facility_id, worker_a, worker_b) do nothing`);
  tx.emit({ verb: 'separation.recorded', facility_id, subject_kind: 'worker', subject_id: a ?? '' });
}

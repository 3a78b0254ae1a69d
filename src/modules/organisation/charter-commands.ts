import { dayAt } from './acted-on.ts';
import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { newCharter, newDecision, newDue, newTask, notInTeam, notYourTask, otherCharter, peopleOf, taskEnded, taskMove, taskMoves, type TaskState } from './charter.ts';


export async function writeCharter(tx: Tx, { facility_id, ...input }: { facility_id: string } & z.input<typeof newCharter>): Promise<{ id: string }> {
  permit(tx.actor, 'charter.write');
  const charter = parse(newCharter, input, tx.actor.locale);
  const made = await tx.one<{ id: string }>(sql`
    insert into organisation.charter (facility_id, number, title, purpose, decree_on, valid, recorded_by, recorded_at)
    values (${facility_id}, ${charter.number}, ${charter.title}, ${charter.purpose}, ${charter.decree_on}, daterange(${charter.from}::date, ${charter.to}::date, '[]'), ${tx.actor.account_id}, ${tx.now}) returning id`);
  const people = peopleOf(charter);
  await tx.run(sql`
    insert into organisation.charter_member (facility_id, charter_id, staff_id, part)
    select ${facility_id}, ${made.id}, x.staff_id, x.part from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) x (staff_id uuid, part text)`);
  tx.emit({ verb: 'charter.written', facility_id, subject_kind: 'charter', subject_id: made.id, particulars: { number: charter.number, people: people.length } });
  return made;
}

export async function addTask(tx: Tx, { facility_id, ...input }: { facility_id: string } & z.input<typeof newTask>): Promise<{ id: string }> {
  permit(tx.actor, 'charter.write');
  const task = parse(newTask, input, tx.actor.locale);
  const member = await tx.maybe(sql`select 1 from organisation.charter_member where facility_id = ${facility_id} and charter_id = ${task.charter_id} and staff_id = ${task.owner_id}`);
  if (!member) throw notInTeam;
  const made = await tx.one<{ id: string }>(sql`
    insert into organisation.task (facility_id, charter_id, title, owner_id, recorded_at) values (${facility_id}, ${task.charter_id}, ${task.title}, ${task.owner_id}, ${tx.now}) returning id`);
  await tx.run(sql`insert into organisation.task_due (facility_id, task_id, step, due_on, recorded_by, recorded_at) values (${facility_id}, ${made.id}, 1, ${task.due_on}, ${tx.actor.account_id}, ${tx.now})`);
  tx.emit({ verb: 'task.added', facility_id, subject_kind: 'task', subject_id: made.id, particulars: { charter_id: task.charter_id, due_on: task.due_on } });
  return made;
}

/** The owner moves a task along, or a head does. Done shows its evidence. */
export async function moveTask(tx: Tx, { facility_id, task_id, ...input }: { facility_id: string; task_id: string } & z.input<typeof taskMove>): Promise<void> {
  permit(tx.actor, 'task.move');
  const { state, evidence } = parse(taskMove, input, tx.actor.locale);
  const from = await lockedTask(tx, facility_id, task_id);
  if (!taskMoves[from].includes(state)) throw taskEnded(from, state);
  const done_on = state === 'done' ? await dayAt(tx, facility_id) : null;
  await tx.run(sql`update organisation.task set state = ${state}, evidence = coalesce(${evidence ?? null}, evidence), done_on = ${done_on} where facility_id = ${facility_id} and id = ${task_id}`);
  tx.emit({ verb: 'task.moved', facility_id, subject_kind: 'task', subject_id: task_id, particulars: { from, to: state } });
}

/** A day that cannot be kept is followed by another, with the reason; the first stays on record. */
export async function moveDue(tx: Tx, { facility_id, task_id, ...input }: { facility_id: string; task_id: string } & z.input<typeof newDue>): Promise<void> {
  permit(tx.actor, 'task.move');
  const { due_on, reason } = parse(newDue, input, tx.actor.locale);
  const state = await lockedTask(tx, facility_id, task_id);
  if (taskMoves[state].length === 0) throw taskEnded(state, state);
  await tx.run(sql`
    insert into organisation.task_due (facility_id, task_id, step, due_on, reason, recorded_by, recorded_at)
    select ${facility_id}, ${task_id}, max(step) + 1, ${due_on}, ${reason}, ${tx.actor.account_id}, ${tx.now} from organisation.task_due where facility_id = ${facility_id} and task_id = ${task_id}`);
  tx.emit({ verb: 'task.due_moved', facility_id, subject_kind: 'task', subject_id: task_id, particulars: { due_on, reason } });
}

async function lockedTask(tx: Tx, facility_id: string, task_id: string): Promise<TaskState> {
  const task = await tx.one<{ state: TaskState; owner_id: string }>(sql`select state, owner_id from organisation.task where facility_id = ${facility_id} and id = ${task_id} for update`);
  if (['section_head', 'facility_head', 'system'].includes(tx.actor.role)) return task.state;
  const owner = await tx.one<{ person_id: string | null }>(sql`select person_id from organisation.staff where facility_id = ${facility_id} and id = ${task.owner_id}`);
  if (owner.person_id === null || owner.person_id !== tx.actor.person_id) throw notYourTask;
  return task.state;
}

/** What was decided, why and by whom; tied to the tasks that carry it out. A change of mind is another decision that replaces it. */
export async function recordDecision(tx: Tx, { facility_id, ...input }: { facility_id: string } & z.input<typeof newDecision>): Promise<{ id: string; number: string }> {
  permit(tx.actor, 'decision.record');
  const decision = parse(newDecision, input, tx.actor.locale);
  if (decision.tasks.length > 0) {
    const tasks = await tx.all<{ charter_id: string }>(sql`select charter_id from organisation.task where facility_id = ${facility_id} and id = any (${decision.tasks}::uuid[])`);
    if (tasks.length !== new Set(decision.tasks).size || tasks.some((task) => decision.charter_id !== undefined && task.charter_id !== decision.charter_id)) throw otherCharter;
  }
  const year = Number(decision.decided_on.slice(0, 4));
  const number = `KPT-${year}-${String(await nextNumber(tx, 'KPT', facility_id, year)).padStart(3, '0')}`;
  const made = await tx.one<{ id: string }>(sql`
    insert into organisation.decision (facility_id, number, decided_on, topic, decision, reason, decided_by, charter_id, replaces, recorded_by, recorded_at)
    values (${facility_id}, ${number}, ${decision.decided_on}, ${decision.topic}, ${decision.decision}, ${decision.reason}, ${decision.decided_by}, ${decision.charter_id ?? null}, ${decision.replaces ?? null}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  await tx.run(sql`insert into organisation.decision_task (facility_id, decision_id, task_id) select ${facility_id}, ${made.id}, t from unnest(${decision.tasks}::uuid[]) t on conflict do nothing`);
  tx.emit({ verb: 'decision.recorded', facility_id, subject_kind: 'decision', subject_id: made.id, particulars: { number, tasks: decision.tasks.length, replaces: decision.replaces ?? null } });
  return { id: made.id, number };
}

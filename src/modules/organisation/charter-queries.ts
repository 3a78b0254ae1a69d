import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import type { Part, TaskState } from './charter.ts';

/** An id from an address: what is not one is not there. */
function uuid(id: string): string {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new NotFound();
  return id;
}

export type CharterRow = { id: string; facility_id: string; number: string; title: string; purpose: string; decree_on: string; from: string; to: string; chair: string; people: number; open: number; overdue: number };
const charterRows = (day: string) => sql`
  select c.id, c.facility_id, c.number, c.title, c.purpose, c.decree_on, lower(c.valid) as "from", upper(c.valid) - 1 as "to",
    coalesce((select s.name from organisation.charter_member m join organisation.staff s on s.facility_id = m.facility_id and s.id = m.staff_id where m.facility_id = c.facility_id and m.charter_id = c.id and m.part = 'chair'), '') as chair,
    (select count(*)::int from organisation.charter_member m where m.facility_id = c.facility_id and m.charter_id = c.id) as people,
    (select count(*)::int from organisation.task t where t.facility_id = c.facility_id and t.charter_id = c.id and t.state in ('planned', 'doing')) as open,
    (select count(*)::int from organisation.task t where t.facility_id = c.facility_id and t.charter_id = c.id and t.state in ('planned', 'doing') and ${dueOf} < ${day}::date) as overdue
  from organisation.charter c`;
const dueOf = sql`(select d.due_on from organisation.task_due d where d.facility_id = t.facility_id and d.task_id = t.id order by d.step desc limit 1)`;

export function chartersOf(reader: Reader, facility_id: string, day: string): Promise<CharterRow[]> {
  return reader.all(sql`${charterRows(day)} where c.facility_id = ${facility_id} order by upper(c.valid) desc, c.number limit 100`);
}
export function charterById(reader: Reader, id: string, day: string): Promise<CharterRow> {
  return reader.one(sql`${charterRows(day)} where c.id = ${uuid(id)}`);
}

export type MemberRow = { staff_id: string; name: string; nip: string; part: Part; person_id: string | null };
export function membersOf(reader: Reader, charter_id: string): Promise<MemberRow[]> {
  return reader.all(sql`
    select m.staff_id, s.name, s.nip, m.part, s.person_id from organisation.charter_member m join organisation.staff s on s.facility_id = m.facility_id and s.id = m.staff_id
    where m.charter_id = ${charter_id} order by array_position(array['chair', 'secretary', 'member'], m.part), s.name`);
}

export type TaskRow = { facility_id: string; id: string; charter_id: string; charter_title: string; title: string; state: TaskState; owner_id: string; owner: string; owner_person: string | null; due_on: string; moved: number; evidence: string | null; done_on: string | null; late: boolean; decisions: string[] };
const taskRows = (day: string) => sql`
  select * from (select t.facility_id, t.id, t.charter_id, c.title as charter_title, t.title, t.state, t.owner_id, s.name as owner, s.person_id as owner_person, d.due_on, d.step - 1 as moved, t.evidence, t.done_on,
    (t.state in ('planned', 'doing') and d.due_on < ${day}::date) as late,
    coalesce((select array_agg(e.number order by e.number) from organisation.decision_task x join organisation.decision e on e.facility_id = x.facility_id and e.id = x.decision_id where x.facility_id = t.facility_id and x.task_id = t.id), '{}') as decisions
  from organisation.task t join organisation.charter c on c.facility_id = t.facility_id and c.id = t.charter_id join organisation.staff s on s.facility_id = t.facility_id and s.id = t.owner_id
    join lateral (select due_on, step from organisation.task_due d where d.facility_id = t.facility_id and d.task_id = t.id order by step desc limit 1) d on true) t`;
export function tasksOf(reader: Reader, charter_id: string, day: string): Promise<TaskRow[]> {
  return reader.all(sql`${taskRows(day)} where charter_id = ${charter_id} order by state in ('planned', 'doing') desc, due_on, title`);
}
export function openTasks(reader: Reader, facility_id: string, day: string): Promise<TaskRow[]> {
  return reader.all(sql`${taskRows(day)} where facility_id = ${facility_id} and state in ('planned', 'doing') order by due_on, title limit 500`);
}
export function taskById(reader: Reader, id: string, day: string): Promise<TaskRow> {
  return reader.one(sql`${taskRows(day)} where id = ${uuid(id)}`);
}
export type LateRow = TaskRow & { facility_name: string; days: number };
/** Everything late in reach, the longest late first. */
export function lateTasks(reader: Reader, day: string): Promise<LateRow[]> {
  return reader.all(sql`select l.*, f.name as facility_name, ${day}::date - l.due_on as days from (${taskRows(day)} where late) l join organisation.facility f on f.id = l.facility_id order by l.due_on, f.name, l.title limit 500`);
}

export type DecisionRow = { id: string; number: string; decided_on: string; topic: string; decision: string; reason: string; decided_by: string; charter_id: string | null; charter_title: string | null; replaces_number: string | null; replaced_by: string | null; tasks: { id: string; title: string; state: TaskState }[] };
export function decisionsOf(reader: Reader, { facility_id, charter_id, q, limit = 100 }: { facility_id: string; charter_id?: string; q?: string; limit?: number }): Promise<DecisionRow[]> {
  const pattern = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
  return reader.all(sql`
    select e.id, e.number, e.decided_on, e.topic, e.decision, e.reason, e.decided_by, e.charter_id, c.title as charter_title,
      (select r.number from organisation.decision r where r.facility_id = e.facility_id and r.id = e.replaces) as replaces_number, (select n.number from organisation.decision n where n.facility_id = e.facility_id and n.replaces = e.id) as replaced_by,
      coalesce((select json_agg(json_build_object('id', t.id, 'title', t.title, 'state', t.state) order by t.title) from organisation.decision_task x join organisation.task t on t.facility_id = x.facility_id and t.id = x.task_id where x.facility_id = e.facility_id and x.decision_id = e.id), '[]') as tasks
    from organisation.decision e left join organisation.charter c on c.facility_id = e.facility_id and c.id = e.charter_id
    where e.facility_id = ${facility_id} and (${charter_id ?? null}::uuid is null or e.charter_id = ${charter_id ?? null}::uuid
      or exists (select 1 from organisation.decision_task x join organisation.task t on t.facility_id = x.facility_id and t.id = x.task_id where x.facility_id = e.facility_id and x.decision_id = e.id and t.charter_id = ${charter_id ?? null}::uuid)) and (${pattern}::text is null or e.topic ilike ${pattern} or e.decision ilike ${pattern} or e.number ilike ${pattern})
    order by e.decided_on desc, e.number desc limit ${limit}`);
}

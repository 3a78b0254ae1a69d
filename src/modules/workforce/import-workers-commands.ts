/**
 * Whole sheets of people, as the inmate database gives them: copied into a staging table, looked at as a set, written as a
 * set, or not at all. People are known by register number; a second run of the same sheet changes nothing.
 */
import { copyLine } from '#kernel/copy.ts';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';
import { sql } from '#kernel/sql.ts';
import type { ImportProblem } from '#organisation';
import { cellsOf, faults, isFault, workerColumns } from './import-sheet.ts';

export type Looked = { rows: number; new_rows: number; changed_rows: number; problems: ImportProblem[] };

/** Copies, checks, counts; writes only when asked to and nothing is wrong. */
export async function importWorkers(tx: Tx, rows: AsyncIterable<SheetRow>, { apply, import_id = null }: { apply: boolean; import_id?: string | null }): Promise<Looked> {
  permit(tx.actor, 'worker.import');
  // A sheet of a whole country is one statement each; the clock of a request is not for it.
  await tx.run(sql`set local statement_timeout = 0`);
  await tx.run(sql`create temporary table incoming_worker ("row" int not null, facility text, register_number text, name text, kind text, sex text, born_on text, custody_from text, sentence_from text, sentence_end_on text, release_on text,
    risk text, fit_until text, tool_clearance text, skill_level text, education text, can_read text, origin_province text) on commit drop`);
  const count = await tx.copy('incoming_worker', ['row', ...workerColumns], lines(rows));
  await check(tx);
  const problems = await faultsFound(tx);
  const counts = await tx.one<{ new_rows: number; changed_rows: number }>(sql`
    select count(*) filter (where worker_id is null)::int as new_rows, count(*) filter (where worker_id is not null and changed)::int as changed_rows from checked_worker where problems = '{}'`);
  if (apply && problems.length === 0) await write(tx, import_id, counts);
  await tx.run(sql`drop table incoming_worker, checked_worker`);
  return { rows: count, ...counts, problems };
}

async function* lines(rows: AsyncIterable<SheetRow>): AsyncGenerator<string> {
  for await (const row of rows) yield copyLine([row.row, ...cellsOf(row)]);
}

/** Every row once, typed, with what is wrong in it as `column:what`; a cell left empty keeps what is on file. */
async function check(tx: Tx): Promise<void> {
  const own = tx.actor.facility_id;
  await tx.run(sql`
    create temporary table checked_worker on commit drop as
    select i."row", f.id as facility_id, w.id as worker_id, i.register_number, i.name, i.kind, i.sex, coalesce(i.born, w.born_on) as born_on, i.custody as custody_from, coalesce(i.sentence, w.sentence_from) as sentence_from, coalesce(i.sentence_end, w.sentence_end_on) as sentence_end_on,
      coalesce(i.release, w.release_on) as release_on, coalesce(i.risk, w.risk, 'unknown') as risk, coalesce(i.fit, w.fit_until) as fit_until, coalesce(i.tool_clearance, w.tool_clearance, 'B') as tool_clearance,
      coalesce(case when i.skill_level ~ '^[1-5]$' then i.skill_level::int end, w.skill_level, 1) as skill_level, coalesce(i.education, w.education) as education, coalesce(case when i.can_read in ('true', 'false') then i.can_read::boolean end, w.can_read) as can_read, coalesce(i.origin_province, w.origin_province) as origin_province,
      false as changed,
      array_remove(array[
        case when i.facility is null and ${own === null} then 'facility:facility_needed' when f.id is null then 'facility:facility' end,
        case when i.register_number is null then 'register_number:missing' when length(i.register_number) > 200 then 'register_number:long' end,
        case when i.name is null then 'name:missing' when length(i.name) > 200 then 'name:long' end,
        case when i.kind is null then 'kind:missing' when i.kind not in ('convict', 'remand', 'child', 'client') then 'kind:choice' end,
        case when i.sex is null then 'sex:missing' when i.sex not in ('L', 'P') then 'sex:choice' end,
        case when i.custody_from is null then 'custody_from:missing' when i.custody is null then 'custody_from:day' end,
        case when i.born is null and i.born_on is not null then 'born_on:day' end, case when i.sentence is null and i.sentence_from is not null then 'sentence_from:day' end,
        case when i.sentence_end is null and i.sentence_end_on is not null then 'sentence_end_on:day' when i.sentence_end < i.sentence then 'sentence_end_on:backwards' end,
        case when i.release is null and i.release_on is not null then 'release_on:day' end, case when i.fit is null and i.fit_until is not null then 'fit_until:day' end,
        case when i.risk not in ('low', 'medium', 'high', 'unknown') then 'risk:choice' end, case when i.tool_clearance not in ('AA', 'A', 'B', 'C') then 'tool_clearance:choice' end, case when i.skill_level !~ '^[1-5]$' then 'skill_level:choice' end,
        case when i.education not in ('none', 'primary', 'junior', 'senior', 'vocational', 'diploma', 'degree') then 'education:choice' end, case when i.can_read not in ('true', 'false') then 'can_read:choice' end,
        case when i.origin_province is not null and p.code is null then 'origin_province:choice' end,
        case when w.state in ('transferred', 'released', 'died', 'merged') then 'register_number:gone' end
      ], null) as problems
    from (select *, workforce.day_of(born_on) as born, workforce.day_of(custody_from) as custody, workforce.day_of(sentence_from) as sentence, workforce.day_of(sentence_end_on) as sentence_end, workforce.day_of(release_on) as release, workforce.day_of(fit_until) as fit from incoming_worker offset 0) i
      left join organisation.facility f on ${own ? sql`f.id = ${own}::uuid and (i.facility is null or i.facility = f.code)` : sql`f.code = i.facility`}
      left join organisation.province p on p.code = i.origin_province
      left join workforce.worker w on w.facility_id = f.id and w.register_number = i.register_number`);
  await tx.run(sql`analyze checked_worker`);
  await tx.run(sql`
    update checked_worker c set problems = c.problems || 'register_number:repeated'::text from (
      select facility_id, register_number, min("row") as first from checked_worker group by facility_id, register_number having count(*) > 1) d
    where c.facility_id is not distinct from d.facility_id and c.register_number = d.register_number and c."row" > d.first`);
  await tx.run(sql`
    update checked_worker c set changed = true from workforce.worker w where w.facility_id = c.facility_id and w.id = c.worker_id and
      (w.name, w.kind, w.sex, w.born_on, w.custody_from, w.sentence_from, w.sentence_end_on, w.release_on, w.risk, w.fit_until, w.tool_clearance, w.skill_level, w.education, w.can_read, w.origin_province) is distinct from
      (c.name, c.kind, c.sex, c.born_on, c.custody_from, c.sentence_from, c.sentence_end_on, c.release_on, c.risk, c.fit_until, c.tool_clearance, c.skill_level, c.education, c.can_read, c.origin_province)`);
}

async function faultsFound(tx: Tx): Promise<ImportProblem[]> {
  const rows = await tx.all<{ row: number; problem: string }>(sql`select c."row", p.problem from checked_worker c cross join unnest(c.problems) with ordinality p (problem, n) where c.problems <> '{}' order by c."row", p.n`);
  return rows.map(({ row, problem }) => {
    const [field = '', code = ''] = problem.split(':');
    return { row, field, message: isFault(code) ? faults[code][tx.actor.locale] : code };
  });
}

/** New people get codes from one reserved stretch per facility; who changed keeps what was there before. */
async function write(tx: Tx, import_id: string | null, counts: { new_rows: number; changed_rows: number }): Promise<void> {
  if (counts.new_rows + counts.changed_rows === 0) return;
  if (counts.changed_rows > 0) await writeChanged(tx, import_id);
  if (counts.new_rows > 0) {
    await tx.run(sql`
      with reserved as (
        insert into kernel.number_series as s (series, unit, year, last) select 'roster', facility_id, 0, count(*)::int from checked_worker where worker_id is null group by facility_id
        on conflict (series, unit, year) do update set last = s.last + excluded.last returning unit, last)
      insert into workforce.worker (facility_id, roster_code, register_number, name, kind, sex, born_on, custody_from, sentence_from, sentence_end_on, release_on, risk, fit_until, tool_clearance, skill_level, education, can_read, origin_province, registered_on)
      select c.facility_id, workforce.roster_code(r.last - c.total + c.n), c.register_number, c.name, c.kind, c.sex, c.born_on, c.custody_from, c.sentence_from, c.sentence_end_on, coalesce(c.release_on, c.sentence_end_on), c.risk, c.fit_until, c.tool_clearance, c.skill_level, c.education, c.can_read, c.origin_province,
        (${tx.now}::timestamptz at time zone 'Asia/Jakarta')::date
      from (select *, row_number() over (partition by facility_id order by "row") as n, count(*) over (partition by facility_id) as total from checked_worker where worker_id is null) c join reserved r on r.unit = c.facility_id`);
  }
  tx.emit({ verb: 'workers.imported', facility_id: tx.actor.facility_id, subject_kind: 'register', subject_id: import_id ?? 'workers', particulars: { inserted: counts.new_rows, updated: counts.changed_rows } });
}

async function writeChanged(tx: Tx, import_id: string | null): Promise<void> {
  const batch = import_id ?? (await tx.one<{ id: string }>(sql`select kernel.new_id() as id`)).id;
  await tx.run(sql`
    insert into workforce.change (facility_id, worker_id, import_id, before, after, changed_by, changed_at)
    select c.facility_id, c.worker_id, ${batch}::uuid, d.before, d.after, ${tx.actor.account_id}, ${tx.now} from checked_worker c join workforce.worker w on w.facility_id = c.facility_id and w.id = c.worker_id
      cross join lateral (select jsonb_object_agg(n.key, to_jsonb(w) -> n.key) as before, jsonb_object_agg(n.key, n.value) as after from jsonb_each(to_jsonb(c) - array['row', 'facility_id', 'worker_id', 'changed', 'problems']) n where n.value is distinct from to_jsonb(w) -> n.key) d
    where c.changed`);
  await tx.run(sql`
    update workforce.worker w set name = c.name, kind = c.kind, sex = c.sex, born_on = c.born_on, custody_from = c.custody_from, sentence_from = c.sentence_from, sentence_end_on = c.sentence_end_on, release_on = c.release_on, risk = c.risk, fit_until = c.fit_until,
      tool_clearance = c.tool_clearance, skill_level = c.skill_level, education = c.education, can_read = c.can_read, origin_province = c.origin_province
    from checked_worker c where c.changed and w.facility_id = c.facility_id and w.id = c.worker_id`);
}

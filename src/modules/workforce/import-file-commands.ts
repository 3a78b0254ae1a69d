/** A sheet from a screen: checked and kept, then applied or put aside by somebody who has seen what the check found. */
import type { Tx } from '#kernel/db.ts';
import { copyLine } from '#kernel/copy.ts';
import { permit } from '#kernel/policy.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';
import { sql } from '#kernel/sql.ts';
import { faulty, noRows, notChecked } from './import-sheet.ts';
import { importWorkers } from './import-workers-commands.ts';

export async function checkSheet(tx: Tx, { facility_id, rows }: { facility_id: string; rows: SheetRow[] }): Promise<{ id: string }> {
  permit(tx.actor, 'worker.import');
  if (rows.length === 0) throw noRows;
  const found = await importWorkers(tx, inTurn(rows), { apply: false });
  const problems = new Map<number, { field: string; message: string }[]>();
  for (const { row, ...what } of found.problems) problems.set(row, [...(problems.get(row) ?? []), what]);
  const made = await tx.one<{ id: string }>(sql`
    insert into workforce.import (facility_id, rows, new_rows, changed_rows, faulty_rows, checked_by, checked_at) values (${facility_id}, ${found.rows}, ${found.new_rows}, ${found.changed_rows}, ${problems.size}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  await tx.run(sql`create temporary table kept_row ("row" int not null, cells jsonb not null, problems jsonb not null) on commit drop`);
  await tx.copy('kept_row', ['row', 'cells', 'problems'], kept(rows, problems));
  await tx.run(sql`insert into workforce.import_row (facility_id, import_id, "row", cells, problems) select ${facility_id}, ${made.id}, "row", cells, problems from kept_row`);
  await tx.run(sql`drop table kept_row`);
  tx.emit({ verb: 'import.checked', facility_id, subject_kind: 'import', subject_id: made.id, particulars: { rows: found.rows, new: found.new_rows, changed: found.changed_rows, faulty: problems.size } });
  return made;
}

async function* kept(rows: SheetRow[], problems: ReadonlyMap<number, object[]>): AsyncGenerator<string> {
  for (const { row, cells } of rows) yield copyLine([row, JSON.stringify(cells), JSON.stringify(problems.get(row) ?? [])]);
}

async function* inTurn<T>(rows: T[]): AsyncGenerator<T> {
  yield* rows;
}

/** Looked at once more inside the write: what was right at the check may have changed since. */
export async function applySheet(tx: Tx, { facility_id, import_id }: { facility_id: string; import_id: string }): Promise<{ inserted: number; updated: number }> {
  permit(tx.actor, 'worker.import');
  await lockChecked(tx, facility_id, import_id);
  const rows = await tx.all<SheetRow>(sql`select "row", cells from workforce.import_row where facility_id = ${facility_id} and import_id = ${import_id} order by "row"`);
  const { new_rows, changed_rows, problems } = await importWorkers(tx, inTurn(rows), { apply: true, import_id });
  if (problems.length > 0) throw faulty;
  await tx.run(sql`update workforce.import set state = 'applied', applied_by = ${tx.actor.account_id}, applied_at = ${tx.now} where facility_id = ${facility_id} and id = ${import_id}`);
  await forget(tx, facility_id, import_id);
  return { inserted: new_rows, updated: changed_rows };
}

export async function putAsideSheet(tx: Tx, { facility_id, import_id }: { facility_id: string; import_id: string }): Promise<void> {
  permit(tx.actor, 'worker.import');
  await lockChecked(tx, facility_id, import_id);
  await tx.run(sql`update workforce.import set state = 'put_aside' where facility_id = ${facility_id} and id = ${import_id}`);
  await forget(tx, facility_id, import_id);
  tx.emit({ verb: 'import.put_aside', facility_id, subject_kind: 'import', subject_id: import_id });
}

/** Personal data of a sheet does not outlive its use; the counts stay. */
async function forget(tx: Tx, facility_id: string, import_id: string): Promise<void> {
  await tx.run(sql`delete from workforce.import_row where facility_id = ${facility_id} and import_id = ${import_id}`);
}

async function lockChecked(tx: Tx, facility_id: string, import_id: string): Promise<void> {
  const { state } = await tx.one<{ state: string }>(sql`select state from workforce.import where facility_id = ${facility_id} and id = ${import_id} for update`);
  if (state !== 'checked') throw notChecked;
}

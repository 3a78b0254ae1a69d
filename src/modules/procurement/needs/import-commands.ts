/** A whole sheet of needs: looked at as a set, answered row by row, written as a set or not at all. A second run of the same sheet changes nothing. */
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { Invalid } from '#kernel/refusal.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';
import { sql } from '#kernel/sql.ts';
import type { Importer, ImportProblem } from '#organisation';
import { faulty, needColumns, noRows, notChecked } from './import-sheet.ts';
import { leastLikely, newNeed, unknownRegency, yearOf, type NewNeed } from './need.ts';
import { keptRows, ownAgency, regenciesByWord } from './queries.ts';

type Problem = { field: string; message: string };
type Line = Omit<NewNeed, 'regency' | 'rup_code' | 'unspsc' | 'kbki'> & { row: number; rup_code: string; unspsc: string | null; kbki: string | null; regency_code: string };
type Looked = { lines: Line[]; problems: Map<number, Problem[]>; new_rows: number; changed_rows: number };

export async function checkNeedSheet(tx: Tx, { year, rows }: { year: number; rows: SheetRow[] }): Promise<{ id: string }> {
  permit(tx.actor, 'need.import');
  const agency_id = ownAgency(tx);
  if (rows.length === 0) throw noRows;
  const { problems, new_rows, changed_rows } = await look(tx, agency_id, year, rows);
  const made = await tx.one<{ id: string }>(sql`
    insert into procurement.need_import (agency_id, year, rows, new_rows, changed_rows, faulty_rows, checked_by, checked_at) values (${agency_id}, ${year}, ${rows.length}, ${new_rows}, ${changed_rows}, ${problems.size}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  await tx.run(sql`
    insert into procurement.need_import_row (agency_id, import_id, "row", cells, problems) select ${agency_id}::uuid, ${made.id}::uuid, x."row", x.cells, x.problems
    from jsonb_to_recordset(${JSON.stringify(rows.map(({ row, cells }) => ({ row, cells, problems: problems.get(row) ?? [] })))}::jsonb) x("row" int, cells jsonb, problems jsonb)`);
  tx.emit({ verb: 'need_sheet.checked', facility_id: null, subject_kind: 'need_import', subject_id: made.id, particulars: { rows: rows.length, new: new_rows, changed: changed_rows, faulty: problems.size } });
  return made;
}

/** Looked at once more inside the write: what was right at the check may have changed since. */
export async function applyNeedSheet(tx: Tx, import_id: string): Promise<{ inserted: number; updated: number }> {
  permit(tx.actor, 'need.import');
  const { agency_id, year } = await lockChecked(tx, import_id);
  const { lines, problems, new_rows, changed_rows } = await look(tx, agency_id, year, await keptRows(tx, import_id));
  if (problems.size > 0) throw faulty;
  await write(tx, agency_id, lines);
  await tx.run(sql`update procurement.need_import set state = 'applied', applied_by = ${tx.actor.account_id}, applied_at = ${tx.now} where id = ${import_id}`);
  await tx.run(sql`delete from procurement.need_import_row where import_id = ${import_id}`);
  tx.emit({ verb: 'need_sheet.applied', facility_id: null, subject_kind: 'need_import', subject_id: import_id, particulars: { inserted: new_rows, updated: changed_rows } });
  return { inserted: new_rows, updated: changed_rows };
}

export async function putAsideNeedSheet(tx: Tx, import_id: string): Promise<void> {
  permit(tx.actor, 'need.import');
  await lockChecked(tx, import_id);
  await tx.run(sql`update procurement.need_import set state = 'put_aside' where id = ${import_id}`);
  await tx.run(sql`delete from procurement.need_import_row where import_id = ${import_id}`);
  tx.emit({ verb: 'need_sheet.put_aside', facility_id: null, subject_kind: 'need_import', subject_id: import_id });
}

/** Many lines at once from another system: all are taken, or each wrong one is named and none is. */
export async function recordNeeds(tx: Tx, { year, lines }: { year: number; lines: Record<string, string | number | undefined>[] }): Promise<{ inserted: number; updated: number }> {
  permit(tx.actor, 'need.import');
  const agency_id = ownAgency(tx);
  const rows = lines.map((line, n) => ({ row: n, cells: Object.fromEntries(Object.entries(line).map(([key, cell]) => [key, String(cell ?? '')])) }));
  const looked = await look(tx, agency_id, year, rows);
  if (looked.problems.size > 0) throw new Invalid(Object.fromEntries([...looked.problems].flatMap(([row, found]) => found.map(({ field, message }) => [`lines.${row}.${field}`, message]))));
  await write(tx, agency_id, looked.lines);
  tx.emit({ verb: 'needs.recorded', facility_id: null, subject_kind: 'agency', subject_id: agency_id, particulars: { inserted: looked.new_rows, updated: looked.changed_rows } });
  return { inserted: looked.new_rows, updated: looked.changed_rows };
}

/** Whole sheets by the operator, for any agency: its code and the year stand on each row. */
export const importers: { needs: Importer } = {
  needs: async (tx, rows) => {
    permit(tx.actor, 'need.import');
    const agencies = new Map((await tx.all<{ code: string; id: string }>(sql`select code, id from organisation.agency`)).map((row) => [row.code, row.id]));
    const groups = new Map<string, { agency_id: string; year: number; rows: SheetRow[] }>();
    const problems: ImportProblem[] = [];
    for await (const row of rows) {
      const [agency_id, year] = [agencies.get(row.cells['agency'] ?? ''), yearOf.safeParse(row.cells['year']).data];
      if (!agency_id) problems.push({ row: row.row, field: 'agency', message: tx.actor.locale === 'en' ? 'No agency has this code' : 'Tidak ada instansi dengan kode ini' });
      else if (year === undefined) problems.push({ row: row.row, field: 'year', message: tx.actor.locale === 'en' ? 'Enter the budget year' : 'Isi tahun anggaran' });
      else {
        const group = groups.get(`${agency_id} ${year}`) ?? { agency_id, year, rows: [] };
        group.rows.push(row);
        groups.set(`${agency_id} ${year}`, group);
      }
    }
    const looked: (Looked & { agency_id: string })[] = [];
    for (const group of groups.values()) looked.push({ agency_id: group.agency_id, ...(await look(tx, group.agency_id, group.year, group.rows)) });
    problems.push(...looked.flatMap((each) => [...each.problems].flatMap(([row, found]) => found.map((problem) => ({ row, ...problem })))));
    if (problems.length > 0) return { inserted: 0, updated: 0, problems: problems.sort((a, b) => a.row - b.row) };
    for (const { agency_id, lines } of looked) await write(tx, agency_id, lines);
    const [inserted, updated] = [looked.reduce((sum, each) => sum + each.new_rows, 0), looked.reduce((sum, each) => sum + each.changed_rows, 0)];
    if (inserted + updated > 0) tx.emit({ verb: 'needs.imported', facility_id: null, subject_kind: 'register', subject_id: 'needs', particulars: { inserted, updated } });
    return { inserted, updated, problems: [] };
  },
};

async function look(tx: Tx, agency_id: string, year: number, rows: readonly SheetRow[]): Promise<Looked> {
  const regencies = await regenciesByWord(tx);
  const problems = new Map<number, Problem[]>();
  const lines: Line[] = [];
  const seen = new Map<string, number>();
  for (const { row, cells } of rows) {
    try {
      const { regency, ...line } = parse(newNeed, { year, ...Object.fromEntries(needColumns.map(({ key }) => [key, cells[key] === '' ? undefined : cells[key]])) }, tx.actor.locale);
      const regency_code = regencies.get(regency.toLowerCase());
      if (!regency_code) throw new Invalid({ regency: unknownRegency.text[tx.actor.locale] });
      const key = [line.rup_code ?? '', line.item_text.toLowerCase(), regency_code, line.needed_by].join('|');
      const twin = seen.get(key);
      if (twin !== undefined) throw new Invalid({ item_text: tx.actor.locale === 'en' ? `The same as row ${twin}` : `Sama dengan baris ${twin}` });
      seen.set(key, row);
      lines.push({ ...line, row, rup_code: line.rup_code ?? '', unspsc: line.unspsc ?? null, kbki: line.kbki ?? null, regency_code });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      problems.set(row, Object.entries(error.problems).map(([field, message]) => ({ field, message })));
    }
  }
  const counts = await tx.one<{ new_rows: number; changed_rows: number }>(sql`
    select count(*) filter (where n.id is null)::int as new_rows, count(*) filter (where n.id is not null and ${changed})::int as changed_rows from ${incoming(lines)} left join procurement.need n on ${sameLine(agency_id)}`);
  return { lines, problems, ...counts };
}

const incoming = (lines: readonly Line[]) => sql`jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) x(year int, rup_code text, item_text text, quantity bigint, unit text, value_idr bigint, regency_code text, needed_by date, method text, unspsc text, kbki text)`;
const sameLine = (agency_id: string) => sql`n.agency_id = ${agency_id}::uuid and n.year = x.year and n.rup_code = x.rup_code and lower(n.item_text) = lower(x.item_text) and n.regency_code = x.regency_code and n.needed_by = x.needed_by and n.state <> 'withdrawn'`;
const changed = sql`(n.quantity, n.unit, n.value_idr, n.method) is distinct from (x.quantity, x.unit, x.value_idr, x.method)`;

/** Quantity, unit, value and method may move under a confirmation: the goods are still the same. */
async function write(tx: Tx, agency_id: string, lines: readonly Line[]): Promise<void> {
  await tx.run(sql`update procurement.need n set quantity = x.quantity, unit = x.unit, value_idr = x.value_idr, method = x.method, version = n.version + 1 from ${incoming(lines)} where ${sameLine(agency_id)} and ${changed}`);
  await tx.run(sql`
    with fresh as (select x.*, row_number() over () as n from ${incoming(lines)} where not exists (select 1 from procurement.need n where ${sameLine(agency_id)})),
      likely as (select distinct on (c.n) c.n, c.unspsc, c.category, c.score from procurement.classify(array(select item_text from fresh order by n)) c where c.score >= ${leastLikely} order by c.n, c.score desc)
    insert into procurement.need (agency_id, year, rup_code, item_text, unspsc, kbki, category, score, quantity, unit, value_idr, regency_code, needed_by, method, recorded_by, recorded_person, recorded_at, is_sample)
    select ${agency_id}::uuid, f.year, f.rup_code, f.item_text, coalesce(f.unspsc, l.unspsc), f.kbki, case when f.unspsc is null then l.category else k.category end, case when f.unspsc is null then l.score end, f.quantity, f.unit, f.value_idr, f.regency_code, f.needed_by, f.method,
      ${tx.actor.account_id}::uuid, ${tx.actor.person_id}::uuid, ${tx.now}::timestamptz, (select is_sample from organisation.agency where id = ${agency_id}::uuid)
    from fresh f left join likely l on l.n = f.n left join procurement.code k on k.unspsc = f.unspsc`);
}

async function lockChecked(tx: Tx, import_id: string): Promise<{ agency_id: string; year: number }> {
  const { state, ...sheet } = await tx.one<{ state: string; agency_id: string; year: number }>(sql`select state, agency_id, year from procurement.need_import where id = ${import_id}::uuid for update`);
  if (state !== 'checked') throw notChecked;
  return sheet;
}

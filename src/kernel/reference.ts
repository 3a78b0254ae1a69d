import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type pg from 'pg';

/** Reference data lives in `data/`, each row with its source. Blank means "not known" and becomes null. */
export type ReferenceRow = Record<string, string | null>;

export function referenceRows(name: string): ReferenceRow[] {
  const text = readFileSync(path.join(import.meta.dirname, '../../data', `${name}.csv`), 'utf8');
  return parse(text, { columns: true, cast: (value, context) => (context.header ? value : value === '' ? null : value) });
}

/** Many rows in one statement: `json_populate_recordset` types them after the table, so no column is typed here twice. */
export async function insertRows(client: pg.ClientBase, table: string, rows: object[], conflict = 'on conflict do nothing'): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first).join(', ');
  await client.query(`insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1::json) ${conflict}`, [JSON.stringify(rows)]);
}

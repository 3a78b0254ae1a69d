import type { Reader } from '#kernel/db.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';
import { sql } from '#kernel/sql.ts';
import { uuid } from './queries.ts';

export type ImportRow = { id: string; state: 'checked' | 'applied' | 'put_aside'; rows: number; new_rows: number; changed_rows: number; faulty_rows: number; checked_at: Date; applied_at: Date | null; by: string | null };
const listed = sql`select i.id, i.state, i.rows, i.new_rows, i.changed_rows, i.faulty_rows, i.checked_at, i.applied_at, a.name as by from workforce.import i left join identity.account_published a on a.id = coalesce(i.applied_by, i.checked_by)`;
export const imports = (reader: Reader, facility_id: string): Promise<ImportRow[]> => reader.all(sql`${listed} where i.facility_id = ${facility_id} order by i.checked_at desc limit 50`);
export const importById = (reader: Reader, facility_id: string, id: string): Promise<ImportRow> => reader.one(sql`${listed} where i.facility_id = ${facility_id} and i.id = ${uuid(id)}`);

export type KeptRow = SheetRow & { problems: { field: string; message: string }[] };
export const keptRows = (reader: Reader, facility_id: string, import_id: string): Promise<KeptRow[]> =>
  reader.all(sql`select "row", cells, problems from workforce.import_row where facility_id = ${facility_id} and import_id = ${import_id} order by "row"`);
export const faultyRows = (reader: Reader, facility_id: string, import_id: string): Promise<Omit<KeptRow, 'cells'>[]> =>
  reader.all(sql`select "row", problems from workforce.import_row where facility_id = ${facility_id} and import_id = ${import_id} and problems <> '[]' order by "row" limit 10`);

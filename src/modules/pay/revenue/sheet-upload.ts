import { readSheet, type SheetRow } from '#kernel/sheets/index.ts';
import { noSheet } from './reconciliation.ts';

/** A file that came with a form, as rows; what is no file is refused. */
export async function rowsOf(sheet: unknown, expects: readonly string[]): Promise<SheetRow[]> {
  if (!(sheet instanceof Blob) || sheet.size === 0) throw noSheet;
  const rows: SheetRow[] = [];
  for await (const row of readSheet(new Uint8Array(await sheet.arrayBuffer()), { expects: [...expects], maxRows: 20_000, maxBytes: 5 * 2 ** 20 })) rows.push(row);
  return rows;
}

/** The same as JSON: rows numbered as a sheet would number them below its head. */
export const asRows = (items: readonly Record<string, string>[]): SheetRow[] => items.map((cells, n) => ({ row: n + 2, cells }));

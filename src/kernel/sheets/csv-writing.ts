import type { Rows, SheetColumn, Value } from './sheet.ts';

/** CSV as Excel in Indonesia opens it: `;`, decimal comma, a byte order mark. */
export async function* writeCsv(rows: Rows, columns: SheetColumn[]): AsyncGenerator<string> {
  let pending = `\ufeff${columns.map(({ title }) => field(title)).join(';')}\r\n`;
  for await (const row of rows) {
    pending += `${columns.map((column) => cell(column, row[column.key])).join(';')}\r\n`;
    if (pending.length < 64 * 1024) continue;
    yield pending;
    pending = '';
  }
  yield pending;
}

function cell({ kind }: SheetColumn, value: Value): string {
  if (value === null || value === undefined) return '';
  if (kind === 'date' && typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return value.split('-').toReversed().join('/');
  if (kind !== 'text' && typeof value === 'number') return String(value).replace('.', ',');
  return field(String(value));
}

/** Text that a spreadsheet would run as a formula gets an apostrophe, which it shows as text (ASVS 1.2.10). */
function field(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

import type { SheetColumn, SheetRow } from './sheet.ts';
import { remarkKey, writeXlsx } from './xlsx-writing.ts';

const remark = 'Catatan';

/** The sheet that was sent, as it was, with a red first column that says what to mend in each row. */
export function answerSheet(rows: SheetRow[], problems: ReadonlyMap<number, string[]>, meta: { title: string; notes?: string[] }): AsyncGenerator<Uint8Array> {
  const titles = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))].filter((title) => title !== remark);
  const columns: SheetColumn[] = [{ key: remarkKey, title: remark, kind: 'text', width: 48 }, ...titles.map((title) => ({ key: title, title, kind: 'text' as const }))];
  const answered = rows.map(({ row, cells }) => ({ ...cells, [remarkKey]: (problems.get(row) ?? []).join(' · ') }));
  return writeXlsx(answered, columns, meta);
}

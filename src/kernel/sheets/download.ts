import type { Rows, SheetColumn } from './sheet.ts';
import { writeXlsx, type SheetMeta } from './xlsx-writing.ts';

/** A sheet as an answer: written while it is sent, never kept. `name` without ending, and never a person's. */
export function downloadXlsx(name: string, rows: Rows, columns: SheetColumn[], meta: SheetMeta): Response {
  return downloadSheet(name, writeXlsx(rows, columns, meta));
}

/** The same for a sheet whose writing was begun elsewhere, such as an answered one. */
export function downloadSheet(name: string, parts: AsyncGenerator<Uint8Array>): Response {
  const stream = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await parts.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await parts.return(undefined)),
  });
  return new Response(stream, { headers: { 'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'content-disposition': `attachment; filename="${name}.xlsx"`, 'cache-control': 'no-store' } });
}

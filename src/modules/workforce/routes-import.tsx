/** /bengkel/peserta/impor: template, check, apply. */
import { z } from 'zod';
import type { FormState } from '#kernel/form-state.ts';
import { answerSheet, downloadSheet, downloadXlsx, readSheet, type SheetRow } from '#kernel/sheets/index.ts';
import { file, form, ownFacility, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { facilityById } from '#organisation';
import { applySheet, checkSheet, putAsideSheet } from './import-file-commands.ts';
import { faultyRows, importById, imports, keptRows } from './import-queries.ts';
import { columnHints, noFile, workerColumns } from './import-sheet.ts';
import { importPage, importsPage } from './pages/imports.tsx';
import { urls } from './urls.ts';
import { sayImport } from './words-import.ts';

/** A screen takes the sheet of a facility; a country's comes by `karya import workers`. */
const mostRows = 20_000;

export const importPages: Route[] = [
  page({ path: urls.imports, may: 'worker.import', show: (req) => listed(req) }),
  file({ path: urls.importTemplate, may: 'worker.import', send: async (req) => downloadXlsx('templat-peserta', [], workerColumns.map((key) => ({ key, title: key, kind: 'text' as const, width: 18 })), { title: sayImport(req.locale)('imports'), notes: workerColumns.map((key) => `${key}: ${columnHints[key]}`) }) }),
  form({
    path: urls.imports, may: 'worker.import', fields: z.strictObject({ sheet: z.unknown() }), again: listed,
    act: async (tx, { sheet }, req) => {
      if (!(sheet instanceof Blob) || sheet.size === 0) throw noFile;
      const rows: SheetRow[] = [];
      for await (const row of readSheet(new Uint8Array(await sheet.arrayBuffer()), { expects: ['register_number', 'name'], maxRows: mostRows })) rows.push(row);
      const { id } = await checkSheet(tx, { facility_id: ownFacility(req), rows });
      return { location: urls.import(id), notice: sayImport(req.locale)('checked') };
    },
  }),
  page({ path: '/bengkel/peserta/impor/:id', may: 'worker.import', show: (req) => looked(req) }),
  file({ path: '/bengkel/peserta/impor/:id/jawaban.xlsx', may: 'worker.import', send: (req) => req.read(async (reader) => {
    const sheet = await importById(reader, ownFacility(req), req.params['id'] ?? '');
    const rows = await keptRows(reader, ownFacility(req), sheet.id);
    return downloadSheet('lembar-jawaban', answerSheet(rows, new Map(rows.map(({ row, problems }) => [row, problems.map(({ field, message }) => `${field}: ${message}`)])), { title: sayImport(req.locale)('result') }));
  }) }),
  form({
    path: '/bengkel/peserta/impor/:id', may: 'worker.import', fields: z.strictObject({ decision: z.enum(['apply', 'put_aside']) }), again: looked,
    act: async (tx, { decision }, req) => {
      const sheet = { facility_id: ownFacility(req), import_id: (await importById(tx, ownFacility(req), req.params['id'] ?? '')).id };
      if (decision === 'put_aside') await putAsideSheet(tx, sheet);
      else await applySheet(tx, sheet);
      return { location: urls.import(sheet.import_id), notice: sayImport(req.locale)(decision === 'apply' ? 'applied' : 'asideNow') };
    },
  }),
];

function listed(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => importsPage(req, { rows: await imports(reader, ownFacility(req)), timezone: (await facilityById(reader, ownFacility(req))).timezone }, state));
}

function looked(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const sheet = await importById(reader, ownFacility(req), req.params['id'] ?? '');
    return importPage(req, { sheet, faults: await faultyRows(reader, ownFacility(req), sheet.id) }, state);
  });
}

// /pengadaan/kebutuhan: the plan of an agency.
import { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { answerSheet, downloadSheet, downloadXlsx, readSheet, type SheetColumn, type SheetRow } from '#kernel/sheets/index.ts';
import { file, form, idIn, page, type Req, type Route } from '#kernel/web.ts';
import { urls as dutyUrls } from '../duty/urls.ts';
import { permitsCovering } from '../waiver/permit-queries.ts';
import { needApi } from './api.ts';
import { changeNeed, confirmNeed, recordNeed, withdrawNeed } from './commands.ts';
import { applyNeedSheet, checkNeedSheet, putAsideNeedSheet } from './import-commands.ts';
import { needColumns, noFile } from './import-sheet.ts';
import { confirmation, isNeedState, methodNames, needStates, newNeed, supplyNames, withdrawal, yearOf } from './need.ts';
import { importPage, importsPage } from './pages/imports.tsx';
import { needPage } from './pages/need.tsx';
import { needFormPage, needsPage } from './pages/needs.tsx';
import { faultyRows, keptRows, matchesOf, needById, needImportById, needImports, needsOf, needTotals, needYears, suggestionsFor } from './queries.ts';
import { urls } from './urls.ts';
import { sayNeeds } from './words.ts';

const perPage = 50;
const mostRows = 20_000;

export const needRoutes: Route[] = [
  page({ path: '/pengadaan/kebutuhan', may: 'need.read', show: (req) => req.read(async (reader) => {
    const filter = filterOf(req);
    const after = z.uuid().safeParse(req.query['sesudah']).data;
    const rows = await needsOf(reader, { ...asked(filter), limit: perPage + 1, after });
    const shown = rows.slice(0, perPage);
    return needsPage(req, { rows: shown, matches: await matchesOf(reader, shown), totals: await needTotals(reader, asked(filter).year), years: await needYears(reader), filter, next: rows.length > perPage ? shown.at(-1)?.id : undefined });
  }) }),
  file({ path: '/pengadaan/kebutuhan.xlsx', may: 'need.read', send: (req) => req.read(async (reader) => {
    const rows = await needsOf(reader, { ...asked(filterOf(req)), limit: mostRows });
    const matches = await matchesOf(reader, rows);
    const columns: SheetColumn[] = [...needColumns.map(({ key, kind }) => ({ key, title: key, kind, width: key === 'item_text' ? 48 : 18 })), { key: 'state', title: 'state', kind: 'text' }, { key: 'supply', title: 'supply', kind: 'text', width: 26 }, { key: 'by_day', title: 'by_day', kind: 'integer' }];
    return downloadXlsx('kebutuhan', rows.map((row, n) => ({ ...Object.fromEntries(needColumns.map(({ key }) => [key, row[key as 'item_text']])), method: methodNames[row.method][req.locale], state: needStates[row.state][req.locale], supply: supplyNames[matches[n]?.supply ?? 'none'][req.locale], by_day: matches[n]?.by_day ?? 0 })), columns, { title: sayNeeds(req.locale)('needs') });
  }) }),
  page({ path: '/pengadaan/kebutuhan/baru', may: 'need.record', show: (req) => needFormPage(req, { row: undefined, year: thisYear(req) }) }),
  form({
    path: '/pengadaan/kebutuhan/baru', may: 'need.record', fields: newNeed, again: (req, state) => needFormPage(req, { row: undefined, year: thisYear(req) }, state),
    act: async (tx, input, req) => ({ location: urls.need((await recordNeed(tx, input)).id), notice: sayNeeds(req.locale)('recorded') }),
  }),
  page({ path: '/pengadaan/kebutuhan/impor', may: 'need.import', show: (req) => imports(req) }),
  file({ path: '/pengadaan/kebutuhan/impor/templat.xlsx', may: 'need.import', send: async (req) => downloadXlsx('templat-kebutuhan', [], needColumns.map(({ key, kind }) => ({ key, title: key, kind, width: key === 'item_text' ? 40 : 18 })), { title: sayNeeds(req.locale)('imports'), notes: needColumns.map(({ key, hint }) => `${key}: ${hint[req.locale]}`) }) }),
  form({
    path: '/pengadaan/kebutuhan/impor', may: 'need.import', fields: z.strictObject({ year: yearOf, sheet: z.unknown() }), again: imports,
    act: async (tx, { year, sheet }, req) => {
      if (!(sheet instanceof Blob) || sheet.size === 0) throw noFile;
      const rows: SheetRow[] = [];
      for await (const row of readSheet(new Uint8Array(await sheet.arrayBuffer()), { expects: ['item_text', 'quantity'], maxRows: mostRows })) rows.push(row);
      return { location: urls.import((await checkNeedSheet(tx, { year, rows })).id), notice: sayNeeds(req.locale)('checked') };
    },
  }),
  page({ path: '/pengadaan/kebutuhan/impor/:id', may: 'need.import', show: (req) => checked(req) }),
  file({ path: '/pengadaan/kebutuhan/impor/:id/jawaban.xlsx', may: 'need.import', send: (req) => req.read(async (reader) => {
    const rows = await keptRows(reader, (await needImportById(reader, idIn(req))).id);
    return downloadSheet('lembar-jawaban', answerSheet(rows, new Map(rows.map(({ row, problems }) => [row, problems.map(({ field, message }) => `${field}: ${message}`)])), { title: sayNeeds(req.locale)('result') }));
  }) }),
  form({
    path: '/pengadaan/kebutuhan/impor/:id', may: 'need.import', fields: z.strictObject({ decision: z.enum(['apply', 'put_aside']) }), again: checked,
    act: async (tx, { decision }, req) => {
      if (decision === 'apply') await applyNeedSheet(tx, idIn(req));
      else await putAsideNeedSheet(tx, idIn(req));
      return { location: decision === 'apply' ? urls.needs() : urls.imports, notice: sayNeeds(req.locale)(decision === 'apply' ? 'applied' : 'aside') };
    },
  }),
  page({ path: '/pengadaan/kebutuhan/:id', may: 'need.read', show: (req) => one(req) }),
  page({ path: '/pengadaan/kebutuhan/:id/ubah', may: 'need.record', show: (req) => changing(req) }),
  form({ path: '/pengadaan/kebutuhan/:id/ubah', may: 'need.record', fields: newNeed, again: changing, act: async (tx, input, req) => {
    await changeNeed(tx, idIn(req), input);
    return { location: urls.need(idIn(req)), notice: sayNeeds(req.locale)('changed') };
  } }),
  form({ path: '/pengadaan/kebutuhan/:id/konfirmasi', may: 'need.confirm', fields: confirmation, again: one, act: async (tx, input, req) => {
    await confirmNeed(tx, idIn(req), input);
    return { location: urls.need(idIn(req)), notice: sayNeeds(req.locale)('confirmedNow') };
  } }),
  form({ path: '/pengadaan/kebutuhan/:id/tarik', may: 'need.record', fields: withdrawal, again: one, act: async (tx, input, req) => {
    await withdrawNeed(tx, idIn(req), input);
    return { location: urls.needs(), notice: sayNeeds(req.locale)('withdrawn') };
  } }),
  ...needApi,
];

const thisYear = (req: Req): number => Number(dayIn('Asia/Jakarta', req.now).slice(0, 4));
/** A filter that does not parse falls away, it never fails. */
function filterOf({ query }: Req): { tahun?: string | undefined; status?: string | undefined; q?: string | undefined } {
  return { tahun: /^20\d\d$/.test(query['tahun'] ?? '') ? query['tahun'] : undefined, status: isNeedState(query['status']) ? query['status'] : undefined, q: query['q']?.trim().replaceAll('\u0000', '').slice(0, 100) || undefined };
}
const asked = ({ tahun, status, q }: ReturnType<typeof filterOf>) => ({ year: tahun ? Number(tahun) : undefined, state: status, q });

function imports(req: Req, state?: FormState) {
  return req.read(async (reader) => importsPage(req, { rows: await needImports(reader), year: thisYear(req) + 1 }, state));
}

function checked(req: Req, state?: FormState) {
  return req.read(async (reader) => {
    const sheet = await needImportById(reader, idIn(req));
    return importPage(req, { sheet, faults: await faultyRows(reader, sheet.id) }, state);
  });
}

function changing(req: Req, state?: FormState) {
  return req.read(async (reader) => needFormPage(req, { row: await needById(reader, idIn(req)), year: thisYear(req) }, state));
}

function one(req: Req, state?: FormState) {
  return req.read(async (reader) => {
    const need = await needById(reader, idIn(req));
    const [match] = await matchesOf(reader, [need]);
    const dutyHref = dutyUrls.ask(req.locale, { barang: need.item_text, kode: need.unspsc ?? undefined, jumlah: String(need.quantity), nilai: String(need.value_idr), hari: need.needed_by });
    const permits = await permitsCovering(reader, { unspsc: need.unspsc, category: need.category, need_id: need.id, on: dayIn('Asia/Jakarta', req.now) });
    return needPage(req, { need, permits, match: match ?? { supply: 'none', by_day: 0, sources: [] }, suggestions: await suggestionsFor(reader, [need.item_text]), dutyHref }, state);
  });
}

// /bengkel/anggaran/impas: which workshop bears its own costs, month by month.
import { z } from 'zod';
import type { Reader } from '#kernel/db.ts';
import { month as aMonth, shortText } from '#kernel/form.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, page, readEndpoint, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { dayAt, facilityActedOn } from '#organisation';
import { monthIndex, monthOf } from './asset.ts';
import { breakEven } from './breakeven.ts';
import { capitalOf, workshopMonths } from './breakeven-queries.ts';
import { gapsInWords, sayBreakEven } from './breakeven-words.ts';
import { breakEvenPage, type BreakEvenView } from './pages/breakeven.tsx';
import { nationalUrl } from './urls.ts';

const shownMonths = 6;

async function view(req: Req, reader: Reader): Promise<BreakEvenView> {
  const upt = req.query['upt'];
  const facility_id = await facilityActedOn(reader, upt);
  const thisMonth = (await dayAt(reader, facility_id)).slice(0, 7);
  const wanted = aMonth.safeParse(req.query['bulan']).data;
  const month = wanted && wanted <= thisMonth ? wanted : thisMonth;
  const last = monthIndex(thisMonth) - monthIndex(month) < shownMonths ? thisMonth : month;
  const months = Array.from({ length: shownMonths }, (_, n) => monthOf(monthIndex(last) - shownMonths + 1 + n));
  return { month, months, upt, rows: await workshopMonths(reader, { facility_id, from: months[0] ?? month, to: last }), capital: await capitalOf(reader, facility_id, month) };
}

async function shown(req: Req): Promise<Drawn> {
  if (!req.query['upt'] && !req.actor.facility_id) return new Response(null, { status: 303, headers: { location: nationalUrl() } });
  return req.read(async (reader) => breakEvenPage(req, await view(req, reader)));
}

async function sheet(req: Req): Promise<Response> {
  const t = sayBreakEven(req.locale);
  const { rows, month } = await req.read((reader) => view(req, reader));
  return downloadXlsx(`impas-${month}`, rows.map((row) => {
    const result = breakEven(row);
    const { missing, loses_on_each: _, ...figures } = result;
    return { ...row, ...figures, name: pick(req.locale, row), self: result.self_sufficiency_bp === null ? null : result.self_sufficiency_bp / 100, sold: row.pieces, at: result.pieces, missing: gapsInWords(req.locale, row, missing) };
  }), [
    { key: 'month', title: t('month'), kind: 'text' }, { key: 'name', title: t('workshop'), kind: 'text', width: 28 }, { key: 'sold', title: t('pieces'), kind: 'integer' }, { key: 'sales_idr', title: t('sales'), kind: 'money' }, { key: 'material_idr', title: t('material'), kind: 'money' }, { key: 'sheet_idr', title: t('sheetCosts'), kind: 'money' },
    { key: 'premi_idr', title: t('premi'), kind: 'money' }, { key: 'wages_idr', title: t('wages'), kind: 'money' }, { key: 'depreciation_idr', title: t('depreciation'), kind: 'money' }, { key: 'result_idr', title: t('result'), kind: 'money' }, { key: 'at', title: t('breakEven'), kind: 'integer' },
    { key: 'self', title: `${t('self')} (%)`, kind: 'number' }, { key: 'missing', title: t('lacking'), kind: 'text', width: 40 },
  ], { title: `${t('title')} ${month}` });
}

export const breakEvenRoutes: Route[] = [
  page({ path: '/bengkel/anggaran/impas', may: 'budget.read', show: shown }),
  file({ path: '/bengkel/anggaran/impas.xlsx', may: 'budget.read', send: sheet }),
  readEndpoint({
    path: '/api/v1/break-even', may: 'budget.read', tag: 'budget', summary: 'Costs, break-even point and self-sufficiency of each workshop in a month', query: z.strictObject({ facility: shortText.optional(), month: aMonth }),
    read: async (reader, { query: { facility, month } }) => {
      const facility_id = await facilityActedOn(reader, facility);
      const rows = await workshopMonths(reader, { facility_id, from: month, to: month });
      return { month, capital: await capitalOf(reader, facility_id, month), items: rows.map((row) => ({ ...row, ...breakEven(row), pieces_sold: row.pieces })), next_cursor: null };
    },
  }),
];

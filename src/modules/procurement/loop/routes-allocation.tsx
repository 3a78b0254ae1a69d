// /pusat/siklus/:year/pembagian: who makes what for whom.
import { z } from 'zod';
import type { FormState } from '#kernel/form-state.ts';
import { NotFound } from '#kernel/refusal.ts';
import { downloadXlsx, type Row } from '#kernel/sheets/index.ts';
import { file, form, idIn, page, plainForm, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { adoptAllocation, askAllocation, cancelAllocation, fixCell, freeCell } from './allocation-commands.ts';
import { allocationById, allocationsOf, cellsOf, fixesOf, makersFor, shortagesOf, sourcesOf, type CellRow } from './allocation-read-queries.ts';
import { solveSoon } from './allocation-run-commands.ts';
import { announcementOf } from './announcement-queries.ts';
import { newFix, shortReasons } from './loop.ts';
import { allocationLinePage, otherFacility } from './pages/allocation-line.tsx';
import { allocationPage, allocationsPage } from './pages/allocation.tsx';
import { yearIn } from './routes-headquarters.tsx';
import { kindsOf, surveyOf } from './survey-queries.ts';
import { allocationLineUrl, allocationsUrl, allocationUrl } from './urls.ts';
import { sayLoop } from './words.ts';
import { sayAllocation } from './words-allocation.ts';

const perPage = 100;
const cursor = z.string().regex(/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/);
const word = z.string().trim().min(1).max(100);

const listed = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const announcement = await announcementOf(reader, yearIn(req));
  return allocationsPage(req, { year: yearIn(req), rows: await allocationsOf(reader, yearIn(req)), fixes: announcement ? await fixesOf(reader, announcement.id) : [] }, state);
});
const opened = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const allocation = await allocationById(reader, idIn(req));
  if (allocation.year !== yearIn(req)) throw new NotFound();
  const filter = { jenis: word.safeParse(req.query['jenis']).data, upt: word.safeParse(req.query['upt']).data, tangan: req.query['tangan'] ? 'on' : undefined };
  const cells = await cellsOf(reader, allocation.id, { kind: filter.jenis, facility: filter.upt, by_hand: filter.tangan !== undefined }, { after: cursor.safeParse(req.query['after']).data, limit: perPage + 1 });
  const last = cells[perPage - 1];
  return allocationPage(req, {
    allocation, cells: cells.slice(0, perPage), shortages: await shortagesOf(reader, allocation.id), sources: await sourcesOf(reader, allocation.id), kinds: await kindsOf(reader, (await surveyOf(reader, allocation.year)).id), filter,
    next: cells.length > perPage && last ? `${last.demand_line_id}.${last.facility_id}` : undefined,
  }, state);
});
const explained = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const allocation = await allocationById(reader, idIn(req));
  const line = idIn(req, 'line');
  const cells = await cellsOf(reader, allocation.id, { line });
  const shortage = (await shortagesOf(reader, allocation.id, { line }))[0];
  if (allocation.year !== yearIn(req) || (cells.length === 0 && !shortage)) throw new NotFound();
  return allocationLinePage(req, { allocation, line, cells, shortage, makers: await makersFor(reader, line) }, state);
});

async function sheet(req: Req): Promise<Response> {
  const t = sayAllocation(req.locale);
  const say = sayLoop(req.locale);
  const { allocation, cells, shortages } = await req.read(async (reader) => {
    const found = await allocationById(reader, idIn(req));
    return { allocation: found, cells: await cellsOf(reader, found.id, {}, { limit: 100_000 }), shortages: await shortagesOf(reader, found.id, { limit: 100_000 }) };
  });
  const named = (row: { kind_name_id: string; kind_name_en: string }) => (req.locale === 'en' ? row.kind_name_en : row.kind_name_id);
  const rowOf = (row: CellRow): Row => ({ kind: named(row), item: row.item_text, agency: row.agency, place: row.regency, month: row.month, asked: row.asked, facility: row.facility, quantity: row.quantity, price_idr: row.price_idr, km: row.km, transport_idr: row.transport_idr, cost_idr: row.quantity * (row.price_idr + row.transport_idr), by_hand: row.by_hand ? t('byHand') : '', why: otherFacility(row, req.locale) });
  const rows: Row[] = [...cells.map(rowOf), ...shortages.map((row) => ({ kind: named(row), item: row.item_text, agency: row.agency, place: row.regency, month: Number(row.needed_by.slice(5, 7)), asked: row.asked, facility: t('short'), short: row.quantity, why: shortReasons[row.reason][req.locale] }))];
  return downloadXlsx(`pembagian-${allocation.year}-${allocation.version}`, rows, [
    { key: 'kind', title: say('kind'), kind: 'text', width: 24 }, { key: 'item', title: say('item'), kind: 'text', width: 30 }, { key: 'agency', title: say('agency'), kind: 'text', width: 34 }, { key: 'place', title: say('place'), kind: 'text', width: 24 }, { key: 'month', title: t('month'), kind: 'integer' }, { key: 'asked', title: say('asked'), kind: 'integer' },
    { key: 'facility', title: t('facility'), kind: 'text', width: 30 }, { key: 'quantity', title: say('quantity'), kind: 'integer', total: true }, { key: 'short', title: t('short'), kind: 'integer', total: true }, { key: 'price_idr', title: say('price'), kind: 'money' }, { key: 'km', title: 'km', kind: 'number' }, { key: 'transport_idr', title: t('transport'), kind: 'money' }, { key: 'cost_idr', title: t('cost'), kind: 'money', total: true },
    { key: 'by_hand', title: t('byHand'), kind: 'text' }, { key: 'why', title: t('why'), kind: 'text', width: 60 },
  ], { title: `${t('title')} ${allocation.year}, ${t('versionNo', { n: allocation.version })}` });
}

export const allocationRoutes: Route[] = [
  page({ path: '/pusat/siklus/:year/pembagian', may: 'loop.oversee', show: (req) => listed(req) }),
  // Solving begins when the wish is committed; one is in hand at a time, so a second click is refused and harmless.
  plainForm({
    path: '/pusat/siklus/:year/pembagian', may: 'allocation.prepare', fields: z.object({}), again: listed,
    act: async (_, req) => {
      const { id } = await req.write((tx) => askAllocation(tx, { year: yearIn(req) }));
      solveSoon(req.db);
      return { location: allocationUrl(yearIn(req), id), notice: sayAllocation(req.locale)('asked') };
    },
  }),
  page({ path: '/pusat/siklus/:year/pembagian/:id', may: 'loop.oversee', show: (req) => opened(req) }),
  form({ path: '/pusat/siklus/:year/pembagian/:id/batal', may: 'allocation.prepare', fields: z.object({}), again: opened, act: async (tx, _, req) => { await cancelAllocation(tx, { id: idIn(req) }); return { location: allocationUrl(yearIn(req), idIn(req)), notice: sayAllocation(req.locale)('cancelAsked') }; } }),
  form({ path: '/pusat/siklus/:year/pembagian/:id/tetapkan', may: 'allocation.adopt', fields: z.object({}), again: opened, act: async (tx, _, req) => { await adoptAllocation(tx, { id: idIn(req) }); return { location: allocationUrl(yearIn(req), idIn(req)), notice: sayAllocation(req.locale)('adoptedNotice') }; } }),
  file({ path: '/pusat/siklus/:year/pembagian/:id/pembagian.xlsx', may: 'loop.oversee', send: sheet }),
  page({ path: '/pusat/siklus/:year/pembagian/:id/baris/:line', may: 'loop.oversee', show: (req) => explained(req) }),
  form({ path: '/pusat/siklus/:year/pembagian/:id/baris/:line', may: 'allocation.prepare', fields: newFix, again: explained, act: async (tx, fix, req) => { await fixCell(tx, { year: yearIn(req), line: idIn(req, 'line'), ...fix }); return { location: allocationLineUrl(yearIn(req), idIn(req), idIn(req, 'line')), notice: sayAllocation(req.locale)('setNotice') }; } }),
  form({ path: '/pusat/siklus/:year/sel/:id/lepas', may: 'allocation.prepare', fields: z.object({}), again: listed, act: async (tx, _, req) => { await freeCell(tx, { id: idIn(req) }); return { location: allocationsUrl(yearIn(req)), notice: sayAllocation(req.locale)('freed') }; } }),
];

// Closing of months and years.
import { addDays, dayIn, formatMonth } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { month as monthField } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { NotFound } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, form, idIn, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn, regionalOffices } from '#organisation';
import { z } from 'zod';
import { ofUnit } from './choose-unit.tsx';
import { checklist, excuseWish, itemNames } from './month.ts';
import { approveYearClosing, askExcuse, askYearClosing, closeMonth, decideExcuse, lastDayOf, monthOf } from './month-commands.ts';
import { monthPage, monthsPage, overviewPage, type Overview } from './month-pages.tsx';
import { flowsIn, grantedIn, monthStates, unitMonths, yearStates } from './month-queries.ts';
import { askedMonth, monthsBack } from './routes-treasury.tsx';
import { monthsAllUrl, monthsUrl, monthUrl } from './urls.ts';
import { sayClose } from './words-close.ts';

const months = (req: Req, state?: FormState) => ofUnit(req, sayClose(req.locale)('months'), async (reader, facility_id) =>
  monthsPage(req, { months: await monthStates(reader, facility_id), years: await yearStates(reader, facility_id), today: await dayAt(reader, facility_id), upt: req.query['upt'] }, state));

const one = (req: Req, state?: FormState) => ofUnit(req, sayClose(req.locale)('months'), async (reader, facility_id) => {
  const month = askedMonth(req.params['month']);
  const [flow] = await flowsIn(reader, { month, facility_id });
  const { unit, items } = await monthOf(reader, { facility_id, month });
  return monthPage(req, { unit, items, flow, month, today: await dayAt(reader, facility_id), upt: req.query['upt'] }, state);
});

async function overviewOf(reader: Reader, month: string, office: string | undefined): Promise<Overview['units']> {
  const { value: blocking } = await ruleOn<string[]>(reader, 'close.blocking_items', lastDayOf(month));
  const granted = await grantedIn(reader, month);
  const flows = new Map((await flowsIn(reader, { month })).map((flow) => [flow.facility_id, flow]));
  return (await unitMonths(reader, { month, office: office ?? null })).map((unit) => ({
    ...unit, flow: flows.get(unit.facility_id), stops: checklist(unit.open, { blocking, excuses: granted.filter((each) => each.facility_id === unit.facility_id) }).filter((each) => each.stops).map((each) => each.item),
  }));
}
const lastMonth = (now: Date): string => addDays(`${dayIn('Asia/Jakarta', now).slice(0, 7)}-01`, -1).slice(0, 7);
const overview = (req: Req) => req.read(async (reader) => {
  const month = monthField.safeParse(req.query['bulan']).data ?? lastMonth(req.now);
  const office = req.query['kanwil']?.slice(0, 40);
  return overviewPage(req, { month, months: monthsBack(dayIn('Asia/Jakarta', req.now), 13), office, offices: req.actor.facility_ids === 'all' ? await regionalOffices(reader) : [], units: await overviewOf(reader, month, office) });
});

const yearOf = (text: string | undefined): number => {
  const year = z.coerce.number().int().min(2000).max(2100).safeParse(text).data;
  if (year === undefined) throw new NotFound();
  return year;
};
const tag = 'pay';
const unit = z.strictObject({ facility: z.string().max(60).optional() });
export const monthRoutes: Route[] = [
  page({ path: '/bengkel/tutup-bulan', may: 'month.read', show: (req) => months(req) }),
  page({ path: '/bengkel/tutup-bulan/:month', may: 'month.read', show: (req) => one(req) }),
  form({ path: '/bengkel/tutup-bulan/:month/tutup', may: 'month.close', fields: z.object({}), again: one, act: async (tx, _, req) => { const month = askedMonth(req.params['month']); await closeMonth(tx, { facility_id: await facilityActedOn(tx), month }); return { location: monthUrl(month), notice: sayClose(req.locale)('closedNow', { month: formatMonth(month, req.locale) }) }; } }),
  form({ path: '/bengkel/tutup-bulan/:month/alasan', may: 'month.ask_excuse', fields: excuseWish, again: one, act: async (tx, wish, req) => { const month = askedMonth(req.params['month']); await askExcuse(tx, { facility_id: await facilityActedOn(tx), month, ...wish }); return { location: monthUrl(month), notice: sayClose(req.locale)('askedNow') }; } }),
  ...(['izinkan', 'tolak'] as const).map((act) => form({ path: `/bengkel/tutup-bulan/alasan/:id/${act}`, may: 'month.grant_excuse', fields: z.object({}), again: months, act: async (tx, _, req) => { const { month } = await decideExcuse(tx, { id: idIn(req), granted: act === 'izinkan' }); return { location: monthUrl(month), notice: sayClose(req.locale)('decidedNow') }; } })),
  form({ path: '/bengkel/tutup-bulan/tahun/:year/ajukan', may: 'month.close', fields: z.object({}), again: months, act: async (tx, _, req) => { const year = yearOf(req.params['year']); await askYearClosing(tx, { facility_id: await facilityActedOn(tx), year }); return { location: monthsUrl(), notice: sayClose(req.locale)('yearAsked', { year }) }; } }),
  form({ path: '/bengkel/tutup-bulan/tahun/:year/setuju', may: 'year.approve', fields: z.object({}), again: months, act: async (tx, _, req) => { const year = yearOf(req.params['year']); await approveYearClosing(tx, { facility_id: await facilityActedOn(tx), year }); return { location: monthsUrl(), notice: sayClose(req.locale)('yearClosed', { year }) }; } }),
  page({ path: monthsAllUrl, may: 'month.oversee', show: overview }),
  file({
    path: `${monthsAllUrl}/daftar.xlsx`, may: 'month.oversee',
    send: async (req) => {
      const t = sayClose(req.locale);
      const month = monthField.safeParse(req.query['bulan']).data ?? lastMonth(req.now);
      const rows = await req.read((reader) => overviewOf(reader, month, req.query['kanwil']?.slice(0, 40)));
      return downloadXlsx(`tutup-bulan-${month}`, rows.map((row) => ({ name: row.facility_name, state: t(row.closed_at ? 'closed' : 'open'), blocked: row.stops.map((item) => itemNames[item][req.locale]).join(', '), ...row.flow })), [
        { key: 'name', title: t('facility'), kind: 'text', width: 30 }, { key: 'state', title: t('state'), kind: 'text' }, { key: 'blocked', title: t('blocked'), kind: 'text', width: 40 }, { key: 'sold_idr', title: t('sold'), kind: 'money', total: true }, { key: 'received_idr', title: t('received'), kind: 'money', total: true }, { key: 'worker_idr', title: t('workers'), kind: 'money', total: true }, { key: 'state_idr', title: t('stateShare'), kind: 'money', total: true }, { key: 'capital_idr', title: t('capital'), kind: 'money', total: true },
      ], { title: `${t('overview')} ${month}` });
    },
  }),
  readEndpoint({ path: '/api/v1/months/:month', may: 'month.read', tag, summary: 'A month’s checklist: what is open, what stops the closing, what was excused', query: unit, read: async (reader, { params, query }) => {
    const { unit: found, items } = await monthOf(reader, { facility_id: await facilityActedOn(reader, query.facility), month: askedMonth(params['month']) });
    return { month: params['month'], facility: found.facility_code, closed_at: found.closed_at, items: items.map(({ excuse, ...each }) => ({ ...each, reason: excuse?.state === 'granted' ? excuse.reason : null })) };
  } }),
  readEndpoint({ path: '/api/v1/months/:month/facilities', may: 'month.oversee', tag, summary: 'Every facility’s month: closed or what stops it, with its money', query: z.strictObject({ office: z.string().max(40).optional() }), read: async (reader, { params, query }) => ({ items: (await overviewOf(reader, askedMonth(params['month']), query.office)).map(({ facility_id: _, ...row }) => row), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/ledger/periods/:month/closure', may: 'month.close', tag, summary: 'Closes a month that is over, when nothing stops it', body: unit, act: async (tx, { params, body }) => ({ ...(await closeMonth(tx, { facility_id: await facilityActedOn(tx, body.facility), month: askedMonth(params['month']) })), state: 'closed' }) }),
  writeEndpoint({ path: '/api/v1/months/:month/excuses', may: 'month.ask_excuse', tag, summary: 'Asks to close with something open, and why', body: excuseWish, act: async (tx, { params, body }) => askExcuse(tx, { facility_id: await facilityActedOn(tx), month: askedMonth(params['month']), ...body }) }),
  writeEndpoint({ path: '/api/v1/months/excuses/:id/decision', may: 'month.grant_excuse', tag, summary: 'Another person grants or refuses the reason', body: z.strictObject({ granted: z.boolean() }), act: (tx, { params, body }) => decideExcuse(tx, { id: params['id'] ?? '', granted: body.granted }) }),
  writeEndpoint({ path: '/api/v1/years/:year/closing-request', may: 'month.close', tag, summary: 'Asks for a year to be closed over its closed months', body: unit, act: async (tx, { params, body }) => { await askYearClosing(tx, { facility_id: await facilityActedOn(tx, body.facility), year: yearOf(params['year']) }); return { year: yearOf(params['year']), state: 'asked' }; } }),
  writeEndpoint({ path: '/api/v1/years/:year/closing', may: 'year.approve', tag, summary: 'Another person closes the year: its months stay closed', body: unit, act: async (tx, { params, body }) => { await approveYearClosing(tx, { facility_id: await facilityActedOn(tx, body.facility), year: yearOf(params['year']) }); return { year: yearOf(params['year']), state: 'closed' }; } }),
];

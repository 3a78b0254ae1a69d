// Receivables and cash.
import { addDays, addWorkingDays, dayIn, isWorkingDay } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { longText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { ruleOn } from '#kernel/rules.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, form, idIn, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { balanceOf } from '#ledger';
import { dayAt, facilityActedOn, facilityById, holidays } from '#organisation';
import { z } from 'zod';
import { differenceWish, giveWish, takeWish } from './cash.ts';
import { decideDifference, giveCash, refuseCash, takeCash } from './cash-commands.ts';
import { cashPage } from './cash-pages.tsx';
import { bundles, differences, heldCash } from './cash-queries.ts';
import { ofUnit } from './choose-unit.tsx';
import { ageOf, ages, reminderWish } from './receivable.ts';
import { recordReminder } from './receivable-commands.ts';
import { receivablesAllPage, receivablesPage } from './receivable-pages.tsx';
import { receivables, reminders, type Receivable } from './receivable-queries.ts';
import { cashUrl, receivablesAllUrl, receivablesUrl } from './urls.ts';
import { ageNames, sayRevenue } from './words.ts';

const perPage = 50;
export function workingDaysBetween(from: string, to: string, free: ReadonlySet<string>): number {
  let n = 0;
  for (let day = addDays(from, 1); day <= to && n < 999; day = addDays(day, 1)) if (isWorkingDay(day, free)) n++;
  return n;
}

const owed = (req: Req, state?: FormState) => ofUnit(req, sayRevenue(req.locale)('receivables'), async (reader, facility_id) => {
  const today = await dayAt(reader, facility_id);
  const { value: steps } = await ruleOn<number[]>(reader, 'receivable.reminder_days', today, facility_id);
  return receivablesPage(req, {
    rows: await receivables(reader, { facility_id, today }), sent: await reminders(reader, facility_id), steps, account_idr: await balanceOf(reader, { facility_id, account: '1200' }),
    upt: req.query['upt'], age: ages.find((each) => each === req.query['umur']),
  }, state);
});
const jakarta = (reader: Reader) => dayIn('Asia/Jakarta', reader.now);

const cash = (req: Req, state?: FormState) => ofUnit(req, sayRevenue(req.locale)('cash'), async (reader, facility_id) => {
  const { timezone } = await facilityById(reader, facility_id);
  const today = await dayAt(reader, facility_id);
  const free = await holidays(reader);
  const days = await ruleOn<number>(reader, 'cash.max_working_days', today, facility_id);
  const rows = await bundles(reader, { facility_id, before: (req.query['sebelum'] ?? '').slice(0, 40), limit: perPage });
  const last = rows.length === perPage ? rows.at(-1)?.number : undefined;
  const held = (await heldCash(reader, facility_id)).map((piece) => { const until = addWorkingDays(piece.oldest_on, days.value, free); return { ...piece, until, late_days: workingDaysBetween(until, today, free) }; });
  return cashPage(req, {
    held, days, bundles: rows, differences: await differences(reader, facility_id), max: await ruleOn<number>(reader, 'cash.max_idr', today, facility_id), account_idr: await balanceOf(reader, { facility_id, account: '1110' }), zone: timezone,
    next: last ? `${cashUrl()}?sebelum=${last}${req.query['upt'] ? `&upt=${req.query['upt']}` : ''}` : undefined,
  }, state);
});

function sheet(req: Req, rows: Receivable[]): Response {
  const t = sayRevenue(req.locale);
  return downloadXlsx('piutang', rows.map((row) => ({ ...row, age: ageNames[ageOf(row)][req.locale] })), [
    { key: 'facility_name', title: t('facility'), kind: 'text' }, { key: 'order_number', title: t('order'), kind: 'text' }, { key: 'buyer', title: t('buyer'), kind: 'text', width: 30 }, { key: 'since', title: t('since'), kind: 'date' }, { key: 'days', title: t('days', { n: '' }).trim(), kind: 'integer' }, { key: 'age', title: t('age'), kind: 'text' }, { key: 'balance_idr', title: t('owed'), kind: 'money', total: true },
  ], { title: t('receivables') });
}

const tag = 'pay';
const unit = z.string().max(60).optional();
export const moneyRoutes: Route[] = [
  page({ path: '/bengkel/piutang', may: 'receivable.read', show: (req) => owed(req) }),
  form({
    path: '/bengkel/piutang', may: 'receivable.remind', fields: reminderWish, again: owed,
    act: async (tx, wish, req) => { const { step } = await recordReminder(tx, { facility_id: await facilityActedOn(tx), ...wish }); return { location: receivablesUrl(), notice: sayRevenue(req.locale)('reminded', { n: step }) }; },
  }),
  file({ path: '/bengkel/piutang/daftar.xlsx', may: 'receivable.read', send: async (req) => sheet(req, await req.read(async (reader) => { const facility_id = await facilityActedOn(reader, req.query['upt']); return receivables(reader, { facility_id, today: await dayAt(reader, facility_id) }); })) }),
  page({ path: receivablesAllUrl, may: 'receivable.oversee', show: (req) => req.read(async (reader) => receivablesAllPage(req, await receivables(reader, { today: jakarta(reader) }))) }),
  file({ path: `${receivablesAllUrl}/daftar.xlsx`, may: 'receivable.oversee', send: async (req) => sheet(req, await req.read((reader) => receivables(reader, { today: jakarta(reader) }))) }),
  readEndpoint({
    path: '/api/v1/receivables', may: 'receivable.read', tag, summary: 'What buyers owe by order with its age; over every facility in reach when none is named. The sum is account 1200.', query: z.strictObject({ facility: unit, age: z.enum(ages).optional() }),
    read: async (reader, { query }) => {
      const facility_id = query.facility || reader.actor.facility_id ? await facilityActedOn(reader, query.facility) : null;
      const rows = await receivables(reader, { facility_id, today: facility_id ? await dayAt(reader, facility_id) : jakarta(reader) });
      const items = rows.map(({ facility_id: _, order_id: __, phone: ___, ...row }) => ({ ...row, age: ageOf(row) })).filter((row) => query.age === undefined || row.age === query.age);
      return { items, total_idr: items.reduce((sum, row) => sum + row.balance_idr, 0), next_cursor: null };
    },
  }),
  writeEndpoint({ path: '/api/v1/receivables/reminders', may: 'receivable.remind', tag, summary: 'Records that a buyer was reminded: the step that is due', body: reminderWish, act: async (tx, { body }) => recordReminder(tx, { facility_id: await facilityActedOn(tx), ...body }) }),
  page({ path: '/bengkel/kas', may: 'cash.read', show: (req) => cash(req) }),
  form({ path: '/bengkel/kas', may: 'cash.give', fields: giveWish, again: cash, act: async (tx, wish, req) => { const { number } = await giveCash(tx, { facility_id: await facilityActedOn(tx), ...wish }); return { location: cashUrl(), notice: sayRevenue(req.locale)('given', { number }) }; } }),
  form({
    path: '/bengkel/kas/:id/terima', may: 'cash.take', fields: takeWish, again: cash,
    act: async (tx, wish, req) => { const { number, difference } = await takeCash(tx, { id: idIn(req), ...wish }); return { location: cashUrl(), notice: difference ? sayRevenue(req.locale)('takenDiffers', { number, difference }) : sayRevenue(req.locale)('taken', { number }) }; },
  }),
  form({ path: '/bengkel/kas/:id/kembalikan', may: 'cash.take', fields: z.object({ reason: longText }), again: cash, act: async (tx, { reason }, req) => { const { number } = await refuseCash(tx, { id: idIn(req), reason }); return { location: cashUrl(), notice: sayRevenue(req.locale)('sentBack', { number }) }; } }),
  form({ path: '/bengkel/kas/selisih/:id', may: 'cash.decide', fields: differenceWish, again: cash, act: async (tx, wish, req) => { const { number } = await decideDifference(tx, { id: idIn(req), ...wish }); return { location: `${cashUrl()}#selisih`, notice: sayRevenue(req.locale)('differenceDecided', { number }) }; } }),
  readEndpoint({ path: '/api/v1/cash', may: 'cash.read', tag, summary: 'Cash in hand of a facility, what is on its way and what differed', query: z.strictObject({ facility: unit }), read: async (reader, { query }) => {
    const facility_id = await facilityActedOn(reader, query.facility);
    return { held: await heldCash(reader, facility_id), bundles: await bundles(reader, { facility_id }), differences: await differences(reader, facility_id), balance_idr: await balanceOf(reader, { facility_id, account: '1110' }) };
  } }),
  writeEndpoint({ path: '/api/v1/cash/bundles', may: 'cash.give', tag, summary: 'Counts out all the cash one holds: to a colleague, or with the slip to the bank', body: giveWish, act: async (tx, { body }) => giveCash(tx, { facility_id: await facilityActedOn(tx), ...body }) }),
  writeEndpoint({ path: '/api/v1/cash/bundles/:id/count', may: 'cash.take', tag, summary: 'Another person counts it again, or sees it on the account', body: takeWish, act: (tx, { params, body }) => takeCash(tx, { id: params['id'] ?? '', ...body }) }),
  writeEndpoint({ path: '/api/v1/cash/bundles/:id/refusal', may: 'cash.take', tag, summary: 'Gives a bundle back to its giver', body: z.strictObject({ reason: longText }), act: (tx, { params, body }) => refuseCash(tx, { id: params['id'] ?? '', ...body }) }),
  writeEndpoint({ path: '/api/v1/cash/differences/:id/decision', may: 'cash.decide', tag, summary: 'Decides a difference, by another person than who found it', body: differenceWish, act: (tx, { params, body }) => decideDifference(tx, { id: params['id'] ?? '', ...body }) }),
];

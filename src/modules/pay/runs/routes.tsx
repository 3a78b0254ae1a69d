import { z } from 'zod';
import { addDays, dayIn } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { longText, month as monthField } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { ruleOn } from '#kernel/rules.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, form, idIn, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn } from '#organisation';
import { deductionsPage, oversightPage, runPage, runsPage } from './pages.tsx';
import { deductionWish, runWish } from './run.ts';
import { approveDeduction, approveRun, prepareRun, recordDeduction, refuseRun } from './run-commands.ts';
import { decidedKinds, deductionsOf, peopleOf, runById, runLines, runs, unitWages } from './run-queries.ts';
import { hourlyPay } from '../watch/delay-queries.ts';
import { deductionsUrl, oversightUrl, runsUrl, runUrl } from './urls.ts';
import { say } from './words.ts';

const perPage = 100;
/** The months before this one, newest first. */
function pastMonths(today: string, n: number): string[] {
  const months: string[] = [];
  for (let day = addDays(`${today.slice(0, 7)}-01`, -1); months.length < n; day = addDays(`${day.slice(0, 7)}-01`, -1)) months.push(day.slice(0, 7));
  return months;
}

function list(req: Req, state?: FormState) {
  const upt = req.query['upt'];
  if (!upt && !req.actor.facility_id) return new Response(null, { status: 303, headers: { location: oversightUrl } });
  return req.read(async (reader) => {
    const facility_id = await facilityActedOn(reader, upt);
    return runsPage(req, { runs: await runs(reader, { facility_id }), months: pastMonths(await dayAt(reader, facility_id), 6), upt }, state);
  });
}

const one = (req: Req, state?: FormState) => req.read(async (reader) => {
  const run = await runById(reader, idIn(req));
  const lines = await runLines(reader, run, { after: (req.query['sesudah'] ?? '').slice(0, 20), limit: perPage + 1 });
  const shown = lines.slice(0, perPage);
  return runPage(req, { run, lines: shown, upt: req.query['upt'], next: lines.length > perPage ? `${runUrl(run.id)}?sesudah=${shown.at(-1)?.roster_code ?? ''}` : undefined }, state);
});

const deductions = (req: Req, state?: FormState) => req.read(async (reader: Reader) => {
  const facility_id = await facilityActedOn(reader, req.query['upt']);
  const today = await dayAt(reader, facility_id);
  return deductionsPage(req, { rows: await deductionsOf(reader, facility_id), kinds: await decidedKinds(reader), workers: await peopleOf(reader, facility_id), cap: await ruleOn<number>(reader, 'wage.deduction_cap_bp', today, facility_id), today }, state);
});

const oversight = (req: Req) => req.read(async (reader) => {
  const today = dayIn('Asia/Jakarta', req.now);
  const months = pastMonths(today, 12);
  const month = monthField.safeParse(req.query['bulan']).data ?? months[0] ?? today.slice(0, 7);
  const comparison = { month, hourly: await hourlyPay(reader, { month }), alarm: await ruleOn<number>(reader, 'wage.minimum_alarm_percent', today), smallest: (await ruleOn<number>(reader, 'fairness.smallest_group', today)).value };
  return oversightPage(req, { month, months, units: await unitWages(reader, month, today), comparison });
});

async function sheet(req: Req): Promise<Response> {
  const t = say(req.locale);
  const { run, lines } = await req.read(async (reader) => {
    const found = await runById(reader, idIn(req));
    return { run: found, lines: await runLines(reader, found, { limit: 20_000 }) };
  });
  return downloadXlsx(`upah-${run.month}`, lines, [
    { key: 'roster_code', title: t('person'), kind: 'text' }, { key: 'sessions', title: t('sessions'), kind: 'integer' }, { key: 'minutes', title: 'menit', kind: 'integer' },
    { key: 'earned_idr', title: t('earned'), kind: 'money' }, { key: 'earlier_idr', title: t('earlier'), kind: 'money' }, { key: 'allowance_idr', title: t('beside'), kind: 'money' }, { key: 'gross_idr', title: t('gross'), kind: 'money', total: true }, { key: 'deducted_idr', title: t('kept'), kind: 'money', total: true }, { key: 'net_idr', title: t('net'), kind: 'money', total: true },
  ], { title: t('run', { number: run.number }) });
}

const tag = 'pay';
const unit = z.string().max(60).optional();
export const runRoutes: Route[] = [
  page({ path: '/bengkel/premi/upah', may: 'run.read', show: (req) => list(req) }),
  form({
    path: '/bengkel/premi/upah', may: 'run.prepare', again: list, fields: z.object({ month: monthField }),
    act: async (tx, { month }, req) => { const run = await prepareRun(tx, { facility_id: await facilityActedOn(tx), month }); return { location: runUrl(run.id), notice: say(req.locale)('computedNotice', { number: run.number }) }; },
  }),
  page({ path: '/bengkel/premi/upah/:id', may: 'run.read', show: (req) => one(req) }),
  file({ path: '/bengkel/premi/upah/:id/daftar.xlsx', may: 'run.read', send: sheet }),
  form({ path: '/bengkel/premi/upah/:id/setuju', may: 'run.approve', again: one, fields: z.object({}), act: async (tx, _, req) => { const { journal } = await approveRun(tx, { id: idIn(req) }); return { location: runUrl(idIn(req)), notice: say(req.locale)('approvedNotice', { journal }) }; } }),
  form({ path: '/bengkel/premi/upah/:id/tolak', may: 'run.approve', again: one, fields: z.object({ reason: longText }), act: async (tx, input, req) => { await refuseRun(tx, { id: idIn(req), ...input }); return { location: runsUrl(), notice: say(req.locale)('refusedNotice') }; } }),
  page({ path: '/bengkel/premi/potongan', may: 'deduction.read', show: (req) => deductions(req) }),
  form({ path: '/bengkel/premi/potongan', may: 'deduction.record', again: deductions, fields: deductionWish, act: async (tx, wish, req) => { await recordDeduction(tx, wish); return { location: deductionsUrl(), notice: say(req.locale)('recordedNotice') }; } }),
  form({ path: '/bengkel/premi/potongan/:id/setuju', may: 'deduction.approve', again: deductions, fields: z.object({}), act: async (tx, _, req) => { await approveDeduction(tx, { id: idIn(req) }); return { location: deductionsUrl(), notice: say(req.locale)('deductionApproved') }; } }),
  page({ path: '/pusat/premi', may: 'run.oversee', show: oversight }),
  readEndpoint({
    path: '/api/v1/pay-runs', may: 'run.read', tag, summary: 'Pay runs of a facility, newest first', query: z.strictObject({ facility: unit, cursor: z.string().max(40).optional(), limit: z.coerce.number().int().min(1).max(100).default(24) }),
    read: async (reader, { query }) => {
      const items = await runs(reader, { facility_id: await facilityActedOn(reader, query.facility), before: query.cursor ?? '', limit: query.limit });
      return { items, next_cursor: items.length === query.limit ? (items.at(-1)?.number ?? null) : null };
    },
  }),
  readEndpoint({
    path: '/api/v1/pay-runs/:id', may: 'run.read', tag, summary: 'A pay run with its lines, by roster code', query: z.strictObject({ cursor: z.string().max(20).optional(), limit: z.coerce.number().int().min(1).max(500).default(200) }),
    read: async (reader, { query, params }) => {
      const run = await runById(reader, params['id'] ?? '');
      const items = await runLines(reader, run, { after: query.cursor ?? '', limit: query.limit });
      return { ...run, items: items.map(({ name: _, ...line }) => line), next_cursor: items.length === query.limit ? (items.at(-1)?.roster_code ?? null) : null };
    },
  }),
  writeEndpoint({ path: '/api/v1/pay-runs', may: 'run.prepare', tag, summary: "Computes a month's wages by the session; nothing is paid yet", body: runWish, act: async (tx, { body }) => prepareRun(tx, { facility_id: await facilityActedOn(tx, body.facility), month: body.month }) }),
  writeEndpoint({ path: '/api/v1/pay-runs/:id/approval', may: 'run.approve', tag, summary: 'Another person: computed anew, agreed to the rupiah, posted', body: z.strictObject({}), act: (tx, { params }) => approveRun(tx, { id: params['id'] ?? '' }) }),
  writeEndpoint({ path: '/api/v1/pay-runs/:id/refusal', may: 'run.approve', tag, summary: 'Refuses a run with a reason', body: z.strictObject({ reason: longText }), act: (tx, { params, body }) => refuseRun(tx, { id: params['id'] ?? '', ...body }) }),
  writeEndpoint({ path: '/api/v1/deductions', may: 'deduction.record', tag, summary: 'A claim on wages by decision or agreement', body: deductionWish, act: (tx, { body }) => recordDeduction(tx, body) }),
  writeEndpoint({ path: '/api/v1/deductions/:id/approval', may: 'deduction.approve', tag, summary: 'A second person lets a deduction hold', body: z.strictObject({}), act: async (tx, { params }) => { await approveDeduction(tx, { id: params['id'] ?? '' }); return { id: params['id'], approved: true }; } }),
];

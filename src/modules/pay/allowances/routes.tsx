import { z } from 'zod';
import { addDays } from '#kernel/calendar.ts';
import { longText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { form, idIn, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn } from '#organisation';
import { ofUnit } from '../revenue/choose-unit.tsx';
import { peopleOf } from '../runs/run-queries.ts';
import { wageGrades } from '../wage-queries.ts';
import { allowanceWish, closeWish, gradeWish, kindWish } from './allowance.ts';
import { adoptAllowanceKind, approveAllowance, approveGrade, grantAllowance, recordGrade, refuseAllowance } from './allowance-commands.ts';
import { allowanceKinds, allowances, corrections, grades } from './allowance-queries.ts';
import { closeCorrection } from './correction-commands.ts';
import { besidePage, kindsPage } from './pages.tsx';
import { allowancesUrl, gradesUrl, kindsUrl } from './urls.ts';
import { say } from './words.ts';

const beside = (req: Req, state?: FormState) => ofUnit(req, say(req.locale)('title'), async (reader, facility_id) => {
  const today = await dayAt(reader, facility_id);
  const months = [today.slice(0, 7)];
  for (let day = addDays(`${today.slice(0, 7)}-01`, -1); months.length < 6; day = addDays(`${day.slice(0, 7)}-01`, -1)) months.push(day.slice(0, 7));
  const kinds = (await allowanceKinds(reader)).filter((kind) => kind.from <= today && (kind.to === null || kind.to > today));
  return besidePage(req, { rows: await allowances(reader, { facility_id }), corrections: await corrections(reader, facility_id), grades: await grades(reader, facility_id), kinds, levels: await wageGrades(reader), workers: await peopleOf(reader, facility_id), months, today }, state);
});
const kinds = (req: Req, state?: FormState) => req.read(async (reader) => kindsPage(req, await allowanceKinds(reader), state));

const tag = 'pay';
const unit = z.string().max(60).optional();
export const allowanceRoutes: Route[] = [
  page({ path: '/bengkel/premi/tambahan', may: 'allowance.read', show: (req) => beside(req) }),
  form({ path: '/bengkel/premi/tambahan', may: 'allowance.grant', fields: allowanceWish, again: beside, act: async (tx, wish, req) => { const { number } = await grantAllowance(tx, wish); return { location: allowancesUrl(), notice: say(req.locale)('granted', { number }) }; } }),
  form({ path: '/bengkel/premi/tambahan/:id/setuju', may: 'allowance.approve', fields: z.object({}), again: beside, act: async (tx, _, req) => { const { number } = await approveAllowance(tx, { id: idIn(req) }); return { location: allowancesUrl(), notice: say(req.locale)('approvedNotice', { number }) }; } }),
  form({ path: '/bengkel/premi/tambahan/:id/tolak', may: 'allowance.approve', fields: z.object({ reason: longText }), again: beside, act: async (tx, { reason }, req) => { const { number } = await refuseAllowance(tx, { id: idIn(req), reason }); return { location: allowancesUrl(), notice: say(req.locale)('refusedNotice', { number }) }; } }),
  form({ path: '/bengkel/premi/koreksi/:id/bayar', may: 'allowance.grant', fields: allowanceWish.omit({ correction_id: true }), again: beside, act: async (tx, wish, req) => { const { number } = await grantAllowance(tx, { ...wish, correction_id: idIn(req) }); return { location: allowancesUrl(), notice: say(req.locale)('granted', { number }) }; } }),
  form({ path: '/bengkel/premi/koreksi/:id/tutup', may: 'correction.close', fields: closeWish, again: beside, act: async (tx, { reason }, req) => { const { objection } = await closeCorrection(tx, { id: idIn(req), reason }); return { location: allowancesUrl(), notice: say(req.locale)('closedNotice', { objection }) }; } }),
  form({ path: '/bengkel/premi/golongan', may: 'grade.record', fields: gradeWish, again: beside, act: async (tx, wish, req) => { await recordGrade(tx, wish); return { location: `${allowancesUrl()}#golongan`, notice: say(req.locale)('gradeRecorded') }; } }),
  form({ path: `${gradesUrl}/:id/setuju`, may: 'grade.approve', fields: z.object({}), again: beside, act: async (tx, _, req) => { await approveGrade(tx, { id: idIn(req) }); return { location: `${allowancesUrl()}#golongan`, notice: say(req.locale)('gradeApproved') }; } }),
  page({ path: kindsUrl, may: 'rules.read', show: (req) => kinds(req) }),
  form({ path: kindsUrl, may: 'allowance.adopt_kind', fields: kindWish, again: kinds, act: async (tx, wish, req) => { await adoptAllowanceKind(tx, wish); return { location: kindsUrl, notice: say(req.locale)('adopted', { code: wish.code }) }; } }),
  readEndpoint({
    path: '/api/v1/allowances', may: 'allowance.read', tag, summary: 'Bonus and allowances of a facility, newest first', query: z.strictObject({ facility: unit, cursor: z.string().max(40).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    read: async (reader, { query }) => {
      const items = await allowances(reader, { facility_id: await facilityActedOn(reader, query.facility), before: query.cursor ?? '', limit: query.limit });
      return { items, next_cursor: items.length === query.limit ? items.at(-1)?.number ?? null : null };
    },
  }),
  readEndpoint({ path: '/api/v1/allowance-kinds', may: 'rules.read', tag, summary: 'Kinds of bonus and allowance with their dated terms', read: async (reader) => ({ items: await allowanceKinds(reader) }) }),
  readEndpoint({ path: '/api/v1/pay-corrections', may: 'allowance.read', tag, summary: 'Corrections that upheld objections ask for, open ones first', query: z.strictObject({ facility: unit }), read: async (reader, { query }) => ({ items: await corrections(reader, await facilityActedOn(reader, query.facility)) }) }),
  writeEndpoint({ path: '/api/v1/allowances', may: 'allowance.grant', tag, summary: 'Proposes a bonus or an allowance for a person and a month', body: allowanceWish, act: (tx, { body }) => grantAllowance(tx, body) }),
  writeEndpoint({ path: '/api/v1/allowances/:id/approval', may: 'allowance.approve', tag, summary: 'A second person approves: the next run of the month pays it', body: z.strictObject({}), act: (tx, { params }) => approveAllowance(tx, { id: idIn({ params }) }) }),
  writeEndpoint({ path: '/api/v1/allowances/:id/refusal', may: 'allowance.approve', tag, summary: 'Refuses a bonus or an allowance with a reason', body: z.strictObject({ reason: longText }), act: (tx, { params, body }) => refuseAllowance(tx, { id: idIn({ params }), ...body }) }),
  writeEndpoint({ path: '/api/v1/worker-grades', may: 'grade.record', tag, summary: 'The grade of a person’s work from a day on', body: gradeWish, act: (tx, { body }) => recordGrade(tx, body) }),
  writeEndpoint({ path: '/api/v1/worker-grades/:id/approval', may: 'grade.approve', tag, summary: 'A second person lets a grade count', body: z.strictObject({}), act: async (tx, { params }) => { await approveGrade(tx, { id: idIn({ params }) }); return { id: params['id'], approved: true }; } }),
];

import { z } from 'zod';
import { addDays } from '#kernel/calendar.ts';
import { longText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { ruleOn } from '#kernel/rules.ts';
import { form, idIn, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn } from '#organisation';
import { ofUnit } from '../revenue/choose-unit.tsx';
import { peopleOf } from '../runs/run-queries.ts';
import { advanceWish } from './advance.ts';
import { approveAdvance, proposeAdvance, refuseAdvance } from './advance-commands.ts';
import { advances } from './advance-queries.ts';
import { advancesPage } from './pages.tsx';
import { advancesUrl } from './urls.ts';
import { say } from './words.ts';

const list = (req: Req, state?: FormState) => ofUnit(req, say(req.locale)('title'), async (reader, facility_id) => {
  const today = await dayAt(reader, facility_id);
  const months = [`${addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7)}`, today.slice(0, 7), addDays(`${today.slice(0, 7)}-01`, 32).slice(0, 7)];
  return advancesPage(req, { rows: await advances(reader, facility_id), workers: await peopleOf(reader, facility_id), most: await ruleOn<number>(reader, 'advance.max_idr', today, facility_id), months }, state);
});
const tag = 'pay';
export const advanceRoutes: Route[] = [
  page({ path: '/bengkel/premi/uang-muka', may: 'deduction.read', show: (req) => list(req) }),
  form({ path: '/bengkel/premi/uang-muka', may: 'advance.propose', fields: advanceWish, again: list, act: async (tx, wish, req) => { const { number } = await proposeAdvance(tx, wish); return { location: advancesUrl(), notice: say(req.locale)('proposed', { number }) }; } }),
  form({ path: '/bengkel/premi/uang-muka/:id/setuju', may: 'advance.approve', fields: z.object({}), again: list, act: async (tx, _, req) => { const { number } = await approveAdvance(tx, { id: idIn(req) }); return { location: advancesUrl(), notice: say(req.locale)('approvedNotice', { number }) }; } }),
  form({ path: '/bengkel/premi/uang-muka/:id/tolak', may: 'advance.approve', fields: z.object({ reason: longText }), again: list, act: async (tx, { reason }, req) => { const { number } = await refuseAdvance(tx, { id: idIn(req), reason }); return { location: advancesUrl(), notice: say(req.locale)('refusedNotice', { number }) }; } }),
  readEndpoint({ path: '/api/v1/advances', may: 'deduction.read', tag, summary: 'Advances on wages by roster code, with what is repaid and left', query: z.strictObject({ facility: z.string().max(60).optional() }), read: async (reader, { query }) => ({ items: await advances(reader, await facilityActedOn(reader, query.facility)) }) }),
  writeEndpoint({ path: '/api/v1/advances', may: 'advance.propose', tag, summary: 'Proposes an advance by agreement', body: advanceWish, act: (tx, { body }) => proposeAdvance(tx, body) }),
  writeEndpoint({ path: '/api/v1/advances/:id/approval', may: 'advance.approve', tag, summary: 'A second person approves: into the savings, repaid through the ordered claims', body: z.strictObject({}), act: (tx, { params }) => approveAdvance(tx, { id: idIn({ params }) }) }),
  writeEndpoint({ path: '/api/v1/advances/:id/refusal', may: 'advance.approve', tag, summary: 'Refuses an advance with a reason', body: z.strictObject({ reason: longText }), act: (tx, { params, body }) => refuseAdvance(tx, { id: idIn({ params }), ...body }) }),
];

import { z } from 'zod';
import { addDays } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { longText, parse } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { Invalid } from '#kernel/refusal.ts';
import { form, idIn, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn } from '#organisation';
import { ofUnit } from '../revenue/choose-unit.tsx';
import { teamPage, teamsPage, type Trial } from './pages.tsx';
import { methodOf, teamWish, trial } from './team.ts';
import { approveTeamSplit, proposeTeamSplit, refuseTeamSplit, tryMethod } from './team-commands.ts';
import { activitiesOf, settledMonths, teamSplitById, teamSplits } from './team-queries.ts';
import { teamUrl } from './urls.ts';
import { say } from './words.ts';

/** What the address asks to try; a mixture that makes no whole is simply not tried. */
async function triedBy(reader: Reader, req: Req, facility_id: string): Promise<Trial | undefined> {
  const asked = trial.safeParse({ ...req.query, month: req.query['month'] || undefined });
  if (!asked.success || req.query['hours_percent'] === undefined || (await settledMonths(reader, facility_id)).length === 0) return undefined;
  const method = methodOf(asked.data);
  return { method, activity: asked.data.activity, simulation: await tryMethod(reader, { facility_id, activity: asked.data.activity, method, month: asked.data.month }) };
}

const teams = (req: Req, state?: FormState) => ofUnit(req, say(req.locale)('title'), async (reader, facility_id) => teamsPage(req, {
  rows: await teamSplits(reader, facility_id), months: (await settledMonths(reader, facility_id)).map(({ month }) => month), activities: (await activitiesOf(reader, facility_id)).map(({ category }) => category),
  tried: await triedBy(reader, req, facility_id), tomorrow: addDays(await dayAt(reader, facility_id), 1),
}, state ?? notWhole(req)));
/** The sum is said on the page of the trial, where it is typed. */
function notWhole(req: Req): FormState | undefined {
  if (req.query['hours_percent'] === undefined) return undefined;
  try {
    parse(trial, { ...req.query, month: req.query['month'] || undefined }, req.locale);
    return undefined;
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return { values: req.query, problems: error.problems };
  }
}
const one = (req: Req, state?: FormState) => req.read(async (reader) => teamPage(req, await teamSplitById(reader, idIn(req)), state));

const tag = 'pay';
const unit = z.string().max(60).optional();
export const teamRoutes: Route[] = [
  page({ path: '/bengkel/premi/regu', may: 'team_split.read', show: (req) => teams(req) }),
  form({ path: '/bengkel/premi/regu', may: 'team_split.propose', fields: teamWish, again: teams, act: async (tx, wish, req) => { const { id } = await proposeTeamSplit(tx, { facility_id: await facilityActedOn(tx), ...wish }); return { location: teamUrl(id), notice: say(req.locale)('proposed') }; } }),
  page({ path: '/bengkel/premi/regu/:id', may: 'team_split.read', show: (req) => one(req) }),
  form({ path: '/bengkel/premi/regu/:id/setuju', may: 'team_split.approve', fields: z.object({}), again: one, act: async (tx, _, req) => { await approveTeamSplit(tx, { id: idIn(req) }); return { location: teamUrl(idIn(req)), notice: say(req.locale)('adopted') }; } }),
  form({ path: '/bengkel/premi/regu/:id/tolak', may: 'team_split.approve', fields: z.object({ reason: longText }), again: one, act: async (tx, { reason }, req) => { await refuseTeamSplit(tx, { id: idIn(req), reason }); return { location: teamUrl(idIn(req)), notice: say(req.locale)('refusedNotice') }; } }),
  readEndpoint({ path: '/api/v1/team-splits', may: 'team_split.read', tag, summary: 'How teams share: ways in force and proposed, each with its trial', query: z.strictObject({ facility: unit }), read: async (reader, { query }) => ({ items: await teamSplits(reader, await facilityActedOn(reader, query.facility)) }) }),
  writeEndpoint({ path: '/api/v1/team-splits/trial', may: 'team_split.read', tag, summary: 'What a month that is over would have paid under a way; writes nothing', body: trial.safeExtend({ facility: unit }), status: 200, act: async (tx, { body }) => tryMethod(tx, { facility_id: await facilityActedOn(tx, body.facility), activity: body.activity, method: methodOf(body), month: body.month }) }),
  writeEndpoint({ path: '/api/v1/team-splits', may: 'team_split.propose', tag, summary: 'Proposes a way for the team, from a day to come', body: teamWish, act: async (tx, { body }) => proposeTeamSplit(tx, { facility_id: await facilityActedOn(tx), ...body }) }),
  writeEndpoint({ path: '/api/v1/team-splits/:id/approval', may: 'team_split.approve', tag, summary: 'A second person adopts it for work orders that begin from its day on', body: z.strictObject({}), act: (tx, { params }) => approveTeamSplit(tx, { id: idIn({ params }) }) }),
  writeEndpoint({ path: '/api/v1/team-splits/:id/refusal', may: 'team_split.approve', tag, summary: 'Refuses a proposed way with a reason', body: z.strictObject({ reason: longText }), act: (tx, { params, body }) => refuseTeamSplit(tx, { id: idIn({ params }), ...body }) }),
];

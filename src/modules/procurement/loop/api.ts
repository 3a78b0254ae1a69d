import { z } from 'zod';
import { longText } from '#kernel/form.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { reachOfLines } from '#orders';
import { facilityActedOn } from '#organisation';
import { adoptAllocation, askAllocation, cancelAllocation, fixCell, freeCell } from './allocation-commands.ts';
import { allocationById, allocationsOf, cellsOf, shortagesOf, sourcesOf } from './allocation-read-queries.ts';
import { announce, changeAnnouncement, discardAnnouncement, prepareAnnouncement } from './announcement-commands.ts';
import { announcedToAll } from './announcement-queries.ts';
import { announcedQuantity, newCallOff, newDemand, newFix, newRelease, newReservation, newSupplyPlan, newSurvey, year } from './loop.ts';
import { approveSupplyPlan, returnSupplyPlan, submitSupplyPlan, writeSupplyPlan } from './plan-commands.ts';
import { planById, plansOf, supplyLines } from './plan-queries.ts';
import { callOff, releaseReservation, reserveKind } from './reservation-commands.ts';
import { callOffsOf, loopCompliance, offersFor, reservationByNumber, reservationsOf } from './reservation-queries.ts';
import { classifyDemand, closeSurvey, openSurvey, stateDemand, withdrawDemand } from './survey-commands.ts';
import { demandLines, kindsOf, surveyOf, surveys } from './survey-queries.ts';

const tag = 'loop';
const nothing = z.strictObject({});
const of = (params: Record<string, string>, name = 'id'): string => params[name] ?? '';
const yearOf = (params: Record<string, string>): number => Number(params['year']) || 0;
const paged = z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(100), cursor: z.string().max(100).optional() });
const list = <Item>(found: Item[], limit: number, cursorOf: (item: Item) => string) => {
  const last = found[limit - 1];
  return { items: found.slice(0, limit), next_cursor: found.length > limit && last !== undefined ? cursorOf(last) : null };
};

export const loopApi: Route[] = [
  readEndpoint({ path: '/api/v1/surveys', may: 'loop.read', tag, summary: 'Surveys of needs, newest year first', read: async (reader) => ({ items: await surveys(reader), next_cursor: null }) }),
  readEndpoint({ path: '/api/v1/surveys/:year', may: 'loop.read', tag, summary: 'One survey with its kinds of goods', read: async (reader, { params }) => { const survey = await surveyOf(reader, yearOf(params)); return { ...survey, kinds: await kindsOf(reader, survey.id) }; } }),
  writeEndpoint({ path: '/api/v1/surveys', may: 'survey.open', tag, summary: 'Open the survey of a year', body: newSurvey, act: (tx, { body }) => openSurvey(tx, body) }),
  writeEndpoint({ path: '/api/v1/surveys/:year/closing', may: 'survey.open', tag, summary: 'Close a survey', body: nothing, act: (tx, { params }) => closeSurvey(tx, { year: yearOf(params) }) }),
  readEndpoint({
    path: '/api/v1/surveys/:year/demand', may: 'loop.read', tag, summary: 'Lines asked for, within reach, newest first', query: paged.extend({ cursor: z.uuid().optional() }),
    read: async (reader, { params, query: { limit, cursor } }) => list(await demandLines(reader, (await surveyOf(reader, yearOf(params))).id, { after: cursor, limit: limit + 1 }), limit, ({ id }) => id),
  }),
  writeEndpoint({ path: '/api/v1/surveys/:year/demand', may: 'demand.state', tag, summary: 'State what the agency needs: all lines or none', body: z.strictObject({ lines: z.array(newDemand).min(1).max(5000) }), act: (tx, { params, body }) => stateDemand(tx, { year: yearOf(params), lines: body.lines }) }),
  writeEndpoint({ path: '/api/v1/demand/:id/withdrawal', may: 'demand.state', tag, summary: 'Withdraw a line', body: nothing, act: (tx, { params }) => withdrawDemand(tx, { id: of(params) }) }),
  writeEndpoint({ path: '/api/v1/demand/:id/kind', may: 'demand.classify', tag, summary: 'Put a line to a kind of the survey', body: z.strictObject({ kind: z.string().max(30) }), act: (tx, { params, body }) => classifyDemand(tx, { id: of(params), kind: body.kind }) }),
  readEndpoint({ path: '/api/v1/surveys/:year/supply-plans', may: 'supply_plan.read', tag, summary: 'Supply plans of a year in reach', read: async (reader, { params }) => ({ items: await plansOf(reader, (await surveyOf(reader, yearOf(params))).id), next_cursor: null }) }),
  readEndpoint({ path: '/api/v1/supply-plans/:id', may: 'supply_plan.read', tag, summary: 'One supply plan with its lines', read: async (reader, { params }) => { const plan = await planById(reader, of(params)); return { ...plan, lines: await supplyLines(reader, plan) }; } }),
  writeEndpoint({ path: '/api/v1/supply-plans', may: 'supply_plan.write', tag, summary: 'Write the supply plan of a year, or write it anew', body: newSupplyPlan, act: async (tx, { body }) => writeSupplyPlan(tx, { facility_id: await facilityActedOn(tx), ...body }) }),
  writeEndpoint({ path: '/api/v1/supply-plans/:id/submission', may: 'supply_plan.write', tag, summary: 'Send a plan to the head', body: nothing, act: (tx, { params }) => submitSupplyPlan(tx, { id: of(params) }) }),
  writeEndpoint({ path: '/api/v1/supply-plans/:id/approval', may: 'supply_plan.decide', tag, summary: 'Approve a plan', body: nothing, act: (tx, { params }) => approveSupplyPlan(tx, { id: of(params) }) }),
  writeEndpoint({ path: '/api/v1/supply-plans/:id/return', may: 'supply_plan.decide', tag, summary: 'Return a plan with the reason', body: z.strictObject({ reason: longText }), act: (tx, { params, body }) => returnSupplyPlan(tx, { id: of(params), ...body }) }),
  readEndpoint({ path: '/api/v1/announcement', may: 'anyone', tag, summary: 'Announced kinds and quantities, with what is left: of a year, or the newest', query: z.strictObject({ year: year.optional() }), read: async (_, { query }, req) => ({ items: await announcedToAll(req.shop, query.year), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/surveys/:year/announcement', may: 'announcement.prepare', tag, summary: 'Prepare the announcement from approved plans', body: nothing, act: (tx, { params }) => prepareAnnouncement(tx, { year: yearOf(params) }) }),
  writeEndpoint({ path: '/api/v1/surveys/:year/announcement', method: 'patch', may: 'announcement.prepare', tag, summary: 'Change quantities before they are announced', body: z.strictObject({ lines: z.array(announcedQuantity).min(1).max(200) }), act: (tx, { params, body }) => changeAnnouncement(tx, { year: yearOf(params), lines: body.lines }) }),
  writeEndpoint({ path: '/api/v1/surveys/:year/announcement/publication', may: 'announcement.announce', tag, summary: 'Announce, as a second person', body: nothing, act: (tx, { params }) => announce(tx, { year: yearOf(params) }) }),
  writeEndpoint({ path: '/api/v1/surveys/:year/announcement/discarding', may: 'announcement.prepare', tag, summary: 'Discard a draft announcement', body: z.strictObject({ reason: longText }), act: (tx, { params, body }) => discardAnnouncement(tx, { year: yearOf(params), ...body }) }),
  readEndpoint({ path: '/api/v1/surveys/:year/reservations', may: 'loop.read', tag, summary: 'Reservations in reach, newest first', query: paged, read: async (reader, { params, query: { limit, cursor } }) => list(await reservationsOf(reader, yearOf(params), { after: cursor, limit: limit + 1 }), limit, ({ number }) => number) }),
  readEndpoint({ path: '/api/v1/reservations/:number', may: 'loop.read', tag, summary: 'One reservation with its orders and whose products may be called off', read: async (reader, { params }) => { const reservation = await reservationByNumber(reader, of(params, 'number')); return { ...reservation, call_offs: await callOffsOf(reader, reservation.id), offers: await offersFor(reader, reservation) }; } }),
  writeEndpoint({ path: '/api/v1/reservations', may: 'reservation.make', tag, summary: 'Reserve of what was announced', body: newReservation, act: (tx, { body }) => reserveKind(tx, body) }),
  writeEndpoint({ path: '/api/v1/reservations/:number/release', may: 'reservation.make', tag, summary: 'Release what will not be called off', body: newRelease, act: (tx, { params, body }) => releaseReservation(tx, { number: of(params, 'number'), ...body }) }),
  writeEndpoint({ path: '/api/v1/reservations/:number/call-offs', may: 'reservation.call', tag, summary: 'Order on a reservation', body: newCallOff, reach: async (req, { sku }) => ({ ...(await reachOfLines(req.db, [{ sku }])), agency_id: req.actor.agency_id }), act: (tx, { params, body }) => callOff(tx, { number: of(params, 'number'), ...body }) }),
  readEndpoint({ path: '/api/v1/surveys/:year/compliance', may: 'loop.read', tag, summary: 'Asked for, reserved, called off and delivered, by agency in reach', read: async (reader, { params }) => ({ items: await loopCompliance(reader, yearOf(params)), next_cursor: null }) }),
  readEndpoint({ path: '/api/v1/surveys/:year/allocations', may: 'loop.oversee', tag, summary: 'Allocations of a year, newest first', read: async (reader, { params }) => ({ items: await allocationsOf(reader, yearOf(params)), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/surveys/:year/allocations', may: 'allocation.prepare', tag, summary: 'Ask for an allocation: solved beside, within a minute', body: nothing, status: 202, act: (tx, { params }) => askAllocation(tx, { year: yearOf(params) }) }),
  readEndpoint({ path: '/api/v1/allocations/:id', may: 'loop.oversee', tag, summary: 'One allocation: how far it is, its rules, figures, facilities and shortages', read: async (reader, { params }) => ({ ...(await allocationById(reader, of(params))), facilities: await sourcesOf(reader, of(params)), shortages: await shortagesOf(reader, of(params), { limit: 5000 }) }) }),
  readEndpoint({
    path: '/api/v1/allocations/:id/cells', may: 'loop.oversee', tag, summary: 'Who makes what for whom, each with its reasons', query: paged.extend({ kind: z.string().max(30).optional(), facility: z.string().max(100).optional(), line: z.uuid().optional(), cursor: z.string().regex(/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/).optional() }),
    read: async (reader, { params, query: { limit, cursor, ...filter } }) => list(await cellsOf(reader, of(params), filter, { after: cursor, limit: limit + 1 }), limit, ({ demand_line_id, facility_id }) => `${demand_line_id}.${facility_id}`),
  }),
  writeEndpoint({ path: '/api/v1/allocations/:id/cancellation', may: 'allocation.prepare', tag, summary: 'Stop an allocation that is being solved', body: nothing, act: (tx, { params }) => cancelAllocation(tx, { id: of(params) }) }),
  writeEndpoint({ path: '/api/v1/allocations/:id/adoption', may: 'allocation.adopt', tag, summary: 'Adopt an allocation, as a second person', body: nothing, act: (tx, { params }) => adoptAllocation(tx, { id: of(params) }) }),
  writeEndpoint({ path: '/api/v1/surveys/:year/fixes', may: 'allocation.prepare', tag, summary: 'Set one cell by hand', body: newFix.extend({ line: z.uuid() }), act: (tx, { params, body }) => fixCell(tx, { year: yearOf(params), ...body }) }),
  writeEndpoint({ path: '/api/v1/fixes/:id', method: 'delete', may: 'allocation.prepare', tag, summary: 'Let a cell go', body: nothing, status: 200, act: (tx, { params }) => freeCell(tx, { id: of(params) }) }),
];

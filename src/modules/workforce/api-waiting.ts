/** The waiting list and the plans of placements as JSON. */
import { dayAt, facilityActedOn } from '#organisation';
import { z } from 'zod';
import { day, longText, month, shortText } from '#kernel/form.ts';
import { Invalid } from '#kernel/refusal.ts';
import type { Reader } from '#kernel/db.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { acknowledgeChanges } from './placement-night-commands.ts';
import { cancelEnd, decideRelease, endExclusion, excludeFrom, liftSuspension, planEnd, planSuspension, requestRelease } from './placement-plan-commands.ts';
import { changes, plansOf, releases } from './placement-plan-queries.ts';
import { newEnding, newExclusion, newRelease, newSuspension } from './placement-plan.ts';
import { placementById, workplaces } from './queries.ts';
import { applyForWork, decideWaiting, drawLottery, offerPlace } from './waiting-commands.ts';
import { ranked } from './waiting-order.ts';
import { entryById, logOf, lotOn, prioritiesOn, spells, waitingReasons } from './waiting-queries.ts';
import { decidedEntry, newApplication, newOffer, waitingStates, type WaitingState } from './waiting.ts';

const tag = 'workforce';
const facility = shortText.optional();
const page = { limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(100).optional() };
const states = Object.keys(waitingStates) as [WaitingState, ...WaitingState[]];

async function workshopId(reader: Reader, facility_id: string, code: string | null | undefined): Promise<string | undefined> {
  if (!code) return undefined;
  const found = (await workplaces(reader, facility_id)).find((place) => place.code === code);
  if (!found) throw new Invalid({ workshop: reader.actor.locale === 'en' ? 'Unknown workshop code' : 'Kode bengkel tidak dikenal' });
  return found.id;
}

const waiting: Route[] = [
  readEndpoint({
    path: '/api/v1/waiting-list', may: 'waiting.list', tag, summary: 'Who waits for work, in order, with the points of each rule in words', query: z.strictObject({ facility, workshop: shortText.optional(), state: z.enum(states).optional(), ...page }),
    read: async (reader, { query }) => {
      const facility_id = await facilityActedOn(reader, query.facility);
      const from = z.coerce.number().int().min(0).catch(0).parse(query.cursor ?? 0);
      const all = await ranked(reader, { facility_id, workshop_id: await workshopId(reader, facility_id, query.workshop), state: query.state });
      return { items: all.slice(from, from + query.limit), next_cursor: all.length > from + query.limit ? String(from + query.limit) : null };
    },
  }),
  writeEndpoint({
    path: '/api/v1/waiting-list', may: 'waiting.apply', tag, summary: 'Records an application for work, in one workshop or any', body: newApplication.omit({ facility_id: true, worker_id: true, workshop_id: true }).extend({ facility, worker: z.uuid(), workshop: shortText.optional() }),
    act: async (tx, { body: { facility: code, worker, workshop, ...application } }) => {
      const facility_id = await facilityActedOn(tx, code);
      const { id } = await applyForWork(tx, { ...application, facility_id, worker_id: worker, workshop_id: await workshopId(tx, facility_id, workshop) });
      return entryById(tx, id);
    },
  }),
  readEndpoint({ path: '/api/v1/waiting-list/rules', may: 'waiting.list', tag, summary: 'The rules of the order in force, the month’s published seed, and the coded reasons', query: z.strictObject({ facility }), read: async (reader, { query }) => {
    const facility_id = await facilityActedOn(reader, query.facility);
    const today = await dayAt(reader, facility_id);
    return { day: today, priorities: await prioritiesOn(reader, facility_id, today), lottery: (await lotOn(reader, facility_id, today)) ?? null, reasons: await waitingReasons(reader) };
  } }),
  readEndpoint({
    path: '/api/v1/waiting-list/spells', may: 'waiting.list', tag, summary: 'Who waited from when to when, able to work or not: by roster code', query: z.strictObject({ facility, ...page }),
    read: async (reader, { query }) => {
      const items = await spells(reader, { facility_id: await facilityActedOn(reader, query.facility), limit: query.limit, ...(query.cursor ? { after: query.cursor } : {}) });
      return { items, next_cursor: items.length === query.limit ? (items.at(-1)?.cursor ?? null) : null };
    },
  }),
  writeEndpoint({ path: '/api/v1/waiting-list/lottery', may: 'waiting.decide', tag, summary: 'Draws the lot of a month once and publishes its seed', body: z.strictObject({ facility, month }), act: async (tx, { body }) => drawLottery(tx, { facility_id: await facilityActedOn(tx, body.facility), month: body.month }) }),
  readEndpoint({ path: '/api/v1/waiting-list/:id', may: 'waiting.list', tag, summary: 'One application with its log', read: async (reader, { params }) => {
    const entry = await entryById(reader, params['id'] ?? '');
    return { ...entry, log: await logOf(reader, entry.id) };
  } }),
  writeEndpoint({
    path: '/api/v1/waiting-list/:id/decision', may: 'waiting.apply', tag, summary: 'Accepts, declines, withdraws, removes or asks again, with a coded reason', body: decidedEntry,
    act: async (tx, { params, body }) => {
      const { facility_id, id } = await entryById(tx, params['id'] ?? '');
      await decideWaiting(tx, { facility_id, entry_id: id, ...body });
      return entryById(tx, id);
    },
  }),
  writeEndpoint({
    path: '/api/v1/waiting-list/:id/offer', may: 'placement.propose', tag, summary: 'Offers a place: proposes a placement. Passing somebody over wants a reason', body: newOffer.omit({ workshop_id: true }).extend({ workshop: shortText.optional() }),
    act: async (tx, { params, body: { workshop, ...offer } }) => {
      const { facility_id, id } = await entryById(tx, params['id'] ?? '');
      return offerPlace(tx, { facility_id, entry_id: id, ...offer, workshop_id: await workshopId(tx, facility_id, workshop) });
    },
  }),
];

const planning = <Fields extends z.ZodObject>(part: string, may: string, summary: string, body: Fields, act: (tx: Parameters<typeof planEnd>[0], which: { facility_id: string; placement_id: string }, input: z.infer<Fields>) => Promise<unknown>): Route => writeEndpoint({
  path: `/api/v1/placements/:id/${part}`, may, tag, summary, body,
  act: async (tx, { params, body: input }) => {
    const facility_id = await facilityActedOn(tx);
    const { id } = await placementById(tx, facility_id, params['id'] ?? '');
    return (await act(tx, { facility_id, placement_id: id }, input)) ?? plansOf(tx, facility_id, id);
  },
});

const plans: Route[] = [
  readEndpoint({ path: '/api/v1/placements/:id/plans', may: 'worker.list', tag, summary: 'Suspensions, planned end, exclusions and permits of a placement', query: z.strictObject({ facility }), read: async (reader, { params, query }) => {
    const facility_id = await facilityActedOn(reader, query.facility);
    return plansOf(reader, facility_id, (await placementById(reader, facility_id, params['id'] ?? '')).id);
  } }),
  planning('suspensions', 'placement.plan', 'Plans a suspension, with or without pay', newSuspension, (tx, which, plan) => planSuspension(tx, { ...which, ...plan })),
  planning('suspensions/lift', 'placement.plan', 'Lifts a suspension from today', z.strictObject({ suspension_id: z.uuid(), reason: longText }), (tx, { facility_id }, lifted) => liftSuspension(tx, { facility_id, ...lifted })),
  planning('planned-end', 'placement.plan', 'Plans the end; the night turns it into state', newEnding, (tx, which, plan) => planEnd(tx, { ...which, ...plan })),
  planning('planned-end/cancel', 'placement.plan', 'Cancels the planned end', z.strictObject({}), (tx, which) => cancelEnd(tx, which)),
  planning('exclusions', 'placement.plan', 'Leaves slots of some weekdays free', newExclusion, (tx, which, plan) => excludeFrom(tx, { ...which, ...plan })),
  planning('exclusions/end', 'placement.plan', 'Ends an exclusion; `on_day` is worked again', z.strictObject({ exclusion_id: z.uuid(), on_day: day }), (tx, { facility_id }, ended) => endExclusion(tx, { facility_id, ...ended })),
  planning('day-releases', 'day_release.request', 'Asks for a permit to work outside', newRelease, (tx, which, asked) => requestRelease(tx, { ...which, ...asked })),
  readEndpoint({ path: '/api/v1/day-releases', may: 'worker.list', tag, summary: 'Permits that wait or hold', query: z.strictObject({ facility }), read: async (reader, { query }) => {
    const facility_id = await facilityActedOn(reader, query.facility);
    return { items: await releases(reader, { facility_id, day: await dayAt(reader, facility_id) }), next_cursor: null };
  } }),
  writeEndpoint({ path: '/api/v1/day-releases/:id/decision', may: 'day_release.decide', tag, summary: 'Permits, refuses or revokes', body: z.strictObject({ to: z.enum(['permitted', 'refused', 'revoked']), reason: longText.optional() }), act: async (tx, { params, body }) => {
    await decideRelease(tx, { facility_id: await facilityActedOn(tx), release_id: params['id'] ?? '', ...body });
    return { decided: body.to };
  } }),
  readEndpoint({ path: '/api/v1/placement-changes', may: 'change.read', tag, summary: 'What changed without a person’s hand, newest first', query: z.strictObject({ facility, state: z.enum(['open', 'seen', 'all']).default('open'), ...page }), read: async (reader, { query }) => {
    const items = await changes(reader, { facility_id: await facilityActedOn(reader, query.facility), state: query.state, limit: query.limit, ...(query.cursor ? { after: query.cursor } : {}) });
    return { items, next_cursor: items.length === query.limit ? (items.at(-1)?.id ?? null) : null };
  } }),
  writeEndpoint({ path: '/api/v1/placement-changes/acknowledgement', may: 'change.acknowledge', tag, summary: 'Marks changes as seen', body: z.strictObject({ ids: z.array(z.uuid()).min(1).max(500), note: z.string().trim().max(500).default('') }), act: async (tx, { body }) => acknowledgeChanges(tx, { facility_id: await facilityActedOn(tx), ...body }) }),
];

export const waitingApi: Route[] = [...waiting, ...plans];

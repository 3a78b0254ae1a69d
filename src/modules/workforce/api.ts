/** The register, placements and consents as JSON under /api/v1. Names leave only by these doors, to those who may read them. */
import { dayAt, facilityActedOn } from '#organisation';
import { z } from 'zod';
import type { Reader } from '#kernel/db.ts';
import { day, longText, shortText } from '#kernel/form.ts';
import { Invalid } from '#kernel/refusal.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { recordDiscipline, registerWorker } from './commands.ts';
import { newConsent, recordConsent, withdrawal, withdrawConsent } from './consent-commands.ts';
import { verdictOn } from './eligibility.ts';
import { approvePlacement, endPlacement, placeWorker, refusePlacement } from './placement-commands.ts';
import { consentsOf, placementById, placements, workerById, workers, workplaces } from './queries.ts';
import { placeInQueue } from './waiting-order.ts';
import { newPlacement, newWorker, regimes } from './worker.ts';

const tag = 'workforce';
const page = { limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(100).optional() };
const facility = shortText.optional();
const regime = z.enum(regimes);
const within = newWorker.omit({ facility_id: true, is_sample: true }).shape;
const { facility_id: _, workshop_id: __, worker_id, ...placing } = newPlacement.shape;

async function workshopId(reader: Reader, facility_id: string, code: string): Promise<string> {
  const found = (await workplaces(reader, facility_id)).find((place) => place.code === code);
  if (!found) throw new Invalid({ workshop: reader.actor.locale === 'en' ? 'Unknown workshop code' : 'Kode bengkel tidak dikenal' });
  return found.id;
}

export const api: Route[] = [
  readEndpoint({
    path: '/api/v1/workers', may: 'worker.list', tag, summary: 'People who work, by roster code, with the placement of today',
    query: z.strictObject({ facility, q: z.string().max(100).optional(), state: z.enum(['present', 'away', 'transferred', 'released', 'died', 'merged', 'all']).default('present'), workshop: shortText.optional(), placed: z.enum(['yes', 'no']).optional(), ...page }),
    read: async (reader, { query: { facility: code, cursor, ...filter } }) => {
      const facility_id = await facilityActedOn(reader, code);
      const items = await workers(reader, { ...filter, facility_id, day: await dayAt(reader, facility_id), ...(cursor ? { after: cursor } : {}) });
      return { items, next_cursor: items.length === filter.limit ? (items.at(-1)?.roster_code ?? null) : null };
    },
  }),
  writeEndpoint({
    path: '/api/v1/workers', may: 'worker.register', tag, summary: 'Registers a person; the roster code is given here', body: z.strictObject({ facility, ...within }),
    act: async (tx, { body: { facility: code, ...worker } }) => registerWorker(tx, { ...worker, facility_id: await facilityActedOn(tx, code) }),
  }),
  readEndpoint({
    path: '/api/v1/workers/:id/verdict', may: 'worker.list', tag, summary: 'May this person work there on that day: every check in words',
    query: z.strictObject({ workshop: shortText, day: day.optional(), regime: regime.default('facility'), contract: shortText.optional(), job: z.string().max(200).default('') }),
    read: async (reader, { params, query }) => {
      const worker = await workerById(reader, params['id'] ?? '');
      const where = { facility_id: worker.facility_id, worker_id: worker.id, workshop_id: await workshopId(reader, worker.facility_id, query.workshop) };
      return verdictOn(reader, { ...where, queue: await placeInQueue(reader, where), day: query.day ?? (await dayAt(reader, worker.facility_id)), regime: query.regime, contract_ref: query.contract, job: query.job });
    },
  }),
  writeEndpoint({
    path: '/api/v1/workers/:id/discipline', may: 'discipline.record', tag, summary: 'Records a disciplinary measure (register F): no work while it runs',
    body: z.strictObject({ from: day, to: day.optional(), decision: shortText }),
    act: async (tx, { params, body }) => recordDiscipline(tx, { ...(await whoseFile(tx, params['id'] ?? '')), ...body }),
  }),
  readEndpoint({
    path: '/api/v1/placements', may: 'worker.list', tag, summary: 'Placements and proposals',
    query: z.strictObject({ facility, day: day.optional(), workshop: shortText.optional(), ...page }),
    read: async (reader, { query: { facility: code, cursor, ...filter } }) => {
      const items = await placements(reader, { ...filter, facility_id: await facilityActedOn(reader, code), ...(cursor ? { after: cursor } : {}) });
      return { items, next_cursor: items.length === filter.limit ? (items.at(-1)?.id ?? null) : null };
    },
  }),
  writeEndpoint({
    path: '/api/v1/placements', may: 'placement.propose', tag, summary: 'Proposes a placement; another person approves it. Answers with the verdict',
    body: z.strictObject({ facility, worker: worker_id, workshop: shortText, ...placing }),
    act: async (tx, { body: { facility: code, worker, workshop, ...placement } }) => {
      const facility_id = await facilityActedOn(tx, code);
      return placeWorker(tx, { ...placement, facility_id, worker_id: worker, workshop_id: await workshopId(tx, facility_id, workshop) });
    },
  }),
  writeEndpoint({
    path: '/api/v1/placements/:id/approval', may: 'placement.approve', tag, summary: 'Approves a proposal of somebody else', body: z.strictObject({ facility }),
    act: async (tx, { params, body }) => {
      const placement = { facility_id: await facilityActedOn(tx, body.facility), placement_id: params['id'] ?? '' };
      await placementById(tx, placement.facility_id, placement.placement_id);
      await approvePlacement(tx, placement);
      return placementById(tx, placement.facility_id, placement.placement_id);
    },
  }),
  writeEndpoint({
    path: '/api/v1/placements/:id/refusal', may: 'placement.approve', tag, summary: 'Refuses a proposal, with the reason', body: z.strictObject({ facility, reason: longText }),
    act: async (tx, { params, body }) => {
      const placement = { facility_id: await facilityActedOn(tx, body.facility), placement_id: params['id'] ?? '' };
      await placementById(tx, placement.facility_id, placement.placement_id);
      await refusePlacement(tx, { ...placement, reason: body.reason });
      return placementById(tx, placement.facility_id, placement.placement_id);
    },
  }),
  writeEndpoint({
    path: '/api/v1/placements/:id/end', may: 'placement.end', tag, summary: 'Ends a placement; `on_day` is the first day without it', body: z.strictObject({ facility, on_day: day, reason: longText }),
    act: async (tx, { params, body }) => {
      const placement = { facility_id: await facilityActedOn(tx, body.facility), placement_id: params['id'] ?? '' };
      await placementById(tx, placement.facility_id, placement.placement_id);
      await endPlacement(tx, { ...placement, on_day: body.on_day, reason: body.reason });
      return placementById(tx, placement.facility_id, placement.placement_id);
    },
  }),
  readEndpoint({
    path: '/api/v1/consents', may: 'worker.list', tag, summary: 'Consents of a person, with their withdrawal', query: z.strictObject({ worker: z.uuid() }),
    read: async (reader, { query }) => ({ items: await consentsOf(reader, query.worker), next_cursor: null }),
  }),
  writeEndpoint({
    path: '/api/v1/consents', may: 'consent.record', tag, summary: 'Records a written consent for a regime of work', body: newConsent.extend({ worker: z.uuid() }),
    act: async (tx, { body: { worker, ...consent } }) => recordConsent(tx, { ...(await whoseFile(tx, worker)), ...consent }),
  }),
  writeEndpoint({
    path: '/api/v1/consents/withdrawal', may: 'consent.record', tag, summary: 'Withdraws a consent; nothing else is lost by it', body: withdrawal.extend({ worker: z.uuid() }),
    act: async (tx, { body: { worker, ...withdrawn } }) => {
      await withdrawConsent(tx, { ...(await whoseFile(tx, worker)), ...withdrawn });
      return { withdrawn: true };
    },
  }),
];

export async function whoseFile(reader: Reader, id: string): Promise<{ facility_id: string; worker_id: string }> {
  const { facility_id, id: worker } = await workerById(reader, id);
  return { facility_id, worker_id: worker };
}

/** The floor as JSON under /api/v1. */
import { z } from 'zod';
import { deviceOf } from '#identity';
import { addDays } from '#kernel/calendar.ts';
import { day, longText, parse, shortText } from '#kernel/form.ts';
import { readEndpoint, writeEndpoint, type EndpointRoute, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn } from '#organisation';
import { floorPack, openConflicts, refusedCaptures } from './capture-queries.ts';
import { captureAnswer, captureBatch, receiveCaptures } from './commands/captures.ts';
import { dropCapture, resolveConflict } from './commands/conflicts.ts';
import { closeIncident, reportIncident } from './commands/incidents.ts';
import { cancelSession, closeSession, defineWorkshop, openSession } from './commands/session.ts';
import { defineTool } from './commands/tools.ts';
import { reasons, rosterOf, sessionById, sessions, slots, workshopByCode, workshops } from './queries.ts';
import { newSession } from './session.ts';
import { incidentById, incidents, toolClasses, toolIdByCode, tools } from './tool-queries.ts';

const tag = 'workshop';
const facility = shortText.optional();
const page = { limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(100).optional() };

const places: Route[] = [
  readEndpoint({
    path: '/api/v1/workshops', may: 'workshop.read', tag, summary: 'Workshops of a facility and its slots', query: z.strictObject({ facility }),
    read: async (reader, { query }) => {
      const facility_id = await facilityActedOn(reader, query.facility);
      return { items: await workshops(reader, facility_id), slots: await slots(reader, facility_id), next_cursor: null };
    },
  }),
  writeEndpoint({
    path: '/api/v1/workshops', may: 'workshop.define', tag, summary: 'Defines a workshop',
    body: z.strictObject({ facility, code: z.string().regex(/^[a-z0-9-]{2,30}$/), name_id: shortText, name_en: shortText, category: shortText, capacity: z.int().min(1).max(1000), risk_level: z.enum(['low', 'medium', 'high']).default('medium') }),
    act: async (tx, { body: { facility: code, ...workshop } }) => defineWorkshop(tx, { ...workshop, facility_id: await facilityActedOn(tx, code) }),
  }),
  readEndpoint({
    path: '/api/v1/attendance-reasons', may: 'workshop.read', tag, summary: 'Why somebody was there or not, and what it does to pay',
    read: async (reader) => ({ items: await reasons(reader), next_cursor: null }),
  }),
];

const sittings: Route[] = [
  readEndpoint({
    path: '/api/v1/sessions', may: 'workshop.read', tag, summary: 'Sessions from a day to a day, with their counts',
    query: z.strictObject({ facility, from: day.optional(), to: day.optional(), workshop: shortText.optional(), ...page }),
    read: async (reader, { query: { facility: code, from, to, cursor, ...filter } }) => {
      const facility_id = await facilityActedOn(reader, code);
      const until = to ?? (await dayAt(reader, facility_id));
      const items = await sessions(reader, { ...filter, facility_id, from: from ?? addDays(until, -31), to: until, ...(cursor ? { after: cursor } : {}) });
      return { items, next_cursor: items.length === filter.limit ? (items.at(-1)?.id ?? null) : null };
    },
  }),
  writeEndpoint({
    path: '/api/v1/sessions', may: 'session.open', tag, summary: 'Opens a session: the roster of placed, eligible people, and who was left out and why', body: newSession,
    act: async (tx, { body: { facility: code, ...session } }) => openSession(tx, { ...session, facility_id: await facilityActedOn(tx, code) }),
  }),
  readEndpoint({
    path: '/api/v1/sessions/:id', may: 'workshop.read', tag, summary: 'One session, its roster with marks and its tools out',
    read: async (reader, { params }) => {
      const session = await sessionById(reader, params['id'] ?? '');
      // Names of people stay inside the facility: who looks over several sees roster codes.
      const roster = (await rosterOf(reader, session.id)).map(({ name, ...row }) => (reader.actor.facility_id ? { ...row, name } : row));
      return { ...session, roster };
    },
  }),
  writeEndpoint({
    path: '/api/v1/sessions/:id/closure', may: 'session.close', tag, summary: 'Closes a session; refused while a tool or an attendance is open', body: z.strictObject({}),
    act: async (tx, { params }) => {
      const session = await sessionById(tx, params['id'] ?? '');
      await closeSession(tx, { facility_id: session.facility_id, session_id: session.id });
      return sessionById(tx, session.id);
    },
  }),
  writeEndpoint({
    path: '/api/v1/sessions/:id/cancellation', may: 'session.cancel', tag, summary: 'Calls a session off; everybody not marked is paid unless `paid` is false', body: z.strictObject({ reason: longText, paid: z.boolean().default(true) }),
    act: async (tx, { params, body }) => {
      const session = await sessionById(tx, params['id'] ?? '');
      await cancelSession(tx, { facility_id: session.facility_id, session_id: session.id, ...body });
      return sessionById(tx, session.id);
    },
  }),
];

/** Every capture is a transaction of its own, so this endpoint holds none; a capture's own id makes it happen once. */
const captures: EndpointRoute = {
  kind: 'endpoint', method: 'post', path: '/api/v1/captures', may: 'capture.send', tag, status: 201,
  summary: 'Up to 100 facts from a device, each answered by itself: attendance, output, tool_out, tool_in, material_draw, inspection, incident',
  schemas: { body: captureBatch, answer: z.array(captureAnswer) },
  respond: async (req, raw) => ({ status: 201, body: await receiveCaptures(req.db, req.actor, parse(captureBatch, raw, req.locale), await deviceOf(req.db, req.raw)) }),
};

const queue: Route[] = [
  readEndpoint({
    path: '/api/v1/sessions/:id/floor', may: 'capture.send', tag, summary: 'What a device needs to keep an open session without a line: roster, reasons, tools, work orders',
    read: (reader, { params }) => floorPack(reader, params['id'] ?? ''),
  }),
  readEndpoint({
    path: '/api/v1/captures', may: 'workshop.enter', tag, summary: 'What devices sent and nobody has settled: refused facts, and contradictions between devices',
    read: async (reader) => {
      const facility_id = await facilityActedOn(reader, undefined);
      return { refused: await refusedCaptures(reader, facility_id), conflicts: await openConflicts(reader, facility_id), next_cursor: null };
    },
  }),
  writeEndpoint({
    path: '/api/v1/captures/:id/resolution', may: 'capture.resolve', tag, summary: 'Says which of two contradicting marks holds, or lets a refused fact go; with the reason', status: 200,
    body: z.strictObject({ decision: z.enum(['earlier', 'later', 'dropped']), reason: longText }),
    act: async (tx, { params, body: { decision, reason } }) => {
      const capture = { facility_id: await facilityActedOn(tx, undefined), capture_id: params['id'] ?? '', reason };
      await (decision === 'dropped' ? dropCapture(tx, capture) : resolveConflict(tx, { ...capture, decision }));
      return { id: params['id'], decision };
    },
  }),
];

const toolsAndIncidents: Route[] = [
  readEndpoint({
    path: '/api/v1/tools', may: 'workshop.read', tag, summary: 'The tool board: where every tool is', query: z.strictObject({ facility, workshop: shortText.optional(), state: z.enum(['kept', 'out', 'missing', 'broken', 'retired']).optional(), ...page }),
    read: async (reader, { query: { facility: code, cursor, ...filter } }) => {
      const items = await tools(reader, { ...filter, facility_id: await facilityActedOn(reader, code), ...(cursor ? { after: cursor } : {}) });
      return { items, next_cursor: items.length === filter.limit ? (items.at(-1)?.code ?? null) : null };
    },
  }),
  readEndpoint({ path: '/api/v1/tool-classes', may: 'workshop.read', tag, summary: 'Classes of tools and how each is controlled', read: async (reader) => ({ items: await toolClasses(reader), next_cursor: null }) }),
  writeEndpoint({
    path: '/api/v1/tools', may: 'workshop.define', tag, summary: 'Puts a tool on a workshop’s board', body: z.strictObject({ facility, workshop: shortText, code: z.string().regex(/^[A-Z0-9-]{2,20}$/), name: shortText, class: z.string().max(2) }),
    act: async (tx, { body: { facility: code, workshop, ...tool } }) => {
      const facility_id = await facilityActedOn(tx, code);
      return defineTool(tx, { ...tool, facility_id, workshop_id: (await workshopByCode(tx, facility_id, workshop)).id });
    },
  }),
  readEndpoint({
    path: '/api/v1/incidents', may: 'workshop.read', tag, summary: 'Missing tools, accidents and near misses', query: z.strictObject({ facility, state: z.enum(['open', 'closed']).optional(), ...page }),
    read: async (reader, { query: { facility: code, cursor, ...filter } }) => {
      const items = await incidents(reader, { ...filter, facility_id: await facilityActedOn(reader, code), ...(cursor ? { after: cursor } : {}) });
      return { items, next_cursor: items.length === filter.limit ? (items.at(-1)?.number ?? null) : null };
    },
  }),
  readEndpoint({ path: '/api/v1/incidents/:id', may: 'workshop.read', tag, summary: 'One incident', read: (reader, { params }) => incidentById(reader, params['id'] ?? '') }),
  writeEndpoint({
    path: '/api/v1/incidents', may: 'incident.report', tag, summary: 'Reports an incident; a missing tool by its code',
    body: z.strictObject({ facility, kind: z.enum(['tool_missing', 'accident', 'near_miss', 'other']), what: longText, session: z.uuid().optional(), tool: shortText.optional(), occurred_at: z.iso.datetime({ offset: true }).optional() }),
    act: async (tx, { body: { facility: code, session, tool, occurred_at, ...incident } }) => {
      const facility_id = await facilityActedOn(tx, code);
      return reportIncident(tx, { ...incident, facility_id, session_id: session, tool_id: tool === undefined ? undefined : await toolIdByCode(tx, facility_id, tool), occurred_at: occurred_at === undefined ? undefined : new Date(occurred_at) });
    },
  }),
  writeEndpoint({
    path: '/api/v1/incidents/:id/closure', may: 'incident.close', tag, summary: 'Closes a report of somebody else, saying what came of it', body: z.strictObject({ outcome: longText }),
    act: async (tx, { params, body }) => {
      const { id } = await incidentById(tx, params['id'] ?? '');
      await closeIncident(tx, { id, outcome: body.outcome });
      return incidentById(tx, id);
    },
  }),
];

export const api: Route[] = [...places, ...sittings, captures, ...queue, ...toolsAndIncidents];

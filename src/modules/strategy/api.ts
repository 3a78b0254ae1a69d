import { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import { day, longText, shortText } from '#kernel/form.ts';
import { NotFound } from '#kernel/refusal.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { isMeasure, measures, measureNames } from './measure.ts';
import { measuredOn, partsOf } from './measure-queries.ts';
import { newProject, outcomeOf } from './project.ts';
import { askGate, decideGate, rewriteProject, writeProject } from './project-commands.ts';
import { gatesOf, projectById, projects } from './project-queries.ts';
import { stand } from './standing-queries.ts';
import { finishDecision, judgeRisk, recordProgress, recordReading, recordRisk, recordSteering } from './steering-commands.ts';
import { newDecision, newJudgement, newProgress, newReading, newRisk } from './steering.ts';
import { decisions, risks } from './steering-queries.ts';
import { adoptVersion, draftVersion, dropVersion, removeNode, writeNode } from './tree-commands.ts';
import { compare, gapsOf, nodeFields } from './tree.ts';
import { nodesOf, versionById, versionOn, versions } from './tree-queries.ts';

const tag = 'strategy';
const id = (params: Record<string, string>): string => params['id'] ?? '';
const asked = z.strictObject({ day: day.optional(), office: z.string().max(60).optional(), facility: z.string().max(60).optional() });
const on = (given: string | undefined, now: Date): string => given ?? dayIn('Asia/Jakarta', now);

export const treeApi: Route[] = [
  readEndpoint({
    path: '/api/v1/strategy', may: 'strategy.read', tag, summary: 'The grand design in force on a day, each node with how it stands', query: asked,
    read: async (reader, { query }) => {
      const of = on(query.day, reader.now);
      const version = await versionOn(reader, of);
      if (!version) throw new NotFound();
      return { version: { id: version.id, number: version.number, title: version.title, from: version.from, until: version.until, fingerprint: version.fingerprint }, day: of, nodes: await stand(reader, await nodesOf(reader, version.id), { day: of, office: query.office, facility: query.facility }) };
    },
  }),
  readEndpoint({
    path: '/api/v1/strategy/measures', may: 'strategy.read', tag, summary: 'What the house measures by itself, with value, coverage and newest fact', query: asked,
    read: async (reader, { query }) => {
      const found = await measuredOn(reader, measureNames, { day: on(query.day, reader.now), office: query.office, facility: query.facility });
      return { items: measureNames.map((name) => ({ ...measures[name], ...found.get(name) })), next_cursor: null };
    },
  }),
  readEndpoint({
    path: '/api/v1/strategy/measures/:name', may: 'strategy.read', tag, summary: 'One measure, facility by facility', query: asked,
    read: async (reader, { params, query }) => {
      const name = params['name'] ?? '';
      if (!isMeasure(name)) throw new NotFound();
      return { items: await partsOf(reader, name, { day: on(query.day, reader.now), office: query.office, facility: query.facility }), next_cursor: null };
    },
  }),
  readEndpoint({ path: '/api/v1/strategy/versions', may: 'strategy.read', tag, summary: 'Versions of the grand design, newest first', read: async (reader) => ({ items: await versions(reader), next_cursor: null }) }),
  readEndpoint({ path: '/api/v1/strategy/versions/:id', may: 'strategy.read', tag, summary: 'One version with its nodes and what it lacks', read: async (reader, { params }) => { const nodes = await nodesOf(reader, id(params)); return { ...(await versionById(reader, id(params))), nodes, gaps: gapsOf(nodes) }; } }),
  readEndpoint({
    path: '/api/v1/strategy/versions/:id/changes', may: 'strategy.read', tag, summary: 'What differs from another version', query: z.strictObject({ from: z.uuid() }),
    read: async (reader, { params, query }) => ({ items: compare(await nodesOf(reader, (await versionById(reader, query.from)).id), await nodesOf(reader, (await versionById(reader, id(params))).id)), next_cursor: null }),
  }),
  writeEndpoint({ path: '/api/v1/strategy/versions', may: 'strategy.draft', tag, summary: 'Draft a version', body: z.strictObject({ title: shortText, reason: longText, based_on: z.uuid().optional() }), act: (tx, { body }) => draftVersion(tx, body) }),
  writeEndpoint({ path: '/api/v1/strategy/versions/:id/nodes', may: 'strategy.draft', tag, summary: 'Write a node of a draft, new or anew', body: nodeFields, act: (tx, { params, body }) => writeNode(tx, { version_id: id(params), ...body }) }),
  writeEndpoint({ path: '/api/v1/strategy/versions/:id/nodes/removal', may: 'strategy.draft', tag, summary: 'Remove a node of a draft', body: z.strictObject({ code: z.string().max(30) }), act: async (tx, { params, body }) => { await removeNode(tx, { version_id: id(params), ...body }); return { removed: body.code }; } }),
  writeEndpoint({ path: '/api/v1/strategy/versions/:id/adoption', may: 'strategy.adopt', tag, summary: 'Adopt a draft: another person than any who wrote in it', body: z.strictObject({ decree: shortText, from: day }), act: (tx, { params, body }) => adoptVersion(tx, { id: id(params), ...body }) }),
  writeEndpoint({ path: '/api/v1/strategy/versions/:id/drop', may: 'strategy.draft', tag, summary: 'Drop a draft', body: z.strictObject({}), act: async (tx, { params }) => { await dropVersion(tx, { id: id(params) }); return { state: 'dropped' }; } }),
  writeEndpoint({ path: '/api/v1/strategy/readings', may: 'strategy.steer', tag, summary: 'Record a figure of an indicator that no fact measures', body: newReading, act: (tx, { body }) => recordReading(tx, body) }),
  writeEndpoint({ path: '/api/v1/strategy/progress', may: 'strategy.steer', tag, summary: 'Record the progress of a programme or milestone', body: newProgress, act: (tx, { body }) => recordProgress(tx, body) }),
  readEndpoint({ path: '/api/v1/strategy/risks', may: 'strategy.read', tag, summary: 'Risks, the heaviest open one first', read: async (reader) => ({ items: await risks(reader), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/strategy/risks', may: 'strategy.steer', tag, summary: 'Record a risk', body: newRisk, act: (tx, { body }) => recordRisk(tx, body) }),
  writeEndpoint({ path: '/api/v1/strategy/risks/:id/judgements', may: 'strategy.steer', tag, summary: 'Judge a risk anew, or close it', body: newJudgement, act: async (tx, { params, body }) => { await judgeRisk(tx, { ...body, id: id(params) }); return { open: body.open }; } }),
  readEndpoint({ path: '/api/v1/strategy/decisions', may: 'strategy.read', tag, summary: 'Steering decisions, newest first', read: async (reader) => ({ items: await decisions(reader), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/strategy/decisions', may: 'strategy.steer', tag, summary: 'Record a steering decision', body: newDecision, act: (tx, { body }) => recordSteering(tx, body) }),
  writeEndpoint({ path: '/api/v1/strategy/decisions/:id/completion', may: 'strategy.steer', tag, summary: 'Record that a decision was carried out', body: z.strictObject({ on_day: day, evidence: longText }), act: async (tx, { params, body }) => { await finishDecision(tx, { ...body, id: id(params) }); return { done_on: body.on_day }; } }),
  readEndpoint({ path: '/api/v1/change-projects', may: 'project.read', tag, summary: 'Change projects with what their figures say', read: async (reader) => ({ items: (await projects(reader)).map((row) => ({ ...row, outcome: outcomeOf(row) })), next_cursor: null }) }),
  readEndpoint({ path: '/api/v1/change-projects/:id', may: 'project.read', tag, summary: 'One change project with its gates', read: async (reader, { params }) => { const row = await projectById(reader, id(params)); return { ...row, outcome: outcomeOf(row), gates: await gatesOf(reader, row.id) }; } }),
  writeEndpoint({ path: '/api/v1/change-projects', may: 'project.write', tag, summary: 'Write a change project', body: newProject, act: (tx, { body }) => writeProject(tx, body) }),
  writeEndpoint({ path: '/api/v1/change-projects/:id', method: 'patch', may: 'project.write', tag, summary: 'Write the business case anew', body: newProject, act: async (tx, { params, body }) => { await rewriteProject(tx, { id: id(params), ...body }); return { id: id(params) }; } }),
  writeEndpoint({ path: '/api/v1/change-projects/:id/gates', may: 'project.write', tag, summary: 'Ask for the next gate', body: z.strictObject({ evidence: longText }), act: (tx, { params, body }) => askGate(tx, { id: id(params), ...body }) }),
  writeEndpoint({ path: '/api/v1/change-projects/:id/gates/decision', may: 'project.decide', tag, summary: 'Open the gate that was asked for, or return it', body: z.strictObject({ pass: z.boolean(), reason: longText.optional() }), act: (tx, { params, body }) => decideGate(tx, { id: id(params), ...body }) }),
];

// /pusat/grand-design/versi and /proyek: drafting, adopting and comparing the tree; change projects and their gates.
import { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import { day, longText, shortText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { NotFound } from '#kernel/refusal.ts';
import { form, idIn, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { isMeasure } from './measure.ts';
import { measuredOn } from './measure-queries.ts';
import { nodeFormPage } from './pages/node-form.tsx';
import { projectFormPage, projectPage, projectsPage } from './pages/projects.tsx';
import { comparePage, versionPage, versionsPage } from './pages/versions.tsx';
import { newProject } from './project.ts';
import { askGate, decideGate, rewriteProject, writeProject } from './project-commands.ts';
import { gatesOf, projectById, projects } from './project-queries.ts';
import { adoptVersion, draftVersion, dropVersion, removeNode, writeNode } from './tree-commands.ts';
import { compare, kinds, nodeFields, type Node } from './tree.ts';
import { nodesOf, versionById, versionOn, versions } from './tree-queries.ts';
import { projectsUrl, projectUrl, versionsUrl, versionUrl } from './urls.ts';
import { sayProject, sayVersion } from './words.ts';

const listed = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => versionsPage(req, await versions(reader), state));
const opened = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const version = await versionById(reader, idIn(req));
  return versionPage(req, { version, nodes: await nodesOf(reader, version.id), all: await versions(reader) }, state);
});
const written = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const version = await versionById(reader, idIn(req));
  const nodes = await nodesOf(reader, version.id);
  const code = req.query['kode'] ?? state?.values['code'];
  const node = nodes.find((one) => one.code === code);
  const kind = node?.kind ?? z.enum(kinds).safeParse(req.query['jenis'] ?? state?.values['kind']).data;
  if (!kind) throw new NotFound();
  const measure = node?.measure ?? undefined;
  const now = measure !== undefined && isMeasure(measure) ? (await measuredOn(reader, [measure], { day: dayIn('Asia/Jakarta', req.now) })).get(measure)?.value : undefined;
  return nodeFormPage(req, { version, nodes, node, kind, now }, state);
});
const compared = (req: Req): Promise<Drawn> => req.read(async (reader) => {
  const after = await versionById(reader, idIn(req));
  const before = await versionById(reader, z.uuid().safeParse(req.query['dengan']).data ?? after.based_on ?? after.id);
  return comparePage(req, { before, after, changes: compare(await nodesOf(reader, before.id), await nodesOf(reader, after.id)) });
});

const nodesNow = async (reader: Parameters<typeof versionOn>[0]): Promise<Node[]> => {
  const version = await versionOn(reader, dayIn('Asia/Jakarta', reader.now));
  return version ? nodesOf(reader, version.id) : [];
};
const project = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const found = await projectById(reader, idIn(req));
  return projectPage(req, { project: found, steps: await gatesOf(reader, found.id), node: (await nodesNow(reader)).find(({ code }) => code === found.node_code) }, state);
});
const writing = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => projectFormPage(req, { project: undefined, nodes: await nodesNow(reader) }, state));
const changing = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => projectFormPage(req, { project: await projectById(reader, idIn(req)), nodes: await nodesNow(reader) }, state));

export const versionRoutes: Route[] = [
  page({ path: versionsUrl, may: 'strategy.read', show: (req) => listed(req) }),
  form({ path: versionsUrl, may: 'strategy.draft', again: listed, fields: z.object({ title: shortText, reason: longText, based_on: z.uuid().optional() }), act: async (tx, input, req) => { const { id, number } = await draftVersion(tx, input); return { location: versionUrl(id), notice: sayVersion(req.locale)('made', { n: number }) }; } }),
  page({ path: '/pusat/grand-design/versi/:id', may: 'strategy.read', show: (req) => opened(req) }),
  page({ path: '/pusat/grand-design/versi/:id/banding', may: 'strategy.read', show: compared }),
  page({ path: '/pusat/grand-design/versi/:id/butir', may: 'strategy.draft', show: (req) => written(req) }),
  form({ path: '/pusat/grand-design/versi/:id/butir', may: 'strategy.draft', again: written, fields: nodeFields, act: async (tx, input, req) => ({ location: versionUrl(idIn(req)), notice: sayVersion(req.locale)('saved', { code: (await writeNode(tx, { version_id: idIn(req), ...input })).code }) }) }),
  form({ path: '/pusat/grand-design/versi/:id/hapus', may: 'strategy.draft', again: opened, fields: z.object({ code: z.string().max(30) }), act: async (tx, { code }, req) => { await removeNode(tx, { version_id: idIn(req), code }); return { location: versionUrl(idIn(req)), notice: sayVersion(req.locale)('removed') }; } }),
  form({ path: '/pusat/grand-design/versi/:id/tetapkan', may: 'strategy.adopt', again: opened, fields: z.object({ decree: shortText, from: day }), act: async (tx, input, req) => ({ location: versionUrl(idIn(req)), notice: sayVersion(req.locale)('adoptedNow', { n: (await adoptVersion(tx, { id: idIn(req), ...input })).number }) }) }),
  form({ path: '/pusat/grand-design/versi/:id/buang', may: 'strategy.draft', again: opened, fields: z.object({}), act: async (tx, _, req) => { await dropVersion(tx, { id: idIn(req) }); return { location: versionsUrl, notice: sayVersion(req.locale)('droppedNow') }; } }),

  page({ path: projectsUrl, may: 'project.read', show: (req) => req.read(async (reader) => projectsPage(req, await projects(reader))) }),
  page({ path: '/pusat/grand-design/proyek/baru', may: 'project.write', show: (req) => writing(req) }),
  form({ path: '/pusat/grand-design/proyek/baru', may: 'project.write', again: writing, fields: newProject, act: async (tx, input, req) => { const { id, number } = await writeProject(tx, input); return { location: projectUrl(id), notice: sayProject(req.locale)('saved', { number }) }; } }),
  page({ path: '/pusat/grand-design/proyek/:id', may: 'project.read', show: (req) => project(req) }),
  page({ path: '/pusat/grand-design/proyek/:id/ubah', may: 'project.write', show: (req) => changing(req) }),
  form({ path: '/pusat/grand-design/proyek/:id/ubah', may: 'project.write', again: changing, fields: newProject, act: async (tx, input, req) => { await rewriteProject(tx, { id: idIn(req), ...input }); return { location: projectUrl(idIn(req)), notice: sayProject(req.locale)('savedAgain') }; } }),
  form({ path: '/pusat/grand-design/proyek/:id/ajukan', may: 'project.write', again: project, fields: z.object({ evidence: longText }), act: async (tx, input, req) => ({ location: projectUrl(idIn(req)), notice: sayProject(req.locale)('asked', { n: (await askGate(tx, { id: idIn(req), ...input })).gate }) }) }),
  form({ path: '/pusat/grand-design/proyek/:id/putuskan', may: 'project.decide', again: project, fields: z.object({ pass: z.enum(['yes', 'no']), reason: longText.optional() }), act: async (tx, { pass, reason }, req) => ({ location: projectUrl(idIn(req)), notice: sayProject(req.locale)(pass === 'yes' ? 'passedNow' : 'returnedNow', { n: (await decideGate(tx, { id: idIn(req), pass: pass === 'yes', reason })).gate }) }) }),
];

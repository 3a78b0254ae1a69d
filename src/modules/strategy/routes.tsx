// /pusat/grand-design and /grand-design: the tree, its nodes, measures, papers, risks and decisions.
import { z } from 'zod';
import { dayIn, formatInstant } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { type Mark, pdfAnswer } from '#kernel/documents/index.ts';
import { day as dayField, longText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { NotFound } from '#kernel/refusal.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, form, idIn, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { regionalOffices } from '#organisation';
import { printPage } from '#ui/frames.tsx';
import { grandDesign } from './documents/grand-design.ts';
import { isMeasure, measures, valueOf, type MeasureName } from './measure.ts';
import { partsOf, registered, silentOn, trendOf, type Scope } from './measure-queries.ts';
import { measurePage, nodePage } from './pages/node.tsx';
import { publicPage } from './pages/public.tsx';
import { steeringPage } from './pages/steering.tsx';
import { todayPage, treePage } from './pages/tree.tsx';
import { grandDesignOn } from './paper-queries.ts';
import { projects } from './project-queries.ts';
import { monthEnds, stand, type Stood } from './standing-queries.ts';
import { finishDecision, judgeRisk, recordProgress, recordReading, recordRisk, recordSteering } from './steering-commands.ts';
import { newDecision, newJudgement, newProgress, newReading, newRisk } from './steering.ts';
import { decisions, readingsOf, risks } from './steering-queries.ts';
import { branch } from './tree.ts';
import { newestStock, nodesOf, publicTree, versionOn } from './tree-queries.ts';
import { nodeUrl, publicUrl, steeringUrl, type Asked } from './urls.ts';
import { say } from './words.ts';

const today = (req: Req): string => dayIn('Asia/Jakarta', req.now);
/** What a page is asked for: a day not ahead of today, a region, a facility. */
export function askedOf(req: Req): { day: string; asked: Asked; scope: Scope } {
  const [given, kanwil, upt] = ['tanggal', 'kanwil', 'upt'].map((name) => (req.query[name] ?? '').slice(0, 60) || undefined);
  const parsed = dayField.safeParse(given).data;
  const day = parsed !== undefined && parsed < today(req) ? parsed : today(req);
  return { day, asked: { tanggal: day === today(req) ? undefined : day, kanwil, upt }, scope: { office: kanwil, facility: upt } };
}

async function stoodNow(reader: Reader, day: string, scope: Scope): Promise<{ version: Awaited<ReturnType<typeof versionOn>>; nodes: Stood[] }> {
  const version = await versionOn(reader, day);
  return { version, nodes: version ? await stand(reader, await nodesOf(reader, version.id), { day, ...scope }) : [] };
}

const opened = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const { day, asked, scope } = askedOf(req);
  const { nodes } = await stoodNow(reader, day, scope);
  const node = nodes.find(({ code }) => code === req.params['code']);
  if (!node) throw new NotFound();
  const own = branch(nodes, node.code).map(({ code }) => code);
  const name = node.measure !== null && isMeasure(node.measure) ? node.measure : undefined;
  return nodePage(req, {
    node, nodes, day, asked, offices: await regionalOffices(reader), trend: name ? await trendOf(reader, name, monthEnds(day, 6), scope) : [], parts: name ? await partsOf(reader, name, { day, ...scope }) : [],
    readings: node.kind === 'indicator' && !name ? await readingsOf(reader, node.code, day) : [], risks: await risks(reader, { nodes: own }), decisions: await decisions(reader, { nodes: own }), projects: await projects(reader, own),
  }, state);
});
const steered = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => steeringPage(req, { risks: await risks(reader), decisions: await decisions(reader) }, state));

async function measured(req: Req): Promise<Drawn> {
  const [, named = '', ending] = /^([a-z_]+)(\.xlsx)?$/.exec(req.params['name'] ?? '') ?? [];
  if (!isMeasure(named)) throw new NotFound();
  const { day, asked, scope } = askedOf(req);
  return req.read(async (reader) => {
    const parts = await partsOf(reader, named, { day, ...scope });
    if (ending) return partsSheet(req, named, day, parts);
    return measurePage(req, { name: named, day, asked, parts, silent: await silentOn(reader, named, { day, ...scope }) });
  });
}
function partsSheet(req: Req, name: MeasureName, day: string, parts: Awaited<ReturnType<typeof partsOf>>): Response {
  const t = say(req.locale);
  const measure = measures[name];
  return downloadXlsx(`ukuran-${name}-${day}`, parts.map((row) => ({ facility: row.facility_name, value: valueOf(measure, row.part, row.whole), part: row.part, whole: row.whole, as_of: row.as_of })), [
    { key: 'facility', title: t('facility'), kind: 'text', width: 36 }, { key: 'value', title: t('value'), kind: 'number' }, { key: 'part', title: t('part'), kind: 'number' }, { key: 'whole', title: t('whole'), kind: 'number' }, { key: 'as_of', title: t('asOfFact'), kind: 'date' },
  ], { title: measure.name[req.locale], notes: [measure.formula[req.locale], measure.source, day] });
}

async function paper(req: Req): Promise<{ content: Awaited<ReturnType<typeof grandDesignOn>>['content']; mark: Mark; day: string }> {
  const { day, scope } = askedOf(req);
  const { content, sample } = await req.read((reader) => grandDesignOn(reader, { day, ...scope }));
  return { content, day, mark: { code: content.number, check_url: `${req.origin}${publicUrl}`, printed_by: req.actor.name, printed_at: formatInstant(req.now, 'Asia/Jakarta', 'id'), sample } };
}

const act = { code: (req: Req): string => req.params['code'] ?? '' };
export const treeRoutes: Route[] = [
  page({ path: publicUrl, may: 'anyone', cached: true, show: async (req) => publicPage(req, { tree: await publicTree(req.shop, today(req)), stock: await newestStock(req.shop), day: today(req) }) }),
  page({
    path: '/pusat/grand-design', may: 'strategy.read',
    show: (req) => req.read(async (reader) => {
      const { day, asked, scope } = askedOf(req);
      return treePage(req, { ...(await stoodNow(reader, day, scope)), day, asked, offices: await regionalOffices(reader), facilities: await registered(reader, scope) });
    }),
  }),
  page({ path: '/pusat/grand-design/hari-ini', may: 'strategy.read', show: (req) => req.read(async (reader) => todayPage(req, { nodes: (await stoodNow(reader, today(req), {})).nodes, day: today(req) })) }),
  page({ path: '/pusat/grand-design/butir/:code', may: 'strategy.read', show: (req) => opened(req) }),
  page({ path: '/pusat/grand-design/ukuran/:name', may: 'strategy.read', show: measured }),
  page({ path: '/pusat/grand-design/cetak', may: 'strategy.read', show: async (req) => { const { content, mark } = await paper(req); return printPage(req, { title: content.title, sample: mark.sample }, <grandDesign.Page content={content} mark={mark} />); } }),
  file({
    path: '/pusat/grand-design/dokumen.pdf', may: 'strategy.read',
    send: async (req) => {
      const { content, mark, day } = await paper(req);
      return pdfAnswer(await grandDesign.pdf(content, mark), `grand-design-${day}.pdf`);
    },
  }),
  form({ path: '/pusat/grand-design/butir/:code/angka', may: 'strategy.steer', again: opened, fields: newReading.omit({ node: true }).extend({ node: z.string().optional() }), act: async (tx, { node: _, ...input }, req) => { await recordReading(tx, { ...input, node: act.code(req) }); return { location: nodeUrl(act.code(req)), notice: say(req.locale)('readingSaved') }; } }),
  form({ path: '/pusat/grand-design/butir/:code/kemajuan', may: 'strategy.steer', again: opened, fields: newProgress.omit({ node: true }), act: async (tx, input, req) => { await recordProgress(tx, { ...input, node: act.code(req) }); return { location: nodeUrl(act.code(req)), notice: say(req.locale)('progressSaved') }; } }),
  form({ path: '/pusat/grand-design/butir/:code/risiko', may: 'strategy.steer', again: opened, fields: newRisk, act: async (tx, input, req) => ({ location: nodeUrl(act.code(req)), notice: say(req.locale)('riskSaved', { number: (await recordRisk(tx, input)).number }) }) }),
  form({ path: '/pusat/grand-design/butir/:code/keputusan', may: 'strategy.steer', again: opened, fields: newDecision.omit({ hearing_id: true }), act: async (tx, input, req) => ({ location: nodeUrl(act.code(req)), notice: say(req.locale)('decisionSaved', { number: (await recordSteering(tx, input)).number }) }) }),
  page({ path: '/pusat/grand-design/kemudi', may: 'strategy.read', show: (req) => steered(req) }),
  form({ path: '/pusat/grand-design/kemudi/risiko/:id', may: 'strategy.steer', again: steered, fields: newJudgement, act: async (tx, input, req) => { await judgeRisk(tx, { ...input, id: idIn(req) }); return { location: steeringUrl, notice: say(req.locale)('judged') }; } }),
  form({ path: '/pusat/grand-design/kemudi/keputusan/:id/selesai', may: 'strategy.steer', again: steered, fields: z.object({ on_day: dayField, evidence: longText }), act: async (tx, input, req) => { await finishDecision(tx, { ...input, id: idIn(req) }); return { location: steeringUrl, notice: say(req.locale)('finished') }; } }),
];

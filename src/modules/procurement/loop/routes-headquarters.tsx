// /pusat/siklus: the survey, what was asked, the announcement, compliance. /pengumuman: the announcement for anybody.
import { pdfAnswer } from '#kernel/documents/index.ts';
import { z } from 'zod';
import { formatInstant } from '#kernel/calendar.ts';
import { longText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { documentByCode } from '#kernel/issue.ts';
import { NotFound } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, form, idIn, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { announce, changeAnnouncement, discardAnnouncement, prepareAnnouncement } from './announcement-commands.ts';
import { announcedLines, announcedToAll, announcementOf } from './announcement-queries.ts';
import { pengumumanPengadaan } from './documents/pengumuman-pengadaan.ts';
import { announcedQuantity, leadDaysRule, newSurvey } from './loop.ts';
import { announcedPage, announcementPage, demandPage } from './pages/announcement.tsx';
import { loopYearPage, loopYearsPage } from './pages/loop-years.tsx';
import { plansOf } from './plan-queries.ts';
import { loopCompliance } from './reservation-queries.ts';
import { classifyDemand, closeSurvey, openSurvey } from './survey-commands.ts';
import { askedByKind, demandLines, kindsOf, loopYears, surveyOf } from './survey-queries.ts';
import { announcementUrl, loopDemandUrl, loopUrl, loopYearUrl } from './urls.ts';
import { sayLoop } from './words.ts';

const perPage = 100;
/** The year in an address: what is no year names nothing. */
export function yearIn({ params }: Pick<Req, 'params'>): number {
  const year = Number(params['year']);
  if (!/^20\d\d$/.test(params['year'] ?? '')) throw new NotFound();
  return year;
}

const years = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => loopYearsPage(req, { years: await loopYears(reader), nextYear: req.now.getUTCFullYear() + 1 }, state));
const oneYear = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const year = (await loopYears(reader)).find((each) => each.year === yearIn(req));
  if (!year) throw new NotFound();
  return loopYearPage(req, { year, kinds: await askedByKind(reader, year.id), plans: await plansOf(reader, year.id), compliance: await loopCompliance(reader, year.year), announcement: await announcementOf(reader, year.year) }, state);
});
const announcing = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const announcement = await announcementOf(reader, yearIn(req));
  if (!announcement) return new Response(null, { status: 303, headers: { location: loopYearUrl(yearIn(req)) } });
  const { value: lead_days } = await ruleOn<number>(reader, leadDaysRule, req.now.toISOString().slice(0, 10));
  return announcementPage(req, { announcement, lines: await announcedLines(reader, announcement.id), lead_days }, state);
});
const demanded = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const survey = await surveyOf(reader, yearIn(req));
  const filter = { q: req.query['q']?.trim().slice(0, 100) || undefined, tanpa: req.query['tanpa'] ? 'ya' : undefined };
  const rows = await demandLines(reader, survey.id, { q: filter.q, unclassified: filter.tanpa !== undefined, after: z.uuid().safeParse(req.query['after']).data, limit: perPage + 1 });
  const shown = rows.slice(0, perPage);
  return demandPage(req, { year: survey.year, rows: shown, kinds: await kindsOf(reader, survey.id), filter, next: rows.length > perPage ? shown.at(-1)?.id : undefined }, state);
});

/** As people type them: one kind a line, its parts between semicolons. */
const typedKinds = z.preprocess((text) => (typeof text !== 'string' ? text : text.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => {
  const [code, name_id, name_en, unit, category, weight_gram, unspsc] = line.split(';').map((part) => part.trim());
  return { code, name_id, name_en: name_en || name_id, unit, category, weight_gram, ...(unspsc ? { unspsc } : {}) };
})), newSurvey.shape.kinds);

/** A problem in one of the kinds belongs to the field they are typed in. */
const inOneField = (state: FormState): FormState => ({ ...state, problems: Object.fromEntries(Object.entries(state.problems).map(([name, problem]) => {
  const line = /^kinds\.(\d+)/.exec(name)?.[1];
  return line === undefined ? [name, problem] : ['kinds', `${Number(line) + 1}: ${problem}`];
})) });

async function complianceSheet(req: Req): Promise<Response> {
  const t = sayLoop(req.locale);
  const year = yearIn(req);
  const rows = await req.read((reader) => loopCompliance(reader, year));
  return downloadXlsx(`kepatuhan-siklus-${year}`, rows.map(({ agency, asked, reserved, called, delivered }) => ({ agency, asked, reserved, called, delivered })), [
    { key: 'agency', title: t('agency'), kind: 'text', width: 40 }, ...(['asked', 'reserved', 'called', 'delivered'] as const).map((key) => ({ key, title: t(key), kind: 'integer' as const, total: true })),
  ], { title: `${t('compliance')} ${year}` });
}

/** The paper is public once it is announced: its code is on the public page. */
async function publicPaper(req: Req): Promise<Response> {
  const code = (req.params['file'] ?? '').replace(/\.pdf$/, '');
  const issued = await req.read((reader) => documentByCode(reader, code), { facility_ids: 'all' });
  if (issued.kind !== pengumumanPengadaan.kind) throw new NotFound();
  const content = pengumumanPengadaan.content.parse(issued.content);
  const bytes = await pengumumanPengadaan.pdf(content, { code, sample: content.letterhead.ministry.includes('data contoh'), check_url: `${req.origin || 'http://localhost'}/cek/${code}`, printed_by: req.actor.name || 'Publik', printed_at: formatInstant(req.now, 'Asia/Jakarta', 'id'), made_at: issued.recorded_at });
  return pdfAnswer(bytes, `pengumuman-${content.number}.pdf`);
}

export const headquartersRoutes: Route[] = [
  page({ path: loopUrl, may: 'loop.oversee', show: (req) => years(req) }),
  form({
    path: loopUrl, may: 'survey.open', fields: newSurvey.extend({ kinds: typedKinds }), again: (req, state) => years(req, inOneField(state)),
    act: async (tx, input, req) => ({ location: loopYearUrl((await openSurvey(tx, input)).year), notice: sayLoop(req.locale)('opened') }),
  }),
  page({ path: '/pusat/siklus/:year', may: 'loop.oversee', show: (req) => oneYear(req) }),
  form({ path: '/pusat/siklus/:year/tutup', may: 'survey.open', fields: z.object({}), again: oneYear, act: async (tx, _, req) => ({ location: loopYearUrl((await closeSurvey(tx, { year: yearIn(req) })).year), notice: sayLoop(req.locale)('closedNotice') }) }),
  page({ path: '/pusat/siklus/:year/permintaan', may: 'loop.oversee', show: (req) => demanded(req) }),
  form({ path: '/pusat/siklus/:year/permintaan/:id', may: 'demand.classify', fields: z.object({ kind: z.string().max(30) }), again: demanded, act: async (tx, { kind }, req) => { await classifyDemand(tx, { id: idIn(req), kind }); return { location: loopDemandUrl(yearIn(req)), notice: sayLoop(req.locale)('kindSaved') }; } }),
  page({ path: '/pusat/siklus/:year/pengumuman', may: 'loop.oversee', show: (req) => announcing(req) }),
  form({ path: '/pusat/siklus/:year/pengumuman', may: 'announcement.prepare', fields: z.object({}), again: oneYear, act: async (tx, _, req) => { await prepareAnnouncement(tx, { year: yearIn(req) }); return { location: announcementUrl(yearIn(req)), notice: sayLoop(req.locale)('prepared') }; } }),
  form({ path: '/pusat/siklus/:year/pengumuman/ubah', may: 'announcement.prepare', fields: z.object({ lines: z.array(announcedQuantity).max(200) }), again: announcing, act: async (tx, { lines }, req) => { await changeAnnouncement(tx, { year: yearIn(req), lines }); return { location: announcementUrl(yearIn(req)), notice: sayLoop(req.locale)('saved') }; } }),
  form({ path: '/pusat/siklus/:year/pengumuman/umumkan', may: 'announcement.announce', fields: z.object({}), again: announcing, act: async (tx, _, req) => { const { number } = await announce(tx, { year: yearIn(req) }); return { location: announcementUrl(yearIn(req)), notice: sayLoop(req.locale)('announcedNotice', { number }) }; } }),
  form({ path: '/pusat/siklus/:year/pengumuman/buang', may: 'announcement.prepare', fields: z.object({ reason: longText }), again: announcing, act: async (tx, { reason }, req) => { await discardAnnouncement(tx, { year: yearIn(req), reason }); return { location: loopYearUrl(yearIn(req)), notice: sayLoop(req.locale)('discarded') }; } }),
  file({ path: '/pusat/siklus/:year/kepatuhan.xlsx', may: 'loop.oversee', send: complianceSheet }),
  page({ path: '/pengumuman', may: 'anyone', show: async (req) => announcedPage(req, { lines: await announcedToAll(req.shop, z.coerce.number().int().min(2000).max(2100).safeParse(req.query['tahun']).data) }) }),
  file({ path: '/pengumuman/:file{[A-Z0-9]+\\.pdf}', may: 'anyone', send: publicPaper }),
];

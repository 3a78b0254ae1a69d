import { month as monthField } from '#kernel/form.ts';
import type { Reader } from '#kernel/db.ts';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { page, readEndpoint, type Req, type Route } from '#kernel/web.ts';
import { dayIn } from '#kernel/calendar.ts';
import { facilityActedOn, facilityById, regionalOffices } from '#organisation';
import { z } from 'zod';
import { figureKeys, figuresOf, sectionLetters } from './documents/laporan-sections.ts';
import { consolidatedPage, figureByUnitPage, reportFactsPage } from './pages/report-facts.tsx';
import { coverage } from './queries.ts';
import { figureOf, isReportKey, keptReports, reportFacts, totalOf } from './report-fact-queries.ts';
import { sayReport } from './report-words.ts';
import { consolidatedUrl } from './urls.ts';

/** The facility whose report is read: one's own, or the one an overseer names. */
export async function reportedUnit(reader: Reader, upt: string | undefined): Promise<string> {
  if (!upt && !reader.actor.facility_id) throw new Forbidden('report.read');
  return facilityActedOn(reader, upt);
}

const monthsOf = (now: Date): string[] => {
  const [year = 0, month = 0] = dayIn('Asia/Jakarta', now).split('-').map(Number);
  return Array.from({ length: 25 }, (_, back) => new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7));
};

const facts = (req: Req) => req.read(async (reader) => {
  const month = monthField.safeParse(req.params['month']).data;
  const key = req.params['key'] ?? '';
  if (!month || !isReportKey(key)) throw new NotFound();
  const facility_id = await reportedUnit(reader, req.query['upt']);
  const found = await reportFacts(reader, key, { facility_id, month });
  if (req.query['unduh'] === 'xlsx') {
    const t = sayReport(req.locale);
    return downloadXlsx(`${key}-${month}`, found.map(({ thing, on_day, amount, whole }) => ({ thing, on_day, amount, whole })), [{ key: 'thing', title: t('fact'), kind: 'text', width: 40 }, { key: 'on_day', title: t('day'), kind: 'date' }, { key: 'amount', title: t('value'), kind: key.endsWith('_idr') ? 'money' : 'integer', total: true }, { key: 'whole', title: t('ofWhole', { n: '', all: '' }).trim(), kind: 'integer' }], { title: `${key} ${month}` });
  }
  return reportFactsPage(req, { key, month, facts: found, value: figureOf(key, found), unit_name: (await facilityById(reader, facility_id)).name });
});

const consolidated = (req: Req) => req.read(async (reader) => {
  const months = monthsOf(req.now);
  const month = monthField.safeParse(req.query['bulan']).data ?? months[1] ?? '';
  const office = req.query['kanwil']?.slice(0, 40) || undefined;
  const reports = await keptReports(reader, { month, office: office ?? null });
  const key = req.query['angka'];
  if (key !== undefined) {
    if (!figureKeys.includes(key)) throw new NotFound();
    return figureByUnitPage(req, { key, month, office, reports });
  }
  if (req.query['unduh'] === 'xlsx') {
    const t = sayReport(req.locale);
    const figures = sectionLetters.flatMap(figuresOf);
    const cells = reports.map((report) => ({ facility_name: report.facility_name, office: report.office, state: t(report.state), ...Object.fromEntries(figures.flatMap((figure) => { const value = report.figures[figure.key]; return typeof value === 'number' ? [[figure.key, value]] : []; })) }));
    return downloadXlsx(`laporan-konsolidasi-${month}`, cells, [{ key: 'facility_name', title: t('facility'), kind: 'text', width: 30 }, { key: 'office', title: t('office'), kind: 'text' }, { key: 'state', title: t('state'), kind: 'text' }, ...figures.map((figure) => ({ key: figure.key, title: figure.label, kind: figure.unit === 'Rp' ? 'money' as const : figure.unit === '%' ? 'number' as const : 'integer' as const, total: figure.unit !== '%' }))], { title: `${t('consolidated')} ${month}` });
  }
  return consolidatedPage(req, { month, months: months.includes(month) ? months : [month, ...months], office, offices: req.actor.facility_ids === 'all' ? await regionalOffices(reader) : [], reports, active: (await coverage(reader, month)).active });
});

const tag = 'insight';
export const reportFactRoutes: Route[] = [
  page({ path: '/bengkel/laporan/:month/fakta/:key', may: 'report.read', show: facts }),
  page({ path: consolidatedUrl(), may: 'dashboard.read', show: consolidated }),
  readEndpoint({
    path: '/api/v1/reports/:month/facts/:key', may: 'report.read', tag, summary: 'The facts a figure of the monthly report is made of', query: z.strictObject({ facility: z.string().max(60).optional() }),
    read: async (reader, { params, query }) => {
      const month = monthField.safeParse(params['month']).data;
      const key = params['key'] ?? '';
      if (!month || !isReportKey(key)) throw new NotFound();
      const items = await reportFacts(reader, key, { facility_id: await reportedUnit(reader, query.facility), month });
      return { figure: figureOf(key, items), items, next_cursor: null };
    },
  }),
  readEndpoint({
    path: '/api/v1/reports/:month/consolidated', may: 'dashboard.read', tag, summary: 'The reports of an office or of all in reach as one: each figure’s total and of how many facilities', query: z.strictObject({ office: z.string().max(40).optional() }),
    read: async (reader, { params, query }) => {
      const month = monthField.safeParse(params['month']).data;
      if (!month) throw new NotFound();
      const reports = await keptReports(reader, { month, office: query.office ?? null });
      return { month, reports: reports.length, signed: reports.filter((report) => report.state === 'signed').length, figures: figureKeys.map((key) => totalOf(key, reports)) };
    },
  }),
];

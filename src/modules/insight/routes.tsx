import { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { month as monthField } from '#kernel/form.ts';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { form, page, type Req, type Route } from '#kernel/web.ts';
import { facilityByCode } from '#organisation';
import { signReport, submitReport } from './commands.ts';
import { figures, isFigure } from './figure.ts';
import { dashboardPage } from './pages/dashboard.tsx';
import { factsPage } from './pages/facts.tsx';
import { mapPage } from './pages/map.tsx';
import { facilityPage, matrixPage, reportPage, type ReportView } from './pages/reports.tsx';
import { coverage, dots, factsOf, needs, reportOf, submissions, sumsOf, trend } from './queries.ts';
import { draftReport } from './report.ts';
import { reportedUnit } from './routes-report-facts.tsx';
import { reportUrl } from './urls.ts';
import { say } from './words.ts';

/** This month and the ones before it, newest first, in the capital's zone. */
export function monthsBack(now: Date, n: number): string[] {
  const today = dayIn('Asia/Jakarta', now);
  const [year = 0, month = 0] = today.split('-').map(Number);
  return Array.from({ length: n }, (_, back) => new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7));
}

const today = (req: Req) => dayIn('Asia/Jakarta', req.now);
const askedMonth = (req: Req): string => monthField.safeParse(req.query['bulan']).data ?? today(req).slice(0, 7);
const figureOf = (req: Req) => {
  const name = (req.params['figure'] ?? '').replace(/\.xlsx$/, '');
  if (!isFigure(name)) throw new NotFound();
  return name;
};
const facilityOf = (req: Req): string => {
  if (!req.actor.facility_id) throw new Forbidden('report.read');
  return req.actor.facility_id;
};

async function reportView(req: Req): Promise<ReportView> {
  const month = monthField.safeParse(req.params['month']).data;
  if (!month) throw new NotFound();
  return req.read(async (reader) => {
    const facility_id = await reportedUnit(reader, req.query['upt']);
    const report = await reportOf(reader, facility_id, month);
    return { month, months: monthsBack(req.now, 4), report, draft: await draftReport(reader, { facility_id, month, day: today(req), explanations: report?.explanations ?? {} }) };
  });
}
const reportAgain = async (req: Req, state: FormState) => reportPage(req, await reportView(req), state);

export const routes: Route[] = [
  page({
    path: '/pusat', may: 'dashboard.read',
    show: async (req) => {
      const months = monthsBack(req.now, 6);
      const [month = '', last_month = ''] = months;
      return dashboardPage(req, await req.read(async (reader) => ({
        month, last_month, sums: await sumsOf(reader, month), needs: await needs(reader, { today: today(req), last_month }), coverage: await coverage(reader, last_month), trend: await trend(reader, [...months].reverse()),
      })));
    },
  }),
  page({
    path: '/pusat/peta', may: 'dashboard.read',
    show: async (req) => mapPage(req, await req.read(async (reader) => ({ dots: await dots(reader), needs: await needs(reader, { today: today(req), last_month: monthsBack(req.now, 2)[1] ?? '' }) }))),
  }),
  page({
    path: '/pusat/fakta/:figure', may: 'dashboard.read',
    show: async (req) => {
      const figure = figureOf(req);
      const month = askedMonth(req);
      const facility = (req.query['lapas'] ?? '').slice(0, 60);
      const facts = await req.read((reader) => factsOf(reader, figure, { month, facility, limit: req.query['unduh'] === 'xlsx' ? 100_000 : 500 }));
      if (req.query['unduh'] === 'xlsx') return sheet(req, figures[figure].name[req.locale], facts);
      const sums = await req.read((reader) => sumsOf(reader, month, facility));
      return factsPage(req, { figure, month, facility, facts, total: sums[figure] });
    },
  }),
  page({
    path: '/pusat/upt/:code', may: 'dashboard.read',
    show: async (req) => {
      const [month = '', last_month = ''] = monthsBack(req.now, 2);
      return facilityPage(req, await req.read(async (reader) => {
        const facility = await facilityByCode(reader, req.params['code'] ?? '');
        const all = await needs(reader, { today: today(req), last_month });
        return { facility, month, sums: await sumsOf(reader, month, facility.code), needs: all.filter((need) => need.facility_id === facility.id) };
      }));
    },
  }),
  page({ path: '/pusat/laporan', may: 'dashboard.read', show: async (req) => {
    const months = monthsBack(req.now, 4).slice(1);
    return matrixPage(req, { months, rows: await req.read((reader) => submissions(reader, months)) });
  } }),
  page({ path: '/bengkel/laporan', may: 'report.read', show: (req) => Response.redirect(new URL(`${reportUrl(monthsBack(req.now, 2)[1] ?? '')}${req.query['upt'] ? `?upt=${encodeURIComponent(req.query['upt'])}` : ''}`, req.raw.url), 303) }),
  page({ path: '/bengkel/laporan/:month', may: 'report.read', show: async (req) => reportPage(req, await reportView(req), emptyForm) }),
  form({
    path: '/bengkel/laporan/:month/kirim', may: 'report.submit', fields: z.strictObject({ explanations: z.record(z.string(), z.string().max(1000)).default({}) }),
    act: async (tx, { explanations }, req) => {
      const month = req.params['month'] ?? '';
      await submitReport(tx, { facility_id: facilityOf(req), month, explanations });
      return { location: reportUrl(month), notice: say(req.locale)('sent') };
    },
    again: reportAgain,
  }),
  form({
    path: '/bengkel/laporan/:month/tanda-tangan', may: 'report.sign', fields: z.strictObject({}),
    act: async (tx, _, req) => {
      const month = req.params['month'] ?? '';
      const { document } = await signReport(tx, { facility_id: facilityOf(req), month });
      return { location: reportUrl(month), notice: say(req.locale)('signedNow', { code: document }) };
    },
    again: reportAgain,
  }),
];

function sheet(req: Req, title: string, facts: { facility_name: string; thing: string; on_day: string; amount: number }[]): Response {
  return downloadXlsx('fakta', facts, [
    { key: 'facility_name', title: 'UPT', kind: 'text', width: 34 }, { key: 'thing', title: 'Fakta', kind: 'text', width: 34 }, { key: 'on_day', title: 'Tanggal', kind: 'date' }, { key: 'amount', title: 'Nilai', kind: 'money', total: true },
  ], { title, notes: [req.path] });
}

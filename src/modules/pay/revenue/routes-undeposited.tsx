// The undeposited list that names why, for a facility, an office and headquarters.
import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, page, readEndpoint, type Req, type Route } from '#kernel/web.ts';
import { facilityActedOn, holidays, regionalOffices } from '#organisation';
import { z } from 'zod';
import { workingDaysBetween } from './routes-money.tsx';
import { clockOf, reasonNames, reasons, reasonsOf, type Reason } from './undeposited.ts';
import { sayWaiting, waitingPage, type Named } from './undeposited-pages.tsx';
import { waitingLines } from './undeposited-queries.ts';
import { undepositedUrl } from './urls.ts';

/** Each line with its reasons and its clock: until it was paid, or until today where it lies. */
export async function namedLines(reader: Reader, where: { facility_id?: string | null; office?: string | null; reason?: Reason | undefined }): Promise<Named[]> {
  const free = await holidays(reader);
  return (await waitingLines(reader, where)).map((line): Named => {
    const today = dayIn(zoneOf(line.timezone), reader.now);
    return { ...line, why: reasonsOf({ ...line, today }), ...clockOf(line, line.paid_on ?? today, free, workingDaysBetween) };
  }).filter((line) => where.reason === undefined || line.why.includes(where.reason));
}

const asked = (req: Req) => ({ office: req.query['kanwil']?.slice(0, 40) || undefined, reason: z.enum(reasons).safeParse(req.query['alasan']).data });
const tag = 'pay';
export const undepositedRoutes: Route[] = [
  page({ path: undepositedUrl(), may: 'revenue.oversee', show: (req) => req.read(async (reader) => { const { office, reason } = asked(req); return waitingPage(req, { rows: await namedLines(reader, { office: office ?? null, reason }), office, offices: req.actor.facility_ids === 'all' ? await regionalOffices(reader) : [], reason }); }) }),
  file({
    path: '/pusat/pnbp/belum-setor/daftar.xlsx', may: 'revenue.oversee',
    send: async (req) => {
      const t = sayWaiting(req.locale);
      const { office, reason } = asked(req);
      const rows = await req.read((reader) => namedLines(reader, { office: office ?? null, reason }));
      return downloadXlsx('belum-setor', rows.map(({ facility_name, office: unit, number, on_day, due_idr, deadline, late_days, ...row }) => ({ facility_name, office: unit, number, on_day, due_idr, deadline, late_days, reasons: row.why.map((each) => reasonNames[each][req.locale]).join('; ') })), [
        { key: 'facility_name', title: t('facility'), kind: 'text', width: 30 }, { key: 'office', title: t('office'), kind: 'text' }, { key: 'number', title: t('number'), kind: 'text' }, { key: 'on_day', title: t('day'), kind: 'date' }, { key: 'due_idr', title: t('amount'), kind: 'money', total: true }, { key: 'deadline', title: t('deadline'), kind: 'date' }, { key: 'late_days', title: t('lateDays'), kind: 'integer' }, { key: 'reasons', title: t('why'), kind: 'text', width: 60 },
      ], { title: t('title') });
    },
  }),
  readEndpoint({
    path: '/api/v1/state-revenue/undeposited', may: 'deposit.read', tag, summary: 'Parts of the state that are not paid in or not agreed, each with its coded reasons and its clock; over every facility in reach when none is named', query: z.strictObject({ facility: z.string().max(60).optional(), office: z.string().max(40).optional(), reason: z.enum(reasons).optional() }),
    read: async (reader, { query }) => {
      const facility_id = query.facility || reader.actor.facility_id ? await facilityActedOn(reader, query.facility) : null;
      const items = (await namedLines(reader, { facility_id, office: query.office ?? null, reason: query.reason })).map(({ facility_code, office, number, settlement, on_day, due_idr, deposit, deposit_number, why, deadline, late_days }) => ({ facility: facility_code, office, number, settlement, on_day, due_idr, deposit, deposit_number, reasons: why, deadline, late_days }));
      return { items, total_idr: items.reduce((sum, item) => sum + item.due_idr, 0), next_cursor: null };
    },
  }),
];

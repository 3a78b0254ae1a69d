// The books in the government's statements: of one facility, and of an office or the country as one.
import { addDays, dayIn } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { month as monthField } from '#kernel/form.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, page, readEndpoint, type Req, type Route } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { regionalOffices } from '#organisation';
import { z } from 'zod';
import { accrualStatements, consolidatedTrial } from './accrual-queries.ts';
import { accrualPage, type AccrualView } from './pages/accrual.tsx';
import { chooseBooksPage } from './pages/books.tsx';
import { unitOf, unitsInReach } from './queries.ts';
import { accrualUrl, booksAllUrl } from './urls.ts';
import { sayLedger } from './words.ts';

const monthsBack = (today: string): string[] => {
  const months = [today.slice(0, 7)];
  while (months.length < 25) months.push(addDays(`${months.at(-1) ?? today.slice(0, 7)}-01`, -1).slice(0, 7));
  return months;
};

async function viewOf(reader: Reader, req: Req, unit: { id: string; name: string } | undefined): Promise<AccrualView> {
  const months = monthsBack(dayIn('Asia/Jakarta', reader.now));
  const month = monthField.safeParse(req.query['bulan']).data ?? months[1] ?? '';
  const office = unit ? undefined : req.query['kanwil']?.slice(0, 40) || undefined;
  const scope = { facility_id: unit?.id ?? null, office: office ?? null, month };
  return { unit, month, months: months.includes(month) ? months : [month, ...months], accrual: await accrualStatements(reader, scope), trial: await consolidatedTrial(reader, scope), office, offices: !unit && reader.actor.facility_ids === 'all' ? await regionalOffices(reader) : [] };
}

function sheetOf(req: Req, { month, accrual, trial }: AccrualView, title: string): Response {
  const t = sayLedger(req.locale);
  const { totals } = accrual;
  const rows = [
    ...accrual.lines.map((line) => ({ group: t(line.statement), line: pick(req.locale, line), code: line.bas_code ?? '', mark: line.verified ? '' : t('unverified'), accounts: line.accounts.join(', '), amount_idr: line.amount_idr })),
    ...accrual.unmapped.map((each) => ({ group: t('unmapped'), line: each.account, code: '', mark: '', accounts: each.account, amount_idr: each.amount_idr })),
    ...([['equityBefore', totals.equity_before_idr], ['surplus', totals.surplus_idr], ['equityOther', totals.equity_other_idr], ['equityTotal', totals.equity_idr]] as const).map(([name, amount_idr]) => ({ group: t('equityChange'), line: t(name), code: '', mark: '', accounts: '', amount_idr })),
    ...trial.map((row) => ({ group: t('trial'), line: `${row.code} ${pick(req.locale, row)}`, code: '', mark: '', accounts: row.code, debit_idr: row.debit_idr, credit_idr: row.credit_idr, amount_idr: row.balance_idr })),
  ];
  return downloadXlsx(`laporan-akrual-${month}`, rows, [
    { key: 'group', title: t('statement'), kind: 'text', width: 26 }, { key: 'line', title: t('line'), kind: 'text', width: 44 }, { key: 'code', title: t('basCode'), kind: 'text' }, { key: 'mark', title: t('unverified'), kind: 'text' }, { key: 'accounts', title: t('fromAccounts'), kind: 'text' },
    { key: 'debit_idr', title: t('debit'), kind: 'money' }, { key: 'credit_idr', title: t('credit'), kind: 'money' }, { key: 'amount_idr', title: t('amount'), kind: 'money' },
  ], { title, notes: [t('accrualLead')] });
}

const one = (req: Req, draw: (view: AccrualView) => ReturnType<typeof accrualPage>) => req.read(async (reader) => {
  const upt = req.query['upt'];
  return !upt && !req.actor.facility_id ? chooseBooksPage(req, await unitsInReach(reader), accrualUrl()) : draw(await viewOf(reader, req, await unitOf(reader, upt)));
});
const tag = 'ledger';
const scope = z.strictObject({ facility: z.string().max(80).optional(), office: z.string().max(40).optional() });
export const accrualRoutes: Route[] = [
  page({ path: accrualUrl(), may: 'ledger.read', show: (req) => one(req, (view) => accrualPage(req, view)) }),
  file({ path: '/bengkel/buku-besar/akrual/daftar.xlsx', may: 'ledger.read', send: async (req) => { const view = await req.read(async (reader) => viewOf(reader, req, await unitOf(reader, req.query['upt']))); return sheetOf(req, view, view.unit?.name ?? ''); } }),
  page({ path: booksAllUrl(), may: 'ledger.consolidate', show: (req) => req.read(async (reader) => accrualPage(req, await viewOf(reader, req, undefined))) }),
  file({ path: '/pusat/buku-besar/daftar.xlsx', may: 'ledger.consolidate', send: async (req) => sheetOf(req, await req.read((reader) => viewOf(reader, req, undefined)), sayLedger(req.locale)('booksAllLead')) }),
  readEndpoint({
    path: '/api/v1/ledger/accrual/:month', may: 'ledger.read', tag, summary: 'Balance sheet, operational report, budget realisation and change of equity by the dated mapping; over an office or all in reach when no facility is named', query: scope,
    read: async (reader, { params, query }) => accrualStatements(reader, { facility_id: query.facility || reader.actor.facility_id ? (await unitOf(reader, query.facility)).id : null, office: query.office ?? null, month: monthField.parse(params['month']) }),
  }),
];

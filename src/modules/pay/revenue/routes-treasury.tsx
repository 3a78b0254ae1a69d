// Targets, the treasury's statement, and files for the bank.
import { addDays, addWorkingDays, dayIn } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { longText, month as monthField, shortText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { NotFound } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, form, idIn, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn, holidays } from '#organisation';
import { z } from 'zod';
import { peopleOf } from '../runs/run-queries.ts';
import { answerHeads, payeeWish, writeBankFile } from './bank-file.ts';
import { approvePayee, prepareBankFile, recordBankAnswer, recordPayee, refuseBankFile, releaseBankFile } from './bank-commands.ts';
import { bankFilePage, bankFilesPage, payeesPage } from './bank-pages.tsx';
import { bankFileById, bankFiles, fileLines, payees, sendable } from './bank-queries.ts';
import { ofUnit } from './choose-unit.tsx';
import { answerWish, statementHeads, targetWish } from './reconciliation.ts';
import { decideFinding, explainFinding, importStatement, setTarget } from './reconciliation-commands.ts';
import { reconciliationPage, revenueAllPage } from './reconciliation-pages.tsx';
import { reconciliationOf, unitsRevenue, yearOf } from './reconciliation-queries.ts';
import { workingDaysBetween } from './routes-money.tsx';
import { asRows, rowsOf } from './sheet-upload.ts';
import { bankFilesUrl, bankFileUrl, payeesUrl, reconciliationUrl, revenueAllUrl } from './urls.ts';
import { sayRevenue } from './words.ts';
import { sayClose } from './words-close.ts';

const perPage = 50;
export function askedMonth(text: string | undefined): string {
  const found = monthField.safeParse(text).data;
  if (found === undefined) throw new NotFound();
  return found;
}
/** This month and those before it. */
export function monthsBack(today: string, n: number): string[] {
  const months = [today.slice(0, 7)];
  while (months.length < n) months.push(addDays(`${months.at(-1) ?? today.slice(0, 7)}-01`, -1).slice(0, 7));
  return months;
}

const reconciliation = (req: Req, state?: FormState) => ofUnit(req, sayRevenue(req.locale)('reconciliation'), async (reader, facility_id) => {
  const today = await dayAt(reader, facility_id);
  const months = monthsBack(today, 13);
  const month = monthField.safeParse(req.params['month'] ?? req.query['bulan']).data ?? months[1] ?? today.slice(0, 7);
  const year = Number(month.slice(0, 4));
  return reconciliationPage(req, { month, months: months.includes(month) ? months : [month, ...months], found: await reconciliationOf(reader, { facility_id, month }), year, years: await yearOf(reader, { facility_id, year }), upt: req.query['upt'] }, state);
});

async function units(reader: Reader, year: number) {
  const today = dayIn('Asia/Jakarta', reader.now);
  const free = await holidays(reader);
  const { value: days } = await ruleOn<number>(reader, 'state.deposit_working_days', today);
  return (await unitsRevenue(reader, { year })).map((unit) => ({ ...unit, late_days: unit.oldest_on ? workingDaysBetween(addWorkingDays(unit.oldest_on, days, free), today, free) : 0 }));
}
const yearAsked = (req: Req): number => z.coerce.number().int().min(2020).max(2100).catch(Number(dayIn('Asia/Jakarta', req.now).slice(0, 4))).parse(req.query['tahun']);
const national = (req: Req, state?: FormState) => req.read(async (reader) => {
  const year = yearAsked(req);
  const now = Number(dayIn('Asia/Jakarta', reader.now).slice(0, 4));
  return revenueAllPage(req, { year, years: [now + 1, now, now - 1, now - 2], units: await units(reader, year) }, state);
});

const files = (req: Req, state?: FormState) => ofUnit(req, sayClose(req.locale)('files'), async (reader, facility_id) => {
  const rows = await bankFiles(reader, { facility_id, before: (req.query['sebelum'] ?? '').slice(0, 40), limit: perPage });
  const last = rows.length === perPage ? rows.at(-1)?.number : undefined;
  return bankFilesPage(req, { files: rows, waiting: await sendable(reader, facility_id), upt: req.query['upt'], next: last ? `${bankFilesUrl()}?sebelum=${last}` : undefined }, state);
});
const oneFile = (req: Req, state?: FormState) => req.read(async (reader) => bankFilePage(req, { file: await bankFileById(reader, idIn(req)), lines: await fileLines(reader, idIn(req)), upt: req.query['upt'] }, state));
const accounts = (req: Req, state?: FormState) => req.read(async (reader) => { const facility_id = await facilityActedOn(reader, req.query['upt']); return payeesPage(req, { rows: await payees(reader, facility_id), workers: await peopleOf(reader, facility_id) }, state); });

const tag = 'pay';
const unit = z.string().max(60).optional();
const cells = z.array(z.record(z.string().max(40), z.string().max(200))).min(1).max(20_000);
export const treasuryRoutes: Route[] = [
  page({ path: '/bengkel/pnbp/rekonsiliasi', may: 'deposit.read', show: (req) => reconciliation(req) }),
  file({
    path: '/bengkel/pnbp/rekonsiliasi/:month/daftar.xlsx', may: 'deposit.read',
    send: async (req) => {
      const t = sayRevenue(req.locale);
      const month = askedMonth(req.params['month']);
      const { rows } = await req.read(async (reader) => reconciliationOf(reader, { facility_id: await facilityActedOn(reader, req.query['upt']), month }));
      return downloadXlsx(`rekonsiliasi-${month}`, rows.map((row) => ({ ntpn: row.ntpn, ours: row.ours?.amount_idr, theirs: row.theirs?.amount_idr, finding: row.finding ?? '', reason: row.answer?.reason ?? '', state: row.answer?.state ?? '' })), [
        { key: 'ntpn', title: t('ntpn'), kind: 'text', width: 20 }, { key: 'ours', title: t('ours'), kind: 'money', total: true }, { key: 'theirs', title: t('theirs'), kind: 'money', total: true }, { key: 'finding', title: t('compared'), kind: 'text' }, { key: 'reason', title: t('reason'), kind: 'text', width: 40 }, { key: 'state', title: t('state'), kind: 'text' },
      ], { title: `${t('reconciliation')} ${month}` });
    },
  }),
  form({
    path: '/bengkel/pnbp/rekonsiliasi/:month', may: 'statement.import', fields: z.strictObject({ sheet: z.unknown(), source: shortText }), again: reconciliation,
    act: async (tx, { sheet, source }, req) => {
      const month = askedMonth(req.params['month']);
      const { lines, open } = await importStatement(tx, { facility_id: await facilityActedOn(tx), month, source, rows: await rowsOf(sheet, statementHeads) });
      return { location: reconciliationUrl({ bulan: month }), notice: sayRevenue(req.locale)('uploaded', { n: lines, open }) };
    },
  }),
  form({
    path: '/bengkel/pnbp/rekonsiliasi/:month/jelaskan', may: 'finding.explain', fields: answerWish, again: reconciliation,
    act: async (tx, wish, req) => { const month = askedMonth(req.params['month']); await explainFinding(tx, { facility_id: await facilityActedOn(tx), month, ...wish }); return { location: reconciliationUrl({ bulan: month }), notice: sayRevenue(req.locale)('explained') }; },
  }),
  ...(['setuju', 'ulang'] as const).map((act) => form({
    path: `/bengkel/pnbp/rekonsiliasi/jawaban/:id/${act}`, may: 'finding.decide', fields: z.object({}), again: reconciliation,
    act: async (tx, _, req) => { const { month } = await decideFinding(tx, { id: idIn(req), agreed: act === 'setuju' }); return { location: reconciliationUrl({ bulan: month }), notice: sayRevenue(req.locale)('agreedNow') }; },
  })),
  readEndpoint({ path: '/api/v1/revenue/reconciliation/:month', may: 'deposit.read', tag, summary: 'A month of deposits beside the treasury’s statement', query: z.strictObject({ facility: unit }), read: async (reader, { params, query }) => reconciliationOf(reader, { facility_id: await facilityActedOn(reader, query.facility), month: askedMonth(params['month']) }) }),
  writeEndpoint({ path: '/api/v1/revenue/reconciliation/:month/statements', may: 'statement.import', tag, summary: 'Imports a treasury statement: rows with NTPN, Tanggal, Jumlah, Akun; all or none', body: z.strictObject({ source: shortText, rows: cells }), act: async (tx, { params, body }) => importStatement(tx, { facility_id: await facilityActedOn(tx), month: askedMonth(params['month']), source: body.source, rows: asRows(body.rows) }) }),
  writeEndpoint({ path: '/api/v1/revenue/reconciliation/:month/explanations', may: 'finding.explain', tag, summary: 'Explains a difference; another person agrees', body: answerWish, act: async (tx, { params, body }) => explainFinding(tx, { facility_id: await facilityActedOn(tx), month: askedMonth(params['month']), ...body }) }),
  writeEndpoint({ path: '/api/v1/revenue/explanations/:id/decision', may: 'finding.decide', tag, summary: 'Agrees to an explanation, or has it explained again', body: z.strictObject({ agreed: z.boolean() }), act: (tx, { params, body }) => decideFinding(tx, { id: params['id'] ?? '', agreed: body.agreed }) }),
  page({ path: revenueAllUrl, may: 'revenue.oversee', show: (req) => national(req) }),
  form({ path: revenueAllUrl, may: 'target.set', fields: targetWish, again: national, act: async (tx, { facility, ...wish }, req) => { const { revision } = await setTarget(tx, { facility_id: await facilityActedOn(tx, facility), ...wish }); return { location: `${revenueAllUrl}?tahun=${wish.year}`, notice: sayRevenue(req.locale)('targetSet', { n: revision }) }; } }),
  file({
    path: `${revenueAllUrl}/daftar.xlsx`, may: 'revenue.oversee',
    send: async (req) => {
      const t = sayRevenue(req.locale);
      return downloadXlsx(`pnbp-${yearAsked(req)}`, await req.read((reader) => units(reader, yearAsked(req))), [
        { key: 'facility_name', title: t('facility'), kind: 'text', width: 30 }, { key: 'target_idr', title: t('targetIdr'), kind: 'money', total: true }, { key: 'paid_idr', title: t('paidIdr'), kind: 'money', total: true }, { key: 'owed_idr', title: t('owedState'), kind: 'money', total: true }, { key: 'oldest_on', title: t('oldest'), kind: 'date' }, { key: 'late_days', title: t('lateDays', { n: '' }).trim(), kind: 'integer' }, { key: 'months_checked', title: t('checkedMonths'), kind: 'integer' },
      ], { title: `${t('revenue')} ${yearAsked(req)}` });
    },
  }),
  readEndpoint({ path: '/api/v1/revenue', may: 'revenue.oversee', tag, summary: 'Target, deposits and what waits, by facility', query: z.strictObject({ year: z.coerce.number().int().min(2020).max(2100) }), read: async (reader, { query }) => ({ items: (await units(reader, query.year)).map(({ facility_id: _, ...row }) => row), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/revenue/targets', may: 'target.set', tag, summary: 'Sets a facility’s target of a year on an account; a change is a new revision', body: targetWish, act: async (tx, { body: { facility, ...wish } }) => setTarget(tx, { facility_id: await facilityActedOn(tx, facility), ...wish }) }),
  page({ path: '/bengkel/berkas-bank', may: 'bank.read', show: (req) => files(req) }),
  form({ path: '/bengkel/berkas-bank', may: 'bank.prepare', fields: z.object({}), again: files, act: async (tx, _, req) => { const made = await prepareBankFile(tx, { facility_id: await facilityActedOn(tx) }); return { location: bankFileUrl(made.id), notice: sayClose(req.locale)('prepared', { number: made.number }) }; } }),
  page({ path: '/bengkel/berkas-bank/:id', may: 'bank.read', show: (req) => oneFile(req) }),
  file({
    path: '/bengkel/berkas-bank/:id/berkas.csv', may: 'bank.take_file',
    send: async (req) => {
      const { found, lines } = await req.read(async (reader) => ({ found: await bankFileById(reader, idIn(req)), lines: await fileLines(reader, idIn(req)) }));
      if (found.state !== 'released' && found.state !== 'answered') throw new NotFound();
      return new Response(writeBankFile({ number: found.number, on_day: found.on_day, lines }).text, { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${found.number}.csv"`, 'cache-control': 'no-store' } });
    },
  }),
  form({ path: '/bengkel/berkas-bank/:id/lepas', may: 'bank.release', fields: z.object({}), again: oneFile, act: async (tx, _, req) => { const { number } = await releaseBankFile(tx, { id: idIn(req) }); return { location: bankFileUrl(idIn(req)), notice: sayClose(req.locale)('released', { number }) }; } }),
  form({ path: '/bengkel/berkas-bank/:id/tolak', may: 'bank.release', fields: z.object({ reason: longText }), again: oneFile, act: async (tx, { reason }, req) => { const { number } = await refuseBankFile(tx, { id: idIn(req), reason }); return { location: bankFilesUrl(), notice: sayClose(req.locale)('refused', { number }) }; } }),
  form({ path: '/bengkel/berkas-bank/:id/jawaban', may: 'bank.answer', fields: z.strictObject({ sheet: z.unknown() }), again: oneFile, act: async (tx, { sheet }, req) => { const done = await recordBankAnswer(tx, { id: idIn(req), rows: await rowsOf(sheet, answerHeads) }); return { location: bankFileUrl(idIn(req)), notice: sayClose(req.locale)('answered', done) }; } }),
  page({ path: '/bengkel/rekening-tujuan', may: 'payee.read', show: (req) => accounts(req) }),
  form({ path: '/bengkel/rekening-tujuan', may: 'payee.record', fields: payeeWish, again: accounts, act: async (tx, wish, req) => { await recordPayee(tx, wish); return { location: payeesUrl(), notice: sayClose(req.locale)('recorded') }; } }),
  form({ path: '/bengkel/rekening-tujuan/:id/setuju', may: 'payee.approve', fields: z.object({}), again: accounts, act: async (tx, _, req) => { await approvePayee(tx, { id: idIn(req) }); return { location: payeesUrl(), notice: sayClose(req.locale)('approvedNow') }; } }),
  readEndpoint({ path: '/api/v1/bank-files', may: 'bank.read', tag, summary: 'Files for the bank, newest first', query: z.strictObject({ facility: unit, cursor: z.string().max(40).default(''), limit: z.coerce.number().int().min(1).max(100).default(50) }), read: async (reader, { query }) => {
    const items = await bankFiles(reader, { facility_id: await facilityActedOn(reader, query.facility), before: query.cursor, limit: query.limit });
    return { items, next_cursor: items.length === query.limit ? (items.at(-1)?.number ?? null) : null };
  } }),
  writeEndpoint({ path: '/api/v1/bank-files', may: 'bank.prepare', tag, summary: 'Every approved withdrawal with an approved account, in one file', body: z.strictObject({ facility: unit }), act: async (tx, { body }) => prepareBankFile(tx, { facility_id: await facilityActedOn(tx, body.facility) }) }),
  writeEndpoint({ path: '/api/v1/bank-files/:id/release', may: 'bank.release', tag, summary: 'Another person releases the file', body: z.strictObject({}), act: (tx, { params }) => releaseBankFile(tx, { id: params['id'] ?? '' }) }),
  writeEndpoint({ path: '/api/v1/bank-files/:id/refusal', may: 'bank.release', tag, summary: 'Refuses the file; its withdrawals are free again', body: z.strictObject({ reason: longText }), act: (tx, { params, body }) => refuseBankFile(tx, { id: params['id'] ?? '', ...body }) }),
  writeEndpoint({ path: '/api/v1/bank-files/:id/answer', may: 'bank.answer', tag, summary: 'The bank’s answer: rows with Baris, Jumlah, Hasil, Keterangan, Referensi; what failed goes back to savings', body: z.strictObject({ rows: cells }), act: (tx, { params, body }) => recordBankAnswer(tx, { id: params['id'] ?? '', rows: asRows(body.rows) }) }),
  writeEndpoint({ path: '/api/v1/payees', may: 'payee.record', tag, summary: 'An account savings may go to; another person approves it', body: payeeWish, act: (tx, { body }) => recordPayee(tx, body) }),
  writeEndpoint({ path: '/api/v1/payees/:id/approval', may: 'payee.approve', tag, summary: 'A second person saw the evidence', body: z.strictObject({}), act: async (tx, { params }) => { await approvePayee(tx, { id: params['id'] ?? '' }); return { id: params['id'], approved: true }; } }),
];

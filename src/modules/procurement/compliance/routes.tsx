// /pengadaan/kepatuhan for an agency, /pusat/kepatuhan for headquarters, /terbuka/kepatuhan for anybody.
import { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import { shortText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { downloadXlsx, readSheet, type SheetRow } from '#kernel/sheets/index.ts';
import { file, form, idIn, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { categories } from '#catalogue';
import { before, nameOf, newAnswer, newClosing, newFeedback, quarterName, quarterOf, spendHeads, type Quarter } from './compliance.ts';
import { answerFeedback, answerFlag, askAgain, closeFlag, raiseFlags, recordSpending, sendFeedback } from './commands.ts';
import { checkedFeedbackPage, feedbackListPage, flagPage, periodsBack, rankingPage, sameQuarter, sendFeedbackPage } from './pages-open.tsx';
import { allPage, ownPage } from './pages.tsx';
import { byUnit, checkedFeedback, countFeedback, feedbackList, flagById, flags, paidByUnit, ranking, rulesOn, sheetsOf } from './queries.ts';
import { allUrl, feedbackListUrl, feedbackUrl, flagUrl, ownFlagUrl, ownUrl } from './urls.ts';
import { sayCompliance } from './words.ts';

const dayOf = (req: Req): string => dayIn('Asia/Jakarta', req.now);
/** The quarter asked for, and those one may step to; one further back is added. */
function asked(req: Req, wanted = req.query['triwulan']): { at: Quarter; quarters: Quarter[] } {
  const quarters = periodsBack(quarterOf(dayOf(req)));
  const at = quarterName.safeParse(wanted ?? '').data ?? quarterOf(dayOf(req));
  return { at, quarters: quarters.some((each) => sameQuarter(each, at)) ? quarters : [at, ...quarters] };
}
const ownAgency = ({ actor }: Req): string => {
  if (!actor.agency_id) throw new NotFound();
  return actor.agency_id;
};

const own = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const agency_id = ownAgency(req);
  const { at, quarters } = asked(req, state?.values['quarter'] ?? req.query['triwulan']);
  const rules = await rulesOn(reader, dayOf(req));
  return ownPage(req, { at, quarters, rules, units: await byUnit(reader, agency_id, at), paid: await paidByUnit(reader, agency_id, at, rules.due.value), sheets: await sheetsOf(reader, agency_id, at), categories: await categories(reader), flags: await flags(reader, { agency_id }) }, state);
});
const all = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const { at, quarters } = asked(req);
  const rules = await rulesOn(reader, dayOf(req));
  return allPage(req, { at, quarters, rules, rows: await ranking(reader, at, rules.due.value), flags: await flags(reader) }, state);
});
const flagged = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => flagPage(req, await flagById(reader, idIn(req)), state));
const listedFeedback = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => feedbackListPage(req, await feedbackList(reader), state));
async function ranked(req: Req): Promise<Drawn> {
  const { at, quarters } = asked(req);
  const rules = await rulesOn(req.shop, dayOf(req));
  return rankingPage(req, { at, quarters, rules, rows: await ranking(req.shop, at, rules.due.value), feedback: await countFeedback(req.shop) });
}

/** Who is on the list of this quarter or the last may be written about. */
async function sending(req: Req, state?: FormState): Promise<Drawn> {
  const { due } = await rulesOn(req.shop, dayOf(req));
  const now = quarterOf(dayOf(req));
  const listed = [...(await ranking(req.shop, now, due.value)), ...(await ranking(req.shop, before(now), due.value))];
  return sendFeedbackPage(req, [...new Map(listed.map(({ code, name }) => [code, { code, name }])).values()], state);
}

async function sheetRows(sheet: unknown): Promise<SheetRow[]> {
  if (!(sheet instanceof Blob) || sheet.size === 0) throw new Refusal('spend.no_sheet', { id: 'Belum ada lembar yang dipilih. Pilih berkas CSV atau XLSX.', en: 'No sheet was chosen. Choose a CSV or XLSX file.' }, { field: 'sheet', status: 422 });
  const rows: SheetRow[] = [];
  for await (const row of readSheet(new Uint8Array(await sheet.arrayBuffer()), { expects: [...spendHeads], maxRows: 5_000, maxBytes: 5 * 2 ** 20 })) rows.push(row);
  return rows;
}
async function template(req: Req): Promise<Response> {
  const known = await req.read(categories);
  return downloadXlsx('laporan-belanja', known.map(({ code }) => ({ unit: req.actor.unit_name, category: code, amount: 0 })), [{ key: 'unit', title: 'Unit', kind: 'text', width: 30 }, { key: 'category', title: 'Kategori', kind: 'text', width: 24 }, { key: 'amount', title: 'Jumlah', kind: 'integer' }], { title: 'Laporan belanja' });
}
async function rankingSheet(req: Req): Promise<Response> {
  const t = sayCompliance(req.locale);
  const { at } = asked(req);
  const rows = await req.read(async (reader) => ranking(reader, at, (await rulesOn(reader, dayOf(req))).due.value));
  return downloadXlsx(`kepatuhan-${nameOf(at)}`, rows.map(({ is_sample: _, rank = null, share_bp, paid_bp, ...row }) => ({ ...row, rank, share: share_bp === undefined ? null : share_bp / 100, paid: paid_bp === undefined ? null : paid_bp / 100 })), [
    { key: 'rank', title: t('rank'), kind: 'integer' }, { key: 'name', title: t('agency'), kind: 'text', width: 36 }, { key: 'orders', title: t('orders'), kind: 'integer', total: true }, { key: 'ordered_idr', title: t('ordered'), kind: 'money', total: true }, { key: 'spent_idr', title: t('spent'), kind: 'money', total: true }, { key: 'share', title: `${t('share')} (%)`, kind: 'number' },
    { key: 'received', title: t('received'), kind: 'integer', total: true }, { key: 'in_time', title: t('inTime'), kind: 'integer', total: true }, { key: 'late', title: t('late'), kind: 'integer', total: true }, { key: 'overdue', title: t('overdue'), kind: 'integer', total: true }, { key: 'paid', title: `${t('paidShare')} (%)`, kind: 'number' },
  ], { title: `${t('title')} ${nameOf(at)}` });
}

const said = (req: Req, location: string, key: 'answeredNow' | 'askedAgain' | 'closedNow' | 'feedbackAnswered') => ({ location, notice: sayCompliance(req.locale)(key) });
const ownRoutes: Route[] = [
  page({ path: '/pengadaan/kepatuhan', may: 'compliance.own', show: (req) => own(req) }),
  form({
    path: '/pengadaan/kepatuhan', may: 'compliance.own', fields: z.strictObject({ quarter: quarterName, sheet: z.unknown(), source: shortText }), again: own,
    act: async (tx, { quarter, sheet, source }, req) => {
      const done = await recordSpending(tx, { agency_id: ownAgency(req), at: quarter, source, rows: await sheetRows(sheet) });
      return { location: ownUrl(nameOf(quarter)), notice: sayCompliance(req.locale)('uploaded', { revision: done.revision, lines: done.lines, total: rupiah(done.total_idr) }) };
    },
  }),
  file({ path: '/pengadaan/kepatuhan/contoh.xlsx', may: 'compliance.own', send: template }),
  page({ path: '/pengadaan/kepatuhan/pertanyaan/:id', may: 'compliance.own', show: (req) => flagged(req) }),
  form({ path: '/pengadaan/kepatuhan/pertanyaan/:id/jawab', may: 'flag.answer', fields: newAnswer, again: flagged, act: async (tx, input, req) => { await answerFlag(tx, { id: idIn(req), ...input }); return said(req, ownFlagUrl(idIn(req)), 'answeredNow'); } }),
];
const aboveRoutes: Route[] = [
  page({ path: '/pusat/kepatuhan', may: 'compliance.oversee', show: (req) => all(req) }),
  file({ path: '/pusat/kepatuhan/daftar.xlsx', may: 'compliance.oversee', send: rankingSheet }),
  form({ path: '/pusat/kepatuhan/hitung', may: 'flag.raise', fields: z.object({}), again: all, act: async (tx, _, req) => ({ location: allUrl(), notice: sayCompliance(req.locale)('raisedNow', { n: (await raiseFlags(tx)).raised }) }) }),
  page({ path: '/pusat/kepatuhan/pertanyaan/:id', may: 'compliance.oversee', show: (req) => flagged(req) }),
  form({ path: '/pusat/kepatuhan/pertanyaan/:id/tanya', may: 'flag.follow_up', fields: newAnswer, again: flagged, act: async (tx, input, req) => { await askAgain(tx, { id: idIn(req), ...input }); return said(req, flagUrl(idIn(req)), 'askedAgain'); } }),
  form({ path: '/pusat/kepatuhan/pertanyaan/:id/tutup', may: 'flag.follow_up', fields: newClosing, again: flagged, act: async (tx, input, req) => { await closeFlag(tx, { id: idIn(req), ...input }); return said(req, flagUrl(idIn(req)), 'closedNow'); } }),
  page({ path: feedbackListUrl, may: 'compliance.oversee', show: (req) => listedFeedback(req) }),
  form({ path: feedbackListUrl, may: 'feedback.answer', fields: z.strictObject({ number: shortText, kind: z.enum(['answered', 'done']), words: newAnswer.shape.words }), again: listedFeedback, act: async (tx, input, req) => { await answerFeedback(tx, input); return said(req, feedbackListUrl, 'feedbackAnswered'); } }),
];
const publicRoutes: Route[] = [
  page({ path: '/terbuka/kepatuhan', may: 'anyone', cached: true, show: (req) => ranked(req) }),
  page({ path: '/terbuka/umpan-balik', may: 'anyone', show: (req) => sending(req) }),
  form({
    path: '/terbuka/umpan-balik', may: 'feedback.send', fields: newFeedback, again: sending,
    act: async (tx, input, req) => { const { number } = await sendFeedback(tx, input); return { location: feedbackUrl(req.locale, number), notice: sayCompliance(req.locale)('feedbackSent', { number }) }; },
  }),
  page({ path: '/terbuka/umpan-balik/:number', may: 'anyone', show: async (req) => checkedFeedbackPage(req, await checkedFeedback(req.shop, req.params['number'] ?? '')) }),
];
export const screens: Route[] = [...ownRoutes, ...aboveRoutes, ...publicRoutes];

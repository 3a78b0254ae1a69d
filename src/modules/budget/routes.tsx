import { z } from 'zod';
import type { Reader } from '#kernel/db.ts';
import { longText, positive, shortText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, form, idIn, page, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn } from '#organisation';
import { approvePlan, cancelCommitment, commitMoney, draftPlan, recordPayment, refusePlan, submitPlan } from './commands.ts';
import { commitmentPage, newCommitmentPage } from './pages/commitment.tsx';
import { nationalPage } from './pages/national.tsx';
import { newPlanPage, planPage } from './pages/plan.tsx';
import { yearPage } from './pages/year.tsx';
import { newPayment, newPlan, planLine } from './plan.ts';
import { accountTotals, ceilings, commitmentById, commitments, comparedLines, paymentsOf, planById, plans, spendingAccounts, unitBudgets } from './queries.ts';
import { commitmentUrl, nationalUrl, planUrl } from './urls.ts';
import { say } from './words.ts';

const yearAsked = (req: Req, thisYear: number): number => z.coerce.number().int().min(2015).max(2100).safeParse(req.query['tahun']).data ?? thisYear;
const yearAt = async (reader: Reader, facility_id: string): Promise<number> => Number((await dayAt(reader, facility_id)).slice(0, 4));

async function year(req: Req) {
  const upt = req.query['upt'];
  if (!upt && !req.actor.facility_id) return new Response(null, { status: 303, headers: { location: nationalUrl() } });
  return req.read(async (reader) => {
    const facility_id = await facilityActedOn(reader, upt);
    const thisYear = await yearAt(reader, facility_id);
    const asked = yearAsked(req, thisYear);
    return yearPage(req, { year: asked, thisYear, upt, lines: await ceilings(reader, facility_id, asked), plans: await plans(reader, facility_id, asked), commitments: await commitments(reader, { facility_id, year: asked, limit: 100 }) });
  });
}

const plan = (req: Req, state?: FormState) => req.read(async (reader) => {
  const found = await planById(reader, idIn(req));
  return planPage(req, { plan: found, lines: await comparedLines(reader, found), upt: req.query['upt'] }, state);
});

const proposal = (req: Req, state?: FormState) => req.read(async (reader) => {
  const facility_id = await facilityActedOn(reader);
  const asked = yearAsked(req, await yearAt(reader, facility_id));
  const lines = (await comparedLines(reader, { id: noPlan, facility_id, year: asked })).filter(({ was_idr }) => was_idr > 0);
  const rows = z.coerce.number().int().min(1).max(200).safeParse(req.query['baris']).data ?? lines.length + 3;
  return newPlanPage(req, { year: asked, lines, accounts: await spendingAccounts(reader), rows }, state);
});
const noPlan = '00000000-0000-0000-0000-000000000000';

const wish = (req: Req, state?: FormState) => req.read(async (reader) => {
  const facility_id = await facilityActedOn(reader);
  const asked = yearAsked(req, await yearAt(reader, facility_id));
  return newCommitmentPage(req, { year: asked, lines: await ceilings(reader, facility_id, asked) }, state);
});

const commitment = (req: Req, state?: FormState) => req.read(async (reader) => {
  const found = await commitmentById(reader, idIn(req));
  return commitmentPage(req, { commitment: found, payments: await paymentsOf(reader, found), upt: req.query['upt'], today: await dayAt(reader, found.facility_id) }, state);
});

/** A line left without an amount, code and name is a line not meant. */
const writtenLines = z.preprocess((lines) => (Array.isArray(lines) ? lines.filter((line: Record<string, unknown>) => line['amount_idr'] ?? line['output_code'] ?? line['output_name']) : lines), newPlan.shape.lines);
const chosenLine = z.string().regex(/^[A-Z0-9.]{2,20}\/\d{6}\/(RM|PNBP|HIBAH)$/, 'Pilih baris anggaran | Choose a budget line').transform((key) => {
  const [output_code, account, fund] = key.split('/');
  return planLine.pick({ output_code: true, account: true, fund: true }).parse({ output_code, account, fund });
});

export const screens: Route[] = [
  page({ path: '/bengkel/anggaran', may: 'budget.read', show: year }),
  page({ path: '/bengkel/anggaran/usulan', may: 'budget.plan', show: (req) => proposal(req) }),
  form({
    path: '/bengkel/anggaran/usulan', may: 'budget.plan', again: proposal, fields: z.object({ year: newPlan.shape.year, reason: longText, lines: writtenLines }),
    act: async (tx, input, req) => ({ location: planUrl((await draftPlan(tx, { facility_id: await facilityActedOn(tx), ...input })).id), notice: say(req.locale)('savedNotice') }),
  }),
  page({ path: '/bengkel/anggaran/rencana/:id', may: 'budget.read', show: (req) => plan(req) }),
  form({ path: '/bengkel/anggaran/rencana/:id/ajukan', may: 'budget.plan', again: plan, fields: z.object({}), act: async (tx, _, req) => ({ location: planUrl((await submitPlan(tx, { id: idIn(req) })).id), notice: say(req.locale)('submittedNotice') }) }),
  form({ path: '/bengkel/anggaran/rencana/:id/tetapkan', may: 'budget.decide', again: plan, fields: z.object({ letter: shortText }), act: async (tx, input, req) => ({ location: planUrl((await approvePlan(tx, { id: idIn(req), ...input })).id), notice: say(req.locale)('approvedNotice') }) }),
  form({ path: '/bengkel/anggaran/rencana/:id/kembalikan', may: 'budget.decide', again: plan, fields: z.object({ reason: longText }), act: async (tx, input, req) => ({ location: planUrl((await refusePlan(tx, { id: idIn(req), ...input })).id), notice: say(req.locale)('refusedNotice') }) }),
  page({ path: '/bengkel/anggaran/komitmen/baru', may: 'budget.commit', show: (req) => wish(req) }),
  form({
    path: '/bengkel/anggaran/komitmen/baru', may: 'budget.commit', again: wish, fields: z.object({ year: newPlan.shape.year, line: chosenLine, what: shortText, supplier: shortText, amount_idr: positive }),
    act: async (tx, { line, ...input }, req) => {
      const made = await commitMoney(tx, { facility_id: await facilityActedOn(tx), ...line, ...input });
      return { location: commitmentUrl(made.id), notice: say(req.locale)('committedNotice', { number: made.number, left: rupiah(made.left_idr) }) };
    },
  }),
  page({ path: '/bengkel/anggaran/komitmen/:id', may: 'budget.read', show: (req) => commitment(req) }),
  form({ path: '/bengkel/anggaran/komitmen/:id/bayar', may: 'budget.record_payment', again: commitment, fields: newPayment, act: async (tx, input, req) => { await recordPayment(tx, { id: idIn(req), ...input }); return { location: commitmentUrl(idIn(req)), notice: say(req.locale)('paidNotice') }; } }),
  form({
    path: '/bengkel/anggaran/komitmen/:id/batal', may: 'budget.commit', again: commitment, fields: z.object({ reason: longText }),
    act: async (tx, input, req) => { const { freed_idr } = await cancelCommitment(tx, { id: idIn(req), ...input }); return { location: commitmentUrl(idIn(req)), notice: say(req.locale)('cancelledNotice', { freed: rupiah(freed_idr) }) }; },
  }),
  page({ path: '/pusat/anggaran', may: 'budget.oversee', show: national }),
  file({ path: '/pusat/anggaran.xlsx', may: 'budget.oversee', send: sheet }),
];

function national(req: Req) {
  const thisYear = req.now.getUTCFullYear();
  const asked = yearAsked(req, thisYear);
  return req.read(async (reader) => nationalPage(req, { year: asked, thisYear, units: await unitBudgets(reader, asked), accounts: await accountTotals(reader, asked) }));
}

async function sheet(req: Req): Promise<Response> {
  const asked = yearAsked(req, req.now.getUTCFullYear());
  const t = say(req.locale);
  const rows = await req.read((reader) => unitBudgets(reader, asked));
  return downloadXlsx(`anggaran-${asked}`, rows, [
    { key: 'facility_name', title: t('facility'), kind: 'text', width: 40 }, { key: 'planned_idr', title: t('planned'), kind: 'money', total: true }, { key: 'committed_idr', title: t('committed'), kind: 'money', total: true }, { key: 'realised_idr', title: t('paid'), kind: 'money', total: true },
  ], { title: `${t('national')} ${asked}` });
}

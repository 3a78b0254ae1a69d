import { pdfAnswer } from '#kernel/documents/index.ts';
import { formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { longText, month as monthField, shortText } from '#kernel/form.ts';
import { ruleOn } from '#kernel/rules.ts';
import { NotFound } from '#kernel/refusal.ts';
import { file, form, page, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn, facilityById } from '#organisation';
import { workerById } from '#workforce';
import { printPage } from '#ui/frames.tsx';
import { z } from 'zod';
import { createDeposit, recordDepositPaid } from './commands/deposits.ts';
import { approveWithdrawal, prepareWithdrawal, refuseWithdrawal } from './commands/savings.ts';
import { approveSettlement, prepareSettlement, refuseSettlement } from './commands/settling.ts';
import { cardContent, staffMark } from './card-paper.ts';
import { cardAgain, cardOf, largeSlip } from './card-view.tsx';
import { depositFields, paidAt } from './deposit.ts';
import { daftarPremi, kartuPremi } from './documents/index.ts';
import { listContent } from './list-paper.ts';
import { depositsPage } from './pages/deposits.tsx';
import { paymentsPage } from './pages/payments.tsx';
import { premiPage } from './pages/premi.tsx';
import { ofUnit } from './revenue/choose-unit.tsx';
import { namedLines } from './revenue/routes-undeposited.tsx';
import { depositById, deposits, paidIn, premiMonths, settlementByNumber, settlements, undeposited, waitingOrders, withdrawals } from './queries.ts';
import { settlementAgain } from './settlement-view.tsx';
import { readingOn } from './reading.ts';
import { cardUrl, paymentsUrl, pnbpUrl, premiUrl, settlementUrl } from './urls.ts';
import { withdrawalWish } from './withdrawal.ts';
import { say } from './words.ts';

const premi = (req: Req, state?: FormState) => ofUnit(req, say(req.locale)('premi'), async (reader, facility_id) => {
  const month = monthField.safeParse(req.query['bulan']).data;
  return premiPage(req, {
    waiting: await waitingOrders(reader, facility_id), months: await premiMonths(reader, facility_id), month,
    settlements: await settlements(reader, { facility_id, ...(month ? { month } : {}), before: (req.query['sebelum'] ?? '').slice(0, 40), limit: 50 }), withdrawals: await withdrawals(reader, facility_id),
  }, state);
});
const settlement = (req: Req, state?: FormState) => (!req.query['upt'] && !req.actor.facility_id ? ofUnit(req, say(req.locale)('premi'), () => settlementAgain(req, state)) : settlementAgain(req, state));

const paperCard = (req: Req) => req.read(async (reader) => cardContent(reader, await cardOf(reader, req.params['worker'] ?? '', req.params['month'])));

/** What waits for the state, why, and by when; the codes that wait for their payment. */
const pnbp = (req: Req, state?: FormState) => ofUnit(req, say(req.locale)('pnbp'), async (reader, facility_id) => {
  const today = await dayAt(reader, facility_id);
  const rule = await ruleOn<number>(reader, 'state.deposit_working_days', today, facility_id);
  return depositsPage(req, { due: await undeposited(reader, facility_id), lines: await namedLines(reader, { facility_id }), reading: await readingOn(reader, today, facility_id), deposits: await deposits(reader, facility_id), rule, today }, state);
});

/** An id or month from an address: what is not one is not there. */
function asked<T>(schema: z.ZodType<T>, text: string | undefined): T {
  const found = schema.safeParse(text);
  if (!found.success) throw new NotFound();
  return found.data;
}

export const screens: Route[] = [
  page({ path: premiUrl(), may: 'settlement.read', show: (req) => premi(req) }),
  form({
    path: premiUrl(), may: 'settlement.prepare', fields: z.object({ order_number: shortText, part: z.literal('1').optional() }), again: premi,
    act: async (tx, { order_number, part }, req) => {
      const { number } = await prepareSettlement(tx, { order_number, part: part !== undefined });
      return { location: settlementUrl(number), notice: say(req.locale)('preparedNow', { number }) };
    },
  }),
  page({ path: '/bengkel/premi/:number', may: 'settlement.read', show: (req) => settlement(req) }),
  form({
    path: '/bengkel/premi/:number/setuju', may: 'settlement.approve', fields: z.object({}), again: settlement,
    act: async (tx, _, req) => {
      const found = await settlementByNumber(tx, await facilityActedOn(tx), req.params['number'] ?? '');
      const { journal } = await approveSettlement(tx, { id: found.id });
      return { location: settlementUrl(found.number), notice: say(req.locale)('approvedNow', { journal }) };
    },
  }),
  form({
    path: '/bengkel/premi/:number/tolak', may: 'settlement.approve', fields: z.object({ reason: longText }), again: settlement,
    act: async (tx, { reason }, req) => {
      const found = await settlementByNumber(tx, await facilityActedOn(tx), req.params['number'] ?? '');
      await refuseSettlement(tx, { id: found.id, reason });
      return { location: premiUrl(), notice: say(req.locale)('refusedNow') };
    },
  }),
  page({
    path: '/bengkel/premi/bayar/:month', may: 'savings.read',
    show: (req) => ofUnit(req, say(req.locale)('premi'), async (reader, facility_id) => {
      const month = asked(monthField, req.params['month']);
      return paymentsPage(req, { month, rows: await paidIn(reader, facility_id, month) });
    }),
  }),
  file({
    path: '/bengkel/premi/bayar/:month/daftar.pdf', may: 'savings.read',
    send: async (req) => {
      const month = asked(monthField, req.params['month']);
      const { content, facility } = await req.read(async (reader) => listContent(reader, await facilityActedOn(reader, req.query['upt']), month));
      return pdfAnswer(await daftarPremi.pdf(content, staffMark(req, facility, content.number, paymentsUrl(month))), `daftar-premi-${month}.pdf`);
    },
  }),
  page({ path: '/bengkel/premi/kartu/:worker', may: 'savings.read', show: (req) => cardAgain(req) }),
  page({
    path: '/bengkel/premi/kartu/:worker/:month/cetak', may: 'savings.read',
    show: async (req) => {
      const { content, facility } = await paperCard(req);
      return printPage(req, { title: `${say(req.locale)('card')} ${formatMonth(content.month, req.locale)}`, sample: facility.is_sample }, <kartuPremi.Page content={content} mark={staffMark(req, facility, content.number, cardUrl(req.params['worker'] ?? ''))} />);
    },
  }),
  page({ path: '/bengkel/premi/kartu/:worker/:month/besar', may: 'savings.read', show: largeSlip }),
  file({
    path: '/bengkel/premi/kartu/:worker/:month/kartu.pdf', may: 'savings.read',
    send: async (req) => {
      const { content, facility } = await paperCard(req);
      return pdfAnswer(await kartuPremi.pdf(content, staffMark(req, facility, content.number, cardUrl(req.params['worker'] ?? ''))), 'kartu-premi.pdf');
    },
  }),
  form({
    path: '/bengkel/premi/kartu/:worker/ambil', may: 'withdrawal.prepare', fields: withdrawalWish, again: cardAgain,
    act: async (tx, wish, req) => {
      const worker = await workerById(tx, req.params['worker'] ?? '');
      const { number } = await prepareWithdrawal(tx, { ...wish, facility_id: worker.facility_id, worker_id: worker.id });
      return { location: cardUrl(worker.id), notice: say(req.locale)('taken', { number }) };
    },
  }),
  form({
    path: '/bengkel/premi/ambil/:id/setuju', may: 'withdrawal.approve', fields: z.object({}), again: premi,
    act: async (tx, _, req) => {
      const { number, journal } = await approveWithdrawal(tx, { id: asked(z.uuid(), req.params['id']) });
      return { location: `${premiUrl()}#pengambilan`, notice: say(req.locale)('takenApproved', { number, journal }) };
    },
  }),
  form({
    path: '/bengkel/premi/ambil/:id/tolak', may: 'withdrawal.approve', fields: z.object({ reason: longText }), again: premi,
    act: async (tx, { reason }, req) => {
      const { number } = await refuseWithdrawal(tx, { id: asked(z.uuid(), req.params['id']), reason });
      return { location: `${premiUrl()}#pengambilan`, notice: say(req.locale)('takenRefused', { number }) };
    },
  }),
  page({ path: pnbpUrl(), may: 'deposit.read', show: (req) => pnbp(req) }),
  form({
    path: pnbpUrl(), may: 'deposit.create', fields: z.object({ period: monthField }), again: pnbp,
    act: async (tx, { period }, req) => {
      const { billing_code } = await createDeposit(tx, { facility_id: await facilityActedOn(tx), period });
      return { location: pnbpUrl(), notice: say(req.locale)('billed', { code: billing_code }) };
    },
  }),
  form({
    path: '/bengkel/pnbp/:id/lunas', may: 'deposit.record_paid', fields: depositFields, again: pnbp,
    act: async (tx, { ntpn, paid_on }, req) => {
      const deposit = await depositById(tx, asked(z.uuid(), req.params['id']));
      const { timezone } = await facilityById(tx, deposit.facility_id);
      const { number } = await recordDepositPaid(tx, { id: deposit.id, ntpn, paid_at: paidAt(paid_on, deposit, timezone, tx.now) });
      return { location: pnbpUrl(), notice: say(req.locale)('paidNow', { number }) };
    },
  }),
];

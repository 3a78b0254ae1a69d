import { z } from 'zod';
import { addDays, addWorkingDays, dayIn, isWorkingDay } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { longText, month as monthField, rupiahAmount, shortText } from '#kernel/form.ts';
import type { Reader } from '#kernel/db.ts';
import { Forbidden } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { file, form, page, type Req, type Route } from '#kernel/web.ts';
import { savingsOf } from '#ledger';
import { facilityById, holidays } from '#organisation';
import { workerById } from '#workforce';
import { createDeposit, recordDepositPaid } from './commands/deposits.ts';
import { approveWithdrawal, prepareWithdrawal, withdrawalKinds } from './commands/savings.ts';
import { approveSettlement, prepareSettlement, refuseSettlement } from './commands/settling.ts';
import { cardPdf } from './card-paper.ts';
import { cardPage, type Card } from './pages/card.tsx';
import { depositsPage, policiesPage, type Due } from './pages/deposits.tsx';
import { premiPage, settlementPage } from './pages/settlements.tsx';
import { deposits, partsOf, ruleList, settlementByNumber, settlements, slipLines, slipMonths, undeposited, waitingOrders, withdrawals } from './queries.ts';
import { cardUrl, pnbpUrl, premiUrl, settlementUrl } from './urls.ts';
import { say } from './words.ts';

const mine = (req: Req): string => {
  if (!req.actor.facility_id) throw new Forbidden('settlement.read');
  return req.actor.facility_id;
};

const premi = (req: Req, state: FormState) => req.read(async (reader) => premiPage(req, { waiting: await waitingOrders(reader, mine(req)), settlements: await settlements(reader, { facility_id: mine(req) }), withdrawals: await withdrawals(reader, mine(req)) }, state));
const settlement = (req: Req, state: FormState) => req.read(async (reader) => {
  const found = await settlementByNumber(reader, mine(req), req.params['number'] ?? '');
  return settlementPage(req, { settlement: found, parts: await partsOf(reader, found.id) }, state);
});

export async function cardOf(reader: Reader, worker_id: string, asked: string | undefined): Promise<Card & { facility_id: string }> {
  const worker = await workerById(reader, worker_id);
  const months = await slipMonths(reader, worker_id);
  const month = monthField.safeParse(asked).data ?? months[0]?.month ?? dayIn('Asia/Jakarta', reader.now).slice(0, 7);
  return { facility_id: worker.facility_id, worker, month, months, lines: await slipLines(reader, { worker_id, month }), savings: await savingsOf(reader, { facility_id: worker.facility_id, worker_id }) };
}
const card = (req: Req, state: FormState) => req.read(async (reader) => cardPage(req, await cardOf(reader, req.params['worker'] ?? '', req.query['bulan']), state));

/** What waits, with its deadline in working days of the holiday calendar. */
const pnbp = (req: Req, state: FormState) => req.read(async (reader) => {
  const facility_id = mine(req);
  const free = await holidays(reader);
  const today = dayIn((await facilityById(reader, facility_id)).timezone, reader.now);
  const { value: days } = await ruleOn<number>(reader, 'state.deposit_working_days', today, facility_id);
  const due = (await undeposited(reader, facility_id)).map((row): Due => {
    const deadline = addWorkingDays(row.on_day, days, free);
    return { ...row, deadline, late_days: workingDaysBetween(deadline, today, free) };
  });
  return depositsPage(req, { due, deposits: await deposits(reader, facility_id) }, state);
});

function workingDaysBetween(from: string, to: string, free: ReadonlySet<string>): number {
  let n = 0;
  for (let day = addDays(from, 1); day <= to && n < 999; day = addDays(day, 1)) if (isWorkingDay(day, free)) n++;
  return n;
}

export const screens: Route[] = [
  page({ path: premiUrl, may: 'settlement.read', show: (req) => premi(req, emptyForm) }),
  form({
    path: premiUrl, may: 'settlement.prepare', fields: z.strictObject({ order_number: shortText }), again: premi,
    act: async (tx, { order_number }, req) => {
      const { number } = await prepareSettlement(tx, { order_number });
      return { location: settlementUrl(number), notice: say(req.locale)('preparedNow', { number }) };
    },
  }),
  page({ path: '/bengkel/premi/:number', may: 'settlement.read', show: (req) => settlement(req, emptyForm) }),
  form({
    path: '/bengkel/premi/:number/setuju', may: 'settlement.approve', fields: z.strictObject({}), again: settlement,
    act: async (tx, _, req) => {
      const found = await settlementByNumber(tx, mine(req), req.params['number'] ?? '');
      const { journal } = await approveSettlement(tx, { id: found.id });
      return { location: settlementUrl(found.number), notice: say(req.locale)('approvedNow', { journal }) };
    },
  }),
  form({
    path: '/bengkel/premi/:number/tolak', may: 'settlement.approve', fields: z.strictObject({ reason: longText }), again: settlement,
    act: async (tx, { reason }, req) => {
      const found = await settlementByNumber(tx, mine(req), req.params['number'] ?? '');
      await refuseSettlement(tx, { id: found.id, reason });
      return { location: premiUrl, notice: say(req.locale)('refusedNow') };
    },
  }),
  page({ path: '/bengkel/premi/kartu/:worker', may: 'savings.read', show: (req) => card(req, emptyForm) }),
  file({ path: '/bengkel/premi/kartu/:worker/:month/kartu.pdf', may: 'savings.read', send: async (req) => cardPdf(req, await req.read((reader) => cardOf(reader, req.params['worker'] ?? '', req.params['month']))) }),
  form({
    path: '/bengkel/premi/kartu/:worker/ambil', may: 'withdrawal.prepare', fields: z.strictObject({ kind: z.enum(withdrawalKinds), amount_idr: rupiahAmount.pipe(z.int().min(1)), purpose: shortText }), again: card,
    act: async (tx, input, req) => {
      const { number } = await prepareWithdrawal(tx, { ...input, facility_id: mine(req), worker_id: req.params['worker'] ?? '' });
      return { location: cardUrl(req.params['worker'] ?? ''), notice: say(req.locale)('taken', { number }) };
    },
  }),
  form({
    path: '/bengkel/premi/ambil/:id/setuju', may: 'withdrawal.approve', fields: z.strictObject({}), again: premi,
    act: async (tx, _, req) => {
      await approveWithdrawal(tx, { id: req.params['id'] ?? '' });
      return premiUrl;
    },
  }),
  page({ path: pnbpUrl, may: 'deposit.read', show: (req) => pnbp(req, emptyForm) }),
  form({
    path: pnbpUrl, may: 'deposit.create', fields: z.strictObject({ period: monthField }), again: pnbp,
    act: async (tx, { period }, req) => {
      const { billing_code } = await createDeposit(tx, { facility_id: mine(req), period });
      return { location: pnbpUrl, notice: say(req.locale)('billed', { code: billing_code }) };
    },
  }),
  form({
    path: '/bengkel/pnbp/:id/lunas', may: 'deposit.record_paid', fields: z.strictObject({ ntpn: z.string().trim().toUpperCase() }), again: pnbp,
    act: async (tx, { ntpn }, req) => {
      const { number } = await recordDepositPaid(tx, { id: req.params['id'] ?? '', ntpn, paid_at: tx.now });
      return { location: pnbpUrl, notice: say(req.locale)('paidNow', { number }) };
    },
  }),
  page({ path: '/pusat/kebijakan', may: 'rules.read', show: (req) => req.read(async (reader) => policiesPage(req, await ruleList(reader))) }),
];

import { facilityActedOn } from '#organisation';
import { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import { longText, month } from '#kernel/form.ts';
import { ruleOn } from '#kernel/rules.ts';
import { idIn, readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { savingsOf } from '#ledger';
import { workerById } from '#workforce';
import { createDeposit, recordDepositPaid } from './commands/deposits.ts';
import { adoptWageRate, rateWish } from './commands/rates.ts';
import { approveWithdrawal, prepareWithdrawal, refuseWithdrawal } from './commands/savings.ts';
import { withdrawalWish } from './withdrawal.ts';
import { approveSettlement, prepareSettlement, refuseSettlement } from './commands/settling.ts';
import { deposits, partsOf, ruleList, settlementById, settlements, slipLines, slipMonths, undeposited, withdrawals, type PartRow } from './queries.ts';
import { wagesOf } from './runs/run-queries.ts';
import { wageRates } from './wage-queries.ts';
import { ntpnText } from './deposit.ts';
import { preview } from './settlement.ts';
import { divide, remainderRule } from './split.ts';

const tag = 'pay';
const facility = z.string().max(60).optional();
const rateBody = rateWish.safeExtend({ facility: z.string().max(60) });
const reason = z.strictObject({ reason: longText });
const limit = z.coerce.number().int().min(1).max(200).default(50);

/** A person's part as other systems may have it: by id, without the name. */
function unnamed({ worker_id, minutes, output, skill_level, weight, amount_idr, why }: PartRow): Omit<PartRow, 'name' | 'roster_code'> {
  return { worker_id, minutes, output, skill_level, weight, amount_idr, why };
}

export const api: Route[] = [
  writeEndpoint({
    path: '/api/v1/settlements', may: 'settlement.prepare', tag, summary: 'Divides a handed-over, paid order by the split rule in force: shares and each worker, to the rupiah',
    body: z.strictObject({ order_number: z.string().min(3).max(60), part: z.boolean().default(false).describe('What was accepted and paid so far; the rest follows as a difference') }), act: (tx, { body }) => prepareSettlement(tx, body),
  }),
  writeEndpoint({ path: '/api/v1/settlements/:id/approval', may: 'settlement.approve', tag, summary: 'Approves a settlement: another person, computed anew, then posted', body: z.strictObject({}), act: (tx, { params }) => approveSettlement(tx, { id: idIn({ params }) }) }),
  writeEndpoint({ path: '/api/v1/settlements/:id/refusal', may: 'settlement.approve', tag, summary: 'Refuses a settlement with a reason', body: reason, act: async (tx, { params, body }) => { await refuseSettlement(tx, { id: idIn({ params }), ...body }); return settlementById(tx, idIn({ params })); } }),
  readEndpoint({
    path: '/api/v1/settlements', may: 'settlement.read', tag, summary: 'Settlements, newest first', query: z.strictObject({ facility, cursor: z.string().max(40).optional(), limit }),
    read: async (reader, { query }) => {
      const items = await settlements(reader, { facility_id: await facilityActedOn(reader, query.facility), before: query.cursor ?? '', limit: query.limit });
      return { items, next_cursor: items.length === query.limit ? items.at(-1)?.number ?? null : null };
    },
  }),
  readEndpoint({ path: '/api/v1/settlements/:id', may: 'settlement.read', tag, summary: 'One settlement with each worker’s part', read: async (reader, { params }) => ({ ...(await settlementById(reader, idIn({ params }))), workers: (await partsOf(reader, idIn({ params }))).map(unnamed) }) }),
  writeEndpoint({
    path: '/api/v1/split-rules/preview', may: 'anyone', tag, summary: 'Divides an amount by a rule; pure, writes nothing', body: preview, status: 200,
    act: async (tx, { body }) => {
      const contributions = body.contributions.map(({ worker, hours, output, skill }) => ({ worker, minutes: (hours ?? 0) * 60, output: output ?? 0, skill: skill ?? 1 }));
      const { value: skill_step_bp } = await ruleOn<number>(tx, 'pay.skill_step_bp', dayIn('Asia/Jakarta', tx.now));
      const rule = { ...body.rule, skill_step_bp, shares: body.rule.shares.map(({ to, percent }) => ({ to, share_bp: Math.round(percent * 100) })) };
      const { workers, ...division } = divide(rule, { gross_idr: body.amount_idr, costs_idr: body.costs_idr, ...(contributions.length > 0 ? { contributions } : {}) });
      return { ...division, workers: workers.map(({ worker, amount_idr }) => ({ worker, amount_idr })), remainder_rule: remainderRule.en };
    },
  }),
  readEndpoint({ path: '/api/v1/split-rules', may: 'rules.read', tag, summary: 'Split rules with dates and legal basis', read: async (reader) => ({ items: await ruleList(reader), next_cursor: null }) }),
  readEndpoint({ path: '/api/v1/wage-rates', may: 'rules.read', tag, summary: 'Wage rates by piece and by time in your reach, with dates and legal basis', read: async (reader) => ({ items: await wageRates(reader), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/wage-rates', may: 'rate.adopt', tag, summary: 'Sets a facility’s rate for a product’s piece, or for the time of a skill level, from a day on', body: rateBody, act: async (tx, { body: { facility: code, ...rest } }) => adoptWageRate(tx, { facility_id: await facilityActedOn(tx, code), ...rest }) }),
  writeEndpoint({
    path: '/api/v1/state-revenue-deposits', may: 'deposit.create', tag, summary: 'Bills the state’s part of a month: a billing code', body: z.strictObject({ facility, period: month }),
    act: async (tx, { body }) => createDeposit(tx, { facility_id: await facilityActedOn(tx, body.facility), period: body.period }),
  }),
  writeEndpoint({
    path: '/api/v1/state-revenue-deposits/:id', method: 'patch', may: 'deposit.record_paid', tag, summary: 'Records a deposit as paid with its NTPN; another person than who billed it', body: z.strictObject({ ntpn: ntpnText, paid_at: z.iso.datetime({ offset: true }) }),
    act: (tx, { params, body }) => recordDepositPaid(tx, { id: idIn({ params }), ntpn: body.ntpn, paid_at: new Date(body.paid_at) }),
  }),
  readEndpoint({
    path: '/api/v1/state-revenue-deposits', may: 'deposit.read', tag, summary: 'Deposits, and what is not deposited yet', query: z.strictObject({ facility }),
    read: async (reader, { query }) => {
      const facility_id = await facilityActedOn(reader, query.facility);
      return { items: await deposits(reader, facility_id), undeposited: await undeposited(reader, facility_id), next_cursor: null };
    },
  }),
  readEndpoint({
    path: '/api/v1/workers/:id/savings', may: 'savings.read', tag, summary: 'A savings book with its movements',
    read: async (reader, { params }) => {
      const worker = await workerById(reader, idIn({ params }));
      const { balance_idr, movements } = await savingsOf(reader, { facility_id: worker.facility_id, worker_id: worker.id });
      return { worker: worker.id, balance_idr, items: movements, next_cursor: null };
    },
  }),
  readEndpoint({
    path: '/api/v1/workers/:id/slips', may: 'savings.read', tag, summary: 'A worker’s slips: each rupiah explained', query: z.strictObject({ month: month.optional() }),
    read: async (reader, { params, query }) => {
      const worker = await workerById(reader, idIn({ params }));
      const months = await slipMonths(reader, worker.id);
      const wanted = query.month ? months.filter((each) => each.month === query.month) : months.slice(0, 12);
      return { items: await Promise.all(wanted.map(async (each) => ({ ...each, lines: await slipLines(reader, { worker_id: worker.id, month: each.month }), wages: await wagesOf(reader, { worker_id: worker.id, month: each.month }) }))), next_cursor: null };
    },
  }),
  readEndpoint({
    path: '/api/v1/withdrawals', may: 'savings.read', tag, summary: 'Withdrawals from savings by roster code: what waits first', query: z.strictObject({ facility }),
    read: async (reader, { query }) => ({ items: await withdrawals(reader, await facilityActedOn(reader, query.facility)), next_cursor: null }),
  }),
  writeEndpoint({
    path: '/api/v1/withdrawals', may: 'withdrawal.prepare', tag, summary: 'Asks for money from savings', body: withdrawalWish.extend({ worker: z.uuid() }),
    act: async (tx, { body: { worker, ...wish } }) => prepareWithdrawal(tx, { ...wish, worker_id: worker, facility_id: (await workerById(tx, worker)).facility_id }),
  }),
  writeEndpoint({ path: '/api/v1/withdrawals/:id/approval', may: 'withdrawal.approve', tag, summary: 'Approves a withdrawal: another person', body: z.strictObject({}), act: (tx, { params }) => approveWithdrawal(tx, { id: idIn({ params }) }) }),
  writeEndpoint({ path: '/api/v1/withdrawals/:id/refusal', may: 'withdrawal.approve', tag, summary: 'Refuses a withdrawal with a reason', body: reason, act: (tx, { params, body }) => refuseWithdrawal(tx, { id: idIn({ params }), ...body }) }),
];


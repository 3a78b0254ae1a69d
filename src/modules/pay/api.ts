import { z } from 'zod';
import { month } from '#kernel/form.ts';
import { Forbidden } from '#kernel/refusal.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { savingsOf } from '#ledger';
import { facilityByCode } from '#organisation';
import { workerById } from '#workforce';
import { createDeposit, recordDepositPaid } from './commands/deposits.ts';
import { approveWithdrawal, prepareWithdrawal, withdrawalKinds } from './commands/savings.ts';
import { approveSettlement, prepareSettlement, refuseSettlement } from './commands/settling.ts';
import { deposits, partsOf, ruleList, settlementById, settlements, slipLines, slipMonths, undeposited } from './queries.ts';
import { preview } from './settlement.ts';
import { divide, remainderRule } from './split.ts';
import type { Reader } from '#kernel/db.ts';

const tag = 'pay';
const facilityId = async (reader: Reader, code: string | undefined): Promise<string> => {
  if (code) return (await facilityByCode(reader, code)).id;
  if (!reader.actor.facility_id) throw new Forbidden('settlement.read');
  return reader.actor.facility_id;
};

export const api: Route[] = [
  writeEndpoint({
    path: '/api/v1/settlements', may: 'settlement.prepare', tag, summary: 'Divides a handed-over, paid order by the split rule in force: shares and each worker, to the rupiah',
    body: z.strictObject({ order_number: z.string().min(3).max(60) }), act: (tx, { body }) => prepareSettlement(tx, body),
  }),
  writeEndpoint({ path: '/api/v1/settlements/:id/approval', may: 'settlement.approve', tag, summary: 'Approves a settlement: another person, computed anew, then posted', body: z.strictObject({}), act: (tx, { params }) => approveSettlement(tx, { id: params['id'] ?? '' }) }),
  writeEndpoint({ path: '/api/v1/settlements/:id/refusal', may: 'settlement.approve', tag, summary: 'Refuses a settlement with a reason', body: z.strictObject({ reason: z.string().min(3).max(1000) }), act: async (tx, { params, body }) => { await refuseSettlement(tx, { id: params['id'] ?? '', reason: body.reason }); return settlementById(tx, params['id'] ?? ''); } }),
  readEndpoint({
    path: '/api/v1/settlements', may: 'settlement.read', tag, summary: 'Settlements, newest first', query: z.strictObject({ facility: z.string().max(60).optional(), cursor: z.string().max(40).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    read: async (reader, { query }) => {
      const items = await settlements(reader, { facility_id: await facilityId(reader, query.facility), before: query.cursor ?? '', limit: query.limit });
      return { items, next_cursor: items.length === query.limit ? items.at(-1)?.number ?? null : null };
    },
  }),
  readEndpoint({ path: '/api/v1/settlements/:id', may: 'settlement.read', tag, summary: 'One settlement with each worker’s part', read: async (reader, { params }) => ({ ...(await settlementById(reader, params['id'] ?? '')), workers: (await partsOf(reader, params['id'] ?? '')).map(({ name: _, ...part }) => part) }) }),
  writeEndpoint({
    path: '/api/v1/split-rules/preview', may: 'anyone', tag, summary: 'Divides an amount by a rule; pure, writes nothing', body: preview, status: 200,
    act: async (_, { body }) => {
      const contributions = body.contributions.map(({ worker, hours, output, skill }) => ({ worker, minutes: Math.round((hours ?? 0) * 60), output: output ?? 0, skill: skill ?? 1 }));
      const division = divide({ basis: body.rule.basis, team: body.rule.team, shares: body.rule.shares.map(({ to, percent }) => ({ to, share_bp: Math.round(percent * 100) })) }, { gross_idr: body.amount_idr, costs_idr: body.costs_idr, contributions });
      return { shares: division.shares, workers: division.workers.map(({ worker, amount_idr }) => ({ worker, amount_idr })), basis_idr: division.basis_idr, costs_idr: division.costs_idr, remainder_rule: remainderRule.en };
    },
  }),
  readEndpoint({ path: '/api/v1/split-rules', may: 'rules.read', tag, summary: 'Split rules with dates and legal basis', read: async (reader) => ({ items: await ruleList(reader), next_cursor: null }) }),
  writeEndpoint({
    path: '/api/v1/state-revenue-deposits', may: 'deposit.create', tag, summary: 'Bills the state’s part of a month: a billing code', body: z.strictObject({ facility: z.string().max(60).optional(), period: month }),
    act: async (tx, { body }) => createDeposit(tx, { facility_id: await facilityId(tx, body.facility), period: body.period }),
  }),
  writeEndpoint({
    path: '/api/v1/state-revenue-deposits/:id', method: 'patch', may: 'deposit.record_paid', tag, summary: 'Records a deposit as paid with its NTPN; another person than who billed it', body: z.strictObject({ ntpn: z.string().trim().toUpperCase(), paid_at: z.iso.datetime({ offset: true }) }),
    act: (tx, { params, body }) => recordDepositPaid(tx, { id: params['id'] ?? '', ntpn: body.ntpn, paid_at: new Date(body.paid_at) }),
  }),
  readEndpoint({
    path: '/api/v1/state-revenue-deposits', may: 'deposit.read', tag, summary: 'Deposits, and what is not deposited yet', query: z.strictObject({ facility: z.string().max(60).optional() }),
    read: async (reader, { query }) => {
      const facility_id = await facilityId(reader, query.facility);
      return { items: await deposits(reader, facility_id), undeposited: await undeposited(reader, facility_id), next_cursor: null };
    },
  }),
  readEndpoint({
    path: '/api/v1/workers/:id/savings', may: 'savings.read', tag, summary: 'A savings book with its movements',
    read: async (reader, { params }) => {
      const worker = await workerById(reader, params['id'] ?? '');
      const { balance_idr, movements } = await savingsOf(reader, { facility_id: worker.facility_id, worker_id: worker.id });
      return { worker: worker.id, balance_idr, items: movements, next_cursor: null };
    },
  }),
  readEndpoint({
    path: '/api/v1/workers/:id/slips', may: 'savings.read', tag, summary: 'A worker’s slips: each rupiah explained', query: z.strictObject({ month: month.optional() }),
    read: async (reader, { params, query }) => {
      const worker = await workerById(reader, params['id'] ?? '');
      const months = await slipMonths(reader, worker.id);
      const wanted = query.month ? months.filter((each) => each.month === query.month) : months.slice(0, 12);
      return { items: await Promise.all(wanted.map(async (each) => ({ ...each, lines: await slipLines(reader, { worker_id: worker.id, month: each.month }) }))), next_cursor: null };
    },
  }),
  writeEndpoint({
    path: '/api/v1/withdrawals', may: 'withdrawal.prepare', tag, summary: 'Asks for money from savings', body: z.strictObject({ worker: z.uuid(), kind: z.enum(withdrawalKinds), amount_idr: z.int().min(1).max(10_000_000_000), purpose: z.string().trim().min(3).max(200) }),
    act: async (tx, { body: { worker, ...body } }) => prepareWithdrawal(tx, { ...body, worker_id: worker, facility_id: (await workerById(tx, worker)).facility_id }),
  }),
  writeEndpoint({ path: '/api/v1/withdrawals/:id/approval', may: 'withdrawal.approve', tag, summary: 'Approves a withdrawal: another person', body: z.strictObject({}), act: (tx, { params }) => approveWithdrawal(tx, { id: params['id'] ?? '' }) }),
];

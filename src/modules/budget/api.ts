import { z } from 'zod';
import { longText, shortText } from '#kernel/form.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { facilityActedOn } from '#organisation';
import { approvePlan, cancelCommitment, commitMoney, draftPlan, recordPayment, refusePlan, submitPlan } from './commands.ts';
import { newCommitment, newPayment, newPlan } from './plan.ts';
import { ceilings, commitments, plans } from './queries.ts';

const tag = 'budget';
const unitYear = z.strictObject({ facility: z.string().optional(), year: z.coerce.number().int() });
export const api: Route[] = [
  readEndpoint({
    path: '/api/v1/budgets', may: 'budget.read', tag, summary: "A facility's year: lines with what is planned, committed, paid; and the plans behind them", query: unitYear,
    read: async (reader, { query }) => {
      const facility_id = await facilityActedOn(reader, query.facility);
      return { year: query.year, items: await ceilings(reader, facility_id, query.year), plans: await plans(reader, facility_id, query.year), next_cursor: null };
    },
  }),
  writeEndpoint({ path: '/api/v1/budgets', may: 'budget.plan', tag, summary: 'Draft a plan of a year, or its next revision', body: newPlan, act: async (tx, { body: { facility, ...plan } }) => draftPlan(tx, { facility_id: await facilityActedOn(tx, facility), ...plan }) }),
  writeEndpoint({ path: '/api/v1/budgets/:id/submission', may: 'budget.plan', tag, summary: 'Submit a draft for decision', body: z.strictObject({}), act: (tx, { params }) => submitPlan(tx, { id: params['id'] ?? '' }) }),
  writeEndpoint({ path: '/api/v1/budgets/:id/approval', may: 'budget.decide', tag, summary: 'Put a plan into force by its letter', body: z.strictObject({ letter: shortText }), act: (tx, { params, body }) => approvePlan(tx, { id: params['id'] ?? '', ...body }) }),
  writeEndpoint({ path: '/api/v1/budgets/:id/refusal', may: 'budget.decide', tag, summary: 'Send a plan back with the reason', body: z.strictObject({ reason: longText }), act: (tx, { params, body }) => refusePlan(tx, { id: params['id'] ?? '', ...body }) }),
  readEndpoint({
    path: '/api/v1/commitments', may: 'budget.read', tag, summary: 'Money bound against the budget, newest first', query: unitYear.extend({ state: z.enum(['open', 'done', 'cancelled']).optional(), limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().optional() }),
    read: async (reader, { query: { facility, year, state, limit, cursor } }) => {
      const items = await commitments(reader, { facility_id: await facilityActedOn(reader, facility), year, state, after: cursor ?? '', limit: limit + 1 });
      return { items: items.slice(0, limit), next_cursor: items.length > limit ? (items[limit - 1]?.number ?? null) : null };
    },
  }),
  writeEndpoint({ path: '/api/v1/commitments', may: 'budget.commit', tag, summary: 'Bind money before ordering', body: newCommitment, act: async (tx, { body: { facility, ...wish } }) => commitMoney(tx, { facility_id: await facilityActedOn(tx, facility), ...wish }) }),
  writeEndpoint({ path: '/api/v1/commitments/:id/cancellation', may: 'budget.commit', tag, summary: 'Give back what is not paid', body: z.strictObject({ reason: longText }), act: (tx, { params, body }) => cancelCommitment(tx, { id: params['id'] ?? '', ...body }) }),
  writeEndpoint({ path: '/api/v1/commitments/:id/payments', may: 'budget.record_payment', tag, summary: 'Record a payment by its SP2D', body: newPayment, act: (tx, { params, body }) => recordPayment(tx, { id: params['id'] ?? '', ...body }) }),
];

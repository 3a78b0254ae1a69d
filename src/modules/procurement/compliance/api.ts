import { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import { NotFound } from '#kernel/refusal.ts';
import { shortText } from '#kernel/form.ts';
import type { Reader } from '#kernel/db.ts';
import { readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { agencyByCode } from '#organisation';
import { answerFlag, askAgain, closeFlag, raiseFlags, recordSpending, sendFeedback } from './commands.ts';
import { newAnswer, newClosing, newFeedback, quarterName, quarterOf } from './compliance.ts';
import { byUnit, flagById, flags, paidByUnit, ranking, rulesOn, sheetsOf } from './queries.ts';

const tag = 'procurement';
const id = (params: Record<string, string>): string => params['id'] ?? '';
const period = z.strictObject({ quarter: quarterName.optional() });
const day = (reader: Reader): string => dayIn('Asia/Jakarta', reader.now);
/** An agency means itself; who sees all names one. */
async function agencyActedOn(reader: Reader, code: string | undefined): Promise<string> {
  const own = reader.actor.agency_id;
  const named = code === undefined ? undefined : (await agencyByCode(reader, code)).id;
  const found = named ?? own;
  if (!found || (own && found !== own)) throw new NotFound();
  return found;
}
export const complianceApi: Route[] = [
  readEndpoint({
    path: '/api/v1/compliance/ranking', may: 'anyone', tag, summary: 'Agencies of a quarter by share of spending, with payment, questions and the rules they are measured by', query: period,
    read: async (reader, { query: { quarter = quarterOf(day(reader)) } }) => { const rules = await rulesOn(reader, day(reader)); return { ...quarter, rules, items: await ranking(reader, quarter, rules.due.value), next_cursor: null }; },
  }),
  readEndpoint({
    path: '/api/v1/compliance', may: 'compliance.read', tag, summary: 'One agency’s quarter by unit and category: ordered, spent, paid', query: period.extend({ agency: shortText.optional() }),
    read: async (reader, { query: { quarter = quarterOf(day(reader)), agency } }) => { const agency_id = await agencyActedOn(reader, agency); return { ...quarter, items: await byUnit(reader, agency_id, quarter), payments: await paidByUnit(reader, agency_id, quarter, (await rulesOn(reader, day(reader))).due.value), sheets: await sheetsOf(reader, agency_id, quarter), next_cursor: null }; },
  }),
  writeEndpoint({
    path: '/api/v1/compliance/spending', may: 'spend.record', tag, summary: 'A quarter’s spending: rows with Unit, Kategori, Jumlah; all or none', body: z.strictObject({ agency: shortText.optional(), quarter: quarterName, source: shortText, rows: z.array(z.record(z.string().max(40), z.string().max(200))).min(1).max(5_000) }),
    act: async (tx, { body: { agency, quarter, source, rows } }) => recordSpending(tx, { agency_id: await agencyActedOn(tx, agency), at: quarter, source, rows: rows.map((cells, n) => ({ row: n + 2, cells })) }),
  }),
  readEndpoint({
    path: '/api/v1/compliance/flags', may: 'compliance.read', tag, summary: 'Questions raised by indicators, newest first', query: z.strictObject({ state: z.enum(['open', 'answered', 'closed']).optional(), limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.uuid().optional() }),
    read: async (reader, { query: { state, limit, cursor } }) => { const found = await flags(reader, { state, after: cursor, limit: limit + 1 }); return { items: found.slice(0, limit), next_cursor: found.length > limit ? (found[limit - 1]?.id ?? null) : null }; },
  }),
  readEndpoint({ path: '/api/v1/compliance/flags/:id', may: 'compliance.read', tag, summary: 'One question with its method and steps', read: (reader, { params }) => flagById(reader, id(params)) }),
  writeEndpoint({ path: '/api/v1/compliance/flags', may: 'flag.raise', tag, summary: 'Reckon the indicators now', body: z.strictObject({}), act: (tx) => raiseFlags(tx) }),
  writeEndpoint({ path: '/api/v1/compliance/flags/:id/answer', may: 'flag.answer', tag, summary: 'The agency’s answer', body: newAnswer, act: (tx, { params, body }) => answerFlag(tx, { id: id(params), ...body }) }),
  writeEndpoint({ path: '/api/v1/compliance/flags/:id/follow-up', may: 'flag.follow_up', tag, summary: 'Ask again', body: newAnswer, act: (tx, { params, body }) => askAgain(tx, { id: id(params), ...body }) }),
  writeEndpoint({ path: '/api/v1/compliance/flags/:id/closure', may: 'flag.follow_up', tag, summary: 'Close a question with its outcome', body: newClosing, act: (tx, { params, body }) => closeFlag(tx, { id: id(params), ...body }) }),
  writeEndpoint({ path: '/api/v1/compliance/feedback', may: 'feedback.send', tag, summary: 'Say something about how an agency buys; the answer is read under the number', body: newFeedback, act: (tx, { body }) => sendFeedback(tx, body) }),
];

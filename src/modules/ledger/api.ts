import { z } from 'zod';
import { longText, month } from '#kernel/form.ts';
import { NotFound } from '#kernel/refusal.ts';
import { file, readEndpoint, writeEndpoint, type Route } from '#kernel/web.ts';
import { askReopening, reopenPeriod } from './commands.ts';
import { journalByNumber, journals, periods, postings, trialBalance, unitOf } from './queries.ts';
import { statementOf } from './statement-queries.ts';

/** Plain-text journal that hledger reads and checks: an independent oracle for every balance. */
export function hledgerJournal(rows: Awaited<ReturnType<typeof postings>>): string {
  const out: string[] = [];
  let current = '';
  for (const row of rows) {
    const key = `${row.facility_code}/${row.number}`;
    if (key !== current) out.push('', `${row.on_day} (${row.number}) ${row.kind}  ; ${row.facility_code}`);
    current = key;
    out.push(`    ${row.facility_code}:${row.code}    ${row.amount_idr} IDR`);
  }
  return `${out.join('\n').trimStart()}\n`;
}

const tag = 'ledger';
const facility = z.string().max(80).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const onlyUnit = z.strictObject({ facility });

export const api: Route[] = [
  readEndpoint({
    path: '/api/v1/ledger/trial-balance', may: 'ledger.read', tag, summary: 'Debits, credits and balance per account; over every facility in reach when none is named', query: onlyUnit,
    read: async (reader, { query }) => {
      const facility_id = query.facility ? (await unitOf(reader, query.facility)).id : reader.actor.facility_id;
      const items = await trialBalance(reader, facility_id);
      return { items, total_idr: items.reduce((sum, row) => sum + row.balance_idr, 0), next_cursor: null };
    },
  }),
  readEndpoint({ path: '/api/v1/ledger/statements/:month', may: 'ledger.read', tag, summary: 'Where every account stood before and after a month, and by which kind of journal it moved', query: onlyUnit, read: async (reader, { params, query }) => statementOf(reader, { facility_id: (await unitOf(reader, query.facility)).id, month: monthOf(params) }) }),
  file({
    path: '/api/v1/ledger/journal.hledger', may: 'ledger.read',
    send: async (req) => {
      const rows = await req.read(async (reader) => postings(reader, req.query['facility'] ? (await unitOf(reader, req.query['facility'])).id : req.actor.facility_id));
      return new Response(hledgerJournal(rows), { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } });
    },
  }),
  readEndpoint({
    path: '/api/v1/ledger/journals', may: 'ledger.read', tag, summary: 'Journals of a facility, newest first', query: z.strictObject({ facility, cursor: z.string().max(40).default(''), limit }),
    read: async (reader, { query }) => {
      const items = await journals(reader, { facility_id: (await unitOf(reader, query.facility)).id, before: query.cursor, limit: query.limit });
      return { items, next_cursor: items.length === query.limit ? (items.at(-1)?.number ?? null) : null };
    },
  }),
  readEndpoint({ path: '/api/v1/ledger/journals/:number', may: 'ledger.read', tag, summary: 'One journal with its lines', query: onlyUnit, read: async (reader, { params, query }) => journalByNumber(reader, (await unitOf(reader, query.facility)).id, params['number'] ?? '') }),
  readEndpoint({ path: '/api/v1/ledger/periods', may: 'ledger.read', tag, summary: 'Months of the books: open, closed, asked to be reopened', query: onlyUnit, read: async (reader, { query }) => ({ items: await periods(reader, (await unitOf(reader, query.facility)).id), next_cursor: null }) }),
  writeEndpoint({
    path: '/api/v1/ledger/periods/:month/reopening-request', may: 'ledger.ask_reopening', tag, summary: 'Ask for a closed month to be reopened', body: onlyUnit.extend({ reason: longText }),
    act: async (tx, { params, body }) => {
      const which = { facility_id: (await unitOf(tx, body.facility)).id, month: monthOf(params), reason: body.reason };
      await askReopening(tx, which);
      return { month: which.month, state: 'reopening_asked' };
    },
  }),
  writeEndpoint({
    path: '/api/v1/ledger/periods/:month/reopening', may: 'ledger.reopen_period', tag, summary: 'Reopen a closed month: another person than who asked', body: onlyUnit,
    act: async (tx, { params, body }) => {
      const which = { facility_id: (await unitOf(tx, body.facility)).id, month: monthOf(params) };
      await reopenPeriod(tx, which);
      return { month: which.month, state: 'open' };
    },
  }),
];

function monthOf(params: Record<string, string>): string {
  const asked = month.safeParse(params['month']).data;
  if (asked === undefined) throw new NotFound();
  return asked;
}

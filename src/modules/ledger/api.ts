import { z } from 'zod';
import { file, readEndpoint, type Route } from '#kernel/web.ts';
import { facilityByCode } from '#organisation';
import { postings, trialBalance } from './queries.ts';

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

export const api: Route[] = [
  readEndpoint({
    path: '/api/v1/ledger/trial-balance', may: 'ledger.read', tag: 'ledger', summary: 'Debits, credits and balance per account', query: z.strictObject({ facility: z.string().optional() }),
    read: async (reader, { query }) => {
      const facility_id = query.facility ? (await facilityByCode(reader, query.facility)).id : reader.actor.facility_id;
      const items = await trialBalance(reader, facility_id);
      return { items, total_idr: items.reduce((sum, row) => sum + row.balance_idr, 0) };
    },
  }),
  file({
    path: '/api/v1/ledger/journal.hledger', may: 'ledger.read',
    send: async (req) => new Response(hledgerJournal(await req.read((reader) => postings(reader, req.actor.facility_id))), { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } }),
  }),
];

import type pg from 'pg';
import { referenceRows } from '#kernel/reference.ts';

/** Where each account stands in the government's accrual statements. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  const rows = referenceRows('accrual_lines').map(({ valid_from, verified, journal_kind, ...row }) => ({ ...row, journal_kind: journal_kind ?? '', verified: verified === 'yes', from: valid_from }));
  await client.query(`
    insert into ledger.accrual_line (statement, account, journal_kind, part, position, line_id, line_en, bas_code, valid, legal_basis, verified, source)
    select r.statement, r.account, r.journal_kind, r.part, r.position, r.line_id, r.line_en, r.bas_code, daterange(r."from", null), r.legal_basis, r.verified, r.source
    from json_to_recordset($1::json) as r (statement text, account text, journal_kind text, part text, position int, line_id text, line_en text, bas_code text, "from" date, legal_basis text, verified boolean, source text) on conflict do nothing`, [JSON.stringify(rows)]);
}

import type pg from 'pg';
import { insertRows, referenceRows } from '#kernel/reference.ts';

/** Accounts of the standard chart (BAS) that an industry's budget uses; most await a check against the chart in force. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  await insertRows(client, 'budget.account', referenceRows('budget_accounts'));
}

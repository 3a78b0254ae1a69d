import type pg from 'pg';
import { insertRows, referenceRows } from '#kernel/reference.ts';

/** Criteria of maturity, eight dimensions by five levels, dated. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  await insertRows(client, 'strategy.criterion', referenceRows('maturity_criteria').map(({ valid_from, threshold, level, ...row }) => ({ ...row, level: Number(level), threshold: threshold === null || threshold === undefined ? null : Number(threshold), valid: `[${valid_from},)` })));
}

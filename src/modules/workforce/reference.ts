import type pg from 'pg';
import { insertRows, referenceRows } from '#kernel/reference.ts';

/** Checks before somebody is put to a job, and the dated maxima of working time. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  await insertRows(client, 'workforce.suitability_check', referenceRows('suitability_checks').map((row) => ({
    code: row['code'], name_id: row['name_id'], name_en: row['name_en'], rule: row['rule'], effect: effects[row['code'] ?? ''] ?? row['default_action'],
    parameters: {}, valid: '[2020-01-01,)', legal_basis: row['source'], source: row['source'],
  })));
  const maxima: [string, number, string][] = [
    ['work.max_minutes_per_day', 480, 'Mandela Rules 102(1); UU 13/2003 Pasal 77 sebagai acuan'],
    ['work.max_minutes_per_week', 2400, 'Mandela Rules 102(1); UU 13/2003 Pasal 77 sebagai acuan'],
    ['work.max_days_per_week', 6, 'Mandela Rules 102(2): satu hari istirahat seminggu'],
  ];
  for (const [key, value, legal_basis] of maxima) {
    await client.query("insert into kernel.rule (key, value, valid, legal_basis, source) values ($1, to_jsonb($2::int), '[2020-01-01,)', $3, 'Mandela Rules 2015') on conflict do nothing", [key, value, legal_basis]);
  }
}

/** No assessment means not suitable; hours are a hard limit. */
const effects: Record<string, string> = { WORKPLACE_RISK: 'override_with_reason', SHIFT_LIMIT: 'block' };

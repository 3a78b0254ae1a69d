import type pg from 'pg';
import { insertRows, referenceRows } from '#kernel/reference.ts';
import { loadAbsorptionRules } from './absorption/reference.ts';
import { loadComplianceRules } from './compliance/reference.ts';
import { loadOpenRules } from './ocds/reference.ts';

/** Codes of goods with the words they are asked for by, the rules of the duty, and the reasons for a waiver. Repeatable. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  const products = referenceRows('products').filter((row) => row['unspsc']);
  await insertRows(client, 'procurement.code', products.map((row) => ({ unspsc: row['unspsc'], title_en: row['unspsc_title'], category: row['category'], checked_in: row['unspsc_checked_in'] })));
  await insertRows(client, 'procurement.code_phrase', [
    ...products.map((row) => ({ unspsc: row['unspsc'], phrase: row['name'], source: 'products.csv' })),
    ...products.map((row) => ({ unspsc: row['unspsc'], phrase: row['unspsc_title'], source: 'UNSPSC' })),
    ...referenceRows('goods_words'),
  ]);
  await client.query('select procurement.weigh_phrases()');
  await dated(client, 'procurement.duty_rule', 'code', referenceRows('duty_rules').map(({ valid_from, value, ...row }) => ({ ...row, value: JSON.parse(value ?? '{}') as unknown, valid: `[${valid_from},)`, state: 'approved' })));
  await dated(client, 'procurement.waiver_reason', 'code', referenceRows('waiver_reasons').map(({ deemed_approved_after_days, ...row }) => ({
    ...row, deemed_working_days: deemed_approved_after_days, standing: 'trial', valid: '[2026-01-01,)', legal_basis: 'Usulan sistem ini (uji coba); belum ada peraturan',
  })));
  await loadAbsorptionRules(client);
  await loadComplianceRules(client);
  await loadOpenRules(client);
}

/** A dated row is laid down once: what the country decided since is not written over. */
async function dated(client: pg.ClientBase, table: string, key: string, rows: Record<string, unknown>[]): Promise<void> {
  const { rows: there } = await client.query<Record<string, string>>(`select ${key} from ${table}`);
  const known = new Set(there.map((row) => row[key]));
  await insertRows(client, table, rows.filter((row) => !known.has(String(row[key]))));
}

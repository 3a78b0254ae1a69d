import type pg from 'pg';
import { insertRows, referenceRows } from '#kernel/reference.ts';

/** Checks before somebody is put to a job, and the dated maxima of working time. Repeatable. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  await insertRows(client, 'workforce.suitability_check', referenceRows('suitability_checks').map((row) => ({
    code: row['code'], name_id: row['name_id'], name_en: row['name_en'], rule: row['rule'], effect: row['default_action'],
    parameters: parameters[row['code'] ?? ''] ?? {}, valid: '[2020-01-01,)', legal_basis: row['source'], source: row['source'],
  })));
  await insertRows(client, 'workforce.reading_reason', referenceRows('reading_reasons').map((row) => ({ ...row, needs_note: row['needs_note'] === 'true' })));
  await insertRows(client, 'workforce.waiting_reason', referenceRows('waiting_reasons').map((row) => ({ ...row, used_for: row['used_for']?.split('|') ?? [] })));
  await insertRows(client, 'workforce.waiting_priority', referenceRows('waiting_priorities').map(({ valid_from, parameters, ...row }) => ({ ...row, weight: Number(row['weight']), parameters: JSON.parse(parameters ?? '{}'), valid: `[${valid_from},)` })));
  await client.query("insert into kernel.rule (key, value, valid, legal_basis, source) values ('waiting.max_open', '3', '[2020-01-01,)', 'Ketentuan daftar tunggu, usulan sistem', 'proposal for this platform; HMPPS activities allows five') on conflict do nothing");
  for (const [key, value, legal_basis] of workingTime) {
    await client.query("insert into kernel.rule (key, value, valid, legal_basis, source) values ($1, to_jsonb($2::int), '[2020-01-01,)', $3, 'UN General Assembly A/RES/70/175; UU 13/2003') on conflict do nothing", [key, value, legal_basis]);
  }
}

/** `unknown` is the effect when the fact is not on file: no risk assessment means not suitable. */
const parameters: Record<string, object> = {
  WORKPLACE_RISK: { unknown: 'block' },
  // One third, as units apply it to aides; units that ask for one half keep a row of their own.
  MIN_SENTENCE_SHARE: { share_bp: 3333, unknown: 'inform' },
  INCENTIVE_LEVEL: { paid_levels: ['basic', 'standard', 'enhanced'], unknown: 'inform' },
  ESCAPE_RISK: { unknown: 'inform' },
  LITERACY: { unknown: 'inform' },
  AGE: { adult_years: 18, unknown: 'inform' },
  RELEASE_DATE: { days_left: 30, unknown: 'inform' },
};

const mandela = 'Aturan Nelson Mandela (Mandela Rules) 102';
const workingTime: [key: string, value: number, legal_basis: string][] = [
  ['work.max_minutes_per_day', 480, `${mandela}(1); UU 13/2003 Pasal 77 sebagai acuan`],
  ['work.max_minutes_per_week', 2400, `${mandela}(1); UU 13/2003 Pasal 77 sebagai acuan`],
  ['work.rest_days_per_week', 1, `${mandela}(2); UU 13/2003 Pasal 79 sebagai acuan`],
];

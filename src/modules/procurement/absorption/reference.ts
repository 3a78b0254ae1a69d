import type pg from 'pg';
import { insertRows, referenceRows } from '#kernel/reference.ts';

export const priceBandRule = 'procurement.price_band';
export const shortageDaysRule = 'procurement.shortage_before_end_days';

/** The dated rules of absorption. The percentage is reported, its base disputed; band and days are proposals of this platform. */
export async function loadAbsorptionRules(client: pg.ClientBase): Promise<void> {
  const rules = referenceRows('absorption_rules');
  await insertRows(client, 'procurement.absorption_rule', rules.map(({ percent_bp, valid_from, valid_to, verified, ...row }) => ({ ...row, percent_bp: Number(percent_bp), verified: verified === 'yes', valid: `[${valid_from},${valid_to ?? ''})` })));
  const proposals: [string, object | number, string][] = [
    [priceBandRule, { low_bp: 8_500, high_bp: 10_500, max_age_days: 30 }, 'usulan: harga hasil lapas 85 % sampai 105 % dari harga pembanding yang umurnya paling lama 30 hari'],
    [shortageDaysRule, 30, 'usulan: surat kekurangan disusun paling cepat 30 hari sebelum kontrak berakhir'],
  ];
  for (const [key, value, legal_basis] of proposals) {
    await client.query("insert into kernel.rule (key, value, valid, legal_basis, source) select $1, $2::jsonb, '[2020-01-01,)', $3, 'proposal for this platform' where not exists (select 1 from kernel.rule where key = $1)", [key, JSON.stringify(value), legal_basis]);
  }
}

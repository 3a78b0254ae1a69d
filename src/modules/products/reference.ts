import type pg from 'pg';

/** The price policy, how long a market price counts, and how local content is computed: dated rules, each with its basis. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  const own = 'usulan: kebijakan harga industri pemasyarakatan';
  const rules: [key: string, value: unknown, valid: string, basis: string, source: string][] = [
    ['price.policy.cost_plus', { of: 'cost', low_bp: 500, high_bp: 6000 }, '[2013-01-01,)', `${own}; "ongkos produksi dan keuntungan tipis" (Ditjenpas 2013)`, 'proposal for this platform'],
    ['price.policy.market', { of: 'market', low_bp: -1000, high_bp: 1000 }, '[2013-01-01,)', own, 'proposal for this platform'],
    ['price.policy.negotiated', { of: 'cost', low_bp: 500, high_bp: 10_000 }, '[2013-01-01,)', own, 'proposal for this platform'],
    ['price.policy.minimum', { of: 'cost', low_bp: 0, high_bp: 500 }, '[2013-01-01,)', own, 'proposal for this platform'],
    ['price.market_days', 365, '[2013-01-01,)', 'usulan: harga pembanding berlaku setahun', 'proposal for this platform'],
    ['products.local_content', { method: 'cost_share' }, '[2011-02-21,2025-12-12)', 'Permenperin 16/M-IND/PER/2/2011 (belum diperiksa terhadap naskah resmi)', 'ngada.org/bn104-2011.htm, read in part; own knowledge, unverified'],
    ['products.local_content', { method: 'weighted', material_bp: 7500, labour_bp: 1000, overhead_bp: 1500 }, '[2025-12-12,)', 'Permenperin 35/2025, Lampiran I (bobot belum diperiksa terhadap naskah resmi)', 'method and day of effect: pasal.id and aktual.com; the three weights: own knowledge, unverified'],
  ];
  for (const [key, value, valid, basis, source] of rules) {
    await client.query('insert into kernel.rule (key, value, valid, legal_basis, source) select $1, $2::jsonb, $3::daterange, $4, $5 where not exists (select 1 from kernel.rule where key = $1 and facility_id is null and valid && $3::daterange)', [key, JSON.stringify(value), valid, basis, source]);
  }
}

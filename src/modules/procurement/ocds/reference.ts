import type pg from 'pg';

export const prefixRule = 'procurement.ocid_prefix';

/** Prefix and mandate as dated rules: both await their registration and their regulation, and say so. */
export async function loadOpenRules(client: pg.ClientBase): Promise<void> {
  const rules: [string, object | string, string][] = [
    [prefixRule, 'ocds-kb0000', 'usulan: awalan belum didaftarkan pada Open Contracting Partnership; ganti dengan baris bertanggal setelah terdaftar'],
    ['procurement.mandate', { scheme: 'ID-KARYA-MANDAT', code: 'UJI-COBA', id: 'Pembelian sukarela: kewajiban membeli hasil kerja lapas belum diatur (uji coba).', en: 'Voluntary purchase: no duty to buy prison-made goods is in force yet (trial).' }, 'belum ada peraturan; portal menyatakan diri sebagai uji coba'],
  ];
  for (const [key, value, legal_basis] of rules) {
    await client.query("insert into kernel.rule (key, value, valid, legal_basis, source) select $1, $2::jsonb, '[2020-01-01,)', $3, 'proposal for this platform' where not exists (select 1 from kernel.rule where key = $1)", [key, JSON.stringify(value), legal_basis]);
  }
}

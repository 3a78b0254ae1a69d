import type pg from 'pg';

/** Normal capacity and the limits of the alarms: dated rules, each with its basis. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  const rules: [key: string, value: number, basis: string][] = [
    ['costing.normal_minutes', 7920, 'usulan: 22 hari × 6 jam sebulan; pembebanan menurut kapasitas normal (PSAK 202, belum diperiksa terhadap naskah resmi)'],
    ['costing.under_market_bp', 2000, 'usulan: peringatan bila harga lebih dari 20 % di bawah harga pasar'],
    ['costing.value_added_bp', 1500, 'usulan: peringatan bila nilai tambah kurang dari 15 % harga jual'],
  ];
  for (const [key, value, basis] of rules) {
    await client.query("insert into kernel.rule (key, value, valid, legal_basis, source) select $1, to_jsonb($2::int), '[2013-01-01,)', $3, 'proposal for this platform' where not exists (select 1 from kernel.rule where key = $1 and facility_id is null)", [key, value, basis]);
  }
}

import type pg from 'pg';

/** How long an unpaid public order holds its pieces, and when it ends; a facility may have its own rows. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  const rules: [string, number, string][] = [
    ['orders.hold_hours', 24, 'Ketentuan toko, usulan sistem'],
    ['orders.unpaid_hours', 72, 'Syarat pembelian, usulan sistem: pesanan umum yang belum dibayar dalam 72 jam dan belum diterima unit dibatalkan dengan sendirinya'],
    ['orders.quote_answer_days', 3, 'Praktik e-Katalog: negosiasi yang tidak dijawab dalam tiga hari kerja berakhir; usulan sistem'],
  ];
  for (const [key, value, legal_basis] of rules) {
    await client.query("insert into kernel.rule (key, value, valid, legal_basis, source) select $1, to_jsonb($2::int), '[2020-01-01,)', $3, 'proposal for this platform' where not exists (select 1 from kernel.rule where key = $1)", [key, value, legal_basis]);
  }
}

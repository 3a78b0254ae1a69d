import type pg from 'pg';

/** How long an unpaid public order holds its pieces; a facility may have its own row. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  await client.query("insert into kernel.rule (key, value, valid, legal_basis, source) select 'orders.hold_hours', '24', '[2020-01-01,)', 'Ketentuan toko, usulan sistem', 'proposal for this platform' where not exists (select 1 from kernel.rule where key = 'orders.hold_hours')");
}

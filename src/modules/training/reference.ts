import type pg from 'pg';
import { parseConfig } from '#kernel/config.ts';
import { insertRows, referenceRows } from '#kernel/reference.ts';

/** Units, what jobs need, when to warn, and a first issuer. Repeatable. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  await insertRows(client, 'training.competency_unit', referenceRows('competency_units'));
  await insertRows(client, 'training.job_need', referenceRows('job_needs'));
  await client.query(`insert into kernel.rule (key, value, valid, legal_basis, source) values ('training.expiry_warning_days', '[90, 30]', '[2020-01-01,)', 'usulan: tenggang untuk mendaftar uji ulang', 'own proposal') on conflict do nothing`);
  await client.query("insert into training.issuer (name, url, valid) select $1, $2, '[2020-01-01,)' where not exists (select 1 from training.issuer)", [firstName, firstAddress()]);
}

/** Neutral on purpose: whoever reads a certificate learns what its holder can do, not where the holder learned it. */
const firstName = 'Lembaga Pelatihan Karya';

function firstAddress(): string {
  const parsed = parseConfig(process.env);
  if ('complaint' in parsed) throw new Error(parsed.complaint);
  const { KARYA_PUBLIC_URL: known, HOST, PORT } = parsed.config;
  return known ? new URL(known).origin : `http://${HOST === '127.0.0.1' || HOST === '0.0.0.0' ? 'localhost' : HOST}:${PORT}`;
}

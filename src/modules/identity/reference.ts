import type pg from 'pg';
import { delegationRule } from './delegation.ts';

/** Minutes without a request after which a session sleeps, by role; a role that is not named has only the eight hours. */
const idleMinutes = { officer: 15, section_head: 15, facility_head: 15, treasurer: 15, admin: 15 };

export async function loadReference(client: pg.ClientBase): Promise<void> {
  await client.query("insert into kernel.rule (key, value, valid, legal_basis, source) select 'identity.idle_minutes', $1::jsonb, '[2020-01-01,)', $2, 'NIST SP 800-63B (AAL2: at most 30 minutes)' where not exists (select 1 from kernel.rule where key = 'identity.idle_minutes')", [JSON.stringify(idleMinutes), 'Usulan sistem: gawai bengkel dipakai bergantian di ruang kerja']);
  await client.query("insert into kernel.rule (key, value, valid, legal_basis, source) select $1, '90', '[2014-10-17,)', $2, 'UU 30/2014; the number is a proposal for this platform' where not exists (select 1 from kernel.rule where key = $1)", [delegationRule, 'UU 30/2014 Pasal 13–14 (pelimpahan wewenang); lamanya usulan sistem ini']);
}

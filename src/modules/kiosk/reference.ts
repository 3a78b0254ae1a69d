import type pg from 'pg';
import { answerRule } from './objection.ts';
import { lockRule } from './visit.ts';

const rules: [key: string, value: unknown, legal_basis: string, source: string][] = [
  [lockRule, { reading: 60, writing: 180 }, 'Usulan sistem ini: kios dipakai bergantian', 'proposal for this platform'],
  [answerRule.pay, 14, 'UU 25/2009 Pasal 46: tanggapan paling lambat 14 hari (dihitung hari kerja di sini; perlu dicek pada teks)', 'UU 25/2009; proposal for this platform'],
  [answerRule.hours, 7, 'Usulan sistem ini', 'proposal for this platform'],
  [answerRule.complaint, 14, 'UU 25/2009 Pasal 46; Aturan Nelson Mandela 56–57 (perlu dicek pada teks)', 'UU 25/2009; UN General Assembly A/RES/70/175'],
];

/** How long a kiosk waits, and in how many working days an objection or a complaint is answered. Repeatable. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  for (const [key, value, legal_basis, source] of rules) {
    await client.query("insert into kernel.rule (key, value, valid, legal_basis, source) select $1, $2::jsonb, '[2009-07-18,)', $3, $4 where not exists (select 1 from kernel.rule where key = $1)", [key, JSON.stringify(value), legal_basis, source]);
  }
}

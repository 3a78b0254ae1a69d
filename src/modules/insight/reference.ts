import type pg from 'pg';

/** Dated rules of the fairness monitor. Repeatable. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  for (const [key, value, legal_basis, source] of rules) {
    await client.query("insert into kernel.rule (key, value, valid, legal_basis, source) values ($1, to_jsonb($2::int), '[2020-01-01,)', $3, $4) on conflict do nothing", [key, value, legal_basis, source]);
  }
}

const rules: [key: string, value: number, legal_basis: string, source: string][] = [
  ['fairness.smallest_group', 10, 'UU 27/2022 tentang Pelindungan Data Pribadi, asas kerahasiaan; batas sel usulan untuk sistem ini', 'proposal for this platform'],
  ['fairness.alarm_ratio_percent', 80, 'Kaidah empat per lima sebagai acuan; usulan untuk sistem ini', 'US EEOC Uniform Guidelines 29 CFR 1607.4 D as a yardstick, own knowledge, unverified'],
  ['fairness.normal_day_minutes', 420, 'UU 13/2003 Pasal 77 ayat (2) huruf a: 7 jam sehari, sebagai acuan (Mandela 102)', 'UU 13/2003'],
];

import type pg from 'pg';
import { insertRows, referenceRows } from '#kernel/reference.ts';

/** The national default split, and the dated rules of savings and deposits. Reported local splits are test cases, not rules in force. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  await insertRows(client, 'pay.deduction_kind', referenceRows('deduction_kinds').map(({ max_percent, ...row }) => ({ ...row, max_bp: max_percent ? Math.round(Number(max_percent) * 100) : null })));
  await insertRows(client, 'pay.wage_grade', referenceRows('wage_grades'));
  await insertRows(client, 'pay.allowance_kind', referenceRows('allowance_kinds').map(({ valid_from, max_idr, ...row }) => ({ ...row, max_idr: Number(max_idr), valid: `[${valid_from},)` })));
  for (const row of referenceRows('split_rules').filter((each) => each['code'] === 'nat-1990')) {
    const { rows } = await client.query<{ id: string }>(`insert into pay.split_rule (code, basis, team, valid, legal_basis, note, source) values ($1, $2, 'hours', daterange($3, null), $4, $5, $6) on conflict do nothing returning id`,
      [row['code'], row['basis'], `${row['valid_from']}-01-01`, 'Kepmenkeh M.01-PP.02.01/1990, sebagaimana dikutip pejabat', row['note'], row['source']]);
    const id = rows[0]?.id;
    if (id) await insertRows(client, 'pay.split_share', [['worker', 'worker_premium_pct'], ['capital', 'working_capital_pct'], ['state', 'state_revenue_pct']].map(([recipient, column]) => ({ rule_id: id, recipient, share_bp: Math.round(Number(row[column ?? '']) * 100) })));
  }
  const rules: [string, number, string][] = [
    ['savings.spendable_bp', 2500, 'SE Dirjenpas PAS1.PK.01.04-87, 11 Juni 2010: 25 % dapat dipakai di dalam'],
    ['pay.skill_step_bp', 2000, 'Ketentuan pembagian regu menurut keahlian, usulan sistem: tiap tingkat 20 % lebih dari tingkat pertama'],
    ['state.deposit_working_days', 1, 'PMK 155/2021: penerimaan disetor segera (angka perlu dipastikan)'],
  ];
  for (const [key, value, legal_basis] of rules) {
    await client.query("insert into kernel.rule (key, value, valid, legal_basis, source) select $1, to_jsonb($2::int), '[2010-06-11,)', $3, 'regulations.csv' where not exists (select 1 from kernel.rule where key = $1)", [key, value, legal_basis]);
  }
  await client.query(`insert into kernel.rule (key, value, valid, legal_basis, source) select 'savings.locked_bp', '2000'::jsonb, '[2026-01-01,)', 'Usulan sistem: 20 % premi disimpan sampai bebas (bandingkan Aturan Nelson Mandela 103 ayat 3)', 'proposal for this platform' where not exists (select 1 from kernel.rule where key = 'savings.locked_bp')`);
  await client.query(`insert into kernel.rule (key, value, valid, legal_basis, source) select k, v, '[2010-06-11,)', basis, 'proposal for this platform' from (values
    ('wage.deduction_cap_bp', '5000'::jsonb, 'Usulan sistem: potongan bersama paling banyak separuh upah sebulan (bandingkan Konvensi ILO 95 pasal 10)'),
    ('wage.deduction_order', '["RESTITUTION_COURT","FINE_COURT","DAMAGE_TOOLS","EARNINGS_STOPPAGE","LOAN_ADVANCE","VICTIM_FUND"]'::jsonb, 'Usulan sistem: putusan pengadilan dahulu, lalu keputusan UPT, lalu perjanjian'),
    ('savings.hold_max_days', '30'::jsonb, 'Usulan sistem: tabungan ditahan paling lama 30 hari, lalu lepas sendiri kecuali ditahan lagi dengan alasan'),
    ('pay.delay_days_order', '14'::jsonb, 'Usulan sistem: premi masuk tabungan paling lama 14 hari sesudah serah terima dan pelunasan'),
    ('pay.delay_days_month', '10'::jsonb, 'Usulan sistem: upah sebulan masuk tabungan paling lama 10 hari sesudah bulan berakhir'),
    ('wage.minimum_alarm_percent', '20'::jsonb, 'Usulan sistem: tanda bila upah per jam di bawah 20 % upah minimum; bukan hak menurut peraturan'),
    ('advance.max_idr', '500000'::jsonb, 'Usulan sistem: uang muka seorang paling banyak Rp500.000 sekaligus'),
    ('pay.faults_not_theirs', '["MATERIAL"]'::jsonb, 'Usulan sistem: cacat bahan ditanggung UPT, barang yang ditolak karenanya dibayar seperti yang baik; kesalahan lain tidak dibayar dan tidak didenda'),
    ('pay.rework_share_bp', '2500'::jsonb, 'Usulan sistem: mengerjakan lagi bukan karena salahnya dibayar seperempat tarif; karena salahnya sendiri tidak dibayar lagi'),
    ('objection.raise_days', '14'::jsonb, 'Usulan sistem: keberatan atas kartu premi disampaikan dalam 14 hari; yang datang kemudian tetap diterima'),
    ('receivable.reminder_days', '[14,30,60,90]'::jsonb, 'Usulan sistem: pengingat pada hari ke-14, 30, 60, dan 90 setelah serah terima'),
    ('cash.max_idr', '5000000'::jsonb, 'Usulan sistem: kas di tangan seorang paling banyak Rp5 juta (batas PMK 155/2021 perlu dipastikan)'),
    ('cash.max_working_days', '1'::jsonb, 'PMK 155/2021: penerimaan tunai disetor paling lambat hari kerja berikutnya (angka perlu dipastikan)'),
    ('pay.legal_reading', '"split_first"'::jsonb, 'Kepmenkeh M.01-PP.02.01/1990, sebagaimana dikutip pejabat: hasil dibagi dahulu, bagian negara disetor (bandingkan UU 9/2018: seluruh penerimaan melalui APBN)'),
    ('pay.negative_difference', '"facility_loss"'::jsonb, 'Usulan sistem: kelebihan yang sudah dibayarkan ditanggung modal kerja, tidak diambil dari tabungan seseorang tanpa keputusan'),
    ('close.blocking_items', '["sessions","attendance","orders","settlements","wages","deposits","cash","stock","reconciliation"]'::jsonb, 'Usulan sistem: bulan buku ditutup setelah semua hal ini selesai atau diizinkan terbuka oleh orang kedua')) as rules (k, v, basis)
    where not exists (select 1 from kernel.rule where key = k)`);
}

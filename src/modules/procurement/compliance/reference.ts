import type pg from 'pg';

export const ruleKeys = { target: 'procurement.spend_target_bp', due: 'procurement.payment_due_days', split: 'procurement.split', answer: 'procurement.flag_answer_working_days' } as const;

/** Dated rules of compliance: proposals while nothing is regulated, each saying so. */
export async function loadComplianceRules(client: pg.ClientBase): Promise<void> {
  const rules: [string, object | number, string, string][] = [
    [ruleKeys.target, 100, 'usulan uji coba: 1 % belanja barang pada kategori yang dibuat lapas; belum ada peraturan', 'proposal for this platform'],
    [ruleKeys.due, 30, 'usulan: 30 hari kalender sejak serah terima; belum diperiksa terhadap ketentuan pembayaran yang berlaku', 'proposal for this platform'],
    [ruleKeys.split, { threshold_idr: 200_000_000, window_days: 14 }, 'Perpres 46/2025: batas pengadaan langsung barang Rp200 juta; jendela 14 hari adalah usulan', 'regulation perpres-46-2025 for the threshold; the window is a proposal for this platform'],
    [ruleKeys.answer, 10, 'usulan: 10 hari kerja untuk menjawab pertanyaan', 'proposal for this platform'],
  ];
  for (const [key, value, legal_basis, source] of rules) {
    await client.query("insert into kernel.rule (key, value, valid, legal_basis, source) select $1, $2::jsonb, '[2020-01-01,)', $3, $4 where not exists (select 1 from kernel.rule where key = $1)", [key, JSON.stringify(value), legal_basis, source]);
  }
}

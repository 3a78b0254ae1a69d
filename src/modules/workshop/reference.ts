import type pg from 'pg';
import { insertRows, referenceRows } from '#kernel/reference.ts';
import { ratioRule, type Ratio } from './supervision.ts';

const perOfficer: Ratio = { low: 20, medium: 15, high: 8, effect: 'override_with_reason' };

/** Coded lists of the floor: what an absence means for pay, and how a tool of each class is kept. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  await insertRows(client, 'workshop.pay_effect', referenceRows('pay_effects').map(({ multiplier, ...row }) => ({ ...row, multiplier_bp: multiplier ? Math.round(Number(multiplier) * 10_000) : null })));
  await insertRows(client, 'workshop.attendance_reason', referenceRows('attendance_reasons').map((row) => ({ ...row, evidence: row['evidence'] ?? '', note: row['note'] ?? '' })));
  await insertRows(client, 'workshop.tool_class', referenceRows('tool_classes'));
  await client.query(`insert into kernel.rule (key, value, valid, legal_basis, source) select $1, $2::jsonb, '[2020-01-01,)', $3, 'proposal for this platform' where not exists (select 1 from kernel.rule where key = $1)`,
    [ratioRule, JSON.stringify(perOfficer), 'Usulan sistem ini; belum ada angka nasional untuk bengkel']);
}

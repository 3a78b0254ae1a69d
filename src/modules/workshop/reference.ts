import type pg from 'pg';
import { insertRows, referenceRows } from '#kernel/reference.ts';

/** Coded lists of the floor: what an absence means for pay, and how a tool of each class is kept. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  await insertRows(client, 'workshop.pay_effect', referenceRows('pay_effects').map(({ multiplier, ...row }) => ({ ...row, multiplier_bp: multiplier ? Math.round(Number(multiplier) * 10_000) : null })));
  await insertRows(client, 'workshop.attendance_reason', referenceRows('attendance_reasons').map((row) => ({ ...row, evidence: row['evidence'] ?? '', note: row['note'] ?? '' })));
  await insertRows(client, 'workshop.tool_class', referenceRows('tool_classes'));
}

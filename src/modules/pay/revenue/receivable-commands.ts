import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';
import { nothingOwed, notDue, reminderDue, type reminderChannels } from './receivable.ts';
import { receivables } from './receivable-queries.ts';

/** A buyer was reminded: one step at a time, as the dated steps fall due. */
export async function recordReminder(tx: Tx, { facility_id, order_number, channel, note = '' }: { facility_id: string; order_number: string; channel: (typeof reminderChannels)[number]; note?: string | undefined }): Promise<{ step: number }> {
  permit(tx.actor, 'receivable.remind');
  const today = await dayAt(tx, facility_id);
  const owed = (await receivables(tx, { facility_id, today })).find((row) => row.order_number === order_number && row.balance_idr > 0);
  if (!owed?.order_id) throw nothingOwed;
  const { value: steps } = await ruleOn<number[]>(tx, 'receivable.reminder_days', today, facility_id);
  const step = reminderDue({ days: owed.days ?? 0, sent: owed.reminders, steps });
  if (step === undefined) throw notDue;
  await tx.run(sql`insert into pay.reminder (facility_id, order_id, step, on_day, channel, note, owed_idr, sent_by, sent_at) values (${facility_id}, ${owed.order_id}, ${step}, ${today}, ${channel}, ${note}, ${owed.balance_idr}, ${tx.actor.account_id}, ${tx.now})`);
  tx.emit({ verb: 'receivable.reminded', facility_id, subject_kind: 'order', subject_id: owed.order_id, particulars: { number: order_number, step, channel, owed_idr: owed.balance_idr } });
  return { step };
}

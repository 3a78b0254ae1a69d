/** The country's own rules: proposed by one person, approved by another; the one before ends the day before. */
import type { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { fitsKind, misshapen, ruleDecided, ruleTooEarly, type newRule, type RuleRow } from './duty.ts';

export async function proposeRule(tx: Tx, input: z.output<typeof newRule>): Promise<{ id: string }> {
  permit(tx.actor, 'duty.propose');
  if (input.from <= dayIn('Asia/Jakarta', tx.now)) throw ruleTooEarly;
  const before = await tx.one<Pick<RuleRow, 'seq' | 'kind' | 'title_id' | 'title_en'>>(sql`select seq, kind, title_id, title_en from procurement.duty_rule where code = ${input.code} and state = 'approved' order by lower(valid) desc limit 1`);
  if (!fitsKind(before.kind, input.value)) throw misshapen;
  const made = await tx.one<{ id: string }>(sql`
    insert into procurement.duty_rule (code, seq, kind, title_id, title_en, text_id, text_en, value, standing, valid, legal_basis, source, state, proposed_by, proposed_person, proposed_at)
    values (${input.code}, ${before.seq}, ${before.kind}, ${before.title_id}, ${before.title_en}, ${input.text_id}, ${input.text_en}, ${JSON.stringify(input.value)}::jsonb, ${input.standing}, daterange(${input.from}::date, null), ${input.legal_basis}, '', 'proposed',
      ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'duty_rule.proposed', facility_id: null, subject_kind: 'duty_rule', subject_id: made.id, particulars: { code: input.code, from: input.from, standing: input.standing } });
  return made;
}

export async function decideRule(tx: Tx, id: string, { approve }: { approve: boolean }): Promise<void> {
  permit(tx.actor, 'duty.approve');
  const rule = await tx.one<{ code: string; state: string; from: string }>(sql`select code, state, lower(valid) as "from" from procurement.duty_rule where id = ${id}::uuid for update`);
  if (rule.state !== 'proposed') throw ruleDecided;
  if (approve && rule.from <= dayIn('Asia/Jakarta', tx.now)) throw ruleTooEarly;
  if (approve) await tx.run(sql`update procurement.duty_rule set valid = daterange(lower(valid), ${rule.from}::date) where code = ${rule.code} and state = 'approved' and valid @> ${rule.from}::date and lower(valid) < ${rule.from}::date`);
  await tx.run(sql`update procurement.duty_rule set state = ${approve ? 'approved' : 'refused'}, approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now} where id = ${id}`);
  tx.emit({ verb: approve ? 'duty_rule.approved' : 'duty_rule.refused', facility_id: null, subject_kind: 'duty_rule', subject_id: id, particulars: { code: rule.code, from: rule.from } });
}

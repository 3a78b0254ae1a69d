import { dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import type { z } from 'zod';
import type { newRule } from './meter.ts';
import { proposalById, type ProposedRule } from './rule-queries.ts';

/** A regulation changed, or was read at last: the new rule begins on a day to come. */
export async function proposeRule(tx: Tx, { percent, base, from_day, legal_basis, verified, doubt, source }: z.infer<typeof newRule>): Promise<{ id: string }> {
  permit(tx.actor, 'absorption.propose_rule');
  if (from_day <= dayIn('Asia/Jakarta', tx.now)) throw tooSoon;
  const made = await tx.one<{ id: string }>(sql`
    insert into procurement.absorption_proposal (percent_bp, base, from_day, legal_basis, verified, doubt, source, proposed_by, proposed_person, proposed_at)
    values (${Math.round(percent * 100)}, ${base}, ${from_day}, ${legal_basis}, ${verified}, ${verified ? '' : doubt}, ${source}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'absorption_rule.proposed', facility_id: null, subject_kind: 'absorption_rule', subject_id: made.id, particulars: { percent, base, from_day } });
  return made;
}

/** The rule before ends where this one begins; what was signed earlier keeps its own. */
export async function approveRule(tx: Tx, { id }: { id: string }): Promise<{ code: string }> {
  const rule = await inHand(tx, id);
  if (rule.from_day <= dayIn('Asia/Jakarta', tx.now)) throw tooSoon;
  const code = `serap-${rule.from_day}`;
  await tx.run(sql`update procurement.absorption_rule set valid = daterange(lower(valid), ${rule.from_day}::date) where valid @> ${rule.from_day}::date and lower(valid) < ${rule.from_day}::date`);
  await tx.run(sql`
    insert into procurement.absorption_rule (code, percent_bp, base, valid, legal_basis, verified, doubt_id, doubt_en, source)
    values (${code}, ${rule.percent_bp}, ${rule.base}, daterange(${rule.from_day}::date, null), ${rule.legal_basis}, ${rule.verified}, ${rule.doubt}, ${rule.doubt}, ${rule.source})`);
  await decided(tx, id, 'approved', null);
  tx.emit({ verb: 'absorption_rule.approved', facility_id: null, subject_kind: 'absorption_rule', subject_id: id, particulars: { code } });
  return { code };
}

export async function refuseRule(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<{ id: string }> {
  await inHand(tx, id);
  await decided(tx, id, 'refused', reason);
  tx.emit({ verb: 'absorption_rule.refused', facility_id: null, subject_kind: 'absorption_rule', subject_id: id, particulars: { reason } });
  return { id };
}

async function inHand(tx: Tx, id: string): Promise<ProposedRule> {
  permit(tx.actor, 'absorption.decide_rule');
  await tx.one(sql`select 1 from procurement.absorption_proposal where id = ${id}::uuid for update`);
  const rule = await proposalById(tx, id);
  if (rule.state !== 'proposed') throw new Refusal('absorption_rule.decided', { id: 'Usulan ini sudah diputus. Muat ulang halaman.', en: 'This proposal is decided already. Reload the page.' });
  if (tx.actor.person_id !== null && tx.actor.person_id === rule.proposed_person) throw new Refusal('absorption_rule.same_person', samePerson);
  return rule;
}
async function decided(tx: Tx, id: string, state: 'approved' | 'refused', reason: string | null): Promise<void> {
  await tx.run(sql`update procurement.absorption_proposal set state = ${state}, refused_reason = ${reason}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where id = ${id}`);
}

const tooSoon = new Refusal('absorption_rule.too_soon', { id: 'Ketentuan baru mulai sesudah hari ini, agar kontrak yang sudah ada tidak berubah. Pilih hari lain.', en: 'A new rule begins after today, so that contracts that exist do not change. Choose another day.' }, { field: 'from_day', status: 422 });
const samePerson = { id: 'Pengusul ketentuan tidak memberlakukannya. Mintalah orang lain di Ditjenpas.', en: 'Who proposed the rule does not put it into force. Ask another person of headquarters.' };
refuseConstraint('absorption_rule_two_persons', 'absorption_rule.same_person', samePerson);
refuseConstraint('absorption_proposal_in_hand', 'absorption_rule.in_hand', { id: 'Sudah ada usulan yang menunggu keputusan. Putuskan usulan itu dahulu.', en: 'A proposal already waits for a decision. Decide on that one first.' });
refuseConstraint('absorption_rule_one_at_a_time', 'absorption_rule.overlaps', { id: 'Sudah ada ketentuan yang mulai pada hari itu atau sesudahnya. Pilih hari yang lebih akhir.', en: 'There is a rule that begins on that day or after it. Choose a later day.' }, 'from_day');

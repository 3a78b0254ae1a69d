import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { post } from '#ledger';
import { dayAt } from '#organisation';
import { claimPaymentWish, ownMoney, paymentDecided, samePayer } from './claim.ts';
import { claimPaymentById, type ClaimPaymentRow } from './claim-queries.ts';

/** To the court, the victim or whom the decision names: what was kept back for it, on paper; it waits for a second person. */
export async function prepareClaimPayment(tx: Tx, input: z.input<typeof claimPaymentWish>): Promise<ClaimPaymentRow> {
  permit(tx.actor, 'claim.hand_on');
  const wish = parse(claimPaymentWish, input, tx.actor.locale);
  const { facility_id, kind } = await tx.one<{ facility_id: string; kind: string }>(sql`select facility_id, kind from pay.deduction where id = ${wish.deduction_id}::uuid for update`);
  if (kind === 'LOAN_ADVANCE') throw ownMoney;
  const year = Number((await dayAt(tx, facility_id)).slice(0, 4));
  const number = `SP-${year}-${String(await nextNumber(tx, 'claim_payment', facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.claim_payment (facility_id, number, deduction_id, amount_idr, recipient, evidence, prepared_by, prepared_person, prepared_at)
    values (${facility_id}, ${number}, ${wish.deduction_id}, ${wish.amount_idr}, ${wish.recipient}, ${wish.evidence}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'claim.prepared', facility_id, subject_kind: 'claim_payment', subject_id: id, particulars: { number, kind, amount_idr: wish.amount_idr } });
  return claimPaymentById(tx, id);
}

export async function approveClaimPayment(tx: Tx, { id }: { id: string }): Promise<ClaimPaymentRow> {
  permit(tx.actor, 'claim.approve');
  const { facility_id, number, amount_idr } = await undecided(tx, id);
  const { journal_id } = await post(tx, { facility_id, on_day: await dayAt(tx, facility_id), kind: 'claim_payment', ref_type: 'claim_payment', ref_id: id, memo: `Penyerahan potongan ${number}`, lines: [{ account: '2600', amount_idr }, { account: '1100', amount_idr: -amount_idr }] });
  await tx.run(sql`update pay.claim_payment set state = 'approved', decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now}, journal_id = ${journal_id} where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'claim.handed_on', facility_id, subject_kind: 'claim_payment', subject_id: id, particulars: { number, amount_idr } });
  return claimPaymentById(tx, id);
}
export async function refuseClaimPayment(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<ClaimPaymentRow> {
  permit(tx.actor, 'claim.approve');
  const { facility_id, number } = await undecided(tx, id);
  await tx.run(sql`update pay.claim_payment set state = 'refused', decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now}, refused_reason = ${reason} where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'claim.refused', facility_id, subject_kind: 'claim_payment', subject_id: id, particulars: { number, reason } });
  return claimPaymentById(tx, id);
}
async function undecided(tx: Tx, id: string): Promise<{ facility_id: string; number: string; amount_idr: number }> {
  const found = await tx.one<{ facility_id: string; number: string; amount_idr: number; state: string; prepared_person: string | null }>(sql`select facility_id, number, amount_idr, state, prepared_person from pay.claim_payment where id = ${id}::uuid for update`);
  if (found.state !== 'prepared') throw paymentDecided;
  if (tx.actor.person_id !== null && tx.actor.person_id === found.prepared_person) throw samePayer;
  return found;
}

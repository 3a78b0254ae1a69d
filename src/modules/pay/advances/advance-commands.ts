import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { rupiah } from '#kernel/money.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { post } from '#ledger';
import { dayAt } from '#organisation';
import { workerById } from '#workforce';
import { advanceDecided, advanceWish, notHere, sameLender } from './advance.ts';
import { advanceById, openAdvancesOf, type AdvanceRow } from './advance-queries.ts';

/** An advance by agreement, within the dated ceiling of what one person may owe; it waits for a second person. */
export async function proposeAdvance(tx: Tx, input: z.input<typeof advanceWish>): Promise<AdvanceRow> {
  permit(tx.actor, 'advance.propose');
  const wish = parse(advanceWish, input, tx.actor.locale);
  const { facility_id, state } = await workerById(tx, wish.worker_id);
  if (state !== 'present') throw notHere;
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('advance'), hashtext(${wish.worker_id}))`);
  const today = await dayAt(tx, facility_id);
  const { value: most, legal_basis } = await ruleOn<number>(tx, 'advance.max_idr', today, facility_id);
  const owed = (await openAdvancesOf(tx, { facility_id, worker_id: wish.worker_id })).reduce((sum, each) => sum + (each.state === 'prepared' ? each.amount_idr : each.left_idr), 0);
  if (owed + wish.amount_idr > most) throw new Refusal('advance.beyond_ceiling', { id: `Yang boleh dipinjam tinggal ${rupiah(Math.max(0, most - owed))} (${legal_basis}). Kurangi jumlahnya.`, en: `Only ${rupiah(Math.max(0, most - owed))} may be advanced (${legal_basis}). Lower the amount.` }, { field: 'amount_idr', status: 422 });
  const year = Number(today.slice(0, 4));
  const number = `UM-${year}-${String(await nextNumber(tx, 'advance', facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.advance (facility_id, number, worker_id, amount_idr, agreement, purpose, share_bp, first_month, on_day, prepared_by, prepared_person, prepared_at)
    values (${facility_id}, ${number}, ${wish.worker_id}, ${wish.amount_idr}, ${wish.agreement}, ${wish.purpose}, ${wish.share_percent * 100}, ${`${wish.first_month}-01`}, ${today}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'advance.proposed', facility_id, subject_kind: 'advance', subject_id: id, particulars: { number, amount_idr: wish.amount_idr } });
  return advanceById(tx, id);
}

/** Another person approves: the money is in the savings book, and the claim that repays it stands among the others, in their order and under their cap. */
export async function approveAdvance(tx: Tx, { id }: { id: string }): Promise<AdvanceRow> {
  permit(tx.actor, 'advance.approve');
  const a = await undecided(tx, id);
  const { facility_id, worker_id, amount_idr, number } = a;
  const claim = await tx.one<{ id: string }>(sql`
    insert into pay.deduction (facility_id, worker_id, kind, decision, share_bp, total_idr, valid, recorded_by, recorded_person, recorded_at, approved_by, approved_person, approved_at)
    values (${facility_id}, ${worker_id}, 'LOAN_ADVANCE', ${`${a.agreement} (${number})`}, ${a.share_bp}, ${amount_idr}, daterange(${`${a.first_month}-01`}, null), ${a.prepared_by}, ${a.prepared_person}, ${a.prepared_at}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  const { journal_id } = await post(tx, { facility_id, on_day: await dayAt(tx, facility_id), kind: 'advance', ref_type: 'advance', ref_id: id, memo: `Uang muka ${number}`, lines: [{ account: '1320', amount_idr }, { account: { worker_id }, amount_idr: -amount_idr }] });
  await tx.run(sql`update pay.advance set state = 'approved', decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now}, deduction_id = ${claim.id}, journal_id = ${journal_id} where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'advance.approved', facility_id, subject_kind: 'advance', subject_id: id, particulars: { number, amount_idr } });
  return advanceById(tx, id);
}
export async function refuseAdvance(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<AdvanceRow> {
  permit(tx.actor, 'advance.approve');
  const { facility_id, number } = await undecided(tx, id);
  await tx.run(sql`update pay.advance set state = 'refused', decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now}, refused_reason = ${reason} where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'advance.refused', facility_id, subject_kind: 'advance', subject_id: id, particulars: { number, reason } });
  return advanceById(tx, id);
}
type Undecided = { facility_id: string; worker_id: string; number: string; amount_idr: number; agreement: string; share_bp: number; first_month: string; state: string; prepared_by: string | null; prepared_person: string | null; prepared_at: Date };
async function undecided(tx: Tx, id: string): Promise<Undecided> {
  const found = await tx.one<Undecided>(sql`select facility_id, worker_id, number, amount_idr, agreement, share_bp, to_char(first_month, 'YYYY-MM') as first_month, state, prepared_by, prepared_person, prepared_at from pay.advance where id = ${id}::uuid for update`);
  if (found.state !== 'prepared') throw advanceDecided;
  if (tx.actor.person_id !== null && tx.actor.person_id === found.prepared_person) throw sameLender;
  return found;
}

/** What is left to repay goes with the person: the claim ends here and begins there, and the books of both say so. */
export async function carryAdvances(tx: Tx, { from, to, worker_id, received_worker_id, transfer_id }: { from: string; to: string; worker_id: string; received_worker_id: string; transfer_id: string }): Promise<void> {
  for (const a of (await openAdvancesOf(tx, { facility_id: from, worker_id })).filter(({ state }) => state === 'approved')) {
    const paper = { kind: 'advance_transfer', ref_type: 'advance', ref_id: a.id, memo: `Uang muka ${a.number} mengikuti perpindahan` };
    await post(tx, { ...paper, facility_id: from, on_day: await dayAt(tx, from), lines: [{ account: '1900', amount_idr: a.left_idr }, { account: '1320', amount_idr: -a.left_idr }] });
    const there = await post(tx, { ...paper, facility_id: to, on_day: await dayAt(tx, to), lines: [{ account: '1320', amount_idr: a.left_idr }, { account: '1900', amount_idr: -a.left_idr }] });
    await tx.run(sql`update pay.deduction d set valid = daterange(lower(d.valid), greatest(lower(d.valid) + 1, ${tx.now}::date)) from pay.advance v where v.facility_id = ${from} and v.id = ${a.id} and d.facility_id = v.facility_id and d.id = v.deduction_id`);
    await tx.run(sql`update pay.advance set state = 'moved' where facility_id = ${from} and id = ${a.id}`);
    const claim = await tx.one<{ id: string }>(sql`
      insert into pay.deduction (facility_id, worker_id, kind, decision, share_bp, total_idr, valid, recorded_at, approved_at)
      values (${to}, ${received_worker_id}, 'LOAN_ADVANCE', ${`${a.agreement} (${a.number})`}, ${a.share_bp}, ${a.left_idr}, daterange(${`${a.first_month}-01`}, null), ${tx.now}, ${tx.now}) returning id`);
    await tx.run(sql`
      insert into pay.advance (facility_id, number, worker_id, amount_idr, agreement, purpose, share_bp, first_month, state, on_day, prepared_at, decided_at, deduction_id, journal_id, transfer_id)
      values (${to}, ${`${a.number}-P`}, ${received_worker_id}, ${a.left_idr}, ${a.agreement}, ${a.purpose}, ${a.share_bp}, ${`${a.first_month}-01`}, 'approved', ${await dayAt(tx, to)}, ${tx.now}, ${tx.now}, ${claim.id}, ${there.journal_id}, ${transfer_id})`);
    tx.emit({ verb: 'advance.moved', facility_id: to, subject_kind: 'advance', subject_id: a.id, particulars: { number: a.number, left_idr: a.left_idr } });
  }
}

import { dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { post, savingsOf } from '#ledger';
import { facilityById } from '#organisation';

export const withdrawalKinds = ['BASIC_NEEDS', 'SEND_FAMILY', 'TRAVEL_HOME', 'RELEASE_PAYOUT'] as const;
export type Withdrawal = { facility_id: string; worker_id: string; kind: (typeof withdrawalKinds)[number]; amount_idr: number; purpose: string };

/** Taking from savings: inside, only the dated share of what was earned; on release, all of it. Never below zero. */
export async function prepareWithdrawal(tx: Tx, w: Withdrawal): Promise<{ id: string; number: string }> {
  permit(tx.actor, 'withdrawal.prepare');
  const { timezone } = await facilityById(tx, w.facility_id);
  const on_day = dayIn(timezone, tx.now);
  const { balance_idr } = await savingsOf(tx, w);
  if (w.amount_idr > balance_idr) throw new Refusal('ledger.savings_short', { id: `Saldo tabungan Rp ${balance_idr}. Kurangi jumlahnya.`, en: `The savings are Rp ${balance_idr}. Lower the amount.` }, { field: 'amount_idr', status: 422 });
  if (w.kind !== 'RELEASE_PAYOUT') await checkSpendable(tx, w, on_day);
  const year = Number(on_day.slice(0, 4));
  const number = `AT-${year}-${String(await nextNumber(tx, 'withdrawal', w.facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.withdrawal (facility_id, number, worker_id, kind, amount_idr, purpose, on_day, prepared_by, prepared_person) values (${w.facility_id}, ${number}, ${w.worker_id}, ${w.kind}, ${w.amount_idr}, ${w.purpose}, ${on_day}, ${tx.actor.account_id}, ${tx.actor.person_id}) returning id`);
  tx.emit({ verb: 'withdrawal.prepared', facility_id: w.facility_id, subject_kind: 'withdrawal', subject_id: id, particulars: { number, kind: w.kind, amount_idr: w.amount_idr } });
  return { id, number };
}

/** What may be used inside: the dated share of all that was credited, less what was already taken for use inside. */
async function checkSpendable(tx: Tx, w: Withdrawal, on_day: string): Promise<void> {
  const share = await ruleOn<number>(tx, 'savings.spendable_bp', on_day, w.facility_id);
  const sums = await tx.one<{ credited: number; taken: number }>(sql`
    select (select coalesce(sum(p.amount_idr), 0)::bigint from pay.settlement_worker p join pay.settlement s on s.facility_id = p.facility_id and s.id = p.settlement_id where p.facility_id = ${w.facility_id} and p.worker_id = ${w.worker_id} and s.state = 'approved') as credited,
      (select coalesce(sum(amount_idr), 0)::bigint from pay.withdrawal where facility_id = ${w.facility_id} and worker_id = ${w.worker_id} and state <> 'refused' and kind <> 'RELEASE_PAYOUT') as taken`);
  const left = Math.floor((sums.credited * share.value) / 10_000) - sums.taken;
  if (w.amount_idr > left) throw new Refusal('withdrawal.beyond_spendable', { id: `Yang boleh dipakai di dalam tinggal Rp ${Math.max(0, left)} (${share.legal_basis}). Kurangi jumlahnya.`, en: `Only Rp ${Math.max(0, left)} may be used inside (${share.legal_basis}). Lower the amount.` }, { field: 'amount_idr', status: 422 });
}

export async function approveWithdrawal(tx: Tx, { id }: { facility_id?: string; id: string }): Promise<{ number: string }> {
  permit(tx.actor, 'withdrawal.approve');
  const w = await tx.one<{ facility_id: string; number: string; worker_id: string; amount_idr: number; state: string; purpose: string; prepared_person: string | null }>(sql`select facility_id, number, worker_id, amount_idr, state, purpose, prepared_person from pay.withdrawal where id = ${id} for update`);
  if (w.state !== 'prepared') throw new Refusal('withdrawal.decided_already', { id: 'Pengambilan ini sudah diputus.', en: 'This withdrawal is already decided.' });
  const { timezone } = await facilityById(tx, w.facility_id);
  const { journal_id } = await post(tx, { facility_id: w.facility_id, on_day: dayIn(timezone, tx.now), kind: 'withdrawal', ref_type: 'withdrawal', ref_id: id, memo: `Pengambilan tabungan ${w.number}`, lines: [{ account: { worker_id: w.worker_id }, amount_idr: w.amount_idr }, { account: '1100', amount_idr: -w.amount_idr }] });
  await tx.run(sql`update pay.withdrawal set state = 'approved', approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, journal_id = ${journal_id} where facility_id = ${w.facility_id} and id = ${id}`);
  tx.emit({ verb: 'withdrawal.approved', facility_id: w.facility_id, subject_kind: 'withdrawal', subject_id: id, particulars: { number: w.number } });
  return { number: w.number };
}

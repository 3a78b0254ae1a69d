import type { Tx } from '#kernel/db.ts';
import { rupiah } from '#kernel/money.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { post, savingsOf } from '#ledger';
import { dayAt } from '#organisation';
import { workerById } from '#workforce';
import { limitOf, spendableOf, type Spendable } from '../queries.ts';
import { issueReceipt } from '../savings/receipt-commands.ts';
import { freeOf, personDied, sameWithdrawer, withdrawalDecided, type Withdrawal } from '../withdrawal.ts';

/** Asking for savings: for use inside, within the dated share of each month's premi; on release, the whole balance. Never what is held, nor below zero. */
export async function prepareWithdrawal(tx: Tx, w: Withdrawal): Promise<Asked> {
  permit(tx.actor, 'withdrawal.prepare');
  const { state } = await workerById(tx, w.worker_id);
  if (state === 'died') throw personDied;
  return ask(tx, w, {});
}

export type Asked = { id: string; number: string; amount_idr: number };
export async function ask(tx: Tx, w: Omit<Withdrawal, 'kind'> & { kind: string }, papers: Record<string, string>): Promise<Asked> {
  // Two askings for one book wait for each other, so that together they stay within what is left.
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('withdrawal'), hashtext(${w.worker_id}))`);
  const on_day = await dayAt(tx, w.facility_id);
  const { balance_idr } = await savingsOf(tx, { ...w, limit: 1 });
  const spendable = await spendableOf(tx, w.facility_id, w.worker_id, on_day);
  const { limit_base } = await limitOf(tx, w.kind);
  const free_idr = freeOf(w.kind, { balance_idr, ...spendable });
  const amount_idr = limit_base === 'full_balance' ? free_idr : w.amount_idr;
  if (amount_idr > free_idr || amount_idr <= 0) throw short(free_idr, spendable);
  if (limit_base === 'share_of_month' && amount_idr > spendable.allowed_idr - spendable.taken_idr) {
    const left = rupiah(Math.max(0, spendable.allowed_idr - spendable.taken_idr));
    const { legal_basis } = await ruleOn<number>(tx, 'savings.spendable_bp', on_day, w.facility_id);
    throw new Refusal('withdrawal.beyond_spendable', { id: `Yang boleh dipakai di dalam tinggal ${left} (${legal_basis}). Kurangi jumlahnya.`, en: `Only ${left} may be used inside (${legal_basis}). Lower the amount.` }, { field: 'amount_idr', status: 422 });
  }
  const year = Number(on_day.slice(0, 4));
  const number = `AT-${year}-${String(await nextNumber(tx, 'withdrawal', w.facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.withdrawal (facility_id, number, worker_id, kind, amount_idr, purpose, on_day, prepared_by, prepared_person, papers)
    values (${w.facility_id}, ${number}, ${w.worker_id}, ${w.kind}, ${amount_idr}, ${w.purpose}, ${on_day}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${JSON.stringify(papers)}::jsonb) returning id`);
  tx.emit({ verb: 'withdrawal.prepared', facility_id: w.facility_id, subject_kind: 'withdrawal', subject_id: id, particulars: { number, kind: w.kind, amount_idr } });
  return { id, number, amount_idr };
}

function short(free_idr: number, { locked_idr, held_idr }: Spendable): Refusal {
  const [free, locked, held] = [rupiah(Math.max(0, free_idr)), rupiah(locked_idr), rupiah(held_idr)];
  if (held_idr > 0) return new Refusal('withdrawal.held', { id: `Saldo yang bebas ${free}; ${held} sedang ditahan. Lepaskan penahanannya, atau kurangi jumlahnya.`, en: `The free balance is ${free}; ${held} is held. Release the hold, or lower the amount.` }, { field: 'amount_idr', status: 422 });
  return new Refusal('ledger.savings_short', { id: `Saldo yang bebas ${free} (${locked} disimpan sampai bebas). Kurangi jumlahnya.`, en: `The free balance is ${free} (${locked} is kept until release). Lower the amount.` }, { field: 'amount_idr', status: 422 });
}

export async function approveWithdrawal(tx: Tx, { id }: { facility_id?: string; id: string }): Promise<{ number: string; journal: string }> {
  permit(tx.actor, 'withdrawal.approve');
  const w = await waiting(tx, id);
  const journal = await post(tx, { facility_id: w.facility_id, on_day: await dayAt(tx, w.facility_id), kind: 'withdrawal', ref_type: 'withdrawal', ref_id: id, memo: `Pengambilan tabungan ${w.number}`, lines: [{ account: { worker_id: w.worker_id }, amount_idr: w.amount_idr }, { account: '1100', amount_idr: -w.amount_idr }] });
  await tx.run(sql`update pay.withdrawal set state = 'approved', approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, journal_id = ${journal.journal_id}, receipt_code = ${await issueReceipt(tx, { facility_id: w.facility_id, id })} where facility_id = ${w.facility_id} and id = ${id}`);
  tx.emit({ verb: 'withdrawal.approved', facility_id: w.facility_id, subject_kind: 'withdrawal', subject_id: id, particulars: { number: w.number, journal: journal.number } });
  return { number: w.number, journal: journal.number };
}

export async function refuseWithdrawal(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<{ number: string }> {
  permit(tx.actor, 'withdrawal.approve');
  const w = await waiting(tx, id);
  await tx.run(sql`update pay.withdrawal set state = 'refused', refusal_reason = ${reason}, approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id} where facility_id = ${w.facility_id} and id = ${id}`);
  tx.emit({ verb: 'withdrawal.refused', facility_id: w.facility_id, subject_kind: 'withdrawal', subject_id: id, particulars: { number: w.number, reason } });
  return { number: w.number };
}

type Waiting = { facility_id: string; number: string; worker_id: string; amount_idr: number; state: string; prepared_person: string | null };
async function waiting(tx: Tx, id: string): Promise<Waiting> {
  const w = await tx.one<Waiting>(sql`select facility_id, number, worker_id, amount_idr, state, prepared_person from pay.withdrawal where id = ${id} for update`);
  if (w.state !== 'prepared') throw withdrawalDecided;
  if (tx.actor.person_id !== null && tx.actor.person_id === w.prepared_person) throw sameWithdrawer;
  return w;
}

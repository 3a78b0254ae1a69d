import type { Tx } from '#kernel/db.ts';
import { rupiah } from '#kernel/money.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { post } from '#ledger';
import { dayAt } from '#organisation';
import { depositById, undeposited } from '../queries.ts';
import { carriedBack } from '../reversal-queries.ts';

/** Asks the treasury's portal for a billing code. Only the local provider exists here: the real SIMPONI is reached through the same port. */
export type TreasuryPort = { bill(request: { number: string; amount_idr: number; account_code: string; now: Date }): Promise<{ billing_code: string; expires_at: Date }> };
export const localTreasury: TreasuryPort = {
  bill: async ({ now }) => ({ billing_code: `82${Array.from(crypto.getRandomValues(new Uint8Array(13)), (byte) => byte % 10).join('')}`, expires_at: new Date(now.getTime() + 7 * 86_400_000) }),
};

/** One deposit of the state's part of a month's approved settlements, each named in its lines. */
export async function createDeposit(tx: Tx, { facility_id, period }: { facility_id: string; period: string }, treasury = localTreasury): Promise<{ id: string; number: string; amount_idr: number; billing_code: string; expires_at: Date }> {
  permit(tx.actor, 'deposit.create');
  // Two officers pressing together: the second waits here and finds nothing left.
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('deposit'), hashtext(${facility_id}))`);
  // A billing code that ran out unpaid lets its lines go, and they are billed anew.
  await tx.run(sql`update pay.deposit set state = 'expired' where facility_id = ${facility_id} and state = 'billed' and expires_at < ${tx.now}`);
  const carried = await carriedBack(tx, facility_id);
  // A part that was paid in and then taken back lowers this deposit; months that it swallowed whole come along with the next.
  const waiting = await undeposited(tx, facility_id);
  // So does a difference below zero, of whatever month.
  const less = waiting.filter((each) => each.amount_idr < 0);
  const due = waiting.filter((each) => each.amount_idr > 0 && (each.on_day.startsWith(period) || (carried.length + less.length > 0 && each.on_day < period)));
  const owed_idr = due.reduce((sum, each) => sum + each.amount_idr, 0);
  const back_idr = carried.reduce((sum, each) => sum + each.amount_idr, 0) - less.reduce((sum, each) => sum + each.amount_idr, 0);
  const amount_idr = owed_idr - back_idr;
  if (owed_idr > 0 && amount_idr <= 0) throw new Refusal('deposit.covered', { id: `Bagian negara ${rupiah(owed_idr)} sudah tertutup kelebihan setor ${rupiah(back_idr)} dari perhitungan yang dibatalkan. Setorkan bersama bulan berikutnya.`, en: `The state’s part of ${rupiah(owed_idr)} is covered by ${rupiah(back_idr)} paid in for settlements that were reversed. Deposit it with the next month.` }, { field: 'period' });
  if (owed_idr === 0) throw new Refusal('deposit.nothing_due', { id: `Tidak ada bagian negara yang belum disetor untuk ${period}. Periksa bulannya, atau setujui dahulu bagi hasil yang menunggu.`, en: `No state revenue is undeposited for ${period}. Check the month, or approve the settlements that wait.` }, { field: 'period' });
  const year = Number((await dayAt(tx, facility_id)).slice(0, 4));
  const number = `ST-${year}-${String(await nextNumber(tx, 'deposit', facility_id, year)).padStart(4, '0')}`;
  const { billing_code, expires_at } = await treasury.bill({ number, amount_idr, account_code: '425119', now: tx.now });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.deposit (facility_id, number, period, amount_idr, account_code, billing_code, billed_at, expires_at, prepared_by, prepared_person) values (${facility_id}, ${number}, ${`${period}-01`}, ${amount_idr}, '425119', ${billing_code}, ${tx.now}, ${expires_at}, ${tx.actor.account_id}, ${tx.actor.person_id}) returning id`);
  for (const line of [...due, ...less, ...carried.map((each) => ({ ...each, difference_id: null, amount_idr: -each.amount_idr }))]) await tx.run(sql`insert into pay.deposit_line (facility_id, deposit_id, settlement_id, difference_id, amount_idr) values (${facility_id}, ${id}, ${line.settlement_id}, ${line.difference_id}, ${line.amount_idr})`);
  tx.emit({ verb: 'deposit.billed', facility_id, subject_kind: 'deposit', subject_id: id, particulars: { number, period, amount_idr, billing_code } });
  return { id, number, amount_idr, billing_code, expires_at };
}

/** Paid at the bank: the NTPN proves it, recorded by another person than who made the billing. */
export async function recordDepositPaid(tx: Tx, { id, ntpn, paid_at }: { id: string; ntpn: string; paid_at: Date }): Promise<{ number: string; ntpn: string; state: 'paid' }> {
  permit(tx.actor, 'deposit.record_paid');
  await tx.one(sql`select 1 from pay.deposit where id = ${id} for update`);
  const deposit = await depositById(tx, id);
  if (deposit.state === 'paid') throw new Refusal('deposit.paid_already', { id: 'Setoran ini sudah tercatat lunas. Muat ulang halaman untuk melihat keadaannya.', en: 'This deposit is already recorded as paid. Reload the page to see how it stands.' });
  if (deposit.state === 'expired') throw expired;
  if (tx.actor.person_id !== null && tx.actor.person_id === deposit.prepared_person) throw new Refusal('deposit.same_person', { id: 'Pembuat billing tidak mencatat pelunasannya. Mintalah pejabat lain.', en: 'Who made the billing does not record it paid. Ask another officer.' });
  if (!/^[0-9A-Z]{16}$/.test(ntpn)) throw new Refusal('deposit.bad_ntpn', { id: 'NTPN terdiri dari 16 huruf besar atau angka. Salin dari bukti bayar.', en: 'An NTPN has 16 capitals or digits. Copy it from the receipt.' }, { field: 'ntpn', status: 422 });
  // Paid in time and recorded late is paid; a code that had run out at the bank was not.
  if (paid_at > tx.now || paid_at < deposit.billed_at) throw new Refusal('deposit.bad_paid_at', { id: 'Waktu bayar harus antara pembuatan kode billing dan sekarang. Salin dari bukti bayar.', en: 'The time of payment lies between the billing and now. Copy it from the receipt.' }, { field: 'paid_at', status: 422 });
  if (paid_at > deposit.expires_at) throw expired;
  const { journal_id } = await post(tx, { facility_id: deposit.facility_id, on_day: await dayAt(tx, deposit.facility_id), kind: 'deposit', ref_type: 'deposit', ref_id: id, memo: `Setoran PNBP ${deposit.number} NTPN ${ntpn}`, lines: [{ account: '2200', amount_idr: deposit.amount_idr }, { account: '1100', amount_idr: -deposit.amount_idr }] });
  await tx.run(sql`update pay.deposit set state = 'paid', ntpn = ${ntpn}, paid_at = ${paid_at}, paid_recorded_by = ${tx.actor.account_id}, paid_recorded_person = ${tx.actor.person_id}, journal_id = ${journal_id} where facility_id = ${deposit.facility_id} and id = ${id}`);
  tx.emit({ verb: 'deposit.paid', facility_id: deposit.facility_id, subject_kind: 'deposit', subject_id: id, particulars: { number: deposit.number, ntpn } });
  return { number: deposit.number, ntpn, state: 'paid' };
}

const expired = new Refusal('deposit.expired', { id: 'Kode billing ini sudah kedaluwarsa. Buat kode billing baru untuk bulan itu.', en: 'This billing code has run out. Make a new one for that month.' });

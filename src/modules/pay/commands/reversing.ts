// An approved settlement is taken back: the opposite is posted, people's books and the order stand as before it, and the order can be divided again.
import type { Tx } from '#kernel/db.ts';
import { rupiah } from '#kernel/money.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { reverse } from '#ledger';
import { dayAt } from '#organisation';
import { checkUntouched } from '../differences/difference-commands.ts';
import { settlementById, type SettlementRow } from '../queries.ts';
import { depositCarrying, reversalById, shortOf } from '../reversal-queries.ts';
import { giveBackClaims } from '../runs/claim-commands.ts';
import { decidedAlready, notApproved, sameReverser } from '../reversal.ts';

export type Proposed = { id: string; number: string; settlement: string };

/** The first of two persons says why. What stands in the way is said now, and looked at again when it is approved. */
export async function proposeReversal(tx: Tx, { settlement_id, reason }: { settlement_id: string; reason: string }): Promise<Proposed> {
  permit(tx.actor, 'reversal.propose');
  const settlement = await locked(tx, settlement_id);
  await checkReversible(tx, settlement);
  const year = Number((await today(tx, settlement)).slice(0, 4));
  const number = `BB-${year}-${String(await nextNumber(tx, 'reversal', settlement.facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.reversal (facility_id, number, settlement_id, reason, prepared_by, prepared_person, prepared_at) values (${settlement.facility_id}, ${number}, ${settlement.id}, ${reason}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'reversal.proposed', facility_id: settlement.facility_id, subject_kind: 'settlement', subject_id: settlement.id, particulars: { reversal: number, number: settlement.number, reason } });
  return { id, number, settlement: settlement.number };
}

export type Reversed = { number: string; settlement: string; journal: string; carried_idr: number };

/** Another person approves. The state's part that was paid in already stays paid in: it lowers the next deposit. */
export async function approveReversal(tx: Tx, { id }: { id: string }): Promise<Reversed> {
  permit(tx.actor, 'reversal.approve');
  const { reversal, settlement } = await undecided(tx, id);
  const { carried_idr } = await checkReversible(tx, settlement);
  if (settlement.journal_id === null) throw notApproved;
  const on_day = await today(tx, settlement);
  await giveBackClaims(tx, { ...settlement, on_day });
  const journal = await reverse(tx, { facility_id: settlement.facility_id, journal_id: settlement.journal_id, on_day, memo: `Pembatalan bagi hasil ${settlement.number}: ${reversal.reason}`.slice(0, 300) });
  await tx.run(sql`update pay.reversal set state = 'approved', approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now}, journal_id = ${journal.journal_id}, on_day = ${on_day}, carried_idr = ${carried_idr} where facility_id = ${settlement.facility_id} and id = ${id}`);
  await tx.run(sql`update pay.settlement set state = 'reversed' where facility_id = ${settlement.facility_id} and id = ${settlement.id}`);
  tx.emit({ verb: 'settlement.reversed', facility_id: settlement.facility_id, subject_kind: 'settlement', subject_id: settlement.id, particulars: { number: settlement.number, reversal: reversal.number, order_number: settlement.order_number, journal: journal.number, carried_idr } });
  return { number: reversal.number, settlement: settlement.number, journal: journal.number, carried_idr };
}

export async function refuseReversal(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<{ number: string; settlement: string }> {
  permit(tx.actor, 'reversal.approve');
  const { reversal, settlement } = await undecided(tx, id);
  await tx.run(sql`update pay.reversal set state = 'refused', approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now}, refusal_reason = ${reason} where facility_id = ${settlement.facility_id} and id = ${id}`);
  tx.emit({ verb: 'reversal.refused', facility_id: settlement.facility_id, subject_kind: 'settlement', subject_id: settlement.id, particulars: { reversal: reversal.number, reason } });
  return { number: reversal.number, settlement: settlement.number };
}

const today = async (tx: Tx, { facility_id }: SettlementRow): Promise<string> => await dayAt(tx, facility_id);

async function locked(tx: Tx, id: string): Promise<SettlementRow> {
  await tx.one(sql`select 1 from pay.settlement where id = ${id} for update`);
  return settlementById(tx, id);
}

async function undecided(tx: Tx, id: string): Promise<{ reversal: Awaited<ReturnType<typeof reversalById>>; settlement: SettlementRow }> {
  const reversal = await reversalById(tx, id);
  if (reversal.state !== 'prepared') throw decidedAlready;
  if (tx.actor.person_id !== null && tx.actor.person_id === reversal.prepared_person) throw sameReverser;
  return { reversal, settlement: await locked(tx, reversal.settlement_id) };
}

/** A billing that waits for its payment holds the state's part; money that people took out is not in their books any more. */
async function checkReversible(tx: Tx, settlement: SettlementRow): Promise<{ carried_idr: number }> {
  if (settlement.state !== 'approved') throw notApproved;
  await checkUntouched(tx, settlement.id);
  // The same lock as a new billing takes: no deposit is made of this settlement meanwhile.
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('deposit'), hashtext(${settlement.facility_id}))`);
  // A code that ran out lets its lines go, here as with a new billing: it is not recorded paid afterwards.
  await tx.run(sql`update pay.deposit set state = 'expired' where facility_id = ${settlement.facility_id} and state = 'billed' and expires_at < ${tx.now}`);
  const deposit = await depositCarrying(tx, settlement.id);
  if (deposit?.state === 'billed') throw new Refusal('reversal.billed', { id: `Bagian negaranya sedang ditagih dalam setoran ${deposit.number}. Catat pelunasannya, atau tunggu kode billing itu kedaluwarsa, lalu batalkan.`, en: `The state’s part is being billed in deposit ${deposit.number}. Record it paid, or wait until its code runs out, then reverse.` });
  const short = await shortOf(tx, settlement.id, await today(tx, settlement));
  if (short.length > 0) {
    const named = short.map(({ roster_code, short_idr }) => `${roster_code} ${rupiah(short_idr)}`).join(', ');
    throw new Refusal('reversal.savings_short', { id: `Sebagian tabungan sudah diambil, diminta, atau ditahan: ${named}. Tolak pengambilan yang masih menunggu, lepaskan penahanannya, atau tunggu premi berikutnya mengisi tabungan itu, lalu batalkan.`, en: `Some of the savings were taken, asked for or held: ${named}. Refuse the withdrawals that wait, release the hold, or let the next premi fill those books, then reverse.` });
  }
  return { carried_idr: deposit?.amount_idr ?? 0 };
}

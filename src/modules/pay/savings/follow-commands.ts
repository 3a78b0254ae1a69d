/**
 * Money follows a person. With the receipt of a transfer the savings moved (workforce); here follows what else belongs to
 * them: holds, what may be spent, what is kept. And wages that are paid where somebody no longer is go after them.
 */
import type { Tx } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { post } from '#ledger';
import { dayAt } from '#organisation';
import { carryAdvances } from '../advances/advance-commands.ts';
import { spendableOf } from '../queries.ts';
import { holds, leftBehind } from './keeping-queries.ts';

export async function carryKeeping(tx: Tx, { transfer_id, savings_idr }: { transfer_id: string; savings_idr: number }): Promise<void> {
  const moved = await tx.maybe<{ facility_id: string; worker_id: string; to_facility_id: string; received_worker_id: string | null }>(sql`select facility_id, worker_id, to_facility_id, received_worker_id from workforce.transfer_published where id = ${transfer_id}::uuid and state = 'received'`);
  if (!moved?.received_worker_id) return;
  const { facility_id: from, worker_id, to_facility_id: to, received_worker_id } = moved;
  await carryAdvances(tx, { from, to, worker_id, received_worker_id, transfer_id });
  if (savings_idr <= 0) return;
  const day = await dayAt(tx, to);
  const { allowed_idr, taken_idr } = await spendableOf(tx, from, worker_id, day);
  // The book here is empty by now: what is kept is asked of the credits, bounded by what moved.
  const { locked_idr } = await tx.one<{ locked_idr: number }>(sql`
    select (coalesce((select sum(c.amount_idr * (kernel.rule_on('savings.locked_bp', c.on_day, c.facility_id))::int / 10000) from pay.credit_published c where c.facility_id = ${from} and c.worker_id = ${worker_id}), 0)
      + coalesce((select sum(k.locked_idr) from pay.carried_savings k where k.facility_id = ${from} and k.worker_id = ${worker_id}), 0))::bigint as locked_idr`);
  const first = await tx.run(sql`
    insert into pay.carried_savings (facility_id, worker_id, transfer_id, spendable_idr, locked_idr, carried_at)
    values (${to}, ${received_worker_id}, ${transfer_id}, ${Math.max(0, Math.min(savings_idr, allowed_idr - taken_idr))}, ${Math.max(0, Math.min(savings_idr, locked_idr))}, ${tx.now}) on conflict do nothing`);
  if (first === 0) return;
  let left = savings_idr;
  for (const hold of (await holds(tx, { facility_id: from, worker_id, day })).filter(({ living }) => living)) {
    const amount_idr = Math.min(left, hold.amount_idr);
    left -= amount_idr;
    await tx.run(sql`update pay.hold set released_at = ${tx.now}, release_reason = ${`Mengikuti perpindahan (${hold.number})`} where facility_id = ${from} and id = ${hold.id}`);
    if (amount_idr > 0) await tx.run(sql`
      insert into pay.hold (facility_id, number, worker_id, amount_idr, cause, reason, basis, valid, placed_at)
      select ${to}, ${`${hold.number}-P`}, ${received_worker_id}, ${amount_idr}, h.cause, h.reason, h.basis, h.valid, ${tx.now} from pay.hold h where h.facility_id = ${from} and h.id = ${hold.id}`);
    tx.emit({ verb: 'hold.moved', facility_id: to, subject_kind: 'hold', subject_id: hold.id, particulars: { number: hold.number, amount_idr } });
  }
}

/** What a run or a settlement paid to people who were received elsewhere meanwhile: out of the old book, into the new one, once. */
export async function sendAfter(tx: Tx, { facility_id, cause_id }: { facility_id: string; cause_id: string }): Promise<number> {
  const left = await leftBehind(tx, facility_id);
  for (const { worker_id, to_facility_id, received_worker_id, balance_idr } of left) {
    const paper = { kind: 'savings_transfer', ref_type: 'sent_after', ref_id: `${cause_id}/${worker_id}`, memo: 'Tabungan mengikuti perpindahan' };
    await post(tx, { ...paper, facility_id, on_day: await dayAt(tx, facility_id), lines: [{ account: { worker_id }, amount_idr: balance_idr }, { account: '1900', amount_idr: -balance_idr }] });
    await post(tx, { ...paper, facility_id: to_facility_id, on_day: await dayAt(tx, to_facility_id), lines: [{ account: '1900', amount_idr: balance_idr }, { account: { worker_id: received_worker_id }, amount_idr: -balance_idr }] });
    // Who moved on once more is followed there as well.
    await sendAfter(tx, { facility_id: to_facility_id, cause_id });
  }
  return left.length;
}

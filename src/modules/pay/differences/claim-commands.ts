// Premi beyond somebody's part, where the rule makes it a claim: given back out of the savings by a written decision, or borne by the facility. Two persons decide.
import type { Tx } from '#kernel/db.ts';
import { rupiahAmount, shortText } from '#kernel/form.ts';
import { rupiah } from '#kernel/money.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { post, type Line } from '#ledger';
import { dayAt } from '#organisation';
import { z } from 'zod';
import { claimById, type ClaimRow } from './difference-queries.ts';

export const claimWish = z.strictObject({ recovered_idr: z.union([z.int().min(0), rupiahAmount]), decision: shortText.pipe(z.string().min(5, 'Tulis nomor keputusannya | Give the number of the decision')) });

export async function proposeClaim(tx: Tx, { id, recovered_idr, decision }: { id: string; recovered_idr: number; decision: string }): Promise<{ difference: string }> {
  permit(tx.actor, 'claim.propose');
  const claim = await locked(tx, id);
  if (claim.state !== 'open') throw proposedAlready;
  if (recovered_idr > claim.amount_idr) throw new Refusal('claim.too_much', { id: `Kelebihannya ${rupiah(claim.amount_idr)}. Kurangi jumlahnya.`, en: `What is beyond the part is ${rupiah(claim.amount_idr)}. Lower the amount.` }, { field: 'recovered_idr', status: 422 });
  await tx.run(sql`update pay.claim set state = 'proposed', recovered_idr = ${recovered_idr}, decision = ${decision}, proposed_by = ${tx.actor.account_id}, proposed_person = ${tx.actor.person_id} where facility_id = ${claim.facility_id} and id = ${id}`);
  tx.emit({ verb: 'claim.proposed', facility_id: claim.facility_id, subject_kind: 'claim', subject_id: id, particulars: { difference: claim.difference, recovered_idr, decision } });
  return claim;
}

/** Another person decides. What is not given back is the facility's loss. A book never falls below zero: then less is given back. */
export async function decideClaim(tx: Tx, { id, agreed }: { id: string; agreed: boolean }): Promise<{ difference: string }> {
  permit(tx.actor, 'claim.decide');
  const claim = await locked(tx, id);
  if (claim.state !== 'proposed') throw notProposed;
  if (tx.actor.person_id !== null && tx.actor.person_id === claim.proposed_person) throw sameClaimer;
  const { facility_id } = claim;
  if (!agreed) await tx.run(sql`update pay.claim set state = 'open', recovered_idr = null, decision = null, proposed_by = null, proposed_person = null where facility_id = ${facility_id} and id = ${id}`);
  else {
    const on_day = await dayAt(tx, facility_id);
    const recovered_idr = claim.recovered_idr ?? 0;
    const lines: Line[] = [{ account: { worker_id: claim.worker_id }, amount_idr: recovered_idr }, { account: '3100', amount_idr: claim.amount_idr - recovered_idr }, { account: '1310', amount_idr: -claim.amount_idr }];
    const journal = await post(tx, { facility_id, on_day, kind: 'claim', ref_type: 'claim', ref_id: id, memo: `Keputusan ${claim.decision ?? ''} atas kelebihan premi, selisih ${claim.difference}`.slice(0, 300), lines: lines.filter((line) => line.amount_idr !== 0) });
    await tx.run(sql`update pay.claim set state = 'closed', closed_by = ${tx.actor.account_id}, closed_person = ${tx.actor.person_id}, on_day = ${on_day}, journal_id = ${journal.journal_id} where facility_id = ${facility_id} and id = ${id}`);
  }
  tx.emit({ verb: agreed ? 'claim.decided' : 'claim.sent_back', facility_id, subject_kind: 'claim', subject_id: id, particulars: { difference: claim.difference } });
  return claim;
}

async function locked(tx: Tx, id: string): Promise<ClaimRow> {
  await tx.one(sql`select 1 from pay.claim where id = ${id}::uuid for update`);
  return claimById(tx, id);
}

const two = { id: 'Yang mengusulkan tidak memutuskan. Mintalah kepala UPT.', en: 'Who proposes does not decide. Ask the head of facility.' };
const sameClaimer = new Refusal('claim.same_person', two);
const proposedAlready = new Refusal('claim.proposed_already', { id: 'Keputusan atas kelebihan ini sudah diusulkan. Muat ulang halaman untuk melihat keadaannya.', en: 'A decision on this is already proposed. Reload the page to see how it stands.' });
const notProposed = new Refusal('claim.not_proposed', { id: 'Belum ada usulan keputusan yang menunggu. Mintalah bendahara mengusulkannya dahulu.', en: 'No proposed decision waits. Ask the treasurer to propose one first.' });
refuseConstraint('claim_two_persons', 'claim.same_person', two);

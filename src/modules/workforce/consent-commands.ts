/** Consent to work: written, for one regime or one contract, withdrawn on the spot. */
import { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { day, shortText } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { regimes } from './worker.ts';

/** Proved by a file kept elsewhere (its reference), or by a paper with its number and two witnesses. */
export const newConsent = z.strictObject({
  regime: z.enum(regimes), contract_ref: z.string().trim().max(200).default(''), given_on: day, evidence: shortText, proof: z.enum(['file', 'paper']).default('file'), witness_a: shortText.nullish(), witness_b: shortText.nullish(),
});
export const withdrawal = z.strictObject({ regime: z.enum(regimes), contract_ref: z.string().trim().max(200).default(''), on_day: day });
type Whose = { facility_id: string; worker_id: string };

export async function recordConsent(tx: Tx, { facility_id, worker_id, ...input }: Whose & z.input<typeof newConsent>): Promise<{ id: string }> {
  permit(tx.actor, 'consent.record');
  const c = newConsent.parse(input);
  const { id: of } = await tx.one<{ id: string }>(sql`select id from workforce.worker where facility_id = ${facility_id} and id = ${worker_id}`);
  const made = await tx.one<{ id: string }>(sql`
    insert into workforce.consent (facility_id, worker_id, regime, contract_ref, given_on, evidence, proof, witness_a, witness_b, recorded_by)
    values (${facility_id}, ${of}, ${c.regime}, ${c.contract_ref}, ${c.given_on}, ${c.evidence}, ${c.proof}, ${c.witness_a ?? null}, ${c.witness_b ?? null}, ${tx.actor.account_id}) returning id`);
  tx.emit({ verb: 'consent.given', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { regime: c.regime, ...(c.contract_ref ? { contract_ref: c.contract_ref } : {}) } });
  return made;
}

/** Withdrawn without any loss of privilege: nothing else changes, and the next session leaves the person out. */
export async function withdrawConsent(tx: Tx, { facility_id, worker_id, ...input }: Whose & z.input<typeof withdrawal>): Promise<void> {
  permit(tx.actor, 'consent.record');
  const { regime, contract_ref, on_day } = withdrawal.parse(input);
  const n = await tx.run(sql`
    update workforce.consent set withdrawn_on = greatest(given_on, ${on_day}::date) where facility_id = ${facility_id} and worker_id = ${worker_id} and regime = ${regime} and contract_ref = ${contract_ref} and withdrawn_on is null`);
  if (n === 0) throw new Refusal('consent.none', { id: 'Tidak ada persetujuan yang berlaku untuk ditarik. Muat ulang halaman untuk melihat keadaannya.', en: 'There is no consent in force to withdraw. Reload the page to see how it stands.' });
  tx.emit({ verb: 'consent.withdrawn', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { regime, ...(contract_ref ? { contract_ref } : {}) } });
}

import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';
import { contentRule, localContent, sameDeclarer, type newDeclaration, type newOrigin } from './local-content.ts';
import { originsOf } from './local-content-queries.ts';
import { unknownMaterial } from './product.ts';
import { methodOf } from './queries.ts';

/** Where a material comes from, with its proof; a newer statement takes the place of the earlier one, which stays. */
export async function recordOrigin(tx: Tx, { facility_id, material_code, domestic_percent, proof, evidence }: z.infer<typeof newOrigin> & { facility_id: string }): Promise<void> {
  permit(tx.actor, 'local_content.declare');
  const made = await tx.maybe<{ material_id: string }>(sql`
    insert into products.material_origin (facility_id, material_id, domestic_bp, proof, evidence, from_day, recorded_by, recorded_person, recorded_at)
    select facility_id, id, ${domestic_percent * 100}::int, ${proof}, ${evidence}, ${await dayAt(tx, facility_id)}::date, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now} from products.material where facility_id = ${facility_id} and code = ${material_code} returning material_id`);
  if (!made) throw unknownMaterial('material_code');
  tx.emit({ verb: 'material.origin_stated', facility_id, subject_kind: 'material', subject_id: made.material_id, particulars: { domestic_bp: domestic_percent * 100, proof } });
}

/** Computed from bill and proofs as they stand today, and kept as computed; it counts once another person confirms it. */
export async function declareLocalContent(tx: Tx, { facility_id, product_id, labour_percent, overhead_percent, evidence }: z.infer<typeof newDeclaration> & { facility_id: string; product_id: string }): Promise<{ id: string; content_bp: number }> {
  permit(tx.actor, 'local_content.declare');
  const day = await dayAt(tx, facility_id);
  const method = await methodOf(tx, { facility_id, product_id, day });
  const { value, legal_basis } = await ruleOn(tx, 'products.local_content', day, facility_id);
  const computation = localContent(method, await originsOf(tx, { facility_id, product_id, day }), { labour_bp: labour_percent * 100, overhead_bp: overhead_percent * 100 }, { rule: contentRule.parse(value), basis: legal_basis });
  const made = await tx.one<{ id: string }>(sql`
    insert into products.local_content (facility_id, product_id, content_bp, computation, evidence, from_day, declared_by, declared_person, declared_at)
    values (${facility_id}, ${product_id}, ${computation.content_bp}, ${JSON.stringify(computation)}::jsonb, ${evidence}, ${day}::date, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'local_content.declared', facility_id, subject_kind: 'product', subject_id: product_id, particulars: { local_content_id: made.id, content_bp: computation.content_bp } });
  return { ...made, content_bp: computation.content_bp };
}

type Which = { facility_id: string; product_id: string; id: string };
/** From now on the product carries the declared share; the shop shows it as the facility's own statement. */
export async function confirmLocalContent(tx: Tx, which: Which): Promise<void> {
  permit(tx.actor, 'local_content.confirm');
  const { content_bp } = await waiting(tx, which);
  const { facility_id, product_id, id } = which;
  await tx.run(sql`update products.local_content set state = 'confirmed', decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${facility_id} and id = ${id}`);
  await tx.run(sql`update products.product set tkdn_bp = ${content_bp}, version = version + 1 where facility_id = ${facility_id} and id = ${product_id}`);
  tx.emit({ verb: 'local_content.confirmed', facility_id, subject_kind: 'product', subject_id: product_id, particulars: { local_content_id: id, content_bp } });
}

export async function refuseLocalContent(tx: Tx, { reason, ...which }: Which & { reason: string }): Promise<void> {
  permit(tx.actor, 'local_content.confirm');
  await waiting(tx, which);
  const { facility_id, product_id, id } = which;
  await tx.run(sql`update products.local_content set state = 'refused', refused_reason = ${reason}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'local_content.refused', facility_id, subject_kind: 'product', subject_id: product_id, particulars: { local_content_id: id, reason } });
}

/** Locks the declaration that waits for somebody else's decision. */
async function waiting(tx: Tx, { facility_id, product_id, id }: Which): Promise<{ content_bp: number }> {
  const row = await tx.one<{ content_bp: number; state: string; declared_person: string | null }>(sql`select content_bp, state, declared_person from products.local_content where facility_id = ${facility_id} and product_id = ${product_id} and id = ${id} for update`);
  if (row.state !== 'declared') throw new Refusal('local_content.decided_already', { id: 'Pernyataan ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This declaration is already decided. Reload the page to see the decision.' });
  if (tx.actor.person_id && tx.actor.person_id === row.declared_person) throw sameDeclarer;
  return row;
}

import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';
import { marketOf } from './benchmark-queries.ts';
import { band, checkAgainstPolicy, measure } from './price-policy.ts';
import { checkAgainstCost, newMaterial, newPrice, newProduct, samePerson, slugOf, unknownMaterial, type revisedCost } from './product.ts';

export async function defineMaterial(tx: Tx, input: z.input<typeof newMaterial>): Promise<{ id: string }> {
  permit(tx.actor, 'product.define');
  const material = newMaterial.parse(input);
  const made = await tx.one<{ id: string }>(sql`
    insert into products.material (facility_id, code, name, unit, kind, unit_cost_idr, is_sample) values (${material.facility_id}, ${material.code}, ${material.name}, ${material.unit}, ${material.kind}, ${material.unit_cost_idr}, ${material.is_sample}) returning id`);
  tx.emit({ verb: 'material.defined', facility_id: material.facility_id, subject_kind: 'material', subject_id: made.id });
  return made;
}

/** A product with its bill of materials, routing and cost sheet (HPP); the material part of the cost follows from the bill. */
export async function defineProduct(tx: Tx, input: z.input<typeof newProduct>): Promise<{ id: string; sku: string }> {
  permit(tx.actor, 'product.define');
  const p = newProduct.parse(input);
  const { id } = await tx.one<{ id: string }>(sql`
    insert into products.product (facility_id, sku, slug, name_id, name_en, category, unit, description_id, description_en, specification, shape, unspsc, kbli, tkdn_bp, warranty_days, weight_gram, lead_time_days, daily_capacity, supply, label, state, is_sample)
    values (${p.facility_id}, ${p.sku}, ${slugOf(p.name_id, p.sku)}, ${p.name_id}, ${p.name_en}, ${p.category}, ${p.unit}, ${p.description_id}, ${p.description_en}, ${JSON.stringify(p.specification)}::jsonb, ${p.shape},
      ${p.unspsc ?? null}, ${p.kbli ?? null}, ${p.tkdn_bp ?? null}, ${p.warranty_days}, ${p.weight_gram}, ${p.lead_time_days}, ${p.daily_capacity}, ${p.supply}, ${JSON.stringify(p.label)}::jsonb, 'ready', ${p.is_sample}) returning id`);
  const lines = await tx.run(sql`
    insert into products.bill_line (facility_id, product_id, material_id, quantity, waste_bp)
    select ${p.facility_id}, ${id}, m.id, sum(b.quantity)::int, max(b.waste_bp) from json_to_recordset(${JSON.stringify(p.bill)}::json) as b (material_code text, quantity int, waste_bp int)
    join products.material m on m.facility_id = ${p.facility_id} and m.code = b.material_code group by m.id`);
  if (lines < new Set(p.bill.map((line) => line.material_code)).size) throw unknownMaterial();
  await tx.run(sql`
    insert into products.routing_step (facility_id, product_id, step, name_id, name_en, workshop_id, standard_minutes, skill_level, inspection)
    select ${p.facility_id}, ${id}, step, name_id, name_en, workshop_id, standard_minutes, skill_level, inspection
    from json_to_recordset(${JSON.stringify(p.routing.map((step, n) => ({ step: n + 1, ...step })))}::json) as r (step int, name_id text, name_en text, workshop_id uuid, standard_minutes int, skill_level int, inspection boolean)`);
  await writeCostSheet(tx, { facility_id: p.facility_id, product_id: id, valid_from: await dayAt(tx, p.facility_id), cost: p.cost });
  tx.emit({ verb: 'product.defined', facility_id: p.facility_id, subject_kind: 'product', subject_id: id, particulars: { sku: p.sku } });
  return { id, sku: p.sku };
}

type CostSheet = { facility_id: string; product_id: string; valid_from: string; cost: z.infer<typeof newProduct>['cost']; note?: string };
/** HPP per good unit. Materials: bill quantity × unit cost × (1 + waste), each rounded to the rupiah; the rest as the maker states it. */
async function writeCostSheet(tx: Tx, { facility_id, product_id, valid_from, cost, note = '' }: CostSheet): Promise<void> {
  await tx.run(sql`
    insert into products.cost_sheet (facility_id, product_id, valid_from, material_idr, auxiliary_idr, packaging_idr, energy_idr, depreciation_idr, labour_idr, selling_idr, note, prepared_by, prepared_at)
    select ${facility_id}, ${product_id}, ${valid_from}::date, coalesce(sum(cost) filter (where kind = 'raw'), 0), coalesce(sum(cost) filter (where kind = 'auxiliary'), 0) + ${cost.auxiliary_idr}::bigint, coalesce(sum(cost) filter (where kind = 'packaging'), 0) + ${cost.packaging_idr}::bigint,
      ${cost.energy_idr}, ${cost.depreciation_idr}, ${cost.labour_idr}, ${cost.selling_idr}, ${note}, ${tx.actor.account_id}, ${tx.now}
    from (select m.kind, (b.quantity::bigint * m.unit_cost_idr * (10000 + b.waste_bp) + 5000) / 10000 as cost from products.bill_line b join products.material m on m.facility_id = b.facility_id and m.id = b.material_id where b.facility_id = ${facility_id} and b.product_id = ${product_id}) parts`);
}

/** A new cost sheet from a day on, with the materials' costs as they are listed now; earlier ones stay, and work orders keep theirs. */
export async function reviseCost(tx: Tx, { facility_id, product_id, from, note, ...cost }: z.infer<typeof revisedCost> & { facility_id: string; product_id: string }): Promise<void> {
  permit(tx.actor, 'product.define');
  await writeCostSheet(tx, { facility_id, product_id, valid_from: from, cost, note });
  tx.emit({ verb: 'cost.revised', facility_id, subject_kind: 'product', subject_id: product_id, particulars: { from } });
}

/** What a material costs by the list from now on: the next cost sheet and the next work order use it. */
export async function reviseMaterialCost(tx: Tx, { facility_id, code, unit_cost_idr }: { facility_id: string; code: string; unit_cost_idr: number }): Promise<void> {
  permit(tx.actor, 'product.define');
  const material = await tx.maybe<{ id: string; unit_cost_idr: number }>(sql`select id, unit_cost_idr from products.material where facility_id = ${facility_id} and code = ${code} for update`);
  if (!material) throw unknownMaterial('code');
  await tx.run(sql`update products.material set unit_cost_idr = ${unit_cost_idr} where facility_id = ${facility_id} and id = ${material.id}`);
  tx.emit({ verb: 'material.cost_revised', facility_id, subject_kind: 'material', subject_id: material.id, particulars: { was_idr: material.unit_cost_idr, is_idr: unit_cost_idr } });
}

export async function proposePrice(tx: Tx, input: z.input<typeof newPrice>): Promise<{ id: string }> {
  permit(tx.actor, 'price.propose');
  const price = newPrice.parse(input);
  const { facility_id, product_id, basis } = price;
  const cost = await tx.maybe<{ cash_cost_idr: number; labour_idr: number }>(sql`select cash_cost_idr, labour_idr from products.cost_sheet where facility_id = ${facility_id} and product_id = ${product_id} order by (valid_from <= ${price.from}::date) desc, valid_from desc limit 1`);
  if (!cost) throw noCost;
  const below_cost_reason = checkAgainstCost(price, cost.cash_cost_idr);
  const market = await marketOf(tx, { facility_id, product_id, day: await dayAt(tx, facility_id) });
  const rule = await ruleOn(tx, `price.policy.${basis}`, price.from, facility_id);
  const limits = band.parse(rule.value);
  const measured = measure({ amount_idr: price.amount_idr, cash_cost_idr: cost.cash_cost_idr, market_idr: market?.market_idr ?? null }, limits);
  const outside_reason = checkAgainstPolicy(measured, limits, price.outside_reason ?? below_cost_reason ?? undefined);
  // The policy as it stood, so that a later one never changes what this price was measured by.
  const policy = { ...limits, measured_bp: measured.measured_bp, outside: measured.outside, legal_basis: rule.legal_basis, since: rule.valid_from };
  const made = await tx.one<{ id: string }>(sql`
    insert into products.price (facility_id, product_id, amount_idr, reason, below_cost_reason, valid, prepared_by, prepared_person, prepared_at, basis, basis_cost_idr, basis_labour_idr, margin_idr, margin_bp, market_idr, market_observations, policy, outside_reason)
    values (${facility_id}, ${product_id}, ${price.amount_idr}, ${price.reason}, ${below_cost_reason}, daterange(${price.from}, null), ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now},
      ${basis}, ${cost.cash_cost_idr}, ${cost.labour_idr}, ${measured.margin_idr}, ${measured.margin_bp}, ${market?.market_idr ?? null}, ${market?.observations ?? null}, ${JSON.stringify(policy)}::jsonb, ${outside_reason}) returning id`);
  tx.emit({ verb: 'price.proposed', facility_id, subject_kind: 'product', subject_id: product_id, particulars: { price_id: made.id, amount_idr: price.amount_idr, basis, margin_idr: measured.margin_idr, outside: measured.outside } });
  return made;
}

type Which = { facility_id: string; price_id: string };
/** The earlier price ends on the day the new one begins; both stay in the history. */
export async function approvePrice(tx: Tx, { facility_id, price_id }: Which): Promise<void> {
  permit(tx.actor, 'price.approve');
  const price = await proposed(tx, { facility_id, price_id });
  await tx.run(sql`update products.price set valid = daterange(lower(valid), ${price.from}) where facility_id = ${facility_id} and product_id = ${price.product_id} and state = 'approved' and valid @> ${price.from}::date and lower(valid) < ${price.from}::date`);
  await tx.run(sql`update products.price set state = 'approved', approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now} where facility_id = ${facility_id} and id = ${price_id}`);
  tx.emit({ verb: 'price.approved', facility_id, subject_kind: 'product', subject_id: price.product_id, particulars: { price_id, amount_idr: price.amount_idr, reason: price.reason } });
}

export async function refusePrice(tx: Tx, { facility_id, price_id, reason }: Which & { reason: string }): Promise<void> {
  permit(tx.actor, 'price.approve');
  const { product_id } = await proposed(tx, { facility_id, price_id });
  await tx.run(sql`update products.price set state = 'refused' where facility_id = ${facility_id} and id = ${price_id}`);
  tx.emit({ verb: 'price.refused', facility_id, subject_kind: 'product', subject_id: product_id, particulars: { price_id, reason } });
}

/** Locks a proposal that waits for somebody else's decision. */
async function proposed(tx: Tx, { facility_id, price_id }: Which): Promise<{ product_id: string; from: string; amount_idr: number; reason: string }> {
  const price = await tx.one<{ product_id: string; state: string; from: string; amount_idr: number; reason: string; prepared_person: string | null }>(sql`
    select product_id, state, lower(valid) as from, amount_idr, reason, prepared_person from products.price where facility_id = ${facility_id} and id = ${price_id} for update`);
  if (price.state !== 'proposed') throw decided;
  if (tx.actor.person_id && tx.actor.person_id === price.prepared_person) throw samePerson;
  return price;
}

const noCost = new Refusal('price.no_cost_sheet', { id: 'Lembar biaya (HPP) belum ada. Isi biayanya dahulu.', en: 'There is no cost sheet. Fill it in first.' });
const decided = new Refusal('price.decided_already', { id: 'Usulan harga ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This proposal is already decided. Reload the page to see the decision.' });

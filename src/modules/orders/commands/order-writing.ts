// An order as it is written, whatever led to it: the window's prices, a quote that both sides signed, or a call-off from a framework.
import type { Tx } from '#kernel/db.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import type { ListingRow } from '#catalogue';
import { reserve } from '#inventory';
import type { NewOrder } from '../order-input.ts';
import type { Basis } from '../queries.ts';
import { promise } from './order-row.ts';

export type Supply = 'stock' | 'make';
export type Goods = Pick<ListingRow, 'product_id' | 'sku' | 'name_id' | 'name_en' | 'unit' | 'lead_time_days'> & { supply: ListingRow['supply'] };
export type Terms = {
  facility: { id: string; is_sample: boolean }; number: string; purchase_number: string; channel: 'public' | 'agency'; buyer: NewOrder['buyer']; agency: { id: string; is_sample: boolean } | null;
  deliver_to: NewOrder['deliver_to']; requested_on?: string | undefined; delivery_idr: number; delivery: object; expires_at?: Date | undefined; basis?: Basis; framework_id?: string;
  /** Who prepared it: whoever acts, unless it was prepared before. */
  prepared?: { account: string | null; person: string | null };
  /** Where each part goes; none or one is the order's own place. */
  places?: readonly Place[];
  lines: { line: number; goods: Goods; quantity: number; unit_price_idr: number; budget_account?: string | undefined; framework_line_id?: string | undefined }[];
};
export type Place = NonNullable<NewOrder['places']>[number];
export type WrittenLine = { line: number; line_id: string; sku: string; quantity: number; unit_price_idr: number; amount_idr: number; supply: Supply };

export async function writeOrder(tx: Tx, terms: Terms): Promise<{ id: string; goods_idr: number; lines: WrittenLine[] }> {
  const { facility, number, channel, buyer, agency, lines, delivery_idr, prepared = { account: tx.actor.account_id, person: tx.actor.person_id } } = terms;
  const goods_idr = lines.reduce((sum, { quantity, unit_price_idr }) => sum + quantity * unit_price_idr, 0);
  const { id } = await tx.one<{ id: string }>(sql`
    insert into orders.sales_order (facility_id, number, purchase_number, channel, buyer_name, buyer_phone, buyer_email, agency_id, agency_unit, rup_code, budget_account, deliver_to, requested_on, goods_idr, delivery_idr, delivery, basis, framework_id, placed_at, placed_by, placed_person, is_sample)
    values (${facility.id}, ${number}, ${terms.purchase_number}, ${channel}, ${buyer.name}, ${buyer.phone ?? null}, ${buyer.email ?? null}, ${agency?.id ?? null}, ${channel === 'agency' ? buyer.unit ?? null : null},
      ${buyer.rup_code ?? null}, ${buyer.budget_account ?? null}, ${JSON.stringify(terms.deliver_to)}::jsonb, ${terms.requested_on ?? null}, ${goods_idr}, ${delivery_idr}, ${JSON.stringify(terms.delivery)}::jsonb, ${terms.basis ? JSON.stringify(terms.basis) : null}::jsonb, ${terms.framework_id ?? null},
      ${tx.now}, ${prepared.account}, ${prepared.person}, ${facility.is_sample || agency?.is_sample === true}) returning id`);
  const written: WrittenLine[] = [];
  // Items are locked in one order (inventory's own), whatever the order of the lines.
  for (const { line, goods, quantity, unit_price_idr, budget_account, framework_line_id } of [...lines].sort((a, b) => (a.goods.product_id < b.goods.product_id ? -1 : 1))) {
    const line_id = (await tx.one<{ id: string }>(sql`select kernel.new_id() as id`)).id;
    const supply = await heldOrMade(tx, goods, { facility_id: facility.id, quantity, line_id, ...(terms.expires_at ? { expires_at: terms.expires_at } : {}) });
    await tx.run(sql`
      insert into orders.order_line (facility_id, id, order_id, line, product_id, sku, name, unit, quantity, unit_price_idr, supply, budget_account, framework_line_id)
      values (${facility.id}, ${line_id}, ${id}, ${line}, ${goods.product_id}, ${goods.sku}, ${goods.name_id}, ${goods.unit}, ${quantity}, ${unit_price_idr}, ${supply}, ${budget_account ?? null}, ${framework_line_id ?? null})`);
    if (terms.requested_on) await promise(tx, { facility_id: facility.id, line_id, kind: 'requested', day: terms.requested_on, by_side: 'buyer' });
    written.push({ line, line_id, sku: goods.sku, quantity, unit_price_idr, amount_idr: unit_price_idr * quantity, supply });
  }
  if (terms.places && terms.places.length > 1) await writePlaces(tx, { facility_id: facility.id, order_id: id, agency_id: agency?.id ?? null }, terms.places, written);
  tx.emit({ verb: 'order.placed', facility_id: facility.id, subject_kind: 'order', subject_id: id, particulars: { number, channel, total_idr: goods_idr + delivery_idr, ...(terms.basis ? { basis: terms.basis } : {}) } });
  return { id, goods_idr, lines: written.sort((a, b) => a.line - b.line) };
}

async function writePlaces(tx: Tx, of: { facility_id: string; order_id: string; agency_id: string | null }, places: readonly Place[], written: WrittenLine[]): Promise<void> {
  for (const [n, { name, address, regency, phone, lines }] of places.entries()) {
    await tx.run(sql`insert into orders.order_place (facility_id, order_id, agency_id, place, name, address, regency, phone) values (${of.facility_id}, ${of.order_id}, ${of.agency_id}, ${n + 1}, ${name}, ${address}, ${regency ?? null}, ${phone ?? null})`);
    // Every line has its share at every place, nothing where nothing goes: an addendum can add there.
    for (const { sku, line_id } of written) {
      const quantity = lines.reduce((sum, line) => sum + (line.sku === sku ? line.quantity : 0), 0);
      await tx.run(sql`insert into orders.order_place_line (facility_id, order_id, agency_id, place, line_id, quantity) values (${of.facility_id}, ${of.order_id}, ${of.agency_id}, ${n + 1}, ${line_id}, ${quantity})`);
    }
  }
}

/**
 * What lies there is held. A line that asks for more is made to order as a whole, in the maker's lead time; goods that
 * are only ever sold from stock (no lead time) are refused, naming what is left.
 */
export async function heldOrMade(tx: Tx, goods: Pick<Goods, 'product_id' | 'supply' | 'lead_time_days'>, hold: { facility_id: string; quantity: number; line_id: string; expires_at?: Date }): Promise<Supply> {
  if (goods.supply === 'make') return 'make';
  try {
    await reserve(tx, [{ facility_id: hold.facility_id, product_id: goods.product_id, quantity: hold.quantity, ref_type: 'order_line', ref_id: hold.line_id, ...(hold.expires_at ? { expires_at: hold.expires_at } : {}) }]);
    return 'stock';
  } catch (error) {
    // The refusal is said before anything is written, so the transaction goes on.
    if (error instanceof Refusal && error.code === 'stock.short' && goods.lead_time_days > 0) return 'make';
    throw error;
  }
}

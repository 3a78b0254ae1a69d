// An order that is agreed when it is written: both sides have signed its prices before. It is placed, promised and committed in one act.
import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { unguessable } from '#kernel/numbers.ts';
import { sql } from '#kernel/sql.ts';
import { agencyById, facilityById } from '#organisation';
import { productBySku } from '#products';
import type { NewOrder } from '../order-input.ts';
import { linesOf, type Basis } from '../queries.ts';
import { commitLocked } from './answering.ts';
import { lockedOrder, moveOrder, promise } from './order-row.ts';
import { writeOrder } from './order-writing.ts';

export type Agreed = {
  facility_id: string; agency_id: string; unit: string; rup_code: string | null; deliver_to: NewOrder['deliver_to']; requested_on: string; promised_on: string; delivery_idr: number; basis: Basis;
  /** Who asked for it on the agency's side, and who signed on the maker's. */
  prepared: { account: string | null; person: string | null }; accepted_by: string | null; framework_id?: string;
  lines: { sku: string; quantity: number; unit_price_idr: number; budget_account?: string | undefined; framework_line_id?: string | undefined }[];
};

/** The officer who acts signs the order letter. */
export async function placeAgreed(tx: Tx, agreed: Agreed): Promise<{ number: string; document: string; total_idr: number }> {
  const number = await placeUnsigned(tx, agreed);
  const order = await lockedOrder(tx, number);
  return { number, document: await commitLocked(tx, order), total_idr: order.total_idr };
}

/** The same without the signature: another person of the agency signs it later. */
export async function placeUnsigned(tx: Tx, agreed: Agreed): Promise<string> {
  const [facility, agency] = [await facilityById(tx, agreed.facility_id), await agencyById(tx, agreed.agency_id)];
  const year = dayIn(zoneOf(facility.timezone), tx.now).slice(2, 4);
  const number = `KB${year}-${unguessable(7)}`;
  const lines = [];
  for (const [n, line] of agreed.lines.entries()) {
    const product = await productBySku(tx, line.sku);
    lines.push({ line: n + 1, goods: { ...product, product_id: product.id }, quantity: line.quantity, unit_price_idr: line.unit_price_idr, budget_account: line.budget_account, framework_line_id: line.framework_line_id });
  }
  await writeOrder(tx, {
    facility, number, purchase_number: `BL${year}-${unguessable(7)}`, channel: 'agency', agency, basis: agreed.basis, prepared: agreed.prepared, deliver_to: agreed.deliver_to, requested_on: agreed.requested_on, delivery_idr: agreed.delivery_idr, delivery: { way: 'agreed' }, lines,
    buyer: { name: agency.name, unit: agreed.unit, ...(agreed.rup_code ? { rup_code: agreed.rup_code } : {}), ...(sharedAccount(agreed) ? { budget_account: sharedAccount(agreed) } : {}) }, ...(agreed.framework_id ? { framework_id: agreed.framework_id } : {}),
  });
  const order = await lockedOrder(tx, number);
  for (const line of await linesOf(tx, order.id)) await promise(tx, { facility_id: order.facility_id, line_id: line.id, kind: 'promised', day: agreed.promised_on, by_side: 'maker' });
  await tx.run(sql`update orders.sales_order set accepted_at = ${tx.now}, accepted_by = ${agreed.accepted_by} where facility_id = ${order.facility_id} and id = ${order.id}`);
  await moveOrder(tx, order, 'accepted', { basis: agreed.basis });
  return number;
}

/** The one account of all lines; several stand with their lines. */
function sharedAccount({ lines }: Agreed): string | undefined {
  const accounts = new Set(lines.map((line) => line.budget_account));
  return accounts.size === 1 ? [...accounts][0] : undefined;
}

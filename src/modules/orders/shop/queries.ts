import { reading, type Db, type Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { system } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { orderByNumber, reachOfGuest, type OrderRow } from '../queries.ts';
import type { Proof } from './checkout.ts';
import type { ShownCharge } from './pages/pay.tsx';

/** The orders a browser has proved, each read in the reach its proof gives; a proof that no longer holds is left out. */
export async function provedOrders(db: Db, read: <T>(work: (reader: Reader) => Promise<T>, reach: { facility_ids: readonly string[] | 'all' }) => Promise<T>, proofs: Proof[]): Promise<OrderRow[]> {
  const found = await Promise.all(proofs.map(async ({ number, tail }) => {
    const reach = await reachOfGuest(db, number, tail).catch(ifNotFound);
    return reach && read((reader) => orderByNumber(reader, number), reach);
  }));
  return found.flatMap((order) => (order ? [order] : []));
}

function ifNotFound(error: unknown): undefined {
  if (!(error instanceof NotFound)) throw error;
}

/** A charge by its unguessable id, as its payer sees it. Only sample orders are paid by the local provider. */
export function chargeToPay(db: Db, id: string): Promise<ShownCharge> {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new NotFound();
  return reading(db, { actor: system }, (reader) => reader.one(sql`
    select c.id, o.number, c.method, c.amount_idr, c.payload, c.expires_at, c.paid_event is not null as paid, f.name as facility_name, f.timezone
    from orders.charge c join orders.sales_order o on o.facility_id = c.facility_id and o.id = c.order_id join organisation.facility f on f.id = c.facility_id where c.id = ${id}::uuid and o.is_sample`));
}

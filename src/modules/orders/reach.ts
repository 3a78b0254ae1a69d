/** Whose rows an act on an order may write: a buyer's act crosses into the seller's facility, once the right to it is proved. */
import type { Reach } from '#kernel/db.ts';
import type { Req } from '#kernel/web.ts';
import { orderByNumber, reachOfLines } from './queries.ts';

/** Placing writes to the facilities whose goods are bought. */
export async function reachOfPlacing(req: Req, order: { lines: { sku: string }[] }): Promise<Reach> {
  return { ...(await reachOfLines(req.db, order.lines)), agency_id: req.actor.agency_id };
}

/** A facility's officer stays in the own facility. An agency's officer reaches the seller of an order that the agency can see; NotFound otherwise. */
export async function reachOfActing(req: Req): Promise<Reach> {
  const { facility_ids, agency_id } = req.actor;
  if (agency_id === null) return { facility_ids };
  const order = await req.read((reader) => orderByNumber(reader, req.params['number'] ?? ''));
  return { facility_ids: [order.facility_id], agency_id };
}

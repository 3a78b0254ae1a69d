import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { NewOrder } from '../order-input.ts';
import type { AddendumState, LineChange } from './addendum.ts';

type Place = NewOrder['deliver_to'];
export type AddendumRow = {
  id: string; sequence: number; side: 'buyer' | 'maker'; reason: string; state: AddendumState; place_before: Place; place_after: Place; delivery_before_idr: number; delivery_after_idr: number; total_before_idr: number; total_after_idr: number;
  prepared_person: string | null; signed_person: string | null; prepared_at: Date; signed_at: Date | null; ended_at: Date | null; end_reason: string | null; document: string | null; lines: LineChange[];
};
export function addendaOf(reader: Reader, order_id: string): Promise<AddendumRow[]> {
  return reader.all(sql`
    select a.id, a.sequence, a.side, a.reason, a.state, a.place_before, a.place_after, a.delivery_before_idr, a.delivery_after_idr, a.total_before_idr, a.total_after_idr, a.prepared_person, a.signed_person, a.prepared_at, a.signed_at, a.ended_at, a.end_reason, a.document,
      coalesce((select json_agg(json_build_object('line_id', c.line_id, 'line', l.line, 'name', l.name, 'unit', l.unit, 'quantity_before', c.quantity_before, 'quantity_after', c.quantity_after, 'price_before_idr', c.price_before_idr, 'price_after_idr', c.price_after_idr, 'day_before', c.day_before, 'day_after', c.day_after, 'place', c.place) order by l.line)
        from orders.addendum_line c join orders.order_line l on l.facility_id = c.facility_id and l.id = c.line_id where c.facility_id = a.facility_id and c.addendum_id = a.id), '[]') as lines
    from orders.addendum a where a.order_id = ${order_id} order by a.sequence`);
}

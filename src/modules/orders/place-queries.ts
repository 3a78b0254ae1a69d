import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { PlaceRow } from './place.ts';

/** Nothing for an order that goes to one place. */
export function placesOf(reader: Reader, order_id: string): Promise<PlaceRow[]> {
  return reader.all(sql`
    select p.place, p.name, p.address, p.regency, p.phone, coalesce((select array_agg(h.number order by h.recorded_at) from orders.handover h where h.facility_id = p.facility_id and h.order_id = p.order_id and h.place = p.place), '{}') as handovers,
      coalesce((select json_agg(json_build_object('line_id', s.line_id, 'line', l.line, 'quantity', s.quantity,
        'shipped', coalesce((select sum(x.quantity) from orders.shipment_line x join orders.shipment m on m.facility_id = x.facility_id and m.id = x.shipment_id where x.facility_id = s.facility_id and x.line_id = s.line_id and m.place = s.place), 0),
        'accepted', coalesce((select sum(x.accepted) from orders.handover_line x join orders.handover m on m.facility_id = x.facility_id and m.id = x.handover_id where x.facility_id = s.facility_id and x.line_id = s.line_id and m.place = s.place), 0),
        'rejected', coalesce((select sum(x.rejected) from orders.handover_line x join orders.handover m on m.facility_id = x.facility_id and m.id = x.handover_id where x.facility_id = s.facility_id and x.line_id = s.line_id and m.place = s.place), 0)) order by l.line)
        from orders.order_place_line s join orders.order_line l on l.facility_id = s.facility_id and l.id = s.line_id where s.facility_id = p.facility_id and s.order_id = p.order_id and s.place = p.place), '[]') as lines
    from orders.order_place p where p.order_id = ${order_id} order by p.place`);
}

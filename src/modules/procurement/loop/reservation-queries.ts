import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';

export type ReservationRow = {
  id: string; number: string; year: number; announcement_id: string; agency_id: string; agency_code: string; agency: string; kind_id: string; kind: string; name_id: string; name_en: string; unit: string; quantity: number; released: number; called: number; left: number; delivered: number; reserved_at: Date; is_sample: boolean;
};
const reservationRows = sql`
  select r.id, r.number, a.year, r.announcement_id, r.agency_id, g.code as agency_code, g.name as agency, r.kind_id, k.code as kind, k.name_id, k.name_en, k.unit, r.quantity, r.released, r.called, r.quantity - r.released - r.called as left, r.reserved_at, r.is_sample,
    coalesce((select sum(h.accepted) from procurement.call_off c join orders.handover_published h on h.facility_id = c.facility_id and h.order_id = c.order_id where c.reservation_id = r.id), 0)::int as delivered
  from procurement.reservation r join procurement.announcement a on a.id = r.announcement_id join procurement.survey_kind k on k.id = r.kind_id join organisation.agency g on g.id = r.agency_id`;
export const reservationByNumber = (reader: Reader, number: string): Promise<ReservationRow> => reader.one(sql`${reservationRows} where r.number = ${number}`);
/** Reservations in reach of a year, newest first. */
export const reservationsOf = (reader: Reader, year: number, { after, limit = 500 }: { after?: string | undefined; limit?: number } = {}): Promise<ReservationRow[]> =>
  reader.all(sql`${reservationRows} where a.year = ${year} and (${after ?? null}::text is null or r.number < ${after ?? null}) order by r.number desc limit ${limit}`);

export type CallOffRow = { order_number: string; facility: string; sku: string; quantity: number; returned: number; state: string; called_at: Date; delivered: number };
export function callOffsOf(reader: Reader, reservation_id: string): Promise<CallOffRow[]> {
  return reader.all(sql`
    select c.order_number, f.name as facility, c.sku, c.quantity, c.returned, o.state, c.called_at, coalesce((select sum(h.accepted) from orders.handover_published h where h.facility_id = c.facility_id and h.order_id = c.order_id), 0)::int as delivered
    from procurement.call_off_published c join organisation.facility f on f.id = c.facility_id join orders.order_published o on o.facility_id = c.facility_id and o.id = c.order_id where c.reservation_id = ${reservation_id} order by c.called_at`);
}

export type OfferRow = { facility_id: string; facility: string; sku: string; name_id: string; name_en: string; planned: number; plan_price_idr: number; price_idr: number; allotted: number };
/** Whose products may be called off for a reserved kind, what the window asks for them, and what the adopted allocation gives this agency there: those first. */
export function offersFor(reader: Reader, { announcement_id, kind_id, agency_id }: Pick<ReservationRow, 'announcement_id' | 'kind_id' | 'agency_id'>): Promise<OfferRow[]> {
  return reader.all(sql`
    select s.facility_id, f.name as facility, w.sku, w.name_id, w.name_en, s.quantity as planned, s.price_idr as plan_price_idr, w.price_idr, coalesce(c.quantity, 0)::int as allotted
    from procurement.supply_line s join procurement.supply_plan p on p.facility_id = s.facility_id and p.id = s.plan_id and p.state = 'approved' join catalogue.listing_published w on w.facility_id = s.facility_id and w.product_id = s.product_id join organisation.facility f on f.id = s.facility_id
      left join lateral (select sum(c.quantity) as quantity from procurement.allocation_cell c join procurement.allocation v on v.id = c.allocation_id and v.state = 'adopted' and v.announcement_id = ${announcement_id} where c.facility_id = s.facility_id and c.kind_id = s.kind_id and c.agency_id = ${agency_id}) c on true
    where s.kind_id = ${kind_id} order by allotted desc, w.price_idr, f.name`);
}

export type ComplianceRow = { agency_id: string; agency: string; asked: number; reserved: number; called: number; delivered: number; is_sample: boolean };
/** For each agency in reach: what it asked for, reserved, called off and had delivered in a year. */
export function loopCompliance(reader: Reader, year: number): Promise<ComplianceRow[]> {
  return reader.all(sql`
    with asked as (select d.agency_id, sum(d.quantity) as n from procurement.demand_line d join procurement.survey s on s.id = d.survey_id where s.year = ${year} and d.state = 'stated' group by 1),
      held as (select r.agency_id, sum(r.quantity - r.released) as reserved, sum(r.called) as called from procurement.reservation r join procurement.announcement a on a.id = r.announcement_id where a.year = ${year} group by 1),
      got as (select c.agency_id, sum(h.accepted) as n from procurement.call_off c join procurement.reservation r on r.id = c.reservation_id join procurement.announcement a on a.id = r.announcement_id join orders.handover_published h on h.facility_id = c.facility_id and h.order_id = c.order_id where a.year = ${year} group by 1)
    select g.id as agency_id, g.name as agency, coalesce(asked.n, 0)::int as asked, coalesce(held.reserved, 0)::int as reserved, coalesce(held.called, 0)::int as called, coalesce(got.n, 0)::int as delivered, g.is_sample
    from organisation.agency g left join asked on asked.agency_id = g.id left join held on held.agency_id = g.id left join got on got.agency_id = g.id where asked.n is not null or held.reserved is not null order by asked desc, g.name`);
}

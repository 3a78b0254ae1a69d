import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';

export type Receivable = { facility_id: string; facility_code: string; facility_name: string; order_number: string | null; order_id: string | null; buyer: string; channel: string | null; phone: string | null; balance_idr: number; since: string | null; days: number | null; reminders: number };
/**
 * What every order still holds on account 1200, out of the postings themselves: the sum is the account, to the rupiah.
 * Below zero: a buyer paid before the goods were handed over. A row without an order is a posting that names none.
 */
export function receivables(reader: Reader, { facility_id = null, today }: { facility_id?: string | null; today: string }): Promise<Receivable[]> {
  return reader.all(sql`
    with moved as (
      select p.facility_id, p.ref_type, case when p.ref_type in ('handover', 'payment', 'refund', 'adjustment', 'credit') then p.ref_id::uuid end as ref_id, sum(p.amount_idr) as amount_idr
      from ledger.posting_published p where p.account = '1200' and (${facility_id}::uuid is null or p.facility_id = ${facility_id}::uuid) group by 1, 2, 3),
    handed as (select facility_id, id, order_id, min(on_day) as on_day from orders.handover_published where ${facility_id}::uuid is null or facility_id = ${facility_id}::uuid group by 1, 2, 3),
    held as (
      select m.facility_id, coalesce(h.order_id, p.order_id, r.order_id, j.order_id, c.order_id) as order_id, sum(m.amount_idr)::bigint as balance_idr
      from moved m left join handed h on m.ref_type = 'handover' and h.facility_id = m.facility_id and h.id = m.ref_id
        left join orders.payment_published p on m.ref_type = 'payment' and p.facility_id = m.facility_id and p.id = m.ref_id
        left join orders.adjustment_published j on m.ref_type = 'adjustment' and j.facility_id = m.facility_id and j.id = m.ref_id
        left join orders.refund_published r on m.ref_type = 'refund' and r.facility_id = m.facility_id and r.id = m.ref_id
        left join orders.credit_published c on m.ref_type = 'credit' and c.facility_id = m.facility_id and c.id = m.ref_id
      group by 1, 2 having sum(m.amount_idr) <> 0),
    aged as (select k.*, (select min(h.on_day) from handed h where h.facility_id = k.facility_id and h.order_id = k.order_id) as since from held k)
    select a.facility_id, f.code as facility_code, f.name as facility_name, o.number as order_number, a.order_id, coalesce(g.name, b.buyer_name, '–') as buyer, b.channel, b.buyer_phone as phone, a.balance_idr, a.since, ${today}::date - a.since as days,
      (select count(*) from pay.reminder m where m.facility_id = a.facility_id and m.order_id = a.order_id)::int as reminders
    from aged a join organisation.facility f on f.id = a.facility_id left join orders.order_published o on o.facility_id = a.facility_id and o.id = a.order_id left join orders.buyer_published b on b.facility_id = a.facility_id and b.order_id = a.order_id left join organisation.agency g on g.id = b.agency_id
    order by a.since nulls last, o.number`);
}

export type ReminderRow = { order_number: string; step: number; on_day: string; channel: string; note: string; owed_idr: number };
export function reminders(reader: Reader, facility_id: string): Promise<ReminderRow[]> {
  return reader.all(sql`select o.number as order_number, r.step, r.on_day, r.channel, r.note, r.owed_idr from pay.reminder r join orders.order_published o on o.facility_id = r.facility_id and o.id = r.order_id where r.facility_id = ${facility_id} order by r.on_day desc, o.number limit 50`);
}

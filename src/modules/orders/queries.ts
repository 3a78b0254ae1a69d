import { dayIn, zoneOf } from '#kernel/calendar.ts';
import { reading, type Db, type Reach, type Reader, type Tx } from '#kernel/db.ts';
import { system } from '#kernel/policy.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql, type Sql } from '#kernel/sql.ts';
import type { DeliveryBasis, Quote, Zone } from './delivery.ts';
import type { CancelCode, State } from './order.ts';
import type { Method, RefundCause, RefundMethod } from './order-input.ts';

/** Whose goods are these: the facilities a buyer's order will write to. Read from the public window. */
export async function reachOfLines(db: Db, lines: readonly { sku: string }[]): Promise<Reach> {
  const rows = await reading(db, { actor: system }, (reader) => reader.all<{ facility_id: string }>(sql`select distinct facility_id from catalogue.listing_published where sku = any (${lines.map((line) => line.sku)}::text[]) and withdrawn_at is null`));
  if (rows.length === 0) throw new Refusal('order.unknown_sku', { id: 'Produk tidak ditemukan di toko. Periksa kode produknya.', en: 'No such product in the shop. Check its code.' }, { field: 'lines.0.sku', status: 422 });
  return { facility_ids: rows.map((row) => row.facility_id) };
}

/** The facility an order belongs to; NotFound when there is none. */
export async function reachOfOrder(db: Db, number: string): Promise<Reach> {
  const { id } = await reading(db, { actor: system }, (reader) => reader.one<{ id: string | null }>(sql`select orders.facility_of(${number}) as id`));
  if (!id) throw new NotFound();
  return { facility_ids: [id] };
}

/** A guest proves the order with the last four digits of the phone. */
export async function reachOfGuest(db: Db, number: string, phone_tail: string): Promise<Reach> {
  const row = await reading(db, { actor: system }, (reader) => reader.maybe<{ facility_id: string }>(sql`select facility_id from orders.locate(${number}, ${phone_tail})`));
  if (!row) throw new NotFound();
  return { facility_ids: [row.facility_id] };
}

/** On which agreement its prices stand; the window's own prices need none. */
export type Basis = { kind: 'quote' | 'framework'; number: string; version?: number };
export type OrderRow = {
  facility_id: string; id: string; number: string; purchase_number: string; channel: 'public' | 'agency'; buyer_name: string; buyer_phone: string | null; buyer_email: string | null; agency_id: string | null; agency_unit: string | null; rup_code: string | null; budget_account: string | null;
  deliver_to: { name: string; address: string; regency?: string; postcode?: string; phone?: string; collect?: boolean }; delivery: { way: Quote['way']; zone?: Zone; basis?: DeliveryBasis; kilograms?: number; free?: boolean } | null; requested_on: string | null; state: State; goods_idr: number; delivery_idr: number; total_idr: number; paid_idr: number; refunded_idr: number; refund_waiting_idr: number; rejected_idr: number; short_idr: number; adjusted_idr: number; credit_idr: number; waiting: number; placed_at: Date; placed_by: string | null; committed_at: Date | null; accepted_at: Date | null; cancelled_at: Date | null; cancel_reason: string | null; cancel_code: CancelCode | null; version: number; basis: Basis | null; framework_id: string | null; is_sample: boolean;
  facility_name: string; facility_code: string; timezone: string; promised_on: string | null;
};
const columns: Sql = sql`o.facility_id, o.id, o.number, o.purchase_number, o.channel, o.buyer_name, o.buyer_phone, o.buyer_email, o.agency_id, o.agency_unit, o.rup_code, o.budget_account, o.deliver_to, o.requested_on, o.state, o.goods_idr, o.delivery_idr, o.delivery, o.total_idr, o.placed_at, o.placed_by, o.committed_at, o.accepted_at, o.cancelled_at, o.cancel_reason, o.cancel_code, o.version, o.basis, o.framework_id, o.is_sample,
  f.name as facility_name, f.code as facility_code, f.timezone, coalesce((select sum(p.amount_idr) from orders.payment p where p.facility_id = o.facility_id and p.order_id = o.id), 0)::bigint as paid_idr,
  coalesce((select sum(h.rejected * l.unit_price_idr) from orders.order_line l join orders.handover_line h on h.facility_id = l.facility_id and h.line_id = l.id where l.facility_id = o.facility_id and l.order_id = o.id), 0)::bigint as rejected_idr,
  coalesce((select sum(q.quantity * l.unit_price_idr) from orders.order_line l join orders.shortfall q on q.facility_id = l.facility_id and q.line_id = l.id where l.facility_id = o.facility_id and l.order_id = o.id), 0)::bigint as short_idr,
  coalesce((select sum(a.amount_idr) from orders.adjustment a where a.facility_id = o.facility_id and a.order_id = o.id and a.state = 'approved'), 0)::bigint as adjusted_idr,
  coalesce((select sum(c.amount_idr) from orders.credit c where c.facility_id = o.facility_id and c.order_id = o.id), 0)::bigint as credit_idr,
  coalesce((select sum(r.amount_idr) from orders.refund r where r.facility_id = o.facility_id and r.order_id = o.id and r.state = 'approved'), 0)::bigint as refunded_idr,
  coalesce((select sum(r.amount_idr) from orders.refund r where r.facility_id = o.facility_id and r.order_id = o.id and r.state = 'prepared'), 0)::bigint as refund_waiting_idr,
  (coalesce((select sum(s.quantity) from orders.order_line l join orders.shipment_line s on s.facility_id = l.facility_id and s.line_id = l.id where l.facility_id = o.facility_id and l.order_id = o.id), 0)
    - coalesce((select sum(h.accepted + h.rejected) from orders.order_line l join orders.handover_line h on h.facility_id = l.facility_id and h.line_id = l.id where l.facility_id = o.facility_id and l.order_id = o.id), 0))::int as waiting,
  (select max(q.day) from orders.order_line l join lateral (select day from orders.promise p where p.facility_id = l.facility_id and p.line_id = l.id and p.kind in ('promised', 'changed') order by at desc, id desc limit 1) q on true where l.facility_id = o.facility_id and l.order_id = o.id) as promised_on`;
const tables: Sql = sql`orders.sales_order o join organisation.facility f on f.id = o.facility_id`;

export function orderByNumber(reader: Reader, number: string): Promise<OrderRow> {
  return reader.one(sql`select ${columns} from ${tables} where o.number = ${number}`);
}
export function orderById(reader: Reader, id: string): Promise<OrderRow> {
  return reader.one(sql`select ${columns} from ${tables} where o.id = ${id}::uuid`);
}
export type OrderFilter = { state?: string; channel?: string; facility_id?: string; q?: string; open?: boolean; after?: string; limit?: number };
/** Newest first, what is in reach; `after` is the last id of the page before. */
export function orderList(reader: Reader, { state = '', channel = '', facility_id = '', q = '', open = false, after = '', limit = 50 }: OrderFilter): Promise<OrderRow[]> {
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return reader.all(sql`
    select ${columns} from ${tables} where (${state} = '' or o.state = ${state}) and (${channel} = '' or o.channel = ${channel}) and (${facility_id} = '' or o.facility_id::text = ${facility_id})
      and (not ${open}::boolean or o.state not in ('settled', 'cancelled'))
      and (${q} = '' or o.number ilike ${pattern} or o.purchase_number ilike ${pattern} or o.buyer_name ilike ${pattern} or o.agency_unit ilike ${pattern} or o.rup_code ilike ${pattern} or f.name ilike ${pattern})
      and (${after} = '' or o.id::text < ${after}) order by o.id desc limit ${limit}`);
}

/** How many stand in each state. */
export async function countsByState(reader: Reader): Promise<Partial<Record<State, number>>> {
  const rows = await reader.all<{ state: State; n: number }>(sql`select state, count(*)::int as n from orders.sales_order group by state`);
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

export async function handoverNumberUsed(reader: Reader, agency_id: string, number: string): Promise<boolean> {
  return (await reader.maybe(sql`select 1 from orders.handover h join orders.sales_order o on o.facility_id = h.facility_id and o.id = h.order_id where o.agency_id = ${agency_id} and h.number = ${number}`)) !== undefined;
}

export type ChargeRow = { id: string; method: string; amount_idr: number; payload: string; expires_at: Date; paid: boolean };

export type LineRow = { id: string; line: number; product_id: string; sku: string; name: string; unit: string; quantity: number; unit_price_idr: number; amount_idr: number; supply: 'stock' | 'make'; budget_account: string | null; framework_line_id: string | null; requested_on: string | null; promised_on: string | null; changes: { day: string; reason: string; at: string; by_side: string; agreed: boolean }[]; arrived_on: string | null; shipped: number; accepted: number; rejected: number; short: number; short_reason: string | null; work_orders: string[] };
/** Lines with their four dates, as they were written: nothing is ever overwritten. */
export function linesOf(reader: Reader, order_id: string): Promise<LineRow[]> {
  return reader.all(sql`
    select l.id, l.line, l.product_id, l.sku, l.name, l.unit, l.quantity, l.unit_price_idr, l.amount_idr, l.supply, l.budget_account, l.framework_line_id,
      (select day from orders.promise p where p.facility_id = l.facility_id and p.line_id = l.id and p.kind = 'requested') as requested_on, (select day from orders.promise p where p.facility_id = l.facility_id and p.line_id = l.id and p.kind = 'promised') as promised_on,
      coalesce((select json_agg(json_build_object('day', p.day, 'reason', p.reason, 'at', p.at, 'by_side', p.by_side, 'agreed', p.addendum_id is not null) order by p.at, p.id) from orders.promise p where p.facility_id = l.facility_id and p.line_id = l.id and p.kind = 'changed'), '[]') as changes,
      (select max(day) from orders.promise p where p.facility_id = l.facility_id and p.line_id = l.id and p.kind = 'arrived') as arrived_on,
      coalesce((select sum(quantity) from orders.shipment_line s where s.facility_id = l.facility_id and s.line_id = l.id), 0)::int as shipped,
      coalesce((select sum(accepted) from orders.handover_line h where h.facility_id = l.facility_id and h.line_id = l.id), 0)::int as accepted, coalesce((select sum(rejected) from orders.handover_line h where h.facility_id = l.facility_id and h.line_id = l.id), 0)::int as rejected,
      coalesce((select quantity from orders.shortfall q where q.facility_id = l.facility_id and q.line_id = l.id), 0)::int as short, (select reason from orders.shortfall q where q.facility_id = l.facility_id and q.line_id = l.id) as short_reason,
      coalesce((select array_agg(w.number order by w.number) from production.work_order_published w where w.facility_id = l.facility_id and w.order_line_id = l.id), '{}') as work_orders
    from orders.order_line l where l.order_id = ${order_id} order by l.line`);
}
export type ShipmentRow = { number: string; carrier: string; tracking: string; packages: number; shipped_at: Date; lines: { line: number; name: string; unit: string; quantity: number; lot: string | null }[] };
export function shipmentsOf(reader: Reader, order_id: string): Promise<ShipmentRow[]> {
  return reader.all(sql`
    select s.number, s.carrier, s.tracking, s.packages, s.shipped_at,
      coalesce((select json_agg(json_build_object('line', l.line, 'name', l.name, 'unit', l.unit, 'quantity', sl.quantity, 'lot', b.code) order by l.line, b.code) from orders.shipment_line sl join orders.order_line l on l.facility_id = sl.facility_id and l.id = sl.line_id
        left join inventory.lot_published b on b.facility_id = sl.facility_id and b.id = sl.lot_id where sl.facility_id = s.facility_id and sl.shipment_id = s.id), '[]') as lines
    from orders.shipment s where s.order_id = ${order_id} order by s.shipped_at, s.number`);
}

export type HandoverRow = { id: string; number: string; place: number | null; on_day: string; received_by: string; fits_quantity: boolean; fits_function: boolean; fits_time: boolean; note: string; recorded_at: Date; lines: { line: number; name: string; unit: string; accepted: number; rejected: number; reason: string }[] };
export function handoversOf(reader: Reader, order_id: string): Promise<HandoverRow[]> {
  return reader.all(sql`
    select h.id, h.number, h.place, h.on_day, h.received_by, h.fits_quantity, h.fits_function, h.fits_time, h.note, h.recorded_at,
      coalesce((select json_agg(json_build_object('line', l.line, 'name', l.name, 'unit', l.unit, 'accepted', hl.accepted, 'rejected', hl.rejected, 'reason', hl.reason) order by l.line) from orders.handover_line hl join orders.order_line l on l.facility_id = hl.facility_id and l.id = hl.line_id
        where hl.facility_id = h.facility_id and hl.handover_id = h.id), '[]') as lines
    from orders.handover h where h.order_id = ${order_id} order by h.recorded_at`);
}

export type PaymentRow = { number: string; method: Method; amount_idr: number; paid_on: string; reference: string; payer: string; recorded_at: Date };
export function paymentsOf(reader: Reader, order_id: string): Promise<PaymentRow[]> {
  return reader.all(sql`select number, method, amount_idr, paid_on, reference, payer, recorded_at from orders.payment where order_id = ${order_id} order by recorded_at`);
}

export type RefundRow = { id: string; number: string; cause: RefundCause; amount_idr: number; method: RefundMethod; payee: string; reference: string; reason: string; state: 'prepared' | 'approved' | 'refused'; prepared_at: Date; prepared_person: string | null; approved_at: Date | null; refusal_reason: string | null };
const refundColumns: Sql = sql`id, number, cause, amount_idr, method, payee, reference, reason, state, prepared_at, prepared_person, approved_at, refusal_reason`;
export function refundsOf(reader: Reader, order_id: string): Promise<RefundRow[]> {
  return reader.all(sql`select ${refundColumns} from orders.refund where order_id = ${order_id} order by prepared_at`);
}
export function refundOf(reader: Reader, order_id: string, id: string): Promise<RefundRow> {
  return reader.one(sql`select ${refundColumns} from orders.refund where order_id = ${order_id} and id = ${id}::uuid`);
}

/** Public orders past the hours in which they had to be paid, by the rule of the day they were placed; locked, passing by what another act holds. */
export function unpaidPast(tx: Tx, now: Date): Promise<{ number: string; hours: number }[]> {
  return tx.all(sql`
    select o.number, r.hours from orders.sales_order o join organisation.facility f on f.id = o.facility_id
      cross join lateral (select (kernel.rule_on('orders.unpaid_hours', (o.placed_at at time zone f.timezone)::date, o.facility_id) #>> '{}')::int as hours) r
    where o.state = 'placed' and o.channel = 'public' and o.placed_at + make_interval(hours => r.hours) <= ${now} and not exists (select 1 from orders.payment p where p.facility_id = o.facility_id and p.order_id = o.id)
    order by o.placed_at limit 200 for update of o skip locked`);
}

/** When a public order that nobody paid or accepted ends by itself. */
export async function unpaidUntil(reader: Reader, order: Pick<OrderRow, 'facility_id' | 'state' | 'channel' | 'paid_idr' | 'placed_at' | 'timezone'>): Promise<Date | undefined> {
  if (order.state !== 'placed' || order.channel !== 'public' || order.paid_idr > 0) return undefined;
  const { value } = await ruleOn<number>(reader, 'orders.unpaid_hours', dayIn(zoneOf(order.timezone), order.placed_at), order.facility_id);
  return new Date(order.placed_at.getTime() + value * 3_600_000);
}

/** What production has under way or done for each line that is made to order. */
export function madeFor(reader: Reader, order_id: string): Promise<{ line_id: string; quantity: number; supply: string; ordered: number; done: number }[]> {
  return reader.all(sql`
    select l.id as line_id, l.quantity, l.supply, coalesce(sum(w.quantity) filter (where w.state <> 'cancelled'), 0)::int as ordered, coalesce(sum(w.quantity) filter (where w.state = 'done'), 0)::int as done
    from orders.order_line l left join production.work_order_published w on w.facility_id = l.facility_id and w.order_line_id = l.id where l.order_id = ${order_id} group by l.id, l.quantity, l.supply`);
}

/** Which order a work order is made for. */
export function orderOfWorkOrder(reader: Reader, work_order_id: string): Promise<{ number: string; state: State } | undefined> {
  return reader.maybe(sql`
    select o.number, o.state from production.work_order_published w join orders.order_line l on l.facility_id = w.facility_id and l.id = w.order_line_id join orders.sales_order o on o.facility_id = l.facility_id and o.id = l.order_id where w.id = ${work_order_id}::uuid`);
}

export type Waits = { kind: 'quote' | 'addendum' | 'framework' | 'swakelola'; number: string; subject: string; by_day: string | null; person: string | null };
/** What waits for the agency beside orders: signed offers, addenda to sign or decide, contracts and papers to sign. `person`: who prepared it and does not decide. */
export function agencyWaits(reader: Reader): Promise<Waits[]> {
  return reader.all(sql`
    select 'quote' as kind, q.number, q.subject, q.answer_by as by_day, (select v.prepared_person from orders.quote_version v where v.facility_id = q.facility_id and v.quote_id = q.id and v.side = 'buyer' order by v.version desc limit 1) as person from orders.quote q where q.state = 'offered'
    union all select 'addendum', o.number, a.reason, null, case a.side when 'buyer' then a.prepared_person end from orders.addendum a join orders.sales_order o on o.facility_id = a.facility_id and o.id = a.order_id where (a.state = 'prepared' and a.side = 'buyer') or (a.state = 'proposed' and a.side = 'maker')
    union all select 'framework', w.number, w.subject, null, w.prepared_person from orders.framework w where w.state = 'drafted'
    union all select 'swakelola', s.number, s.subject, s.ends_on, p.prepared_person from orders.swakelola s join orders.swakelola_paper p on p.facility_id = s.facility_id and p.swakelola_id = s.id and p.document is null and p.returned_at is null where s.state = 'open' and p.buyer_at is null
    order by by_day nulls last, number limit 60`);
}

/** Whether a paper belongs to an invented order, framework contract or swakelola file. */
export async function samplePaper(reader: Reader, subject_id: string): Promise<boolean> {
  return (await reader.one<{ is_sample: boolean }>(sql`
    select is_sample from orders.sales_order where id = ${subject_id}::uuid union all select is_sample from orders.framework where id = ${subject_id}::uuid union all select is_sample from orders.swakelola where id = ${subject_id}::uuid`)).is_sample;
}

import type { Reader } from '#kernel/db.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { ruleSnapshot, type RuleSnapshot } from './settlement.ts';
import type { Contribution } from './split.ts';

/** The rule in force for a facility, an activity and a day: the facility's own for the activity, its general one, then the national. */
export async function ruleInForce(reader: Reader, { facility_id, activity = '', day }: { facility_id: string; activity?: string; day: string }): Promise<RuleSnapshot> {
  const row = await reader.maybe(sql`
    select r.id, r.code, r.basis, r.team, r.legal_basis, lower(r.valid)::text as valid_from, (select json_agg(json_build_object('to', s.recipient, 'share_bp', s.share_bp) order by array_position(array['worker','capital','state','programme','partner'], s.recipient)) from pay.split_share s where s.rule_id = r.id) as shares
    from pay.split_rule r where r.valid @> ${day}::date and (r.facility_id is null or r.facility_id = ${facility_id}::uuid) and (r.activity = '' or r.activity = ${activity})
    order by r.facility_id nulls last, r.activity = '' limit 1`);
  if (!row) throw new Refusal('settlement.no_rule', { id: `Tidak ada aturan pembagian yang berlaku pada ${day}. Mintalah pusat menetapkannya.`, en: `No split rule is in force on ${day}. Ask headquarters to set one.` });
  return ruleSnapshot.parse(row);
}

export type Due = { facility_id: string; order_id: string; number: string; state: string; gross_idr: number; costs_idr: number; owed_idr: number; category: string };
/** What an order brought: what was accepted, its cash cost by the lots' own method, and what is still unpaid. */
export function dueOf(reader: Reader, order_number: string): Promise<Due> {
  return reader.one(sql`
    select o.facility_id, o.id as order_id, o.number, o.state,
      coalesce((select sum(h.accepted * l.unit_price_idr) from orders.handover_published h join orders.order_line_published l on l.facility_id = h.facility_id and l.id = h.line_id where h.facility_id = o.facility_id and h.order_id = o.id), 0)::bigint as gross_idr,
      coalesce((select sum(s.quantity * t.unit_cost_idr) from orders.shipment_published p join orders.shipment_line_published s on s.facility_id = p.facility_id and s.shipment_id = p.id join inventory.lot_published t on t.facility_id = s.facility_id and t.id = s.lot_id where p.facility_id = o.facility_id and p.order_id = o.id), 0)::bigint as costs_idr,
      (o.total_idr - coalesce((select sum(amount_idr) from orders.payment_published p where p.facility_id = o.facility_id and p.order_id = o.id), 0))::bigint as owed_idr,
      coalesce((select min(p.category) from orders.order_line_published l join products.product_published p on p.facility_id = l.facility_id and p.id = l.product_id where l.facility_id = o.facility_id and l.order_id = o.id), '') as category
    from orders.order_published o where o.number = ${order_number}`);
}

/** Who made what was shipped: through the lots to their work orders, each person's part scaled by how much of it this order took. */
export async function contributorsOf(reader: Reader, facility_id: string, order_id: string): Promise<Contribution[]> {
  const rows = await reader.all<{ worker_id: string; minutes: number; output: number; skill: number }>(sql`
    with taken as (
      select s.work_order_id, sum(s.quantity) as quantity from orders.shipment_published p join orders.shipment_line_published s on s.facility_id = p.facility_id and s.shipment_id = p.id
      where p.facility_id = ${facility_id} and p.order_id = ${order_id} and s.work_order_id is not null group by s.work_order_id
    ), made as (select w.id, greatest(1, coalesce((select sum(passed) from production.inspection_published i where i.facility_id = w.facility_id and i.work_order_id = w.id), 1)) as passed from production.work_order_published w where w.facility_id = ${facility_id})
    select c.worker_id, round(sum(c.minutes * t.quantity / m.passed))::int as minutes, round(sum(c.output * t.quantity / m.passed))::int as output, max(c.skill_level) as skill
    from taken t join made m on m.id = t.work_order_id join production.contribution_published c on c.facility_id = ${facility_id} and c.work_order_id = t.work_order_id group by c.worker_id order by c.worker_id`);
  return rows.map((row) => ({ worker: row.worker_id, minutes: row.minutes, output: row.output, skill: row.skill }));
}

export type SettlementRow = { facility_id: string; id: string; number: string; order_number: string; order_id: string; state: 'prepared' | 'approved' | 'refused'; rule: RuleSnapshot; gross_idr: number; costs_idr: number; basis_idr: number; on_day: string; prepared_by: string | null; prepared_person: string | null; prepared_at: Date; approved_at: Date | null; content_sha256: string; refusal_reason: string | null; shares: { to: string; amount_idr: number }[] };
const columns = sql`s.facility_id, s.id, s.number, s.order_number, s.order_id, s.state, s.rule, s.gross_idr, s.costs_idr, s.basis_idr, s.on_day, s.prepared_by, s.prepared_person, s.prepared_at, s.approved_at, s.content_sha256, s.refusal_reason,
  coalesce((select json_agg(json_build_object('to', h.recipient, 'amount_idr', h.amount_idr) order by array_position(array['worker','capital','state','programme','partner'], h.recipient)) from pay.settlement_share h where h.facility_id = s.facility_id and h.settlement_id = s.id), '[]') as shares`;
export function settlementById(reader: Reader, id: string): Promise<SettlementRow> {
  return reader.one(sql`select ${columns} from pay.settlement s where s.id = ${id}`);
}
export function settlementByNumber(reader: Reader, facility_id: string, number: string): Promise<SettlementRow> {
  return reader.one(sql`select ${columns} from pay.settlement s where s.facility_id = ${facility_id} and s.number = ${number}`);
}
export function settlements(reader: Reader, { facility_id, state = '', before = '', limit = 50 }: { facility_id: string; state?: string; before?: string; limit?: number }): Promise<SettlementRow[]> {
  return reader.all(sql`select ${columns} from pay.settlement s where s.facility_id = ${facility_id} and (${state} = '' or s.state = ${state}) and (${before} = '' or s.number < ${before}) order by s.number desc limit ${limit}`);
}
/** Handed over and paid, and not divided yet. */
export function waitingOrders(reader: Reader, facility_id: string): Promise<{ number: string; total_idr: number; owed_idr: number }[]> {
  return reader.all(sql`
    select o.number, o.total_idr, (o.total_idr - coalesce((select sum(amount_idr) from orders.payment_published p where p.facility_id = o.facility_id and p.order_id = o.id), 0))::bigint as owed_idr from orders.order_published o
    where o.facility_id = ${facility_id} and o.state = 'handed_over' and not exists (select 1 from pay.settlement s where s.facility_id = o.facility_id and s.order_id = o.id and s.state <> 'refused') order by o.number limit 100`);
}

export type PartRow = { worker_id: string; roster_code: string; name: string; minutes: number; output: number; skill_level: number; weight: number; amount_idr: number };
export function partsOf(reader: Reader, settlement_id: string): Promise<PartRow[]> {
  return reader.all(sql`select p.worker_id, w.roster_code, w.name, p.minutes, p.output, p.skill_level, p.weight, p.amount_idr from pay.settlement_worker p join workforce.worker_published w on w.facility_id = p.facility_id and w.id = p.worker_id where p.settlement_id = ${settlement_id} order by w.roster_code`);
}

export type SlipRow = { settlement: string; order_number: string; on_day: string; team: string; legal_basis: string; gross_idr: number; worker_share_idr: number; minutes: number; output: number; skill_level: number; weight: number; total_weight: number; people: number; amount_idr: number };
/** Each rupiah of a month, with what it was made of: the sale, the workers' share, and this person's part of it. */
export function slipLines(reader: Reader, { worker_id, month }: { worker_id: string; month: string }): Promise<SlipRow[]> {
  return reader.all(sql`
    select s.number as settlement, s.order_number, s.on_day, s.rule->>'team' as team, s.rule->>'legal_basis' as legal_basis, s.gross_idr, (select amount_idr from pay.settlement_share h where h.facility_id = s.facility_id and h.settlement_id = s.id and h.recipient = 'worker') as worker_share_idr,
      p.minutes, p.output, p.skill_level, p.weight, (select sum(weight) from pay.settlement_worker t where t.facility_id = s.facility_id and t.settlement_id = s.id)::bigint as total_weight, (select count(*) from pay.settlement_worker t where t.facility_id = s.facility_id and t.settlement_id = s.id) as people, p.amount_idr
    from pay.settlement_worker p join pay.settlement s on s.facility_id = p.facility_id and s.id = p.settlement_id where p.worker_id = ${worker_id} and s.state = 'approved' and to_char(s.on_day, 'YYYY-MM') = ${month} order by s.on_day, s.number`);
}
export function slipMonths(reader: Reader, worker_id: string): Promise<{ month: string; amount_idr: number }[]> {
  return reader.all(sql`select to_char(s.on_day, 'YYYY-MM') as month, sum(p.amount_idr)::bigint as amount_idr from pay.settlement_worker p join pay.settlement s on s.facility_id = p.facility_id and s.id = p.settlement_id where p.worker_id = ${worker_id} and s.state = 'approved' group by 1 order by 1 desc`);
}

export type DepositRow = { id: string; number: string; period: string; amount_idr: number; account_code: string; billing_code: string; billed_at: Date; expires_at: Date; ntpn: string | null; paid_at: Date | null; state: string; prepared_person: string | null };
export function deposits(reader: Reader, facility_id: string): Promise<DepositRow[]> {
  return reader.all(sql`select id, number, period, amount_idr, account_code, billing_code, billed_at, expires_at, ntpn, paid_at, state, prepared_person from pay.deposit where facility_id = ${facility_id} order by number desc limit 100`);
}
export function depositById(reader: Reader, id: string): Promise<DepositRow & { facility_id: string }> {
  return reader.one(sql`select facility_id, id, number, period, amount_idr, account_code, billing_code, billed_at, expires_at, ntpn, paid_at, state, prepared_person from pay.deposit where id = ${id}`);
}
/** The state's part that waits, named by settlement. */
export function undeposited(reader: Reader, facility_id: string): Promise<{ settlement_id: string; number: string; on_day: string; amount_idr: number }[]> {
  return reader.all(sql`
    select s.id as settlement_id, s.number, s.on_day, h.amount_idr from pay.settlement s join pay.settlement_share h on h.facility_id = s.facility_id and h.settlement_id = s.id and h.recipient = 'state'
    where s.facility_id = ${facility_id} and s.state = 'approved' and h.amount_idr > 0 and not exists (select 1 from pay.deposit_line l where l.facility_id = s.facility_id and l.settlement_id = s.id) order by s.on_day`);
}
export function withdrawals(reader: Reader, facility_id: string): Promise<{ id: string; number: string; worker_id: string; roster_code: string; kind: string; amount_idr: number; purpose: string; state: string; on_day: string; prepared_person: string | null }[]> {
  return reader.all(sql`select d.id, d.number, d.worker_id, w.roster_code, d.kind, d.amount_idr, d.purpose, d.state, d.on_day, d.prepared_person from pay.withdrawal d join workforce.worker_published w on w.facility_id = d.facility_id and w.id = d.worker_id where d.facility_id = ${facility_id} order by d.number desc limit 100`);
}
export function ruleList(reader: Reader): Promise<{ code: string; facility_name: string | null; basis: string; team: string; legal_basis: string; from: string; to: string | null; shares: { to: string; share_bp: number }[]; source: string }[]> {
  return reader.all(sql`select r.code, f.name as facility_name, r.basis, r.team, r.legal_basis, lower(r.valid) as from, upper(r.valid) as to, r.source, (select json_agg(json_build_object('to', s.recipient, 'share_bp', s.share_bp)) from pay.split_share s where s.rule_id = r.id) as shares from pay.split_rule r left join organisation.facility f on f.id = r.facility_id order by f.name nulls first, lower(r.valid) desc`);
}

/** A listing's price and what one piece costs in cash by its newest cost sheet. */
export function pricedOf(reader: Reader, product_id: string): Promise<{ price_idr: number; cash_cost_idr: number; category: string }> {
  return reader.one(sql`
    select l.price_idr, l.category, coalesce((select c.cash_cost_idr from products.cost_published c where c.facility_id = l.facility_id and c.product_id = l.product_id order by c.valid_from desc limit 1), 0)::bigint as cash_cost_idr
    from catalogue.listing_published l where l.product_id = ${product_id}`);
}

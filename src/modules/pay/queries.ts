import type { Reader } from '#kernel/db.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import type { Reading } from './reading.ts';
import { ruleSnapshot, type RuleSnapshot } from './settlement.ts';
import type { Basis, Contribution, Note, Recipient, Team, Traced } from './split.ts';

/** The rule in force for a facility, a partner's contract, an activity and a day: the contract's, the facility's own for the activity, its general one, then the national. */
export async function ruleInForce(reader: Reader, asked: RuleAsked): Promise<RuleSnapshot> {
  const rule = await ruleAsked(reader, asked);
  if (!rule) throw new Refusal('settlement.no_rule', { id: `Tidak ada aturan pembagian yang berlaku pada ${asked.day}. Mintalah pusat menetapkannya.`, en: `No split rule is in force on ${asked.day}. Ask headquarters to set one.` });
  return rule;
}

export type RuleAsked = { facility_id: string; activity?: string; contract?: string; day: string };
export async function ruleAsked(reader: Reader, { facility_id, activity = '', contract = '', day }: RuleAsked): Promise<RuleSnapshot | undefined> {
  const row = await reader.maybe<{ contract: string | null }>(sql`
    select r.id, r.code, r.basis, r.team, r.legal_basis, lower(r.valid)::text as valid_from, nullif(r.contract, '') as contract, (select json_agg(json_build_object('to', s.recipient, 'share_bp', s.share_bp) order by array_position(array['worker','capital','state','programme','partner'], s.recipient)) from pay.split_share s where s.rule_id = r.id) as shares
    from pay.split_rule r where r.valid @> ${day}::date and (r.facility_id is null or r.facility_id = ${facility_id}::uuid) and (r.activity = '' or r.activity = ${activity}) and (r.contract = '' or r.contract = ${contract})
    order by r.contract = '', r.facility_id nulls last, r.activity = '' limit 1`);
  return row === undefined ? undefined : ruleSnapshot.parse({ ...row, contract: row.contract ?? undefined });
}

export type Due = {
  facility_id: string; order_id: string; number: string; state: string; accepted_idr: number; costs_idr: number; owed_idr: number; paid_idr: number; delivery_idr: number; category: string;
  /** The partner's contract under which all of it was made; none when only some of it was, and then how much. */ contract: string; mixed_idr: number;
  /** How many returns, changes of price and deductions two persons agreed to since. */ adjustments: number;
};
/** What an order brought: what was accepted and kept at its price less what was taken off for lateness or a claim, its cash cost (selling included) by the cost sheet of the handover's day, what was paid and what is still unpaid. */
export function dueOf(reader: Reader, order_number: string): Promise<Due> {
  return reader.one(sql`
    with sold as (select facility_id, id, number, state, due_idr, (paid_idr - refunded_idr)::bigint as paid_idr, delivery_idr, credit_idr from orders.order_published where number = ${order_number}),
    handed as (select h.facility_id, h.line_id, h.on_day, h.accepted from orders.handover_published h join sold o on o.facility_id = h.facility_id and o.id = h.order_id),
    changed as (select a.* from orders.adjustment_published a join sold o on o.facility_id = a.facility_id and o.id = a.order_id),
    taken as (
      select t.facility_id, t.on_day, t.accepted, l.id as line_id, l.unit_price_idr, l.product_id
      from (select * from handed union all select c.facility_id, c.line_id, (select min(h.on_day) from handed h where h.line_id = c.line_id and h.accepted > 0), -c.quantity from changed c where c.kind = 'return') t join orders.order_line_published l on l.facility_id = t.facility_id and l.id = t.line_id),
    made as (
      select t.line_id, sum(t.accepted * t.unit_price_idr) as value_idr, coalesce((select c.contract from pay.contract_product c where c.facility_id = t.facility_id and c.product_id = t.product_id and c.valid @> min(t.on_day)), '') as contract
      from taken t group by t.facility_id, t.line_id, t.product_id having sum(t.accepted) > 0),
    under as (select case when count(distinct contract) = 1 then min(contract) else '' end as contract, case when count(distinct contract) > 1 then sum(value_idr) filter (where contract <> '') else 0 end as mixed_idr from made)
    select o.facility_id, o.id as order_id, o.number, o.state, (o.due_idr - o.paid_idr)::bigint as owed_idr, o.paid_idr, case when exists (select 1 from handed where accepted > 0) then o.delivery_idr else 0 end as delivery_idr, u.contract, coalesce(u.mixed_idr, 0)::bigint as mixed_idr,
      (coalesce((select sum(t.accepted * t.unit_price_idr) from taken t), 0) + coalesce((select sum(amount_idr) from changed where kind = 'price'), 0) - o.credit_idr)::bigint as accepted_idr,
      coalesce((select sum(t.accepted * (select c.cash_cost_idr from products.cost_published c where c.facility_id = t.facility_id and c.product_id = t.product_id order by c.valid_from <= t.on_day desc, c.valid_from desc limit 1)) from taken t), 0)::bigint as costs_idr,
      ((select count(*) from changed) + (select count(*) from orders.credit_published c where c.facility_id = o.facility_id and c.order_id = o.id))::int as adjustments, coalesce((select min(p.category) from orders.order_line_published l join products.product_published p on p.facility_id = l.facility_id and p.id = l.product_id where l.facility_id = o.facility_id and l.order_id = o.id), '') as category
    from sold o cross join under u`);
}

export type Makers = { contributions: Contribution[]; traced: Traced };
/**
 * Who made what was shipped: through the lots to their work orders, each person's part scaled by how much of the work order
 * this order took. Lots of no work order, or of one on which nobody's work is recorded, are counted by value as untraced.
 */
export async function makersOf(reader: Reader, facility_id: string, order_id: string): Promise<Makers> {
  const taken = sql`
    taken as (
      select s.work_order_id, sum(s.quantity) as quantity, sum(s.quantity * l.unit_price_idr) as value_idr from orders.shipment_published p join orders.shipment_line_published s on s.facility_id = p.facility_id and s.shipment_id = p.id
        join orders.order_line_published l on l.facility_id = s.facility_id and l.id = s.line_id where p.facility_id = ${facility_id} and p.order_id = ${order_id} group by s.work_order_id)`;
  const people = await reader.all<{ worker: string; code: string; minutes: number; output: number; skill: number }>(sql`
    with ${taken}, made as (select t.*, greatest(t.quantity, (select coalesce(sum(i.passed), 0) from production.inspection_published i where i.facility_id = ${facility_id} and i.work_order_id = t.work_order_id)) as passed from taken t)
    select c.worker_id as worker, w.roster_code as code, round(sum(c.minutes::numeric * m.quantity / m.passed), 3)::float8 as minutes, round(sum(c.output::numeric * m.quantity / m.passed), 3)::float8 as output, max(c.skill_level) as skill
    from made m join production.contribution_published c on c.facility_id = ${facility_id} and c.work_order_id = m.work_order_id
      join workforce.worker_published w on w.facility_id = ${facility_id} and w.id = c.worker_id group by c.worker_id, w.roster_code order by w.roster_code`);
  const traced = await reader.one<Traced>(sql`
    with ${taken}, marked as (select t.value_idr, exists (select 1 from production.contribution_published c where c.facility_id = ${facility_id} and c.work_order_id = t.work_order_id) as known from taken t)
    select coalesce(sum(value_idr) filter (where known), 0)::bigint as traced_idr, coalesce(sum(value_idr) filter (where not known), 0)::bigint as untraced_idr from marked`);
  return { contributions: people, traced };
}

export type SettlementRow = { facility_id: string; id: string; number: string; order_number: string; order_id: string; state: 'prepared' | 'approved' | 'refused' | 'reversed'; rule: RuleSnapshot; gross_idr: number; costs_idr: number; basis_idr: number; on_day: string; prepared_by: string | null; prepared_person: string | null; prepared_at: Date; approved_at: Date | null; content_sha256: string; refusal_reason: string | null; journal_id: string | null; notes: Note[]; reading: Reading; part: boolean; shares: { to: Recipient; amount_idr: number }[] };
const columns = sql`s.facility_id, s.id, s.number, s.order_number, s.order_id, s.state, s.rule, s.gross_idr, s.costs_idr, s.basis_idr, s.on_day, s.prepared_by, s.prepared_person, s.prepared_at, s.approved_at, s.content_sha256, s.refusal_reason, s.journal_id, s.notes, s.reading, s.part,
  coalesce((select json_agg(json_build_object('to', h.recipient, 'amount_idr', h.amount_idr) order by array_position(array['worker','capital','state','programme','partner'], h.recipient)) from pay.settlement_share h where h.facility_id = s.facility_id and h.settlement_id = s.id), '[]') as shares`;
export function settlementById(reader: Reader, id: string): Promise<SettlementRow> {
  return reader.one(sql`select ${columns} from pay.settlement s where s.id = ${id}`);
}
export function settlementByNumber(reader: Reader, facility_id: string, number: string): Promise<SettlementRow> {
  return reader.one(sql`select ${columns} from pay.settlement s where s.facility_id = ${facility_id} and s.number = ${number}`);
}
export function settlements(reader: Reader, { facility_id, state = '', month = '', before = '', limit = 50 }: { facility_id: string; state?: string; month?: string; before?: string; limit?: number }): Promise<SettlementRow[]> {
  return reader.all(sql`select ${columns} from pay.settlement s where s.facility_id = ${facility_id} and (${state} = '' or s.state = ${state}) and (${month} = '' or to_char(s.on_day, 'YYYY-MM') = ${month}) and (${before} = '' or s.number < ${before}) order by s.number desc limit ${limit}`);
}
/** Handed over, or taken in part, and not divided yet. */
export function waitingOrders(reader: Reader, facility_id: string): Promise<{ number: string; state: string; total_idr: number; owed_idr: number; paid_idr: number }[]> {
  return reader.all(sql`
    select o.number, o.state, o.total_idr, (o.due_idr - (o.paid_idr - o.refunded_idr))::bigint as owed_idr, (o.paid_idr - o.refunded_idr)::bigint as paid_idr from orders.order_published o
    where o.facility_id = ${facility_id} and (o.state = 'handed_over' or (o.state in ('accepted', 'in_production', 'ready', 'shipped') and o.paid_idr > 0 and exists (select 1 from orders.handover_published h where h.facility_id = o.facility_id and h.order_id = o.id and h.accepted > 0)))
      and not exists (select 1 from pay.settlement s where s.facility_id = o.facility_id and s.order_id = o.id and s.state not in ('refused', 'reversed')) order by o.number limit 100`);
}

export type PartRow = { worker_id: string; roster_code: string; name: string; minutes: number; output: number; skill_level: number; weight: number; amount_idr: number; why: unknown };
export function partsOf(reader: Reader, settlement_id: string): Promise<PartRow[]> {
  return reader.all(sql`select p.worker_id, w.roster_code, w.name, p.minutes, p.output, p.skill_level, p.weight, p.amount_idr, p.why from pay.settlement_worker p join workforce.worker_published w on w.facility_id = p.facility_id and w.id = p.worker_id where p.settlement_id = ${settlement_id} order by w.roster_code`);
}

export type SlipRow = {
  settlement: string; order_number: string; on_day: string; rule: RuleSnapshot; gross_idr: number; basis_idr: number; worker_share_idr: number; minutes: number; output: number; skill_level: number; weight: number; total_weight: number; people: number; amount_idr: number; why: unknown;
  /** Taken back: the opposite of the division, on its own day. */ reversal: string | null;
  /** What the line is: a division, its opposite, a difference, a decision on what was too much, or what came from the budget; with its own number. */ kind: 'division' | 'reversal' | 'difference' | 'claim' | 'realisation'; paper: string; before_idr: number; after_idr: number; because: string | null;
};
/** Each rupiah of a month, with what it was made of: the sale, the workers' share, and this person's part of it. */
export function slipLines(reader: Reader, { worker_id, month }: { worker_id: string; month: string }): Promise<SlipRow[]> {
  return reader.all(sql`
    select s.number as settlement, s.order_number, c.on_day, s.rule, s.gross_idr, s.basis_idr, (select amount_idr from pay.settlement_share h where h.facility_id = s.facility_id and h.settlement_id = s.id and h.recipient = 'worker') as worker_share_idr,
      case when c.kind = 'reversal' then coalesce(p.minutes, 0) else c.minutes end as minutes, case when c.kind = 'reversal' then coalesce(p.output, 0) else c.output end as output, coalesce(p.skill_level, 1) as skill_level, coalesce(p.weight, 0) as weight,
      coalesce((select sum(weight) from pay.settlement_worker t where t.facility_id = s.facility_id and t.settlement_id = s.id), 0)::bigint as total_weight, (select count(*) from pay.settlement_worker t where t.facility_id = s.facility_id and t.settlement_id = s.id) as people, c.amount_idr, coalesce(p.why, '[]') as why,
      case c.kind when 'reversal' then (select r.number from pay.reversal r where r.facility_id = s.facility_id and r.settlement_id = s.id and r.state = 'approved') end as reversal, c.kind, c.number as paper, coalesce(w.before_idr, 0) as before_idr, coalesce(w.after_idr, 0) as after_idr,
      coalesce(d.reason, r.paper, (select k.decision from pay.claim k where k.facility_id = c.facility_id and k.id = c.paper_id)) as because
    from pay.credit_published c join pay.settlement s on s.facility_id = c.facility_id and s.id = c.settlement_id left join pay.settlement_worker p on p.facility_id = c.facility_id and p.settlement_id = c.settlement_id and p.worker_id = c.worker_id
      left join pay.difference d on d.facility_id = c.facility_id and d.id = c.paper_id left join pay.difference_worker w on w.facility_id = c.facility_id and w.difference_id = c.paper_id and w.worker_id = c.worker_id left join pay.realisation r on r.facility_id = c.facility_id and r.id = c.paper_id
    where c.worker_id = ${worker_id} and c.on_day >= ${`${month}-01`}::date and c.on_day < (${`${month}-01`}::date + interval '1 month')::date order by c.on_day, s.number, c.kind`);
}
export function slipMonths(reader: Reader, worker_id: string): Promise<{ month: string; amount_idr: number }[]> {
  return reader.all(sql`select to_char(on_day, 'YYYY-MM') as month, sum(amount_idr)::bigint as amount_idr from pay.credit_published where worker_id = ${worker_id} group by 1 order by 1 desc`);
}

export type DepositRow = { id: string; number: string; period: string; amount_idr: number; account_code: string; billing_code: string; billed_at: Date; expires_at: Date; ntpn: string | null; paid_at: Date | null; state: string; prepared_person: string | null };
export function deposits(reader: Reader, facility_id: string): Promise<DepositRow[]> {
  return reader.all(sql`select id, number, period, amount_idr, account_code, billing_code, billed_at, expires_at, ntpn, paid_at, state, prepared_person from pay.deposit where facility_id = ${facility_id} order by number desc limit 100`);
}
export function depositById(reader: Reader, id: string): Promise<DepositRow & { facility_id: string }> {
  return reader.one(sql`select facility_id, id, number, period, amount_idr, account_code, billing_code, billed_at, expires_at, ntpn, paid_at, state, prepared_person from pay.deposit where id = ${id}`);
}
/** The state's part that waits, named by settlement or by its difference; below zero it lowers the next deposit. */
export function undeposited(reader: Reader, facility_id: string): Promise<{ settlement_id: string; difference_id: string | null; number: string; on_day: string; amount_idr: number }[]> {
  return reader.all(sql`
    select s.settlement_id, s.difference_id, s.number, s.on_day, s.due_idr as amount_idr from pay.state_due_published s
    where s.facility_id = ${facility_id} and not exists (select 1 from pay.deposit_line l join pay.deposit d on d.facility_id = l.facility_id and d.id = l.deposit_id where l.facility_id = s.facility_id and l.settlement_id = s.settlement_id and l.difference_id is not distinct from s.difference_id and d.state <> 'expired') order by s.on_day, s.number`);
}
export type WithdrawalRow = { id: string; number: string; worker_id: string; roster_code: string; kind: string; amount_idr: number; purpose: string; state: 'prepared' | 'approved' | 'refused' | 'returned'; on_day: string; prepared_person: string | null; refusal_reason: string | null; has_receipt: boolean };
export function withdrawals(reader: Reader, facility_id: string): Promise<WithdrawalRow[]> {
  return reader.all(sql`
    select d.id, d.number, d.worker_id, w.roster_code, d.kind, d.amount_idr, d.purpose, d.state, d.on_day, d.prepared_person, d.refusal_reason, d.receipt_code is not null as has_receipt from pay.withdrawal d join workforce.worker_published w on w.facility_id = d.facility_id and w.id = d.worker_id
    where d.facility_id = ${facility_id} order by d.state = 'prepared' desc, d.number desc limit 100`);
}

export type Spendable = { allowed_idr: number; taken_idr: number; waiting_idr: number; /** Kept until release. */ locked_idr: number; /** Held by a decision, on the day asked about. */ held_idr: number };
/**
 * What may be used inside: of every month's premi the share that was in force on its day, less what was taken for that use.
 * What a month leaves unused may be used later. `waiting_idr` is what is asked for and not decided, of any kind;
 * `locked_idr` is the dated share of each month that is kept until release, never more than the book holds. What came with a transfer counts as it stood.
 */
export function spendableOf(reader: Reader, facility_id: string, worker_id: string, day: string): Promise<Spendable> {
  // The few dated shares are read once, not looked up again for each month of ten years.
  const shareOf = (rule: string) => sql`coalesce((select sum(c.amount_idr * (select r.bp from share r where r.key = ${rule} and r.valid @> c.on_day order by r.facility_id nulls last limit 1)) / 10000 from credit c), 0)`;
  return reader.one(sql`
    with share as materialized (select key, facility_id, (value)::int as bp, valid from kernel.rule where key in ('savings.spendable_bp', 'savings.locked_bp') and (facility_id is null or facility_id = ${facility_id})),
      credit as materialized (
        select c.on_day, c.amount_idr from pay.credit_published c where c.facility_id = ${facility_id} and c.worker_id = ${worker_id} and c.kind in ('division', 'difference', 'realisation') and exists (select 1 from pay.settlement s where s.facility_id = c.facility_id and s.id = c.settlement_id and s.state = 'approved')
        union all select s.on_day, -x.amount_idr from pay.settlement_deduction x join pay.settlement s on s.facility_id = x.facility_id and s.id = x.settlement_id where x.facility_id = ${facility_id} and x.worker_id = ${worker_id} and s.state = 'approved'
        union all select r.on_day, l.net_idr from pay.run_line l join pay.run r on r.facility_id = l.facility_id and r.id = l.run_id where l.facility_id = ${facility_id} and l.worker_id = ${worker_id} and r.state = 'approved')
    select (${shareOf('savings.spendable_bp')} + coalesce((select sum(spendable_idr) from pay.carried_savings where facility_id = ${facility_id} and worker_id = ${worker_id}), 0)
      + coalesce((select sum(amount_idr) from pay.advance where facility_id = ${facility_id} and worker_id = ${worker_id} and state in ('approved', 'moved') and transfer_id is null), 0))::bigint as allowed_idr,
      least(pay.book(${facility_id}, ${worker_id}), ${shareOf('savings.locked_bp')} + coalesce((select sum(locked_idr) from pay.carried_savings where facility_id = ${facility_id} and worker_id = ${worker_id}), 0))::bigint as locked_idr, pay.held(${facility_id}, ${worker_id}, ${day}::date) as held_idr,
      coalesce((select sum(w.amount_idr) from pay.withdrawal w join pay.deduction_kind k on k.code = w.kind where w.facility_id = ${facility_id} and w.worker_id = ${worker_id} and w.state not in ('refused', 'returned') and k.limit_base = 'share_of_month'), 0)::bigint as taken_idr,
      coalesce((select sum(w.amount_idr) from pay.withdrawal w where w.facility_id = ${facility_id} and w.worker_id = ${worker_id} and w.state = 'prepared'), 0)::bigint as waiting_idr`);
}

/** How a kind of withdrawal is limited: a share of each month's premi, the whole balance, or what is there. */
export function limitOf(reader: Reader, kind: string): Promise<{ limit_base: string }> {
  return reader.one(sql`select limit_base from pay.deduction_kind where code = ${kind}`);
}

export type SplitRuleRow = { code: string; facility_name: string | null; activity: string; contract: string; basis: Basis; team: Team; legal_basis: string; from: string; to: string | null; shares: { to: Recipient; share_bp: number }[]; source: string };
export function ruleList(reader: Reader): Promise<SplitRuleRow[]> {
  return reader.all(sql`
    select r.code, f.name as facility_name, r.activity, r.contract, r.basis, r.team, r.legal_basis, lower(r.valid) as from, upper(r.valid) as to, r.source,
      coalesce((select json_agg(json_build_object('to', s.recipient, 'share_bp', s.share_bp) order by array_position(array['worker','capital','state','programme','partner'], s.recipient)) from pay.split_share s where s.rule_id = r.id), '[]') as shares
    from pay.split_rule r left join organisation.facility f on f.id = r.facility_id order by f.name nulls first, lower(r.valid) desc`);
}

/** A listing's price and what one piece costs in cash by the cost sheet of the day; nothing when it no longer stands in the window. */
export function pricedOf(reader: Reader, product_id: string, day: string): Promise<{ price_idr: number; cash_cost_idr: number; category: string } | undefined> {
  return reader.maybe(sql`
    select l.price_idr, l.category, coalesce((select c.cash_cost_idr from products.cost_published c where c.facility_id = l.facility_id and c.product_id = l.product_id order by c.valid_from <= ${day}::date desc, c.valid_from desc limit 1), 0)::bigint as cash_cost_idr
    from catalogue.listing_published l where l.product_id = ${product_id}`);
}
/** The partner's contract a product is made under on a day; none is the empty word. */
export async function contractOf(reader: Reader, { facility_id, product_id, day }: { facility_id: string; product_id: string; day: string }): Promise<string> {
  return (await reader.maybe<{ contract: string }>(sql`select contract from pay.contract_product where facility_id = ${facility_id} and product_id = ${product_id} and valid @> ${day}::date`))?.contract ?? '';
}
export function listedProducts(reader: Reader, facility_id: string): Promise<{ product_id: string }[]> {
  return reader.all(sql`select product_id from catalogue.listing_published where facility_id = ${facility_id} order by product_id`);
}

export type MonthRow = { month: string; settlements: number; waiting: number; gross_idr: number; worker_idr: number; state_idr: number };
/** The months in which something was divided, newest first. */
export function premiMonths(reader: Reader, facility_id: string): Promise<MonthRow[]> {
  return reader.all(sql`
    select to_char(s.on_day, 'YYYY-MM') as month, count(distinct s.id) as settlements, count(distinct s.id) filter (where s.state = 'prepared') as waiting, coalesce(sum(s.gross_idr) filter (where h.recipient = 'worker'), 0)::bigint as gross_idr,
      coalesce(sum(h.amount_idr) filter (where h.recipient = 'worker' and s.state = 'approved'), 0)::bigint as worker_idr, coalesce(sum(h.amount_idr) filter (where h.recipient = 'state' and s.state = 'approved'), 0)::bigint as state_idr
    from pay.settlement s join pay.settlement_share h on h.facility_id = s.facility_id and h.settlement_id = s.id where s.facility_id = ${facility_id} and s.state not in ('refused', 'reversed') group by 1 order by 1 desc limit 24`);
}

export type PaidRow = { worker_id: string; roster_code: string; name: string; settlements: number; days: number; minutes: number; output: number; amount_idr: number; kept_idr: number };
/** Everyone credited in a month, with the days they worked in it: the payment list. */
export function paidIn(reader: Reader, facility_id: string, month: string): Promise<PaidRow[]> {
  return reader.all(sql`
    select p.worker_id, w.roster_code, w.name, count(*) as settlements, sum(p.minutes)::int as minutes, sum(p.output)::int as output, sum(p.amount_idr)::bigint as amount_idr,
      coalesce((select sum(k.amount_idr) from pay.kept_back_published k where k.facility_id = p.facility_id and k.worker_id = p.worker_id and to_char(k.on_day, 'YYYY-MM') = ${month}), 0)::bigint as kept_idr,
      (select count(distinct n.day) from workshop.attendance_current a join workshop.session_published n on n.facility_id = a.facility_id and n.id = a.session_id where a.facility_id = p.facility_id and a.worker_id = p.worker_id and a.attended and to_char(n.day, 'YYYY-MM') = ${month}) as days
    from pay.credit_published p join workforce.worker_published w on w.facility_id = p.facility_id and w.id = p.worker_id
    where p.facility_id = ${facility_id} and to_char(p.on_day, 'YYYY-MM') = ${month} group by p.facility_id, p.worker_id, w.roster_code, w.name order by w.roster_code`);
}

/** Days and minutes somebody worked in a month, whatever has been sold of it. */
export function workedIn(reader: Reader, facility_id: string, worker_id: string, month: string): Promise<{ days: number; minutes: number }> {
  return reader.one(sql`
    select count(distinct n.day) as days, coalesce(sum(a.minutes), 0)::int as minutes from workshop.attendance_current a join workshop.session_published n on n.facility_id = a.facility_id and n.id = a.session_id
    where a.facility_id = ${facility_id} and a.worker_id = ${worker_id} and a.attended and to_char(n.day, 'YYYY-MM') = ${month}`);
}

export type DatedRule = { key: string; value: unknown; legal_basis: string; from: string; to: string | null; facility_name: string | null };
/** Every dated rule of the house with its legal basis. */
export function datedRules(reader: Reader): Promise<DatedRule[]> {
  return reader.all(sql`select r.key, r.value, r.legal_basis, lower(r.valid) as from, upper(r.valid) as to, f.name as facility_name from kernel.rule r left join organisation.facility f on f.id = r.facility_id order by r.key, f.name nulls first, lower(r.valid) desc`);
}
export type DeductionRow = { code: string; name_id: string; name_en: string; meaning: string; authority: string; max_bp: number | null; limit_base: string; source: string };
export function deductionKinds(reader: Reader): Promise<DeductionRow[]> {
  return reader.all(sql`select code, name_id, name_en, meaning, authority, max_bp, limit_base, source from pay.deduction_kind order by code`);
}

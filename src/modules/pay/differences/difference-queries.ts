import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { RuleSnapshot } from '../settlement.ts';
import type { Note, Recipient } from '../split.ts';
import type { Reading } from '../reading.ts';
import type { PersonDifference, ShareDifference, Standing } from './difference.ts';

/** What a settlement and its approved differences say by now: the sale that is divided, and each recipient's part. */
export function dividedSoFar(reader: Reader, settlement_id: string): Promise<{ gross_idr: number; shares: { to: Recipient; amount_idr: number }[] }> {
  return reader.one(sql`
    select coalesce((select d.gross_idr from pay.difference d where d.facility_id = s.facility_id and d.settlement_id = s.id and d.state = 'approved' order by d.number desc limit 1), s.gross_idr) as gross_idr,
      coalesce((select json_agg(json_build_object('to', h.recipient, 'amount_idr', h.amount_idr)) from (select recipient, sum(amount_idr)::bigint as amount_idr from pay.settlement_share_published p where p.facility_id = s.facility_id and p.settlement_id = s.id group by 1) h), '[]') as shares
    from pay.settlement s where s.id = ${settlement_id}`);
}

/** Where everyone of a settlement stands: the last division, what was paid or waits to be, and how much of that waits for the budget. */
export function standingOf(reader: Reader, settlement_id: string): Promise<Standing[]> {
  return reader.all(sql`
    with moved as (
      select w.worker_id, sum(w.applied_idr) as applied_idr, (array_agg(w.after_idr order by d.number desc))[1] as target_idr from pay.difference d join pay.difference_worker w on w.facility_id = d.facility_id and w.difference_id = d.id where d.settlement_id = ${settlement_id} and d.state = 'approved' group by 1),
    back as (select c.worker_id, sum(c.recovered_idr) as back_idr from pay.claim c join pay.difference d on d.facility_id = c.facility_id and d.id = c.difference_id where d.settlement_id = ${settlement_id} and c.state = 'closed' group by 1),
    brought as (select w.worker_id, sum(w.amount_idr) as brought_idr from pay.realisation_worker w join pay.realisation r on r.facility_id = w.facility_id and r.id = w.realisation_id and r.state = 'approved' where w.settlement_id = ${settlement_id} group by 1),
    first as (select worker_id, amount_idr from pay.settlement_worker where settlement_id = ${settlement_id})
    select worker_id as worker, coalesce(m.target_idr, f.amount_idr, 0)::bigint as target_idr, (coalesce(f.amount_idr, 0) + coalesce(m.applied_idr, 0) - coalesce(k.back_idr, 0))::bigint as kept_idr,
      (case when (select reading from pay.settlement where id = ${settlement_id}) = 'deposit_all' then greatest(0, coalesce(f.amount_idr, 0) + coalesce(m.applied_idr, 0) - coalesce(b.brought_idr, 0)) else 0 end)::bigint as waiting_idr
    from first f full join moved m using (worker_id) left join back k using (worker_id) left join brought b using (worker_id) order by worker_id`);
}

export type DifferenceRow = { facility_id: string; id: string; number: string; settlement_id: string; settlement: string; order_number: string; reading: Reading; reason: string; state: 'prepared' | 'approved' | 'refused'; rule: RuleSnapshot; gross_before_idr: number; gross_idr: number; costs_idr: number; basis_idr: number; notes: Note[]; whole: boolean; negative: 'facility_loss' | 'claim'; negative_basis: string; content_sha256: string; prepared_person: string | null; prepared_at: Date; on_day: string | null; refusal_reason: string | null; journal_id: string | null; shares: ShareDifference[] };
const columns = sql`
  select d.facility_id, d.id, d.number, d.settlement_id, s.number as settlement, s.order_number, d.reading, d.reason, d.state, d.rule, d.gross_before_idr, d.gross_idr, d.costs_idr, d.basis_idr, d.notes, d.whole, d.negative, d.negative_basis, d.content_sha256, d.prepared_person, d.prepared_at, d.on_day, d.refusal_reason, d.journal_id,
    coalesce((select json_agg(json_build_object('to', h.recipient, 'before_idr', h.before_idr, 'after_idr', h.after_idr) order by array_position(array['worker','capital','state','programme','partner'], h.recipient)) from pay.difference_share h where h.facility_id = d.facility_id and h.difference_id = d.id), '[]') as shares
  from pay.difference d join pay.settlement s on s.facility_id = d.facility_id and s.id = d.settlement_id`;
export function differenceById(reader: Reader, id: string): Promise<DifferenceRow> {
  return reader.one(sql`${columns} where d.id = ${id}::uuid`);
}
export function differencesOf(reader: Reader, settlement_id: string): Promise<DifferenceRow[]> {
  return reader.all(sql`${columns} where d.settlement_id = ${settlement_id} order by d.number`);
}
export function differencesIn(reader: Reader, facility_id: string): Promise<DifferenceRow[]> {
  return reader.all(sql`${columns} where d.facility_id = ${facility_id} order by d.state = 'prepared' desc, d.number desc limit 100`);
}
export type PersonRow = PersonDifference & { roster_code: string };
export function peopleOf(reader: Reader, difference_id: string): Promise<PersonRow[]> {
  return reader.all(sql`select p.worker_id as worker, w.roster_code, p.before_idr, p.after_idr, p.applied_idr, p.beyond_before_idr, p.beyond_after_idr from pay.difference_worker p join workforce.worker_published w on w.facility_id = p.facility_id and w.id = p.worker_id where p.difference_id = ${difference_id} order by w.roster_code`);
}

export type DueDifference = { settlement_id: string; number: string; order_number: string; on_day: string; why: 'adjusted' | 'rule' | 'part' };
/** Settlements that something came to after they were made: goods that came back, another price, a rule set for a day that is past, the rest of a first part. */
export function dueDifferences(reader: Reader, facility_id: string): Promise<DueDifference[]> {
  return reader.all(sql`
    with standing as (
      select s.facility_id, s.id, s.number, s.order_id, s.order_number, s.on_day, s.rule, s.part, coalesce(l.adjustments, s.adjustments) as adjustments, coalesce(l.rule->>'id', s.rule->>'id') as rule_id, coalesce(l.whole, not s.part) as whole
      from pay.settlement s left join lateral (select d.adjustments, d.rule, d.whole from pay.difference d where d.facility_id = s.facility_id and d.settlement_id = s.id and d.state = 'approved' order by d.number desc limit 1) l on true
      where s.facility_id = ${facility_id} and s.state = 'approved' and not exists (select 1 from pay.difference d where d.facility_id = s.facility_id and d.settlement_id = s.id and d.state = 'prepared'))
    select s.id as settlement_id, s.number, s.order_number, s.on_day, case when a.found then 'adjusted' when p.found then 'part' else 'rule' end as why
    from standing s cross join lateral (select (select count(*) from orders.adjustment_published a where a.facility_id = s.facility_id and a.order_id = s.order_id) + (select count(*) from orders.credit_published c where c.facility_id = s.facility_id and c.order_id = s.order_id) > s.adjustments as found) a
      cross join lateral (select not s.whole and exists (select 1 from orders.order_published o where o.facility_id = s.facility_id and o.id = s.order_id and o.state = 'handed_over' and o.due_idr <= o.paid_idr) as found) p
      -- The same rule's newer row for that day: the facility's own for the activity and contract that the settlement was made under, or one that outranks it.
      cross join lateral (select s.rule->>'contract' is null and exists (select 1 from pay.split_rule r where r.valid @> s.on_day and r.facility_id = s.facility_id and r.contract = '' and r.activity = '' and r.id::text <> s.rule_id and not exists (select 1 from pay.split_rule u where u.id::text = s.rule_id and u.facility_id = s.facility_id and u.activity <> '' and u.valid @> s.on_day)) as found) r
    where a.found or p.found or r.found order by s.number limit 100`);
}

export type ClaimRow = { facility_id: string; id: string; difference: string; settlement: string; worker_id: string; roster_code: string; amount_idr: number; state: 'open' | 'proposed' | 'closed'; recovered_idr: number | null; decision: string | null; proposed_person: string | null; on_day: string | null };
const claimRows = sql`
  select c.facility_id, c.id, d.number as difference, s.number as settlement, c.worker_id, w.roster_code, c.amount_idr, c.state, c.recovered_idr, c.decision, c.proposed_person, c.on_day
  from pay.claim c join pay.difference d on d.facility_id = c.facility_id and d.id = c.difference_id join pay.settlement s on s.facility_id = d.facility_id and s.id = d.settlement_id join workforce.worker_published w on w.facility_id = c.facility_id and w.id = c.worker_id`;
export function claims(reader: Reader, facility_id: string): Promise<ClaimRow[]> {
  return reader.all(sql`${claimRows} where c.facility_id = ${facility_id} order by c.state = 'closed', d.number desc, w.roster_code limit 100`);
}
export function claimById(reader: Reader, id: string): Promise<ClaimRow> {
  return reader.one(sql`${claimRows} where c.id = ${id}::uuid`);
}

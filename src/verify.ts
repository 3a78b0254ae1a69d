// Every invariant, looked at from outside with a superuser's eye: what must never be, counted. An empty list is a sound house.
import pg from 'pg';

export type Finding = { check: string; rule: string; broken: number; examples: string[] };

/** Each statement selects the things that are wrong, as text; none may come back. */
const checks: { check: string; rule: string; wrong: string }[] = [
  { check: 'journal.balanced', rule: 'every journal sums to zero over at least two lines', wrong: `
    select j.number from ledger.journal j left join ledger.posting p on p.facility_id = j.facility_id and p.journal_id = j.id group by j.facility_id, j.id, j.number having coalesce(sum(p.amount_idr), 0) <> 0 or count(p.line) < 2` },
  { check: 'balance.is_postings', rule: 'a balance is the sum of its postings', wrong: `
    select a.code from ledger.account a join ledger.balance b on b.facility_id = a.facility_id and b.account_id = a.id left join ledger.posting p on p.facility_id = a.facility_id and p.account_id = a.id
    group by a.facility_id, a.id, a.code, b.balance_idr having b.balance_idr <> coalesce(sum(p.amount_idr), 0)` },
  { check: 'savings.never_negative', rule: 'no savings book is below zero', wrong: `
    select a.code from ledger.account a join ledger.balance b on b.facility_id = a.facility_id and b.account_id = a.id where a.worker_id is not null and b.balance_idr > 0` },
  { check: 'savings.from_settlements', rule: 'what savings received from settlements is what settlements gave', wrong: `
    select w.worker_id::text from (select facility_id, worker_id, sum(amount_idr) as given from pay.settlement_worker sw where exists (select 1 from pay.settlement s where s.facility_id = sw.facility_id and s.id = sw.settlement_id and s.state in ('approved', 'reversed') and s.reading = 'split_first') group by 1, 2) w
    left join (select a.facility_id, a.worker_id, -sum(p.amount_idr) as credited from ledger.account a join ledger.posting p on p.facility_id = a.facility_id and p.account_id = a.id join ledger.journal j on j.facility_id = p.facility_id and j.id = p.journal_id where a.worker_id is not null and j.ref_type = 'settlement' group by 1, 2) c
      on c.facility_id = w.facility_id and c.worker_id = w.worker_id where w.given <> coalesce(c.credited, 0)` },
  { check: 'stock.is_moves', rule: 'what is on hand is the sum of moves', wrong: `
    select i.code from inventory.item i left join inventory.move m on m.facility_id = i.facility_id and m.item_id = i.id group by i.facility_id, i.id, i.code, i.on_hand having i.on_hand <> coalesce(sum(m.quantity), 0)` },
  { check: 'stock.reserved_is_reservations', rule: 'what is reserved is the sum of reservations, never beyond stock', wrong: `
    select i.code from inventory.item i left join inventory.reservation r on r.facility_id = i.facility_id and r.item_id = i.id group by i.facility_id, i.id, i.code, i.reserved, i.on_hand having i.reserved <> coalesce(sum(r.quantity), 0) or i.reserved > greatest(i.on_hand, 0)` },
  { check: 'lot.left', rule: 'a lot holds what was made less what left', wrong: `
    select l.code from inventory.lot l left join inventory.move m on m.facility_id = l.facility_id and m.lot_id = l.id and m.quantity < 0 group by l.facility_id, l.id, l.code, l.quantity, l.left_quantity having l.left_quantity <> l.quantity + coalesce(sum(m.quantity), 0)` },
  { check: 'settled.once', rule: 'an order is settled once', wrong: `
    select order_number from pay.settlement where state = 'approved' group by facility_id, order_number having count(*) > 1` },
  { check: 'reversal.whole', rule: 'a reversed settlement has its opposite in the books, by another person, and nothing else was reversed', wrong: `
    select s.number from pay.settlement s where s.state = 'reversed' and not exists (select 1 from pay.reversal r join ledger.journal j on j.facility_id = r.facility_id and j.id = r.journal_id and j.reverses = s.journal_id where r.facility_id = s.facility_id and r.settlement_id = s.id and r.state = 'approved' and r.approved_person is distinct from r.prepared_person)
    union all select s.number from pay.settlement s join pay.reversal r on r.facility_id = s.facility_id and r.settlement_id = s.id and r.state = 'approved' where s.state <> 'reversed'` },
  { check: 'settlement.to_the_rupiah', rule: 'shares and costs of a settlement make its gross; workers’ parts make the worker share', wrong: `
    select s.number from pay.settlement s where s.state <> 'refused' and (
      s.gross_idr <> (select coalesce(sum(h.amount_idr), 0) from pay.settlement_share h where h.facility_id = s.facility_id and h.settlement_id = s.id)
      or (select coalesce(sum(h.amount_idr), 0) from pay.settlement_share h where h.facility_id = s.facility_id and h.settlement_id = s.id and h.recipient = 'worker') <> (select coalesce(sum(w.amount_idr), 0) from pay.settlement_worker w where w.facility_id = s.facility_id and w.settlement_id = s.id))` },
  { check: 'difference.adds_up', rule: 'an approved difference moves each part from what was divided to what is, by another person, and what it credits is in the books; claims are what the books hold on 1310', wrong: `
    select d.number from pay.difference d where d.state <> 'refused' and (
      d.gross_idr - d.gross_before_idr <> (select coalesce(sum(h.after_idr - h.before_idr), 0) from pay.difference_share h where h.facility_id = d.facility_id and h.difference_id = d.id)
      or (select coalesce(sum(h.after_idr - h.before_idr), 0) from pay.difference_share h where h.facility_id = d.facility_id and h.difference_id = d.id and h.recipient = 'worker') <> (select coalesce(sum(w.after_idr - w.before_idr), 0) from pay.difference_worker w where w.facility_id = d.facility_id and w.difference_id = d.id))
    union all select d.number from pay.difference d where d.state = 'approved' and d.reading = 'split_first' and (select coalesce(sum(w.applied_idr), 0) from pay.difference_worker w where w.facility_id = d.facility_id and w.difference_id = d.id) <> (select coalesce(-sum(p.amount_idr), 0) from ledger.posting p join ledger.account a on a.facility_id = p.facility_id and a.id = p.account_id where p.facility_id = d.facility_id and p.journal_id = d.journal_id and a.worker_id is not null)
    union all select number from pay.difference where approved_person = prepared_person
    union all select f.code from organisation.facility f where coalesce((select sum(p.amount_idr) from ledger.posting_published p where p.facility_id = f.id and p.account = '1310'), 0) <> coalesce((select sum(c.amount_idr) from pay.claim c where c.facility_id = f.id and c.state <> 'closed'), 0)
    union all select id::text from pay.claim where closed_person = proposed_person` },
  { check: 'budget_waits.are_2700', rule: 'where everything is deposited, accounts 2700 and 2710 are what people and others still wait for, and 1300 is both, less what was paid beyond a part; what the budget brought is passed on whole, by another person', wrong: `
    select f.code from organisation.facility f cross join lateral (select coalesce(-sum(amount_idr) filter (where account = '2700'), 0) as people, coalesce(-sum(amount_idr) filter (where account = '2710'), 0) as others from ledger.posting_published p where p.facility_id = f.id) b
      cross join lateral (select coalesce(sum(w.amount_idr), 0) as people from pay.settlement_worker_published w join pay.settlement s on s.facility_id = w.facility_id and s.id = w.settlement_id and s.state = 'approved' and s.reading = 'deposit_all' where w.facility_id = f.id) e
      cross join lateral (select coalesce(sum(h.amount_idr), 0) as others from pay.settlement_share_published h join pay.settlement s on s.facility_id = h.facility_id and s.id = h.settlement_id and s.state = 'approved' and s.reading = 'deposit_all' where h.facility_id = f.id and h.recipient in ('capital', 'programme', 'partner')) o
      cross join lateral (select coalesce(sum(l.amount_idr) filter (where l.recipient = 'worker'), 0) as people, coalesce(sum(l.amount_idr) filter (where l.recipient <> 'worker'), 0) as others from pay.realisation_line l join pay.realisation r on r.facility_id = l.facility_id and r.id = l.realisation_id and r.state = 'approved' where l.facility_id = f.id) r
      where b.people <> e.people - r.people or b.others <> o.others - r.others
    union all select r.number from pay.realisation r where r.amount_idr <> (select coalesce(sum(l.amount_idr), 0) from pay.realisation_line l where l.facility_id = r.facility_id and l.realisation_id = r.id) or r.approved_person = r.prepared_person
      or (select coalesce(sum(l.amount_idr), 0) from pay.realisation_line l where l.facility_id = r.facility_id and l.realisation_id = r.id and l.recipient = 'worker') <> (select coalesce(sum(w.amount_idr), 0) from pay.realisation_worker w where w.facility_id = r.facility_id and w.realisation_id = r.id)` },
  { check: 'adjustment.by_two', rule: 'what came back or changed its price was agreed by another person, is in the books, and leaves no line below nothing', wrong: `
    select a.number from orders.adjustment a where a.state = 'approved' and (a.approved_person = a.prepared_person or a.amount_idr <> (select coalesce(sum(p.amount_idr), 0) from ledger.posting p join ledger.account c on c.facility_id = p.facility_id and c.id = p.account_id where p.facility_id = a.facility_id and p.journal_id = a.journal_id and c.code = '1200'))
    union all select l.id::text from orders.order_line l join (select facility_id, line_id, sum(quantity) as back, sum(amount_idr) as moved from orders.adjustment where state <> 'refused' group by 1, 2) a on a.facility_id = l.facility_id and a.line_id = l.id
      where a.back > (select coalesce(sum(h.accepted), 0) from orders.handover_line h where h.facility_id = l.facility_id and h.line_id = l.id) or a.moved + l.unit_price_idr * (select coalesce(sum(h.accepted), 0) from orders.handover_line h where h.facility_id = l.facility_id and h.line_id = l.id) < 0` },
  { check: 'wages.to_the_rupiah', rule: 'a pay run is the sum of its lines, parts and claims; what is approved is in the books once', wrong: `
    select r.number from pay.run r left join (select facility_id, run_id, sum(gross_idr) as gross, sum(deducted_idr) as kept, sum(net_idr) as net, count(*) as people from pay.run_line group by 1, 2) l on l.facility_id = r.facility_id and l.run_id = r.id
    where r.gross_idr <> coalesce(l.gross, 0) or r.deducted_idr <> coalesce(l.kept, 0) or r.people <> coalesce(l.people, 0)
      or (r.sequence = 1 and r.gross_idr <> (select coalesce(sum(p.amount_idr), 0) from pay.run_part p where p.facility_id = r.facility_id and p.run_id = r.id) + (select coalesce(sum(a.amount_idr), 0) from pay.run_allowance a where a.facility_id = r.facility_id and a.run_id = r.id))
      or r.deducted_idr <> (select coalesce(sum(d.amount_idr), 0) from pay.run_deduction d where d.facility_id = r.facility_id and d.run_id = r.id)
      or (r.state = 'approved' and l.net <> (select coalesce(-sum(p.amount_idr), 0) from ledger.posting p join ledger.account a on a.facility_id = p.facility_id and a.id = p.account_id where p.facility_id = r.facility_id and p.journal_id = r.journal_id and a.worker_id is not null))
    union all select id::text from pay.run where decided_person = prepared_person union all select id::text from pay.deduction where approved_person = recorded_person` },
  { check: 'lot_cost.is_draws', rule: 'lots of a finished order bear exactly what was drawn for it, and every newest sheet’s variances explain its difference', wrong: `
    select w.number from production.work_order w join costing.lot_sheet_published s on s.facility_id = w.facility_id and s.work_order_id = w.id where w.state = 'done' group by w.facility_id, w.id, w.number
      having bool_and(s.final) and sum(s.material_idr + s.auxiliary_idr + s.packaging_idr) <> (select coalesce(-sum(m.quantity * m.unit_cost_idr), 0) from inventory.move m where m.facility_id = w.facility_id and m.ref_type = 'work_order' and m.ref_id = w.number and m.reason in ('draw', 'draw_return'))
    union all select l.code from costing.lot_sheet s join inventory.lot l on l.facility_id = s.facility_id and l.id = s.lot_id where s.quantity <> l.quantity or s.price_variance_idr + s.usage_variance_idr + s.yield_variance_idr <> s.material_idr + s.auxiliary_idr + s.packaging_idr - s.standard_material_idr` },
  { check: 'price.margin_frozen', rule: 'a price keeps the basis, margin and policy it was proposed with; outside the policy it has a reason; another person approved it', wrong: `
    select id::text from products.price where basis is not null and (margin_idr <> amount_idr - basis_cost_idr or policy is null or (policy->>'outside')::boolean <> (outside_reason is not null))
    union all select p.id::text from products.price p join kernel.event e on e.verb = 'price.proposed' and e.facility_id = p.facility_id and e.subject_id = p.product_id::text and e.particulars->>'price_id' = p.id::text where p.margin_idr is distinct from (e.particulars->>'margin_idr')::bigint and p.basis is not null
    union all select id::text from products.local_content where state <> 'declared' and decided_person = declared_person` },
  { check: 'alarm.answered_in_turn', rule: 'an alarm’s answers follow each other, and only an answered one is sent back', wrong: `
    select w.alarm_id::text from costing.alarm_answer w left join costing.alarm_answer b on b.facility_id = w.facility_id and b.alarm_id = w.alarm_id and b.step = w.step - 1
    where (w.step > 1 and b.id is null) or (w.kind = 'returned' and (b.id is null or b.kind = 'returned')) or (w.kind <> 'returned' and b.kind = 'mended')` },
  { check: 'allowance.paid_once', rule: 'a bonus or allowance was approved by another person and is in one living run; lines carry what they were given', wrong: `
    select a.number from pay.allowance a where a.decided_person = a.prepared_person
    union all select a.number from pay.run_allowance x join pay.run r on r.facility_id = x.facility_id and r.id = x.run_id and r.state <> 'refused' join pay.allowance a on a.facility_id = x.facility_id and a.id = x.allowance_id group by a.facility_id, a.id, a.number having count(*) > 1 or min(a.state) <> 'approved' or min(x.amount_idr) <> min(a.amount_idr)
    union all select l.worker_id::text from pay.run_line l where l.allowance_idr <> (select coalesce(sum(x.amount_idr), 0) from pay.run_allowance x where x.facility_id = l.facility_id and x.run_id = l.run_id and x.worker_id = l.worker_id)` },
  { check: 'objection.leads_to_correction', rule: 'an objection that was upheld has its correction, and a correction settled without money was closed by another person than who answered', wrong: `
    select o.number from kiosk.objection o where o.outcome in ('upheld', 'partly') and not exists (select 1 from pay.correction c where c.facility_id = o.facility_id and c.objection = o.number and c.worker_id = o.worker_id)
    union all select c.objection from pay.correction c where c.state = 'none' and c.closed_person = c.answered_person
    union all select c.objection from pay.correction c left join pay.run r on r.facility_id = c.facility_id and r.id = c.run_id where c.state = 'paid' and r.state is distinct from 'approved'` },
  { check: 'hold.within_book', rule: 'what is held of a savings book is in it, and another person releases it than placed it', wrong: `
    select h.number from pay.hold h join workforce.worker w on w.facility_id = h.facility_id and w.id = h.worker_id join organisation.facility f on f.id = h.facility_id
      where w.state <> 'transferred' and h.released_at is null and upper(h.valid) > (now() at time zone f.timezone)::date and pay.held(h.facility_id, h.worker_id, (now() at time zone f.timezone)::date) > pay.book(h.facility_id, h.worker_id)
    union all select number from pay.hold where released_person = placed_person` },
  { check: 'payout.has_receipt', rule: 'money that left for good has its receipt, and the heirs of a dead person share all of it', wrong: `
    select w.number from pay.withdrawal w left join kernel.document d on d.code = w.receipt_code where w.state = 'approved' and w.kind in ('RELEASE_PAYOUT', 'DEATH_HEIRS') and w.receipt_code is not null and (d.code is null or (d.content->>'amount_idr')::bigint <> w.amount_idr)
    union all select w.number from pay.withdrawal w join workforce.worker p on p.facility_id = w.facility_id and p.id = w.worker_id left join pay.heir h on h.facility_id = w.facility_id and h.withdrawal_id = w.id where w.kind = 'DEATH_HEIRS' group by w.facility_id, w.id, w.number, w.amount_idr, p.state having coalesce(sum(h.amount_idr), 0) <> w.amount_idr or p.state <> 'died'` },
  { check: 'custody.by_consent', rule: 'where savings lie was consented to before, and approved by another person; a bank account is the person’s own', wrong: `
    select c.id::text from pay.custody c left join pay.payee p on p.facility_id = c.facility_id and p.id = c.payee_id where c.approved_person = c.recorded_person or c.consent_on > lower(c.valid) or (c.payee_id is not null and (p.worker_id <> c.worker_id or p.relation <> 'own'))` },
  { check: 'savings.followed', rule: 'nobody who was received elsewhere has money left here', wrong: `
    select w.roster_code from workforce.worker w where w.state = 'transferred' and pay.book(w.facility_id, w.id) > 0 and exists (select 1 from workforce.transfer t where t.facility_id = w.facility_id and t.worker_id = w.id and t.state = 'received')` },
  { check: 'team_split.frozen', rule: 'a team’s way was adopted by another person for days to come, and every work order keeps the way that held when it began', wrong: `
    select t.id::text from pay.team_split t where t.state = 'approved' and (t.decided_person = t.prepared_person or lower(t.valid) <= t.decided_on or t.hours_bp + t.skill_bp + t.output_bp + t.equal_bp <> 10000)
    union all select w.number from pay.batch_split b join production.work_order w on w.facility_id = b.facility_id and w.id = b.work_order_id join products.product p on p.facility_id = w.facility_id and p.id = w.product_id join organisation.facility f on f.id = w.facility_id
      where b.split_id is distinct from (select t.id from pay.team_split t where t.facility_id = w.facility_id and t.state = 'approved' and (t.activity = '' or t.activity = p.category) and t.valid @> (w.created_at at time zone f.timezone)::date order by t.activity = '' limit 1)` },
  { check: 'advance.never_beyond', rule: 'advances were given by two persons and repaid never beyond what was given; account 1320 is what is left of them', wrong: `
    select a.number from pay.advance a left join pay.deduction d on d.facility_id = a.facility_id and d.id = a.deduction_id where a.decided_person = a.prepared_person or (a.state in ('approved', 'moved') and (d.id is null or d.total_idr <> a.amount_idr or d.taken_idr > a.amount_idr))
    union all select f.code from organisation.facility f where coalesce((select sum(p.amount_idr) from ledger.posting_published p where p.facility_id = f.id and p.account = '1320'), 0) <> coalesce((select sum(a.amount_idr - d.taken_idr) from pay.advance a join pay.deduction d on d.facility_id = a.facility_id and d.id = a.deduction_id where a.facility_id = f.id and a.state = 'approved'), 0)` },
  { check: 'claims.are_taken', rule: 'what a claim took is what approved runs and settlements kept back for it, and no part was cut beyond itself', wrong: `
    select d.id::text from pay.deduction d where d.taken_idr <> coalesce((select sum(x.amount_idr) from pay.run_deduction x join pay.run r on r.facility_id = x.facility_id and r.id = x.run_id and r.state = 'approved' where x.facility_id = d.facility_id and x.deduction_id = d.id), 0)
      + coalesce((select sum(x.amount_idr) from pay.settlement_deduction x join pay.settlement s on s.facility_id = x.facility_id and s.id = x.settlement_id and s.state = 'approved' where x.facility_id = d.facility_id and x.deduction_id = d.id), 0)
    union all select s.number from pay.settlement_deduction x join pay.settlement s on s.facility_id = x.facility_id and s.id = x.settlement_id join pay.settlement_worker p on p.facility_id = x.facility_id and p.settlement_id = x.settlement_id and p.worker_id = x.worker_id group by s.facility_id, s.number, p.worker_id, p.amount_idr having sum(x.amount_idr) > p.amount_idr` },
  { check: 'claims.handed_on', rule: 'account 2600 is what was kept back for others and not handed on, and nobody approved their own handover', wrong: `
    select f.code from organisation.facility f where coalesce((select -sum(p.amount_idr) from ledger.posting_published p where p.facility_id = f.id and p.account = '2600'), 0) <>
      coalesce((select sum(d.taken_idr) from pay.deduction d where d.facility_id = f.id and d.kind <> 'LOAN_ADVANCE'), 0) - coalesce((select sum(c.amount_idr) from pay.claim_payment c where c.facility_id = f.id and c.state = 'approved'), 0)
    union all select number from pay.claim_payment where decided_person = prepared_person` },
  { check: 'deposit.lines', rule: 'a deposit is the sum of the state’s parts it carries', wrong: `
    select d.number from pay.deposit d left join pay.deposit_line l on l.facility_id = d.facility_id and l.deposit_id = d.id group by d.facility_id, d.id, d.number, d.amount_idr having d.amount_idr <> coalesce(sum(l.amount_idr), 0)` },
  { check: 'receivables.are_1200', rule: 'account 1200 is what orders owe: every posting is an order’s, a sale is what it owes, payments and refunds are the recorded ones', wrong: `
    select p.number from ledger.posting_published p where p.account = '1200' and (p.kind not in ('sale', 'payment', 'refund', 'credit') or p.ref_type not in ('handover', 'payment', 'refund', 'adjustment', 'credit'))
    union all select o.number from orders.order_published o join (select h.facility_id, h.order_id, sum(p.amount_idr) as sold_idr from ledger.posting_published p join (select facility_id, id, order_id from orders.handover_published union select facility_id, id, order_id from orders.adjustment_published) h on h.facility_id = p.facility_id and h.id = p.ref_id::uuid where p.account = '1200' and p.ref_type in ('handover', 'adjustment') group by 1, 2) s on s.facility_id = o.facility_id and s.order_id = o.id
      where o.state in ('handed_over', 'settled') and s.sold_idr - o.credit_idr <> o.due_idr
    union all select o.number from orders.sales_order o join orders.credit c on c.facility_id = o.facility_id and c.order_id = o.id where c.amount_idr <> coalesce((select -sum(p.amount_idr) from ledger.posting_published p where p.facility_id = c.facility_id and p.account = '1200' and p.kind = 'credit' and p.ref_id = c.id::text), 0)
    union all select f.code from organisation.facility f join (select facility_id, -sum(amount_idr) as posted_idr from ledger.posting_published where account = '1200' and kind in ('payment', 'refund') group by 1) p on p.facility_id = f.id
      where p.posted_idr <> (select coalesce(sum(o.paid_idr - o.refunded_idr), 0) from orders.order_published o where o.facility_id = f.id)` },
  { check: 'cash.is_in_hands', rule: 'account 1110 is the cash in somebody’s hands or on its way, each source once, by two persons', wrong: `
    select f.code from organisation.facility f where coalesce((select sum(p.amount_idr) from ledger.posting_published p where p.facility_id = f.id and p.account = '1110'), 0) <>
      coalesce((select sum(p.amount_idr) from ledger.posting_published p where p.facility_id = f.id and p.account = '1110' and p.kind = 'payment' and not exists (select 1 from pay.cash_source s join pay.cash_bundle b on b.facility_id = s.facility_id and b.id = s.bundle_id and b.state = 'taken' where s.facility_id = p.facility_id and s.payment_id = p.ref_id::uuid)), 0)
      + coalesce((select sum(b.counted_idr) from pay.cash_bundle b where b.facility_id = f.id and b.state = 'taken' and b.kind = 'person' and not exists (select 1 from pay.cash_source s join pay.cash_bundle l on l.facility_id = s.facility_id and l.id = s.bundle_id and l.state = 'taken' where s.facility_id = b.facility_id and s.earlier_id = b.id)), 0)
    union all select number from pay.cash_bundle where taken_person = given_person
    union all select b.number from pay.cash_bundle b left join pay.cash_source s on s.facility_id = b.facility_id and s.bundle_id = b.id group by b.facility_id, b.id, b.number, b.given_idr having b.given_idr <> coalesce(sum(s.amount_idr), 0)
    union all select b.number from pay.cash_bundle b where b.state = 'taken' and b.counted_idr <> b.given_idr and not exists (select 1 from pay.cash_difference d where d.facility_id = b.facility_id and d.bundle_id = b.id and d.difference_idr = b.counted_idr - b.given_idr)` },
  { check: 'bank_file.sums', rule: 'a bank file is the sum of its lines, each withdrawal is in one living file, and what failed is back in the savings', wrong: `
    select b.number from pay.bank_file b left join pay.bank_line l on l.facility_id = b.facility_id and l.file_id = b.id group by b.facility_id, b.id, b.number, b.total_idr, b.lines having b.total_idr <> coalesce(sum(l.amount_idr), 0) or b.lines <> count(l.line)
    union all select w.number from pay.withdrawal w join pay.bank_line l on l.facility_id = w.facility_id and l.withdrawal_id = w.id join pay.bank_file b on b.facility_id = l.facility_id and b.id = l.file_id and b.state <> 'refused' group by w.facility_id, w.id, w.number having count(*) > 1
    union all select w.number from pay.withdrawal w where (w.state = 'returned') <> exists (select 1 from pay.bank_answer a join pay.bank_line l on l.facility_id = a.facility_id and l.file_id = a.file_id and l.line = a.line join ledger.journal j on j.facility_id = a.facility_id and j.id = a.journal_id and j.reverses = w.journal_id where a.facility_id = w.facility_id and l.withdrawal_id = w.id and a.result = 'failed')
    union all select number from pay.bank_file where released_person = prepared_person` },
  { check: 'month.closed_by_list', rule: 'a month closed by the checklist was closed with nothing in its way, or with a reason another person granted', wrong: `
    select to_char(c.month, 'YYYY-MM') from pay.month_closure c cross join jsonb_array_elements(c.items) i where (i->>'open')::int > 0 and (i->>'blocking')::boolean and i->>'reason' is null
    union all select id::text from pay.close_excuse where decided_person = asked_person union all select year::text from pay.year_closure where approved_person = asked_person
    union all select y.year::text from pay.year_closure y join ledger.period_published p on p.facility_id = y.facility_id and extract(year from p.month) = y.year and p.closed_at is null and p.journals > 0 where y.approved_at is not null` },
  { check: 'two_persons', rule: 'who prepares never approves', wrong: `
    select number from pay.settlement where approved_person = prepared_person union all select number from pay.withdrawal where approved_person = prepared_person
    union all select number from pay.deposit where paid_recorded_person = prepared_person union all select number from orders.sales_order where committed_person = placed_person` },
  { check: 'promise.complete', rule: 'every accepted line has its promised day', wrong: `
    select o.number from orders.sales_order o join orders.order_line l on l.facility_id = o.facility_id and l.order_id = o.id where o.state not in ('placed', 'cancelled') and not exists (select 1 from orders.promise p where p.facility_id = l.facility_id and p.line_id = l.id and p.kind = 'promised')` },
  { check: 'shipped.not_beyond_order', rule: 'no line ships more than was ordered', wrong: `
    select o.number from orders.order_line l join orders.sales_order o on o.facility_id = l.facility_id and o.id = l.order_id join orders.shipment_line s on s.facility_id = l.facility_id and s.line_id = l.id group by l.facility_id, l.id, o.number, l.quantity having sum(s.quantity) > l.quantity` },
  { check: 'refund.within_paid', rule: 'what went back to a buyer is within what was paid and not owed', wrong: `
    select o.number from orders.order_published o where o.refunded_idr > 0 and o.refunded_idr > o.paid_idr - o.due_idr
    union all select r.number from orders.refund r where r.state = 'approved' and (r.approved_person = r.prepared_person or r.journal_id is null)` },
  { check: 'addendum.chain', rule: 'an order is what its letter says, changed by agreed addenda alone, each beginning where the one before ended, by three persons', wrong: `
    select o.number from orders.sales_order o where o.goods_idr <> (select sum(l.amount_idr) from orders.order_line l where l.facility_id = o.facility_id and l.order_id = o.id)
    union all select o.number from orders.addendum_line c join orders.addendum a on a.facility_id = c.facility_id and a.id = c.addendum_id and a.state = 'agreed' join orders.sales_order o on o.facility_id = a.facility_id and o.id = a.order_id join orders.order_line l on l.facility_id = c.facility_id and l.id = c.line_id
      cross join lateral (select n.quantity_before, n.price_before_idr from orders.addendum_line n join orders.addendum b on b.facility_id = n.facility_id and b.id = n.addendum_id and b.state = 'agreed' and b.sequence > a.sequence where n.facility_id = c.facility_id and n.line_id = c.line_id union all select l.quantity, l.unit_price_idr limit 1) next
      where (c.quantity_after, c.price_after_idr) <> (next.quantity_before, next.price_before_idr)
    union all select o.number from orders.sales_order o join kernel.document d on d.kind = 'surat-pesanan' and d.subject_kind = 'order' and d.subject_id = o.id::text
      where (d.content ->> 'total_idr')::bigint <> o.total_idr - coalesce((select sum(a.total_after_idr - a.total_before_idr) from orders.addendum a where a.facility_id = o.facility_id and a.order_id = o.id and a.state = 'agreed'), 0)
    union all select o.number from orders.addendum a join orders.sales_order o on o.facility_id = a.facility_id and o.id = a.order_id where a.state = 'agreed' and (a.prepared_person = a.signed_person or a.ended_person in (a.prepared_person, a.signed_person))` },
  { check: 'promise.immutable', rule: 'promises stand as they were said: every change that was told is there, and nothing lets a row be rewritten', wrong: `
    select e.particulars ->> 'number' from kernel.event e where e.verb = 'promise.changed' and not exists (select 1 from orders.promise p join orders.order_line l on l.facility_id = p.facility_id and l.id = p.line_id
      where p.facility_id = e.facility_id and l.order_id = e.subject_id::uuid and p.kind = 'changed' and l.line = (e.particulars ->> 'line')::int and p.day = (e.particulars ->> 'day')::date and p.reason = e.particulars ->> 'reason')
    union all select 'orders.promise' where not exists (select 1 from pg_trigger where tgrelid = 'orders.promise'::regclass and tgname = 'insert_only' and tgenabled = 'A')
    union all select o.number from orders.promise p join orders.order_line l on l.facility_id = p.facility_id and l.id = p.line_id join orders.sales_order o on o.facility_id = l.facility_id and o.id = l.order_id where p.addendum_id is not null and not exists (select 1 from orders.addendum a where a.facility_id = p.facility_id and a.id = p.addendum_id and a.state = 'agreed')` },
  { check: 'places.add_up', rule: 'what the places of an order get is what was ordered, and nothing more is sent to one than its share', wrong: `
    select o.number from orders.order_place_line s join orders.order_line l on l.facility_id = s.facility_id and l.id = s.line_id join orders.sales_order o on o.facility_id = l.facility_id and o.id = l.order_id group by o.number, l.facility_id, l.id, l.quantity having sum(s.quantity) <> l.quantity
    union all select o.number from orders.order_place_line s join orders.sales_order o on o.facility_id = s.facility_id and o.id = s.order_id where s.quantity < coalesce((select sum(x.quantity) from orders.shipment_line x join orders.shipment m on m.facility_id = x.facility_id and m.id = x.shipment_id where x.facility_id = s.facility_id and x.line_id = s.line_id and m.place = s.place), 0)` },
  { check: 'framework.called_within', rule: 'what is called from a framework contract is what its living orders keep, never beyond its quantity or value', wrong: `
    select w.number from orders.framework w where w.called_idr > w.max_idr or w.called_idr <> coalesce((select sum(l.amount_idr) - coalesce(sum((select coalesce(sum(h.rejected), 0) from orders.handover_line h where h.facility_id = l.facility_id and h.line_id = l.id) * l.unit_price_idr + coalesce((select q.quantity from orders.shortfall q where q.facility_id = l.facility_id and q.line_id = l.id), 0) * l.unit_price_idr), 0)
      from orders.order_line l join orders.sales_order o on o.facility_id = l.facility_id and o.id = l.order_id where o.facility_id = w.facility_id and o.framework_id = w.id and l.framework_line_id is not null and o.state <> 'cancelled'), 0)
    union all select w.number from orders.framework_line f join orders.framework w on w.facility_id = f.facility_id and w.id = f.framework_id where f.called_quantity > f.max_quantity or f.called_quantity <> coalesce((select sum(l.quantity - (select coalesce(sum(h.rejected), 0) from orders.handover_line h where h.facility_id = l.facility_id and h.line_id = l.id) - coalesce((select q.quantity from orders.shortfall q where q.facility_id = l.facility_id and q.line_id = l.id), 0))
      from orders.order_line l join orders.sales_order o on o.facility_id = l.facility_id and o.id = l.order_id where l.facility_id = f.facility_id and l.framework_line_id = f.id and o.state <> 'cancelled'), 0)` },
  { check: 'cancelled.holds_nothing', rule: 'a cancelled order holds no goods', wrong: `
    select o.number from orders.sales_order o join orders.order_line l on l.facility_id = o.facility_id and l.order_id = o.id join inventory.reservation r on r.facility_id = l.facility_id and r.ref_type = 'order_line' and r.ref_id = l.id::text where o.state = 'cancelled'` },
  { check: 'interest.follows_steps', rule: 'a firm’s interest stands where its last step left it', wrong: `
    select i.number from partnerships.interest i left join lateral (select s.state from partnerships.interest_step s where s.facility_id = i.facility_id and s.interest_id = i.id order by s.seq desc limit 1) l on true where i.state <> coalesce(l.state, 'sent')` },
  { check: 'waiver.follows_steps', rule: 'a request to buy elsewhere stands where its last step left it, and was approved and decided by others than had a hand in it', wrong: `
    select w.number from procurement.waiver w left join lateral (select s."to", s.seq from procurement.waiver_step s where s.waiver_id = w.id order by s.seq desc limit 1) l on true where w.state <> coalesce(l."to", 'draft') or w.steps <> coalesce(l.seq, 0)
    union all select number from procurement.waiver where approved_person = any (hands) or decided_person = any (hands) or decided_person = approved_person or appeal_decided_person = any (hands) or appeal_decided_person in (approved_person, decided_person)
    union all select code from procurement.duty_rule where approved_person = proposed_person` },
  { check: 'permit.within_quantity', rule: 'a permit stands on a grant, allows no more than was asked, and what was bought on it is within it and before it was revoked', wrong: `
    select p.number from procurement.permit p join procurement.waiver w on w.id = p.waiver_id where w.state <> 'granted' union all select w.number from procurement.waiver w where w.state = 'granted' and not exists (select 1 from procurement.permit p where p.waiver_id = w.id)
    union all select p.number from procurement.permit_line l join procurement.permit p on p.id = l.permit_id left join procurement.waiver_line a on a.waiver_id = p.waiver_id and a.line = l.line where l.quantity > coalesce(a.quantity, 0)
      or l.used > l.quantity or l.used <> (select coalesce(sum(u.quantity), 0) from procurement.permit_use u where u.permit_id = l.permit_id and u.line = l.line)
    union all select p.number from procurement.permit p join procurement.permit_use u on u.permit_id = p.id where u.recorded_at > p.revoked_at or not p.valid @> u.used_on` },
  { check: 'need.confirmed_by_somebody', rule: 'a confirmed need says who confirmed it and which goods are meant', wrong: `
    select id::text from procurement.need where (state = 'confirmed') <> (confirmed_at is not null and confirmed_person is not null) or (state = 'confirmed' and unspsc is null and category is null)` },
  { check: 'loop.reserved_within_announced', rule: 'what is reserved is the sum of reservations, never beyond what was announced, and no announcement was made by who prepared it', wrong: `
    select k.code from procurement.announcement_line l join procurement.survey_kind k on k.id = l.kind_id left join procurement.reservation r on r.announcement_id = l.announcement_id and r.kind_id = l.kind_id group by l.announcement_id, l.kind_id, k.code, l.reserved, l.quantity having l.reserved <> coalesce(sum(r.quantity - r.released), 0) or l.reserved > l.quantity
    union all select number from procurement.announcement where state = 'announced' and decided_person = prepared_person` },
  { check: 'loop.called_within_reserved', rule: 'what is called off and released is what the rows say, never beyond the reservation', wrong: `
    select r.number from procurement.reservation r where r.called + r.released > r.quantity or r.released <> (select coalesce(sum(quantity), 0) from procurement.reservation_release where reservation_id = r.id)
      or r.called <> (select coalesce(sum(c.quantity - coalesce((select sum(b.quantity) from procurement.call_off_return b where b.call_off_id = c.id), 0)), 0) from procurement.call_off c where c.reservation_id = r.id)` },
  { check: 'allocation.to_the_piece', rule: 'a solved allocation serves each demand or names its shortage to the piece, within every plan, adopted by a second person', wrong: `
    select v.id::text from procurement.allocation v join procurement.announcement a on a.id = v.announcement_id join procurement.demand_line d on d.survey_id = a.survey_id join procurement.announcement_line l on l.announcement_id = a.id and l.kind_id = d.kind_id
      where v.state in ('draft', 'adopted', 'replaced') and d.state = 'stated' and d.quantity <> coalesce((select sum(c.quantity) from procurement.allocation_cell c where c.allocation_id = v.id and c.demand_line_id = d.id), 0) + coalesce((select s.quantity from procurement.allocation_shortage s where s.allocation_id = v.id and s.demand_line_id = d.id), 0)
    union all select c.allocation_id::text from procurement.allocation_cell c join procurement.supply_line s on s.facility_id = c.facility_id and s.kind_id = c.kind_id group by c.allocation_id, c.facility_id, c.kind_id, s.quantity having sum(c.quantity) > s.quantity
    union all select id::text from procurement.allocation where adopted_person = asked_person` },
  { check: 'session.closed_clean', rule: 'no closed session has a tool out unreported or a person unmarked', wrong: `
    select s.id::text from workshop.session s where s.state = 'closed' and (exists (select 1 from workshop.tool_loan l where l.facility_id = s.facility_id and l.session_id = s.id and l.in_at is null and not exists (select 1 from workshop.incident i where i.facility_id = l.facility_id and i.tool_id = l.tool_id and i.kind = 'tool_missing'))
      or exists (select 1 from workshop.roster r where r.facility_id = s.facility_id and r.session_id = s.id and not exists (select 1 from workshop.attendance a where a.facility_id = r.facility_id and a.session_id = r.session_id and a.worker_id = r.worker_id)))` },
  { check: 'capture.once', rule: 'a mark that came from a device has its capture, and an accepted attendance capture its one mark', wrong: `
    select a.id::text from workshop.attendance a left join workshop.capture c on c.facility_id = a.facility_id and c.id = a.capture_id where a.capture_id is not null and (c.id is null or c.result = 'rejected')
    union all select c.id::text from workshop.capture c where c.type = 'attendance' and c.result <> 'rejected' and c.device_id is not null and not exists (select 1 from workshop.attendance a where a.facility_id = c.facility_id and a.capture_id = c.id)` },
  { check: 'inspection.second_person', rule: 'whoever recorded output did not inspect it', wrong: `
    select i.id::text from production.inspection i join production.output o on o.facility_id = i.facility_id and o.work_order_id = i.work_order_id and o.recorded_by = i.inspector_id` },
  { check: 'budget.ceiling_is_facts', rule: 'a budget line is what was bound and paid on it, never beyond its plan', wrong: `
    select c.facility_id || ' ' || c.year || ' ' || c.account from budget.ceiling c left join (select facility_id, year, output_code, account, fund, sum(case when state = 'open' then amount_idr - realised_idr else 0 end) as bound, sum(realised_idr) as paid from budget.commitment group by 1, 2, 3, 4, 5) k using (facility_id, year, output_code, account, fund)
    where c.committed_idr <> coalesce(k.bound, 0) or c.realised_idr <> coalesce(k.paid, 0) or c.committed_idr + c.realised_idr > c.planned_idr
    union all select k.number from budget.commitment k left join budget.realisation r on r.facility_id = k.facility_id and r.commitment_id = k.id group by k.facility_id, k.id, k.number, k.realised_idr having k.realised_idr <> coalesce(sum(r.amount_idr), 0)` },
  { check: 'asset.retired_by_two', rule: 'every machine that is gone was proposed by one person and let go by another, by a letter', wrong: `
    select a.code from budget.asset a join budget.asset_retirement r on r.facility_id = a.facility_id and r.asset_id = a.id where r.state = 'approved' and (r.decided_person is null or r.decided_person = r.proposed_person or r.letter is null)
    union all select a.code from budget.asset a join budget.asset_condition k on k.facility_id = a.facility_id and k.asset_id = a.id join budget.asset_retirement r on r.facility_id = a.facility_id and r.asset_id = a.id and r.state = 'approved' where k.recorded_at > r.decided_at` },
  { check: 'proposal.total_is_lines', rule: 'a budget request asks for the sum of its lines, and its paper says the same', wrong: `
    select p.id::text from budget.proposal p left join (select facility_id, proposal_id, sum(amount_idr) as sum from budget.proposal_line group by 1, 2) l on l.facility_id = p.facility_id and l.proposal_id = p.id where p.total_idr <> coalesce(l.sum, 0)
    union all select p.number from budget.proposal p join kernel.document d on d.code = p.document_code where (d.content->>'total_idr')::bigint <> p.total_idr or d.number <> p.number
    union all select p.number from budget.proposal p where p.state = 'signed' and (p.decided_person is null or p.decided_person = p.prepared_person)` },
  { check: 'absorption.within_offer', rule: 'no more produce is answered than was offered, none is offered beyond its harvest or outside its band, and prices are looked up by another person', wrong: `
    select o.number from procurement.produce_offer o left join (select facility_id, offer_id, sum(accepted + refused) as said from procurement.produce_answer group by 1, 2) a on a.facility_id = o.facility_id and a.offer_id = o.id where coalesce(a.said, 0) > o.quantity
    union all select h.number from procurement.harvest h join (select o.facility_id, o.harvest_id, sum(o.quantity - coalesce((select sum(a.refused) from procurement.produce_answer a where a.facility_id = o.facility_id and a.offer_id = o.id), 0)) as bound from procurement.produce_offer o where o.harvest_id is not null group by 1, 2) o on o.facility_id = h.facility_id and o.harvest_id = h.id where o.bound > h.quantity
    union all select number from procurement.produce_offer where unit_price_idr * 10000 not between reference_idr * low_bp and reference_idr * high_bp or reference_person = offered_person` },
  { check: 'shortage.signed_by_two', rule: 'a signed shortage is what was required and not offered, says so on its paper, and was signed by another person', wrong: `
    select s.id::text from procurement.shortage_certificate s left join kernel.document d on d.code = s.document_code where s.state = 'signed' and (s.decided_person is null or s.decided_person = s.prepared_person or d.code is null or (d.content->>'shortage_idr')::bigint <> s.required_idr - s.offered_idr)
    union all select s.number from procurement.shortage_certificate s where s.state = 'signed' and s.offered_idr <> (select coalesce(sum(o.amount_idr), 0) from procurement.produce_offer o where o.facility_id = s.facility_id and o.contract_id = s.contract_id)` },
  { check: 'spend.sheet_is_lines', rule: 'a report of spending is the sum of its lines', wrong: `
    select s.id::text from procurement.spend_sheet s left join (select sheet_id, sum(amount_idr) as sum, count(*) as lines from procurement.spend_line group by 1) l on l.sheet_id = s.id where s.total_idr <> coalesce(l.sum, 0) or s.lines <> coalesce(l.lines, 0)` },
  { check: 'flag.follows_steps', rule: 'a question and a feedback stand where their last step left them, and who answered a question did not close it', wrong: `
    select f.id::text from procurement.flag f left join lateral (select kind from procurement.flag_step s where s.flag_id = f.id order by seq desc limit 1) l on true where f.state <> case l.kind when 'answer' then 'answered' when 'close' then 'closed' else 'open' end
    union all select a.flag_id::text from procurement.flag_step a join procurement.flag_step c on c.flag_id = a.flag_id and c.kind = 'close' and c.by_person = a.by_person where a.kind = 'answer'
    union all select f.number from procurement.feedback f left join lateral (select kind from procurement.feedback_step s where s.feedback_id = f.id order by seq desc limit 1) l on true where f.state <> coalesce(l.kind, 'sent')` },
  { check: 'certificate.earned', rule: 'every certificate stands on a competent assessment of each unit by another person than who taught', wrong: `
    select c.id::text from training.certificate c join training.enrolment e on e.facility_id = c.facility_id and e.id = c.enrolment_id join training.intake i on i.facility_id = e.facility_id and i.id = e.intake_id join training.course_unit u on u.facility_id = i.facility_id and u.course_id = i.course_id and not u.prerequisite
    where e.state <> 'competent' or not exists (select 1 from training.assessment a where a.facility_id = e.facility_id and a.enrolment_id = e.id and a.unit_code = u.unit_code and a.outcome = 'competent' and a.assessor_person is distinct from a.instructor_person)` },
  { check: 'instructor.certified', rule: 'nobody teaches on a day on which no certificate of their own is valid', wrong: `
    select m.id::text from training.meeting m where not exists (select 1 from training.instructor_certificate c where c.facility_id = m.facility_id and c.instructor_id = m.instructor_id and c.valid @> m.day)` },
  { check: 'intake.places', rule: 'no intake has more people than places', wrong: `
    select i.number from training.intake i join training.enrolment e on e.facility_id = i.facility_id and e.intake_id = i.id and e.state in ('enrolled', 'competent', 'not_yet') group by i.facility_id, i.id, i.number, i.capacity having count(*) > i.capacity` },
  { check: 'certificate.revoked_everywhere', rule: 'a revoked certificate is revoked in the status list, by two persons, and no other is', wrong: `
    select k.id from training.credential k join training.status_entry s on s.list_id = k.list_id and s.position = k.position where k.revoked_at is distinct from s.revoked_at
      or (k.revoked_at is not null) <> exists (select 1 from training.certificate c join training.revocation r on r.facility_id = c.facility_id and r.certificate_id = c.id and r.approved and r.decided_person is distinct from r.proposed_person where c.credential_id = k.id)` },
  { check: 'hours.within_rules', rule: 'nobody worked longer than the rule of the day and of the week, nor without the weekly rest', wrong: `
    with worked as (
      select r.facility_id, r.worker_id, r.day, sum(coalesce(case when a.attended then a.minutes when not a.attended then 0 end, extract(epoch from upper(r.during) - lower(r.during)) / 60, 0))::int as minutes
      from workshop.roster r left join workshop.attendance_current a on a.facility_id = r.facility_id and a.session_id = r.session_id and a.worker_id = r.worker_id group by 1, 2, 3),
    counted as (select *, sum(minutes) over week as so_far, count(*) over week as days from worked where minutes > 0 window week as (partition by facility_id, worker_id, date_trunc('week', day) order by day))
    select worker_id || ' ' || day from counted where minutes > kernel.rule_on('work.max_minutes_per_day', day, facility_id)::int or so_far > kernel.rule_on('work.max_minutes_per_week', day, facility_id)::int or days > 7 - kernel.rule_on('work.rest_days_per_week', day, facility_id)::int` },
  { check: 'placement.within_capacity', rule: 'on no day is a workshop given more people than it has places', wrong: `
    select w.code || ' ' || b.day from workshop.workshop w cross join lateral (select distinct lower(p.valid) as day from workforce.placement p where p.facility_id = w.facility_id and p.workshop_id = w.id and p.approved_at is not null) b
    where (select count(*) from workforce.placement p where p.facility_id = w.facility_id and p.workshop_id = w.id and p.approved_at is not null and p.valid @> b.day) > w.capacity` },
  { check: 'placement.nobody_who_left', rule: 'nobody who was transferred, released or died is placed or waits', wrong: `
    select w.roster_code from workforce.worker w where w.state in ('transferred', 'released', 'died') and (
      exists (select 1 from workforce.placement p where p.facility_id = w.facility_id and p.worker_id = w.id and p.refused_at is null and (upper(p.valid) is null or upper(p.valid) > current_date + 1))
      or exists (select 1 from workforce.waiting_entry e where e.facility_id = w.facility_id and e.worker_id = w.id and e.state in ('pending', 'approved', 'offered')))` },
  { check: 'placement.by_two_persons', rule: 'who proposes a placement does not approve it, who records a board does not sign its letter, and every signed letter is a document', wrong: `
    select id::text from workforce.placement where approved_person = proposed_person union all select number from workforce.board_session where signed_person = held_person
    union all select b.number from workforce.board_session b left join kernel.document d on d.code = b.document_code where b.state = 'signed' and d.code is null` },
  { check: 'team.one_holder', rule: 'no post has two holders at once, nor two stand-ins, and nobody has two posts of their own', wrong: `
    select p.code || ' ' || p.seat from organisation.appointment a join organisation.appointment b on b.facility_id = a.facility_id and b.id > a.id and b.valid && a.valid
        and ((b.post_id = a.post_id and (a.kind = 'plh') = (b.kind = 'plh')) or (b.staff_id = a.staff_id and a.kind = 'definitive' and b.kind = 'definitive')) join organisation.post p on p.facility_id = a.facility_id and p.id = a.post_id` },
  { check: 'delegation.within_term', rule: 'lent authority lies inside the term it comes from, and one delegate holds it at a time', wrong: `
    select s.id::text from identity.assignment s join identity.assignment o on o.id = s.on_behalf_of where s.withdrawn_at is null and (s.role <> o.role or s.account_id = o.account_id or o.on_behalf_of is not null
      or exists (select 1 from identity.assignment t where t.id > s.id and t.on_behalf_of = s.on_behalf_of and t.withdrawn_at is null and t.valid && s.valid))` },
  { check: 'session.supervised', rule: 'every session has the officers its ratio asked for, or a reason of the head, or a rule that only informs', wrong: `
    select s.id::text from workshop.session s where s.supervision is not null and ((s.supervision->>'officers')::int <> (select count(*) from workshop.session_supervisor v where v.facility_id = s.facility_id and v.session_id = s.id)
      or ((s.supervision->>'officers')::int < (s.supervision->>'needed')::int and s.supervision->>'waived' is null and kernel.rule_on('session.people_per_officer', s.day, s.facility_id)->>'effect' <> 'inform'))` },
  { check: 'objection.overdue_listed', rule: 'no objection and no complaint waits past its day without standing on the list', wrong: `
    select x.number from (select facility_id, 'objection' as kind, number, state, due_on from kiosk.objection union all select facility_id, 'complaint', number, state, due_on from kiosk.complaint) x join organisation.facility f on f.id = x.facility_id
    where x.state = 'open' and x.due_on < (now() at time zone f.timezone)::date and not exists (select 1 from kiosk.overdue_published v where v.facility_id = x.facility_id and v.kind = x.kind and v.number = x.number)` },
  { check: 'objection.other_person', rule: 'nobody answered an objection to the pay they prepared or the hours they marked', wrong: `
    select o.number from kiosk.objection o where o.answered_person = any (o.prepared_persons) or o.answered_by = any (o.marked_by)
      or (o.about = 'pay' and o.answered_at is not null and exists (select 1 from pay.preparer_published p where p.facility_id = o.facility_id and p.worker_id = o.worker_id and p.month = o.month and p.person_id = o.answered_person))` },
  { check: 'roster.valid_basis', rule: 'whoever is on a session’s roster was placed there that day by an approved placement, and no consent that the work needs was withdrawn before it', wrong: `
    select r.session_id || '/' || r.worker_id from workshop.roster r join workshop.session s on s.facility_id = r.facility_id and s.id = r.session_id join workforce.placement p on p.facility_id = r.facility_id and p.id = r.placement_id
      join workforce.worker w on w.facility_id = r.facility_id and w.id = r.worker_id
    where s.state <> 'cancelled' and (p.worker_id <> r.worker_id or p.workshop_id <> s.workshop_id or p.approved_at is null or not daterange(lower(p.valid), upper(p.valid), '[]') @> s.day or ((p.regime <> 'facility' or w.kind in ('remand', 'child'))
      and not exists (select 1 from workforce.consent c where c.facility_id = r.facility_id and c.worker_id = r.worker_id and c.regime = p.regime and c.contract_ref = p.contract_ref and daterange(c.given_on, c.withdrawn_on + 1) @> s.day)))` },
  { check: 'person.one_facility', rule: 'a register number is present in one facility at a time, and a transfer that is under way is present in none', wrong: `
    select min(id::text) from workforce.worker where state in ('present', 'away') group by register_number having count(*) > 1
    union all select t.id::text from workforce.transfer t join workforce.worker w on w.facility_id = t.facility_id and w.id = t.worker_id where t.state = 'sent' and w.state <> 'transferred'` },
  { check: 'person.always_paid', rule: 'people on remand and children are placed with pay', wrong: `
    select p.id::text from workforce.placement p join workforce.worker w on w.facility_id = p.facility_id and w.id = p.worker_id where w.kind in ('remand', 'child') and not p.paid and p.refused_at is null` },
  { check: 'savings.between_facilities', rule: 'what facilities owe each other for savings that moved sums to zero', wrong: `
    select sum(b.balance_idr)::text from ledger.balance b join ledger.account a on a.facility_id = b.facility_id and a.id = b.account_id where a.code = '1900' having sum(b.balance_idr) <> 0` },
  { check: 'audit.chain', rule: 'every event follows the one before it and hashes to what it says', wrong: `
    select e.chain || '#' || e.seq from kernel.event e left join kernel.event b on b.chain = e.chain and b.seq = e.seq - 1
    where e.hash <> kernel.event_hash(e.chain, e.seq, e.id, e.at, e.actor_id, e.verb, e.subject_kind, e.subject_id, e.particulars, e.prev_hash) or (e.seq > 1 and (b.hash is null or b.hash <> e.prev_hash))` },
  { check: 'audit.head', rule: 'the chain’s head is its last event', wrong: `
    select h.chain::text from kernel.chain_head h left join kernel.event e on e.chain = h.chain and e.seq = h.seq where h.seq > 0 and (e.hash is null or e.hash <> h.hash or exists (select 1 from kernel.event n where n.chain = h.chain and n.seq > h.seq))` },
  { check: 'outbox.drained', rule: 'no event waits longer than a minute for its answer', wrong: `
    select o.event_id::text from kernel.outbox o join kernel.event e on e.id = o.event_id where e.recorded_at < clock_timestamp() - interval '1 minute'` },
  { check: 'security.row_level', rule: 'every table with a facility has row-level security', wrong: `
    select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname = 'facility_id' and not a.attisdropped
    where c.relkind = 'r' and not c.relrowsecurity and has_table_privilege('karya_app', c.oid, 'select') and c.oid::regclass::text not in (${['organisation.reported_line', 'organisation.reported_product', 'organisation.signatory', 'identity.assignment', 'kernel.rule', 'workforce.suitability_check', 'workforce.waiting_priority', 'catalogue.listing', 'pay.split_rule'].map((name) => `'${name}'`).join(', ')})` },
  { check: 'security.shop_sees_no_people', rule: 'the shop’s role has no grant on people, money or orders; of orders it reads the averages of ratings, of pay the split rules, of training what a certificate’s check needs, of procurement the rules, the words of goods and what was announced', wrong: `
    select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'v') and n.nspname in ('workforce', 'identity', 'ledger', 'orders', 'workshop', 'production', 'partnerships', 'kiosk', 'budget', 'pay', 'training', 'procurement') and has_table_privilege('karya_shop', c.oid, 'select')
      and c.oid::regclass::text not in ('orders.facility_rating_published', 'orders.product_rating_published', 'pay.split_rule', 'pay.split_share', 'training.issuer', 'training.status_list', 'training.credential', 'training.competency_unit', 'procurement.code', 'procurement.code_phrase', 'procurement.phrase_stem', 'procurement.duty_rule', 'procurement.announced_published', 'procurement.waiver_reason', 'procurement.waiver_move')` },
];

export const checkNames: readonly string[] = checks.map(({ check }) => check);

/** All checks, or those named, on a connection of a superuser. */
export async function verifyOn(client: pg.ClientBase, named: readonly string[] = checkNames): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { check, rule, wrong } of checks.filter((each) => named.includes(each.check))) {
    const { rows } = await client.query<{ thing: string }>(`select * from (${wrong}) w (thing)`);
    findings.push({ check, rule, broken: rows.length, examples: rows.slice(0, 5).map((row) => row.thing) });
  }
  return findings;
}

export async function verify(adminUrl: string): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return await verifyOn(client);
  } finally {
    await client.end();
  }
}

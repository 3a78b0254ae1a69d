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
    select w.worker_id::text from (select facility_id, worker_id, sum(amount_idr) as given from pay.settlement_worker sw where exists (select 1 from pay.settlement s where s.facility_id = sw.facility_id and s.id = sw.settlement_id and s.state in ('approved', 'reversed')) group by 1, 2) w
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
  { check: 'wages.to_the_rupiah', rule: 'a pay run is the sum of its lines, parts and claims; what is approved is in the books once', wrong: `
    select r.number from pay.run r left join (select facility_id, run_id, sum(gross_idr) as gross, sum(deducted_idr) as kept, sum(net_idr) as net, count(*) as people from pay.run_line group by 1, 2) l on l.facility_id = r.facility_id and l.run_id = r.id
    where r.gross_idr <> coalesce(l.gross, 0) or r.deducted_idr <> coalesce(l.kept, 0) or r.people <> coalesce(l.people, 0)
      or (r.sequence = 1 and r.gross_idr <> (select coalesce(sum(p.amount_idr), 0) from pay.run_part p where p.facility_id = r.facility_id and p.run_id = r.id))
      or r.deducted_idr <> (select coalesce(sum(d.amount_idr), 0) from pay.run_deduction d where d.facility_id = r.facility_id and d.run_id = r.id)
      or (r.state = 'approved' and l.net <> (select coalesce(-sum(p.amount_idr), 0) from ledger.posting p join ledger.account a on a.facility_id = p.facility_id and a.id = p.account_id where p.facility_id = r.facility_id and p.journal_id = r.journal_id and a.worker_id is not null))
    union all select id::text from pay.run where decided_person = prepared_person union all select id::text from pay.deduction where approved_person = recorded_person` },
  { check: 'deposit.lines', rule: 'a deposit is the sum of the state’s parts it carries', wrong: `
    select d.number from pay.deposit d left join pay.deposit_line l on l.facility_id = d.facility_id and l.deposit_id = d.id group by d.facility_id, d.id, d.number, d.amount_idr having d.amount_idr <> coalesce(sum(l.amount_idr), 0)` },
  { check: 'receivables.are_1200', rule: 'account 1200 is what orders owe: every posting is an order’s, a sale is what it owes, payments and refunds are the recorded ones', wrong: `
    select p.number from ledger.posting_published p where p.account = '1200' and (p.kind not in ('sale', 'payment', 'refund') or p.ref_type not in ('handover', 'payment', 'refund'))
    union all select o.number from orders.order_published o join (select h.facility_id, h.order_id, sum(p.amount_idr) as sold_idr from ledger.posting_published p join (select distinct facility_id, id, order_id from orders.handover_published) h on h.facility_id = p.facility_id and h.id = p.ref_id::uuid where p.account = '1200' and p.ref_type = 'handover' group by 1, 2) s on s.facility_id = o.facility_id and s.order_id = o.id
      where o.state in ('handed_over', 'settled') and s.sold_idr <> o.due_idr
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
  { check: 'cancelled.holds_nothing', rule: 'a cancelled order holds no goods', wrong: `
    select o.number from orders.sales_order o join orders.order_line l on l.facility_id = o.facility_id and l.order_id = o.id join inventory.reservation r on r.facility_id = l.facility_id and r.ref_type = 'order_line' and r.ref_id = l.id::text where o.state = 'cancelled'` },
  { check: 'interest.follows_steps', rule: 'a firm’s interest stands where its last step left it', wrong: `
    select i.number from partnerships.interest i left join lateral (select s.state from partnerships.interest_step s where s.facility_id = i.facility_id and s.interest_id = i.id order by s.seq desc limit 1) l on true where i.state <> coalesce(l.state, 'sent')` },
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
  { check: 'strategy.adopted_unchanged', rule: 'an adopted grand design says what it said when it was adopted, by a person who did not write in it', wrong: `
    select v.number::text from strategy.version v where v.state = 'adopted' and (v.fingerprint <> strategy.fingerprint_of(v.id) or v.adopted_person = any (v.hands) or v.adopted_by = any (v.hand_accounts))` },
  { check: 'maturity.verified_by_other', rule: 'a verified assessment has a level for each dimension it claims, found by another person, with a finding where it differs', wrong: `
    select a.id::text from strategy.assessment a where a.state = 'verified' and (a.decided_person = a.made_person or a.decided_by = a.made_by or not exists (select 1 from strategy.claim c where c.facility_id = a.facility_id and c.assessment_id = a.id)
      or exists (select 1 from strategy.claim c where c.facility_id = a.facility_id and c.assessment_id = a.id and (c.verified is null or (c.verified <> c.level and c.finding is null))))` },
  { check: 'project.gates_by_two', rule: 'a change project stands at the last gate that was opened, each in its order and by another person than who asked', wrong: `
    select p.number from strategy.project p where p.gate <> (select count(*) from strategy.gate g where g.project_id = p.id and g.state = 'passed') or p.gate <> coalesce((select max(g.gate) from strategy.gate g where g.project_id = p.id and g.state = 'passed'), 0)
    union all select p.number from strategy.project p join strategy.gate g on g.project_id = p.id where g.state <> 'asked' and (g.decided_person = g.asked_person or g.decided_by = g.asked_by)` },
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
  { check: 'security.shop_sees_no_people', rule: 'the shop’s role has no grant on people, money or orders; of pay it reads the split rules, of training what a certificate’s check needs', wrong: `
    select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'v') and n.nspname in ('workforce', 'identity', 'ledger', 'orders', 'workshop', 'production', 'partnerships', 'kiosk', 'budget', 'pay', 'training') and has_table_privilege('karya_shop', c.oid, 'select')
      and c.oid::regclass::text not in ('pay.split_rule', 'pay.split_share', 'training.issuer', 'training.status_list', 'training.credential', 'training.competency_unit')` },
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

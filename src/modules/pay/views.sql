create or replace view pay.settlement_published with (security_invoker = true) as select facility_id, id, number, order_id, order_number, state, gross_idr, costs_idr, basis_idr, on_day, approved_at, prepared_person, reading from pay.settlement;
create or replace view pay.settlement_share_published with (security_invoker = true) as
  -- With what differences moved later: a sum over a settlement is what it divides today.
  select facility_id, settlement_id, recipient, amount_idr from pay.settlement_share
  union all select d.facility_id, d.settlement_id, h.recipient, h.after_idr - h.before_idr from pay.difference d join pay.difference_share h on h.facility_id = d.facility_id and h.difference_id = d.id where d.state = 'approved' and h.after_idr <> h.before_idr;
create or replace view pay.settlement_worker_published with (security_invoker = true) as
  select facility_id, settlement_id, worker_id, minutes, output, amount_idr from pay.settlement_worker
  union all select d.facility_id, d.settlement_id, w.worker_id, 0, 0, w.applied_idr from pay.difference d join pay.difference_worker w on w.facility_id = d.facility_id and w.difference_id = d.id where d.state = 'approved' and w.applied_idr <> 0;
create or replace view pay.deposit_published with (security_invoker = true) as select facility_id, id, number, period, amount_idr, account_code, billing_code, ntpn, state, billed_at, paid_at from pay.deposit;
create or replace view pay.deposit_line_published with (security_invoker = true) as select facility_id, deposit_id, settlement_id, amount_idr, difference_id from pay.deposit_line;
grant select on pay.settlement_published, pay.settlement_share_published, pay.settlement_worker_published, pay.deposit_published, pay.deposit_line_published to karya_app;
-- What the state is owed of each settlement and of each difference: its part, or all of it where everything is deposited.
create or replace view pay.state_due_published with (security_invoker = true) as
  select s.facility_id, s.id as settlement_id, null::uuid as difference_id, s.number, s.order_id, s.on_day, s.reading, case s.reading when 'deposit_all' then s.gross_idr else h.amount_idr end as due_idr
  from pay.settlement s left join pay.settlement_share h on h.facility_id = s.facility_id and h.settlement_id = s.id and h.recipient = 'state' where s.state = 'approved' and case s.reading when 'deposit_all' then s.gross_idr else coalesce(h.amount_idr, 0) end > 0
  union all
  select d.facility_id, d.settlement_id, d.id, d.number, s.order_id, d.on_day, d.reading, case d.reading when 'deposit_all' then d.gross_idr - d.gross_before_idr else h.after_idr - h.before_idr end
  from pay.difference d join pay.settlement s on s.facility_id = d.facility_id and s.id = d.settlement_id left join pay.difference_share h on h.facility_id = d.facility_id and h.difference_id = d.id and h.recipient = 'state'
  where d.state = 'approved' and case d.reading when 'deposit_all' then d.gross_idr - d.gross_before_idr else coalesce(h.after_idr - h.before_idr, 0) end <> 0;
grant select on pay.state_due_published to karya_app;
-- What people were credited, as their slips tell it: a division on its day, the opposite on the day it was taken back, what came to light later, what the budget brought, wages by the session (before claims on them).
-- Where everything is deposited first, a division credits nobody: the money from the budget does.
create or replace view pay.credit_published with (security_invoker = true) as
  select s.facility_id, s.id as settlement_id, s.number, p.worker_id, s.on_day, 'division' as kind, p.minutes, p.output, p.amount_idr, null::uuid as paper_id from pay.settlement s join pay.settlement_worker p on p.facility_id = s.facility_id and p.settlement_id = s.id where s.state in ('approved', 'reversed') and s.reading = 'split_first'
  union all
  select s.facility_id, s.id, s.number, p.worker_id, r.on_day, 'reversal', -p.minutes, -p.output, -p.amount_idr, r.id from pay.reversal r join pay.settlement s on s.facility_id = r.facility_id and s.id = r.settlement_id join pay.settlement_worker p on p.facility_id = s.facility_id and p.settlement_id = s.id where r.state = 'approved' and s.reading = 'split_first'
  union all
  select l.facility_id, r.id, r.number, l.worker_id, r.on_day, 'wages', l.minutes, 0, l.gross_idr, null from pay.run r join pay.run_line l on l.facility_id = r.facility_id and l.run_id = r.id where r.state = 'approved'
  union all
  select d.facility_id, d.settlement_id, d.number, w.worker_id, d.on_day, 'difference', 0, 0, w.applied_idr, d.id from pay.difference d join pay.difference_worker w on w.facility_id = d.facility_id and w.difference_id = d.id where d.state = 'approved' and d.reading = 'split_first' and w.applied_idr <> 0
  union all
  select c.facility_id, d.settlement_id, d.number, c.worker_id, c.on_day, 'claim', 0, 0, -c.recovered_idr, c.id from pay.claim c join pay.difference d on d.facility_id = c.facility_id and d.id = c.difference_id where c.state = 'closed' and c.recovered_idr > 0
  union all
  select r.facility_id, w.settlement_id, r.number, w.worker_id, r.on_day, 'realisation', coalesce(round(p.minutes::numeric * w.amount_idr / nullif(p.amount_idr, 0)), 0)::int, coalesce(round(p.output::numeric * w.amount_idr / nullif(p.amount_idr, 0)), 0)::int, w.amount_idr, r.id
  from pay.realisation r join pay.realisation_worker w on w.facility_id = r.facility_id and w.realisation_id = r.id left join pay.settlement_worker p on p.facility_id = w.facility_id and p.settlement_id = w.settlement_id and p.worker_id = w.worker_id where r.state = 'approved';
grant select on pay.credit_published to karya_app;
-- Who prepared what somebody is paid in a month, by settlement or by run: they do not judge an objection to it.
create or replace view pay.preparer_published with (security_invoker = true) as
  select p.facility_id, p.worker_id, to_char(s.on_day, 'YYYY-MM') as month, s.prepared_person as person_id from pay.settlement s join pay.settlement_worker p on p.facility_id = s.facility_id and p.settlement_id = s.id where s.prepared_person is not null and s.state <> 'refused'
  union
  select d.facility_id, w.worker_id, to_char(d.on_day, 'YYYY-MM'), d.prepared_person from pay.difference d join pay.difference_worker w on w.facility_id = d.facility_id and w.difference_id = d.id where d.prepared_person is not null and d.state = 'approved'
  union
  select l.facility_id, l.worker_id, to_char(r.month, 'YYYY-MM'), r.prepared_person from pay.run r join pay.run_line l on l.facility_id = r.facility_id and l.run_id = r.id where r.prepared_person is not null and r.state <> 'refused';
grant select on pay.preparer_published to karya_app;
-- What was kept back of a person's credits, on the day of the credit; given back with a reversal on its day.
create or replace view pay.kept_back_published with (security_invoker = true) as
  select x.facility_id, x.worker_id, r.on_day, x.amount_idr from pay.run_deduction x join pay.run r on r.facility_id = x.facility_id and r.id = x.run_id where r.state = 'approved'
  union all
  select x.facility_id, x.worker_id, s.on_day, x.amount_idr from pay.settlement_deduction x join pay.settlement s on s.facility_id = x.facility_id and s.id = x.settlement_id where s.state in ('approved', 'reversed')
  union all
  select x.facility_id, x.worker_id, r.on_day, -x.amount_idr from pay.settlement_deduction x join pay.reversal r on r.facility_id = x.facility_id and r.settlement_id = x.settlement_id where r.state = 'approved';
grant select on pay.kept_back_published to karya_app;

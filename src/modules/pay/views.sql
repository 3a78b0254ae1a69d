create or replace view pay.settlement_published with (security_invoker = true) as select facility_id, id, number, order_id, order_number, state, gross_idr, costs_idr, basis_idr, on_day, approved_at, prepared_person from pay.settlement;
create or replace view pay.settlement_share_published with (security_invoker = true) as select facility_id, settlement_id, recipient, amount_idr from pay.settlement_share;
create or replace view pay.settlement_worker_published with (security_invoker = true) as select facility_id, settlement_id, worker_id, minutes, output, amount_idr from pay.settlement_worker;
create or replace view pay.deposit_published with (security_invoker = true) as select facility_id, id, number, period, amount_idr, account_code, billing_code, ntpn, state, billed_at, paid_at from pay.deposit;
create or replace view pay.deposit_line_published with (security_invoker = true) as select facility_id, deposit_id, settlement_id, amount_idr from pay.deposit_line;
grant select on pay.settlement_published, pay.settlement_share_published, pay.settlement_worker_published, pay.deposit_published, pay.deposit_line_published to karya_app;
-- What people were credited, as their slips tell it: a division on its day, the opposite on the day it was taken back, wages by the session (before claims on them).
create or replace view pay.credit_published with (security_invoker = true) as
  select s.facility_id, s.id as settlement_id, s.number, p.worker_id, s.on_day, 'division' as kind, p.minutes, p.output, p.amount_idr from pay.settlement s join pay.settlement_worker p on p.facility_id = s.facility_id and p.settlement_id = s.id where s.state in ('approved', 'reversed')
  union all
  select s.facility_id, s.id, s.number, p.worker_id, r.on_day, 'reversal', -p.minutes, -p.output, -p.amount_idr from pay.reversal r join pay.settlement s on s.facility_id = r.facility_id and s.id = r.settlement_id join pay.settlement_worker p on p.facility_id = s.facility_id and p.settlement_id = s.id where r.state = 'approved'
  union all
  select l.facility_id, r.id, r.number, l.worker_id, r.on_day, 'wages', l.minutes, 0, l.gross_idr from pay.run r join pay.run_line l on l.facility_id = r.facility_id and l.run_id = r.id where r.state = 'approved';
grant select on pay.credit_published to karya_app;
-- Who prepared what somebody is paid in a month, by settlement or by run: they do not judge an objection to it.
create or replace view pay.preparer_published with (security_invoker = true) as
  select p.facility_id, p.worker_id, to_char(s.on_day, 'YYYY-MM') as month, s.prepared_person as person_id from pay.settlement s join pay.settlement_worker p on p.facility_id = s.facility_id and p.settlement_id = s.id where s.prepared_person is not null and s.state <> 'refused'
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

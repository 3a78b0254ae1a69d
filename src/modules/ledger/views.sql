-- What others may join: postings with their day and account, for reports.
create or replace view ledger.posting_published with (security_invoker = true) as
  select p.facility_id, p.journal_id, j.number, j.on_day, j.kind, j.ref_type, j.ref_id, a.code as account, a.worker_id, p.amount_idr
  from ledger.posting p join ledger.journal j on j.facility_id = p.facility_id and j.id = p.journal_id join ledger.account a on a.facility_id = p.facility_id and a.id = p.account_id;
grant select on ledger.posting_published to karya_app;
-- A month's state and how much was posted in it, for those who close it.
create or replace view ledger.period_published with (security_invoker = true) as
  select p.facility_id, p.month, p.closed_at, (select count(*) from ledger.journal j where j.facility_id = p.facility_id and j.month = p.month)::int as journals from ledger.period p;
grant select on ledger.period_published to karya_app;

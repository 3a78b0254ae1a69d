-- What others may join: postings with their day and account, for reports.
create or replace view ledger.posting_published with (security_invoker = true) as
  select p.facility_id, p.journal_id, j.number, j.on_day, j.kind, j.ref_type, j.ref_id, a.code as account, a.worker_id, p.amount_idr
  from ledger.posting p join ledger.journal j on j.facility_id = p.facility_id and j.id = p.journal_id join ledger.account a on a.facility_id = p.facility_id and a.id = p.account_id;
grant select on ledger.posting_published to karya_app;

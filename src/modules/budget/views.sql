-- A year's money of a facility by account: what was planned, bound and paid.
create or replace view budget.ceiling_published with (security_invoker = true) as select facility_id, year, output_code, account, fund, planned_idr, committed_idr, realised_idr from budget.ceiling;
grant select on budget.ceiling_published to karya_app;

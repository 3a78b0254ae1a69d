-- Machines with how they are written off; the life follows the rule of the day of acquisition, or the first there is.
create or replace view budget.asset_published with (security_invoker = true) as
  select a.facility_id, a.id, a.workshop_id, a.acquired_on, a.cost_idr, u.months as life_months, r.retired_on from budget.asset a
    cross join lateral (select months from budget.useful_life l where l.class = a.class order by (l.valid @> a.acquired_on) desc, lower(l.valid) limit 1) u
    left join budget.asset_retirement r on r.facility_id = a.facility_id and r.asset_id = a.id and r.state = 'approved';
grant select on budget.asset_published to karya_app;
-- Machines that can be worked with, by workshop: on the register, not retired, and not badly broken by the newest finding.
create or replace view budget.machine_published with (security_invoker = true) as
  select a.facility_id, a.workshop_id, a.class, count(*)::int as machines
  from budget.asset a left join lateral (select c.condition from budget.asset_condition c where c.facility_id = a.facility_id and c.asset_id = a.id order by c.on_day desc, c.recorded_at desc limit 1) n on true
  where coalesce(n.condition, 'good') <> 'major' and not exists (select 1 from budget.asset_retirement r where r.facility_id = a.facility_id and r.asset_id = a.id and r.state = 'approved') group by 1, 2, 3;
grant select on budget.machine_published to karya_app;
-- A year's money of a facility by account: what was planned, bound and paid.
create or replace view budget.ceiling_published with (security_invoker = true) as select facility_id, year, output_code, account, fund, planned_idr, committed_idr, realised_idr from budget.ceiling;
grant select on budget.ceiling_published to karya_app;

-- Machines with how they are written off; the life follows the rule of the day of acquisition, or the first there is.
create or replace view budget.asset_published with (security_invoker = true) as
  select a.facility_id, a.id, a.workshop_id, a.acquired_on, a.cost_idr, u.months as life_months, r.retired_on from budget.asset a
    cross join lateral (select months from budget.useful_life l where l.class = a.class order by (l.valid @> a.acquired_on) desc, lower(l.valid) limit 1) u
    left join budget.asset_retirement r on r.facility_id = a.facility_id and r.asset_id = a.id and r.state = 'approved';
grant select on budget.asset_published to karya_app;

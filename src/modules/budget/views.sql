-- Machines that can be worked with, by workshop: on the register, not retired, and not badly broken by the newest finding.
create or replace view budget.machine_published with (security_invoker = true) as
  select a.facility_id, a.workshop_id, a.class, count(*)::int as machines
  from budget.asset a left join lateral (select c.condition from budget.asset_condition c where c.facility_id = a.facility_id and c.asset_id = a.id order by c.on_day desc, c.recorded_at desc limit 1) n on true
  where coalesce(n.condition, 'good') <> 'major' and not exists (select 1 from budget.asset_retirement r where r.facility_id = a.facility_id and r.asset_id = a.id and r.state = 'approved') group by 1, 2, 3;
grant select on budget.machine_published to karya_app;

create or replace view workforce.worker_published with (security_invoker = true) as
  select facility_id, id, roster_code, name, skill_level, state, sex, tool_clearance from workforce.worker;
create or replace view workforce.placement_published with (security_invoker = true) as
  select facility_id, id, worker_id, workshop_id, job, paid, valid, regime from workforce.placement where approved_at is not null;
grant select on workforce.worker_published, workforce.placement_published to karya_app;

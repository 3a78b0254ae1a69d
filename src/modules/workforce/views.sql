create or replace view workforce.worker_published with (security_invoker = true) as
  select facility_id, id, roster_code, name, skill_level, state, sex from workforce.worker;
create or replace view workforce.placement_published with (security_invoker = true) as
  select facility_id, id, worker_id, workshop_id, job, paid, valid from workforce.placement where approved_by is not null;
grant select on workforce.worker_published, workforce.placement_published to karya_app;

create or replace view workforce.worker_published with (security_invoker = true) as
  select facility_id, id, roster_code, name, skill_level, state, sex, tool_clearance from workforce.worker;
create or replace view workforce.placement_published with (security_invoker = true) as
  select facility_id, id, worker_id, workshop_id, job, paid, valid, regime from workforce.placement where approved_at is not null;
grant select on workforce.worker_published, workforce.placement_published to karya_app;
-- Who waited from when to when, and was able to work or not: a group to compare with, made by the order of the list and not by choice.
create or replace view workforce.waiting_spell_published with (security_invoker = true) as
  select * from (
    select l.facility_id, l.entry_id, e.worker_id, e.workshop_id, l.to_state as state, l.eligible, l.failed, l.at as begins, lead(l.at) over (partition by l.facility_id, l.entry_id order by l.seq) as ends
    from workforce.waiting_log l join workforce.waiting_entry e on e.facility_id = l.facility_id and e.id = l.entry_id) s
  where s.state in ('pending', 'approved', 'offered') and (s.ends is null or s.ends > s.begins);
create or replace view workforce.suspension_published with (security_invoker = true) as
  select facility_id, placement_id, worker_id, valid, paid, reason_code from workforce.placement_suspension where state <> 'lifted';
grant select on workforce.waiting_spell_published, workforce.suspension_published to karya_app;
create or replace view workforce.transfer_published with (security_invoker = true) as select id, facility_id, worker_id, to_facility_id, received_worker_id, state from workforce.transfer;
grant select on workforce.transfer_published to karya_app;
-- Groups that must be treated alike: what a person belongs to, without name, number or day of birth.
create or replace view workforce.person_group_published with (security_invoker = true) as
  select w.facility_id, w.id, w.sex, w.kind, w.state, extract(year from w.born_on)::int as birth_year, w.disability is not null as has_disability, p.island_group as origin, w.registered_on
  from workforce.worker w left join organisation.province p on p.code = w.origin_province;
grant select on workforce.person_group_published to karya_app;

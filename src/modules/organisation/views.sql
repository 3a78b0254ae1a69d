-- Who is on a post, day by day, for the rooms above: no more than what they need to put an officer to work.
create or replace view organisation.holding_published with (security_invoker = true) as
  select a.facility_id, a.post_id, p.code as post, p.name_id, p.name_en, p.supervises, p.workplace, a.staff_id, s.person_id, s.name, s.nip, a.kind, a.valid * p.valid as valid
  from organisation.appointment a join organisation.post p on p.facility_id = a.facility_id and p.id = a.post_id join organisation.staff s on s.facility_id = a.facility_id and s.id = a.staff_id;
grant select on organisation.holding_published to karya_app;
-- Posts with their days, officers' certificates without a name, and the days of charters: for the measures of the grand design.
create or replace view organisation.post_published with (security_invoker = true) as select facility_id, id, code, supervises, valid from organisation.post;
create or replace view organisation.staff_skill_published with (security_invoker = true) as select facility_id, staff_id, skill, level, issued_on, valid_until from organisation.staff_skill;
create or replace view organisation.charter_published with (security_invoker = true) as select facility_id, id, number, valid from organisation.charter;
grant select on organisation.post_published, organisation.staff_skill_published, organisation.charter_published to karya_app;

-- Who an account is called, for histories of what officials did. No address, no role.
create or replace view identity.account_published with (security_invoker = true) as select id, name from identity.account;
grant select on identity.account_published to karya_app;
-- Which person holds which role where, day by day: to see one person on both sides of a deed. No name, no address.
create or replace view identity.standing_published with (security_invoker = true) as select a.person_id, s.role, s.facility_id, s.agency_id, s.valid from identity.assignment s join identity.account a on a.id = s.account_id;
grant select on identity.standing_published to karya_app;

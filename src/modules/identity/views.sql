-- Who an account is called, for histories of what officials did. No address, no role.
create or replace view identity.account_published with (security_invoker = true) as select id, name from identity.account;
grant select on identity.account_published to karya_app;

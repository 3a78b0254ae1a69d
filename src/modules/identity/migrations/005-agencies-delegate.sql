-- An agency's officers lend their authority as a facility's do: inside the own term, in the own agency.
create or replace function identity.delegation_within_term() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare lent record;
begin
  select account_id, role, facility_id, agency_id, on_behalf_of, valid into lent from identity.assignment where id = new.on_behalf_of;
  if lent.on_behalf_of is not null then perform kernel.refuse('delegation.lent_on', 'lent authority is not lent on'); end if;
  if lent.role <> new.role or lent.facility_id is distinct from new.facility_id or lent.agency_id is distinct from new.agency_id or lent.account_id = new.account_id or not lent.valid @> new.valid
  then perform kernel.refuse('delegation.outside_term', 'outside the term that lends it'); end if;
  return new;
end $$;

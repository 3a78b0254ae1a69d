-- Authority lent for a time by letter: the delegate acts in the lender's role, and every deed says on whose behalf.
alter table identity.assignment add column on_behalf_of uuid references identity.assignment;
-- Some verbs of the role, or (null) all of them; looking is always part of it.
alter table identity.assignment add column only_verbs text[] check (only_verbs is null or cardinality(only_verbs) > 0);
alter table identity.assignment add column withdrawn_at timestamptz;
alter table identity.assignment add constraint delegation_is_bounded check (on_behalf_of is null or not upper_inf(valid));
alter table identity.assignment add constraint delegation_parts check (on_behalf_of is not null or (only_verbs is null and withdrawn_at is null));
-- One delegate of an authority at a time.
alter table identity.assignment add constraint delegation_once exclude using gist (on_behalf_of with =, valid with &&) where (on_behalf_of is not null and withdrawn_at is null);
-- A person may hold a role of their own and, beside it, the same role lent by another; never the same one twice.
alter table identity.assignment drop constraint assignment_once;
alter table identity.assignment add constraint assignment_once exclude using gist (account_id with =, role with =, (coalesce(facility_id, agency_id, '00000000-0000-0000-0000-000000000000')) with =, (coalesce(on_behalf_of, '00000000-0000-0000-0000-000000000000')) with =, valid with &&) where (withdrawn_at is null);
-- Lent authority lies inside the lender's own term, and is not lent on.
create function identity.delegation_within_term() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare lent record;
begin
  select account_id, role, facility_id, on_behalf_of, valid into lent from identity.assignment where id = new.on_behalf_of;
  if lent.on_behalf_of is not null then perform kernel.refuse('delegation.lent_on', 'lent authority is not lent on'); end if;
  if lent.role <> new.role or lent.facility_id is distinct from new.facility_id or lent.account_id = new.account_id or not lent.valid @> new.valid
  then perform kernel.refuse('delegation.outside_term', 'outside the term that lends it'); end if;
  return new;
end $$;
create trigger delegation_within_term before insert or update on identity.assignment for each row when (new.on_behalf_of is not null and new.withdrawn_at is null) execute function identity.delegation_within_term();

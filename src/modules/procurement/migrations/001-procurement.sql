-- What the room procurement keeps.
create schema procurement;
create table procurement.procurement (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(),
  state text not null default 'open' check (state in ('open','closed')), version int not null default 1,
  primary key (facility_id, id)
);
grant usage on schema procurement to karya_app;
select kernel.scope_to_facility('procurement.procurement');

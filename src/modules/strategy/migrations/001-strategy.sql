-- What the room strategy keeps.
create schema strategy;
create table strategy.strategy (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(),
  state text not null default 'open' check (state in ('open','closed')), version int not null default 1,
  primary key (facility_id, id)
);
grant usage on schema strategy to karya_app;
select kernel.scope_to_facility('strategy.strategy');

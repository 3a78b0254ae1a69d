-- Up to how much an officer of an agency may sign, by letter and day: two persons, and nobody decides on the own limit.
create table orders.spending_limit (
  agency_id uuid not null references organisation.agency, id uuid not null default kernel.new_id(), account_id uuid not null, person_id uuid not null, officer_name text not null, amount_idr bigint not null check (amount_idr >= 0), valid daterange not null check (not isempty(valid) and not lower_inf(valid)), letter text not null check (length(letter) >= 3),
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'refused')), proposed_by uuid, proposed_person uuid, proposed_at timestamptz not null, decided_by uuid, decided_person uuid, decided_at timestamptz, refusal_reason text,
  primary key (agency_id, id),
  constraint limit_two_persons check (decided_person is null or decided_person is distinct from proposed_person), constraint limit_not_own check (decided_person is null or decided_person <> person_id),
  constraint limit_one_at_a_time exclude using gist (agency_id with =, account_id with =, valid with &&) where (state = 'approved')
);
create function orders.limit_frozen() returns trigger language plpgsql as $$
declare steps text[] := array['state', 'decided_by', 'decided_person', 'decided_at', 'refusal_reason'];
begin
  -- A newer limit shortens the one in force; nothing else moves once it is decided.
  if tg_op = 'DELETE' or (old.state <> 'proposed' and to_jsonb(new) - 'valid' <> to_jsonb(old) - 'valid') or (old.state = 'proposed' and to_jsonb(new) - steps <> to_jsonb(old) - steps) or (old.state = 'approved' and not old.valid @> new.valid)
  then raise exception 'a spending limit is frozen' using errcode = '55000'; end if;
  return new;
end $$;
create trigger frozen before update or delete on orders.spending_limit for each row execute function orders.limit_frozen();
alter table orders.spending_limit enable row level security;
create policy of_agency on orders.spending_limit using (agency_id = (select kernel.agency()) or (select kernel.everywhere())) with check (agency_id = (select kernel.agency()) or (select kernel.everywhere()));
grant select, insert, update on orders.spending_limit to karya_app;

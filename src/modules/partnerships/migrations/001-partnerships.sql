-- Capacity that a facility offers to firms, and who asks for it. Agreements, due diligence and their clauses follow in tables of their own.
create schema partnerships;
create table partnerships.opening (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null,
  -- The workshop by its code: its room stands above this one.
  workshop_code text not null, places int not null check (places between 1 and 500), work_id text not null, work_en text,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid) and not upper_inf(valid)), is_sample boolean not null default false,
  published_by uuid, published_person uuid, published_at timestamptz not null, closed_by uuid, closed_person uuid, closed_at timestamptz, closed_reason text,
  primary key (facility_id, id), constraint opening_number unique (number), check ((closed_at is null) = (closed_reason is null)),
  constraint opening_one_per_workshop exclude using gist (facility_id with =, workshop_code with =, valid with &&) where (closed_at is null)
);
-- What was offered stays as it was offered; an offer ends once.
create function partnerships.offered_once() returns trigger language plpgsql as $$
begin
  if old.closed_at is not null or (to_jsonb(new) - '{closed_by,closed_person,closed_at,closed_reason}'::text[]) <> (to_jsonb(old) - '{closed_by,closed_person,closed_at,closed_reason}'::text[])
  then raise exception 'the content of % is frozen', tg_table_name using errcode = '55000'; end if;
  return new;
end $$;
create trigger offered_once before update on partnerships.opening for each row execute function partnerships.offered_once();

-- A firm's expression of interest, with or without an account. Its state follows its steps and nothing else.
create table partnerships.interest (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text not null, opening_id uuid not null,
  firm text not null, contact_name text not null, phone text not null, email text not null, places int not null check (places between 1 and 500), message text not null,
  made_by uuid, made_person uuid, made_at timestamptz not null, state text not null default 'sent' check (state in ('sent', 'invited', 'declined', 'withdrawn')), is_sample boolean not null default false,
  primary key (facility_id, id), foreign key (facility_id, opening_id) references partnerships.opening, constraint interest_number unique (number)
);
create unique index interest_open_once on partnerships.interest (facility_id, opening_id, lower(email)) where state in ('sent', 'invited');
create index interest_made_by on partnerships.interest (made_by);
create table partnerships.interest_step (
  facility_id uuid not null, id uuid not null default kernel.new_id(), interest_id uuid not null, seq int not null, state text not null check (state in ('invited', 'declined', 'withdrawn')), words text not null,
  by_account uuid, by_person uuid, by_side text not null check (by_side in ('firm', 'facility')), at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, interest_id) references partnerships.interest, constraint interest_step_once unique (facility_id, interest_id, seq),
  constraint firm_withdraws check ((state = 'withdrawn') = (by_side = 'firm'))
);
create function partnerships.follow_step() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare was text;
begin
  select state into was from partnerships.interest where facility_id = new.facility_id and id = new.interest_id for update;
  if not (was = 'sent' or was = 'invited' and new.state <> 'invited') then perform kernel.refuse('interest.moved', 'the interest has been answered'); end if;
  update partnerships.interest set state = new.state where facility_id = new.facility_id and id = new.interest_id;
  return new;
end $$;
create trigger follow_step after insert on partnerships.interest_step for each row execute function partnerships.follow_step();

grant usage on schema partnerships to karya_app, karya_shop;
select kernel.scope_to_facility(t) from unnest(array['partnerships.opening', 'partnerships.interest', 'partnerships.interest_step']::regclass[]) t;
revoke delete on partnerships.opening from karya_app;
revoke update, delete on partnerships.interest from karya_app;
select kernel.insert_only('partnerships.interest_step');
-- A firm that signed in reads its own, wherever it asked; with no facility in reach.
create policy own on partnerships.interest for select using (made_by = (select kernel.acting()));
create policy own on partnerships.interest_step for select using (exists (select 1 from partnerships.interest i where i.facility_id = interest_step.facility_id and i.id = interest_step.interest_id and i.made_by = (select kernel.acting())));
create policy asked on partnerships.opening for select using (exists (select 1 from partnerships.interest i where i.facility_id = opening.facility_id and i.opening_id = opening.id and i.made_by = (select kernel.acting())));

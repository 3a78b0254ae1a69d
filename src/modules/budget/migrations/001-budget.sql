-- The year's money of a facility: a plan by output and account in revisions, what is committed against it, what was paid.
create schema budget;
create table budget.account (code text primary key, name_id text not null, name_en text not null, kind text not null check (kind in ('spending','revenue')), source text not null);
create table budget.plan (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), year int not null check (year between 2015 and 2100), revision int not null check (revision >= 0),
  state text not null default 'draft' check (state in ('draft','submitted','approved','refused','replaced')), letter text, reason text not null,
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, submitted_at timestamptz, decided_by uuid, decided_person uuid, decided_at timestamptz, refused_reason text,
  primary key (facility_id, id), constraint plan_revision unique (facility_id, year, revision),
  constraint plan_two_persons check (decided_person is null or decided_person <> prepared_person),
  check ((state in ('approved','replaced')) <= (letter is not null and decided_at is not null))
);
create unique index plan_one_in_force on budget.plan (facility_id, year) where state = 'approved';
create unique index plan_one_in_hand on budget.plan (facility_id, year) where state in ('draft','submitted');
create table budget.plan_line (
  facility_id uuid not null, plan_id uuid not null, line int not null check (line > 0), output_code text not null, output_name text not null, account text not null references budget.account,
  fund text not null check (fund in ('RM','PNBP','HIBAH')), amount_idr bigint not null check (amount_idr > 0), note text not null default '',
  primary key (facility_id, plan_id, line), foreign key (facility_id, plan_id) references budget.plan, constraint plan_line_once unique (facility_id, plan_id, output_code, account, fund)
);
-- What may still be spent, one row per output, account and fund: no act can take more than is there.
create table budget.ceiling (
  facility_id uuid not null references organisation.facility, year int not null, output_code text not null, output_name text not null, account text not null references budget.account, fund text not null,
  planned_idr bigint not null check (planned_idr >= 0), committed_idr bigint not null default 0 check (committed_idr >= 0), realised_idr bigint not null default 0 check (realised_idr >= 0),
  primary key (facility_id, year, output_code, account, fund), constraint ceiling_not_exceeded check (committed_idr + realised_idr <= planned_idr)
);
create table budget.commitment (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text not null, year int not null, output_code text not null, account text not null, fund text not null,
  what text not null, supplier text not null, amount_idr bigint not null check (amount_idr > 0), realised_idr bigint not null default 0 check (realised_idr between 0 and amount_idr),
  state text not null default 'open' check (state in ('open','done','cancelled')), made_on date not null, made_by uuid, made_person uuid, made_at timestamptz not null, ended_at timestamptz, ended_reason text,
  primary key (facility_id, id), unique (facility_id, number), foreign key (facility_id, year, output_code, account, fund) references budget.ceiling
);
create index commitment_ceiling on budget.commitment (facility_id, year, output_code, account, fund);
-- Paid from the treasury against a commitment, by its SP2D: never by whoever committed.
create table budget.realisation (
  facility_id uuid not null, id uuid not null default kernel.new_id(), commitment_id uuid not null, on_day date not null, amount_idr bigint not null check (amount_idr > 0), sp2d text not null,
  recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null, committed_person uuid,
  primary key (facility_id, id), constraint realisation_sp2d unique (facility_id, sp2d), foreign key (facility_id, commitment_id) references budget.commitment,
  constraint realisation_two_persons check (recorded_person <> committed_person)
);
create index realisation_commitment on budget.realisation (facility_id, commitment_id);
-- The ceiling follows its facts by itself, so that no way of writing can pass it.
create function budget.ceiling_follows_commitment() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare was bigint := 0; is_now bigint := 0; was_paid bigint := 0; is_paid bigint := 0;
begin
  if tg_op = 'UPDATE' then
    was := case when old.state = 'open' then old.amount_idr - old.realised_idr else 0 end; was_paid := old.realised_idr;
    if old.state <> 'open' then raise exception 'a commitment ends once' using errcode = '55000'; end if;
    if (new.amount_idr, new.year, new.output_code, new.account, new.fund) is distinct from (old.amount_idr, old.year, old.output_code, old.account, old.fund) then raise exception 'what was committed is not rewritten' using errcode = '55000'; end if;
  end if;
  is_now := case when new.state = 'open' then new.amount_idr - new.realised_idr else 0 end; is_paid := new.realised_idr;
  update budget.ceiling set committed_idr = committed_idr + is_now - was, realised_idr = realised_idr + is_paid - was_paid
    where facility_id = new.facility_id and year = new.year and output_code = new.output_code and account = new.account and fund = new.fund;
  return new;
end $$;
create trigger ceiling_follows_commitment before insert or update on budget.commitment for each row execute function budget.ceiling_follows_commitment();
create function budget.commitment_follows_realisation() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update budget.commitment set realised_idr = realised_idr + new.amount_idr, state = case when realised_idr + new.amount_idr = amount_idr then 'done' else state end,
    ended_at = case when realised_idr + new.amount_idr = amount_idr then new.recorded_at end where facility_id = new.facility_id and id = new.commitment_id;
  return new;
end $$;
create trigger commitment_follows_realisation before insert on budget.realisation for each row execute function budget.commitment_follows_realisation();
grant usage on schema budget to karya_app;
select kernel.scope_to_facility(t) from unnest(array['budget.plan','budget.plan_line','budget.ceiling','budget.commitment','budget.realisation']::regclass[]) t;
select kernel.insert_only('budget.realisation');
grant select on budget.account to karya_app;

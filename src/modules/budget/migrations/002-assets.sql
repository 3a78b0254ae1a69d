-- Machines and equipment of an industry: what they cost, how they are, how long they last; and the budget requests that follow from facts.
create table budget.asset_class (code text primary key, name_id text not null, name_en text not null, account text not null references budget.account);
-- How long things of a class last, by the rule of the day; two rules never hold on one day.
create table budget.useful_life (
  class text not null references budget.asset_class, months int not null check (months between 1 and 600), valid daterange not null check (not isempty(valid) and not lower_inf(valid)), legal_basis text not null, source text not null,
  constraint useful_life_one_at_a_time exclude using gist (class with =, valid with &&)
);
create table budget.asset (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), code text not null, workshop_id uuid, class text not null references budget.asset_class, name text not null,
  acquired_on date not null, cost_idr bigint not null check (cost_idr > 0), source text not null check (source in ('bought','donated','grant')), donor text, letter text, is_sample boolean not null default false,
  registered_by uuid, registered_person uuid, registered_at timestamptz not null,
  primary key (facility_id, id), constraint asset_code_once unique (facility_id, code), foreign key (facility_id, workshop_id) references workshop.workshop,
  constraint asset_donor_named check ((source = 'bought') = (donor is null) and (donor is null) = (letter is null))
);
create index asset_workshop on budget.asset (facility_id, workshop_id);
create table budget.asset_condition (
  facility_id uuid not null, id uuid not null default kernel.new_id(), asset_id uuid not null, condition text not null check (condition in ('good','minor','major')), on_day date not null, note text not null default '',
  recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, asset_id) references budget.asset
);
create index asset_condition_latest on budget.asset_condition (facility_id, asset_id, on_day desc, recorded_at desc);
-- Who proposes that a machine goes does not decide it.
create table budget.asset_retirement (
  facility_id uuid not null, id uuid not null default kernel.new_id(), asset_id uuid not null, cause text not null check (cause in ('worn_out','broken','lost','replaced','returned')), reason text not null,
  state text not null default 'proposed' check (state in ('proposed','approved','refused')), proposed_by uuid, proposed_person uuid, proposed_at timestamptz not null,
  decided_by uuid, decided_person uuid, decided_at timestamptz, letter text, retired_on date, refused_reason text,
  primary key (facility_id, id), foreign key (facility_id, asset_id) references budget.asset,
  constraint asset_retirement_two_persons check (decided_person is null or decided_person <> proposed_person),
  check ((state = 'approved') = (letter is not null and retired_on is not null)), check ((state = 'proposed') = (decided_at is null)), check ((state = 'refused') = (refused_reason is not null))
);
create unique index asset_retirement_in_hand on budget.asset_retirement (facility_id, asset_id) where state in ('proposed','approved');
create function budget.retirement_is_decided_once() returns trigger language plpgsql as $$
begin
  if old.state <> 'proposed' then raise exception 'a retirement is decided once' using errcode = '55000'; end if;
  if (new.facility_id, new.id, new.asset_id, new.cause, new.reason, new.proposed_by, new.proposed_person, new.proposed_at) is distinct from (old.facility_id, old.id, old.asset_id, old.cause, old.reason, old.proposed_by, old.proposed_person, old.proposed_at) then
    raise exception 'what was proposed is not rewritten' using errcode = '55000'; end if;
  return new;
end $$;
create trigger decided_once before update on budget.asset_retirement for each row execute function budget.retirement_is_decided_once();

-- A budget request: written by the section head, signed by the head, then a frozen document.
create table budget.proposal (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), year int not null check (year between 2015 and 2100), title text not null, workshop_id uuid, need text not null, aim text not null,
  activities jsonb not null, indicators jsonb not null, jobs int not null check (jobs >= 0), trained int not null check (trained >= 0),
  -- What was simulated before it was asked for, and the facts that it rests on, as they stood when it was written.
  investment jsonb, facts jsonb not null, total_idr bigint not null check (total_idr > 0),
  state text not null default 'draft' check (state in ('draft','submitted','signed','returned')), number text, returned_reason text, document_code text references kernel.document (code),
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, submitted_at timestamptz, decided_by uuid, decided_person uuid, decided_at timestamptz, is_sample boolean not null default false,
  primary key (facility_id, id), foreign key (facility_id, workshop_id) references workshop.workshop, constraint proposal_number unique (facility_id, number),
  constraint proposal_two_persons check (decided_person is null or decided_person <> prepared_person),
  check ((state = 'signed') = (number is not null)), check ((state = 'signed') = (document_code is not null)), check ((state = 'returned') <= (returned_reason is not null))
);
create table budget.proposal_line (
  facility_id uuid not null, proposal_id uuid not null, line int not null check (line > 0), output_code text not null, account text not null references budget.account, fund text not null check (fund in ('RM','PNBP','HIBAH')),
  what text not null, quantity int not null check (quantity > 0), unit text not null, unit_price_idr bigint not null check (unit_price_idr > 0), amount_idr bigint not null generated always as (quantity * unit_price_idr) stored,
  primary key (facility_id, proposal_id, line), foreign key (facility_id, proposal_id) references budget.proposal
);
-- What was sent is not rewritten: lines change only while the request is in the writer's hand, and a signed one not at all.
create function budget.proposal_line_is_open() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare line record := case when tg_op = 'DELETE' then old else new end;
begin
  if not exists (select 1 from budget.proposal where facility_id = line.facility_id and id = line.proposal_id and state in ('draft','returned')) then raise exception 'the lines of a request that was sent are frozen' using errcode = '55000'; end if;
  return line;
end $$;
create trigger line_is_open before insert or update or delete on budget.proposal_line for each row execute function budget.proposal_line_is_open();
create function budget.proposal_is_frozen() returns trigger language plpgsql as $$
begin
  if old.state = 'signed' then raise exception 'a signed request is frozen' using errcode = '55000'; end if;
  if old.state = 'submitted' and new.state not in ('signed','returned') then raise exception 'a request that was sent is signed or returned' using errcode = '55000'; end if;
  if new.state = 'submitted' and new.total_idr is distinct from (select sum(amount_idr) from budget.proposal_line where facility_id = new.facility_id and proposal_id = new.id) then raise exception 'the total is the sum of the lines' using errcode = '55000'; end if;
  return new;
end $$;
create trigger frozen before update on budget.proposal for each row execute function budget.proposal_is_frozen();
select kernel.scope_to_facility(t) from unnest(array['budget.asset','budget.asset_condition','budget.asset_retirement','budget.proposal','budget.proposal_line']::regclass[]) t;
select kernel.insert_only(t) from unnest(array['budget.asset','budget.asset_condition']::regclass[]) t;
revoke delete on budget.asset_retirement, budget.proposal from karya_app;
grant select on budget.asset_class, budget.useful_life to karya_app;

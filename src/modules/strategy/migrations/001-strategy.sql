-- The grand design as a tree in versions: drafted by some, adopted by another person, then frozen. National: no row here belongs to a facility.
create schema strategy;
create table strategy.version (
  id uuid primary key default kernel.new_id(), number int not null unique, title text not null, based_on uuid references strategy.version, reason text not null,
  state text not null default 'draft' check (state in ('draft', 'adopted', 'dropped')), is_sample boolean not null default false,
  drafted_by uuid, drafted_person uuid, drafted_at timestamptz not null,
  -- Everybody who wrote in the draft, by person and by account: none of them adopts it.
  hands uuid[] not null default '{}', hand_accounts uuid[] not null default '{}',
  adopted_by uuid, adopted_person uuid, adopted_at timestamptz, decree text, valid daterange, fingerprint text,
  check ((state = 'adopted') = (valid is not null and adopted_at is not null and fingerprint is not null and decree is not null)),
  constraint version_two_persons check (state <> 'adopted' or ((adopted_person is null or not (adopted_person = any (hands))) and (adopted_by is null or not (adopted_by = any (hand_accounts))))),
  constraint version_one_in_force exclude using gist (valid with &&) where (state = 'adopted')
);
create table strategy.node (
  version_id uuid not null references strategy.version, code text not null check (code ~ '^[A-Z0-9]+([.-][A-Z0-9]+)*$'), kind text not null check (kind in ('vision', 'pillar', 'goal', 'programme', 'milestone', 'indicator')),
  parent text, parent_kind text, position int not null default 0, name_id text not null, name_en text not null,
  area text check (area in ('organisation', 'people', 'budget', 'production', 'marketing', 'cooperation', 'regulation', 'reintegration')),
  -- What is said of today and what is wanted, with who said it.
  today_id text, today_en text, wanted_id text, wanted_en text, source text,
  owner_role text, owner_unit text, due_on date,
  -- An indicator: named measure, or none when it is told by hand with evidence.
  measure text, unit text, better text check (better in ('up', 'down')), definition_id text, definition_en text, formula text,
  baseline numeric, baseline_on date, target numeric, target_on date,
  primary key (version_id, code), unique (version_id, code, kind), foreign key (version_id, parent, parent_kind) references strategy.node (version_id, code, kind) deferrable initially deferred,
  constraint node_place check (case kind when 'vision' then parent is null and parent_kind is null when 'pillar' then parent_kind = 'vision' when 'goal' then parent_kind = 'pillar' when 'programme' then parent_kind = 'goal'
    when 'milestone' then parent_kind = 'programme' else parent_kind in ('goal', 'programme') end and (parent is null) = (parent_kind is null)),
  check ((kind = 'pillar') = (area is not null)),
  constraint node_indicator check ((kind = 'indicator') = (better is not null and target is not null and target_on is not null and unit is not null)),
  constraint node_baseline check ((baseline is null) = (baseline_on is null) and (baseline_on is null or baseline_on < target_on)),
  constraint node_milestone check ((kind = 'milestone') = (due_on is not null))
);
create unique index node_one_vision on strategy.node (version_id) where kind = 'vision';
create unique index node_pillar_once on strategy.node (version_id, area) where kind = 'pillar';
create function strategy.fingerprint_of(wanted uuid) returns text language sql stable set search_path = pg_catalog as $$
  select encode(sha256(convert_to(coalesce(string_agg(to_jsonb(n)::text, E'\n' order by n.code), ''), 'UTF8')), 'hex') from strategy.node n where n.version_id = wanted $$;
-- What was adopted stays as it was adopted; only its last day is written later.
create function strategy.frozen_tree() returns trigger language plpgsql as $$
begin
  if (select state from strategy.version where id = coalesce(new.version_id, old.version_id)) <> 'draft' then raise exception 'an adopted tree is frozen' using errcode = '55000'; end if;
  return coalesce(new, old);
end $$;
create trigger frozen_tree before insert or update or delete on strategy.node for each row execute function strategy.frozen_tree();
create function strategy.frozen_version() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and ((to_jsonb(new) - 'valid') <> (to_jsonb(old) - 'valid') or lower(new.valid) is distinct from lower(old.valid)) then raise exception 'an adopted version is frozen' using errcode = '55000'; end if;
  return new;
end $$;
create trigger frozen_version before update on strategy.version for each row execute function strategy.frozen_version();

-- What is told by hand, each with its evidence; a correction is another row.
create table strategy.reading (
  id uuid primary key default kernel.new_id(), node_code text not null, on_day date not null, value numeric not null, evidence text not null, recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null
);
create index reading_newest on strategy.reading (node_code, on_day desc, recorded_at desc);
-- How far a milestone or programme is; the newest row counts.
create table strategy.progress (
  id uuid primary key default kernel.new_id(), node_code text not null, state text not null check (state in ('started', 'done', 'dropped')), on_day date not null, evidence text not null, recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null
);
create index progress_newest on strategy.progress (node_code, recorded_at desc);
-- The figures of a month for the country, kept each night: what the public page and the trend of past months read.
create table strategy.stock (
  measure text not null, month date not null check (extract(day from month) = 1), value numeric, part numeric not null, whole numeric, reporting int not null, expected int not null, as_of date, taken_at timestamptz not null, primary key (measure, month)
);
create table strategy.risk (
  id uuid primary key default kernel.new_id(), number text not null unique, node_code text not null, what text not null, response text not null, owner_role text not null, owner_unit text not null, recorded_by uuid, recorded_at timestamptz not null
);
-- A risk is judged anew from time to time; its newest judgement counts, and a closed one says why.
create table strategy.risk_judgement (
  risk_id uuid not null references strategy.risk, seq int not null, likelihood int not null check (likelihood between 1 and 5), impact int not null check (impact between 1 and 5), open boolean not null, note text not null, review_on date, recorded_by uuid, recorded_at timestamptz not null,
  primary key (risk_id, seq), check (not open or review_on is not null)
);
create table strategy.decision (
  id uuid primary key default kernel.new_id(), number text not null unique, decided_on date not null, node_code text not null, decision text not null, reason text not null, decided_by text not null,
  owner_role text not null, owner_unit text not null, due_on date, replaces uuid unique references strategy.decision, hearing_id uuid, recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null
);
create index decision_node on strategy.decision (node_code, decided_on desc);
create table strategy.decision_done (decision_id uuid primary key references strategy.decision, on_day date not null, evidence text not null, recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null);

-- A change project: a business case in words and figures, led through gates. Who asks for a gate does not open it.
create table strategy.project (
  id uuid primary key default kernel.new_id(), number text not null unique, node_code text not null, title text not null, problem text not null, options text not null, benefit text not null,
  invested_idr bigint not null check (invested_idr >= 0), benefit_idr_per_year bigint not null check (benefit_idr_per_year >= 0), cost_idr_per_year bigint not null check (cost_idr_per_year >= 0), years int not null check (years between 1 and 20), jobs int not null check (jobs >= 0), assumptions text not null,
  owner_role text not null, owner_unit text not null, gate int not null default 0 check (gate between 0 and 5), state text not null default 'open' check (state in ('open', 'stopped', 'closed')), is_sample boolean not null default false,
  written_by uuid, written_person uuid, written_at timestamptz not null
);
create table strategy.gate (
  project_id uuid not null references strategy.project, id uuid not null default kernel.new_id(), gate int not null check (gate between 1 and 5), state text not null default 'asked' check (state in ('asked', 'passed', 'returned')),
  -- The business case as it stood when the gate was asked for.
  business_case jsonb not null, evidence text not null, asked_by uuid, asked_person uuid, asked_at timestamptz not null, decided_by uuid, decided_person uuid, decided_at timestamptz, reason text,
  primary key (project_id, id), check ((state = 'asked') = (decided_at is null)), check (state <> 'returned' or reason is not null),
  constraint gate_two_persons check ((decided_person is null or decided_person <> asked_person) and (decided_by is null or decided_by <> asked_by))
);
create unique index gate_passed_once on strategy.gate (project_id, gate) where state = 'passed';
create unique index gate_asked_once on strategy.gate (project_id) where state = 'asked';
create function strategy.gate_decided_once() returns trigger language plpgsql as $$
begin
  if old.state <> 'asked' or (to_jsonb(new) - '{state,decided_by,decided_person,decided_at,reason}'::text[]) <> (to_jsonb(old) - '{state,decided_by,decided_person,decided_at,reason}'::text[]) then raise exception 'a decided gate is frozen' using errcode = '55000'; end if;
  return new;
end $$;
create trigger gate_decided_once before update on strategy.gate for each row execute function strategy.gate_decided_once();

grant usage on schema strategy to karya_app, karya_shop;
grant select on all tables in schema strategy to karya_app;
grant insert on strategy.version, strategy.node, strategy.reading, strategy.progress, strategy.stock, strategy.risk, strategy.risk_judgement, strategy.decision, strategy.decision_done, strategy.project, strategy.gate to karya_app;
grant update on strategy.version, strategy.node, strategy.stock, strategy.project, strategy.gate to karya_app;
grant delete on strategy.node to karya_app;
select kernel.insert_only(t) from unnest(array['strategy.reading', 'strategy.progress', 'strategy.risk', 'strategy.risk_judgement', 'strategy.decision', 'strategy.decision_done']::regclass[]) t;
-- The public reads what was adopted and the figures of the country, nothing else.
create view strategy.public_node as select n.*, v.number as version_number, v.title as version_title, v.decree, v.valid, v.is_sample from strategy.node n join strategy.version v on v.id = n.version_id where v.state = 'adopted';
grant select on strategy.public_node, strategy.stock to karya_shop;
grant select on strategy.public_node to karya_app;

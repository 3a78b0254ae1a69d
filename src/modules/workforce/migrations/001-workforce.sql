-- People under guidance who work: eligibility, consent, placement. Personal data of the highest class: never in a public role's reach.
create schema workforce;
create table workforce.worker (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(),
  roster_code text not null, register_number text not null, name text not null, kind text not null check (kind in ('convict','remand','child','client')),
  sex text not null check (sex in ('L','P')), born_on date, custody_from date not null, sentence_from date, release_on date,
  risk text not null default 'unknown' check (risk in ('low','medium','high','unknown')), fit_until date, tool_clearance text not null default 'B',
  skill_level int not null default 1 check (skill_level between 1 and 5), state text not null default 'present' check (state in ('present','away','transferred','released','died')),
  is_sample boolean not null default false,
  primary key (facility_id, id), unique (facility_id, register_number), unique (facility_id, roster_code)
);
create table workforce.consent (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, regime text not null check (regime in ('facility','private_partner','export','outside')),
  given_on date not null, withdrawn_on date check (withdrawn_on >= given_on), evidence text not null, recorded_by uuid, primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker,
  constraint consent_one_at_a_time exclude using gist (facility_id with =, worker_id with =, regime with =, daterange(given_on, withdrawn_on) with &&)
);
-- A running disciplinary measure (register F): no work while it runs.
create table workforce.discipline (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, valid daterange not null check (not isempty(valid) and not lower_inf(valid)), decision text not null, recorded_by uuid,
  primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker
);
create index discipline_worker on workforce.discipline (facility_id, worker_id);
-- Coded checks with one of three effects; a facility's own row outranks the national one. `parameters.unknown` is the effect
-- when the fact is not on file: no risk assessment blocks, whatever a known high risk does.
create table workforce.suitability_check (
  code text not null, facility_id uuid, name_id text not null, name_en text not null, rule text not null,
  effect text not null check (effect in ('block','override_with_reason','inform')), parameters jsonb not null default '{}', valid daterange not null, legal_basis text not null, source text not null,
  exclude using gist (code with =, (coalesce(facility_id, '00000000-0000-0000-0000-000000000000')) with =, valid with &&)
);
-- Placed in a workshop from one day to another, by letter: one person proposes, another approves. Half-open dates, one place at a time.
create table workforce.placement (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, workshop_id uuid not null, job text not null, paid boolean not null default true,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)), decree text not null, regime text not null default 'facility' check (regime in ('facility','private_partner','export','outside')),
  proposed_by uuid, proposed_person uuid, proposed_at timestamptz not null, approved_by uuid, approved_person uuid, approved_at timestamptz,
  refused_by uuid, refused_at timestamptz, refused_reason text, override_reason text, ended_reason text,
  primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker,
  constraint placement_two_persons check (approved_person is null or approved_person <> proposed_person),
  check (approved_at is null or refused_at is null),
  constraint placement_one_at_a_time exclude using gist (facility_id with =, worker_id with =, valid with &&) where (refused_at is null)
);
create index placement_workshop on workforce.placement (facility_id, workshop_id);
create table workforce.non_association (facility_id uuid not null, worker_a uuid not null, worker_b uuid not null, valid daterange not null, primary key (facility_id, worker_a, worker_b),
  foreign key (facility_id, worker_a) references workforce.worker, foreign key (facility_id, worker_b) references workforce.worker, check (worker_a < worker_b));
grant usage on schema workforce to karya_app;
select kernel.scope_to_facility(t) from unnest(array['workforce.worker','workforce.consent','workforce.discipline','workforce.placement','workforce.non_association']::regclass[]) t;
grant select, insert on workforce.suitability_check to karya_app;

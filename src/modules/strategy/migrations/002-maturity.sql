-- Maturity of a facility's industry: dated criteria, a claim with evidence by the facility, a verdict by another person of the region.
create table strategy.criterion (
  dimension text not null check (dimension in ('organisation', 'people', 'budget', 'production', 'safety', 'marketing', 'cooperation', 'reintegration')), level int not null check (level between 1 and 5),
  name_id text not null, name_en text not null, measure text, threshold numeric, valid daterange not null check (not isempty(valid) and not lower_inf(valid)), source text not null,
  primary key (dimension, level, valid), check ((measure is null) = (threshold is null)), constraint criterion_once exclude using gist (dimension with =, level with =, valid with &&)
);
create table strategy.assessment (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), period text not null check (period ~ '^\d{4}-S[12]$'), state text not null default 'draft' check (state in ('draft', 'sent', 'verified', 'returned')), on_day date not null,
  made_by uuid, made_person uuid, made_at timestamptz not null, decided_by uuid, decided_person uuid, decided_at timestamptz, reason text,
  primary key (facility_id, id), check ((state in ('verified', 'returned')) = (decided_at is not null)), check (state <> 'returned' or reason is not null),
  constraint assessment_two_persons check ((decided_person is null or decided_person <> made_person) and (decided_by is null or decided_by <> made_by))
);
create unique index assessment_once on strategy.assessment (facility_id, period);
-- What the facility claims, what the facts say, and which criteria the facts contradict; then what the region found.
create table strategy.claim (
  facility_id uuid not null, assessment_id uuid not null, dimension text not null check (dimension in ('organisation', 'people', 'budget', 'production', 'safety', 'marketing', 'cooperation', 'reintegration')), level int not null check (level between 0 and 5), evidence text not null, suggested int not null check (suggested between 0 and 5), against jsonb not null default '[]',
  verified int check (verified between 0 and 5), finding text, primary key (facility_id, assessment_id, dimension), foreign key (facility_id, assessment_id) references strategy.assessment,
  constraint claim_says_why check (verified is null or verified = level or finding is not null)
);
create function strategy.verified_frozen() returns trigger language plpgsql as $$
declare now_state text;
begin
  if tg_table_name = 'assessment' then now_state := old.state;
  else select state into now_state from strategy.assessment where facility_id = old.facility_id and id = old.assessment_id; end if;
  if now_state = 'verified' then raise exception 'a verified assessment is frozen' using errcode = '55000'; end if;
  return coalesce(new, old);
end $$;
create trigger verified_frozen before update or delete on strategy.assessment for each row execute function strategy.verified_frozen();
create trigger verified_frozen before update or delete on strategy.claim for each row execute function strategy.verified_frozen();
grant select on strategy.criterion to karya_app;
select kernel.scope_to_facility('strategy.assessment'), kernel.scope_to_facility('strategy.claim');
-- Verified levels of every facility, for comparing with peers: eight numbers of an institution, nothing about people.
create function strategy.verified_levels() returns table (facility_id uuid, period text, dimension text, level int) language sql stable security definer set search_path = pg_catalog as $$
  select a.facility_id, a.period, c.dimension, c.verified from (select distinct on (facility_id) facility_id, id, period from strategy.assessment where state = 'verified' order by facility_id, period desc) a
  join strategy.claim c on c.facility_id = a.facility_id and c.assessment_id = a.id $$;
grant execute on function strategy.verified_levels() to karya_app;

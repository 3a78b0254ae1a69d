-- Places, facilities (UPT), regional offices, agencies, calendar, register of rules: public reference, each row with its source.
create schema organisation;
create table organisation.province (
  code text primary key, name_id text not null, name_en text not null, capital text not null, island_group text not null, timezone text not null,
  latitude float8 not null, longitude float8 not null, min_wage_2025_idr bigint, min_wage_2026_idr bigint, source text not null
);
create table organisation.regency (
  code text primary key, name text not null, kind text not null, province_code text not null references organisation.province,
  timezone text not null, latitude float8 not null, longitude float8 not null, source text not null
);
-- A regional office (Kanwil) per province until the real list of 33 is imported.
create table organisation.regional_office (
  code text primary key, name text not null, province_codes text[] not null, source text not null
);
create table organisation.facility (
  id uuid primary key default kernel.new_id(), code text not null unique, name text not null, kind text not null, class text,
  province_code text not null references organisation.province, regency_code text not null references organisation.regency,
  regional_office_code text not null references organisation.regional_office,
  timezone text not null check (timezone in ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')),
  latitude float8 not null, longitude float8 not null, is_industrial boolean not null default false,
  -- Invented facilities carry the demo world; real ones carry only sourced facts.
  is_sample boolean not null default false, aliases text[] not null default '{}', address text, phone text, whatsapp text, email text, intro_id text, intro_en text,
  source text not null
);
create index facility_office on organisation.facility (regional_office_code);
-- What a unit is reported to make (press, dated); no claim that it still does.
create table organisation.reported_line (
  facility_id uuid not null references organisation.facility, line text not null, category text not null, note text not null default '', source text not null,
  primary key (facility_id, line)
);
create table organisation.reported_product (
  code text primary key, facility_id uuid not null references organisation.facility, name text not null, category text not null, unit text not null,
  price_idr_min bigint, price_idr_max bigint, price_basis text not null, evidence text not null, description_id text not null, description_en text not null, source text not null
);
create table organisation.agency (
  id uuid primary key default kernel.new_id(), code text not null unique, name text not null, short_name text, kind text not null, name_en text,
  official_code text, province_code text references organisation.province, is_sample boolean not null default false, source text not null
);
create table organisation.holiday (day date not null, name_id text not null, name_en text not null, kind text not null, basis text not null, source text not null, primary key (day, name_id));
create table organisation.regulation (
  code text primary key, title text not null, kind text not null, date text, in_force text not null, gives text not null, effective_figure text, verified boolean not null, source text not null
);
-- Who signs for a unit, with dates: documents take the signatory in office on their day.
create table organisation.signatory (
  id uuid primary key default kernel.new_id(), facility_id uuid references organisation.facility, agency_id uuid references organisation.agency,
  duty text not null check (duty in ('facility_head', 'section_head', 'treasurer', 'commitment_officer', 'procurement_officer', 'receiving_officer')),
  name text not null, nip text, position text not null, decree text, valid daterange not null,
  check ((facility_id is null) <> (agency_id is null)),
  constraint signatory_one_in_office exclude using gist ((coalesce(facility_id, agency_id)) with =, duty with =, valid with &&)
);
grant usage on schema organisation to karya_app, karya_shop;
grant select on all tables in schema organisation to karya_app;
grant insert, update on organisation.facility, organisation.agency, organisation.signatory, organisation.holiday to karya_app;
grant select on organisation.agency to karya_shop;
grant select on organisation.province, organisation.regency, organisation.regional_office, organisation.facility, organisation.reported_line, organisation.reported_product, organisation.holiday, organisation.regulation to karya_shop;

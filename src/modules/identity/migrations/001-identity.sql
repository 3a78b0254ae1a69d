-- Accounts (better-auth's user, session, credential, verification, second factor under our names), roles by unit with dates, tokens.
create schema identity;
create table identity.account (
  id uuid primary key default kernel.new_id(), name text not null, email text not null unique, email_verified boolean not null default true, image text,
  person_id uuid not null default kernel.new_id(), locale text not null default 'id' check (locale in ('id', 'en')),
  two_factor_enabled boolean not null default false, is_sample boolean not null default false, disabled_at timestamptz,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);
create table identity.session (
  id uuid primary key default kernel.new_id(), account_id uuid not null references identity.account on delete cascade, token text not null unique,
  expires_at timestamptz not null, ip_address text, user_agent text, assignment_id uuid,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);
create table identity.credential (
  id uuid primary key default kernel.new_id(), account_id uuid not null references identity.account on delete cascade, external_id text not null, provider_id text not null,
  access_token text, refresh_token text, id_token text, access_token_expires_at timestamptz, refresh_token_expires_at timestamptz, scope text, password text,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);
create table identity.verification (
  id uuid primary key default kernel.new_id(), identifier text not null, value text not null, expires_at timestamptz not null,
  created_at timestamptz default now(), updated_at timestamptz default now()
);
create table identity.second_factor (id uuid primary key default kernel.new_id(), account_id uuid not null references identity.account on delete cascade, secret text not null, backup_codes text not null, verified boolean default true,
  failed_verification_count int not null default 0, locked_until timestamptz);
-- A role in one unit, with dates and its letter. Access follows the dated assignment and ends with it.
create table identity.assignment (
  id uuid primary key default kernel.new_id(), account_id uuid not null references identity.account, role text not null check (role in
    ('officer','section_head','facility_head','treasurer','regional','headquarters','procurement_officer','commitment_officer','partner','auditor','admin')),
  facility_id uuid references organisation.facility, regional_office_code text references organisation.regional_office, agency_id uuid references organisation.agency, partner_name text,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)), decree text not null,
  check (case when role in ('officer','section_head','facility_head','treasurer') then facility_id is not null and agency_id is null
              when role = 'regional' then regional_office_code is not null
              when role in ('procurement_officer','commitment_officer') then agency_id is not null and facility_id is null else true end),
  constraint assignment_once exclude using gist (account_id with =, role with =, (coalesce(facility_id, agency_id, '00000000-0000-0000-0000-000000000000')) with =, valid with &&)
);
create table identity.api_token (
  id uuid not null unique default kernel.new_id(), token_sha256 text primary key, account_id uuid not null references identity.account, expires_at timestamptz not null, created_at timestamptz not null default now(), revoked_at timestamptz, last_used_at timestamptz
);
-- Refused sign-ins are counted per account name and address, to slow guessing without locking a person out for ever.
create table identity.failed_sign_in (key text not null, at timestamptz not null default now());
create index session_account on identity.session (account_id);
create index credential_account on identity.credential (account_id);
create index verification_identifier on identity.verification (identifier);
create index assignment_account on identity.assignment (account_id);
create index api_token_account on identity.api_token (account_id);
create index failed_sign_in_key on identity.failed_sign_in (key, at);
grant usage on schema identity to karya_app;
grant select, insert, update, delete on all tables in schema identity to karya_app;

-- Devices of a facility: a phone of a workshop, a kiosk. An administrator enrols one and gets a code; typed on the device
-- within its time, the code becomes a secret that the device's browser keeps. Only hashes are kept here.
create table identity.device (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(),
  name text not null, kind text not null check (kind in ('workshop', 'kiosk')),
  code_hash text, code_expires_at timestamptz, secret_hash text,
  enrolled_by uuid, enrolled_at timestamptz not null, activated_at timestamptz, revoked_by uuid, revoked_at timestamptz, last_seen_at timestamptz,
  primary key (facility_id, id), constraint device_id unique (id),
  check ((code_hash is null) = (code_expires_at is null)),
  -- A revoked device has nothing left to show.
  constraint device_revoked_bare check (revoked_at is null or (code_hash is null and secret_hash is null))
);
create unique index device_code on identity.device (code_hash) where code_hash is not null;
create unique index device_name_once on identity.device (facility_id, name) where revoked_at is null;
select kernel.scope_to_facility('identity.device');

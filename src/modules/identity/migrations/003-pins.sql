-- Officers change by PIN on an enrolled device; sessions sleep when nobody uses them; what was typed meanwhile is kept.
alter table identity.session add column device_id uuid references identity.device (id), add column last_seen_at timestamptz;
create table identity.pin (
  account_id uuid primary key references identity.account on delete cascade, pin_hash text not null, set_at timestamptz not null,
  failures int not null default 0 check (failures >= 0), locked_until timestamptz
);
create table identity.kept_words (
  id uuid primary key default kernel.new_id(), account_id uuid not null references identity.account on delete cascade,
  path text not null, entries jsonb not null, kept_at timestamptz not null
);
create index kept_words_account on identity.kept_words (account_id, kept_at);
create index session_device on identity.session (device_id) where device_id is not null;
grant select, insert, update, delete on identity.pin to karya_app;
grant select, insert, delete on identity.kept_words to karya_app;

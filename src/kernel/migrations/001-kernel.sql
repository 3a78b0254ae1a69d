-- The ground every room stands on: signed context, events, once-keys, dated rules, issued documents.
create schema if not exists kernel;
create extension if not exists pgcrypto;
create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- Time-ordered ids. PostgreSQL 18 has its own; older ones get the same layout.
do $$ begin
  if current_setting('server_version_num')::int >= 180000 then
    execute 'create function kernel.new_id() returns uuid language sql volatile parallel safe as ''select uuidv7()''';
  else
    execute $f$create function kernel.new_id() returns uuid language sql volatile parallel safe as $b$
      select encode(set_byte(set_byte(overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
        6, (get_byte(uuid_send(gen_random_uuid()), 6) & 15) | 112), 8, (get_byte(uuid_send(gen_random_uuid()), 8) & 63) | 128), 'hex')::uuid $b$ $f$;
  end if;
end $$;

-- 1. Who acts and what is in reach: account|{facilities or *}|agency|expiry|mac, set inside the transaction.
-- SQL injected as the app's role cannot forge it: the key is readable by the owner alone.
create table kernel.context_key (key bytea not null, only_one boolean primary key default true check (only_one));

create function kernel.context() returns text[] language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare claim text := nullif(current_setting('app.context', true), ''); part text[];
begin
  if claim is null then raise exception 'no context' using errcode = '28000'; end if;
  part := string_to_array(claim, '|');
  if array_length(part, 1) <> 5 or part[5] is distinct from (
    select encode(public.hmac(convert_to(part[1] || '|' || part[2] || '|' || part[3] || '|' || part[4], 'UTF8'), key, 'sha256'), 'hex') from kernel.context_key)
  then raise exception 'forged context' using errcode = '28000'; end if;
  if part[4]::bigint < extract(epoch from clock_timestamp()) then raise exception 'expired context' using errcode = '28000'; end if;
  return part;
end $$;

create function kernel.everywhere() returns boolean language sql stable set search_path = pg_catalog as $$ select (kernel.context())[2] = '*' $$;
create function kernel.facilities() returns uuid[] language sql stable set search_path = pg_catalog as $$
  select case when (kernel.context())[2] in ('*', '') then '{}'::uuid[] else string_to_array((kernel.context())[2], ',')::uuid[] end $$;
create function kernel.agency() returns uuid language sql stable set search_path = pg_catalog as $$ select nullif((kernel.context())[3], '')::uuid $$;
create function kernel.acting() returns uuid language sql stable set search_path = pg_catalog as $$ select nullif((kernel.context())[1], '')::uuid $$;

-- Called once per facility-scoped table: row-level security and the grants of the app.
-- Not FORCED: the owner runs migrations and the integrity triggers (definer), and never serves a request.
create function kernel.scope_to_facility(target regclass, agency_column text default null) returns void language plpgsql as $$
declare rule text := 'facility_id = any ((select kernel.facilities())::uuid[]) or (select kernel.everywhere())';
begin
  if agency_column is not null then rule := rule || format(' or %I = (select kernel.agency())', agency_column); end if;
  execute format('alter table %s enable row level security', target);
  execute format('create policy in_reach on %s using (%s) with check (%s)', target, rule, rule);
  execute format('grant select, insert, update, delete on %s to karya_app', target);
end $$;

-- Facts are corrected by adding, never by changing.
create function kernel.refuse_change() returns trigger language plpgsql as $$
begin raise exception '% is append-only (%)', tg_table_name, tg_op using errcode = '55000'; end $$;

create function kernel.insert_only(target regclass) returns void language plpgsql as $$
begin
  execute format('create trigger insert_only before update or delete on %s for each row execute function kernel.refuse_change()', target);
  execute format('create trigger no_truncate before truncate on %s for each statement execute function kernel.refuse_change()', target);
  execute format('alter table %s enable always trigger insert_only', target);
  execute format('alter table %s enable always trigger no_truncate', target);
  execute format('revoke update, delete, truncate on %s from karya_app', target);
end $$;

-- A business rule that no plain constraint can state: raise kernel.refuse('code', 'message').
create function kernel.refuse(code text, message text) returns void language plpgsql as $$
begin raise exception '%', message using errcode = 'KB001', hint = code; end $$;

-- 2. Events: history, feed, outbox and audit in one row; one hash chain per facility, the zero id for the national one.
create table kernel.chain_head (chain uuid primary key, seq bigint not null, hash bytea not null);
create table kernel.event (
  chain uuid not null, seq bigint not null, id uuid not null default kernel.new_id(),
  at timestamptz not null, recorded_at timestamptz not null default clock_timestamp(),
  actor_id uuid, verb text not null, facility_id uuid, subject_kind text not null, subject_id text not null,
  particulars jsonb not null default '{}', prev_hash bytea not null, hash bytea not null,
  primary key (chain, seq), unique (id)
);
create index event_subject on kernel.event (subject_kind, subject_id, seq);
create index event_at on kernel.event (chain, at desc);
create table kernel.outbox (event_id uuid primary key references kernel.event (id), attempts int not null default 0, not_before timestamptz not null default clock_timestamp(), last_problem text);

create function kernel.event_hash(chain uuid, seq bigint, id uuid, at timestamptz, actor uuid, verb text, subject_kind text, subject_id text, particulars jsonb, prev bytea)
returns bytea language sql immutable set search_path = pg_catalog as $$
  select sha256(prev || convert_to(jsonb_build_array(chain, seq, id, (extract(epoch from at) * 1000000)::bigint, actor, verb, subject_kind, subject_id, particulars)::text, 'UTF8')) $$;

create function kernel.append_events(events jsonb, actor uuid, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare e jsonb; head kernel.chain_head; c uuid; n bigint; new_id uuid; h bytea;
begin
  -- Chains are locked in one order, so that two transactions never wait for each other.
  for e in select x from jsonb_array_elements(events) with ordinality t(x, i) order by coalesce(x->>'facility_id', ''), i loop
    c := coalesce((e->>'facility_id')::uuid, '00000000-0000-0000-0000-000000000000');
    insert into kernel.chain_head values (c, 0, '\x00') on conflict do nothing;
    select * into head from kernel.chain_head where chain = c for update;
    n := head.seq + 1; new_id := kernel.new_id();
    h := kernel.event_hash(c, n, new_id, at, actor, e->>'verb', e->>'subject_kind', e->>'subject_id', coalesce(e->'particulars', '{}'), head.hash);
    insert into kernel.event (chain, seq, id, at, actor_id, verb, facility_id, subject_kind, subject_id, particulars, prev_hash, hash)
    values (c, n, new_id, at, actor, e->>'verb', (e->>'facility_id')::uuid, e->>'subject_kind', e->>'subject_id', coalesce(e->'particulars', '{}'), head.hash, h);
    insert into kernel.outbox (event_id) values (new_id);
    update kernel.chain_head set seq = n, hash = h where chain = c;
  end loop;
end $$;
alter table kernel.event enable row level security;
create policy in_reach on kernel.event using (facility_id = any ((select kernel.facilities())::uuid[]) or (select kernel.everywhere()) or actor_id = (select kernel.acting()));
select kernel.insert_only('kernel.event');

-- 3. Once-keys: one effect per request.
create table kernel.once (scope text not null, key text not null, content_sha256 text not null, answer jsonb, at timestamptz not null default now(), primary key (scope, key));

-- 4. Rules that a regulation can change: dated, with their legal basis; national, or one facility's own.
create table kernel.rule (
  id uuid primary key default kernel.new_id(), key text not null, facility_id uuid, value jsonb not null,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)), legal_basis text not null, source text not null default '',
  exclude using gist (key with =, (coalesce(facility_id, '00000000-0000-0000-0000-000000000000')) with =, valid with &&)
);
create function kernel.rule_on(wanted text, day date, facility uuid default null) returns jsonb language sql stable set search_path = pg_catalog as $$
  select value from kernel.rule where key = wanted and valid @> day and (facility_id is null or facility_id = facility)
  order by facility_id nulls last limit 1 $$;

-- 5. Issued documents: frozen content under a code that anybody can check.
create table kernel.document (
  code text primary key, kind text not null, number text not null, facility_id uuid, agency_id uuid, subject_kind text not null, subject_id text not null,
  issued_on date not null, issued_by uuid, content jsonb not null, sha256 text not null, parties jsonb not null default '[]',
  replaced_by text references kernel.document (code), recorded_at timestamptz not null default clock_timestamp()
);
create index document_subject on kernel.document (subject_kind, subject_id);
create unique index document_number on kernel.document (kind, coalesce(facility_id, agency_id), number);
alter table kernel.document enable row level security;
create policy in_reach on kernel.document
  using (facility_id = any ((select kernel.facilities())::uuid[]) or (select kernel.everywhere()) or agency_id = (select kernel.agency()))
  with check (facility_id = any ((select kernel.facilities())::uuid[]) or (select kernel.everywhere()) or agency_id = (select kernel.agency()));
-- What /cek shows of a document: kind, number, day, institutions, status. Never content.
create function kernel.check_document(wanted text) returns table (kind text, number text, issued_on date, parties jsonb, sha256 text, replaced_by text)
language sql stable security definer set search_path = pg_catalog as $$ select kind, number, issued_on, parties, sha256, replaced_by from kernel.document where code = wanted $$;

-- 6. Numbers per unit and year: 'PK-2026-0147'.
create table kernel.number_series (series text not null, unit uuid not null, year int not null, last int not null, primary key (series, unit, year));
create function kernel.next_number(series_name text, unit_id uuid, in_year int) returns int language sql volatile set search_path = pg_catalog as $$
  insert into kernel.number_series values (series_name, coalesce(unit_id, '00000000-0000-0000-0000-000000000000'), in_year, 1)
  on conflict (series, unit, year) do update set last = number_series.last + 1 returning last $$;

-- 7. The shop's version: bumped when what it shows changes; a sequence, so that no order waits for another.
create sequence kernel.shop_version;

grant usage on schema kernel to karya_app, karya_shop;
grant select, insert, update on kernel.once, kernel.number_series to karya_app;
grant delete on kernel.once to karya_app;
grant select, insert on kernel.rule to karya_app;
grant update (valid) on kernel.rule to karya_app;
grant select on kernel.rule to karya_shop;
grant select on kernel.event, kernel.chain_head to karya_app;
grant select, update, delete on kernel.outbox to karya_app;
grant select, insert on kernel.document to karya_app;
grant update (replaced_by) on kernel.document to karya_app;
grant usage, select, update on sequence kernel.shop_version to karya_app;
grant select on sequence kernel.shop_version to karya_shop;
grant execute on function kernel.check_document(text) to karya_shop, karya_app;

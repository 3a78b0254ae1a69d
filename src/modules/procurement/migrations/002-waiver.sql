-- How an agency is let off the duty: coded reasons, the file, its steps, the facility's offers, the permit and what is bought on it.
create table procurement.waiver_reason (
  code text not null, valid daterange not null check (not isempty(valid) and not lower_inf(valid)), name_id text not null, name_en text not null, evidence_id text not null, evidence_en text not null,
  default_outcome text not null check (default_outcome in ('matchable', 'negotiable', 'refuse_if_met', 'approve', 'auto', 'partial')), sla_working_days int not null check (sla_working_days >= 0), deemed_working_days int not null check (deemed_working_days > 0),
  standing text not null default 'trial' check (standing in ('trial', 'in_force')), legal_basis text not null, source text not null,
  constraint waiver_reason_one_at_a_time exclude using gist (code with =, valid with &&)
);
-- What may follow what. The same table as in waiver/machine.ts; a test compares them.
create table procurement.waiver_move ("from" text not null, verb text not null, "to" text not null, primary key ("from", verb));
insert into procurement.waiver_move values
  ('draft', 'prepare', 'prepared'), ('prepared', 'approve', 'sent'), ('prepared', 'return', 'draft'), ('prepared', 'change', 'draft'), ('sent', 'change', 'draft'), ('escalated', 'change', 'draft'),
  ('sent', 'settle', 'settled'), ('escalated', 'settle', 'settled'), ('sent', 'grant', 'granted'), ('escalated', 'grant', 'granted'), ('sent', 'refuse', 'refused'), ('escalated', 'refuse', 'refused'),
  ('sent', 'lapse', 'granted'), ('sent', 'escalate', 'escalated'), ('refused', 'appeal', 'appealed'), ('appealed', 'overturn', 'granted'), ('appealed', 'uphold', 'upheld'),
  ('draft', 'withdraw', 'withdrawn'), ('prepared', 'withdraw', 'withdrawn'), ('sent', 'withdraw', 'withdrawn'), ('escalated', 'withdraw', 'withdrawn'), ('appealed', 'withdraw', 'withdrawn');

create table procurement.waiver (
  id uuid primary key default kernel.new_id(), number text not null constraint waiver_number unique, agency_id uuid not null references organisation.agency, unit text not null, zone text not null check (zone in ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')),
  kind text not null check (kind in ('single', 'blanket')), reason_code text, reason_text text not null default '', evidence text not null default '', valid_from date, valid_to date, approver text not null default '',
  state text not null default 'draft' check (state in ('draft', 'prepared', 'sent', 'escalated', 'settled', 'granted', 'refused', 'appealed', 'upheld', 'withdrawn')), steps int not null default 0,
  -- Everybody who had a hand in the file: none of them approves or decides it, under whatever account.
  hands uuid[] not null default '{}', prepared_by uuid, prepared_person uuid, prepared_at timestamptz, approved_by uuid, approved_person uuid, approved_at timestamptz,
  due_on date, silent_on date, silence text check (silence in ('grant', 'escalate')), decided_by uuid, decided_person uuid, decided_at timestamptz, decided_how text check (decided_how in ('person', 'rule', 'silence', 'appeal')),
  appealed_person uuid, appeal_due_on date, appeal_decided_person uuid, is_sample boolean not null default false, created_at timestamptz not null,
  constraint waiver_days check (valid_to >= valid_from),
  constraint waiver_approver_other check (approved_person is null or not approved_person = any (hands)),
  constraint waiver_decider_other check (decided_person is null or (not decided_person = any (hands) and decided_person is distinct from approved_person)),
  constraint waiver_appeal_other check (appeal_decided_person is null or (not appeal_decided_person = any (hands) and appeal_decided_person is distinct from approved_person and appeal_decided_person is distinct from decided_person and appeal_decided_person is distinct from appealed_person)),
  constraint waiver_clock check (state in ('draft', 'prepared', 'withdrawn') or (due_on is not null and silent_on is not null and silence is not null)),
  constraint waiver_approvals check (state <> 'draft' or (prepared_at is null and approved_at is null))
);
create index waiver_agency on procurement.waiver (agency_id, id desc);
create index waiver_open on procurement.waiver (silent_on) where state = 'sent';
create table procurement.waiver_line (
  agency_id uuid not null, waiver_id uuid not null references procurement.waiver, line int not null check (line between 1 and 5000), need_id uuid references procurement.need, item_text text not null, unspsc text, category text,
  quantity bigint not null check (quantity between 1 and 1000000000), unit text not null, value_idr bigint not null check (value_idr > 0), needed_by date, regency_code text references organisation.regency,
  -- The nearest thing that is made here, and its maker's real figures as they stood when the file was prepared.
  facility_id uuid references organisation.facility, product_id uuid, sku text, ours jsonb,
  -- What the buyer found elsewhere.
  market_price_idr bigint check (market_price_idr > 0), market_days int check (market_days >= 0), market_quality text not null default '',
  primary key (waiver_id, line), check ((facility_id is null) = (product_id is null))
);
create index waiver_line_facility on procurement.waiver_line (facility_id) where facility_id is not null;
create index waiver_line_need on procurement.waiver_line (need_id) where need_id is not null;
create table procurement.waiver_step (
  agency_id uuid not null, id uuid primary key default kernel.new_id(), waiver_id uuid not null references procurement.waiver, seq int not null, verb text not null, "to" text not null, words text not null default '', particulars jsonb not null default '{}',
  side text not null check (side in ('agency', 'headquarters', 'system')), by_account uuid, by_person uuid, at timestamptz not null, constraint waiver_step_once unique (waiver_id, seq), check (side = 'system' or by_person is not null)
);
-- What the facility offers instead: the price met, delivery in parts, another of its goods, an earlier day; or that it cannot.
create table procurement.waiver_offer (
  agency_id uuid not null, id uuid primary key default kernel.new_id(), waiver_id uuid not null, line int not null, facility_id uuid not null references organisation.facility, kind text not null check (kind in ('match_price', 'split_delivery', 'substitute', 'earlier_day', 'cannot')),
  price_idr bigint check (price_idr > 0), product_id uuid, sku text, day date, deliveries jsonb not null default '[]', words text not null default '', offered_by uuid, offered_person uuid, offered_at timestamptz not null,
  foreign key (waiver_id, line) references procurement.waiver_line,
  constraint offer_says_what check (case kind when 'match_price' then price_idr is not null when 'split_delivery' then jsonb_array_length(deliveries) >= 2 when 'substitute' then product_id is not null when 'earlier_day' then day is not null else length(words) >= 5 end)
);
create index waiver_offer_line on procurement.waiver_offer (waiver_id, line, offered_at desc);

-- A permit: signed, checked by anybody, used up piece by piece.
create table procurement.permit (
  agency_id uuid not null, id uuid primary key default kernel.new_id(), code text not null constraint permit_code unique check (length(code) >= 9), number text not null unique, waiver_id uuid not null constraint permit_once unique references procurement.waiver,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid) and not upper_inf(valid)), jws text not null, kid text not null, issued_at timestamptz not null, is_sample boolean not null default false,
  revoked_at timestamptz, revoked_by uuid, revoked_person uuid, revoke_reason text, check ((revoked_at is null) = (revoke_reason is null))
);
create table procurement.permit_line (
  agency_id uuid not null, permit_id uuid not null references procurement.permit, line int not null, item_text text not null, unspsc text, category text, quantity bigint not null check (quantity > 0), unit text not null, used bigint not null default 0,
  primary key (permit_id, line), constraint permit_within_quantity check (used between 0 and quantity)
);
create table procurement.permit_use (
  agency_id uuid not null, id uuid primary key default kernel.new_id(), permit_id uuid not null, line int not null, quantity bigint not null check (quantity > 0), reference text not null check (length(reference) >= 3), used_on date not null, recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null,
  foreign key (permit_id, line) references procurement.permit_line, constraint permit_use_once unique (permit_id, line, reference)
);
-- Keys that sign permits. The private half is sealed with the installation's secret; retired keys stay published.
create table procurement.signing_key (kid text primary key, public_jwk jsonb not null, sealed bytea not null, made_at timestamptz not null, retired_at timestamptz);
create unique index signing_key_in_use on procurement.signing_key ((true)) where retired_at is null;

-- The state follows the steps and nothing else. A file that changes loses its approvals.
create function procurement.follow_step() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare w procurement.waiver; target text;
begin
  select * into w from procurement.waiver where id = new.waiver_id for update;
  select m."to" into target from procurement.waiver_move m where m."from" = w.state and m.verb = new.verb;
  if target is null or target <> new."to" or new.seq <> w.steps + 1 or new.agency_id <> w.agency_id then perform kernel.refuse('waiver.moved', 'the waiver has moved'); end if;
  update procurement.waiver set state = target, steps = new.seq,
    hands = case when new.verb in ('prepare', 'change') and new.by_person is not null and not new.by_person = any (w.hands) then array_append(w.hands, new.by_person) else w.hands end,
    prepared_by = case when target = 'draft' then null when new.verb = 'prepare' then new.by_account else w.prepared_by end,
    prepared_person = case when target = 'draft' then null when new.verb = 'prepare' then new.by_person else w.prepared_person end,
    prepared_at = case when target = 'draft' then null when new.verb = 'prepare' then new.at else w.prepared_at end,
    approved_by = case when target = 'draft' then null when new.verb = 'approve' then new.by_account else w.approved_by end,
    approved_person = case when target = 'draft' then null when new.verb = 'approve' then new.by_person else w.approved_person end,
    approved_at = case when target = 'draft' then null when new.verb = 'approve' then new.at else w.approved_at end,
    due_on = case when target = 'draft' then null when new.verb = 'approve' then (new.particulars->>'due_on')::date else w.due_on end,
    silent_on = case when target = 'draft' then null when new.verb = 'approve' then (new.particulars->>'silent_on')::date else w.silent_on end,
    silence = case when target = 'draft' then null when new.verb = 'approve' then new.particulars->>'silence' else w.silence end,
    decided_by = case when new.verb in ('grant', 'refuse') then new.by_account else w.decided_by end,
    decided_person = case when new.verb in ('grant', 'refuse') then new.by_person else w.decided_person end,
    decided_at = case when new.verb in ('grant', 'refuse', 'lapse', 'overturn', 'uphold') then new.at else w.decided_at end,
    decided_how = case when new.verb in ('overturn', 'uphold') then 'appeal' when new.verb = 'lapse' then 'silence' when new.verb in ('grant', 'refuse') then case new.side when 'system' then 'rule' else 'person' end else w.decided_how end,
    appealed_person = case when new.verb = 'appeal' then new.by_person else w.appealed_person end,
    appeal_due_on = case when new.verb = 'appeal' then (new.particulars->>'due_on')::date else w.appeal_due_on end,
    appeal_decided_person = case when new.verb in ('overturn', 'uphold') then new.by_person else w.appeal_decided_person end
  where id = w.id;
  return new;
end $$;
create trigger follow_step before insert on procurement.waiver_step for each row execute function procurement.follow_step();

-- The content of a file moves only while it is a draft.
create function procurement.only_in_draft() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare w uuid; standing text;
begin
  if tg_op = 'DELETE' then w := old.waiver_id; else w := new.waiver_id; end if;
  select state into standing from procurement.waiver where id = w for update;
  if standing <> 'draft' then perform kernel.refuse('waiver.not_draft', 'the file is no draft'); end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create trigger only_in_draft before insert or update or delete on procurement.waiver_line for each row execute function procurement.only_in_draft();
create function procurement.content_in_draft() returns trigger language plpgsql as $$
declare content text[] := '{kind,unit,reason_code,reason_text,evidence,valid_from,valid_to,approver}';
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' or new.steps <> 0 then raise exception 'a file begins as a draft' using errcode = '55000'; end if;
    return new;
  end if;
  -- Whoever had a hand in the file stays known to it.
  if not new.hands @> old.hands then raise exception 'hands are never taken off a file' using errcode = '55000'; end if;
  if old.state <> 'draft' and exists (select 1 from unnest(content) c where to_jsonb(new)->c is distinct from to_jsonb(old)->c) then perform kernel.refuse('waiver.not_draft', 'the file is no draft'); end if;
  return new;
end $$;
create trigger content_in_draft before insert or update on procurement.waiver for each row execute function procurement.content_in_draft();

-- A permit stands on a granted waiver and never allows more than was asked.
create function procurement.permit_is_granted() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from procurement.permit p join procurement.waiver w on w.id = p.waiver_id and w.state = 'granted' join procurement.waiver_line l on l.waiver_id = w.id and l.line = new.line and l.quantity >= new.quantity where p.id = new.permit_id)
  then perform kernel.refuse('permit.not_granted', 'the permit is not granted for this'); end if;
  return new;
end $$;
create trigger permit_is_granted before insert on procurement.permit_line for each row execute function procurement.permit_is_granted();
-- What is bought on a permit is taken off it, under the row's lock; a revoked or spent one allows nothing.
create function procurement.take_from_permit() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare p procurement.permit;
begin
  select * into p from procurement.permit where id = new.permit_id for update;
  if p.revoked_at is not null then perform kernel.refuse('permit.revoked', 'the permit is revoked'); end if;
  if not p.valid @> new.used_on then perform kernel.refuse('permit.not_valid_then', 'the permit does not cover this day'); end if;
  update procurement.permit_line set used = used + new.quantity where permit_id = new.permit_id and line = new.line;
  return new;
end $$;
create trigger take_from_permit before insert on procurement.permit_use for each row execute function procurement.take_from_permit();
create function procurement.revoked_once() returns trigger language plpgsql as $$
begin
  if old.revoked_at is not null then perform kernel.refuse('permit.revoked', 'the permit is revoked'); end if;
  return new;
end $$;
create trigger revoked_once before update on procurement.permit for each row execute function procurement.revoked_once();

select procurement.scope_to_agency(t) from unnest(array['procurement.waiver', 'procurement.waiver_line', 'procurement.waiver_step', 'procurement.waiver_offer', 'procurement.permit', 'procurement.permit_line', 'procurement.permit_use']::regclass[]) t;
-- A facility reads the files that speak of its goods, once they are sent, and offers on its own lines.
create function procurement.concerns_us(w uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select 1 from procurement.waiver v join procurement.waiver_line l on l.waiver_id = v.id where v.id = w and v.state not in ('draft', 'prepared') and v.approved_at is not null and l.facility_id = any ((select kernel.facilities())::uuid[])) $$;
create policy of_facility on procurement.waiver for select using (procurement.concerns_us(id));
create policy of_facility on procurement.waiver_step for select using (procurement.concerns_us(waiver_id));
create policy of_facility on procurement.waiver_line for select using (facility_id = any ((select kernel.facilities())::uuid[]) and procurement.concerns_us(waiver_id));
create policy of_facility on procurement.waiver_offer for all using (facility_id = any ((select kernel.facilities())::uuid[])) with check (facility_id = any ((select kernel.facilities())::uuid[]) and procurement.concerns_us(waiver_id));
revoke update on procurement.waiver, procurement.permit, procurement.permit_line from karya_app;
grant update (kind, unit, reason_code, reason_text, evidence, valid_from, valid_to, approver, hands) on procurement.waiver to karya_app;
grant update (revoked_at, revoked_by, revoked_person, revoke_reason) on procurement.permit to karya_app;
grant delete on procurement.waiver_line to karya_app;
select kernel.insert_only(t) from unnest(array['procurement.waiver_step', 'procurement.waiver_offer', 'procurement.permit_use']::regclass[]) t;
grant select on procurement.waiver_reason, procurement.waiver_move to karya_app, karya_shop;
grant select, insert on procurement.signing_key to karya_app;
grant update (retired_at) on procurement.signing_key to karya_app;
grant select (kid, public_jwk, made_at, retired_at) on procurement.signing_key to karya_shop;
-- What anybody may know of a permit: whose, for what, how much is left, whether it still holds. No price, no person.
create function procurement.check_permit(wanted text) returns table (code text, number text, agency text, unit text, kind text, reason_code text, decided_how text, valid_from date, valid_to date, jws text, issued_at timestamptz, revoked_at timestamptz, is_sample boolean, lines jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select p.code, p.number, a.name, w.unit, w.kind, w.reason_code, w.decided_how, lower(p.valid), upper(p.valid) - 1, p.jws, p.issued_at, p.revoked_at, p.is_sample,
    (select jsonb_agg(jsonb_build_object('line', l.line, 'item', l.item_text, 'unspsc', l.unspsc, 'quantity', l.quantity, 'used', l.used, 'unit', l.unit) order by l.line) from procurement.permit_line l where l.permit_id = p.id)
  from procurement.permit p join procurement.waiver w on w.id = p.waiver_id join organisation.agency a on a.id = p.agency_id where p.code = wanted $$;
grant execute on function procurement.check_permit(text) to karya_app, karya_shop;

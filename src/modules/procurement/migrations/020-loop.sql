-- The loop of the year: agencies are asked, facilities plan, kinds and quantities are announced, agencies reserve and call off. And who is to make what for whom.

-- 1. Agencies are asked once a year, in a window of days.
create table procurement.survey (
  id uuid primary key default kernel.new_id(), year int not null check (year between 2020 and 2100), opens_on date not null, closes_on date not null, legal_basis text not null,
  state text not null default 'open' check (state in ('open','closed')), opened_by uuid, opened_person uuid, opened_at timestamptz not null, closed_by uuid, closed_at timestamptz, is_sample boolean not null default false,
  constraint survey_once_a_year unique (year), check (closes_on > opens_on), check ((state = 'closed') = (closed_at is not null))
);
-- What can be asked for: kinds of goods that a facility may make, whoever makes them.
create table procurement.survey_kind (
  id uuid primary key default kernel.new_id(), survey_id uuid not null references procurement.survey, code text not null, name_id text not null, name_en text not null, unit text not null, category text not null,
  unspsc text, kbki text, weight_gram int not null check (weight_gram > 0), constraint survey_kind_once unique (survey_id, code)
);
-- One answer of an agency. A line that comes from its needs plan says which need it was; what is asked for is put to a kind by a person or by its code.
create table procurement.demand_line (
  id uuid primary key default kernel.new_id(), survey_id uuid not null references procurement.survey, agency_id uuid not null references organisation.agency, need_id uuid, kind_id uuid references procurement.survey_kind,
  item_text text not null, unspsc text, kbki text, category text, quantity int not null check (quantity > 0), unit text not null, value_idr bigint check (value_idr >= 0), regency_code text not null references organisation.regency, needed_by date not null,
  state text not null default 'stated' check (state in ('stated','withdrawn')), recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null, is_sample boolean not null default false
);
create unique index demand_need_once on procurement.demand_line (survey_id, need_id) where need_id is not null and state = 'stated';
create index demand_survey on procurement.demand_line (survey_id, kind_id);
create index demand_agency on procurement.demand_line (agency_id, survey_id);
create function procurement.demand_while_open() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (new.survey_id, new.agency_id, new.item_text, new.quantity, new.unit, new.regency_code, new.needed_by) is distinct from (old.survey_id, old.agency_id, old.item_text, old.quantity, old.unit, old.regency_code, old.needed_by) then raise exception 'what was asked for is withdrawn and stated anew' using errcode = '55000'; end if;
  -- After the window only the kind of a line may still be named, until quantities are announced.
  if tg_op = 'INSERT' or new.state is distinct from old.state then
    perform 1 from procurement.survey where id = new.survey_id and state = 'open' for share;
    if not found then perform kernel.refuse('survey.closed', 'the survey is closed'); end if;
  elsif exists (select 1 from procurement.announcement where survey_id = new.survey_id and state = 'announced') then perform kernel.refuse('survey.announced', 'the quantities are announced');
  end if;
  if new.kind_id is not null and not exists (select 1 from procurement.survey_kind where id = new.kind_id and survey_id = new.survey_id) then raise exception 'a kind of another survey' using errcode = '23514'; end if;
  return new;
end $$;
create trigger while_open before insert or update on procurement.demand_line for each row execute function procurement.demand_while_open();

-- 2. What a facility will make and supply: by kind and month, prepared by one and approved by the head.
create function procurement.sum_of(int[]) returns int language sql immutable set search_path = pg_catalog as $$ select coalesce(sum(n), 0)::int from unnest($1) n $$;
create table procurement.supply_plan (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), survey_id uuid not null references procurement.survey,
  state text not null default 'draft' check (state in ('draft','submitted','approved','returned')), note text not null default '', returned_reason text,
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, submitted_at timestamptz, decided_by uuid, decided_person uuid, decided_at timestamptz, is_sample boolean not null default false,
  primary key (facility_id, id), constraint supply_plan_once unique (facility_id, survey_id),
  constraint supply_plan_two_persons check (decided_person is null or decided_person <> prepared_person), check ((state = 'approved') <= (decided_at is not null)), check ((state = 'returned') <= (returned_reason is not null))
);
create table procurement.supply_line (
  facility_id uuid not null, plan_id uuid not null, line int not null check (line > 0), kind_id uuid not null references procurement.survey_kind, product_id uuid, price_idr bigint not null check (price_idr > 0),
  minutes int not null check (minutes >= 0), machine_minutes int not null check (machine_minutes >= 0), monthly int[] not null check (array_length(monthly, 1) = 12 and 0 <= all (monthly)), quantity int not null generated always as (procurement.sum_of(monthly)) stored check (quantity > 0),
  primary key (facility_id, plan_id, line), foreign key (facility_id, plan_id) references procurement.supply_plan, foreign key (facility_id, product_id) references products.product, constraint supply_kind_once unique (facility_id, plan_id, kind_id)
);
create index supply_line_kind on procurement.supply_line (kind_id);
create function procurement.supply_line_is_open() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare line record := case when tg_op = 'DELETE' then old else new end;
begin
  if not exists (select 1 from procurement.supply_plan where facility_id = line.facility_id and id = line.plan_id and state in ('draft','returned')) then raise exception 'the lines of a plan that was sent are frozen' using errcode = '55000'; end if;
  return line;
end $$;
create trigger line_is_open before insert or update or delete on procurement.supply_line for each row execute function procurement.supply_line_is_open();
create function procurement.supply_plan_is_frozen() returns trigger language plpgsql as $$
begin
  if old.state = 'approved' then raise exception 'an approved plan is frozen' using errcode = '55000'; end if;
  if old.state = 'submitted' and new.state not in ('approved','returned') then raise exception 'a plan that was sent is approved or returned' using errcode = '55000'; end if;
  return new;
end $$;
create trigger frozen before update on procurement.supply_plan for each row execute function procurement.supply_plan_is_frozen();

-- 3. The official announcement of kinds and quantities: prepared by one, announced by another, in time, and then fixed.
create table procurement.announcement (
  id uuid primary key default kernel.new_id(), survey_id uuid not null references procurement.survey, year int not null, number text unique, state text not null default 'draft' check (state in ('draft','announced','discarded')),
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, decided_by uuid, decided_person uuid, decided_at timestamptz, announced_on date, lead_days int, legal_basis text, document_code text references kernel.document (code), discarded_reason text, is_sample boolean not null default false,
  constraint announcement_two_persons check (state <> 'announced' or ((decided_person is null or decided_person <> prepared_person) and (decided_by is null or decided_by <> prepared_by))),
  check ((state = 'announced') = (number is not null and announced_on is not null and document_code is not null)), check ((state = 'discarded') = (discarded_reason is not null)),
  constraint announcement_in_time check (announced_on + lead_days <= make_date(year, 1, 1))
);
create unique index announcement_one on procurement.announcement (survey_id) where state <> 'discarded';
create table procurement.announcement_line (
  announcement_id uuid not null references procurement.announcement, kind_id uuid not null references procurement.survey_kind, demanded int not null, planned int not null, quantity int not null check (quantity > 0),
  reserved int not null default 0, low_idr bigint not null, high_idr bigint not null, primary key (announcement_id, kind_id),
  constraint announced_within_planned check (quantity <= planned), constraint reserved_within_announced check (reserved between 0 and quantity)
);
create function procurement.announcement_is_frozen() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' then raise exception 'what was announced stays as it was' using errcode = '55000'; end if;
  return new;
end $$;
create trigger frozen before update on procurement.announcement for each row execute function procurement.announcement_is_frozen();
create function procurement.announced_quantity_is_fixed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare line record := case when tg_op = 'DELETE' then old else new end;
begin
  if tg_op = 'UPDATE' and (to_jsonb(new) - 'reserved') = (to_jsonb(old) - 'reserved') then return new; end if;
  if exists (select 1 from procurement.announcement where id = line.announcement_id and state <> 'draft') then raise exception 'announced quantities are fixed' using errcode = '55000'; end if;
  return line;
end $$;
create trigger fixed before insert or update or delete on procurement.announcement_line for each row execute function procurement.announced_quantity_is_fixed();

-- 4. Reserved against what was announced, called off against what was reserved: two counters that no act can pass.
create table procurement.reservation (
  id uuid primary key default kernel.new_id(), number text not null unique, announcement_id uuid not null, kind_id uuid not null, agency_id uuid not null references organisation.agency, quantity int not null check (quantity > 0),
  released int not null default 0 check (released >= 0), called int not null default 0 check (called >= 0), reserved_by uuid, reserved_person uuid, reserved_at timestamptz not null, is_sample boolean not null default false,
  foreign key (announcement_id, kind_id) references procurement.announcement_line, constraint called_within_reserved check (called + released <= quantity)
);
create index reservation_agency on procurement.reservation (agency_id, announcement_id);
create table procurement.reservation_release (
  id uuid primary key default kernel.new_id(), reservation_id uuid not null references procurement.reservation, agency_id uuid not null, quantity int not null check (quantity > 0), reason text not null, released_by uuid, released_at timestamptz not null
);
create table procurement.call_off (
  id uuid primary key default kernel.new_id(), reservation_id uuid not null references procurement.reservation, agency_id uuid not null, facility_id uuid not null references organisation.facility, order_id uuid not null, order_number text not null unique, sku text not null,
  quantity int not null check (quantity > 0), called_by uuid, called_person uuid, called_at timestamptz not null
);
create index call_off_order on procurement.call_off (order_id);
create index call_off_reservation on procurement.call_off (reservation_id);
-- What an order that ended early did not deliver may be called off again.
create table procurement.call_off_return (
  id uuid primary key default kernel.new_id(), call_off_id uuid not null references procurement.call_off, event_id uuid not null unique, quantity int not null check (quantity > 0), why text not null check (why in ('cancelled','short')), at timestamptz not null
);
create function procurement.count_reservation() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if (new.quantity, new.announcement_id, new.kind_id, new.agency_id) is distinct from (old.quantity, old.announcement_id, old.kind_id, old.agency_id) then raise exception 'a reservation is released, not rewritten' using errcode = '55000'; end if;
    update procurement.announcement_line set reserved = reserved - (new.released - old.released) where announcement_id = new.announcement_id and kind_id = new.kind_id;
  else
    if not exists (select 1 from procurement.announcement where id = new.announcement_id and state = 'announced') then perform kernel.refuse('reservation.not_announced', 'not announced'); end if;
    update procurement.announcement_line set reserved = reserved + new.quantity where announcement_id = new.announcement_id and kind_id = new.kind_id;
  end if;
  return new;
end $$;
create trigger counted after insert or update on procurement.reservation for each row execute function procurement.count_reservation();
create function procurement.count_release() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin update procurement.reservation set released = released + new.quantity where id = new.reservation_id; return new; end $$;
create trigger counted after insert on procurement.reservation_release for each row execute function procurement.count_release();
create function procurement.count_call() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin update procurement.reservation set called = called + new.quantity where id = new.reservation_id; return new; end $$;
create trigger counted after insert on procurement.call_off for each row execute function procurement.count_call();
create function procurement.count_return() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin update procurement.reservation set called = called - new.quantity where id = (select reservation_id from procurement.call_off where id = new.call_off_id); return new; end $$;
create trigger counted after insert on procurement.call_off_return for each row execute function procurement.count_return();

-- 5. Who is to make what for whom: each solving is a version of its own, adopted by a second person.
create table procurement.allocation (
  id uuid primary key default kernel.new_id(), announcement_id uuid not null references procurement.announcement, version int not null, state text not null default 'asked' check (state in ('asked','solving','draft','adopted','replaced','cancelled','failed')),
  asked_by uuid, asked_person uuid, asked_at timestamptz not null, started_at timestamptz, beat_at timestamptz, ended_at timestamptz, progress jsonb not null default '{}', cancel_asked boolean not null default false, failed_reason text,
  rules jsonb not null, legal_basis text not null, figures jsonb, /* the cells set by hand that it was solved with */ fix_ids uuid[] not null default '{}', adopted_by uuid, adopted_person uuid, adopted_at timestamptz, is_sample boolean not null default false,
  constraint allocation_version unique (announcement_id, version), check ((state in ('draft','adopted','replaced')) = (figures is not null)), check ((state in ('adopted','replaced')) = (adopted_at is not null)),
  constraint allocation_two_persons check (adopted_at is null or ((adopted_person is null or adopted_person <> asked_person) and (adopted_by is null or adopted_by <> asked_by)))
);
create unique index allocation_in_hand on procurement.allocation (announcement_id) where state in ('asked','solving');
create unique index allocation_in_force on procurement.allocation (announcement_id) where state = 'adopted';
-- A cell that a person set stays as it was set, in every solving after it, until it is let go.
create table procurement.allocation_fix (
  id uuid primary key default kernel.new_id(), announcement_id uuid not null references procurement.announcement, demand_line_id uuid not null references procurement.demand_line, facility_id uuid not null references organisation.facility, quantity int not null check (quantity >= 0), reason text not null,
  set_by uuid, set_person uuid, set_at timestamptz not null, ended_by uuid, ended_at timestamptz
);
create unique index allocation_fix_one on procurement.allocation_fix (announcement_id, demand_line_id, facility_id) where ended_at is null;
create table procurement.allocation_source (
  allocation_id uuid not null references procurement.allocation, facility_id uuid not null references organisation.facility, groups text[] not null, people int not null, machines int, people_minutes bigint not null, people_used bigint not null, machine_minutes bigint, machines_used bigint not null,
  quantity int not null, value_idr bigint not null, nearest_quantity int not null, nearest_value_idr bigint not null, primary key (allocation_id, facility_id)
);
create table procurement.allocation_cell (
  allocation_id uuid not null references procurement.allocation, demand_line_id uuid not null references procurement.demand_line, facility_id uuid not null references organisation.facility, agency_id uuid not null, kind_id uuid not null, regency_code text not null, month int not null,
  quantity int not null check (quantity > 0), by_hand boolean not null, price_idr bigint not null, km real not null, transport_idr bigint not null, scarcity_idr bigint not null, held_by text, share_idr bigint not null, other_facility_id uuid, other_more_idr bigint, other_why text,
  primary key (allocation_id, demand_line_id, facility_id)
);
create index allocation_cell_facility on procurement.allocation_cell (facility_id, allocation_id);
create table procurement.allocation_shortage (
  allocation_id uuid not null references procurement.allocation, demand_line_id uuid not null references procurement.demand_line, agency_id uuid not null, kind_id uuid not null, quantity int not null check (quantity > 0),
  reason text not null check (reason in ('no_maker','deadline','plan','people','machines','cap','announced')), primary key (allocation_id, demand_line_id)
);
-- Who set a cell by hand does not adopt the allocation that carries it.
create function procurement.adopted_by_another() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.state = 'adopted' and old.state <> 'adopted' and exists (select 1 from procurement.allocation_fix f where f.announcement_id = new.announcement_id and f.ended_at is null and (f.set_person = new.adopted_person or f.set_by = new.adopted_by)) then perform kernel.refuse('allocation.same_person', 'set by the same person'); end if;
  if old.state in ('adopted','replaced','cancelled','failed') and not (old.state = 'adopted' and new.state = 'replaced') then raise exception 'an allocation that ended stays as it was' using errcode = '55000'; end if;
  return new;
end $$;
create trigger by_another before update on procurement.allocation for each row execute function procurement.adopted_by_another();

-- Who sees what: agencies their own, facilities their own, those above everything.
do $$ declare t text; begin
  foreach t in array array['demand_line','reservation','reservation_release','call_off','allocation_shortage'] loop
    execute format('alter table procurement.%I enable row level security', t);
    execute format('create policy in_reach on procurement.%I using (agency_id = (select kernel.agency()) or (select kernel.everywhere())) with check (agency_id = (select kernel.agency()) or (select kernel.everywhere()))', t);
    execute format('grant select, insert on procurement.%I to karya_app', t);
  end loop;
end $$;
grant update (state, kind_id) on procurement.demand_line to karya_app;
create policy of_maker on procurement.call_off for select using (facility_id = any ((select kernel.facilities())::uuid[]));
select kernel.scope_to_facility(t) from unnest(array['procurement.supply_plan','procurement.supply_line','procurement.allocation_source','procurement.allocation_fix']::regclass[]) t;
select kernel.scope_to_facility('procurement.allocation_cell', 'agency_id');
-- Plans are read by agencies and headquarters once they are approved: who makes what at which price is what is announced.
create policy approved on procurement.supply_plan for select using (state = 'approved' and (select kernel.agency()) is not null);
create policy approved on procurement.supply_line for select using ((select kernel.agency()) is not null and exists (select 1 from procurement.supply_plan p where p.facility_id = supply_line.facility_id and p.id = plan_id and p.state = 'approved'));
revoke delete on procurement.supply_plan, procurement.allocation_source, procurement.allocation_cell, procurement.allocation_fix from karya_app;
grant select, insert, update on procurement.survey, procurement.announcement, procurement.allocation to karya_app;
grant select, insert on procurement.survey_kind, procurement.call_off_return to karya_app;
grant select, insert, update, delete on procurement.announcement_line to karya_app;
select kernel.insert_only(t) from unnest(array['procurement.survey_kind','procurement.reservation_release','procurement.call_off','procurement.call_off_return','procurement.allocation_source','procurement.allocation_cell','procurement.allocation_shortage']::regclass[]) t;

-- What is asked for, without who asks: for facilities that plan.
create function procurement.demand_by_kind(wanted uuid) returns table (kind_id uuid, month int, island_group text, lines int, quantity bigint) language sql stable security definer set search_path = pg_catalog as $$
  select d.kind_id, extract(month from d.needed_by)::int, p.island_group, count(*)::int, sum(d.quantity)::bigint from procurement.demand_line d join organisation.regency r on r.code = d.regency_code join organisation.province p on p.code = r.province_code
  where d.survey_id = wanted and d.state = 'stated' and d.kind_id is not null group by 1, 2, 3 $$;
grant execute on function procurement.demand_by_kind(uuid) to karya_app;
create view procurement.announced_published as
  select a.id as announcement_id, a.year, a.number, a.announced_on, a.document_code, a.is_sample, l.kind_id, k.code, k.name_id, k.name_en, k.unit, k.category, k.unspsc, k.kbki, l.demanded, l.quantity, l.reserved, l.low_idr, l.high_idr
  from procurement.announcement a join procurement.announcement_line l on l.announcement_id = a.id join procurement.survey_kind k on k.id = l.kind_id where a.state = 'announced';
create view procurement.call_off_published with (security_invoker = true) as
  select c.id, c.reservation_id, r.number as reservation_number, r.announcement_id, r.kind_id, c.agency_id, c.facility_id, c.order_id, c.order_number, c.sku, c.quantity, c.called_at,
    coalesce((select sum(b.quantity) from procurement.call_off_return b where b.call_off_id = c.id), 0)::int as returned from procurement.call_off c join procurement.reservation r on r.id = c.reservation_id;
-- The public may read what is announced.
grant usage on schema procurement to karya_shop;
grant select on procurement.announced_published to karya_shop;
grant select on procurement.announced_published, procurement.call_off_published to karya_app;

-- Rules that a regulation can change. The loop follows the shape of Korea's act and decree; none of it is Indonesian law yet.
insert into kernel.rule (key, value, valid, legal_basis, source) values
  ('procurement.survey_days', '{"least": 14, "most": 92}', '[2020-01-01,)', 'usulan: survei kebutuhan tahunan (bandingkan Dekrit Korea Pasal 3)', 'proposal for this platform; world.md S12'),
  ('procurement.announcement_lead_days', '30', '[2020-01-01,)', 'usulan: diumumkan paling lambat satu bulan sebelum tahun anggaran (bandingkan UU Korea Pasal 4)', 'proposal for this platform; world.md S12'),
  ('procurement.allocation', '{"nearest": 20, "idr_per_ton_km": 1500, "cap_bp": 4000, "premium_bp": 2000, "floors_bp": {"remote": 1000, "women": 300, "small": 1500}, "remote_islands": ["Maluku", "Papua", "Bali-Nusa Tenggara"], "small_people": 30, "minutes_per_day": 300, "productive_bp": 7500}', '[2020-01-01,)', 'usulan: pembagian permintaan dengan bagian untuk UPT terpencil, perempuan dan kecil', 'proposal for this platform');

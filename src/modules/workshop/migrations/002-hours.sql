-- The guard of hours, over all workshops of a facility: the day's and the week's maximum, the rest day, time kept for learning,
-- and never more people placed than a workshop has places. Kept here by triggers, so that no way in goes around them.
alter table workshop.roster add column day date;
update workshop.roster r set day = s.day from workshop.session s where s.facility_id = r.facility_id and s.id = r.session_id;
alter table workshop.roster alter column day set not null;
create index roster_worker_day on workshop.roster (facility_id, worker_id, day);
create function workshop.roster_day() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select s.day into new.day from workshop.session s where s.facility_id = new.facility_id and s.id = new.session_id;
  return new;
end $$;
create trigger a_roster_day before insert on workshop.roster for each row execute function workshop.roster_day();

-- A session's day is the day its facility's clock shows when it begins: weeks and days are counted by it.
create function workshop.session_on_its_day() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare zone text;
begin
  select timezone into zone from organisation.facility where id = new.facility_id;
  if (lower(new.during) at time zone zone)::date <> new.day then raise exception 'session of another day' using errcode = '23514', constraint = 'session_on_its_day'; end if;
  return new;
end $$;
create trigger session_on_its_day before insert or update of day, during on workshop.session for each row execute function workshop.session_on_its_day();

-- Time kept free of work for learning, for everybody or for one person (Mandela 104): weekday 1 is Monday, times by the facility's clock.
create table workshop.learning_time (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), worker_id uuid, weekday int not null check (weekday between 1 and 7), starts time not null, ends time not null check (ends > starts), what text not null,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)), legal_basis text not null, source text not null default '', recorded_by uuid,
  primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker
);
create index learning_time_day on workshop.learning_time (facility_id, weekday);
select kernel.scope_to_facility('workshop.learning_time');
revoke delete on workshop.learning_time from karya_app;

-- Without a search path of its own, so that the planner can look inside. Minutes of work by day: as marked; as planned while nobody has marked; nothing where the person was absent or the session was called off.
create function workshop.minutes_of_work(facility uuid, worker uuid, from_day date, to_day date) returns table (day date, minutes int) language sql stable as $$
  select r.day, sum(coalesce(case when a.attended then a.minutes when not a.attended then 0 end, extract(epoch from upper(r.during) - lower(r.during)) / 60, 0))::int
  from workshop.roster r left join lateral (
    select x.attended, m.minutes from workshop.attendance m join workshop.attendance_reason x on x.code = m.reason_code
    where m.facility_id = r.facility_id and m.session_id = r.session_id and m.worker_id = r.worker_id order by m.occurred_at desc, m.recorded_at desc, m.id desc limit 1) a on true
  where r.facility_id = facility and r.worker_id = worker and r.day between from_day and to_day group by r.day $$;

-- The first rule that would be broken if the person worked `extra` minutes more in the week of `on_day`, at `span`: its code, its limit and its basis.
-- A week's total is held against the rule of each of its days up to that day, so that a rule may change in the middle of a week.
create function workshop.hours_breach(facility uuid, worker uuid, on_day date, extra int, span tstzrange) returns table (code text, allowed int, found int, legal_basis text, what text) language plpgsql stable set search_path = pg_catalog as $$
declare monday date := date_trunc('week', on_day)::date; d record; so_far int := 0; days int := 0; rule record;
begin
  if span is not null and not isempty(span) then
    return query select 'learning'::text, 0, 0, l.legal_basis, l.what || ' ' || to_char(l.starts, 'HH24.MI') || '–' || to_char(l.ends, 'HH24.MI')
      from workshop.learning_time l join organisation.facility f on f.id = l.facility_id
      where l.facility_id = facility and l.weekday = extract(isodow from on_day) and l.valid @> on_day and (l.worker_id is null or l.worker_id = worker)
        and l.starts < (upper(span) at time zone f.timezone)::time and l.ends > (lower(span) at time zone f.timezone)::time order by l.starts limit 1;
    if found then return; end if;
  end if;
  for d in select w.day, sum(w.minutes)::int as minutes from (
      select m.day, m.minutes from workshop.minutes_of_work(facility, worker, monday, monday + 6) m union all select on_day, extra) w group by w.day having sum(w.minutes) > 0 order by w.day
  loop
    so_far := so_far + d.minutes; days := days + 1;
    if d.day = on_day then
      select r.value, r.legal_basis into rule from kernel.rule r where r.key = 'work.max_minutes_per_day' and r.valid @> d.day and (r.facility_id is null or r.facility_id = facility) order by r.facility_id nulls last limit 1;
      if d.minutes > rule.value::int then return query select 'day'::text, rule.value::int, d.minutes, rule.legal_basis, ''::text; return; end if;
    end if;
    if d.day >= on_day then
      select r.value, r.legal_basis into rule from kernel.rule r where r.key = 'work.max_minutes_per_week' and r.valid @> d.day and (r.facility_id is null or r.facility_id = facility) order by r.facility_id nulls last limit 1;
      if so_far > rule.value::int then return query select 'week'::text, rule.value::int, so_far, rule.legal_basis, ''::text; return; end if;
      select r.value, r.legal_basis into rule from kernel.rule r where r.key = 'work.rest_days_per_week' and r.valid @> d.day and (r.facility_id is null or r.facility_id = facility) order by r.facility_id nulls last limit 1;
      if days > 7 - rule.value::int then return query select 'rest'::text, rule.value::int, days, rule.legal_basis, ''::text; return; end if;
    end if;
  end loop;
end $$;

-- Both ways into somebody's hours end here: being put on a roster, and being marked as having worked longer than was counted before.
-- Two at once for one person wait for each other: each must count with the other.
create function workshop.hours_held() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare on_day date; span tstzrange; counted int; b record;
begin
  perform pg_advisory_xact_lock(hashtextextended(new.facility_id::text || new.worker_id::text, 4));
  select r.day, r.during into on_day, span from workshop.roster r where r.facility_id = new.facility_id and r.session_id = new.session_id and r.worker_id = new.worker_id;
  if tg_table_name = 'attendance' then
    select case when x.attended then m.minutes else 0 end into counted from workshop.attendance m join workshop.attendance_reason x on x.code = m.reason_code
      where m.facility_id = new.facility_id and m.session_id = new.session_id and m.worker_id = new.worker_id and m.id <> new.id order by m.occurred_at desc, m.recorded_at desc, m.id desc limit 1;
    if new.minutes <= coalesce(counted, extract(epoch from upper(span) - lower(span)) / 60, 0) then return null; end if;
    span := null;
  end if;
  select * into b from workshop.hours_breach(new.facility_id, new.worker_id, on_day, 0, span);
  if b.code is not null then
    raise exception 'hours of work: %, % of %', b.code, b.found, b.allowed using errcode = 'KB001', hint = 'hours.' || b.code,
      detail = jsonb_build_object('allowed', b.allowed, 'found', b.found, 'basis', b.legal_basis, 'what', b.what)::text;
  end if;
  return null;
end $$;
create trigger hours_held after insert on workshop.roster for each row execute function workshop.hours_held();
create trigger hours_held_again after update of during on workshop.roster for each row when (not isempty(new.during)) execute function workshop.hours_held();
create trigger hours_held after insert on workshop.attendance for each row when (new.minutes > 0) execute function workshop.hours_held();

-- Places in a workshop: on no day of a placement are more people approved than it has places. Approvals for one workshop wait for each other.
create function workshop.placement_within_capacity() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare places int; taken int;
begin
  if new.approved_at is null or new.refused_at is not null then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended(new.workshop_id::text, 1));
  select capacity into places from workshop.workshop where facility_id = new.facility_id and id = new.workshop_id;
  select max(n) into taken from (
    select (select count(*)::int from workforce.placement p where p.facility_id = new.facility_id and p.workshop_id = new.workshop_id and p.approved_at is not null and p.valid @> b.day) as n
    from (select lower(new.valid) as day union select lower(o.valid) from workforce.placement o
      where o.facility_id = new.facility_id and o.workshop_id = new.workshop_id and o.approved_at is not null and o.valid && new.valid and lower(o.valid) > lower(new.valid)) b) counted;
  if taken > places then
    raise exception 'workshop full: % of %', taken, places using errcode = 'KB001', hint = 'placement.workshop_full', detail = jsonb_build_object('places', places)::text;
  end if;
  return null;
end $$;
create trigger placement_within_capacity after insert or update of approved_at, valid, workshop_id on workforce.placement for each row execute function workshop.placement_within_capacity();
alter table workforce.waiting_entry add foreign key (facility_id, workshop_id) references workshop.workshop;

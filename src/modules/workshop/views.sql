-- The newest mark of each person and session counts, by when it was seen; earlier ones stay for the record.
create or replace view workshop.attendance_current with (security_invoker = true) as
  select distinct on (a.facility_id, a.session_id, a.worker_id) a.facility_id, a.session_id, a.worker_id, a.reason_code, r.attended, a.minutes, a.paid, a.note, a.recorded_at, a.id, a.recorded_by, a.capture_id
  from workshop.attendance a join workshop.attendance_reason r on r.code = a.reason_code order by a.facility_id, a.session_id, a.worker_id, a.occurred_at desc, a.recorded_at desc, a.id desc;
create or replace view workshop.session_published with (security_invoker = true) as select facility_id, id, workshop_id, day, slot, during, state, closed_at from workshop.session;
create or replace view workshop.roster_published with (security_invoker = true) as select facility_id, session_id, worker_id from workshop.roster;
create or replace view workshop.workshop_published with (security_invoker = true) as select facility_id, id, code, name_id, name_en, category, capacity, risk_level from workshop.workshop;
create or replace view workshop.tool_published with (security_invoker = true) as select facility_id, id, code, name, class, state, workshop_id from workshop.tool;
create or replace view workshop.incident_published with (security_invoker = true) as select facility_id, id, number, kind, state, occurred_at, tool_id from workshop.incident;
grant select on workshop.attendance_current, workshop.session_published, workshop.roster_published, workshop.workshop_published, workshop.tool_published, workshop.incident_published to karya_app;
-- How full each workshop is on a day, for anybody: numbers of places, nothing about who has them.
create or replace function workshop.capacity_on(at timestamptz) returns table (facility_id uuid, code text, name_id text, name_en text, category text, risk_level text, capacity int, free int)
language sql stable security definer set search_path = pg_catalog as $$
  select w.facility_id, w.code, w.name_id, w.name_en, w.category, w.risk_level, w.capacity, greatest(0, w.capacity - count(p.id))::int
  from workshop.workshop w join organisation.facility f on f.id = w.facility_id
    left join workforce.placement p on p.facility_id = w.facility_id and p.workshop_id = w.id and p.approved_at is not null and p.valid @> (at at time zone f.timezone)::date
  group by w.facility_id, w.id $$;
grant usage on schema workshop to karya_shop;
-- What counts for pay in a facility and a span of days: the newest mark of each person in each closed session, with what its reason means. Asked by facility, so that a year's facts are not sorted for a month's question.
create or replace function workshop.paid_marks(facility uuid, from_day date, before_day date) returns table (worker_id uuid, session_id uuid, workshop_id uuid, day date, reason_code text, pay_effect text, attended boolean, minutes int)
language sql stable as $$
  with closed as materialized (select s.id, s.workshop_id, s.day, (extract(epoch from upper(s.during) - lower(s.during)) / 60)::int as whole from workshop.session s where s.facility_id = facility and s.day >= from_day and s.day < before_day and s.state = 'closed')
  -- Session by session, in the order of the index: nothing is sorted. Half a minute is a minute.
  select n.worker_id, c.id, c.workshop_id, c.day, n.reason_code, r.pay_effect, r.attended, ((2 * (case when r.attended then n.minutes else c.whole end) * coalesce(e.multiplier_bp, 10000) + 10000) / 20000)::int
  from closed c cross join lateral (
      select distinct on (a.worker_id) a.worker_id, a.reason_code, a.minutes, a.paid from workshop.attendance a where a.facility_id = facility and a.session_id = c.id order by a.worker_id, a.occurred_at desc, a.recorded_at desc, a.id desc) n
    join workshop.attendance_reason r on r.code = n.reason_code join workshop.pay_effect e on e.code = r.pay_effect where n.paid $$;
create or replace view workshop.attendance_reason_published as select code, name_id, name_en, attended from workshop.attendance_reason;
grant select on workshop.attendance_reason_published to karya_app;

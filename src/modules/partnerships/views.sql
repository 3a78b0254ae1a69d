-- The openings of a day, for anybody: the offer alone, nothing about who asked.
create or replace function partnerships.openings_on(at timestamptz) returns table (facility_id uuid, number text, workshop_code text, places int, work_id text, work_en text, until date, published_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select o.facility_id, o.number, o.workshop_code, o.places, o.work_id, o.work_en, upper(o.valid) - 1, o.published_at
  from partnerships.opening o join organisation.facility f on f.id = o.facility_id where o.closed_at is null and o.valid @> (at at time zone f.timezone)::date $$;
create or replace view partnerships.opening_published with (security_invoker = true) as select facility_id, id, number, workshop_code, places, valid, closed_at from partnerships.opening;
create or replace view partnerships.interest_published with (security_invoker = true) as select facility_id, id, number, opening_id, state, made_at from partnerships.interest;
grant select on partnerships.opening_published, partnerships.interest_published to karya_app;

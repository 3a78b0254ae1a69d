-- Every objection and complaint that waits past its day: the list the head, the region and headquarters see. No words, no names.
create or replace view kiosk.overdue_published with (security_invoker = true) as
  select o.facility_id, 'objection'::text as kind, o.number, o.about, o.raised_on, o.due_on from kiosk.objection o join organisation.facility f on f.id = o.facility_id where o.state = 'open' and o.due_on < (now() at time zone f.timezone)::date
  union all
  select c.facility_id, 'complaint', c.number, c.goes_to, c.raised_on, c.due_on from kiosk.complaint c join organisation.facility f on f.id = c.facility_id where c.state = 'open' and c.due_on < (now() at time zone f.timezone)::date;
grant select on kiosk.overdue_published to karya_app;

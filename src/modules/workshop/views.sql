-- The newest mark of each person and session counts, by when it was seen; earlier ones stay for the record.
create or replace view workshop.attendance_current with (security_invoker = true) as
  select distinct on (a.facility_id, a.session_id, a.worker_id) a.facility_id, a.session_id, a.worker_id, a.reason_code, r.attended, a.minutes, a.paid, a.note, a.recorded_at
  from workshop.attendance a join workshop.attendance_reason r on r.code = a.reason_code order by a.facility_id, a.session_id, a.worker_id, a.occurred_at desc, a.recorded_at desc, a.id desc;
create or replace view workshop.session_published with (security_invoker = true) as select facility_id, id, workshop_id, day, slot, during, state, closed_at from workshop.session;
create or replace view workshop.roster_published with (security_invoker = true) as select facility_id, session_id, worker_id from workshop.roster;
create or replace view workshop.workshop_published with (security_invoker = true) as select facility_id, id, code, name_id, name_en, category, capacity, risk_level from workshop.workshop;
create or replace view workshop.tool_published with (security_invoker = true) as select facility_id, id, code, name, class, state, workshop_id from workshop.tool;
create or replace view workshop.incident_published with (security_invoker = true) as select facility_id, id, number, kind, state, occurred_at, tool_id from workshop.incident;
grant select on workshop.attendance_current, workshop.session_published, workshop.roster_published, workshop.workshop_published, workshop.tool_published, workshop.incident_published to karya_app;

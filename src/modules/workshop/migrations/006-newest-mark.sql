-- The newest mark of a person in a session is read all day and a month at a time for wages: the index holds the whole answer in order.
create index attendance_newest on workshop.attendance (facility_id, session_id, worker_id, occurred_at desc, recorded_at desc, id desc) include (reason_code, minutes, paid);
drop index workshop.attendance_session;

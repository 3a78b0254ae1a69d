create or replace view training.course_published with (security_invoker = true) as select facility_id, id, code, name_id, name_en, workshop_id, job, state from training.course;
create or replace view training.enrolment_published with (security_invoker = true) as
  select e.facility_id, e.id, e.worker_id, e.state, i.course_id, i.starts_on, i.ends_on, e.concluded_at from training.enrolment e join training.intake i on i.facility_id = e.facility_id and i.id = e.intake_id;
create or replace view training.certificate_published with (security_invoker = true) as
  select c.facility_id, c.id, c.worker_id, c.enrolment_id, c.issued_on, c.valid_until, k.revoked_at from training.certificate c join training.credential k on k.id = c.credential_id;
create or replace view training.outside_certificate_published with (security_invoker = true) as select facility_id, id, worker_id, body_kind, unit_code, issued_on, valid_until from training.outside_certificate;
grant select on training.course_published, training.enrolment_published, training.certificate_published, training.outside_certificate_published to karya_app;

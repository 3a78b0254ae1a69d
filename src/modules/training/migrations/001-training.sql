-- What people learn: courses, intakes, practice counted from the workshop's sessions, assessment by another person, certificates
-- that anybody can check and that do not say where they were earned.
create schema training;

-- Units of competence (SKKNI where the code is sourced) and what a job needs: reference for the whole country.
create table training.competency_unit (
  code text primary key, name_id text not null, name_en text not null, standard text not null, category text not null,
  verified boolean not null, source text not null
);
create table training.job_need (
  job text not null, name_id text not null, name_en text not null, category text not null, unit_code text not null references training.competency_unit,
  skill_level int not null check (skill_level between 1 and 5), source text not null, primary key (job, unit_code)
);

create table training.course (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), code text not null, name_id text not null, name_en text not null,
  workshop_id uuid not null, job text, lesson_hours int not null check (lesson_hours between 1 and 2000), practice_minutes int not null default 0 check (practice_minutes >= 0),
  attendance_percent int not null default 80 check (attendance_percent between 0 and 100), min_skill_level int not null default 1 check (min_skill_level between 1 and 5),
  gives_skill_level int not null check (gives_skill_level between 1 and 5), valid_months int check (valid_months between 1 and 120), partner text,
  state text not null default 'open' check (state in ('open','closed')), is_sample boolean not null default false,
  primary key (facility_id, id), constraint course_code unique (facility_id, code), foreign key (facility_id, workshop_id) references workshop.workshop,
  constraint course_raises check (gives_skill_level >= min_skill_level)
);
create table training.course_unit (
  facility_id uuid not null, course_id uuid not null, unit_code text not null references training.competency_unit, prerequisite boolean not null default false,
  primary key (facility_id, course_id, unit_code), foreign key (facility_id, course_id) references training.course
);
create table training.course_product (
  facility_id uuid not null, course_id uuid not null, product_id uuid not null,
  primary key (facility_id, course_id, product_id), foreign key (facility_id, course_id) references training.course, foreign key (facility_id, product_id) references products.product
);

create table training.instructor (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), name text not null, institution text not null,
  -- The natural person behind the instructor's account, where there is one: who teaches does not assess.
  person_id uuid, is_sample boolean not null default false, primary key (facility_id, id)
);
create unique index instructor_person on training.instructor (facility_id, person_id) where person_id is not null;
create table training.instructor_certificate (
  facility_id uuid not null, id uuid not null default kernel.new_id(), instructor_id uuid not null, body text not null, number text not null, field text not null,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)), recorded_by uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, instructor_id) references training.instructor, constraint instructor_certificate_number unique (facility_id, body, number)
);

create table training.intake (
  facility_id uuid not null, id uuid not null default kernel.new_id(), course_id uuid not null, number text not null, starts_on date not null, ends_on date not null,
  capacity int not null check (capacity between 1 and 200), instructor_id uuid not null, state text not null default 'open' check (state in ('open','completed','cancelled')),
  planned_by uuid, cancel_reason text,
  primary key (facility_id, id), unique (facility_id, number), foreign key (facility_id, course_id) references training.course, foreign key (facility_id, instructor_id) references training.instructor,
  constraint intake_days check (ends_on >= starts_on)
);
create index intake_course on training.intake (course_id);
create table training.meeting (
  facility_id uuid not null, id uuid not null default kernel.new_id(), intake_id uuid not null, day date not null, during tstzrange not null check (not isempty(during)), topic text not null, instructor_id uuid not null,
  primary key (facility_id, id), foreign key (facility_id, intake_id) references training.intake, foreign key (facility_id, instructor_id) references training.instructor,
  constraint meeting_instructor_once exclude using gist (facility_id with =, instructor_id with =, during with &&)
);
create index meeting_intake on training.meeting (intake_id);

create table training.enrolment (
  facility_id uuid not null, id uuid not null default kernel.new_id(), intake_id uuid not null, worker_id uuid not null,
  state text not null check (state in ('applied','enrolled','competent','not_yet','declined','withdrawn')), reason text, applied_by uuid, applied_at timestamptz not null, decided_by uuid, decided_at timestamptz, concluded_by uuid, concluded_at timestamptz,
  primary key (facility_id, id),
  foreign key (facility_id, intake_id) references training.intake, foreign key (facility_id, worker_id) references workforce.worker
);
-- Whoever left or was declined may come back; the earlier row stays as it was.
create unique index enrolment_once on training.enrolment (facility_id, intake_id, worker_id) where state in ('applied','enrolled','competent','not_yet');
create index enrolment_worker on training.enrolment (worker_id);
create index enrolment_intake on training.enrolment (intake_id);
create table training.meeting_attendance (
  facility_id uuid not null, id uuid not null default kernel.new_id(), meeting_id uuid not null, enrolment_id uuid not null, present boolean not null, note text not null default '', recorded_by uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, meeting_id) references training.meeting, foreign key (facility_id, enrolment_id) references training.enrolment
);
create index meeting_attendance_newest on training.meeting_attendance (meeting_id, enrolment_id, recorded_at desc, id desc);
create table training.assessment (
  facility_id uuid not null, id uuid not null default kernel.new_id(), enrolment_id uuid not null, unit_code text not null references training.competency_unit,
  outcome text not null check (outcome in ('competent','not_yet')), evidence text not null check (length(evidence) >= 3), assessed_on date not null, assessed_by uuid, assessor_person uuid not null, instructor_person uuid, assessed_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, enrolment_id) references training.enrolment,
  constraint assessment_two_persons check (instructor_person is null or assessor_person <> instructor_person)
);
create index assessment_newest on training.assessment (enrolment_id, unit_code, assessed_at desc, id desc);

-- Certificates of other bodies (BNSP, BLK, LSP): numbers and dates as they stand on the paper.
create table training.outside_certificate (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, body_kind text not null check (body_kind in ('BNSP','LSP','BLK','LPK','OTHER')), body text not null, number text not null, title text not null,
  unit_code text references training.competency_unit, issued_on date not null, valid_until date, evidence text not null, recorded_by uuid, recorded_at timestamptz not null, is_sample boolean not null default false,
  primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker,
  constraint outside_certificate_number unique nulls not distinct (facility_id, body, number, unit_code), constraint outside_certificate_days check (valid_until > issued_on)
);
create index outside_certificate_worker on training.outside_certificate (worker_id);

-- Who issues: a neutral name under a neutral address, dated. Keys: the private half is sealed with the installation's secret.
create table training.issuer (
  id uuid primary key default kernel.new_id(), name text not null, url text not null check (url ~ '^https?://[^/]+$'), valid daterange not null check (not isempty(valid) and not lower_inf(valid)), set_by uuid,
  constraint issuer_one_at_a_time exclude using gist (valid with &&)
);
create table training.signing_key (
  kid text primary key, public_multibase text not null, sealed bytea not null, made_at timestamptz not null, made_by uuid, retired_at timestamptz
);
create unique index signing_key_in_use on training.signing_key ((true)) where retired_at is null;

-- What is published about a certificate: no facility, no person. The shop's role reads this and nothing else of the room.
create table training.status_list (id int primary key, body text not null, jwt text not null, signed_at timestamptz not null);
create table training.status_entry (list_id int not null references training.status_list, position int not null check (position between 0 and 131071), revoked_at timestamptz, primary key (list_id, position));
create table training.credential (
  id text primary key check (length(id) >= 20), number text not null unique, body text not null, jwt text not null, title_id text not null, title_en text not null, issuer_name text not null, units jsonb not null, lesson_hours int not null, practice_hours int not null,
  name_salt text not null, name_hash text not null, list_id int not null, position int not null, issued_on date not null, valid_until date, revoked_at timestamptz, is_sample boolean not null,
  unique (list_id, position), foreign key (list_id, position) references training.status_entry
);
-- Which enrolment it certifies, inside the facility. The holder's name is on the holder's paper alone.
create table training.certificate (
  facility_id uuid not null, id uuid not null default kernel.new_id(), enrolment_id uuid not null, worker_id uuid not null, credential_id text not null unique references training.credential,
  holder_name text not null, issued_on date not null, valid_until date, issued_by uuid, issued_person uuid,
  primary key (facility_id, id), constraint certificate_once unique (facility_id, enrolment_id), foreign key (facility_id, enrolment_id) references training.enrolment, foreign key (facility_id, worker_id) references workforce.worker
);
create index certificate_worker on training.certificate (worker_id);
create table training.revocation (
  facility_id uuid not null, id uuid not null default kernel.new_id(), certificate_id uuid not null, reason text not null, proposed_by uuid, proposed_person uuid, proposed_at timestamptz not null,
  decided_by uuid, decided_person uuid, decided_at timestamptz, approved boolean,
  primary key (facility_id, id), foreign key (facility_id, certificate_id) references training.certificate,
  constraint revocation_two_persons check (decided_person is null or decided_person <> proposed_person)
);
create unique index revocation_open_once on training.revocation (facility_id, certificate_id) where decided_at is null or approved;

-- What runs out, once for each step of warning, until somebody has seen it.
create table training.alarm (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), kind text not null check (kind in ('instructor','outside','certificate')), subject_id uuid not null, days_before int not null,
  runs_out_on date not null, raised_at timestamptz not null, seen_by uuid, seen_at timestamptz,
  primary key (facility_id, id), constraint alarm_once unique (facility_id, kind, subject_id, days_before)
);

-- The last place is given once: enrolments of an intake wait for each other at its row.
create function training.place_left() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare places int; taken int;
begin
  if new.state not in ('enrolled','competent','not_yet') then return new; end if;
  select capacity into places from training.intake where facility_id = new.facility_id and id = new.intake_id for update;
  select count(*) into taken from training.enrolment where facility_id = new.facility_id and intake_id = new.intake_id and id <> new.id and state in ('enrolled','competent','not_yet');
  if taken >= places then perform kernel.refuse('enrolment.full', 'the intake is full'); end if;
  return new;
end $$;
create trigger place_left before insert or update of state, intake_id on training.enrolment for each row execute function training.place_left();

-- Nobody teaches on a day on which no certificate of their own is valid.
create function training.instructor_is_certified() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from training.instructor_certificate c where c.facility_id = new.facility_id and c.instructor_id = new.instructor_id and c.valid @> new.day)
  then perform kernel.refuse('instructor.not_certified', 'the instructor has no valid certificate on this day'); end if;
  return new;
end $$;
create trigger instructor_is_certified before insert or update of instructor_id, day on training.meeting for each row execute function training.instructor_is_certified();

-- A certificate stands on an assessment of every unit, the newest of each "competent" and made by somebody who did not teach.
create function training.certificate_is_earned() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from training.enrolment e where e.facility_id = new.facility_id and e.id = new.enrolment_id and e.worker_id = new.worker_id and e.state = 'competent')
    or exists (select 1 from training.enrolment e join training.intake i on i.facility_id = e.facility_id and i.id = e.intake_id join training.course_unit u on u.facility_id = i.facility_id and u.course_id = i.course_id and not u.prerequisite
      left join lateral (select a.outcome, a.assessor_person, a.instructor_person from training.assessment a where a.facility_id = e.facility_id and a.enrolment_id = e.id and a.unit_code = u.unit_code order by a.assessed_at desc, a.id desc limit 1) a on true
      where e.facility_id = new.facility_id and e.id = new.enrolment_id and (a.outcome is distinct from 'competent' or a.assessor_person = a.instructor_person))
  then perform kernel.refuse('certificate.not_earned', 'not every unit was assessed competent by another person'); end if;
  return new;
end $$;
create trigger certificate_is_earned before insert on training.certificate for each row execute function training.certificate_is_earned();

grant usage on schema training to karya_app, karya_shop;
select kernel.scope_to_facility(t) from unnest(array['training.course','training.course_unit','training.course_product','training.instructor','training.instructor_certificate','training.intake','training.meeting','training.enrolment',
  'training.meeting_attendance','training.assessment','training.outside_certificate','training.certificate','training.revocation','training.alarm']::regclass[]) t;
select kernel.insert_only(t) from unnest(array['training.meeting_attendance','training.assessment','training.outside_certificate','training.instructor_certificate','training.certificate']::regclass[]) t;
grant select on training.competency_unit, training.job_need to karya_app;
grant select, insert on training.issuer, training.signing_key, training.status_list, training.status_entry, training.credential to karya_app;
grant update (valid) on training.issuer to karya_app;
grant update (retired_at) on training.signing_key to karya_app;
grant update (body, jwt, signed_at) on training.status_list to karya_app;
grant update (revoked_at) on training.status_entry, training.credential to karya_app;
grant select on training.issuer, training.status_list, training.credential, training.competency_unit to karya_shop;
grant select (kid, public_multibase, made_at, retired_at) on training.signing_key to karya_shop;

-- What devices said that did not simply fit: two of them contradicting each other, or a fact refused. Both are kept, and
-- somebody says with a reason what holds.
alter table workshop.capture add column device_id uuid, add column mends uuid;
alter table workshop.attendance add column capture_id uuid;
alter table workshop.attendance add constraint attendance_capture_once unique (facility_id, capture_id);
create index capture_open on workshop.capture (facility_id, received_at desc) where result <> 'accepted';
create index capture_mends on workshop.capture (facility_id, mends) where mends is not null;
-- Another device, or another officer, had marked the same person differently.
create table workshop.capture_conflict (
  facility_id uuid not null references organisation.facility, capture_id uuid not null, session_id uuid not null, worker_id uuid not null,
  earlier_id uuid not null, later_id uuid not null check (later_id <> earlier_id), raised_at timestamptz not null,
  primary key (facility_id, capture_id), foreign key (facility_id, session_id, worker_id) references workshop.roster,
  foreign key (facility_id, earlier_id) references workshop.attendance, foreign key (facility_id, later_id) references workshop.attendance
);
create table workshop.capture_resolution (
  facility_id uuid not null references organisation.facility, capture_id uuid not null, decision text not null check (decision in ('earlier', 'later', 'dropped')),
  reason text not null check (length(trim(reason)) > 0), resolved_by uuid, resolved_person uuid, resolved_at timestamptz not null,
  constraint capture_resolved_once primary key (facility_id, capture_id), foreign key (facility_id, capture_id) references workshop.capture
);
select kernel.scope_to_facility(t) from unnest(array['workshop.capture_conflict', 'workshop.capture_resolution']::regclass[]) t;
select kernel.insert_only('workshop.capture_conflict'), kernel.insert_only('workshop.capture_resolution');

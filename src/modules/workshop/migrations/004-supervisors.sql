-- Who looks after a session, and the ratio it was opened under.
alter table workshop.session add column supervision jsonb;
create table workshop.session_supervisor (
  facility_id uuid not null, id uuid not null default kernel.new_id(), session_id uuid not null, staff_id uuid,
  -- Whoever opened the session without being on the staff register is named by the natural person alone.
  person_id uuid, during tstzrange not null,
  primary key (facility_id, id), foreign key (facility_id, session_id) references workshop.session on delete cascade, foreign key (facility_id, staff_id) references organisation.staff,
  constraint supervisor_is_somebody check (staff_id is not null or person_id is not null),
  constraint supervisor_once unique (facility_id, session_id, staff_id),
  constraint supervisor_in_one_place exclude using gist (facility_id with =, staff_id with =, during with &&)
);
create index session_supervisor_session on workshop.session_supervisor (facility_id, session_id);
-- The head lets one session run with fewer officers than the rule asks, and says why.
create table workshop.ratio_waiver (
  facility_id uuid not null, id uuid not null default kernel.new_id(), workshop_id uuid not null, day date not null, slot text not null, reason text not null,
  granted_by uuid, granted_person uuid, granted_at timestamptz not null,
  primary key (facility_id, id), constraint ratio_waiver_once unique (facility_id, workshop_id, day, slot),
  foreign key (facility_id, workshop_id) references workshop.workshop, foreign key (facility_id, slot) references workshop.slot
);
-- A cancelled session needs nobody: its officers are free to be elsewhere.
create function workshop.free_supervisors() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update workshop.session_supervisor set during = 'empty' where facility_id = new.facility_id and session_id = new.id;
  return null;
end $$;
create trigger free_supervisors after update of state on workshop.session for each row when (new.state = 'cancelled') execute function workshop.free_supervisors();
select kernel.scope_to_facility('workshop.session_supervisor'), kernel.scope_to_facility('workshop.ratio_waiver'), kernel.insert_only('workshop.ratio_waiver');

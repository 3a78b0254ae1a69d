-- The floor: workshops, slots, sessions with a roster, attendance with coded reasons, tools out and back, incidents, captures.
create schema workshop;
create table workshop.workshop (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), code text not null, name_id text not null, name_en text not null, category text not null,
  capacity int not null check (capacity > 0), risk_level text not null default 'medium' check (risk_level in ('low','medium','high')), is_sample boolean not null default false,
  primary key (facility_id, id), unique (facility_id, code)
);
create table workshop.slot (facility_id uuid not null references organisation.facility, code text not null check (code in ('AM','PM','ED')), name_id text not null, name_en text not null, starts time not null, ends time not null check (ends > starts), primary key (facility_id, code));
create table workshop.session (
  facility_id uuid not null, id uuid not null default kernel.new_id(), workshop_id uuid not null, day date not null, slot text not null, during tstzrange not null,
  state text not null default 'open' check (state in ('open','closed','cancelled')), opened_by uuid, opened_at timestamptz not null, closed_by uuid, closed_at timestamptz, cancel_reason text,
  -- Who was placed but not put on the roster, and why, as it stood at opening.
  left_out jsonb not null default '[]',
  primary key (facility_id, id), constraint session_once unique (facility_id, workshop_id, day, slot),
  foreign key (facility_id, workshop_id) references workshop.workshop, foreign key (facility_id, slot) references workshop.slot,
  check (not lower_inf(during) and not upper_inf(during) and upper(during) - lower(during) <= interval '12 hours')
);
-- Who is expected: placed, eligible, and nowhere else at that time. A cancelled session occupies nobody: its rows keep an empty time.
create table workshop.roster (
  facility_id uuid not null, session_id uuid not null, worker_id uuid not null, placement_id uuid not null, during tstzrange not null, verdict jsonb not null default '[]',
  primary key (facility_id, session_id, worker_id), foreign key (facility_id, session_id) references workshop.session,
  foreign key (facility_id, worker_id) references workforce.worker, foreign key (facility_id, placement_id) references workforce.placement,
  constraint worker_in_one_place exclude using gist (facility_id with =, worker_id with =, during with &&)
);
create table workshop.pay_effect (code text primary key, name_id text not null, name_en text not null, meaning text not null, multiplier_bp int, source text not null);
create table workshop.attendance_reason (
  code text primary key, name_id text not null, name_en text not null, attended boolean not null, pay_effect text not null references workshop.pay_effect,
  needs_note boolean not null, incentive_warning boolean not null, evidence text not null default '', note text not null default '', source text not null
);
-- One fact per marking, newest counts; a different later marking is kept and flagged.
create table workshop.attendance (
  facility_id uuid not null, id uuid not null default kernel.new_id(), session_id uuid not null, worker_id uuid not null, reason_code text not null references workshop.attendance_reason,
  minutes int not null default 0 check (minutes between 0 and 720), paid boolean not null, note text not null default '', recorded_by uuid, occurred_at timestamptz not null, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, session_id, worker_id) references workshop.roster
);
create index attendance_session on workshop.attendance (facility_id, session_id, worker_id, recorded_at desc);
create index attendance_worker on workshop.attendance (facility_id, worker_id, recorded_at);
create table workshop.tool_class (code text primary key, name_id text not null, name_en text not null, examples text not null, control_rule text not null, officers_required int not null, count_required boolean not null, max_hours_out int not null, source text not null);
create table workshop.tool (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), code text not null, name text not null, class text not null references workshop.tool_class, workshop_id uuid not null,
  state text not null default 'kept' check (state in ('kept','out','missing','broken','retired')), is_sample boolean not null default false,
  primary key (facility_id, id), unique (facility_id, code), foreign key (facility_id, workshop_id) references workshop.workshop
);
create table workshop.tool_loan (
  facility_id uuid not null, id uuid not null default kernel.new_id(), tool_id uuid not null, session_id uuid not null, worker_id uuid, out_at timestamptz not null, out_by uuid,
  -- The other officer, for classes that want two.
  second_officer uuid references identity.account,
  in_at timestamptz, in_by uuid, condition text check (condition in ('baik','rusak','hilang')), primary key (facility_id, id), foreign key (facility_id, tool_id) references workshop.tool, foreign key (facility_id, session_id) references workshop.session,
  foreign key (facility_id, worker_id) references workforce.worker, check (second_officer <> out_by), check (in_at is null or in_at >= out_at)
);
create unique index tool_out_once on workshop.tool_loan (facility_id, tool_id) where in_at is null;
create index tool_loan_session on workshop.tool_loan (facility_id, session_id);
create table workshop.incident (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, kind text not null check (kind in ('tool_missing','accident','near_miss','other')), session_id uuid, tool_id uuid, workshop_id uuid,
  what text not null, occurred_at timestamptz not null, reported_by uuid, reported_person uuid, state text not null default 'open' check (state in ('open','closed')), outcome text, closed_by uuid, closed_person uuid, closed_at timestamptz,
  foreign key (facility_id, session_id) references workshop.session, foreign key (facility_id, tool_id) references workshop.tool,
  primary key (facility_id, id), unique (facility_id, number), constraint incident_two_persons check (closed_person is null or closed_person <> reported_person)
);
-- Every capture of a device by its own id: the same one sent twice is one.
create table workshop.capture (
  facility_id uuid not null references organisation.facility, id uuid not null, device text not null, type text not null, occurred_at timestamptz not null, received_at timestamptz not null, actor_id uuid,
  result text not null check (result in ('accepted','rejected','conflict')), code text, payload jsonb not null, primary key (facility_id, id)
);
-- A session closes only when every rostered person is marked and every tool is back.
create function workshop.session_closes() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.state = 'closed' and old.state <> 'closed' then
    if exists (select 1 from workshop.tool_loan l where l.facility_id = new.facility_id and l.session_id = new.id and l.in_at is null
      and not exists (select 1 from workshop.incident i where i.facility_id = l.facility_id and i.session_id = l.session_id and i.tool_id = l.tool_id and i.kind = 'tool_missing'))
    then perform kernel.refuse('session.tool_out', 'a tool is still out'); end if;
    if exists (select 1 from workshop.roster r where r.facility_id = new.facility_id and r.session_id = new.id
      and not exists (select 1 from workshop.attendance a where a.facility_id = r.facility_id and a.session_id = r.session_id and a.worker_id = r.worker_id))
    then perform kernel.refuse('session.attendance_open', 'attendance is not complete'); end if;
  end if;
  if old.state <> 'open' and new.state <> old.state then raise exception 'a session ends once' using errcode = '55000'; end if;
  return new;
end $$;
create trigger session_closes before update on workshop.session for each row execute function workshop.session_closes();
grant usage on schema workshop to karya_app;
select kernel.scope_to_facility(t) from unnest(array['workshop.workshop','workshop.slot','workshop.session','workshop.roster','workshop.attendance','workshop.tool','workshop.tool_loan','workshop.incident','workshop.capture']::regclass[]) t;
select kernel.insert_only('workshop.attendance'), kernel.insert_only('workshop.capture');
grant select on workshop.pay_effect, workshop.attendance_reason, workshop.tool_class to karya_app;

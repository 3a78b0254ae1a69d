-- Who waits for work and why in this order; the board (sidang TPP) that decides; what is planned for a placement; what the night changed.
create table workforce.waiting_reason (code text primary key, name_id text not null, name_en text not null, used_for text[] not null, meaning text not null, source text not null);
-- Points toward a place, each a dated row; a facility's own row outranks the national one.
create table workforce.waiting_priority (
  code text not null, facility_id uuid references organisation.facility, name_id text not null, name_en text not null, weight int not null check (weight between 0 and 1000), parameters jsonb not null default '{}',
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)), legal_basis text not null, source text not null,
  exclude using gist (code with =, (coalesce(facility_id, '00000000-0000-0000-0000-000000000000')) with =, valid with &&)
);
-- One drawn seed for a facility and a month, shown to everybody who waits: with it the lot can be drawn again by hand.
create table workforce.waiting_lottery (
  facility_id uuid not null references organisation.facility, month date not null check (month = date_trunc('month', month)), seed text not null check (length(seed) >= 12), drawn_at timestamptz not null, drawn_by uuid, primary key (facility_id, month)
);
create table workforce.waiting_entry (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null,
  -- Null: any workshop.
  workshop_id uuid, requested_by text not null check (requested_by in ('self','guardian','instructor','officer','counsellor','board')), applied_on date not null, note text not null default '',
  -- The decision of a court by which restitution is owed, when the person named one.
  restitution text, state text not null default 'pending' check (state in ('pending','approved','offered','placed','declined','withdrawn','removed')), reason_code text references workforce.waiting_reason, placement_id uuid,
  recorded_by uuid, recorded_at timestamptz not null, primary key (facility_id, id),
  foreign key (facility_id, worker_id) references workforce.worker, foreign key (facility_id, placement_id) references workforce.placement,
  constraint waiting_reason_given check ((state in ('declined','withdrawn','removed')) = (reason_code is not null)),
  constraint waiting_placement_named check (state not in ('offered','placed') or placement_id is not null)
);
create unique index waiting_once on workforce.waiting_entry (facility_id, worker_id, coalesce(workshop_id, '00000000-0000-0000-0000-000000000000')) where state in ('pending','approved','offered');
create index waiting_open on workforce.waiting_entry (facility_id, applied_on) where state in ('pending','approved','offered');
create function workforce.waiting_moves() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and not (case old.state
    when 'pending' then new.state in ('approved','declined','withdrawn','removed')
    when 'approved' then new.state in ('offered','declined','withdrawn','removed')
    when 'offered' then new.state in ('placed','approved','declined','withdrawn','removed')
    when 'withdrawn' then new.state = 'pending'
    else false end)
  then raise exception 'waiting entry: no way from % to %', old.state, new.state using errcode = '55000'; end if;
  return new;
end $$;
create trigger waiting_moves before update on workforce.waiting_entry for each row execute function workforce.waiting_moves();
-- Every step, and every change of eligibility while waiting: who waited from when to when, able to work or not. Read later as spells.
create table workforce.waiting_log (
  facility_id uuid not null, id uuid not null default kernel.new_id(), entry_id uuid not null, seq bigint generated always as identity, at timestamptz not null, from_state text, to_state text not null, eligible boolean not null,
  -- The codes of the checks that stood in the way then.
  failed text[] not null default '{}', reason_code text references workforce.waiting_reason, note text not null default '', recorded_by uuid,
  primary key (facility_id, id), foreign key (facility_id, entry_id) references workforce.waiting_entry
);
create index waiting_log_entry on workforce.waiting_log (facility_id, entry_id, seq);

-- The board: an agenda, who was there, a decision and its votes for each case, minutes, and one letter signed by the head.
create table workforce.board_session (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, held_on date not null, place text not null,
  state text not null default 'called' check (state in ('called','held','signed','cancelled')), minutes text, cancel_reason text,
  called_by uuid, called_person uuid, called_at timestamptz not null, held_by uuid, held_person uuid, held_at timestamptz,
  signed_by uuid, signed_person uuid, signed_at timestamptz, decree text, document_code text,
  primary key (facility_id, id), unique (facility_id, number), constraint board_two_persons check (signed_person is null or signed_person <> held_person),
  check ((state = 'signed') = (signed_at is not null)), check (state <> 'signed' or (decree is not null and document_code is not null)), check (state in ('called','cancelled') or minutes is not null)
);
create table workforce.board_member (
  facility_id uuid not null, session_id uuid not null, line int not null check (line > 0), name text not null, position text not null, post text not null check (post in ('chair','secretary','member')), present boolean not null default true,
  primary key (facility_id, session_id, line), foreign key (facility_id, session_id) references workforce.board_session
);
create unique index board_one_chair on workforce.board_member (facility_id, session_id) where post = 'chair';
create table workforce.board_case (
  facility_id uuid not null, id uuid not null default kernel.new_id(), session_id uuid not null, kind text not null check (kind in ('placement','waiting','suspension')), worker_id uuid not null,
  placement_id uuid, waiting_id uuid, suspension_id uuid, decision text check (decision in ('approve','refuse','postpone')), votes_for int check (votes_for >= 0), votes_against int check (votes_against >= 0), votes_abstained int check (votes_abstained >= 0), reason text,
  primary key (facility_id, id), foreign key (facility_id, session_id) references workforce.board_session, foreign key (facility_id, worker_id) references workforce.worker,
  foreign key (facility_id, placement_id) references workforce.placement, foreign key (facility_id, waiting_id) references workforce.waiting_entry,
  check (case kind when 'placement' then placement_id is not null when 'waiting' then waiting_id is not null else suspension_id is not null end),
  constraint board_case_decided check ((decision is null) = (votes_for is null) and (decision is null) = (votes_against is null) and (decision is null) = (votes_abstained is null) and (decision is null) = (reason is null))
);
create unique index board_case_once on workforce.board_case (facility_id, session_id, coalesce(suspension_id, waiting_id, placement_id));
create index board_case_worker on workforce.board_case (facility_id, worker_id);
create function workforce.board_moves() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and not (case old.state when 'called' then new.state in ('held','cancelled') when 'held' then new.state = 'signed' else false end)
  then raise exception 'board session: no way from % to %', old.state, new.state using errcode = '55000'; end if;
  return new;
end $$;
create trigger board_moves before update on workforce.board_session for each row execute function workforce.board_moves();

-- Intent is its own row: it bears on the roster from its day by itself, and the night's work turns it into state for people to see.
create table workforce.placement_suspension (
  facility_id uuid not null, id uuid not null default kernel.new_id(), placement_id uuid not null, worker_id uuid not null, valid daterange not null check (not isempty(valid) and not lower_inf(valid)), paid boolean not null,
  reason_code text not null check (reason_code in ('away','discipline','health','security','consent','training','request','other')), note text not null default '', state text not null default 'planned' check (state in ('planned','running','over','lifted')),
  planned_by uuid, planned_person uuid, planned_at timestamptz not null, lifted_by uuid, lifted_at timestamptz, lifted_reason text,
  primary key (facility_id, id), foreign key (facility_id, placement_id) references workforce.placement, foreign key (facility_id, worker_id) references workforce.worker,
  constraint suspension_one_at_a_time exclude using gist (facility_id with =, placement_id with =, valid with &&) where (state <> 'lifted'),
  check ((state = 'lifted') = (lifted_at is not null))
);
alter table workforce.board_case add foreign key (facility_id, suspension_id) references workforce.placement_suspension;
create index suspension_open on workforce.placement_suspension (facility_id, state) where state in ('planned','running');
create function workforce.suspension_moves() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and not (case old.state when 'planned' then new.state in ('running','lifted') when 'running' then new.state in ('over','lifted') else false end)
  then raise exception 'suspension: no way from % to %', old.state, new.state using errcode = '55000'; end if;
  return new;
end $$;
create trigger suspension_moves before update on workforce.placement_suspension for each row execute function workforce.suspension_moves();
-- `on_day` is the first day without the placement.
create table workforce.placement_ending (
  facility_id uuid not null, id uuid not null default kernel.new_id(), placement_id uuid not null, worker_id uuid not null, on_day date not null,
  reason_code text not null check (reason_code in ('completed','own_wish','staff','dismissed','health','security','transferred','released','died','other')), note text not null default '', state text not null default 'planned' check (state in ('planned','done','cancelled')),
  planned_by uuid, planned_person uuid, planned_at timestamptz not null, primary key (facility_id, id), foreign key (facility_id, placement_id) references workforce.placement, foreign key (facility_id, worker_id) references workforce.worker
);
create unique index ending_planned_once on workforce.placement_ending (facility_id, placement_id) where state = 'planned';
-- Not in these slots on these weekdays (1 = Monday): worship, lessons, care. Ended by its last day, never deleted.
create table workforce.placement_exclusion (
  facility_id uuid not null, id uuid not null default kernel.new_id(), placement_id uuid not null, worker_id uuid not null, weekdays int[] not null check (weekdays <@ array[1,2,3,4,5,6,7] and cardinality(weekdays) > 0),
  slot text, valid daterange not null check (not isempty(valid) and not lower_inf(valid)), reason text not null, recorded_by uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, placement_id) references workforce.placement, foreign key (facility_id, worker_id) references workforce.worker
);
create index exclusion_placement on workforce.placement_exclusion (facility_id, placement_id);
-- Work outside the walls: by a numbered permit of the head, within its hours and weekdays, one at a time.
create table workforce.day_release (
  facility_id uuid not null, id uuid not null default kernel.new_id(), placement_id uuid not null, worker_id uuid not null, permit_number text not null, place text not null, escort text not null,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid) and not upper_inf(valid)), weekdays int[] not null check (weekdays <@ array[1,2,3,4,5,6,7] and cardinality(weekdays) > 0), leaves time not null, returns time not null check (returns > leaves),
  state text not null default 'requested' check (state in ('requested','permitted','refused','revoked')), requested_by uuid, requested_person uuid, requested_at timestamptz not null, decided_by uuid, decided_person uuid, decided_at timestamptz, decided_reason text,
  primary key (facility_id, id), unique (facility_id, permit_number), foreign key (facility_id, placement_id) references workforce.placement, foreign key (facility_id, worker_id) references workforce.worker,
  constraint day_release_two_persons check (decided_person is null or state = 'revoked' or decided_person <> requested_person),
  constraint day_release_one_at_a_time exclude using gist (facility_id with =, worker_id with =, valid with &&) where (state in ('requested','permitted'))
);
create function workforce.day_release_moves() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and not (case old.state when 'requested' then new.state in ('permitted','refused') when 'permitted' then new.state = 'revoked' else false end)
  then raise exception 'day release: no way from % to %', old.state, new.state using errcode = '55000'; end if;
  return new;
end $$;
create trigger day_release_moves before update on workforce.day_release for each row execute function workforce.day_release_moves();
-- What was changed without a person doing it, for a person to see. Only the acknowledgement is ever written to it.
create table workforce.change_notice (
  facility_id uuid not null, id uuid not null default kernel.new_id(), on_day date not null, kind text not null, worker_id uuid not null, placement_id uuid, particulars jsonb not null default '{}', made_at timestamptz not null,
  acknowledged_by uuid, acknowledged_person uuid, acknowledged_at timestamptz, note text, primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker, foreign key (facility_id, placement_id) references workforce.placement
);
create index change_open on workforce.change_notice (facility_id, made_at) where acknowledged_at is null;
-- The same change is told once a day.
create unique index change_once on workforce.change_notice (facility_id, on_day, kind, worker_id, coalesce(placement_id, '00000000-0000-0000-0000-000000000000'));

select kernel.scope_to_facility(t) from unnest(array['workforce.waiting_lottery','workforce.waiting_entry','workforce.waiting_log','workforce.board_session','workforce.board_member','workforce.board_case',
  'workforce.placement_suspension','workforce.placement_ending','workforce.placement_exclusion','workforce.day_release','workforce.change_notice']::regclass[]) t;
select kernel.insert_only('workforce.waiting_lottery'), kernel.insert_only('workforce.waiting_log');
revoke update, delete on workforce.change_notice from karya_app;
grant update (acknowledged_by, acknowledged_person, acknowledged_at, note) on workforce.change_notice to karya_app;
revoke delete on workforce.waiting_entry, workforce.board_session, workforce.placement_suspension, workforce.placement_ending, workforce.placement_exclusion, workforce.day_release from karya_app;
grant select on workforce.waiting_reason to karya_app;
grant select, insert on workforce.waiting_priority to karya_app;
grant update (valid) on workforce.waiting_priority to karya_app;

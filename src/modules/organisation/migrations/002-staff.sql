-- The industry team of a unit: posts by class, who holds them and by which letter, what the officers can do, what they agreed to do.
-- What a class of unit should have: dated, each row with its basis. 'reported' rests on a source, 'proposal' is ours.
create table organisation.post_kind (
  facility_kind text not null, facility_class text not null, code text not null, name_id text not null, name_en text not null, seats int not null check (seats between 1 and 20),
  -- Who counts as an officer over people at work.
  supervises boolean not null, position int not null, duty text, valid daterange not null check (not isempty(valid) and not lower_inf(valid)), legal_basis text not null,
  evidence text not null check (evidence in ('reported', 'proposal')), source text not null,
  primary key (facility_kind, facility_class, code, valid),
  constraint post_kind_once exclude using gist (facility_kind with =, facility_class with =, code with =, valid with &&)
);
-- A seat of a unit. `workplace` is the code of the workshop it belongs to, when it belongs to one.
create table organisation.post (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), code text not null, seat int not null check (seat > 0), name_id text not null, name_en text not null,
  supervises boolean not null, position int not null, workplace text, valid daterange not null check (not isempty(valid) and not lower_inf(valid)), legal_basis text not null, evidence text not null check (evidence in ('reported', 'proposal')),
  primary key (facility_id, id), constraint post_seat_once exclude using gist (facility_id with =, code with =, seat with =, valid with &&)
);
-- An officer: somebody with a service number (NIP). Never one of those who work.
create table organisation.staff (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), nip text not null, name text not null, rank text,
  -- The natural person behind an account, when the officer has one.
  person_id uuid, is_sample boolean not null default false, recorded_at timestamptz not null,
  primary key (facility_id, id), constraint staff_nip unique (facility_id, nip), constraint staff_person unique (facility_id, person_id)
);
create table organisation.appointment (
  facility_id uuid not null, id uuid not null default kernel.new_id(), post_id uuid not null, staff_id uuid not null, kind text not null check (kind in ('definitive', 'plt', 'plh')),
  decree text not null, decree_on date not null, valid daterange not null check (not isempty(valid) and not lower_inf(valid)), ended_reason text,
  recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, post_id) references organisation.post, foreign key (facility_id, staff_id) references organisation.staff,
  constraint acting_is_bounded check (kind = 'definitive' or not upper_inf(valid)),
  -- One holder of a seat at a time, appointed or acting (Plt); and beside an absent holder one substitute at a time (Plh).
  constraint post_one_holder exclude using gist (facility_id with =, post_id with =, valid with &&) where (kind in ('definitive', 'plt')),
  constraint post_one_substitute exclude using gist (facility_id with =, post_id with =, valid with &&) where (kind = 'plh'),
  -- Nobody has two posts of their own; acting in another beside one's own is what Plt and Plh are for.
  constraint staff_one_post exclude using gist (facility_id with =, staff_id with =, valid with &&) where (kind = 'definitive')
);
create index appointment_staff on organisation.appointment (facility_id, staff_id);
create table organisation.skill_kind (code text primary key, name_id text not null, name_en text not null, category text not null, evidence text not null check (evidence in ('reported', 'proposal')), source text not null);
-- What an officer can do, by certificate; the newest record of a skill counts, earlier ones stay.
create table organisation.staff_skill (
  facility_id uuid not null, id uuid not null default kernel.new_id(), staff_id uuid not null, skill text not null references organisation.skill_kind, level int not null check (level between 0 and 4),
  certificate_number text, issuer text, issued_on date not null, valid_until date, recorded_by uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, staff_id) references organisation.staff, constraint skill_until check (valid_until is null or valid_until >= issued_on)
);
create index staff_skill_newest on organisation.staff_skill (facility_id, staff_id, skill, issued_on desc);
-- The charter of an effective team (SK tim efektif), its people, its tasks and what was decided.
create table organisation.charter (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, title text not null, purpose text not null, decree_on date not null,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid) and not upper_inf(valid)), recorded_by uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), constraint charter_number unique (facility_id, number)
);
create table organisation.charter_member (
  facility_id uuid not null, charter_id uuid not null, staff_id uuid not null, part text not null check (part in ('chair', 'secretary', 'member')),
  primary key (facility_id, charter_id, staff_id), foreign key (facility_id, charter_id) references organisation.charter, foreign key (facility_id, staff_id) references organisation.staff
);
create unique index charter_one_chair on organisation.charter_member (facility_id, charter_id) where part = 'chair';
create table organisation.task (
  facility_id uuid not null, id uuid not null default kernel.new_id(), charter_id uuid not null, title text not null, owner_id uuid not null, state text not null default 'planned' check (state in ('planned', 'doing', 'done', 'dropped')),
  evidence text, done_on date, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, charter_id) references organisation.charter, foreign key (facility_id, charter_id, owner_id) references organisation.charter_member (facility_id, charter_id, staff_id),
  constraint task_shows_evidence check (state not in ('done', 'dropped') or evidence is not null), constraint task_done_day check ((state = 'done') = (done_on is not null))
);
create index task_charter on organisation.task (facility_id, charter_id);
-- A due day that moved is another row, with its reason.
create table organisation.task_due (
  facility_id uuid not null, task_id uuid not null, step int not null, due_on date not null, reason text, recorded_by uuid, recorded_at timestamptz not null,
  primary key (facility_id, task_id, step), foreign key (facility_id, task_id) references organisation.task, check (step = 1 or reason is not null)
);
create table organisation.decision (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, decided_on date not null, topic text not null, decision text not null, reason text not null, decided_by text not null,
  charter_id uuid, replaces uuid, recorded_by uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), constraint decision_number unique (facility_id, number), constraint decision_replaced_once unique (facility_id, replaces),
  foreign key (facility_id, charter_id) references organisation.charter, foreign key (facility_id, replaces) references organisation.decision
);
create table organisation.decision_task (
  facility_id uuid not null, decision_id uuid not null, task_id uuid not null, primary key (facility_id, decision_id, task_id),
  foreign key (facility_id, decision_id) references organisation.decision, foreign key (facility_id, task_id) references organisation.task
);
grant select on organisation.post_kind, organisation.skill_kind to karya_app;
select kernel.scope_to_facility(t) from unnest(array['organisation.post', 'organisation.staff', 'organisation.appointment', 'organisation.staff_skill', 'organisation.charter', 'organisation.charter_member', 'organisation.task',
  'organisation.task_due', 'organisation.decision', 'organisation.decision_task']::regclass[]) t;
select kernel.insert_only(t) from unnest(array['organisation.staff_skill', 'organisation.task_due', 'organisation.decision', 'organisation.decision_task']::regclass[]) t;

-- The whole file of a person: dated facts beside the register, who opened it and why, movements between facilities, imports by sheet.
alter table workforce.worker
  add column education text check (education in ('none','primary','junior','senior','vocational','diploma','degree')),
  add column can_read boolean, add column origin_province text references organisation.province (code),
  add column disability text, add column disability_purpose text, add column sentence_end_on date, add column registered_on date not null default current_date,
  add constraint disability_has_purpose check ((disability is null) = (disability_purpose is null)),
  add constraint sentence_ends_after_it_begins check (sentence_end_on >= sentence_from),
  drop constraint worker_state_check,
  add constraint worker_state_check check (state in ('present','away','transferred','released','died','merged'));
create index worker_release on workforce.worker (facility_id, release_on);

-- Facts with their day and the person who found them; the newest counts. A wrong one is corrected by another.
create table workforce.assessment (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, kind text not null, value text not null, on_day date not null, review_by date, assessor text not null, note text not null default '',
  recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null, primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker,
  constraint assessment_value check (case kind when 'risk' then value in ('low','medium','high') when 'escape' then value in ('none','listed') when 'incentive' then value in ('basic','standard','enhanced') when 'group' then value ~ '^[a-z0-9-]{1,40}$' else false end),
  constraint assessment_reviewed_later check (review_by > on_day)
);
create index assessment_worker on workforce.assessment (facility_id, worker_id, kind, on_day desc);
create table workforce.fitness (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, examined_on date not null, result text not null check (result in ('fit','limited','unfit')), valid_until date not null,
  limits text[] not null default '{}', examiner text not null, profession text not null check (profession in ('doctor','nurse','midwife','psychologist')), licence text not null,
  recorded_by uuid, recorded_at timestamptz not null, primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker,
  constraint fitness_runs_forward check (valid_until >= examined_on), constraint fitness_limits_named check ((result = 'limited') = (cardinality(limits) > 0))
);
create index fitness_worker on workforce.fitness (facility_id, worker_id, examined_on desc);
create table workforce.remission (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, days int not null check (days <> 0 and abs(days) <= 1000), granted_on date not null, decree text not null,
  recorded_by uuid, recorded_at timestamptz not null, primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker, constraint remission_once unique (facility_id, worker_id, decree)
);
select kernel.insert_only(t) from unnest(array['workforce.assessment','workforce.fitness','workforce.remission']::regclass[]) t;
-- What a person can do, with evidence; skills and languages have a level, certificates and safety modules an end.
create table workforce.qualification (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, kind text not null check (kind in ('skill','language','certificate','module')), code text not null check (code ~ '^[a-z0-9-]{1,60}$'), name text not null,
  level int check (level between 1 and 5), valid daterange not null check (not isempty(valid) and not lower_inf(valid)), evidence text not null default '', recorded_by uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker,
  constraint qualification_one_at_a_time exclude using gist (facility_id with =, worker_id with =, kind with =, code with =, valid with &&)
);
-- What a person must not do: by health, by security, by the person's own word.
create table workforce.restriction (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, code text not null, source text not null check (source in ('health','security','own')), valid daterange not null check (not isempty(valid) and not lower_inf(valid)), reason text not null,
  recorded_by uuid, recorded_at timestamptz not null, primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker,
  constraint restriction_one_at_a_time exclude using gist (facility_id with =, worker_id with =, code with =, valid with &&)
);
-- What a workshop, or one job in it, asks of those who work there.
create table workforce.requirement (
  facility_id uuid not null, id uuid not null default kernel.new_id(), workshop_id uuid not null, job text not null default '', kind text not null check (kind in ('education','skill','language','certificate','module','tool_class','demand')),
  code text not null, level int check (level between 1 and 5), valid daterange not null check (not isempty(valid) and not lower_inf(valid)), legal_basis text not null, recorded_by uuid, recorded_at timestamptz not null, primary key (facility_id, id),
  constraint requirement_one_at_a_time exclude using gist (facility_id with =, workshop_id with =, job with =, kind with =, code with =, valid with &&)
);
-- Checks may differ by kind of facility and by category of work; the most particular row that holds on the day counts.
alter table workforce.suitability_check add column facility_kind text, add column category text;
do $$ declare c text; begin
  select conname into strict c from pg_constraint where conrelid = 'workforce.suitability_check'::regclass and contype = 'x';
  execute format('alter table workforce.suitability_check drop constraint %I', c);
end $$;
alter table workforce.suitability_check add constraint suitability_check_one_at_a_time
  exclude using gist (code with =, (coalesce(facility_id, '00000000-0000-0000-0000-000000000000')) with =, (coalesce(facility_kind, '')) with =, (coalesce(category, '')) with =, valid with &&);

-- A file is opened for a reason; who, why and when stays.
create table workforce.reading_reason (code text primary key, name_id text not null, name_en text not null, needs_note boolean not null, source text not null);
grant select on workforce.reading_reason to karya_app;
create table workforce.file_opening (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, account_id uuid, reason text not null references workforce.reading_reason, note text not null default '', opened_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker
);
create index file_opening_worker on workforce.file_opening (facility_id, worker_id, account_id, opened_at desc);
select kernel.insert_only('workforce.file_opening');
-- What changed on a file: only the columns that did. The event names the columns, this row their contents.
create table workforce.change (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, import_id uuid, before jsonb not null, after jsonb not null, changed_by uuid, changed_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker
);
create index change_worker on workforce.change (facility_id, worker_id, changed_at desc);
select kernel.insert_only('workforce.change');

-- A sheet waits between its check and its application; its rows are forgotten when it is applied or put aside.
create table workforce.import (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), state text not null default 'checked' check (state in ('checked','applied','put_aside')),
  rows int not null, new_rows int not null, changed_rows int not null, faulty_rows int not null, checked_by uuid, checked_at timestamptz not null, applied_by uuid, applied_at timestamptz, primary key (facility_id, id),
  constraint import_applied_sound check (state <> 'applied' or faulty_rows = 0)
);
create table workforce.import_row (
  facility_id uuid not null, import_id uuid not null, row int not null, cells jsonb not null, problems jsonb not null default '[]',
  primary key (facility_id, import_id, row), foreign key (facility_id, import_id) references workforce.import on delete cascade
);
create function workforce.roster_code(n bigint) returns text language sql immutable parallel safe as $$
  select case when (n - 1) / 99 < 26 then chr(65 + ((n - 1) / 99)::int) else chr(64 + ((n - 1) / 99 / 26)::int) || chr(65 + ((n - 1) / 99 % 26)::int) end || lpad(((n - 1) % 99 + 1)::text, 2, '0') $$;

-- Where a person went and came back from. A transfer is seen by both facilities; all else by one.
create table workforce.movement (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, kind text not null check (kind in ('sent','call_back','received','release','away','return','death')), cause text not null, on_day date not null, back_by date,
  decree text not null default '', note text not null default '', transfer_id uuid, recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null, primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker
);
create index movement_worker on workforce.movement (facility_id, worker_id, recorded_at desc);
select kernel.insert_only('workforce.movement');
create table workforce.transfer (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), worker_id uuid not null, to_facility_id uuid not null references organisation.facility, decree text not null, on_day date not null,
  state text not null default 'sent' check (state in ('sent','received','called_back')), person jsonb not null, sent_by uuid, sent_person uuid, sent_at timestamptz not null,
  received_by uuid, received_person uuid, received_at timestamptz, received_worker_id uuid, savings_idr bigint check (savings_idr >= 0),
  primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker,
  constraint transfer_elsewhere check (to_facility_id <> facility_id), constraint transfer_two_persons check (received_person is null or received_person <> sent_person),
  constraint transfer_received_whole check ((state = 'received') = (received_at is not null))
);
create unique index transfer_under_way on workforce.transfer (facility_id, worker_id) where state = 'sent';
create index transfer_to on workforce.transfer (to_facility_id, state);
-- Both sides see the transfer, and nothing of each other beside it.
alter table workforce.transfer enable row level security;
create policy in_reach on workforce.transfer using (facility_id = any ((select kernel.facilities())::uuid[]) or to_facility_id = any ((select kernel.facilities())::uuid[]) or (select kernel.everywhere()));
grant select, insert, update on workforce.transfer to karya_app;
-- Two register numbers, one person: two officials say so, and two can say it was wrong.
create table workforce.merge (
  facility_id uuid not null, id uuid not null default kernel.new_id(), kept_id uuid not null, duplicate_id uuid not null, reason text not null, state text not null default 'proposed' check (state in ('proposed','approved','refused','undone')),
  proposed_by uuid, proposed_person uuid, proposed_at timestamptz not null, decided_by uuid, decided_person uuid, decided_at timestamptz, journal_id uuid, undone_by uuid, undone_person uuid, undone_at timestamptz, undone_reason text,
  primary key (facility_id, id), foreign key (facility_id, kept_id) references workforce.worker, foreign key (facility_id, duplicate_id) references workforce.worker,
  constraint merge_of_two check (kept_id <> duplicate_id), constraint merge_two_persons check (decided_person is null or decided_person <> proposed_person),
  constraint merge_undone_by_another check (undone_person is null or undone_person <> decided_person)
);
create unique index merge_once on workforce.merge (facility_id, duplicate_id) where state in ('proposed','approved');
create index merge_kept on workforce.merge (facility_id, kept_id);

-- Consent names the contract it is for, and how it is proved: a paper with two witnesses, or a file kept elsewhere.
alter table workforce.consent add column contract_ref text not null default '', add column proof text not null default 'file' check (proof in ('file','paper')), add column witness_a text, add column witness_b text,
  add constraint consent_paper_witnessed check (proof <> 'paper' or (witness_a is not null and witness_b is not null and lower(trim(witness_a)) <> lower(trim(witness_b)))),
  drop constraint consent_one_at_a_time,
  add constraint consent_one_at_a_time exclude using gist (facility_id with =, worker_id with =, regime with =, contract_ref with =, daterange(given_on, withdrawn_on) with &&);
alter table workforce.placement add column contract_ref text not null default '';
-- People on remand and children work by their own wish, and are always paid.
create function workforce.always_paid() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not new.paid and exists (select 1 from workforce.worker w where w.facility_id = new.facility_id and w.id = new.worker_id and w.kind in ('remand', 'child'))
  then perform kernel.refuse('placement.must_be_paid', 'people on remand and children are always paid'); end if;
  return new;
end $$;
create trigger always_paid before insert or update of paid on workforce.placement for each row execute function workforce.always_paid();

select kernel.scope_to_facility(t) from unnest(array['workforce.assessment','workforce.fitness','workforce.remission','workforce.qualification','workforce.restriction','workforce.requirement',
  'workforce.file_opening','workforce.change','workforce.import','workforce.import_row','workforce.movement','workforce.merge']::regclass[]) t;
revoke update, delete on workforce.assessment, workforce.fitness, workforce.remission, workforce.file_opening, workforce.change, workforce.movement from karya_app;
revoke delete on workforce.qualification, workforce.restriction, workforce.requirement, workforce.import, workforce.merge from karya_app;
-- Installed checks that are now answered: what nobody wrote down yet is said, and blocks nobody who works today.
update workforce.suitability_check set parameters = '{"unknown": "inform"}' || parameters where code in ('INCENTIVE_LEVEL', 'ESCAPE_RISK', 'LITERACY') and facility_id is null;
update workforce.suitability_check set parameters = '{"paid_levels": ["basic", "standard", "enhanced"]}' || parameters where code = 'INCENTIVE_LEVEL' and facility_id is null;
-- A cell of a sheet as a day, when it is one.
create function workforce.day_of(cell text) returns date language sql stable parallel safe as $$
  select case when cell ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
    then case when substr(cell, 9, 2)::int <= extract(day from make_date(substr(cell, 1, 4)::int, substr(cell, 6, 2)::int, 1) + interval '1 month' - interval '1 day') then cell::date end end $$;

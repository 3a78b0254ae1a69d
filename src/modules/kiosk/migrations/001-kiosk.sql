-- The person's own side: a card and a PIN, visits to a kiosk, objections to pay and hours, sealed complaints, copies of the own file.
create schema kiosk;
-- The code on the card is drawn by chance and says nothing about anybody.
create table kiosk.card (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, code text not null, issued_at timestamptz not null, issued_by uuid, revoked_at timestamptz, revoke_reason text,
  primary key (facility_id, id), constraint card_code unique (code), foreign key (facility_id, worker_id) references workforce.worker, check ((revoked_at is null) = (revoke_reason is null))
);
create unique index card_one_live on kiosk.card (facility_id, worker_id) where revoked_at is null;
create table kiosk.pin (
  facility_id uuid not null, worker_id uuid not null, pin_hash text not null, set_at timestamptz not null, set_by uuid, failures int not null default 0, locked_until timestamptz,
  primary key (facility_id, worker_id), foreign key (facility_id, worker_id) references workforce.worker
);
create table kiosk.visit (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, device_id uuid not null, token_sha256 text not null unique, opened_at timestamptz not null, locks_at timestamptz not null, ended_at timestamptz,
  primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker
);
create index visit_worker on kiosk.visit (facility_id, worker_id, opened_at desc);
-- What somebody says is not right with their pay or their hours. `prepared_persons` and `marked_by` are those whose work it questions.
create table kiosk.objection (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text not null, worker_id uuid not null, about text not null check (about in ('pay', 'hours')), month text not null check (month ~ '^\d{4}-\d{2}$'), words text not null,
  raised_on date not null, raised_at timestamptz not null, device_id uuid, heard_by uuid, due_on date not null, working_days int not null, legal_basis text not null,
  state text not null default 'open' check (state in ('open', 'answered')), outcome text check (outcome in ('upheld', 'partly', 'rejected')), answer text, answered_by uuid, answered_person uuid, answered_at timestamptz,
  prepared_persons uuid[] not null default '{}', marked_by uuid[] not null default '{}',
  primary key (facility_id, id), constraint objection_number unique (facility_id, number), foreign key (facility_id, worker_id) references workforce.worker,
  constraint objection_answered_whole check ((state = 'answered') = (outcome is not null and answer is not null and answered_at is not null)),
  -- Nobody judges their own work.
  constraint objection_other_person check (answered_person is null or not answered_person = any (prepared_persons)),
  constraint objection_other_account check (answered_by is null or not answered_by = any (marked_by))
);
create index objection_due on kiosk.objection (facility_id, state, due_on);
create index objection_worker on kiosk.objection (facility_id, worker_id);
-- Opened by the head and the region alone; the words are kept sealed, so that a copy of the database does not tell them.
create table kiosk.complaint (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text not null, worker_id uuid not null, goes_to text not null check (goes_to in ('head', 'region')), sealed_words bytea not null,
  raised_on date not null, raised_at timestamptz not null, device_id uuid not null, due_on date not null, working_days int not null, legal_basis text not null,
  state text not null default 'open' check (state in ('open', 'answered')), sealed_answer bytea, answered_by uuid, answered_person uuid, answered_at timestamptz,
  primary key (facility_id, id), constraint complaint_number unique (facility_id, number), foreign key (facility_id, worker_id) references workforce.worker,
  constraint complaint_answered_whole check ((state = 'answered') = (sealed_answer is not null and answered_at is not null))
);
create index complaint_due on kiosk.complaint (facility_id, state, due_on);
-- A copy of the own file, given on a paper request: who made it, when, and the document that was frozen.
create table kiosk.file_copy (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, request_number text not null, requested_on date not null, document_code text not null references kernel.document, made_by uuid, made_person uuid, made_at timestamptz not null,
  primary key (facility_id, id), constraint file_copy_request unique (facility_id, request_number), foreign key (facility_id, worker_id) references workforce.worker
);
-- An answered matter stays answered.
create function kiosk.answered_once() returns trigger language plpgsql as $$
begin
  if old.state = 'answered' then raise exception 'answered already' using errcode = '55000'; end if;
  return new;
end $$;
create trigger answered_once before update on kiosk.objection for each row execute function kiosk.answered_once();
create trigger answered_once before update on kiosk.complaint for each row execute function kiosk.answered_once();
grant usage on schema kiosk to karya_app;
select kernel.scope_to_facility(t) from unnest(array['kiosk.card', 'kiosk.pin', 'kiosk.visit', 'kiosk.objection', 'kiosk.complaint', 'kiosk.file_copy']::regclass[]) t;
select kernel.insert_only('kiosk.file_copy');
revoke delete on kiosk.card, kiosk.objection, kiosk.complaint from karya_app;

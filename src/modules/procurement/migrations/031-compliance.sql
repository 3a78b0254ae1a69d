-- Compliance: what an agency spends in all, what of it goes to prison industry, questions that arise, and what people say.
-- A quarter's spending as the agency itself reports it, with its source. A corrected sheet is another revision; the last one counts.
create table procurement.spend_sheet (
  id uuid primary key default kernel.new_id(), agency_id uuid not null references organisation.agency, year int not null check (year between 2015 and 2100), quarter int not null check (quarter between 1 and 4), revision int not null check (revision > 0),
  source text not null, sha256 text not null, lines int not null check (lines > 0), total_idr bigint not null check (total_idr >= 0), recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null,
  constraint spend_sheet_revision unique (agency_id, year, quarter, revision), constraint spend_sheet_same unique (agency_id, year, quarter, sha256)
);
create table procurement.spend_line (
  sheet_id uuid not null references procurement.spend_sheet, line int not null, unit text not null, category text not null, amount_idr bigint not null check (amount_idr >= 0), primary key (sheet_id, line), constraint spend_line_once unique (sheet_id, unit, category)
);
-- A question, raised by an indicator from facts. It says nothing of guilt: the agency answers, headquarters follows up.
create table procurement.flag (
  id uuid primary key default kernel.new_id(), agency_id uuid not null references organisation.agency, indicator text not null check (indicator in ('SPLIT', 'SELF_DEALING', 'REPEAT_WAIVER')), key text not null, facts jsonb not null, method jsonb not null,
  state text not null default 'open' check (state in ('open', 'answered', 'closed')), due_on date not null, raised_at timestamptz not null, is_sample boolean not null default false, constraint flag_once unique (agency_id, indicator, key)
);
create index flag_state on procurement.flag (state, due_on);
create table procurement.flag_step (
  flag_id uuid not null references procurement.flag, seq int not null check (seq > 0), kind text not null check (kind in ('answer', 'ask_again', 'close')), words text not null check (length(words) >= 10), outcome text check (outcome in ('explained', 'corrected', 'referred')),
  by_side text not null check (by_side in ('agency', 'headquarters')), by_account uuid, by_person uuid, at timestamptz not null,
  primary key (flag_id, seq), check ((kind = 'close') = (outcome is not null)), check ((kind = 'answer') = (by_side = 'agency'))
);
-- A question moves only by its steps; who answered does not decide on the answer; without an answer it can only be referred, and not before its day.
create function procurement.flag_follows_step() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare now_state text; due date; next_state text;
begin
  select state, due_on into now_state, due from procurement.flag where id = new.flag_id for update;
  next_state := case when now_state = 'open' and new.kind = 'answer' then 'answered' when now_state = 'answered' and new.kind = 'ask_again' then 'open' when now_state = 'answered' and new.kind = 'close' then 'closed'
    when now_state = 'open' and new.kind = 'close' and new.outcome = 'referred' and (new.at at time zone 'Asia/Jakarta')::date > due then 'closed' end;
  if next_state is null then perform kernel.refuse('flag.wrong_state', 'this step does not follow'); end if;
  if new.kind <> 'answer' and exists (select 1 from procurement.flag_step s where s.flag_id = new.flag_id and s.kind = 'answer' and s.by_person = new.by_person) then perform kernel.refuse('flag.same_person', 'who answered does not decide'); end if;
  if new.seq <> 1 + (select count(*) from procurement.flag_step where flag_id = new.flag_id) then raise exception 'steps are numbered without a gap' using errcode = '55000'; end if;
  update procurement.flag set state = next_state where id = new.flag_id;
  return new;
end $$;
create trigger flag_follows_step before insert on procurement.flag_step for each row execute function procurement.flag_follows_step();
create function procurement.flag_is_a_fact() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'state' <> to_jsonb(old) - 'state' then raise exception 'what was raised is not rewritten' using errcode = '55000'; end if;
  return new;
end $$;
create trigger fact before update on procurement.flag for each row execute function procurement.flag_is_a_fact();
-- What anybody says of how agencies buy. Its words are for headquarters alone: they may name people. What was answered is public under its number.
create table procurement.feedback (
  id uuid primary key default kernel.new_id(), number text not null unique, agency_id uuid references organisation.agency, topic text not null check (topic in ('payment', 'delivery', 'refusal', 'figures', 'other')), words text not null check (length(words) between 10 and 4000), made_at timestamptz not null,
  state text not null default 'sent' check (state in ('sent', 'answered', 'done'))
);
create table procurement.feedback_step (
  feedback_id uuid not null references procurement.feedback, seq int not null check (seq > 0), kind text not null check (kind in ('answered', 'done')), words text not null check (length(words) >= 10), by_account uuid, by_person uuid, at timestamptz not null, primary key (feedback_id, seq)
);
create function procurement.feedback_follows_step() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare now_state text;
begin
  select state into now_state from procurement.feedback where id = new.feedback_id for update;
  if not ((now_state = 'sent' and new.kind = 'answered' and new.seq = 1) or (now_state = 'answered' and new.kind = 'done' and new.seq = 2)) then perform kernel.refuse('feedback.wrong_state', 'this step does not follow'); end if;
  update procurement.feedback set state = new.kind where id = new.feedback_id;
  return new;
end $$;
create trigger feedback_follows_step before insert on procurement.feedback_step for each row execute function procurement.feedback_follows_step();
-- A flood is not feedback.
create function procurement.feedback_is_no_flood() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('procurement.feedback'));
  if (select count(*) from procurement.feedback where made_at > new.made_at - interval '1 hour') >= 60 then perform kernel.refuse('feedback.too_many', 'too much at once'); end if;
  return new;
end $$;
create trigger no_flood before insert on procurement.feedback for each row execute function procurement.feedback_is_no_flood();

do $$ declare t text; begin
  foreach t in array array['spend_sheet', 'flag'] loop
    execute format('alter table procurement.%I enable row level security', t);
    execute format('create policy in_reach on procurement.%I using (agency_id = (select kernel.agency()) or (select kernel.everywhere())) with check (agency_id = (select kernel.agency()) or (select kernel.everywhere()))', t);
    execute format('grant select, insert on procurement.%I to karya_app', t);
  end loop;
  foreach t in array array['spend_line', 'flag_step', 'feedback', 'feedback_step'] loop
    execute format('alter table procurement.%I enable row level security', t);
    execute format('grant select, insert on procurement.%I to karya_app', t);
  end loop;
end $$;
create policy in_reach on procurement.spend_line using (exists (select 1 from procurement.spend_sheet s where s.id = sheet_id)) with check (exists (select 1 from procurement.spend_sheet s where s.id = sheet_id));
create policy in_reach on procurement.flag_step using (exists (select 1 from procurement.flag f where f.id = flag_id)) with check (exists (select 1 from procurement.flag f where f.id = flag_id));
create policy in_reach on procurement.feedback for select using ((select kernel.everywhere()));
create policy anybody on procurement.feedback for insert with check (true);
create policy in_reach on procurement.feedback_step using ((select kernel.everywhere())) with check ((select kernel.everywhere()));
select kernel.insert_only(t) from unnest(array['procurement.spend_sheet', 'procurement.spend_line', 'procurement.flag_step', 'procurement.feedback_step']::regclass[]) t;

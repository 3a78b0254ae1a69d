-- What is paid beside minutes and pieces: grades of work with rates of their own, bonus and allowances, and what an objection showed to be missing.

-- 1. Grades. A person's grade is dated and approved by a second person; a rate may be for one grade of a skill level.
create table pay.wage_grade (code text primary key check (code ~ '^[A-Z]{2,12}$'), name_id text not null, name_en text not null, meaning text not null, source text not null);
create table pay.worker_grade (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, grade text not null references pay.wage_grade, valid daterange not null check (not isempty(valid) and not lower_inf(valid)), decree text not null check (length(decree) >= 3),
  recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null, approved_by uuid, approved_person uuid, approved_at timestamptz,
  primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker, constraint grade_two_persons check (approved_person is null or approved_person <> recorded_person),
  constraint grade_one_at_a_time exclude using gist (facility_id with =, worker_id with =, valid with &&) where (approved_at is not null)
);
alter table pay.wage_rate add column grade text references pay.wage_grade, add constraint rate_grade_is_for_time check (grade is null or basis = 'time');
alter table pay.wage_rate drop constraint rate_one_at_a_time;
alter table pay.wage_rate add constraint rate_one_at_a_time exclude using gist (facility_id with =, basis with =, (coalesce(product_id, '00000000-0000-0000-0000-000000000000')) with =, (coalesce(skill_level, 0)) with =, (coalesce(grade, '')) with =, valid with &&);

-- 2. Bonus and allowances: kinds are dated and have a basis and a ceiling; each is given by one person and approved by another, and paid once, in a run of its month.
create table pay.allowance_kind (
  id uuid primary key default kernel.new_id(), code text not null check (code ~ '^[A-Z_]{3,30}$'), name_id text not null, name_en text not null, meaning text not null, kind text not null check (kind in ('bonus', 'allowance', 'correction')), max_idr bigint not null check (max_idr > 0),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)), legal_basis text not null check (length(legal_basis) >= 5), source text not null, adopted_by uuid, constraint allowance_kind_one_at_a_time exclude using gist (code with =, valid with &&)
);
create table pay.allowance (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text not null, worker_id uuid not null, kind_id uuid not null references pay.allowance_kind, month date not null check (extract(day from month) = 1), amount_idr bigint not null check (amount_idr > 0), reason text not null check (length(reason) >= 5), correction_id uuid,
  state text not null default 'prepared' check (state in ('prepared', 'approved', 'refused')), prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, decided_by uuid, decided_person uuid, decided_at timestamptz, refused_reason text,
  primary key (facility_id, id), constraint allowance_number_once unique (facility_id, number), foreign key (facility_id, worker_id) references workforce.worker, constraint allowance_two_persons check (decided_person is null or decided_person <> prepared_person), check ((state = 'prepared') = (decided_at is null))
);
create index allowance_month on pay.allowance (facility_id, month, state);
create table pay.run_allowance (
  facility_id uuid not null, run_id uuid not null, allowance_id uuid not null, worker_id uuid not null, amount_idr bigint not null check (amount_idr > 0),
  primary key (facility_id, run_id, allowance_id), foreign key (facility_id, run_id, worker_id) references pay.run_line (facility_id, run_id, worker_id) deferrable initially deferred, foreign key (facility_id, allowance_id) references pay.allowance
);
create index run_allowance_of on pay.run_allowance (facility_id, allowance_id);
create function pay.allowance_paid_once() returns trigger language plpgsql as $$
begin
  if exists (select 1 from pay.run_allowance a join pay.run r on r.facility_id = a.facility_id and r.id = a.run_id and r.state <> 'refused' where a.facility_id = new.facility_id and a.allowance_id = new.allowance_id)
  then perform kernel.refuse('allowance.paid_already', 'already in a run'); end if;
  return new;
end $$;
create trigger allowance_paid_once before insert on pay.run_allowance for each row execute function pay.allowance_paid_once();
create trigger frozen before update on pay.allowance for each row execute function pay.frozen_when_decided('{prepared}', '{state,decided_by,decided_person,decided_at,refused_reason}');
-- A line of a run: the difference of wages that came to light, and what is given beside them. A difference the other way never eats an allowance.
alter table pay.run_line add column allowance_idr bigint not null default 0 check (allowance_idr >= 0);
alter table pay.run_line drop constraint run_line_check;
alter table pay.run_line add constraint run_line_gross check (gross_idr > 0 and gross_idr = greatest(0, earned_idr - earlier_idr) + allowance_idr);

-- 3. An objection that was upheld is owed a correction: it waits here until money followed, or a second person said why none does.
create table pay.correction (
  facility_id uuid not null, id uuid not null default kernel.new_id(), objection text not null, worker_id uuid not null, about text not null check (about in ('pay', 'hours')), month date not null, outcome text not null check (outcome in ('upheld', 'partly')), answered_person uuid, opened_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'paid', 'none')), run_id uuid, amount_idr bigint check (amount_idr > 0), closed_by uuid, closed_person uuid, closed_at timestamptz, reason text,
  primary key (facility_id, id), constraint correction_once unique (facility_id, objection), foreign key (facility_id, worker_id) references workforce.worker, foreign key (facility_id, run_id) references pay.run,
  constraint correction_other_person check (state <> 'none' or closed_person is null or closed_person <> answered_person), check ((state = 'none') = (reason is not null)), check ((state = 'paid') = (run_id is not null and amount_idr is not null)), check ((state = 'open') = (closed_at is null))
);
create trigger frozen before update on pay.correction for each row execute function pay.frozen_when_decided('{open}', '{state,run_id,amount_idr,closed_by,closed_person,closed_at,reason}');
alter table pay.allowance add foreign key (facility_id, correction_id) references pay.correction;
create unique index allowance_of_correction on pay.allowance (facility_id, correction_id) where correction_id is not null and state <> 'refused';

select kernel.scope_to_facility(t) from unnest(array['pay.worker_grade', 'pay.allowance', 'pay.run_allowance', 'pay.correction']::regclass[]) t;
select kernel.insert_only('pay.run_allowance');
revoke delete on pay.worker_grade, pay.allowance, pay.correction from karya_app;
revoke update on pay.worker_grade from karya_app;
grant update (valid, approved_by, approved_person, approved_at) on pay.worker_grade to karya_app;
grant select, insert on pay.allowance_kind to karya_app;
grant update (valid) on pay.allowance_kind to karya_app;
grant select on pay.wage_grade to karya_app;

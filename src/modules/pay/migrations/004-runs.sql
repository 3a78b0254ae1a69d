-- Wages by the session: a month's pay run of a facility, prepared by one, recomputed and approved by another, posted once.
create table pay.run (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, month date not null check (extract(day from month) = 1), sequence int not null check (sequence > 0),
  state text not null default 'prepared' check (state in ('prepared','approved','refused')), people int not null, sessions int not null, minutes bigint not null, gross_idr bigint not null check (gross_idr > 0), deducted_idr bigint not null check (deducted_idr between 0 and gross_idr),
  -- What earlier runs of the month paid beyond today's facts: shown, and recovered only by a decision of its own.
  overpaid_idr bigint not null default 0 check (overpaid_idr >= 0), on_day date not null,
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, decided_by uuid, decided_person uuid, decided_at timestamptz, refused_reason text, journal_id uuid,
  primary key (facility_id, id), unique (facility_id, number), constraint run_two_persons check (decided_person is null or decided_person <> prepared_person), check ((state = 'approved') = (journal_id is not null))
);
-- A month's first wages are paid once; a later run of the month pays the difference that came to light.
create unique index run_once on pay.run (facility_id, month, sequence) where state <> 'refused';
create unique index run_in_hand on pay.run (facility_id, month) where state = 'prepared';
create table pay.run_line (
  facility_id uuid not null, run_id uuid not null, worker_id uuid not null, sessions int not null, minutes int not null, earned_idr bigint not null check (earned_idr >= 0), earlier_idr bigint not null default 0 check (earlier_idr >= 0),
  gross_idr bigint not null check (gross_idr > 0 and gross_idr = earned_idr - earlier_idr), deducted_idr bigint not null default 0, net_idr bigint not null check (net_idr >= 0 and net_idr = gross_idr - deducted_idr),
  primary key (facility_id, run_id, worker_id), foreign key (facility_id, run_id) references pay.run, foreign key (facility_id, worker_id) references workforce.worker
);
create index run_line_worker on pay.run_line (facility_id, worker_id);
-- What a line is made of: sessions of one reason at one rate.
create table pay.run_part (
  facility_id uuid not null, run_id uuid not null, worker_id uuid not null, rate_id uuid not null, reason_code text not null, skill_level int not null, sessions int not null, minutes int not null, rate_idr bigint not null, per_minutes int not null, amount_idr bigint not null check (amount_idr >= 0),
  primary key (facility_id, run_id, worker_id, rate_id, reason_code), foreign key (facility_id, run_id, worker_id) references pay.run_line (facility_id, run_id, worker_id) deferrable initially deferred, foreign key (facility_id, rate_id) references pay.wage_rate
);
-- A claim on wages by decision: what it is, on what paper it rests, how much of each month, and up to how much in all.
create table pay.deduction (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, kind text not null references pay.deduction_kind, decision text not null check (length(decision) >= 5), share_bp int check (share_bp between 1 and 10000), monthly_idr bigint check (monthly_idr > 0),
  total_idr bigint check (total_idr > 0), taken_idr bigint not null default 0 check (taken_idr >= 0), valid daterange not null check (not isempty(valid) and not lower_inf(valid)), recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null, approved_by uuid, approved_person uuid, approved_at timestamptz,
  primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker, check ((share_bp is null) <> (monthly_idr is null)), constraint deduction_two_persons check (approved_person is null or approved_person <> recorded_person), constraint deduction_not_beyond check (total_idr is null or taken_idr <= total_idr)
);
create index deduction_worker on pay.deduction (facility_id, worker_id);
create table pay.run_deduction (
  facility_id uuid not null, run_id uuid not null, worker_id uuid not null, deduction_id uuid not null, position int not null, amount_idr bigint not null check (amount_idr > 0), cut_short boolean not null,
  primary key (facility_id, run_id, deduction_id), foreign key (facility_id, run_id, worker_id) references pay.run_line (facility_id, run_id, worker_id) deferrable initially deferred, foreign key (facility_id, deduction_id) references pay.deduction
);
create function pay.run_frozen() returns trigger language plpgsql as $$
begin
  if old.state <> 'prepared' then perform kernel.refuse('pay.decided_already', 'already decided'); end if;
  if to_jsonb(new) - array['state','decided_by','decided_person','decided_at','refused_reason','journal_id','on_day'] <> to_jsonb(old) - array['state','decided_by','decided_person','decided_at','refused_reason','journal_id','on_day'] then raise exception 'the content of a pay run is frozen' using errcode = '55000'; end if;
  return new;
end $$;
create trigger run_frozen before update on pay.run for each row execute function pay.run_frozen();
select kernel.scope_to_facility(t) from unnest(array['pay.run','pay.run_line','pay.run_part','pay.deduction','pay.run_deduction']::regclass[]) t;
select kernel.insert_only('pay.run_line'), kernel.insert_only('pay.run_part'), kernel.insert_only('pay.run_deduction');
revoke delete on pay.run, pay.deduction from karya_app;

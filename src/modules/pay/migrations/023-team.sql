-- How a team's part is divided among its people: weights of hours, skill, output and equality, tried on a month that is over, adopted by two persons from the next day at the earliest, and frozen for each work order when it begins.
create table pay.team_split (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), activity text not null default '', hours_bp int not null check (hours_bp between 0 and 10000), skill_bp int not null check (skill_bp between 0 and 10000), output_bp int not null check (output_bp between 0 and 10000), equal_bp int not null check (equal_bp between 0 and 10000),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)), legal_basis text not null check (length(legal_basis) >= 5), simulation jsonb not null, state text not null default 'prepared' check (state in ('prepared', 'approved', 'refused')),
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, decided_by uuid, decided_person uuid, decided_on date, refused_reason text,
  primary key (facility_id, id), constraint team_split_whole check (hours_bp + skill_bp + output_bp + equal_bp = 10000), constraint team_split_two_persons check (decided_person is null or decided_person <> prepared_person),
  constraint team_split_not_backwards check (state <> 'approved' or lower(valid) > decided_on), check ((state = 'prepared') = (decided_on is null)),
  constraint team_split_one_at_a_time exclude using gist (facility_id with =, activity with =, valid with &&) where (state = 'approved')
);
create function pay.team_split_frozen() returns trigger language plpgsql as $$
begin
  if old.state <> 'prepared' and (to_jsonb(new) - 'valid' <> to_jsonb(old) - 'valid' or old.state <> 'approved' or lower(new.valid) <> lower(old.valid) or not upper_inf(old.valid)) then perform kernel.refuse('team.decided_already', 'already decided'); end if;
  if to_jsonb(new) - array['valid','state','decided_by','decided_person','decided_on','refused_reason'] <> to_jsonb(old) - array['valid','state','decided_by','decided_person','decided_on','refused_reason'] then raise exception 'the content of a team split is frozen' using errcode = '55000'; end if;
  return new;
end $$;
create trigger team_split_frozen before update on pay.team_split for each row execute function pay.team_split_frozen();
-- The method of a work order, as it was when it began; without one the team of the split rule counts.
create table pay.batch_split (
  facility_id uuid not null, work_order_id uuid not null, split_id uuid, frozen_at timestamptz not null,
  primary key (facility_id, work_order_id), foreign key (facility_id, work_order_id) references production.work_order, foreign key (facility_id, split_id) references pay.team_split
);
select kernel.scope_to_facility(t) from unnest(array['pay.team_split', 'pay.batch_split']::regclass[]) t;
select kernel.insert_only('pay.batch_split');
revoke delete on pay.team_split from karya_app;

-- Savings and who keeps them: holds that stop a withdrawal and hide nothing, what follows a person to another facility, heirs, and in whose custody the money lies.
create table pay.hold (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text not null, worker_id uuid not null, amount_idr bigint not null check (amount_idr > 0), cause text not null check (cause in ('court', 'investigation', 'dispute', 'heirs')), reason text not null check (length(reason) >= 5), basis text not null check (length(basis) >= 3),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid) and not upper_inf(valid)), placed_by uuid, placed_person uuid, placed_at timestamptz not null, released_by uuid, released_person uuid, released_at timestamptz, release_reason text,
  primary key (facility_id, id), constraint hold_number_once unique (facility_id, number), foreign key (facility_id, worker_id) references workforce.worker, constraint hold_two_persons check (released_person is null or released_person <> placed_person), check ((released_at is null) = (release_reason is null))
);
create index hold_worker on pay.hold (facility_id, worker_id);
-- What is held of a book on a day; a hold ends by itself on its last day.
create function pay.held(facility uuid, worker uuid, on_day date) returns bigint language sql stable as $$
  select coalesce(sum(h.amount_idr), 0)::bigint from pay.hold h where h.facility_id = facility and h.worker_id = worker and h.released_at is null and upper(h.valid) > on_day $$;
create function pay.book(facility uuid, worker uuid) returns bigint language sql stable as $$
  select coalesce((select -b.balance_idr from ledger.account a join ledger.balance b on b.facility_id = a.facility_id and b.account_id = a.id where a.facility_id = facility and a.worker_id = worker), 0)::bigint $$;
create function pay.hold_within_book() returns trigger language plpgsql as $$
begin
  if pay.held(new.facility_id, new.worker_id, lower(new.valid)) > pay.book(new.facility_id, new.worker_id) then perform kernel.refuse('hold.beyond_book', 'more is held than the book has'); end if;
  return null;
end $$;
create constraint trigger hold_within_book after insert on pay.hold for each row execute function pay.hold_within_book();
-- The journal stands in the book already: what is left must cover what is held on its day.
create function pay.hold_respected() returns trigger language plpgsql as $$
begin
  if pay.book(new.facility_id, new.worker_id) < pay.held(new.facility_id, new.worker_id, (select j.on_day from ledger.journal j where j.facility_id = new.facility_id and j.id = new.journal_id)) then perform kernel.refuse('withdrawal.held', 'part of the savings is held'); end if;
  return new;
end $$;
create trigger b_hold_respected before update on pay.withdrawal for each row when (old.state = 'prepared' and new.state = 'approved') execute function pay.hold_respected();
create function pay.hold_released_once() returns trigger language plpgsql as $$
begin
  if old.released_at is not null then perform kernel.refuse('hold.released_already', 'released already'); end if;
  if to_jsonb(new) - array['released_by','released_person','released_at','release_reason'] <> to_jsonb(old) - array['released_by','released_person','released_at','release_reason'] then raise exception 'a hold is only ever released' using errcode = '55000'; end if;
  return new;
end $$;
create trigger hold_released_once before update on pay.hold for each row execute function pay.hold_released_once();

-- What of the money that came with a transfer may be used inside, and what is kept until release: as it stood where it was earned.
create table pay.carried_savings (
  facility_id uuid not null, worker_id uuid not null, transfer_id uuid not null, spendable_idr bigint not null check (spendable_idr >= 0), locked_idr bigint not null check (locked_idr >= 0), carried_at timestamptz not null,
  primary key (facility_id, worker_id, transfer_id), foreign key (facility_id, worker_id) references workforce.worker
);

-- A dead person's savings go to the heirs, by papers, in parts that add up.
alter table pay.withdrawal drop constraint withdrawal_kind_check;
alter table pay.withdrawal add constraint withdrawal_kind_check check (kind in ('BASIC_NEEDS', 'SEND_FAMILY', 'TRAVEL_HOME', 'RELEASE_PAYOUT', 'DEATH_HEIRS'));
alter table pay.withdrawal add column papers jsonb not null default '{}';
alter table pay.withdrawal add column receipt_code text references kernel.document;
create table pay.heir (
  facility_id uuid not null, withdrawal_id uuid not null, position int not null check (position > 0), name text not null check (length(name) >= 3), relation text not null check (length(relation) >= 3), amount_idr bigint not null check (amount_idr > 0),
  primary key (facility_id, withdrawal_id, position), foreign key (facility_id, withdrawal_id) references pay.withdrawal
);
create function pay.heirs_share_all() returns trigger language plpgsql as $$
begin
  if new.kind = 'DEATH_HEIRS' and new.amount_idr <> (select coalesce(sum(h.amount_idr), 0) from pay.heir h where h.facility_id = new.facility_id and h.withdrawal_id = new.id) then raise exception 'the heirs of % do not share its whole amount', new.number using errcode = '23514'; end if;
  return null;
end $$;
create constraint trigger heirs_share_all after insert on pay.withdrawal deferrable initially deferred for each row execute function pay.heirs_share_all();

-- In whose custody somebody's savings lie, from when, and by what consent.
create table pay.custody (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, variant text not null check (variant in ('facility', 'bank', 'card')), payee_id uuid, card_digits text check (card_digits ~ '^[0-9]{4}$'), consent_on date not null, consent_paper text not null check (length(consent_paper) >= 3),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)), recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null, approved_by uuid, approved_person uuid, approved_at timestamptz,
  primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker, foreign key (facility_id, payee_id) references pay.payee, constraint custody_two_persons check (approved_person is null or approved_person <> recorded_person),
  constraint custody_names_its_place check ((variant = 'bank') = (payee_id is not null) and (variant = 'card') = (card_digits is not null)), constraint custody_after_consent check (consent_on <= lower(valid)),
  constraint custody_one_at_a_time exclude using gist (facility_id with =, worker_id with =, valid with &&) where (approved_at is not null)
);

select kernel.scope_to_facility(t) from unnest(array['pay.hold', 'pay.carried_savings', 'pay.heir', 'pay.custody']::regclass[]) t;
select kernel.insert_only('pay.carried_savings'), kernel.insert_only('pay.heir');
revoke delete on pay.hold, pay.custody from karya_app;
revoke update on pay.hold, pay.custody from karya_app;
grant update (released_by, released_person, released_at, release_reason) on pay.hold to karya_app;
grant update (valid, approved_by, approved_person, approved_at) on pay.custody to karya_app;
-- A receipt is written once, when the money is given.
create or replace function pay.withdrawal_decided_once() returns trigger language plpgsql as $$
begin
  if old.state = 'approved' and new.state = 'returned' then
    if to_jsonb(new) - 'state' <> to_jsonb(old) - 'state' or not exists (select 1 from ledger.journal j where j.facility_id = old.facility_id and j.reverses = old.journal_id)
    then raise exception 'a withdrawal comes back by the opposite of its journal alone' using errcode = '55000'; end if;
    return new;
  end if;
  if old.state <> 'prepared' then perform kernel.refuse('pay.decided_already', 'already decided'); end if;
  if to_jsonb(new) - array['state','approved_by','approved_person','refusal_reason','journal_id','receipt_code'] <> to_jsonb(old) - array['state','approved_by','approved_person','refusal_reason','journal_id','receipt_code']
  then raise exception 'the content of a withdrawal is frozen' using errcode = '55000'; end if;
  return new;
end $$;

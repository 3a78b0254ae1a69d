-- The state's money on its way: cash from hand to hand, targets, the treasury's own statement beside our books, files for the bank, and the closing of a month.

-- 1. Cash. A bundle is what one person counts out to another, or brings to the bank; its sources are receipts and earlier bundles, whole and once each.
create table pay.cash_bundle (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, kind text not null check (kind in ('person', 'bank')), state text not null default 'given' check (state in ('given', 'taken', 'refused')),
  given_by uuid, given_person uuid, given_at timestamptz not null, given_idr bigint not null check (given_idr > 0), oldest_on date not null, slip text,
  taken_by uuid, taken_person uuid, taken_at timestamptz, counted_idr bigint check (counted_idr >= 0), reason text, journal_id uuid,
  primary key (facility_id, id), constraint cash_number_once unique (facility_id, number), constraint cash_two_persons check (taken_person is null or taken_person <> given_person), constraint cash_slip_once unique (facility_id, slip),
  constraint cash_bank_has_slip check ((kind = 'bank') = (slip is not null)), constraint cash_taken_is_counted check ((state = 'taken') = (counted_idr is not null)), check (state <> 'given' or taken_at is null)
);
create table pay.cash_source (
  facility_id uuid not null, bundle_id uuid not null, payment_id uuid, earlier_id uuid, amount_idr bigint not null check (amount_idr > 0),
  foreign key (facility_id, bundle_id) references pay.cash_bundle, foreign key (facility_id, payment_id) references orders.payment, foreign key (facility_id, earlier_id) references pay.cash_bundle, constraint cash_source_is_one_thing check ((payment_id is null) <> (earlier_id is null))
);
create index cash_source_of on pay.cash_source (facility_id, bundle_id);
create index cash_source_payment on pay.cash_source (facility_id, payment_id) where payment_id is not null;
create index cash_source_earlier on pay.cash_source (facility_id, earlier_id) where earlier_id is not null;
create function pay.cash_spent_once() returns trigger language plpgsql as $$
begin
  if exists (select 1 from pay.cash_source s join pay.cash_bundle b on b.facility_id = s.facility_id and b.id = s.bundle_id and b.state <> 'refused' where s.facility_id = new.facility_id and (s.payment_id = new.payment_id or s.earlier_id = new.earlier_id))
  then perform kernel.refuse('cash.on_its_way', 'already in a bundle'); end if;
  return new;
end $$;
create trigger cash_spent_once before insert on pay.cash_source for each row execute function pay.cash_spent_once();
create table pay.cash_difference (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text not null, bundle_id uuid not null, difference_idr bigint not null check (difference_idr <> 0), state text not null default 'open' check (state in ('open', 'closed')),
  found_by uuid, found_person uuid, found_at timestamptz not null, outcome text check (outcome in ('repaid', 'borne', 'kept')), decision text, closed_by uuid, closed_person uuid, closed_at timestamptz, journal_id uuid,
  primary key (facility_id, id), constraint cash_difference_number_once unique (facility_id, number), constraint cash_difference_once unique (facility_id, bundle_id), foreign key (facility_id, bundle_id) references pay.cash_bundle,
  constraint cash_difference_other_person check (closed_person is null or closed_person <> found_person), check ((state = 'closed') = (outcome is not null and decision is not null))
);

-- 2. What the state expects of a facility in a year, by account; a change is a new revision.
create table pay.revenue_target (
  facility_id uuid not null references organisation.facility, year int not null check (year between 2000 and 2100), account_code text not null check (account_code ~ '^[0-9]{6}$'), revision int not null check (revision > 0), amount_idr bigint not null check (amount_idr >= 0),
  decree text not null check (length(decree) >= 3), set_by uuid, set_at timestamptz not null, primary key (facility_id, year, account_code, revision)
);

-- 3. The treasury's statement of a month, line by line as it says; what differs is settled by two persons, and neither side's rows change.
create table pay.statement (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), month date not null check (extract(day from month) = 1), source text not null, sha256 text not null, lines int not null check (lines >= 0), imported_by uuid, imported_person uuid, imported_at timestamptz not null,
  primary key (facility_id, id), constraint statement_once unique (facility_id, month, sha256)
);
create table pay.statement_line (
  facility_id uuid not null, statement_id uuid not null, row int not null, ntpn text not null check (ntpn ~ '^[0-9A-Z]{16}$'), paid_on date not null, amount_idr bigint not null check (amount_idr > 0), account_code text not null check (account_code ~ '^[0-9]{6}$'),
  primary key (facility_id, statement_id, row), foreign key (facility_id, statement_id) references pay.statement, constraint statement_ntpn_once unique (facility_id, ntpn)
);
create table pay.finding_answer (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), month date not null, ntpn text not null, finding text not null check (finding in ('amount_differs', 'account_differs', 'day_differs', 'not_in_ours', 'not_in_theirs')), reason text not null check (length(reason) >= 5), state text not null default 'proposed' check (state in ('proposed', 'agreed', 'refused')),
  proposed_by uuid, proposed_person uuid, proposed_at timestamptz not null, decided_by uuid, decided_person uuid, decided_at timestamptz,
  primary key (facility_id, id), constraint finding_two_persons check (decided_person is null or decided_person <> proposed_person), check ((state = 'proposed') = (decided_at is null))
);
create unique index finding_answered_once on pay.finding_answer (facility_id, month, ntpn, finding) where state <> 'refused';

-- 4. Accounts that savings may be sent to, and the files for the bank.
create table pay.payee (
  facility_id uuid not null, id uuid not null default kernel.new_id(), worker_id uuid not null, relation text not null check (relation in ('own', 'family')), holder text not null check (length(holder) >= 3), bank_code text not null check (bank_code ~ '^[0-9]{3}$'), account_number text not null check (account_number ~ '^[0-9]{6,20}$'),
  evidence text not null check (length(evidence) >= 3), recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null, approved_by uuid, approved_person uuid, approved_at timestamptz, ended_at timestamptz,
  primary key (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker, constraint payee_two_persons check (approved_person is null or approved_person <> recorded_person)
);
create unique index payee_one on pay.payee (facility_id, worker_id, relation) where ended_at is null;
create table pay.bank_file (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, state text not null default 'prepared' check (state in ('prepared', 'released', 'refused', 'answered')), lines int not null check (lines > 0), total_idr bigint not null check (total_idr > 0), sha256 text not null, on_day date not null,
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, released_by uuid, released_person uuid, released_at timestamptz, refusal_reason text, answered_by uuid, answered_at timestamptz,
  primary key (facility_id, id), constraint bank_file_number_once unique (facility_id, number), constraint bank_file_two_persons check (released_person is null or released_person <> prepared_person)
);
create table pay.bank_line (
  facility_id uuid not null, file_id uuid not null, line int not null, withdrawal_id uuid not null, payee_id uuid not null, amount_idr bigint not null check (amount_idr > 0),
  primary key (facility_id, file_id, line), foreign key (facility_id, file_id) references pay.bank_file, foreign key (facility_id, withdrawal_id) references pay.withdrawal, foreign key (facility_id, payee_id) references pay.payee
);
create index bank_line_withdrawal on pay.bank_line (facility_id, withdrawal_id);
create table pay.bank_answer (
  facility_id uuid not null, file_id uuid not null, line int not null, result text not null check (result in ('paid', 'failed')), reason text not null default '', reference text not null default '', journal_id uuid, recorded_by uuid, recorded_at timestamptz not null,
  primary key (facility_id, file_id, line), foreign key (facility_id, file_id, line) references pay.bank_line, constraint bank_failure_returns check ((result = 'failed') = (journal_id is not null))
);
create function pay.sent_once() returns trigger language plpgsql as $$
begin
  if exists (select 1 from pay.bank_line l join pay.bank_file b on b.facility_id = l.facility_id and b.id = l.file_id and b.state <> 'refused' where l.facility_id = new.facility_id and l.withdrawal_id = new.withdrawal_id)
  then perform kernel.refuse('bank.sent_already', 'already in a file'); end if;
  return new;
end $$;
create trigger sent_once before insert on pay.bank_line for each row execute function pay.sent_once();

-- A transfer that failed is money back in the savings book: one way leads out of an approved withdrawal, and it needs the opposite in the books.
alter table pay.withdrawal drop constraint withdrawal_state_check;
alter table pay.withdrawal add constraint withdrawal_state_check check (state in ('prepared', 'approved', 'refused', 'returned'));
drop trigger decided_once on pay.withdrawal;
create function pay.withdrawal_decided_once() returns trigger language plpgsql as $$
begin
  if old.state = 'approved' and new.state = 'returned' then
    if to_jsonb(new) - 'state' <> to_jsonb(old) - 'state' or not exists (select 1 from ledger.journal j where j.facility_id = old.facility_id and j.reverses = old.journal_id)
    then raise exception 'a withdrawal comes back by the opposite of its journal alone' using errcode = '55000'; end if;
    return new;
  end if;
  if old.state <> 'prepared' then perform kernel.refuse('pay.decided_already', 'already decided'); end if;
  if to_jsonb(new) - array['state','approved_by','approved_person','refusal_reason','journal_id'] <> to_jsonb(old) - array['state','approved_by','approved_person','refusal_reason','journal_id']
  then raise exception 'the content of a withdrawal is frozen' using errcode = '55000'; end if;
  return new;
end $$;
create trigger decided_once before update on pay.withdrawal for each row execute function pay.withdrawal_decided_once();

-- 5. The month's checklist: what stays open is excused by another person than who asks, and a year is closed over its months.
create table pay.close_excuse (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), month date not null check (extract(day from month) = 1), item text not null, reason text not null check (length(reason) >= 5), open_count int not null, state text not null default 'asked' check (state in ('asked', 'granted', 'refused')),
  asked_by uuid, asked_person uuid, asked_at timestamptz not null, decided_by uuid, decided_person uuid, decided_at timestamptz,
  primary key (facility_id, id), constraint excuse_two_persons check (decided_person is null or decided_person <> asked_person), check ((state = 'asked') = (decided_at is null))
);
-- One request at a time for an item; a granted one may be followed by another when more is open than it covered.
create unique index excuse_once on pay.close_excuse (facility_id, month, item) where state = 'asked';
create table pay.month_closure (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), month date not null, items jsonb not null, closed_by uuid, closed_person uuid, closed_at timestamptz not null, primary key (facility_id, id)
);
create index month_closure_of on pay.month_closure (facility_id, month);
create table pay.year_closure (
  facility_id uuid not null references organisation.facility, year int not null, figures jsonb not null, asked_by uuid, asked_person uuid, asked_at timestamptz not null, approved_by uuid, approved_person uuid, approved_at timestamptz,
  primary key (facility_id, year), constraint year_two_persons check (approved_person is null or approved_person <> asked_person)
);

create function pay.year_stays_closed() returns trigger language plpgsql as $$
begin
  if exists (select 1 from pay.year_closure y where y.facility_id = old.facility_id and y.year = extract(year from old.month) and y.approved_at is not null) then perform kernel.refuse('year.stays_closed', 'the year is closed'); end if;
  return new;
end $$;
create trigger year_stays_closed before update on ledger.period for each row when (old.closed_at is not null and new.closed_at is null) execute function pay.year_stays_closed();

-- 6. That a buyer was reminded of what is owed, and how.
create table pay.reminder (
  facility_id uuid not null, id uuid not null default kernel.new_id(), order_id uuid not null, step int not null check (step > 0), on_day date not null, channel text not null check (channel in ('letter', 'phone', 'whatsapp', 'visit')), note text not null default '', owed_idr bigint not null check (owed_idr > 0), sent_by uuid, sent_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, order_id) references orders.sales_order, constraint reminder_step_once unique (facility_id, order_id, step)
);

-- What was decided stays as it was decided.
create function pay.frozen_when_decided() returns trigger language plpgsql as $$
declare may_change text[] := tg_argv[1]::text[]; open_states text[] := tg_argv[0]::text[];
begin
  if not (to_jsonb(old)->>'state') = any (open_states) then perform kernel.refuse('pay.decided_already', 'already decided'); end if;
  if to_jsonb(new) - may_change <> to_jsonb(old) - may_change then raise exception 'the content of % is frozen', tg_table_name using errcode = '55000'; end if;
  return new;
end $$;
create trigger frozen before update on pay.cash_bundle for each row execute function pay.frozen_when_decided('{given}', '{state,taken_by,taken_person,taken_at,counted_idr,reason,journal_id}');
create trigger frozen before update on pay.cash_difference for each row execute function pay.frozen_when_decided('{open}', '{state,outcome,decision,closed_by,closed_person,closed_at,journal_id}');
create trigger frozen before update on pay.finding_answer for each row execute function pay.frozen_when_decided('{proposed}', '{state,decided_by,decided_person,decided_at}');
create trigger frozen before update on pay.bank_file for each row execute function pay.frozen_when_decided('{prepared,released}', '{state,released_by,released_person,released_at,refusal_reason,answered_by,answered_at}');
create trigger frozen before update on pay.close_excuse for each row execute function pay.frozen_when_decided('{asked}', '{state,decided_by,decided_person,decided_at}');
select kernel.scope_to_facility(t) from unnest(array['pay.cash_bundle','pay.cash_source','pay.cash_difference','pay.revenue_target','pay.statement','pay.statement_line','pay.finding_answer','pay.payee','pay.bank_file','pay.bank_line','pay.bank_answer','pay.close_excuse','pay.month_closure','pay.year_closure','pay.reminder']::regclass[]) t;
select kernel.insert_only(t) from unnest(array['pay.cash_source','pay.revenue_target','pay.statement','pay.statement_line','pay.bank_line','pay.bank_answer','pay.month_closure','pay.reminder']::regclass[]) t;
revoke delete on pay.cash_bundle, pay.cash_difference, pay.finding_answer, pay.payee, pay.bank_file, pay.close_excuse, pay.year_closure from karya_app;
revoke update on pay.payee, pay.year_closure from karya_app;
grant update (approved_by, approved_person, approved_at, ended_at) on pay.payee to karya_app;
grant update (approved_by, approved_person, approved_at) on pay.year_closure to karya_app;

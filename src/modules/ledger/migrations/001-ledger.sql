-- Double entry per facility, insert-only. Signed postings: debit positive, credit negative; a journal sums to zero at commit.
create schema ledger;
create table ledger.period (
  facility_id uuid not null references organisation.facility, month date not null check (extract(day from month) = 1), closed_at timestamptz, closed_by uuid,
  -- A closed month opens again only by two persons: one asks with a reason, another grants it.
  reopen_asked_by uuid, reopen_person uuid, reopen_reason text, reopened_at timestamptz, reopened_person uuid,
  primary key (facility_id, month), constraint reopen_two_persons check (reopened_person is null or reopened_person <> reopen_person),
  check ((reopen_asked_by is null) = (reopen_reason is null))
);
create table ledger.account (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), code text not null, name_id text not null, name_en text not null,
  kind text not null check (kind in ('asset','liability','equity','income','expense')),
  worker_id uuid, -- a worker's savings book is a sub-account of '2100 Tabungan peserta kerja'
  primary key (facility_id, id), unique (facility_id, code)
);
create unique index account_of_worker on ledger.account (facility_id, worker_id, left(code, 4)) where worker_id is not null;
create table ledger.balance (
  facility_id uuid not null, account_id uuid not null, balance_idr bigint not null default 0, credit_only boolean not null default false,
  primary key (facility_id, account_id), foreign key (facility_id, account_id) references ledger.account,
  constraint savings_never_below_zero check (not credit_only or balance_idr <= 0)
);
create table ledger.journal (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, month date not null, on_day date not null,
  kind text not null, ref_type text not null, ref_id text not null, memo text not null, reverses uuid, tx xid8 not null default pg_current_xact_id(),
  posted_by uuid, posted_at timestamptz not null,
  primary key (facility_id, id), unique (facility_id, number),
  -- The business identity of a payment: the same thing cannot be posted twice.
  constraint journal_once unique (facility_id, kind, ref_type, ref_id),
  constraint journal_reversed_once unique (facility_id, reverses),
  foreign key (facility_id, month) references ledger.period, foreign key (facility_id, reverses) references ledger.journal (facility_id, id),
  check (month = date_trunc('month', on_day)::date)
);
create table ledger.posting (
  facility_id uuid not null, journal_id uuid not null, line smallint not null, account_id uuid not null,
  amount_idr bigint not null check (amount_idr <> 0 and abs(amount_idr) <= 100000000000), note text,
  primary key (facility_id, journal_id, line),
  foreign key (facility_id, journal_id) references ledger.journal, foreign key (facility_id, account_id) references ledger.account
);
create index posting_account on ledger.posting (facility_id, account_id, journal_id);

create function ledger.posting_in() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from ledger.journal j where j.facility_id = new.facility_id and j.id = new.journal_id and j.tx = pg_current_xact_id())
  then raise exception 'posting outside the transaction of its journal' using errcode = '55000'; end if;
  update ledger.balance set balance_idr = balance_idr + new.amount_idr where facility_id = new.facility_id and account_id = new.account_id;
  if not found then raise exception 'account has no balance row' using errcode = '23503'; end if;
  return new;
end $$;
create trigger a_posting_in before insert on ledger.posting for each row execute function ledger.posting_in();

create function ledger.journal_balanced() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare total bigint; n int;
begin
  select coalesce(sum(amount_idr), 0), count(*) into total, n from ledger.posting where facility_id = new.facility_id and journal_id = new.id;
  if n < 2 or total <> 0 then raise exception 'journal % does not balance: % over % lines', new.number, total, n using errcode = '23514'; end if;
  return null;
end $$;
create constraint trigger z_balanced after insert on ledger.journal deferrable initially deferred for each row execute function ledger.journal_balanced();

create function ledger.period_open() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from ledger.period where facility_id = new.facility_id and month = new.month and closed_at is null for share;
  if not found then perform kernel.refuse('ledger.period_closed', 'period is closed'); end if;
  return new;
end $$;
create trigger b_period_open before insert on ledger.journal for each row execute function ledger.period_open();

create function ledger.account_opens() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin insert into ledger.balance (facility_id, account_id, credit_only) values (new.facility_id, new.id, new.worker_id is not null); return null; end $$;
create trigger account_opens after insert on ledger.account for each row execute function ledger.account_opens();

grant usage on schema ledger to karya_app;
select kernel.scope_to_facility(t) from unnest(array['ledger.period','ledger.account','ledger.balance','ledger.journal','ledger.posting']::regclass[]) t;
select kernel.insert_only('ledger.journal'), kernel.insert_only('ledger.posting');
revoke update, delete, insert on ledger.balance from karya_app;
revoke delete on ledger.period, ledger.account from karya_app;

-- Dividing the money: dated split rules, settlements to the rupiah, slips, savings, deposits of the state's part. Two persons: who prepares never approves.
create schema pay;
create table pay.split_rule (
  id uuid primary key default kernel.new_id(), code text not null unique, facility_id uuid references organisation.facility, activity text not null default '', basis text not null check (basis in ('gross_sales','net_profit','labour_fee','piece','time')),
  team text not null default 'hours' check (team in ('hours','output','equal','skill')), amount_idr bigint, amount_unit text, valid daterange not null check (not isempty(valid) and not lower_inf(valid)), legal_basis text not null, note text not null default '', source text not null, is_sample boolean not null default false,
  -- One rule at a time for a facility and an activity: a change is a new row from its day on.
  constraint split_rule_one_at_a_time exclude using gist ((coalesce(facility_id, '00000000-0000-0000-0000-000000000000')) with =, activity with =, valid with &&)
);
create table pay.split_share (rule_id uuid not null references pay.split_rule, recipient text not null check (recipient in ('worker','capital','state','programme','partner')), share_bp int not null check (share_bp between 0 and 10000), primary key (rule_id, recipient));
create table pay.settlement (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, order_id uuid not null, order_number text not null, state text not null default 'prepared' check (state in ('prepared','approved','refused')),
  rule jsonb not null, gross_idr bigint not null, costs_idr bigint not null, basis_idr bigint not null, delivery_idr bigint not null default 0, on_day date not null,
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, approved_by uuid, approved_person uuid, approved_at timestamptz, refusal_reason text, journal_id uuid, content_sha256 text not null,
  -- Why an amount is not where the rule alone would put it: a loss, work that nobody recorded.
  notes jsonb not null default '[]',
  primary key (facility_id, id), unique (facility_id, number), constraint settlement_two_persons check (approved_person is null or approved_person <> prepared_person)
);
-- An order is settled once; a refused attempt may be followed by another.
create unique index settlement_once on pay.settlement (facility_id, order_id) where state <> 'refused';
create table pay.settlement_share (facility_id uuid not null, settlement_id uuid not null, recipient text not null, amount_idr bigint not null check (amount_idr >= 0), primary key (facility_id, settlement_id, recipient), foreign key (facility_id, settlement_id) references pay.settlement);
create table pay.settlement_worker (
  facility_id uuid not null, settlement_id uuid not null, worker_id uuid not null, minutes int not null default 0, output int not null default 0, skill_level int not null default 1, weight bigint not null, amount_idr bigint not null check (amount_idr >= 0), why jsonb not null default '{}',
  primary key (facility_id, settlement_id, worker_id), foreign key (facility_id, settlement_id) references pay.settlement, foreign key (facility_id, worker_id) references workforce.worker
);
create index settlement_worker_of on pay.settlement_worker (facility_id, worker_id);
create table pay.withdrawal (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text not null, worker_id uuid not null, kind text not null check (kind in ('BASIC_NEEDS','SEND_FAMILY','TRAVEL_HOME','RELEASE_PAYOUT')), amount_idr bigint not null check (amount_idr > 0), purpose text not null, state text not null default 'prepared' check (state in ('prepared','approved','refused')), prepared_by uuid, prepared_person uuid, approved_by uuid, approved_person uuid, on_day date not null, journal_id uuid, refusal_reason text,
  primary key (facility_id, id), unique (facility_id, number), foreign key (facility_id, worker_id) references workforce.worker, constraint withdrawal_two_persons check (approved_person is null or approved_person <> prepared_person)
);
create table pay.deposit (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, period date not null, amount_idr bigint not null check (amount_idr > 0), account_code text not null, billing_code text not null check (billing_code ~ '^[0-9]{15}$'), billed_at timestamptz not null, expires_at timestamptz not null, ntpn text check (ntpn ~ '^[0-9A-Z]{16}$'), ntb text, paid_at timestamptz, state text not null default 'billed' check (state in ('billed','paid','expired')), prepared_by uuid, prepared_person uuid, paid_recorded_by uuid, paid_recorded_person uuid, journal_id uuid,
  primary key (facility_id, id), unique (facility_id, number), unique (billing_code), constraint ntpn_once unique (ntpn), check ((state = 'paid') = (ntpn is not null)),
  constraint deposit_two_persons check (paid_recorded_person is null or paid_recorded_person <> prepared_person)
);
create table pay.deposit_line (facility_id uuid not null, deposit_id uuid not null, settlement_id uuid not null, amount_idr bigint not null, primary key (facility_id, settlement_id, deposit_id), foreign key (facility_id, deposit_id) references pay.deposit, foreign key (facility_id, settlement_id) references pay.settlement);
create table pay.deduction_kind (code text primary key, name_id text not null, name_en text not null, meaning text not null, authority text not null, max_bp int, limit_base text not null, source text not null);

-- What was decided stays decided, and what was signed stays as it was signed.
create function pay.decided_once() returns trigger language plpgsql as $$
begin
  if old.state not in ('prepared', 'billed') then perform kernel.refuse('pay.decided_already', 'already decided'); end if;
  if to_jsonb(new) - array['state','approved_by','approved_person','approved_at','refusal_reason','journal_id','ntpn','ntb','paid_at','paid_recorded_by','paid_recorded_person']
    <> to_jsonb(old) - array['state','approved_by','approved_person','approved_at','refusal_reason','journal_id','ntpn','ntb','paid_at','paid_recorded_by','paid_recorded_person']
  then raise exception 'the content of % is frozen', tg_table_name using errcode = '55000'; end if;
  return new;
end $$;
create trigger decided_once before update on pay.settlement for each row execute function pay.decided_once();
create trigger decided_once before update on pay.withdrawal for each row execute function pay.decided_once();
create trigger decided_once before update on pay.deposit for each row execute function pay.decided_once();

-- A settlement's state share is in one deposit; an expired billing lets it go.
create function pay.deposited_once() returns trigger language plpgsql as $$
begin
  if exists (select 1 from pay.deposit_line l join pay.deposit d on d.facility_id = l.facility_id and d.id = l.deposit_id where l.facility_id = new.facility_id and l.settlement_id = new.settlement_id and d.state <> 'expired')
  then perform kernel.refuse('deposit.line_taken', 'already in a deposit'); end if;
  return new;
end $$;
create trigger deposited_once before insert on pay.deposit_line for each row execute function pay.deposited_once();

grant usage on schema pay to karya_app, karya_shop;
grant select, insert on pay.split_rule, pay.split_share to karya_app;
grant select on pay.split_rule, pay.split_share to karya_shop;
grant update (valid) on pay.split_rule to karya_app;
grant select on pay.deduction_kind to karya_app;
select kernel.scope_to_facility(t) from unnest(array['pay.settlement','pay.settlement_share','pay.settlement_worker','pay.withdrawal','pay.deposit','pay.deposit_line']::regclass[]) t;
revoke delete on pay.settlement, pay.withdrawal, pay.deposit from karya_app;
select kernel.insert_only('pay.settlement_share'), kernel.insert_only('pay.settlement_worker'), kernel.insert_only('pay.deposit_line');

-- After a settlement: what came to light later is settled by a difference of its own, under either reading of the law, and never by taking from a person without a decision.

-- 1. A rule may hold for one partner's contract alone. What is made under it is named product by product.
alter table pay.split_rule add column contract text not null default '';
alter table pay.split_rule drop constraint split_rule_one_at_a_time;
alter table pay.split_rule add constraint split_rule_one_at_a_time exclude using gist ((coalesce(facility_id, '00000000-0000-0000-0000-000000000000')) with =, activity with =, contract with =, valid with &&);
create table pay.contract_product (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), contract text not null check (length(contract) >= 3), partner text not null check (length(partner) >= 3), product_id uuid not null, sku text not null, valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  legal_basis text not null check (length(legal_basis) >= 5), recorded_by uuid, recorded_at timestamptz not null, primary key (facility_id, id), foreign key (facility_id, product_id) references products.product,
  constraint contract_one_at_a_time exclude using gist (facility_id with =, product_id with =, valid with &&)
);

-- 2. The reading a settlement was made under, and whether it divided a first part of the sale only.
alter table pay.settlement add column reading text not null default 'split_first' check (reading in ('split_first', 'deposit_all')), add column part boolean not null default false, add column adjustments int not null default 0; -- how many adjustments of the order the division knew of

-- 3. Differences: the same order divided anew with the rule of its day and the facts of now, less what was divided already.
create table pay.difference (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text not null, settlement_id uuid not null, reading text not null check (reading in ('split_first', 'deposit_all')), reason text not null check (length(reason) >= 5), state text not null default 'prepared' check (state in ('prepared', 'approved', 'refused')),
  rule jsonb not null, gross_before_idr bigint not null check (gross_before_idr >= 0), gross_idr bigint not null check (gross_idr >= 0), costs_idr bigint not null, basis_idr bigint not null, notes jsonb not null default '[]', whole boolean not null, adjustments int not null, negative text not null check (negative in ('facility_loss', 'claim')), negative_basis text not null, content_sha256 text not null,
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, approved_by uuid, approved_person uuid, approved_at timestamptz, refusal_reason text, on_day date, journal_id uuid,
  primary key (facility_id, id), constraint difference_number_once unique (facility_id, number), foreign key (facility_id, settlement_id) references pay.settlement,
  constraint difference_two_persons check (approved_person is null or approved_person <> prepared_person), check ((state = 'approved') = (journal_id is not null and on_day is not null))
);
create unique index difference_in_hand on pay.difference (facility_id, settlement_id) where state = 'prepared';
create index difference_of on pay.difference (facility_id, settlement_id);
create table pay.difference_share (
  facility_id uuid not null, difference_id uuid not null, recipient text not null check (recipient in ('worker','capital','state','programme','partner')), before_idr bigint not null check (before_idr >= 0), after_idr bigint not null check (after_idr >= 0),
  primary key (facility_id, difference_id, recipient), foreign key (facility_id, difference_id) references pay.difference
);
-- A person's part: what the last division said, what it says now, what moves in the person's favour (below zero: out of what still waits for the budget), and what stays beyond the part.
create table pay.difference_worker (
  facility_id uuid not null, difference_id uuid not null, worker_id uuid not null, before_idr bigint not null check (before_idr >= 0), after_idr bigint not null check (after_idr >= 0), applied_idr bigint not null, beyond_before_idr bigint not null check (beyond_before_idr >= 0), beyond_after_idr bigint not null check (beyond_after_idr >= 0),
  primary key (facility_id, difference_id, worker_id), foreign key (facility_id, difference_id) references pay.difference, foreign key (facility_id, worker_id) references workforce.worker,
  constraint difference_adds_up check (after_idr - before_idr = applied_idr - (beyond_after_idr - beyond_before_idr))
);
create index difference_worker_of on pay.difference_worker (facility_id, worker_id);
-- What somebody was paid beyond the part, where the rule of the day makes it a claim: it waits for a decision of two persons.
create table pay.claim (
  facility_id uuid not null, id uuid not null default kernel.new_id(), difference_id uuid not null, worker_id uuid not null, amount_idr bigint not null check (amount_idr > 0), state text not null default 'open' check (state in ('open', 'proposed', 'closed')),
  recovered_idr bigint check (recovered_idr between 0 and amount_idr), decision text, proposed_by uuid, proposed_person uuid, closed_by uuid, closed_person uuid, on_day date, journal_id uuid,
  primary key (facility_id, id), constraint claim_once unique (facility_id, difference_id, worker_id), foreign key (facility_id, difference_id, worker_id) references pay.difference_worker (facility_id, difference_id, worker_id),
  constraint claim_two_persons check (closed_person is null or closed_person <> proposed_person), check ((state = 'open') = (recovered_idr is null)), check ((state = 'closed') = (journal_id is not null))
);

-- 4. Under the second reading the money comes back from the treasury through the budget: what arrives goes to the oldest settlement first, people before all others.
create table pay.realisation (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, paper text not null check (length(paper) >= 3), received_on date not null, amount_idr bigint not null check (amount_idr > 0), state text not null default 'prepared' check (state in ('prepared', 'approved', 'refused')),
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, approved_by uuid, approved_person uuid, approved_at timestamptz, refusal_reason text, on_day date, journal_id uuid,
  primary key (facility_id, id), constraint realisation_number_once unique (facility_id, number), constraint realisation_two_persons check (approved_person is null or approved_person <> prepared_person), check ((state = 'approved') = (journal_id is not null and on_day is not null))
);
create unique index realisation_paper_once on pay.realisation (facility_id, paper) where state <> 'refused';
create table pay.realisation_line (
  facility_id uuid not null, realisation_id uuid not null, settlement_id uuid not null, recipient text not null check (recipient in ('worker','capital','programme','partner')), amount_idr bigint not null check (amount_idr > 0),
  primary key (facility_id, realisation_id, settlement_id, recipient), foreign key (facility_id, realisation_id) references pay.realisation, foreign key (facility_id, settlement_id) references pay.settlement
);
create table pay.realisation_worker (
  facility_id uuid not null, realisation_id uuid not null, settlement_id uuid not null, worker_id uuid not null, amount_idr bigint not null check (amount_idr > 0),
  primary key (facility_id, realisation_id, settlement_id, worker_id), foreign key (facility_id, realisation_id) references pay.realisation, foreign key (facility_id, settlement_id) references pay.settlement, foreign key (facility_id, worker_id) references workforce.worker
);
create index realisation_line_of on pay.realisation_line (facility_id, settlement_id);
create index realisation_worker_of on pay.realisation_worker (facility_id, worker_id);

-- 5. A deposit carries the state's part of a difference as well: more, or less than nothing.
alter table pay.deposit_line add column difference_id uuid, add column line_id uuid not null default kernel.new_id();
alter table pay.deposit_line drop constraint deposit_line_pkey;
alter table pay.deposit_line add primary key (facility_id, line_id), add foreign key (facility_id, difference_id) references pay.difference;
create unique index deposit_line_once on pay.deposit_line (facility_id, settlement_id, deposit_id, coalesce(difference_id, '00000000-0000-0000-0000-000000000000'), (amount_idr < 0));
create or replace function pay.deposited_once() returns trigger language plpgsql as $$
declare back boolean := new.amount_idr < 0;
begin
  if exists (select 1 from pay.deposit_line l join pay.deposit d on d.facility_id = l.facility_id and d.id = l.deposit_id where l.facility_id = new.facility_id and l.settlement_id = new.settlement_id and l.difference_id is not distinct from new.difference_id and d.state <> 'expired' and (l.amount_idr < 0) = back)
  then perform kernel.refuse('deposit.line_taken', 'already in a deposit'); end if;
  if new.difference_id is not null then
    if not exists (select 1 from pay.difference d where d.facility_id = new.facility_id and d.id = new.difference_id and d.settlement_id = new.settlement_id and d.state = 'approved') then raise exception 'a deposit carries approved differences alone' using errcode = '55000'; end if;
  elsif back and not exists (select 1 from pay.reversal r where r.facility_id = new.facility_id and r.settlement_id = new.settlement_id and r.state = 'approved' and r.carried_idr = -new.amount_idr)
  then raise exception 'nothing to carry back for this settlement' using errcode = '55000'; end if;
  return new;
end $$;
create trigger frozen before update on pay.difference for each row execute function pay.frozen_when_decided('{prepared}', '{state,approved_by,approved_person,approved_at,refusal_reason,on_day,journal_id}');
create trigger frozen before update on pay.realisation for each row execute function pay.frozen_when_decided('{prepared}', '{state,approved_by,approved_person,approved_at,refusal_reason,on_day,journal_id}');
create trigger frozen before update on pay.claim for each row execute function pay.frozen_when_decided('{open,proposed}', '{state,recovered_idr,decision,proposed_by,proposed_person,closed_by,closed_person,on_day,journal_id}');
select kernel.scope_to_facility(t) from unnest(array['pay.contract_product','pay.difference','pay.difference_share','pay.difference_worker','pay.claim','pay.realisation','pay.realisation_line','pay.realisation_worker']::regclass[]) t;
select kernel.insert_only(t) from unnest(array['pay.difference_share','pay.difference_worker','pay.realisation_line','pay.realisation_worker']::regclass[]) t;
revoke delete on pay.difference, pay.claim, pay.realisation, pay.contract_product from karya_app;
revoke update on pay.contract_product from karya_app;
grant update (valid) on pay.contract_product to karya_app;
-- What somebody took in ten years is found by the person, not by reading the facility's withdrawals.
create index withdrawal_worker on pay.withdrawal (facility_id, worker_id);

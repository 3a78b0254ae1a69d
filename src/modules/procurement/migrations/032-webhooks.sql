-- Webhooks: other systems are told when an agency's order changes its state. What is sent is what open contracting says anyway.
create table procurement.webhook (
  id uuid primary key default kernel.new_id(), account_id uuid not null references identity.account, agency_id uuid references organisation.agency, url text not null check (length(url) <= 500), secret bytea not null, verbs text[] not null check (cardinality(verbs) > 0),
  state text not null default 'active' check (state in ('active', 'disabled', 'ended')), why text, made_at timestamptz not null,
  -- By the database's own clock, as events are: from when on it is told, and up to where events were looked at.
  begun_at timestamptz not null default clock_timestamp(), swept_until timestamptz not null default clock_timestamp(), constraint webhook_says_why check (state = 'active' or why is not null)
);
create index webhook_account on procurement.webhook (account_id);
-- One row for each event and webhook: told once, however often it is looked for.
create table procurement.webhook_delivery (
  id uuid primary key default kernel.new_id(), webhook_id uuid not null references procurement.webhook, event_id uuid not null, verb text not null, body text not null, state text not null default 'waiting' check (state in ('waiting', 'delivered', 'given_up')),
  attempts int not null default 0, due_at timestamptz not null, made_at timestamptz not null, constraint webhook_told_once unique (webhook_id, event_id)
);
create index webhook_delivery_due on procurement.webhook_delivery (due_at) where state = 'waiting';
create table procurement.webhook_attempt (
  delivery_id uuid not null references procurement.webhook_delivery, attempt int not null check (attempt > 0), at timestamptz not null, status int, problem text, took_ms int not null, primary key (delivery_id, attempt), check ((status is null) = (problem is not null))
);
-- Own, of the own agency, or the house's own work.
alter table procurement.webhook enable row level security;
create policy in_reach on procurement.webhook using (account_id = (select kernel.acting()) or agency_id = (select kernel.agency()) or (select kernel.everywhere())) with check (account_id = (select kernel.acting()) or agency_id = (select kernel.agency()) or (select kernel.everywhere()));
alter table procurement.webhook_delivery enable row level security;
create policy in_reach on procurement.webhook_delivery using (exists (select 1 from procurement.webhook w where w.id = webhook_id));
alter table procurement.webhook_attempt enable row level security;
create policy in_reach on procurement.webhook_attempt using (exists (select 1 from procurement.webhook_delivery d where d.id = delivery_id));
grant select, insert, update on procurement.webhook, procurement.webhook_delivery to karya_app;
grant select, insert on procurement.webhook_attempt to karya_app;
select kernel.insert_only('procurement.webhook_attempt');
-- The sweep reads the newest events of orders: without an index it would read the whole history each minute.
create index event_of_orders on kernel.event (recorded_at) where subject_kind = 'order';

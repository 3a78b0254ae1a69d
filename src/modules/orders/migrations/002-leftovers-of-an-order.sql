-- How an order ends early: unpaid, cancelled with money in hand, delivered short; and the money that goes back.
alter table orders.sales_order add column cancel_code text constraint order_cancel_code check (cancel_code in ('UNPAID', 'BUYER', 'CANNOT_MAKE', 'DUPLICATE', 'OTHER'));
create index order_unanswered on orders.sales_order (placed_at) where state = 'placed' and channel = 'public';
-- What the maker says it will not deliver any more: no piece of it is owed.
create table orders.shortfall (
  facility_id uuid not null, id uuid not null default kernel.new_id(), line_id uuid not null, quantity int not null check (quantity > 0), reason text not null check (length(reason) >= 5), recorded_by uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), constraint shortfall_once unique (facility_id, line_id), foreign key (facility_id, line_id) references orders.order_line
);
-- Money that goes back to a buyer: who prepares never approves, and never more than came in.
create table orders.refund (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, order_id uuid not null, cause text not null check (cause in ('cancelled', 'rejected', 'short', 'other')), amount_idr bigint not null check (amount_idr > 0),
  method text not null check (method in ('transfer', 'cash', 'qris', 'va')), payee text not null, reference text not null, reason text not null check (length(reason) >= 5), state text not null default 'prepared' check (state in ('prepared', 'approved', 'refused')),
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, approved_by uuid, approved_person uuid, approved_at timestamptz, refusal_reason text, journal_id uuid,
  primary key (facility_id, id), constraint refund_number_once unique (facility_id, number), foreign key (facility_id, order_id) references orders.sales_order,
  constraint refund_two_persons check (approved_person is null or approved_person <> prepared_person)
);
create index refund_order on orders.refund (facility_id, order_id);
create function orders.refund_decided_once() returns trigger language plpgsql as $$
begin
  if old.state <> 'prepared' then perform kernel.refuse('refund.decided_already', 'already decided'); end if;
  if to_jsonb(new) - array['state','approved_by','approved_person','approved_at','refusal_reason','journal_id'] <> to_jsonb(old) - array['state','approved_by','approved_person','approved_at','refusal_reason','journal_id']
  then raise exception 'the content of % is frozen', tg_table_name using errcode = '55000'; end if;
  return new;
end $$;
create trigger decided_once before update on orders.refund for each row execute function orders.refund_decided_once();
create function orders.refund_within_paid() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (select coalesce(sum(amount_idr), 0) from orders.refund where facility_id = new.facility_id and order_id = new.order_id and state <> 'refused')
    > (select coalesce(sum(amount_idr), 0) from orders.payment where facility_id = new.facility_id and order_id = new.order_id)
  then perform kernel.refuse('refund.too_much', 'more than was paid'); end if;
  return null;
end $$;
create trigger refund_within_paid after insert on orders.refund for each row execute function orders.refund_within_paid();
select kernel.scope_to_facility(t) from unnest(array['orders.shortfall', 'orders.refund']::regclass[]) t;
select kernel.insert_only('orders.shortfall');
revoke delete on orders.refund from karya_app;
create policy of_agency on orders.refund for select using ((select kernel.agency()) is not null and orders.of_my_agency(facility_id, order_id));
create policy of_agency on orders.shortfall for select using ((select kernel.agency()) is not null and exists (select 1 from orders.order_line l where l.facility_id = shortfall.facility_id and l.id = line_id and orders.of_my_agency(l.facility_id, l.order_id)));

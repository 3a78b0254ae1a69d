-- After the handover: goods that come back, and a price that both sides agree to change. Each is a fact of its own by two persons; the handover and the order stay as they were signed.
create table orders.adjustment (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, order_id uuid not null, line_id uuid not null, kind text not null check (kind in ('return', 'price')),
  quantity int not null default 0 check (quantity >= 0), amount_idr bigint not null check (amount_idr <> 0), reason text not null check (length(reason) >= 5), paper text not null check (length(paper) >= 3),
  state text not null default 'prepared' check (state in ('prepared', 'approved', 'refused')), prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, approved_by uuid, approved_person uuid, approved_at timestamptz, refusal_reason text, on_day date, journal_id uuid,
  primary key (facility_id, id), constraint adjustment_number_once unique (facility_id, number), foreign key (facility_id, order_id) references orders.sales_order, foreign key (facility_id, line_id) references orders.order_line,
  constraint adjustment_two_persons check (approved_person is null or approved_person <> prepared_person), check ((kind = 'return') = (quantity > 0)), check (kind = 'price' or amount_idr < 0), check ((state = 'approved') = (journal_id is not null and on_day is not null))
);
create index adjustment_order on orders.adjustment (facility_id, order_id);
create function orders.adjustment_decided_once() returns trigger language plpgsql as $$
begin
  if old.state <> 'prepared' then perform kernel.refuse('adjustment.decided_already', 'already decided'); end if;
  if to_jsonb(new) - array['state','approved_by','approved_person','approved_at','refusal_reason','on_day','journal_id'] <> to_jsonb(old) - array['state','approved_by','approved_person','approved_at','refusal_reason','on_day','journal_id']
  then raise exception 'the content of % is frozen', tg_table_name using errcode = '55000'; end if;
  return new;
end $$;
create trigger decided_once before update on orders.adjustment for each row execute function orders.adjustment_decided_once();
-- No more comes back than was accepted, and no line is worth less than nothing.
create function orders.adjustment_within_line() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare accepted int; price bigint; back int; moved bigint;
begin
  select coalesce(sum(h.accepted), 0), min(l.unit_price_idr) into accepted, price from orders.order_line l left join orders.handover_line h on h.facility_id = l.facility_id and h.line_id = l.id where l.facility_id = new.facility_id and l.id = new.line_id;
  select coalesce(sum(quantity), 0), coalesce(sum(amount_idr), 0) into back, moved from orders.adjustment where facility_id = new.facility_id and line_id = new.line_id and state <> 'refused';
  if back > accepted or accepted * price + moved < 0 then perform kernel.refuse('adjustment.beyond_line', 'beyond what was accepted'); end if;
  return null;
end $$;
create trigger adjustment_within_line after insert on orders.adjustment for each row execute function orders.adjustment_within_line();
select kernel.scope_to_facility('orders.adjustment');
revoke delete on orders.adjustment from karya_app;
create policy of_agency on orders.adjustment for select using ((select kernel.agency()) is not null and orders.of_my_agency(facility_id, order_id));

-- One order for several places: what goes where, shipped and received place by place. An order for one place has no rows here.
create table orders.order_place (
  facility_id uuid not null, order_id uuid not null, agency_id uuid, place int not null check (place > 0), name text not null, address text not null, regency text, phone text,
  primary key (facility_id, order_id, place), foreign key (facility_id, order_id) references orders.sales_order
);
create table orders.order_place_line (
  facility_id uuid not null, order_id uuid not null, agency_id uuid, place int not null, line_id uuid not null, quantity int not null check (quantity >= 0),
  primary key (facility_id, line_id, place), foreign key (facility_id, order_id, place) references orders.order_place, foreign key (facility_id, line_id) references orders.order_line
);
alter table orders.shipment add column place int, add foreign key (facility_id, order_id, place) references orders.order_place;
alter table orders.handover add column place int, add foreign key (facility_id, order_id, place) references orders.order_place;
select kernel.scope_to_facility('orders.order_place', 'agency_id'), kernel.scope_to_facility('orders.order_place_line', 'agency_id');
select kernel.insert_only('orders.order_place');
revoke delete on orders.order_place_line from karya_app;
-- A place's share moves only with an agreed addendum, as its line does.
alter table orders.addendum_line add column place int;
create function orders.share_by_addendum() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - 'quantity' <> to_jsonb(old) - 'quantity' or not exists (select 1 from orders.addendum_line c join orders.addendum a on a.facility_id = c.facility_id and a.id = c.addendum_id where c.facility_id = new.facility_id and c.line_id = new.line_id and c.place = new.place and a.state = 'agreed' and c.quantity_after - c.quantity_before = new.quantity - old.quantity)
  then raise exception 'a place''s share changes by an agreed addendum alone' using errcode = '55000'; end if;
  return new;
end $$;
create trigger by_addendum before update or delete on orders.order_place_line for each row execute function orders.share_by_addendum();

-- Items, moves, lots, reservations. What is on hand is the sum of moves; what is reserved is the sum of reservations; both held by triggers.
create schema inventory;
create table inventory.item (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), code text not null, name text not null, unit text not null,
  kind text not null check (kind in ('material','product')), product_id uuid, material_id uuid,
  on_hand int not null default 0, reserved int not null default 0, minimum int not null default 0, value_idr bigint not null default 0,
  primary key (facility_id, id), unique (facility_id, code), foreign key (facility_id, product_id) references products.product, foreign key (facility_id, material_id) references products.material,
  check ((product_id is null) <> (material_id is null)),
  -- The last word on overselling: a product cannot be promised beyond what lies there.
  constraint stock_not_oversold check (reserved between 0 and greatest(on_hand, 0)),
  -- Materials may run negative (a draw that happened is recorded, a task is raised); goods for sale may not.
  constraint goods_not_negative check (kind = 'material' or on_hand >= 0)
);
create unique index item_product on inventory.item (facility_id, product_id) where product_id is not null;
create unique index item_material on inventory.item (facility_id, material_id) where material_id is not null;
create table inventory.lot (
  facility_id uuid not null, id uuid not null default kernel.new_id(), code text not null unique, item_id uuid not null, quantity int not null check (quantity > 0), left_quantity int not null constraint lot_not_negative check (left_quantity >= 0),
  made_on date not null, best_before date, workshop_id uuid, work_order_id uuid, inspection_id uuid, unit_cost_idr bigint not null default 0,
  primary key (facility_id, id), foreign key (facility_id, item_id) references inventory.item
);
create table inventory.move (
  facility_id uuid not null, id uuid not null default kernel.new_id(), item_id uuid not null, lot_id uuid, quantity int not null check (quantity <> 0),
  reason text not null check (reason in ('opening','receipt','draw','draw_return','output','shipment','return','count','scrap')), unit_cost_idr bigint not null default 0,
  ref_type text not null, ref_id text not null, note text not null default '', on_day date not null, moved_by uuid, moved_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, item_id) references inventory.item, foreign key (facility_id, lot_id) references inventory.lot
);
create index move_item on inventory.move (facility_id, item_id, moved_at);
create index move_ref on inventory.move (facility_id, ref_type, ref_id);
create table inventory.reservation (
  facility_id uuid not null, id uuid not null default kernel.new_id(), item_id uuid not null, ref_type text not null, ref_id text not null, quantity int not null check (quantity > 0), expires_at timestamptz,
  primary key (facility_id, id), unique (facility_id, item_id, ref_type, ref_id), foreign key (facility_id, item_id) references inventory.item
);
-- Which lots were made for which order line: filled by production through the reservation it makes.
create table inventory.lot_for_line (facility_id uuid not null, lot_id uuid not null, ref_id text not null, primary key (facility_id, lot_id, ref_id), foreign key (facility_id, lot_id) references inventory.lot);
create function inventory.move_applies() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update inventory.item set on_hand = on_hand + new.quantity, value_idr = value_idr + new.quantity * new.unit_cost_idr where facility_id = new.facility_id and id = new.item_id;
  if new.lot_id is not null and new.quantity < 0 then
    update inventory.lot set left_quantity = left_quantity + new.quantity where facility_id = new.facility_id and id = new.lot_id and item_id = new.item_id;
  end if;
  if exists (select 1 from inventory.item where facility_id = new.facility_id and id = new.item_id and kind = 'product') then perform nextval('kernel.shop_version'); end if;
  return null;
end $$;
create trigger move_applies after insert on inventory.move for each row execute function inventory.move_applies();
create function inventory.reservation_applies() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then update inventory.item set reserved = reserved + new.quantity where facility_id = new.facility_id and id = new.item_id;
  elsif tg_op = 'DELETE' then update inventory.item set reserved = reserved - old.quantity where facility_id = old.facility_id and id = old.item_id;
  else raise exception 'reservations are made and released, never changed' using errcode = '55000'; end if;
  perform nextval('kernel.shop_version');
  return null;
end $$;
create trigger reservation_applies after insert or update or delete on inventory.reservation for each row execute function inventory.reservation_applies();
grant usage on schema inventory to karya_app, karya_shop;
select kernel.scope_to_facility(t) from unnest(array['inventory.item','inventory.lot','inventory.move','inventory.reservation','inventory.lot_for_line']::regclass[]) t;
select kernel.insert_only('inventory.move');
-- Only triggers move the two sums.
revoke update on inventory.item from karya_app;
grant update (name, minimum) on inventory.item to karya_app;
revoke update, delete on inventory.lot from karya_app;
-- The right to one column is the right to lock the row while goods are picked.
grant update (best_before) on inventory.lot to karya_app;
-- What the shop may know: how many of a product can be had now. Runs as its owner, shows no row of any table.
create view inventory.availability as select facility_id, product_id, on_hand - reserved as available from inventory.item where kind = 'product';
grant select on inventory.availability to karya_shop, karya_app;
-- What /cek may know of a lot.
create function inventory.check_lot(wanted text) returns table (facility_id uuid, item_id uuid, product_id uuid, quantity int, made_on date, best_before date, inspected boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select l.facility_id, l.item_id, i.product_id, l.quantity, l.made_on, l.best_before, l.inspection_id is not null from inventory.lot l join inventory.item i on i.facility_id = l.facility_id and i.id = l.item_id where l.code = wanted $$;
grant execute on function inventory.check_lot(text) to karya_shop, karya_app;

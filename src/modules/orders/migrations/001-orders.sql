-- Orders: one per selling facility (a cart over several becomes several under one purchase number), promises that are never rewritten, shipment, handover, payment.
create schema orders;
create table orders.sales_order (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null unique, purchase_number text not null, channel text not null check (channel in ('public','agency')),
  buyer_name text not null, buyer_phone text, buyer_email text, agency_id uuid references organisation.agency, agency_unit text, rup_code text, budget_account text,
  deliver_to jsonb not null, requested_on date, state text not null default 'placed' check (state in ('placed','accepted','in_production','ready','shipped','handed_over','settled','cancelled')),
  goods_idr bigint not null check (goods_idr > 0), delivery_idr bigint not null default 0 check (delivery_idr >= 0), total_idr bigint generated always as (goods_idr + delivery_idr) stored,
  placed_at timestamptz not null, placed_by uuid, placed_person uuid, committed_at timestamptz, committed_by uuid, committed_person uuid, accepted_at timestamptz, accepted_by uuid, cancelled_at timestamptz, cancelled_by uuid, cancel_reason text, version int not null default 1, is_sample boolean not null default false,
  primary key (facility_id, id),
  constraint agency_order_complete check (channel = 'public' or (agency_id is not null and agency_unit is not null)),
  -- Who prepares does not commit, not even with two accounts.
  constraint order_two_persons check (committed_person is null or committed_person <> placed_person)
);
create index order_agency on orders.sales_order (agency_id, placed_at desc) where agency_id is not null;
create index order_facility on orders.sales_order (facility_id, placed_at desc);
create table orders.order_line (
  facility_id uuid not null, id uuid not null default kernel.new_id(), order_id uuid not null, line int not null, product_id uuid not null, sku text not null, name text not null, unit text not null,
  quantity int not null check (quantity between 1 and 100000), unit_price_idr bigint not null check (unit_price_idr > 0), amount_idr bigint generated always as (quantity * unit_price_idr) stored,
  supply text not null check (supply in ('stock','make')),
  primary key (facility_id, id), unique (facility_id, order_id, line), unique (facility_id, order_id, product_id), foreign key (facility_id, order_id) references orders.sales_order, foreign key (facility_id, product_id) references products.product
);
-- Four dates per line: requested, promised, changed (by whom, why), arrived. Rows, never rewritten.
create table orders.promise (
  facility_id uuid not null, id uuid not null default kernel.new_id(), line_id uuid not null, kind text not null check (kind in ('requested','promised','changed','arrived')), day date not null, reason text not null default '', by_account uuid, by_side text not null check (by_side in ('buyer','maker')), at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, line_id) references orders.order_line, constraint promise_change_reason check (kind <> 'changed' or length(reason) >= 5)
);
create unique index promise_first on orders.promise (facility_id, line_id, kind) where kind in ('requested','promised');
create table orders.shipment (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text not null, order_id uuid not null, carrier text not null, tracking text not null default '', packages int not null default 1, packed_by uuid, checked_by uuid, shipped_at timestamptz not null, note text not null default '',
  primary key (facility_id, id), unique (facility_id, number), foreign key (facility_id, order_id) references orders.sales_order
);
create table orders.shipment_line (
  facility_id uuid not null, shipment_id uuid not null, line_id uuid not null, lot_id uuid not null, quantity int not null check (quantity > 0), move_id uuid not null,
  primary key (facility_id, shipment_id, line_id, lot_id), foreign key (facility_id, shipment_id) references orders.shipment, foreign key (facility_id, line_id) references orders.order_line, foreign key (facility_id, lot_id) references inventory.lot, foreign key (facility_id, move_id) references inventory.move
);
-- Inspection and handover (BAST), in whole or in part. The buyer's own number.
create table orders.handover (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text not null, order_id uuid not null, on_day date not null, received_by text not null, fits_quantity boolean not null, fits_function boolean not null, fits_time boolean not null, note text not null default '', recorded_by uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), constraint handover_number_once unique (facility_id, order_id, number), foreign key (facility_id, order_id) references orders.sales_order
);
create table orders.handover_line (
  facility_id uuid not null, handover_id uuid not null, line_id uuid not null, accepted int not null check (accepted >= 0), rejected int not null default 0 check (rejected >= 0), reason text not null default '',
  primary key (facility_id, handover_id, line_id), foreign key (facility_id, handover_id) references orders.handover, foreign key (facility_id, line_id) references orders.order_line, check (accepted + rejected > 0), constraint rejection_reason check (rejected = 0 or length(reason) >= 3)
);
create table orders.payment (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text not null, order_id uuid not null, method text not null check (method in ('qris','transfer','va','ls','up','cash')), amount_idr bigint not null check (amount_idr > 0), paid_on date not null, reference text not null, payer text not null, recorded_by uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), unique (facility_id, number), constraint payment_once unique (facility_id, method, reference), foreign key (facility_id, order_id) references orders.sales_order
);
-- A charge asked of the payment port (QR, transfer): paid by the provider's own event, once.
create table orders.charge (
  facility_id uuid not null, id uuid not null default kernel.new_id(), order_id uuid not null, method text not null, amount_idr bigint not null, payload text not null, expires_at timestamptz not null, paid_event text unique, created_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, order_id) references orders.sales_order
);
-- A guest proves the order with its number and the last four digits of the phone; answers the facility in whose reach it may be read.
create function orders.locate(wanted text, phone_tail text) returns table (facility_id uuid, order_id uuid) language sql stable security definer set search_path = pg_catalog as $$
  select facility_id, id from orders.sales_order where number = wanted and channel = 'public' and right(regexp_replace(buyer_phone, '\D', '', 'g'), 4) = phone_tail $$;
create function orders.facility_of(wanted text) returns uuid language sql stable security definer set search_path = pg_catalog as $$ select facility_id from orders.sales_order where number = wanted $$;
grant usage on schema orders to karya_app;
grant execute on function orders.locate(text, text), orders.facility_of(text) to karya_app;
select kernel.scope_to_facility('orders.sales_order', 'agency_id');
select kernel.scope_to_facility(t) from unnest(array['orders.order_line','orders.promise','orders.shipment','orders.shipment_line','orders.handover','orders.handover_line','orders.payment','orders.charge']::regclass[]) t;
-- An agency sees the parts of its own orders.
create function orders.of_my_agency(f uuid, o uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select 1 from orders.sales_order where facility_id = f and id = o and agency_id = (select kernel.agency())) $$;
do $$ declare t text; begin
  foreach t in array array['order_line','shipment','handover','payment'] loop
    execute format('create policy of_agency on orders.%I using ((select kernel.agency()) is not null and orders.of_my_agency(facility_id, order_id))', t);
  end loop;
end $$;
create policy of_agency on orders.promise using ((select kernel.agency()) is not null and exists (select 1 from orders.order_line l where l.facility_id = promise.facility_id and l.id = line_id and orders.of_my_agency(l.facility_id, l.order_id)));
create policy of_agency on orders.shipment_line using ((select kernel.agency()) is not null and exists (select 1 from orders.order_line l where l.facility_id = shipment_line.facility_id and l.id = line_id and orders.of_my_agency(l.facility_id, l.order_id)));
create policy of_agency on orders.handover_line using ((select kernel.agency()) is not null and exists (select 1 from orders.order_line l where l.facility_id = handover_line.facility_id and l.id = line_id and orders.of_my_agency(l.facility_id, l.order_id)));
select kernel.insert_only(t) from unnest(array['orders.promise','orders.shipment','orders.shipment_line','orders.handover','orders.handover_line','orders.payment']::regclass[]) t;

-- Addenda after signing: one side proposes, the other agrees, three persons; what was signed before stays as it was.
create table orders.addendum (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), order_id uuid not null, agency_id uuid not null references organisation.agency, sequence int not null check (sequence > 0), side text not null check (side in ('buyer', 'maker')), reason text not null check (length(reason) >= 5),
  place_before jsonb not null, place_after jsonb not null, delivery_before_idr bigint not null, delivery_after_idr bigint not null check (delivery_after_idr >= 0), total_before_idr bigint not null, total_after_idr bigint not null check (total_after_idr > 0),
  state text not null default 'prepared' check (state in ('prepared', 'proposed', 'agreed', 'refused', 'withdrawn')),
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, signed_by uuid, signed_person uuid, signed_at timestamptz, ended_by uuid, ended_person uuid, ended_at timestamptz, end_reason text, document text,
  primary key (facility_id, id), constraint addendum_sequence unique (facility_id, order_id, sequence), foreign key (facility_id, order_id) references orders.sales_order,
  -- Who prepares does not sign; who agrees for the other side did neither.
  constraint addendum_two_persons check (signed_person is null or signed_person <> prepared_person), constraint addendum_other_side check (state <> 'agreed' or ((ended_person is null or (ended_person is distinct from prepared_person and ended_person is distinct from signed_person)) and signed_at is not null))
);
create unique index addendum_one_open on orders.addendum (facility_id, order_id) where state in ('prepared', 'proposed');
create table orders.addendum_line (
  facility_id uuid not null, addendum_id uuid not null, agency_id uuid not null, line_id uuid not null, quantity_before int not null, quantity_after int not null check (quantity_after > 0), price_before_idr bigint not null, price_after_idr bigint not null check (price_after_idr > 0), day_before date, day_after date,
  primary key (facility_id, addendum_id, line_id), foreign key (facility_id, addendum_id) references orders.addendum, foreign key (facility_id, line_id) references orders.order_line
);
create function orders.addendum_frozen() returns trigger language plpgsql as $$
declare steps text[] := array['state', 'signed_by', 'signed_person', 'signed_at', 'ended_by', 'ended_person', 'ended_at', 'end_reason', 'document'];
begin
  if tg_op = 'DELETE' or to_jsonb(new) - steps <> to_jsonb(old) - steps or (old.state in ('refused', 'withdrawn')) or (old.state = 'agreed' and (old.document is not null or to_jsonb(new) - 'document' <> to_jsonb(old) - 'document'))
  then raise exception 'an addendum is frozen' using errcode = '55000'; end if;
  return new;
end $$;
create trigger frozen before update or delete on orders.addendum for each row execute function orders.addendum_frozen();
alter table orders.addendum enable always trigger frozen;
select kernel.insert_only('orders.addendum_line');
select kernel.scope_to_facility('orders.addendum', 'agency_id'), kernel.scope_to_facility('orders.addendum_line', 'agency_id');
revoke delete on orders.addendum from karya_app;
-- A line of an order moves only as an agreed addendum says.
create function orders.line_by_addendum() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from orders.addendum_line c join orders.addendum a on a.facility_id = c.facility_id and a.id = c.addendum_id where c.facility_id = new.facility_id and c.line_id = new.id and a.state = 'agreed'
      and c.quantity_before = old.quantity and c.price_before_idr = old.unit_price_idr and c.quantity_after = new.quantity and c.price_after_idr = new.unit_price_idr)
  then raise exception 'a line of an order changes by an agreed addendum alone' using errcode = '55000'; end if;
  return new;
end $$;
create trigger by_addendum before update of quantity, unit_price_idr on orders.order_line for each row when (old.quantity is distinct from new.quantity or old.unit_price_idr is distinct from new.unit_price_idr) execute function orders.line_by_addendum();
-- A day both sides agreed, apart from one the maker said alone.
alter table orders.promise add column addendum_id uuid;

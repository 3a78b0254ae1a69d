-- Framework contracts: prices, quantities and a value for a time; call-offs count against them under concurrency.
create table orders.framework (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null unique, agency_id uuid not null references organisation.agency, agency_unit text not null, subject text not null check (length(subject) between 3 and 200), rup_code text,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid) and not upper_inf(valid)), max_idr bigint not null check (max_idr > 0), called_idr bigint not null default 0, is_sample boolean not null default false,
  state text not null default 'drafted' check (state in ('drafted', 'proposed', 'agreed', 'refused', 'withdrawn', 'ended')), prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, signed_by uuid, signed_person uuid, signed_at timestamptz, agreed_by uuid, agreed_person uuid, agreed_at timestamptz, ended_at timestamptz, end_reason text, document text,
  primary key (facility_id, id), constraint framework_value check (called_idr between 0 and max_idr),
  constraint framework_two_persons check ((signed_person is null or signed_person is distinct from prepared_person) and (agreed_person is null or (agreed_person is distinct from prepared_person and agreed_person is distinct from signed_person)))
);
create index framework_agency on orders.framework (agency_id);
create table orders.framework_line (
  facility_id uuid not null, id uuid not null default kernel.new_id(), framework_id uuid not null, agency_id uuid not null, product_id uuid not null, sku text not null, name text not null, unit text not null, unit_price_idr bigint not null check (unit_price_idr > 0), max_quantity int not null check (max_quantity between 1 and 1000000), called_quantity int not null default 0,
  primary key (facility_id, id), unique (facility_id, framework_id, product_id), foreign key (facility_id, framework_id) references orders.framework, foreign key (facility_id, product_id) references products.product,
  constraint framework_quantity check (called_quantity between 0 and max_quantity)
);
create function orders.framework_frozen() returns trigger language plpgsql as $$
declare steps text[] := array['state', 'called_idr', 'called_quantity', 'signed_by', 'signed_person', 'signed_at', 'agreed_by', 'agreed_person', 'agreed_at', 'ended_at', 'end_reason', 'document'];
begin
  if tg_op = 'DELETE' or to_jsonb(new) - steps <> to_jsonb(old) - steps then raise exception 'a framework contract is frozen' using errcode = '55000'; end if;
  return new;
end $$;
create trigger frozen before update or delete on orders.framework for each row execute function orders.framework_frozen();
create trigger frozen before update or delete on orders.framework_line for each row execute function orders.framework_frozen();
alter table orders.sales_order add foreign key (facility_id, framework_id) references orders.framework;
alter table orders.order_line add foreign key (facility_id, framework_line_id) references orders.framework_line;
create index order_of_framework on orders.sales_order (facility_id, framework_id) where framework_id is not null;
create index line_of_framework on orders.order_line (facility_id, framework_line_id) where framework_line_id is not null;
select kernel.scope_to_facility('orders.framework', 'agency_id'), kernel.scope_to_facility('orders.framework_line', 'agency_id');
revoke delete on orders.framework, orders.framework_line from karya_app;

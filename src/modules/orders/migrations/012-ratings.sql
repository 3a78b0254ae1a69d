-- What an agency says of a delivered order, once, and what the maker answers, once. The public sees sums alone, from a dated least number on.
create table orders.rating (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), order_id uuid not null, agency_id uuid not null references organisation.agency, quality int not null check (quality between 1 and 5), punctuality int not null check (punctuality between 1 and 5), service int not null check (service between 1 and 5), remark text not null default '', rated_by uuid, rated_person uuid, at timestamptz not null,
  primary key (facility_id, id), constraint rating_once unique (facility_id, order_id), foreign key (facility_id, order_id) references orders.sales_order
);
create table orders.rating_answer (
  facility_id uuid not null, rating_id uuid not null, agency_id uuid not null, answer text not null check (length(answer) >= 5), answered_by uuid, at timestamptz not null,
  primary key (facility_id, rating_id), foreign key (facility_id, rating_id) references orders.rating
);
select kernel.scope_to_facility('orders.rating', 'agency_id'), kernel.scope_to_facility('orders.rating_answer', 'agency_id');
select kernel.insert_only('orders.rating'), kernel.insert_only('orders.rating_answer');
grant usage on schema orders to karya_shop;

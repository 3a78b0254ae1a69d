-- What delivery costs, by facility, zone and day: two persons, like a price. A zone without a row is agreed with the unit.
create table orders.delivery_tariff (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), zone text not null check (zone in ('regency', 'province', 'island', 'elsewhere')), basis text not null check (basis in ('per_kg', 'per_order')),
  amount_idr bigint not null check (amount_idr between 0 and 100000000), free_from_idr bigint check (free_from_idr > 0), valid daterange not null check (not isempty(valid) and not lower_inf(valid)), reason text not null check (length(reason) >= 5),
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'refused')), prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, approved_by uuid, approved_person uuid, approved_at timestamptz, refusal_reason text,
  primary key (facility_id, id),
  constraint tariff_two_persons check (approved_person is null or approved_person <> prepared_person),
  constraint tariff_one_at_a_time exclude using gist (facility_id with =, zone with =, valid with &&) where (state = 'approved')
);
select kernel.scope_to_facility('orders.delivery_tariff');
revoke delete on orders.delivery_tariff from karya_app;
-- How this order's delivery was reckoned when it was placed, frozen: {way, zone, basis, kilograms, tariff_id, free}.
alter table orders.sales_order add column delivery jsonb;

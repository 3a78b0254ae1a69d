-- What work is worth by the piece or by the hour, where a facility pays so: dated, each row with its basis.
create table pay.wage_rate (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), basis text not null check (basis in ('piece', 'time')),
  product_id uuid, sku text, skill_level int check (skill_level between 1 and 5), amount_idr bigint not null check (amount_idr between 1 and 100000000), per_minutes int not null default 60 check (per_minutes between 1 and 100000),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)), legal_basis text not null check (length(legal_basis) >= 5), source text not null default '', adopted_by uuid, adopted_at timestamptz not null, is_sample boolean not null default false,
  primary key (facility_id, id), foreign key (facility_id, product_id) references products.product,
  constraint rate_names_its_thing check ((basis = 'piece') = (product_id is not null and sku is not null) and (basis = 'time') = (skill_level is not null)),
  constraint rate_one_at_a_time exclude using gist (facility_id with =, basis with =, (coalesce(product_id, '00000000-0000-0000-0000-000000000000')) with =, (coalesce(skill_level, 0)) with =, valid with &&)
);
select kernel.scope_to_facility('pay.wage_rate');
revoke update, delete on pay.wage_rate from karya_app;
grant update (valid) on pay.wage_rate to karya_app;

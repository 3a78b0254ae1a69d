-- What can be made: specification, bill of materials, routing with standard times, cost sheet (HPP), price with its reason.
create schema products;
create table products.product (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), sku text not null unique, slug text not null unique,
  name_id text not null, name_en text not null, category text not null, unit text not null, description_id text not null, description_en text not null,
  specification jsonb not null default '[]', -- [{label_id,label_en,value}]
  shape text not null, picture_kind text not null default 'ilustrasi' check (picture_kind in ('ilustrasi','foto')),
  unspsc text, kbli text, tkdn_bp int check (tkdn_bp between 0 and 10000), warranty_days int not null default 30, weight_gram int not null default 1000,
  lead_time_days int not null check (lead_time_days between 0 and 365), daily_capacity int not null check (daily_capacity > 0), supply text not null default 'stock' check (supply in ('stock','make')),
  label jsonb not null default '{}', -- food: ingredients, allergens, shelf_life_days, permit, halal
  state text not null default 'draft' check (state in ('draft','ready','published','withdrawn')), is_sample boolean not null default false, version int not null default 1,
  created_at timestamptz not null default now(), primary key (facility_id, id)
);
create table products.material (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), code text not null, name text not null,
  unit text not null, -- the smallest counted unit (gram, cm, lembar, buah), so that every quantity is whole
  kind text not null check (kind in ('raw','auxiliary','packaging')), unit_cost_idr bigint not null check (unit_cost_idr >= 0), is_sample boolean not null default false,
  primary key (facility_id, id), unique (facility_id, code)
);
create table products.bill_line (
  facility_id uuid not null, product_id uuid not null, material_id uuid not null, quantity int not null check (quantity > 0), waste_bp int not null default 0 check (waste_bp between 0 and 5000),
  primary key (facility_id, product_id, material_id), foreign key (facility_id, product_id) references products.product, foreign key (facility_id, material_id) references products.material
);
create table products.routing_step (
  facility_id uuid not null, product_id uuid not null, step int not null check (step between 1 and 30), name_id text not null, name_en text not null, workshop_id uuid not null,
  standard_minutes int not null check (standard_minutes > 0), skill_level int not null default 1, inspection boolean not null default false,
  primary key (facility_id, product_id, step), foreign key (facility_id, product_id) references products.product
);
-- Cost per good unit: (materials + auxiliary + packaging + energy + depreciation + standard labour). Labour stands apart: premi is no wage under the split.
create table products.cost_sheet (
  facility_id uuid not null, product_id uuid not null, id uuid not null default kernel.new_id(), valid_from date not null,
  material_idr bigint not null, auxiliary_idr bigint not null, packaging_idr bigint not null, energy_idr bigint not null, depreciation_idr bigint not null, labour_idr bigint not null, selling_idr bigint not null default 0,
  cash_cost_idr bigint generated always as (material_idr + auxiliary_idr + packaging_idr + energy_idr + depreciation_idr + selling_idr) stored,
  prepared_by uuid, prepared_at timestamptz not null, note text not null default '',
  primary key (facility_id, id), unique (facility_id, product_id, valid_from), foreign key (facility_id, product_id) references products.product
);
create table products.price (
  facility_id uuid not null, product_id uuid not null, id uuid not null default kernel.new_id(), amount_idr bigint not null check (amount_idr between 1 and 10000000000), reason text not null,
  below_cost_reason text, -- why this price may lie below the cash cost; null where it does not
  valid daterange not null, prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null default now(), approved_by uuid, approved_person uuid, approved_at timestamptz, state text not null default 'proposed' check (state in ('proposed','approved','refused')),
  primary key (facility_id, id), foreign key (facility_id, product_id) references products.product,
  constraint price_two_persons check ((approved_by is null or approved_by <> prepared_by) and (approved_person is null or approved_person <> prepared_person)),
  constraint price_one_at_a_time exclude using gist (facility_id with =, product_id with =, valid with &&) where (state = 'approved')
);
grant usage on schema products to karya_app;
select kernel.scope_to_facility(t) from unnest(array['products.product','products.material','products.bill_line','products.routing_step','products.cost_sheet','products.price']::regclass[]) t;

-- What each lot really cost, what the state bears besides, and alarms on prices.
create schema costing;
-- What an hour of an open workshop costs. Energy is paid by the workshop; power, officers and rent are borne by the state and never part of the cash cost.
create table costing.rate (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), kind text not null check (kind in ('energy','power','officers','rent')), workshop_id uuid,
  idr_per_hour bigint not null check (idr_per_hour between 0 and 1000000000), valid daterange not null check (not isempty(valid) and not lower_inf(valid)), basis text not null, recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, workshop_id) references workshop.workshop,
  constraint rate_one_at_a_time exclude using gist (facility_id with =, kind with =, (coalesce(workshop_id, '00000000-0000-0000-0000-000000000000')) with =, valid with &&)
);
create function costing.rate_only_ends() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (new.facility_id, new.id, new.kind, new.workshop_id, new.idr_per_hour, lower(new.valid), new.basis, new.recorded_by, new.recorded_person, new.recorded_at) is distinct from (old.facility_id, old.id, old.kind, old.workshop_id, old.idr_per_hour, lower(old.valid), old.basis, old.recorded_by, old.recorded_person, old.recorded_at)
  then raise exception 'a rate is followed by another, never rewritten' using errcode = '55000'; end if;
  return new;
end $$;
create trigger rate_only_ends before update or delete on costing.rate for each row execute function costing.rate_only_ends();

-- The cost sheet of a lot: from facts, frozen; what is computed anew is a new version. Null is not known, and `missing` says what lacks.
create table costing.lot_sheet (
  facility_id uuid not null, lot_id uuid not null, version int not null check (version > 0), work_order_id uuid not null, product_id uuid not null, made_on date not null, quantity int not null check (quantity > 0),
  final boolean not null, -- the work order was done: nothing is drawn for it any more
  material_idr bigint not null, auxiliary_idr bigint not null, packaging_idr bigint not null, energy_idr bigint, depreciation_idr bigint, minutes int not null, labour_idr bigint,
  standard_material_idr bigint not null, standard_energy_idr bigint not null, standard_depreciation_idr bigint not null, standard_labour_idr bigint not null,
  price_variance_idr bigint, usage_variance_idr bigint, yield_variance_idr bigint, efficiency_variance_idr bigint,
  power_idr bigint, officers_idr bigint, rent_idr bigint, missing text[] not null, lines jsonb not null, computed_at timestamptz not null,
  primary key (facility_id, lot_id, version), foreign key (facility_id, lot_id) references inventory.lot, foreign key (facility_id, work_order_id) references production.work_order,
  constraint lot_variances_add_up check (price_variance_idr is null or price_variance_idr + usage_variance_idr + yield_variance_idr = material_idr + auxiliary_idr + packaging_idr - standard_material_idr),
  check ((price_variance_idr is null) = (usage_variance_idr is null) and (price_variance_idr is null) = (yield_variance_idr is null))
);
create index lot_sheet_month on costing.lot_sheet (facility_id, made_on desc);
create index lot_sheet_order on costing.lot_sheet (facility_id, work_order_id);

-- A price or a lot that should be looked at, with the figures as they were. Answers are added; the newest says how it stands.
create table costing.alarm (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), kind text not null check (kind in ('below_cost','below_actual','below_market','pass_through','bought_in')), product_id uuid not null, price_id uuid, lot_id uuid,
  subject text not null, price_idr bigint, compared_idr bigint, measured_bp bigint, limit_bp int, legal_basis text, raised_at timestamptz not null,
  primary key (facility_id, id), constraint alarm_once unique (facility_id, kind, subject), foreign key (facility_id, product_id) references products.product, foreign key (facility_id, price_id) references products.price, foreign key (facility_id, lot_id) references inventory.lot
);
create table costing.alarm_answer (
  facility_id uuid not null, id uuid not null default kernel.new_id(), alarm_id uuid not null, step int not null check (step > 0), kind text not null check (kind in ('explained','mended','returned')), words text not null, answered_by uuid, answered_person uuid, answered_at timestamptz not null,
  primary key (facility_id, id), constraint alarm_one_answer_each unique (facility_id, alarm_id, step), foreign key (facility_id, alarm_id) references costing.alarm
);
grant usage on schema costing to karya_app;
select kernel.scope_to_facility(t) from unnest(array['costing.rate','costing.lot_sheet','costing.alarm','costing.alarm_answer']::regclass[]) t;
select kernel.insert_only('costing.lot_sheet'), kernel.insert_only('costing.alarm'), kernel.insert_only('costing.alarm_answer');

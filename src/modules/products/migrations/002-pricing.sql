-- Why a price is what it is: the basis, the cost and market it was measured against, the policy of the day; all frozen with the proposal.
alter table products.price
  add column basis text check (basis in ('cost_plus','market','negotiated','minimum')), add column basis_cost_idr bigint, add column basis_labour_idr bigint, add column margin_idr bigint, add column margin_bp bigint,
  add column market_idr bigint, add column market_observations int, add column policy jsonb, add column outside_reason text;
-- Prices from before this day have no recorded basis; every new one has, and nothing of a proposal is rewritten afterwards.
create function products.price_is_frozen() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.basis is null or new.basis_cost_idr is null or new.policy is null or new.margin_idr is distinct from new.amount_idr - new.basis_cost_idr then raise exception 'a price is recorded with its basis and its margin' using errcode = '23514'; end if;
    if (new.policy->>'outside')::boolean is distinct from (new.outside_reason is not null) then raise exception 'outside the policy a price has a reason, inside it has none' using errcode = '23514'; end if;
    return new;
  end if;
  if (new.facility_id, new.product_id, new.id, new.amount_idr, new.reason, new.below_cost_reason, lower(new.valid), new.prepared_by, new.prepared_person, new.prepared_at, new.basis, new.basis_cost_idr, new.basis_labour_idr, new.margin_idr, new.margin_bp, new.market_idr, new.market_observations, new.policy, new.outside_reason)
    is distinct from (old.facility_id, old.product_id, old.id, old.amount_idr, old.reason, old.below_cost_reason, lower(old.valid), old.prepared_by, old.prepared_person, old.prepared_at, old.basis, old.basis_cost_idr, old.basis_labour_idr, old.margin_idr, old.margin_bp, old.market_idr, old.market_observations, old.policy, old.outside_reason)
  then raise exception 'what was proposed is not rewritten' using errcode = '55000'; end if;
  return new;
end $$;
create trigger price_is_frozen before insert or update on products.price for each row execute function products.price_is_frozen();

-- What comparable goods cost elsewhere: seen on a day, at a named place. A wrong one is corrected, or taken back, by another row.
create table products.benchmark (
  facility_id uuid not null, id uuid not null default kernel.new_id(), product_id uuid not null, observed_on date not null, price_idr bigint not null check (price_idr between 1 and 10000000000),
  place text not null check (place in ('store','marketplace','e_catalogue','survey','quotation')), source text not null, likeness text not null check (likeness in ('same','similar')), note text not null default '',
  corrects uuid, withdrawn boolean not null default false, recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, product_id) references products.product, foreign key (facility_id, corrects) references products.benchmark, constraint benchmark_corrected_once unique (facility_id, corrects), check (not withdrawn or corrects is not null)
);
create index benchmark_product on products.benchmark (facility_id, product_id, observed_on desc);

-- Where a material comes from, as far as there is proof. The newest statement counts.
create table products.material_origin (
  facility_id uuid not null, id uuid not null default kernel.new_id(), material_id uuid not null, domestic_bp int not null check (domestic_bp between 0 and 10000), proof text not null check (proof in ('certificate','statement','invoice','own')), evidence text not null,
  from_day date not null, recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, material_id) references products.material
);
create index material_origin_newest on products.material_origin (facility_id, material_id, from_day desc, recorded_at desc);

-- Local content (TKDN) as a facility itself declares it: computed, declared by one person, confirmed by another.
create table products.local_content (
  facility_id uuid not null, id uuid not null default kernel.new_id(), product_id uuid not null, content_bp int not null check (content_bp between 0 and 10000), computation jsonb not null, evidence text not null, from_day date not null,
  state text not null default 'declared' check (state in ('declared','confirmed','refused')), declared_by uuid, declared_person uuid, declared_at timestamptz not null, decided_by uuid, decided_person uuid, decided_at timestamptz, refused_reason text,
  primary key (facility_id, id), foreign key (facility_id, product_id) references products.product,
  constraint local_content_two_persons check ((decided_by is null or decided_by <> declared_by) and (decided_person is null or decided_person <> declared_person)),
  check ((state = 'declared') = (decided_at is null)), check ((state = 'refused') = (refused_reason is not null))
);
create unique index local_content_in_hand on products.local_content (facility_id, product_id) where state = 'declared';
create function products.local_content_is_decided_once() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'declared' then raise exception 'a declaration is decided once' using errcode = '55000'; end if;
  if (new.facility_id, new.id, new.product_id, new.content_bp, new.computation, new.evidence, new.from_day, new.declared_by, new.declared_person, new.declared_at) is distinct from (old.facility_id, old.id, old.product_id, old.content_bp, old.computation, old.evidence, old.from_day, old.declared_by, old.declared_person, old.declared_at)
  then raise exception 'what was declared is not rewritten' using errcode = '55000'; end if;
  return new;
end $$;
create trigger local_content_is_decided_once before update or delete on products.local_content for each row execute function products.local_content_is_decided_once();
select kernel.scope_to_facility(t) from unnest(array['products.benchmark','products.material_origin','products.local_content']::regclass[]) t;
select kernel.insert_only('products.benchmark'), kernel.insert_only('products.material_origin');

create or replace view products.product_published with (security_invoker = true) as
  select facility_id, id, sku, slug, name_id, name_en, category, unit, supply, lead_time_days, daily_capacity, state, unspsc from products.product;
create or replace view products.price_published with (security_invoker = true) as
  select facility_id, product_id, id, amount_idr, reason, valid, approved_at from products.price where state = 'approved';
create or replace view products.cost_published with (security_invoker = true) as
  select facility_id, product_id, valid_from, material_idr, auxiliary_idr, packaging_idr, energy_idr, depreciation_idr, labour_idr, selling_idr, cash_cost_idr from products.cost_sheet;
create or replace view products.material_published with (security_invoker = true) as
  select facility_id, id, code, name, unit, kind, unit_cost_idr from products.material;
grant select on products.material_published, products.product_published, products.price_published, products.cost_published to karya_app;
create or replace view products.price_basis_published with (security_invoker = true) as
  select facility_id, product_id, id, amount_idr, basis, basis_cost_idr, basis_labour_idr, margin_idr, margin_bp, market_idr, valid, state, prepared_person, approved_person from products.price;
-- The market on a day: the median of what stands of a rule's number of days before it. Products that nobody compared are not in it.
create or replace function products.market_on(facility uuid, day date) returns table (product_id uuid, market_idr bigint, observations int, last_seen date) language sql stable as $$
  select b.product_id, round(percentile_cont(0.5) within group (order by b.price_idr))::bigint, count(*)::int, max(b.observed_on) from products.benchmark b
  where b.facility_id = facility and not b.withdrawn and b.observed_on <= day and b.observed_on > day - (kernel.rule_on('price.market_days', day, facility))::int
    and not exists (select 1 from products.benchmark c where c.facility_id = b.facility_id and c.corrects = b.id)
  group by b.product_id $$;
grant select on products.price_basis_published to karya_app;

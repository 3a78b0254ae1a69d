create or replace view products.product_published with (security_invoker = true) as
  select facility_id, id, sku, slug, name_id, name_en, category, unit, supply, lead_time_days, daily_capacity, state, unspsc from products.product;
create or replace view products.price_published with (security_invoker = true) as
  select facility_id, product_id, id, amount_idr, reason, valid, approved_at from products.price where state = 'approved';
create or replace view products.cost_published with (security_invoker = true) as
  select facility_id, product_id, valid_from, material_idr, auxiliary_idr, packaging_idr, energy_idr, depreciation_idr, labour_idr, selling_idr, cash_cost_idr from products.cost_sheet;
create or replace view products.material_published with (security_invoker = true) as
  select facility_id, id, code, name, unit, kind, unit_cost_idr from products.material;
grant select on products.material_published, products.product_published, products.price_published, products.cost_published to karya_app;

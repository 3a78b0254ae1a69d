-- What stands in the window now. Nothing here leads to a person.
create or replace view catalogue.listing_published with (security_invoker = true) as
  select product_id, facility_id, sku, slug, name_id, name_en, category, unit, price_idr, supply, lead_time_days, daily_capacity, weight_gram, shape, facility_code, facility_name, province_code, is_sample, published_at, withdrawn_at, unspsc, kbli, tkdn_bp, regency, province
  from catalogue.listing where withdrawn_at is null;
grant select on catalogue.listing_published to karya_app, karya_shop;

-- Needs as the loop of the year and compliance read them.
create or replace view procurement.need_published with (security_invoker = true) as
  select id, agency_id, year, item_text, unspsc, kbki, quantity, unit, value_idr, regency_code, needed_by, method, state, confirmed_product_id, category from procurement.need;
grant select on procurement.need_published to karya_app;

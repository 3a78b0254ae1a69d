create or replace view inventory.item_published with (security_invoker = true) as select facility_id, id, code, name, unit, kind, product_id, material_id, on_hand, reserved, minimum, value_idr from inventory.item;
create or replace view inventory.lot_published with (security_invoker = true) as select facility_id, id, code, item_id, quantity, left_quantity, made_on, workshop_id, work_order_id, unit_cost_idr from inventory.lot;
create or replace view inventory.move_published with (security_invoker = true) as select facility_id, id, item_id, lot_id, quantity, reason, unit_cost_idr, ref_type, ref_id, on_day from inventory.move;
grant select on inventory.item_published, inventory.lot_published, inventory.move_published to karya_app;

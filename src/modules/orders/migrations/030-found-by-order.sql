-- What belongs to an order or a line is found by it: without these, every sum of an order reads a whole table of its facility.
create index payment_order on orders.payment (facility_id, order_id);
create index handover_line_line on orders.handover_line (facility_id, line_id);
create index shipment_line_line on orders.shipment_line (facility_id, line_id);
create index shipment_order on orders.shipment (facility_id, order_id);

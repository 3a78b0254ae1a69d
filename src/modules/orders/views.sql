create or replace view orders.order_published with (security_invoker = true) as
  select o.facility_id, o.id, o.number, o.purchase_number, o.channel, o.agency_id, o.agency_unit, o.state, o.goods_idr, o.delivery_idr, o.total_idr, o.placed_at, o.accepted_at, o.committed_at, o.is_sample,
    -- What is owed after rejections and shortfalls, and what has been paid: a sale is settled when it is handed over and the two agree.
    ((case when o.state = 'cancelled' or k.kept_idr = 0 then 0 else k.kept_idr + o.delivery_idr - k.credit_idr end)
      + coalesce((select sum(a.amount_idr) from orders.adjustment a where a.facility_id = o.facility_id and a.order_id = o.id and a.state = 'approved'), 0))::bigint as due_idr,
    coalesce((select sum(p.amount_idr) from orders.payment p where p.facility_id = o.facility_id and p.order_id = o.id), 0)::bigint as paid_idr,
    coalesce((select sum(r.amount_idr) from orders.refund r where r.facility_id = o.facility_id and r.order_id = o.id and r.state = 'approved'), 0)::bigint as refunded_idr, o.cancel_code, k.credit_idr, o.rup_code, o.basis ->> 'kind' as basis_kind, o.basis ->> 'number' as basis_number
  from orders.sales_order o cross join lateral (
    select o.goods_idr - coalesce((select sum(h.rejected * l.unit_price_idr) from orders.order_line l join orders.handover_line h on h.facility_id = l.facility_id and h.line_id = l.id where l.facility_id = o.facility_id and l.order_id = o.id), 0)
      - coalesce((select sum(q.quantity * l.unit_price_idr) from orders.order_line l join orders.shortfall q on q.facility_id = l.facility_id and q.line_id = l.id where l.facility_id = o.facility_id and l.order_id = o.id), 0) as kept_idr,
    coalesce((select sum(c.amount_idr) from orders.credit c where c.facility_id = o.facility_id and c.order_id = o.id), 0)::bigint as credit_idr) k;
create or replace view orders.credit_published with (security_invoker = true) as select facility_id, id, order_id, kind, amount_idr, at from orders.credit;
grant select on orders.credit_published to karya_app;
create or replace view orders.order_line_published with (security_invoker = true) as select facility_id, id, order_id, line, product_id, sku, quantity, unit_price_idr, amount_idr, supply from orders.order_line;
create or replace view orders.promise_published with (security_invoker = true) as select facility_id, line_id, kind, day, reason, by_side, at from orders.promise;
create or replace view orders.shipment_published with (security_invoker = true) as select facility_id, id, number, order_id, shipped_at from orders.shipment;
create or replace view orders.shipment_line_published with (security_invoker = true) as
  select s.facility_id, s.shipment_id, s.line_id, s.lot_id, s.quantity, l.work_order_id from orders.shipment_line s join inventory.lot_published l on l.facility_id = s.facility_id and l.id = s.lot_id;
create or replace view orders.handover_published with (security_invoker = true) as
  select h.facility_id, h.id, h.number, h.order_id, h.on_day, l.line_id, l.accepted, l.rejected from orders.handover h join orders.handover_line l on l.facility_id = h.facility_id and l.handover_id = h.id;
create or replace view orders.refund_published with (security_invoker = true) as select facility_id, id, number, order_id, cause, amount_idr, state, approved_at from orders.refund;
create or replace view orders.payment_published with (security_invoker = true) as select facility_id, id, number, order_id, method, amount_idr, paid_on from orders.payment;
grant select on orders.order_published, orders.order_line_published, orders.promise_published, orders.shipment_published, orders.shipment_line_published, orders.handover_published, orders.payment_published, orders.refund_published to karya_app;
-- Whom an order's money is expected from, and who took a payment in: for those who collect it.
create or replace view orders.buyer_published with (security_invoker = true) as select facility_id, id as order_id, channel, buyer_name, buyer_phone, agency_id, agency_unit from orders.sales_order;
create or replace view orders.taken_published with (security_invoker = true) as select facility_id, id as payment_id, number, order_id, method, amount_idr, paid_on, recorded_by from orders.payment;
grant select on orders.buyer_published, orders.taken_published to karya_app;
-- What came back or changed its price after the handover, once two persons agreed: for those who divide the money.
create or replace view orders.adjustment_published with (security_invoker = true) as select facility_id, id, number, order_id, line_id, kind, quantity, amount_idr, on_day from orders.adjustment where state = 'approved';
grant select on orders.adjustment_published to karya_app;
-- How a facility delivers one of its products, counted over all its buyers: a line is on time when the last of it reached the door by the first promised day. No buyer, no order.
create or replace function orders.seller_record(facility uuid, product uuid, since date) returns table (lines int, on_time int, accepted bigint, rejected bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select count(*)::int, count(*) filter (where d.arrived <= d.promised)::int, coalesce(sum(d.accepted), 0)::bigint, coalesce(sum(d.rejected), 0)::bigint
  from orders.order_line l cross join lateral (
    select (select min(p.day) from orders.promise p where p.facility_id = l.facility_id and p.line_id = l.id and p.kind = 'promised') as promised,
      (select max(p.day) from orders.promise p where p.facility_id = l.facility_id and p.line_id = l.id and p.kind = 'arrived') as arrived,
      (select sum(h.accepted) from orders.handover_line h where h.facility_id = l.facility_id and h.line_id = l.id) as accepted,
      (select sum(h.rejected) from orders.handover_line h where h.facility_id = l.facility_id and h.line_id = l.id) as rejected) d
  where l.facility_id = facility and l.product_id = product and d.arrived is not null and d.promised is not null and d.arrived >= since $$;
grant execute on function orders.seller_record(uuid, uuid, date) to karya_app;
-- An agency's order as a public process: codes, instants and quantities, lines in the words of the shop. No person, and no number by which an order is asked for.
create or replace view orders.process_published with (security_invoker = true) as
  select o.facility_id, o.id, o.agency_id, o.rup_code, o.budget_account, o.requested_on, o.cancelled_at,
    (select coalesce(jsonb_agg(jsonb_build_object('line', l.line, 'sku', l.sku, 'product_id', l.product_id, 'name', l.name, 'unit', l.unit, 'quantity', l.quantity, 'unit_price_idr', l.unit_price_idr,
      'promises', (select coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'day', p.day, 'at', p.at) order by p.at, p.id), '[]') from orders.promise p where p.facility_id = l.facility_id and p.line_id = l.id)) order by l.line), '[]') from orders.order_line l where l.facility_id = o.facility_id and l.order_id = o.id) as lines,
    (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'at', s.shipped_at) order by s.shipped_at, s.id), '[]') from orders.shipment s where s.facility_id = o.facility_id and s.order_id = o.id) as shipments,
    (select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'on_day', h.on_day, 'at', h.recorded_at, 'value_idr', (select coalesce(sum(x.accepted * l.unit_price_idr), 0) from orders.handover_line x join orders.order_line l on l.facility_id = x.facility_id and l.id = x.line_id where x.facility_id = h.facility_id and x.handover_id = h.id)) order by h.recorded_at, h.id), '[]') from orders.handover h where h.facility_id = o.facility_id and h.order_id = o.id) as handovers,
    (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'on_day', p.paid_on, 'at', p.recorded_at, 'amount_idr', p.amount_idr) order by p.recorded_at, p.id), '[]') from orders.payment p where p.facility_id = o.facility_id and p.order_id = o.id) as payments
  from orders.sales_order o where o.channel = 'agency';
-- Which persons acted on an order, as ids: to see one person on both sides. Never a name.
create or replace view orders.actor_published with (security_invoker = true) as select facility_id, id as order_id, placed_person, committed_person from orders.sales_order;
grant select on orders.process_published, orders.actor_published to karya_app;
-- What buyers say of a facility and of a product: averages alone, in tenths, from the least number of ratings that the rule of the day asks for. Not by
-- invoker: nobody outside reads a single rating. The public's own role reads these two and nothing else of the room.
create or replace view orders.facility_rating_published as
  select r.facility_id, count(*)::int as ratings, round(avg(r.quality), 1)::float8 as quality, round(avg(r.punctuality), 1)::float8 as punctuality, round(avg(r.service), 1)::float8 as service from orders.rating r group by r.facility_id
  having count(*) >= (select (k.value #>> '{}')::int from kernel.rule k where k.key = 'orders.rating_least' and k.facility_id is null and k.valid @> current_date);
create or replace view orders.product_rating_published as
  select l.facility_id, l.product_id, count(distinct r.id)::int as ratings, round(avg(r.quality), 1)::float8 as quality, round(avg(r.punctuality), 1)::float8 as punctuality, round(avg(r.service), 1)::float8 as service
  from orders.rating r join orders.order_line l on l.facility_id = r.facility_id and l.order_id = r.order_id group by l.facility_id, l.product_id
  having count(distinct r.id) >= (select (k.value #>> '{}')::int from kernel.rule k where k.key = 'orders.rating_least' and k.facility_id is null and k.valid @> current_date);
grant select on orders.facility_rating_published, orders.product_rating_published to karya_app, karya_shop;
-- Quotes, addenda, claims, lateness, call-offs and ratings of the agency's side, for compliance and open data: no person, no free text.
create or replace view orders.quote_published with (security_invoker = true) as select facility_id, id, number, agency_id, rup_code, state, asked_at, ended_at, order_number from orders.quote;
create or replace view orders.addendum_published with (security_invoker = true) as select facility_id, id, order_id, sequence, side, total_before_idr, total_after_idr, ended_at as agreed_at from orders.addendum where state = 'agreed';
create or replace view orders.claim_published with (security_invoker = true) as select facility_id, id, number, order_id, line_id, quantity, fault, state, filed_at, answer_by, decided_at, remedy from orders.claim;
create or replace view orders.late_published with (security_invoker = true) as select facility_id, id, order_id, handover_id, days, amount_idr, state, decided_at from orders.late_remedy;
create or replace view orders.framework_published with (security_invoker = true) as select facility_id, id, number, agency_id, lower(valid) as starts_on, upper(valid) - 1 as ends_on, max_idr, called_idr, state, agreed_at from orders.framework;
create or replace view orders.rating_published with (security_invoker = true) as select facility_id, order_id, agency_id, quality, punctuality, service, at from orders.rating;
grant select on orders.quote_published, orders.addendum_published, orders.claim_published, orders.late_published, orders.framework_published, orders.rating_published to karya_app;

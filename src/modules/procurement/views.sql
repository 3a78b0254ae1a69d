-- Needs as the loop of the year and compliance read them.
create or replace view procurement.need_published with (security_invoker = true) as
  select id, agency_id, year, item_text, unspsc, kbki, quantity, unit, value_idr, regency_code, needed_by, method, state, confirmed_product_id, category from procurement.need;
grant select on procurement.need_published to karya_app;
-- What was harvested and made to eat in a span of days, at the price outside (harvests: the market's nearest earlier, else nearest) or the approved one (lots): the other base of the rule. A supplier may know it of its own facility.
create or replace function procurement.harvest_value(f uuid, from_on date, to_on date, categories text[]) returns bigint language sql stable security definer set search_path = pg_catalog as $$
  select case when f = any ((select kernel.facilities())::uuid[]) or (select kernel.everywhere()) or exists (select 1 from procurement.supply_contract where facility_id = f and supplier_account = (select kernel.acting())) then
    coalesce((select sum(h.quantity * coalesce((select p.amount_idr from procurement.market_price p where p.facility_id = f and lower(p.commodity) = lower(h.commodity) and p.unit = h.unit order by p.on_day <= h.on_day desc, abs(p.on_day - h.on_day), p.recorded_at desc limit 1), 0)) from procurement.harvest h where h.facility_id = f and h.on_day between from_on and to_on), 0)
    + coalesce((select sum(l.quantity * coalesce(p.amount_idr, 0)) from inventory.lot_published l join inventory.item_published i on i.facility_id = l.facility_id and i.id = l.item_id join products.product_published d on d.facility_id = i.facility_id and d.id = i.product_id and d.category = any (categories)
        left join products.price_published p on p.facility_id = d.facility_id and p.product_id = d.id and p.valid @> l.made_on where l.facility_id = f and l.made_on between from_on and to_on), 0) end::bigint $$;
grant execute on function procurement.harvest_value(uuid, date, date, text[]) to karya_app;
-- Agencies' orders as public processes, by id: what open contracting says of them. Anybody may ask; it holds institutions, goods, money and instants, and no person.
create or replace function procurement.open_processes(after uuid, most int, only_id uuid default null) returns table (id uuid, process jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select o.id, jsonb_build_object('id', o.id, 'is_sample', o.is_sample, 'state', o.state, 'cancel_code', o.cancel_code, 'goods_idr', o.goods_idr, 'delivery_idr', o.delivery_idr, 'total_idr', o.total_idr, 'due_idr', o.due_idr, 'paid_idr', o.paid_idr, 'refunded_idr', o.refunded_idr,
    'placed_at', o.placed_at, 'accepted_at', o.accepted_at, 'committed_at', o.committed_at, 'cancelled_at', p.cancelled_at, 'requested_on', p.requested_on, 'rup_code', p.rup_code, 'budget_account', p.budget_account,
    'agency', jsonb_build_object('code', a.code, 'name', a.name, 'official_code', a.official_code), 'facility', jsonb_build_object('code', f.code, 'name', f.name, 'regency', r.name, 'province', v.name_id),
    'lines', (select jsonb_agg(l || jsonb_build_object('unspsc', d.unspsc) order by (l->>'line')::int) from jsonb_array_elements(p.lines) l left join products.product_published d on d.facility_id = o.facility_id and d.id = (l->>'product_id')::uuid),
    'shipments', p.shipments, 'handovers', p.handovers, 'payments', p.payments,
    'mandate', kernel.rule_on('procurement.mandate', (o.placed_at at time zone 'Asia/Jakarta')::date), 'ocid_prefix', kernel.rule_on('procurement.ocid_prefix', (o.placed_at at time zone 'Asia/Jakarta')::date))
  from orders.order_published o join orders.process_published p on p.facility_id = o.facility_id and p.id = o.id join organisation.agency a on a.id = o.agency_id join organisation.facility f on f.id = o.facility_id join organisation.regency r on r.code = f.regency_code join organisation.province v on v.code = f.province_code
  where o.channel = 'agency' and (after is null or o.id > after) and (only_id is null or o.id = only_id) order by o.id limit most $$;
create or replace function procurement.count_processes() returns table (processes int, value_idr bigint, agencies int) language sql stable security definer set search_path = pg_catalog as $$
  select count(*)::int, coalesce(sum(total_idr) filter (where state <> 'cancelled'), 0)::bigint, count(distinct agency_id)::int from orders.order_published where channel = 'agency' $$;
create or replace function procurement.latest_processes(most int) returns table (id uuid, placed_on date, agency text, facility text, total_idr bigint, state text, is_sample boolean) language sql stable security definer set search_path = pg_catalog as $$
  select o.id, (o.placed_at at time zone 'Asia/Jakarta')::date, a.name, f.name, o.total_idr, o.state, o.is_sample from orders.order_published o join organisation.agency a on a.id = o.agency_id join organisation.facility f on f.id = o.facility_id where o.channel = 'agency' order by o.placed_at desc, o.id limit most $$;
grant usage on schema procurement to karya_shop;
grant execute on function procurement.open_processes(uuid, int, uuid), procurement.count_processes(), procurement.latest_processes(int) to karya_app, karya_shop;
-- Agencies' orders and their lines across all facilities, for the functions below alone: nobody is granted these two.
create or replace view procurement.agency_order as
  select o.agency_id, o.agency_unit as unit, o.facility_id, o.id as order_id, o.number, (o.placed_at at time zone 'Asia/Jakarta')::date as day, o.goods_idr, o.due_idr, o.state, o.is_sample,
    case when o.state in ('handed_over', 'settled') and o.due_idr > 0 then (select max(h.on_day) from orders.handover_published h where h.facility_id = o.facility_id and h.order_id = o.id) end as received_on,
    case when o.paid_idr - o.refunded_idr >= o.due_idr then (select max(p.paid_on) from orders.payment_published p where p.facility_id = o.facility_id and p.order_id = o.id) end as paid_on, greatest(0, o.due_idr - (o.paid_idr - o.refunded_idr)) as owed_idr
  from orders.order_published o where o.channel = 'agency' and o.state <> 'cancelled';
create or replace view procurement.agency_line as
  select o.agency_id, o.unit, o.facility_id, o.order_id, o.number, o.day, o.is_sample, p.category, coalesce(p.unspsc, l.sku) as kind, p.name_id, p.name_en, l.amount_idr
  from procurement.agency_order o join orders.order_line_published l on l.facility_id = o.facility_id and l.order_id = o.order_id join products.product_published p on p.facility_id = l.facility_id and p.id = l.product_id;
-- What was ordered in a span of days, by agency, unit and category: an agency's own, or every one for those who see everything.
create or replace function procurement.ordered_by(from_on date, before date) returns table (agency_id uuid, unit text, category text, orders int, ordered_idr bigint) language sql stable security definer set search_path = pg_catalog as $$
  select agency_id, unit, category, count(distinct order_id)::int, sum(amount_idr)::bigint from procurement.agency_line where day >= from_on and day < before and (agency_id = (select kernel.agency()) or (select kernel.everywhere())) group by 1, 2, 3 $$;
-- How received goods were paid: in time, late, or not yet and over the days that are granted.
create or replace function procurement.paid_by(from_on date, before date, today date, days int) returns table (agency_id uuid, unit text, orders int, in_time int, late int, overdue int, overdue_idr bigint) language sql stable security definer set search_path = pg_catalog as $$
  select agency_id, unit, count(*)::int, count(*) filter (where paid_on <= received_on + days)::int, count(*) filter (where paid_on > received_on + days)::int, count(*) filter (where paid_on is null and today > received_on + days)::int, coalesce(sum(owed_idr) filter (where paid_on is null and today > received_on + days), 0)::bigint
  from procurement.agency_order where received_on is not null and day >= from_on and day < before and (agency_id = (select kernel.agency()) or (select kernel.everywhere())) group by 1, 2 $$;
-- The public ranking: agencies and sums alone, no unit and no person.
create or replace function procurement.ranking(in_year int, in_quarter int, today date, days int) returns table (code text, name text, is_sample boolean, orders int, ordered_idr bigint, spent_idr bigint, received int, in_time int, late int, overdue int, asked int, answered int, closed int) language sql stable security definer set search_path = pg_catalog as $$
  with span as (select make_date(in_year, in_quarter * 3 - 2, 1) as from_on, (make_date(in_year, in_quarter * 3 - 2, 1) + interval '3 months')::date as before),
    bought as (select o.agency_id, count(*)::int as orders, sum(o.goods_idr)::bigint as ordered_idr, count(o.received_on)::int as received, count(*) filter (where o.paid_on <= o.received_on + days)::int as in_time, count(*) filter (where o.paid_on > o.received_on + days)::int as late, count(*) filter (where o.paid_on is null and today > o.received_on + days)::int as overdue
      from procurement.agency_order o, span where o.day >= span.from_on and o.day < span.before group by 1),
    spent as (select distinct on (agency_id) agency_id, total_idr from procurement.spend_sheet where year = in_year and quarter = in_quarter order by agency_id, revision desc),
    asked as (select agency_id, count(*) filter (where state = 'open')::int as asked, count(*) filter (where state = 'answered')::int as answered, count(*) filter (where state = 'closed')::int as closed from procurement.flag group by 1)
  select a.code, a.name, a.is_sample, coalesce(b.orders, 0), coalesce(b.ordered_idr, 0), s.total_idr, coalesce(b.received, 0), coalesce(b.in_time, 0), coalesce(b.late, 0), coalesce(b.overdue, 0), coalesce(f.asked, 0), coalesce(f.answered, 0), coalesce(f.closed, 0)
  from organisation.agency a left join bought b on b.agency_id = a.id left join spent s on s.agency_id = a.id left join asked f on f.agency_id = a.id where b.agency_id is not null or s.agency_id is not null $$;
-- Lines of orders for the indicators, for those who see everything.
create or replace function procurement.lines_since(from_on date) returns table (agency_id uuid, unit text, facility_id uuid, order_id uuid, number text, day date, is_sample boolean, kind text, name_id text, name_en text, amount_idr bigint) language sql stable security definer set search_path = pg_catalog as $$
  select agency_id, unit, facility_id, order_id, number, day, is_sample, kind, name_id, name_en, amount_idr from procurement.agency_line where day >= from_on and (select kernel.everywhere()) $$;
-- One person on both sides of an order: who prepared or signed it holds a role at the selling facility on its day.
create or replace function procurement.both_sides_since(from_on date) returns table (agency_id uuid, facility_id uuid, order_id uuid, number text, day date, is_sample boolean, role text) language sql stable security definer set search_path = pg_catalog as $$
  select distinct on (o.order_id) o.agency_id, o.facility_id, o.order_id, o.number, o.day, o.is_sample, s.role
  from procurement.agency_order o join orders.actor_published x on x.facility_id = o.facility_id and x.order_id = o.order_id join identity.standing_published s on s.facility_id = o.facility_id and s.valid @> o.day and s.person_id in (x.placed_person, x.committed_person)
  where o.day >= from_on and (select kernel.everywhere()) order by o.order_id, s.role $$;
create or replace function procurement.check_feedback(wanted text) returns table (number text, topic text, agency text, made_on date, state text, steps jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select f.number, f.topic, a.name, (f.made_at at time zone 'Asia/Jakarta')::date, f.state, coalesce((select jsonb_agg(jsonb_build_object('kind', s.kind, 'words', s.words, 'on_day', (s.at at time zone 'Asia/Jakarta')::date) order by s.seq) from procurement.feedback_step s where s.feedback_id = f.id), '[]')
  from procurement.feedback f left join organisation.agency a on a.id = f.agency_id where f.number = wanted $$;
create or replace function procurement.count_feedback() returns table (sent int, answered int, done int) language sql stable security definer set search_path = pg_catalog as $$
  select count(*) filter (where state = 'sent')::int, count(*) filter (where state = 'answered')::int, count(*) filter (where state = 'done')::int from procurement.feedback $$;
grant execute on function procurement.ordered_by(date, date), procurement.paid_by(date, date, date, int), procurement.lines_since(date), procurement.both_sides_since(date) to karya_app;
grant execute on function procurement.ranking(int, int, date, int), procurement.check_feedback(text), procurement.count_feedback() to karya_app, karya_shop;

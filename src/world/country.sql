-- One facility of the synthetic country, all its months at once. Reads `place` (one row), `plan` (a row for each workshop with its product)
-- and `crew_names`, which country.ts has laid ready; draws every chance from a key, so that the same seed makes the same world.
-- Facts enter through the same constraints and triggers as anybody's; only the mass of rosters and marks goes past the guard of hours,
-- which would judge each of them alone: a person works at most one morning a day here, and at most eight in a month.

create temp table worker on commit drop as
  select n, pg_temp.at_id(p.opened, p.code || '/orang/' || n) as id, (n - 1) % p.workshops + 1 as bench, 'R' || lpad(n::text, 4, '0') as roster_code, case when pg_temp.draw(p.seed || p.code || 'k' || n) % 12 = 0 then 'P' else 'L' end as sex
  from place p, generate_series(1, p.workers) n;
insert into workforce.worker (facility_id, id, roster_code, register_number, name, kind, sex, born_on, custody_from, sentence_from, release_on, risk, fit_until, tool_clearance, skill_level, is_sample)
  select p.facility_id, w.id, w.roster_code, 'BI.CONTOH/' || p.code || '/' || w.n, (case w.sex when 'L' then c.men else c.women end)[1 + pg_temp.draw(p.seed || p.code || 'n' || w.n) % cardinality(case w.sex when 'L' then c.men else c.women end)] || ' ' || c.families[1 + pg_temp.draw(p.seed || p.code || 'f' || w.n) % cardinality(c.families)],
    'convict', w.sex, date '1975-01-01' + pg_temp.draw(p.seed || p.code || 'b' || w.n) % 9000, p.first_month - 500 - pg_temp.draw(p.seed || p.code || 'c' || w.n) % 400, p.first_month - 400, p.today + 100 + pg_temp.draw(p.seed || p.code || 'r' || w.n) % 900,
    (array['low', 'low', 'medium'])[1 + pg_temp.draw(p.seed || p.code || 'x' || w.n) % 3], p.today + 400, 'A', 1 + pg_temp.draw(p.seed || p.code || 's' || w.n) % 5, true
  from worker w, place p, crew_names c;
insert into workforce.consent (facility_id, id, worker_id, regime, given_on, evidence)
  select p.facility_id, pg_temp.at_id(p.opened, p.code || '/setuju/' || w.n), w.id, 'facility', p.first_month, 'Formulir persetujuan contoh' from worker w, place p;
set local session_replication_role = replica; -- places are counted below: a workshop of this country has as many as people
insert into workforce.placement (facility_id, id, worker_id, workshop_id, job, valid, decree, proposed_by, proposed_person, proposed_at, approved_by, approved_person, approved_at)
  select p.facility_id, pg_temp.at_id(p.opened, p.code || '/tempat/' || w.n), w.id, l.workshop_id, l.job, daterange(p.first_month, null), 'SK-TPP-CONTOH/' || w.n, p.section_head, p.section_head_person, p.opened, p.facility_head, p.facility_head_person, p.opened
  from worker w join plan l using (bench), place p;
set local session_replication_role = origin;

-- Mornings of work: so many a month in each workshop, at least three days apart, never a Sunday.
create temp table morning on commit drop as
  select d.bench, d.month, d.nth, d.day, pg_temp.at_id(d.day + interval '1 hour', p.code || '/sesi/' || d.bench || '/' || d.day) as id, tstzrange((d.day + time '08:00') at time zone p.zone, (d.day + time '11:30') at time zone p.zone) as during
  from place p, lateral (
    select l.bench, m.month, nth, case when extract(isodow from x.day) = 7 then x.day + 1 else x.day end as day
    from plan l, generate_series(0, p.months - 1) as months(ahead), lateral (select (p.first_month + make_interval(months => ahead))::date as month) m, generate_series(1, p.sessions) nth, lateral (select m.month + l.bench % 3 + (nth - 1) * (24 / p.sessions) as day) x) d
  where d.day < p.today;
insert into workshop.session (facility_id, id, workshop_id, day, slot, during, opened_by, opened_at)
  select p.facility_id, m.id, l.workshop_id, m.day, 'AM', m.during, p.officer, lower(m.during) from morning m join plan l using (bench), place p;
set local session_replication_role = replica;
insert into workshop.roster (facility_id, session_id, worker_id, placement_id, during, day)
  select p.facility_id, m.id, w.id, pg_temp.at_id(p.opened, p.code || '/tempat/' || w.n), m.during, m.day from morning m join worker w using (bench), place p;
create temp table mark on commit drop as
  select m.bench, m.month, m.nth, m.id as session_id, w.n, w.id as worker_id, upper(m.during) as at, case pg_temp.draw(p.seed || p.code || m.day || '/' || w.n) % 25 when 0 then 'VISIT' when 1 then 'WORSHIP' else 'ATTENDED' end as reason_code
  from morning m join worker w using (bench), place p;
insert into workshop.attendance (facility_id, id, session_id, worker_id, reason_code, minutes, paid, recorded_by, occurred_at, recorded_at)
  select p.facility_id, pg_temp.at_id(k.at, p.code || '/hadir/' || k.session_id || k.n), k.session_id, k.worker_id, k.reason_code, case k.reason_code when 'ATTENDED' then 210 else 0 end, k.reason_code <> 'VISIT', p.officer, k.at, k.at from mark k, place p;
set local session_replication_role = origin;
update workshop.session s set state = 'closed', closed_by = p.officer, closed_at = upper(s.during) from place p where s.facility_id = p.facility_id;

-- One work order a month in each workshop, on its first morning, by up to ten of those who came.
create temp table made on commit drop as
  select c.bench, c.month, c.session_id, c.at, (c.at at time zone p.zone)::date as day, c.worker_id, c.n, 1 + pg_temp.draw(p.seed || p.code || c.session_id || 'g' || c.n) % 3 as good, p.code || '/' || c.bench || '/' || c.month as key
  from place p, (select k.*, row_number() over (partition by k.session_id order by pg_temp.draw(k.session_id::text || k.n)) as place_in_crew from mark k where k.nth = 1 and k.reason_code = 'ATTENDED') c where c.place_in_crew <= 10;
create temp table batch on commit drop as
  select m.bench, m.month, m.session_id, m.at, m.day, m.key, sum(m.good)::int as quantity, count(*)::int as people, pg_temp.at_id(m.at - interval '1 day', m.key || '/pk') as work_order_id, pg_temp.at_id(m.at, m.key || '/lot') as lot_id,
    row_number() over (partition by extract(year from m.day) order by m.day, m.bench) as nr, row_number() over (order by m.day, m.bench) as ordinal
  from made m group by 1, 2, 3, 4, 5, 6;
insert into production.work_order (facility_id, id, number, product_id, quantity, due_on, state, method, created_by, created_at, released_at, done_at)
  select p.facility_id, b.work_order_id, 'PK-' || extract(year from b.day) || '-' || lpad(b.nr::text, 4, '0'), l.product_id, b.quantity, b.day + 5, 'done', l.method, p.section_head, b.at - interval '1 day', b.at - interval '1 day', b.at + interval '4 hours' from batch b join plan l using (bench), place p;
insert into production.output (facility_id, id, work_order_id, session_id, step, worker_id, good, recorded_by, recorded_person, occurred_at, recorded_at)
  select p.facility_id, pg_temp.at_id(m.at, m.key || '/hasil/' || m.n), b.work_order_id, m.session_id, l.last_step, m.worker_id, m.good, p.officer, p.officer_person, m.at, m.at from made m join batch b using (key) join plan l on l.bench = m.bench, place p;
insert into inventory.item (facility_id, id, code, name, unit, kind, product_id)
  select p.facility_id, pg_temp.at_id(p.opened, p.code || '/barang/' || l.bench), l.sku, l.name_id, l.unit, 'product', l.product_id from plan l, place p;
insert into inventory.lot (facility_id, id, code, item_id, quantity, left_quantity, made_on, workshop_id, work_order_id, inspection_id, unit_cost_idr)
  select p.facility_id, b.lot_id, 'L' || to_char(b.day, 'YY') || '-' || pg_temp.letters(p.serial * 10000 + b.ordinal, 7), pg_temp.at_id(p.opened, p.code || '/barang/' || b.bench), b.quantity, b.quantity, b.day, l.workshop_id, b.work_order_id, pg_temp.at_id(b.at, b.key || '/mutu'), l.cash_cost_idr from batch b join plan l using (bench), place p;
insert into production.inspection (facility_id, id, work_order_id, passed, failed, measures, inspector_id, inspector_person, lot_id, occurred_at, recorded_at)
  select p.facility_id, pg_temp.at_id(b.at, b.key || '/mutu'), b.work_order_id, b.quantity, 0, '[{"name":"Ukuran","value":"sesuai"}]', p.inspector, p.inspector_person, b.lot_id, b.at + interval '4 hours', b.at + interval '4 hours' from batch b, place p;
insert into inventory.move (facility_id, id, item_id, lot_id, quantity, reason, unit_cost_idr, ref_type, ref_id, on_day, moved_by, moved_at)
  select p.facility_id, pg_temp.at_id(b.at, b.key || '/masuk'), pg_temp.at_id(p.opened, p.code || '/barang/' || b.bench), b.lot_id, b.quantity, 'output', l.cash_cost_idr, 'work_order', b.work_order_id::text, b.day, p.inspector, b.at + interval '4 hours' from batch b join plan l using (bench), place p;

-- What was made is sold, most of it, and each sale is as far on its way as its age lets it be.
create temp table sale on commit drop as
  select b.*, l.product_id, l.sku, l.name_id, l.unit, l.price_idr, b.quantity - pg_temp.draw(p.seed || b.key || 'q') % 3 as sold, b.ordinal % 4 = 0 as agency, 'KB' || to_char(b.day + 1, 'YY') || '-' || pg_temp.letters(p.serial * 10000 + b.ordinal, 7) as number,
    pg_temp.at_id(b.at + interval '1 day', b.key || '/pesan') as order_id, pg_temp.at_id(b.at + interval '1 day', b.key || '/baris') as line_id, pg_temp.at_id(b.at + interval '3 days', b.key || '/kirim') as shipment_id, pg_temp.at_id(b.at + interval '3 days', b.key || '/keluar') as move_id,
    pg_temp.at_id(b.at + interval '5 days', b.key || '/bast') as handover_id, pg_temp.at_id(b.at + interval '6 days', b.key || '/bayar') as payment_id, pg_temp.at_id(b.at + interval '8 days', b.key || '/bagi') as settlement_id,
    b.day + 3 < p.today as is_shipped, b.day + 5 < p.today as is_handed, b.day + 6 < p.today as is_paid, b.day + 8 < p.today as is_settled
  from batch b join plan l using (bench), place p where b.day + 1 < p.today;
insert into orders.sales_order (facility_id, id, number, purchase_number, channel, buyer_name, buyer_phone, agency_id, agency_unit, rup_code, budget_account, deliver_to, requested_on, state, goods_idr, placed_at, committed_at, accepted_at, accepted_by, is_sample)
  select p.facility_id, s.order_id, s.number, 'BL' || substr(s.number, 3), case when s.agency then 'agency' else 'public' end, case when s.agency then 'Instansi Contoh Negeri' else 'Pembeli Contoh ' || s.ordinal end, case when s.agency then null else '0800000' || lpad((s.ordinal % 10000)::text, 4, '0') end,
    case when s.agency then p.agency_id end, case when s.agency then 'Unit Contoh' end, case when s.agency then 'RUP-' || s.ordinal end, case when s.agency then '521211' end, '{"name":"Penerima Contoh","address":"Jalan Contoh 1","postcode":"10000","phone":"0800-0000-0001"}', s.day + 12,
    case when s.is_settled then 'settled' when s.is_handed then 'handed_over' when s.is_shipped then 'shipped' else 'accepted' end, s.sold * s.price_idr, s.at + interval '1 day', case when s.agency then s.at + interval '2 days' end, s.at + interval '26 hours', p.section_head, true
  from sale s, place p;
insert into orders.order_line (facility_id, id, order_id, line, product_id, sku, name, unit, quantity, unit_price_idr, supply)
  select p.facility_id, s.line_id, s.order_id, 1, s.product_id, s.sku, s.name_id, s.unit, s.sold, s.price_idr, 'stock' from sale s, place p;
insert into orders.promise (facility_id, id, line_id, kind, day, by_account, by_side, at)
  select p.facility_id, pg_temp.at_id(s.at + k.after, s.key || '/' || k.kind), s.line_id, k.kind, s.day + k.days, case k.by_side when 'maker' then p.section_head end, k.by_side, s.at + k.after
  from sale s, place p, (values ('requested', 12, interval '1 day', 'buyer'), ('promised', 6, interval '26 hours', 'maker'), ('arrived', 5, interval '5 days', 'buyer')) k (kind, days, after, by_side) where k.kind <> 'arrived' or s.is_handed;
insert into inventory.reservation (facility_id, item_id, ref_type, ref_id, quantity)
  select p.facility_id, pg_temp.at_id(p.opened, p.code || '/barang/' || s.bench), 'order_line', s.line_id::text, s.sold from sale s, place p where not s.is_shipped;
insert into orders.shipment (facility_id, id, number, order_id, carrier, tracking, packed_by, checked_by, shipped_at)
  select p.facility_id, s.shipment_id, 'SJ-' || extract(year from s.day + 3) || '-' || lpad((row_number() over (partition by extract(year from s.day + 3) order by s.day, s.bench))::text, 4, '0'), s.order_id, 'Kurir contoh', 'CTH' || s.ordinal, p.officer, p.section_head, s.at + interval '3 days' from sale s, place p where s.is_shipped;
insert into inventory.move (facility_id, id, item_id, lot_id, quantity, reason, unit_cost_idr, ref_type, ref_id, on_day, moved_by, moved_at)
  select p.facility_id, s.move_id, pg_temp.at_id(p.opened, p.code || '/barang/' || s.bench), s.lot_id, -s.sold, 'shipment', l.cash_cost_idr, 'order_line', s.line_id::text, s.day + 3, p.officer, s.at + interval '3 days' from sale s join plan l using (bench), place p where s.is_shipped;
insert into orders.shipment_line (facility_id, shipment_id, line_id, lot_id, quantity, move_id) select p.facility_id, s.shipment_id, s.line_id, s.lot_id, s.sold, s.move_id from sale s, place p where s.is_shipped;
insert into orders.handover (facility_id, id, number, order_id, on_day, received_by, fits_quantity, fits_function, fits_time, recorded_at)
  select p.facility_id, s.handover_id, 'BAST-' || s.number, s.order_id, s.day + 5, 'Penerima Contoh', true, true, true, s.at + interval '5 days' from sale s, place p where s.is_handed;
insert into orders.handover_line (facility_id, handover_id, line_id, accepted) select p.facility_id, s.handover_id, s.line_id, s.sold from sale s, place p where s.is_handed;
insert into orders.payment (facility_id, id, number, order_id, method, amount_idr, paid_on, reference, payer, recorded_by, recorded_at)
  select p.facility_id, s.payment_id, 'KW-' || extract(year from s.day + 6) || '-' || lpad((row_number() over (partition by extract(year from s.day + 6) order by s.day, s.bench))::text, 4, '0'), s.order_id, case when s.agency then 'ls' else 'transfer' end, s.sold * s.price_idr, s.day + 6, 'REF-' || s.number, 'Pembeli Contoh', p.treasurer, s.at + interval '6 days' from sale s, place p where s.is_paid;

-- Divided under the rule of the facility: each share rounded down and the rest to capital; the workers' part alike to each, its last rupiah by roster code.
create temp table division on commit drop as
  select s.*, s.sold * s.price_idr as gross_idr, s.sold * s.price_idr * p.worker_bp / 10000 as worker_idr, s.sold * s.price_idr * p.state_bp / 10000 as state_idr, row_number() over (partition by extract(year from s.day + 8) order by s.day, s.bench) as settled_nr from sale s, place p where s.is_settled;
insert into pay.settlement (facility_id, id, number, order_id, order_number, state, rule, gross_idr, costs_idr, basis_idr, on_day, prepared_by, prepared_person, prepared_at, approved_by, approved_person, approved_at, journal_id, content_sha256)
  select p.facility_id, d.settlement_id, 'BH-' || extract(year from d.day + 8) || '-' || lpad(d.settled_nr::text, 4, '0'), d.order_id, d.number, 'approved', p.rule, d.gross_idr, 0, d.gross_idr, d.day + 8, p.section_head, p.section_head_person, d.at + interval '8 days', p.facility_head, p.facility_head_person, d.at + interval '193 hours',
    pg_temp.at_id(d.at + interval '8 days', 'settlement/' || d.settlement_id), encode(sha256(convert_to(d.number || d.gross_idr, 'UTF8')), 'hex') from division d, place p;
insert into pay.settlement_share (facility_id, settlement_id, recipient, amount_idr)
  select p.facility_id, d.settlement_id, x.recipient, x.amount_idr from division d, place p, lateral (values ('worker', d.worker_idr), ('capital', d.gross_idr - d.worker_idr - d.state_idr), ('state', d.state_idr)) x (recipient, amount_idr);
insert into pay.settlement_worker (facility_id, settlement_id, worker_id, minutes, output, skill_level, weight, amount_idr)
  select p.facility_id, d.settlement_id, m.worker_id, 210, m.good, w.skill_level, 1000, d.worker_idr / d.people + case when row_number() over (partition by d.key order by m.n) <= d.worker_idr % d.people then 1 else 0 end
  from division d join made m using (key) join workforce.worker w on w.id = m.worker_id and w.facility_id = (select facility_id from place), place p;
insert into pay.deposit (facility_id, id, number, period, amount_idr, account_code, billing_code, billed_at, expires_at, ntpn, ntb, paid_at, state, prepared_by, prepared_person, paid_recorded_by, paid_recorded_person, journal_id)
  select p.facility_id, x.id, 'ST-' || extract(year from x.paid_on) || '-' || lpad((row_number() over (partition by extract(year from x.paid_on) order by x.period))::text, 4, '0'), x.period, x.amount_idr, '425119', '8' || lpad((p.serial * 1000 + x.nr)::text, 14, '0'), x.paid_on + interval '1 hour', x.paid_on + interval '7 days',
    'CN' || lpad((p.serial * 1000 + x.nr)::text, 14, '0'), 'NTB' || x.nr, x.paid_on + interval '2 hours', 'paid', p.treasurer, p.treasurer_person, p.facility_head, p.facility_head_person, pg_temp.at_id(x.paid_on + interval '3 hours', 'deposit/' || x.id)
  from place p, (select y.*, (y.period + interval '1 month 4 days')::date as paid_on, pg_temp.at_id(y.period + interval '1 month 4 days', z.code || '/setor/' || y.period) as id, row_number() over (order by y.period) as nr
    from (select date_trunc('month', d.day + 8)::date as period, sum(d.state_idr)::bigint as amount_idr from division d group by 1) y, place z) x where x.amount_idr > 0 and x.paid_on < p.today;
insert into pay.deposit_line (facility_id, deposit_id, settlement_id, amount_idr)
  select p.facility_id, t.id, d.settlement_id, d.state_idr from division d join pay.deposit t on t.period = date_trunc('month', d.day + 8)::date, place p where t.facility_id = p.facility_id and d.state_idr > 0;

-- The books: every journal with its postings, numbered by the year in the order of days.
insert into ledger.account (facility_id, code, name_id, name_en, kind, worker_id)
  select p.facility_id, '2100-' || w.roster_code, 'Tabungan ' || w.roster_code, 'Savings ' || w.roster_code, 'liability', w.id from worker w, place p where exists (select 1 from pay.settlement_worker x where x.facility_id = p.facility_id and x.worker_id = w.id);
create temp table line on commit drop as
  select 'sale' as kind, 'handover' as ref_type, s.handover_id::text as ref_id, s.at + interval '5 days' as at, s.day + 5 as on_day, 'Serah terima BAST-' || s.number || ', pesanan ' || s.number as memo, p.section_head as by, x.nr, x.account, null::uuid as worker_id, x.amount_idr
    from sale s, place p, lateral (values (1, '1200', s.sold * s.price_idr), (2, '2900', -s.sold * s.price_idr)) x (nr, account, amount_idr) where s.is_handed
  union all select 'payment', 'payment', s.payment_id::text, s.at + interval '6 days', s.day + 6, 'Pembayaran pesanan ' || s.number, p.treasurer, x.nr, x.account, null, x.amount_idr
    from sale s, place p, lateral (values (1, '1100', s.sold * s.price_idr), (2, '1200', -s.sold * s.price_idr)) x (nr, account, amount_idr) where s.is_paid
  union all select 'settlement', 'settlement', d.settlement_id::text, d.at + interval '8 days', d.day + 8, 'Bagi hasil pesanan ' || d.number, p.facility_head, x.nr, x.account, null, x.amount_idr
    from division d, place p, lateral (values (1, '2900', d.gross_idr), (2, '3100', d.worker_idr + d.state_idr - d.gross_idr), (3, '2200', -d.state_idr)) x (nr, account, amount_idr) where x.amount_idr <> 0
  union all select 'settlement', 'settlement', d.settlement_id::text, d.at + interval '8 days', d.day + 8, 'Bagi hasil pesanan ' || d.number, p.facility_head, 10 + row_number() over (partition by d.settlement_id order by x.worker_id), null, x.worker_id, -x.amount_idr
    from division d join pay.settlement_worker x on x.settlement_id = d.settlement_id, place p where x.facility_id = p.facility_id and x.amount_idr > 0
  union all select 'deposit', 'deposit', t.id::text, t.paid_at + interval '1 hour', (t.paid_at at time zone 'UTC')::date, 'Setoran PNBP ' || t.number || ' NTPN ' || t.ntpn, p.facility_head, x.nr, x.account, null, x.amount_idr
    from place p join pay.deposit t on t.facility_id = p.facility_id, lateral (values (1, '2200', t.amount_idr), (2, '1100', -t.amount_idr)) x (nr, account, amount_idr);
insert into ledger.period (facility_id, month) select distinct p.facility_id, date_trunc('month', l.on_day)::date from line l, place p on conflict do nothing;
insert into ledger.journal (facility_id, id, number, month, on_day, kind, ref_type, ref_id, memo, posted_by, posted_at)
  select p.facility_id, pg_temp.at_id(j.at, j.kind || '/' || j.ref_id), 'JU-' || extract(year from j.on_day) || '-' || lpad((row_number() over (partition by extract(year from j.on_day) order by j.on_day, j.ref_id))::text, 6, '0'), date_trunc('month', j.on_day)::date, j.on_day, j.kind, j.ref_type, j.ref_id, j.memo, j.by, j.at
  from (select distinct kind, ref_type, ref_id, at, on_day, memo, by from line) j, place p;
insert into ledger.posting (facility_id, journal_id, line, account_id, amount_idr)
  select p.facility_id, pg_temp.at_id(l.at, l.kind || '/' || l.ref_id), l.nr, a.id, l.amount_idr from line l, place p join ledger.account a on a.facility_id = p.facility_id where a.code = l.account or a.worker_id = l.worker_id;

-- What comes after goes on counting where this ends.
insert into kernel.number_series (series, unit, year, last)
  select x.series, p.facility_id, x.year, x.last from place p, (
    select 'work_order' as series, extract(year from created_at)::int as year, count(*)::int as last from production.work_order w join place on place.facility_id = w.facility_id group by 2
    union all select 'shipment', substr(number, 4, 4)::int, count(*)::int from orders.shipment s join place on place.facility_id = s.facility_id group by 2
    union all select 'payment', substr(number, 4, 4)::int, count(*)::int from orders.payment s join place on place.facility_id = s.facility_id group by 2
    union all select 'settlement', substr(number, 4, 4)::int, count(*)::int from pay.settlement s join place on place.facility_id = s.facility_id group by 2
    union all select 'deposit', substr(number, 4, 4)::int, count(*)::int from pay.deposit s join place on place.facility_id = s.facility_id group by 2
    union all select 'journal', substr(number, 4, 4)::int, count(*)::int from ledger.journal s join place on place.facility_id = s.facility_id group by 2) x
  on conflict (series, unit, year) do update set last = greatest(number_series.last, excluded.last);

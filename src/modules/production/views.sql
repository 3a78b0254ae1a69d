create or replace view production.work_order_published with (security_invoker = true) as select facility_id, id, number, product_id, quantity, due_on, order_line_id, state, created_at, done_at, method->'routing' as routing, method->'bill' as bill, method->'cost' as cost from production.work_order;
create or replace view production.scrap_reason_published as select code, name_id, name_en, kind from production.scrap_reason;
create or replace view production.output_published with (security_invoker = true) as select facility_id, id, work_order_id, session_id, step, worker_id, good, scrap, rework, reason_code, occurred_at from production.output;
create or replace view production.inspection_published with (security_invoker = true) as select facility_id, id, work_order_id, passed, failed, lot_id, occurred_at from production.inspection;

-- Who put how much into a work order. A session's paid minutes of a person are divided over the work orders on which the
-- person (or the team that was there, where no person is named) made good pieces, by the standard minutes of those pieces.
-- Shares are rounded one after another, so that the minutes of one person and session always add up to the minutes worked.
create or replace view production.contribution_published with (security_invoker = true) as
with team as (
  select facility_id, session_id, worker_id, minutes, paid, count(*) over (partition by facility_id, session_id) as size from workshop.attendance_current where attended and minutes > 0
), made as (
  select o.facility_id, o.session_id, o.work_order_id, t.worker_id,
    sum(case when o.worker_id is null then o.good::numeric / t.size else o.good end) as good,
    sum(case when o.worker_id is null then o.good::numeric / t.size else o.good end * coalesce((select (s->>'standard_minutes')::int from jsonb_array_elements(w.method->'routing') s where (s->>'step')::int = o.step), 1)) as standard,
    max(case when t.paid then t.minutes else 0 end) as minutes
  from production.output o join production.work_order w on w.facility_id = o.facility_id and w.id = o.work_order_id
    join team t on t.facility_id = o.facility_id and t.session_id = o.session_id and (o.worker_id is null or o.worker_id = t.worker_id)
  where o.good > 0 group by o.facility_id, o.session_id, o.work_order_id, t.worker_id
), shared as (
  select *, round(minutes * sum(standard) over (running) / sum(standard) over (whole)) - round(minutes * (sum(standard) over (running) - standard) / sum(standard) over (whole)) as share
  from made window whole as (partition by facility_id, session_id, worker_id), running as (partition by facility_id, session_id, worker_id order by work_order_id)
)
select s.facility_id, s.work_order_id, s.worker_id, sum(s.share)::int as minutes, round(sum(s.good))::int as output, max(p.skill_level) as skill_level
from shared s join workforce.worker_published p on p.facility_id = s.facility_id and p.id = s.worker_id
group by s.facility_id, s.work_order_id, s.worker_id;
grant select on production.scrap_reason_published, production.work_order_published, production.output_published, production.inspection_published, production.contribution_published to karya_app;

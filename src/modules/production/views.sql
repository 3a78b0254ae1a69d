create or replace view production.work_order_published with (security_invoker = true) as select facility_id, id, number, product_id, quantity, due_on, order_line_id, state, created_at, done_at from production.work_order;
create or replace view production.output_published with (security_invoker = true) as select facility_id, id, work_order_id, session_id, step, worker_id, good, scrap, rework, reason_code, occurred_at from production.output;
create or replace view production.inspection_published with (security_invoker = true) as select facility_id, id, work_order_id, passed, failed, lot_id, occurred_at from production.inspection;

-- Who put how much into a work order. A session's paid minutes of a person are divided over the work orders on which the
-- person (or the whole team, where no person is named) made good pieces, by the standard minutes of those pieces.
create or replace view production.contribution_published with (security_invoker = true) as
with made as (
  select o.facility_id, o.session_id, o.work_order_id, coalesce(o.worker_id, r.worker_id) as worker_id,
    sum(case when o.worker_id is null then o.good::numeric / greatest(1, (select count(*) from workshop.roster_published t where t.facility_id = o.facility_id and t.session_id = o.session_id)) else o.good end) as good,
    sum((case when o.worker_id is null then o.good::numeric / greatest(1, (select count(*) from workshop.roster_published t where t.facility_id = o.facility_id and t.session_id = o.session_id)) else o.good end)
      * coalesce((select (s->>'standard_minutes')::int from jsonb_array_elements(w.method->'routing') s where (s->>'step')::int = o.step), 1)) as standard
  from production.output o join production.work_order w on w.facility_id = o.facility_id and w.id = o.work_order_id
    left join workshop.roster_published r on o.worker_id is null and r.facility_id = o.facility_id and r.session_id = o.session_id
  group by o.facility_id, o.session_id, o.work_order_id, coalesce(o.worker_id, r.worker_id)
)
select m.facility_id, m.work_order_id, m.worker_id,
  sum(round(a.minutes * m.standard / nullif(t.standard, 0)))::int as minutes, round(sum(m.good))::int as output, max(p.skill_level) as skill_level
from made m
  join workshop.attendance_current a on a.facility_id = m.facility_id and a.session_id = m.session_id and a.worker_id = m.worker_id and a.paid
  join workforce.worker_published p on p.facility_id = m.facility_id and p.id = m.worker_id
  join lateral (select sum(o.standard) as standard from made o where o.facility_id = m.facility_id and o.session_id = m.session_id and o.worker_id = m.worker_id) t on true
where m.standard > 0
group by m.facility_id, m.work_order_id, m.worker_id;
grant select on production.work_order_published, production.output_published, production.inspection_published, production.contribution_published to karya_app;

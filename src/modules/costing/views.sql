-- The newest cost sheet of each lot.
create or replace view costing.lot_sheet_published with (security_invoker = true) as
  select s.* from costing.lot_sheet s where not exists (select 1 from costing.lot_sheet n where n.facility_id = s.facility_id and n.lot_id = s.lot_id and n.version > s.version);
-- Alarms with how they stand: the newest answer, or open.
create or replace view costing.alarm_published with (security_invoker = true) as
  select a.*, coalesce(case n.kind when 'returned' then 'open' else n.kind end, 'open') as state, coalesce(n.step, 0) as step, n.words, n.answered_at
  from costing.alarm a left join lateral (select kind, step, words, answered_at from costing.alarm_answer w where w.facility_id = a.facility_id and w.alarm_id = a.id order by step desc limit 1) n on true;
grant select on costing.lot_sheet_published, costing.alarm_published to karya_app;

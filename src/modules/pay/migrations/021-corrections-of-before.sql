-- Objections that were upheld before corrections were kept are owed one as well.
do $$
begin
  if to_regclass('kiosk.objection') is not null then
    insert into pay.correction (facility_id, objection, worker_id, about, month, outcome, answered_person, opened_at)
    select facility_id, number, worker_id, about, (month || '-01')::date, outcome, answered_person, answered_at from kiosk.objection where outcome in ('upheld', 'partly') on conflict do nothing;
  end if;
end $$;

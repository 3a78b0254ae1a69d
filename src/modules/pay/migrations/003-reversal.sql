-- An approved settlement is taken back by two persons: nothing is changed, the opposite is posted, and the order can be divided again.
alter table pay.settlement drop constraint settlement_state_check;
alter table pay.settlement add constraint settlement_state_check check (state in ('prepared', 'approved', 'refused', 'reversed'));
drop index pay.settlement_once;
create unique index settlement_once on pay.settlement (facility_id, order_id) where state not in ('refused', 'reversed');
create table pay.reversal (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text not null, settlement_id uuid not null, reason text not null check (length(reason) >= 5), state text not null default 'prepared' check (state in ('prepared', 'approved', 'refused')),
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, approved_by uuid, approved_person uuid, approved_at timestamptz, refusal_reason text, journal_id uuid, on_day date,
  -- The state's part that was already paid in: it lowers the next deposit.
  carried_idr bigint not null default 0 check (carried_idr >= 0),
  primary key (facility_id, id), constraint reversal_number_once unique (facility_id, number), foreign key (facility_id, settlement_id) references pay.settlement,
  constraint reversal_two_persons check (approved_person is null or approved_person <> prepared_person), check ((state = 'approved') = (journal_id is not null and on_day is not null))
);
create unique index reversal_once on pay.reversal (facility_id, settlement_id) where state <> 'refused';
select kernel.scope_to_facility('pay.reversal');
revoke delete on pay.reversal from karya_app;
-- What was decided stays decided; one way leads out of it, and it needs an approved reversal.
create or replace function pay.decided_once() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'settlement' and old.state = 'approved' and new.state = 'reversed' then
    if to_jsonb(new) - 'state' <> to_jsonb(old) - 'state' or not exists (select 1 from pay.reversal r where r.facility_id = old.facility_id and r.settlement_id = old.id and r.state = 'approved')
    then raise exception 'a settlement is reversed by an approved reversal alone' using errcode = '55000'; end if;
    return new;
  end if;
  if old.state not in ('prepared', 'billed') then perform kernel.refuse('pay.decided_already', 'already decided'); end if;
  if to_jsonb(new) - array['state','approved_by','approved_person','approved_at','refusal_reason','journal_id','ntpn','ntb','paid_at','paid_recorded_by','paid_recorded_person','on_day','carried_idr']
    <> to_jsonb(old) - array['state','approved_by','approved_person','approved_at','refusal_reason','journal_id','ntpn','ntb','paid_at','paid_recorded_by','paid_recorded_person','on_day','carried_idr']
    or (tg_table_name <> 'reversal' and to_jsonb(new) -> 'on_day' is distinct from to_jsonb(old) -> 'on_day')
  then raise exception 'the content of % is frozen', tg_table_name using errcode = '55000'; end if;
  return new;
end $$;
create trigger decided_once before update on pay.reversal for each row execute function pay.decided_once();
-- A state's part is in one deposit; of a reversed settlement it comes back in one other, as a negative line, once it had been paid in.
create or replace function pay.deposited_once() returns trigger language plpgsql as $$
declare back boolean := new.amount_idr < 0;
begin
  if exists (select 1 from pay.deposit_line l join pay.deposit d on d.facility_id = l.facility_id and d.id = l.deposit_id where l.facility_id = new.facility_id and l.settlement_id = new.settlement_id and d.state <> 'expired' and (l.amount_idr < 0) = back)
  then perform kernel.refuse('deposit.line_taken', 'already in a deposit'); end if;
  if back and not exists (select 1 from pay.reversal r where r.facility_id = new.facility_id and r.settlement_id = new.settlement_id and r.state = 'approved' and r.carried_idr = -new.amount_idr)
  then raise exception 'nothing to carry back for this settlement' using errcode = '55000'; end if;
  return new;
end $$;

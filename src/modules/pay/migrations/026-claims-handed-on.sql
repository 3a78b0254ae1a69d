-- What was kept back is handed on to whom it belongs: by one, approved by another, never more than was kept back for that claim.
create table pay.claim_payment (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text not null, deduction_id uuid not null, amount_idr bigint not null check (amount_idr > 0), recipient text not null check (length(recipient) >= 3), evidence text not null check (length(evidence) >= 3), state text not null default 'prepared' check (state in ('prepared', 'approved', 'refused')),
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, decided_by uuid, decided_person uuid, decided_at timestamptz, refused_reason text, journal_id uuid,
  primary key (facility_id, id), constraint claim_payment_number_once unique (facility_id, number), foreign key (facility_id, deduction_id) references pay.deduction, constraint claim_payment_two_persons check (decided_person is null or decided_person <> prepared_person), check ((state = 'approved') = (journal_id is not null))
);
create index claim_payment_of on pay.claim_payment (facility_id, deduction_id);
create function pay.handed_on(facility uuid, deduction uuid) returns bigint language sql stable as $$
  select coalesce(sum(p.amount_idr), 0)::bigint from pay.claim_payment p where p.facility_id = facility and p.deduction_id = deduction and p.state <> 'refused' $$;
create function pay.claim_payment_within() returns trigger language plpgsql as $$
declare kept bigint;
begin
  select taken_idr into kept from pay.deduction where facility_id = new.facility_id and id = new.deduction_id for update;
  if pay.handed_on(new.facility_id, new.deduction_id) > kept then perform kernel.refuse('claim.beyond_kept', 'more is handed on than was kept back'); end if;
  return null;
end $$;
create constraint trigger claim_payment_within after insert on pay.claim_payment for each row execute function pay.claim_payment_within();
create trigger frozen before update on pay.claim_payment for each row execute function pay.frozen_when_decided('{prepared}', '{state,decided_by,decided_person,decided_at,refused_reason,journal_id}');
-- What was handed on is not given back to anybody: a claim's taken part stays at least as large.
create function pay.claim_not_below_handed() returns trigger language plpgsql as $$
begin
  if new.taken_idr < old.taken_idr and new.taken_idr < pay.handed_on(new.facility_id, new.id) then perform kernel.refuse('claim.handed_on_already', 'handed on already'); end if;
  return new;
end $$;
create trigger claim_not_below_handed before update on pay.deduction for each row when (new.taken_idr < old.taken_idr) execute function pay.claim_not_below_handed();
select kernel.scope_to_facility('pay.claim_payment');
revoke delete on pay.claim_payment from karya_app;

-- Advances on wages: given by two persons into the savings book, repaid through the ordered claims on wages, never beyond what was given.
create table pay.advance (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text not null, worker_id uuid not null, amount_idr bigint not null check (amount_idr > 0), agreement text not null check (length(agreement) >= 5), purpose text not null, share_bp int not null check (share_bp between 1 and 10000), first_month date not null check (extract(day from first_month) = 1),
  state text not null default 'prepared' check (state in ('prepared', 'approved', 'refused', 'moved')), on_day date not null, prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, decided_by uuid, decided_person uuid, decided_at timestamptz, refused_reason text, deduction_id uuid, journal_id uuid, transfer_id uuid,
  primary key (facility_id, id), constraint advance_number_once unique (facility_id, number), foreign key (facility_id, worker_id) references workforce.worker, foreign key (facility_id, deduction_id) references pay.deduction,
  constraint advance_two_persons check (decided_person is null or decided_person <> prepared_person), constraint advance_has_its_claim check ((state in ('approved', 'moved')) = (deduction_id is not null and journal_id is not null)), constraint advance_claim_once unique (facility_id, deduction_id)
);
create index advance_worker on pay.advance (facility_id, worker_id);
create trigger frozen before update on pay.advance for each row execute function pay.frozen_when_decided('{prepared,approved}', '{state,decided_by,decided_person,decided_at,refused_reason,deduction_id,journal_id}');
-- What is claimed for damage rests on a decision about it.
alter table pay.deduction add column incident text;
select kernel.scope_to_facility('pay.advance');
revoke delete on pay.advance from karya_app;

-- Claims on what sales bring a person, in the order and under the cap that hold for wages: what was kept back of each part, with the settlement that brought it.
create table pay.settlement_deduction (
  facility_id uuid not null, settlement_id uuid not null, worker_id uuid not null, deduction_id uuid not null, position int not null, amount_idr bigint not null check (amount_idr > 0), cut_short boolean not null,
  primary key (facility_id, settlement_id, deduction_id), foreign key (facility_id, settlement_id, worker_id) references pay.settlement_worker, foreign key (facility_id, deduction_id) references pay.deduction
);
create index settlement_deduction_of on pay.settlement_deduction (facility_id, deduction_id);
create index settlement_deduction_worker on pay.settlement_deduction (facility_id, worker_id);
select kernel.scope_to_facility('pay.settlement_deduction');
select kernel.insert_only('pay.settlement_deduction');

-- After receipt: claims within the warranty, lateness by a dated rule, and what they take off the sale.
create table orders.credit (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), order_id uuid not null, agency_id uuid, kind text not null check (kind in ('late', 'claim')), source_id uuid not null, amount_idr bigint not null check (amount_idr > 0), journal_id uuid not null, recorded_by uuid, at timestamptz not null,
  primary key (facility_id, id), constraint credit_once unique (facility_id, kind, source_id), foreign key (facility_id, order_id) references orders.sales_order
);
create index credit_order on orders.credit (facility_id, order_id);
create table orders.claim (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, order_id uuid not null, agency_id uuid not null references organisation.agency, line_id uuid not null, handover_id uuid not null, quantity int not null check (quantity > 0),
  fault text not null check (fault in ('broken', 'wrong', 'missing', 'other')), description text not null check (length(description) >= 10), found_on date not null, wanted text not null check (wanted in ('replace', 'repair', 'refund')), warranty_until date not null, answer_by date not null,
  state text not null default 'filed' check (state in ('filed', 'answered', 'granted', 'declined', 'fulfilled', 'withdrawn')), filed_by uuid, filed_person uuid, filed_at timestamptz not null,
  outcome text check (outcome in ('grant', 'decline')), remedy text check (remedy in ('replace', 'repair', 'refund')), remedy_by date, answer text, answered_by uuid, answered_person uuid, answered_at timestamptz,
  decided_by uuid, decided_person uuid, decided_at timestamptz, ended_by uuid, ended_at timestamptz, end_note text,
  primary key (facility_id, id), constraint claim_number_once unique (facility_id, number), foreign key (facility_id, order_id) references orders.sales_order, foreign key (facility_id, line_id) references orders.order_line, foreign key (facility_id, handover_id) references orders.handover,
  constraint claim_within_warranty check (found_on <= warranty_until), constraint claim_two_persons check (decided_person is null or decided_person <> answered_person), constraint claim_remedy check (state not in ('granted', 'fulfilled') or (outcome = 'grant' and remedy is not null and remedy_by is not null))
);
create index claim_order on orders.claim (facility_id, order_id);
create function orders.claim_frozen() returns trigger language plpgsql as $$
declare steps text[] := array['state', 'outcome', 'remedy', 'remedy_by', 'answer', 'answered_by', 'answered_person', 'answered_at', 'decided_by', 'decided_person', 'decided_at', 'ended_by', 'ended_at', 'end_note'];
begin
  if tg_op = 'DELETE' or to_jsonb(new) - steps <> to_jsonb(old) - steps then raise exception 'a claim is frozen' using errcode = '55000'; end if;
  return new;
end $$;
create trigger frozen before update or delete on orders.claim for each row execute function orders.claim_frozen();
create table orders.late_remedy (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, order_id uuid not null, agency_id uuid not null references organisation.agency, handover_id uuid not null, days int not null check (days > 0), amount_idr bigint not null check (amount_idr > 0), basis jsonb not null,
  state text not null default 'prepared' check (state in ('prepared', 'applied', 'waived')), reason text not null default '', prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, decided_by uuid, decided_person uuid, decided_at timestamptz,
  primary key (facility_id, id), constraint late_once unique (facility_id, handover_id), foreign key (facility_id, order_id) references orders.sales_order, foreign key (facility_id, handover_id) references orders.handover,
  constraint late_two_persons check (decided_person is null or decided_person <> prepared_person), constraint late_waiver_reason check (state <> 'waived' or length(reason) >= 5)
);
create function orders.late_frozen() returns trigger language plpgsql as $$
declare steps text[] := array['state', 'reason', 'decided_by', 'decided_person', 'decided_at'];
begin
  if tg_op = 'DELETE' or old.state <> 'prepared' or to_jsonb(new) - steps <> to_jsonb(old) - steps then raise exception 'a late remedy is frozen' using errcode = '55000'; end if;
  return new;
end $$;
create trigger frozen before update or delete on orders.late_remedy for each row execute function orders.late_frozen();
select kernel.scope_to_facility(t, 'agency_id') from unnest(array['orders.credit', 'orders.claim', 'orders.late_remedy']::regclass[]) t;
select kernel.insert_only('orders.credit');
revoke delete on orders.claim, orders.late_remedy from karya_app;

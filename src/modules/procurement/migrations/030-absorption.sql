-- The absorption meter: what suppliers of food must take of what people inside grow and make, what was offered, what was taken, what was refused.
-- How much of which base must be absorbed: dated, with its basis. Sources disagree on the base; what the others say stands beside the figure.
create table procurement.absorption_rule (
  code text primary key, percent_bp int not null check (percent_bp between 1 and 10000), base text not null check (base in ('contract_value', 'harvest')), valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  legal_basis text not null, regulation text references organisation.regulation, verified boolean not null, doubt_id text not null, doubt_en text not null, source text not null,
  constraint absorption_rule_one_at_a_time exclude using gist (valid with &&)
);
create table procurement.supply_contract (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, supplier text not null, kind text not null check (kind in ('food', 'canteen')),
  value_idr bigint not null check (value_idr > 0), from_day date not null, to_day date not null check (to_day >= from_day),
  -- With this code the supplier's own account takes hold of its contract, once.
  claim_code text not null unique, supplier_account uuid, supplier_person uuid, claimed_at timestamptz,
  recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null, is_sample boolean not null default false,
  primary key (facility_id, id), constraint supply_contract_number unique (facility_id, number),
  constraint supplier_not_recorder check (supplier_person is null or supplier_person <> recorded_person), check ((supplier_account is null) = (claimed_at is null))
);
create index supply_contract_supplier on procurement.supply_contract (supplier_account) where supplier_account is not null;
-- An addendum: the value and the last day from then on. What was signed before stays as it was.
create table procurement.supply_addendum (
  facility_id uuid not null, id uuid not null default kernel.new_id(), contract_id uuid not null, number text not null, value_idr bigint not null check (value_idr > 0), to_day date not null, reason text not null check (length(reason) >= 5),
  recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, contract_id) references procurement.supply_contract, constraint addendum_number unique (facility_id, contract_id, number)
);
-- What the garden, the pond and the shed gave. Goods of the workshops come from their lots.
create table procurement.harvest (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null, commodity text not null, unit text not null, quantity int not null check (quantity > 0), on_day date not null, workshop_id uuid,
  recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), constraint harvest_number unique (facility_id, number), foreign key (facility_id, workshop_id) references workshop.workshop
);
-- What a commodity costs outside, by a named source; looked up by somebody who does not make the offers.
create table procurement.market_price (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), commodity text not null, unit text not null, amount_idr bigint not null check (amount_idr > 0), on_day date not null, source text not null,
  recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null, primary key (facility_id, id)
);
create index market_price_latest on procurement.market_price (facility_id, lower(commodity), unit, on_day desc, recorded_at desc);
create table procurement.produce_offer (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text not null, contract_id uuid not null, harvest_id uuid, lot_id uuid, commodity text not null, unit text not null, quantity int not null check (quantity > 0),
  unit_price_idr bigint not null check (unit_price_idr > 0), amount_idr bigint not null generated always as (quantity * unit_price_idr) stored,
  -- What the price was held against, and the band of that day: figures as they stood.
  reference_idr bigint not null check (reference_idr > 0), reference_person uuid, low_bp int not null, high_bp int not null, offered_on date not null, deliver_on date not null check (deliver_on >= offered_on),
  offered_by uuid, offered_person uuid, offered_at timestamptz not null,
  primary key (facility_id, id), constraint produce_offer_number unique (facility_id, number), foreign key (facility_id, contract_id) references procurement.supply_contract,
  foreign key (facility_id, harvest_id) references procurement.harvest, foreign key (facility_id, lot_id) references inventory.lot,
  constraint offer_has_a_source check ((harvest_id is null) <> (lot_id is null)),
  constraint offer_two_persons check (reference_person is null or reference_person <> offered_person),
  constraint offer_within_band check (unit_price_idr * 10000 between reference_idr * low_bp and reference_idr * high_bp)
);
create index produce_offer_contract on procurement.produce_offer (facility_id, contract_id);
create index produce_offer_harvest on procurement.produce_offer (facility_id, harvest_id) where harvest_id is not null;
create index produce_offer_lot on procurement.produce_offer (facility_id, lot_id) where lot_id is not null;
-- What became of an offer, in one or more answers: taken (by its delivery note, or by the order it was sold through), or refused for a coded reason.
create table procurement.produce_answer (
  facility_id uuid not null, id uuid not null default kernel.new_id(), offer_id uuid not null, accepted int not null check (accepted >= 0), refused int not null check (refused >= 0), reason text check (reason in ('QUALITY', 'PRICE', 'NOT_NEEDED', 'LATE', 'OTHER')), words text not null default '',
  delivery_note text, order_id uuid, on_day date not null, by_side text not null check (by_side in ('supplier', 'facility')), recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, offer_id) references procurement.produce_offer, foreign key (facility_id, order_id) references orders.sales_order,
  check (accepted + refused > 0), constraint refusal_of_produce_reason check (refused = 0 or (reason is not null and length(words) >= 5)), constraint taken_by_note check (accepted = 0 or delivery_note is not null)
);
create index produce_answer_offer on procurement.produce_answer (facility_id, offer_id);
-- The facility could not deliver: it says so itself, so that the supplier does not answer for it. Prepared by one, signed by the head.
create table procurement.shortage_certificate (
  facility_id uuid not null, id uuid not null default kernel.new_id(), number text, contract_id uuid not null, required_idr bigint not null check (required_idr > 0), offered_idr bigint not null check (offered_idr >= 0), accepted_idr bigint not null check (accepted_idr between 0 and offered_idr),
  shortage_idr bigint not null generated always as (required_idr - offered_idr) stored, rule text not null references procurement.absorption_rule, cause text not null check (length(cause) >= 10), as_of date not null,
  state text not null default 'prepared' check (state in ('prepared', 'signed', 'returned')), returned_reason text, document_code text references kernel.document (code),
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, decided_by uuid, decided_person uuid, decided_at timestamptz, is_sample boolean not null default false,
  primary key (facility_id, id), foreign key (facility_id, contract_id) references procurement.supply_contract, constraint shortage_number unique (facility_id, number),
  constraint shortage_is_short check (required_idr > offered_idr), constraint shortage_two_persons check (decided_person is null or decided_person <> prepared_person),
  check ((state = 'signed') = (number is not null and document_code is not null)), check ((state = 'returned') = (returned_reason is not null)), check ((state = 'prepared') = (decided_at is null))
);
create unique index shortage_one_in_hand on procurement.shortage_certificate (facility_id, contract_id) where state <> 'returned';

-- No more is offered of a harvest or a lot than there was, less what was refused and so is free again.
create function procurement.offer_within_source() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare whole int; bound int; lying int; open_now int;
begin
  perform 1 from procurement.supply_contract where facility_id = new.facility_id and id = new.contract_id for update;
  if exists (select 1 from procurement.shortage_certificate where facility_id = new.facility_id and contract_id = new.contract_id and state = 'signed') then perform kernel.refuse('absorption.certified', 'a shortage certificate is signed'); end if;
  if new.harvest_id is not null then
    select quantity into whole from procurement.harvest where facility_id = new.facility_id and id = new.harvest_id for update;
  else
    select quantity, left_quantity into whole, lying from inventory.lot where facility_id = new.facility_id and id = new.lot_id for update;
  end if;
  select coalesce(sum(o.quantity - a.refused), 0), coalesce(sum(o.quantity - a.refused - a.accepted), 0) into bound, open_now
    from procurement.produce_offer o cross join lateral (select coalesce(sum(x.refused), 0) as refused, coalesce(sum(x.accepted), 0) as accepted from procurement.produce_answer x where x.facility_id = o.facility_id and x.offer_id = o.id) a
    where o.facility_id = new.facility_id and (o.harvest_id = new.harvest_id or o.lot_id = new.lot_id);
  -- Of a lot, part may have been sold otherwise: what is open must still lie there.
  if new.quantity > least(whole - bound, coalesce(lying - open_now, whole)) then
    raise exception 'more is offered than there is' using errcode = 'KB001', hint = 'absorption.beyond_source', detail = jsonb_build_object('left', greatest(0, least(whole - bound, coalesce(lying - open_now, whole))))::text;
  end if;
  return new;
end $$;
create trigger offer_within_source before insert on procurement.produce_offer for each row execute function procurement.offer_within_source();
create function procurement.answer_within_offer() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare whole int; said int;
begin
  select quantity into whole from procurement.produce_offer where facility_id = new.facility_id and id = new.offer_id for update;
  select coalesce(sum(accepted + refused), 0) into said from procurement.produce_answer where facility_id = new.facility_id and offer_id = new.offer_id;
  if said + new.accepted + new.refused > whole then
    raise exception 'more is answered than was offered' using errcode = 'KB001', hint = 'absorption.beyond_offer', detail = jsonb_build_object('left', whole - said)::text;
  end if;
  return new;
end $$;
create trigger answer_within_offer before insert on procurement.produce_answer for each row execute function procurement.answer_within_offer();
create function procurement.shortage_decided_once() returns trigger language plpgsql as $$
-- The generated column is not computed yet when this asks.
declare free text[] := array['state', 'number', 'document_code', 'returned_reason', 'decided_by', 'decided_person', 'decided_at', 'shortage_idr'];
begin
  if old.state <> 'prepared' then raise exception 'a shortage certificate is decided once' using errcode = '55000'; end if;
  if to_jsonb(new) - free <> to_jsonb(old) - free then raise exception 'what was prepared is not rewritten' using errcode = '55000'; end if;
  return new;
end $$;
create trigger decided_once before update on procurement.shortage_certificate for each row execute function procurement.shortage_decided_once();
-- A contract is taken hold of once; nothing else of it changes.
create function procurement.contract_claimed_once() returns trigger language plpgsql as $$
declare free text[] := array['supplier_account', 'supplier_person', 'claimed_at'];
begin
  if old.supplier_account is not null or to_jsonb(new) - free <> to_jsonb(old) - free then raise exception 'a supply contract is corrected by its addendum' using errcode = '55000'; end if;
  return new;
end $$;
create trigger claimed_once before update on procurement.supply_contract for each row execute function procurement.contract_claimed_once();
-- In whose rows a supplier writes: proved by the code on paper, or by holding the contract.
create function procurement.facility_of_claim(code text) returns uuid language sql stable security definer set search_path = pg_catalog as $$ select facility_id from procurement.supply_contract where claim_code = code and supplier_account is null $$;
create function procurement.mine_to_supply(f uuid, c uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select 1 from procurement.supply_contract where facility_id = f and id = c and supplier_account = (select kernel.acting())) $$;
select kernel.scope_to_facility(t) from unnest(array['procurement.supply_contract', 'procurement.supply_addendum', 'procurement.harvest', 'procurement.market_price', 'procurement.produce_offer', 'procurement.produce_answer', 'procurement.shortage_certificate']::regclass[]) t;
select kernel.insert_only(t) from unnest(array['procurement.supply_addendum', 'procurement.harvest', 'procurement.market_price', 'procurement.produce_offer', 'procurement.produce_answer']::regclass[]) t;
revoke delete on procurement.supply_contract, procurement.shortage_certificate from karya_app;
create policy own on procurement.supply_contract for select using (supplier_account = (select kernel.acting()));
create policy own on procurement.supply_addendum for select using (procurement.mine_to_supply(facility_id, contract_id));
create policy own on procurement.produce_offer for select using (procurement.mine_to_supply(facility_id, contract_id));
create policy own on procurement.produce_answer for select using (exists (select 1 from procurement.produce_offer o where o.facility_id = produce_answer.facility_id and o.id = offer_id and procurement.mine_to_supply(o.facility_id, o.contract_id)));
create policy own on procurement.shortage_certificate for select using (procurement.mine_to_supply(facility_id, contract_id) and state = 'signed');
grant select on procurement.absorption_rule to karya_app;
grant execute on function procurement.facility_of_claim(text), procurement.mine_to_supply(uuid, uuid) to karya_app;

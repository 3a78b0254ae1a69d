-- Quotes and negotiation: what is asked and answered stands in versions that are never rewritten; the last one both sides signed becomes the order.
create table orders.quote (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null unique, agency_id uuid not null references organisation.agency, agency_unit text not null, rup_code text, subject text not null check (length(subject) between 3 and 200),
  state text not null default 'asked' check (state in ('asked', 'drafted', 'offered', 'countered', 'agreed', 'declined', 'withdrawn', 'expired')), answer_by date not null,
  asked_by uuid, asked_person uuid, asked_at timestamptz not null, ended_at timestamptz, end_reason text, order_number text, is_sample boolean not null default false,
  primary key (facility_id, id), constraint quote_ordered check ((state = 'agreed') = (order_number is not null))
);
create index quote_agency on orders.quote (agency_id, asked_at desc);
create index quote_open on orders.quote (answer_by) where state in ('asked', 'drafted', 'offered', 'countered');
create table orders.quote_version (
  facility_id uuid not null, id uuid not null default kernel.new_id(), quote_id uuid not null, agency_id uuid not null, version int not null check (version > 0), side text not null check (side in ('buyer', 'maker')),
  lines jsonb not null check (jsonb_typeof(lines) = 'array' and jsonb_array_length(lines) between 1 and 100), deliver_to jsonb not null, day date not null, delivery_idr bigint not null default 0 check (delivery_idr >= 0), valid_until date, note text not null default '',
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, sent_by uuid, sent_person uuid, sent_at timestamptz, returned_at timestamptz, return_reason text,
  primary key (facility_id, id), constraint quote_version_once unique (facility_id, quote_id, version), foreign key (facility_id, quote_id) references orders.quote,
  constraint quote_offer_valid check (side = 'buyer' or valid_until is not null),
  -- What binds the maker is prepared by one and signed by another.
  constraint quote_two_persons check (side = 'buyer' or sent_person is null or sent_person <> prepared_person),
  constraint quote_sent_or_returned check (sent_at is null or returned_at is null)
);
create function orders.quote_version_frozen() returns trigger language plpgsql as $$
declare steps text[] := array['sent_by', 'sent_person', 'sent_at', 'returned_at', 'return_reason'];
begin
  if tg_op = 'DELETE' or old.sent_at is not null or old.returned_at is not null or to_jsonb(new) - steps <> to_jsonb(old) - steps
  then raise exception 'a version of a quote is frozen' using errcode = '55000'; end if;
  return new;
end $$;
create trigger frozen before update or delete on orders.quote_version for each row execute function orders.quote_version_frozen();
alter table orders.quote_version enable always trigger frozen;
select kernel.scope_to_facility('orders.quote', 'agency_id'), kernel.scope_to_facility('orders.quote_version');
-- The agency reads its own words, and the maker's once they are signed.
create policy of_agency on orders.quote_version for select using (agency_id = (select kernel.agency()) and (side = 'buyer' or sent_at is not null));
revoke delete on orders.quote, orders.quote_version from karya_app;
-- On which agreement an order's prices stand, and which account of the budget carries a line.
alter table orders.sales_order add column basis jsonb, add column framework_id uuid;
alter table orders.order_line add column budget_account text check (budget_account ~ '^[0-9]{6}$'), add column framework_line_id uuid;

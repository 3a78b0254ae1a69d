-- Swakelola of type II: the agency plans and supervises, the facility carries out. Six papers in sequence, each prepared by one side and signed by both.
create table orders.swakelola (
  facility_id uuid not null references organisation.facility, id uuid not null default kernel.new_id(), number text not null unique, agency_id uuid not null references organisation.agency, agency_unit text not null, subject text not null check (length(subject) between 3 and 200), rup_code text, value_idr bigint not null check (value_idr > 0), starts_on date not null, ends_on date not null,
  state text not null default 'open' check (state in ('open', 'completed', 'ended')), opened_by uuid, opened_person uuid, opened_at timestamptz not null, ended_at timestamptz, end_reason text, is_sample boolean not null default false,
  primary key (facility_id, id), check (ends_on >= starts_on)
);
create index swakelola_agency on orders.swakelola (agency_id);
create table orders.swakelola_paper (
  facility_id uuid not null, id uuid not null default kernel.new_id(), swakelola_id uuid not null, agency_id uuid not null, step int not null check (step between 1 and 6), draft int not null check (draft > 0), side text not null check (side in ('buyer', 'maker')), body jsonb not null,
  prepared_by uuid, prepared_person uuid, prepared_at timestamptz not null, buyer_by uuid, buyer_person uuid, buyer_at timestamptz, maker_by uuid, maker_person uuid, maker_at timestamptz, returned_at timestamptz, return_reason text, document text,
  primary key (facility_id, id), constraint swakelola_draft_once unique (facility_id, swakelola_id, step, draft), foreign key (facility_id, swakelola_id) references orders.swakelola,
  -- Who prepares signs for neither side, and each side is signed by another person.
  constraint swakelola_two_persons check ((buyer_person is null or (buyer_person is distinct from prepared_person and buyer_person is distinct from maker_person)) and (maker_person is null or maker_person is distinct from prepared_person)),
  constraint swakelola_returned check (returned_at is null or document is null)
);
create unique index swakelola_one_living on orders.swakelola_paper (facility_id, swakelola_id, step) where returned_at is null;
create function orders.swakelola_frozen() returns trigger language plpgsql as $$
declare steps text[] := array['buyer_by', 'buyer_person', 'buyer_at', 'maker_by', 'maker_person', 'maker_at', 'returned_at', 'return_reason', 'document'];
begin
  if tg_op = 'DELETE' or old.document is not null or old.returned_at is not null or to_jsonb(new) - steps <> to_jsonb(old) - steps then raise exception 'a paper of a swakelola file is frozen' using errcode = '55000'; end if;
  return new;
end $$;
create trigger frozen before update or delete on orders.swakelola_paper for each row execute function orders.swakelola_frozen();
-- A paper comes after the one before it is signed by both.
create function orders.swakelola_in_sequence() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.step > 1 and not exists (select 1 from orders.swakelola_paper p where p.facility_id = new.facility_id and p.swakelola_id = new.swakelola_id and p.step = new.step - 1 and p.document is not null)
  then perform kernel.refuse('swakelola.out_of_sequence', 'out of sequence'); end if;
  return new;
end $$;
create trigger in_sequence before insert on orders.swakelola_paper for each row execute function orders.swakelola_in_sequence();
select kernel.scope_to_facility('orders.swakelola', 'agency_id'), kernel.scope_to_facility('orders.swakelola_paper', 'agency_id');
revoke delete on orders.swakelola, orders.swakelola_paper from karya_app;

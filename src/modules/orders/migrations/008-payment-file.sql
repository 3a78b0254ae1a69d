-- The agency's payment file: which papers each way of paying asks for, by day, and what was recorded of them.
create table orders.payment_paper (
  channel text not null check (channel in ('up', 'ls', 'ls_contract', 'catalogue')), paper text not null, position int not null, side text not null check (side in ('order', 'document', 'agency', 'maker')), document text, required boolean not null, name_id text not null, name_en text not null, valid daterange not null, legal_basis text not null, source text not null,
  primary key (channel, paper, valid), exclude using gist (channel with =, paper with =, valid with &&), check ((side = 'document') = (document is not null))
);
grant select on orders.payment_paper to karya_app;
create table orders.payment_channel (
  facility_id uuid not null, id uuid not null default kernel.new_id(), order_id uuid not null, agency_id uuid not null references organisation.agency, channel text not null check (channel in ('up', 'ls', 'ls_contract', 'catalogue')), chosen_by uuid, at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, order_id) references orders.sales_order
);
create table orders.payment_entry (
  facility_id uuid not null, id uuid not null default kernel.new_id(), order_id uuid not null, agency_id uuid not null references organisation.agency, paper text not null, number text not null check (length(number) between 2 and 100), on_day date not null, recorded_by uuid, at timestamptz not null,
  primary key (facility_id, id), foreign key (facility_id, order_id) references orders.sales_order
);
create index payment_entry_order on orders.payment_entry (facility_id, order_id);
select kernel.scope_to_facility('orders.payment_channel', 'agency_id'), kernel.scope_to_facility('orders.payment_entry', 'agency_id');
select kernel.insert_only('orders.payment_channel'), kernel.insert_only('orders.payment_entry');

-- The shop window: a published copy of what a facility offers, readable by the shop's role. Nothing here leads to a person.
create schema catalogue;
create table catalogue.category (code text primary key, slug text not null unique, name_id text not null, name_en text not null, intro_id text not null default '', intro_en text not null default '', position int not null);
create table catalogue.listing (
  product_id uuid primary key, facility_id uuid not null references organisation.facility, sku text not null unique, slug text not null unique, name_id text not null, name_en text not null, description_id text not null, description_en text not null, specification jsonb not null,
  category text not null references catalogue.category, unit text not null, price_idr bigint not null check (price_idr > 0), price_reason text not null default '', supply text not null, lead_time_days int not null, daily_capacity int not null, warranty_days int not null, weight_gram int not null,
  shape text not null, picture_kind text not null, unspsc text, kbli text, tkdn_bp int, label jsonb not null default '{}',
  -- Where a buyer's rupiah goes, computed from cost sheet and split rule at publishing: [{to, amount_idr}] plus its legal basis.
  money_split jsonb not null default '[]', split_basis text not null default '',
  facility_code text not null, facility_name text not null, regency text not null, province_code text not null, province text not null, is_sample boolean not null,
  published_at timestamptz not null, withdrawn_at timestamptz, version int not null default 1,
  search tsvector not null
);
create index listing_search on catalogue.listing using gin (search);
create index listing_trgm on catalogue.listing using gin ((lower(name_id || ' ' || name_en)) gin_trgm_ops);
create index listing_new on catalogue.listing (published_at desc, product_id desc) where withdrawn_at is null;
create index listing_category on catalogue.listing (category, published_at desc) where withdrawn_at is null;
create index listing_facility on catalogue.listing (facility_id) where withdrawn_at is null;
create index listing_price on catalogue.listing (price_idr, product_id) where withdrawn_at is null;
create table catalogue.price_history (product_id uuid not null references catalogue.listing, at timestamptz not null, price_idr bigint not null, reason text not null, primary key (product_id, at));
create table catalogue.synonym (term text primary key, means text not null);
-- Indonesian stems without the little words PostgreSQL's dictionary keeps.
create text search configuration catalogue.indonesian (copy = pg_catalog.indonesian);
grant usage on schema catalogue to karya_app, karya_shop;
grant select on all tables in schema catalogue to karya_app, karya_shop;
grant insert, update on catalogue.listing to karya_app;
grant insert on catalogue.price_history to karya_app;

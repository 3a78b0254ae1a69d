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
create index listing_trgm on catalogue.listing using gist ((lower(name_id || ' ' || name_en)) gist_trgm_ops(siglen=64));
create index listing_new on catalogue.listing (published_at desc, product_id desc) where withdrawn_at is null;
create index listing_category on catalogue.listing (category, published_at desc) where withdrawn_at is null;
create index listing_facility on catalogue.listing (facility_id) where withdrawn_at is null;
create index listing_price on catalogue.listing (price_idr, product_id) where withdrawn_at is null;
create table catalogue.price_history (product_id uuid not null references catalogue.listing, at timestamptz not null, price_idr bigint not null, reason text not null, primary key (product_id, at));
-- Words that mean the same: a term and the key of its group, which may be a category's code.
create table catalogue.synonym (term text primary key, means text not null);
create index synonym_means on catalogue.synonym (means);
-- Words that stand in the window, for 'did you mean', with their letters in order: most slips exchange two of them.
create extension if not exists fuzzystrmatch;
create function catalogue.letters(word text) returns text language sql immutable set search_path = pg_catalog as $$ select string_agg(letter, '' order by letter) from regexp_split_to_table(word, '') letter $$;
create table catalogue.word (word text primary key, letters text not null generated always as (catalogue.letters(word)) stored);
-- Indonesian stems as PostgreSQL's Snowball dictionary cuts them.
create text search configuration catalogue.indonesian (copy = pg_catalog.indonesian);
-- Words whose first syllable only looks like a prefix: cut, a shirt (kemeja) would be a table (meja) and a basket a bed.
create function catalogue.uncut() returns text language sql immutable as $$ select 'kemeja|keranjang|kepala|kelapa|kedelai|keripik|kerupuk|terasi|sekolah|kuningan|seprai|perahu' $$;
create function catalogue.stems(words text) returns tsvector language sql stable set search_path = pg_catalog as $$
  select to_tsvector('catalogue.indonesian', regexp_replace(words, '\m(' || catalogue.uncut() || ')\M', ' ', 'gi')) $$;
-- What a listing is found by: its name (A), its category and the words that mean the same (B), its description and place (C).
create function catalogue.search_of(name_id text, name_en text, in_category text, description_id text, description_en text, place text) returns tsvector
language sql stable set search_path = pg_catalog as $$
  with mine as (select distinct s.means from catalogue.synonym s where s.means = in_category
      or to_tsvector('simple', name_id || ' ' || name_en) @@ phraseto_tsquery('simple', s.term) or to_tsvector('simple', name_id || ' ' || name_en) @@ phraseto_tsquery('simple', s.means)),
    near as (select coalesce((select c.name_id || ' ' || c.name_en from catalogue.category c where c.code = in_category), '') || ' ' ||
      coalesce((select string_agg(s.term || case when s.means ~ '^[a-z ]+$' then ' ' || s.means else '' end, ' ') from catalogue.synonym s join mine using (means)), '') as words)
  select setweight(to_tsvector('simple', name_id || ' ' || name_en) || catalogue.stems(name_id) || to_tsvector('english', name_en), 'A')
    || setweight(to_tsvector('simple', words) || catalogue.stems(words) || to_tsvector('english', words), 'B')
    || setweight(to_tsvector('simple', description_id || ' ' || place) || catalogue.stems(description_id) || to_tsvector('english', description_en), 'C') from near $$;
-- Every word typed must be there: as it is (or as the beginning of a word), or by its Indonesian or English stem.
-- A lexeme stands in a query once: ts_rank forgets the prefix mark of a second one and ranks nothing. In plpgsql, for its plans are kept.
create function catalogue.query_of(typed text) returns tsquery language plpgsql stable set search_path = pg_catalog as $$
declare w text; as_is text; stem text; english text; asked text := '';
begin
  for w in select word from regexp_split_to_table(lower(typed), '[^[:alnum:]]+') word where length(word) between 2 and 40 and word <> all ('{dan,yang,untuk,dari,dengan,di,ke,atau,per,the,for,and,of,in,with}') limit 8 loop
    as_is := quote_literal(w);
    stem := case when w ~ ('^(' || catalogue.uncut() || ')$') then '' else plainto_tsquery('catalogue.indonesian', w)::text end;
    english := plainto_tsquery('english', w)::text;
    asked := concat_ws(' & ', nullif(asked, ''), '(' || as_is || case when length(w) >= 3 then ':*' else '' end
      || case when stem in ('', as_is) then '' else ' | ' || stem end || case when english in ('', as_is, stem) then '' else ' | ' || english end || ')');
  end loop;
  return asked::tsquery;
end $$;
-- The nearest word of the window to a mistyped one: few changes, the same letters exchanged, the same beginning.
create function catalogue.nearest(wrong text) returns text language sql stable set search_path = pg_catalog, public as $$
  select word from (select word, levenshtein_less_equal(word, wrong, 3) - case when letters = (select catalogue.letters(wrong)) then 1 else 0 end as changes from catalogue.word where length(word) between length(wrong) - 2 and length(wrong) + 2) near
  where changes <= case when length(wrong) <= 3 then 1 when length(wrong) <= 7 then 2 else 3 end
  order by changes, left(word, 1) <> left(wrong, 1), similarity(word, wrong) desc, word limit 1 $$;
grant usage on schema catalogue to karya_app, karya_shop;
grant select on all tables in schema catalogue to karya_app, karya_shop;
grant insert, update on catalogue.listing to karya_app;
grant insert on catalogue.price_history, catalogue.word to karya_app;
grant execute on all functions in schema catalogue to karya_app, karya_shop;

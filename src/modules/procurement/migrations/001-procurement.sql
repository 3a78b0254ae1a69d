-- The state as buyer: what agencies need, what they must buy here, and how they are let off.
create schema procurement;
grant usage on schema procurement to karya_app, karya_shop;

-- Rows of an agency: its own people and those who look over the country.
create function procurement.scope_to_agency(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy in_reach on %s using (agency_id = (select kernel.agency()) or (select kernel.everywhere())) with check (agency_id = (select kernel.agency()) or (select kernel.everywhere()))', target);
  execute format('grant select, insert, update on %s to karya_app', target);
end $$;

-- 1. Codes of goods (UNSPSC) and the words they are asked for by. Codes come from checked lists alone; none is made up here.
create table procurement.code (unspsc text primary key check (unspsc ~ '^\d{8}$'), title_en text not null, category text not null, checked_in text not null);
create table procurement.code_phrase (unspsc text not null references procurement.code, phrase text not null, source text not null, primary key (unspsc, phrase));
-- Stems of each phrase with their weight: rare words say more, and the first word of an Indonesian phrase names the thing.
create table procurement.phrase_stem (unspsc text not null, phrase text not null, stem text not null, head boolean not null, weight float8 not null, primary key (unspsc, phrase, stem), foreign key (unspsc, phrase) references procurement.code_phrase on delete cascade);
create index phrase_stem_stem on procurement.phrase_stem (stem);
-- Words of a text as stems with their order; what is a number, a size or an office's routine says nothing about the thing.
create function procurement.stems(words text) returns table (stem text, place int) language sql immutable set search_path = pg_catalog as $$
  select lexeme, min(least(p, 16000))::int from (select lexeme, unnest(positions) as p from unnest(to_tsvector('pg_catalog.indonesian', regexp_replace(lower(words), '[-/+&(),.]', ' ', 'g')))) t
  where lexeme !~ '\d' and length(lexeme) > 1 and lexeme <> all ('{ada,belanja,modal,tahun,anggar,barang,biro,kantor,pegawai,kabupaten,kota,untuk,unit,buah,cm,kg,ml,gram,isi,paket}') group by 1 $$;
create function procurement.weigh_phrases() returns void language sql as $$
  delete from procurement.phrase_stem;
  with s as (select c.unspsc, c.phrase, t.stem, t.place, min(t.place) over (partition by c.unspsc, c.phrase) as first from procurement.code_phrase c cross join lateral procurement.stems(c.phrase) t),
    rare as (select stem, ln(1 + (select count(distinct unspsc) from s) / count(distinct unspsc)::float8) as weight from s group by 1)
  insert into procurement.phrase_stem select s.unspsc, s.phrase, s.stem, s.place = s.first, rare.weight * case when s.place = s.first then 2 else 1 end from s join rare using (stem);
$$;
-- The likely codes of many texts: the share of a phrase's weight that stands in the text, halved where its first word does not; by letters only where no word is known.
create function procurement.classify(texts text[]) returns table (n int, unspsc text, title_en text, category text, score int) language sql stable set search_path = pg_catalog, public as $$
  with t as (select ord::int as n, words from unnest(texts) with ordinality u(words, ord)),
    word as (select t.n, s.stem, s.place from t cross join lateral procurement.stems(t.words) s),
    hit as (select w.n, s.unspsc, s.phrase, sum(s.weight) as got, bool_or(s.head) as head, count(*)::float8 / (max(w.place) - min(w.place) + 1) as together from word w join procurement.phrase_stem s on s.stem = w.stem group by 1, 2, 3),
    whole as (select unspsc, phrase, sum(weight) as weight, count(*) as stems from procurement.phrase_stem group by 1, 2),
    -- A phrase of more words that stands there whole, and together, says more than one of its words.
    by_word as (select h.n, h.unspsc, max(least(100, h.got / w.weight * case when h.head then 82 + 3 * least(w.stems, 3) + 9 * h.together else 45 end)) as score, max(h.got) as got from hit h join whole w using (unspsc, phrase) group by 1, 2),
    unknown as (select n, words from t where not exists (select 1 from by_word b where b.n = t.n and b.score >= 25)),
    by_letter as (select u.n, p.unspsc, max(strict_word_similarity(lower(p.phrase), lower(u.words))) * 70 as score, 0::float8 as got from unknown u cross join procurement.code_phrase p where length(p.phrase) >= 4 and strict_word_similarity(lower(p.phrase), lower(u.words)) >= 0.5 group by 1, 2),
    every as (select * from by_word where score >= 25 union all select * from by_letter),
    ranked as (select e.*, row_number() over (partition by e.n order by e.score desc, e.got desc, e.unspsc) as place from every e)
  select r.n, c.unspsc, c.title_en, c.category, round(r.score)::int from ranked r join procurement.code c on c.unspsc = r.unspsc where r.place <= 5 order by r.n, r.place $$;

-- 2. What an agency plans to buy in a year (lines of its rencana umum pengadaan). `confirmed_product_id` and the codes count once a person has confirmed them.
create table procurement.need (
  id uuid primary key default kernel.new_id(), agency_id uuid not null references organisation.agency, year int not null check (year between 2020 and 2100), rup_code text not null default '', item_text text not null check (length(item_text) between 3 and 300),
  unspsc text check (unspsc ~ '^\d{8}$'), kbki text check (kbki ~ '^\d{5,10}$'), category text, quantity bigint not null check (quantity between 1 and 1000000000), unit text not null, value_idr bigint not null check (value_idr > 0),
  regency_code text not null references organisation.regency, needed_by date not null, method text not null check (method in ('pengadaan_langsung', 'e_purchasing', 'swakelola_tipe_2', 'tender')),
  state text not null default 'recorded' check (state in ('recorded', 'confirmed', 'withdrawn')), confirmed_product_id uuid, score int check (score between 0 and 100),
  recorded_by uuid, recorded_person uuid, recorded_at timestamptz not null, confirmed_by uuid, confirmed_person uuid, confirmed_at timestamptz, withdrawn_reason text, is_sample boolean not null default false, version int not null default 1,
  constraint need_confirmed check ((state = 'confirmed') = (confirmed_at is not null)), constraint need_confirmed_code check (state <> 'confirmed' or unspsc is not null or category is not null),
  constraint need_withdrawn check ((state = 'withdrawn') = (withdrawn_reason is not null))
);
create unique index need_line_once on procurement.need (agency_id, year, rup_code, lower(item_text), regency_code, needed_by) where state <> 'withdrawn';
create index need_agency on procurement.need (agency_id, year, id desc);
create index need_code on procurement.need (year, unspsc) where state <> 'withdrawn';

-- A sheet that was checked: kept until somebody applies it or puts it aside.
create table procurement.need_import (
  id uuid primary key default kernel.new_id(), agency_id uuid not null references organisation.agency, state text not null default 'checked' check (state in ('checked', 'applied', 'put_aside')), year int not null,
  rows int not null, new_rows int not null, changed_rows int not null, faulty_rows int not null, checked_by uuid, checked_at timestamptz not null, applied_by uuid, applied_at timestamptz
);
create table procurement.need_import_row (agency_id uuid not null, import_id uuid not null references procurement.need_import, "row" int not null, cells jsonb not null, problems jsonb not null default '[]', primary key (import_id, "row"));

-- 3. The rules of the duty, dated, each with its basis. 'trial' says that no regulation stands behind it yet, and the screens say so.
create table procurement.duty_rule (
  id uuid primary key default kernel.new_id(), code text not null, seq int not null, kind text not null check (kind in ('ban', 'buyer', 'goods', 'circumstance', 'threshold', 'supply', 'duty', 'precedence', 'silence', 'appeal', 'blanket', 'share')),
  title_id text not null, title_en text not null, text_id text not null, text_en text not null, value jsonb not null, standing text not null default 'trial' check (standing in ('trial', 'in_force')),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)), legal_basis text not null, source text not null,
  state text not null default 'approved' check (state in ('proposed', 'approved', 'refused')), proposed_by uuid, proposed_person uuid, proposed_at timestamptz, approved_by uuid, approved_person uuid, approved_at timestamptz,
  constraint duty_rule_one_at_a_time exclude using gist (code with =, valid with &&) where (state = 'approved'),
  constraint duty_rule_two_persons check (approved_person is null or (approved_person <> proposed_person and approved_by <> proposed_by)),
  -- What is in force names what it rests on.
  constraint duty_rule_basis check (standing = 'trial' or length(legal_basis) >= 8)
);
create index duty_rule_day on procurement.duty_rule (seq) where state = 'approved';

select procurement.scope_to_agency(t) from unnest(array['procurement.need', 'procurement.need_import', 'procurement.need_import_row']::regclass[]) t;
grant delete on procurement.need_import_row to karya_app;
grant select on procurement.code, procurement.code_phrase, procurement.phrase_stem, procurement.duty_rule to karya_app, karya_shop;
grant insert on procurement.duty_rule to karya_app;
grant update (state, valid, approved_by, approved_person, approved_at) on procurement.duty_rule to karya_app;
revoke execute on function procurement.weigh_phrases() from public;
grant execute on function procurement.classify(text[]), procurement.stems(text) to karya_app, karya_shop;

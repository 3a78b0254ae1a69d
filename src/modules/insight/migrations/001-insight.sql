-- What is seen: the monthly report each facility signs, and what the dashboards join.
create schema insight;
create table insight.monthly_report (
  facility_id uuid not null references organisation.facility, month date not null check (extract(day from month) = 1), state text not null default 'draft' check (state in ('draft','submitted','signed')),
  content jsonb not null default '{}', explanations jsonb not null default '{}', prepared_by uuid, prepared_person uuid, prepared_at timestamptz, signed_by uuid, signed_person uuid, signed_at timestamptz, document_code text, version int not null default 1,
  primary key (facility_id, month), constraint report_two_persons check (signed_person is null or signed_person <> prepared_person)
);
grant usage on schema insight to karya_app, karya_shop;
select kernel.scope_to_facility('insight.monthly_report');

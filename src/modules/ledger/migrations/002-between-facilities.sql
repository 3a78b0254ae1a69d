-- Money that follows a person from one facility to another. The account carries both signs; over all facilities it sums to zero.
insert into ledger.account (facility_id, code, name_id, name_en, kind)
select distinct facility_id, '1900', 'Rekening antar-UPT', 'Between facilities', 'asset' from ledger.account where code = '1100' on conflict do nothing;

-- What people owe back for an advance on their wages, until it is repaid out of them.
insert into ledger.account (facility_id, code, name_id, name_en, kind)
select distinct facility_id, '1320', 'Uang muka peserta kerja', 'Advances to workers', 'asset' from ledger.account where code = '1100' on conflict do nothing;

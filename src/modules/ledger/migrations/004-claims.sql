-- What is kept back from wages by a decision belongs to others until it is handed on.
insert into ledger.account (facility_id, code, name_id, name_en, kind)
select distinct facility_id, '2600', 'Titipan potongan premi', 'Kept back from wages for others', 'liability' from ledger.account where code = '1100' on conflict do nothing;

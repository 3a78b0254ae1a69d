-- Cash on its way to the bank, and what a count found too much or too little until somebody decided whose it is.
insert into ledger.account (facility_id, code, name_id, name_en, kind)
select distinct a.facility_id, c.code, c.name_id, c.name_en, 'asset' from ledger.account a cross join (values ('1110', 'Kas', 'Cash'), ('1190', 'Selisih kas dalam pemeriksaan', 'Cash differences being looked into')) as c (code, name_id, name_en)
where a.code = '1100' on conflict do nothing;
-- A savings book of ten years is read from its account, newest first, without passing over the journals of others.
create index journal_in_order on ledger.journal (facility_id, on_day, number) include (id);

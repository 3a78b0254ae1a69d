-- What is deposited whole and comes back through the budget, and what somebody was paid beyond the part until a decision.
insert into ledger.account (facility_id, code, name_id, name_en, kind)
select distinct a.facility_id, c.code, c.name_id, c.name_en, c.kind from ledger.account a cross join (values ('1300', 'Hak atas anggaran PNBP', 'Due from the budget', 'asset'), ('1310', 'Kelebihan premi menunggu keputusan', 'Premi beyond the part, awaiting a decision', 'asset'), ('2700', 'Premi menunggu anggaran', 'Premi awaiting the budget', 'liability'), ('2710', 'Bagian lain menunggu anggaran', 'Other parts awaiting the budget', 'liability')) as c (code, name_id, name_en, kind)
where a.code = '1100' on conflict do nothing;

-- What buyers pay for delivery is the carrier's, never divided: an account of its own, in the books that are open already.
insert into ledger.account (facility_id, code, name_id, name_en, kind)
select distinct facility_id, '2500', 'Titipan ongkos kirim', 'Delivery to be passed on', 'liability' from ledger.account where code = '1100' on conflict do nothing;

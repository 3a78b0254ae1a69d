-- A savings book of ten years adds its postings up from the index of its account, without a visit to each row.
drop index ledger.posting_account;
create index posting_account on ledger.posting (facility_id, account_id, journal_id) include (amount_idr);

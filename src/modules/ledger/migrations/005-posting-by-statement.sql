-- A journal of a thousand lines is one act: balances follow it in one statement, locked in the order of their accounts, so
-- that two journals never wait for each other. The rules are those of before: only in the journal's own transaction, only
-- into accounts that have a balance.
drop trigger a_posting_in on ledger.posting;
create or replace function ledger.posting_in() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare wanted int; done int;
begin
  if exists (select 1 from (select distinct facility_id, journal_id from posted) p where not exists (select 1 from ledger.journal j where j.facility_id = p.facility_id and j.id = p.journal_id and j.tx = pg_current_xact_id()))
  then raise exception 'posting outside the transaction of its journal' using errcode = '55000'; end if;
  perform 1 from ledger.balance b where (b.facility_id, b.account_id) in (select facility_id, account_id from posted) order by b.facility_id, b.account_id for update;
  select count(*) into wanted from (select distinct facility_id, account_id from posted) each;
  update ledger.balance b set balance_idr = b.balance_idr + p.amount_idr from (select facility_id, account_id, sum(amount_idr) as amount_idr from posted group by 1, 2) p where b.facility_id = p.facility_id and b.account_id = p.account_id;
  get diagnostics done = row_count;
  if done <> wanted then raise exception 'account has no balance row' using errcode = '23503'; end if;
  return null;
end $$;
create trigger a_posting_in after insert on ledger.posting referencing new table as posted for each statement execute function ledger.posting_in();

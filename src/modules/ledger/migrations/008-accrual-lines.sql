-- Where our accounts stand in the government's accrual statements: dated rows with their basis, and whether the account code was seen in a source.
create table ledger.accrual_line (
  id uuid primary key default kernel.new_id(), statement text not null check (statement in ('neraca', 'lo', 'lra')), account text not null check (account ~ '^[0-9]{4}$'), journal_kind text not null default '', part text not null check (part in ('asset', 'liability', 'equity', 'revenue', 'expense', 'receipt', 'spending')),
  position int not null, line_id text not null, line_en text not null, bas_code text check (bas_code ~ '^[0-9]{6}$'), valid daterange not null check (not isempty(valid) and not lower_inf(valid)), legal_basis text not null, verified boolean not null, source text not null,
  constraint accrual_line_one_at_a_time exclude using gist (statement with =, account with =, journal_kind with =, valid with &&)
);
grant select on ledger.accrual_line to karya_app;

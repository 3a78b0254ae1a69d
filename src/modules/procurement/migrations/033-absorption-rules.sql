-- A new rule of absorption begins on a day to come: proposed by one person of headquarters, put into force by another. Contracts keep the rule of their first day.
create table procurement.absorption_proposal (
  id uuid primary key default kernel.new_id(), percent_bp int not null check (percent_bp between 1 and 10000), base text not null check (base in ('contract_value', 'harvest')), from_day date not null, legal_basis text not null, verified boolean not null, doubt text not null default '', source text not null,
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'refused')), proposed_by uuid, proposed_person uuid, proposed_at timestamptz not null, decided_by uuid, decided_person uuid, decided_at timestamptz, refused_reason text,
  constraint absorption_rule_two_persons check (decided_person is null or decided_person <> proposed_person), constraint doubt_is_said check (verified or length(doubt) >= 10), check ((state = 'proposed') = (decided_at is null)), check ((state = 'refused') = (refused_reason is not null))
);
create unique index absorption_proposal_in_hand on procurement.absorption_proposal ((true)) where state = 'proposed';
create function procurement.absorption_decided_once() returns trigger language plpgsql as $$
declare free text[] := array['state', 'decided_by', 'decided_person', 'decided_at', 'refused_reason'];
begin
  if old.state <> 'proposed' or to_jsonb(new) - free <> to_jsonb(old) - free then raise exception 'a proposal is decided once and not rewritten' using errcode = '55000'; end if;
  return new;
end $$;
create trigger decided_once before update on procurement.absorption_proposal for each row execute function procurement.absorption_decided_once();
alter table procurement.absorption_proposal enable row level security;
create policy in_reach on procurement.absorption_proposal using ((select kernel.everywhere())) with check ((select kernel.everywhere()));
grant select, insert, update on procurement.absorption_proposal to karya_app;
grant insert on procurement.absorption_rule to karya_app;
grant update (valid) on procurement.absorption_rule to karya_app;

// Every check of `karya verify` finds the fault it is for: each is planted in the demo world, found, and taken back.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import pg from 'pg';
import { checkNames, verifyOn } from '../src/verify.ts';
import { openHouse } from './house.ts';
import { worldName } from './prepare.ts';

let client: pg.Client;
const closing: (() => Promise<void>)[] = [];
before(async () => {
  const house = await openHouse({ after: (fn: () => Promise<void>) => void closing.push(fn) }, { database: worldName });
  client = new pg.Client({ connectionString: house.adminUrl });
  client.on('error', () => {});
  await client.connect();
});
after(async () => {
  await client.end();
  for (const close of closing) await close();
});

/** What the database itself would refuse: triggers at rest, checks, exclusions and unique indexes gone, until the transaction is taken back. */
const free = (...tables: string[]): string => tables.map((table) => `
  alter table ${table} disable trigger user;
  do $$ declare c record; begin
    for c in select conname from pg_constraint where conrelid = '${table}'::regclass and contype in ('c', 'x', 'u', 'f') loop execute format('alter table ${table} drop constraint %I cascade', c.conname); end loop;
    for c in select i.indexrelid::regclass as name from pg_index i where i.indrelid = '${table}'::regclass and i.indisunique and not i.indisprimary loop execute format('drop index %s cascade', c.name); end loop;
  end $$;`).join('');
const copyOf = (table: string, changed: string, where: string): string => `insert into ${table} select (jsonb_populate_record(t, ${changed})).* from ${table} t where ${where} limit 1`;

const plants: Record<string, string> = {
  'journal.balanced': `${free('ledger.posting')} update ledger.posting set amount_idr = amount_idr + 1 where (journal_id, line) = (select journal_id, line from ledger.posting limit 1)`,
  'balance.is_postings': `update ledger.balance set balance_idr = balance_idr - 1 where account_id = (select id from ledger.account where code = '1100' limit 1)`,
  'savings.never_negative': `${free('ledger.balance')} update ledger.balance set balance_idr = 1 where account_id = (select id from ledger.account where worker_id is not null limit 1)`,
  'savings.from_settlements': `${free('pay.settlement_worker')} update pay.settlement_worker set amount_idr = amount_idr + 1 where (settlement_id, worker_id) = (select w.settlement_id, w.worker_id from pay.settlement_worker w join pay.settlement s on s.id = w.settlement_id where s.state = 'approved' limit 1)`,
  'stock.is_moves': `update inventory.item set on_hand = on_hand + 1 where id = (select id from inventory.item limit 1)`,
  'stock.reserved_is_reservations': `${free('inventory.item')} update inventory.item set reserved = reserved + 1 where id = (select id from inventory.item limit 1)`,
  'lot.left': `${free('inventory.lot')} update inventory.lot set left_quantity = left_quantity - 1 where id = (select id from inventory.lot limit 1)`,
  'settled.once': `${free('pay.settlement')} ${copyOf('pay.settlement', `jsonb_build_object('id', kernel.new_id(), 'number', 'TANAM')`, `state = 'approved'`)}`,
  'reversal.whole': `${free('pay.settlement')} update pay.settlement set state = 'reversed' where id = (select id from pay.settlement where state = 'approved' limit 1)`,
  'settlement.to_the_rupiah': `${free('pay.settlement_share')} update pay.settlement_share set amount_idr = amount_idr + 1 where settlement_id = (select id from pay.settlement where state = 'approved' limit 1) and recipient = 'capital'`,
  'wages.to_the_rupiah': `${free('pay.run_line')} update pay.run_line set net_idr = net_idr + 1 where (run_id, worker_id) = (select l.run_id, l.worker_id from pay.run_line l join pay.run r on r.id = l.run_id where r.state = 'approved' limit 1)`,
  'lot_cost.is_draws': `${free('costing.lot_sheet')} update costing.lot_sheet set material_idr = material_idr + 1 where lot_id = (select lot_id from costing.lot_sheet_published where final limit 1)`,
  'price.margin_frozen': `${free('products.price')} update products.price set margin_idr = margin_idr + 1 where id = (select id from products.price where basis is not null limit 1)`,
  'alarm.answered_in_turn': `${free('costing.alarm_answer')} update costing.alarm_answer set step = step + 1 where id = (select id from costing.alarm_answer limit 1)`,
  'difference.adds_up': `${free('pay.difference', 'pay.difference_share')} insert into pay.difference select (jsonb_populate_record(null::pay.difference, jsonb_build_object('facility_id', s.facility_id, 'id', kernel.new_id(), 'number', 'TANAM', 'settlement_id', s.id, 'reading', s.reading, 'reason', 'tanam', 'state', 'prepared', 'rule', s.rule, 'gross_before_idr', 1, 'gross_idr', 2, 'costs_idr', 0, 'basis_idr', 2, 'notes', '[]'::jsonb, 'whole', true, 'adjustments', 0, 'negative', 'claim', 'negative_basis', 'x', 'content_sha256', 'x', 'prepared_at', now()))).* from pay.settlement s where s.state = 'approved' limit 1`,
  'budget_waits.are_2700': `${free('pay.settlement')} update pay.settlement set reading = 'deposit_all' where id = (select settlement_id from pay.settlement_share h join pay.settlement s on s.facility_id = h.facility_id and s.id = h.settlement_id where s.state = 'approved' and h.recipient = 'capital' and h.amount_idr > 0 limit 1)`,
  'adjustment.by_two': `${free('orders.adjustment')} insert into orders.adjustment (facility_id, number, order_id, line_id, kind, quantity, amount_idr, reason, paper, prepared_at) select l.facility_id, 'TANAM', l.order_id, l.id, 'return', 100000, -1, 'tanam', 'x', now() from orders.order_line l limit 1`,
  'deposit.lines': `${free('pay.deposit')} update pay.deposit set amount_idr = amount_idr + 1 where id = (select id from pay.deposit limit 1)`,
  'receivables.are_1200': `${free('ledger.journal')} update ledger.journal set kind = 'other' where id = (select p.journal_id from ledger.posting p join ledger.account a on a.id = p.account_id where a.code = '1200' limit 1)`,
  'cash.is_in_hands': `${free('pay.cash_bundle')} update pay.cash_bundle set given_idr = given_idr + 1 where id = (select id from pay.cash_bundle limit 1)`,
  'bank_file.sums': `${free('pay.bank_file')} update pay.bank_file set total_idr = total_idr + 1 where id = (select id from pay.bank_file limit 1)`,
  'month.closed_by_list': `${free('pay.year_closure')} insert into pay.year_closure (facility_id, year, figures, asked_person, asked_at, approved_person, approved_at) select id, 2025, '{}', id, now(), id, now() from organisation.facility where is_sample limit 1`,
  'two_persons': `${free('pay.settlement')} update pay.settlement set approved_person = prepared_person where id = (select id from pay.settlement where state = 'approved' and prepared_person is not null limit 1)`,
  'promise.complete': `${free('orders.promise')} delete from orders.promise where kind = 'promised' and line_id = (select l.id from orders.order_line l join orders.sales_order o on o.id = l.order_id where o.state = 'accepted' limit 1)`,
  'shipped.not_beyond_order': `${free('orders.shipment_line')} update orders.shipment_line set quantity = quantity + 1000000`,
  'refund.within_paid': `${free('orders.refund')} update orders.refund set approved_person = prepared_person where id = (select id from orders.refund where state = 'approved' and prepared_person is not null limit 1)`,
  'addendum.chain': `${free('orders.order_line')} update orders.order_line set quantity = quantity + 1 where id = (select l.id from orders.order_line l join orders.sales_order o on o.id = l.order_id where o.committed_at is not null limit 1)`,
  'promise.immutable': `${free('orders.promise')} update orders.promise set day = day + 1 where kind = 'changed'`,
  'places.add_up': `${free('orders.order_place', 'orders.order_place_line')} insert into orders.order_place (facility_id, order_id, place, name, address) select facility_id, order_id, 1, 'x', 'x' from orders.order_line limit 1; insert into orders.order_place_line (facility_id, order_id, place, line_id, quantity) select facility_id, order_id, 1, id, quantity + 1 from orders.order_line l where exists (select 1 from orders.order_place p where p.order_id = l.order_id) limit 1`,
  'framework.called_within': `${free('orders.framework')} update orders.framework set called_idr = called_idr + 1 where id = (select id from orders.framework limit 1)`,
  'cancelled.holds_nothing': `${free('orders.sales_order')} update orders.sales_order set state = 'cancelled' where id = (select l.order_id from orders.order_line l join inventory.reservation r on r.ref_type = 'order_line' and r.ref_id = l.id::text limit 1)`,
  'interest.follows_steps': `${free('partnerships.interest')} update partnerships.interest set state = case state when 'sent' then 'withdrawn' else 'sent' end where id = (select id from partnerships.interest limit 1)`,
  'waiver.follows_steps': `${free('procurement.waiver')} update procurement.waiver set decided_person = hands[1] where id = (select id from procurement.waiver where state = 'granted' limit 1)`,
  'permit.within_quantity': `${free('procurement.permit_line')} update procurement.permit_line set used = quantity + 1`,
  'need.confirmed_by_somebody': `${free('procurement.need')} update procurement.need set confirmed_person = null where state = 'confirmed'`,
  'loop.reserved_within_announced': `${free('procurement.announcement_line')} update procurement.announcement_line set reserved = reserved + 1 where (announcement_id, kind_id) = (select announcement_id, kind_id from procurement.reservation limit 1)`,
  'loop.called_within_reserved': `${free('procurement.reservation')} update procurement.reservation set called = called + 1 where id = (select id from procurement.reservation limit 1)`,
  'allocation.to_the_piece': `${free('procurement.allocation_cell')} update procurement.allocation_cell set quantity = quantity + 1 where (demand_line_id, facility_id) = (select demand_line_id, facility_id from procurement.allocation_cell limit 1)`,
  'session.closed_clean': `${free('workshop.attendance')} delete from workshop.attendance where session_id = (select a.session_id from workshop.attendance a join workshop.session s on s.id = a.session_id where s.state = 'closed' limit 1)`,
  'capture.once': `${free('workshop.attendance')} update workshop.attendance set capture_id = kernel.new_id() where id = (select id from workshop.attendance limit 1)`,
  'inspection.second_person': `${free('production.inspection')} update production.inspection set inspector_id = o.recorded_by from production.output o where o.work_order_id = inspection.work_order_id and o.recorded_by is not null`,
  'budget.ceiling_is_facts': `${free('budget.ceiling')} update budget.ceiling set committed_idr = committed_idr + 1 where (facility_id, account) = (select facility_id, account from budget.ceiling limit 1)`,
  'asset.retired_by_two': `${free('budget.asset_retirement')} update budget.asset_retirement set decided_person = null where state = 'approved'`,
  'proposal.total_is_lines': `${free('budget.proposal')} update budget.proposal set total_idr = total_idr + 1 where id = (select id from budget.proposal limit 1)`,
  'absorption.within_offer': `${free('procurement.produce_answer')} update procurement.produce_answer set accepted = accepted + 100000 where id = (select id from procurement.produce_answer limit 1)`,
  'shortage.signed_by_two': `${free('procurement.shortage_certificate')} update procurement.shortage_certificate set decided_person = prepared_person where state = 'signed'`,
  'spend.sheet_is_lines': `${free('procurement.spend_line')} update procurement.spend_line set amount_idr = amount_idr + 1 where (sheet_id, line) = (select sheet_id, line from procurement.spend_line limit 1)`,
  'flag.follows_steps': `${free('procurement.flag')} update procurement.flag set state = 'answered' where id = (select id from procurement.flag where state = 'open' limit 1)`,
  'certificate.earned': `${free('training.assessment')} update training.assessment set outcome = 'not_yet' where enrolment_id = (select enrolment_id from training.certificate limit 1)`,
  'instructor.certified': `${free('training.instructor_certificate')} update training.instructor_certificate set valid = '[2020-01-01,2020-01-02)'`,
  'intake.places': `${free('training.intake')} update training.intake set capacity = 0 where id = (select intake_id from training.enrolment where state = 'competent' limit 1)`,
  'certificate.revoked_everywhere': `${free('training.credential')} update training.credential set revoked_at = now() where id = (select id from training.credential where revoked_at is null limit 1)`,
  'hours.within_rules': `insert into kernel.rule (key, facility_id, value, valid, legal_basis) select 'work.max_minutes_per_day', facility_id, '30', '[2026-01-01,)', 'x' from workshop.session where state = 'closed' limit 1`,
  'placement.within_capacity': `${free('workshop.workshop')} update workshop.workshop set capacity = 0 where id = (select workshop_id from workforce.placement where approved_at is not null limit 1)`,
  'placement.nobody_who_left': `${free('workforce.worker')} update workforce.worker set state = 'released' where id = (select worker_id from workforce.placement where approved_at is not null and upper(valid) is null limit 1)`,
  'placement.by_two_persons': `${free('workforce.placement')} update workforce.placement set approved_person = proposed_person where id = (select id from workforce.placement where proposed_person is not null limit 1)`,
  'team.one_holder': `${free('organisation.appointment')} ${copyOf('organisation.appointment', `jsonb_build_object('id', kernel.new_id())`, `kind = 'definitive'`)}`,
  'delegation.within_term': `${free('identity.assignment')} insert into identity.assignment select (jsonb_populate_record(t, jsonb_build_object('id', kernel.new_id(), 'on_behalf_of', t.id))).* from identity.assignment t limit 1`,
  'session.supervised': `${free('workshop.session')} update workshop.session set supervision = jsonb_set(supervision, '{officers}', '99') where id = (select id from workshop.session where supervision is not null limit 1)`,
  'objection.overdue_listed': `${free('kiosk.objection')} update kiosk.objection set state = 'open', due_on = '2020-01-01' where id = (select id from kiosk.objection limit 1); drop view kiosk.overdue_published cascade; create view kiosk.overdue_published as select facility_id, 'objection'::text as kind, number from kiosk.objection where false`,
  'objection.other_person': `${free('kiosk.objection')} update kiosk.objection set answered_person = id, prepared_persons = array[id] where id = (select id from kiosk.objection limit 1)`,
  'roster.valid_basis': `${free('workforce.placement')} update workforce.placement set approved_at = null where id = (select r.placement_id from workshop.roster r join workshop.session s on s.id = r.session_id where s.state <> 'cancelled' limit 1)`,
  'person.one_facility': `${free('workforce.worker')} update workforce.worker set register_number = 'TANAM' where id in (select distinct on (facility_id) id from workforce.worker where state = 'present')`,
  'person.always_paid': `${free('workforce.worker', 'workforce.placement')} update workforce.worker set kind = 'remand'; update workforce.placement set paid = false`,
  'allowance.paid_once': `${free('pay.run_line')} update pay.run_line set allowance_idr = allowance_idr + 1 where (run_id, worker_id) = (select run_id, worker_id from pay.run_line limit 1)`,
  'objection.leads_to_correction': `${free('kiosk.objection')} update kiosk.objection set state = 'answered', outcome = 'upheld', answer = 'x', number = number || '-x' where id = (select id from kiosk.objection limit 1)`,
  'hold.within_book': `${free('pay.hold')} insert into pay.hold (facility_id, number, worker_id, amount_idr, cause, reason, basis, valid, placed_at) select facility_id, 'TH-x', id, 1000000000, 'court', 'contoh', 'contoh', daterange(current_date - 1, current_date + 5), now() from workforce.worker where state = 'present' limit 1`,
  'payout.has_receipt': `${free('pay.withdrawal')} insert into pay.withdrawal (facility_id, number, worker_id, kind, amount_idr, purpose, on_day) select facility_id, 'AT-x', id, 'DEATH_HEIRS', 5, 'contoh', current_date from workforce.worker where state = 'present' limit 1`,
  'custody.by_consent': `${free('pay.custody')} insert into pay.custody (facility_id, worker_id, variant, consent_on, consent_paper, valid, recorded_at) select facility_id, id, 'facility', current_date, 'contoh', daterange(current_date - 5, null), now() from workforce.worker limit 1`,
  'savings.followed': `${free('workforce.worker', 'workforce.transfer')} with p as (select w.facility_id, w.id from workforce.worker w where w.state = 'present' and pay.book(w.facility_id, w.id) > 0 limit 1), u as (update workforce.worker w set state = 'transferred' from p where w.facility_id = p.facility_id and w.id = p.id) insert into workforce.transfer (facility_id, worker_id, to_facility_id, decree, on_day, person, sent_at, state) select p.facility_id, p.id, p.facility_id, 'contoh', current_date, '{}', now(), 'received' from p`,
  'team_split.frozen': `${free('pay.team_split')} insert into pay.team_split (facility_id, hours_bp, skill_bp, output_bp, equal_bp, valid, legal_basis, simulation, state, prepared_at, decided_on) select id, 10000, 0, 0, 0, daterange(current_date - 5, null), 'contoh', '{}', 'approved', now(), current_date from organisation.facility limit 1`,
  'advance.never_beyond': `${free('pay.advance')} insert into pay.advance (facility_id, number, worker_id, amount_idr, agreement, purpose, share_bp, first_month, state, on_day, prepared_at) select facility_id, 'UM-x', id, 5, 'contoh', 'contoh', 100, date_trunc('month', current_date)::date, 'approved', current_date, now() from workforce.worker limit 1`,
  'claims.are_taken': `${free('pay.deduction')} update pay.deduction set taken_idr = taken_idr + 1, total_idr = null where id = (select id from pay.deduction limit 1)`,
  'claims.handed_on': `${free('pay.claim_payment', 'pay.deduction')} insert into pay.claim_payment (facility_id, number, deduction_id, amount_idr, recipient, evidence, state, prepared_at, journal_id) select facility_id, 'SP-x', id, 5, 'contoh', 'contoh', 'approved', now(), id from pay.deduction limit 1`,
  'savings.between_facilities': `${free('ledger.balance')} update ledger.balance set balance_idr = balance_idr + 1 where account_id = (select id from ledger.account where code = '1900' limit 1)`,
  'strategy.adopted_unchanged': `alter table strategy.node disable trigger user; update strategy.node set target = target + 1 where measure = 'charters'`,
  'maturity.verified_by_other': `${free('strategy.claim')} update strategy.claim set verified = null where verified is not null`,
  'project.gates_by_two': `${free('strategy.gate')} update strategy.gate set decided_person = asked_person where state = 'passed'`,
  'audit.chain': `${free('kernel.event')} update kernel.event set particulars = '{"forged":true}' where seq = 3`,
  'audit.head': `${free('kernel.chain_head')} update kernel.chain_head set seq = seq - 1 where seq > 1`,
  'outbox.drained': `${free('kernel.event', 'kernel.outbox')} update kernel.event set recorded_at = clock_timestamp() - interval '2 minutes' where seq = 3; insert into kernel.outbox (event_id) select id from kernel.event where seq = 3 limit 1`,
  'security.row_level': `create table budget.planted (facility_id uuid); grant select on budget.planted to karya_app`,
  'security.shop_sees_no_people': `grant select on workforce.worker to karya_shop`,
};

test('every check has a fault that it is for', () => {
  assert.deepEqual(Object.keys(plants).sort(), [...checkNames].sort());
});

for (const [check, plant] of Object.entries(plants)) {
  test(`found when planted: ${check}`, async () => {
    await client.query('begin');
    try {
      assert.deepEqual((await verifyOn(client, [check])).map(({ broken }) => broken), [0], 'sound before');
      await client.query(plant);
      const [finding] = await verifyOn(client, [check]);
      assert.ok(finding && finding.broken > 0, 'found');
    } finally {
      await client.query('rollback');
    }
  });
}

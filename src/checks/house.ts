// The house: the audit chain, the outbox, who may read what. Each statement selects what is wrong, as text; nothing may come back.
import type { Check } from '../verify.ts';

export const house: Check[] = [
  { check: 'audit.chain', rule: 'every event follows the one before it and hashes to what it says', wrong: `
    select e.chain || '#' || e.seq from kernel.event e left join kernel.event b on b.chain = e.chain and b.seq = e.seq - 1
    where e.hash <> kernel.event_hash(e.chain, e.seq, e.id, e.at, e.actor_id, e.verb, e.subject_kind, e.subject_id, e.particulars, e.prev_hash) or (e.seq > 1 and (b.hash is null or b.hash <> e.prev_hash))` },
  { check: 'audit.head', rule: 'the chain’s head is its last event', wrong: `
    select h.chain::text from kernel.chain_head h left join kernel.event e on e.chain = h.chain and e.seq = h.seq where h.seq > 0 and (e.hash is null or e.hash <> h.hash or exists (select 1 from kernel.event n where n.chain = h.chain and n.seq > h.seq))` },
  { check: 'outbox.drained', rule: 'no event waits longer than a minute for its answer', wrong: `
    select o.event_id::text from kernel.outbox o join kernel.event e on e.id = o.event_id where e.recorded_at < clock_timestamp() - interval '1 minute'` },
  { check: 'security.row_level', rule: 'every table with a facility has row-level security', wrong: `
    select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname = 'facility_id' and not a.attisdropped
    where c.relkind = 'r' and not c.relrowsecurity and has_table_privilege('karya_app', c.oid, 'select') and c.oid::regclass::text not in (${['organisation.reported_line', 'organisation.reported_product', 'organisation.signatory', 'identity.assignment', 'kernel.rule', 'workforce.suitability_check', 'workforce.waiting_priority', 'catalogue.listing', 'pay.split_rule'].map((name) => `'${name}'`).join(', ')})` },
  { check: 'security.shop_sees_no_people', rule: 'the shop’s role has no grant on people, money or orders; of orders it reads the averages of ratings, of pay the split rules, of training what a certificate’s check needs, of procurement the rules, the words of goods and what was announced', wrong: `
    select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'v') and n.nspname in ('workforce', 'identity', 'ledger', 'orders', 'workshop', 'production', 'partnerships', 'kiosk', 'budget', 'pay', 'training', 'procurement') and has_table_privilege('karya_shop', c.oid, 'select')
      and c.oid::regclass::text not in ('orders.facility_rating_published', 'orders.product_rating_published', 'pay.split_rule', 'pay.split_share', 'training.issuer', 'training.status_list', 'training.credential', 'training.competency_unit', 'procurement.code', 'procurement.code_phrase', 'procurement.phrase_stem', 'procurement.duty_rule', 'procurement.announced_published', 'procurement.waiver_reason', 'procurement.waiver_move')` },
];

import type { z } from 'zod';
import { reading, transact, type Db, type Tx } from '#kernel/db.ts';
import { permit, system } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql, type Sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';
import { marketOf, productById } from '#products';
import { alarmTransitions, stillThere, type answered, type AlarmKind } from './alarm.ts';
import { alarmById } from './alarm-queries.ts';

/**
 * Lots that cost more than they sell for, that are little but what was bought for them, or that no work order made. Only
 * final and complete sheets speak; each lot is named once, with the price of the day it was made.
 */
export async function raiseForLots(tx: Tx, facility_id: string, lots: readonly string[]): Promise<void> {
  const fresh = sql`
    fresh as (
      select s.*, c.id as price_id, c.amount_idr, s.material_idr + s.auxiliary_idr + s.packaging_idr as bought_idr, s.material_idr + s.auxiliary_idr + s.packaging_idr + s.energy_idr + s.depreciation_idr as cash_idr
      from costing.lot_sheet_published s join products.price_published c on c.facility_id = s.facility_id and c.product_id = s.product_id and c.valid @> s.made_on
      where s.facility_id = ${facility_id} and s.lot_id = any (${lots}::uuid[]) and s.final and not s.missing && array['no_draw', 'beyond_bill'])`;
  await raise(tx, facility_id, sql`
    with ${fresh} select 'below_actual', product_id, price_id, lot_id, lot_id::text, amount_idr, round(cash_idr::numeric / quantity)::bigint, floor((amount_idr * quantity - cash_idr) * 10000.0 / nullif(cash_idr, 0))::bigint, null::int, null from fresh
    where cash_idr > amount_idr * quantity`);
  await raise(tx, facility_id, sql`
    with ${fresh} select 'pass_through', product_id, price_id, lot_id, lot_id::text, amount_idr, round(bought_idr::numeric / quantity)::bigint, floor((amount_idr * quantity - bought_idr) * 10000.0 / (amount_idr * quantity))::bigint, r.limit_bp, r.legal_basis
    from fresh cross join lateral (${ruleAt('costing.value_added_bp', sql`fresh.made_on`, facility_id)}) r where (amount_idr * quantity - bought_idr) * 10000 < amount_idr * quantity * r.limit_bp`);
  await raise(tx, facility_id, sql`
    select 'bought_in', i.product_id, null::uuid, l.id, l.id::text, null::bigint, l.unit_cost_idr, null::bigint, null::int, null from inventory.lot_published l join inventory.item_published i on i.facility_id = l.facility_id and i.id = l.item_id
    where l.facility_id = ${facility_id} and l.work_order_id is null and i.product_id is not null and not exists (select 1 from costing.alarm a where a.facility_id = l.facility_id and a.kind = 'bought_in' and a.subject = l.id::text)`);
}

/** Prices that hold or will hold, of one product or of all: under their cash cost, far under the market, or little but what is bought in by the standard. */
export async function raiseForPrices(tx: Tx, { facility_id, product_id }: { facility_id: string; product_id?: string }): Promise<void> {
  const today = await dayAt(tx, facility_id);
  const prices = sql`
    prices as (
      select c.*, h.cash_cost_idr, h.material_idr + h.auxiliary_idr + h.packaging_idr as bought_idr, m.market_idr from products.price_published c
        cross join lateral (select * from products.cost_published x where x.facility_id = c.facility_id and x.product_id = c.product_id order by (x.valid_from <= greatest(lower(c.valid), ${today}::date)) desc, x.valid_from desc limit 1) h
        left join products.market_on(${facility_id}::uuid, ${today}::date) m on m.product_id = c.product_id
      where c.facility_id = ${facility_id} and (${product_id ?? null}::uuid is null or c.product_id = ${product_id ?? null}::uuid) and (upper(c.valid) is null or upper(c.valid) > ${today}::date))`;
  await raise(tx, facility_id, sql`
    with ${prices} select 'below_cost', product_id, id, null::uuid, id::text, amount_idr, cash_cost_idr, floor((amount_idr - cash_cost_idr) * 10000.0 / cash_cost_idr)::bigint, null::int, null from prices where amount_idr < cash_cost_idr`);
  await raise(tx, facility_id, sql`
    with ${prices} select 'below_market', product_id, id, null::uuid, id::text, amount_idr, market_idr, floor((amount_idr - market_idr) * 10000.0 / market_idr)::bigint, r.limit_bp, r.legal_basis
    from prices cross join lateral (${ruleAt('costing.under_market_bp', sql`${today}::date`, facility_id)}) r where amount_idr * 10000 < market_idr * (10000 - r.limit_bp)`);
  await raise(tx, facility_id, sql`
    with ${prices} select 'pass_through', product_id, id, null::uuid, id::text, amount_idr, bought_idr, floor((amount_idr - bought_idr) * 10000.0 / amount_idr)::bigint, r.limit_bp, r.legal_basis
    from prices cross join lateral (${ruleAt('costing.value_added_bp', sql`${today}::date`, facility_id)}) r where (amount_idr - bought_idr) * 10000 < amount_idr * r.limit_bp`);
}

/** By the clock, once a day: costs that begin, market prices that are too old and prices that begin tell nobody by themselves. */
export async function lookAtPrices(db: Db): Promise<void> {
  const priced = await reading(db, { actor: system }, (reader) => reader.all<{ facility_id: string }>(sql`select distinct facility_id from products.price_published`));
  for (const { facility_id } of priced) await transact(db, { actor: system }, (tx) => raiseForPrices(tx, { facility_id }));
}

/** The rule of a day with its basis, for use inside a statement. */
const ruleAt = (key: string, day: Sql, facility_id: string): Sql => sql`
  select (value)::text::int as limit_bp, legal_basis from kernel.rule where key = ${key} and valid @> ${day} and (facility_id is null or facility_id = ${facility_id}::uuid) order by facility_id nulls last limit 1`;

async function raise(tx: Tx, facility_id: string, found: Sql): Promise<void> {
  const raised = await tx.all<{ id: string; kind: AlarmKind; product_id: string }>(sql`
    insert into costing.alarm (kind, product_id, price_id, lot_id, subject, price_idr, compared_idr, measured_bp, limit_bp, legal_basis, facility_id, raised_at)
    select f.*, ${facility_id}::uuid, ${tx.now}::timestamptz from (${found}) f on conflict on constraint alarm_once do nothing returning id, kind, product_id`);
  for (const { id, kind, product_id } of raised) tx.emit({ verb: 'alarm.raised', facility_id, subject_kind: 'cost_alarm', subject_id: id, particulars: { kind, product_id } });
}

/** Somebody explains or mends it; region and headquarters send back what does not convince them. */
export async function answerAlarm(tx: Tx, { id, kind, words }: z.infer<typeof answered> & { id: string }): Promise<void> {
  const alarm = await alarmById(tx, id);
  const step = alarmTransitions.find((each) => each.from === alarm.state && each.kind === kind);
  permit(tx.actor, kind === 'returned' ? 'alarm.return' : 'alarm.answer');
  if (!step) throw new Refusal('alarm.wrong_state', { id: 'Jawaban itu tidak dapat diberikan dalam keadaan ini. Muat ulang halaman untuk melihat keadaannya.', en: 'This answer cannot be given as the alarm stands. Reload the page to see how it stands.' });
  const { facility_id, product_id } = alarm;
  if (kind === 'mended') {
    const product = await productById(tx, facility_id, product_id);
    const market = await marketOf(tx, { facility_id, product_id, day: product.today });
    if (stillThere(alarm, { price_idr: product.price_idr, cash_cost_idr: product.cash_cost_idr, market_idr: market?.market_idr ?? null })) throw new Refusal('alarm.not_mended', { id: 'Harga yang berlaku hari ini masih sama keadaannya. Ubah harganya dahulu, atau jelaskan.', en: 'At today’s price it is still so. Change the price first, or explain.' }, { field: 'kind', status: 422 });
  }
  await tx.run(sql`insert into costing.alarm_answer (facility_id, alarm_id, step, kind, words, answered_by, answered_person, answered_at) values (${facility_id}, ${id}, ${alarm.step + 1}, ${kind}, ${words}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: `alarm.${kind}`, facility_id, subject_kind: 'cost_alarm', subject_id: id, particulars: { kind: alarm.kind, words } });
}

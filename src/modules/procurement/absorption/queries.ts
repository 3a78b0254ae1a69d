import type { Reader } from '#kernel/db.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { foodCategories, meterOf, type Band, type CertificateState, type Figures, type Meter, type RefusalReason, type Rule } from './meter.ts';
import { priceBandRule } from './reference.ts';

const food = [...foodCategories];

export type ContractRow = Figures & {
  id: string; facility_id: string; facility_code: string; facility_name: string; office: string; number: string; supplier: string; kind: 'food' | 'canteen'; first_value_idr: number; claim_code: string; claimed: boolean; supplier_account: string | null; recorded_person: string | null; offers: number; rule: Rule | null; is_sample: boolean;
};
export type MeteredContract = ContractRow & { meter: Meter };
type Wanted = { facility_id?: string | undefined; id?: string | undefined; mine?: string | undefined; after?: string | undefined; limit?: number | undefined };

/** Supply contracts in reach with what was offered, taken and refused, and the rule of their first day; the newest first. */
export async function contracts(reader: Reader, { facility_id, id, mine, after, limit = 500 }: Wanted, today: string): Promise<MeteredContract[]> {
  const rows = await reader.all<ContractRow>(sql`
    with c as (
      select c.*, coalesce(last.value_idr, c.value_idr) as value_now, coalesce(last.to_day, c.to_day) as ends
      from procurement.supply_contract c left join lateral (select value_idr, to_day from procurement.supply_addendum a where a.facility_id = c.facility_id and a.contract_id = c.id order by a.recorded_at desc, a.id desc limit 1) last on true
      where (${facility_id ?? null}::uuid is null or c.facility_id = ${facility_id ?? null}::uuid) and (${id ?? null}::uuid is null or c.id = ${id ?? null}::uuid) and (${mine ?? null}::uuid is null or c.supplier_account = ${mine ?? null}::uuid) and (${after ?? null}::uuid is null or c.id < ${after ?? null}::uuid)
      order by c.id desc limit ${limit})
    select c.id, c.facility_id, f.code as facility_code, f.name as facility_name, r.name as office, c.number, c.supplier, c.kind, c.value_idr as first_value_idr, c.value_now as value_idr, c.from_day, c.ends as to_day, c.claim_code, c.supplier_account is not null as claimed, c.supplier_account, c.recorded_person, c.is_sample,
      coalesce(o.offers, 0)::int as offers, coalesce(o.offered_idr, 0)::bigint as offered_idr, coalesce(o.accepted_idr, 0)::bigint as accepted_idr, coalesce(o.refused_idr, 0)::bigint as refused_idr,
      coalesce((select k.shortage_idr from procurement.shortage_certificate k where k.facility_id = c.facility_id and k.contract_id = c.id and k.state = 'signed'), 0)::bigint as certified_idr,
      case when rule.base = 'harvest' or ${id ?? null}::uuid is not null then coalesce(procurement.harvest_value(c.facility_id, c.from_day, c.ends, ${food}::text[]), 0) end::bigint as harvest_idr, to_jsonb(rule) - 'valid' - 'regulation' as rule
    from c join organisation.facility f on f.id = c.facility_id join organisation.regional_office r on r.code = f.regional_office_code
      left join procurement.absorption_rule rule on rule.valid @> c.from_day
      left join lateral (
        select count(*) as offers, sum(o.amount_idr) as offered_idr, sum(a.accepted * o.unit_price_idr) as accepted_idr, sum(a.refused * o.unit_price_idr) as refused_idr
        from procurement.produce_offer o left join lateral (select sum(accepted) as accepted, sum(refused) as refused from procurement.produce_answer a where a.facility_id = o.facility_id and a.offer_id = o.id) a on true
        where o.facility_id = c.facility_id and o.contract_id = c.id) o on true
    order by c.id desc`);
  return rows.map((row) => ({ ...row, meter: meterOf(row, row.rule ?? undefined, today) }));
}

export async function contractById(reader: Reader, id: string, today: string): Promise<MeteredContract> {
  await reader.one(sql`select 1 from procurement.supply_contract where id = ${id}::uuid`);
  const [found] = await contracts(reader, { id }, today);
  if (!found) throw new Error('a contract that is there was not read');
  return found;
}

export type AnswerRow = { accepted: number; refused: number; reason: RefusalReason | null; words: string; delivery_note: string | null; order_number: string | null; on_day: string; by_side: 'supplier' | 'facility' };
export type OfferRow = { id: string; number: string; contract_id: string; commodity: string; unit: string; quantity: number; unit_price_idr: number; amount_idr: number; reference_idr: number; source: string | null; offered_on: string; deliver_on: string; accepted: number; refused: number; answers: AnswerRow[] };
export function offersOf(reader: Reader, { facility_id, id }: { facility_id: string; id: string }): Promise<OfferRow[]> {
  return reader.all(sql`
    select o.id, o.number, o.contract_id, o.commodity, o.unit, o.quantity, o.unit_price_idr, o.amount_idr, o.reference_idr, coalesce(h.number, l.code) as source, o.offered_on, o.deliver_on,
      coalesce(a.accepted, 0)::int as accepted, coalesce(a.refused, 0)::int as refused, coalesce(a.answers, '[]') as answers
    from procurement.produce_offer o left join procurement.harvest h on h.facility_id = o.facility_id and h.id = o.harvest_id left join inventory.lot_published l on l.facility_id = o.facility_id and l.id = o.lot_id
      left join lateral (select sum(a.accepted) as accepted, sum(a.refused) as refused, json_agg(json_build_object('accepted', a.accepted, 'refused', a.refused, 'reason', a.reason, 'words', a.words, 'delivery_note', a.delivery_note, 'order_number', s.number, 'on_day', a.on_day, 'by_side', a.by_side) order by a.id) as answers
        from procurement.produce_answer a left join orders.order_published s on s.facility_id = a.facility_id and s.id = a.order_id where a.facility_id = o.facility_id and a.offer_id = o.id) a on true
    where o.facility_id = ${facility_id} and o.contract_id = ${id} order by o.id desc`);
}

export type SourceRow = { code: string; kind: 'harvest' | 'lot'; id: string; commodity: string; unit: string; left: number; on_day: string; reference_idr: number | null; reference_person: string | null; reference_on: string | null };
/** What may still be offered, with what it would be held against: the latest market price of a harvest, the approved price of a product. */
export function offerable(reader: Reader, facility_id: string, today: string): Promise<SourceRow[]> {
  return reader.all(sql`
    with taken as (
      select o.harvest_id, o.lot_id, sum(o.quantity - coalesce(a.refused, 0)) as bound, sum(o.quantity - coalesce(a.refused, 0) - coalesce(a.accepted, 0)) as open
      from procurement.produce_offer o left join lateral (select sum(refused) as refused, sum(accepted) as accepted from procurement.produce_answer a where a.facility_id = o.facility_id and a.offer_id = o.id) a on true where o.facility_id = ${facility_id} group by 1, 2)
    select * from (
      select h.number as code, 'harvest' as kind, h.id, h.commodity, h.unit, (h.quantity - coalesce(t.bound, 0))::int as left, h.on_day, p.amount_idr as reference_idr, p.recorded_person as reference_person, p.on_day as reference_on
      from procurement.harvest h left join taken t on t.harvest_id = h.id
        left join lateral (select amount_idr, recorded_person, on_day from procurement.market_price p where p.facility_id = h.facility_id and lower(p.commodity) = lower(h.commodity) and p.unit = h.unit and p.on_day <= ${today}::date order by p.on_day desc, p.recorded_at desc limit 1) p on true
      where h.facility_id = ${facility_id}
      union all
      select l.code, 'lot', l.id, d.name_id, d.unit, least(l.quantity - coalesce(t.bound, 0), l.left_quantity - coalesce(t.open, 0))::int, l.made_on, p.amount_idr, null, ${today}::date
      from inventory.lot_published l join inventory.item_published i on i.facility_id = l.facility_id and i.id = l.item_id join products.product_published d on d.facility_id = i.facility_id and d.id = i.product_id and d.category = any (${food}::text[])
        left join taken t on t.lot_id = l.id left join products.price_published p on p.facility_id = d.facility_id and p.product_id = d.id and p.valid @> ${today}::date
      where l.facility_id = ${facility_id}) s
    where s.left > 0 order by s.on_day desc, s.code limit 200`);
}

export type HarvestRow = { number: string; commodity: string; unit: string; quantity: number; on_day: string; workshop: string | null };
export function harvests(reader: Reader, facility_id: string): Promise<HarvestRow[]> {
  return reader.all(sql`
    select h.number, h.commodity, h.unit, h.quantity, h.on_day, w.name_id as workshop from procurement.harvest h left join workshop.workshop_published w on w.facility_id = h.facility_id and w.id = h.workshop_id
    where h.facility_id = ${facility_id} order by h.on_day desc, h.number desc limit 100`);
}
export type PriceRow = { commodity: string; unit: string; amount_idr: number; on_day: string; source: string };
export function marketPrices(reader: Reader, facility_id: string): Promise<PriceRow[]> {
  return reader.all(sql`select commodity, unit, amount_idr, on_day, source from procurement.market_price where facility_id = ${facility_id} order by on_day desc, recorded_at desc limit 100`);
}
export function workshopChoices(reader: Reader, facility_id: string): Promise<{ code: string; name_id: string; name_en: string }[]> {
  return reader.all(sql`select code, name_id, name_en from workshop.workshop_published where facility_id = ${facility_id} order by code`);
}

export type AddendumRow = { number: string; value_idr: number; to_day: string; reason: string };
export function addendaOf(reader: Reader, { facility_id, id }: { facility_id: string; id: string }): Promise<AddendumRow[]> {
  return reader.all(sql`select number, value_idr, to_day, reason from procurement.supply_addendum where facility_id = ${facility_id} and contract_id = ${id} order by recorded_at, id`);
}
export type CertificateRow = { id: string; facility_id: string; contract_id: string; number: string | null; required_idr: number; offered_idr: number; accepted_idr: number; shortage_idr: number; cause: string; as_of: string; state: CertificateState; returned_reason: string | null; document_code: string | null; prepared_person: string | null };
export function certificatesOf(reader: Reader, { facility_id, id }: { facility_id: string; id: string }): Promise<CertificateRow[]> {
  return reader.all(sql`select id, facility_id, contract_id, number, required_idr, offered_idr, accepted_idr, shortage_idr, cause, as_of, state, returned_reason, document_code, prepared_person from procurement.shortage_certificate where facility_id = ${facility_id} and contract_id = ${id} order by id desc`);
}

/** In whose rows a supplier may write: the contract is its own, and that was seen through its own reach. */
export async function facilityOfSupply(reader: Reader, id: string): Promise<string> {
  return (await reader.one<{ facility_id: string }>(sql`select facility_id from procurement.supply_contract where id = ${id}::uuid and supplier_account = ${reader.actor.account_id}::uuid`)).facility_id;
}
export async function facilityOfClaim(reader: Reader, code: string): Promise<string | undefined> {
  return (await reader.one<{ id: string | null }>(sql`select procurement.facility_of_claim(${code}) as id`)).id ?? undefined;
}
export const bandOn = async (reader: Reader, day: string, facility_id: string) => ruleOn<Band>(reader, priceBandRule, day, facility_id);

import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Cause, Condition, Source } from './asset.ts';
import { priceIndexRule } from './reference.ts';
import type { PriceIndex } from './capital.ts';

export type ClassRow = { code: string; name_id: string; name_en: string; months: number; legal_basis: string };
/** The classes of equipment with the rule of life in force on a day. */
export function assetClasses(reader: Reader, day: string): Promise<ClassRow[]> {
  return reader.all(sql`select c.code, c.name_id, c.name_en, u.months, u.legal_basis from budget.asset_class c join budget.useful_life u on u.class = c.code and u.valid @> ${day}::date order by c.name_id`);
}

export type AssetRow = {
  facility_id: string; id: string; code: string; name: string; class: string; class_id: string; class_en: string; workshop_id: string | null; workshop_code: string | null; workshop_name_id: string | null; workshop_name_en: string | null;
  acquired_on: string; cost_idr: number; source: Source; donor: string | null; letter: string | null; life_months: number; life_basis: string; condition: Condition; inspected_on: string; retirement: 'proposed' | 'approved' | null; retired_on: string | null;
};
// The life of a thing follows the rule of the day it was acquired; of what is older than the first rule, that one.
const assetRows = sql`
  select a.facility_id, a.id, a.code, a.name, a.class, c.name_id as class_id, c.name_en as class_en, a.workshop_id, w.code as workshop_code, w.name_id as workshop_name_id, w.name_en as workshop_name_en,
    a.acquired_on, a.cost_idr, a.source, a.donor, a.letter, u.months as life_months, u.legal_basis as life_basis, k.condition, k.on_day as inspected_on, r.state as retirement, r.retired_on
  from budget.asset a join budget.asset_class c on c.code = a.class
    cross join lateral (select months, legal_basis from budget.useful_life l where l.class = a.class order by (l.valid @> a.acquired_on) desc, lower(l.valid) limit 1) u
    cross join lateral (select condition, on_day from budget.asset_condition i where i.facility_id = a.facility_id and i.asset_id = a.id order by i.on_day desc, i.recorded_at desc, i.id desc limit 1) k
    left join workshop.workshop_published w on w.facility_id = a.facility_id and w.id = a.workshop_id
    left join budget.asset_retirement r on r.facility_id = a.facility_id and r.asset_id = a.id and r.state in ('proposed', 'approved')`;

export type AssetFilter = { workshop?: string | undefined; class?: string | undefined; source?: Source | 'given' | undefined; condition?: Condition | undefined; retired?: boolean | undefined; q?: string | undefined; after?: string | undefined; limit?: number | undefined };
export function assets(reader: Reader, facility_id: string, { workshop, class: of, source, condition, retired = false, q = '', after = '', limit = 500 }: AssetFilter = {}): Promise<AssetRow[]> {
  return reader.all(sql`
    ${assetRows} where a.facility_id = ${facility_id} and (${workshop ?? null}::text is null or w.code = ${workshop ?? null}) and (${of ?? null}::text is null or a.class = ${of ?? null})
      and (${source ?? null}::text is null or a.source = ${source ?? null} or (${source ?? null} = 'given' and a.source <> 'bought')) and (${condition ?? null}::text is null or k.condition = ${condition ?? null})
      and (r.retired_on is not null) = ${retired} and (${q} = '' or a.name ilike '%' || ${q} || '%' or a.code ilike ${q} || '%' or a.donor ilike '%' || ${q} || '%') and a.code > ${after} order by a.code limit ${limit}`);
}
export function assetById(reader: Reader, id: string): Promise<AssetRow> {
  return reader.one(sql`${assetRows} where a.id = ${id}::uuid`);
}

export type ConditionRow = { condition: Condition; on_day: string; note: string };
export function conditionsOf(reader: Reader, asset: Pick<AssetRow, 'facility_id' | 'id'>): Promise<ConditionRow[]> {
  return reader.all(sql`select condition, on_day, note from budget.asset_condition where facility_id = ${asset.facility_id} and asset_id = ${asset.id} order by on_day desc, recorded_at desc, id desc`);
}
export type RetirementRow = { id: string; cause: Cause; reason: string; state: 'proposed' | 'approved' | 'refused'; proposed_person: string | null; letter: string | null; retired_on: string | null; refused_reason: string | null };
export function retirementsOf(reader: Reader, asset: Pick<AssetRow, 'facility_id' | 'id'>): Promise<RetirementRow[]> {
  return reader.all(sql`select id, cause, reason, state, proposed_person, letter, retired_on, refused_reason from budget.asset_retirement where facility_id = ${asset.facility_id} and asset_id = ${asset.id} order by proposed_at desc, id desc`);
}

export type WorkshopChoice = { id: string; code: string; name_id: string; name_en: string };
export function workshopChoices(reader: Reader, facility_id: string): Promise<WorkshopChoice[]> {
  return reader.all(sql`select id, code, name_id, name_en from workshop.workshop_published where facility_id = ${facility_id} order by code`);
}

/** Everything not retired of every facility in reach, with where it stands: one reading for a whole country's plan. */
export type PlannedAsset = Pick<AssetRow, 'acquired_on' | 'cost_idr' | 'life_months' | 'condition'> & { facility_code: string; facility_name: string; office: string };
export function assetsInReach(reader: Reader): Promise<PlannedAsset[]> {
  return reader.all(sql`
    select x.acquired_on, x.cost_idr, x.life_months, x.condition, f.code as facility_code, f.name as facility_name, coalesce(o.name, '–') as office
    from (${assetRows}) x join organisation.facility f on f.id = x.facility_id left join organisation.regional_office o on o.code = f.regional_office_code where x.retired_on is null order by f.name`);
}

/** The yearly rise in the price of machines: the rule of each year's first day; years ahead of all rules follow the last one. */
export async function priceIndexOf(reader: Reader, facility_id: string | null = null): Promise<PriceIndex & { basis: string }> {
  const rules = await reader.all<{ value: number; from: string; to: string | null; own: boolean; legal_basis: string }>(sql`
    select value, lower(valid) as from, upper(valid) as to, facility_id is not null as own, legal_basis from kernel.rule where key = ${priceIndexRule} and (facility_id is null or facility_id = ${facility_id}::uuid) order by facility_id nulls last, lower(valid)`);
  const [first] = rules;
  if (!first) throw new Error(`no rule ${priceIndexRule}`);
  const index = (year: number) => (rules.find(({ from, to }) => from <= `${year}-01-01` && (to === null || to > `${year}-01-01`)) ?? first).value;
  return Object.assign(index, { basis: (rules.at(-1) ?? first).legal_basis });
}

import type { Reader } from '#kernel/db.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { empty, sql, type Sql } from '#kernel/sql.ts';
import { askedCode, type AgencyRow, type Duty, type FacilityRow, type SignatoryRow } from './facility.ts';

const facilityColumns = sql`
  f.id, f.code, f.name, f.kind, f.class, f.timezone, f.province_code, p.name_id as province, f.regency_code, r.name as regency, f.regional_office_code,
  f.latitude, f.longitude, f.is_industrial, f.is_sample, f.aliases, f.address, f.phone, f.whatsapp, f.email, f.intro_id, f.intro_en, f.source
  from organisation.facility f join organisation.province p on p.code = f.province_code join organisation.regency r on r.code = f.regency_code`;

export async function facilityByCode(reader: Reader, code: string): Promise<FacilityRow> {
  if (!askedCode.safeParse(code).success) throw new NotFound();
  return reader.one<FacilityRow>(sql`select ${facilityColumns} where f.code = ${code}`);
}

export async function facilityById(reader: Reader, id: string): Promise<FacilityRow> {
  return reader.one<FacilityRow>(sql`select ${facilityColumns} where f.id = ${id}::uuid`);
}

/** A regency or city by its full name, as written in the register. */
export async function regencyByName(reader: Reader, name: string): Promise<{ code: string; province_code: string; timezone: string; latitude: number; longitude: number }> {
  const regency = await reader.maybe<{ code: string; province_code: string; timezone: string; latitude: number; longitude: number }>(sql`
    select code, province_code, timezone, latitude, longitude from organisation.regency where lower(name) = lower(${name}) order by code limit 1`);
  if (!regency) throw unknownRegency;
  return regency;
}

const unknownRegency = new Refusal('facility.regency_unknown', {
  id: 'Kabupaten atau kota ini tidak ada dalam daftar. Tulis lengkap, misalnya “Kabupaten Sukamara”.',
  en: 'This regency or city is not on the list. Write it in full, for example “Kabupaten Sukamara”.',
}, { field: 'regency_name', status: 422 });

const agencyColumns = sql`id, code, name, short_name, kind, name_en, official_code, province_code, is_sample, source from organisation.agency`;

export async function agencyByCode(reader: Reader, code: string): Promise<AgencyRow> {
  if (!askedCode.safeParse(code).success) throw new NotFound();
  return reader.one<AgencyRow>(sql`select ${agencyColumns} where code = ${code}`);
}

export async function agencyById(reader: Reader, id: string): Promise<AgencyRow> {
  return reader.one<AgencyRow>(sql`select ${agencyColumns} where id = ${id}::uuid`);
}

export type FacilityRating = { ratings: number; quality: number; punctuality: number; service: number };
/** What agencies say of a facility's deliveries, once enough of them have. */
export function facilityRating(reader: Reader, facility_id: string): Promise<FacilityRating | undefined> {
  return reader.maybe(sql`select ratings, quality, punctuality, service from orders.facility_rating_published where facility_id = ${facility_id}::uuid`);
}

/** National holidays and joint leave: no working days. */
export async function holidays(reader: Reader): Promise<Set<string>> {
  const rows = await reader.all<{ day: string }>(sql`select distinct day from organisation.holiday`);
  return new Set(rows.map((row) => row.day));
}

/** Who signs for a unit on a day; undefined when nobody is named. */
export async function signatoryOn(reader: Reader, wanted: { facility_id?: string | null; agency_id?: string | null; duty: Duty; day: string }): Promise<SignatoryRow | undefined> {
  const unit = wanted.facility_id ?? wanted.agency_id ?? null;
  return reader.maybe<SignatoryRow>(sql`
    select id, duty, name, nip, position, decree, lower(valid) as "from", upper(valid) - 1 as "to" from organisation.signatory
    where coalesce(facility_id, agency_id) = ${unit}::uuid and duty = ${wanted.duty} and valid @> ${wanted.day}::date`);
}

export type FacilityFilter = { q?: string; province?: string; kind?: string; category?: string; limit: number; after?: string };
export type FacilityListRow = FacilityRow & { categories: string[]; lines: number };

/** The directory: invented units of a demonstration, then units that are reported to make something, then the others. One page after the unit `after`. */
export async function listFacilities(reader: Reader, filter: FacilityFilter): Promise<FacilityListRow[]> {
  return reader.all<FacilityListRow>(sql`
    select coalesce(l.categories, '{}') as categories, coalesce(l.lines, 0)::int as lines, ${facilityColumns}
    left join lateral (select array_agg(distinct category order by category) as categories, count(*) as lines from organisation.reported_line where facility_id = f.id) l on true
    where ${matching(filter)} ${filter.after === undefined ? empty : sql`and (${rank}, f.code) > (coalesce((select ${rank} from organisation.facility f where f.code = ${filter.after}), 0), ${filter.after})`}
    order by ${rank}, f.code limit ${filter.limit}`);
}

const rank = sql`case when f.is_sample then 0 when exists (select 1 from organisation.reported_line x where x.facility_id = f.id) then 1 else 2 end`;

export async function countFacilities(reader: Reader, filter: Omit<FacilityFilter, 'limit' | 'after'>): Promise<number> {
  const { n } = await reader.one<{ n: number }>(sql`select count(*)::int as n from organisation.facility f join organisation.province p on p.code = f.province_code join organisation.regency r on r.code = f.regency_code where ${matching(filter)}`);
  return n;
}

/** Units that exist: the invented ones of a demonstration are not counted. */
export async function countRealFacilities(reader: Reader): Promise<number> {
  return (await reader.one<{ n: number }>(sql`select count(*)::int as n from organisation.facility where not is_sample`)).n;
}

export type FacilityDot = { code: string; name: string; kind: string; latitude: number; longitude: number; is_sample: boolean; lines: number };

/** One dot per unit that answers the filter. */
export async function facilityDots(reader: Reader, filter: Omit<FacilityFilter, 'limit' | 'after'>): Promise<FacilityDot[]> {
  return reader.all<FacilityDot>(sql`
    select f.code, f.name, f.kind, f.latitude, f.longitude, f.is_sample, (select count(*)::int from organisation.reported_line l where l.facility_id = f.id) as lines
    from organisation.facility f join organisation.province p on p.code = f.province_code join organisation.regency r on r.code = f.regency_code
    where ${matching(filter)} order by f.code`);
}

function matching({ q, province, kind, category }: Omit<FacilityFilter, 'limit' | 'after'>): Sql {
  const pattern = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
  return sql`(${province ?? null}::text is null or f.province_code = ${province ?? null})
    and (${kind ?? null}::text is null or f.kind = ${kind ?? null})
    and (${category ?? null}::text is null or exists (select 1 from organisation.reported_line x where x.facility_id = f.id and x.category = ${category ?? null}))
    and (${pattern}::text is null or f.name ilike ${pattern} or r.name ilike ${pattern} or p.name_id ilike ${pattern} or array_to_string(f.aliases, ' ') ilike ${pattern}
      or exists (select 1 from organisation.reported_line x where x.facility_id = f.id and x.line ilike ${pattern}))`;
}

export type ReportedLine = { line: string; category: string; note: string; source: string };
export async function reportedLines(reader: Reader, facility_id: string): Promise<ReportedLine[]> {
  return reader.all<ReportedLine>(sql`select line, category, note, source from organisation.reported_line where facility_id = ${facility_id}::uuid order by line`);
}

export type ReportedProduct = { code: string; name: string; category: string; unit: string; price_idr_min: number | null; price_idr_max: number | null; price_basis: string; description_id: string; description_en: string; source: string };
export async function reportedProducts(reader: Reader, facility_id: string): Promise<ReportedProduct[]> {
  return reader.all<ReportedProduct>(sql`
    select code, name, category, unit, price_idr_min, price_idr_max, price_basis, description_id, description_en, source from organisation.reported_product where facility_id = ${facility_id}::uuid order by name`);
}

export async function provinces(reader: Reader): Promise<{ code: string; name_id: string; name_en: string }[]> {
  return reader.all(sql`select code, name_id, name_en from organisation.province order by name_id`);
}

export async function listAgencies(reader: Reader, { q, kind, limit, after }: { q?: string; kind?: string; limit: number; after?: string }): Promise<AgencyRow[]> {
  const pattern = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
  return reader.all<AgencyRow>(sql`
    select ${agencyColumns} where (${kind ?? null}::text is null or kind = ${kind ?? null}) and (${pattern}::text is null or name ilike ${pattern} or short_name ilike ${pattern})
      and (${after ?? null}::text is null or code > ${after ?? null}) order by code limit ${limit}`);
}

export type HolidayRow = { day: string; name_id: string; name_en: string; kind: string; basis: string; source: string };
export async function listHolidays(reader: Reader, year?: number): Promise<HolidayRow[]> {
  return reader.all<HolidayRow>(sql`select day, name_id, name_en, kind, basis, source from organisation.holiday where ${year ?? null}::int is null or extract(year from day) = ${year ?? null} order by day, name_id`);
}

export type RegulationRow = { code: string; title: string; kind: string; date: string | null; in_force: string; gives: string; effective_figure: string | null; verified: boolean; source: string };
export async function listRegulations(reader: Reader): Promise<RegulationRow[]> {
  return reader.all<RegulationRow>(sql`select code, title, kind, date, in_force, gives, effective_figure, verified, source from organisation.regulation order by date desc nulls last, code`);
}

export async function regionalOffices(reader: Reader): Promise<{ code: string; name: string }[]> {
  return reader.all(sql`select code, name from organisation.regional_office order by name`);
}

/** Every unit and agency by name, for choosing one in a form. */
export async function facilityChoices(reader: Reader): Promise<{ id: string; code: string; name: string }[]> {
  return reader.all(sql`select id, code, name from organisation.facility order by is_sample desc, name`);
}

export async function agencyChoices(reader: Reader): Promise<{ id: string; code: string; name: string }[]> {
  return reader.all(sql`select id, code, name from organisation.agency order by is_sample desc, name`);
}

export async function officeName(reader: Reader, code: string): Promise<string> {
  return (await reader.one<{ name: string }>(sql`select name from organisation.regional_office where code = ${code}`)).name;
}

import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { placeWords, quoted, zoneBetween, type DeliveryBasis, type Place, type Quote, type Tariff, type Zone } from './delivery.ts';

export type TariffRow = Tariff & { state: 'proposed' | 'approved' | 'refused'; from: string; to: string | null; reason: string; refusal_reason: string | null; prepared_person: string | null };
export function tariffsOf(reader: Reader, facility_id: string): Promise<TariffRow[]> {
  return reader.all(sql`
    select id, zone, basis, amount_idr, free_from_idr, state, lower(valid) as "from", upper(valid) as "to", reason, refusal_reason, prepared_person from orders.delivery_tariff where facility_id = ${facility_id}::uuid
    order by state = 'proposed' desc, array_position(array['regency', 'province', 'island', 'elsewhere'], zone), lower(valid) desc limit 200`);
}

/** A place by what a buyer wrote; nothing when the register does not know it, or knows a regency and a city of that name. */
async function placeNamed(reader: Reader, typed: string): Promise<Place | undefined> {
  const name = placeWords(typed);
  const found = await reader.all<Place & { exact: boolean }>(sql`
    select n.code as regency_code, n.province_code, p.island_group, n.words = ${name} as exact
    from (select code, province_code, regexp_replace(lower(name), ' administrasi |[^a-z]', '', 'g') as words from organisation.regency) n join organisation.province p on p.code = n.province_code
    where n.words = ${name} or regexp_replace(n.words, '^(kabupaten|kota)', '') = ${name} order by 4 desc limit 3`);
  return found[0]?.exact || found.length === 1 ? found[0] : undefined;
}

export type Parcel = { facility_id: string; goods_idr: number; weight_gram: number; collect?: boolean };
/** What each selling facility's delivery costs to a place today. Readable in the reach of those facilities. */
export async function quotesFor(reader: Reader, regency: string | undefined, parcels: readonly Parcel[]): Promise<Map<string, Quote>> {
  const to = regency === undefined ? undefined : await placeNamed(reader, regency);
  const quotes = new Map<string, Quote>();
  for (const parcel of parcels) quotes.set(parcel.facility_id, parcel.collect ? { way: 'collect', amount_idr: 0 } : await quoteOf(reader, to, parcel));
  return quotes;
}

async function quoteOf(reader: Reader, to: Place | undefined, parcel: Parcel): Promise<Quote> {
  const from = await reader.one<Place & { timezone: string }>(sql`select f.regency_code, f.province_code, p.island_group, f.timezone from organisation.facility f join organisation.province p on p.code = f.province_code where f.id = ${parcel.facility_id}::uuid`);
  const tariffs = await reader.all<Tariff>(sql`
    select id, zone, basis, amount_idr, free_from_idr from orders.delivery_tariff where facility_id = ${parcel.facility_id}::uuid and state = 'approved' and valid @> ${dayIn(zoneOf(from.timezone), reader.now)}::date`);
  if (tariffs.length === 0) return { way: 'agreed', amount_idr: 0 };
  if (!to) return { way: 'unknown_place', amount_idr: 0 };
  const tariff = tariffs.find((each) => each.zone === zoneBetween(from, to));
  return tariff ? quoted(tariff, parcel) : { way: 'agreed', amount_idr: 0 };
}

export type ProposedTariff = { facility_id: string; zone: Zone; basis: DeliveryBasis; amount_idr: number; from: string; state: string; prepared_person: string | null };
export function tariffById(reader: Reader, facility_id: string, id: string): Promise<ProposedTariff> {
  return reader.one(sql`select facility_id, zone, basis, amount_idr, lower(valid) as "from", state, prepared_person from orders.delivery_tariff where facility_id = ${facility_id}::uuid and id = ${id}::uuid for update`);
}

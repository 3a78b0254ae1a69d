import type { Zone } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { empty, sql } from '#kernel/sql.ts';
import { facilityByCode, facilityById, type FacilityRow } from '#organisation';
import type { State } from './opening.ts';

export type Capacity = { code: string; name_id: string; name_en: string; category: string; risk_level: string; capacity: number; free: number };
/** Workshops of a facility and how many places are free today. */
export function capacityOf(reader: Reader, facility_id: string): Promise<Capacity[]> {
  return reader.all(sql`select code, name_id, name_en, category, risk_level, capacity, free from workshop.capacity_on(${reader.now}) where facility_id = ${facility_id} order by code`);
}

/** The unit asked for in the address, or one's own; undefined is everything in reach, for those who oversee. */
export async function unitAsked(reader: Reader, code: string | undefined): Promise<FacilityRow | undefined> {
  const { facility_id, facility_ids } = reader.actor;
  const unit = code ? await facilityByCode(reader, code) : facility_id ? await facilityById(reader, facility_id) : undefined;
  if (unit && facility_ids !== 'all' && !facility_ids.includes(unit.id)) throw new NotFound();
  return unit;
}

/** What the public sees of an opening: the offer, the workshop, the place. `free` is of today; the offer is never shown larger. */
export type Offer = {
  number: string; facility_id: string; facility_code: string; facility_name: string; regency: string; province: string; province_code: string; phone: string | null; is_sample: boolean;
  workshop_name_id: string; workshop_name_en: string; category: string; risk_level: string; capacity: number; free: number; places: number; work_id: string; work_en: string | null; until: string; published_at: Date;
};
const offer = (reader: Reader) => sql`
  select o.number, o.facility_id, f.code as facility_code, f.name as facility_name, r.name as regency, p.name_id as province, p.code as province_code, f.phone, f.is_sample,
    c.name_id as workshop_name_id, c.name_en as workshop_name_en, c.category, c.risk_level, c.capacity, c.free, least(o.places, c.free)::int as places, o.work_id, o.work_en, o.until, o.published_at
  from partnerships.openings_on(${reader.now}) o join workshop.capacity_on(${reader.now}) c on c.facility_id = o.facility_id and c.code = o.workshop_code
    join organisation.facility f on f.id = o.facility_id join organisation.regency r on r.code = f.regency_code join organisation.province p on p.code = f.province_code`;

export type OfferFilter = { category?: string | undefined; province?: string | undefined };
export function offers(reader: Reader, { category, province }: OfferFilter = {}): Promise<Offer[]> {
  return reader.all(sql`${offer(reader)} where true ${category ? sql`and c.category = ${category}` : empty} ${province ? sql`and f.province_code = ${province}` : empty} order by o.published_at desc, o.number desc limit 500`);
}
export function offerByNumber(reader: Reader, number: string): Promise<Offer> {
  return reader.one(sql`${offer(reader)} where o.number = ${number}`);
}

export type OpeningRow = { facility_id: string; id: string; number: string; workshop_code: string; places: number; work_id: string; until: string; closed_at: Date | null; closed_reason: string | null; published_at: Date; is_sample: boolean; facility_name: string; timezone: Zone; waiting: number };
const opening = sql`
  select o.facility_id, o.id, o.number, o.workshop_code, o.places, o.work_id, upper(o.valid) - 1 as until, o.closed_at, o.closed_reason, o.published_at, o.is_sample, f.name as facility_name, f.timezone,
    (select count(*) from partnerships.interest i where i.facility_id = o.facility_id and i.opening_id = o.id and i.state = 'sent')::int as waiting
  from partnerships.opening o join organisation.facility f on f.id = o.facility_id`;
export function openingByNumber(reader: Reader, number: string): Promise<OpeningRow> {
  return reader.one(sql`${opening} where o.number = ${number}`);
}
/** Of one facility, or of everything in reach. */
export function openingsOf(reader: Reader, facility_id: string | undefined): Promise<OpeningRow[]> {
  return reader.all(sql`${opening} where true ${facility_id ? sql`and o.facility_id = ${facility_id}` : empty} order by (o.closed_at is null) desc, o.published_at desc limit 100`);
}

export type Step = { state: State; words: string; by_side: 'firm' | 'facility'; at: string };
export type InterestRow = {
  facility_id: string; id: string; number: string; opening: string; workshop_code: string; facility_code: string; facility_name: string; timezone: Zone;
  firm: string; contact_name: string; phone: string; email: string; places: number; message: string; made_at: Date; state: State; steps: Step[];
};
const interest = sql`
  select i.facility_id, i.id, i.number, o.number as opening, o.workshop_code, f.code as facility_code, f.name as facility_name, f.timezone,
    i.firm, i.contact_name, i.phone, i.email, i.places, i.message, i.made_at, i.state,
    coalesce((select json_agg(json_build_object('state', s.state, 'words', s.words, 'by_side', s.by_side, 'at', s.at) order by s.seq) from partnerships.interest_step s where s.facility_id = i.facility_id and s.interest_id = i.id), '[]') as steps
  from partnerships.interest i join partnerships.opening o on o.facility_id = i.facility_id and o.id = i.opening_id join organisation.facility f on f.id = i.facility_id`;
export function interestByNumber(reader: Reader, number: string): Promise<InterestRow> {
  return reader.one(sql`${interest} where i.number = ${number}`);
}
/** Of one facility, or of everything in reach; those that wait come first. */
export function interestsOf(reader: Reader, { facility_id, state, limit = 200 }: { facility_id?: string | undefined; state?: State | undefined; limit?: number }): Promise<InterestRow[]> {
  return reader.all(sql`${interest} where true ${facility_id ? sql`and i.facility_id = ${facility_id}` : empty} ${state ? sql`and i.state = ${state}` : empty} order by (i.state = 'sent') desc, i.made_at desc limit ${limit}`);
}
/** Those that this account sent, wherever it sent them. */
export function ownInterests(reader: Reader): Promise<InterestRow[]> {
  return reader.all(sql`${interest} where i.made_by = ${reader.actor.account_id} order by i.made_at desc limit 200`);
}
export async function ownInterest(reader: Reader, number: string): Promise<InterestRow> {
  const found = (await reader.all<InterestRow>(sql`${interest} where i.number = ${number} and i.made_by = ${reader.actor.account_id}`))[0];
  if (!found) throw new NotFound();
  return found;
}

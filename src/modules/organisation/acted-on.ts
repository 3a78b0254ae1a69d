import { dayIn } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { Invalid, NotFound } from '#kernel/refusal.ts';
import { facilityByCode, facilityById } from './queries.ts';

/** The facility an act or a page is about: the actor's own, or the one named by code when it is within reach. */
export async function facilityActedOn(reader: Reader, code?: string): Promise<string> {
  const { facility_id: own, facility_ids, locale } = reader.actor;
  if (code === undefined) {
    if (own) return own;
    throw new Invalid({ facility: locale === 'en' ? 'Name the facility by its code' : 'Sebutkan kode UPT' });
  }
  const { id } = await facilityByCode(reader, code);
  if ((own && own !== id) || (facility_ids !== 'all' && !facility_ids.includes(id))) throw new NotFound();
  return id;
}

/** The day it is where the facility stands. */
export async function dayAt(reader: Reader, facility_id: string): Promise<string> {
  return dayIn((await facilityById(reader, facility_id)).timezone, reader.now);
}

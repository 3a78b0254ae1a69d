import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Held } from './limit.ts';

export type LimitRow = Held & { id: string; person_id: string; from: string; to: string | null; letter: string; state: 'proposed' | 'approved' | 'refused'; proposed_person: string | null; refusal_reason: string | null };
export function limitsOf(reader: Reader, agency_id: string): Promise<LimitRow[]> {
  return reader.all(sql`
    select id, account_id, person_id, officer_name, amount_idr, lower(valid) as "from", upper(valid) - 1 as "to", letter, state, proposed_person, refusal_reason from orders.spending_limit where agency_id = ${agency_id}::uuid order by state = 'proposed' desc, lower(valid) desc, officer_name limit 200`);
}

/** Limits in force on a day, highest first. */
export function limitsOn(reader: Reader, agency_id: string, day: string): Promise<Held[]> {
  return reader.all(sql`select account_id, officer_name, amount_idr from orders.spending_limit where agency_id = ${agency_id}::uuid and state = 'approved' and valid @> ${day}::date order by amount_idr desc, officer_name`);
}

import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Band, Basis } from './price-policy.ts';

export type PolicyRow = { basis: Basis; value: Band; from: string; to: string | null; legal_basis: string; own: boolean; holds: boolean };
/** Every band there was, is or will be for a facility: its own and the country's, and which one holds on a day. */
export function pricePolicies(reader: Reader, facility_id: string, day: string): Promise<PolicyRow[]> {
  return reader.all(sql`
    select replace(r.key, 'price.policy.', '') as basis, r.value, lower(r.valid) as from, upper(r.valid) as to, r.legal_basis, r.facility_id is not null as own,
      r.valid @> ${day}::date and (r.facility_id is not null or not exists (select 1 from kernel.rule o where o.key = r.key and o.facility_id = ${facility_id} and o.valid @> ${day}::date)) as holds
    from kernel.rule r where r.key like 'price.policy.%' and (r.facility_id is null or r.facility_id = ${facility_id}) order by r.key, own desc, lower(r.valid) desc limit 200`);
}

import type { Reader } from './db.ts';
import { sql } from './sql.ts';

/** A dated rule with its legal basis: a facility's own row outranks the national one. Throws when no rule covers the day. */
export type Rule<Value = unknown> = { key: string; value: Value; legal_basis: string; valid_from: string; facility_id: string | null };

export async function ruleOn<Value>(reader: Reader, key: string, day: string, facility_id: string | null = null): Promise<Rule<Value>> {
  const rule = await reader.maybe<Rule<Value>>(sql`
    select key, value, legal_basis, lower(valid) as valid_from, facility_id from kernel.rule
    where key = ${key} and valid @> ${day}::date and (facility_id is null or facility_id = ${facility_id}::uuid)
    order by facility_id nulls last limit 1`);
  if (!rule) throw new Error(`no rule ${key} on ${day}`);
  return rule;
}

import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import type { newPolicy } from './price-policy.ts';

/** A facility's own band for a basis from a day on, by its letter; it outranks the country's. The earlier own one ends on that day. */
export async function setPricePolicy(tx: Tx, { facility_id, basis, low_percent, high_percent, from, letter }: z.infer<typeof newPolicy> & { facility_id: string }): Promise<void> {
  permit(tx.actor, 'price.set_policy');
  const key = `price.policy.${basis}`;
  const value = { of: basis === 'market' ? 'market' : 'cost', low_bp: low_percent * 100, high_bp: high_percent * 100 };
  await tx.run(sql`update kernel.rule set valid = daterange(lower(valid), ${from}::date) where key = ${key} and facility_id = ${facility_id} and upper(valid) is null and lower(valid) < ${from}::date`);
  await tx.run(sql`insert into kernel.rule (key, facility_id, value, valid, legal_basis, source) values (${key}, ${facility_id}, ${JSON.stringify(value)}::jsonb, daterange(${from}, null), ${letter}, 'entered here')`);
  tx.emit({ verb: 'price.policy_set', facility_id, subject_kind: 'facility', subject_id: facility_id, particulars: { basis, ...value, from, letter } });
}

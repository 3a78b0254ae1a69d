import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';

export type ContractProductRow = { facility_name: string; contract: string; partner: string; sku: string; from: string; to: string | null; legal_basis: string };
/** What is made under whose contract, in reach. */
export function contractProducts(reader: Reader): Promise<ContractProductRow[]> {
  return reader.all(sql`select f.name as facility_name, c.contract, c.partner, c.sku, lower(c.valid) as "from", upper(c.valid) as "to", c.legal_basis from pay.contract_product c join organisation.facility f on f.id = c.facility_id order by f.name, c.contract, c.sku, lower(c.valid) desc limit 500`);
}

import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Computation, Origin, Proof } from './local-content.ts';

/** The newest statement of origin of each material of a product, by the day it counts from. */
export async function originsOf(reader: Reader, { facility_id, product_id, day }: { facility_id: string; product_id: string; day: string }): Promise<Map<string, Origin>> {
  const rows = await reader.all<{ material_id: string; domestic_bp: number; proof: Proof; evidence: string }>(sql`
    select distinct on (o.material_id) o.material_id, o.domestic_bp, o.proof, o.evidence from products.material_origin o join products.bill_line b on b.facility_id = o.facility_id and b.material_id = o.material_id and b.product_id = ${product_id}
    where o.facility_id = ${facility_id} and o.from_day <= ${day}::date order by o.material_id, o.from_day desc, o.recorded_at desc, o.id desc`);
  return new Map(rows.map(({ material_id, ...origin }) => [material_id, origin]));
}

export type ContentRow = { id: string; content_bp: number; computation: Computation; evidence: string; from_day: string; state: 'declared' | 'confirmed' | 'refused'; declared_person: string | null; declared_at: Date; decided_at: Date | null; refused_reason: string | null };
export function declarationsOf(reader: Reader, facility_id: string, product_id: string): Promise<ContentRow[]> {
  return reader.all(sql`select id, content_bp, computation, evidence, from_day, state, declared_person, declared_at, decided_at, refused_reason from products.local_content where facility_id = ${facility_id} and product_id = ${product_id} order by declared_at desc, id desc limit 50`);
}

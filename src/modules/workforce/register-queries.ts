import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';

/** Who stands behind the register numbers of a sheet; a number that is not in the facility's register is not in the answer. */
export async function workerIdsByRegister(reader: Reader, facility_id: string, numbers: string[]): Promise<Map<string, string>> {
  const rows = await reader.all<{ register_number: string; id: string }>(sql`select register_number, id from workforce.worker where facility_id = ${facility_id} and register_number = any (${numbers}::text[])`);
  return new Map(rows.map((row) => [row.register_number, row.id]));
}

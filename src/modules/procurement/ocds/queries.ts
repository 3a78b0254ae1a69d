import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { idOfOcid, ocidOf, openFacts, type OpenFacts } from './process.ts';

/** Public processes by id, after one; asked as anybody. */
export async function processes(reader: Reader, { after, limit }: { after?: string | undefined; limit: number }): Promise<OpenFacts[]> {
  const rows = await reader.all<{ process: unknown }>(sql`select process from procurement.open_processes(${after ?? null}::uuid, ${limit})`);
  return rows.map(({ process }) => openFacts.parse(process));
}
export async function openByOcid(reader: Reader, ocid: string): Promise<OpenFacts> {
  const id = idOfOcid(ocid);
  const found = id && (await reader.maybe<{ process: unknown }>(sql`select process from procurement.open_processes(null, 1, ${id}::uuid)`));
  if (!found) throw new NotFound();
  const process = openFacts.parse(found.process);
  if (ocidOf(process) !== ocid) throw new NotFound();
  return process;
}

export type LatestRow = { id: string; placed_on: string; agency: string; facility: string; total_idr: number; state: string; is_sample: boolean };
export const latestProcesses = (reader: Reader): Promise<LatestRow[]> => reader.all(sql`select id, placed_on, agency, facility, total_idr, state, is_sample from procurement.latest_processes(30)`);
export const countProcesses = (reader: Reader): Promise<{ processes: number; value_idr: number; agencies: number }> => reader.one(sql`select processes, value_idr, agencies from procurement.count_processes()`);

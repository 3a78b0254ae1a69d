import type { Reader } from './db.ts';
import { sql } from './sql.ts';

/** The next number of a series for a unit and a year, without gaps inside committed work: 147 of 'PK-2026-0147'. */
export async function nextNumber(reader: Reader, series: string, unit: string | null, year: number): Promise<number> {
  const { n } = await reader.one<{ n: number }>(sql`select kernel.next_number(${series}, ${unit}::uuid, ${year}) as n`);
  return n;
}

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A code people can read aloud and nobody can guess: no 0/O, no 1/I. */
export function unguessable(length: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => letters.charAt(byte % letters.length)).join('');
}

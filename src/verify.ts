// Every invariant, looked at from outside with a superuser's eye: what must never be, counted. An empty list is a sound house.
import pg from 'pg';
import { house } from './checks/house.ts';
import { money } from './checks/money.ts';
import { people } from './checks/people.ts';
import { trade } from './checks/trade.ts';

/** `wrong` selects the things that are wrong, as text; none may come back. */
export type Check = { check: string; rule: string; wrong: string };
export type Finding = { check: string; rule: string; broken: number; examples: string[] };

const checks: Check[] = [...money, ...trade, ...people, ...house];

export const checkNames: readonly string[] = checks.map(({ check }) => check);

/** All checks, or those named, on a connection of a superuser. */
export async function verifyOn(client: pg.ClientBase, named: readonly string[] = checkNames): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { check, rule, wrong } of checks.filter((each) => named.includes(each.check))) {
    const { rows } = await client.query<{ thing: string }>(`select * from (${wrong}) w (thing)`);
    findings.push({ check, rule, broken: rows.length, examples: rows.slice(0, 5).map((row) => row.thing) });
  }
  return findings;
}

export async function verify(adminUrl: string): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return await verifyOn(client);
  } finally {
    await client.end();
  }
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { roomNames } from './rooms.ts';

/** Loads what each room keeps as reference data (places, coded lists, dated rules), in the order of the rooms; repeatable. */
export async function loadReference(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('begin');
    for (const room of roomNames) {
      if (!existsSync(path.join(import.meta.dirname, 'modules', room, 'reference.ts'))) continue;
      const { loadReference: load } = (await import(`./modules/${room}/reference.ts`)) as { loadReference: (client: pg.ClientBase) => Promise<void> };
      await load(client);
    }
    await client.query('commit');
  } finally {
    await client.end();
  }
}

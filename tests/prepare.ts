// Before the tests: the migrated template with its reference data, and a smaller demo world, copied for each test file.
import { openDb } from '#kernel/db.ts';
import { migrate } from '#kernel/migrate.ts';
import { outboxOf } from '#kernel/outbox.ts';
import { loadReference } from '../src/reference.ts';
import { migratedRooms } from '../src/rooms.ts';
import { alone, templateName, testSecret, withDatabase } from './house.ts';

export const worldName = 'karya_world';

export async function prepare(adminUrl: string, { world = true } = {}): Promise<void> {
  await alone(adminUrl, `create database ${templateName}`);
  const template = withDatabase(adminUrl, templateName);
  await migrate({ adminUrl: template, secret: testSecret, rooms: migratedRooms });
  await loadReference(template);
  await alone(template, 'analyze');
  if (world) await prepareWorld(adminUrl);
}

/** Four of the twelve facilities: all three zones are not needed to state a rule, and a test run has other things to do. */
async function prepareWorld(adminUrl: string): Promise<void> {
  await alone(adminUrl, `create database ${worldName} template ${templateName} strategy file_copy`);
  const url = withDatabase(adminUrl, worldName);
  const { addresses } = await migrate({ adminUrl: url, secret: testSecret, rooms: migratedRooms });
  const db = openDb(addresses);
  const { buildWorld } = await import('#world');
  const { reactions } = await import('../src/app.tsx');
  try {
    await buildWorld(db, { now: new Date(), facilities: 4 });
    await outboxOf(db, reactions).drain();
  } finally {
    await db.close();
  }
  await alone(url, 'analyze');
}

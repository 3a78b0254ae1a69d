// Before the tests: the migrated template with its reference data, copied for each test file.
import pg from 'pg';
import { migrate } from '#kernel/migrate.ts';
import { loadReference } from '../src/reference.ts';
import { migratedRooms } from '../src/rooms.ts';
import { templateName, testSecret, withDatabase } from './house.ts';

export async function prepare(adminUrl: string): Promise<void> {
  const server = new pg.Client({ connectionString: adminUrl });
  await server.connect();
  try {
    await server.query(`create database ${templateName}`);
  } finally {
    await server.end();
  }
  const template = withDatabase(adminUrl, templateName);
  await migrate({ adminUrl: template, secret: testSecret, rooms: migratedRooms });
  await loadReference(template);
}

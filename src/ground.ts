// From nothing to an open database: start or reach PostgreSQL, migrate, load reference data.
import path from 'node:path';
import type { Config } from '#kernel/config.ts';
import { openDb, type Db } from '#kernel/db.ts';
import { installationSecret, migrate } from '#kernel/migrate.ts';
import { startPostgres } from '#kernel/postgres.ts';
import { loadReference } from './reference.ts';
import { migratedRooms } from './rooms.ts';

export type Ground = { db: Db; adminUrl: string; applied: string[]; /** `atOnce` cuts what is still running off. */ stop(how?: { atOnce: boolean }): Promise<void> };

export async function layGround(config: Config, say: (line: string) => void = () => {}): Promise<Ground> {
  const dataDir = path.resolve(config.KARYA_DATA);
  const embedded = config.DATABASE_URL ? undefined : await startPostgres({ dataDir: path.join(dataDir, 'postgres'), onProgress: say });
  const adminUrl = config.DATABASE_URL ?? embedded?.adminUrl ?? '';
  const { applied, addresses } = await migrate({ adminUrl, secret: installationSecret(dataDir), rooms: migratedRooms, onStep: (name) => say(`migrating ${name}`) });
  if (applied.length > 0) {
    say('loading reference data');
    await loadReference(adminUrl);
  }
  const db = openDb(addresses);
  return {
    db, adminUrl, applied,
    // An adopted server belongs to another process of ours; only its starter stops it.
    stop: async ({ atOnce } = { atOnce: false }) => {
      const closed = db.close();
      if (!atOnce) await closed;
      if (embedded && !embedded.adopted) await embedded.stop();
    },
  };
}

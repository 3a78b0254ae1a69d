// One PostgreSQL for a whole test run, in memory where the machine has room for it, gone when the run is over.
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../src/kernel/postgres.ts';

/** Speed over safety: what a test wrote need not survive a power cut. Autovacuum would hold the template databases. */
const settings = {
  fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: '0', autovacuum: 'off', max_connections: '200',
};

export type TestPostgres = { adminUrl: string; remove(): Promise<void> };

export async function startTestPostgres(): Promise<TestPostgres> {
  const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  await removeAbandoned(parent);
  const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
  chmodSync(folder, 0o711); // the server's own account must pass through
  try {
    const server = await startPostgres({ dataDir: join(folder, 'pg'), settings });
    const remove = async (): Promise<void> => {
      await server.stop().catch(() => {});
      for (const path of [folder, server.dataDir, `${server.dataDir}.log`, `${server.dataDir}.password`]) rmSync(path, { recursive: true, force: true });
    };
    return { adminUrl: server.adminUrl, remove };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

const prefix = 'karya-test-';

/** A run that was killed outright could not clean up; its number is in the folder's name. */
async function removeAbandoned(parent: string): Promise<void> {
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(prefix))) {
    const owner = Number(name.slice(prefix.length).split('-')[0]);
    if (!Number.isInteger(owner) || owner <= 0 || isAlive(owner)) continue;
    const folder = join(parent, name);
    const noted = join(folder, 'pg', 'postmaster.pid');
    try {
      // The start finds the server left running in the folder, or brings its data up, and either can be stopped.
      if (existsSync(noted) && isAlive(Number(readFileSync(noted, 'utf8').split('\n')[0]))) await (await startPostgres({ dataDir: join(folder, 'pg'), settings })).stop();
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // another account's run: not ours to clear
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

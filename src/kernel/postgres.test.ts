import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import pg from 'pg';
import { startPostgres, type Postgres } from './postgres.ts';

const fast = { fsync: 'off', shared_buffers: '16MB', max_connections: '10' };

function folder(t: TestContext, mode = 0o711): string {
  const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const made = mkdtempSync(join(parent, 'karya-postgres-test-'));
  chmodSync(made, mode);
  t.after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function start(t: TestContext, dataDir: string, settings: Record<string, string> = fast): Promise<Postgres> {
  const server = await startPostgres({ dataDir, settings });
  t.after(() => server.stop());
  return server;
}

async function ask<Row extends object>(server: Postgres, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('a new database speaks UTF-8, sorts alike everywhere, checks its pages, and listens to this machine only', async (t) => {
  const server = await start(t, join(folder(t), 'pg'));
  const [row] = await ask<Record<string, string>>(server, `
    select current_setting('server_encoding') as encoding, current_setting('data_checksums') as checksums,
           current_setting('listen_addresses') as listens, current_setting('jit') as jit, datcollate as sorts
      from pg_database where datname = 'postgres'`);
  assert.deepEqual(row, { encoding: 'UTF8', checksums: 'on', listens: '127.0.0.1', jit: 'off', sorts: process.platform === 'linux' ? 'C.UTF-8' : 'C' });
});

test('unless a test asks otherwise, nothing acknowledged is lost in a power cut: fsync stays on', async (t) => {
  const server = await start(t, join(folder(t), 'pg'), { shared_buffers: '16MB' });
  assert.deepEqual(await ask(server, `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages`), [{ fsync: 'on', pages: 'on' }]);
});

test('the superuser password is in a file only its owner reads, and a wrong one is refused', async (t) => {
  const dataDir = join(folder(t), 'pg');
  const server = await start(t, dataDir);
  assert.equal(statSync(`${dataDir}.password`).mode & 0o777, 0o600);
  const stranger = new pg.Client({ connectionString: server.adminUrl.replace(/:[^:@]+@/, ':wrong@') });
  await assert.rejects(stranger.connect(), /password authentication failed/);
});

test('a server left running is used again, and stopping it through the second start really stops it', async (t) => {
  const dataDir = join(folder(t), 'pg');
  const first = await start(t, dataDir);
  const second = await startPostgres({ dataDir, settings: fast });
  assert.deepEqual([first.adopted, second.adopted, second.pid], [false, true, first.pid]);
  await second.stop();
  assert.equal(existsSync(join(dataDir, 'postmaster.pid')), false);
  await assert.rejects(ask(second, 'select 1'));
});

test('two starts at the same moment share one server', async (t) => {
  const dataDir = join(folder(t), 'pg');
  const both = await Promise.all([start(t, dataDir), start(t, dataDir)]);
  assert.equal(both[0].pid, both[1].pid);
});

test('after the server is killed outright, the next start has every committed row', async (t) => {
  const dataDir = join(folder(t), 'pg');
  const killed = await start(t, dataDir, { shared_buffers: '16MB' });
  await ask(killed, 'create table saved as select 17500 as premi_idr');
  process.kill(killed.pid, 'SIGKILL');
  const next = await start(t, dataDir, { shared_buffers: '16MB' });
  assert.equal(next.adopted, false);
  assert.deepEqual(await ask(next, 'select premi_idr from saved'), [{ premi_idr: 17500 }]);
});

test('a process number that went to another program does not stop the house from opening', async (t) => {
  const dataDir = join(folder(t), 'pg');
  const first = await start(t, dataDir);
  const noted = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8');
  await first.stop();
  const other = spawn('sleep', ['60'], { stdio: 'ignore' });
  t.after(() => other.kill());
  writeFileSync(join(dataDir, 'postmaster.pid'), noted.replace(/^\d+/, String(other.pid)));
  assert.equal((await start(t, dataDir)).adopted, false);
});

test('a folder the server account cannot enter keeps a note of where the database went', { skip: process.getuid?.() !== 0 && 'only root starts the server under another account' }, async (t) => {
  const closed = folder(t, 0o700);
  const said: string[] = [];
  const server = await startPostgres({ dataDir: join(closed, 'pg'), settings: fast, onProgress: (line) => said.push(line) });
  t.after(async () => {
    await server.stop();
    for (const path of ['', '.log', '.password']) rmSync(server.dataDir + path, { recursive: true, force: true });
  });
  assert.equal(readFileSync(join(closed, 'pg.is-in'), 'utf8'), server.dataDir);
  assert.ok(said.some((line) => line.includes(server.dataDir)), 'the operator is told');
});

test('a folder with other things in it is refused, untouched', async (t) => {
  const dataDir = join(folder(t), 'pg');
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'letter.txt'), 'keep me');
  await assert.rejects(startPostgres({ dataDir }), /not empty/);
  assert.equal(readFileSync(join(dataDir, 'letter.txt'), 'utf8'), 'keep me');
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test, { type TestContext } from 'node:test';
import pg from 'pg';
import { migrate } from '#kernel/migrate.ts';
import { startPostgres } from '#kernel/postgres.ts';
import { buildRoom } from '../tools/new-module.ts';
import { findFaults } from '../tools/tidy.ts';

const root = resolve(import.meta.dirname, '..');

/** A copy of the house, as much of it as a new room leans on. */
function copyOfHouse(t: TestContext): string {
  const copy = mkdtempSync(join(tmpdir(), 'karya-house-'));
  chmodSync(copy, 0o711);
  t.after(() => rmSync(copy, { recursive: true, force: true }));
  for (const path of ['package.json', 'tsconfig.json', 'src/rooms.ts', 'src/kernel', 'src/modules/organisation/migrations', 'tools']) cpSync(join(root, path), join(copy, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

test('a new room passes its own test and breaks no rule of the house', (t) => {
  const copy = copyOfHouse(t);
  const { written } = buildRoom(copy, 'marketing');
  const run = spawnSync(process.execPath, ['--import', 'tsx', '--test', 'src/modules/marketing/marketing.test.ts'], { cwd: copy, encoding: 'utf8', env: { PATH: process.env.PATH } });
  assert.equal(run.status, 0, run.stdout + run.stderr);
  assert.match(run.stdout, /pass 2/);
  const faults = findFaults(written.map((path) => ({ path, text: readFileSync(join(copy, path), 'utf8') })));
  assert.deepEqual(faults.map(({ message }) => message), ['is not on the plan in tools/house.ts']);
});

test('a new room passes the type check', (t) => {
  const copy = copyOfHouse(t);
  buildRoom(copy, 'marketing');
  const files = globSync('src/modules/marketing/**/*.ts', { cwd: copy });
  writeFileSync(join(copy, 'room.json'), JSON.stringify({ extends: './tsconfig.json', include: [], files }));
  const compile = spawnSync(process.execPath, ['node_modules/ts7/bin/tsc', '--noEmit', '-p', 'room.json'], { cwd: copy, encoding: 'utf8' });
  assert.equal(compile.status, 0, compile.stdout);
});

test('a new room is on the plan, in the order of migrations and behind its own door', (t) => {
  const copy = copyOfHouse(t);
  const { left } = buildRoom(copy, 'marketing');
  assert.match(readFileSync(join(copy, 'package.json'), 'utf8'), /"#marketing": "\.\/src\/modules\/marketing\/index\.ts",\n\s*"#insight"/);
  assert.match(readFileSync(join(copy, 'src/rooms.ts'), 'utf8'), /'marketing', ?\n?\s*'insight'/);
  assert.match(readFileSync(join(copy, 'tools/house.ts'), 'utf8'), /marketing: \{ floor: 8/);
  assert.deepEqual(left.map((task) => task.split(':')[0]), ['tools/house.ts', 'src/app.tsx']);
});

test('a new room\'s tables are closed to other facilities from the first day', async (t) => {
  const copy = copyOfHouse(t);
  buildRoom(copy, 'marketing');
  const server = await startPostgres({ dataDir: join(copy, 'pg'), settings: { fsync: 'off' } });
  t.after(() => server.stop());
  const rooms = ['organisation', 'marketing'].map((name) => ({ name, folder: join(copy, 'src/modules', name) }));
  const { applied } = await migrate({ adminUrl: server.adminUrl, secret: 'for this test', rooms: [{ name: 'kernel', folder: join(copy, 'src/kernel') }, ...rooms] });
  assert.equal(applied.at(-1), 'marketing/001-marketing.sql');
  const client = new pg.Client({ connectionString: server.adminUrl });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query(`select relrowsecurity from pg_class where oid = 'marketing.marketing'::regclass`);
  await client.end();
  assert.deepEqual(rows, [{ relrowsecurity: true }]);
});

test('a room is built once, under a plain name', (t) => {
  const copy = copyOfHouse(t);
  assert.throws(() => buildRoom(copy, 'Order-Service'), /no name for a room/);
  buildRoom(copy, 'marketing');
  assert.throws(() => buildRoom(copy, 'marketing'), /already there/);
});

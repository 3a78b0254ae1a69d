// A backup is worth what its restore gives back: the same rows, the same heads of the chains, every invariant; and nothing half.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import test, { after, before } from 'node:test';
import pg from 'pg';
import { migrate } from '#kernel/migrate.ts';
import { Refusal } from '#kernel/refusal.ts';
import { migratedRooms } from '../rooms.ts';
import { verify } from '../verify.ts';
import { alone, openHouse, templateName, testSecret, withDatabase, type House } from '#tests/house.ts';
import { worldName } from '#tests/prepare.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';

let house: House;
let file: string;
const folder = mkdtempSync(path.join(os.tmpdir(), 'karya-backup-'));
const closing: (() => Promise<void>)[] = [];
const silent = (): void => {};
before(async () => {
  house = await openHouse({ after: (fn: () => Promise<void>) => void closing.push(fn) }, { database: worldName });
  file = path.join(folder, 'whole.karya');
  const done = await backup(house.adminUrl, { path: file, onProgress: silent });
  assert.ok(done.rows > 5_000, `only ${done.rows} rows`);
});
after(async () => {
  for (const close of closing) await close();
  rmSync(folder, { recursive: true, force: true });
});

let made = 0;
/** An empty, migrated database beside the world's. */
async function emptyPlace(): Promise<string> {
  const name = `r_${process.pid}_${++made}`;
  await alone(withDatabase(house.adminUrl, 'postgres'), `create database ${name} template ${templateName} strategy file_copy`);
  const url = withDatabase(house.adminUrl, name);
  await migrate({ adminUrl: url, secret: testSecret, rooms: migratedRooms });
  return url;
}

async function asked<Row extends object>(url: string, query: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}

const everyTable = `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname !~ '^pg_|^information_schema|^graphile' order by 1`;
/** Every table's rows as one sum, whatever their order; the number of the transaction that wrote a row is not part of it. */
async function sums(url: string): Promise<{ name: string; n: number; sum: string }[]> {
  const tables = await asked<{ name: string }>(url, everyTable);
  return asked(url, tables.filter(({ name }) => name !== 'public.migration').map(({ name }) => `select '${name}' as name, count(*)::int as n, coalesce(sum(hashtextextended((to_jsonb(t) - 'tx')::text, 0))::text, '') as sum from ${name} t`).join(' union all ').concat(' order by name'));
}
const heads = (url: string): Promise<object[]> => asked(url, "select chain, seq, encode(hash, 'hex') as hash from kernel.chain_head order by chain");
const refusedAs = (code: string) => (error: unknown): boolean => error instanceof Refusal && error.code === code && error.text.en.length > 20;

test('a world that was backed up stands elsewhere with the same rows, the same heads of its chains, and every invariant', async () => {
  const place = await emptyPlace();
  const restored = await restore(place, { path: file, replace: false, checkOnly: false, onProgress: silent });
  assert.deepEqual(await sums(place), await sums(house.adminUrl));
  assert.deepEqual(await heads(place), await heads(house.adminUrl));
  assert.ok(restored.rows > 5_000);
  assert.deepEqual((await verify(place)).filter((finding) => finding.broken > 0), []);
});

test('what guards the facts still guards them after a restore', async () => {
  const place = await emptyPlace();
  await restore(place, { path: file, replace: false, checkOnly: false, onProgress: silent });
  await assert.rejects(asked(place, 'truncate ledger.posting'), /append-only/);
  await assert.rejects(asked(place, 'delete from kernel.event'), /append-only/);
  // A posting belongs to the transaction of its journal: no later one may pass for it.
  await assert.rejects(asked(place, "insert into ledger.posting select facility_id, journal_id, 90, account_id, 5, '' from ledger.posting limit 1"), /outside the transaction/);
  const [{ guards } = { guards: 0 }] = await asked<{ guards: number }>(place, "select count(*)::int as guards from pg_trigger where tgname = 'no_truncate' and tgenabled = 'A'");
  const [{ wanted } = { wanted: 1 }] = await asked<{ wanted: number }>(house.adminUrl, "select count(*)::int as wanted from pg_trigger where tgname = 'no_truncate'");
  assert.equal(guards, wanted);
});

test('an ordinary tar opens a backup, and only its owner may read it', () => {
  const listed = spawnSync('tar', ['tzf', file], { encoding: 'utf8' });
  assert.equal(listed.status, 0, listed.stderr);
  assert.match(listed.stdout, /^manifest\.json\n[\s\S]*tables\/kernel\.event\/000001\.copy[\s\S]*end\.json\n$/);
  assert.equal(statSync(file).mode & 0o077, 0);
});

test('a cut or changed file is refused on whatever byte it is hurt, and nothing of it stays', async () => {
  const place = await emptyPlace();
  const before = await sums(place);
  const bytes = readFileSync(file);
  const hurt = path.join(folder, 'hurt.karya');
  const cases: [string, Buffer, RegExp][] = [
    ['the last byte is missing', bytes.subarray(0, -1), /^backup\.cut$/],
    ['half of it', bytes.subarray(0, bytes.length / 2), /^backup\.(cut|changed)$/],
    ['nothing', Buffer.alloc(0), /^backup\.cut$/],
    ['another kind of file', Buffer.from('facility,name\nx,y\n'), /^backup\.changed$/],
    ['a byte in the middle', Buffer.concat([bytes.subarray(0, bytes.length / 2), Buffer.from([(bytes[bytes.length >> 1] ?? 0) ^ 0x40]), bytes.subarray(bytes.length / 2 + 1)]), /^backup\.(cut|changed)$/],
  ];
  for (const [what, content, code] of cases) {
    writeFileSync(hurt, content);
    await assert.rejects(restore(place, { path: hurt, replace: false, checkOnly: false, onProgress: silent }), (error) => error instanceof Refusal && code.test(error.code), what);
    await assert.rejects(restore(place, { path: hurt, replace: false, checkOnly: true, onProgress: silent }), (error) => error instanceof Refusal && code.test(error.code), `${what}, when only checked`);
  }
  assert.deepEqual(await sums(place), before);
});

test('a row changed by hand inside a well-formed archive is found by its checksum', async () => {
  const place = await emptyPlace();
  const inside = path.join(folder, 'inside');
  const forged = path.join(folder, 'forged.karya');
  const script = `mkdir -p ${inside} && tar xzf ${file} -C ${inside} && sed -i 's/Contoh/Centoh/' ${inside}/tables/workforce.worker/000001.copy && tar tzf ${file} > ${inside}/order && tar czf ${forged} -C ${inside} --format=ustar -T ${inside}/order`;
  assert.equal(spawnSync('sh', ['-c', script]).status, 0);
  await assert.rejects(restore(place, { path: forged, replace: false, checkOnly: false, onProgress: silent }), refusedAs('backup.changed'));
  assert.deepEqual(await asked(place, 'select 1 from identity.account'), []);
});

test('a database that holds something is not written over unless --replace says so', async () => {
  const place = await emptyPlace();
  await restore(place, { path: file, replace: false, checkOnly: false, onProgress: silent });
  await assert.rejects(restore(place, { path: file, replace: false, checkOnly: false, onProgress: silent }), refusedAs('restore.not_empty'));
  await asked(place, "update workforce.worker set name = 'Salah Tulis'");
  await restore(place, { path: file, replace: true, checkOnly: false, onProgress: silent });
  const [{ wrong } = { wrong: 1 }] = await asked<{ wrong: number }>(place, "select count(*)::int as wrong from workforce.worker where name = 'Salah Tulis'");
  assert.equal(wrong, 0);
});

test('a database somebody works in, and one of another version, are left alone', async () => {
  const place = await emptyPlace();
  const { addresses } = await migrate({ adminUrl: place, secret: testSecret, rooms: migratedRooms });
  const app = new pg.Client({ connectionString: addresses.appUrl });
  await app.connect();
  await assert.rejects(restore(place, { path: file, replace: true, checkOnly: false, onProgress: silent }), refusedAs('restore.in_use'));
  await app.end();
  await asked(place, "insert into public.migration (name) values ('orders/999-from-tomorrow.sql')");
  await assert.rejects(restore(place, { path: file, replace: true, checkOnly: false, onProgress: silent }), refusedAs('restore.other_version'));
});

test('a backup never overwrites a file, and one that failed leaves none', async () => {
  await assert.rejects(backup(house.adminUrl, { path: file, onProgress: silent }), refusedAs('backup.file_exists'));
  await assert.rejects(backup(house.adminUrl, { path: path.join(folder, 'nowhere', 'x.karya'), onProgress: silent }), refusedAs('backup.cannot_write'));
  await assert.rejects(restore(house.adminUrl, { path: path.join(folder, 'none'), replace: true, checkOnly: false, onProgress: silent }), refusedAs('backup.no_file'));
});

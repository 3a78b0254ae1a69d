// kill -9 of PostgreSQL and of the app under load: what was answered is there afterwards. With the control that must lose.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import pg from 'pg';
import { startPostgres } from '#kernel/postgres.ts';
import { adminUrl, folderFor, killUnderLoad, startApp } from './killing.ts';

/** Buyers that remember every order number they were told. */
async function buy(url: string, sku: string, until: { stop: boolean }): Promise<string[]> {
  const told: string[] = [];
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (!until.stop) {
      const answer = await fetch(`${url}/api/v1/orders`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({ channel: 'public', buyer: { name: 'Pembeli Contoh', phone: '081234567890' }, lines: [{ sku, quantity: 1 }], deliver_to: { name: 'Pembeli Contoh', address: 'Jalan Contoh 1' } }), signal: AbortSignal.timeout(5000) }).catch(() => undefined);
      if (answer?.status === 201) told.push(((await answer.json().catch(() => ({}))) as { number?: string }).number ?? '');
      else await new Promise((resume) => setTimeout(resume, 50));
    }
  }));
  return told.filter(Boolean);
}

test('kill -9 of the app and of PostgreSQL under load loses no acknowledged order', { timeout: 300_000 }, async (t) => {
  const folder = folderFor(t, 'kill');
  let told: string[] = [];
  for (const victim of ['app', 'postgres', 'app', 'postgres'] as const) {
    const app = await startApp(folder);
    const { items } = (await (await fetch(`${app.url}/api/v1/listings?limit=50`)).json()) as { items: { sku: string; supply?: string }[] };
    told = told.concat(await killUnderLoad(folder, app, victim, (until) => buy(app.url, items[0]?.sku ?? '', until)));
  }
  const app = await startApp(folder);
  const admin = new pg.Client({ connectionString: adminUrl(folder) });
  await admin.connect();
  const { rows } = await admin.query<{ number: string }>('select number from orders.sales_order');
  await admin.end();
  await app.kill();
  const server = await startPostgres({ dataDir: path.join(folder, 'postgres') });
  await server.stop();
  const there = new Set(rows.map((row) => row.number));
  t.diagnostic(`${told.length} orders were acknowledged`);
  assert.ok(told.length > 50, `only ${told.length} acknowledged: the test saw too little`);
  assert.deepEqual(told.filter((number) => !there.has(number)), []);
});

test('the control: without a synchronous commit the same kill must lose rows that were acknowledged', { timeout: 120_000 }, async (t) => {
  const folder = folderFor(t, 'control');
  let lost = 0;
  for (let round = 0; round < 5 && lost === 0; round++) {
    const server = await startPostgres({ dataDir: path.join(folder, 'pg'), settings: { synchronous_commit: 'off', wal_writer_delay: '10s', wal_writer_flush_after: '100MB' } });
    const pool = new pg.Pool({ connectionString: server.adminUrl, max: 8 });
    pool.on('error', () => {});
    await pool.query('create table if not exists acknowledged (id uuid primary key)');
    await pool.query('checkpoint'); // the table itself must be there afterwards
    const told: string[] = [];
    const until = { stop: false };
    const writing = Promise.all(Array.from({ length: 8 }, async () => {
      while (!until.stop) {
        const id = crypto.randomUUID();
        const done = await pool.query('insert into acknowledged values ($1)', [id]).then(() => true, () => false);
        if (done) told.push(id);
        else await new Promise((resume) => setTimeout(resume, 20));
      }
    }));
    await new Promise((resume) => setTimeout(resume, 700));
    process.kill(server.pid, 'SIGKILL');
    until.stop = true;
    await writing;
    await pool.end();
    await new Promise((resume) => setTimeout(resume, 2000));
    const again = await startPostgres({ dataDir: path.join(folder, 'pg') });
    const client = new pg.Client({ connectionString: again.adminUrl });
    await client.connect();
    const { rows } = await client.query<{ id: string }>('select id from acknowledged');
    await client.end();
    await again.stop();
    const there = new Set(rows.map((row) => row.id));
    lost = told.filter((id) => !there.has(id)).length;
  }
  assert.ok(lost > 0, 'the control lost nothing: this harness could not see a loss');
});

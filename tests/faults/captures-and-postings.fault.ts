// kill -9 of the app and of PostgreSQL while floors record and money moves: what was answered is there afterwards, whole.
import assert from 'node:assert/strict';
import test from 'node:test';
import pg from 'pg';
import { createToken } from '#identity';
import { openDb, transact } from '#kernel/db.ts';
import { installationSecret, migrate } from '#kernel/migrate.ts';
import { system } from '#kernel/policy.ts';
import { migratedRooms } from '../../src/rooms.ts';
import { verify } from '../../src/verify.ts';
import { adminUrl, folderFor, killUnderLoad, startApp, type App } from './killing.ts';

type Floor = { session: string; work_order: string; roster: string[]; sku: string };
type Told = { captures: string[]; payments: string[]; settlements: string[] };
type Answer = Record<string, unknown>;
const tellers = ['petugas', 'kasi', 'kalapas', 'bendahara'] as const;
type Tokens = Record<(typeof tellers)[number], string>;
const facility = 'contoh-muara';

test('kill -9 of the app and of PostgreSQL loses no acknowledged capture or posting and leaves none half', { timeout: 400_000 }, async (t) => {
  const folder = folderFor(t, 'floors');
  const told: Told = { captures: [], payments: [], settlements: [] };
  let tokens: Tokens | undefined;
  for (const victim of ['app', 'postgres', 'app', 'postgres'] as const) {
    const app = await startApp(folder);
    tokens ??= await tokensOf(folder);
    const floor = await floorOf(folder);
    const known = tokens;
    const more = await killUnderLoad(folder, app, victim, (until) => work(app, known, floor, until), 6);
    for (const kind of ['captures', 'payments', 'settlements'] as const) told[kind].push(...more[kind]);
  }
  const app = await startApp(folder);
  await drained(folder);
  const missing = await missingOf(folder, told);
  const halves = await rows(folder, `
    select c.id from workshop.capture c where c.type = 'attendance' and c.result = 'accepted' and not exists (select 1 from workshop.attendance a where a.facility_id = c.facility_id and a.capture_id = c.id)
    union all select s.id from pay.settlement s where s.state = 'approved' and s.journal_id is null`);
  const output = await rows<{ captured: number; made: number }>(folder, `
    select (select count(*)::int from workshop.capture c where c.type = 'output' and c.result = 'accepted' and c.device like 'uji-kill%') as captured,
      (select count(*)::int from production.output o join production.work_order w on w.facility_id = o.facility_id and w.id = o.work_order_id where w.number = $1 and w.facility_id = (select id from organisation.facility where code = '${facility}')) as made`, [(await floorOf(folder)).work_order]);
  const findings = (await verify(adminUrl(folder))).filter((finding) => finding.broken > 0);
  await app.kill();
  t.diagnostic(`${told.captures.length} captures, ${told.payments.length} payments and ${told.settlements.length} settlements were acknowledged`);
  assert.ok(told.captures.length > 50 && told.payments.length > 20 && told.settlements.length > 1, 'the test saw too little');
  assert.deepEqual(missing, { captures: [], payments: [], settlements: [] });
  assert.deepEqual(halves, []);
  assert.equal(output[0]?.made, output[0]?.captured, 'an output without its capture, or the other way about');
  assert.deepEqual(findings, []);
});

test('the control: the same load on a database that answers before it has written must lose captures', { timeout: 300_000 }, async (t) => {
  const folder = folderFor(t, 'floors-control');
  let lost = 0;
  let tokens: Tokens | undefined;
  for (let round = 0; round < 5 && lost === 0; round++) {
    const app = await startApp(folder);
    tokens ??= await tokensOf(folder);
    const floor = await floorOf(folder);
    const known = tokens;
    for (const setting of ["synchronous_commit = 'off'", "wal_writer_delay = '10s'", "wal_writer_flush_after = '100MB'"]) await rows(folder, `alter system set ${setting}`);
    await rows(folder, 'select pg_reload_conf()');
    const told = await killUnderLoad(folder, app, 'postgres', (until) => work(app, known, floor, until));
    const again = await startApp(folder);
    lost = (await missingOf(folder, told)).captures.length;
    await again.kill();
    await new Promise((resume) => setTimeout(resume, 2500));
  }
  t.diagnostic(`${lost} acknowledged captures were lost`);
  assert.ok(lost > 0, 'the control lost nothing: this test could not see a loss');
});

/** Two devices record, two desks sell, pay and divide, each remembering what it was told. */
async function work(app: App, tokens: Tokens, floor: Floor, until: { stop: boolean }): Promise<Told> {
  const told: Told = { captures: [], payments: [], settlements: [] };
  const devices = Array.from({ length: 2 }, async (_, n) => {
    while (!until.stop) {
      const occurred_at = new Date().toISOString();
      const worker = floor.roster[Math.floor(Math.random() * floor.roster.length)];
      const captures = [
        { id: crypto.randomUUID(), type: 'output', occurred_at, session: floor.session, work_order: floor.work_order, step: 1, worker, good: 1 },
        { id: crypto.randomUUID(), type: 'attendance', occurred_at, session: floor.session, worker, reason: 'ATTENDED' },
      ];
      const answers = await ask<{ id: string; result: string }[]>(app, tokens.petugas, '/captures', { device: `uji-kill-${n}`, captures });
      if (answers) told.captures.push(...answers.filter(({ result }) => result === 'accepted').map(({ id }) => id));
      else await pause();
    }
  });
  const desks = Array.from({ length: 2 }, async () => {
    while (!until.stop) if (!await sellOnce(app, tokens, floor.sku, told)) await pause();
  });
  await Promise.all([...devices, ...desks]);
  return told;
}

async function sellOnce(app: App, tokens: Tokens, sku: string, told: Told): Promise<boolean> {
  const order = await ask<Answer>(app, undefined, '/orders', { channel: 'public', buyer: { name: 'Pembeli Contoh', phone: '081234567890' }, lines: [{ sku, quantity: 1 }], deliver_to: { name: 'Pembeli Contoh', address: 'Jalan Contoh 1' } });
  const number = typeof order?.['number'] === 'string' ? order['number'] : undefined;
  if (!number) return false;
  if (!await ask(app, tokens.kasi, `/orders/${number}/acceptance`, {})) return false;
  if (!await ask(app, tokens.kasi, `/orders/${number}/shipments`, { carrier: 'Kurir contoh' })) return false;
  const handover = await ask<Answer>(app, tokens.kasi, `/orders/${number}/handover`, { handover_number: `BAST-${number}`, received_by: 'Pembeli Contoh' });
  // In parts, so that money moves often while little stock lasts.
  const part = Math.ceil(Number(handover?.['accepted_idr']) / 8);
  for (let left = Number(handover?.['accepted_idr']), n = 1; left > 0; left -= part, n++) {
    const reference = `UJI-${number}-${n}`;
    if (!await ask(app, tokens.bendahara, `/orders/${number}/payments`, { method: 'transfer', amount_idr: Math.min(part, left), reference })) return false;
    told.payments.push(reference);
  }
  const settlement = await ask<Answer>(app, tokens.kasi, '/settlements', { order_number: number });
  if (!settlement || !await ask(app, tokens.kalapas, `/settlements/${String(settlement['id'])}/approval`, {})) return false;
  told.settlements.push(String(settlement['id']));
  return true;
}

async function ask<T = unknown>(app: App, token: string | undefined, path: string, body: unknown): Promise<T | undefined> {
  const response = await fetch(`${app.url}/api/v1${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), ...(token ? { authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify(body), signal: AbortSignal.timeout(5000),
  }).catch(() => undefined);
  if (!response || response.status >= 300) return undefined;
  return response.json().catch(() => undefined) as Promise<T | undefined>;
}

const pause = () => new Promise<false>((resume) => setTimeout(() => resume(false), 50));

async function missingOf(folder: string, told: Told): Promise<Told> {
  const lacking = async (names: string[], query: string) => {
    const there = new Set((await rows<{ name: string }>(folder, query)).map(({ name }) => name));
    return names.filter((name) => !there.has(name));
  };
  return {
    captures: await lacking(told.captures, 'select id::text as name from workshop.capture'),
    payments: await lacking(told.payments, 'select reference as name from orders.payment'),
    settlements: await lacking(told.settlements, "select s.id::text as name from pay.settlement s join ledger.journal j on j.facility_id = s.facility_id and j.id = s.journal_id where s.state = 'approved'"),
  };
}

/** The open session of the demo's first facility, a work order on its floor, and something that lies in stock. */
async function floorOf(folder: string): Promise<Floor> {
  const [floor] = await rows<Floor>(folder, `
    select s.id as session, (select number from production.work_order w where w.facility_id = f.id and w.state in ('released', 'in_progress') order by w.created_at desc limit 1) as work_order,
      (select array_agg(k.roster_code) from workshop.roster r join workforce.worker k on k.facility_id = r.facility_id and k.id = r.worker_id where r.facility_id = f.id and r.session_id = s.id) as roster,
      (select p.sku from inventory.item i join products.product p on p.facility_id = i.facility_id and p.id = i.product_id where i.facility_id = f.id order by i.on_hand - i.reserved desc limit 1) as sku
    from workshop.session s join organisation.facility f on f.id = s.facility_id where f.code = '${facility}' and s.state = 'open' order by s.opened_at desc limit 1`);
  assert.ok(floor, 'no open session on the demo floor');
  return floor;
}

async function tokensOf(folder: string): Promise<Tokens> {
  const { addresses } = await migrate({ adminUrl: adminUrl(folder), secret: installationSecret(folder), rooms: migratedRooms });
  const db = openDb(addresses);
  const made = await Promise.all(tellers.map(async (who) => [who, (await transact(db, { actor: system }, (tx) => createToken(tx, { email: `${who}@${facility}.karya.test` }))).token] as const));
  await db.close();
  return Object.fromEntries(made) as Tokens;
}

async function drained(folder: string): Promise<void> {
  for (let n = 0; n < 100; n++) {
    if ((await rows(folder, 'select 1 from kernel.outbox limit 1')).length === 0) return;
    await new Promise((resume) => setTimeout(resume, 200));
  }
}

async function rows<Row extends pg.QueryResultRow = Answer>(folder: string, query: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: adminUrl(folder) });
  await client.connect();
  try {
    return (await client.query<Row>(query, values)).rows;
  } finally {
    await client.end();
  }
}

// A house for tests: a fresh database from the migrated template, two invented facilities, an agency, and somebody in every role.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { Hono } from 'hono';
import pg from 'pg';
import { openDb, reading, transact, type Db, type Reader, type Tx } from '#kernel/db.ts';
import { migrate } from '#kernel/migrate.ts';
import { system, visitor, type Actor, type Role } from '#kernel/policy.ts';
import { startPostgres } from '#kernel/postgres.ts';
import { Refusal } from '#kernel/refusal.ts';
import { serve } from '#kernel/serve.ts';
import type { Route } from '#kernel/web.ts';
import { migratedRooms } from '../src/rooms.ts';

export const testSecret = 'a secret for tests';
export const templateName = 'karya_template';

export type House = {
  db: Db;
  /** A superuser's connection, for looking from outside and for breaking things on purpose. */
  admin: pg.Pool;
  adminUrl: string;
  facility: { id: string; code: string };
  other: { id: string; code: string };
  agency: { id: string; code: string };
  /** Somebody in a role: of `facility` (or `other`), of the agency, or of the whole country. The same arguments give the same person. */
  as(role: Role, where?: 'facility' | 'other', person?: number): Actor;
  act<T>(actor: Actor, work: (tx: Tx) => Promise<T>, now?: Date): Promise<T>;
  look<T>(actor: Actor, work: (reader: Reader) => Promise<T>): Promise<T>;
  /** The front door: `request('/bengkel', { as: actor })`. */
  request(path: string, options?: { as?: Actor; method?: string; form?: Record<string, string>; json?: unknown; headers?: Record<string, string> }): Promise<Response>;
  app: Hono;
};

/** `now` fixes the clock of the front door; commands called through `act` take their own. */
export async function openHouse(t: TestContext | { after: (fn: () => Promise<void>) => void }, { routes = [], now, database = templateName }: { routes?: Route[]; now?: Date; database?: string } = {}): Promise<House> {
  const server = await testServer(database);
  const name = `t_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  await alone(server.adminUrl, `create database ${name} template ${database} strategy file_copy`);
  const adminUrl = withDatabase(server.adminUrl, name);
  const { addresses } = await migrate({ adminUrl, secret: testSecret, rooms: migratedRooms });
  const db = openDb({ ...addresses, ...(now ? { clock: () => now } : {}) });
  const admin = new pg.Pool({ connectionString: adminUrl, max: 3 });
  admin.on('error', () => {});
  t.after(async () => {
    await db.close();
    await admin.end();
    await server.close();
  });
  const [facility, other, agency] = await invented(admin);
  const actors = new Map<string, Actor>();
  const app = await frontDoor(db, routes, actors);
  return {
    db, admin, adminUrl, facility, other, agency, app,
    as: (role, where = 'facility', person = 1) => remembered(actors, role, where === 'other' ? other.id : facility.id, agency.id, person),
    act: (actor, work, at) => transact(db, { actor, ...(at ?? now ? { now: at ?? now } : {}) }, work),
    look: (actor, work) => reading(db, { actor }, work),
    request: async (address, { as, method, form, json, headers = {} } = {}) => app.request(address, {
      method: method ?? (form || json !== undefined ? 'POST' : 'GET'),
      headers: { ...(as ? { 'x-test-actor': keyOf(as) } : {}), ...(json !== undefined ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(form ? { body: new URLSearchParams({ _token: crypto.randomUUID(), ...form }) } : {}),
      ...(json !== undefined ? { body: JSON.stringify(json) } : {}),
    }),
  };
}

async function frontDoor(db: Db, routes: Route[], actors: Map<string, Actor>): Promise<Hono> {
  const { renderDocument, failurePage } = await import('#ui');
  return serve({
    db, routes, origin: 'http://localhost', draw: renderDocument, failurePage,
    actorOf: async (_, request) => actors.get(request.headers.get('x-test-actor') ?? '') ?? visitor,
  });
}

function remembered(actors: Map<string, Actor>, role: Role, facility_id: string, agency_id: string, person: number): Actor {
  const inFacility = ['officer', 'section_head', 'facility_head', 'treasurer'].includes(role);
  const inAgency = role === 'procurement_officer' || role === 'commitment_officer';
  const key = `${role}/${inFacility ? facility_id : ''}/${person}`;
  const known = actors.get(key);
  if (known) return known;
  const made: Actor = {
    account_id: crypto.randomUUID(), person_id: crypto.randomUUID(), name: `Contoh ${role} ${person}`, role, unit_name: 'Unit contoh', locale: 'id',
    facility_id: inFacility ? facility_id : null, agency_id: inAgency ? agency_id : null,
    facility_ids: inFacility ? [facility_id] : ['headquarters', 'auditor', 'admin'].includes(role) ? 'all' : role === 'regional' ? [facility_id] : [],
  };
  actors.set(key, made);
  actors.set(keyOf(made), made);
  return made;
}

function keyOf(actor: Actor): string {
  return actor.account_id ?? actor.role;
}

async function invented(admin: pg.Pool): Promise<[House['facility'], House['other'], House['agency']]> {
  await admin.query(`
    insert into organisation.province (code, name_id, name_en, capital, island_group, timezone, latitude, longitude, source) values ('62','Kalimantan Tengah','Central Kalimantan','Palangka Raya','Kalimantan','WIB',-1.6,113.4,'test') on conflict do nothing;
    insert into organisation.regency values ('62.07','Kabupaten Sukamara','kabupaten','62','WIB',-2.6,111.2,'test') on conflict do nothing;
    insert into organisation.regional_office values ('kanwil-62','Kanwil Kalimantan Tengah','{62}','test') on conflict do nothing;`);
  const facility = (code: string, name: string) => admin.query<{ id: string; code: string }>(`
    insert into organisation.facility (code, name, kind, class, province_code, regency_code, regional_office_code, timezone, latitude, longitude, is_sample, source)
    select $1, $2, 'lapas', 'IIB', '62', '62.07', (select code from organisation.regional_office where '62' = any (province_codes) limit 1), 'Asia/Jakarta', -2.6, 111.2, true, 'test' returning id, code`, [code, name]);
  const agency = admin.query<{ id: string; code: string }>(`insert into organisation.agency (code, name, kind, is_sample, source) values ('instansi-contoh-uji', 'Instansi Contoh Uji', 'agency', true, 'test') returning id, code`);
  const [a, b, c] = await Promise.all([facility('lapas-contoh-uji', 'Lapas Contoh Uji'), facility('lapas-contoh-lain', 'Lapas Contoh Lain'), agency]);
  const [facilityRow, otherRow, agencyRow] = [a.rows[0], b.rows[0], c.rows[0]];
  if (!facilityRow || !otherRow || !agencyRow) throw new Error('the invented units were not made');
  return [facilityRow, otherRow, agencyRow];
}

/** For `assert.rejects`: the business said no under this code, and nothing else went wrong. */
export const refused = (code: string) => (error: unknown): boolean => {
  assert.ok(error instanceof Refusal, `a refusal ${code}, not ${String(error)}`);
  assert.equal(error.code, code);
  return true;
};

/** The system, for what the world and jobs do. */
export const asSystem = system;

/** The run's server, or one of our own when a single file is run by hand. */
async function testServer(database: string): Promise<{ adminUrl: string; close(): Promise<void> }> {
  const given = process.env['KARYA_TEST_PG'];
  if (given) return { adminUrl: given, close: async () => {} };
  const memory = existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
  const folder = mkdtempSync(path.join(memory, 'karya-one-'));
  // The server's own account must pass through; else its data would lie elsewhere on the disk and stay there.
  chmodSync(folder, 0o711);
  const started = await startPostgres({ dataDir: path.join(folder, 'pg'), settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } });
  const { prepare } = await import('./prepare.ts');
  await prepare(started.adminUrl, { world: database !== templateName });
  return {
    adminUrl: started.adminUrl,
    close: async () => {
      await started.stop();
      for (const left of [folder, started.dataDir, `${started.dataDir}.log`, `${started.dataDir}.password`]) rmSync(left, { recursive: true, force: true });
    },
  };
}

export function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.toString();
}

/** One statement on a connection of its own: databases are made and copied while nobody is in them. */
export async function alone(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

import { createHash, createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { DbAddresses } from './db.ts';
import { openSeal } from './seal.ts';

/** A room's migrations are plain SQL files, forward only, run in the order of the rooms; `views.sql` is run anew each time. */
export type MigratedRoom = { name: string; folder: string };

export type Migrated = { applied: string[]; addresses: DbAddresses };

/**
 * Brings a database to the newest schema, creates the two login roles with passwords drawn from `secret`, and returns
 * the addresses under which the app may connect. `adminUrl` needs the right to create roles (CREATEROLE).
 */
export async function migrate({ adminUrl, secret, rooms, onStep = () => {} }: {
  adminUrl: string; secret: string; rooms: MigratedRoom[]; onStep?: (name: string) => void;
}): Promise<Migrated> {
  openSeal(secret);
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query("select pg_advisory_lock(hashtext('karya migrate'))");
    for (const role of ['karya_app', 'karya_shop'] as const) await loginRole(admin, role, password(secret, role));
    await admin.query(`create table if not exists public.migration (name text primary key, at timestamptz not null default now())`);
    const done = new Set((await admin.query<{ name: string }>('select name from public.migration')).rows.map((row) => row.name));
    const applied: string[] = [];
    for (const { name: room, folder } of rooms) {
      for (const file of sqlFiles(path.join(folder, 'migrations'))) {
        const name = `${room}/${file}`;
        if (done.has(name)) continue;
        onStep(name);
        await inOneTransaction(admin, readFileSync(path.join(folder, 'migrations', file), 'utf8'), name);
        applied.push(name);
      }
    }
    if (applied.length > 0) await renewViews(admin, rooms);
    const contextKey = await contextKeyOf(admin);
    return { applied, addresses: { appUrl: as(adminUrl, 'karya_app', secret), shopUrl: as(adminUrl, 'karya_shop', secret), contextKey } };
  } finally {
    await admin.end();
  }
}

async function renewViews(admin: pg.Client, rooms: MigratedRoom[]): Promise<void> {
  for (const { name, folder } of rooms) {
    const file = path.join(folder, 'views.sql');
    if (existsSync(file)) await inOneTransaction(admin, readFileSync(file, 'utf8'), `${name}/views.sql`, false);
  }
}

async function inOneTransaction(admin: pg.Client, text: string, name: string, remember = true): Promise<void> {
  await admin.query('begin');
  try {
    await admin.query(text);
    if (remember) await admin.query('insert into public.migration (name) values ($1)', [name]);
    await admin.query('commit');
  } catch (error) {
    await admin.query('rollback');
    throw new Error(`migration ${name}: ${(error as Error).message}`, { cause: error });
  }
}

/** Roles belong to the whole server: one that already has this password is left alone, so that databases side by side never race. */
async function loginRole(admin: pg.Client, role: string, secret: string): Promise<void> {
  const mark = createHash('sha256').update(secret).digest('hex');
  const { rows } = await admin.query<{ mark: string | null }>("select shobj_description(oid, 'pg_authid') as mark from pg_roles where rolname = $1", [role]);
  if (rows[0]?.mark === mark) return;
  const verb = rows.length === 0 ? 'create' : 'alter';
  await admin.query(`${verb} role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password '${secret}'; comment on role ${role} is '${mark}'`);
}

async function contextKeyOf(admin: pg.Client): Promise<Buffer> {
  await admin.query('insert into kernel.context_key (key) values ($1) on conflict do nothing', [randomBytes(32)]);
  const { rows } = await admin.query<{ key: Buffer }>('select key from kernel.context_key');
  const [row] = rows;
  if (!row) throw new Error('context key missing');
  return row.key;
}

function sqlFiles(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.sql')).sort() : [];
}

function password(secret: string, role: string): string {
  return createHmac('sha256', secret).update(`role:${role}`).digest('hex');
}

function as(adminUrl: string, role: string, secret: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password(secret, role);
  return url.toString();
}

/** One secret per installation, made at the first start, readable by its owner alone; KARYA_SECRET overrides it. */
export function installationSecret(dataDir: string, env = process.env): string {
  if (env['KARYA_SECRET']) return env['KARYA_SECRET'];
  const file = path.join(dataDir, 'secret');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

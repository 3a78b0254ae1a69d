// The whole database in one file, as it stood at one instant, while the app goes on working.
import { createHash, type Hash } from 'node:crypto';
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import pg from 'pg';
import { z } from 'zod';
import { Refusal } from '#kernel/refusal.ts';
import { lastEntry, seal, writeArchive, type Entry } from './archive.ts';
import { copyOut } from './copying.ts';

export const manifestOf = z.object({
  format: z.literal(1), made_at: z.string(), postgres: z.string(), migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })), sequences: z.record(z.string(), z.number().nullable()),
});
export type Manifest = z.infer<typeof manifestOf>;
export const endOf = z.object({ tables: z.record(z.string(), z.object({ rows: z.number(), bytes: z.number(), sha256: z.string() })), seal: z.string() });
type Counted = z.infer<typeof endOf>['tables'];

export const manifestName = 'manifest.json';
const partBytes = 1 << 20;
/** One spelling of days, times and fractions, whatever the server's own settings are. */
export const plainSpelling = "set datestyle = 'iso, ymd'; set intervalstyle = 'postgres'; set extra_float_digits = 1; set client_encoding = 'utf8'; set timezone = 'utc'";

export type BackedUp = { path: string; bytes: number; tables: number; rows: number; newest_migration: string; seconds: number };

export async function backup(adminUrl: string, { path, onProgress }: { path: string; onProgress: (line: string) => void }): Promise<BackedUp> {
  if (existsSync(path)) throw new Refusal('backup.file_exists', { id: `${path} sudah ada dan tidak ditimpa. Pilih nama lain.`, en: `${path} is there already and is not overwritten. Choose another name.` }, { status: 422 });
  const started = performance.now();
  const draft = `${path}.part`;
  rmSync(draft, { force: true });
  const forget = (): void => rmSync(draft, { force: true });
  process.once('exit', forget);
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`${plainSpelling}; begin isolation level repeatable read read only`);
    const manifest = await describe(client);
    const counted: Counted = {};
    await writeArchive(draft, sealed(manifest, tablesOf(client, manifest, counted, onProgress), counted));
    renameSync(draft, path);
    const rows = Object.values(counted).reduce((sum, table) => sum + table.rows, 0);
    return { path, bytes: statSync(path).size, tables: manifest.tables.length, rows, newest_migration: manifest.migrations.at(-1) ?? '', seconds: Math.round((performance.now() - started) / 100) / 10 };
  } catch (error) {
    throw unwritable(path, error);
  } finally {
    forget();
    process.off('exit', forget);
    await client.end();
  }
}

/** What there is to keep: every table and sequence of our schemas. The queue's own schema is not ours: it is made anew at each start. */
export async function describe(client: pg.Client): Promise<Manifest> {
  const ours = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'graphile_worker')`;
  const { rows: tables } = await client.query<{ name: string; columns: string[] }>(`
    select format('%I.%I', n.nspname, c.relname) as name, array_agg(quote_ident(a.attname) order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    -- Computed columns compute themselves. A transaction's number means nothing elsewhere: the restoring transaction gives its own.
    where c.relkind = 'r' and ${ours} and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype group by n.nspname, c.relname order by 1`);
  const { rows: sequences } = await client.query<{ name: string; value: string | null }>(`select format('%I.%I', n.schemaname, n.sequencename) as name, n.last_value::text as value from (select *, schemaname as nspname from pg_sequences) n where ${ours} order by 1`);
  const { rows: [about] } = await client.query<{ version: string; now: Date; migrations: string[] }>(`select current_setting('server_version') as version, now() as now, (select array_agg(name order by name) from public.migration) as migrations`);
  if (!about) throw new Error('the database says nothing about itself');
  return {
    format: 1, made_at: about.now.toISOString(), postgres: about.version, migrations: about.migrations, tables,
    sequences: Object.fromEntries(sequences.map(({ name, value }) => [name, value === null ? null : Number(value)])),
  };
}

async function* sealed(manifest: Manifest, tables: AsyncIterable<Entry>, counted: Counted): AsyncGenerator<Entry> {
  const sum = seal();
  const first = { name: manifestName, content: Buffer.from(JSON.stringify(manifest, null, 1)) };
  sum.add(first);
  yield first;
  for await (const entry of tables) {
    sum.add(entry);
    yield entry;
  }
  yield { name: lastEntry, content: Buffer.from(JSON.stringify({ tables: counted, seal: sum.value() } satisfies z.infer<typeof endOf>, null, 1)) };
}

async function* tablesOf(client: pg.Client, { tables }: Manifest, counted: Counted, onProgress: (line: string) => void): AsyncGenerator<Entry> {
  for (const [n, { name, columns }] of tables.entries()) {
    const hash = createHash('sha256');
    const count = { rows: 0, bytes: 0 };
    for await (const entry of partsOf(name, copyOut(client, `copy ${name} (${columns.join(', ')}) to stdout`), hash, count)) {
      onProgress(`table ${n + 1} of ${tables.length}: ${name}, ${count.rows} rows`);
      yield entry;
    }
    counted[name] = { ...count, sha256: hash.digest('hex') };
  }
}

/** Rows gathered into parts of about a megabyte; PostgreSQL sends one row at a time. */
async function* partsOf(table: string, rows: AsyncIterable<Buffer>, hash: Hash, count: { rows: number; bytes: number }): AsyncGenerator<Entry> {
  let gathered: Buffer[] = [];
  let bytes = 0;
  let part = 0;
  const cutPart = (): Entry => {
    const content = Buffer.concat(gathered);
    hash.update(content);
    count.bytes += content.length;
    gathered = [];
    bytes = 0;
    return { name: partName(table, ++part), content };
  };
  for await (const row of rows) {
    gathered.push(row);
    bytes += row.length;
    count.rows++;
    if (bytes >= partBytes) yield cutPart();
  }
  if (bytes > 0) yield cutPart();
}

const partName = (table: string, part: number): string => `tables/${table}/${String(part).padStart(6, '0')}.copy`;
export const tableOf = (entryName: string): string | undefined => /^tables\/(.+)\/\d{6}\.copy$/.exec(entryName)?.[1];

function unwritable(path: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (!code || !syscall) return error;
  return new Refusal('backup.cannot_write', { id: `${path} tidak dapat ditulis (${code}). Periksa folder, izin, dan ruang disk.`, en: `${path} cannot be written (${code}). Check the folder, your rights and the room on the disk.` }, { status: 422 });
}

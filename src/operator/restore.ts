// A backup laid into an empty, migrated database: one transaction, so that a fault on any byte leaves what was there before.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import pg from 'pg';
import { Refusal } from '#kernel/refusal.ts';
import { changed, cut, lastEntry, readArchive, seal, type Entry } from './archive.ts';
import { describe, endOf, manifestName, manifestOf, plainSpelling, tableOf, type Manifest } from './backup.ts';
import { copyIn } from './copying.ts';

export type Restored = { path: string; made_at: string; tables: number; rows: number; checked_only: boolean; seconds: number };
type Wanted = { path: string; replace: boolean; checkOnly: boolean; onProgress: (line: string) => void };

export async function restore(adminUrl: string, { path, replace, checkOnly, onProgress }: Wanted): Promise<Restored> {
  if (!existsSync(path)) throw new Refusal('backup.no_file', { id: `Berkas ${path} tidak ada. Periksa letak dan namanya.`, en: `There is no file ${path}. Check the folder and the name.` }, { status: 422 });
  const started = performance.now();
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`${plainSpelling}; begin`);
    const contents = openContents(path);
    const manifest = await manifestFrom(path, contents);
    await sameSchema(client, manifest);
    if (!checkOnly) {
      await nobodyInside(client);
      if (!replace) await nothingInside(client);
      await makeRoom(client, manifest);
    }
    const rows = await layTables(client, { path, manifest, contents, checkOnly, onProgress });
    if (!checkOnly) await closeUp(client, manifest);
    await client.query('commit');
    return { path, made_at: manifest.made_at, tables: manifest.tables.length, rows, checked_only: checkOnly, seconds: Math.round((performance.now() - started) / 100) / 10 };
  } catch (error) {
    if ((error as { code?: string }).code === '42501') throw new Refusal('restore.not_superuser', { id: 'Pemulihan memerlukan superuser PostgreSQL dalam DATABASE_URL.', en: 'Restoring needs a superuser of PostgreSQL in DATABASE_URL.' });
    throw error;
  } finally {
    // Ends the transaction where it stands: what was not committed never was.
    await client.end();
  }
}

type Contents = { next(): Promise<Entry | undefined>; seal(): string };

function openContents(path: string): Contents {
  const entries = readArchive(path);
  const sum = seal();
  return {
    next: async () => {
      const { value, done } = await entries.next();
      if (done) return undefined;
      if (value.name !== lastEntry) sum.add(value);
      return value;
    },
    seal: () => sum.value(),
  };
}

async function manifestFrom(path: string, contents: Contents): Promise<Manifest> {
  const first = await contents.next();
  const read = first?.name === manifestName ? manifestOf.safeParse(jsonOf(first, path)) : undefined;
  if (!read?.success) throw changed(path);
  return read.data;
}

/** Same migrations, same tables, same columns: a file of another version is not bent to fit. */
async function sameSchema(client: pg.Client, manifest: Manifest): Promise<void> {
  const here = await describe(client);
  const differing = [...manifest.migrations.filter((name) => !here.migrations.includes(name)), ...here.migrations.filter((name) => !manifest.migrations.includes(name))];
  if (differing.length === 0 && JSON.stringify(here.tables) === JSON.stringify(manifest.tables)) return;
  const named = differing.slice(0, 3).join(', ') || 'tables';
  throw new Refusal('restore.other_version', {
    id: `Cadangan ini dibuat dengan versi lain (berbeda pada ${named}). Pasang versi program yang membuatnya, pulihkan di sana, lalu perbarui.`,
    en: `This backup was made by another version (they differ in ${named}). Install the version of the program that made it, restore there, then upgrade.`,
  });
}

async function nobodyInside(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("select 1 from pg_stat_activity where datname = current_database() and usename in ('karya_app', 'karya_shop')");
  if (rowCount) throw new Refusal('restore.in_use', { id: 'Program masih berjalan pada basis data ini. Hentikan dahulu, lalu pulihkan.', en: 'The program is still running on this database. Stop it first, then restore.' });
}

async function nothingInside(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from kernel.event union all select from identity.account limit 1');
  if (rowCount) {
    throw new Refusal('restore.not_empty', {
      id: 'Basis data ini sudah berisi. Pulihkan ke basis data kosong (KARYA_DATA atau DATABASE_URL lain), atau tambahkan --replace untuk mengganti seluruh isinya.',
      en: 'This database is not empty. Restore into an empty one (another KARYA_DATA or DATABASE_URL), or add --replace to replace all that is in it.',
    });
  }
}

/** Rows come as they were, so no trigger may act on them a second time; the reference rows of a fresh database make way. */
async function makeRoom(client: pg.Client, { tables }: Manifest): Promise<void> {
  await client.query('set local session_replication_role = replica');
  for (const name of await guarded(client)) await client.query(`alter table ${name} disable trigger no_truncate`);
  await client.query(`truncate ${tables.map(({ name }) => name).join(', ')}`);
}

async function guarded(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>("select tgrelid::regclass::text as name from pg_trigger where tgname = 'no_truncate' and not tgisinternal order by 1");
  return rows.map(({ name }) => name);
}

async function layTables(client: pg.Client, { path, manifest, contents, checkOnly, onProgress }: { path: string; manifest: Manifest; contents: Contents; checkOnly: boolean; onProgress: (line: string) => void }): Promise<number> {
  const seen = new Map<string, { rows: number; bytes: number; sha256: string }>();
  let entry = await contents.next();
  while (entry && entry.name !== lastEntry) {
    const table = manifest.tables.find(({ name }) => name === tableOf(entry?.name ?? ''));
    if (!table || seen.has(table.name)) throw changed(path);
    const hash = createHash('sha256');
    let bytes = 0;
    let rows = 0;
    const parts = async function* (): AsyncGenerator<Buffer> {
      for (; entry && tableOf(entry.name) === table.name; entry = await contents.next()) {
        hash.update(entry.content);
        bytes += entry.content.length;
        rows += linesIn(entry.content);
        onProgress(`table ${manifest.tables.indexOf(table) + 1} of ${manifest.tables.length}: ${table.name}, ${rows} rows`);
        yield entry.content;
      }
    };
    if (checkOnly) for await (const part of parts()) void part;
    else await copyIn(client, `copy ${table.name} (${table.columns.join(', ')}) from stdin`, parts()).catch((error: unknown) => {
      throw error instanceof Error && /^22|^23/.test((error as { code?: string }).code ?? '') ? changed(path) : error;
    });
    seen.set(table.name, { rows, bytes, sha256: hash.digest('hex') });
  }
  if (!entry) throw cut(path);
  const end = endOf.safeParse(jsonOf(entry, path));
  if (!end.success || end.data.seal !== contents.seal() || (await contents.next()) !== undefined) throw changed(path);
  for (const { name } of manifest.tables) {
    const told = end.data.tables[name];
    const found = seen.get(name) ?? { rows: 0, bytes: 0, sha256: createHash('sha256').digest('hex') };
    if (told?.rows !== found.rows || told.sha256 !== found.sha256) throw changed(path);
    if (!checkOnly && (await count(client, name)) !== found.rows) throw changed(path);
  }
  return [...seen.values()].reduce((sum, { rows }) => sum + rows, 0);
}

/** COPY's text format ends each row with a line feed and writes one inside a value as \n. */
function linesIn(content: Buffer): number {
  let lines = 0;
  for (let at = content.indexOf(10); at >= 0; at = content.indexOf(10, at + 1)) lines++;
  return lines;
}

async function count(client: pg.Client, table: string): Promise<number> {
  const { rows } = await client.query<{ n: string }>(`select count(*)::text as n from ${table}`);
  return Number(rows[0]?.n);
}

/** The guards go back up; a sequence never runs backwards, for pages are kept under what it said. */
async function closeUp(client: pg.Client, { sequences }: Manifest): Promise<void> {
  for (const name of await guarded(client)) await client.query(`alter table ${name} enable always trigger no_truncate`);
  for (const [name, value] of Object.entries(sequences)) {
    if (value !== null) await client.query('select setval($1::text::regclass, greatest($2::bigint, (select last_value from pg_sequences where format(\'%I.%I\', schemaname, sequencename) = $1), 0) + 1)', [name, value]);
  }
}

function jsonOf(entry: Entry, path: string): unknown {
  try {
    return JSON.parse(entry.content.toString('utf8'));
  } catch {
    throw changed(path);
  }
}

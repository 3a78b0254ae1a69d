// Where the embedded database keeps its data, and how that folder comes to be. Created beside its place and moved in
// by one rename, so that a machine which stops half way leaves either nothing or a whole database.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isRoot, serverEnv, type Account, type Binaries } from './postgres-binaries.ts';

/**
 * The folder asked for, or a place under /var/lib when the server account cannot enter it (a checkout under /root).
 * A note where it was asked for says which place is ours: who deletes the data folder gets a new database, not an old one.
 */
export function dataDirFor(asked: string, account: Account, onProgress: (line: string) => void): string {
  const wanted = resolve(asked);
  makeParent(wanted);
  if (canEnter(dirname(wanted), account)) return wanted;
  const note = `${wanted}.is-in`;
  if (!existsSync(note)) writeFileSync(note, join('/var/lib/karya-binaan', randomBytes(6).toString('hex')));
  const moved = readFileSync(note, 'utf8').trim();
  mkdirSync(dirname(moved), { recursive: true, mode: 0o755 });
  onProgress(`The database is kept in ${moved}, because its account cannot enter ${dirname(wanted)}`);
  return moved;
}

/** The superuser's password, in a file beside the data that only we can read. Two starts at once agree on one. */
export function superuserPassword(dataDir: string): string {
  const file = `${dataDir}.password`;
  if (!existsSync(file)) {
    if (existsSync(join(dataDir, 'PG_VERSION'))) throw new Error(`The database in ${dataDir} is there but its password file ${file} is missing. Put the file back, or set DATABASE_URL.`);
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, randomBytes(24).toString('base64url'), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (error) {
      if (!existsSync(file)) throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
  return readFileSync(file, 'utf8').trim();
}

/** Creates the database cluster unless it is there. `durable: false` is for databases that live as long as a test run. */
export function createCluster(o: { dataDir: string; password: string; binaries: Binaries; account: Account; durable: boolean; onProgress(line: string): void }): void {
  if (existsSync(join(o.dataDir, 'PG_VERSION'))) return assertOwned(o.dataDir);
  if (existsSync(o.dataDir) && readdirSync(o.dataDir).length > 0) throw new Error(`${o.dataDir} is not empty and holds no database. Empty it, or choose another folder with KARYA_DATA.`);
  o.onProgress(`Creating the database in ${o.dataDir}`);
  const staging = mkdtempSync(`${o.dataDir}.new-`);
  const passwordFile = join(mkdtempSync(join(tmpdir(), 'karya-binaan-')), 'password');
  try {
    writeFileSync(passwordFile, `${o.password}\n`, { mode: 0o600 });
    for (const path of [staging, dirname(passwordFile), passwordFile]) giveTo(path, o.account);
    const made = spawnSync(
      o.binaries.program('initdb'),
      ['-D', staging, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', ...locale(), '-k', ...(o.durable ? [] : ['--no-sync'])],
      { ...o.account, env: serverEnv(), cwd: dirname(passwordFile), encoding: 'utf8' },
    );
    if (made.status !== 0) throw new Error(`The database could not be created in ${o.dataDir}: ${made.error?.message ?? made.stderr.trim()}`);
    moveIn(staging, o.dataDir);
  } finally {
    rmSync(dirname(passwordFile), { recursive: true, force: true });
    rmSync(staging, { recursive: true, force: true });
  }
}

function moveIn(staging: string, dataDir: string): void {
  try {
    if (existsSync(dataDir)) rmdirSync(dataDir);
    renameSync(staging, dataDir);
  } catch (error) {
    if (!existsSync(join(dataDir, 'PG_VERSION'))) throw error; // else another start finished first: use its database
  }
}

function makeParent(dataDir: string): void {
  try {
    mkdirSync(dirname(dataDir), { recursive: true });
  } catch (error) {
    throw new Error(`The folder ${dirname(dataDir)} cannot be created. Choose one you may write to with KARYA_DATA.`, { cause: error });
  }
}

function canEnter(folder: string, account: Account): boolean {
  if (!isRoot()) {
    const probe = join(folder, `.writable-${process.pid}`);
    try {
      writeFileSync(probe, '');
      rmSync(probe);
      return true;
    } catch (error) {
      throw new Error(`You may not write to ${folder}. Choose a folder of your own with KARYA_DATA.`, { cause: error });
    }
  }
  // The server reaches its data by an absolute path, so entering every folder above is what counts.
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...account, cwd: '/' }).status === 0;
}

function assertOwned(dataDir: string): void {
  const owner = statSync(dataDir).uid;
  if (isRoot() || process.getuid === undefined || owner === process.getuid()) return;
  throw new Error(`The database in ${dataDir} belongs to account ${owner}, not to you. Start as that account or as root, or choose another folder with KARYA_DATA.`);
}

function giveTo(path: string, account: Account): void {
  if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
  if (statSync(path).isDirectory()) chmodSync(path, 0o700);
}

/** C.UTF-8 sorts alike on every machine; macOS and Windows have it only inside PostgreSQL. */
const locale = (): string[] => (process.platform === 'linux' ? ['--locale=C.UTF-8'] : ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']);

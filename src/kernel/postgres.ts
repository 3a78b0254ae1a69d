// The embedded PostgreSQL: one call starts it, or finds the one a killed start left running, on any path and any account.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, openSync, closeSync, readFileSync, realpathSync, readlinkSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries, serverAccount, serverEnv, type Account, type Binaries } from './postgres-binaries.ts';
import { createCluster, dataDirFor, superuserPassword } from './postgres-cluster.ts';

export type Postgres = {
  /** Superuser on the `postgres` database; holds the password, never log it. */
  adminUrl: string;
  port: number;
  /** True when the server was already running. */
  adopted: boolean;
  /** Where the data is; not always where it was asked for (see `dataDirFor`). */
  dataDir: string;
  pid: number;
  stop(): Promise<void>;
};

export async function startPostgres(o: { dataDir: string; settings?: Record<string, string>; onProgress?: (line: string) => void }): Promise<Postgres> {
  const onProgress = o.onProgress ?? (() => {});
  const account = serverAccount(o.dataDir);
  const binaries = findBinaries(account, onProgress);
  const dataDir = dataDirFor(o.dataDir, account, onProgress);
  const password = superuserPassword(dataDir);
  createCluster({ dataDir, password, binaries, account, durable: o.settings?.fsync !== 'off', onProgress });
  const place = { dataDir: realpathSync(dataDir), password, binaries, account: serverAccount(dataDir) };

  // A server killed outright leaves children that hold its memory for a second or two, and two starts may meet:
  // both end well by trying again.
  const deadline = Date.now() + 60_000;
  for (;;) {
    const running = await findRunning(place);
    if (running) {
      onProgress(`Using the PostgreSQL that is already running on port ${running.port}`);
      return { ...running, adopted: true };
    }
    const started = await launch(place, o.settings ?? {});
    if (!('refused' in started)) return { ...started, adopted: false };
    if (!worthAnotherTry.test(started.refused) || Date.now() > deadline) throw new Error(`PostgreSQL did not start. Its last words in ${dataDir}.log: ${started.refused}`);
    await sleep(200);
  }
}

type Place = { dataDir: string; password: string; binaries: Binaries; account: Account };
type Server = Omit<Postgres, 'adopted'>;

const worthAnotherTry = /lock file "postmaster\.pid"|shared memory block|could not bind|Address already in use|could not create any TCP/i;

const defaults: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '128MB',
  max_connections: '120',
  jit: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

async function launch(place: Place, settings: Record<string, string>): Promise<Server | { refused: string }> {
  const port = await freePort();
  const logFile = `${place.dataDir}.log`;
  keepLogSmall(logFile);
  const spoken = existsSync(logFile) ? statSync(logFile).size : 0;
  const log = openSync(logFile, 'a', 0o600);
  const options = Object.entries({ ...defaults, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Its own process group: Ctrl-C in the terminal reaches us first, and we stop the server after the last request.
  const child = spawn(place.binaries.program('postgres'), ['-D', place.dataDir, '-p', String(port), ...options], {
    ...place.account, env: serverEnv(), cwd: place.dataDir, stdio: ['ignore', log, log], detached: true,
  });
  closeSync(log);
  let ended: string | undefined;
  child.once('exit', (code, signal) => (ended = `ended with ${signal ?? code}`));
  child.once('error', (error) => (ended = error.message));
  for (let waited = 0; ended === undefined && waited < 120_000; waited += 10) {
    const noted = readPidFile(place.dataDir);
    if (noted?.pid === child.pid && noted?.ready) {
      child.unref();
      return serverAt(place, noted.pid, port, child);
    }
    await sleep(10);
  }
  if (ended === undefined) child.kill('SIGQUIT');
  return { refused: readFileSync(logFile, 'utf8').slice(spoken).trim().split('\n').filter((line) => /FATAL|PANIC|HINT|ERROR/.test(line)).slice(-3).join(' / ') || (ended ?? 'not ready in 120 s') };
}

/** The server a former start left running on this data, proved by asking it where its data is. */
async function findRunning(place: Place): Promise<Server | undefined> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const noted = readPidFile(place.dataDir);
    if (!noted || !isAlive(noted.pid)) return undefined; // PostgreSQL itself clears a dead one's file
    if (isForeign(noted.pid, place.dataDir)) {
      rmSync(join(place.dataDir, 'postmaster.pid'), { force: true }); // the number went to another program since
      return undefined;
    }
    if (noted.ready && (await answersFor(place, noted.port))) return serverAt(place, noted.pid, noted.port);
    if (Date.now() > deadline) throw new Error(`A PostgreSQL (process ${noted.pid}) holds ${place.dataDir} but does not answer on port ${noted.port}. Stop it, then start again; see ${place.dataDir}.log.`);
    await sleep(100);
  }
}

function serverAt(place: Place, pid: number, port: number, child?: ChildProcess): Server {
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= shutDown(place, pid, child));
  return { adminUrl: urlOf(place, port), port, pid, dataDir: place.dataDir, stop };
}

/** Fast shutdown: sessions are cut, everything committed is kept. Waits until the process is gone. */
async function shutDown(place: Place, pid: number, child?: ChildProcess): Promise<void> {
  const gone = (): boolean => (child ? child.exitCode !== null || child.signalCode !== null : !isAlive(pid) || readPidFile(place.dataDir)?.pid !== pid);
  const send = (signal: 'SIGINT' | 'SIGQUIT'): void => {
    if (gone()) return;
    if (process.platform === 'win32') spawnSync(place.binaries.program('pg_ctl'), ['stop', '-D', place.dataDir, '-m', signal === 'SIGINT' ? 'fast' : 'immediate', '-W'], { env: serverEnv() });
    else process.kill(pid, signal);
  };
  send('SIGINT');
  for (let waited = 0; !gone(); waited += 10) {
    if (waited === 30_000) send('SIGQUIT'); // recovery at the next start makes this safe
    if (waited > 60_000) throw new Error(`PostgreSQL (process ${pid}) does not stop; see ${place.dataDir}.log`);
    await sleep(10);
  }
}

async function answersFor(place: Place, port: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(place, port), connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const answer = await client.query<{ data_directory: string }>("select current_setting('data_directory') as data_directory");
    return answer.rows[0]?.data_directory === place.dataDir;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** `postmaster.pid`: line 1 process, 4 port, 8 status. Undefined while absent or half written. */
function readPidFile(dataDir: string): { pid: number; port: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // also when it is another account's: our server runs under an account we may signal
  }
}

/** True only when proved: a server's working folder is its data, and its name is postgres. */
function isForeign(pid: number, dataDir: string): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) !== dataDir;
    if (process.platform === 'darwin') return !/postgres/.test(spawnSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' }).stdout);
  } catch {
    return false;
  }
  return false;
}

function keepLogSmall(file: string): void {
  if (existsSync(file) && statSync(file).size > 10_000_000) renameSync(file, `${file}.1`);
}

const urlOf = (place: Place, port: number): string => `postgresql://postgres:${place.password}@127.0.0.1:${port}/postgres`;

const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const probe = createServer().once('error', failed).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? found(address.port) : failed(new Error('no free port'))));
    });
  });

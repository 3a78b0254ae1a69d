// An app of its own on a folder that survives it, and the means to kill it or its PostgreSQL as a power cut would.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A real disk where there is one; `KARYA_FAULTS_IN` names another place. A killed process leaves the same there as anywhere. */
const disk = process.env['KARYA_FAULTS_IN'] ?? (existsSync('/var/tmp') ? '/var/tmp' : os.tmpdir());

export function folderFor(t: { after: (fn: () => void) => void }, name: string): string {
  const folder = mkdtempSync(path.join(disk, `karya-${name}-`));
  chmodSync(folder, 0o711); // the database’s own account has to pass through
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type App = { url: string; pid: number; kill(): Promise<void> };

export async function startApp(folder: string): Promise<App> {
  const child = spawn(process.execPath, ['src/start.ts'], { env: { ...process.env, PORT: '0', KARYA_DATA: folder, LOG_LEVEL: 'fatal' }, stdio: ['ignore', 'pipe', 'ignore'] });
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /ready: (http:\S+)/.exec(text)?.[1];
      if (found) resolve(found);
    });
    child.on('exit', (code) => reject(new Error(`the app ended with ${code}: ${text.slice(-500)}`)));
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.removeAllListeners('exit');
  child.once('exit', () => undefined);
  return { url, pid: child.pid ?? 0, kill: async () => { child.kill('SIGKILL'); await Promise.race([ended, new Promise((resume) => setTimeout(resume, 2000))]); } };
}

export type Victim = 'app' | 'postgres';

/** The victim dies while the load runs; then the load stops, and whatever is left of the app dies too. */
export async function killUnderLoad<T>(folder: string, app: App, victim: Victim, load: (until: { stop: boolean }) => Promise<T>, seconds = 2): Promise<T> {
  const until = { stop: false };
  const loading = load(until);
  await new Promise((resume) => setTimeout(resume, seconds * 1000));
  process.kill(victim === 'app' ? app.pid : postmaster(folder), 'SIGKILL');
  await new Promise((resume) => setTimeout(resume, 300));
  until.stop = true;
  const told = await loading;
  await app.kill();
  await new Promise((resume) => setTimeout(resume, 2500));
  return told;
}

function postmaster(folder: string): number {
  return Number(readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

export function adminUrl(folder: string): string {
  const password = readFileSync(path.join(folder, 'postgres.password'), 'utf8').trim();
  return `postgres://postgres:${password}@127.0.0.1:${readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]}/postgres`;
}

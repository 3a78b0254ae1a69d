import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { openHouse, testSecret } from './house.ts';

test('the command of npm start serves the shop, and ends cleanly when it is told to', async (t) => {
  const house = await openHouse(t);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'karya-start-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const child = spawn(process.execPath, ['src/start.ts'], {
    env: { ...process.env, DATABASE_URL: house.adminUrl, KARYA_SECRET: testSecret, KARYA_DATA: folder, KARYA_WORLD: 'none', PORT: '0', LOG_LEVEL: 'error', NODE_TEST_CONTEXT: '' }, stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => void child.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /ready: (http:\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    void ended.then((status) => reject(new Error(`the app ended with ${status}: ${said}`)));
  });
  const home = await fetch(`${url}/`);
  assert.equal(home.status, 200);
  // A paper and a reference table lie beside their sources: the compiled program still finds them.
  assert.equal((await fetch(`${url}/assets/${/assets\/([^"]+\.css)/.exec(await home.text())?.[1]}`)).status, 200);
  assert.equal((await fetch(`${url}/lapas`)).status, 200);
  child.kill('SIGTERM');
  assert.equal(await ended, 0);
});

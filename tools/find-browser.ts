// A browser without a manual step: the one you name, the one on the machine, else the one npm brought.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { z } from 'zod';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const unpacked = z.object({ CHROME_PATH: z.string(), LD_LIBRARY_PATH: z.string().optional() });
export type BrowserEnv = z.infer<typeof unpacked>;

/** What the environment of a browser test must hold. `places` in order; `npmOnly` skips the machine's own. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env, npmOnly = false): BrowserEnv {
  if (env.CHROME_PATH) return { CHROME_PATH: env.CHROME_PATH, LD_LIBRARY_PATH: env.LD_LIBRARY_PATH };
  const installed = npmOnly ? undefined : places.find((path) => existsSync(path));
  return installed ? { CHROME_PATH: installed } : unpackFromNpm(env);
}

function unpackFromNpm(env: NodeJS.ProcessEnv): BrowserEnv {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome or Chromium found. Install one, or set CHROME_PATH to its program.');
  }
  // A process of its own, because the package reads this variable while it loads: with it, it also unpacks the
  // libraries that a bare machine does not have. Its own start arguments are not used (they hide cross-site faults).
  const script = `const { default: chromium } = await import('@sparticuz/chromium');
    console.log(JSON.stringify({ CHROME_PATH: await chromium.executablePath(), LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH }));`;
  const answer = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...env, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], cwd: import.meta.dirname,
  });
  return unpacked.parse(JSON.parse(answer.trim().split('\n').at(-1) ?? '{}'));
}

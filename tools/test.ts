// `npm test`: types, lint, then every test on one PostgreSQL and one browser. Names given narrow the tests and skip
// the first two steps: `npm test -- orders` or `npm test -- src/kernel/money.test.ts`. `--faults` runs the slow fault tests.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findBrowser } from './find-browser.ts';
import { startTestPostgres, type TestPostgres } from './test-postgres.ts';

process.chdir(resolve(import.meta.dirname, '..'));
const faults = process.argv.includes('--faults');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

let running: ChildProcess | undefined;
let postgres: TestPostgres | undefined;
for (const [signal, status] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const) {
  process.once(signal, () => void abandon(signal, status));
}

try {
  process.exitCode = await runAll();
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof Error ? error.message : error);
} finally {
  await postgres?.remove();
}
process.exit();

async function runAll(): Promise<number> {
  const files = testFiles();
  if (files.length === 0) {
    console.error(`No test file found${wanted.length > 0 ? ` for: ${wanted.join(' ')}` : ''}. A run without tests proves nothing.`);
    return 1;
  }
  const checks = wanted.length > 0 || faults ? 0 : (await runNode('Types', ['node_modules/ts7/bin/tsc', '--noEmit', '-p', 'tsconfig.json'])) + (await runNode('Lint', ['node_modules/oxlint/bin/oxlint']));
  postgres = await startTestPostgres();
  await prepare(postgres.adminUrl);
  const browser = findBrowser();
  const limits = faults ? ['--test-timeout=900000', '--test-concurrency=1'] : ['--test-timeout=180000', '--test-concurrency=2'];
  const tests = await runNode(
    `Tests (${files.length} files)`,
    ['--import', 'tsx', '--test', '--test-force-exit', ...limits, ...files],
    { ...browser, KARYA_TEST_PG: postgres.adminUrl },
  );
  if (checks > 0) console.error('\nTypes or lint failed; see the top of this run.');
  return tests || (checks > 0 ? 1 : 0);
}

function testFiles(): string[] {
  const patterns = faults ? ['tests/faults/**/*.fault.ts'] : ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}', 'clients/**/*.test.{ts,tsx}'];
  const all = globSync(patterns).map((file) => file.replaceAll('\\', '/')).sort();
  return wanted.length === 0 ? all : all.filter((file) => wanted.some((part) => file.includes(part.replace(/^\.\//, ''))));
}

/** `tests/prepare.ts` builds the template databases that the tests copy. */
async function prepare(adminUrl: string): Promise<void> {
  const file = resolve('tests/prepare.ts');
  if (!existsSync(file)) return;
  const started = Date.now();
  const module: unknown = await import(pathToFileURL(file).href);
  if (typeof module !== 'object' || module === null || !('prepare' in module) || typeof module.prepare !== 'function') throw new Error('tests/prepare.ts must export prepare(adminUrl)');
  await module.prepare(adminUrl);
  console.log(`\n▸ Prepared the test databases in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Runs this same Node; answers its exit status. */
function runNode(title: string, options: string[], env: Record<string, string | undefined> = {}): Promise<number> {
  console.log(`\n▸ ${title}`);
  const started = Date.now();
  return new Promise((done, failed) => {
    running = spawn(process.execPath, options, { stdio: 'inherit', env: { ...process.env, ...env } });
    running.once('error', failed);
    running.once('exit', (status, signal) => {
      const outcome = status === 0 ? 'done' : `failed (${signal ?? status})`;
      console.log(`  ${title}: ${outcome} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
      done(status ?? 1);
    });
  });
}

async function abandon(signal: NodeJS.Signals, status: number): Promise<void> {
  running?.kill(signal);
  await postgres?.remove();
  process.exit(status);
}

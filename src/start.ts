// `npm start`: compiles our sources into one program when they have changed, then runs it in this same process.
// The engine keeps the text of everything it has read: a program without types and comments takes a third less memory than
// a thousand sources with a source map each. Decision 018.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const programs = path.join(root, 'var/program');
const name = hashOfSources();
const folder = path.join(programs, name);
if (!existsSync(folder)) await compile();
await import(pathToFileURL(path.join(folder, 'main.mjs')).href);

/** Written beside and moved in one step, so that a second process never runs half of it. */
async function compile(): Promise<void> {
  const esbuild = await import('esbuild');
  const beside = `${folder}.${process.pid}`;
  await esbuild.build({
    absWorkingDir: root, entryPoints: ['src/main.ts'], outdir: beside, bundle: true, splitting: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20', outExtension: { '.js': '.mjs' },
    minifyWhitespace: true, minifySyntax: true, sourcemap: 'linked', jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none', logLevel: 'error',
    plugins: [{ name: 'where each source stands', setup: (build) => build.onLoad({ filter: /[\\/]src[\\/].*\.tsx?$/ }, ({ path: file }) => standing(file)) }],
  });
  await esbuild.stop();
  if (existsSync(folder)) rmSync(beside, { recursive: true, force: true });
  else renameSync(beside, folder);
  for (const old of readdirSync(programs)) if (old !== name) rmSync(path.join(programs, old), { recursive: true, force: true });
}

/** Templates, migrations and tables lie beside the sources: a source goes on speaking of its own place. */
function standing(file: string): { contents: string; loader: 'ts' | 'tsx' } {
  const contents = readFileSync(file, 'utf8').replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file))).replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href));
  return { contents, loader: file.endsWith('x') ? 'tsx' : 'ts' };
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const file of [...globSync('src/**/*.{ts,tsx}', { cwd: root }), 'package.json', 'package-lock.json'].sort()) hash.update(file).update(readFileSync(path.join(root, file)));
  return hash.digest('hex').slice(0, 16);
}
